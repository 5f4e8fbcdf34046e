"""The nine papers of the prepayment fund as documents: whole for every case, no signature alone, sums that fit."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from odrdesk.documents import worker
from odrdesk.documents.facts import Correction, Letterhead, OrderFacts, PartyFacts, Recipient
from odrdesk.documents.prepay_facts import ClaimLine, Recovered, SchemeFacts, Statutory, Window
from odrdesk.documents.wording import wording
from odrdesk.domain.fund_vocabulary import PrepayGround
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import ItemKind, PaperKind

K = PaperKind
NINE = (
    K.PREPAYMENT_APPLICATION, K.LIABILITY_NOTICE, K.PREPAYMENT_NOTICE, K.PREPAYMENT_REFUSAL_NOTICE,
    K.PAYMENT_CONFIRMATION, K.SUBROGATION_CONFIRMATION, K.RECOVERY_NOTICE, K.TOPUP_NOTICE, K.RETURN_NOTICE,
)  # fmt: skip
SIGNED = {K.PREPAYMENT_APPLICATION, K.PAYMENT_CONFIRMATION, K.SUBROGATION_CONFIRMATION}
TITLES = {
    K.PREPAYMENT_APPLICATION: "先行赔付申请书",
    K.LIABILITY_NOTICE: "责任告知及限期履行通知书",
    K.PREPAYMENT_NOTICE: "先行赔付通知书",
    K.PREPAYMENT_REFUSAL_NOTICE: "不予先行赔付通知书",
    K.PAYMENT_CONFIRMATION: "先行赔付支付确认书",
    K.SUBROGATION_CONFIRMATION: "债权转让及协助追偿确认书",
    K.RECOVERY_NOTICE: "追偿通知书",
    K.TOPUP_NOTICE: "保证金补足通知书",
    K.RETURN_NOTICE: "返还通知书",
}
HOLES = ("None", "：。", "（）", "“”", "，，", "。。", "〔〕", "{", "}")

Pages = Callable[[bytes], list[str]]


def text_of(pages: Pages, facts: Any) -> str:
    return "".join(pages(worker.render(facts).content))


@pytest.mark.parametrize("kind", NINE)
def test_a_paper_has_its_title_and_leaves_no_hole(facts: Any, pages: Pages, kind: PaperKind) -> None:
    text = text_of(pages, facts.prepaid(kind))
    assert TITLES[kind] in text
    assert [hole for hole in HOLES if hole in text] == []
    assert "（单人模式）" not in text


@pytest.mark.parametrize("kind", NINE)
def test_a_desk_and_a_case_that_tell_little_leave_no_hole(facts: Any, pages: Pages, kind: PaperKind) -> None:
    nothing = dict.fromkeys(("ground", "basis", "why", "payee", "account", "bank_ref", "dispute", "claims"), "")
    bare = facts.prepaid(
        kind,
        **nothing,
        letterhead=Letterhead("浦江好物"),
        officer_phone="",
        channel_number="",
        order=OrderFacts("", "692011582274003801"),
        consumer=PartyFacts("张某"),
        merchant=PartyFacts("浦江好物"),
        scheme=SchemeFacts("1", date(2026, 2, 1)),
        live_law=False,
        items=(),
        statutory=(),
        cap=None,
        residual=Fen(0),
        notice=None,
        pay=None,
        topup=None,
        appeal=None,
        appeal_days=None,
        recovered=Recovered(),
    )
    bare = replace(bare, why="材料不足", bank_ref="B1", payee="张某")
    text = text_of(pages, bare)
    assert [hole for hole in (*HOLES, "电话：，", "地址：，") if hole in text] == []
    assert "直播电商监督管理办法" not in text
    assert "规则条款以平台公示的文本为准" in text


@pytest.mark.parametrize("kind", NINE)
@pytest.mark.parametrize("length", [1, 9, 17, 26, 35, 44])
def test_a_signature_or_seal_never_stands_alone(facts: Any, pages: Pages, kind: PaperKind, length: int) -> None:
    items = tuple(ClaimLine(ItemKind.OTHER, Fen(100), f"第{k}项") for k in range(length))
    recovered = Recovered(deposit=Fen(30000), outstanding=Fen(20000))
    made = facts.prepaid(kind, items=items, dispute="收到的鞋面不是头层牛皮。" * length, recovered=recovered)
    last = pages(worker.render(made).content)[-1]
    ending = "（盖章处）"
    assert ending in last
    # Beside the closing sentence there is a paragraph of the paper itself.
    assert len(last[: last.index(ending)]) > 60


@pytest.mark.parametrize("kind", NINE)
def test_one_person_alone_is_said(facts: Any, pages: Pages, kind: PaperKind) -> None:
    text = text_of(pages, facts.prepaid(kind, alone=True))
    assert text.count("本笔先行赔付由一人经办、审批和支付（单人模式）。") == 1


@pytest.mark.parametrize("kind", sorted(SIGNED))
def test_a_guardian_signs_for_a_minor(facts: Any, pages: Pages, kind: PaperKind) -> None:
    text = text_of(pages, facts.prepaid(kind, by_guardian=True, signer="张建国"))
    assert "监护人（签名）" in text
    assert "张建国" in text


@pytest.mark.parametrize("kind", [K.LIABILITY_NOTICE, K.PREPAYMENT_NOTICE, K.RECOVERY_NOTICE, K.TOPUP_NOTICE])
def test_an_estimated_day_says_so_and_a_corrected_one_too(facts: Any, pages: Pages, kind: PaperKind) -> None:
    window = Window(date(2027, 1, 8), provisional=True)
    windows = dict.fromkeys(("notice", "pay", "topup", "appeal"), window)
    correction = Correction(date(2027, 1, 7), date(2027, 1, 8), "国办发明电〔2026〕9号")
    text = text_of(pages, facts.prepaid(kind, **windows, correction=correction))
    assert "2027年1月8日（星期五，推算）" in text
    assert "2027年的节假日安排尚未公布" in text
    assert "国办发明电〔2026〕9号" in text


@pytest.mark.parametrize("kind", [K.LIABILITY_NOTICE, K.RECOVERY_NOTICE, K.TOPUP_NOTICE])
def test_a_day_that_is_over_when_the_paper_is_issued_says_so(facts: Any, pages: Pages, kind: PaperKind) -> None:
    made = facts.prepaid(kind)
    last = made.issued_at.date()
    for due, over in ((last, False), (last - timedelta(days=1), True)):
        windows = dict.fromkeys(("notice", "pay", "topup", "appeal"), Window(due))
        assert ("已届满）" in text_of(pages, replace(made, **windows))) is over


def test_the_sheet_is_in_the_order_it_is_worked_out(facts: Any, pages: Pages) -> None:
    text = text_of(pages, facts.prepaid(K.PAYMENT_CONFIRMATION))
    lines = (
        "1退还货款129.00申请人主张", "2加倍赔偿500.00三倍货款", "3申请金额合计629.00",
        "4法定金额测算：欺诈三倍赔偿629.00",
        "5方案单笔限额500.00", "核准先行赔付金额500.00以方案单笔限额为限", "已支付500.00",
        "剩余请求权（未获赔付）129.00申请金额减先行赔付金额，由消费者保留",
    )  # fmt: skip
    places = [text.index(line) for line in lines]
    assert places == sorted(places)


def test_a_worksheet_says_how_far_it_is_sure(facts: Any, pages: Pages) -> None:
    source = "《中华人民共和国消费者权益保护法》第五十五条"
    told = (
        Statutory("甲", source, Fen(100), settled=True),
        Statutory("乙", source, Fen(200)),
        Statutory("丙", source, limit=Fen(300)),
        Statutory("丁", source),
    )
    text = text_of(pages, facts.prepaid(statutory=told))
    assert f"法定金额测算：甲1.00{source}，所依据的事实已经人工确认" in text
    assert f"法定金额测算：乙2.00{source}，供参考，所依据的事实尚待确认" in text
    assert f"法定金额测算：丙3.00{source}，为可以主张的上限，供参考" in text
    assert f"法定金额测算：丁\u2014\u2014{source}" in text


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        (Recovered(deposit=Fen(30000)), 30000),
        (Recovered(planned=Fen(20000), outstanding=Fen(20000), deposit_held=Fen(50000)), 20000),
        (Recovered(deposit=Fen(30000), planned=Fen(5000), paid_in=Fen(10000)), 25000),
        (Recovered(deposit=Fen(30000), paid_in=Fen(40000)), 0),
    ],
)
def test_the_top_up_is_taken_and_planned_less_paid_in(facts: Any, pages: Pages, told: Recovered, asked: int) -> None:
    assert told.to_top_up == Fen(asked)
    text = text_of(pages, facts.prepaid(K.TOPUP_NOTICE, recovered=told))
    assert f"应补足保证金{Fen(asked).grouped}" in text


@pytest.mark.parametrize("recipient", [Recipient.CONSUMER, Recipient.MERCHANT, Recipient.REGULATOR, Recipient.DESK])
def test_every_copy_says_whose_it_is(facts: Any, pages: Pages, recipient: Recipient) -> None:
    words = wording("prepayment_notice", "prepayment")
    for page in pages(worker.render(facts.prepaid(recipient=recipient)).content):
        assert words.word("recipients", recipient) in page


def test_there_are_words_for_every_ground_and_every_line() -> None:
    words = wording("recovery_notice", "prepayment")
    assert all(words.word("grounds", ground) for ground in (*PrepayGround, "none"))
    assert set(words.part("remarks")) <= set(words.part("sheet"))


def test_the_version_changes_with_the_words_it_shares() -> None:
    assert wording("recovery_notice", "prepayment").version != wording("recovery_notice").version


@pytest.mark.parametrize("kind", NINE)
def test_the_same_facts_make_the_same_bytes(facts: Any, kind: PaperKind) -> None:
    assert worker.render(facts.prepaid(kind)) == worker.render(facts.prepaid(kind))


def test_another_process_zone_and_hash_seed_make_the_same_bytes(facts: Any) -> None:
    code = (
        "import runpy,sys; from odrdesk.documents import worker; from odrdesk.domain.vocabulary import PaperKind;"
        "made=runpy.run_path(sys.argv[1])['Facts'].prepaid;"
        "print(*(worker.render(made(PaperKind(one))).sha256 for one in sys.argv[2:]))"
    )
    here = [worker.render(facts.prepaid(kind)).sha256 for kind in NINE]
    environment = {**os.environ, "PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu"}
    command = [sys.executable, "-c", code, str(Path(__file__).parent / "conftest.py"), *(kind.value for kind in NINE)]
    there = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    assert there.split() == here
