import tomllib
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from odrdesk.domain import cells
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.sheet_words import Vocabulary
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.places import resource

WORDS = Vocabulary.parse(tomllib.loads(resource("intake", "values.toml").read_text("utf-8"))).cells
TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 2, 12, 19, 8, tzinfo=SHANGHAI)


def refused(read, *given_) -> str:
    with pytest.raises(Refusal) as no:
        read(*given_)
    return no.value.code


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("459.00", 45900),
        (" 299.00 ", 29900),
        ("¥4,142.00", 414200),
        ("￥1,299", 129900),
        ("1988.00元", 198800),
        ("人民币899.00", 89900),
        ("人民币1,056.50元整", 105650),
        ("３８．８０", 3880),
        ("9,504.00", 950400),
        (128.0, 12800),
        (826.2, 82620),
        (826.2 * 3, 247860),
        (0.1 + 0.2, 30),
        (100, 10000),
        (0, 0),
    ],
)
def test_an_amount_is_read_to_the_fen(cell: object, fen: int) -> None:
    assert cells.amount(cell, WORDS) == Fen(fen)


@pytest.mark.parametrize(
    "cell",
    [
        "待核实",
        "1万元",
        "12元50",
        "12.345",
        12.345,
        "-5",
        -5.0,
        "1e5",
        1e300,
        float("nan"),
        float("inf"),
        "3-5元",
        True,
    ],
)
def test_an_amount_in_doubt_is_not_guessed(cell: object) -> None:
    assert refused(cells.amount, cell, WORDS) == "amount.unreadable"


@given(st.integers(0, 10**12))
def test_a_numeric_amount_comes_back_exact(fen: int) -> None:
    assert cells.amount(float(Decimal(fen) / 100), WORDS) == Fen(fen)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-02 12:19:08",
        "2026/11/2 12:19:08",
        "2026.11.02 12:19:08",
        "2026年11月2日 12时19分8秒",
        "2026年11月2日12:19:08",
        "2026-11-02T12:19:08+08:00",
        "2026-11-02T04:19:08Z",
        "20261102121908",
        "2026-11-2 下午12:19:08",
        "２０２６－１１－０２　１２：１９：０８",
        datetime(2026, 11, 2, 12, 19, 8),  # noqa: DTZ001 -- a spreadsheet's time has no zone
        datetime(2026, 11, 2, 12, 19, 7, 999500),  # noqa: DTZ001 -- as above
        datetime(2026, 11, 2, 4, 19, 8, tzinfo=UTC),
        46328.513287037,
    ],
)
def test_a_time_without_zone_is_of_shanghai(cell: object) -> None:
    assert cells.moment(cell, WORDS, TODAY) == AT


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-02",
        "2026/11/2",
        "2026.11.02",
        "2026年11月2日",
        "2026年11月2号",
        "20261102",
        20261102.0,
        46328.0,
        46328,
        date(2026, 11, 2),
        "11月2日",
        "11.2",
    ],
)
def test_a_day_without_time_stays_a_day(cell: object) -> None:
    found = cells.moment(cell, WORDS, TODAY)
    assert found == date(2026, 11, 2)
    assert not isinstance(found, datetime)


def test_a_day_without_year_is_the_last_such_day() -> None:
    assert cells.moment("12月31日", WORDS, TODAY) == date(2025, 12, 31)
    assert cells.moment("11月23日", WORDS, TODAY) == TODAY


def test_afternoon_counts_from_noon() -> None:
    assert cells.moment("2026-11-02 下午3点", WORDS, TODAY) == datetime(2026, 11, 2, 15, tzinfo=SHANGHAI)
    assert cells.moment("2026-11-02 上午12:05", WORDS, TODAY) == datetime(2026, 11, 2, 0, 5, tzinfo=SHANGHAI)


def test_a_leap_second_is_the_second_before() -> None:
    assert cells.moment("2026-11-02 23:59:60", WORDS, TODAY) == datetime(2026, 11, 2, 23, 59, 59, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "cell",
    [
        "上周三",
        "2026-02-30",
        "2026-13-01",
        "2026-11-02 25:00",
        "2026-11-02 12:61",
        "26-11-02",
        "11/02/2026",
        "1999-12-31",
        "2101-01-01",
        "2月29日",
        12.0,
        1e20,
        float("nan"),
        True,
        time(9, 30),
        timedelta(1),
    ],
)
def test_a_day_in_doubt_is_not_guessed(cell: object) -> None:
    assert refused(cells.moment, cell, WORDS, TODAY) == "date.unreadable"


