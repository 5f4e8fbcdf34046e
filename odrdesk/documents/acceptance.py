"""受理告知书: tells the consumer that the complaint is accepted, until when it is negotiated, and by whom."""

from collections.abc import Sequence

from odrdesk.documents.blocks import Figure
from odrdesk.documents.facts import Acceptance, Paper
from odrdesk.documents.flow import Block
from odrdesk.documents.layout import Type, typeset
from odrdesk.documents.notice import LEADINGS, notice
from odrdesk.documents.terms import matter, shared_values
from odrdesk.documents.wording import day, wording


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
        told = (("claims", facts.claims), ("dispute", facts.dispute))
        return notice(facts, words, values, kind, figures=figures, inserts={"matter": matter(facts, words, kind, told)})

    return typeset(facts, words, title, build, size=14.0, leadings=LEADINGS)
