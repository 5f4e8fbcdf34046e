"""The section on the negotiation: the rounds, the settlement and its terms, what was performed, the call-backs."""

from odrdesk.documents.chips import Chip
from odrdesk.documents.exhibits import small, smalls
from odrdesk.documents.facts import ItemFacts
from odrdesk.documents.flow import Block
from odrdesk.documents.pdf import MM
from odrdesk.documents.report_facts import OfferFacts, Tone
from odrdesk.documents.report_frame import minor, on, paragraph
from odrdesk.documents.report_section import NONE, Section
from odrdesk.documents.table import Cell, Column

_ANSWERS = {"open": Tone.PLAIN, "taken": Tone.GOOD, "refused": Tone.CARE, "expired": Tone.QUIET}


class Negotiation(Section):
    """The rounds and what came of them."""

    def blocks(self) -> list[Block]:
        """The rounds, the settlement and its terms, what was performed, the call-backs."""
        facts = self.facts
        made: list[Block] = []
        if facts.offers:
            made.extend(self._offers())
        if facts.items:
            made.extend(self._settled())
        if facts.performances:
            made.extend(self._performed())
        if facts.call_backs:
            rows = [
                [on(one.on), self.label("reached" if one.reached else "not_reached"), one.result]
                for one in facts.call_backs
            ]
            columns = [
                Column(24 * MM, self.label("day"), "center"),
                Column(24 * MM, self.label("call_back"), "center"),
                Column(118 * MM, self.label("result")),
            ]
            made.extend([minor(self.label("called_back"), self.kind.faces), *self.table(columns, rows)])
        return made

    def _offers(self) -> list[Block]:
        columns = [
            Column(12 * MM, self.label("round"), "center"),
            Column(20 * MM, self.label("by"), "center"),
            Column(22 * MM, self.label("day"), "center"),
            Column(66 * MM, self.label("terms")),
            Column(24 * MM, self.label("sum"), "right"),
            Column(22 * MM, self.label("answer"), "center"),
        ]
        return self.table(columns, [self._offer(one) for one in self.facts.offers])

    def _offer(self, one: OfferFacts) -> list[Cell]:
        faces = self.kind.faces
        terms: list[Block] = [small(one.terms, faces, size=9.0, dark=True), *smalls([one.why], faces)]
        answer: list[Block] = [Chip(self.words.word("answers", one.answer), _ANSWERS[one.answer], faces)]
        return [
            str(one.round),
            one.by,
            on(one.made_on),
            terms,
            one.total.grouped,
            [*answer, *smalls([on(one.answered_on)], faces, "center")],
        ]

    def _settled(self) -> list[Block]:
        facts, words = self.facts, self.words
        head = words.fill(self.label("settled"), {"on": facts.agreed_on})
        values = {"number": facts.agreement_number, "confirmed": "\uff1b".join(facts.confirmed)}
        lines = words.paragraphs(words.part("settled_by"), values)
        columns = [
            Column(12 * MM, self.label("no"), "center"),
            Column(62 * MM, self.label("item")),
            Column(30 * MM, self.label("payer"), "center"),
            Column(30 * MM, self.label("amount"), "right"),
            Column(32 * MM, self.label("due"), "center"),
        ]
        rows = [self._item(place, one) for place, one in enumerate(facts.items, 1)]
        total = ["", self.label("total_received"), "", facts.total.grouped, ""]
        return [
            minor(head, self.kind.faces),
            *(paragraph(line, self.kind.faces, keep=True) for line in lines),
            *self.table(columns, rows, totals=[total]),
        ]

    def _item(self, place: int, one: ItemFacts) -> list[Cell]:
        words = self.words
        return [
            str(place),
            one.what or words.word("kinds", one.kind),
            words.word("payers", one.payer),
            one.amount.grouped if one.amount else NONE,
            on(one.due) or NONE,
        ]

    def _performed(self) -> list[Block]:
        columns = [
            Column(24 * MM, self.label("day"), "center"),
            Column(24 * MM, self.label("of_item"), "center"),
            Column(30 * MM, self.label("amount"), "right"),
            Column(88 * MM, self.label("proof")),
        ]
        rows = [
            [
                on(one.on),
                self.words.fill(self.label("item_no"), {"item": one.item}) if one.item else NONE,
                one.amount.grouped if one.amount else NONE,
                one.proof,
            ]
            for one in self.facts.performances
        ]
        total = ["", "", self.facts.performed.grouped, self.label("performed_total")]
        return [
            minor(self.label("performed"), self.kind.faces),
            *self.table(columns, rows, totals=[total]),
        ]
