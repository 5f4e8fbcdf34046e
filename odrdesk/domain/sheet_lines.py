"""The lines of a recognised sheet in our terms: each an IntakeRow, every unreadable cell a Problem.

A line with an unreadable cell still counts, with that field empty: a person completes it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from odrdesk.domain import cells
from odrdesk.domain.cells import Cell
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.sheet import Sheet, SheetMapping
from odrdesk.domain.sheet_words import CellWords, Field, Profile, Vocabulary, fold
from odrdesk.domain.vocabulary import Category, Channel, Claim

_IDENTIFYING: Final = (
    Field.CHANNEL_NO,
    Field.CONSUMER,
    Field.PHONE,
    Field.MERCHANT,
    Field.LIVE_ROOM,
    Field.ORDER_NO,
    Field.FACTS,
)

_READERS: Final[Mapping[Field, Callable[[Cell, CellWords], object]]] = {
    Field.CHANNEL_NO: cells.number,
    Field.ORDER_NO: cells.number,
    Field.ID_NO: cells.number,
    Field.USCC: cells.number,
    Field.PHONE: cells.phone,
    Field.AMOUNT: cells.amount,
    Field.CLAIMED: cells.amount,
    Field.QUANTITY: cells.quantity,
    Field.FACTS: cells.narrative,
    Field.CLAIMS: cells.narrative,
    Field.RESULT: cells.narrative,
}


class Problem(NamedTuple):
    """A cell that could not be read: where (`H12`), its heading, what stands there, and the code of why not."""

    cell: str
    column: str
    value: str
    code: str


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """One line of the sheet in our terms; None where it says nothing or nothing readable.

    `line` is the row of the sheet. Amounts in fen, times aware (Asia/Shanghai); `received_at` is a date where the
    sheet tells no time. `category_guessed` asks a person to look.
    """

    line: int
    channel_no: str | None = None
    channel_word: str | None = None
    channel: Channel | None = None
    received_at: datetime | date | None = None
    consumer: str | None = None
    phone: str | None = None
    id_no: str | None = None
    address: str | None = None
    merchant: str | None = None
    uscc: str | None = None
    live_room: str | None = None
    host: str | None = None
    order_no: str | None = None
    goods: str | None = None
    quantity: int | None = None
    amount: Fen | None = None
    claimed: Fen | None = None
    bought_on: date | None = None
    category_word: str | None = None
    category: Category | None = None
    category_guessed: bool = False
    claims: tuple[Claim, ...] = ()
    claims_words: str | None = None
    facts: str | None = None
    status: str | None = None
    result: str | None = None

    def as_flat(self) -> dict[str, Any]:
        """The line as plain values: times ISO 8601 with offset, days `YYYY-MM-DD`, money in whole fen."""
        return {
            "channel_no": self.channel_no,
            "received_at": self.received_at.isoformat() if self.received_at else None,
            "consumer": self.consumer,
            "phone": self.phone,
            "merchant": self.merchant,
            "uscc": self.uscc,
            "live_room": self.live_room,
            "host": self.host,
            "order_no": self.order_no,
            "goods": self.goods,
            "quantity": self.quantity,
            "amount_fen": None if self.amount is None else int(self.amount),
            "claimed_fen": None if self.claimed is None else int(self.claimed),
            "bought_on": self.bought_on.isoformat() if self.bought_on else None,
            "category": self.category_word,
            "category_code": self.category.value if self.category else None,
            "claims": [claim.value for claim in self.claims],
            "claims_words": self.claims_words,
            "facts": self.facts,
            "channel": self.channel_word,
            "channel_code": self.channel.value if self.channel else None,
        }


@dataclass(frozen=True, slots=True)
class Normalised:
    """The disputes of a sheet, each once; the cells that could not be read; lines that told a dispute again."""

    rows: tuple[IntakeRow, ...]
    problems: tuple[Problem, ...]
    repeated: tuple[int, ...]


def normalise(sheet: Sheet, mapping: SheetMapping, words: Vocabulary, today: date) -> Normalised:
    """Read every line below the heading; `today` (Asia/Shanghai) completes days told without a year.

    Totals and signatures at the foot are no disputes. The same dispute told twice counts once, by its channel
    number, else by phone and order number, else by all it says.
    """
    rows: dict[object, IntakeRow] = {}
    problems: list[Problem] = []
    repeated: list[int] = []
    reader = _LineReader(mapping, words, today)
    for line, row in _lines(sheet, mapping):
        if not reader.is_dispute(row):
            continue
        values, unread = reader.read(line, row)
        key = _same_dispute(values)
        if key in rows:
            repeated.append(line)
        else:
            rows[key] = IntakeRow(line=line, **values)
            problems.extend(unread)
    return Normalised(tuple(rows.values()), tuple(problems), tuple(repeated))


def cell_name(line: int, column: int) -> str:
    """The cell as a spreadsheet calls it: row from 1, column from 0, `cell_name(12, 7)` is `H12`."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{line}"


