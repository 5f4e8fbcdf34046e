"""补正材料通知书: which materials are missing, by when they are to come, and what follows if they do not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from odrdesk.documents.blocks import Figure
from odrdesk.documents.facts import Paper, PaperFacts
from odrdesk.documents.flow import Block
from odrdesk.documents.layout import Type, typeset
from odrdesk.documents.notice import LEADINGS, notice
from odrdesk.documents.terms import matter, numbered, shared_values
from odrdesk.documents.wording import day, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement(PaperFacts):
    """What is asked for; `due_on` is the last day of R-SUP, `odr_due_on` that of the negotiation, which runs on."""

    received_on: date
    asked_on: date
    items: tuple[str, ...]
    due_on: date
    due_provisional: bool = False
    odr_due_on: date | None = None
    law: str = ""
    """Which order of the regulator was in force that day (`order20`, `order121`)."""
    masked: bool = False


def render(facts: Supplement) -> Paper:
    """The notice as PDF. Refuses `paper.glyph_missing`."""
    words = wording("supplement_notice", chosen=facts.template)
    values = shared_values(facts, words) | {
        "received_on": facts.received_on,
        "asked_on": facts.asked_on,
        "due_on": facts.due_on,
        "due_year": facts.due_on.year,
        "provisional": facts.due_provisional,
        "odr_due_on": facts.odr_due_on,
        "count": len(facts.items),
        "item_list": facts.items,
        "rule": words.word("rules", facts.law) if facts.law else "",
        "masked": facts.masked,
    }
    title = words.line("title", values)

    def build(kind: Type) -> Sequence[Block]:
        figures = [
            Figure(words.label("count"), words.fill(words.label("of_items"), {"count": len(facts.items)})),
            Figure(words.label("asked_on"), day(facts.asked_on)),
            Figure(words.label("due_on"), day(facts.due_on)),
        ]
        inserts = {
            "matter": matter(facts, words, kind),
            "items": numbered(facts.items, words, kind, "material"),
        }
        return notice(facts, words, values, kind, figures=figures, inserts=inserts)

    return typeset(facts, words, title, build, size=14.0, leadings=LEADINGS)
