"""期限推算说明: one page that shows why a deadline ends on its day, each day with its kind and its count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from odrdesk.documents.blocks import Card, Figure
from odrdesk.documents.clusters import Faces, Run
from odrdesk.documents.facts import Paper, PaperFacts
from odrdesk.documents.flow import Block, Gap
from odrdesk.documents.ink import CARD_EDGE, GREY, INK, NAVY, SEAL_RED
from odrdesk.documents.layout import Type, notes, typeset
from odrdesk.documents.pdf import Colour, Sheet
from odrdesk.documents.terms import corrected
from odrdesk.documents.wording import FILTERS, Wording, day, wording
from odrdesk.domain.deadlines import Day
from odrdesk.domain.workdays import DayKind

_LEADINGS = (24.0, 22.0, 20.0)
_PER_ROW = 13
_HIGH, _GAP = 42.0, 3.0
_WEEKDAYS = "一二三四五六日"
_FILLS: dict[DayKind, Colour] = {
    DayKind.WORK: (1.0, 1.0, 1.0),
    DayKind.MAKEUP: (0.86, 0.95, 0.93),
    DayKind.REST: (0.93, 0.94, 0.95),
    DayKind.HOLIDAY: (0.98, 0.90, 0.88),
    DayKind.PAUSED: (0.92, 0.89, 0.97),
}
_START, _DUE = (0.88, 0.93, 0.99), (1.0, 0.93, 0.78)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStripFacts(PaperFacts):
    """What the strip tells: the rule, its citation, the sum in words, every day after `start`, and what stands beside.

    `beside` are further sentences: paused, extended, agreed between the parties, counted anew. While a pause is open
    (`waiting`) the last day is not known. A limit that counts hours has its moments and no days.
    """

    rule: str
    code: str
    source: str
    derivation: str
    start: date
    due: date
    days: tuple[Day, ...]
    provisional: bool
    note: str = ""
    beside: tuple[str, ...] = ()
    waiting: bool = False
    start_at: datetime | None = None
    due_at: datetime | None = None


def render(facts: DayStripFacts) -> Paper:
    """The strip as PDF. Refuses `paper.glyph_missing`."""
    words = wording("why_date")
    values = {
        "rule": facts.rule,
        "code": facts.code,
        "derivation": facts.derivation,
        "source": facts.source,
        "note": facts.note,
        "issued_at": facts.issued_at,
        "hours": facts.due_at is not None,
    }
    title = words.line("title", {})

    def build(kind: Type) -> Sequence[Block]:
        said = [words.line("opening", values), *facts.beside, words.line("source", values)]
        if facts.note:
            said.append(words.line("note", values))
        if facts.correction:
            said.append(corrected(facts.correction, words))
        if facts.waiting:
            said.append(words.line("waiting", values))
        if facts.provisional:
            said.append(words.line("provisional", values))
        strip: list[Block] = []
        if facts.days:
            strip = [Gap(8), Days(facts, words, kind.faces), Gap(6), Legend(words, kind.faces)]
        return [
            *kind.title(title, facts.number),
            Card(_figures(facts, words), kind.faces, before=4, after=10),
            *(kind.body(one, indent=0, align="left") for one in said),
            *strip,
            notes(words, values, kind),
        ]

    return typeset(facts, words, title, build, size=12.0, leadings=_LEADINGS)


def _figures(facts: DayStripFacts, words: Wording) -> list[Figure]:
    label, moment = words.label, FILTERS["time"]
    if facts.start_at is not None and facts.due_at is not None:
        return [Figure(label("start"), moment(facts.start_at)), Figure(label("due"), moment(facts.due_at))]
    numbered = [one.count for one in facts.days if one.count is not None]
    return [
        Figure(label("start"), day(facts.start)),
        Figure(label("due"), label("unknown") if facts.waiting else day(facts.due)),
        Figure(label("counted"), str(max(numbered, default=0))),
    ]


class Days:
    """The days as cells in rows: month and day, weekday, its number or a dash, the name of its kind."""

    def __init__(self, facts: DayStripFacts, words: Wording, faces: Faces) -> None:
        self.before = self.after = 0.0
        self.keep = False
        self._facts, self._words, self._faces = facts, words, faces

    def height(self, width: float) -> float:  # noqa: ARG002 -- the protocol's signature
        """As many rows as the days need."""
        return -(-(len(self._facts.days) + 1) // _PER_ROW) * (_HIGH + _GAP)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 -- as above
        """Never: the strip stands on one page."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """The day of the event first."""
        wide = (width + _GAP) / _PER_ROW
        facts = self._facts
        cells: list[tuple[date, str, str, Colour]] = [(facts.start, "0", self._words.label("start"), _START)]
        for one in facts.days:
            count = "\u2014" if one.count is None else str(one.count)
            name = self._words.word("kinds", one.kind.value)
            due = one.date == facts.due and not facts.waiting
            cells.append(
                (one.date, count, self._words.label("due") if due else name, _DUE if due else _FILLS[one.kind])
            )
        for place, cell in enumerate(cells):
            row, column = divmod(place, _PER_ROW)
            self._cell(sheet, (x + column * wide, top - row * (_HIGH + _GAP) - _HIGH, wide - _GAP, _HIGH), cell)

    def _cell(self, sheet: Sheet, area: tuple[float, float, float, float], cell: tuple[date, str, str, Colour]) -> None:
        left, bottom, wide, high = area
        on, count, name, fill = cell
        sheet.box(area, fill, 3)
        sheet.frame(area, SEAL_RED if fill == _DUE else CARD_EDGE, 3)
        middle = left + wide / 2
        sheet.text(f"{on:%m-%d}", middle, bottom + high - 10, Run("", "song", 8, INK), "center")
        sheet.text(_WEEKDAYS[on.weekday()], middle, bottom + high - 19, Run("", "song", 7, GREY), "center")
        sheet.text(count, middle, bottom + 12, Run("", "hei", 10, NAVY if count != "\u2014" else GREY), "center")
        sheet.text(name, middle, bottom + 3.5, Run("", "song", 6.5, GREY), "center")


class Legend:
    """The colours and their names in one line."""

    def __init__(self, words: Wording, faces: Faces) -> None:
        self.before, self.after, self.keep = 0.0, 8.0, False
        self._words, self._faces = words, faces

    def height(self, width: float) -> float:  # noqa: ARG002 -- the protocol's signature
        """One line."""
        return 16.0

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 -- as above
        """Never."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:  # noqa: ARG002 -- as above
        """A small box for each kind, its name beside it."""
        base = top - 11
        at = x + sheet.text(self._words.label("legend"), x, base, Run("", "hei", 9, GREY)) + 12
        for kind, fill in _FILLS.items():
            area = (at, base - 1.5, 10.0, 9.0)
            sheet.box(area, fill, 2)
            sheet.frame(area, GREY, 2)
            at += 14 + sheet.text(self._words.word("kinds", kind.value), at + 14, base, Run("", "song", 9, INK)) + 14
