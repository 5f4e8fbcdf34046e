"""Clocks counted again: what may move, what may not, whatever the pauses, extensions and calendars."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain import counting, warning
from odrdesk.domain.complaint import Complaint
from odrdesk.domain.counting import Rules, Start, begin
from odrdesk.domain.dispute import Clock, Dispute, PaperMark, Pause
from odrdesk.domain.extension import extended, refused
from odrdesk.domain.fund_vocabulary import PrepayState
from odrdesk.domain.law import Law
from odrdesk.domain.money import Fen
from odrdesk.domain.plain_values import plain, value_of
from odrdesk.domain.prepayment import Prepayment
from odrdesk.domain.recount import recounted
from odrdesk.domain.rules import Warn
from odrdesk.domain.vocabulary import Kept, PaperKind, State, Tier
from odrdesk.domain.workdays import SHANGHAI, WorkCalendar, YearTable

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FIXED = ["2027-01-01", "2027-05-01", "2027-05-02", "2027-10-01", "2027-10-02", "2027-10-03"]
SOME_RULES = ["R-ODR", "R-TOTAL", "R-REG-MED-121", "R-XBW-MED", "R-NR-REFUND", "R-REFUSE15"]


def documents(folder: str) -> list[dict[str, object]]:
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((RESOURCES / folder).glob("*.toml"))]


RULES = Rules(Law.from_documents(documents("law")), WorkCalendar.from_tables(documents("calendar")))
PREPAID = Prepayment(
    1, PrepayState.RECOVERING, 1, Fen(100), datetime(2026, 9, 1, tzinfo=UTC), 1, "x", "x", noticed_on=None
)
days = st.dates(date(2026, 10, 1), date(2027, 3, 1))
winter = st.dates(date(2027, 1, 2), date(2027, 2, 28))


@st.composite
def notices(draw: st.DrawFn) -> YearTable:
    off = draw(st.sets(winter, max_size=12))
    weekends = winter.filter(lambda day: day.weekday() >= 5 and day not in off)
    work = draw(st.sets(weekends, max_size=4))
    every = sorted({*map(date.fromisoformat, FIXED), *off})
    return YearTable.parse(
        {"year": 2027, "number": "国办发明电〔2026〕0号", "title": "x", "off": every, "work": sorted(work)}
    )


@st.composite
def running(draw: st.DrawFn) -> Clock:
    clock = begin(Start(draw(st.sampled_from(SOME_RULES)), draw(days)), RULES)
    rule = counting.rule_of(clock, RULES.law)
    assert rule is not None
    if rule.pause_allowed and draw(st.booleans()):
        since = clock.start + timedelta(days=draw(st.integers(0, 20)))
        clock = counting.resumed(
            replace(clock, pauses=(Pause(since),)), since + timedelta(days=draw(st.integers(0, 40))), RULES
        )
    return clock


def case_of(*clocks: Clock, papers: tuple[PaperMark, ...] = ()) -> Dispute:
    return Dispute(1, "ODR-2026-00001", State.NEGOTIATING, Complaint(), clocks=clocks, papers=papers)


def again(case: Dispute, notice: YearTable, today: date) -> Dispute:
    rules = Rules(RULES.law, RULES.calendar.with_table(notice))
    return recounted(case, rules, years=[2027], today=today, notice=notice.number)[0]


@given(running(), days)
def test_the_same_calendar_moves_nothing(clock: Clock, today: date) -> None:
    case, moves = recounted(case_of(clock), RULES, years=[2026, 2027], today=today, notice="x")
    assert (case.clocks, moves) == ((clock,), ())


@given(running(), notices(), days)
def test_a_stopped_clock_stays_to_the_day(clock: Clock, notice: YearTable, today: date) -> None:
    stopped = replace(clock, stopped_on=clock.start)
    assert again(case_of(stopped), notice, today).clocks == (stopped,)


@given(running(), notices(), days)
def test_a_day_moves_or_stays_with_its_reason_and_is_what_a_fresh_count_gives(
    clock: Clock, notice: YearTable, today: date
) -> None:
    (after,) = again(case_of(clock), notice, today).clocks
    rules = Rules(RULES.law, RULES.calendar.with_table(notice))
    fresh = counting.counted(clock, rules)
    assert after.provisional is fresh.provisional
    if after.recount is None:
        assert (after.raw, after.due) == (fresh.raw, fresh.due)
    else:
        assert clock.due < today
        assert after.recount.kept is Kept.PASSED
        assert (after.due, after.recount.due) == (clock.due, fresh.due)
        assert after.due != after.recount.due or after.raw != after.recount.raw


@given(days, notices(), days)
def test_what_a_valid_paper_names_never_moves(pushed: date, notice: YearTable, today: date) -> None:
    clock = begin(Start("R-ODR", pushed), RULES)
    paper = PaperMark(1, PaperKind.ACCEPTANCE_NOTICE, "沪消受〔2026〕1号", datetime(2026, 10, 1, tzinfo=UTC))
    (after,) = again(case_of(clock, papers=(paper,)), notice, today).clocks
    assert (after.raw, after.due) == (clock.raw, clock.due)
    if after.recount is not None:
        assert (after.recount.kept, after.recount.paper) == (Kept.PRINTED, paper.number)
    (free,) = again(case_of(clock, papers=(replace(paper, void=True),)), notice, date(2026, 1, 1)).clocks
    assert free.recount is None


@given(days, notices(), days)
def test_a_window_of_the_fund_that_a_paper_names_never_moves(noticed: date, notice: YearTable, today: date) -> None:
    appeal, topup = (begin(Start(rule, noticed), RULES) for rule in ("R-PRE-APPEAL", "R-PRE-TOPUP"))
    own = replace(PREPAID, noticed_on=noticed)
    issued = datetime.combine(noticed, time(12), SHANGHAI)
    paper = PaperMark(1, PaperKind.RECOVERY_NOTICE, "消追〔2026〕第0001号", issued)
    case = replace(case_of(appeal, topup, papers=(paper,)), prepayments=(own,))
    for before, after in zip(case.clocks, again(case, notice, today).clocks, strict=True):
        assert (after.raw, after.due) == (before.raw, before.due)
        if after.recount is not None:
            assert (after.recount.kept, after.recount.paper) == (Kept.PRINTED, paper.number)
    # A paper of before the window began names another one.
    older = replace(case, papers=(replace(paper, issued_at=issued - timedelta(days=1)),))
    assert {one.recount for one in again(older, notice, date(2026, 1, 1)).clocks} == {None}


@given(running(), st.integers(1, 60), notices(), days)
def test_a_granted_day_is_never_taken_back(clock: Clock, more: int, notice: YearTable, today: date) -> None:
    to = clock.due + timedelta(days=more)
    (granted,) = extended(case_of(clock), clock.rule, to, RULES.law).clocks
    (after,) = again(case_of(granted), notice, today).clocks
    assert after.due >= granted.due
    assert after.agreed_due == granted.agreed_due


@given(running(), st.integers(1, 60))
def test_the_statutory_day_of_the_odr_limit_stands_whatever_is_agreed(clock: Clock, more: int) -> None:
    to = clock.due + timedelta(days=more)
    (after,) = extended(case_of(clock), clock.rule, to, RULES.law).clocks
    if clock.rule in {"R-ODR", "R-NR-REFUND", "R-REFUSE15"}:
        assert (after.due, after.agreed_due, after.extended_from) == (clock.due, to, None)
    else:
        assert (after.due, after.agreed_due, after.extended_from) == (to, None, clock.due)


@given(days, st.integers(1, 200))
def test_the_council_is_extended_by_thirty_days_and_no_further(start: date, more: int) -> None:
    clock = begin(Start("R-XBW-MED", start), RULES)
    most = RULES.calendar.roll(start + timedelta(days=90))
    no = refused(clock, clock.due + timedelta(days=more), "双方书面同意", RULES)
    assert (no is None) is (clock.due + timedelta(days=more) <= most)


@given(running(), notices(), days)
def test_a_counted_clock_is_written_down_and_read_back_whole(clock: Clock, notice: YearTable, today: date) -> None:
    (after,) = again(case_of(clock), notice, today).clocks
    assert value_of(Clock, plain(after)) == after


@given(st.integers(0, 360 * 24 * 60), st.integers(0, 72))
def test_forty_eight_hours_are_late_from_the_first_moment_after(minutes: int, hours: int) -> None:
    pushed = datetime(2026, 1, 1, tzinfo=SHANGHAI) + timedelta(minutes=minutes)
    clock = begin(Start("R-WX-MERCH", pushed.date(), pushed), RULES)
    assert clock.due_at == pushed + timedelta(hours=48)
    now = pushed + timedelta(hours=hours)
    assert counting.late(clock, now) is (hours > 48)
    assert counting.late(clock, pushed + timedelta(hours=48, seconds=1))


@pytest.mark.parametrize(
    ("today", "tier"),
    [
        ("2026-10-13", Tier.CALM),  # 14 15 16 19 20: five working days left
        ("2026-10-15", Tier.REMIND),
        ("2026-10-18", Tier.REMIND),  # a Sunday: 19 and 20 are left
        ("2026-10-19", Tier.URGENT),
        ("2026-10-20", Tier.URGENT),
        ("2026-10-21", Tier.OVERDUE),
    ],
)
def test_tiers_are_working_days_left(today: str, tier: Tier) -> None:
    clock = begin(Start("R-ODR", date(2026, 9, 30)), RULES)
    now = datetime.fromisoformat(today).replace(hour=10, tzinfo=SHANGHAI)
    assert warning.tier(clock, now, RULES.calendar, warning.thresholds(clock, None, {})) is tier
    assert warning.tier(clock, now, RULES.calendar, Warn(30, 0)) is not Tier.CALM


@given(running(), days, st.integers(0, 20), st.integers(0, 20))
def test_lists_and_the_case_agree_on_the_tier(clock: Clock, today: date, more: int, urgent: int) -> None:
    now = datetime.combine(today, datetime.min.time(), SHANGHAI) + timedelta(hours=9)
    warn = Warn(urgent + more, urgent)
    bounds = warning.bounds(now, RULES.calendar, {clock.rule: warn})
    shown = warning.tier(clock, now, RULES.calendar, warn)
    assert bounds.tier(clock.due, clock.due_at, clock.rule) is shown
