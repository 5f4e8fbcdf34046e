"""What wants to be thought of, under the bell: each with where it leads."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from odrdesk.desktop.pages.today import Door
from odrdesk.desktop.pages.today_words import Today
from odrdesk.text import _, ngettext

Reminder = tuple[str, Callable[[], object]]


def reminders(seen: Today | None, enter: Callable[[Door], None], new_case: Callable[[], object]) -> list[Reminder]:
    """The reminders of the board as it was last seen: words, and the door they open."""
    if seen is None:
        return []
    found: list[Reminder] = []
    late, due, tiles = Door("overdue"), Door("today"), seen.board.tiles
    if tiles.overdue:
        words = ngettext("{n} 件已逾期", "{n} 件已逾期", tiles.overdue).format(n=tiles.overdue)
        found.append((words, lambda: enter(late)))
    if tiles.today:
        words = ngettext("{n} 件今日到期", "{n} 件今日到期", tiles.today).format(n=tiles.today)
        found.append((words, lambda: enter(due)))
    if seen.drafts:
        words = ngettext("{n} 份登记没有写完", "{n} 份登记没有写完", seen.drafts).format(n=seen.drafts)
        found.append((words, new_case))
    return found


def drop(window: QWidget, bell: QWidget, found: Sequence[Reminder]) -> None:
    """Show them as a menu beneath the bell."""
    menu = QMenu(window)
    for words, act in found:
        menu.addAction(words, act)
    if menu.isEmpty():
        menu.addAction(_("没有提醒")).setEnabled(False)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(bell.mapToGlobal(QPoint(bell.width() - menu.sizeHint().width(), bell.height() + 4)))
