"""What was opened and run last is found by who did it, and by nobody else at the same machine."""

import hashlib

from PySide6.QtCore import QSettings

from odrdesk.desktop.dialogs.palette import Hit
from odrdesk.desktop.finder import Finder
from odrdesk.desktop.work import Work
from odrdesk.domain.listing import VIEWS
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks, lists
from odrdesk.services.desk import Desk


def finder(work: Work, desk: Desk, settings: QSettings) -> Finder:
    return Finder(work, desk, settings, lambda _number: None)


def recent(made: Finder, settle) -> list[str]:
    found: list[Hit] = []
    made.find("", found.extend)
    settle()
    return [str(one) for one in found]


def test_what_she_opened_last_is_not_shown_to_another(work: Work, desk: Desk, settings, settle, register) -> None:
    number = register("王秀英")
    (key,) = lists.opening(desk, VIEWS["all"], 5).ids
    clerks.add(desk, "王芳", [Role.OFFICER])
    other = desk.acting_as("王芳")
    old = "recent/" + hashlib.sha256(str(desk.path).encode()).hexdigest()[:16]
    settings.setValue(old, str(key))
    settings.setValue("recent/commands", "help,today")

    hers, his = finder(work, desk, settings), finder(work, other, settings)
    (line,) = recent(hers, settle)
    assert number in line
    assert hers.recent_commands == ["help", "today"]
    assert recent(his, settle) == []
    assert his.recent_commands == []
    assert not settings.contains(old)

    his.remember_command("cases")
    assert finder(work, desk, settings).recent_commands == ["help", "today"]
    his.remember(key)
    assert len(recent(finder(work, other, settings), settle)) == 1
