"""The figures of a period, against a second counting that reads every case for itself, day by day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odrdesk.domain.case_life import Life, Mark, MoneyKind, Moved, Span
from odrdesk.domain.case_money import performed, with_direct
from odrdesk.domain.dispute import Performance, Term
from odrdesk.domain.money import Fen
from odrdesk.domain.report import change
from odrdesk.domain.reporting import FigureKey, containing, figures, parse_period, percent, wan
from odrdesk.domain.reporting import PeriodKind as Kind
from odrdesk.domain.vocabulary import Category, Channel, ItemKind, Payer, Step
from odrdesk.domain.workdays import WorkCalendar

K = FigureKey
START, END = date(2026, 9, 1), date(2026, 11, 30)
WALKS = (
    ("accept", "settle", "close"),
    ("accept", "settle", "close", "reopen", "settle", "close"),
    ("accept", "settle", "breach", "fail", "to_regulator", "ext_agreed", "close"),
    ("accept", "fail", "to_regulator", "close", "reopen", "withdraw", "close"),
    ("accept", "withdraw", "close"),
    ("withdraw", "close"),
    ("refuse", "close"),
    ("lapse",),
    ("transfer", "close"),
    ("accept", "merge_into", "unmerge", "settle", "close"),
    ("merge_into", "close"),
    (),
)


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """A case that goes a way a case can go, some days between one act and the next."""
    day = START + timedelta(draw(st.integers(0, 60)))
    marks, acts = [Mark(Step.REGISTER, day)], draw(st.sampled_from(WALKS))
    for act in acts[: draw(st.integers(0, len(acts)))]:
        day += timedelta(draw(st.integers(0, 20)))
        marks.append(Mark(Step(act), day))
    channel = draw(st.sampled_from([Channel.ODR12315, Channel.PHONE]))
    rule = "R-ODR" if channel is Channel.ODR12315 else "R-TOTAL"
    ends = [mark.on for mark in marks if mark.act in {Step.SETTLE, Step.FAIL, Step.WITHDRAW, Step.REFUSE, Step.LAPSE,
                                                      Step.TRANSFER, Step.MERGE_INTO}]  # fmt: skip
    span = Span(rule, marks[0].on, marks[0].on + timedelta(14), ends[0] if ends else None)
    money = draw(
        st.lists(
            st.builds(
                Moved,
                st.sampled_from(MoneyKind),
                st.dates(START, END),
                st.integers(1, 100_000),
            ),
            max_size=3,
        )
    )
    return Life("", draw(st.sampled_from(Category)), channel, marks, [span], money)


def naive(  # noqa: C901 -- one long walk on purpose: it shares nothing with what it checks
    some: list[Life], first: date, last: date, calendar: WorkCalendar
) -> dict[str, object]:
    """Walks through the acts of every case up to the last day and notes what is true then."""
    found: dict[str, list[str]] = {key: [] for key in ("registered", "accepted", "not_accepted", "merged", "concluded",
                                                       "settled", "failed", "withdrawn", "open", "late")}  # fmt: skip
    days = []
    for life in some:
        acts = [(mark.act.value, mark.on) for mark in life.marks if mark.on <= last]
        names = [act for act, _ in acts]
        if not acts:
            continue
        when = dict(reversed(acts))
        if first <= acts[0][1]:
            found["registered"].append(life.number)
        if "accept" in when and first <= when["accept"]:
            found["accepted"].append(life.number)
        for act in ("refuse", "lapse"):
            if act in when and first <= when[act]:
                found["not_accepted"].append(life.number)
        merged = "merge_into" in names and "unmerge" not in names
        if merged and first <= when["merge_into"]:
            found["merged"].append(life.number)
        shut = names[-1] == "close"
        done = [act for act in names if act in {"settle", "ext_agreed", "fail", "withdraw"}]
        apart = merged or bool({"refuse", "lapse", "transfer"} & set(names))
        if not apart and not shut and names[-1] != "withdraw":
            found["open"].append(life.number)
            span = life.spans[0]
            if (span.stopped is None or span.stopped > last) and span.due <= last:
                found["late"].append(life.number)
        if shut and not apart and first <= acts[-1][1]:
            how = {"settle": "settled", "ext_agreed": "settled", "fail": "failed", "withdraw": "withdrawn"}[done[-1]]
            found["concluded"].append(life.number)
            found[how].append(life.number)
            since = max([place for place, act in enumerate(names) if act in {"breach", "reopen"}], default=-1)
            handled = next(on for act, on in acts[since + 1 :] if act in {"settle", "ext_agreed", "fail", "withdraw"})
            if "accept" in when:
                step = when["accept"]
                count = 0
                while step < handled:
                    step += timedelta(1)
                    count += calendar.is_working(step)
                days.append(count)
    return {key: (len(numbers), sorted(numbers)) for key, numbers in found.items()} | {"days": days}


@settings(max_examples=150, deadline=None)
@given(st.lists(lives(), max_size=12), st.integers(0, 2))
def test_every_figure_is_what_counting_case_by_case_gives(some: list[Life], month: int) -> None:
    calendar = WorkCalendar()
    some = [Life(f"N{place}", *(getattr(one, name) for name in ("category", "channel", "marks", "spans", "money")))
            for place, one in enumerate(some)]  # fmt: skip
    period = parse_period(f"2026-{9 + month:02d}")
    told = figures(some, period.first, period.last, date(2027, 1, 1), calendar)
    oracle = naive(some, period.first, period.last, calendar)
    names = {"open": K.OPEN_AT_END, "late": K.OPEN_OVERDUE}
    for key, expected in oracle.items():
        if key != "days":
            figure = told[names.get(key) or K(key)]
            assert (figure.value, sorted(figure.cases)) == expected, key
    days = oracle["days"]
    assert isinstance(days, list)
    mean = told[K.MEAN_WORKING_DAYS].value
    assert mean == (None if not days else Decimal(int(sum(days) * 200 / len(days) + 1) // 2) / 100)
    value = {key: one.value for key, one in told.items()}
    assert value[K.CONCLUDED] == value[K.SETTLED] + value[K.FAILED] + value[K.WITHDRAWN]
    assert sum(value[K.BY_CATEGORY].values()) == value[K.ACCEPTED]
    moved = [one for life in some for one in life.money if period.first <= one.on <= period.last
             and any(mark.on <= period.last for mark in life.marks[:1])]  # fmt: skip
    assert value[K.PUNITIVE_FEN] == sum(one.fen for one in moved if one.kind is MoneyKind.EXTRA)
    assert value[K.RECOVERED_LOSS_FEN] == sum(one.fen for one in moved if one.kind is not MoneyKind.RECOVERED)


@settings(max_examples=100, deadline=None)
@given(st.lists(lives(), max_size=8), st.data())
def test_nothing_that_comes_later_changes_a_month_that_is_over(some: list[Life], data: st.DataObject) -> None:
    period = parse_period("2026-10")
    cut = [
        Life(one.number, one.category, one.channel, [mark for mark in one.marks if mark.on <= period.last],
             [span if span.stopped and span.stopped <= period.last else span._replace(stopped=None)
              for span in one.spans], [money for money in one.money if money.on <= period.last])
        for one in some
    ]  # fmt: skip
    today = data.draw(st.dates(date(2026, 11, 1), date(2027, 3, 1)))
    calendar = WorkCalendar()
    now = figures(some, period.first, period.last, today, calendar)
    assert now == figures(cut, period.first, period.last, date(2026, 11, 1), calendar)


def test_the_case_of_golden_week_took_six_working_days(calendar: WorkCalendar) -> None:
    acts = (("register", 9, 30), ("accept", 10, 8), ("settle", 10, 15), ("close", 10, 19))
    marks = [Mark(Step(act), date(2026, month, day)) for act, month, day in acts]
    span = Span("R-ODR", date(2026, 9, 30), date(2026, 10, 20), date(2026, 10, 15))
    life = Life("S1", Category.FALSE_CLAIMS, Channel.ODR12315, marks, [span])
    told = figures([life], date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 1), calendar)
    assert (told[K.MEAN_WORKING_DAYS].value, told[K.ON_TIME_RATE].value) == (Decimal(6), Decimal(100))


@pytest.mark.parametrize(
    ("name", "first", "last", "before", "previous"),
    [
        ("2026-11", "2026-11-01", "2026-11-30", "2025-11", "2026-10"),
        ("2026-12", "2026-12-01", "2026-12-31", "2025-12", "2026-11"),
        ("2024-02", "2024-02-01", "2024-02-29", "2023-02", "2024-01"),
        ("2026-01", "2026-01-01", "2026-01-31", "2025-01", "2025-12"),
        ("2026-Q1", "2026-01-01", "2026-03-31", "2025-Q1", "2025-Q4"),
        ("2026-q4", "2026-10-01", "2026-12-31", "2025-Q4", "2026-Q3"),
        ("2026", "2026-01-01", "2026-12-31", "2025", "2025"),
    ],
)
def test_a_period_is_known_by_its_name(name: str, first: str, last: str, before: str, previous: str) -> None:
    period = parse_period(name)
    assert (str(period.first), str(period.last)) == (first, last)
    assert (period.year_before.name, period.previous.name) == (before, previous)
    assert containing(period.last, period.kind) == period


def test_the_kinds_of_period_hold_their_day() -> None:
    day = date(2026, 11, 26)
    named = {Kind.MONTH: "2026-11", Kind.QUARTER: "2026-Q4", Kind.YEAR: "2026", Kind.DAYS: "2026-11-26_2026-11-26"}
    assert {kind: containing(day, kind).name for kind in Kind} == named


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(6, 7, "85.71"), (1, 3, "33.33"), (2, 3, "66.67"), (1, 800, "0.13"), (1, 8, "12.50"), (0, 5, "0.00")],
)
def test_a_rate_has_two_decimals_half_up(part: int, whole: int, share: str) -> None:
    assert str(percent(part, whole)) == share
    assert percent(part, 0) is None


@pytest.mark.parametrize(
    ("fen", "told"), [(62_900, "0.06"), (50_000, "0.05"), (4_999, "0.00"), (5_000, "0.01"), (123_456_789, "123.46")]
)
def test_the_regulator_reads_ten_thousands_of_yuan(fen: int, told: str) -> None:
    assert str(wan(Fen(fen))) == told


def test_a_change_from_nothing_has_no_share() -> None:
    assert change(K.ACCEPTED, 5, 0)[2:] == (5, None)
    assert change(K.ACCEPTED, 5, 4)[2:] == (1, Decimal("25.00"))
    assert change(K.ACCEPTED, 2, 3)[2:] == (-1, Decimal("-33.33"))
    assert change(K.SETTLEMENT_RATE, Decimal("85.71"), Decimal("80.00"))[2:] == (Decimal("5.71"), None)
    assert change(K.SETTLEMENT_RATE, Decimal("85.71"), None)[2:] == (None, None)
    assert change(K.PREPAID_FEN, Fen(500), Fen(-1000))[2:] == (Fen(1500), Decimal("150.00"))


TERMS = (
    Term(ItemKind.REFUND, Fen(12_900), Payer.MERCHANT),
    Term(ItemKind.FREIGHT, Fen(1_200), Payer.CONSUMER),
    Term(ItemKind.EXTRA, Fen(50_000), Payer.MERCHANT),
    Term(ItemKind.DAMAGES, Fen(3_000), Payer.PLATFORM),
    Term(ItemKind.RETURN_GOODS, Fen(0), Payer.CONSUMER),
)
DAY = date(2026, 10, 16)


def sums(moved: list[Moved]) -> dict[str, int]:
    return {kind.value: sum(one.fen for one in moved if one.kind is kind) for kind in {one.kind for one in moved}}


@given(st.lists(st.integers(1, 67_100), min_size=1, max_size=6))
def test_money_fills_the_terms_in_their_order(parts: list[int]) -> None:
    """However it was paid in parts, what is left over for each kind is what a purse filled fen by fen would hold."""
    paid, left = [], 67_100
    for part in parts:
        paid.append(min(part, left))
        left -= paid[-1]
    told = sums(performed([Performance(DAY, Fen(fen), "p") for fen in paid], {1: TERMS}))
    total = sum(paid)
    bounds = {"refund": (0, 12_900), "extra": (14_100, 64_100), "other": (64_100, 67_100)}
    expected = {kind: max(0, min(total, high) - low) for kind, (low, high) in bounds.items()}
    assert told == {kind: fen for kind, fen in expected.items() if fen}


def test_a_named_item_is_what_it_names_and_unknown_terms_are_other_money() -> None:
    named = performed([Performance(DAY, Fen(50_000), "p", item=3), Performance(DAY, Fen(12_900), "p")], {1: TERMS})
    assert sums(named) == {"extra": 50_000, "refund": 12_900}
    assert sums(performed([Performance(DAY, Fen(900), "p", under=2)], {1: TERMS})) == {"other": 900}
    assert sums(performed([Performance(DAY, Fen(1_200), "p", item=2)], {1: TERMS})) == {}


def test_what_was_paid_at_the_warning_and_written_down_later_is_one_payment() -> None:
    later = [Moved(MoneyKind.EXTRA, date(2026, 11, 3), 50_000), Moved(MoneyKind.REFUND, date(2026, 11, 3), 30_000)]
    told = with_direct(later, [(date(2026, 10, 14), 62_900)])
    assert sum(one.fen for one in told) == 80_000
    assert sums(told)["direct"] == 0
    assert with_direct(later, []) == later
