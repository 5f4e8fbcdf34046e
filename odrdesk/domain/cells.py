"""One cell of somebody else's sheet, read into one value of ours.

Each reader answers None for a blank cell and refuses what it cannot read for certain: a wrong amount or number is
worse than an empty one. The refusal's code is the problem's code; its place is known to the caller.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from odrdesk.domain.errors import Refusal
from odrdesk.domain.identity import check_phone
from odrdesk.domain.money import Fen
from odrdesk.domain.sheet_words import CellWords, fold
from odrdesk.domain.workdays import SHANGHAI

Cell = str | int | float | bool | datetime | date | time | timedelta | None
"""What a reader of files finds in a cell; numbers of a spreadsheet are floats, times have no zone."""

# A spreadsheet keeps 15 significant digits (ECMA-376 leaves it to IEEE 754 doubles, Excel writes 15 back).
_EXACT_BELOW: Final = 10**15
_SERIAL_ZERO: Final = datetime(1899, 12, 30, tzinfo=SHANGHAI)
_FIRST_DAY: Final = date(2000, 1, 1)
_LAST_DAY: Final = date(2100, 12, 31)
_FIRST_SERIAL: Final = 36526
_LAST_SERIAL: Final = 73415

_SCIENTIFIC: Final = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+?[0-9]+")
_MOBILE: Final = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9})")
_PHONE_ORNAMENT: Final = re.compile(r"[\s\-().\u2010-\u2015]+")
_FULL_STAMP: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})")
_DATE: Final = re.compile(
    r"(?:(?P<y>[0-9]{4})(?:(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})|(?P<mm>[0-9]{2})(?P<dd>[0-9]{2}))"
    r"|(?P<only_m>[0-9]{1,2})[-/.](?P<only_d>[0-9]{1,2}))"
    r"(?:[T ]+(?:(?P<before>AM|PM) *)?(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{1,2})(?::(?P<second>[0-9]{1,2})"
    r"(?:\.[0-9]+)?)?)?:?(?: *(?P<after>AM|PM))? *(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?",
    re.IGNORECASE,
)

# Controls, direction marks, zero-width characters and byte order marks: invisible, never part of a name.
_INVISIBLE: Final[dict[int, str | None]] = {
    **dict.fromkeys(range(0x20)),
    **dict.fromkeys(range(0x7F, 0xA0)),
    **dict.fromkeys(range(0x200B, 0x2010)),
    **dict.fromkeys(range(0x202A, 0x202F)),
    **dict.fromkeys(range(0x2060, 0x2070)),
    **dict.fromkeys((0xAD, 0x061C, 0xFEFF, 0xFFFE, 0xFFFF)),
    **dict.fromkeys((0x09, 0xA0, 0x3000), " "),
    **dict.fromkeys((0x0A, 0x0D, 0x2028, 0x2029), "\n"),
}

_UNSEEN: Final = re.compile("[" + "".join(map(re.escape, map(chr, _INVISIBLE))) + "]")
_LONGEST_BLANK: Final = 10


def text(cell: Cell, words: CellWords) -> str | None:
    """One line of text as typed, blanks at its ends and line breaks gone; None when blank or said to be."""
    long = narrative(cell, words)
    return " ".join(long.split()) if long else None


def narrative(cell: Cell, words: CellWords) -> str | None:
    """Text with its line breaks, NFC, without invisible characters; None when blank or said to be."""
    said = _said(cell)
    if not said.isascii():
        said = unicodedata.normalize("NFC", said)
    if _UNSEEN.search(said):
        said = said.replace("\r\n", "\n").translate(_INVISIBLE)
    said = said.strip()
    # Shop exports put ' or a tab before what a spreadsheet might compute or round.
    if said[:1] == "'" and said[1:2] and said[1] in "=+-@0123456789":
        said = said[1:]
    if not said or (len(said) <= _LONGEST_BLANK and fold(said) in words.blank):
        return None
    return said


def number(cell: Cell, words: CellWords) -> str | None:
    """The digits and letters of a registration, order or identity number.

    Refuses (`number.precision_lost`) a numeric cell of 16 digits or more and a number in scientific notation:
    the spreadsheet has dropped its last digits.
    """
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if cell != cell or abs(cell) >= _EXACT_BELOW or cell != int(cell):  # noqa: PLR0124 -- NaN differs from itself
            raise Refusal("number.precision_lost")
        return str(int(cell))
    said = text(cell, words)
    if said is None:
        return None
    said = unicodedata.normalize("NFKC", said).replace(" ", "")
    if _SCIENTIFIC.fullmatch(said):
        raise Refusal("number.precision_lost")
    return said


def phone(cell: Cell, words: CellWords) -> str | None:
    """A telephone number: a mobile one as its 11 digits whatever it is written with, any other as it stands.

    Refuses `phone.invalid` for what `identity.check_phone` refuses, and `number.precision_lost`.
    """
    said = number(cell, words)
    if said is None:
        return None
    found = _MOBILE.fullmatch(_PHONE_ORNAMENT.sub("", said))
    if found is not None:
        return found.group(1)
    try:
        check_phone(said)
    except Refusal:
        raise Refusal("phone.invalid") from None
    return said


def amount(cell: Cell, words: CellWords) -> Fen | None:
    """An amount in fen, from yuan as a number or as text; refuses `amount.unreadable`, never rounds.

    A numeric cell is read at 15 significant digits, what the spreadsheet itself shows and keeps: 826.2 times 3
    is stored as 2478.6000000000004 and is 2478.60. Three real decimals are refused.
    """
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return Fen.parse(_fixed(cell))
    said = text(cell, words)
    if said is None:
        return None
    bare = _strip_words(unicodedata.normalize("NFKC", said).replace(" ", ""), words.amount)
    return Fen.parse(bare)


def quantity(cell: Cell, words: CellWords) -> int | None:
    """A whole number of things, 1 to 999,999, its measure word after it or not; refuses `quantity.unreadable`."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        said: str | None = _fixed(cell)
    else:
        said = text(cell, words)
    if said is None:
        return None
    bare = _strip_words(unicodedata.normalize("NFKC", said).replace(" ", ""), words.quantity)
    if not re.fullmatch(r"[0-9]{1,6}", bare) or int(bare) == 0:
        raise Refusal("quantity.unreadable")
    return int(bare)


