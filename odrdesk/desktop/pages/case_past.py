"""看这一天的案件: the case page as it stood on a past day, for looking only, and what is different now."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from odrdesk.desktop.formats import day, money, stamp
from odrdesk.desktop.pages.case_place import Panel, Place
from odrdesk.desktop.pages.case_sight import Sight, look_at, sight_of
from odrdesk.desktop.pages.case_timeline import TimelineCard
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.domain.clocks import AGREED
from odrdesk.domain.differences import CLOCK, Difference
from odrdesk.domain.dispute import Clock
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.money import Fen
from odrdesk.services import past
from odrdesk.services.desk import Desk
from odrdesk.services.past import Past
from odrdesk.text import Language, _, field_label, language, ngettext, refusal_text, word

Asked = date | int | None
"""Which state of the case: the end of a day, after an entry of the record by its `seq`, or None for today's."""


def look_back(desk: Desk, number: str, asked: Asked) -> Sight:
    """The case for the page as it stood. Refuses what `odrdesk.services.past` refuses."""
    if asked is None:
        return look_at(desk, number)
    if isinstance(asked, date):
        seen = past.as_of(desk, number, past.end_of(asked))
    else:
        seen = past.after_entry(desk, number, asked)
    return sight_of(desk, seen.view, seen.day, seen)


class PastBar(Banner):
    """Which day is in view, and the way back; hidden while it is today. `turned` when another state is wanted.

    While it is not, the parts in `hidden` are put away and those in `still` take no click.
    `refused(words)` when the state asked for cannot be shown; the one in view stays.
    """

    turned = Signal()
    refused = Signal(str)

    def __init__(self, look: Look, hidden: Sequence[QWidget], still: Sequence[QWidget]) -> None:
        super().__init__(look)
        self._hidden, self._still = hidden, still
        self._asked: Asked = None
        self._shown: Asked = None
        self.acted.connect(self.leave)

    @property
    def away(self) -> bool:
        """Whether a past state is in view."""
        return self._shown is not None

    def go(self, asked: Asked) -> None:
        """Ask for a state."""
        self._asked = asked
        self.turned.emit()

    def leave(self) -> None:
        """Back to today."""
        self.go(None)

    def left(self) -> bool:
        """Back to today, and whether there was a way back."""
        away = self.away
        if away:
            self.leave()
        return away

    def attach(self, timeline: TimelineCard, refresh: Callable[[], None]) -> None:
        """Hear what is asked for on the tab of the record, and let the page read again."""
        timeline.asked.connect(self.go)
        self.turned.connect(refresh)
        self.refused.connect(timeline.picker.refuse)

    def reset(self) -> None:
        """Another case is coming: its today."""
        self._asked = self._shown = None
        self.hide()

    def reader(self, desk: Desk, number: str) -> Callable[[], Sight]:
        """What reads the state asked for, away from this thread."""
        asked = self._asked
        return lambda: look_back(desk, number, asked)

    def gave_way(self, why: Refusal | Fault) -> bool:
        """Whether what failed was only the look back: then it is said and the state in view stays."""
        if self._asked == self._shown or not isinstance(why, Refusal):
            return False
        self._asked = self._shown
        self.refused.emit(refusal_text(why))
        return True

    def show_case(self, sight: Sight) -> None:
        """Say which day this is, and put away what only today has."""
        seen = sight.past
        self._shown = self._asked if seen is not None else None
        for part in self._hidden:
            part.setVisible(seen is None)
        for part in self._still:
            part.setEnabled(seen is None or isinstance(part, PastPanel))
        if seen is None:
            self.hide()
            return
        whole = seen.moment == past.end_of(seen.day)
        words = (
            _("这是 {day} 结束时的案件，只能看，不能办理。按当时已经记下的内容。")
            if whole
            else _("这是 {moment} 的案件，只能看，不能办理。按当时已经记下的内容。")
        )
        self.say(words.format(day=day(seen.day), moment=stamp(seen.moment)), Tone.WARN, _("回到今天"), closable=False)


class PastPanel(Panel):
    """At the side of a past state: what came later, and what is different now, old beside new."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._desk = place.desk
        self.card = Card(_("此后变动"))
        self.later = Label("", 12, Ink.TEXT3, wrap=True)
        self.card.add(self.later)
        self._room = QVBoxLayout()
        self._room.setSpacing(8)
        self.card.add(self._room)
        self.rows: list[tuple[str, str, str]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        self.hide()

    def show_case(self, sight: Sight) -> None:
        """Show a dispute; nothing where it is today's."""
        seen = sight.past
        self.setVisible(seen is not None)
        empty(self._room)
        self.rows = [] if seen is None else [self._told(seen, one) for one in seen.changed]
        if seen is None:
            return
        self.later.setText(_came_later(seen))
        for label, before, after in self.rows:
            self._room.addWidget(_change(label, before, after))

    def _told(self, seen: Past, one: Difference) -> tuple[str, str, str]:
        people = seen.view.people
        before, after = (
            people.get(value, "—") if one.field == "officer" and isinstance(value, int) else told(value)
            for value in (one.before, one.after)
        )
        if before == after:
            after = _("有改动")
        return self._label(one), before, after

    def _label(self, one: Difference) -> str:
        if not one.field.startswith(CLOCK):
            return field_label(one.field)
        clock = one.after if isinstance(one.after, Clock) else one.before
        if not isinstance(clock, Clock) or clock.version == AGREED:
            return _("约定期限")
        rule = self._desk.law.rule(clock.rule, clock.start)
        return rule.name if language() is Language.ZH_CN else rule.name_en


def told(value: object) -> str:
    """A value in a cell: a word, a sum, a day; of a list how many it holds, of a clock when it ends or ended."""
    if isinstance(value, tuple):
        named = [word(one) for one in value if isinstance(one, StrEnum)]
        return _("、").join(named) or ngettext("共 {n} 项", "共 {n} 项", len(value)).format(n=len(value))
    if isinstance(value, Clock):
        if value.stopped_on is None:
            return _("{day} 届满").format(day=day(value.due))
        return _("{day} 停止").format(day=day(value.stopped_on))
    return _one(value)


def _one(value: object) -> str:
    if isinstance(value, datetime | date):
        return stamp(value) if isinstance(value, datetime) else day(value)
    match value:
        case None | "":
            return "—"
        case StrEnum():
            return word(value)
        case Fen():
            return money(value)
        case str() | int():
            return str(value)
        case _:
            return _("有")


def _came_later(seen: Past) -> str:
    count, late = len(seen.later), sum(one.told_late for one in seen.later)
    if not count:
        return _("此后没有新的记录。")
    words = ngettext("此后记录 {n} 条。", "此后记录 {n} 条。", count).format(n=count)
    if not late:
        return words
    return words + ngettext("其中 {n} 条补记当时已发生的事。", "其中 {n} 条补记当时已发生的事。", late).format(n=late)


def _change(label: str, before: str, after: str) -> QWidget:
    room = QWidget()
    room.setAccessibleName(_("{label}：当时 {before}，现在 {after}").format(label=label, before=before, after=after))
    grid = QGridLayout(room)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(1)
    grid.addWidget(Label(label, 12, Ink.TEXT3), 0, 0, 1, 3)
    top = Qt.AlignmentFlag.AlignTop
    grid.addWidget(Label(before, 13, Ink.TEXT2, wrap=True), 1, 0, top)
    grid.addWidget(Label("→", 13, Ink.TEXT3), 1, 1, top)
    grid.addWidget(Label(after, 13, wrap=True), 1, 2, top)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(2, 1)
    return room
