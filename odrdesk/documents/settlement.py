"""消费纠纷和解(结案)通知书: the result, the amount, whether it was performed, and what may still be done."""

from collections.abc import Sequence

from odrdesk.documents.blocks import Figure
from odrdesk.documents.facts import Paper, Settlement
from odrdesk.documents.flow import Block
from odrdesk.documents.layout import Type, typeset
from odrdesk.documents.notice import LEADINGS, notice
from odrdesk.documents.terms import (
    bare,
    citations,
    items_table,
    matter,
    shared_values,
    told_items,
)
from odrdesk.documents.wording import Wording, day, wording


def render(facts: Settlement) -> Paper:
    """The notice as PDF: parties, order, goods as typed, result, amount in figures and capitals, performance, routes.

    Refuses `paper.glyph_missing`.
    """
    words = wording("settlement_notice", chosen=facts.template)
    values = shared_values(facts, words) | {
        "dispute": facts.dispute,
        "agreed_on": facts.agreed_on,
        "agreement_number": facts.agreement_number,
        "items": told_items(facts.items, words, "payers"),
        "total": facts.total,
        "has_money": facts.total > 0,
        "performed_on": facts.performed_on,
        "proof": bare(facts.shown_by),
        "closed_on": facts.closed_on,
        "citations": citations(words, facts.remedies),
    }

    title = words.line("title", values)

    def build(kind: Type) -> Sequence[Block]:
        inserts = {
            "parties": matter(facts, words, kind),
            "items": items_table(facts.items, facts.total, words, kind, "payers"),
        }
        figures = _figures(facts, words)
        return notice(facts, words, values, kind, figures=figures, inserts=inserts, title=title)

    return typeset(facts, words, title, build, size=14.0, leadings=LEADINGS)


def _figures(facts: Settlement, words: Wording) -> list[Figure]:
    label = words.label
    dues = [item.due for item in facts.items if item.due]
    made = [Figure(label("sum"), facts.total.grouped), Figure(label("agreed_on"), day(facts.agreed_on))]
    if facts.performed_on:
        made.append(Figure(label("performed_on"), day(facts.performed_on)))
    elif dues:
        made.append(Figure(label("last_due"), day(max(dues))))
    return made
