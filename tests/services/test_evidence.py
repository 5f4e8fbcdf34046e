"""Evidence through the services: taken in whole, found when a byte changes, never lost, given back by a backup."""

import hashlib
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odrdesk.domain.complaint import Complaint
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.evidence import MOST_AT_ONCE, MOST_BYTES, Passage, Told
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import Category, Channel, Claim, EvidenceSlot, EvidenceSource, Role, Step
from odrdesk.services import cases, clerks, evidence, intake, past, steps, upkeep
from odrdesk.services.desk import Desk, create, open_desk
from odrdesk.services.evidence import HandedIn
from odrdesk.storage import record, vault

NOON = datetime(2026, 10, 16, 4, 0, tzinfo=UTC)
ORDER = Told(EvidenceSlot.ORDER)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦江联络点", practice=True, clock=lambda: NOON)
    yield made
    made.close(backup=False)


@pytest.fixture
def number(desk: Desk) -> str:
    return register(desk)


def register(desk: Desk, phone: str = "13812345678") -> str:
    told = Complaint(
        channel=Channel.PHONE,
        received_at=NOON,
        consumer=Consumer("张某", phone),
        merchant=Merchant("浦江好物"),
        live=Live("浦江好物"),
        category=Category.FALSE_CLAIMS,
        claims=(Claim.REFUND,),
        facts="宣传头层牛皮，检测为PU。",
    )
    return intake.register(desk, told).value.case.number


@pytest.fixture
def screenshot(tmp_path: Path) -> Path:
    path = tmp_path / "订单截图.png"
    path.write_bytes(b"\x89PNG" + bytes(range(256)) * 100)
    return path


def lies_at(desk: Desk, sha256: str) -> Path:
    return desk.path / "evidence" / sha256[:2] / sha256


def codes(desk: Desk, number: str | None = None) -> list[str]:
    return [one.code for one in evidence.verify(desk, number).findings]


def damage(path: Path, content: bytes) -> None:
    path.chmod(0o600)
    path.write_bytes(content)


def test_a_file_is_copied_hashed_read_only_and_in_the_record(desk: Desk, number: str, screenshot: Path) -> None:
    told = Told(
        EvidenceSlot.LIVE_REPLAY,
        EvidenceSource.PLATFORM,
        origin="https://live.example/1",
        proves="宣传头层牛皮",
        note="平台调取",
        collected_at=NOON - timedelta(days=1),
        passage=Passage("42:10", "43:00", "头层牛皮，假一赔十"),
    )
    item = evidence.add(desk, number, screenshot, told).value
    there = lies_at(desk, item.sha256)
    assert item.sha256 == hashlib.sha256(screenshot.read_bytes()).hexdigest()
    assert there.read_bytes() == screenshot.read_bytes()
    assert not stat.S_IMODE(there.stat().st_mode) & 0o222
    assert (item.name, item.size, item.taken_at, item.taken_by) == ("订单截图.png", 25604, NOON, desk.clerk.key)
    assert item.told.passage == ("00:42:10", "00:43:00", "头层牛皮，假一赔十")
    entry = cases.view(desk, number).record[-1].entry
    assert entry.act == "evidence.add"
    assert entry.facts == {
        "id": item.key,
        "slot": "live_replay",
        "name": "订单截图.png",
        "size": 25604,
        "sha256": item.sha256,
        "modified_at": item.modified_at.isoformat(),  # type: ignore[union-attr]
        "source": "platform",
        "origin": "https://live.example/1",
        "proves": "宣传头层牛皮",
        "note": "平台调取",
        "collected_at": (NOON - timedelta(days=1)).isoformat(),
        "from": "00:42:10",
        "to": "00:43:00",
        "words": "头层牛皮，假一赔十",
    }


