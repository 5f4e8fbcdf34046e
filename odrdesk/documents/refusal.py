"""不予受理告知书: on which ground the complaint is not accepted, who decided it, and which ways stay open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from odrdesk.documents.blocks import Figure
from odrdesk.documents.facts import Paper, PaperFacts
from odrdesk.documents.flow import Block
from odrdesk.documents.layout import Type, typeset
from odrdesk.documents.notice import LEADINGS, notice
from odrdesk.documents.terms import bare, matter, numbered, shared_values
from odrdesk.documents.wording import day, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused(PaperFacts):
    """Why and when. `ground` is the code of our own words for it, `source` the clause, `clause` its words.

    `missing` are the materials that did not come by `missing_due_on`, where the case lapsed.
    """

    received_on: date
    refused_on: date
    dispute: str = ""
    claims: str = ""
    ground: str = ""
    source: str = ""
    clause: str = ""
    why: str = ""
    missing: tuple[str, ...] = ()
    missing_due_on: date | None = None
    decided_by: tuple[str, ...] = ()
    masked: bool = False


def render(facts: Refused) -> Paper:
    """The notice as PDF. Refuses `paper.glyph_missing`."""
    words = wording("refusal_notice", chosen=facts.template)
    own = words.part("grounds").get(facts.ground, "")
    values = shared_values(facts, words) | {
        "received_on": facts.received_on,
        "refused_on": facts.refused_on,
        "ground": own or bare(facts.clause),
        "source": facts.source,
        "clause": bare(facts.clause),
        "why": bare(facts.why),
        "lapsed": bool(facts.missing),
        "missing_due_on": facts.missing_due_on,
        "decided_by": "\u3001".join(facts.decided_by),
        "masked": facts.masked,
    }
    title = words.line("title", values)

    def build(kind: Type) -> Sequence[Block]:
        figures = [
            Figure(words.label("received_on"), day(facts.received_on)),
            Figure(words.label("refused_on"), day(facts.refused_on)),
        ]
        inserts = {
            "matter": matter(facts, words, kind, (("claims", bare(facts.claims)), ("dispute", facts.dispute))),
            "missing": numbered(facts.missing, words, kind, "material"),
        }
        return notice(facts, words, values, kind, figures=figures, inserts=inserts)

    return typeset(facts, words, title, build, size=14.0, leadings=LEADINGS)
