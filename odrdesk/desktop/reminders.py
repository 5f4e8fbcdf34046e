"""What wants to be thought of, under the bell: each with where it leads; what goes on and what ended unseen."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from odrdesk.desktop.jobs import News
from odrdesk.desktop.pages.today import Door
from odrdesk.desktop.pages.today_words import Today
from odrdesk.desktop.window import Window
from odrdesk.text import _, ngettext

Reminder = tuple[str, Callable[[], object]]


def reminders(seen: Today | None, enter: Callable[[Door], None], drafts: Callable[[], object]) -> list[Reminder]:
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
        words = ngettext("{n} 份草稿没有写完", "{n} 份草稿没有写完", seen.drafts).format(n=seen.drafts)
        found.append((words, drafts))
    return found


class UnderBell(QObject):
    """The bell of one window: `look_at(today)` when the board was read anew, `drop` shows the menu."""

    def __init__(self, window: Window, enter: Callable[[Door], None], drafts: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._enter, self._drafts = window, enter, drafts
        self.seen: Today | None = None
        window.registry.handle("reminders", self.drop)
        window.jobs.news_changed.connect(self._count)

    @property
    def found(self) -> list[Reminder]:
        """All there is to think of: long work that ended first."""
        jobs = self._window.jobs
        ended: list[Reminder] = [(news.words, partial(self._read, news)) for news in jobs.news]
        return [*ended, *reminders(self.seen, self._enter, self._drafts)]

    def look_at(self, seen: Today) -> None:
        """The board as it is now."""
        self.seen = seen
        self._count()

    def drop(self) -> QMenu:
        """Show them as a menu beneath the bell, with what is under way below."""
        menu, bell = QMenu(self._window), self._window.top.bell
        for words, act in self.found:
            menu.addAction(plain(words), act)
        running = self._window.jobs.running
        if running and not menu.isEmpty():
            menu.addSeparator()
        for job in running:
            words = _("{words}，{share}").format(words=job.words, share=f"{job.share:.0%}") if job.share else job.words
            menu.addAction(plain(words)).setEnabled(False)
        if menu.isEmpty():
            menu.addAction(_("没有提醒")).setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(bell.mapToGlobal(QPoint(bell.width() - menu.sizeHint().width(), bell.height() + 4)))
        return menu

    def _read(self, news: News) -> None:
        self._window.jobs.read(news)
        if news.show is not None:
            news.show()

    def _count(self) -> None:
        self._window.top.bell.count(len(self.found))


def plain(words: str) -> str:
    """Words of data in a menu: an ampersand is itself, no key."""
    return words.replace("&", "&&")
