"""消费纠纷和解(结案)通知书: the result, the amount, whether it was performed, and what may still be done."""

from collections.abc import Sequence

from odrdesk.documents.blocks import Card, Figure, Issuer
from odrdesk.documents.facts import Paper, Settlement
from odrdesk.documents.flow import Block, Gap, Together
from odrdesk.documents.layout import Type, notes, sections, typeset
from odrdesk.documents.terms import (
    bare,
    citations,
    issue_day,
    issuer_names,
    items_table,
    order_fields,
    party_fields,
    shared_values,
    side_table,
)
from odrdesk.documents.wording import Wording, day, wording

_LEADINGS = (26.0, 25.0, 24.0, 23.0, 22.0)


def render(facts: Settlement) -> Paper:
    """The notice as PDF: parties, order, goods as typed, result, amount in figures and capitals, performance, routes.

    Refuses `paper.glyph_missing`.
    """
    words = wording("settlement_notice")
    values = shared_values(facts, words) | {
        "dispute": facts.dispute,
        "agreed_on": facts.agreed_on,
        "agreement_number": facts.agreement_number,
        "total": facts.total,
        "has_money": facts.total > 0,
        "performed_on": facts.performed_on,
        "proof": bare(facts.shown_by),
        "closed_on": facts.closed_on,
        "citations": citations(words, facts.remedies),
    }

    title = words.line("title_closed" if facts.closed_on else "title", values)

    def build(kind: Type) -> Sequence[Block]:
        inserts = {
            "parties": _parties(facts, words, kind),
            "items": items_table(facts.items, facts.total, words, kind, "payers"),
        }
        closing = Together(
            [
                kind.body(words.line("closing", values)),
                Issuer(
                    issuer_names(facts),
                    issue_day(facts),
                    words.label("seal"),
                    kind.size,
                    kind.faces,
                ),
                notes(words, values, kind),
            ],
            before=2,
        )
        return [
            *kind.title(title, facts.number),
            kind.body(words.line("address_line", values), indent=0, align="left", keep=True),
            kind.body(words.line("opening", values), keep=True),
            Card(_figures(facts, words), kind.faces, before=4, after=8),
            *sections(words, values, kind, inserts),
            closing,
        ]

    return typeset(facts, words, title, build, size=14.0, leadings=_LEADINGS)


def _figures(facts: Settlement, words: Wording) -> list[Figure]:
    label = words.label
    dues = [item.due for item in facts.items if item.due]
    made = [Figure(label("sum"), facts.total.grouped), Figure(label("agreed_on"), day(facts.agreed_on))]
    if facts.performed_on:
        made.append(Figure(label("performed_on"), day(facts.performed_on)))
    elif dues:
        made.append(Figure(label("last_due"), day(max(dues))))
    return made


def _parties(facts: Settlement, words: Wording, kind: Type) -> list[Block]:
    label = words.label
    return [
        Gap(3),
        *side_table(
            [
                (label("consumer"), "", party_fields(facts.consumer, words, kind, person=True)),
                (label("merchant"), "", party_fields(facts.merchant, words, kind, person=False)),
                (label("order"), "", order_fields(facts.order, words, kind)),
            ],
            kind,
        ),
    ]