def moment(cell: Cell, words: CellWords, today: date) -> datetime | date | None:
    """A point of time (aware, Asia/Shanghai) or, where only a day is told, a date; refuses `date.unreadable`.

    Reads typed cells, serial numbers, `20261102`, and year-month-day in any of the usual signs with or without a time.
    A day without a year is the latest such day not after `today`. Only 2000 to 2100.
    """
    if isinstance(cell, datetime):
        found: datetime | date = _whole_second(cell.replace(tzinfo=cell.tzinfo or SHANGHAI))
    elif isinstance(cell, date):
        found = cell
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
        found = _from_number(cell)
    elif isinstance(cell, str) or cell is None:
        said = text(cell, words)
        if said is None:
            return None
        found = _from_words(said, words, today)
    else:
        raise Refusal("date.unreadable")
    day = found.astimezone(SHANGHAI).date() if isinstance(found, datetime) else found
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise Refusal("date.unreadable")
    return found


def day(cell: Cell, words: CellWords, today: date) -> date | None:
    """The day of `moment`, in Asia/Shanghai."""
    found = moment(cell, words, today)
    return found.astimezone(SHANGHAI).date() if isinstance(found, datetime) else found


def shown(cell: Cell) -> str:
    """The cell as its sheet shows it, for a person who is to find it there."""
    if isinstance(cell, float) and abs(cell) >= _EXACT_BELOW:
        return f"{cell:.14E}"
    return _said(cell)


def _said(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, float):
        return _fixed(cell)
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)


def _fixed(value: float) -> str:
    """A number at 15 significant digits, without an exponent."""
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 -- NaN differs from itself
        return str(value)
    return f"{Decimal(f'{value:.15g}'):f}"


def _strip_words(bare: str, words: Sequence[str]) -> str:
    """Without the words around it; only at the ends, for `12 yuan 50` must not become 1250."""
    for word in words:
        cut = len(word)
        if bare[:cut].casefold() == word:
            bare = bare[cut:]
        if bare[-cut:].casefold() == word:
            bare = bare[:-cut]
    return bare


def _from_number(value: float) -> datetime | date:
    if 20000101 <= value <= 21001231 and value == int(value):
        return _date(int(value) // 10000, int(value) // 100 % 100, int(value) % 100)
    if not _FIRST_SERIAL <= value < _LAST_SERIAL + 1:
        raise Refusal("date.unreadable")
    stamp = _whole_second(_SERIAL_ZERO + timedelta(days=value))
    return stamp.date() if value == int(value) else stamp


def _from_words(said: str, words: CellWords, today: date) -> datetime | date:
    plain = unicodedata.normalize("NFKC", said)
    for word, sign in words.date.items():
        plain = plain.replace(word, sign)
    plain = " ".join(plain.split())
    if stamp := _FULL_STAMP.fullmatch(plain):
        plain = "{}-{}-{} {}:{}:{}".format(*stamp.groups())
    found = _DATE.fullmatch(plain)
    if found is None:
        raise Refusal("date.unreadable")
    if found["y"]:
        told = _date(int(found["y"]), int(found["m"] or found["mm"]), int(found["d"] or found["dd"]))
    else:
        told = _latest(int(found["only_m"]), int(found["only_d"]), today)
    return told if found["hour"] is None else _at(told, found)


def _at(told: date, found: re.Match[str]) -> datetime:
    hour, half = int(found["hour"]), (found["before"] or found["after"] or "").upper()
    if half == "PM" and hour < 12:
        hour += 12
    elif half == "AM" and hour == 12:
        hour = 0
    # A leap second is written :60 and has no place in a clock of ours.
    second = min(int(found["second"] or 0), 59) if int(found["second"] or 0) <= 60 else 61
    try:
        local = datetime.combine(told, time(hour, int(found["minute"] or 0), second))
        zone = found["zone"]
        return datetime.fromisoformat(local.isoformat() + zone).astimezone(SHANGHAI) if zone else _here(local)
    except (ValueError, OverflowError):
        raise Refusal("date.unreadable") from None


def _here(local: datetime) -> datetime:
    return local.replace(tzinfo=SHANGHAI)


def _date(year: int, month: int, day_of_month: int) -> date:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        raise Refusal("date.unreadable") from None


def _latest(month: int, day_of_month: int, today: date) -> date:
    this_year = _date(today.year, month, day_of_month)
    return this_year if this_year <= today else _date(today.year - 1, month, day_of_month)


def _whole_second(stamp: datetime) -> datetime:
    """Rounded to seconds: a serial number is a fraction of a day and hits a second only nearly."""
    return (stamp + timedelta(milliseconds=500)).replace(microsecond=0)
