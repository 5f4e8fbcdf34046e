"""Papers are issued: facts chosen and masked, a number taken, the PDF made and kept, in one transaction.

An issued paper never changes. Asked for again, with the same facts and for the same copy, it is given again byte for
byte under its number; when the facts have changed since, or it was declared void, a new one takes the next number.
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlmodel import Session

from odrdesk.documents.facts import Letterhead, Mark, Recipient
from odrdesk.documents.worker import render, wording_of
from odrdesk.domain.dispute import Dispute, PaperMark
from odrdesk.domain.errors import Refusal
from odrdesk.domain.identity import mask_name
from odrdesk.domain.parties import Clerk
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import ISSUABLE, PaperKind, Role
from odrdesk.domain.workdays import day_of
from odrdesk.places import resource
from odrdesk.services import case_told, ip_letter_facts, letters, prepay_papers, proof
from odrdesk.services.books import compound_surnames
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.letter_facts import copies
from odrdesk.services.moments import happened_at
from odrdesk.services.paper_facts import OF_THE_CASE, Heading, facts_of, require, snapshot
from odrdesk.services.prepay_paper_facts import PAPERS as OF_THE_FUND
from odrdesk.storage import disputes, parties, record, settings
from odrdesk.storage import papers as kept
from odrdesk.storage.papers import Paper
from odrdesk.text import vocabulary

__all__ = ["Issued", "Paper", "copies", "issue", "kinds", "pdf_of", "verify", "void"]

FORBIDDEN = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f]+')
"""What no file name may hold on Windows."""
NAME_LIMIT = 100
OF_ISSUE = frozenset({"number", "issued_at", "theme"})
"""Facts that belong to the act of issuing, not to the dispute."""


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
    return tuple(kind for kind in PaperKind if kind in ISSUABLE)


def issue(
    desk: Desk,
    number: str,
    kind: PaperKind,
    *,
    copy: str | None = None,
    lead: int | None = None,
    at: datetime | None = None,
    why: str | None = None,
) -> Done[Issued]:
    """Issue a paper of a dispute (by its number) for the `consumer`, `merchant`, `regulator` or `desk`.

    Where no copy is named it is the consumer's; a lead sheet, of the last lead or of the one numbered `lead`, has
    copies for the regulator and the desk alone. Copies for the merchant and the regulator show the consumer masked.
    `at` is the moment of issue, if earlier than now (aware; needs `why`); its Shanghai year counts for the number.
    Refuses `dispute.unknown`, `paper.no_layout`, `paper.not_yet`, `paper.written_outside`, `paper.copy_unknown`,
    `paper.copy_not_for`, `paper.glyph_missing`, `paper.prepay_*`, `paper.topup_nothing`, `lead.no_lead`,
    `lead.unknown`, and whoever is no officer.
    """
    moment = happened_at(desk.now(), at, why)
    recipient = _recipient(kind, copy)
    if not _may_issue(desk.clerk, kind):
        raise Refusal("clerk.not_allowed", role=Role.OFFICER)
    with desk.writing() as session:
        case = disputes.load(session, number)
        require(case, kind)
        heading = _heading(session, desk, case, recipient, moment)
        if kind in letters.LETTERS:
            addressed = letters.addressed(session, case, kind, lead, day_of(moment))
            heading = replace(heading, letter=addressed)
        if kind in OF_THE_CASE:
            heading = replace(heading, told=case_told.told(session, case))
        if kind in OF_THE_FUND:
            heading = replace(heading, fund=prepay_papers.told(session, case, kind))
        found = _same(kept.of_dispute(session, case.key), kind, _plain(facts_of(case, kind, heading)))
        if found is not None:
            return Done(_issued(session, case, found, again=True), Changes())
        paper = _add(session, desk, case, kind, heading)
        facts = {
            "paper": paper.mark.key,
            "kind": kind.value,
            "number": paper.mark.number,
            "copy": recipient.value,
            "sha256": paper.sha256,
        }
        record.append(session, Entry("paper.issue", moment, desk.clerk.key, case.key, facts, why))
        issued = _issued(session, case, paper, again=False)
    return Done(issued, Changes(disputes=frozenset({case.key}), papers=True))


def _may_issue(clerk: Clerk, kind: PaperKind) -> bool:
    """Officers issue every paper, legal those of the measures that legal decides on."""
    return clerk.may(Role.OFFICER) or (kind in ip_letter_facts.LETTERS and clerk.may(Role.LEGAL))


def void(desk: Desk, key: int, why: str | None) -> Done[Paper]:
    """Declare a paper void; its number stays taken and listed.

    Refuses `paper.unknown`, `paper.void_already`, a missing reason, and whoever is no officer.
    """
    if not (why and why.strip()):
        raise Refusal("paper.void_needs_why", "why")
    if not desk.clerk.may(Role.OFFICER):
        raise Refusal("clerk.not_allowed", role=Role.OFFICER)
    with desk.writing() as session:
        paper = kept.void(session, key, desk.now(), why.strip())
        facts = {"paper": paper.mark.key, "kind": paper.mark.kind.value, "number": paper.mark.number}
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


def _add(session: Session, desk: Desk, case: Dispute, kind: PaperKind, heading: Heading) -> Paper:
    year = day_of(heading.issued_at).year
    seq = kept.next_number(session, kind, year)
    numbered = replace(heading, number=_number(session, kind, year, seq))
    facts = facts_of(case, kind, numbered)
    told = {**_told(facts), "wording": wording_of(facts, kind), "practice": desk.practice}
    made = proof.seal(session, desk, {**told, "kind": kind.value})
    paper = render(replace(facts, proof=made))
    mark = PaperMark(0, kind, numbered.number, heading.issued_at)
    added = kept.add(
        session,
        case.key,
        mark,
        paper.content,
        told,
        year=year,
        seq=seq,
        copy=heading.recipient.value,
        pages=paper.pages,
    )
    proof.keep(session, added.mark.key, made)
    return added


def _heading(session: Session, desk: Desk, case: Dispute, recipient: Recipient, moment: datetime) -> Heading:
    officer = parties.clerk_of(session, case.officer) if case.officer is not None else desk.clerk
    return Heading(
        letterhead=_letterhead(session, desk),
        number="",
        issued_at=moment,
        recipient=recipient,
        mark=Mark.SAMPLE if desk.practice else None,
        officer=officer.name,
        between=_numbers()["between"],
        agreement_number=_agreement_number(session, case),
    )


def _agreement_number(session: Session, case: Dispute) -> str:
    """The number of the agreement as the consumer has it; copies for others have numbers of their own."""
    known = {mark.key for mark in case.issued(PaperKind.SETTLEMENT_AGREEMENT)}
    agreements = [paper for paper in kept.of_dispute(session, case.key) if paper.mark.key in known]
    ordered = sorted(agreements, key=lambda paper: (paper.copy == Recipient.CONSUMER, paper.mark.key))
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


def _number(session: Session, kind: PaperKind, year: int, seq: int) -> str:
    usual = _numbers()
    template = str(settings.get(session, "paper.number") or usual["template"])
    prefix = str(settings.get(session, f"paper.prefix.{kind.value}") or usual["prefix"][kind.value])
    try:
        return template.format(prefix=prefix, year=year, seq=seq)
    except (KeyError, ValueError, IndexError, AttributeError) as why:
        raise Refusal("paper.number_template", "paper.number", template=template) from why


@cache
def _numbers() -> Mapping[str, Any]:
    return tomllib.loads(resource("papers", "numbers.toml").read_text("utf-8"))


def _same(known: tuple[Paper, ...], kind: PaperKind, plain: Mapping[str, object]) -> Paper | None:
    """The valid paper of this kind that was made from the very same facts for the same copy."""
    return next(
        (
            paper
            for paper in reversed(known)
            if paper.mark.kind is kind and not paper.mark.void and _comparable(paper.facts) == plain
        ),
        None,
    )


def _plain(facts: object) -> Mapping[str, object]:
    return _comparable(_told(facts))


def _told(facts: object) -> dict[str, object]:
    told = snapshot(facts)
    if not isinstance(told, dict):
        raise TypeError(type(told).__name__)
    return told


def _comparable(told: Mapping[str, object]) -> dict[str, object]:
    # What was not told is left out: facts of an older version do not have the fields that came since.
    untold: tuple[object, ...] = ("", None, [])
    beside = OF_ISSUE | {"wording", "practice"}
    return {
        name: _comparable_value(value) for name, value in told.items() if name not in beside and value not in untold
    }


def _comparable_value(value: object) -> object:
    return {name: one for name, one in value.items() if one not in ("", None, [])} if isinstance(value, dict) else value


def _issued(session: Session, case: Dispute, paper: Paper, *, again: bool) -> Issued:
    return Issued(
        id=paper.mark.key,
        number=paper.mark.number,
        kind=paper.mark.kind,
        copy=paper.copy,
        pages=paper.pages,
        sha256=paper.sha256,
        pdf=kept.pdf(session, paper.mark.key),
        name=_file_name(case, paper),
        again=again,
    )


def _file_name(case: Dispute, paper: Paper) -> str:
    """`number_title_consumer_day.pdf`, the consumer masked, without what no file system takes."""
    title = vocabulary("paper_kind")[paper.mark.kind.value].zh
    parts = [
        paper.mark.number,
        title,
        mask_name(case.complaint.consumer.name, compound_surnames()),
        day_of(paper.mark.issued_at).strftime("%Y%m%d"),
    ]
    if paper.copy != Recipient.CONSUMER:
        parts.append(paper.copy)
    # The mask's asterisk is one of the characters a file name may not hold.
    cleaned = [FORBIDDEN.sub("", re.sub(r"\*+", _numbers()["masked"], part)) for part in parts]
    return "_".join(cleaned)[:NAME_LIMIT].strip(". ") + ".pdf"


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
