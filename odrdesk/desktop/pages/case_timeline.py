"""时间线: everything that happened to a case, by sort and by words; a page of it is built, the rest as one scrolls."""

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from odrdesk.desktop.formats import stamp
from odrdesk.desktop.pages import case_words
from odrdesk.desktop.pages.case_composer import Composer
from odrdesk.desktop.pages.case_day import DayPicker
from odrdesk.desktop.pages.case_sight import Sight
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
"""So many entries are built at once; a case may have hundreds."""
PAUSE_MS = 120
NEAR = 600
"""So many pixels before the end the next ones are built."""


class TimelineCard(Card):
    """`asked` for the case as it stood on a day or after an entry."""

    asked = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(_("时间线"), spacing=12)
        sorts = [
            ("all", _("全部")), ("phone", _("电话")), ("message", _("消息")), ("paper", _("文书")),
            ("state", _("状态")), ("system", _("系统")),
        ]  # fmt: skip
        self.sorts = Segmented(look, _("记录的种类"), sorts)
        self.sorts.chosen.connect(lambda _sort: self._refresh())
        self.search = Entry(look, placeholder=_("在记录中查找"))
        self.search.setAccessibleName(_("在记录中查找"))
        self.search.setClearButtonEnabled(True)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._refresh)
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self.picker = DayPicker(look, desk)
        self.picker.chosen.connect(self.asked)
        self.timeline = Timeline(look, _("时间线"), _("看这一条之后的案件"))
        self.timeline.asked.connect(self.asked)
        self._none = Label("", 13, Ink.TEXT3)
        self._record: tuple[Written, ...] = ()
        self._waiting: list[Moment] = []
        self._stale = False
        self._arrange()

    @property
    def waiting(self) -> int:
        """How many entries are not built yet."""
        return len(self._waiting)

    def show_case(self, sight: Sight) -> None:
        """Show a dispute."""
        if sight.view.record != self._record:
            self._record, self._stale = sight.view.record, True
            if self.isVisible():
                self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """What is not looked at is not built."""
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def take_composer(self, composer: Composer) -> None:
        """While this tab is in view a contact is written here."""
        self._slot.addWidget(composer)

    def follow(self, value: int, most: int) -> None:
        """The page was scrolled: build the next entries before their place comes into view."""
        if self._waiting and value > most - NEAR:
            self.more()

    def more(self) -> None:
        """Build the next page of entries."""
        shown, self._waiting = self._waiting[:PAGE], self._waiting[PAGE:]
        self.timeline.add_moments(shown)

    def _refresh(self) -> None:
        self._soon.stop()
        self._stale = False
        sort, sought = self.sorts.current, self.search.text().split()
        found = []
        for one in reversed(self._record):
            if sort in {"all", case_words.kind_of(one)}:
                moment = replace(case_words.moment(one, stamp(one.entry.at)), key=one.seq)
                if all(word.casefold() in _text(moment) for word in sought):
                    found.append(moment)
        count = len(found)
        self.aside.setText(ngettext("{n} 条", "{n} 条", count).format(n=f"{count:,}"))
        self._waiting = found
        self.timeline.show_moments([])
        self.more()
        self._none.setText(_("没有找到。换一个词，或清空查找。") if sought else _("没有这一类记录。"))
        self._none.setVisible(not found)

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


def _text(moment: Moment) -> str:
    return f"{moment.who} {moment.when} {moment.text} {moment.mark}".casefold()
