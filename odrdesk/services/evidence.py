"""Evidence comes in, is withdrawn and taken back, given out again and verified; each with its entry in the record.

A file is copied, hashed and on the disk before the transaction that names it begins: a long film keeps nobody else
from writing, and an interruption leaves no row without its file.
"""

import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sqlmodel import Session

from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.evidence import (
    MOST_AT_ONCE,
    Item,
    SlotRule,
    SlotState,
    Told,
    checked,
    needed_slots,
    safe_name,
    shown_name,
    slots_of,
)
from odrdesk.domain.record import Entry, Finding
from odrdesk.domain.vocabulary import EvidenceSlot, Role, State
from odrdesk.places import resource
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.moments import happened_at
from odrdesk.storage import disputes, paper_log, record, vault
from odrdesk.storage import evidence as kept
from odrdesk.storage.evidence import Filed

__all__ = [
    "Added",
    "Filed",
    "HandedIn",
    "Left",
    "Told",
    "add",
    "content_of",
    "of_case",
    "release",
    "restore",
    "verify",
    "withdraw",
]

TAKERS = (Role.INTAKE, Role.FINANCE, Role.LEGAL)
"""Who may file evidence: whoever registers cases, pays, or looks after rights."""
READERS = (Role.OFFICER, Role.LEGAL, Role.FINANCE, Role.AUDITOR)
"""Who may take a copy out of the desk."""
PREVIEW_BYTES = 64 << 20

Progress = Callable[[int, int, str], bool]
"""Hears how many bytes of how many are done, and the file's name; False stops."""


class HandedIn(NamedTuple):
    """What is handed in: a file, or bytes that never were one (a picture from the clipboard), and what is told of it.

    `name` is what it is called on the desk; empty for the file's own name.
    """

    content: Path | bytes
    told: Told
    name: str = ""


class File(NamedTuple):
    """A file that lies in the vault already, and belongs to no dispute yet."""

    handed_in: HandedIn
    name: str
    kept: vault.Kept


class Left(NamedTuple):
    """A file that was not taken, and why."""

    name: str
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Added:
    """What was taken, and what was left; `stopped` when not everything was come to, as was wished."""

    items: tuple[Item, ...]
    left: tuple[Left, ...] = ()
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Verified:
    """How many items and bytes were looked at, and what is wrong with them."""

    items: int
    size: int
    findings: tuple[Finding, ...]
    stopped: bool = False


def add(
    desk: Desk, number: str, path: Path, told: Told, *, at: datetime | None = None, why: str | None = None
) -> Done[Item]:
    """Take one file into a case. `at` is when it was taken, if earlier than now (aware; needs `why`).

    Refuses what `odrdesk.storage.vault.keep` and `odrdesk.domain.evidence.checked` refuse, `evidence.merged`, and
    whoever may not file evidence.
    """
    done = add_several(desk, number, [HandedIn(path, told)], at=at, why=why)
    if done.value.left:
        raise done.value.left[0].refusal
    return Done(done.value.items[0], done.changes)


def add_several(
    desk: Desk,
    number: str,
    handed_in: Sequence[HandedIn],
    *,
    at: datetime | None = None,
    why: str | None = None,
    progress: Progress | None = None,
) -> Done[Added]:
    """Take several files into a case in one transaction; what cannot be taken is left and told, the rest comes in.

    Stopped meanwhile, what is whole by then is taken. Refuses as `add`, and `evidence.too_many`.
    """
    moment = happened_at(desk.now(), at, why)
    if len(handed_in) > MOST_AT_ONCE:
        raise Refusal("evidence.too_many", "file", count=len(handed_in), limit=MOST_AT_ONCE)
    known = [one._replace(told=checked(one.told)) for one in handed_in]
    with desk.reading() as session:
        _require(desk, disputes.load(session, number))
    if desk.house.held is None:
        raise Fault("desk.opened_to_read", path=str(desk.path))
    files, left, stopped = _kept(desk, known, progress)
    if not files:
        return Done(Added((), left, stopped), Changes())
    with desk.writing() as session:
        case = disputes.load(session, number)
        _require(desk, case)
        items = tuple(_add(session, desk, case.key, (file, moment, why)) for file in files)
    return Done(Added(items, left, stopped), Changes(disputes=frozenset({case.key})))


