"""Seats of a real desk: passwords that are counted, kept and never told; roles; who leaves."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks
from odrdesk.services.desk import Desk, create, open_desk
from odrdesk.services.hashing import Hashing
from odrdesk.storage import record

CHEAP = Hashing(memory=64, rounds=1, lanes=1)
DEARER = Hashing(memory=128, rounds=2, lanes=1)
GOOD, OTHER = "河马不吃早饭 7", "tormented otter"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦东联络点", clock=clock, owner="陈经理")
    clerks.add(made, "王芳", [Role.OFFICER])
    yield made
    made.close(backup=False)


@pytest.fixture
def known(desk: Desk) -> Desk:
    clerks.set_password(desk, "王芳", GOOD, cost=CHEAP)
    return desk


def refusal(call, *told, **named) -> Refusal:
    with pytest.raises(Refusal) as no:
        call(*told, **named)
    return no.value


def code(call, *told, **named) -> str:
    return refusal(call, *told, **named).code


def wrong(desk: Desk) -> Refusal:
    return refusal(clerks.verify, desk, "王芳", "河马吃早饭", cost=CHEAP)


def entries(desk: Desk) -> list[tuple[str, dict]]:
    with desk.reading() as session:
        return [(one.entry.act, dict(one.entry.facts)) for one in record.entries(session)]


def test_without_a_password_nobody_is_let_in(desk: Desk) -> None:
    assert code(clerks.verify, desk, "王芳", "") == "clerk.password_unset"
    assert code(clerks.verify, desk, "谁", GOOD) == "clerk.unknown"


def test_the_right_password_opens_the_seat(known: Desk) -> None:
    assert clerks.verify(known, "王芳", GOOD, cost=CHEAP).name == "王芳"
    assert clerks.verify(known, "王芳", "河马不吃早饭　７", cost=CHEAP).name == "王芳"
    assert clerks.take_seat(known, "王芳", GOOD).clerk.may(Role.OFFICER)


def test_a_practice_desk_asks_nobody(tmp_path: Path, clock: Clock) -> None:
    practice = create(tmp_path / "practice", "演练", practice=True, clock=clock)
    clerks.add(practice, "王芳", [Role.OFFICER])
    clerks.set_password(practice, "王芳", GOOD, cost=CHEAP)
    assert clerks.verify(practice, "王芳", "").name == "王芳"
    clerks.unseat(practice, "王芳", "调离")
    assert code(clerks.verify, practice, "王芳", "") == "clerk.left"
    practice.close(backup=False)


def test_five_wrong_ones_bring_a_pause_that_doubles(known: Desk, clock: Clock) -> None:
    assert [wrong(known).data["left"] for _try in range(4)] == [4, 3, 2, 1]
    assert wrong(known).data["seconds"] == 30
    paused = refusal(clerks.verify, known, "王芳", GOOD, cost=CHEAP)
    assert (paused.code, paused.data["seconds"]) == ("clerk.waits", 30)
    clock.pass_by(29)
    assert wrong(known).code == "clerk.waits"
    clock.pass_by(1)
    assert wrong(known).data["seconds"] == 60
    clock.pass_by(60)
    assert clerks.verify(known, "王芳", GOOD, cost=CHEAP)
    assert clerks.seat_of(known, "王芳").failures == 0
    assert wrong(known).data["left"] == 4


def test_the_longest_pause_is_a_quarter_of_an_hour(known: Desk, clock: Clock) -> None:
    for _try in range(20):
        seconds = wrong(known).data.get("seconds", 0)
        clock.pass_by(int(str(seconds)))
    assert seconds == 900
    assert clerks.verify(known, "王芳", GOOD, cost=CHEAP)


def test_the_count_survives_the_end_of_the_program(known: Desk, clock: Clock) -> None:
    for _try in range(5):
        wrong(known)
    known.close(backup=False)
    again = open_desk(known.path, clock=clock)
    assert code(clerks.verify, again, "王芳", GOOD) == "clerk.waits"
    again.close(backup=False)


def test_a_clock_that_was_set_back_locks_nobody_out(known: Desk, clock: Clock) -> None:
    for _try in range(5):
        wrong(known)
    clock.pass_by(-365 * 86_400)
    assert clerks.verify(known, "王芳", GOOD, cost=CHEAP)


def test_a_desk_opened_to_read_counts_too(known: Desk, clock: Clock) -> None:
    reader = open_desk(known.path, clock=clock, writing=False)
    assert clerks.verify(reader, "王芳", GOOD, cost=CHEAP)
    assert wrong(reader).data["left"] == 4
    assert wrong(known).data["left"] == 3
    assert clerks.verify(reader, "王芳", GOOD, cost=CHEAP)
    assert clerks.seat_of(known, "王芳").failures == 0
    reader.close(backup=False)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Clock]]:
    """A desk for many walks: setting a password makes each begin anew."""
    clock = Clock()
    made = create(tmp_path_factory.mktemp("lasting") / "desk", "浦东联络点", clock=clock, owner="陈经理")
    clerks.add(made, "王芳", [Role.OFFICER])
    yield made, clock
    made.close(backup=False)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["right", "wrong", "wrong", "wrong", 1, 29, 30, 61, 1000]), max_size=24))
def test_no_walk_of_tries_and_waits_opens_early_or_locks_out(
    lasting: tuple[Desk, Clock], walk: list[str | int]
) -> None:
    desk, clock = lasting
    clerks.set_password(desk, "王芳", GOOD, cost=CHEAP)
    failures, until = 0, clock.now
    for step in walk:
        if isinstance(step, int):
            clock.pass_by(step)
            continue
        given_ = GOOD if step == "right" else "河马吃早饭"
        said = ""
        try:
            clerks.verify(desk, "王芳", given_, cost=CHEAP)
        except Refusal as no:
            said = no.code
        if clock.now < until:
            assert said == "clerk.waits"
        elif step == "right":
            assert said == ""
            failures = 0
        else:
            failures += 1
            pause = 0 if failures < 5 else min(30 * 2 ** (failures - 5), 900)
            until = clock.now + timedelta(seconds=pause)
            assert said == ("clerk.password_wrong_waits" if pause else "clerk.password_wrong")
    clock.pass_by(900)
    assert clerks.verify(desk, "王芳", GOOD, cost=CHEAP).name == "王芳"


def test_who_forgot_is_helped_by_an_admin_and_need_not_wait(known: Desk) -> None:
    for _try in range(5):
        wrong(known)
    clerks.set_password(known, "王芳", OTHER, cost=CHEAP)
    assert clerks.verify(known, "王芳", OTHER, cost=CHEAP)
    assert wrong(known).data["left"] == 4


def test_ones_own_needs_the_old_one(known: Desk) -> None:
    mine = known.acting_as("王芳")
    assert code(clerks.set_password, mine, "王芳", OTHER) == "password.old_needed"
    no = refusal(clerks.set_password, mine, "王芳", OTHER, old="falsch falsch", cost=CHEAP)
    assert (no.code, no.field) == ("clerk.password_wrong", "old")
    clerks.set_password(mine, "王芳", OTHER, old=GOOD, cost=CHEAP)
    assert clerks.verify(known, "王芳", OTHER, cost=CHEAP)


def test_only_an_admin_sets_anothers(known: Desk) -> None:
    mine = known.acting_as("王芳")
    assert code(clerks.set_password, mine, "陈经理", OTHER) == "clerk.not_allowed"
    assert code(clerks.change_roles, mine, "王芳", [Role.ADMIN]) == "clerk.not_allowed"
    assert code(clerks.unseat, mine, "陈经理", "x") == "clerk.not_allowed"
    assert code(clerks.seat_again, mine, "陈经理") == "clerk.not_allowed"


def test_an_owner_sets_his_own_first_without_an_old_one(desk: Desk) -> None:
    clerks.set_password(desk, "陈经理", GOOD, cost=CHEAP)
    assert code(clerks.set_password, desk, "陈经理", OTHER) == "password.old_needed"


@pytest.mark.parametrize("bad", ["kurz", "password1", "王芳123456", "浦东联络点", "a\nbcdefghij"])
def test_a_bad_one_is_refused_and_the_old_one_stays(known: Desk, bad: str) -> None:
    no = refusal(clerks.set_password, known, "王芳", bad)
    assert (no.code.split(".")[0], no.field) == ("password", "password")
    assert clerks.verify(known, "王芳", GOOD, cost=CHEAP)


def test_dearer_parameters_make_a_new_hash_and_cheaper_ones_none(known: Desk) -> None:
    def hashed() -> str:
        with known.reading() as session:
            return str(session.connection().exec_driver_sql("SELECT password FROM clerk WHERE name = '王芳'").scalar())

    cheap = hashed()
    assert cheap.startswith("$argon2id$v=19$m=64,t=1,p=1$")
    clerks.verify(known, "王芳", GOOD, cost=CHEAP)
    assert hashed() == cheap
    clerks.verify(known, "王芳", GOOD, cost=DEARER)
    dear = hashed()
    assert dear.startswith("$argon2id$v=19$m=128,t=2,p=1$")
    clerks.verify(known, "王芳", GOOD, cost=CHEAP)
    assert hashed() == dear


def test_unless_told_otherwise_a_hash_costs_64_mib_three_rounds_four_lanes(desk: Desk) -> None:
    clerks.set_password(desk, "王芳", GOOD)
    with desk.reading() as session:
        kept = session.connection().exec_driver_sql("SELECT password FROM clerk WHERE name = '王芳'").scalar()
    assert str(kept).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_the_record_tells_that_and_whose_never_what(known: Desk) -> None:
    wrong(known)
    clerks.unseat(known, "王芳", "调到徐汇")
    told = entries(known)
    assert [act for act, _facts in told[2:]] == ["clerk.password", "clerk.password_failed", "clerk.leave"]
    assert told[2][1] == {"name": "王芳", "first": True, "own": False}
    assert told[3][1] == {"name": "王芳", "failures": 1}
    written = json.dumps(told, ensure_ascii=False)
    assert all(word not in written for word in ("argon2", GOOD, "河马"))


def test_no_refusal_and_no_seat_shows_a_password_or_a_hash(known: Desk) -> None:
    said = repr([wrong(known).data, clerks.roll(known), refusal(clerks.set_password, known, "王芳", "kurz").data])
    assert all(word not in said for word in ("argon2", "河马", "kurz"))


def test_roles_are_changed_and_told(known: Desk) -> None:
    changed = clerks.change_roles(known, "王芳", [Role.FINANCE, Role.OFFICER]).value
    assert changed.roles == {Role.FINANCE, Role.OFFICER}
    assert entries(known)[-1] == (
        "clerk.roles",
        {"name": "王芳", "roles": ["finance", "officer"], "before": ["officer"]},
    )
    assert code(clerks.change_roles, known, "王芳", []) == "clerk.no_role"


def test_the_last_admin_stays_one(known: Desk) -> None:
    assert code(clerks.change_roles, known, "陈经理", [Role.OFFICER]) == "clerk.last_admin"
    clerks.change_roles(known, "王芳", [Role.ADMIN])
    clerks.change_roles(known, "陈经理", [Role.OFFICER])
    assert code(clerks.unseat, known.acting_as("王芳"), "王芳", "走") == "clerk.own_seat"
    assert code(clerks.change_roles, known.acting_as("王芳"), "王芳", [Role.OFFICER]) == "clerk.last_admin"


def test_who_left_cannot_act_and_keeps_his_name(known: Desk) -> None:
    assert code(clerks.unseat, known, "王芳", "  ") == "clerk.why_needed"
    assert clerks.unseat(known, "王芳", "调离").value.open_cases == 0
    assert [one.name for one in clerks.seated(known)] == ["陈经理"]
    assert [(one.name, one.active, one.has_password) for one in clerks.roll(known)][1] == ("王芳", False, False)
    for call in (clerks.verify, clerks.set_password):
        assert code(call, known, "王芳", GOOD) == "clerk.left"
    assert code(known.acting_as, "王芳") == "clerk.left"
    assert code(clerks.unseat, known, "王芳", "再走") == "clerk.left"
    assert code(clerks.add, known, "王芳", [Role.OFFICER]) == "clerk.taken_by_left"


def test_who_comes_back_has_the_old_roles_and_no_password(known: Desk) -> None:
    assert code(clerks.seat_again, known, "王芳") == "clerk.taken"
    clerks.unseat(known, "王芳", "休假")
    assert clerks.seat_again(known, "王芳").value.roles == {Role.OFFICER}
    assert code(clerks.verify, known, "王芳", GOOD) == "clerk.password_unset"


def test_the_owner_stays(known: Desk) -> None:
    assert code(clerks.unseat, known, "陈经理", "走") == "clerk.owner_stays"


def test_a_damaged_hash_is_said_to_be_damaged(known: Desk) -> None:
    with known.writing() as session:
        session.connection().exec_driver_sql("UPDATE clerk SET password = '$argon2id$junk' WHERE name = '王芳'")
    assert code(clerks.verify, known, "王芳", GOOD) == "clerk.password_damaged"