def test_the_original_is_left_alone_and_may_go(desk: Desk, number: str, screenshot: Path) -> None:
    before = screenshot.stat()
    item = evidence.add(desk, number, screenshot, ORDER).value
    assert (screenshot.stat().st_mtime_ns, screenshot.stat().st_mode) == (before.st_mtime_ns, before.st_mode)
    screenshot.unlink()
    assert codes(desk) == []
    assert len(evidence.content_of(desk, item.key)) == 25604


def test_the_same_file_twice_is_two_items_and_one_file(desk: Desk, number: str, screenshot: Path) -> None:
    first = evidence.add(desk, number, screenshot, ORDER).value
    second = evidence.add(desk, number, screenshot, Told(EvidenceSlot.PAYMENT)).value
    assert first.key != second.key
    assert first.sha256 == second.sha256
    assert len([path for path in (desk.path / "evidence").rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("position", [0, 12_345, -1])
def test_one_changed_byte_is_found(desk: Desk, number: str, screenshot: Path, position: int) -> None:
    item = evidence.add(desk, number, screenshot, ORDER).value
    content = bytearray(screenshot.read_bytes())
    content[position] ^= 1
    damage(lies_at(desk, item.sha256), bytes(content))
    found = evidence.verify(desk, number).findings
    assert [(one.code, one.data["key"], one.data["number"]) for one in found] == [
        ("evidence.changed", item.key, number)
    ]
    assert [one.code for one in upkeep.check(desk)] == ["evidence.changed"]
    with pytest.raises(Fault, match=r"evidence\.changed"):
        evidence.content_of(desk, item.key)


def test_a_file_that_is_gone_cut_or_a_link_is_found(desk: Desk, number: str, tmp_path: Path) -> None:
    keys = []
    for name in ("gone", "cut", "longer"):
        (tmp_path / name).write_bytes(name.encode() * 99)
        keys.append(evidence.add(desk, number, tmp_path / name, ORDER).value)
    lies_at(desk, keys[0].sha256).unlink()
    damage(lies_at(desk, keys[1].sha256), b"cut")
    damage(lies_at(desk, keys[2].sha256), b"longer" * 99 + b"!")
    assert codes(desk) == ["evidence.missing_file", "evidence.changed", "evidence.changed"]
    with pytest.raises(Fault, match=r"evidence\.missing_file"):
        evidence.release(desk, keys[0].key, tmp_path / "out")
    with pytest.raises(Fault, match=r"evidence\.changed"):
        evidence.release(desk, keys[1].key, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_row_that_says_something_else_than_the_record_is_found(desk: Desk, number: str, screenshot: Path) -> None:
    """Who changes the file, and the row so that it fits, has not changed the record."""
    item = evidence.add(desk, number, screenshot, ORDER).value
    other = b"another order"
    sha256 = hashlib.sha256(other).hexdigest()
    lies_at(desk, sha256).parent.mkdir(exist_ok=True)
    lies_at(desk, sha256).write_bytes(other)
    with desk.writing() as session:
        run = session.connection().exec_driver_sql
        run("DROP TRIGGER evidence_as_taken")
        run("UPDATE evidence SET sha256 = ?, size = ? WHERE id = ?", (sha256, len(other), item.key))
    assert codes(desk) == ["evidence.row_changed"]


def test_the_database_itself_refuses_to_change_or_delete_a_row(desk: Desk, number: str, screenshot: Path) -> None:
    evidence.add(desk, number, screenshot, ORDER)
    for statement in ("DELETE FROM evidence", "UPDATE evidence SET size = 1", "UPDATE evidence SET name = 'x'"):
        with pytest.raises(Exception, match="evidence"), desk.writing() as session:
            session.connection().exec_driver_sql(statement)


def test_verifying_one_case_looks_at_no_other(desk: Desk, number: str, screenshot: Path, tmp_path: Path) -> None:
    other = register(desk, "13900000000")
    (tmp_path / "other").write_bytes(b"other")
    item = evidence.add(desk, other, tmp_path / "other", ORDER).value
    evidence.add(desk, number, screenshot, ORDER)
    lies_at(desk, item.sha256).unlink()
    assert codes(desk, number) == []
    assert codes(desk, other) == ["evidence.missing_file"]
    with pytest.raises(Refusal, match=r"dispute\.unknown"):
        evidence.verify(desk, "ODR-2026-09999")


def test_verifying_can_be_stopped_and_tells_how_far_it_is(desk: Desk, number: str, screenshot: Path) -> None:
    evidence.add(desk, number, screenshot, ORDER)
    heard: list[tuple[int, int]] = []

    def stop(done: int, total: int, _name: str) -> bool:
        heard.append((done, total))
        return False

    assert evidence.verify(desk, None, stop).stopped
    assert heard == [(25604, 25604)]


Make = Callable[[Path], object]


def _fifo(path: Path) -> object:
    return os.mkfifo(path)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(MOST_BYTES)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda _path: None, "evidence.missing"),
        (lambda path: path.mkdir(), "evidence.folder"),
        (lambda path: path.write_bytes(b""), "evidence.empty"),
        (lambda path: path.symlink_to("/dev/zero"), "evidence.not_a_file"),
        (lambda path: path.symlink_to("nowhere"), "evidence.missing"),
        (_fifo, "evidence.not_a_file"),
        (_sparse, "evidence.too_large"),
    ],
    ids=["gone", "folder", "empty", "device", "dangling", "pipe", "two gigabytes"],
)
def test_what_is_no_evidence_is_refused_and_leaves_nothing(
    desk: Desk, number: str, tmp_path: Path, make: Make, code: str
) -> None:
    path = tmp_path / "handed in"
    make(path)
    with pytest.raises(Refusal) as no:
        evidence.add(desk, number, path, ORDER)
    assert (no.value.code, no.value.field) == (code, "file")
    assert not [one for one in (desk.path / "evidence").rglob("*") if one.is_file()]
    assert evidence.of_case(desk, number)[0] == ()


