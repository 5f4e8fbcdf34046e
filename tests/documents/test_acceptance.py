"""受理告知书 as `domain` asks for it: dates, summary, officer, rights."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from odrdesk.documents import acceptance

Read = Callable[[bytes], dict[str, str]]


def test_the_three_dates_stand_as_dates_are_written(facts: Any, poppler: Callable[[bytes], str]) -> None:
    text = poppler(acceptance.render(facts.acceptance()).content)
    for words in ("收到日期", "受理日期", "和解期限届满日", "2026年9月30日", "2026年10月8日", "2026年10月20日"):
        assert words in text


@pytest.mark.parametrize(
    "words",
    [
        "消费纠纷受理告知书",
        "沪浦消受〔2026〕1号",
        "宣传头层牛皮，检测为PU。",
        "退货、退还货款和服务费用、惩罚性赔偿",
        "692011582274003801",
        "头层牛皮男鞋",
        "承办人：王丽，联系电话：021-58880173。",
        "和解期限届满日为2026年10月20日（星期二）",
        "你可以随时撤回",
        "向市场监督管理部门投诉",
        "《中华人民共和国消费者权益保护法》第三十九条",
        "向人民法院提起诉讼",
        "3101150000000202609301234",
        "法律条文请核对现行有效文本",
        "（盖章处）",
    ],
)
def test_it_contains(facts: Any, readers: Read, words: str) -> None:
    for text in readers(acceptance.render(facts.acceptance()).content).values():
        assert words in text


def test_a_provisional_calendar_is_said(facts: Any, readers: Read) -> None:
    paper = acceptance.render(facts.acceptance(due_on=date(2027, 10, 12), due_provisional=True))
    assert "2027年的节假日安排尚未公布" in readers(paper.content)["pypdf"]


def test_what_is_not_known_is_not_printed(facts: Any, readers: Read) -> None:
    text = readers(acceptance.render(facts.acceptance(order=None, channel_number="", claims="")).content)["pypdf"]
    assert not any(words in text for words in ("订单号", "登记编号", "诉求", "None"))
