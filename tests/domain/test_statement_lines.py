import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest

from odrdesk.domain.cells import Cell
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.sheet import Sheet
from odrdesk.domain.sheet_words import CellWords, Vocabulary
from odrdesk.domain.statement_doubts import prints
from odrdesk.domain.statement_lines import Statement, read_statement, signed_amount
from odrdesk.domain.statement_words import BankWords
from odrdesk.domain.workdays import SHANGHAI

RESOURCES = Path(__file__).parents[2] / "resources"
WORDS = BankWords.parse(tomllib.loads((RESOURCES / "prepayment" / "bank_words.toml").read_text("utf-8")))
INSIDE: CellWords = Vocabulary.parse(tomllib.loads((RESOURCES / "intake" / "values.toml").read_text("utf-8"))).cells
TODAY = date(2026, 12, 1)
HEAD = ("交易日期", "收入金额", "支出金额", "账户余额", "对方户名", "对方账号", "摘要", "交易流水号")


def read(*rows: tuple[Cell, ...]) -> Statement:
    return read_statement([Sheet("明细", "csv", "utf-8", rows)], WORDS, INSIDE, TODAY)


def moved(statement: Statement) -> list[tuple[str, int, int | None]]:
    return [
        (line.day.isoformat()[5:], int(line.fen), None if line.balance is None else int(line.balance))
        for line in statement.lines
    ]


def troubles(statement: Statement) -> list[tuple[int, str]]:
    return [(one.line, one.code) for one in statement.problems]


def refused(*rows: tuple[Cell, ...]) -> str:
    with pytest.raises(Refusal) as no:
        read(*rows)
    return no.value.code


@pytest.mark.parametrize(
    ("heads", "row", "fen"),
    [
        (("交易日期", "收入金额", "支出金额"), ("2026-11-02", "100.00", ""), 10000),
        (("交易日期", "收入金额", "支出金额"), ("2026-11-02", "0.00", "100.00"), -10000),
        (("记账日期", "借方发生额", "贷方发生额"), ("20261102", "", "1,299.00"), 129900),
        (("记账日期", "借方发生额", "贷方发生额"), ("20261102", "1,299.00", "-"), -129900),
        (("交易时间", "转出", "存入"), ("2026/11/02 09:30:15", "50", ""), -5000),
        (("日期", "金额", "借贷标志"), ("2026年11月2日", "88.8", "贷"), 8880),
        (("日期", "金额", "借贷标志"), ("2026年11月2日", "88.8", "借"), -8880),
        (("日期", "金额", "收支"), ("2026.11.02", "¥88.80元", "支出"), -8880),
        (("日期", "金额", "收/支"), ("2026-11-02", "88.80", "-"), -8880),
        (("日期", "发生额(借)", "发生额(贷)"), ("2026-11-02", "88.80", ""), -8880),
        (("交易日 *", "收入（元）", "支出（元）"), ("2026-11-02", "１，２９９．００", ""), 129900),
        (("Date", "Amount", "Balance"), ("2026-11-02", "1,000.00 DR", "5.00 CR"), -100000),
        (("Date", "Amount", "Balance"), ("2026-11-02", "(1,000.00)", "5.00"), -100000),
        (("Date", "Amount", "Balance"), ("2026-11-02", "1,000.00-", "5.00"), -100000),
        (("Date", "Amount", "Balance"), ("2026-11-02", "\u22121,000.00", "5.00"), -100000),
        (("Date", "Amount", "Balance"), (datetime(2026, 11, 2, tzinfo=SHANGHAI), -1000.5, 5.0), -100050),
        (("日期", "收入", "支出"), ("2026-11-02", "-30.00", ""), -3000),
    ],
)
def test_a_bank_says_in_many_ways_what_came_and_went(heads: tuple[str, ...], row: tuple[Cell, ...], fen: int) -> None:
    found = read(heads, row).lines
    assert [(line.day, int(line.fen)) for line in found] == [(date(2026, 11, 2), fen)]


