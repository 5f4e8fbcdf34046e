"""Reports on worked cases: the figures of a month by definition, and those of the past whatever comes later."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from odrdesk.domain.complaint import Order
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.reporting import FigureKey
from odrdesk.domain.vocabulary import Channel, Role, Step
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.services import clerks, fund, reports
from odrdesk.services.steps import take_step
from odrdesk.storage import batches
from odrdesk.storage.batches import Batch

REFUND = {"kind": "refund", "amount": "129.00", "due": "2026-10-20", "payer": "merchant"}
PUNITIVE = {"kind": "extra", "amount": "500.00", "due": "2026-10-20", "payer": "merchant"}
FREIGHT = {"kind": "freight", "amount": "12.00", "due": None, "payer": "consumer"}
CONFIRMED = "identity, evidence, not_compensated, payee"
K = FigureKey


@pytest.fixture
def books(tmp_path: Path, make_books) -> Iterator[Any]:
    made = make_books(tmp_path / "desk")
    yield made
    made.desk.close(backup=False)


def test_the_worked_case_of_golden_week_counts_as_the_law_says(books) -> None:
    number = books.open()
    books.closed(number)
    assert books.values("2026-10", "11-02") == {
        "registered": 0, "accepted": 1, "not_accepted": 0, "merged": 0, "concluded": 1, "settled": 1, "failed": 0,
        "withdrawn": 0, "settlement_rate": Decimal(100), "on_time_rate": Decimal(100),
        "mean_working_days": Decimal(6), "open_at_end": 0, "open_overdue": 0, "by_category": {"false_claims": 1},
        "refund_extra_fen": 62900, "recovered_loss_fen": 62900, "punitive_fen": 50000, "prepaid_count": 0,
        "prepaid_fen": 0, "prepaid_recovered_fen": 0, "recovery_rate": None, "to_regulator_rate": Decimal(0),
    }  # fmt: skip
    october = books.figures("2026-10", "11-02")
    assert october[K.SETTLED].cases == october[K.PUNITIVE_FEN].cases == (number,)
    september = books.values("2026-09", "11-02")
    assert (september["registered"], september["open_at_end"]) == (1, 1)
    year = books.figures("2026", "11-02")
    assert year[K.REGISTERED].cases == year[K.CONCLUDED].cases == (number,)


def test_what_comes_later_changes_no_figure_of_the_past(books) -> None:
    number = books.open()
    books.closed(number)
    before = books.figures("2026-10", "11-02")
    books.step(number, "11-10", "reopen", why="同样问题", ground="new_evidence")
    assert books.figures("2026-10", "11-11") == before
    assert books.figures("2026-11", "11-11")[K.OPEN_AT_END].cases == (number,)
    books.step(number, "11-12", "withdraw", why="消费者撤回")
    books.step(number, "11-13", "close", why="已撤回", missing_acknowledged=True)
    assert books.figures("2026-10", "12-01") == before
    november = books.values("2026-11", "12-01")
    assert (november["concluded"], november["withdrawn"], november["settlement_rate"]) == (1, 1, None)


def test_a_breach_leaves_the_month_before_as_it_was(books) -> None:
    number = books.open()
    books.settled(number, REFUND, PUNITIVE)
    books.step(number, "10-16", "perform", amount="200.00", proof="回单", on="2026-10-16")
    before = books.figures("2026-10", "11-02")
    assert (before[K.RECOVERED_LOSS_FEN].value, before[K.PUNITIVE_FEN].value) == (20000, 7100)
    books.step(number, "11-03", "breach")
    books.step(number, "11-04", "propose", items=[{**REFUND, "amount": "429.00"}], floor_acknowledged=True,
               over_paid_acknowledged=True)  # fmt: skip
    books.step(number, "11-05", "settle", consumer_confirmed_by="微信", merchant_confirmed_by="公章")
    books.step(number, "11-06", "perform", amount="429.00", proof="回单", on="2026-11-06")
    assert books.figures("2026-10", "11-10") == before
    november = books.values("2026-11", "12-01")
    assert (november["recovered_loss_fen"], november["punitive_fen"]) == (42900, 0)


def test_freight_of_the_consumer_is_no_loss_recovered(books) -> None:
    number = books.open()
    books.settled(number, REFUND, FREIGHT)
    books.step(number, "10-16", "perform", amount="141.00", proof="回单", on="2026-10-16")
    october = books.values("2026-10", "11-02")
    assert (october["recovered_loss_fen"], october["punitive_fen"], october["concluded"]) == (12900, 0, 0)


def test_refused_transferred_and_merged_cases_are_not_concluded(books) -> None:
    number = books.open()
    moved, wrong = books.phoned("10-08", order=Order(no="A1")), books.phoned("10-09", order=Order(no="A2"))
    copy = books.phoned("10-10")
    books.step(moved, "10-09", "transfer", to="浦东新区市场监管局")
    books.step(moved, "10-10", "close", why="已移送", missing_acknowledged=True)
    books.step(copy, "10-12", "merge_into", into=number)
    clerks.add(books.desk, "周主管", [Role.SUPERVISOR])
    books.step(wrong, "10-12", "refuse", ground="3")
    books.step(wrong, "10-13", "refuse", who="周主管", ground="3")
    october = books.values("2026-10", "11-02")
    assert (october["registered"], october["not_accepted"], october["merged"]) == (3, 1, 1)
    assert (october["concluded"], october["accepted"]) == (0, 0)
    assert (october["open_at_end"], october["open_overdue"]) == (1, 1)
    books.step(copy, "11-03", "unmerge", why="不是同一订单")
    assert books.values("2026-10", "11-04") == october
    assert books.values("2026-11", "11-04")["open_at_end"] == 2


def test_a_settlement_after_the_last_day_is_late(books) -> None:
    """R-ODR of S1 ends on 2026-10-20."""
    in_time, late = books.open(), books.open(channel_no="3101150000000202609301235", order=Order(no="B2"))
    books.closed(in_time)
    books.settled(late, REFUND, last="10-21")
    books.step(late, "10-22", "perform", amount="129.00", proof="回单", on="2026-10-22")
    books.step(late, "10-23", "close", callback="满意", missing_acknowledged=True)
    october = books.values("2026-10", "11-02")
    assert october["on_time_rate"] == Decimal("50.00")
    assert october["mean_working_days"] == Decimal("8.00")  # 6, and to 10-21 are 10


def test_a_case_the_regulator_took_counts_where_it_is_closed(books) -> None:
    number = books.open()
    books.step(number, "10-08", "accept")
    books.step(number, "10-08", "contact", mode="电话", content="否认", **{"with": "merchant"})
    books.step(number, "10-21", "fail", why="期满", ground="expired")
    books.step(number, "10-22", "to_regulator", to="浦东新区市场监管局")
    assert books.values("2026-10", "11-01")["concluded"] == 0
    books.step(number, "11-02", "ext_accepted", on="2026-11-02")
    books.step(number, "11-20", "ext_terminated", ground="3", on="2026-11-20")
    books.step(number, "11-23", "close", why="外部已结", missing_acknowledged=True)
    november = books.values("2026-11", "12-01")
    assert (november["concluded"], november["failed"], november["settlement_rate"]) == (1, 1, Decimal(0))
    assert (november["to_regulator_rate"], november["on_time_rate"]) == (Decimal(100), Decimal(0))
    assert november["mean_working_days"] == Decimal(10)  # from 10-08 to the failure on 10-21


def test_a_case_the_fund_paid_counts_as_settled(books) -> None:
    number = books.open()
    books.prepaid(number)
    books.step(number, "10-29", "close", callback="满意", missing_acknowledged=True)
    october = books.values("2026-10", "11-02")
    assert (october["concluded"], october["settled"], october["failed"]) == (1, 1, 0)
    assert (october["prepaid_count"], october["prepaid_fen"], october["prepaid_recovered_fen"]) == (1, 62900, 30000)
    assert october["recovery_rate"] == Decimal("47.69")  # 300.00 of 629.00
    assert (october["recovered_loss_fen"], october["refund_extra_fen"]) == (62900, 0)
    assert october["mean_working_days"] == Decimal(3)  # the 9th, the Saturday worked on the 10th, the 12th


def test_a_reversed_payout_is_taken_off_where_it_was_reversed(books) -> None:
    number = books.open()
    books.prepaid(number)
    before = books.figures("2026-10", "11-02")
    books.step(number, "11-03", "prepay_reverse", voucher="2026-0005", why="扣错")
    books.step(number, "11-04", "prepay_reverse", voucher="2026-0004", why="退汇")
    assert books.figures("2026-10", "11-05") == before
    november = books.values("2026-11", "11-05")
    assert (november["prepaid_count"], november["prepaid_fen"], november["prepaid_recovered_fen"]) == (
        -1, -62900, -30000
    )  # fmt: skip
    assert november["recovery_rate"] is None
    assert (november["recovered_loss_fen"], november["open_at_end"]) == (-62900, 1)
    year = books.values("2026", "11-05")
    assert (year["prepaid_count"], year["prepaid_fen"], year["recovered_loss_fen"]) == (0, 0, 0)


def test_what_the_merchant_paid_when_warned_is_counted_once(books) -> None:
    number = books.open()
    fund.set_alone(books.on("10-08").desk, chosen=True)
    fund.allocate(books.desk, Fen(1_000_000))
    books.step(number, "10-08", "accept")
    books.step(number, "10-09", "contact", mode="电话", content="拒绝", **{"with": "merchant"})
    books.step(number, "10-13", "prepay_request", amount="629.00", confirmed=CONFIRMED)
    books.step(number, "10-13", "prepay_notify")
    books.step(number, "10-14", "prepay_merchant_paid", amount="629.00")
    assert books.values("2026-10", "10-14")["recovered_loss_fen"] == 62900
    books.step(number, "11-02", "propose", items=[REFUND, PUNITIVE])
    books.step(number, "11-03", "settle", consumer_confirmed_by="微信", merchant_confirmed_by="公章")
    books.step(number, "11-03", "perform", amount="629.00", proof="回单", on="2026-11-03")
    assert books.values("2026-10", "11-04")["recovered_loss_fen"] == 62900
    november = books.values("2026-11", "11-04")
    assert (november["recovered_loss_fen"], november["punitive_fen"]) == (0, 50000)


def test_the_cases_of_a_sheet_taken_back_are_left_out(books) -> None:
    number = books.open()
    with books.desk.writing() as session:
        key = batches.add(session, Batch(0, "单.xlsx", "0" * 64, books.now, None, {}), [1])
    assert books.values("2026-09", "10-08")["registered"] == 1
    with books.desk.writing() as session:
        batches.undo(session, key, books.now)
    assert books.values("2026-09", "10-08")["registered"] == 0
    assert number not in str(books.figures("2026-10", "10-08"))


def test_a_period_is_asked_for_by_a_name_that_can_be_right(books) -> None:
    for text in ("2026-13", "2026-Q5", "26-11", "2026-1", "2026-11-01", "十一月", "", "２０２６"):
        with pytest.raises(Refusal) as no:
            books.values(text, "11-02")
        assert no.value.code == "report.period"
    with pytest.raises(Refusal) as no:
        books.values("2027", "11-02")
    assert no.value.code == "report.to_come"
    assert reports.report_of(books.desk, "2026-q4").content.period.last == date(2026, 12, 31)


def test_a_frozen_report_stays_and_shows_what_is_corrected(books) -> None:
    number = books.open()
    books.closed(number)
    first = reports.freeze(books.on("11-02").desk, "2026-10").value
    books.step(number, "11-05", "correct", field="category", value="quality", why="录错")
    again = reports.report_of(books.desk, "2026-10")
    assert again.content == first.content
    (changed,) = again.differences
    assert (changed.key, changed.frozen, changed.now) == (K.BY_CATEGORY, {"false_claims": 1}, {"quality": 1})
    second = reports.freeze(books.on("11-06").desk, "2026-10").value
    assert (second.frozen.version, second.differences) == (2, ())
    assert second.content.figures[K.BY_CATEGORY].value == {"quality": 1}
    assert reports.freeze(books.on("11-07").desk, "2026-10").value.frozen == second.frozen
    clerks.add(books.desk, "小李", [Role.OFFICER])
    with pytest.raises(Refusal) as no:
        reports.freeze(books.desk.acting_as("小李"), "2026-10")
    assert no.value.code == "clerk.not_allowed"


def test_a_frozen_report_can_be_neither_changed_nor_deleted(books) -> None:
    reports.freeze(books.on("11-02").desk, "2026-10")
    for statement in ("UPDATE report SET version = 2", "DELETE FROM report"):
        with pytest.raises(Exception, match="never"), books.desk.writing() as session:
            session.connection().exec_driver_sql(statement)


def test_the_year_before_stands_beside(books) -> None:
    books.now = datetime(2025, 10, 8, 10, tzinfo=SHANGHAI)
    old = books.open(channel=Channel.PHONE, channel_no=None, received_at=books.now, pushed_at=None, knew_on=None)
    take_step(books.desk, old, Step.ACCEPT, {})
    books.closed(books.phoned("09-30", order=Order(no="C1", goods="头层牛皮男鞋", paid=Fen(12900))))
    content = reports.report_of(books.on("11-02").desk, "2026-10").content
    assert content.year_before[K.ACCEPTED] == content.figures[K.ACCEPTED].value == 1
    assert (content.year_before[K.CONCLUDED], content.year_to_date[K.REGISTERED]) == (0, 1)
    total = content.rows[-1]
    assert (total.goods, total.accepted, total.settled, int(total.recovered)) == (None, 1, 1, 62900)
