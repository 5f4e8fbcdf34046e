"""A case as it stood on a past day: what was known then, what came later, a record that must agree with the cases."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from odrdesk.domain import clocks, differences
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import Category, Channel, Claim, PaperKind, State, Step
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.services import cases, intake, papers, past, upkeep
from odrdesk.services.desk import Desk, create
from odrdesk.services.steps import take_step
from odrdesk.storage import disputes, record
from odrdesk.text import vocabulary

NUMBER = "ODR-2026-00001"
PUSHED = datetime(2026, 9, 30, 2, 12, tzinfo=UTC)
DRAFT = Complaint(
    channel=Channel.ODR12315,
    channel_no="3101150000000202609301234",
    received_at=PUSHED,
    pushed_at=PUSHED,
    consumer=Consumer("张某", phone="13812345678"),
    merchant=Merchant("上海浦江好物电子商务有限公司"),
    order=Order(no="692011582274003801", goods="男鞋", paid=Fen(12900)),
    category=Category.QUALITY,
    claims=(Claim.REFUND,),
    facts="收到即开胶。",
)


def shanghai(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def on(desk: Desk, when: str) -> Desk:
    return desk.at(lambda: shanghai(when))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A case of the 12315 queue, accepted on 10-08, called on 10-09 and offered for on 10-13, looked at on 10-16."""
    made = create(tmp_path / "desk", "练习台", practice=True, clock=lambda: shanghai("2026-10-16 09:00"))
    intake.register(on(made, "2026-09-30 10:30"), DRAFT)
    take_step(on(made, "2026-10-08 09:30"), NUMBER, Step.ACCEPT, {})
    papers.issue(on(made, "2026-10-08 09:40"), NUMBER, PaperKind.ACCEPTANCE_NOTICE)
    call = {"mode": "电话", "with": "merchant", "content": "告知投诉"}
    take_step(on(made, "2026-10-09 09:30"), NUMBER, Step.CONTACT, call)
    item = {"kind": "refund", "amount": "129.00", "due": "2026-10-20", "payer": "merchant"}
    take_step(on(made, "2026-10-13 15:00"), NUMBER, Step.PROPOSE, {"items": [item], "floor_acknowledged": True})
    yield made
    made.close(backup=False)


def seen(desk: Desk, day: str) -> past.Past:
    return past.as_of(desk, NUMBER, past.end_of(date.fromisoformat(day)))


# As it was known


@pytest.mark.parametrize(
    ("day", "state", "entries"),
    [
        ("2026-09-30", State.REGISTERED, 1),
        ("2026-10-07", State.REGISTERED, 1),
        ("2026-10-08", State.ACCEPTED, 3),
        ("2026-10-09", State.NEGOTIATING, 4),
        ("2026-10-12", State.NEGOTIATING, 4),
        ("2026-10-13", State.PROPOSED, 5),
        ("2026-10-16", State.PROPOSED, 5),
    ],
)
def test_a_case_is_seen_as_it_stood_at_the_end_of_a_day(desk: Desk, day: str, state: State, entries: int) -> None:
    then = seen(desk, day)
    assert (then.view.case.state, len(then.view.record)) == (state, entries)
    assert then.day.isoformat() == day


def test_its_deadlines_are_those_of_that_day_counted_from_that_day(desk: Desk) -> None:
    first = {one.clock.rule: one for one in seen(desk, "2026-10-09").view.deadlines}
    # Five working days from 09-30: 10-08, 09, the Saturday 10-10 that is worked, 12, 13; after the 9th three are left.
    assert (first["R-PLAN"].clock.due, first["R-PLAN"].left_working_days) == (date(2026, 10, 13), 3)
    assert first["R-PLAN"].clock.running
    now = {one.clock.rule: one for one in cases.view(desk, NUMBER).deadlines}
    assert now["R-PLAN"].clock.stopped_on == date(2026, 10, 13)


def test_nothing_may_be_done_in_the_past(desk: Desk) -> None:
    view = seen(desk, "2026-10-09").view
    assert view.primary is None
    assert {status.open for status in view.steps} == {False}
    assert {status.refusal.code for status in view.steps if status.refusal} == {"past.read_only"}


def test_papers_issued_or_voided_later_are_not_known_then(desk: Desk) -> None:
    key = cases.view(desk, NUMBER).papers[0].mark.key
    papers.void(on(desk, "2026-10-15 10:00"), key, "抬头写错")
    assert seen(desk, "2026-10-07").view.papers == ()
    (then,) = seen(desk, "2026-10-14").view.papers
    assert (then.mark.void, then.void_at, then.void_why) == (False, None, None)
    (now,) = seen(desk, "2026-10-15").view.papers
    assert (now.mark.void, now.void_why) == (True, "抬头写错")


