"""Papers are issued: facts chosen and masked, a number taken, the PDF made and kept, in one transaction.

An issued paper never changes. Asked for again, with the same facts and for the same copy, it is given again byte for
byte under its number; when the facts have changed since, or it was declared void, a new one takes the next number.
The copies (联) of one paper, made from the same facts whoever may see how much of them, share its number and its moment
of issue. So they also share its end: a number that is void for one party and valid for the other would let both cite
it against each other.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from odrdesk.documents.facts import Letterhead, Mark, Recipient
from odrdesk.documents.worker import render, wording_of
from odrdesk.domain.dispute import Dispute, PaperMark
from odrdesk.domain.errors import Refusal
from odrdesk.domain.parties import Clerk
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import PaperKind, Role
from odrdesk.domain.workdays import day_of
from odrdesk.services import (
    case_reports,
    case_told,
    ip_letter_facts,
    letters,
    paper_fonts,
    paper_languages,
    paper_numbers,
    paper_twins,
    prepay_papers,
    proof,
    template_choice,
)
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.letter_facts import copies
from odrdesk.services.moments import happened_at
from odrdesk.services.paper_deliveries import attach_signed, deliver, release_signed, signed_of
from odrdesk.services.paper_facts import OF_THE_CASE, Facts, Heading, facts_of, require
from odrdesk.services.paper_lists import counts, history, listed, queue
from odrdesk.services.paper_names import file_name
from odrdesk.services.paper_prints import print_job, printed, reprint
from odrdesk.services.paper_twins import Draft
from odrdesk.services.prepay_paper_facts import PAPERS as OF_THE_FUND
from odrdesk.storage import disputes, parties, record, settings
from odrdesk.storage import papers as kept
from odrdesk.storage.papers import Paper

__all__ = [
    "Draft",
    "Issued",
    "Paper",
    "attach_signed",
    "copies",
    "counts",
    "deliver",
    "heading_of",
    "history",
    "issue",
    "kinds",
    "listed",
    "pdf_of",
    "print_job",
    "printed",
    "queue",
    "release_signed",
    "reprint",
    "signed_of",
    "verify",
    "void",
]


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued paper with its bytes. `name` is a file name for it: number, title, masked consumer, day."""

    id: int
    number: str
    kind: PaperKind
    copy: str
    pages: int
    sha256: str
    pdf: bytes
    name: str
    again: bool = False


def kinds() -> tuple[PaperKind, ...]:
    """The kinds that can be issued, in the order of a dispute's life."""
    return tuple(PaperKind)


def issue(
    desk: Desk,
    number: str,
    kind: PaperKind,
    *,
    copy: str | None = None,
    lead: int | None = None,
    language: str | None = None,
    at: datetime | None = None,
    why: str | None = None,
    expected: str | int | None = None,
) -> Done[Issued]:
    """Issue a paper of a dispute (by its number) for the `consumer`, `merchant`, `regulator` or `desk`.

    Where no copy is named it is the consumer's; a lead sheet, of the last lead or of the one numbered `lead`, has
    copies for the regulator and the desk alone. Copies for the merchant and the regulator show the consumer masked.
    `language` (`zh`, `zh-en`) of a paper of a settlement is what the consumer needs where none is named.
    `at` is the moment of issue, if earlier than now (aware; needs `why`); its Shanghai year counts for the number.
    `expected` is what the person saw: the digest of a draft, or the version of the dispute. Where it is another by now
    nothing is issued (`paper.changed_since`).
    Refuses `dispute.unknown`, `paper.not_yet`, `paper.written_outside`, `paper.copy_unknown`,
    `paper.copy_not_for`, `paper.glyph_missing`, `paper.prepay_*`, `paper.topup_nothing`, `lead.no_lead`,
    `lead.unknown`, `paper.language_unknown`, `paper.language_none`, and whoever is no officer.
    """
    moment, recipient = require_issuable(desk, kind, copy, at=at, why=why)
    with desk.writing() as session:
        case = disputes.load(session, number)
        require(case, kind)
        plain = heading_of(session, desk, case, recipient, moment)
        heading = _told_heading(session, desk, case, kind, plain, lead)
        heading = replace(heading, language=paper_languages.chosen(case, kind, language))
        if expected is not None and expected not in {case.version, _digest(session, case, kind, heading)}:
            raise Refusal("paper.changed_since", number=case.number)
        paper, again = _given(session, desk, case, kind, heading)
        if not again:
            facts = _record_facts(paper, moment)
            record.append(session, Entry("paper.issue", moment, desk.clerk.key, case.key, facts, why))
        issued = _issued(session, case, paper, again=again)
    return Done(issued, Changes() if again else Changes(disputes=frozenset({case.key}), papers=True))


