"""Which template a paper is made with: the desk's own version in force, or the program's; it is kept with the paper."""

from collections.abc import Mapping

from sqlmodel import Session

from odrdesk.documents.template import Chosen
from odrdesk.documents.wording import shipped, wording
from odrdesk.domain.errors import Fault
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services.prepay_paper_facts import PAPERS as OF_THE_FUND
from odrdesk.storage import templates
from odrdesk.storage.templates import KeptWording

FUND_WORDS = "prepayment"
"""The words that the papers of the fund share."""


def kin_of(kind: str) -> tuple[str, ...]:
    """The shared words a paper takes beside its own."""
    return (FUND_WORDS,) if kind in {one.value for one in OF_THE_FUND} else ()


def current(session: Session, kind: PaperKind) -> Chosen | None:
    """The template a paper of this kind is made with now; None where the kind has none and its words are fixed."""
    own = templates.released(session, kind.value)
    if own is not None and own.version is not None:
        return Chosen(own.version, own.text)
    text = shipped(kind.value)
    return None if text is None else Chosen(0, text)


def told(chosen: Chosen) -> dict[str, object]:
    """What the facts of an issued paper say of its template."""
    return {"version": chosen.version, "sha256": templates.digest(chosen.text)}


def keep(session: Session, kind: PaperKind, chosen: Chosen | None) -> None:
    """Keep the whole wording of a paper that is issued with this template."""
    if chosen is not None:
        made = wording(kind.value, *kin_of(kind.value), chosen=chosen)
        kept = KeptWording(made.version, kind.value, chosen.version, chosen.text, made.words)
        templates.keep_wording(session, kept)


def wording_of(session: Session, facts: Mapping[str, object]) -> Chosen | None:
    """The template an issued paper was made with, by the facts kept with it: to print it again word for word.

    None for a paper from before templates had versions. Fault `papers.wording_lost` where it should be kept and is not.
    """
    name = str(facts.get("wording") or "")
    kept = templates.wording(session, name)
    if kept is not None:
        return Chosen(kept.version, kept.text, kept.words)
    if facts.get("template"):
        raise Fault("papers.wording_lost", wording=name)
    return None
