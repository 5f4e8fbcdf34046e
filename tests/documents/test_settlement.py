"""和解(结案)通知书: result, amount, performance, routes, seal; before and after performance."""

from collections.abc import Callable
from typing import Any

import pytest

from odrdesk.documents import settlement

Read = Callable[[bytes], dict[str, str]]


@pytest.mark.parametrize(
    "words",
    [
        "消费纠纷和解结案通知书",
        "沪浦消结〔2026〕0001号",
        "张某、上海浦江好物电子商务有限公司：",
        "PD-2026-000177",
        "692011582274003801",
        "头层牛皮男鞋（1件）",
        "已于2026年10月15日达成和解",
        "《消费纠纷和解协议书》（沪浦消和〔2026〕1号）",
        "款项合计人民币629.00元（大写：陆佰贰拾玖元整）",
        "上述约定已于2026年10月16日履行完毕。",
        "履行凭证：退款流水2026101622001。",
        "本案于2026年10月19日结案。",
        "《中华人民共和国消费者权益保护法》第三十九条",
        "第五十五条第一款",
        "《中华人民共和国电子商务法》第六十条、第六十三条",
        "（盖章处）",
        "2026年10月19日",
    ],
)
def test_it_contains(facts: Any, readers: Read, words: str) -> None:
    for text in readers(settlement.render(facts.settlement()).content).values():
        assert words in text


def test_the_figures_stand_together(facts: Any, poppler: Callable[[bytes], str]) -> None:
    text = poppler(settlement.render(facts.settlement()).content)
    for words in ("629.00", "2026年10月15日", "2026年10月16日履行完毕", "陆佰贰拾玖元整"):
        assert words in text


def test_before_performance_the_notice_says_what_is_due(facts: Any, readers: Read) -> None:
    paper = settlement.render(facts.settlement(performed_on=None, shown_by="", closed_on=None))
    text = readers(paper.content)["pypdf"]
    assert "消费纠纷和解通知书" in text
    assert "按照上表约定的期限足额履行" in text
    assert "履行期限2026年10月20日" in text
    assert "履行完毕" not in text


def test_without_an_agreement_or_a_remedy_nothing_is_cited_for_them(facts: Any, readers: Read) -> None:
    text = readers(settlement.render(facts.settlement(agreement_number="", remedies=())).content)["pypdf"]
    assert "双方约定如下" in text
    assert "第五十五条" not in text
