"""Money: whole fen, never a float.

`Fen` counts fen (1 yuan = 100 fen). Amounts of fen meet only amounts of fen: adding a bare number is a bug and
raises TypeError. Rounding happens in `multiply` alone, half up, and only where a percentage or a share makes it due.
"""

import re
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn, Self

from odrdesk.domain.errors import Refusal

MOST = 10**12
"""The largest amount that is read from text, in fen: ten thousand million yuan."""

_CAPITALS_END = 10**14
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_SECTIONS = ("亿", "万", "")

# Full-width digits, point, comma and yen sign are what a Chinese input method types.
_NARROW = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0E: ".", 0xFF0C: ",", 0xFFE5: "¥"}
_YUAN = re.compile(r"¥?\s*((?:[0-9]{1,13}|[0-9]{1,3}(?:,[0-9]{3}){1,4}))(?:\.([0-9]{1,2}))?\s*元?")


class Fen(int):
    """An amount of money in whole fen; negative only as a difference or a posting."""

    __slots__ = ()

    def __new__(cls, value: int = 0) -> Self:
        """Take whole fen; a float, a bool or text is a bug and raises TypeError."""
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"fen are whole numbers, not {type(value).__name__}")
        return super().__new__(cls, value)

    @classmethod
    def parse(cls, text: str) -> "Fen":
        """Read yuan as people write it: `129.00`, `¥1,299.00`, `1,234.50元`, full-width digits.

        Refuses (`amount.unreadable`) a sign, an exponent, words, more than two decimals, misplaced commas,
        digits of other scripts, and anything over 10**12 fen.
        """
        found = _YUAN.fullmatch(text.translate(_NARROW).strip())
        if found is None:
            raise Refusal("amount.unreadable", text=text)
        yuan, fraction = found.group(1).replace(",", ""), (found.group(2) or "").ljust(2, "0")
        fen = cls(int(yuan + fraction))
        if fen > MOST:
            raise Refusal("amount.unreadable", text=text)
        return fen

    @property
    def plain(self) -> str:
        """Yuan with two decimals and no grouping: `1299.00`."""
        yuan, fen = divmod(abs(int(self)), 100)
        return f"{'-' if self < 0 else ''}{yuan}.{fen:02d}"

    @property
    def grouped(self) -> str:
        """Yuan with two decimals, grouped by thousands: `1,299.00`."""
        yuan, fen = divmod(abs(int(self)), 100)
        return f"{'-' if self < 0 else ''}{yuan:,}.{fen:02d}"

    @property
    def yuan(self) -> str:
        """As shown on screen: `¥1,299.00`, a negative one `-¥1,299.00`."""
        return f"{'-' if self < 0 else ''}¥{abs(self).grouped}"

    def __add__(self, other: int) -> "Fen":
        return Fen(int(self) + _fen(other))

    def __radd__(self, other: int) -> "Fen":
        # sum() starts from a plain 0; no other bare number may enter.
        return self if other == 0 and type(other) is int else Fen(_fen(other) + int(self))

    def __sub__(self, other: int) -> "Fen":
        return Fen(int(self) - _fen(other))

    def __rsub__(self, other: int) -> "Fen":
        return Fen(_fen(other) - int(self))

    def __mul__(self, other: int) -> "Fen":
        if isinstance(other, (bool, Fen)) or not isinstance(other, int):
            raise TypeError("fen are multiplied by whole numbers; see multiply() for fractions")
        return Fen(int(self) * other)

    __rmul__ = __mul__

    def __neg__(self) -> "Fen":
        return Fen(-int(self))

    def __pos__(self) -> "Fen":
        return self

    def __abs__(self) -> "Fen":
        return Fen(abs(int(self)))

    def __truediv__(self, _other: int) -> NoReturn:
        raise TypeError("fen are not divided; see split() and multiply()")

    def __rtruediv__(self, _other: int) -> NoReturn:
        raise TypeError("fen are not divided; see split() and multiply()")

    def __repr__(self) -> str:
        return f"Fen({int(self)})"

    def __str__(self) -> str:
        return int.__repr__(self)


def multiply(amount: Fen, factor: Fraction | Decimal) -> Fen:
    """Multiply by a fraction and round half up (away from zero) to whole fen."""
    if not isinstance(factor, (Fraction, Decimal)):
        raise TypeError("a factor is a Fraction or a Decimal")
    exact = Fraction(int(amount)) * Fraction(factor)
    size = abs(exact)
    rounded = (2 * size.numerator + size.denominator) // (2 * size.denominator)
    return Fen(rounded if exact >= 0 else -rounded)


def split(amount: Fen, parts: int) -> tuple[Fen, ...]:
    """Split into `parts` shares that differ by one fen at most, the larger first; their sum is the amount."""
    if parts < 1:
        raise ValueError("an amount is split into one part or more")
    share, rest = divmod(int(amount), parts)
    return tuple(Fen(share + (1 if place < rest else 0)) for place in range(parts))


def capitals(amount: Fen) -> str:
    """The amount in Chinese capitals by annex 1 of the Payment and Settlement Measures, in one canonical form.

    Ends in the word for "whole" unless there are fen; a zero stands between yuan and fen when there are no jiao,
    and never between yuan and jiao. Refuses a negative amount (`amount.negative`)
    and one of 10**12 yuan or more (`amount.too_large`).
    """
    if amount < 0:
        raise Refusal("amount.negative", fen=int(amount))
    if amount >= _CAPITALS_END:
        raise Refusal("amount.too_large", fen=int(amount))
    yuan, fraction = divmod(int(amount), 100)
    jiao, fen = divmod(fraction, 10)
    if not fraction:
        return _whole(yuan) + "元整"
    words = _whole(yuan) + "元" if yuan else ""
    if jiao:
        words += _DIGITS[jiao] + "角"
    elif yuan:
        words += "零"
    return words + (_DIGITS[fen] + "分" if fen else "整")


def _whole(yuan: int) -> str:
    if not yuan:
        return "零"
    words, gap = "", False
    for place, name in enumerate(_SECTIONS):
        section = yuan // 10000 ** (2 - place) % 10000
        if section:
            if words and (gap or section < 1000):
                words += "零"
            words += _section(section) + name
            gap = False
        else:
            gap = bool(words)
    return words


def _section(number: int) -> str:
    words, gap = "", False
    for digit, place in zip(f"{number:04d}", _PLACES, strict=True):
        if digit == "0":
            gap = bool(words)
        else:
            words += ("零" if gap else "") + _DIGITS[int(digit)] + place
            gap = False
    return words


def _fen(other: object) -> int:
    if not isinstance(other, Fen):
        raise TypeError(f"fen meet only fen, not {type(other).__name__}")
    return int(other)