def test_what_was_written_later_about_that_day_was_not_known_and_is_named(desk: Desk) -> None:
    facts = {"mode": "电话", "with": "consumer", "content": "告知受理"}
    late = shanghai("2026-10-08 16:00")
    take_step(on(desk, "2026-10-14 09:00"), NUMBER, Step.CONTACT, facts, at=late, why="当日在外")
    then = seen(desk, "2026-10-08")
    assert then.view.case.contacts == ()
    assert [(one.written.entry.act, one.told_late) for one in then.later] == [
        ("dispute.contact", False),
        ("dispute.propose", False),
        ("dispute.contact", True),
    ]


def test_what_is_different_now_is_listed_old_and_new(desk: Desk) -> None:
    correction = {"field": "order.goods", "value": "头层牛皮男鞋", "why": "笔误"}
    take_step(on(desk, "2026-10-15 09:00"), NUMBER, Step.CORRECT, correction)
    changed = {one.field: (one.before, one.after) for one in seen(desk, "2026-10-12").changed}
    assert changed["order.goods"] == ("男鞋", "头层牛皮男鞋")
    assert changed["state"] == (State.NEGOTIATING, State.PROPOSED)
    assert set(changed) == {"order.goods", "state", "offers", "clock.R-PLAN", "clock.R-MERCH"}
    assert seen(desk, "2026-10-15").changed == ()


def test_whatever_can_differ_has_a_label() -> None:
    names = {each.name for each in fields(Dispute)} - differences.LEFT_OUT
    assert sorted(names - set(vocabulary("field"))) == []


def test_a_day_to_come_and_a_day_before_the_case_are_refused(desk: Desk) -> None:
    with pytest.raises(Refusal) as no:
        seen(desk, "2026-10-17")
    assert (no.value.code, no.value.field) == ("past.in_future", "on")
    with pytest.raises(Refusal) as no:
        seen(desk, "2026-09-29")
    assert (no.value.code, no.value.data["registered"]) == ("past.not_yet", "2026-09-30")
    with pytest.raises(Refusal, match=r"record\.unknown"):
        past.after_entry(desk, NUMBER, 1)


def test_a_practice_clock_that_went_back_never_shows_what_was_written_later(desk: Desk) -> None:
    take_step(on(desk, "2026-10-02 09:00"), NUMBER, Step.LEAD, {"what": "虚假宣传"})
    assert len(seen(desk, "2026-10-08").view.record) == 3
    assert len(seen(desk, "2026-10-13").view.record) == 6


# What cannot be put together


def test_a_record_whose_content_was_erased_says_so(desk: Desk) -> None:
    entries = cases.view(desk, NUMBER).record
    with desk.writing() as session:
        record.erase(session, entries[3].seq)
    assert seen(desk, "2026-10-08").view.case.state is State.ACCEPTED
    with pytest.raises(Refusal) as no:
        seen(desk, "2026-10-09")
    assert (no.value.code, no.value.data["seq"]) == ("past.erased", entries[3].seq)
    assert upkeep.check(desk) == ()


def test_a_case_of_the_first_version_is_put_together_from_todays_words_and_its_corrections(desk: Desk) -> None:
    """Version 0.1.0 did not write down what was registered, nor the dates."""
    registered = shanghai("2026-10-09 09:00").astimezone(UTC)
    draft = replace(DRAFT, channel_no=None)
    blank = Dispute(0, "ODR-2026-00002", State.REGISTERED, draft, registered_at=registered)
    rules = clocks.Rules(desk.law, desk.calendar)
    case = clocks.after_step(blank, blank, Step.REGISTER, {}, at=registered, rules=rules)
    with on(desk, "2026-10-09 09:00").writing() as session:
        key = disputes.add(session, case)
        facts = {"number": case.number, "channel": "odr12315", "channel_no": None}
        record.append(session, Entry("dispute.register", registered, 1, key, facts))
    correction = {"field": "order.goods", "value": "女鞋", "why": "笔误"}
    take_step(on(desk, "2026-10-12 09:00"), case.number, Step.CORRECT, correction)
    then = past.as_of(desk, case.number, past.end_of(date(2026, 10, 11))).view.case
    assert (then.state, then.complaint, then.clocks) == (State.REGISTERED, draft, case.clocks)
    assert cases.view(desk, case.number).case.complaint.order.goods == "女鞋"
    assert upkeep.check(desk) == ()


# The record against the cases


def test_a_case_changed_behind_the_programs_back_is_found_by_its_fields_alone(desk: Desk) -> None:
    with desk.writing() as session:
        session.connection().execute(sa.text("UPDATE dispute SET consumer_name = '李某', level = 3"))
        session.connection().execute(sa.text("UPDATE clock SET due = '2026-12-31' WHERE rule = 'R-ODR'"))
    (found,) = upkeep.check(desk)
    assert found.code == "dispute.replay_differs"
    assert found.data == {"number": NUMBER, "fields": ["complaint", "level", "clocks"]}


def test_a_check_says_how_far_it_is_and_can_be_ended(desk: Desk) -> None:
    intake.register(on(desk, "2026-10-15 09:00"), replace(DRAFT, channel_no=None))
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    assert upkeep.check(desk, thorough=True, tell=tell) == ()
    assert told == [(2, 2)]
