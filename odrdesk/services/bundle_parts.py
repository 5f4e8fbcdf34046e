"""What a bundle holds, part by part: data, pages for people, evidence, papers; masked where the copy asks for it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from odrdesk.documents import bundle_page
from odrdesk.documents.bundle_page import Listed
from odrdesk.documents.facts import Mark, Recipient
from odrdesk.documents.report_facts import CaseReport
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.evidence import Item, safe_name
from odrdesk.domain.identity import mask_card, normal
from odrdesk.domain.paper_life import Signed
from odrdesk.domain.plain_values import plain
from odrdesk.services import case_reports, paper_facts, report_facts
from odrdesk.services.cases import CaseView
from odrdesk.services.desk import Desk
from odrdesk.services.paper_names import apart, file_name
from odrdesk.services.papers import heading_of
from odrdesk.services.report_facts import EXPORTED
from odrdesk.storage import paper_log, record
from odrdesk.storage import papers as kept
from odrdesk.storage.bundle_file import Part, Stored
from odrdesk.storage.papers import Paper

FORMAT, VERSION = "odrdesk-case", 1
_DROPPED = frozenset({"born_on", "consent_on", "consent_how", "no_phone_reason"})
"""Of a consumer or guardian, in a masked copy."""
_ACCOUNTS = frozenset({"account"})
_CONTACTS = frozenset({"rights_holder_contact"})

Hide = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a bundle is made of: the report's facts, the parts without report and index, and what is listed where."""

    case: Dispute
    report: CaseReport
    parts: tuple[Part, ...]
    files: tuple[Listed, ...]
    stamp: datetime


def contents(session: Session, desk: Desk, case: Dispute, recipient: Recipient, today: date) -> Contents:
    """Read everything of a case for the copy, in the caller's transaction."""
    told = replace(case_reports.told(session, desk, case, today), issued_by="")
    stamp = _stamp(told.view)
    heading = heading_of(session, desk, case, recipient, stamp)
    hide: Hide = paper_facts.hiding(case.complaint) if recipient in paper_facts.MASKED else str
    facts = paper_facts.report_of(case, replace(heading, report=told))
    masked = facts.masked
    data = _data(session, told.view, facts, hide, masked=masked)
    evidence = [_evidence(place, item, hide, masked=masked) for place, item in enumerate(told.view.evidence, 1)]
    papers = _papers(session, case, told.view.papers, recipient, masked=masked)
    parts = [part for part, _ in (*evidence, *papers) if part is not None]
    return Contents(
        case=case,
        report=facts,
        parts=(*data, *parts),
        files=tuple(listed for _, listed in (*evidence, *papers)),
        stamp=stamp,
    )


def listed(part: Part, kind: str) -> Listed:
    """A part as the index shows it."""
    return Listed(kind, "", part.size, part.sha256, part.name)


def _stamp(view: CaseView) -> datetime:
    """When the case last changed: a bundle made again from the same case has the same bytes."""
    moments = [one.written_at for one in view.record if one.entry.act != EXPORTED]
    return max(moments)


def _data(session: Session, view: CaseView, facts: CaseReport, hide: Hide, *, masked: bool) -> list[Part]:
    names = bundle_page.words().part("names")
    seqs = [one.seq for one in report_facts.told_of(view)]
    return [
        Part(names["case"], _json(_case(view, facts, hide, masked=masked))),
        Part(names["record"], _json(_record(session, view, masked=masked))),
        Part(names["timeline"], bundle_page.timeline_csv(facts, seqs)),
        Part(names["howto"], bundle_page.how_to(facts.case_number)),
    ]


def _case(view: CaseView, facts: CaseReport, hide: Hide, *, masked: bool) -> dict[str, object]:
    told: dict[str, object] = {
        "case": plain(view.case),
        "deadlines": [{"source": one.source, "late": one.late, **_object(plain(one.clock))} for one in view.deadlines],
        "evidence": [_object(plain(item)) for item in view.evidence],
        "papers": [_paper(one) for one in view.papers],
        "worksheets": [plain(one) for one in view.worksheets],
        "vouchers": [plain(one) for one in view.booked],
        "people": {str(key): name for key, name in sorted(view.people.items())},
        "contact_point": plain(view.point) if view.point else None,
    }
    shown = _covered(told, hide) if masked else told
    return {
        "format": FORMAT,
        "version": VERSION,
        "number": view.case.number,
        "as_of": facts.as_of.isoformat(),
        "copy": facts.recipient.value,
        "practice": facts.mark is Mark.SAMPLE,
        **_object(shown),
    }