def kept_files(desk: Desk, handed_in: Sequence[HandedIn]) -> tuple[tuple[File, ...], tuple[Left, ...]]:
    """Copy files into the vault for a dispute that is about to be registered, and tell what cannot be taken.

    Refuses `evidence.too_many`; Faults as `add`.
    """
    if len(handed_in) > MOST_AT_ONCE:
        raise Refusal("evidence.too_many", "file", count=len(handed_in), limit=MOST_AT_ONCE)
    if desk.house.held is None:
        raise Fault("desk.opened_to_read", path=str(desk.path))
    files, left, _stopped = _kept(desk, [one._replace(told=checked(one.told)) for one in handed_in], None)
    return tuple(files), left


def take_in(  # noqa: PLR0917 -- what a taking is made of
    session: Session, desk: Desk, dispute: int, files: Sequence[File], moment: datetime, why: str | None = None
) -> tuple[Item, ...]:
    """Take files of `kept_files` into a dispute within a transaction that does more, each with its entry."""
    return tuple(_add(session, desk, dispute, (file, moment, why)) for file in files)


def withdraw(desk: Desk, key: int, why: str | None, *, replaced_by: int | None = None) -> Done[Item]:
    """Withdraw an item with a reason; row and file stay. `replaced_by` is the key of what takes its place.

    Refuses a missing reason (`evidence.withdraw_needs_why`), what `odrdesk.storage.evidence.withdraw` refuses, and
    whoever is no officer.
    """
    reason, now = _reason(desk, why, "evidence.withdraw_needs_why"), desk.now()
    with desk.writing() as session:
        item = kept.withdraw(session, key, at=now, clerk=desk.clerk.key, why=reason, replaced_by=replaced_by)
        facts = {"id": key, "sha256": item.sha256, "replaced_by": replaced_by}
        record.append(session, Entry("evidence.withdraw", now, desk.clerk.key, item.dispute, facts, reason))
    return Done(item, Changes(disputes=frozenset({item.dispute})))


def restore(desk: Desk, key: int, why: str | None) -> Done[Item]:
    """Let an item that was withdrawn count again, with a reason; both entries stay in the record.

    Refuses a missing reason (`evidence.restore_needs_why`), what `odrdesk.storage.evidence.restore` refuses, and
    whoever is no officer.
    """
    reason, now = _reason(desk, why, "evidence.restore_needs_why"), desk.now()
    with desk.writing() as session:
        item = kept.restore(session, key)
        facts = {"id": key, "sha256": item.sha256}
        record.append(session, Entry("evidence.restore", now, desk.clerk.key, item.dispute, facts, reason))
    return Done(item, Changes(disputes=frozenset({item.dispute})))


def _reason(desk: Desk, why: str | None, missing: str) -> str:
    """What an officer says when evidence stops or starts to count."""
    if not (why and why.strip()):
        raise Refusal(missing, "why")
    if not desk.clerk.may(Role.OFFICER):
        raise Refusal("clerk.not_allowed", role=Role.OFFICER)
    return why.strip()