def test_a_file_nobody_may_read_is_refused(
    desk: Desk, number: str, screenshot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may read everything, so the system's answer is given here."""
    real = os.open

    def forbidden(path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        if Path(path) == screenshot:
            raise PermissionError(13, "Permission denied")
        return real(path, flags, mode, **more)

    monkeypatch.setattr(os, "open", forbidden)
    with pytest.raises(Refusal) as no:
        evidence.add(desk, number, screenshot, ORDER)
    assert (no.value.code, no.value.data["reason"]) == ("evidence.unreadable", "Permission denied")


def test_a_link_to_a_file_brings_the_file(desk: Desk, number: str, screenshot: Path, tmp_path: Path) -> None:
    (tmp_path / "link.png").symlink_to(screenshot)
    item = evidence.add(desk, number, tmp_path / "link.png", ORDER).value
    assert item.size == 25604
    assert not lies_at(desk, item.sha256).is_symlink()


def test_a_full_disk_is_a_fault_and_leaves_nothing(
    desk: Desk, number: str, screenshot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "SPARE", 1 << 62)
    with pytest.raises(Fault, match=r"disk\.full"):
        evidence.add(desk, number, screenshot, ORDER)
    monkeypatch.undo()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Fault, match=r"disk\.full"):
        evidence.add(desk, number, screenshot, ORDER)
    monkeypatch.undo()
    assert not [one for one in (desk.path / "evidence").rglob("*") if one.is_file()]
    assert upkeep.check(desk) == ()
    evidence.add(desk, number, screenshot, ORDER)
    assert codes(desk) == []


def test_a_file_that_grows_while_it_is_copied_is_refused(desk: Desk, number: str, tmp_path: Path) -> None:
    path = tmp_path / "recording.mp4"
    path.write_bytes(bytes(3 << 20))
    blocks: list[int] = []

    def grow(done: int, _total: int, _name: str) -> bool:
        blocks.append(done)
        if len(blocks) == 1:
            with path.open("ab") as file:
                file.write(b"more")
        return True

    added = evidence.add_several(desk, number, [HandedIn(path, ORDER)], progress=grow).value
    assert [(one.name, one.refusal.code) for one in added.left] == [("recording.mp4", "evidence.changing")]
    assert evidence.of_case(desk, number)[0] == ()


def test_of_several_the_good_ones_come_in_and_the_rest_is_told(
    desk: Desk, number: str, screenshot: Path, tmp_path: Path
) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    handed_in = [
        HandedIn(screenshot, ORDER),
        HandedIn(tmp_path / "空.txt", ORDER),
        HandedIn(b"\x89PNG pasted", Told(EvidenceSlot.CHAT), "剪贴板截图.png"),
    ]
    done = evidence.add_several(desk, number, handed_in)
    assert [item.name for item in done.value.items] == ["订单截图.png", "剪贴板截图.png"]
    assert [(one.name, one.refusal.code) for one in done.value.left] == [("空.txt", "evidence.empty")]
    assert done.changes.disputes == {cases.view(desk, number).case.key}
    assert [one.entry.act for one in cases.view(desk, number).record[-2:]] == ["evidence.add", "evidence.add"]
    with pytest.raises(Refusal, match=r"evidence\.too_many"):
        evidence.add_several(desk, number, handed_in * MOST_AT_ONCE)


def test_stopping_keeps_what_is_whole(desk: Desk, number: str, screenshot: Path, tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(bytes(5 << 20))
    added = evidence.add_several(
        desk,
        number,
        [HandedIn(screenshot, ORDER), HandedIn(tmp_path / "film", ORDER)],
        progress=lambda _done, _total, name: name != "film",
    ).value
    assert added.stopped
    assert [item.name for item in added.items] == ["订单截图.png"]
    assert evidence.strays(desk) == ()


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from odrdesk.domain.evidence import Told
from odrdesk.domain.vocabulary import EvidenceSlot
from odrdesk.services import evidence
from odrdesk.services.desk import open_desk
from odrdesk.storage import evidence as rows, vault

when = sys.argv[4]
die = lambda *_a, **_k: os.kill(os.getpid(), signal.SIGKILL)
if when == "copying":
    vault._settle = die
if when == "before the row":
    rows.add = die
if when == "before the record":
    evidence.record.append = die
desk = open_desk(Path(sys.argv[1]), clock=lambda: datetime(2026, 10, 16, 4, tzinfo=UTC))
evidence.add(desk, sys.argv[2], Path(sys.argv[3]), Told(EvidenceSlot.ORDER))
"""


@pytest.mark.parametrize("when", ["copying", "before the row", "before the record"])
def test_a_kill_between_file_and_row_leaves_no_row_and_no_damage(
    desk: Desk, number: str, screenshot: Path, when: str
) -> None:
    desk.close(backup=False)
    done = subprocess.run([sys.executable, "-c", KILLED, str(desk.path), number, str(screenshot), when], check=False)
    assert done.returncode == -9
    again = open_desk(desk.path, clock=lambda: NOON)
    assert evidence.of_case(again, number)[0] == ()
    assert upkeep.check(again) == ()
    assert len(evidence.strays(again)) == 1
    assert [one.code for one in upkeep.notes(again)] == ["evidence.stray"]
    item = evidence.add(again, number, screenshot, ORDER).value
    assert lies_at(again, item.sha256).is_file()
    assert (evidence.strays(again), codes(again)) == ((), [])
    again.close(backup=False)


def test_a_damaged_file_handed_in_again_is_whole_again_and_the_damaged_one_is_kept(
    desk: Desk, number: str, screenshot: Path
) -> None:
    item = evidence.add(desk, number, screenshot, ORDER).value
    damage(lies_at(desk, item.sha256), b"altered")
    evidence.add(desk, number, screenshot, ORDER)
    assert codes(desk) == []
    assert len(evidence.strays(desk)) == 1


def test_withdrawing_needs_a_reason_and_keeps_file_and_row(desk: Desk, number: str, screenshot: Path) -> None:
    first = evidence.add(desk, number, screenshot, ORDER).value
    second = evidence.add(desk, number, screenshot, ORDER).value
    with pytest.raises(Refusal, match=r"evidence\.withdraw_needs_why"):
        evidence.withdraw(desk, first.key, " ")
    gone = evidence.withdraw(desk, first.key, "传错了案件", replaced_by=second.key).value
    assert (gone.valid, gone.withdrawn_why, gone.replaced_by) == (False, "传错了案件", second.key)
    assert lies_at(desk, first.sha256).is_file()
    entry = cases.view(desk, number).record[-1].entry
    assert (entry.act, entry.why, entry.facts["id"]) == ("evidence.withdraw", "传错了案件", first.key)
    with pytest.raises(Refusal, match=r"evidence\.withdrawn_already"):
        evidence.withdraw(desk, first.key, "又一次")
    with pytest.raises(Refusal, match=r"evidence\.no_replacement"):
        evidence.withdraw(desk, second.key, "替换", replaced_by=first.key)
    with pytest.raises(Refusal, match=r"evidence\.unknown"):
        evidence.withdraw(desk, 99, "没有")


def test_what_was_withdrawn_is_taken_back_with_a_reason_and_both_stay_in_the_record(
    desk: Desk, number: str, screenshot: Path
) -> None:
    first = evidence.add(desk, number, screenshot, ORDER).value
    second = evidence.add(desk, number, screenshot, ORDER).value
    with pytest.raises(Refusal, match=r"evidence\.not_withdrawn"):
        evidence.restore(desk, first.key, "没有撤回过")
    evidence.withdraw(desk, first.key, "传错了案件", replaced_by=second.key)
    with pytest.raises(Refusal, match=r"evidence\.restore_needs_why"):
        evidence.restore(desk, first.key, " ")
    back = evidence.restore(desk, first.key, "经核对是本案的").value
    assert back == first
    assert [mark.valid for mark in cases.view(desk, number).case.evidence] == [True, True]
    told = [(one.entry.act, one.entry.why) for one in cases.view(desk, number).record[-2:]]
    assert told == [("evidence.withdraw", "传错了案件"), ("evidence.restore", "经核对是本案的")]
    assert codes(desk) == []
    clerks.add(desk, "登记员", (Role.INTAKE,))
    evidence.withdraw(desk, first.key, "再次核对，不是")
    with pytest.raises(Refusal, match=r"clerk\.not_allowed"):
        evidence.restore(desk.acting_as("登记员"), first.key, "错")


def test_a_past_day_shows_the_withdrawal_that_held_then(desk: Desk, number: str, screenshot: Path) -> None:
    item = evidence.add(desk, number, screenshot, ORDER).value
    evidence.withdraw(desk, item.key, "传错了案件")
    gone = cases.view(desk, number).record[-1].seq
    evidence.restore(desk, item.key, "经核对是本案的")
    back = cases.view(desk, number).record[-1].seq
    evidence.withdraw(desk, item.key, "消费者要求撤回")
    then, between = past.after_entry(desk, number, gone).view.evidence, past.after_entry(desk, number, back).view
    assert [(one.valid, one.withdrawn_why) for one in then] == [(False, "传错了案件")]
    assert [(one.valid, one.withdrawn_why) for one in between.evidence] == [(True, None)]


def test_a_copy_goes_out_whole_and_the_record_says_so(
    desk: Desk, number: str, screenshot: Path, tmp_path: Path
) -> None:
    item = evidence.add(desk, number, screenshot, ORDER).value
    (tmp_path / "out").mkdir()
    path = evidence.release(desk, item.key, tmp_path / "out", "移送市场监管所").value
    assert path.name == "订单截图.png"
    assert path.read_bytes() == screenshot.read_bytes()
    second = evidence.release(desk, item.key, tmp_path / "out", "再次").value
    assert second.name == "订单截图-2.png"
    entry = cases.view(desk, number).record[-2].entry
    assert (entry.act, entry.why, entry.facts["file"]) == ("evidence.release", "移送市场监管所", "订单截图.png")
    with pytest.raises(Refusal, match=r"evidence\.out_exists"):
        evidence.release(desk, item.key, path)
    with pytest.raises(Fault, match=r"output\.cannot_write"):
        evidence.release(desk, item.key, tmp_path / "nowhere" / "x.png")


def test_who_may_not_file_evidence_is_refused(desk: Desk, number: str, screenshot: Path) -> None:
    clerks.add(desk, "审计", (Role.AUDITOR,))
    clerks.add(desk, "登记员", (Role.INTAKE,))
    with pytest.raises(Refusal, match=r"clerk\.not_allowed"):
        evidence.add(desk.acting_as("审计"), number, screenshot, ORDER)
    item = evidence.add(desk.acting_as("登记员"), number, screenshot, ORDER).value
    with pytest.raises(Refusal, match=r"clerk\.not_allowed"):
        evidence.withdraw(desk.acting_as("登记员"), item.key, "错")
    with pytest.raises(Refusal, match=r"clerk\.not_allowed"):
        evidence.release(desk.acting_as("登记员"), item.key, screenshot.parent / "x")


def test_a_merged_case_sends_evidence_where_it_went(desk: Desk, number: str, screenshot: Path) -> None:
    other = register(desk)
    steps.take_step(desk, other, Step.MERGE_INTO, {"into": number})
    with pytest.raises(Refusal) as no:
        evidence.add(desk, other, screenshot, ORDER)
    assert (no.value.code, no.value.data["into"]) == ("evidence.merged", number)


def test_it_may_have_been_taken_earlier_with_a_reason(desk: Desk, number: str, screenshot: Path) -> None:
    with pytest.raises(Refusal, match=r"at\.needs_why"):
        evidence.add(desk, number, screenshot, ORDER, at=NOON - timedelta(hours=1))
    item = evidence.add(desk, number, screenshot, ORDER, at=NOON - timedelta(hours=1), why="补登").value
    assert item.taken_at == NOON - timedelta(hours=1)


def test_a_desk_opened_to_read_takes_nothing(desk: Desk, number: str, screenshot: Path) -> None:
    desk.close(backup=False)
    reading = open_desk(desk.path, clock=lambda: NOON, writing=False)
    with pytest.raises(Fault, match=r"desk\.opened_to_read"):
        evidence.add(reading, number, screenshot, ORDER)
    assert not (desk.path / "evidence").exists()
    reading.close()


def test_a_backup_carries_the_evidence_and_a_restore_brings_it_back(
    desk: Desk, number: str, screenshot: Path, tmp_path: Path
) -> None:
    item = evidence.add(desk, number, screenshot, ORDER).value
    made = upkeep.backup(desk, tmp_path / "copies").value
    assert (made.evidence, made.evidence_missing) == (1, 0)
    there = made.path / "evidence" / item.sha256[:2] / item.sha256
    assert there.read_bytes() == screenshot.read_bytes()
    assert there.stat().st_ino != lies_at(desk, item.sha256).stat().st_ino, "what happens to the desk spares the backup"
    desk.close(backup=False)
    done = upkeep.restore(made.path, tmp_path / "new", clock=lambda: NOON).value
    assert done.evidence_missing == 0
    again = open_desk(tmp_path / "new", clock=lambda: NOON)
    assert codes(again) == []
    assert upkeep.check(again) == ()
    evidence.add(again, number, screenshot, ORDER)
    again.close(backup=False)


def test_the_next_backup_takes_no_second_room(desk: Desk, number: str, screenshot: Path, tmp_path: Path) -> None:
    item = evidence.add(desk, number, screenshot, ORDER).value
    places = [
        upkeep.backup(desk, tmp_path / "copies").value.path / "evidence" / item.sha256[:2] / item.sha256 for _ in "12"
    ]
    assert places[0].stat().st_ino == places[1].stat().st_ino
    assert places[0].stat().st_nlink == 2


def test_a_damaged_earlier_backup_is_not_linked_to(desk: Desk, number: str, screenshot: Path, tmp_path: Path) -> None:
    item = evidence.add(desk, number, screenshot, ORDER).value
    first, second = (tmp_path / name for name in ("first", "second"))
    place = upkeep.backup(desk, tmp_path / "copies").value.path / "evidence" / item.sha256[:2] / item.sha256
    damage(place, bytes(25604))
    again = upkeep.backup(desk, tmp_path / "copies").value
    assert again.evidence_missing == 0
    assert (again.path / "evidence" / item.sha256[:2] / item.sha256).read_bytes() == screenshot.read_bytes()
    assert not first.exists()
    assert not second.exists()


def test_a_backup_of_a_desk_with_damage_is_made_and_says_so(
    desk: Desk, number: str, screenshot: Path, tmp_path: Path
) -> None:
    item = evidence.add(desk, number, screenshot, ORDER).value
    first = upkeep.backup(desk, tmp_path / "copies").value
    damage(lies_at(desk, item.sha256), b"altered")
    assert upkeep.backup(desk, tmp_path / "copies").value.evidence_missing == 0, "the backup before has it whole"
    assert upkeep.backup(desk, tmp_path / "elsewhere").value.evidence_missing == 1
    desk.close(backup=False)
    done = upkeep.restore(first.path, desk.path, clock=lambda: NOON).value
    assert done.evidence_missing == 0
    again = open_desk(desk.path, clock=lambda: NOON)
    assert codes(again) == []
    assert done.aside
    assert (done.aside / "evidence" / item.sha256[:2] / item.sha256).read_bytes() == b"altered"
    again.close(backup=False)


def test_the_backup_of_the_exit_carries_it_too_and_thinning_takes_it_away(
    desk: Desk, number: str, screenshot: Path
) -> None:
    item = evidence.add(desk, number, screenshot, ORDER).value
    assert desk.close() is None
    made = upkeep.backups(desk.path)[0]
    assert (made.path / "evidence" / item.sha256[:2] / item.sha256).is_file()
    for hour in range(1, 40):
        again = open_desk(desk.path, clock=lambda hour=hour: NOON + timedelta(minutes=hour))  # type: ignore[misc]
        with again.writing() as session:
            record.append(session, Entry("probe.act", NOON))
        assert again.close() is None
    assert 0 < len(upkeep.backups(desk.path)) < 39


names = st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="/\0"), min_size=1, max_size=60)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=names.filter(lambda one: one not in {".", ".."} and len(one.encode()) <= 255), content=st.binary(min_size=1)
)
def test_every_file_comes_back_as_it_was_whatever_its_name(desk: Desk, number: str, name: str, content: bytes) -> None:
    folder = desk.path.parent / "handed in"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    item = evidence.add(desk, number, folder / name, ORDER).value
    assert evidence.content_of(desk, item.key) == content
    out = evidence.release(desk, item.key, folder, "试").value
    assert out.read_bytes() == content
    for path in ((folder / name), out):
        path.unlink()


def test_the_case_shows_its_evidence_and_what_is_missing(desk: Desk, number: str, screenshot: Path) -> None:
    evidence.add(desk, number, screenshot, ORDER)
    view = cases.view(desk, number)
    assert [item.name for item in view.evidence] == ["订单截图.png"]
    assert [one.slot.value for one in view.slots if one.missing] == ["payment", "live_replay"]
    assert [mark.slot.value for mark in view.case.evidence] == ["order"]
