"""消费纠纷和解协议书: parties, items, amount in figures and capitals, consequences, rights, copies, signatures."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from odrdesk.documents import agreement
from odrdesk.documents.facts import ItemFacts, OrderFacts
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import ItemKind, Payer

Read = Callable[[bytes], dict[str, str]]


def text_of(facts: Any, readers: Read, **changes: Any) -> str:
    return readers(agreement.render(facts.agreement(**changes)).content)["pypdf"]


@pytest.mark.parametrize(
    "words",
    [
        "消费纠纷和解协议书",
        "沪浦消和〔2026〕1号",
        "甲方于2026年9月20日购买“头层牛皮男鞋”，实付人民币129.00元（大写：壹佰贰拾玖元整），订单号692011582274003801。",
        "合计人民币629.00元（大写：陆佰贰拾玖元整）",
        "款项支付方式：原支付渠道退回。",
        "收款账户：****7890。",
        "退货安排：甲方寄回商品。",
        "退货运费由乙方承担。",
        "违约责任",
        "甲方未在本协议中明确放弃的权利，甲方予以保留。",
        "《中华人民共和国个人信息保护法》",
        "自甲方签名或者电子确认、乙方盖章之日起生效",
        "本协议一式三份",
        "甲方（签名）",
        "乙方（盖章）",
        "丙方（见证，盖章）",
        "第五十五条第一款",
        "不能直接申请司法确认",
    ],
)
def test_it_contains(facts: Any, readers: Read, words: str) -> None:
    for text in readers(agreement.render(facts.agreement()).content).values():
        assert words in text


def test_each_item_has_its_payer_amount_and_day(facts: Any, poppler: Callable[[bytes], str]) -> None:
    text = poppler(agreement.render(facts.agreement()).content)
    assert text.count("2026年10月20日前") == 2
    assert text.count("2026年10月18日前") == 1
    for words in ("退还货款", "加倍赔偿", "退回商品", "129.00", "500.00", "629.00"):
        assert words in text


@pytest.mark.parametrize(
    ("fen", "figures", "capitals"),
    [
        (1, "0.01", "壹分"),
        (10, "0.10", "壹角整"),
        (105, "1.05", "壹元零伍分"),
        (100001, "1,000.01", "壹仟元零壹分"),
        (1000000100, "10,000,001.00", "壹仟万零壹元整"),
        (99999999999, "999,999,999.99", "玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_amounts_in_figures_and_capitals(facts: Any, readers: Read, fen: int, figures: str, capitals: str) -> None:
    item = ItemFacts(ItemKind.REFUND, Payer.MERCHANT, Fen(fen), date(2026, 10, 20))
    assert f"合计人民币{figures}元（大写：{capitals}）" in text_of(facts, readers, items=(item,))


def test_what_the_consumer_owes_is_not_in_the_sum(facts: Any, readers: Read) -> None:
    items = (*facts.agreement().items, ItemFacts(ItemKind.FREIGHT, Payer.CONSUMER, Fen(1200)))
    text = text_of(facts, readers, items=items)
    assert "12.00" in text
    assert "消费者应收合计629.00" in text


def test_an_agreement_without_money_prints_no_sum_in_words(facts: Any, readers: Read) -> None:
    item = ItemFacts(ItemKind.REPLACE, Payer.MERCHANT, Fen(0), date(2026, 10, 20))
    text = text_of(facts, readers, items=(item,), method="", account="")
    assert "更换商品" in text
    assert "大写：零元整" not in text


def test_punitive_damages_are_waived_only_expressly(facts: Any, readers: Read) -> None:
    assert "不再另行主张惩罚性赔偿" not in text_of(facts, readers)
    assert "不再另行主张惩罚性赔偿" in text_of(facts, readers, waives_punitive=True)


def test_an_order_of_which_little_is_known(facts: Any, readers: Read) -> None:
    assert "甲方购买“鞋”。" in text_of(facts, readers, order=OrderFacts("鞋"))


def test_a_complaint_that_looks_like_an_insert_is_only_text(facts: Any, readers: Read) -> None:
    told = "@items\n@matter"
    text = text_of(facts, readers, dispute=told)
    assert "甲方反映：@items" in text
    assert text.count("履行事项") == text_of(facts, readers).count("履行事项")


def test_the_number_of_copies_is_the_facts(facts: Any, readers: Read) -> None:
    assert "一式四份" in text_of(facts, readers, copies=4)
    assert replace(facts.agreement(), copies=4).total == Fen(62900)
