"""Papers are delivered (送达) and come back signed: told by a person, logged for good, with an entry in the record.

A delivery starts no clock by itself. Where the law counts from the day a paper reached somebody, the step that tells
so is offered with its day, and a person takes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.evidence import safe_name, shown_name
from odrdesk.domain.ip_steps import SOURCES
from odrdesk.domain.paper_life import LONG, SHORT, Delivered, Delivery, Signed, checked
from odrdesk.domain.record import Entry, Finding
from odrdesk.domain.vocabulary import PaperKind, Role, Step
from odrdesk.domain.workdays import day_of
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.moments import happened_at
from odrdesk.services.paper_prints import MAY, settle_stage
from odrdesk.storage import disputes, evidence, paper_log, record, vault
from odrdesk.storage import papers as kept
from odrdesk.storage.papers import Paper

MOST_BYTES = 200_000_000
SCANS: Mapping[str, tuple[bytes, ...]] = {
    "PDF": (b"%PDF-",),
    "JPEG": (b"\xff\xd8\xff",),
    "PNG": (b"\x89PNG\r\n\x1a\n",),
    "TIFF": (b"II*\0", b"MM\0*"),
}
"""What a signed scan may be, by how its file begins: a name tells nothing."""

REACHED: Mapping[tuple[PaperKind, str], Step] = {
    (PaperKind.IP_DECLARATION_LETTER, "rights_holder"): Step.IP_FORWARDED,
}
"""Papers from whose arrival the law counts: E-Commerce Law art. 43, 15 days from the day the declaration arrived."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A step that the delivery is the ground of, with its facts as texts."""

    step: Step
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A delivery as noted, and the step it is the ground of, if any."""

    delivered: Delivered
    offered: Offered | None = None


def deliver(desk: Desk, key: int, told: Delivery, *, why: str | None = None) -> Done[Told]:
    """Note how a copy of a paper was delivered; a delivery earlier than now needs `why`.

    Several may stand beside each other; a wrong one is corrected by a further entry. Refuses `paper.unknown`,
    `paper.deliver_void`, `paper.delivered_early` (before its issue), `paper.delivery_needs_to`, `paper.text_too_long`,
    `paper.entry_unknown`, `evidence.unknown` (also of another case), and whoever may not.
    """
    _require(desk)
    one = checked(told)
    now = desk.now()
    moment = happened_at(now, one.at, why)
    with desk.writing() as session:
        paper = _valid(session, key, "paper.deliver_void")
        if moment < paper.mark.issued_at:
            issued = paper.mark.issued_at.isoformat()
            raise Refusal("paper.delivered_early", "at", number=paper.mark.number, issued_at=issued)
        if one.evidence is not None and evidence.get(session, one.evidence).dispute != paper.dispute:
            raise Refusal("evidence.unknown", "evidence", key=one.evidence)
        row = Delivered(
            0, key, one.how, moment, one.to, one.receipt, one.evidence, desk.clerk.key, now, (why or "").strip() or None
        )
        noted = paper_log.add_delivery(session, row, one.corrects)
        facts = _of(paper) | {
            "delivery": noted.key,
            "how": noted.how.value,
            "to": noted.to,
            "receipt": noted.receipt,
            "evidence": noted.evidence,
            "corrects": one.corrects,
        }
        record.append(session, Entry("paper.deliver", moment, desk.clerk.key, paper.dispute, facts, row.why))
        settle_stage(session, paper)
        offered = _offered(session, paper, noted)
    return Done(Told(noted, offered), Changes(disputes=frozenset({paper.dispute}), papers=True))


def attach_signed(
    desk: Desk,
    key: int,
    content: Path | bytes,
    name: str = "",
    *,
    by: str = "",
    at: datetime | None = None,
    why: str | None = None,
    corrects: int | None = None,
) -> Done[Signed]:
    """Attach the signed scan of a paper: a PDF, JPEG, PNG or TIFF, hashed and kept beside the evidence.

    The issued paper stays as it is. `by` is who signed, `at` when (aware; earlier than now needs `why`). Refuses what
    `odrdesk.storage.vault.keep` refuses, `paper.signed_kind`, `paper.signed_too_large`, `paper.signed_void`,
    `paper.delivered_early`, `paper.text_too_long`, `paper.entry_unknown`, and whoever may not.
    """
    _require(desk)
    now = desk.now()
    moment = happened_at(now, at, why)
    signer = " ".join(by.split())
    if len(signer) > SHORT:
        raise Refusal("paper.text_too_long", "by", limit=SHORT)
    called = shown_name(name or (content.name if isinstance(content, Path) else ""))
    with desk.reading() as session:
        paper = _valid(session, key, "paper.signed_void")
    if desk.house.held is None:
        raise Fault("desk.opened_to_read", path=str(desk.path))
    if moment < paper.mark.issued_at:
        issued = paper.mark.issued_at.isoformat()
        raise Refusal("paper.delivered_early", "at", number=paper.mark.number, issued_at=issued)
    _require_scan(content, called)
    file = vault.keep(desk.path, content) if isinstance(content, Path) else vault.keep_bytes(desk.path, content, called)
    with desk.writing() as session:
        paper = _valid(session, key, "paper.signed_void")
        row = Signed(
            0, key, called, file.sha256, file.size, signer, moment, desk.clerk.key, now, (why or "").strip() or None
        )
        noted = paper_log.add_signed(session, row, corrects)
        facts = _of(paper) | {
            "signed": noted.key,
            "name": noted.name,
            "sha256": noted.sha256,
            "size": noted.size,
            "by": noted.by,
            "corrects": corrects,
        }
        record.append(session, Entry("paper.signed", moment, desk.clerk.key, paper.dispute, facts, row.why))
        settle_stage(session, paper)
    return Done(noted, Changes(disputes=frozenset({paper.dispute}), papers=True))


def signed_of(desk: Desk, key: int) -> bytes:
    """The bytes of a signed scan by its key. Refuses `paper.entry_unknown`; Fault `paper.signed_damaged`."""
    with desk.reading() as session:
        found = paper_log.signed_of(session, key)
        number = kept.get(session, found.paper).mark.number
    content = vault.read(desk.path, found.sha256, found.size)
    if content is None:
        raise Fault("paper.signed_damaged", number=number, name=found.name)
    return content


def release_signed(desk: Desk, key: int, out: Path) -> Done[Path]:
    """Write a signed scan to `out`, a new file or a folder; the record says who took it. Refuses as `signed_of`."""
    _require(desk)
    content = signed_of(desk, key)
    with desk.reading() as session:
        found = paper_log.signed_of(session, key)
        paper = kept.get(session, found.paper)
    target = out / safe_name(found.name) if out.is_dir() else out
    if target.exists():
        raise Refusal("evidence.out_exists", "out", path=str(target))
    try:
        target.write_bytes(content)
    except OSError as error:
        raise Fault("output.cannot_write", path=str(target), reason=error.strerror or "") from error
    with desk.writing() as session:
        facts = _of(paper) | {"signed": key, "sha256": found.sha256, "file": target.name}
        record.append(session, Entry("paper.signed_out", desk.now(), desk.clerk.key, paper.dispute, facts))
    return Done(target.absolute(), Changes(disputes=frozenset({paper.dispute})))


def findings(desk: Desk) -> tuple[Finding, ...]:
    """`paper.signed_damaged` for every signed scan whose file is gone or does not fit its hash; reads every byte."""
    with desk.reading() as session:
        found = paper_log.files(session)
        numbers = {one.paper: kept.get(session, one.paper).mark.number for one in found}
    return tuple(
        Finding("paper.signed_damaged", {"number": numbers[one.paper], "name": one.name})
        for one in found
        if vault.state_of(desk.path, one.sha256, one.size) is not None
    )


def _require(desk: Desk) -> None:
    if not any(desk.clerk.may(role) for role in MAY):
        raise Refusal("clerk.not_allowed", role=Role.INTAKE)


def _valid(session: Session, key: int, code: str) -> Paper:
    paper = kept.get(session, key)
    if paper.mark.void:
        raise Refusal(code, "paper", number=paper.mark.number)
    return paper


def _require_scan(content: Path | bytes, name: str) -> None:
    """Refuse what is no scan. A file that cannot be read is left to the vault, which says why."""
    if isinstance(content, bytes):
        start, size = content[:16], len(content)
    else:
        try:
            size = content.stat().st_size
            if not content.is_file():
                return
            with content.open("rb") as file:
                start = file.read(16)
        except (OSError, ValueError):
            return
    if size > MOST_BYTES:
        raise Refusal("paper.signed_too_large", "file", name=name, size_mb=size // 1_000_000, limit_mb=200)
    if size and not any(start.startswith(mark) for marks in SCANS.values() for mark in marks):
        raise Refusal("paper.signed_kind", "file", name=name, known=list(SCANS))


def _of(paper: Paper) -> dict[str, object]:
    mark = paper.mark
    return {"paper": mark.key, "kind": mark.kind.value, "number": mark.number, "copy": paper.copy}


def _offered(session: Session, paper: Paper, noted: Delivered) -> Offered | None:
    step = REACHED.get((paper.mark.kind, paper.copy))
    if step is None:
        return None
    case = disputes.load_key(session, paper.dispute)
    if case.ip is None or case.ip.state not in SOURCES[step]:
        return None
    return Offered(step, {"on": day_of(noted.at).isoformat(), "reached_by": noted.receipt[:LONG]})
