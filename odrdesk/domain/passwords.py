"""What a clerk's password must be, and how long one waits after wrong ones.

After OWASP ASVS 5.0: at least 8 characters (6.2.1), any characters at all (6.2.5), long ones welcome (6.2.9), none of
the most common (6.2.4), none made of the names it belongs to (6.2.11), a pause that grows and never locks out (6.1.1).
"""

import unicodedata
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import IntEnum
from itertools import pairwise

from odrdesk.domain.errors import Refusal

LEAST, MOST = 8, 128
"""Characters."""
FREE = 5
"""So many wrong ones in a row bring the first pause."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=15)
_AROUND = 8
"""So many digits and signs before or after a word do not make another word of it."""
_FEW = 2
_HAN, _LONG, _VARIED = 0x2E7F, 14, 6


def plain(typed: str) -> str:
    """The one form of a password (NFKC): an input method's full-width letters are the plain ones."""
    return unicodedata.normalize("NFKC", typed)


def check(typed: str, names: Collection[str], common: Collection[str]) -> str:
    """A new password in its one form.

    `names` are the clerk's and the desk's, `common` what too many people choose (folded). Refuses
    `password.unreadable` (a control character, half a character), `.too_short`, `.too_long`, `.common`, `.name`.
    """
    if any(unicodedata.category(one) in ("Cc", "Cs") for one in typed):
        raise Refusal("password.unreadable", "password")
    password = plain(typed)
    if len(password) < LEAST:
        raise Refusal("password.too_short", "password", least=LEAST)
    if len(password) > MOST:
        raise Refusal("password.too_long", "password", limit=MOST)
    folded = _fold(password)
    words = {folded, _bare(folded)} - {""}
    if words & set(common) or _monotonous(folded):
        raise Refusal("password.common", "password")
    if words & {form for name in names for form in _forms(name)}:
        raise Refusal("password.name", "password")
    return password


class Strength(IntEnum):
    """How hard a password is to guess, roughly: what `check` refuses, what will do, what is good."""

    REFUSED = 0
    FAIR = 1
    GOOD = 2


def strength(typed: str, names: Collection[str], common: Collection[str]) -> Strength:
    """A hint while one types: length counts, variety a little, capitals and signs not at all (NIST SP 800-63B)."""
    try:
        password = check(typed, names, common)
    except Refusal:
        return Strength.REFUSED
    han = sum(ord(one) > _HAN for one in password)
    weight = len(password) + 2 * han  # of some thousand characters in use, each counts as three letters
    return Strength.GOOD if weight >= _LONG and len(set(password)) >= _VARIED else Strength.FAIR


def pause_after(failures: int) -> timedelta:
    """How long to wait after so many wrong ones in a row: 30 s from the fifth, doubling up to 15 minutes."""
    if failures < FREE:
        return timedelta()
    doublings = min(failures - FREE, 10)  # ten are far beyond the longest
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def pause_left(until: datetime | None, now: datetime) -> timedelta:
    """What is left of a pause. One that ends later than any pause lasts is a clock that was set back: nothing is."""
    if until is None or not now < until <= now + LONGEST_PAUSE:
        return timedelta()
    return until - now


def _forms(name: str) -> set[str]:
    """A name as it is folded, and its parts: 浦东·悦播联络点 is also 悦播联络点."""
    folded = _fold(plain(name))
    parts = "".join(one if one.isalnum() else " " for one in plain(name).casefold()).split()
    return {folded, "".join(parts), *(part for part in parts if len(part) > 1)} - {""}


def _fold(text: str) -> str:
    return "".join(text.split()).casefold()


def _bare(folded: str) -> str:
    """The word between a few digits and signs; nothing where there is none."""
    first = next((place for place, one in enumerate(folded) if one.isalpha()), len(folded))
    last = next((place for place, one in enumerate(reversed(folded)) if one.isalpha()), len(folded))
    return folded[first : len(folded) - last] if first <= _AROUND and last <= _AROUND else ""


def _monotonous(folded: str) -> bool:
    """One or two characters again and again, or a run like 12345678, 87654321, abcdefgh."""
    if len(set(folded)) <= _FEW:
        return True
    steps = {ord(after) - ord(before) for before, after in pairwise(folded)}
    return steps in ({1}, {-1}) or _wraps(folded)


def _wraps(folded: str) -> bool:
    """A run of digits that goes on with 0 after 9: 67890123."""
    if not (folded.isascii() and folded.isdigit()):
        return False
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(folded)}
    return steps in ({1}, {9})
