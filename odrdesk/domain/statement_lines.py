"""The lines of a bank's account statement in our terms, and what is doubtful about them.

Amounts are fen as the bank moves our account: positive came in (the bank's credit), negative went out. What is
unreadable is told with its line and left out:

    statement.no_day, .amount, .no_amount, .two_sided, .no_side, .foreign, date.unreadable

What is doubtful is told by `odrdesk.domain.statement_doubts`.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from odrdesk.domain import cells
from odrdesk.domain.cells import Cell
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.sheet import Sheet
from odrdesk.domain.sheet_words import CellWords, fold, fold_heading
from odrdesk.domain.statement_doubts import (
    BankLine,
    Repeat,
    Trouble,
    adds_up,
    doubts,
    in_order,
    without_repeats,
)
from odrdesk.domain.statement_words import BankWords, Column, Heading, find_heading

TEXT_LIMIT: Final = 200
"""Letters kept of a name or a summary."""

# Minus, both dashes, and the small and the full-width hyphen: all are typed for a minus.
_MINUS: Final = dict.fromkeys((0x2212, 0x2013, 0x2014, 0xFE63, 0xFF0D), "-")
_MARKED: Final = re.compile(r"([^\d(.+-]*)(.*?)([^\d).+-]*)", re.DOTALL)
_DAYS: Final = re.compile(r"(\d{4})\D?(\d{2})\D?(\d{2})\D.*?(\d{4})\D?(\d{2})\D?(\d{2})")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as read: its lines as they happened, rows said twice, what is wrong, and what it says of itself.

    `opening` and `closing` are the balances before the first and after the last line, `since` and `until` the days it
    covers; None where neither its head nor its lines tell.
    """

    sheet: str
    encoding: str | None
    header_row: int
    lines: tuple[BankLine, ...]
    repeated: tuple[Repeat, ...] = ()
    problems: tuple[Trouble, ...] = ()
    opening: Fen | None = None
    closing: Fen | None = None
    since: date | None = None
    until: date | None = None
    own_account: str = ""


@dataclass
class _Head:
    """What stands above the heading and on lines that carry a balance."""

    account: str = ""
    opening: Fen | None = None
    closing: Fen | None = None
    period: tuple[date, date] | None = None


@dataclass
class _Reading:
    """One sheet while it is read."""

    heading: Heading
    words: BankWords
    inside: CellWords
    today: date
    head: _Head = field(default_factory=_Head)
    lines: list[tuple[BankLine, bool | None]] = field(default_factory=list)
    """With each line whether a mark of direction says in (True) or out (False); its fen are as written."""
    problems: list[Trouble] = field(default_factory=list)


def read_statement(sheets: Sequence[Sheet], words: BankWords, inside: CellWords, today: date) -> Statement:
    """Read the sheet whose heading tells the most.

    Refuses `statement.no_header`, `statement.no_lines`, `statement.foreign` (an account that is not in yuan) and
    `statement.no_direction` (amounts without a sign that say nowhere whether they came or went).
    """
    found = [(sheet, heading) for sheet in sheets if (heading := find_heading(sheet.rows, words))]
    if not found:
        raise Refusal("statement.no_header", "file", sheet=sheets[0].name if sheets else "")
    sheet, heading = max(found, key=lambda pair: len(pair[1].columns))
    reading = _Reading(heading, words, inside, today)
    for row in sheet.rows[: heading.row - 1]:
        _read_head(reading, row)
    for at, row in enumerate(sheet.rows[heading.first_line - 1 :], heading.first_line):
        _read_row(reading, at, row)
    lines = in_order(_signed(reading))
    if not lines and not reading.problems:
        raise Refusal("statement.no_lines", "file", sheet=sheet.name)
    kept, repeated = without_repeats(lines)
    problems = sorted([*reading.problems, *doubts(kept, heading.titles, today)], key=lambda one: one.line)
    return _whole(sheet, reading, kept, repeated, problems)


def signed_amount(cell: Cell, words: BankWords, inside: CellWords) -> tuple[Fen, bool | None] | None:
    """Yuan with a sign, brackets or a mark (`1,000.00 CR`), and whether a mark says in (True) or out (False).

    None for a blank cell. Refuses `amount.unreadable`; never rounds.
    """
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        size = cells.amount(abs(cell), inside)
        return None if size is None else (-size if cell < 0 else size, None)
    told = cells.text(cell, inside)
    if told is None:
        return None
    plain = unicodedata.normalize("NFKC", told.translate(_MINUS)).replace(" ", "").replace("¥", "")
    found = _MARKED.fullmatch(plain)
    if found is None:
        raise Refusal("amount.unreadable", text=told)
    before, middle, after = found.groups()
    ways = [_way(before, words), _way(after, words)]
    minus = middle.startswith(("-", "(")) or middle.endswith("-")
    bare = "".join((before if ways[0] is None else "", middle.strip("+-()"), after if ways[1] is None else ""))
    size = cells.amount(bare or "?", inside)
    if size is None:
        return None
    return (-size if minus else size, ways[0] if ways[1] is None else ways[1])


