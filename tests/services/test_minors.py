"""S9 on a real desk: a boy of twelve, his guardian's consent, his draft, his sheet, and who is paid."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Guardian, Live
from odrdesk.domain.vocabulary import Category, Channel, Claim, Step
from odrdesk.services import cases, drafts, intake, steps, transfer
from odrdesk.services.desk import Desk, create

PUSHED = datetime(2026, 4, 30, 9, 30, tzinfo=UTC)
BOY_ID = "310115201305201238"
FATHER = Guardian("欧阳强", "13912345678", date(2026, 4, 30), "书面")
BOY = Consumer("欧阳明", "13812345678", id_no=BOY_ID, address="上海市浦东新区世纪大道2001号4号楼319室", guardian=FATHER)
S9 = Complaint(
    channel=Channel.ODR12315,
    channel_no="3101150000000202604301234",
    received_at=PUSHED,
    pushed_at=PUSHED,
    consumer=BOY,
    live=Live(room="浦江好物", host="小鹿", base="浦江直播基地"),
    order=Order(goods="游戏机", paid=Fen(498_000), bought_on=date(2026, 4, 29)),
    category=Category.CONTRACT,
    claims=(Claim.REFUND,),
    facts="未经监护人同意下单。",
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "练习台", practice=True, clock=lambda: PUSHED)
    yield made
    made.close(backup=False)


def everything(desk: Desk) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(desk.path.glob("odr.db*")))


def test_without_consent_nothing_of_the_child_is_stored(desk: Desk) -> None:
    with pytest.raises(Refusal) as no:
        intake.register(desk, replace(S9, consumer=replace(BOY, guardian=None)))
    assert no.value.code == "guardian.required"
    assert BOY_ID.encode() not in everything(desk)


def test_with_consent_the_case_runs_to_its_days_and_pays_the_guardian(desk: Desk) -> None:
    made = intake.register(desk, S9).value
    assert [one.code for one in made.warnings] == ["minor.limited_capacity"]
    assert made.case.clock("R-ODR") is not None
    assert made.case.clock("R-ODR").due == date(2026, 5, 18)
    later = desk.at(lambda: datetime(2026, 5, 9, 2, 0, tzinfo=UTC))
    number = made.case.number
    steps.take_step(later, number, Step.ACCEPT, {})
    steps.take_step(later, number, Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "请答复"})
    term = {"kind": "refund", "amount": "4980.00", "payer": "merchant", "due": "2026-05-15"}
    steps.take_step(later, number, Step.PROPOSE, {"items": [term]})
    confirmed = {"consumer_confirmed_by": "监护人书面", "merchant_confirmed_by": "盖章"}
    assert steps.take_step(later, number, Step.SETTLE, confirmed).value.case.settlement is not None
    assert cases.view(later, number).payee == "欧阳强"


def test_a_minor_without_a_guardian_is_promised_no_money(desk: Desk) -> None:
    girl = Consumer("林某", "13812345678", born_on=date(2010, 1, 5))
    number = intake.register(desk, replace(S9, consumer=girl)).value.case.number
    steps.take_step(desk, number, Step.ACCEPT, {})
    steps.take_step(desk, number, Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "请答复"})
    term = {"kind": "refund", "amount": "4980.00", "payer": "merchant", "due": "2026-05-15"}
    steps.take_step(desk, number, Step.PROPOSE, {"items": [term]})
    confirmed = {"consumer_confirmed_by": "电话", "merchant_confirmed_by": "盖章"}
    with pytest.raises(Refusal) as no:
        steps.take_step(desk, number, Step.SETTLE, confirmed)
    assert no.value.code == "payee.guardian_missing"
    told = {"field": "consumer.guardian", "value": "林母，13912345678，2026-04-30，书面", "why": "补记监护人"}
    steps.take_step(desk, number, Step.CORRECT, told)
    settled = steps.take_step(desk, number, Step.SETTLE, confirmed).value.case
    assert settled.settlement is not None


def test_an_autosaved_draft_keeps_no_number_of_the_child(desk: Desk) -> None:
    drafts.keep(desk, "intake", {"consumer.id_no": BOY_ID, "consumer.name": "欧阳明"})
    (kept,) = drafts.kept(desk)
    assert kept.values["consumer.id_no"] == ""
    assert kept.values["consumer.name"] == "欧阳明"
    assert BOY_ID.encode() not in everything(desk)


def test_a_sheet_leaves_the_number_of_a_child_out_and_says_so(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["渠道", "登记编号", "投诉人", "联系电话", "身份证号", "被投诉方", "问题类别", "投诉内容"])
    sheet.append(
        [
            "12315ODR",
            "3101150000000202604301235",
            "欧阳明",
            "13812345678",
            BOY_ID,
            "浦江好物",
            "合同",
            f"孩子下单，证件{BOY_ID}。",
        ]
    )
    book.save(tmp_path / "单.xlsx")
    brought = transfer.import_sheet(desk, tmp_path / "单.xlsx").value
    assert [one.code for one in brought.problems] == ["guardian.required"]
    assert brought.problems[0].value == "310115********1238"
    assert BOY_ID.encode() not in everything(desk)
    assert BOY_ID not in json.dumps([one.facts for one in brought.cases], ensure_ascii=False)
