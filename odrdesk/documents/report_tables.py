"""The tables of a case report, each the body of one section; an empty list where the case has nothing of the kind."""

from collections.abc import Sequence
from datetime import datetime

from odrdesk.documents.chips import Chip
from odrdesk.documents.exhibits import Picture, hash_lines, small, smalls
from odrdesk.documents.flow import Block
from odrdesk.documents.layout import joined
from odrdesk.documents.pdf import MM, SHANGHAI
from odrdesk.documents.report_card import Pairs
from odrdesk.documents.report_facts import (
    ExhibitFacts,
    IssuedFacts,
    LimitFacts,
    LimitState,
    Pair,
    SheetFacts,
    Tone,
)
from odrdesk.documents.report_frame import on, paragraph
from odrdesk.documents.report_section import NONE, Section
from odrdesk.documents.table import Cell, Column
from odrdesk.domain.money import Fen

_KILO = 1024
_TONES = {
    LimitState.KEPT: Tone.GOOD,
    LimitState.LATE: Tone.CARE,
    LimitState.RUNNING: Tone.PLAIN,
    LimitState.OVERDUE: Tone.BAD,
    LimitState.PAUSED: Tone.QUIET,
    LimitState.PASSED: Tone.QUIET,
}


class Tables(Section):
    """The sections with tables."""

    def limits(self) -> list[Block]:
        """Every time limit: its source, from when to when, how it stands."""
        columns = [
            Column(47 * MM, self.label("limit")),
            Column(51 * MM, self.label("source")),
            Column(22 * MM, self.label("start"), "center"),
            Column(22 * MM, self.label("due"), "center"),
            Column(24 * MM, self.label("state"), "center"),
        ]
        return self.table(columns, [self._limit(one) for one in self.facts.limits])

    def sheets(self) -> list[Block]:
        """What the law gives, each worksheet with its article and what was confirmed."""
        columns = [
            Column(62 * MM, self.label("sheet")),
            Column(24 * MM, self.label("refund"), "right"),
            Column(24 * MM, self.label("extra"), "right"),
            Column(24 * MM, self.label("sum"), "right"),
            Column(32 * MM, self.label("made_by"), "center"),
        ]
        made = self.table(columns, [self._sheet(one) for one in self.facts.sheets])
        return [*made, paragraph(self.label("sheets_note"), self.kind.faces, small=True)] if made else []

    def decisions(self) -> list[Block]:
        """Who decided what, and who countersigned it."""
        columns = [
            Column(22 * MM, self.label("day"), "center"),
            Column(36 * MM, self.label("decision")),
            Column(26 * MM, self.label("decided_by"), "center"),
            Column(26 * MM, self.label("countersigned"), "center"),
            Column(56 * MM, self.label("ground")),
        ]
        rows = [
            [
                on(one.on),
                one.what,
                one.by,
                self.label("awaited") if one.waits else one.countersigned or NONE,
                one.ground or NONE,
            ]
            for one in self.facts.decisions
        ]
        return self.table(columns, rows)

    def evidence(self) -> list[Block]:
        """Every item with its picture, what it shows, where it came from, its hash."""
        facts = self.facts
        made: list[Block] = []
        if facts.missing:
            values = {"missing": "\u3001".join(facts.missing)}
            made.append(paragraph(self.words.line("missing", values), self.kind.faces, keep=True))
        columns = [
            Column(14 * MM, self.label("no"), "center"),
            Column(32 * MM, self.label("picture"), "center"),
            Column(78 * MM, self.label("name_and_source")),
            Column(42 * MM, "SHA-256", "center"),
        ]
        rows = [self._exhibit(place, one) for place, one in enumerate(facts.exhibits, 1)]
        return [*made, *self.table(columns, rows)]

    def prepayment(self) -> list[Block]:
        """What was asked, decided, paid and came back, and every voucher of the fund in this case."""
        facts = self.facts
        made: list[Block] = []
        if facts.prepayment:
            made.append(Pairs(facts.prepayment, self.kind.faces, before=2, after=6, label=74))
        if facts.ledger:
            columns = [
                Column(22 * MM, self.label("day"), "center"),
                Column(24 * MM, self.label("voucher"), "center"),
                Column(54 * MM, self.label("what")),
                Column(22 * MM, self.label("out"), "right"),
                Column(22 * MM, self.label("back"), "right"),
                Column(22 * MM, self.label("balance"), "right"),
            ]
            opening = ["", "", self.label("opening"), "", "", Fen(0).grouped]
            rows = [
                [on(one.on), one.number, one.what, _money(one.out), _money(one.back), one.balance.grouped]
                for one in facts.ledger
            ]
            out, back = (Fen(sum(getattr(one, name) for one in facts.ledger)) for name in ("out", "back"))
            total = ["", "", self.label("ledger_total"), out.grouped, back.grouped, facts.ledger[-1].balance.grouped]
            made.extend(self.table(columns, [opening, *rows], totals=[total]))
        return made

    def outside(self) -> list[Block]:
        """What bodies outside the desk did."""
        return self._pairs(self.facts.outside)

    def ip(self) -> list[Block]:
        """The intellectual-property branch."""
        return self._pairs(self.facts.ip)

    def leads(self) -> list[Block]:
        """Leads of suspected offences."""
        columns = [
            Column(14 * MM, self.label("no"), "center"),
            Column(22 * MM, self.label("noted_on"), "center"),
            Column(74 * MM, self.label("lead")),
            Column(32 * MM, self.label("sent_to")),
            Column(24 * MM, self.label("state"), "center"),
        ]
        rows: list[list[Cell]] = [
            [
                str(one.number),
                on(one.noted_on),
                "\n".join(part for part in (one.what, one.law) if part),
                joined((one.to, one.result), "\n") or NONE,
                one.status,
            ]
            for one in self.facts.leads
        ]
        return self.table(columns, rows)

    def papers(self) -> list[Block]:
        """The papers of the case, void ones too."""
        columns = [
            Column(42 * MM, self.label("paper_number")),
            Column(50 * MM, self.label("paper")),
            Column(22 * MM, self.label("issued_on"), "center"),
            Column(12 * MM, self.label("pages"), "center"),
            Column(40 * MM, self.label("delivery")),
        ]
        return self.table(columns, [self._issued(one) for one in self.facts.issued])

    def corrections(self) -> list[Block]:
        """What was written down late, and what was corrected."""
        columns = [
            Column(30 * MM, self.label("written_at"), "center"),
            Column(30 * MM, self.label("happened_at"), "center"),
            Column(52 * MM, self.label("what")),
            Column(20 * MM, self.label("who"), "center"),
            Column(34 * MM, self.label("why")),
        ]
        rows = [
            [_minute(one.written_at), _minute(one.happened_at) or NONE, one.what, one.who, one.why or NONE]
            for one in self.facts.corrections
        ]
        return self.table(columns, rows)

    def _limit(self, one: LimitFacts) -> list[Cell]:
        words, faces = self.words, self.kind.faces
        values = {
            "paused": one.paused,
            "extended_from": one.extended_from,
            "agreed": one.agreed,
            "stopped_on": one.stopped_on,
            "whose": one.whose,
        }
        remarks = words.paragraphs(words.part("limit_remarks"), values)
        name: list[Block] = [small(one.name, faces, size=9.0, dark=True), *smalls(remarks, faces)]
        state = words.fill(words.word("limit_states", one.state), {"late": one.late})
        chips: list[Block] = [Chip(state, _TONES[one.state], faces)]
        if one.provisional:
            chips.append(Chip(self.label("provisional"), Tone.CARE, faces))
        return [
            name,
            one.source or NONE,
            _minute(one.start_at, "\n") or on(one.start),
            _minute(one.due_at, "\n") or on(one.due),
            chips,
        ]

    def _sheet(self, one: SheetFacts) -> list[Cell]:
        faces, label = self.kind.faces, self.label
        sum_ = None if one.extra is None else one.refund + one.extra
        lines = [
            one.source,
            self.words.fill(label("law_of"), {"on": one.law_on}),
            label("confirmed") + "\u3001".join(one.confirmed) if one.confirmed else "",
            label("open") + "\u3001".join(one.open) if one.open else "",
            self.words.fill(label("limit_of"), {"limit": one.limit}) if one.limit is not None else "",
            label("superseded") if one.superseded else "",
        ]
        told: list[Block] = [small(one.name, faces, "hei", 9.0), *smalls(lines, faces)]
        extra = label("open_sum") if one.extra is None else one.extra.grouped
        return [
            told,
            one.refund.grouped,
            extra,
            label("open_sum") if sum_ is None else sum_.grouped,
            f"{one.made_by}\n{on(one.made_on)}",
        ]

    def _exhibit(self, place: int, one: ExhibitFacts) -> list[Cell]:
        faces, words = self.kind.faces, self.words
        values = {"name": one.name, "slot": one.slot}
        given = joined((one.source, _minute(one.taken_at)))
        withdrawn = words.fill(self.label("withdrawn"), {"why": one.withdrawn}) if one.withdrawn else ""
        told: list[Block] = [
            small(one.slot, faces, "hei", 9.5),
            *smalls([one.name, one.proves, joined((given, _size(one.size))), withdrawn], faces),
        ]
        picture = Picture(one.image, one.ending, words.line("alt", values))
        return [f"E-{place:02d}", [picture], told, hash_lines(one.sha256, faces)]

    def _issued(self, one: IssuedFacts) -> list[Cell]:
        faces = self.kind.faces
        state: list[Block] = []
        if one.void:
            void = self.words.fill(self.label("void"), {"why": one.void_why})
            state.append(small(void, faces, "hei", 8.5))
        state.extend(smalls([one.delivered], faces))
        return [one.number, f"{one.title}\n{one.copy}", on(one.issued_on), str(one.pages), state or NONE]

    def _pairs(self, pairs: Sequence[Pair]) -> list[Block]:
        return [Pairs(pairs, self.kind.faces, before=2, after=4, label=84)] if pairs else []


def _money(fen: Fen) -> str:
    return fen.grouped if fen else ""


def _minute(moment: datetime | None, between: str = " ") -> str:
    if moment is None:
        return ""
    local = moment.astimezone(SHANGHAI)
    return f"{local:%Y-%m-%d}{between}{local:%H:%M}"


def _size(size: int) -> str:
    """Bytes as people say them."""
    if size < _KILO:
        return f"{size} B"
    power = min(3, (size.bit_length() - 1) // 10)
    return f"{size / _KILO**power:.1f} {'BKMG'[power]}B"
