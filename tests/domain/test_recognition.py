"""Reading pasted texts: what people write, judged field by field against what a person reads in it."""

import tomllib
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain.recognition import Recognised, Recogniser
from odrdesk.domain.recognition_names import Dictionary, known
from odrdesk.domain.recognition_words import flat
from odrdesk.services.recognition import words

SAMPLES = tomllib.loads((Path(__file__).parents[1] / "data" / "recognition" / "samples.toml").read_text("utf-8"))
TODAY = date(2026, 11, 26)


@cache
def reader() -> Recogniser:
    return Recogniser(words(), TODAY, known(SAMPLES["known"]))


def read(text: str) -> Recognised:
    return reader().read(text)


def told(text: str, field: str) -> Any:
    span = read(text).of(field)
    return None if span is None else list(span.value) if isinstance(span.value, tuple) else span.value


@cache
def score() -> tuple[Counter[str], Counter[str], list[str]]:
    right, asked, missed = Counter[str](), Counter[str](), list[str]()
    for number, sample in enumerate(SAMPLES["sample"]):
        for field, value in sample["expect"].items():
            asked[field] += 1
            got = told(sample["text"], field)
            if got == value or (field == "claims" and got and set(got) == set(value)):
                right[field] += 1
            else:
                missed.append(f"{number} {field}: {value!r} read as {got!r}")
    return right, asked, missed


FLOORS = {
    "order.goods": 0.95,
    "order.bought_on": 0.95,
    "consumer.name": 0.97,
    "order.paid": 0.97,
    "live.room": 0.97,
    "category": 0.97,
    "claims": 0.97,
}
"""What share of a field's samples must be read right, where it is not all of them. They may rise, never sink."""


def test_there_are_samples_enough() -> None:
    assert len(SAMPLES["sample"]) >= 60


@pytest.mark.parametrize("field", sorted({name for sample in SAMPLES["sample"] for name in sample["expect"]}))
def test_a_field_is_read_as_often_as_before(field: str) -> None:
    right, asked, missed = score()
    assert right[field] >= FLOORS.get(field, 1.0) * asked[field], [one for one in missed if f" {field}:" in one]


def test_what_is_sure_is_right() -> None:
    wrong = [
        (number, field, span.value)
        for number, sample in enumerate(SAMPLES["sample"])
        for field, span in read(sample["text"]).fields.items()
        if span.sure and field in sample["expect"]
        for value in [list(span.value) if isinstance(span.value, tuple) else span.value]
        if (sorted(value) if field == "claims" else value)
        != (sorted(sample["expect"][field]) if field == "claims" else sample["expect"][field])
    ]
    assert wrong == []


@pytest.mark.parametrize("text", ["", " \n", "今天天气不错，明天开会记得带材料。", "好的，收到，谢谢！"])
def test_where_nothing_is_said_nothing_but_the_text_is_taken(text: str) -> None:
    assert set(read(text).fields) <= {"facts"}


@pytest.mark.parametrize(
    ("said", "fen"),
    [
        ("一千二百元", "1200.00"),
        ("一千二块", "1200.00"),
        ("一千零二元", "1002.00"),
        ("两万三元", "23000.00"),
        ("一万二千五百元", "12500.00"),
        ("十五块", "15.00"),
        ("一百零五元", "105.00"),
        ("三百八块", "380.00"),
        ("九十九块九", "99.90"),
        ("1.5万元", "15000.00"),
        ("3万", "30000.00"),
        ("￥１，２９９．００", "1299.00"),
        ("299块", "299.00"),
        ("叁佰元整", "300.00"),
    ],
)
def test_amounts_are_read_as_people_say_them(said: str, fen: str) -> None:
    assert told(f"实付金额：{said}", "order.paid") == fen


@pytest.mark.parametrize("said", ["降噪45分贝", "等了7天", "共3件", "2倍赔偿", "第二天", "一个人", "100%羊绒"])
def test_what_counts_things_is_no_money(said: str) -> None:
    assert told(f"收到后{said}。", "order.paid") is None


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("今天", "2026-11-26"),
        ("昨天", "2026-11-25"),
        ("大前天", "2026-11-23"),
        ("上周三", "2026-11-18"),
        ("上个星期日", "2026-11-22"),
        ("上上周五", "2026-11-13"),
        ("本周一", "2026-11-23"),
        ("周五", "2026-11-20"),
        ("3天前", "2026-11-23"),
        ("上个月28号", "2026-10-28"),
        ("本月5日", "2026-11-05"),
        ("去年12月3日", "2025-12-03"),
        ("12月3日", "2025-12-03"),
        ("11月18号晚上8点多", "2026-11-18"),
        ("2026.11.18", "2026-11-18"),
        ("20261118", "2026-11-18"),
        ("2026年2月28日", "2026-02-28"),
        ("双十一", "2026-11-11"),
        ("618", "2026-06-18"),
        ("10.30", "2026-10-30"),
    ],
)
def test_days_are_counted_from_the_day_of_pasting(said: str, day: str) -> None:
    assert told(f"购买日期：{said}", "order.bought_on") == day


@pytest.mark.parametrize(
    ("said", "time"),
    [
        ("中午11点半", "11:30"),
        ("中午12点", "12:00"),
        ("中午1点", "13:00"),
        ("凌晨12点10分", "00:10"),
        ("凌晨1点", "01:00"),
        ("半夜11点", "23:00"),
        ("上午9点", "09:00"),
        ("下午3点", "15:00"),
        ("晚上8点", "20:00"),
        ("晚上12点", ""),
        ("20:15", "20:15"),
    ],
)
def test_the_hour_is_that_of_the_part_of_the_day(said: str, time: str) -> None:
    assert told(f"11月18日{said}来电投诉", "received_at") == ["2026-11-18", time]