def release(desk: Desk, key: int, out: Path, why: str | None = None) -> Done[Path]:
    """Write a copy of an item to `out`, a new file or a folder; the record says who took it and why. Its path.

    The copy is made first, so that nothing is said to have gone out that did not. Refuses `evidence.unknown`,
    `evidence.out_exists` and whoever may not; Faults `evidence.changed`, `evidence.missing_file`,
    `output.cannot_write`.
    """
    if not any(desk.clerk.may(role) for role in READERS):
        raise Refusal("clerk.not_allowed", role=Role.OFFICER)
    with desk.reading() as session:
        item = kept.get(session, key)
    if desk.house.held is None:
        raise Fault("desk.opened_to_read", path=str(desk.path))
    target = _free(out / safe_name(item.name)) if out.is_dir() else out
    vault.copy_out(desk.path, item.sha256, item.size, target, item.name)
    with desk.writing() as session:
        facts = {"id": key, "sha256": item.sha256, "file": target.name}
        told = (why or "").strip() or None
        record.append(session, Entry("evidence.release", desk.now(), desk.clerk.key, item.dispute, facts, told))
    return Done(target.absolute(), Changes(disputes=frozenset({item.dispute})))


def content_of(desk: Desk, key: int) -> bytes:
    """The bytes of an item, to look at inside the program.

    Refuses `evidence.unknown` and `evidence.too_large_to_show`; Faults `evidence.changed`, `evidence.missing_file`.
    """
    with desk.reading() as session:
        item = kept.get(session, key)
        number = kept.number_of(session, item)
    if item.size > PREVIEW_BYTES:
        raise Refusal("evidence.too_large_to_show", name=item.name, limit_mb=PREVIEW_BYTES >> 20)
    content = vault.read(desk.path, item.sha256, item.size)
    if content is None:
        gone = not vault.place(desk.path, item.sha256).exists()
        code = "evidence.missing_file" if gone else "evidence.changed"
        raise Fault(code, number=number, key=key, name=item.name)
    return content


def of_case(desk: Desk, number: str) -> tuple[tuple[Item, ...], tuple[SlotState, ...]]:
    """The items of a case in the order of taking, and the slots it should fill. Refuses `dispute.unknown`."""
    with desk.reading() as session:
        case = disputes.load(session, number)
        return kept.of_dispute(session, case.key), slots_of(case, slot_rules())


def verify(desk: Desk, number: str | None = None, progress: Progress | None = None) -> Verified:
    """Read every file of a case, or of the desk, and compare it with its hash and with the record of its taking.

    Findings: `evidence.changed`, `evidence.missing_file`, `evidence.unreadable_file`, `evidence.row_changed`.
    Refuses `dispute.unknown`.
    """
    with desk.reading() as session:
        if number is not None:
            disputes.load(session, number)
        found = kept.filed(session, number)
        taken = _taken(session)
    findings: list[Finding] = []
    bar = _Bar(progress, sum({one.item.sha256: one.item.size for one in found}.values()))
    states: dict[str, str | None] = {}
    try:
        for one in found:
            item = one.item
            if item.sha256 not in states:
                states[item.sha256] = vault.state_of(desk.path, item.sha256, item.size, bar.heard(item.name))
            findings.extend(_findings(one, states[item.sha256], taken.get(item.key)))
    except vault.StoppedError:
        return Verified(len(states), bar.done, tuple(findings), stopped=True)
    return Verified(len(found), bar.done, tuple(findings))


def strays(desk: Desk) -> tuple[str, ...]:
    """Names of files in the evidence folder that belong to no item; an interruption may leave one, it does no harm."""
    with desk.reading() as session:
        known = [one.item.sha256 for one in kept.filed(session)]
        known += [one.sha256 for one in paper_log.files(session)]
    return vault.strays(desk.path, known)


def needed_of(case: Dispute) -> frozenset[EvidenceSlot]:
    """The slots that a dispute must fill before it is closed in the ordinary way."""
    return needed_slots(case, slot_rules())


@cache
def slot_rules() -> tuple[SlotRule, ...]:
    """Which slots disputes should fill, as shipped (`resources/evidence/slots.toml`)."""
    document = tomllib.loads(resource("evidence", "slots.toml").read_text("utf-8"))
    return tuple(SlotRule.parse(row) for row in document["rule"])


