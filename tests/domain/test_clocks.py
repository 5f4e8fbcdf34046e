"""Which clocks run on a dispute, counted by hand in the scenarios."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from odrdesk.domain.clocks import Rules, after_step, next_due, on_time
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.dispute import Aside, Dispute
from odrdesk.domain.facts import read
from odrdesk.domain.guards import Act
from odrdesk.domain.law import Law
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Clerk, Consumer, Merchant
from odrdesk.domain.recount import recounted
from odrdesk.domain.steps import take
from odrdesk.domain.vocabulary import Category, Channel, Claim, Role, State, Step
from odrdesk.domain.workdays import SHANGHAI, WorkCalendar, YearTable

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
OWNER = Clerk(1, "Owner", frozenset(Role))


def documents(folder: str) -> list[dict[str, object]]:
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((RESOURCES / folder).glob("*.toml"))]


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules(Law.from_documents(documents("law")), WorkCalendar.from_tables(documents("calendar")))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


class Walk:
    """A dispute on its way: each step on its own day."""

    def __init__(self, rules: Rules, channel: Channel, pushed: str, paid: int = 12900) -> None:
        self.rules = rules
        complaint = Complaint(
            channel=channel,
            channel_no="3101150000000202609301234",
            received_at=at(pushed),
            pushed_at=at(pushed),
            consumer=Consumer("张某", phone="13812345678"),
            merchant=Merchant("上海浦江好物电子商务有限公司"),
            order=Order(no="692011582274003801", paid=Fen(paid)),
            category=Category.FALSE_CLAIMS,
            claims=(Claim.RETURN_GOODS, Claim.REFUND, Claim.PUNITIVE),
            facts="宣传头层牛皮，检测为PU。",
        )
        self.case = Dispute(1, "ODR-2026-00001", State.DRAFT, complaint)
        self.step("register", pushed)

    def step(self, step: str, when: str, **facts: object) -> "Walk":
        moment = at(when)
        known = read(Step(step), facts)
        after = take(self.case, Step(step), known, Act(OWNER, moment, moment)).case
        self.case = after_step(self.case, after, Step(step), known, at=moment, rules=self.rules)
        return self

    def due(self, rule: str) -> date:
        clock = self.case.clock(rule)
        assert clock is not None
        return clock.due


def settled_case(rules: Rules) -> Walk:
    refund = {"kind": "refund", "amount": "129.00", "payer": "merchant", "due": "2026-10-16"}
    extra = {"kind": "extra", "amount": "500.00", "payer": "merchant", "due": "2026-10-20"}
    walk = Walk(rules, Channel.ODR12315, "2026-09-30 10:12")
    walk.step("accept", "2026-10-08 09:30")
    walk.step("contact", "2026-10-09 09:30", mode="电话", **{"with": "merchant"}, content="告知投诉")
    walk.step("propose", "2026-10-13 15:00", items=[refund, extra])
    return walk.step("settle", "2026-10-15 11:00", consumer_confirmed_by="短信", merchant_confirmed_by="盖章")


def test_golden_week_does_not_count_and_the_make_up_saturday_does(rules: Rules) -> None:
    walk = Walk(rules, Channel.ODR12315, "2026-09-30 10:12")
    assert walk.due("R-ODR") == date(2026, 10, 20)
    assert (walk.due("R-FIRST"), walk.due("R-ACC")) == (date(2026, 10, 8), date(2026, 10, 9))


def test_only_the_12315_queue_starts_the_odr_clock_and_others_the_total(rules: Rules) -> None:
    walk = Walk(rules, Channel.PHONE, "2026-09-30 10:12")
    assert walk.case.clock("R-ODR") is None
    assert walk.due("R-TOTAL") == date(2026, 10, 20)


def test_settlement_in_time_stops_the_odr_clock_and_starts_what_was_agreed(rules: Rules) -> None:
    case = settled_case(rules).case
    odr = case.clock("R-ODR")
    assert odr is not None
    assert odr.stopped_on == date(2026, 10, 15)
    assert on_time(case) is True
    assert [(clock.rule, clock.due) for clock in case.clocks if clock.running] == [
        ("TERM-1", date(2026, 10, 16)),
        ("TERM-2", date(2026, 10, 20)),
    ]


def test_each_due_day_stops_when_its_money_is_there(rules: Rules) -> None:
    walk = settled_case(rules).step("perform", "2026-10-16 10:00", amount="129.00", proof="a")
    assert [clock.rule for clock in walk.case.clocks if clock.running] == ["TERM-2"]
    walk.step("perform", "2026-10-16 12:00", amount="500.00", proof="b")
    assert next_due(walk.case) is None
    assert walk.case.state is State.PERFORMED


def test_a_contact_with_the_merchant_starts_its_answer_clock_and_his_answer_stops_it(rules: Rules) -> None:
    walk = Walk(rules, Channel.ODR12315, "2026-09-30 10:12").step("accept", "2026-10-08 09:30")
    walk.step("contact", "2026-10-08 10:00", mode="电话", **{"with": "consumer"}, content="首次联系")
    assert walk.case.clock("R-MERCH") is None
    walk.step("contact", "2026-10-09 09:30", mode="电话", **{"with": "merchant"}, content="告知投诉")
    assert walk.due("R-MERCH") == date(2026, 10, 12)
    walk.step("contact", "2026-10-10 09:30", mode="电话", **{"with": "merchant"}, content="催办", result="同意退款")
    clock = walk.case.clock("R-MERCH")
    assert clock is not None
    assert clock.stopped_on == date(2026, 10, 10)


def to_the_regulator(rules: Rules) -> Walk:
    walk = Walk(rules, Channel.ODR12315, "2026-06-05 10:00", paid=45900)
    walk.step("accept", "2026-06-08 09:00")
    walk.step("contact", "2026-06-08 10:00", mode="电话", **{"with": "merchant"}, content="否认缺陷")
    walk.step("fail", "2026-06-23 09:00", ground="expired", why="期限届满未达成一致")
    return walk.step("to_regulator", "2026-06-23 11:00")


def test_dragon_boat_moves_the_odr_limit_and_failing_late_is_late(rules: Rules) -> None:
    walk = to_the_regulator(rules)
    assert walk.due("R-ODR") == date(2026, 6, 22)
    assert on_time(walk.case) is False


def test_the_regulators_clocks_with_the_days_of_appraisal_left_out(rules: Rules) -> None:
    walk = to_the_regulator(rules)
    assert walk.due("R-REG-ACC") == date(2026, 7, 2)
    walk.step("ext_accepted", "2026-06-30 10:00", on="2026-06-30")
    assert walk.due("R-REG-MED-121") == date(2026, 8, 31)
    walk.step("appraisal_start", "2026-07-06 10:00", on="2026-07-06")
    walk.step("appraisal_report", "2026-07-24 10:00", on="2026-07-24")
    assert walk.due("R-REG-MED-121") == date(2026, 9, 16)
    walk.step("ext_terminated", "2026-09-16 16:00", ground=5, on="2026-09-16")
    assert walk.due("R-REG-TERM") == date(2026, 9, 24)
    assert walk.case.state is State.EXT_DONE


def test_the_council_is_followed_up_and_then_has_sixty_days(rules: Rules) -> None:
    walk = Walk(rules, Channel.PHONE, "2026-09-30 10:12").step("accept", "2026-10-08 09:30")
    walk.step("contact", "2026-10-08 10:00", mode="电话", **{"with": "both"}, content="协商")
    walk.step("fail", "2026-10-12 09:00", why="商家拒绝").step("to_council", "2026-10-12 10:00")
    assert walk.due("R-XBW-ACC") == date(2026, 10, 21)
    walk.step("ext_accepted", "2026-10-15 10:00", on="2026-10-15")
    # The sixtieth day is Monday 2026-12-14.
    assert [(clock.rule, clock.due) for clock in walk.case.clocks if clock.running] == [
        ("R-XBW-MED", date(2026, 12, 14)),
    ]


def test_an_appraisal_never_pauses_the_odr_clock(rules: Rules) -> None:
    walk = Walk(rules, Channel.ODR12315, "2026-09-30 10:12").step("accept", "2026-10-08 09:30")
    walk.step("contact", "2026-10-08 10:00", mode="电话", **{"with": "both"}, content="协商")
    walk.step("appraisal_start", "2026-10-09 09:00", on="2026-10-09")
    walk.step("appraisal_report", "2026-10-12 09:00", on="2026-10-12")
    assert walk.due("R-ODR") == date(2026, 10, 20)


def test_a_case_before_the_order_of_2026_keeps_forty_five_working_days(rules: Rules) -> None:
    walk = Walk(rules, Channel.ODR12315, "2026-03-02 10:00").step("accept", "2026-03-03 09:30")
    walk.step("contact", "2026-03-03 10:00", mode="电话", **{"with": "both"}, content="协商")
    walk.step("fail", "2026-03-10 09:00", why="拒绝").step("to_regulator", "2026-03-10 10:00")
    walk.step("ext_accepted", "2026-04-14 10:00", on="2026-04-14")
    assert walk.case.clock("R-REG-MED-121") is None
    assert walk.due("R-REG-MED-20") == date(2026, 6, 18)


def test_withdrawing_stops_everything_and_closing_keeps_the_file(rules: Rules) -> None:
    walk = settled_case(rules).step("withdraw", "2026-10-16 09:00", why="另行解决")
    assert not [clock for clock in walk.case.clocks if clock.running]
    walk.step("close", "2026-10-19 09:00", missing_acknowledged=True)
    assert [clock.rule for clock in walk.case.clocks if clock.running] == ["R-RET-CASE"]
    assert next_due(walk.case) is None


def test_a_file_opened_again_is_kept_from_its_next_closing(rules: Rules) -> None:
    walk = settled_case(rules).step("withdraw", "2026-10-16 09:00", why="另行解决")
    walk.step("close", "2026-10-19 09:00", missing_acknowledged=True).step("reopen", "2026-11-02 09:00", why="再次投诉")
    assert [clock.rule for clock in walk.case.clocks if clock.running] == ["R-TOTAL"]
    walk.step("withdraw", "2026-11-03 09:00", why="另行解决").step(
        "close", "2026-11-04 09:00", missing_acknowledged=True
    )
    assert walk.due("R-RET-CASE") == date(2029, 11, 5)


def test_undoing_a_merge_lets_its_clocks_run_on(rules: Rules) -> None:
    walk = Walk(rules, Channel.ODR12315, "2026-09-30 10:12")
    before = {clock.rule for clock in walk.case.clocks if clock.running}
    walk.step("merge_into", "2026-10-08 10:00", into="ODR-2026-00002")
    assert not [clock for clock in walk.case.clocks if clock.running]
    walk.step("unmerge", "2026-10-09 10:00", why="不是同一纠纷")
    assert {clock.rule for clock in walk.case.clocks if clock.running} == before


def test_undoing_a_merge_wakes_no_clock_that_was_answered_the_same_day(rules: Rules) -> None:
    walk = Walk(rules, Channel.ODR12315, "2026-09-30 10:12").step("accept", "2026-10-08 09:00")
    walk.step("merge_into", "2026-10-08 10:00", into="ODR-2026-00002").step("unmerge", "2026-10-08 11:00", why="误并")
    assert {clock.rule for clock in walk.case.clocks if clock.running} == {"R-PLAN", "R-ODR"}


def test_a_channel_corrected_while_merged_is_what_the_clocks_follow_afterwards(rules: Rules) -> None:
    walk = Walk(rules, Channel.ODR12315, "2026-09-30 10:12").step("accept", "2026-10-08 09:00")
    walk.case = replace(walk.case, registered_at=at("2026-09-30 10:12"))
    walk.step("merge_into", "2026-10-08 10:00", into="ODR-2026-00002")
    walk.step("correct", "2026-10-09 09:00", field="channel", value="phone", why="登记错误")
    assert not [clock for clock in walk.case.clocks if clock.running]
    walk.step("unmerge", "2026-10-09 10:00", why="误并")
    assert {clock.rule for clock in walk.case.clocks if clock.running} == {"R-PLAN", "R-TOTAL"}
    assert walk.due("R-TOTAL") == date(2026, 10, 20)


def test_and_back_again(rules: Rules) -> None:
    walk = Walk(rules, Channel.PHONE, "2026-09-30 10:12")
    walk.step("correct", "2026-10-08 09:00", field="channel", value="odr12315", why="登记错误")
    walk.step("merge_into", "2026-10-08 10:00", into="ODR-2026-00002")
    walk.step("correct", "2026-10-09 09:00", field="channel", value="phone", why="登记错误")
    walk.step("unmerge", "2026-10-09 10:00", why="误并")
    assert [clock.rule for clock in walk.case.clocks if clock.running].count("R-TOTAL") == 1
    assert "R-ODR" not in {clock.rule for clock in walk.case.clocks if clock.running}


def test_a_clock_that_ends_during_an_appraisal_ends_its_pause_with_it(rules: Rules) -> None:
    walk = to_the_regulator(rules).step("ext_accepted", "2026-06-30 10:00", on="2026-06-30")
    walk.step("appraisal_start", "2026-07-06 10:00", on="2026-07-06")
    walk.step("withdraw", "2026-07-10 10:00", why="消费者撤回")
    for clock in walk.case.clocks:
        assert not clock.running or clock.rule.startswith("R-RET")
        assert all(pause.until is not None for pause in clock.pauses)
    # 06-30 + 60 days + the four days from 07-07 to 07-10 = 09-02, a Wednesday.
    assert walk.due("R-REG-MED-121") == date(2026, 9, 2)


def test_a_clock_woken_while_the_appraisal_still_runs_waits_on(rules: Rules) -> None:
    walk = to_the_regulator(rules).step("ext_accepted", "2026-06-30 10:00", on="2026-06-30")
    walk.step("appraisal_start", "2026-07-06 10:00", on="2026-07-06")
    merged = after_step(
        walk.case,
        replace(walk.case, state=State.MERGED, aside=Aside(running(walk.case)), merged_from=State.EXT_MEDIATING),
        Step.MERGE_INTO,
        {"into": "ODR-2026-00002"},
        at=at("2026-07-10 10:00"),
        rules=rules,
    )
    assert not [clock for clock in merged.clocks if clock.waits]
    again = after_step(
        merged,
        replace(merged, state=State.EXT_MEDIATING, aside=None),
        Step.UNMERGE,
        {"why": "误并"},
        at=at("2026-07-20 10:00"),
        rules=rules,
    )
    clock = again.clock("R-REG-MED-121")
    assert clock is not None
    assert [(pause.since, pause.until) for pause in clock.pauses] == [(date(2026, 7, 6), None)]


def running(case: Dispute) -> tuple[int, ...]:
    return tuple(place for place, clock in enumerate(case.clocks) if clock.running)


def test_counting_again_never_takes_back_the_days_that_were_granted(rules: Rules) -> None:
    walk = to_the_regulator(rules).step("ext_accepted", "2026-06-30 10:00", on="2026-06-30")
    walk.step("extend", "2026-07-01 10:00", rule="R-REG-MED-121", to="2026-09-30", why="双方同意")
    walk.step("appraisal_start", "2026-07-06 10:00", on="2026-07-06")
    walk.step("appraisal_report", "2026-07-24 10:00", on="2026-07-24")
    clock = walk.case.clock("R-REG-MED-121")
    assert clock is not None
    assert (clock.due, clock.extended_from) == (date(2026, 9, 30), date(2026, 9, 16))


def test_an_appraisal_that_ends_after_the_granted_day_moves_it_on(rules: Rules) -> None:
    walk = to_the_regulator(rules).step("ext_accepted", "2026-06-30 10:00", on="2026-06-30")
    walk.step("extend", "2026-07-01 10:00", rule="R-REG-MED-121", to="2026-09-15", why="双方同意")
    walk.step("appraisal_start", "2026-07-06 10:00", on="2026-07-06")
    assert walk.step("appraisal_report", "2026-07-24 10:00", on="2026-07-24").due("R-REG-MED-121") == date(2026, 9, 16)


def test_a_provisional_date_is_counted_again_when_the_notice_comes(rules: Rules) -> None:
    walk = Walk(rules, Channel.ODR12315, "2026-12-28 10:00")
    clock = walk.case.clock("R-ODR")
    assert clock is not None
    assert clock.provisional
    notice = YearTable.parse(
        {
            "year": 2027,
            "number": "国办发明电〔2026〕0号",
            "title": "2027",
            "off": [f"2027-01-{day:02d}" for day in (1, 2, 3, 4)]
            + ["2027-05-01", "2027-05-02", "2027-10-01", "2027-10-02", "2027-10-03"],
            "work": ["2027-01-09"],
        }
    )
    newer = Rules(rules.law, rules.calendar.with_table(notice))
    counted = recounted(walk.case, newer, years=[2027], today=date(2026, 12, 29), notice=notice.number)[0].clock(
        "R-ODR"
    )
    assert counted is not None
    assert counted.provisional is False
    # 12-29 30 31, then 01-05 06 07 08, Saturday 09 as make-up, 11 and 12.
    assert counted.due == date(2027, 1, 12)
