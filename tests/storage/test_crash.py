"""What an unfriendly world does in the middle of the work: kills, second writers, lost journals, full disks."""

import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Fault
from odrdesk.domain.record import Entry
from odrdesk.services.desk import Desk, open_desk
from odrdesk.services.upkeep import check
from odrdesk.storage import disputes, record, settings
from odrdesk.storage.engine import open_engines

ROUNDS = 12
WRITER = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from odrdesk.domain.record import Entry
from odrdesk.services.desk import open_desk
from odrdesk.storage import record, settings

sys.stdin.readline()
desk = open_desk(Path(sys.argv[1]), clock=lambda: datetime(2026, 10, 16, tzinfo=UTC))
while True:
    with desk.writing() as session:
        count = settings.get(session, "count", 0) + 1
        settings.put(session, "count", count)
        record.append(session, Entry("probe.count", desk.now(), desk.clerk.key, facts={"count": count}))
    os.write(1, f"{count}\\n".encode())
"""
ADDER = """
import sys
from pathlib import Path
from sqlmodel import Session
from odrdesk.storage import settings
from odrdesk.storage.engine import open_engines

engines = open_engines(Path(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    with Session(engines.write) as session, session.begin():
        settings.put(session, "count", settings.get(session, "count", 0) + 1)
"""


def _writer(desk: Path) -> "subprocess.Popen[bytes]":
    """A process that has loaded everything and waits for a line before it opens the desk and writes."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(desk)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    )


def test_nothing_confirmed_is_lost_when_the_writer_is_killed(desk: Desk, noon: object) -> None:
    desk.close(backup=False)
    chance = random.Random(7)  # noqa: S311 -- it only varies the moment of the kill
    after = _writer(desk.path)
    for _ in range(ROUNDS):
        writer, after = after, _writer(desk.path)
        assert writer.stdin
        assert writer.stdout
        writer.stdin.write(b"go\n")
        for _ in range(chance.randrange(1, 12)):
            heard = writer.stdout.readline()
        writer.kill()
        rest = writer.communicate()[0].splitlines()
        confirmed = int([heard, *rest][-1])
        again = open_desk(desk.path, clock=lambda: noon)
        with again.reading() as session:
            count = settings.get(session, "count")
            assert confirmed <= count <= confirmed + 1
            assert record.latest(session, 1)[0].entry.facts == {"count": count}
        assert check(again) == ()
        again.close(backup=False)
    after.kill()
    after.communicate()


def test_two_processes_lose_no_update(desk: Desk) -> None:
    desk.close(backup=False)
    database = desk.path / "odr.db"
    both = [subprocess.Popen([sys.executable, "-c", ADDER, str(database), "150"]) for _ in range(2)]
    assert [one.wait(60) for one in both] == [0, 0]
    engines = open_engines(database)
    with engines.read.connect() as connection:
        assert connection.exec_driver_sql("SELECT value FROM setting WHERE key = 'count'").scalar() == "300"
    engines.dispose()


def test_a_lost_journal_is_noticed(desk: Desk, noon: object) -> None:
    """A deleted -wal takes confirmed work with it, and every check of the database says ok."""
    for _ in range(5):
        with desk.writing() as session:
            record.append(session, Entry("probe.act", noon))
    whole = (desk.path / "odr.db").read_bytes()
    head = (desk.path / "odr.head").read_bytes()
    desk.close(backup=False)
    for name in ("odr.db-wal", "odr.db-shm"):
        (desk.path / name).unlink(missing_ok=True)
    (desk.path / "odr.db").write_bytes(whole)
    assert (desk.path / "odr.head").read_bytes() == head
    with pytest.raises(Fault) as fault:
        open_desk(desk.path, clock=lambda: noon)
    assert fault.value.code in ("desk.tail_lost", "desk.cut_short")


def test_an_older_copy_put_back_is_noticed(desk: Desk, noon: object) -> None:
    desk.close(backup=False)
    older = (desk.path / "odr.db").read_bytes()
    again = open_desk(desk.path, clock=lambda: noon)
    for _ in range(3):
        with again.writing() as session:
            record.append(session, Entry("probe.act", noon))
    again.close(backup=False)
    (desk.path / "odr.db").write_bytes(older)
    with pytest.raises(Fault) as fault:
        open_desk(desk.path, clock=lambda: noon)
    assert (fault.value.code, fault.value.data["lost"]) == ("desk.tail_lost", 3)


def test_another_history_of_the_same_length_is_noticed(desk: Desk, noon: object) -> None:
    with desk.writing() as session:
        record.append(session, Entry("probe.act", noon))
    desk.close(backup=False)
    head = bytearray((desk.path / "odr.head").read_bytes())
    head[-1] ^= 1
    (desk.path / "odr.head").write_bytes(head)
    with pytest.raises(Fault, match=r"desk\.diverged"):
        open_desk(desk.path, clock=lambda: noon)


@pytest.mark.parametrize("noted", [b"", b"half", None])
def test_a_head_that_is_missing_or_half_is_written_again(desk: Desk, noon: object, noted: bytes | None) -> None:
    desk.close(backup=False)
    head = desk.path / "odr.head"
    head.unlink()
    if noted is not None:
        head.write_bytes(noted)
    open_desk(desk.path, clock=lambda: noon).close(backup=False)
    assert len(head.read_bytes()) == 24


def test_a_head_that_cannot_be_written_does_not_undo_the_work(desk: Desk, noon: object) -> None:
    head = desk.path / "odr.head"
    head.unlink(missing_ok=True)
    head.mkdir()
    with desk.writing() as session:
        record.append(session, Entry("probe.act", noon))
    with desk.reading() as session:
        assert record.latest(session, 1)[0].entry.act == "probe.act"
    head.rmdir()


def test_a_failing_service_leaves_nothing_behind(
    desk: Desk, put: Callable[[Dispute], Dispute], simple: Dispute
) -> None:
    def half_done() -> None:
        with desk.writing() as session:
            disputes.add(session, replace(simple, number="ODR-2026-00001"))
            raise LookupError

    with pytest.raises(LookupError):
        half_done()
    with desk.reading() as session:
        for name in ("dispute", "claim", "search_text", "search_index_docsize", "merchant"):
            assert session.connection().exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() == 0  # noqa: S608 -- names above
    assert put(simple).number == "ODR-2026-00001"
