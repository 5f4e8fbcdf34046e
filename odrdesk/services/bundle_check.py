"""Whether a bundle is what went out: its files against its sums, its entries against their commitments and the desk."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlmodel import Session

from odrdesk.documents import bundle_page
from odrdesk.domain.errors import Refusal
from odrdesk.domain.record import Written, commitment
from odrdesk.services.bundle import Checked, Form
from odrdesk.services.desk import Desk
from odrdesk.services.report_facts import EXPORTED
from odrdesk.storage import record
from odrdesk.storage.bundle_file import read_zip

MOST_ENTRIES = 1_000_000


def check(path: Path, desk: Desk | None = None) -> Checked:
    """Check a bundle by itself and, where a desk is given, against what its record says went out.

    A PDF is known to a desk by its own hash alone. Refuses `bundle.unreadable`, and `bundle.not_known` for a PDF that
    the desk never wrote.
    """
    if path.suffix.lower() == f".{Form.PDF}":
        return _pdf(path, desk)
    name = bundle_page.words().part("names")["record"]
    read = read_zip(path, [name])
    entries = _entries(read.small.get(name, b""), path.name)
    found = Checked(
        number=str(entries["number"]),
        files=read.parts,
        changed=read.changed,
        missing=read.missing,
        extra=read.extra,
        commitments=tuple(_unbound(entries["entries"])),
    )
    if desk is None:
        return found
    with desk.reading() as session:
        return _against(session, found, read.sums, entries["entries"])


def _pdf(path: Path, desk: Desk | None) -> Checked:
    if desk is None:
        raise Refusal("bundle.pdf_needs_desk", "file", name=path.name)
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as why:
        raise Refusal("input.missing", "file", path=str(path)) from why
    except OSError as why:
        raise Refusal("input.unreadable", "file", path=str(path), reason=why.strerror or "") from why
    with desk.reading() as session:
        for written in _exports(session):
            if written.entry.facts.get("sha256") == digest:
                return _known(Checked("", int(str(written.entry.facts.get("files", 0)))), written)
    raise Refusal("bundle.not_known", "file", name=path.name, sha256=digest)


def _against(session: Session, found: Checked, sums: str, entries: list[Mapping[str, Any]]) -> Checked:
    macs = record.macs(session, [one["seq"] for one in entries])
    wrong = tuple(one["seq"] for one in entries if macs.get(one["seq"], b"").hex() != one["mac"])
    told = next((one for one in _exports(session) if one.entry.facts.get("sums") == sums), None)
    checked = Checked(
        found.number, found.files, found.changed, found.missing, found.extra, wrong, commitments=found.commitments
    )
    return _known(checked, told) if told else checked


def _known(found: Checked, told: Written) -> Checked:
    return Checked(
        found.number, found.files, found.changed, found.missing, found.extra, found.chain,
        told.entry.at, told.clerk_name, found.commitments,
    )  # fmt: skip


def _exports(session: Session) -> Iterator[Written]:
    return reversed(record.of_act(session, EXPORTED))


def _entries(content: bytes, name: str) -> dict[str, Any]:
    try:
        told = json.loads(content)
        entries = told["entries"]
        sound = isinstance(entries, list) and all(
            isinstance(one["seq"], int) and isinstance(one["mac"], str) for one in entries
        )
    except (ValueError, KeyError, TypeError, RecursionError) as why:
        raise Refusal("bundle.unreadable", "file", name=name) from why
    if not sound or len(entries) > MOST_ENTRIES:
        raise Refusal("bundle.unreadable", "file", name=name)
    return {"number": told.get("number", ""), "entries": entries}


def _unbound(entries: list[Mapping[str, Any]]) -> Iterator[int]:
    """Entries whose content does not open their commitment."""
    for one in entries:
        salt, body = one.get("salt"), one.get("body")
        if salt is None or body is None:
            continue
        try:
            bound = commitment(bytes.fromhex(str(salt)), str(body)).hex()
        except ValueError:
            bound = ""
        if bound != one.get("commitment"):
            yield one["seq"]
