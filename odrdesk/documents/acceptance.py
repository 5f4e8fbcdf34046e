"""受理告知书: tells the consumer that the complaint is accepted, until when it is negotiated, and by whom."""

from collections.abc import Sequence

from odrdesk.documents.blocks import Figure
from odrdesk.documents.facts import Acceptance, Paper
from odrdesk.documents.flow import Block, Gap
from odrdesk.documents.layout import Type, typeset
from odrdesk.documents.notice import LEADINGS, notice
from odrdesk.documents.terms import order_fields, party_fields, shared_values, side_table
from odrdesk.documents.wording import Wording, day, wording


def render(facts: Acceptance) -> Paper:
    """The notice as PDF: dates of receipt and acceptance, last day of negotiation, officer, rights (CPL art. 39).

    Refuses `paper.glyph_missing`.
    """
    words = wording("acceptance_notice", chosen=facts.template)
    values = shared_values(facts, words) | {
        "received_on": facts.received_on,
        "accepted_on": facts.accepted_on,
        "due_on": facts.due_on,
        "due_year": facts.due_on.year,
        "provisional": facts.due_provisional,
        "claims": facts.claims,
    }

    title = words.line("title", values)

    def build(kind: Type) -> Sequence[Block]:
        figures = [
            Figure(words.label(name), day(getattr(facts, name))) for name in ("received_on", "accepted_on", "due_on")
        ]
        return notice(facts, words, values, kind, figures=figures, inserts={"matter": _matter(facts, words, kind)})

    return typeset(facts, words, title, build, size=14.0, leadings=LEADINGS)


def _matter(facts: Acceptance, words: Wording, kind: Type) -> list[Block]:
    label = words.label
    claim = [kind.field(label("claims"), facts.claims)] if facts.claims else []
    dispute = [*claim, kind.field(label("dispute"), facts.dispute)]
    return [
        Gap(3),
        *side_table(
            [
                (label("consumer"), "", party_fields(facts.consumer, words, kind, person=True)),
                (label("merchant"), "", party_fields(facts.merchant, words, kind, person=False)),
                (label("order"), "", order_fields(facts.order, words, kind)),
                (label("matter"), "", dispute),
            ],
            kind,
        ),
    ]
