import tomllib

import pytest

from odrdesk.domain.errors import Refusal
from odrdesk.domain.sheet import Merged, Sheet, choose, recognise
from odrdesk.domain.sheet_words import Field, Headers
from odrdesk.domain.vocabulary import Channel
from odrdesk.places import resource

HEADERS = Headers.parse(tomllib.loads(resource("intake", "headers.toml").read_text("utf-8")))


def sheet(*rows: tuple[object, ...], name: str = "投诉", merged: tuple[Merged, ...] = ()) -> Sheet:
    return Sheet(name, "xlsx", None, rows, merged)


def fields(found) -> dict[str, Field]:
    return {found.titles[column]: field for column, field in found.columns.items()}


def test_headings_are_known_by_their_synonyms() -> None:
    found = recognise(
        sheet(("登记编号", "投诉人姓名*", "联系电话：", "涉及金额（元）", "备注"), ("1", "张三", "", "", "")), HEADERS
    )
    assert found.header_row == 1
    assert found.first_line == 2
    assert fields(found) == {
        "登记编号": Field.CHANNEL_NO,
        "投诉人姓名*": Field.CONSUMER,
        "联系电话：": Field.PHONE,
        "涉及金额（元）": Field.AMOUNT,
    }


def test_a_title_just_above_the_heading_is_no_part_of_it() -> None:
    found = recognise(sheet(("十一月投诉", "", ""), ("投诉人", "手机号码", "诉求内容"), ("张三", "", "")), HEADERS)
    assert (found.header_row, found.first_line) == (2, 3)


def test_titles_above_the_heading_are_passed_over() -> None:
    found = recognise(
        sheet(("十一月投诉情况", "", ""), (), ("单位：元", "", ""), ("投诉人", "联系电话", "诉求"), ("张三", "", "")),
        HEADERS,
    )
    assert (found.header_row, found.first_line) == (4, 5)


def test_a_heading_of_two_rows_is_read_together() -> None:
    over = ("序号", "投诉人", "", "被投诉方", "", "", "收到日期")
    under = ("", "姓名", "电话", "名称", "电话", "直播间", "")
    found = recognise(sheet(over, under, (1.0, "张三", "", "某公司", "", "", "")), HEADERS)
    assert (found.header_row, found.first_line) == (1, 3)
    assert dict(found.columns) == {
        1: Field.CONSUMER,
        2: Field.PHONE,
        3: Field.MERCHANT,
        5: Field.LIVE_ROOM,
        6: Field.RECEIVED_AT,
    }


def test_of_two_columns_for_one_field_the_better_word_wins() -> None:
    found = recognise(sheet(("买家昵称", "收货人", "手机", "订单编号")), HEADERS)
    assert found.columns[1] is Field.CONSUMER
    assert 0 not in found.columns


@pytest.mark.parametrize(
    ("headings", "channel"),
    [
        (("登记编号", "登记时间", "投诉人", "被投诉企业"), Channel.ODR12315),
        (("投诉单号", "来源渠道", "投诉人"), Channel.REGULATOR),
        (("售后单号", "店铺", "收货人"), Channel.PLATFORM),
    ],
)
def test_a_profile_tells_by_which_channel_the_lines_came(headings: tuple[str, ...], channel: Channel) -> None:
    found = recognise(sheet(headings), HEADERS)
    assert found.profile is not None
    assert found.profile.channel is channel


def test_an_unknown_kind_of_sheet_has_no_profile() -> None:
    assert recognise(sheet(("投诉人", "电话", "诉求")), HEADERS).profile is None


@pytest.mark.parametrize(
    "rows", [(), (("名称", "单价", "库存"), ("鞋", 1.0, 2.0)), (("投诉人", "电话"), ("张三", "1"))]
)
def test_what_is_no_sheet_of_complaints_is_refused(rows: tuple[tuple[object, ...], ...]) -> None:
    with pytest.raises(Refusal) as no:
        recognise(sheet(*rows), HEADERS)
    assert no.value.code == "sheet.no_header"
    assert no.value.data["sheet"] == "投诉"


def test_a_heading_below_row_thirty_is_not_looked_for() -> None:
    with pytest.raises(Refusal, match=r"sheet\.no_header"):
        recognise(sheet(*[("",)] * 30, ("投诉人", "电话", "诉求")), HEADERS)


def test_the_sheet_that_looks_most_like_complaints_is_chosen() -> None:
    notes = sheet(("填写说明",), name="说明")
    short = sheet(("投诉人", "电话", "诉求"), name="简表")
    whole = sheet(("登记编号", "投诉人", "电话", "诉求"), name="明细")
    assert choose((notes, short, whole), HEADERS)[0].name == "明细"


def test_a_workbook_without_complaints_is_refused() -> None:
    with pytest.raises(Refusal, match=r"sheet\.no_header"):
        choose((sheet(("填写说明",)),), HEADERS)