def _paper(one: Paper) -> dict[str, object]:
    return {
        "number": one.mark.number,
        "kind": one.mark.kind.value,
        "copy": one.copy,
        "issued_at": plain(one.mark.issued_at),
        "pages": one.pages,
        "sha256": one.sha256,
        "void_at": plain(one.void_at) if one.void_at else None,
        "void_why": one.void_why,
    }


def _record(session: Session, view: CaseView, *, masked: bool) -> dict[str, object]:
    """The entries as the chain holds them; those of taking bundles out are no part of the case."""
    return {
        "format": "odrdesk-record",
        "version": VERSION,
        "number": view.case.number,
        "entries": [
            {
                **one.bare._asdict(),
                "commitment": one.bare.commitment.hex(),
                "prev": one.prev.hex(),
                "mac": one.mac.hex(),
                "salt": None if masked or one.salt is None else one.salt.hex(),
                "body": None if masked else one.body,
            }
            for one in record.links(session, view.case.key)
            if one.bare.act != EXPORTED
        ],
    }


def _evidence(place: int, item: Item, hide: Hide, *, masked: bool) -> tuple[Part | None, Listed]:
    kind = "evidence" if item.valid else "withdrawn"
    if masked:
        return None, Listed(kind, hide(item.name), item.size, item.sha256, why="evidence")
    name = f"{bundle_page.words().part('names')['evidence']}/E-{place:02d}_{safe_name(item.name)}"
    return Part(name, Stored(item.sha256, item.size)), Listed(kind, item.name, item.size, item.sha256, name)


def _papers(
    session: Session, case: Dispute, issued: Sequence[Paper], recipient: Recipient, *, masked: bool
) -> list[tuple[Part | None, Listed]]:
    names = bundle_page.words().part("names")
    lives = paper_log.lives(session, [one.mark.key for one in issued])
    made: list[tuple[Part | None, Listed]] = []
    taken: set[str] = set()
    for one in issued:
        kind, content = "void" if one.mark.void else "paper", kept.pdf(session, one.mark.key)
        if masked and one.copy != recipient.value:
            made.append((None, Listed(kind, one.mark.number, len(content), one.sha256, why="paper")))
        else:
            name = apart(f"{names['papers']}/{file_name(case, one)}", taken)
            taken.add(name)
            made.append((Part(name, content), Listed(kind, one.mark.number, len(content), one.sha256, name)))
        for place, scan in enumerate(lives[one.mark.key].signed, 1):
            made.append(_scan(f"{names['signed']}/{one.mark.key:05d}-{place}_", scan, one, masked=masked))
    return made


def _scan(before: str, scan: Signed, paper: Paper, *, masked: bool) -> tuple[Part | None, Listed]:
    if masked:
        return None, Listed("signed", paper.mark.number, scan.size, scan.sha256, why="signed")
    name = before + safe_name(scan.name)
    told = f"{paper.mark.number}\u3000{scan.name}"
    return Part(name, Stored(scan.sha256, scan.size)), Listed("signed", told, scan.size, scan.sha256, name)


def _covered(value: object, hide: Hide, key: str = "") -> object:
    """The value with every text masked as free text is, and with what is masked by its name."""
    if isinstance(value, Mapping):
        return {name: _covered(one, hide, name) for name, one in value.items() if name not in _DROPPED}
    if isinstance(value, list | tuple):
        return [_covered(one, hide, key) for one in value]
    if not isinstance(value, str):
        return value
    if key in _ACCOUNTS and normal(value):
        return mask_card(value)
    return f"{value[:1]}***" if key in _CONTACTS and value else hide(value)


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(type(value).__name__)
    return value


def _json(value: object) -> bytes:
    """Canonical: sorted keys, no blanks, UTF-8, so that equal values give equal bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
