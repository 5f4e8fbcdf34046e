"""The recovery code: one way in for who forgot the password, once, and nothing that can be read out of the desk."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks, recovery
from odrdesk.services.desk import Desk, create
from odrdesk.services.hashing import Hashing
from odrdesk.storage import record

CHEAP = Hashing(memory=64, rounds=1, lanes=1)
OLD, NEW = "河马不吃早饭 7", "tormented otter"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦东联络点", clock=clock, owner="陈经理")
    clerks.set_password(made, "陈经理", OLD, cost=CHEAP)
    yield made
    made.close(backup=False)


def refusal(call, *told, **named) -> Refusal:
    with pytest.raises(Refusal) as no:
        call(*told, **named)
    return no.value


def code_of(desk: Desk) -> str:
    return recovery.make(desk, OLD, cost=CHEAP).value.text


def use(desk: Desk, code: str, new: str = NEW) -> None:
    recovery.use(desk, "陈经理", code, new, cost=CHEAP)


def entries(desk: Desk) -> list[tuple[str, dict]]:
    with desk.reading() as session:
        return [(one.entry.act, dict(one.entry.facts)) for one in record.entries(session)]


def test_the_code_sets_a_new_password_and_the_old_one_opens_nothing(desk: Desk) -> None:
    use(desk, code_of(desk))
    assert clerks.verify(desk, "陈经理", NEW, cost=CHEAP).name == "陈经理"
    assert refusal(clerks.verify, desk, "陈经理", OLD, cost=CHEAP).code == "clerk.password_wrong"


def test_a_code_is_good_once(desk: Desk) -> None:
    code = code_of(desk)
    use(desk, code)
    assert refusal(use, desk, code).code == "recovery.none"


def test_only_the_last_one_made_counts(desk: Desk) -> None:
    first, second = code_of(desk), code_of(desk)
    assert refusal(use, desk, first).code == "recovery.wrong"
    use(desk, second)


@pytest.mark.parametrize("write", [str.lower, lambda one: one.replace("-", ""), lambda one: one.replace("-", " ")])
def test_case_dashes_and_spaces_do_not_count(desk: Desk, write) -> None:
    use(desk, write(code_of(desk)))


def test_full_width_signs_of_an_input_method_are_read(desk: Desk) -> None:
    wide = "".join(chr(ord(one) + 0xFEE0) if one != "-" else "－" for one in code_of(desk))
    use(desk, wide)


def test_a_slip_is_told_from_a_wrong_code_and_not_counted(desk: Desk) -> None:
    code = code_of(desk)
    slip = ("3" if code[0] != "3" else "4") + code[1:]
    assert refusal(use, desk, slip).code == "recovery.mistyped"
    assert refusal(use, desk, code[:-1]).data["signs"] == 19
    assert clerks.seat_of(desk, "陈经理").failures == 0


def test_wrong_codes_bring_the_pause_that_wrong_passwords_bring(desk: Desk, clock: Clock) -> None:
    wrong = code_of(desk)
    right = code_of(desk)
    told = [refusal(use, desk, wrong) for _try in range(5)]
    assert [no.code for no in told] == ["recovery.wrong"] * 4 + ["recovery.wrong_waits"]
    assert told[-1].data["seconds"] == 30
    assert refusal(use, desk, right).code == "clerk.waits"
    clock.now += timedelta(seconds=30)
    use(desk, right)
    assert clerks.seat_of(desk, "陈经理").failures == 0


def test_a_password_that_cannot_stand_leaves_the_code_as_it_was(desk: Desk) -> None:
    code = code_of(desk)
    assert refusal(use, desk, code, "kurz").code == "password.too_short"
    use(desk, code)


def test_who_has_none_is_told_who_can_help(desk: Desk) -> None:
    assert refusal(use, desk, "2222-2222-2222-2222-2222").code == "recovery.none"
    clerks.add(desk, "周主任", [Role.ADMIN])
    no = refusal(use, desk, "2222-2222-2222-2222-2222")
    assert (no.code, no.data["others"]) == ("recovery.none_ask", ["周主任"])


def test_it_is_made_by_an_administrator_with_his_password_only(desk: Desk) -> None:
    assert refusal(recovery.make, desk, "falsch falsch", cost=CHEAP).code == "clerk.password_wrong"
    clerks.add(desk, "王芳", [Role.OFFICER])
    clerks.set_password(desk, "王芳", NEW, cost=CHEAP)
    assert refusal(recovery.make, desk.acting_as("王芳"), NEW, cost=CHEAP).code == "clerk.not_allowed"
    assert clerks.seat_of(desk, "陈经理").recovery_at is None


def test_who_leaves_takes_no_code_along(desk: Desk, clock: Clock) -> None:
    clerks.add(desk, "周主任", [Role.ADMIN])
    clerks.set_password(desk, "周主任", NEW, cost=CHEAP)
    recovery.make(desk.acting_as("周主任"), NEW, cost=CHEAP)
    assert clerks.seat_of(desk, "周主任").recovery_at == clock.now
    clerks.unseat(desk, "周主任", "调走")
    clerks.seat_again(desk, "周主任")
    assert clerks.seat_of(desk, "周主任").recovery_at is None


def test_a_practice_desk_needs_none(tmp_path: Path, clock: Clock) -> None:
    made = create(tmp_path / "practice", "演练", practice=True, clock=clock)
    assert refusal(recovery.make, made, "").code == "recovery.practice"
    made.close(backup=False)


def test_the_record_tells_that_and_whose_and_nothing_keeps_the_code(desk: Desk) -> None:
    code = code_of(desk)
    use(desk, code)
    told = entries(desk)[-2:]
    assert told == [
        ("clerk.recovery", {"name": "陈经理", "again": False}),
        ("clerk.recovered", {"name": "陈经理"}),
    ]
    everything = json.dumps(entries(desk), ensure_ascii=False) + repr(clerks.roll(desk))
    assert all(sign not in everything for sign in (code, code.replace("-", ""), "argon2"))
    for file in desk.path.iterdir():
        if file.is_file():
            assert code.replace("-", "").encode() not in file.read_bytes()
