import tomllib
from datetime import date

import pytest

from odrdesk.domain.money import Fen
from odrdesk.domain.sheet import Merged, Sheet, recognise
from odrdesk.domain.sheet_lines import Normalised, cell_name, normalise
from odrdesk.domain.sheet_words import Headers, Vocabulary
from odrdesk.domain.vocabulary import Category, Channel, Claim
from odrdesk.places import resource

HEADERS = Headers.parse(tomllib.loads(resource("intake", "headers.toml").read_text("utf-8")))
WORDS = Vocabulary.parse(tomllib.loads(resource("intake", "values.toml").read_text("utf-8")))
TODAY = date(2026, 11, 23)
HEADINGS = (
    "登记编号",
    "投诉人",
    "联系电话",
    "订单号",
    "涉及金额",
    "登记时间",
    "问题类别",
    "投诉请求",
    "问题陈述",
    "来源渠道",
)
LINE = ("31011500001", "张三", "13812345678", "692011", "129.00", "2026-11-02", "质量", "退货", "冒烟", "12345热线")


def read(
    *lines: tuple[object, ...], headings: tuple[str, ...] = HEADINGS, merged: tuple[Merged, ...] = ()
) -> Normalised:
    sheet = Sheet("投诉", "xlsx", None, (headings, *lines), merged)
    return normalise(sheet, recognise(sheet, HEADERS), WORDS, TODAY)


def changed(**cells: object) -> tuple[object, ...]:
    places = {
        "no": 0,
        "name": 1,
        "phone": 2,
        "order": 3,
        "amount": 4,
        "at": 5,
        "category": 6,
        "claims": 7,
        "facts": 8,
        "channel": 9,
    }
    line = list(LINE)
    for name, value in cells.items():
        line[places[name]] = value
    return tuple(line)


def test_a_line_is_told_in_our_terms() -> None:
    (row,) = read(LINE).rows
    assert row.line == 2
    assert (row.channel_no, row.consumer, row.phone) == ("31011500001", "张三", "13812345678")
    assert (row.amount, row.received_at) == (Fen(12900), date(2026, 11, 2))
    assert (row.category, row.category_word, row.category_guessed) == (Category.QUALITY, "质量", False)
    assert (row.claims, row.claims_words) == ((Claim.RETURN_GOODS,), "退货")
    assert (row.channel, row.channel_word) == (Channel.HOTLINE12345, "12345热线")


def test_an_unreadable_cell_is_named_and_its_line_still_counts() -> None:
    found = read(LINE, changed(no="2", amount="待核实", order=9.432262565245398e17, phone="1380000", at="上周三"))
    assert [(problem.cell, problem.column, problem.value, problem.code) for problem in found.problems] == [
        ("C3", "联系电话", "1380000", "phone.invalid"),
        ("D3", "订单号", "9.43226256524540E+17", "number.precision_lost"),
        ("E3", "涉及金额", "待核实", "amount.unreadable"),
        ("F3", "登记时间", "上周三", "date.unreadable"),
    ]
    row = found.rows[1]
    assert (row.phone, row.order_no, row.amount, row.received_at) == (None, None, None, None)
    assert row.consumer == "张三"


def test_a_dispute_told_twice_counts_once() -> None:
    found = read(LINE, changed(no="2"), LINE)
    assert len(found.rows) == 2
    assert found.repeated == (4,)


def test_without_a_channel_number_phone_and_order_tell_a_dispute() -> None:
    found = read(changed(no=""), changed(no="", facts="又冒烟"), changed(no="", order="692012"))
    assert len(found.rows) == 2
    assert found.repeated == (3,)


def test_totals_signatures_and_blank_lines_are_no_disputes() -> None:
    total = ("合计", "", "", "", 129.0, "", "", "", "", "")
    signed = ("填表人：李四", "", "", "", "", "", "", "", "", "")
    assert len(read(LINE, total, (), signed).rows) == 1


def test_cells_joined_downwards_speak_for_each_line() -> None:
    lines = [changed(no=str(n), channel="消保委转办" if n == 0 else "") for n in range(3)]
    found = read(*lines, changed(no="9", channel=""), merged=(Merged(1, 9, 3, 9),))
    assert [row.channel for row in found.rows] == [Channel.COUNCIL] * 3 + [None]


def test_joined_cells_beyond_the_sheet_are_cut_off() -> None:
    found = read(
        changed(channel="电话"), changed(no="2", channel=""), merged=(Merged(1, 9, 10**6, 9), Merged(0, 99, 5, 99))
    )
    assert [row.channel for row in found.rows] == [Channel.PHONE, Channel.PHONE]


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        ("退货退款;三倍赔偿", (Claim.RETURN_GOODS, Claim.REFUND, Claim.PUNITIVE)),
        ("退一赔三", (Claim.REFUND, Claim.PUNITIVE)),
        ("退款；赔偿损失", (Claim.REFUND, Claim.DAMAGES)),
        ("退款、十倍赔偿", (Claim.REFUND, Claim.PUNITIVE)),
        ("补发赠品", (Claim.RESEND,)),
        ("补差价", (Claim.PRICE_PROTECTION,)),
        ("要求商家公开检讨", (Claim.OTHER,)),
        ("退款，请领导重视", (Claim.REFUND, Claim.OTHER)),
        ("退还货款和服务费用", (Claim.REFUND,)),
        ("道歉并退货", (Claim.APOLOGY, Claim.RETURN_GOODS)),
    ],
)
def test_claims_in_free_words_keep_their_words(words: str, claims: tuple[Claim, ...]) -> None:
    found = read(changed(claims=words))
    assert found.rows[0].claims == claims
    assert found.rows[0].claims_words == words
    assert found.problems == ()


def test_a_category_nobody_listed_is_other_with_its_word() -> None:
    row = read(changed(category="疑难杂症")).rows[0]
    assert (row.category, row.category_word) == (Category.OTHER, "疑难杂症")


def test_without_a_category_the_narrative_is_asked() -> None:
    row = read(changed(category="", facts="净含量标注70g，实测61g")).rows[0]
    assert (row.category, row.category_word, row.category_guessed) == (Category.MEASURE, "计量", True)


def test_a_narrative_that_tells_nothing_leaves_the_category_open() -> None:
    row = read(changed(category="", facts="请尽快联系")).rows[0]
    assert (row.category, row.category_word) == (None, None)


def test_the_flat_form_is_plain_and_counts_fen() -> None:
    flat = read(changed(at="2026-11-02 12:19:08")).rows[0].as_flat()
    assert flat["received_at"] == "2026-11-02T12:19:08+08:00"
    assert (flat["amount_fen"], flat["category"], flat["channel"], flat["channel_code"]) == (
        12900,
        "质量",
        "12345热线",
        "hotline12345",
    )
    assert all(isinstance(value, str | int | list) or value is None for value in flat.values())


def test_a_short_line_lacks_its_last_cells() -> None:
    assert read(LINE[:3]).rows[0].amount is None


@pytest.mark.parametrize(
    ("line", "column", "name"),
    [(12, 7, "H12"), (1, 0, "A1"), (5, 25, "Z5"), (5, 26, "AA5"), (9, 701, "ZZ9"), (9, 702, "AAA9")],
)
def test_cells_are_called_as_a_spreadsheet_calls_them(line: int, column: int, name: str) -> None:
    assert cell_name(line, column) == name
