"""Days and amounts in English words, for papers in two languages."""

from datetime import date

from odrdesk.domain.money import Fen

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = (("billion", 1_000_000_000), ("million", 1_000_000), ("thousand", 1_000))


def day(value: date) -> str:
    """20 October 2026: the month in words, because 10/11 is another day in London and in New York."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def amount(value: Fen) -> str:
    """RMB six hundred and twenty-nine yuan only; fen are told as hundredths of the yuan. Refuses less than nothing."""
    if value < 0:
        raise ValueError(value)
    yuan, fen = divmod(int(value), 100)
    told = f"RMB {number(yuan)} yuan"
    return f"{told} and {number(fen)} fen" if fen else f"{told} only"


def number(value: int) -> str:
    """A whole number from 0 up in words: one thousand and thirty-eight."""
    if value < 20:
        return _ONES[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    if value < 1_000:
        hundreds, rest = divmod(value, 100)
        return f"{_ONES[hundreds]} hundred" + (f" and {number(rest)}" if rest else "")
    parts = []
    for word, scale in _SCALES:
        many, value = divmod(value, scale)
        if many:
            parts.append(f"{number(many)} {word}")
    if not value:
        return " ".join(parts)
    return " ".join(parts) + (" and " if value < 100 else " ") + number(value)
