"""Deliveries and signed scans of papers: logged, corrected by further entries, never changing what was issued."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.evidence import Told
from odrdesk.domain.paper_life import Delivery
from odrdesk.domain.paper_vocabulary import DeliveryWay, PaperStage
from odrdesk.domain.vocabulary import EvidenceSlot, Role, Step
from odrdesk.services import cases, clerks, evidence, papers, past, upkeep
from odrdesk.services.desk import Desk, create
from odrdesk.storage import vault
from tests.services.test_papers import ACCEPTANCE, AGREEMENT, RECEIVED, Hand, opened, settled, take

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture
def clock() -> Hand:
    return Hand(RECEIVED)


@pytest.fixture
def desk(tmp_path: Path, clock: Hand) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦江消费维权联络点", practice=True, clock=clock, owner="陈经理")
    yield made
    made.close(backup=False)


@pytest.fixture
def key(desk: Desk, clock: Hand) -> int:
    number = opened(desk)
    clock.set(8)
    take(desk, number, Step.ACCEPT)
    return papers.issue(desk, number, ACCEPTANCE).value.id


NUMBER = "ODR-2026-00001"


def code(act: object) -> str:
    with pytest.raises((Refusal, Fault)) as no:
        act()  # type: ignore[operator]
    return no.value.code


def stage(desk: Desk, key: int) -> PaperStage:
    return papers.history(desk, key).paper.stage


def test_a_delivery_is_noted_with_its_day_addressee_and_receipt(desk, clock, key) -> None:
    clock.set(10)
    told = Delivery(DeliveryWay.POST, clock.at - timedelta(days=1), " 张小明 ", " EMS 1234567890 ")
    assert code(lambda: papers.deliver(desk, key, told)) == "at.needs_why"
    done = papers.deliver(desk, key, told, why="昨天寄出").value.delivered
    assert (done.how, done.to, done.receipt, done.why) == (DeliveryWay.POST, "张小明", "EMS 1234567890", "昨天寄出")
    assert stage(desk, key) is PaperStage.DONE
    entry = cases.view(desk, NUMBER).record[-1].entry
    assert (entry.act, entry.at, entry.facts["how"], entry.why) == ("paper.deliver", told.at, "post", "昨天寄出")
    assert upkeep.check(desk) == ()


def test_without_a_receipt_it_still_waits_and_a_later_one_ends_that(desk, clock, key) -> None:
    papers.printed(desk, key, "P")
    papers.deliver(desk, key, Delivery(DeliveryWay.SMS, None, "13812345678"))
    assert stage(desk, key) is PaperStage.WAITING_RECEIPT
    papers.deliver(desk, key, Delivery(DeliveryWay.HAND, None, "张小明", "本人签收"))
    assert stage(desk, key) is PaperStage.DONE
    assert len(papers.history(desk, key).life.delivered) == 2


def test_a_correction_is_a_further_entry_and_the_first_stays(desk, clock, key) -> None:
    wrong = papers.deliver(desk, key, Delivery(DeliveryWay.HAND, None, "张大明", "签收")).value.delivered
    told = Delivery(DeliveryWay.SMS, None, "张小明", corrects=wrong.key)
    right = papers.deliver(desk, key, told).value.delivered
    life = papers.history(desk, key).life
    assert [(one.to, one.corrected_by) for one in life.deliveries] == [("张大明", right.key), ("张小明", None)]
    assert stage(desk, key) is PaperStage.WAITING_RECEIPT
    assert code(lambda: papers.deliver(desk, key, told)) == "paper.entry_unknown"
    assert upkeep.check(desk) == ()


def test_an_item_of_evidence_is_a_receipt_only_in_its_own_case(desk, clock, key, tmp_path) -> None:
    (tmp_path / "回执.png").write_bytes(PNG)
    mine = evidence.add(desk, NUMBER, tmp_path / "回执.png", Told(EvidenceSlot.OTHER)).value
    other = evidence.add(desk, opened(desk, "2"), tmp_path / "回执.png", Told(EvidenceSlot.OTHER)).value
    told = partial(Delivery, DeliveryWay.POST, None, "张小明", "")
    assert code(lambda: papers.deliver(desk, key, told(evidence=other.key))) == "evidence.unknown"
    papers.deliver(desk, key, told(evidence=mine.key))
    assert stage(desk, key) is PaperStage.DONE


def test_what_cannot_be_a_delivery_is_refused(desk, clock, key) -> None:
    def to(who: str = "张小明", **more: object) -> str:
        return code(lambda: papers.deliver(desk, key, Delivery(DeliveryWay.FAX, to=who, **more), why="补记"))

    assert to("  ") == "paper.delivery_needs_to"
    assert to("张" * 121) == "paper.text_too_long"
    assert to(receipt="回" * 501) == "paper.text_too_long"
    assert to(at=clock.at + timedelta(days=1)) == "at.in_future"
    assert to(at=RECEIVED) == "paper.delivered_early"
    clerks.add(desk, "审计", [Role.AUDITOR])
    bare = Delivery(DeliveryWay.FAX, to="张小明")
    assert code(lambda: papers.deliver(desk.acting_as("审计"), key, bare)) == "clerk.not_allowed"
    papers.void(desk, key, "错")
    assert code(lambda: papers.deliver(desk, key, bare)) == "paper.deliver_void"


def test_a_signed_scan_finishes_every_copy_of_the_paper(desk, clock, tmp_path) -> None:
    number = settled(desk, clock)
    consumer = papers.issue(desk, number, AGREEMENT).value
    own = papers.issue(desk, number, AGREEMENT, copy="desk").value.id
    for one in (consumer.id, own):
        papers.printed(desk, one, "P", 3)
    papers.deliver(desk, consumer.id, Delivery(DeliveryWay.HAND, None, "张小明", "当面交付"))
    assert {stage(desk, consumer.id), stage(desk, own)} == {PaperStage.WAITING_RECEIPT}
    scan = tmp_path / "签署件.pdf"
    scan.write_bytes(b"%PDF-1.7 signed")
    noted = papers.attach_signed(desk, consumer.id, scan, by="张小明、商家").value
    assert {stage(desk, consumer.id), stage(desk, own)} == {PaperStage.DONE}
    assert papers.signed_of(desk, noted.key) == b"%PDF-1.7 signed"
    assert papers.pdf_of(desk, consumer.id) == consumer.pdf
    assert (noted.name, noted.by, noted.size) == ("签署件.pdf", "张小明、商家", 15)
    assert evidence.strays(desk) == ()
    assert upkeep.check(desk) == ()
    out = papers.release_signed(desk, noted.key, tmp_path / "out.pdf").value
    assert out.read_bytes() == b"%PDF-1.7 signed"
    assert cases.view(desk, number).record[-1].entry.act == "paper.signed_out"
    file = vault.place(desk.path, noted.sha256)
    file.chmod(0o600)
    file.write_bytes(b"%PDF-1.7 forged")
    assert code(lambda: papers.signed_of(desk, noted.key)) == "paper.signed_damaged"
    assert [one.code for one in upkeep.check(desk)] == ["paper.signed_damaged"]


@pytest.mark.parametrize("start", [b"%PDF-1.4", b"\xff\xd8\xff\xe0", PNG, b"II*\0", b"MM\0*"])
def test_a_scan_is_told_by_its_content(desk, key, start: bytes) -> None:
    assert papers.attach_signed(desk, key, start + b"x", "扫描.dat").value.name == "扫描.dat"


def test_what_is_no_scan_is_refused_and_nothing_is_kept(desk, clock, key, tmp_path) -> None:
    attach = partial(papers.attach_signed, desk, key)
    assert code(lambda: attach(b"PK\x03\x04", "合同.pdf")) == "paper.signed_kind"
    assert code(lambda: attach(b"", "空.pdf")) == "evidence.empty"
    assert code(lambda: attach(tmp_path / "没有.pdf")) == "evidence.missing"
    assert code(lambda: attach(tmp_path)) == "evidence.folder"
    assert code(lambda: attach(PNG, "a.png", by="长" * 121)) == "paper.text_too_long"
    assert code(lambda: attach(PNG, "a.png", corrects=7)) == "paper.entry_unknown"
    assert code(lambda: attach(PNG, "a.png", at=RECEIVED, why="补")) == "paper.delivered_early"
    huge = tmp_path / "大.pdf"
    with huge.open("wb") as file:
        file.write(b"%PDF-")
        file.truncate(200_000_001)
    assert code(lambda: attach(huge)) == "paper.signed_too_large"
    assert papers.history(desk, key).life.signed == ()


def test_the_past_knows_only_what_had_been_noted(desk, clock, key) -> None:
    clock.set(9)
    papers.deliver(desk, key, Delivery(DeliveryWay.HAND, None, "张小明", "签收"))
    clock.set(12)
    papers.attach_signed(desk, key, PNG, "签收.png", by="张小明")
    then = past.as_of(desk, NUMBER, clock.at - timedelta(days=1)).view.lives[key]
    assert (len(then.deliveries), len(then.signed)) == (1, 0)
    now = cases.view(desk, NUMBER).lives[key]
    assert (len(now.deliveries), len(now.signed)) == (1, 1)


def test_a_backup_takes_signed_scans_along(desk, clock, key, tmp_path) -> None:
    noted = papers.attach_signed(desk, key, PNG, "签收.png").value
    made = upkeep.backup(desk, tmp_path / "backups").value
    assert (made.evidence, made.evidence_missing) == (1, 0)
    assert vault.place(made.path, noted.sha256).read_bytes() == PNG


@pytest.mark.parametrize("log", ["paper_print", "paper_delivery", "paper_signed"])
@pytest.mark.parametrize("act", ["UPDATE {} SET paper = paper", "DELETE FROM {}"])
def test_the_database_itself_keeps_the_logs(desk, clock, key, log: str, act: str) -> None:
    papers.printed(desk, key, "P")
    papers.deliver(desk, key, Delivery(DeliveryWay.HAND, None, "张小明", "签收"))
    papers.attach_signed(desk, key, PNG, "签收.png")
    with pytest.raises(IntegrityError), desk.writing() as session:
        session.connection().exec_driver_sql(act.format(log))


@pytest.mark.parametrize(
    "change",
    [
        "number = 'X'",
        "seq = 9",
        "copy_for = 'desk'",
        "facts = '{}'",
        "core = 'x'",
        "issued_at = '2026-01-01T00:00:00Z'",
    ],
)
def test_the_database_itself_keeps_a_paper_as_issued(desk, key, change: str) -> None:
    with pytest.raises(IntegrityError), desk.writing() as session:
        session.connection().exec_driver_sql("UPDATE paper SET " + change)  # noqa: S608 -- our own words


def test_check_finds_a_stage_that_does_not_fit_the_logs(desk, key) -> None:
    with desk.writing() as session:
        session.connection().exec_driver_sql("UPDATE paper SET stage = 'done'")
    (found,) = upkeep.check(desk)
    assert (found.code, found.data["stage"]) == ("paper.stage_wrong", "done")