class _LineReader:
    """Reads lines of one sheet: what is the same for all of them is looked up once."""

    def __init__(self, mapping: SheetMapping, words: Vocabulary, today: date) -> None:
        self._mapping = mapping
        self._words = words
        self._readers = [
            (column, field, _reader(field, words, today)) for column, field in sorted(mapping.columns.items())
        ]
        self._identifying = [column for column, field, _ in self._readers if field in _IDENTIFYING]

    def is_dispute(self, row: Sequence[Cell]) -> bool:
        """Whether the line says who, whom or what; a line of totals or signatures does not."""
        width = len(row)
        if not any(column < width and _filled(row[column]) for column in self._identifying):
            return False
        first = next((cell for cell in row if _filled(cell)), None)
        return not (isinstance(first, str) and fold(first).startswith(self._words.cells.footer))

    def read(self, line: int, row: Sequence[Cell]) -> tuple[dict[str, Any], list[Problem]]:
        """The values of the line by name, and its cells that could not be read."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        width = len(row)
        for column, field, reader in self._readers:
            cell = row[column] if column < width else None
            try:
                values[field.value] = reader(cell)
            except Refusal as no:
                values[field.value] = None
                title = self._mapping.titles.get(column, "")
                problems.append(Problem(cell_name(line, column), title, cells.shown(cell), no.code))
        self._say_in_codes(values)
        return values, problems

    def _say_in_codes(self, values: dict[str, Any]) -> None:
        words, profile = self._words, self._mapping.profile
        channel = values.pop("channel", None)
        values["channel_word"] = channel
        values["channel"] = self._channel(channel, profile)
        claims = values.pop("claims", None)
        values["claims_words"] = claims
        values["claims"] = words.claims_of(claims) if claims else ()
        category = values.pop("category", None)
        if category is not None:
            values["category_word"], values["category"] = category, words.category_of(category)
        elif told := words.category_told(values.get("facts") or ""):
            values["category_word"], values["category"] = words.category_words[told], told
            values["category_guessed"] = True
        if code := values.get("uscc"):
            values["uscc"] = code.upper()

    def _channel(self, word: str | None, profile: Profile | None) -> Channel | None:
        default = profile.channel if profile else None
        if word is None:
            return default
        told = fold(word)
        if profile and told in profile.channel_words:
            return profile.channel_words[told]
        return self._words.channels.get(told, default)


def _reader(field: Field, words: Vocabulary, today: date) -> Callable[[Cell], object]:
    inside = words.cells
    if field is Field.RECEIVED_AT:
        return lambda cell: cells.moment(cell, inside, today)
    if field is Field.BOUGHT_ON:
        return lambda cell: cells.day(cell, inside, today)
    read = _READERS.get(field, cells.text)
    return lambda cell: read(cell, inside)


def _same_dispute(values: Mapping[str, Any]) -> object:
    if values.get("channel_no"):
        return values["channel_no"]
    if values.get("phone") and values.get("order_no"):
        return values["phone"], values["order_no"]
    return tuple(values.items())


def _lines(sheet: Sheet, mapping: SheetMapping) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The lines below the heading with their row numbers, cells joined downwards filled."""
    start = mapping.first_line - 1
    fill = _fill(sheet, start)
    for index in range(start, len(sheet.rows)):
        row = sheet.rows[index]
        if index in fill:
            filled = list(row)
            for column, value in fill[index]:
                if not _filled(filled[column]):
                    filled[column] = value
            row = filled
        yield index + 1, row


def _fill(sheet: Sheet, start: int) -> dict[int, list[tuple[int, Cell]]]:
    """What joined cells say in each row below their first; a join that overlaps an earlier one is not believed."""
    fill: dict[int, list[tuple[int, Cell]]] = {}
    done: dict[int, int] = {}
    for area in sorted(sheet.merged, key=lambda area: (area.left, area.top)):
        top = max(area.top, done.get(area.left, 0))
        if area.top < start or area.top != top or area.top >= len(sheet.rows):
            continue
        if area.left >= len(sheet.rows[area.top]):
            continue
        bottom = min(area.bottom, len(sheet.rows) - 1)
        done[area.left] = bottom + 1
        value = sheet.rows[area.top][area.left]
        if _filled(value):
            for index in range(area.top + 1, bottom + 1):
                if area.left < len(sheet.rows[index]):
                    fill.setdefault(index, []).append((area.left, value))
    return fill


def _filled(cell: Cell) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None
