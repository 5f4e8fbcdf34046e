"""案件报告: the printed file of a case: summary, timeline, limits, negotiation, decisions, evidence, fund, papers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from odrdesk.documents.facts import OrderFacts, Paper
from odrdesk.documents.flow import Block, Gap, Together
from odrdesk.documents.layout import Type, joined, notes
from odrdesk.documents.pdf import SHANGHAI
from odrdesk.documents.pdf_about import Attached
from odrdesk.documents.report_card import Key, Summary
from odrdesk.documents.report_facts import CaseReport, Happening, Pair, Tone
from odrdesk.documents.report_frame import Head, on, paragraph, title_block, typeset
from odrdesk.documents.report_negotiation import Negotiation
from odrdesk.documents.report_signs import SignOff
from odrdesk.documents.report_tables import Tables
from odrdesk.documents.terms import shared_values
from odrdesk.documents.timeline import Moment, When, words_of
from odrdesk.documents.wording import Wording, chinese_number, wording
from odrdesk.domain.money import Fen

NONE = "\u2014"
SHORT = 3
"""A conclusion of fewer paragraphs is not parted from the signatures at all."""


def render(facts: CaseReport, attached: Sequence[Attached] = ()) -> Paper:
    """The report as PDF, with files attached behind it. Refuses `paper.glyph_missing`."""
    words = wording("case_report", chosen=facts.template)

    def build(kind: Type) -> Sequence[Block]:
        return _Report(facts, words, kind).blocks()

    return typeset(facts, words, words.line("title", {}), build, attached)


@dataclass(frozen=True, slots=True)
class _Report:
    facts: CaseReport
    words: Wording
    kind: Type

    def blocks(self) -> list[Block]:
        facts, words, kind = self.facts, self.words, self.kind
        subtitle = words.line("subtitle", shared_values(facts, words) | {"category": facts.category})
        number = facts.number or words.label("unnumbered")
        made = title_block(words.line("title", {}), subtitle, number, kind.faces)
        made.append(Summary(self._keys(), self._basics(), kind.faces, after=2))
        count = 0
        for name, section in self._sections():
            inner = section()
            if not inner:
                continue
            count += 1
            made.append(Head(f"{chinese_number(count)}\u3001{words.word('sections', name)}", kind.faces))
            made.extend(inner)
        return [*made, *self._end(count + 1)]

    def _sections(self) -> Iterator[tuple[str, Callable[[], list[Block]]]]:
        tables = Tables(self.facts, self.words, self.kind)
        yield "summary", self._summary
        yield "timeline", self._timeline
        yield "limits", tables.limits
        yield "negotiation", Negotiation(self.facts, self.words, self.kind).blocks
        yield "sheets", tables.sheets
        yield "decisions", tables.decisions
        yield "evidence", tables.evidence
        yield "prepayment", tables.prepayment
        yield "outside", tables.outside
        yield "leads", tables.leads
        yield "ip", tables.ip
        yield "papers", tables.papers
        yield "corrections", tables.corrections

    def _keys(self) -> list[Key]:
        facts, words = self.facts, self.words
        label = words.label
        claimed = facts.claimed if facts.claimed is not None else facts.order.paid if facts.order else None
        given = facts.prepaid if facts.prepaid is not None else facts.total or None
        return [
            Key(label("claimed_sum"), _sum(claimed)),
            Key(label("agreed_sum" if facts.prepaid is None else "prepaid_sum"), _sum(given), Tone.PLAIN),
            Key(label("days"), words.fill(label("days_of"), {"days": facts.days})),
            Key(label("state"), facts.state, facts.tone),
        ]

    def _basics(self) -> list[Pair]:
        """The summary's rows: those of a case first, then each party, the goods, where they were sold."""
        facts, label = self.facts, self.words.label
        order = facts.order or OrderFacts(goods="")
        consumer, merchant = facts.consumer, facts.merchant
        goods = order.goods
        if order.quantity is not None:
            goods += self.words.fill(label("quantity_of"), {"quantity": order.quantity})
        rows = [
            ("case", facts.case_number),
            ("channel_number", facts.channel_number),
            ("channel", joined((facts.channel, facts.point))),
            ("category", facts.category),
            ("received", _moment(facts.received_at)),
            ("accepted", _moment(facts.accepted_at)),
            ("consumer", consumer.name),
            ("phone", consumer.phone),
            ("id_no", consumer.id_no),
            ("address", consumer.address),
            ("guardian", consumer.guardian),
            ("merchant", merchant.name),
            ("code", merchant.code),
            ("room", order.room),
            ("host_of", order.host),
            ("agency", facts.agency),
            ("base", facts.base),
            ("broadcast", joined((on(facts.broadcast_on), facts.timecode), " ")),
            ("goods", goods),
            ("order_number", order.number),
            ("bought_on", on(order.bought_on)),
            ("signed_on", on(facts.signed_on)),
            ("paid_yuan", order.paid.grouped if order.paid is not None else ""),
            ("claims", facts.claims),
            ("level", f"L{facts.level}"),
            ("officer", facts.officer),
            ("closed", _moment(facts.closed_at)),
        ]
        return [Pair(label(name), value) for name, value in rows if value]

    def _summary(self) -> list[Block]:
        facts, words = self.facts, self.words
        values = self._values()
        lines = words.paragraphs(words.part("summary"), values)
        said = [line for line in facts.dispute.split("\n") if line.strip()]
        if said:
            said[0] = words.label("said") + said[0]
        return [paragraph(line, self.kind.faces) for line in (*lines, *said)]

    def _values(self) -> dict[str, object]:
        facts = self.facts
        return shared_values(facts, self.words) | {
            "category": facts.category,
            "claims": facts.claims,
            "channel": facts.channel,
            "received_at": facts.received_at,
            "accepted_at": facts.accepted_at,
            "concluded_at": facts.concluded_at,
            "closed_at": facts.closed_at,
            "knew_on": facts.knew_on,
            "claimed": facts.claimed,
            "has_claimed": facts.claimed is not None,
            "state": facts.state,
            "as_of": facts.as_of,
            "days": facts.days,
            "total": facts.total,
            "agreed_on": facts.agreed_on,
            "performed": facts.performed,
            "has_money": bool(facts.total),
            "no_money": bool(facts.items) and not facts.total,
            "unperformed": facts.unperformed,
            "all_performed": bool(facts.items) and not facts.unperformed,
            "prepaid": facts.prepaid or facts.total,
            "has_prepaid": facts.prepaid is not None,
            "outside": bool(facts.outside),
            "exhibits": len(facts.exhibits),
            "papers": len(facts.issued),
            "entries": len(facts.happenings),
            "masked": facts.masked,
            "issued_by": facts.issued_by,
            "reviewer": facts.reviewer,
            **{f"is_{code}": facts.state_code == code for code in self.words.part("states")},
        }

    def _timeline(self) -> list[Block]:
        told = self.facts.happenings
        made: list[Block] = []
        for place, one in enumerate(told):
            local = one.at.astimezone(SHANGHAI)
            when = When(f"{local:%Y-%m-%d}", f"{local:%H:%M}")
            first, last = place == 0, place == len(told) - 1
            body = words_of(one.title, one.who, self._said(one), self.kind.faces)
            made.append(Moment(when, body, one.tone, first=first, last=last))
        return made

    def _said(self, one: Happening) -> str:
        if one.written_at is None:
            return one.text
        values = {"written_at": one.written_at, "why": one.why_late}
        late = "".join(self.words.paragraphs(self.words.part("written_late"), values))
        return "\n".join(part for part in (one.text, late) if part)

    def _end(self, number: int) -> list[Block]:
        """The conclusion; its last paragraph, the places to sign and the notes stay together."""
        facts, words, kind = self.facts, self.words, self.kind
        values = self._values()
        lines = words.paragraphs(words.part("conclusion"), values)
        head = Head(f"{chinese_number(number)}\u3001{words.word('sections', 'conclusion')}", kind.faces)
        signs = SignOff(
            [
                (words.label("officer"), facts.officer),
                (words.label("reviewer"), facts.reviewer),
                (words.label("head"), ""),
            ],
            words.label("date"),
            kind.faces,
        )
        body = [paragraph(line, kind.faces) for line in lines]
        last = [head, *body] if len(body) < SHORT else body[-1:]
        before = [] if len(body) < SHORT else [head, *body[:-1]]
        end = Together([*last, Gap(14), signs, notes(words, values, kind)], before=head.before if not before else 0.0)
        return [*before, end]


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if moment is not None else ""


def _sum(fen: Fen | None) -> str:
    return NONE if fen is None else fen.grouped
