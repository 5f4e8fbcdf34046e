"""Keeping a desk whole: look for damage, make backups, put one back."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.record import Entry, Finding
from odrdesk.services import comparing, evidence, paper_deliveries
from odrdesk.services.desk import HEAD, LOCK, WAIT, Changes, Clock, Desk, Done, backup_folder, open_desk
from odrdesk.storage import backup as copies
from odrdesk.storage import evidence as evidence_rows
from odrdesk.storage import health, ledger_proof, paper_log, papers, proofs, record, seal, templates, vault
from odrdesk.storage.backup import Backup
from odrdesk.storage.faults import faults
from odrdesk.storage.lock import hold


@dataclass(frozen=True, slots=True)
class Restored:
    """A desk that was put back: from which folder, to which head, how many entries it lacks, what was moved where.

    `evidence_missing` counts the files of evidence that lay whole neither in the backup nor in the desk.
    """

    path: Path
    source: Path
    seq: int
    lost: int
    aside: Path | None
    evidence_missing: int = 0


def check(desk: Desk, *, thorough: bool = False, tell: comparing.Tell | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong with the desk; empty when nothing is.

    Looks at every page of the database, every reference, the triggers, the search index, the whole chain of the
    record, every issued paper, every voucher of the fund and every byte of evidence, and puts the cases together again
    from the record: the newest ones (`comparing.USUAL`), with `thorough` all. `tell` hears how many of how many are
    done. The order of times is no finding: a practice desk's clock may go back.
    """
    found: list[Finding] = []
    try:
        with desk.reading() as session:
            found.extend(health.findings(session))
            found.extend(record.verify(session, desk.house.key))
            found.extend(papers.verify(session))
            found.extend(proofs.findings(session))
            found.extend(templates.verify(session))
            found.extend(ledger_proof.findings(session))
        found.extend(evidence.verify(desk).findings)
        found.extend(paper_deliveries.findings(desk))
        found.extend(comparing.findings(desk, thorough=thorough, tell=tell))
    except Fault as fault:
        # A page that cannot be read ends the walk; what was found before still counts.
        found.append(Finding(fault.code, dict(fault.data)))
    return tuple(found)


def notes(desk: Desk) -> tuple[Finding, ...]:
    """What does no harm but lies about: `evidence.stray`, a file in the evidence folder that belongs to no item."""
    try:
        return tuple(Finding("evidence.stray", {"name": name}) for name in evidence.strays(desk))
    except Fault:
        return ()  # `check` says what is wrong with the database


def backup(desk: Desk, dest: Path, *, told: Callable[[int, int], object] = lambda _done, _total: None) -> Done[Backup]:
    """Make a verified backup as a new folder inside `dest`. Refuses a `dest` that is a file (`backup.not_a_folder`).

    `told(done, total)` before each file of evidence.
    """
    if dest.is_file():
        raise Refusal("backup.not_a_folder", "dest", path=str(dest))
    with desk.writing() as session:
        record.append(session, Entry("desk.backup", desk.now(), desk.clerk.key))
    with desk.house.copying:
        return Done(copies.make(desk.path, dest, desk.now(), copies.ASKED, told), Changes())


def backups(path: Path) -> tuple[Backup, ...]:
    """The backups a desk made by itself, newest first; the desk itself need not open any more."""
    return copies.backups(backup_folder(path))


def restore(source: Path, dest: Path, *, clock: Clock, wait: float = WAIT) -> Done[Restored]:
    """Put a backup in place of the desk in `dest`, or make that desk of it; the record says that it was restored.

    `source` is a backup, a folder of backups (the newest is taken), or a desk's own folder. Nothing is overwritten:
    what was in `dest` is moved into a folder beside. Faults: `backup.unknown`, `backup.damaged`,
    `backup.key_missing`, `desk.newer`, `desk.locked`, and those of the disk.
    """
    folder = copies.find(source)
    with faults(dest):
        dest.mkdir(mode=0o700, parents=True, exist_ok=True)
        held = hold(dest / LOCK, wait)
        try:
            noted = seal.read_head(dest / HEAD)
            aside = copies.restore(folder, dest, clock())
        finally:
            held.release()
    desk = open_desk(dest, clock=clock, wait=wait)
    try:
        with desk.reading() as session:
            head = record.head(session)
            files = {one.item.sha256 for one in evidence_rows.filed(session)}
            files |= {one.sha256 for one in paper_log.files(session)}
        missing = sum(not vault.place(dest, sha256).is_file() for sha256 in files)
        seq = head.seq if head else 0
        lost = max(0, noted.seq - seq) if noted else 0
        told = {"seq": seq, "lost": lost, "head_before": noted.mark.hex() if noted else None}
        with desk.writing() as session:
            record.append(session, Entry("desk.restore", desk.now(), desk.clerk.key, facts=told))
    finally:
        desk.close(backup=False)
    return Done(Restored(dest, folder, seq, lost, aside, missing), Changes())
