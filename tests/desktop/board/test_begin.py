"""开始使用: what a new desk still lacks, known by itself, gone when it is put away."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from odrdesk.desktop.dialogs.letterhead import LetterheadDialog
from odrdesk.desktop.pages.today_begin import BeginCard
from odrdesk.domain.vocabulary import Role
from odrdesk.services import backup_place, beginning, clerks
from odrdesk.services import settings as desk_settings
from odrdesk.services.desk import Desk, create
from odrdesk.services.hashing import Hashing

CHEAP = Hashing(memory=64, rounds=1, lanes=1)


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 6, 23, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock, work) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦东联络点", owner="陈晓雯", clock=clock)
    yield made
    assert work.finish()
    made.close(backup=False)


@pytest.fixture
def card(look, work, desk: Desk, qtbot) -> BeginCard:
    made = BeginCard(look, work, desk)
    qtbot.addWidget(made)
    made.refresh()
    qtbot.waitUntil(lambda: not work.busy, timeout=20_000)
    return made


def test_each_item_knows_by_itself_whether_it_is_done(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    assert beginning.look(desk).done == {
        "letterhead": False, "people": False, "cases": False, "backup": False, "calendar": True
    }  # fmt: skip
    desk_settings.change(desk, {"letterhead.name": "浦东联络点"})
    clerks.add(desk, "王芳", [Role.OFFICER])
    assert not beginning.look(desk).done["people"]  # without passwords the window opens as the owner to anybody
    for name in ("陈晓雯", "王芳"):
        clerks.set_password(desk, name, "河马不吃早饭 7", cost=CHEAP)
    (tmp_path / "stick").mkdir()
    backup_place.choose(desk, tmp_path / "stick")
    found = beginning.look(desk)
    assert [key for key, done in found.done.items() if not done] == ["cases"]
    clock.now = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # the coming year is not announced yet
    assert not beginning.look(desk).done["calendar"]


def test_it_is_for_administrators_of_real_desks(desk: Desk, tmp_path: Path, clock: Clock) -> None:
    clerks.add(desk, "王芳", [Role.OFFICER])
    assert beginning.look(desk).wanted
    assert not beginning.look(desk.acting_as("王芳")).wanted
    practice = create(tmp_path / "practice", "演练", practice=True, clock=clock)
    assert not beginning.look(practice).wanted
    practice.close(backup=False)


def test_put_away_it_stays_away_and_is_no_matter_of_record(card: BeginCard, qtbot, work, desk: Desk) -> None:
    assert not card.isHidden()
    assert "1 / 5" in card.aside.text()
    qtbot.mouseClick(card.away, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not work.busy, timeout=20_000)
    card.refresh()
    qtbot.waitUntil(lambda: not work.busy, timeout=20_000)
    assert card.isHidden()
    beginning.put_away(desk, away=False)
    assert beginning.look(desk).wanted


def test_an_item_says_whether_it_is_done_and_leads_to_its_place(card: BeginCard, qtbot) -> None:
    asked: list[str] = []
    card.asked.connect(asked.append)
    for item in card.items.values():
        item.click()
    assert asked == ["letterhead", "people", "cases", "backup", "calendar"]
    assert card.items["calendar"].accessibleDescription() == "已办好"
    assert card.items["people"].accessibleDescription() == "还没有办"


def test_the_board_leads_there(open_front, settle) -> None:
    front = open_front()
    for key, section in (("people", "clerks"), ("backup", "backup"), ("calendar", "calendar")):
        front.today.begin.asked.emit(key)
        assert (front._window.current, front.settings.list.current) == ("settings", section)
    front.today.begin.asked.emit("letterhead")
    assert [one for one in front._window.findChildren(LetterheadDialog) if one.isVisible()]
    settle()