def _way(mark: str, words: BankWords) -> bool | None:
    word = fold(mark)
    return True if word in words.incoming else False if word in words.outgoing else None


def _read_head(reading: _Reading, row: Sequence[Cell]) -> None:
    """A row above the heading: words and their values, in one cell or in neighbours."""
    texts = [cells.text(cell, reading.inside) or "" for cell in row]
    for place, told in enumerate(texts):
        label, colon, value = unicodedata.normalize("NFKC", told).partition(":")
        if not colon or not value.strip():
            value = next((other for other in texts[place + 1 :] if other), "")
        name = next((name for name, known in reading.words.head.items() if fold_heading(label) in known), None)
        if name and value:
            _take_head(reading, name, value.strip())


def _take_head(reading: _Reading, name: str, value: str) -> None:
    head = reading.head
    if name == "account":
        head.account = head.account or "".join(re.findall(r"\d", value))
    elif name == "currency" and fold(value.split(maxsplit=1)[0]) not in reading.words.yuan:
        raise Refusal("statement.foreign", "file", currency=value[:20])
    elif name in ("opening", "closing"):
        try:
            found = signed_amount(value, reading.words, reading.inside)
        except Refusal:
            found = None
        if found:
            setattr(head, name, _balance(found))
    elif name == "period":
        head.period = _period(value)


def _period(value: str) -> tuple[date, date] | None:
    found = _DAYS.search(value)
    if found is None:
        return None
    first = [int(one) for one in found.groups()]
    try:
        since, until = date(*first[:3]), date(*first[3:])
    except ValueError:
        return None
    return (since, until) if since <= until else None


def _read_row(reading: _Reading, at: int, row: Sequence[Cell]) -> None:
    """A row below the heading: a payment, a balance carried, or neither."""
    told = {column: row[place] if place < len(row) else None for column, place in reading.heading.columns.items()}
    first = next((fold(text) for cell in row if (text := cells.text(cell, reading.inside))), "")
    if not first or _again_a_heading(reading, told):
        return
    if _carried(reading, told, first) or first.startswith(reading.words.foot):
        return
    try:
        line, way = _line(reading, at, told)
    except _Unread as unread:
        title = reading.heading.titles.get(unread.column, "")
        shown = cells.shown(told.get(unread.column))[:TEXT_LIMIT]
        reading.problems.append(Trouble(at, title, shown, unread.code, unread.data))
        return
    reading.lines.append((line, way))


class _Unread(Exception):  # noqa: N818 -- caught where the row is read, never seen outside
    def __init__(self, column: Column, code: str, **data: object) -> None:
        super().__init__(code)
        self.column, self.code, self.data = column, code, data


def _line(reading: _Reading, at: int, told: Mapping[Column, Cell]) -> tuple[BankLine, bool | None]:
    inside = reading.inside
    currency = cells.text(told.get(Column.CURRENCY), inside)
    if currency and fold(currency) not in reading.words.yuan:
        raise _Unread(Column.CURRENCY, "statement.foreign", currency=currency[:20])
    try:
        day = cells.day(told.get(Column.DAY), inside, reading.today)
    except Refusal as no:
        raise _Unread(Column.DAY, no.code) from no
    if day is None:
        raise _Unread(Column.DAY, "statement.no_day")
    fen, way = _money(reading, told)
    balance = _amount(reading, told, Column.BALANCE)
    texts = {
        column: (cells.text(told.get(column), inside) or "")[:TEXT_LIMIT] for column in (Column.NAME, Column.SUMMARY)
    }
    line = BankLine(
        at,
        day,
        fen,
        _balance(balance) if balance else None,
        texts[Column.NAME],
        _number(told.get(Column.ACCOUNT), inside),
        texts[Column.SUMMARY],
        _number(told.get(Column.REF), inside),
    )
    return line, way


def _money(reading: _Reading, told: Mapping[Column, Cell]) -> tuple[Fen, bool | None]:
    """The amount as written and the direction a mark tells; of two columns the difference, whose sign is certain."""
    income, outgo = (_amount(reading, told, column) for column in (Column.INCOME, Column.OUTGO))
    came, went = (income[0] if income else Fen(0), outgo[0] if outgo else Fen(0))
    if came and went:
        raise _Unread(Column.INCOME, "statement.two_sided", income=came, outgo=went)
    if came or went:
        return came or -went, None if came or went else True
    amount = _amount(reading, told, Column.AMOUNT)
    if amount is None or not amount[0]:
        column = next(one for one in (Column.AMOUNT, Column.INCOME, Column.OUTGO) if one in reading.heading.columns)
        raise _Unread(column, "statement.no_amount")
    way = amount[1]
    side = cells.text(told.get(Column.SIDE), reading.inside)
    if way is None and Column.SIDE in reading.heading.columns:
        way = _way(side or _shown_sign(told.get(Column.SIDE)), reading.words)
        if way is None:
            raise _Unread(Column.SIDE, "statement.no_side", text=(side or "")[:20])
    return amount[0], way


