"""Correcting what was typed at intake: every field, checked like the intake, clocks counted again where they must."""

from datetime import UTC, date, datetime

import pytest

from odrdesk.domain import corrections
from odrdesk.domain.clocks import Rules, after_step, on_time
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.dispute import Clock, Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import read
from odrdesk.domain.guards import Act
from odrdesk.domain.law import Law
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Clerk, Consumer, Guardian, Merchant
from odrdesk.domain.steps import take
from odrdesk.domain.vocabulary import Category, Channel, Claim, Role, State, Step
from odrdesk.domain.workdays import SHANGHAI, WorkCalendar
from odrdesk.text import vocabulary

SUPERVISOR = Clerk(1, "Supervisor", frozenset({Role.SUPERVISOR}))
OFFICER = Clerk(2, "Officer", frozenset({Role.OFFICER}))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


COMPLAINT = Complaint(
    channel=Channel.ODR12315,
    received_at=at("2026-09-30 10:12"),
    pushed_at=at("2026-09-30 10:12"),
    consumer=Consumer("张某", phone="13812345678"),
    merchant=Merchant("上海浦江好物电子商务有限公司"),
    order=Order(no="692011582274003801", paid=Fen(12900)),
    category=Category.FALSE_CLAIMS,
    claims=(Claim.RETURN_GOODS, Claim.REFUND),
    facts="宣传头层牛皮，检测为PU。",
)


@pytest.fixture
def rules(law: Law, calendar: WorkCalendar) -> Rules:
    return Rules(law, calendar)


def registered(rules: Rules, complaint: Complaint = COMPLAINT) -> Dispute:
    moment = at("2026-09-30 10:30")
    draft = Dispute(1, "ODR-2026-00001", State.DRAFT, complaint, registered_at=moment)
    return go(draft, Step.REGISTER, {}, "2026-09-30 10:30", rules, SUPERVISOR)


def go(  # noqa: PLR0917 -- a step has all of these
    case: Dispute, step: Step, raw: dict[str, object], when: str, rules: Rules, clerk: Clerk = OFFICER
) -> Dispute:
    facts = read(step, raw)
    after = take(case, step, facts, Act(clerk, at(when), at(when))).case
    return after_step(case, after, step, facts, at=at(when), rules=rules)


def corrected(case: Dispute, field: str, value: str | None, rules: Rules, clerk: Clerk = SUPERVISOR) -> Dispute:
    raw: dict[str, object] = {"field": field, "value": value, "why": "登记时看错"}
    return go(case, Step.CORRECT, raw, "2026-10-09 09:00", rules, clerk)


def clock(case: Dispute, rule: str) -> Clock:
    found = case.clock(rule)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("claims", "refund、damages", (Claim.REFUND, Claim.DAMAGES)),
        ("claims", "refund refund", (Claim.REFUND,)),
        ("channel", "phone", Channel.PHONE),
        ("received_at", "2026-09-29 09:30", at("2026-09-29 09:30")),
        ("received_at", "2026-09-29T01:30:00+00:00", at("2026-09-29 09:30")),
        (
            "consumer.guardian",
            "李某，13800000000，2026-09-20，书面同意",
            Guardian("李某", "13800000000", date(2026, 9, 20), "书面同意"),
        ),
        ("consumer.no_phone_reason", "只留了邮箱", "只留了邮箱"),
        ("order.quantity", "2", 2),
        ("order.paid", "¥1,299.00", Fen(129900)),
        ("live.on", "2026-09-20", date(2026, 9, 20)),
        ("claims_words", "退一赔三", "退一赔三"),
        ("claimed", None, None),
        ("merchant.uscc", None, None),
    ],
)
def test_every_field_of_the_intake_can_be_corrected(field: str, typed: str | None, value: object) -> None:
    after = corrections.corrected(COMPLAINT, field, typed)
    assert corrections.value_of(after, field) == value


@pytest.mark.parametrize("field", list(corrections.CORRECTABLE))
def test_what_a_field_holds_can_be_typed_again(field: str) -> None:
    guardian = Guardian("李某", "13800000000", date(2026, 9, 20), "书面同意")
    whole = corrections.corrected(COMPLAINT, "consumer.guardian", None)
    for name, value in (("live.on", "2026-09-20"), ("order.quantity", "2"), ("claimed", "629.00")):
        whole = corrections.corrected(whole, name, value)
    whole = corrections.corrected(
        whole,
        "consumer.guardian",
        ", ".join(map(str, (guardian.name, guardian.phone, guardian.consent_on, guardian.consent_how))),
    )
    text = corrections.text_of(whole, field)
    assert corrections.corrected(whole, field, text or None) == whole