def test_a_moment_just_before_midnight_in_london_is_the_next_day_here() -> None:
    assert cells.day(datetime(2026, 11, 1, 16, 30, tzinfo=UTC), WORDS, TODAY) == date(2026, 11, 2)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 12, 31), timezones=st.just(SHANGHAI)))  # noqa: DTZ001 -- zone given
def test_a_written_moment_comes_back(stamp: datetime) -> None:
    stamp = stamp.replace(microsecond=0)
    for form in ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y年%m月%d日 %H:%M:%S", "%Y%m%d%H%M%S"):
        assert cells.moment(stamp.strftime(form), WORDS, TODAY) == stamp


@pytest.mark.parametrize(
    "cell",
    [
        "17886811149",
        "178 8681 1149",
        "178-8681-1149",
        "+86 17886811149",
        "0086-178 8681 1149",
        "１７８８６８１１１４９",
        17886811149.0,
    ],
)
def test_a_mobile_number_is_its_eleven_digits(cell: object) -> None:
    assert cells.phone(cell, WORDS) == "17886811149"


def test_a_landline_stays_as_written() -> None:
    assert cells.phone("021-58881234", WORDS) == "021-58881234"


@pytest.mark.parametrize("cell", ["1380000", "138000011112", "不详", 1380000.0])
def test_half_a_phone_number_is_a_problem(cell: object) -> None:
    assert refused(cells.phone, cell, WORDS) == "phone.invalid"


@pytest.mark.parametrize("cell", [9.432262565245398e17, 1e15, 10**18, "9.43226E+17", "3.1E24", 1.5, float("nan")])
def test_a_number_that_lost_its_end_is_a_problem(cell: object) -> None:
    assert refused(cells.number, cell, WORDS) == "number.precision_lost"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("3101150000000020261102000", "3101150000000020261102000"),
        ("'521345174206212271", "521345174206212271"),
        ("\t7000000000000000000", "7000000000000000000"),
        (692011582274003.0, "692011582274003"),
        ("３１０１１５", "310115"),
    ],
)
def test_a_number_keeps_every_digit(cell: object, number: str) -> None:
    assert cells.number(cell, WORDS) == number


@pytest.mark.parametrize("cell", ["", "  ", "\u3000", "-", "—", "无", "N/A", "#N/A", None, "null"])
def test_a_blank_is_no_problem(cell: object) -> None:
    for read in (cells.text, cells.narrative, cells.number, cells.phone, cells.amount, cells.quantity):
        assert read(cell, WORDS) is None
    assert cells.moment(cell, WORDS, TODAY) is None


@pytest.mark.parametrize("name", ["叶𨱑", "王䶮", "𠮷田娜", "龴明", "亓官祎", "买买提·艾力", "邓小\U000e0100明"])
def test_a_rare_name_stays_as_typed(name: str) -> None:
    assert cells.text(f"\u3000{name} ", WORDS) == name


def test_what_nobody_sees_is_no_part_of_a_name() -> None:
    assert cells.text("\ufeff张\u200b三\u202e\x00", WORDS) == "张三"


def test_a_narrative_keeps_its_lines() -> None:
    assert cells.narrative("\n\t第一行\r\n第二行\xa0补充 ", WORDS) == "第一行\n第二行 补充"


def test_a_formula_in_text_is_text() -> None:
    assert cells.narrative("'=cmd|' /C calc'!A0", WORDS) == "=cmd|' /C calc'!A0"


@pytest.mark.parametrize(("cell", "count"), [(1.0, 1), ("2", 2), ("3件", 3), ("１２盒", 12), (7, 7)])
def test_a_quantity_is_whole(cell: object, count: int) -> None:
    assert cells.quantity(cell, WORDS) == count


@pytest.mark.parametrize("cell", [1.5, 0.0, "若干", "-1", "1000000"])
def test_no_quantity_is_guessed(cell: object) -> None:
    assert refused(cells.quantity, cell, WORDS) == "quantity.unreadable"


ANY_CELL = (
    st.none()
    | st.text()
    | st.floats()
    | st.integers()
    | st.booleans()
    | st.datetimes()
    | st.dates()
    | st.times()
    | st.timedeltas()
)


@given(ANY_CELL)
@example("२०२६-११-०२")
def test_whatever_stands_in_a_cell_is_read_or_refused(cell: object) -> None:
    for read in (cells.text, cells.narrative, cells.number, cells.phone, cells.amount, cells.quantity):
        with suppress(Refusal):
            read(cell, WORDS)
    with suppress(Refusal):
        cells.moment(cell, WORDS, TODAY)
    assert isinstance(cells.shown(cell), str)