def require_issuable(
    desk: Desk, kind: PaperKind, copy: str | None, *, at: datetime | None = None, why: str | None = None
) -> tuple[datetime, Recipient]:
    """When and for whom a paper of this kind would be issued, whatever the case. Refuses as `issue` does."""
    moment = happened_at(desk.now(), at, why)
    recipient = _recipient(kind, copy)
    if not _may_issue(desk.clerk, kind):
        raise Refusal("clerk.not_allowed", role=Role.OFFICER)
    return moment, recipient


def draft(
    desk: Desk,
    number: str,
    kind: PaperKind,
    *,
    copy: str | None = None,
    lead: int | None = None,
    language: str | None = None,
) -> Draft:
    """A paper as it would be issued now, as a PDF marked 样张 and kept nowhere. Refuses as `issue` does.

    Nothing is drawn where it would take no new number: issued before and unchanged, or a further copy.
    """
    moment, recipient = require_issuable(desk, kind, copy)
    with desk.reading() as session:
        case = disputes.load(session, number)
        require(case, kind)
        plain = heading_of(session, desk, case, recipient, moment)
        heading = _told_heading(session, desk, case, kind, plain, lead)
        heading = replace(heading, language=paper_languages.chosen(case, kind, language))
        known = _known(session, case, kind)
        seen, core = _digest(session, case, kind, heading), paper_twins.core(case, kind, heading)
        if paper_twins.same(known, paper_twins.plain(facts_of(case, kind, heading))) is not None:
            return Draft(None, seen)
        if paper_twins.twin(known, case, kind, heading, core) is not None:
            return Draft(None, seen)
        template = None if heading.language else template_choice.current(session, kind)
        heading = replace(heading, mark=Mark.DRAFT, number="\u2014", template=template)
        return Draft(render(facts_of(case, kind, heading)).content, seen)


def _digest(session: Session, case: Dispute, kind: PaperKind, heading: Heading) -> str:
    """What the draft of a paper is known by."""
    template = None if heading.language else template_choice.current(session, kind)
    return paper_twins.digest(case, kind, heading, template)


def drafted(desk: Desk, number: str, kind: PaperKind, *, copy: str | None = None) -> Facts:
    """What a paper would say if it were issued now, marked 样张; it takes no number. Refuses as `issue` does."""
    with desk.reading() as session:
        case = disputes.load(session, number)
        require(case, kind)
        plain = heading_of(session, desk, case, _recipient(kind, copy), desk.now())
        heading = _told_heading(session, desk, case, kind, plain, None)
        heading = replace(heading, language=paper_languages.chosen(case, kind, None))
        return facts_of(case, kind, replace(heading, mark=Mark.DRAFT, number="\u2014"))


def _told_heading(  # noqa: PLR0917 -- all that a heading is made from
    session: Session, desk: Desk, case: Dispute, kind: PaperKind, heading: Heading, lead: int | None
) -> Heading:
    """The heading with what papers of this kind tell beside the dispute."""
    if kind in letters.LETTERS:
        addressed = letters.addressed(session, case, kind, lead, day_of(heading.issued_at))
        heading = replace(heading, letter=addressed)
    if kind in OF_THE_CASE:
        heading = replace(heading, told=case_told.told(session, case))
    if kind in OF_THE_FUND:
        heading = replace(heading, fund=prepay_papers.told(session, case, kind))
    if kind is PaperKind.CASE_REPORT:
        heading = replace(heading, report=case_reports.told(session, desk, case, day_of(heading.issued_at)))
    return heading


