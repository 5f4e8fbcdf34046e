"""A line of a recognised sheet as a complaint: what it says, what was put in its place, and what it said in full.

A line comes in whenever it names a consumer, somebody complained of and a channel. Where it does not say the rest:

    received_at   unreadable or missing: the moment of the import, for then it reached the desk
    phone         the reason for none is the cell as typed, or the place of the empty cell
    category      other
    claims        other, with the words of the sheet
    facts         everything the line says, heading by heading

A value the intake's own rules refuse (a credit code that cannot be right, a name that is too long, a receipt after
today) is a problem of its cell and left empty; the whole line, word for word, goes into the record.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any, Final, NamedTuple

from odrdesk.domain import minors
from odrdesk.domain.cells import Cell, shown
from odrdesk.domain.complaint import TEXT_LIMIT, Complaint, Order, problems
from odrdesk.domain.complaint import Problem as Wrong
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.sheet import Sheet, SheetMapping
from odrdesk.domain.sheet_lines import IntakeRow, Problem, cell_name
from odrdesk.domain.sheet_words import Field
from odrdesk.domain.vocabulary import Category, Claim
from odrdesk.domain.workdays import SHANGHAI, day_of

REQUIRED: Final = "field.required"

_FIELDS: Final[Mapping[str, Field]] = {
    "channel": Field.CHANNEL,
    "channel_no": Field.CHANNEL_NO,
    "received_at": Field.RECEIVED_AT,
    "pushed_at": Field.RECEIVED_AT,
    "consumer.name": Field.CONSUMER,
    "consumer.phone": Field.PHONE,
    "consumer.id_no": Field.ID_NO,
    # A sheet has no column for a guardian's consent: the number is what may not be kept, and tells the birthday.
    "consumer.guardian": Field.ID_NO,
    "consumer.born_on": Field.ID_NO,
    "consumer.address": Field.ADDRESS,
    "merchant.name": Field.MERCHANT,
    "merchant.uscc": Field.USCC,
    "live.room": Field.LIVE_ROOM,
    "live.host": Field.HOST,
    "order.no": Field.ORDER_NO,
    "order.goods": Field.GOODS,
    "facts": Field.FACTS,
}
"""Which column a field of the complaint was read from."""


class CellProblem(NamedTuple):
    """A cell that could not be used: its place (`H12`), heading, text, and the code and data of the sentence."""

    cell: str
    column: str
    value: str
    code: str
    data: Mapping[str, object]


class Setting(NamedTuple):
    """When and where a sheet is read: the desk's clock (aware UTC), the file's name.

    `clock_may_lag`: a practice desk's clock is moved at will, so a sheet may be later than it.
    """

    now: datetime
    file: str
    clock_may_lag: bool = False


@dataclass(frozen=True, slots=True)
class SheetComplaint:
    """One line. `row` is what was read, `complaint` what is registered, `moment` (aware UTC) when it counts from.

    `missing` are the cells without which it cannot be registered. `assumed` names the fields the sheet does not say.
    `words` is the line as it stands, by heading.
    """

    row: IntakeRow
    complaint: Complaint
    moment: datetime
    problems: tuple[CellProblem, ...]
    missing: tuple[CellProblem, ...]
    assumed: tuple[str, ...]
    words: Mapping[str, str]


def complaints_of(
    sheet: Sheet, mapping: SheetMapping, rows: Iterable[IntakeRow], unread: Iterable[Problem], setting: Setting
) -> tuple[SheetComplaint, ...]:
    """Every line as a complaint; `unread` are the cells that could not be read at all."""
    reader = _Reader(sheet, mapping, unread, setting)
    return tuple(map(reader.complaint, rows))


class _Reader:
    def __init__(self, sheet: Sheet, mapping: SheetMapping, unread: Iterable[Problem], setting: Setting) -> None:
        self._sheet, self._mapping, self._setting = sheet, mapping, setting
        self._columns = {field: column for column, field in mapping.columns.items()}
        self._unread: dict[int, list[CellProblem]] = {}
        for one in unread:
            line = int(one.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
            self._unread.setdefault(line, []).append(CellProblem(*one, data={"text": one.value}))

    def complaint(self, row: IntakeRow) -> SheetComplaint:
        found = list(self._unread.get(row.line, ()))
        if row.facts:
            row = replace(row, facts=minors.hidden(row.facts, day_of(self._setting.now)))
        for one in self._wrong(self._drawn(row)):
            if one.code != REQUIRED:
                field = _FIELDS[one.field]
                found.append(self._problem(row.line, field, one.code, one.data))
                emptied: dict[str, Any] = {field.value: None}
                row = replace(row, **emptied)
        draft = self._drawn(row)
        received = draft.received_at or self._setting.now
        return SheetComplaint(
            row=row,
            complaint=draft,
            moment=received if self._setting.clock_may_lag else min(received, self._setting.now),
            problems=_each_cell_once(found),
            missing=tuple(
                self._problem(row.line, _FIELDS[one.field], one.code, one.data) for one in self._wrong(draft)
            ),
            assumed=tuple(name for name in ("received_at", "category", "claims", "facts") if not getattr(row, name)),
            words=self._words(row.line),
        )

    def _drawn(self, row: IntakeRow) -> Complaint:
        received = _moment(row.received_at) or self._setting.now
        return Complaint(
            channel=row.channel,
            channel_no=row.channel_no,
            received_at=received,
            pushed_at=received,
            consumer=Consumer(
                name=row.consumer or "",
                phone=row.phone,
                no_phone_reason=None if row.phone else self._no_phone(row.line),
                id_no=row.id_no,
                address=row.address,
            ),
            merchant=Merchant(row.merchant, row.uscc) if row.merchant else None,
            live=Live(row.live_room, row.host),
            order=Order(row.order_no, row.goods, row.quantity, row.amount, row.bought_on),
            category=row.category or Category.OTHER,
            claims=row.claims or (Claim.OTHER,),
            claims_words=row.claims_words,
            claimed=row.claimed,
            facts=self._facts(row),
        )

    def _wrong(self, draft: Complaint) -> tuple[Wrong, ...]:
        """What the intake's rules say; a receipt is believed to the end of today, as two clocks never quite agree."""
        if self._setting.clock_may_lag:
            return problems(draft, max(draft.received_at or self._setting.now, self._setting.now))
        return problems(draft, datetime.combine(day_of(self._setting.now), time.max, SHANGHAI))

    def _no_phone(self, line: int) -> str:
        column = self._columns.get(Field.PHONE)
        typed = " ".join(shown(self._cell(line, column)).split())
        place = cell_name(line, column) if column is not None else f"{self._sheet.name} {line}"
        return (typed or f"{self._setting.file} {place}")[:200]

    def _facts(self, row: IntakeRow) -> str:
        """The narrative and, heading by heading, what stands in columns of which we know no meaning."""
        if not row.facts:
            return "\n".join(f"{title}: {text}" for _, title, text in self._cells(row.line))[:TEXT_LIMIT]
        aside = (
            f"{title}: {text}"
            for column, title, text in self._cells(row.line)
            if column not in self._mapping.columns and not _is_figure(text)
        )
        # A narrative that is too long stays whole here: the rules are to see it, and then it is taken out.
        return "\n".join([row.facts, *aside])[: max(TEXT_LIMIT, len(row.facts))]

    def _words(self, line: int) -> dict[str, str]:
        words: dict[str, str] = {}
        for column, title, text in self._cells(line):
            words[title if title not in words else f"{title} ({cell_name(line, column)})"] = text
        return words

    def _cells(self, line: int) -> Iterable[tuple[int, str, str]]:
        """Column, heading and text of every filled cell of a line."""
        for column, cell in enumerate(self._line(line)):
            text = self._shown(cell).strip()
            if text:
                yield column, self._mapping.titles.get(column) or cell_name(line, column), text

    def _problem(self, line: int, field: Field, code: str, data: Mapping[str, object]) -> CellProblem:
        column = self._columns.get(field)
        place = cell_name(line, column or 0)
        title = self._mapping.titles.get(column, "") if column is not None else ""
        return CellProblem(place, title, self._shown(self._cell(line, column)), code, data)

    def _cell(self, line: int, column: int | None) -> Cell:
        cells = self._line(line)
        return cells[column] if column is not None and column < len(cells) else None

    def _shown(self, cell: Cell) -> str:
        """What stands in a cell, but for the identity number of a child, which no line keeps."""
        return minors.hidden(shown(cell), day_of(self._setting.now))

    def _line(self, line: int) -> Sequence[Cell]:
        return self._sheet.rows[line - 1]


def _moment(told: datetime | date | None) -> datetime | None:
    """A bare day counts from its first minute in Shanghai."""
    if told is None:
        return None
    aware = told if isinstance(told, datetime) else datetime.combine(told, time(), SHANGHAI)
    return aware.astimezone(UTC)


def _each_cell_once(found: Sequence[CellProblem]) -> tuple[CellProblem, ...]:
    first: dict[str, CellProblem] = {}
    for one in found:
        first.setdefault(one.cell, one)
    return tuple(first.values())


def _is_figure(text: str) -> bool:
    """A running number or a sum says nothing without its column."""
    return text.replace(".", "").replace(",", "").isdigit()