def _shown_sign(cell: Cell) -> str:
    """A lone minus is a blank elsewhere; here it says that money went out."""
    return cell.strip() if isinstance(cell, str) else ""


def _amount(reading: _Reading, told: Mapping[Column, Cell], column: Column) -> tuple[Fen, bool | None] | None:
    try:
        return signed_amount(told.get(column), reading.words, reading.inside)
    except Refusal as no:
        text = cells.shown(told.get(column))[:TEXT_LIMIT]
        raise _Unread(column, "statement.amount", text=text) from no


def _balance(found: tuple[Fen, bool | None]) -> Fen:
    """A balance in debit is an overdraft."""
    return -abs(found[0]) if found[1] is False else found[0]


def _number(cell: Cell, inside: CellWords) -> str:
    """A reference or an account number as it can be compared; digits that the spreadsheet dropped stay dropped."""
    try:
        return (cells.number(cell, inside) or "")[:TEXT_LIMIT]
    except Refusal:
        return ""


def _again_a_heading(reading: _Reading, told: Mapping[Column, Cell]) -> bool:
    """The heading printed again on a further page."""
    day = told.get(Column.DAY)
    return isinstance(day, str) and fold_heading(day) == fold_heading(reading.heading.titles[Column.DAY])


def _carried(reading: _Reading, told: Mapping[Column, Cell], first: str) -> bool:
    """Whether a line only carries a balance forward; the balance is noted."""
    summary = fold(cells.text(told.get(Column.SUMMARY), reading.inside) or "")
    for name, known in (("opening", reading.words.opening), ("closing", reading.words.closing)):
        if not (first.startswith(known) or (summary.startswith(known) and not _moves(reading, told))):
            continue
        balance = _readable(reading, told, Column.BALANCE)
        if balance and getattr(reading.head, name) is None:
            setattr(reading.head, name, _balance(balance))
        return True
    return False


def _moves(reading: _Reading, told: Mapping[Column, Cell]) -> bool:
    columns = (Column.INCOME, Column.OUTGO, Column.AMOUNT)
    return any(found and found[0] for found in (_readable(reading, told, column) for column in columns))


def _readable(reading: _Reading, told: Mapping[Column, Cell], column: Column) -> tuple[Fen, bool | None] | None:
    try:
        return _amount(reading, told, column)
    except _Unread:
        return None


def _signed(reading: _Reading) -> list[BankLine]:
    """The lines with signed amounts.

    Beside a mark of direction some banks write a minus for what went out, others only for a payment taken back: where
    every marked outgo bears one and no income does, the minus says the same as the mark.
    """
    marked = [(line.fen, way) for line, way in reading.lines if way is not None]
    outgoing = [fen for fen, way in marked if not way]
    doubled = bool(outgoing) and all(fen < 0 for fen in outgoing) and all(fen > 0 for fen, way in marked if way)
    lines = [
        line if way is None or doubled else replace(line, fen=line.fen if way else -line.fen)
        for line, way in reading.lines
    ]
    columns = reading.heading.columns
    single = Column.AMOUNT in columns and not columns.keys() & {Column.SIDE, Column.INCOME, Column.OUTGO}
    if single and lines and not marked and all(line.fen > 0 for line in lines) and not adds_up(in_order(lines)):
        raise Refusal("statement.no_direction", "file", column=reading.heading.titles[Column.AMOUNT])
    return lines


def _whole(
    sheet: Sheet,
    reading: _Reading,
    lines: Sequence[BankLine],
    repeated: Sequence[Repeat],
    problems: Sequence[Trouble],
) -> Statement:
    head = reading.head
    first, last = (lines[0], lines[-1]) if lines else (None, None)
    opening = first.balance - first.fen if first and first.balance is not None else head.opening
    closing = last.balance if last and last.balance is not None else head.closing
    if opening is None and closing is not None:
        opening = closing - Fen(sum(line.fen for line in lines))
    elif closing is None and opening is not None:
        closing = opening + Fen(sum(line.fen for line in lines))
    since, until = head.period or (None, None)
    days = [line.day for line in lines]
    return Statement(
        sheet.name,
        sheet.encoding,
        reading.heading.row,
        tuple(lines),
        tuple(repeated),
        tuple(problems),
        opening,
        closing,
        min([*days, *([since] if since else [])], default=None),
        max([*days, *([min(until, reading.today)] if until else [])], default=None),
        head.account,
    )