def _may_issue(clerk: Clerk, kind: PaperKind) -> bool:
    """Officers issue every paper, legal those of the measures that legal decides on."""
    return clerk.may(Role.OFFICER) or (kind in ip_letter_facts.LETTERS and clerk.may(Role.LEGAL))


def void(desk: Desk, key: int, why: str | None) -> Done[Paper]:
    """Declare a paper void with all its copies; its number stays taken and listed.

    Refuses `paper.unknown`, `paper.void_already`, a missing reason, and whoever is no officer.
    """
    if not (why and why.strip()):
        raise Refusal("paper.void_needs_why", "why")
    if not desk.clerk.may(Role.OFFICER):
        raise Refusal("clerk.not_allowed", role=Role.OFFICER)
    with desk.writing() as session:
        papers = kept.void(session, key, desk.now(), why.strip())
        paper = papers[0]
        facts = {
            "paper": paper.mark.key,
            "kind": paper.mark.kind.value,
            "number": paper.mark.number,
            "copies": [one.copy for one in papers],
        }
        record.append(session, Entry("paper.void", desk.now(), desk.clerk.key, paper.dispute, facts, why.strip()))
    return Done(paper, Changes(disputes=frozenset({paper.dispute}), papers=True))


def verify(desk: Desk, content: bytes) -> Paper:
    """The issued paper with exactly these bytes. Refuses (`paper.changed`) bytes that this desk never issued."""
    digest = hashlib.sha256(content).hexdigest()
    with desk.reading() as session:
        found = kept.by_hash(session, digest)
    if found is None:
        raise Refusal("paper.changed", "file", sha256=digest)
    return found


def letterhead_of(desk: Desk) -> Letterhead:
    """Who the desk's papers come from."""
    with desk.reading() as session:
        return _letterhead(session, desk)


def pdf_of(desk: Desk, key: int) -> bytes:
    """The bytes of an issued paper. Refuses `paper.unknown`; Fault `paper.damaged`."""
    with desk.reading() as session:
        return kept.pdf(session, key)


def _given(session: Session, desk: Desk, case: Dispute, kind: PaperKind, heading: Heading) -> tuple[Paper, bool]:
    """The copy asked for, and whether it was issued before."""
    known = _known(session, case, kind)
    found = paper_twins.same(known, paper_twins.plain(facts_of(case, kind, heading)))
    if found is not None:
        return found, True
    core = paper_twins.core(case, kind, heading)
    twin = paper_twins.twin(known, case, kind, heading, core)
    # A further copy of a paper says what its first one says.
    template = template_choice.wording_of(session, twin.facts) if twin else template_choice.current(session, kind)
    # In two languages the words are the program's own: see documents/bilingual.py.
    heading = replace(heading, template=None if heading.language else template)
    if twin is None:
        place, number = paper_numbers.taken(session, case, kind, day_of(heading.issued_at).year)
    else:
        heading = replace(heading, issued_at=twin.mark.issued_at, theme=str(twin.facts.get("theme") or ""))
        place, number = kept.Place(str(twin.series), twin.year, twin.seq), twin.mark.number
    return _add(desk, session, case, (kind, replace(heading, number=number), place, core)), False


def _known(session: Session, case: Dispute, kind: PaperKind) -> list[Paper]:
    """The valid papers of this kind."""
    return [one for one in kept.of_dispute(session, case.key) if one.mark.kind is kind and not one.mark.void]


