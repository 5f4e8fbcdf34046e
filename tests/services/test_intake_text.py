"""The text a complaint was read from stays with it; a second complaint of the same matter is merged at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.errors import Refusal
from odrdesk.domain.evidence import Told
from odrdesk.domain.listing import Listing
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, EvidenceSlot, EvidenceSource, Role, State
from odrdesk.services import cases, clerks, evidence, intake, joining, lists, recognition
from odrdesk.services.desk import Desk, create
from odrdesk.services.evidence import HandedIn

NOW = datetime(2026, 11, 26, 2, 20, tzinfo=UTC)
TEXT = "投诉人：李婷\n电话：13912342217\n订单：6920115822740112\n收到后几乎没有降噪，要求退款。"
DRAFT = Complaint(
    channel=Channel.WECHAT,
    received_at=NOW - timedelta(hours=1),
    consumer=Consumer("李婷", "13912342217"),
    merchant=Merchant("悦选数码旗舰店"),
    live=Live(room="悦选好物", host="小鹿"),
    order=Order(no="6920115822740112", goods="蓝牙耳机"),
    category=Category.QUALITY,
    claims=(Claim.REFUND,),
    facts="收到后几乎没有降噪。",
)
ORIGINAL = HandedIn(TEXT.encode(), Told(EvidenceSlot.OTHER, EvidenceSource.CONSUMER), "原文.txt")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "演练", practice=True, clock=lambda: NOW)
    yield made
    made.close(backup=False)


def test_the_text_is_the_first_evidence_and_the_registration_names_it(desk: Desk) -> None:
    made = intake.register(desk, DRAFT, files=[ORIGINAL]).value
    items, _slots = evidence.of_case(desk, made.case.number)
    assert [(one.name, evidence.content_of(desk, one.key).decode()) for one in items] == [("原文.txt", TEXT)]
    entries = cases.view(desk, made.case.number).record
    assert [one.entry.act for one in entries] == ["dispute.register", "evidence.add"]
    assert entries[0].entry.facts["evidence"] == [items[0].sha256]


def test_nothing_is_kept_of_a_complaint_that_is_refused(desk: Desk) -> None:
    intake.register(desk, replace(DRAFT, channel_no="7"), files=[ORIGINAL])
    with pytest.raises(Refusal, match=r"channel_no\.taken"):
        intake.register(desk, replace(DRAFT, channel_no="7", facts="又来一次"), files=[ORIGINAL])
    assert lists.opening(desk, Listing(), 10).total == 1


def test_a_file_that_cannot_be_taken_does_not_hold_up_the_registration(desk: Desk, tmp_path: Path) -> None:
    gone = HandedIn(tmp_path / "没有了.png", Told(EvidenceSlot.OTHER))
    made = intake.register(desk, DRAFT, files=[ORIGINAL, gone]).value
    assert [one.name for one in made.left] == ["没有了.png"]
    assert len(evidence.of_case(desk, made.case.number)[0]) == 1


def test_look_alikes_say_by_what(desk: Desk) -> None:
    number = intake.register(desk, DRAFT).value.case.number
    same_order = replace(DRAFT, consumer=Consumer("王芳", "13000000000"))
    assert intake.look_alikes(desk, same_order) == (intake.Alike(number, State.REGISTERED, ("order.no",)),)
    same_phone = replace(DRAFT, order=Order(no="1"))
    assert intake.look_alikes(desk, same_phone)[0].by == ("phone",)
    assert intake.look_alikes(desk, replace(same_phone, consumer=Consumer("王芳", "13000000000"))) == ()


def test_a_second_complaint_is_registered_and_merged_at_once(desk: Desk) -> None:
    first = intake.register(desk, DRAFT).value.case
    second = joining.register_into(desk, replace(DRAFT, facts="同一件事，再说一遍。"), first.number, files=[ORIGINAL])
    case = cases.view(desk, second.value.case.number).case
    assert (case.state, case.merged_into) == (State.MERGED, first.number)
    assert len(evidence.of_case(desk, case.number)[0]) == 1


def test_what_may_not_be_merged_is_not_registered_either(desk: Desk) -> None:
    first = intake.register(desk, DRAFT).value.case
    other = replace(DRAFT, consumer=Consumer("王芳", "13000000000"))
    with pytest.raises(Refusal, match=r"merge\.different"):
        joining.register_into(desk, other, first.number, files=[ORIGINAL])
    assert lists.opening(desk, Listing(), 10).total == 1


def test_who_only_registers_may_not_merge(desk: Desk) -> None:
    first = intake.register(desk, DRAFT).value.case
    clerks.add(desk, "登记员甲", frozenset({Role.INTAKE}))
    with pytest.raises(Refusal, match=r"step\.role"):
        joining.register_into(desk.acting_as("登记员甲"), DRAFT, first.number)


def test_the_names_of_the_desk_are_known_to_the_reader(desk: Desk) -> None:
    intake.register(desk, DRAFT)
    found = recognition.recognise(desk, "在悦选好物看小鹿直播买的，悦选数码旗舰店不退")
    assert {name: found.of(name).value for name in ("live.room", "merchant.name", "live.host")} == {
        "live.room": "悦选好物",
        "merchant.name": "悦选数码旗舰店",
        "live.host": "小鹿",
    }


def test_a_childs_number_is_not_kept_with_the_text(desk: Desk) -> None:
    assert recognition.keepable(desk, "身份证110101201501010011") == "身份证110101********0011"
