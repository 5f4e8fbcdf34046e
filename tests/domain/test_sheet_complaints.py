"""What becomes of a line: what it says, what stands in for what it does not say, and what it said in full."""

import tomllib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from odrdesk.domain.cells import Cell
from odrdesk.domain.sheet import Sheet, recognise
from odrdesk.domain.sheet_complaints import Setting, SheetComplaint, complaints_of
from odrdesk.domain.sheet_lines import normalise
from odrdesk.domain.sheet_words import Headers, Vocabulary
from odrdesk.domain.vocabulary import Category, Claim

TABLES = Path(__file__).parents[2] / "resources" / "intake"
HEADERS = Headers.parse(tomllib.loads((TABLES / "headers.toml").read_text("utf-8")))
VOCABULARY = Vocabulary.parse(tomllib.loads((TABLES / "values.toml").read_text("utf-8")))
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HEADS = ("登记编号", "登记时间", "投诉人", "联系电话", "被投诉企业", "问题陈述")
LINE: Sequence[Cell] = ("31", "2026-11-02 09:30", "王某", "13800001111", "好物公司", "皮鞋开胶")


def read(line: Sequence[Cell], heads: Sequence[Cell] = HEADS, **setting: bool) -> SheetComplaint:
    sheet = Sheet("表", "xlsx", None, (tuple(heads), tuple(line)))
    mapping = recognise(sheet, HEADERS)
    found = normalise(sheet, mapping, VOCABULARY, date(2026, 11, 23))
    return complaints_of(sheet, mapping, found.rows, found.problems, Setting(NOW, "表.xlsx", **setting))[0]


def instead(place: int, cell: Cell) -> Sequence[Cell]:
    return [*LINE[:place], cell, *LINE[place + 1 :]]


def test_a_whole_line_is_a_complaint_counted_from_its_own_time() -> None:
    told = read(LINE)
    assert (
        told.moment
        == told.complaint.received_at
        == told.complaint.pushed_at
        == datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
    )
    assert (told.complaint.consumer.name, told.complaint.facts) == ("王某", "皮鞋开胶")
    assert (told.problems, told.missing) == ((), ())


def test_a_bare_day_counts_from_its_first_minute_in_shanghai() -> None:
    assert read(instead(1, date(2026, 11, 2))).moment == datetime(2026, 11, 1, 16, 0, tzinfo=UTC)


def test_what_a_sheet_does_not_say_is_assumed_and_named() -> None:
    told = read(instead(1, "上周三"))
    assert told.complaint.received_at == NOW
    assert (told.complaint.category, told.complaint.claims) == (Category.QUALITY, (Claim.OTHER,))
    assert told.assumed == ("received_at", "claims")
    assert [(one.cell, one.value, one.code) for one in told.problems] == [("B2", "上周三", "date.unreadable")]


@pytest.mark.parametrize(("typed", "reason"), [("1380000", "1380000"), ("", "表.xlsx D2"), (None, "表.xlsx D2")])
def test_without_a_phone_the_reason_is_the_cell(typed: Cell, reason: str) -> None:
    consumer = read(instead(3, typed)).complaint.consumer
    assert (consumer.phone, consumer.no_phone_reason) == (None, reason)


def test_without_a_column_for_the_phone_the_reason_is_the_place_of_the_line() -> None:
    told = read((*LINE[:3], *LINE[4:]), heads=(*HEADS[:3], *HEADS[4:]))
    assert told.complaint.consumer.no_phone_reason == "表.xlsx 表 2"


def test_a_line_without_narrative_keeps_all_its_words() -> None:
    assert read(instead(5, "")).complaint.facts.splitlines()[2:] == [
        "投诉人: 王某",
        "联系电话: 13800001111",
        "被投诉企业: 好物公司",
    ]


@pytest.mark.parametrize(("place", "field"), [(2, "投诉人"), (4, "被投诉企业")])
def test_without_consumer_or_merchant_it_cannot_be_registered(place: int, field: str) -> None:
    missing = read(instead(place, "")).missing
    assert [(one.column, one.code) for one in missing] == [(field, "field.required")]


def test_a_name_that_is_too_long_is_no_name() -> None:
    told = read(instead(2, "王" * 51))
    assert [(one.cell, one.code, one.data["limit"]) for one in told.problems] == [("C2", "text.too_long", 50)]
    assert told.row.consumer is None
    assert [one.column for one in told.missing] == ["投诉人"]


def test_a_receipt_after_today_is_believed_only_where_the_clock_may_lag() -> None:
    tomorrow = instead(1, "2026-11-24 00:00")
    assert [one.code for one in read(tomorrow).problems] == ["received.in_future"]
    assert read(tomorrow).complaint.received_at == NOW
    lagging = read(tomorrow, clock_may_lag=True)
    assert lagging.problems == ()
    assert lagging.moment == datetime(2026, 11, 23, 16, 0, tzinfo=UTC)


def test_the_words_of_a_line_are_kept_by_heading_two_of_the_same_apart() -> None:
    told = read((*LINE, "甲", "乙"), heads=(*HEADS, "备注", "备注"))
    assert (told.words["备注"], told.words["备注 (H2)"]) == ("甲", "乙")
    assert told.complaint.facts == "皮鞋开胶\n备注: 甲\n备注: 乙"