def _add(desk: Desk, session: Session, case: Dispute, made: tuple[PaperKind, Heading, kept.Place, str]) -> Paper:
    """Make and keep a copy, whose heading has its number."""
    kind, heading, place, core = made
    facts = facts_of(case, kind, heading)
    version = {"wording": wording_of(facts, kind), "template": facts.template and template_choice.told(facts.template)}
    told = {**paper_twins.told(facts), **version, "practice": desk.practice}
    bound = proof.seal(session, desk, {**told, "kind": kind.value})
    paper = render(replace(facts, proof=bound))
    mark = PaperMark(0, kind, heading.number, heading.issued_at)
    copy, pages = heading.recipient.value, paper.pages
    added = kept.add(session, case.key, mark, paper.content, told, place=place, copy=copy, pages=pages, core=core)
    proof.keep(session, added.mark.key, bound, paper.anchors)
    template_choice.keep(session, kind, facts.template)
    return added


def _record_facts(paper: Paper, moment: datetime) -> dict[str, object]:
    facts: dict[str, object] = {
        "paper": paper.mark.key,
        "kind": paper.mark.kind.value,
        "number": paper.mark.number,
        "copy": paper.copy,
        "sha256": paper.sha256,
    }
    if paper.mark.issued_at != moment:
        # A further copy carries the moment of the first, the entry that of its making.
        facts["issued_at"] = paper.mark.issued_at.isoformat()
    return facts


def heading_of(session: Session, desk: Desk, case: Dispute, recipient: Recipient, moment: datetime) -> Heading:
    """What a paper of the dispute says beside it, before it has a number."""
    officer = parties.clerk_of(session, case.officer) if case.officer is not None else desk.clerk
    return Heading(
        letterhead=_letterhead(session, desk),
        number="",
        issued_at=moment,
        recipient=recipient,
        mark=Mark.SAMPLE if desk.practice else None,
        officer=officer.name,
        between=paper_numbers.shipped()["between"],
        agreement_number=_agreement_number(session, case),
        theme=paper_fonts.theme_of(session),
    )


def _agreement_number(session: Session, case: Dispute) -> str:
    """The number of the agreement; of one made by version 0.1.0 the number of the consumer's copy."""
    known = {mark.key for mark in case.issued(PaperKind.SETTLEMENT_AGREEMENT)}
    agreements = [paper for paper in kept.of_dispute(session, case.key) if paper.mark.key in known]
    ordered = sorted(agreements, key=lambda paper: (paper.seq, paper.copy == Recipient.CONSUMER, paper.mark.key))
    if ordered and any(paper.core is None for paper in ordered):
        ordered.sort(key=lambda paper: (paper.copy == Recipient.CONSUMER, paper.mark.key))
    return ordered[-1].mark.number if ordered else ""


def _letterhead(session: Session, desk: Desk) -> Letterhead:
    """The desk's own letterhead; its name stands for the organisation until that is set."""
    told = settings.all_of(session, "letterhead.")

    def value(name: str, usual: str = "") -> str:
        return str(told.get(f"letterhead.{name}") or usual)

    return Letterhead(
        organisation=value("organisation", desk.name),
        point=value("point"),
        address=value("address"),
        phone=value("phone"),
        code=value("code"),
    )


def _issued(session: Session, case: Dispute, paper: Paper, *, again: bool) -> Issued:
    return Issued(
        id=paper.mark.key,
        number=paper.mark.number,
        kind=paper.mark.kind,
        copy=paper.copy,
        pages=paper.pages,
        sha256=paper.sha256,
        pdf=kept.pdf(session, paper.mark.key),
        name=file_name(case, paper),
        again=again,
    )


def _recipient(kind: PaperKind, copy: str | None) -> Recipient:
    known = copies(kind)
    if copy is None:
        return known[0]
    try:
        recipient = Recipient(copy)
    except ValueError as why:
        raise Refusal("paper.copy_unknown", "copy", copy=copy, known=[one.value for one in Recipient]) from why
    if recipient not in known:
        raise Refusal("paper.copy_not_for", "copy", kind=kind, copy=copy, known=[one.value for one in known])
    return recipient
