"""The code on paper that lets an administrator in who forgot the password: what it looks like, how it is read.

Twenty signs of an alphabet without 0, 1, I and O: nineteen by lot (95 bits), the last one a check, so that a slip of
the pen is told from a wrong code.
"""

import unicodedata
from collections.abc import Callable

from odrdesk.domain.errors import Refusal

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
SIGNS, GROUP = 20, 4


def made(lot: Callable[[int], int]) -> str:
    """A new code, in groups; `lot(n)` draws one of n fairly."""
    drawn = "".join(ALPHABET[lot(len(ALPHABET))] for _sign in range(SIGNS - 1))
    return shown(drawn + _check(drawn))


def shown(plain: str) -> str:
    """A plain code as it is printed, in fives of four."""
    return "-".join(plain[at : at + GROUP] for at in range(0, len(plain), GROUP))


def read(typed: str) -> str:
    """The plain code somebody typed: case, width, spaces and dashes do not count.

    Refuses `recovery.mistyped` (data: `signs`, how many there are, and `needed`) what cannot be a code.
    """
    folded = unicodedata.normalize("NFKC", typed).upper()
    plain = "".join(one for one in folded if one.isalnum())
    known = len(plain) == SIGNS and all(one in ALPHABET for one in plain)
    if not known or plain[-1] != _check(plain[:-1]):
        raise Refusal("recovery.mistyped", "code", signs=len(plain), needed=SIGNS)
    return plain


def _check(drawn: str) -> str:
    """Catches one wrong sign, and two neighbours that changed places unless they lie sixteen apart."""
    total = sum((2 * place + 1) * ALPHABET.index(one) for place, one in enumerate(drawn))
    return ALPHABET[total % len(ALPHABET)]