def test_last_night_tells_the_part_of_the_day_too() -> None:
    assert told("昨晚8点来电投诉", "received_at") == ["2026-11-25", "20:00"]


@pytest.mark.parametrize("said", ["2026-02-30", "13月1日", "11月31日", "0.5", "二月三十"])
def test_no_day_is_made_of_what_is_none(said: str) -> None:
    assert told(f"购买日期：{said}", "order.bought_on") is None


def test_a_day_without_its_year_asks_a_person_to_look() -> None:
    assert read("11月18号在直播间买的").of("order.bought_on").sure is False
    assert read("购买日期：2026年11月18日").of("order.bought_on").sure is True


@pytest.mark.parametrize(
    "text",
    [
        "11月18号在平台直播间“云裳服饰旗舰店官方直播”买的羊绒衫",
        "我2026年11月18日在浦江好物的店铺里花了299元买了一件羊绒衫",
    ],
)
def test_a_day_is_that_of_the_purchase_though_the_shop_stands_between(text: str) -> None:
    assert told(text, "order.bought_on") == "2026-11-18"


def test_a_day_of_receipt_stays_that_though_the_purchase_is_told_later() -> None:
    assert told("11月18号收到在云裳服饰旗舰店直播间买的羊绒衫", "order.bought_on") is None


@pytest.mark.parametrize(
    "text",
    ["商家电话：13900001111", "客服电话4008001234无人接听", "快递员13900001111说放门口", "商家手机13900001111关机"],
)
def test_the_sellers_number_is_not_taken_for_the_consumers(text: str) -> None:
    assert told(text, "consumer.phone") is None


def test_a_second_number_stays_beside_for_a_person_to_use() -> None:
    found = read("电话：13900001111，另一个号码13900002222")
    assert told("电话：13900001111，另一个号码13900002222", "consumer.phone") == "13900001111"
    assert [span.value for span in found.spans if not span.field and span.kind == "phone"] == ["13900002222"]


def test_an_identity_number_that_cannot_be_right_asks_to_look() -> None:
    assert read("身份证：110105194912310022").of("consumer.id_no").sure is False
    assert told("号码110105194912310022", "consumer.id_no") is None


@pytest.mark.parametrize(("said", "host"), [("主播反复说是真皮", None), ("主播小满反复说是真皮，主播一直承诺", "小满")])
def test_what_a_host_did_is_not_his_name(said: str, host: str | None) -> None:
    assert told(said, "live.host") == host


def test_the_longest_known_name_wins_and_a_short_one_stands_for_its_firm() -> None:
    names = Dictionary(
        {"merchant.name": ("云裳", "云裳服饰旗舰店"), "live.host": ("Lily",)},
        {"浦江好物": "上海浦江好物电子商务有限公司"},
    )
    read_with = Recogniser(words(), TODAY, names)
    assert read_with.read("在云裳服饰旗舰店买的").of("merchant.name").value == "云裳服饰旗舰店"
    firm = read_with.read("浦江好物不退钱").of("merchant.name")
    assert (firm.value, firm.sure) == ("上海浦江好物电子商务有限公司", False)
    assert read_with.read("Lilyan said so").of("live.host") is None


def test_labels_are_counted_each_once() -> None:
    assert reader().labels("投诉人：李婷\n电话：139\n电话：138") == 2
    assert reader().labels("你好，在吗") == 0


TEXTS = st.text(max_size=400) | st.lists(
    st.sampled_from([
        "投诉人：", "电话", "13800138000", "订单", "6920115822740112", "\n", "\u202e", "😀", "一千二", "元", "上周三",
        "买了", "11月", "直播间", "“", "”", "￥", "1,299.00", "要求", "退一赔三", "：", "：：", "\t", "\u0000",
        "\ud800", "2026-11-18", "旗舰店", "、",
    ]),
    max_size=60,
).map("".join)  # fmt: skip


@given(TEXTS)
def test_every_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    found = read(text)
    fields = [span.field for span in found.spans if span.field]
    assert len(fields) == len(set(fields))
    for span in found.spans:
        assert 0 <= span.start < span.end <= len(text)
        assert span.value


@given(TEXTS)
def test_comparing_never_moves_a_letter(text: str) -> None:
    assert len(flat(text)) == len(text)


@given(st.text(max_size=200))
def test_words_are_written_as_they_stand_in_the_text(text: str) -> None:
    span = read(f"商品名称：{text}").of("order.goods")
    assert span is None or str(span.value) in text


PIECES = (
    "1",
    "在",
    "买一",
    "要求",
    "订单69201158227401",
    "投诉人：李婷 ",
    "😀",
    "\u202e",
    "一千",
    "，",
    "\n",
    "直播间“",
)


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_that_only_repeats_itself_is_read(piece: str) -> None:
    text = (piece * 8_000)[:8_000]
    assert all(0 <= span.start < span.end <= len(text) for span in read(text).spans)


def test_a_hundred_thousand_letters_are_read() -> None:
    text = "".join(sample["text"] for sample in SAMPLES["sample"])
    text = (text * (100_000 // len(text) + 1))[:100_000]
    assert told(text, "consumer.name") == "李文婷"
