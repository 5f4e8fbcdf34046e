"""The papers of a case's own life: each has what domain asks of it, for every way a case can go."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from odrdesk.documents.contacts import Talk
from odrdesk.documents.facts import ItemFacts
from odrdesk.documents.receipt import Done
from odrdesk.documents.wording import shipped
from odrdesk.documents.worker import render
from odrdesk.domain.errors import Fault
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import ItemKind, Payer

SHANGHAI = timezone(timedelta(hours=8))
Read = Callable[[bytes], dict[str, str]]
Pages = Callable[[bytes], list[str]]
ROUTES = ("消费者协会", "有关行政部门投诉", "仲裁", "人民法院")


@pytest.fixture
def said(pages: Pages) -> Callable[[Any], str]:
    """The words of a paper, spaces left out."""
    return lambda facts: "".join(pages(render(facts).content))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "supplement",
            (
                "补正材料通知书",
                "身份证明复印件",
                "检测报告",
                "请于2026年10月15日（星期四）前补正",
                "以材料不足为由不予受理",
                "不影响你补齐材料后再次提出",
                "至2026年10月20日届满，不因补正材料而顺延",
                "《市场监督管理投诉举报处理办法》第十条、第十一条",
                "（盖章处）",
                "一式两份",
            ),
        ),
        (
            "refused",
            (
                "不予受理告知书",
                "自知道或者应当知道权益受到损害之日起已超过三年",
                "参照《市场监督管理投诉举报处理办法》第十六条第四项",
                "具体说明：购买于2020年。",
                "由王丽、陈经理核定",
                "你还可以按照《中华人民共和国消费者权益保护法》第三十九条规定的其他途径解决",
                "不是行政机关的文书",
                "（盖章处）",
                "一式两份",
            ),
        ),
        (
            "failure",
            (
                "终止协商告知书",
                "2026年10月21日终止协商",
                "和解期限届满，双方未能达成一致",
                "商家不认可。",
                "转投诉",
                "七个工作日",
                "检测报告.pdf",
                "SHA-256" + "ab12" * 3,
                "消受〔2026〕第0001号",
                "金额人民币629.00元",
                "（盖章处）",
                "一式两份",
            ),
        ),
        (
            "closing",
            (
                "消费纠纷结案通知书",
                "消费者于2026年10月21日撤回",
                "原因：已自行解决。",
                "2026年10月23日结案",
                "在2029年10月23日前",
                "（盖章处）",
            ),
        ),
        (
            "contacts",
            (
                "消费纠纷协商记录",
                "2026-10-0910:05",
                "沟通电话",
                "对象：经营者",
                "经办：王丽",
                "同意退款，不同意三倍赔偿。",
                "请书面答复",
                "提出方案",
                "第1轮：",
                "退还货款，人民币129.00元，经营者，2026年10月20日前",
                "有效期至2026年10月14日",
                "未获同意",
                "不足法定金额",
                "回访",
                "已联系上",
                "承办人王丽",
                "签名：",
                "一式一份",
            ),
        ),
        (
            "receipt",
            (
                "履行（收款）确认书",
                "2026年10月16日",
                "退款流水2026101622001",
                "人民币129.00元（大写：壹佰贰拾玖元整）",
                "尚未履行的款项合计人民币500.00元（大写：伍佰元整）",
                "加倍赔偿",
                "消费者（签名）",
                "沪浦消协〔2026〕1号",
                "一式两份",
            ),
        ),
    ],
)
def test_it_contains_what_it_must(facts: Any, readers: Read, kind: str, words: tuple[str, ...]) -> None:
    for text in readers(render(getattr(facts, kind)()).content).values():
        assert [one for one in words if one not in text] == []
        assert "None" not in text


@pytest.mark.parametrize("kind", ["supplement_notice", "refusal_notice", "failure_notice", "closing_notice"])
def test_every_notice_names_the_ways_of_article_39_and_is_no_authority(kind: str) -> None:
    text = shipped(kind)
    assert text is not None
    assert all(route in text for route in ROUTES)
    assert "第三十九条" in text
    assert "不是行政机关的" in text
    assert "决定书" not in text, "a firm decides nothing in the name of an authority"


@pytest.mark.parametrize("kind", ["contacts", "receipt"])
def test_what_people_sign_has_no_place_for_a_seal(facts: Any, said: Any, kind: str) -> None:
    assert "盖章" not in said(getattr(facts, kind)())


def test_a_notice_of_before_the_order_of_2026_rests_on_the_older_one(facts: Any, said: Any) -> None:
    text = said(facts.supplement(law="order20"))
    assert "暂行办法》第九条、第十条" in text
    assert "市场监督管理投诉" not in said(facts.supplement(law=""))


def test_a_supplement_off_the_12315_platform_speaks_of_no_negotiation(facts: Any, said: Any) -> None:
    assert "顺延，请尽早" not in said(facts.supplement(odr_due_on=None))


def test_a_lapse_lists_what_did_not_come(facts: Any, said: Any) -> None:
    text = said(facts.refused(ground="order121_5", missing=("检测报告", "身份证明"), missing_due_on=date(2026, 10, 15)))
    assert "在2026年10月15日前补正下列材料" in text
    assert "1检测报告2身份证明" in text
    assert "补正" not in said(facts.refused()).replace("补正材料", "")


def test_a_ground_without_words_of_our_own_is_told_in_those_of_the_clause(facts: Any, said: Any) -> None:
    assert "属于下列情形：其他情形。" in said(facts.refused(ground="order999_1", clause="其他情形"))


@pytest.mark.parametrize(("ground", "words"), [("refused", "不接受和解方案"), ("unreachable", "无法与当事人取得联系")])
def test_why_the_negotiation_ended_is_told(facts: Any, said: Any, ground: str, words: str) -> None:
    assert words in said(facts.failure(ground=ground))


def test_without_evidence_and_platform_the_notice_of_failure_promises_neither(facts: Any, said: Any) -> None:
    text = said(facts.failure(evidence=(), papers=(), pushed=False, points=(), contacts=0, rounds=0, why=""))
    assert "未保存当事人提交的证据文件" in text
    assert not any(words in text for words in ("校验值", "转投诉", "已出具的文书", "共联系", "具体说明"))


@pytest.mark.parametrize(
    ("result", "told", "words"),
    [
        ("failed", {"text": "期限届满"}, "已于2026年10月21日终止协商（期限届满）。"),
        (
            "ext_ended",
            {"text": "浦东新区市场监督管理局"},
            "转由浦东新区市场监督管理局处理，已于2026年10月21日终止调解。",
        ),
        ("adjudication", {"text": "（2026）沪0115民初1号"}, "案号：（2026）沪0115民初1号"),
        ("not_accepted", {"text": "第十六条第四项"}, "告知不予受理（第十六条第四项）。"),
        ("lapsed", {}, "未在期限内补正材料"),
        ("transferred", {"text": "徐汇区市场监督管理局"}, "移送徐汇区市场监督管理局处理"),
        ("merged", {"text": "PD-2026-000170"}, "与案件PD-2026-000170系同一纠纷"),
        ("prepaid", {"amount": Fen(62900)}, "先行赔付消费者人民币629.00元（大写：陆佰贰拾玖元整）"),
    ],
)
def test_every_way_to_close_without_a_settlement_is_told(
    facts: Any, said: Any, result: str, told: dict[str, Any], words: str
) -> None:
    assert words in said(facts.closing(result=result, why="", **told))


def test_an_ending_the_wording_does_not_know_is_a_fault(facts: Any) -> None:
    with pytest.raises(Fault):
        render(facts.closing(result="forgotten"))


def test_what_the_fund_paid_before_is_told_beside_another_ending(facts: Any, said: Any) -> None:
    assert "平台先行赔付消费者人民币500.00元（大写：伍佰元整）" in said(facts.closing(result="failed", paid=Fen(50000)))


def test_a_record_of_many_contacts_keeps_every_line_in_order_and_its_head_on_every_page(
    facts: Any, pages: Pages
) -> None:
    start = datetime(2026, 10, 1, 9, 0, tzinfo=SHANGHAI)
    talks = tuple(
        Talk(start + timedelta(hours=k), "contact", "电话", "both", "王丽", f"第{k}次通话：" + "各执一词，" * (k % 30))
        for k in range(120)
    )
    found = pages(render(facts.contacts(talks=talks)).content)
    whole = "".join(found)
    places = [whole.index(f"第{k}次通话") for k in range(120)]
    assert places == sorted(places)
    assert all("方式与人员" in page for page in found[:-1] if "次通话" in page)
    assert "第119次通话" in found[-1] or "以上各条" in found[-1], "no page with the signature alone"


def test_a_word_of_3_pages_in_one_contact_is_torn_and_kept(facts: Any, pages: Pages) -> None:
    story = "".join(f"第{k}句话。" for k in range(900))
    one = replace(facts.contacts().talks[0], content=story)
    found = pages(render(facts.contacts(talks=(one,))).content)
    assert len(found) >= 3
    told = "".join(found)
    assert all(f"第{k}句话" in told for k in (0, 450, 899))


def test_all_performed_leaves_nothing(facts: Any, said: Any) -> None:
    text = said(facts.receipt(owed=(), performed=Fen(62900), remaining=Fen(0)))
    assert "已经全部履行，没有尚未履行的部分" in text
    assert "尚未履行的款项" not in text


def test_things_and_money_are_told_apart(facts: Any, said: Any) -> None:
    thing = ItemFacts(ItemKind.REPLACE, Payer.MERCHANT, Fen(0))
    done = (Done(date(2026, 10, 16), Fen(0), "顺丰SF1234567890", thing), Done(date(2026, 10, 17), Fen(5000), "流水"))
    text = said(facts.receipt(done=done, owed=(), performed=Fen(5000), remaining=Fen(0)))
    assert "更换商品——顺丰SF1234567890" in text
    assert "支付款项50.00流水" in text
    assert "截至2026年10月17日" in text


def test_a_minors_guardian_confirms(facts: Any, said: Any) -> None:
    text = said(facts.receipt(by_guardian=True, signer="李某"))
    assert "本人李某就与" in text
    assert "监护人（签名）李某" in text
    assert "由监护人李某代为确认和收款" in text
