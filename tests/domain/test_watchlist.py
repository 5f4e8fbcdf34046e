"""The watch list: a mark is found as a whole, whatever width or case; what is on it when; how its lines are read."""

import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.errors import Refusal
from odrdesk.domain.parties import Live, Merchant
from odrdesk.domain.sheet_words import CellWords, Vocabulary
from odrdesk.domain.watchlist import Mark, Watch, folded, head, heads, heads_of
from odrdesk.domain.watchlist_rows import columns, read_mark, read_rows

RESOURCES = Path(__file__).parents[2] / "resources"
TODAY = date(2026, 4, 10)


def named(text: str, *names: str) -> list[str]:
    return [mark.name for mark in Watch(map(Mark, names)).named(text)]


@pytest.fixture(scope="module")
def words() -> CellWords:
    return Vocabulary.parse(tomllib.loads((RESOURCES / "intake" / "values.toml").read_text("utf-8"))).cells


@pytest.mark.parametrize(
    ("text", "name", "there"),
    [
        ("澄砚竹节保温杯", "澄砚", True),
        ("买的是澄砚", "澄砚", True),
        ("澄 砚保温杯", "澄砚", False),
        ("ＬＵＭＩＱ手表", "lumiq", True),
        ("lumiq手表", "ＬＵＭＩＱ", True),
        ("LUMIQ S2 手表", "Lumiq", True),
        ("lumiqs 手表", "lumiq", False),
        ("xlumiq", "lumiq", False),
        ("lumiq2", "lumiq", False),
        ("lumiq-2", "lumiq", True),
        ("blue   whale 耳机", "Blue Whale", True),
        ("霁蓝jilan外套", "霁蓝 JILAN", False),
        ("霁蓝 jilan外套", "霁蓝 JILAN", True),
        ("霁蓝 jilans", "霁蓝 JILAN", False),
        ("鲜牛奶", "鲜", False),
        ("品牌：鲜。", "鲜", True),
        ("A5 纸", "A", False),
        ("", "澄砚", False),
    ],
)
def test_a_mark_is_found_as_a_whole(text: str, name: str, there: bool) -> None:
    assert bool(named(text, name)) is there


def test_marks_come_in_the_order_of_their_first_place_and_once() -> None:
    assert named("浦屿山和澄砚和澄砚", "澄砚", "浦屿山", "霁蓝") == ["浦屿山", "澄砚"]


# The model: every place of the text, every mark, and the neighbours looked at one by one.

LETTERS = "abA1澄砚山Ａ １-é "


def spelled(character: str) -> bool:
    return bool(re.fullmatch(r"[a-z0-9é]", character))


def naive(text: str, name: str) -> bool:
    text, name = folded(text), folded(name)
    if not name:
        return False
    for place in range(len(text)):
        if text[place : place + len(name)] != name:
            continue
        before, after = text[place - 1 : place] if place else "", text[place + len(name) : place + len(name) + 1]
        if len(name) == 1 and not name.isascii() and name != "é":
            if not (before.isalnum() or after.isalnum()):
                return True
        elif not (spelled(name[0]) and spelled(before)) and not (spelled(name[-1]) and spelled(after)):
            return True
    return False


@given(st.text(LETTERS, max_size=12), st.lists(st.text(LETTERS, min_size=1, max_size=4), max_size=5))
def test_it_finds_what_looking_at_every_place_finds(text: str, names: list[str]) -> None:
    found = set(named(text, *names))
    assert found == {name for name in names if naive(text, name)}


@given(st.text(LETTERS, max_size=12), st.text(LETTERS, min_size=1, max_size=4))
def test_whatever_is_found_has_its_head_in_the_text(text: str, name: str) -> None:
    if named(text, name):
        assert head(folded(name)) in heads(folded(text))


def test_ten_thousand_marks_are_looked_for_in_one_reading() -> None:
    marks = [Mark(f"{chr(0x4E00 + n // 90)}{chr(0x5000 + n % 90)}") for n in range(10_000)]
    watch = Watch(marks)
    facts = "直播间宣传与实物不符，要求退款。" * 1000 + marks[7_777].name
    assert [mark.name for mark in watch.named(facts)] == [marks[7_777].name]


def draft(**texts: str) -> Complaint:
    return Complaint(
        received_at=datetime(2026, 4, 10, tzinfo=UTC),
        order=Order(goods=texts.get("goods")),
        live=Live(room=texts.get("room")),
        merchant=Merchant(texts.get("merchant", "")),
        facts=texts.get("facts", ""),
    )


def test_goods_room_merchant_and_words_are_looked_at_and_the_first_field_is_told() -> None:
    watch = Watch([Mark("澄砚"), Mark("浦屿山"), Mark("LUMIQ")])
    told = draft(goods="澄砚杯", room="浦屿山直播间", merchant="LUMIQ旗舰店", facts="澄砚是假的")
    assert [(hit.field, hit.mark.name) for hit in watch.hits(told)] == [
        ("order.goods", "澄砚"),
        ("live.room", "浦屿山"),
        ("merchant.name", "LUMIQ"),
    ]
    assert {"澄砚", "浦屿", "lu"} <= heads_of([told])


@pytest.mark.parametrize(
    ("since", "until", "there"),
    [
        (None, None, True),
        (date(2026, 4, 10), date(2026, 4, 10), True),
        (date(2026, 4, 11), None, False),
        (None, date(2026, 4, 9), False),
    ],
)
def test_only_marks_on_the_list_on_the_day_of_receipt(since: date | None, until: date | None, there: bool) -> None:
    watch = Watch([Mark("澄砚", effective_from=since, effective_to=until)])
    assert bool(watch.hits(draft(goods="澄砚杯"))) is there


# Lines of a list


def test_a_heading_is_found_below_a_title_and_lines_become_marks(words: CellWords) -> None:
    headings = tomllib.loads((RESOURCES / "ip" / "headings.toml").read_text("utf-8"))["headings"]
    rows = [
        ["浦东新区重点商标保护名录", None, None],
        ["序号", "商标名称", "注册号", "类别", "权利人", "生效日期", "失效日期"],
        [1.0, " 澄砚 ", 90000001.0, "21", "上海澄砚文化有限公司", "1998-03-01", date(2027, 5, 31)],
        [2.0, "", "90000002", None, None, None, None],
        [None, None, None, None, None, None, None],
        [3.0, "浦屿山", "90000003", "30", None, "2026年1月2日", "2025-01-01"],
        [4.0, "澄砚", "90000001", "21", "上海澄砚文化有限公司", "1998-03-01", "2027/5/31"],
    ]
    at, found = columns(rows, headings)
    listed = read_rows(rows, at, found, words, TODAY)
    assert listed.marks == (
        Mark("澄砚", "90000001", "21", "上海澄砚文化有限公司", date(1998, 3, 1), date(2027, 5, 31)),
    )
    assert [(one.line, one.field, one.code) for one in listed.problems] == [
        (4, "name", "watchlist.no_name"),
        (6, "effective_to", "watchlist.days"),
    ]


def test_without_a_column_for_the_mark_it_is_no_list() -> None:
    assert columns([["订单号", "商品"]], {"name": ["商标名称"]})[0] == -1


def test_a_day_that_is_none_names_its_field(words: CellWords) -> None:
    with pytest.raises(Refusal) as no:
        read_mark({"name": "澄砚", "effective_from": "2026-02-30"}, words, TODAY)
    assert (no.value.code, no.value.field) == ("date.unreadable", "effective_from")