def test_titles_above_and_totals_below_are_no_payments() -> None:
    found = read(
        ("某某银行账户交易明细", "", ""),
        ("账号：", "3101 0000 1234 5678", "", "币种：人民币"),
        ("起止日期：2026-11-01 至 2026-11-30",),
        (),
        HEAD,
        ("承前余额", "", "", "1,000.00"),
        ("2026-11-02", "100.00", "", "1,100.00", "张某", "6222", "退款", "B001"),
        ("",),
        HEAD,
        ("2026-11-03", "", "40.00", "1,060.00", "李某", "6223", "赔付", "B002"),
        ("合计", "100.00", "40.00", ""),
        ("打印时间：2026-12-01",),
    )
    assert moved(found) == [("11-02", 10000, 110000), ("11-03", -4000, 106000)]
    assert (found.header_row, found.own_account) == (5, "3101000012345678")
    assert (found.opening, found.closing) == (Fen(100000), Fen(106000))
    assert (found.since, found.until) == (date(2026, 11, 1), date(2026, 11, 30))
    assert found.problems == ()
    assert [line.ref for line in found.lines] == ["B001", "B002"]


def test_a_period_that_is_not_over_ends_today() -> None:
    found = read(("查询期间：2026年11月01日-2026年12月31日",), HEAD, ("2026-11-02", "1.00", "", "1.00"))
    assert (found.since, found.until) == (date(2026, 11, 1), TODAY)


def test_a_heading_of_two_rows_is_understood() -> None:
    found = read(
        ("日期", "发生额", "", "余额"),
        ("", "借方", "贷方", ""),
        ("2026-11-02", "10.00", "", "90.00"),
        ("2026-11-03", "", "5.00", "95.00"),
    )
    assert moved(found) == [("11-02", -1000, 9000), ("11-03", 500, 9500)]


def test_the_newest_line_first_is_turned_round() -> None:
    found = read(
        HEAD,
        ("2026-11-03", "", "40.00", "60.00"),
        ("2026-11-02", "", "20.00", "100.00"),
        ("2026-11-02", "120.00", "", "120.00"),
    )
    assert moved(found) == [("11-02", 12000, 12000), ("11-02", -2000, 10000), ("11-03", -4000, 6000)]
    assert found.problems == ()


def test_a_line_said_twice_counts_once_and_two_equal_payments_twice() -> None:
    twice = ("2026-11-02", "", "5.00", "95.00", "甲", "", "赔付", "")
    again = read(HEAD, twice, twice, ("2026-11-03", "1.00", "", "96.00"))
    assert [(one.line, one.of) for one in again.repeated] == [(3, 2)]
    assert moved(again) == [("11-02", -500, 9500), ("11-03", 100, 9600)]
    assert again.problems == ()
    real = read(HEAD, twice, ("2026-11-02", "", "5.00", "90.00", "甲", "", "赔付", ""))
    assert real.repeated == ()
    assert moved(real) == [("11-02", -500, 9500), ("11-02", -500, 9000)]


def test_a_payment_that_went_came_back_and_went_again_is_three() -> None:
    out, back = ("2026-11-02", "", "5.00", "95.00", "甲"), ("2026-11-02", "5.00", "", "100.00", "甲")
    found = read(HEAD, out, back, out)
    assert [int(line.fen) for line in found.lines] == [-500, 500, -500]
    assert found.repeated == ()


def test_a_statement_pasted_twice_counts_once() -> None:
    rows = (
        ("2026-11-02", "10.00", "", "10.00", "甲", "", "", "R1"),
        ("2026-11-03", "", "4.00", "6.00", "乙", "", "", "R2"),
    )
    found = read(HEAD, *rows, *rows)
    assert moved(found) == [("11-02", 1000, 1000), ("11-03", -400, 600)]
    assert sorted((one.line, one.of) for one in found.repeated) == [(4, 2), (5, 3)]


def test_one_reference_with_two_payments_is_told_with_both_lines() -> None:
    found = read(
        HEAD,
        ("2026-11-02", "10.00", "", "10.00", "", "", "", "R1"),
        ("2026-11-03", "4.00", "", "14.00", "", "", "", "R1"),
    )
    assert troubles(found) == [(3, "statement.same_ref")]
    assert found.problems[0].data == {"first": 2}
    assert len(found.lines) == 2


