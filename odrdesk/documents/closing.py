"""结案通知书 of a case that closed without a settlement: how it ended, and what stays open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from odrdesk.documents.blocks import Figure
from odrdesk.documents.facts import Paper, PaperFacts
from odrdesk.documents.flow import Block
from odrdesk.documents.layout import Type, typeset
from odrdesk.documents.notice import LEADINGS, notice
from odrdesk.documents.terms import bare, matter, shared_values
from odrdesk.documents.wording import day, wording
from odrdesk.domain.money import Fen


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing(PaperFacts):
    """How the case ended: the code of its ending in the wording's table `results`, its day, and what it speaks of."""

    received_on: date
    ended_on: date
    closed_on: date
    result: str
    text: str = ""
    why: str = ""
    amount: Fen | None = None
    paid: Fen | None = None
    """What the fund paid, where the case ended otherwise."""
    reopen_until: date | None = None
    masked: bool = False


def render(facts: Closing) -> Paper:
    """The notice as PDF. Refuses `paper.glyph_missing`."""
    words = wording("closing_notice", chosen=facts.template)
    told = {"on": facts.ended_on, "text": bare(facts.text), "amount": facts.amount}
    values = shared_values(facts, words) | {
        "received_on": facts.received_on,
        "ended_on": facts.ended_on,
        "closed_on": facts.closed_on,
        "why": bare(facts.why),
        "prepaid": facts.paid,
        "has_prepaid": bool(facts.paid),
        "reopen_until": facts.reopen_until,
        "masked": facts.masked,
    }
    values["result"] = words.fill(words.word("results", facts.result), told | {"we": values["we"]})
    title = words.line("title", values)

    def build(kind: Type) -> Sequence[Block]:
        figures = [
            Figure(words.label("received_on"), day(facts.received_on)),
            Figure(words.label("ending"), words.word("endings", facts.result)),
            Figure(words.label("closed_on"), day(facts.closed_on)),
        ]
        return notice(facts, words, values, kind, figures=figures, inserts={"parties": matter(facts, words, kind)})

    return typeset(facts, words, title, build, size=14.0, leadings=LEADINGS)