@pytest.mark.parametrize("field", list(corrections.CORRECTABLE))
def test_every_field_has_a_label(field: str) -> None:
    assert field in vocabulary("field")


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("claims", "gold", "fact.unreadable"),
        ("claims", None, "field.required"),
        ("received_at", "gestern", "fact.unreadable"),
        ("received_at", "2026-12-01 09:00", "received.in_future"),
        ("consumer.guardian", "李某", "guardian.unreadable"),
        ("consumer.phone", "138", "phone.form"),
        ("facts", None, "field.required"),
        ("category", "gold", "fact.unreadable"),
    ],
)
def test_a_wrong_value_is_refused_beside_the_field(field: str, typed: str | None, code: str) -> None:
    no = corrections.refusal_of(COMPLAINT, field, typed, at("2026-10-09 09:00"))
    assert no is not None
    assert (no.code, no.field) == (code, "value")


def test_what_was_wrong_before_does_not_stand_in_the_way() -> None:
    odd = corrections.corrected(COMPLAINT, "consumer.phone", "12")
    assert corrections.refusal_of(odd, "order.goods", "皮鞋", at("2026-10-09 09:00")) is None


def test_times_and_channel_are_a_supervisors_to_correct(rules: Rules) -> None:
    for field, value in (("pushed_at", "2026-09-29 09:00"), ("received_at", "2026-09-29"), ("channel", "phone")):
        with pytest.raises(Refusal) as no:
            corrected(registered(rules), field, value, rules, OFFICER)
        assert (no.value.code, no.value.field) == ("correct.supervised", "field")


def test_an_earlier_push_counts_the_odr_clock_again(rules: Rules) -> None:
    # Ten working days from 09-29: 09-30, then 10-08, 09, 10, 12, 13, 14, 15, 16, 19; from 09-30 they end on 10-20.
    case = registered(rules)
    assert clock(case, "R-ODR").due == date(2026, 10, 20)
    after = corrected(case, "pushed_at", "2026-09-29 16:00", rules)
    odr = clock(after, "R-ODR")
    assert (odr.start, odr.due, odr.running) == (date(2026, 9, 29), date(2026, 10, 19), True)
    others = [one for one in case.clocks if one.rule != "R-ODR"]
    assert [one for one in after.clocks if one.rule != "R-ODR"] == others


def test_a_time_of_the_same_day_moves_nothing(rules: Rules) -> None:
    case = registered(rules)
    assert corrected(case, "pushed_at", "2026-09-30 16:00", rules).clocks == case.clocks


def test_a_clock_that_stopped_stays_stopped_and_may_turn_out_late(rules: Rules) -> None:
    case = registered(rules)
    case = go(case, Step.ACCEPT, {}, "2026-10-08 09:00", rules)
    case = go(case, Step.WITHDRAW, {"why": "自行和解"}, "2026-10-08 10:00", rules)
    after = corrected(case, "pushed_at", "2026-09-10 09:00", rules)
    odr = clock(after, "R-ODR")
    assert (odr.stopped_on, odr.start, odr.due) == (date(2026, 10, 8), date(2026, 9, 10), date(2026, 9, 23))
    assert (on_time(case), on_time(after)) == (True, False)


def test_another_channel_gets_its_own_clock_in_place_of_the_wrong_one(rules: Rules) -> None:
    after = corrected(registered(rules), "channel", "phone", rules)
    assert clock(after, "R-ODR").stopped_on == date(2026, 10, 9)
    assert (clock(after, "R-TOTAL").start, clock(after, "R-TOTAL").running) == (date(2026, 9, 30), True)
    back = corrected(after, "channel", "odr12315", rules)
    assert sorted(one.rule for one in back.clocks if one.running) == ["R-ACC", "R-FIRST", "R-ODR", "R-PLAN"]


def test_an_undone_merge_gives_the_case_back_exactly(rules: Rules) -> None:
    case = registered(rules)
    into = Dispute(2, "ODR-2026-00002", State.ACCEPTED, COMPLAINT)
    waiting = go(case, Step.REFUSE, {"ground": "3"}, "2026-10-08 09:00", rules)
    called = go(
        waiting, Step.CONTACT, {"mode": "电话", "with": "consumer", "content": "告知"}, "2026-10-08 09:10", rules
    )
    facts = read(Step.MERGE_INTO, {"into": into.number})
    act = Act(OFFICER, at("2026-10-08 10:00"), at("2026-10-08 10:00"), into=into)
    taken = take(called, Step.MERGE_INTO, facts, act).case
    merged = after_step(called, taken, Step.MERGE_INTO, facts, at=act.at, rules=rules)
    assert not [one for one in merged.clocks if one.running]
    assert go(merged, Step.UNMERGE, {"why": "不是同一纠纷"}, "2026-10-08 11:00", rules) == called
