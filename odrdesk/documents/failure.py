"""终止协商告知书: why the negotiation came to nothing, which ways are open, which evidence is handed over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from odrdesk.documents.blocks import Figure
from odrdesk.documents.facts import Paper, PaperFacts, Point
from odrdesk.documents.flow import Block
from odrdesk.documents.layout import Type, typeset
from odrdesk.documents.notice import LEADINGS, notice
from odrdesk.documents.terms import bare, matter, numbered, shared_values
from odrdesk.documents.wording import Wording, day, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure(PaperFacts):
    """Why and when the negotiation ended; `due_on` is the last day it could have lasted."""

    accepted_on: date | None = None
    ended_on: date
    due_on: date | None = None
    ground: str
    """A `FailGround`'s value."""
    why: str = ""
    claims: str = ""
    contacts: int = 0
    rounds: int = 0
    points: tuple[Point, ...] = ()
    evidence: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    pushed: bool = False
    """Whether it came over the 12315 platform, on which the consumer may hand it on (转投诉)."""
    masked: bool = False


def render(facts: Failure) -> Paper:
    """The notice as PDF. Refuses `paper.glyph_missing`."""
    words = wording("failure_notice", chosen=facts.template)
    values = shared_values(facts, words) | {
        "accepted_on": facts.accepted_on,
        "ended_on": facts.ended_on,
        "due_on": facts.due_on,
        "ground": words.word("grounds", facts.ground),
        "why": bare(facts.why),
        "contacts": facts.contacts,
        "rounds": facts.rounds,
        "has_evidence": bool(facts.evidence),
        "evidence_list": facts.evidence,
        "paper_list": "\u3001".join(facts.papers),
        "pushed": facts.pushed,
        "masked": facts.masked,
    }
    title = words.line("title", values)

    def build(kind: Type) -> Sequence[Block]:
        days = (("accepted_on", facts.accepted_on), ("due_on", facts.due_on), ("ended_on", facts.ended_on))
        inserts: dict[str, Sequence[Block]] = {
            "parties": matter(facts, words, kind),
            "points": [kind.body(_said(words, one)) for one in facts.points],
            "evidence": numbered(facts.evidence, words, kind, "material"),
        }
        figures = [Figure(words.label(name), day(told)) for name, told in days if told]
        return notice(facts, words, values, kind, figures=figures, inserts=inserts)

    return typeset(facts, words, title, build, size=14.0, leadings=LEADINGS)


def _said(words: Wording, one: Point) -> str:
    return words.fill(words.word("points", one.what), {"text": bare(one.text), "amount": one.amount})