class _Bar:
    """Progress over several files."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self.done = progress, total, 0

    def heard(self, name: str) -> vault.Heard:
        def hear(count: int) -> bool:
            self.done += count
            return self._progress is None or self._progress(self.done, max(self._total, self.done), name)

        return hear


def _require(desk: Desk, case: Dispute) -> None:
    if not any(desk.clerk.may(role) for role in TAKERS):
        raise Refusal("clerk.not_allowed", role=Role.INTAKE)
    if case.state is State.MERGED:
        raise Refusal("evidence.merged", "number", number=case.number, into=case.merged_into or "")


def _kept(
    desk: Desk, handed_in: Iterable[HandedIn], progress: Progress | None
) -> tuple[list[File], tuple[Left, ...], bool]:
    known = list(handed_in)
    bar = _Bar(progress, sum(map(_size, known)))
    files: list[File] = []
    left: list[Left] = []
    for one in known:
        name = shown_name(one.name or (one.content.name if isinstance(one.content, Path) else ""))
        try:
            if isinstance(one.content, Path):
                files.append(File(one, name, vault.keep(desk.path, one.content, bar.heard(name))))
            else:
                files.append(File(one, name, vault.keep_bytes(desk.path, one.content, name)))
        except Refusal as no:
            left.append(Left(name, no))
        except vault.StoppedError:
            return files, tuple(left), True
    return files, tuple(left), False


def _size(one: HandedIn) -> int:
    if isinstance(one.content, bytes):
        return len(one.content)
    try:
        return one.content.stat().st_size
    except (OSError, ValueError):
        return 0


def _add(session: Session, desk: Desk, dispute: int, taken: tuple[File, datetime, str | None]) -> Item:
    file, moment, why = taken
    told = file.handed_in.told
    item = kept.add(
        session,
        Item(
            key=0,
            dispute=dispute,
            told=told,
            name=file.name,
            size=file.kept.size,
            sha256=file.kept.sha256,
            taken_at=moment,
            taken_by=desk.clerk.key,
            modified_at=file.kept.modified_at,
        ),
    )
    record.append(session, Entry("evidence.add", moment, desk.clerk.key, dispute, _facts(item), why))
    return item


def _facts(item: Item) -> dict[str, object]:
    told = item.told
    facts = {
        "id": item.key,
        "slot": told.slot.value,
        "name": item.name,
        "size": item.size,
        "sha256": item.sha256,
        "modified_at": item.modified_at and item.modified_at.isoformat(),
        "source": told.source and told.source.value,
        "origin": told.origin,
        "proves": told.proves,
        "note": told.note,
        "collected_at": told.collected_at and told.collected_at.isoformat(),
        "from": told.passage.start,
        "to": told.passage.end,
        "words": told.passage.words,
    }
    return {name: value for name, value in facts.items() if value is not None}


def _taken(session: Session) -> dict[int, tuple[object, ...]]:
    """What the record says was taken, by the key of the item; an erased entry says nothing any more."""
    return {
        int(str(told["id"])): (told.get("sha256"), told.get("size"), told.get("slot"), told.get("name"))
        for told in record.facts_of(session, "evidence.add")
    }


def _findings(one: Filed, wrong: str | None, taken: tuple[object, ...] | None) -> Iterable[Finding]:
    item = one.item
    named = {"number": one.number, "key": item.key, "name": item.name, "sha256": item.sha256}
    if wrong:
        yield Finding(wrong, dict(named))
    if taken is not None and taken != (item.sha256, item.size, item.slot.value, item.name):
        yield Finding("evidence.row_changed", dict(named))


def _free(path: Path) -> Path:
    """The path, or the first with `-2`, `-3` … that is free."""
    names = (path.with_name(f"{path.stem}-{turn}{path.suffix}") for turn in range(2, 10_000))
    return path if not path.exists() else next(name for name in names if not name.exists())