def test_without_balances_equal_lines_are_told_and_kept() -> None:
    row = ("2026-11-02", "10.00", "", "甲")
    found = read(("日期", "收入", "支出", "对方户名"), row, row)
    assert troubles(found) == [(3, "statement.alike")]
    assert len(found.lines) == 2
    with_ref = read(("日期", "收入", "支出", "流水号"), ("2026-11-02", "10", "", "R1"), ("2026-11-02", "10", "", "R1"))
    assert [(one.line, one.of) for one in with_ref.repeated] == [(3, 2)]


def test_a_balance_that_does_not_follow_is_told_with_its_line() -> None:
    found = read(HEAD, ("2026-11-02", "10.00", "", "10.00"), ("2026-11-03", "", "4.00", "5.00"))
    assert troubles(found) == [(3, "statement.chain")]
    assert found.problems[0].data["wanted"] == Fen(600)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (("2026-13-02", "10.00", ""), "date.unreadable", "交易日期"),
        (("", "10.00", ""), "statement.no_day", "交易日期"),
        (("2026-11-02", "10.005", ""), "statement.amount", "收入金额"),
        (("2026-11-02", "12.50万", ""), "statement.amount", "收入金额"),
        (("2026-11-02", "10.00", "5.00"), "statement.two_sided", "收入金额"),
        (("2026-11-02", "", ""), "statement.no_amount", "收入金额"),
        (("2026-11-02", "10.00", "", "", "", "", "", "", "USD"), "statement.foreign", "币种"),
        (("2027-01-02", "10.00", ""), "statement.future", "交易日期"),
    ],
)
def test_what_cannot_be_read_is_told_beside_its_line(row: tuple[Cell, ...], code: str, column: str) -> None:
    found = read((*HEAD, "币种"), ("2026-11-01", "1.00", ""), row)
    assert [(one.line, one.column, one.code) for one in found.problems] == [(3, column, code)]
    assert len(found.lines) == (2 if code == "statement.future" else 1)


def test_what_is_no_statement_of_yuan_is_refused() -> None:
    assert refused(("姓名", "电话"), ("张某", "138")) == "statement.no_header"
    assert refused(("币种：美元",), HEAD, ("2026-11-02", "1", "")) == "statement.foreign"
    assert refused(HEAD) == "statement.no_lines"
    assert refused(("日期", "金额"), ("2026-11-02", "5"), ("2026-11-03", "6")) == "statement.no_direction"
    rising = read(("日期", "金额", "余额"), ("2026-11-02", "5", "5"), ("2026-11-03", "6", "11"))
    assert [int(line.fen) for line in rising.lines] == [500, 600]


def test_a_minus_beside_a_mark_of_direction_is_read_as_the_whole_sheet_has_it() -> None:
    heads = ("日期", "金额", "借贷标志")
    doubled = read(heads, ("2026-11-01", "9", "贷"), ("2026-11-02", "-5", "借"), ("2026-11-03", "-6", "借"))
    assert [int(line.fen) for line in doubled.lines] == [900, -500, -600]
    taken_back = read(heads, ("2026-11-02", "5", "借"), ("2026-11-03", "-5", "借"))
    assert [int(line.fen) for line in taken_back.lines] == [-500, 500]


def test_an_overdraft_is_a_balance_below_zero() -> None:
    assert signed_amount("12.00DR", WORDS, INSIDE) == (Fen(1200), False)
    found = read(("Date", "Debit", "Credit", "Balance"), ("2026-11-02", "12.00", "", "12.00DR"))
    assert found.lines[0].balance == Fen(-1200)


def test_a_line_keeps_its_mark_whatever_file_tells_it() -> None:
    rows = [
        ("2026-11-02", "", "5.00", "95.00", "甲"),
        ("2026-11-02", "5.00", "", "100.00", "甲"),
        ("2026-11-02", "", "5.00", "95.00", "甲"),
    ]
    first = prints(read(HEAD, *rows).lines)
    assert len(set(first)) == 3
    assert prints(read(HEAD, *rows, ("2026-11-03", "1", "", "96.00")).lines)[:3] == first
    plainer = ("日期", "收入", "支出", "余额")
    assert prints(read(plainer, *(row[:4] for row in reversed(rows))).lines) == first
