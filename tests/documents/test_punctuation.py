"""Half-width punctuation is offered as full-width beside Chinese, and never inside a number or Latin words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.documents.punctuation import offers, taken


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("甲,乙;丙:丁?戊!", "甲\uff0c乙\uff1b丙\uff1a丁\uff1f戊\uff01"),
        ("你好, 世界.", "你好\uff0c世界\u3002"),
        ("金额:100元", "金额\uff1a100元"),
        ("订单1,订单2", "订单1\uff0c订单2"),
        ("编号(2026)为准", "编号\uff082026\uff09为准"),
        ("已付款.未发货", "已付款\u3002未发货"),
    ],
)
def test_a_sign_beside_chinese_is_offered_full_width(typed: str, full: str) -> None:
    assert taken(typed, offers(typed)) == full


@pytest.mark.parametrize(
    "typed",
    [
        "共3,000.50元",
        "10:30到12:00",
        "http://www.example.cn/a?b=1",
        "A,B和C",
        "版本v1.2",
        "a@b.cn",
        "USD 18.90 (rate 7.1)",
        "甲\uff0c乙\u3002",
        "",
    ],
)
def test_numbers_latin_words_and_addresses_keep_theirs(typed: str) -> None:
    assert offers(typed) == ()


def test_what_a_template_names_is_left_alone() -> None:
    typed = "@若 甲,乙\n# 题,目\n甲{实付,金额}乙,丙"
    assert taken(typed, offers(typed, template=True)) == "@若 甲,乙\n# 题,目\n甲{实付,金额}乙\uff0c丙"


@given(st.text(alphabet=st.sampled_from("甲乙,;:?!.() 12aB\n{}"), max_size=60))
def test_only_signs_and_the_spaces_behind_them_change(typed: str) -> None:
    full = taken(typed, offers(typed))
    keep = str.maketrans("", "", ",;:?!.() \uff0c\uff1b\uff1a\uff1f\uff01\u3002\uff08\uff09")
    assert full.translate(keep) == typed.translate(keep)
