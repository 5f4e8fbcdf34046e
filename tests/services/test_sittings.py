"""Sign-ins, locks and changes of clerk stand in the record; who answers for the desk reads them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks, lists, sittings, upkeep
from odrdesk.services.desk import Desk, create, open_desk
from odrdesk.services.hashing import Hashing
from odrdesk.services.sittings import LOCK, SIGN_IN, SWITCH, UNLOCK, WRONG
from odrdesk.storage import record

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
CHEAP = Hashing(memory=64, rounds=1, lanes=1)
GOOD, OTHER = "河马不吃早饭 7", "tormented otter"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦东·悦播联络点", clock=lambda: NOON, owner="陈晓雯")
    clerks.add(made, "王芳", [Role.OFFICER])
    for name, password in (("陈晓雯", GOOD), ("王芳", OTHER)):
        clerks.set_password(made, name, password, cost=CHEAP)
    yield made
    made.close(backup=False)


def told(desk: Desk) -> list[tuple[str, str, str]]:
    return [(one.act, one.name, one.before) for one in sittings.seen(desk)]


def test_every_sitting_down_is_kept_with_who_and_when(desk: Desk) -> None:
    sittings.take(desk, "陈晓雯", GOOD, begins=True)
    sittings.lock(desk, by_itself=True)
    sittings.take(desk, "陈晓雯", GOOD)
    with pytest.raises(Refusal):
        sittings.take(desk, "王芳", "guess")
    sittings.take(desk, "王芳", OTHER)
    assert told(desk) == [
        (SWITCH, "王芳", "陈晓雯"),
        (WRONG, "王芳", ""),
        (UNLOCK, "陈晓雯", ""),
        (LOCK, "陈晓雯", ""),
        (SIGN_IN, "陈晓雯", ""),
    ]
    assert [one.by_itself for one in sittings.seen(desk) if one.act == LOCK] == [True]
    assert {one.at for one in sittings.seen(desk)} == {NOON}
    assert [one.act for one in sittings.seen(desk, clerk_name="王芳")] == [SWITCH, WRONG]
    assert len(sittings.seen(desk, 2)) == 2
    assert upkeep.check(desk) == ()


def test_nothing_but_who_and_when_is_written(desk: Desk) -> None:
    sittings.take(desk, "王芳", OTHER)
    with desk.reading() as session:
        (entry,) = [one.entry for one in record.latest(session, 1)]
    assert (entry.clerk, dict(entry.facts), entry.why, entry.dispute) == (2, {"before": 1}, None, None)


def test_only_who_answers_for_the_desk_reads_them(desk: Desk) -> None:
    with pytest.raises(Refusal) as no:
        sittings.seen(desk.acting_as("王芳"))
    assert no.value.code == "clerk.not_allowed"
    clerks.change_roles(desk, "王芳", [Role.AUDITOR])
    assert sittings.seen(desk.acting_as("王芳")) == ()


def test_the_board_does_not_tell_of_them(desk: Desk) -> None:
    before = [one.seq for one in lists.board(desk).recent]
    sittings.take(desk, "陈晓雯", GOOD, begins=True)
    sittings.lock(desk)
    assert [one.seq for one in lists.board(desk).recent] == before


def test_a_practice_desk_keeps_none(tmp_path: Path) -> None:
    desk = create(tmp_path / "desk", "练习", practice=True, clock=lambda: NOON)
    sittings.take(desk, desk.clerk.name, begins=True)
    sittings.lock(desk)
    assert sittings.seen(desk) == ()
    desk.close(backup=False)


def test_who_opened_the_desk_to_read_is_let_in_without_a_note(desk: Desk) -> None:
    path = desk.path
    desk.close(backup=False)
    seen = open_desk(path, clock=lambda: NOON, writing=False)
    assert sittings.take(seen, "王芳", OTHER).value.clerk.name == "王芳"
    assert sittings.seen(seen) == ()
    seen.close(backup=False)
