"""时间线: everything that happened to a case, by sort and by words; a page of it is built, the rest as one scrolls."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from odrdesk.desktop.formats import stamp
from odrdesk.desktop.pages import case_words
from odrdesk.desktop.pages.case_composer import Composer
from odrdesk.desktop.pages.case_day import DayPicker
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.pages.case_turns import Turns
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.widgets.timeline import Moment, Timeline
from odrdesk.domain.record import Written
from odrdesk.services.desk import Desk
from odrdesk.text import _, ngettext

PAGE = 12
"""So many entries are built; a case may have hundreds."""
AT_ONCE = 3
"""So many of them at a stretch."""
PAUSE_MS = 120
NEAR = 600
"""So many pixels before the end the next ones are built."""


class TimelineCard(Card):
    """`asked` for the case as it stood on a day or after an entry."""

    asked = Signal(object)
    turns: Turns | None = None
    """In whose turns it is built; by itself at once."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(_("时间线"), spacing=12)
        sorts = [
            ("all", _("全部")), ("phone", _("电话")), ("message", _("消息")), ("paper", _("文书")),
            ("state", _("状态")), ("system", _("系统")),
        ]  # fmt: skip
        self.sorts = Segmented(look, _("记录的种类"), sorts)
        self.sorts.chosen.connect(lambda _sort: self.refresh())
        self.search = Entry(look, placeholder=_("在记录中查找"))
        self.search.setAccessibleName(_("在记录中查找"))
        self.search.setClearButtonEnabled(True)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self.picker = DayPicker(look, desk)
        self.picker.chosen.connect(self.asked)
        self.timeline = Timeline(look, _("时间线"), _("看这一条之后的案件"))
        self.timeline.asked.connect(self.asked)
        self._none = Label("", 13, Ink.TEXT3)
        self._record: tuple[Written, ...] = ()
        self._waiting: list[Written] = []
        self._stale = self._growing = False
        self._arrange()

    @property
    def waiting(self) -> int:
        """How many entries are not built yet."""
        return len(self._waiting)

    def show_case(self, sight: Sight) -> None:
        """Show a dispute."""
        if sight.view.record != self._record:
            self._record, self._stale = sight.view.record, True
        if self._stale and self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """What is not looked at is not built."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def take_composer(self, composer: Composer) -> None:
        """While this tab is in view a contact is written here."""
        self._slot.addWidget(composer)

    def follow(self, value: int, most: int) -> None:
        """The page was scrolled: build the next entries before their place comes into view."""
        if self._waiting and value > most - NEAR and not self._growing:
            if self.turns is None:
                _at_once(self._grow())
            else:
                self.turns.beside(self, self._grow())

    def refresh(self) -> None:
        """Show what is let through, a page of it."""
        self._soon.stop()
        if self.turns is None:
            _at_once(self._fill())
        else:
            self.turns.build(self, self._fill)

    def _grow(self) -> Iterator[None]:
        """The next page of entries."""
        waiting, self._growing = self._waiting, True
        for _turn in range(0, PAGE, AT_ONCE):
            if self._waiting is not waiting:  # others are shown by now
                return
            self.timeline.add_moments([_moment(one) for one in waiting[:AT_ONCE]])
            del waiting[:AT_ONCE]
            yield
        self._growing = False

    def _fill(self) -> Iterator[None]:
        self._stale = True  # until they stand: another tab may come in between
        sort, sought = self.sorts.current, self.search.text().split()
        found = [one for one in reversed(self._record) if sort in {"all", case_words.kind_of(one)}]
        if sought:
            found = [one for one in found if all(word.casefold() in _text(_moment(one)) for word in sought)]
        count = len(found)
        self.aside.setText(ngettext("{n} 条", "{n} 条", count).format(n=f"{count:,}"))
        self._waiting = found
        self.timeline.show_moments([])
        self._none.setText(_("没有找到。换一个词，或清空查找。") if sought else _("没有这一类记录。"))
        self._none.setVisible(not found)
        yield from self._grow()
        self._stale = False

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.sorts)
        line.addWidget(self.search, 1)
        self._slot = QVBoxLayout()
        self._slot.setContentsMargins(0, 0, 0, 0)
        self.add(self._slot)
        self.add(line)
        for part in (self.picker, self.timeline, self._none):
            self.add(part)
        self.body.addStretch(1)


def _moment(one: Written) -> Moment:
    return replace(case_words.moment(one, stamp(one.entry.at)), key=one.seq)


def _at_once(steps: Iterator[None]) -> None:
    for _step in steps:
        pass


def _text(moment: Moment) -> str:
    return f"{moment.who} {moment.when} {moment.text} {moment.mark}".casefold()
