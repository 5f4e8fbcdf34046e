"""期限: every clock of the dispute, how it stands, and from what it was counted."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from odrdesk.desktop import formats, paint
from odrdesk.desktop.formats import Due, day, day_short, due, due_hours, stamp, wait_over
from odrdesk.desktop.pages import case_words
from odrdesk.desktop.pages.case_sight import ClockSight, Sight
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.desktop.widgets.deadline_chip import DeadlineChip
from odrdesk.desktop.widgets.label import Elided, Label, TwoLines
from odrdesk.desktop.widgets.progress import ProgressBar
from odrdesk.desktop.widgets.tab_order import follow
from odrdesk.domain.counting import own_time
from odrdesk.domain.dispute import Clock
from odrdesk.domain.ip import WAIT
from odrdesk.domain.offers import OFFER
from odrdesk.domain.vocabulary import Whose
from odrdesk.services.cases import Deadline
from odrdesk.text import Language, _, language, ngettext, word


class DeadlinesCard(Card):
    """`asked(ClockSight)` when the days of one are wanted."""

    asked = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(_("期限"), spacing=4)
        self._look = look
        self.rows: list[DeadlineRow] = []
        self._room = QVBoxLayout()
        self._room.setSpacing(2)
        self._none = Label(_("没有正在计算的期限。"), 13, Ink.TEXT3)
        self.ended = Button(look, " ", "chevron-down", Kind.LINK, height=26, icon_size=14)
        self.ended.clicked.connect(self._turn)
        self._open = False
        self._ended_room = QVBoxLayout()
        self._ended_room.setSpacing(2)
        self.add(self._room)
        self.add(self._none)
        line = QHBoxLayout()
        line.addWidget(self.ended)
        line.addStretch(1)
        self.add(line)
        self.add(self._ended_room)

    def show_case(self, sight: Sight) -> None:
        """Show a dispute."""
        for old in self.rows:
            (self._room if old.sight.clock.running else self._ended_room).removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [DeadlineRow(self._look, one, standing(one, sight)) for one in sight.clocks]
        for row in self.rows:
            row.clicked.connect(lambda _on=False, one=row.sight: self.asked.emit(one))
            (self._room if row.sight.clock.running else self._ended_room).addWidget(row)
        follow(self, (row for row in self.rows if row.sight.clock.running))
        follow(self.ended, (row for row in self.rows if not row.sight.clock.running))
        running = sum(row.sight.clock.running for row in self.rows)
        self._none.setVisible(not running)
        self._show_ended(len(self.rows) - running)

    def _turn(self) -> None:
        """Show those that ended, or put them away."""
        self._open = not self._open
        self._show_ended(sum(not row.sight.clock.running for row in self.rows))

    def _show_ended(self, count: int) -> None:
        words = ngettext("已结束 {n} 项", "已结束 {n} 项", count).format(n=count)
        self.ended.relabel(words, "chevron-up" if self._open else "chevron-down")
        self.ended.setVisible(bool(count))
        for row in self.rows:
            if not row.sight.clock.running:
                row.setVisible(self._open)


class DeadlineRow(Clickable):
    """Name and standing, a bar, the sum; a click shows the days."""

    def __init__(self, look: Look, sight: ClockSight, words: Due) -> None:
        name = case_words.rule_name(sight.rule, sight.clock.rule)
        super().__init__(look, _("{name}，{standing}，查看推算").format(name=name, standing=words.text))
        self.sight = sight
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(_("为什么是这一天？"))
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(TwoLines(name, 13, Ink.TEXT if sight.clock.running else Ink.TEXT2), 1)
        head.addWidget(DeadlineChip(look, words), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 5, 0, 6)
        column.setSpacing(4 if sight.clock.running else 1)
        column.addLayout(head)
        if sight.clock.running:
            bar = ProgressBar(look, name)
            bar.fill(sight.used, ink=_INKS.get(words.tone, Ink.CHART1))
            column.addWidget(bar)
        for line in derivation(sight):
            column.addWidget(Elided(line, 12, Ink.TEXT3))
        for part in self.findChildren(Label):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ring of the keyboard; the parts draw themselves."""
        if self.ringed and self.hasFocus():
            paint.ring(QPainter(self), self.look, self.rect().toRectF(), 6)


_INKS = {Tone.DANGER: Ink.DANGER_FILL, Tone.WARN: Ink.WARN_FILL}


def standing(one: ClockSight, sight: Sight) -> Due:
    """How a clock stands today, or how it stood when it was stopped."""
    clock, found = one.clock, one.deadline
    if not clock.running:
        return _stopped(found)
    over = clock.due < sight.today
    if found.hours_left is not None and not clock.waits:
        return due_hours(found.hours_left, found.tier)
    if clock.waits or (own_time(clock) and over):
        # The consumer's or merchant's own time has passed: told, but nobody here is late.
        return Due(_("中止中") if clock.waits else _("已届满"), Tone.NEUTRAL)
    if clock.rule == WAIT and over:
        # It binds the right-holder, not the desk: its end opens the way to the lift.
        return wait_over()
    late = max(1, found.late_working_days) if over else -found.left_working_days
    return due(late, provisional=clock.provisional, tier=found.tier)


def _stopped(found: Deadline) -> Due:
    late = found.late_working_days
    if late:
        words = ngettext("迟 {n} 工作日", "迟 {n} 工作日", late).format(n=late)
        return Due(words, Tone.NEUTRAL)
    return Due(_("迟于期限") if found.late else _("已完成"), Tone.NEUTRAL)


def derivation(one: ClockSight) -> Sequence[str]:
    """From what it was counted: `09-30 收到 + 10 工作日 → 10-20`, and what moved it; of one that ended, only how."""
    clock, rule = one.clock, one.rule
    if clock.stopped_on is not None:
        stopped, end = day_short(clock.stopped_on), _end(clock)
        return [_("{day} 停止计算，期限至 {due}").format(day=stopped, due=end)]
    if clock.start_at is not None and clock.due_at is not None and rule is not None:
        words = _("{start} {event} + {length} → {due}").format(
            start=stamp(clock.start_at, year=False),
            event=case_words.event_text(clock.rule),
            length=formats.length(rule),
            due=stamp(clock.due_at, year=False),
        )
    elif clock.rule.startswith(OFFER):
        words = _("{start} 提出 → 有效至 {due}").format(start=day_short(clock.start), due=_end(clock))
    elif rule is None:
        words = _("{start} 约定 → {due} 前履行").format(start=day_short(clock.start), due=_end(clock))
    else:
        words = _("{start} {event} + {length} → {due}").format(
            start=day_short(clock.start),
            event=case_words.event_text(clock.rule),
            length=formats.length(rule),
            due=_end(clock),
        )
    lines = [words]
    lines += _beside(one)
    if clock.extended_from is not None:
        lines.append(_("由 {day} 延长").format(day=day_short(clock.extended_from)))
    elif clock.raw != clock.due:
        lines.append(_("{day} 是休息日，顺延").format(day=day_short(clock.raw)))
    if clock.pauses:
        lines.append(_pauses(clock))
    if clock.provisional:
        lines.append(_("暂定：次年节假日安排尚未公布"))
    return lines


def _beside(one: ClockSight) -> list[str]:
    """Whose it is where not the desk's, what follows in law, a day agreed beside the law's, a newer count."""
    clock, lines = one.clock, []
    if clock.whose is not Whose.DESK:
        lines.append(_("由{whose}遵守").format(whose=word(clock.whose)))
    if one.rule is not None and one.deadline.flag:
        flag = one.rule.passed if language() is Language.ZH_CN else one.rule.passed_en
        lines.append(_("自 {day} 起{flag}").format(day=day_short(one.deadline.flag_from), flag=flag))
    if clock.agreed_due is not None:
        lines.append(_("双方约定至 {day}，法定期限不变").format(day=day_short(clock.agreed_due)))
    if clock.recount is not None:
        found = clock.recount
        words = _("按新的放假安排为 {day}；{why}，保持原日期").format(day=day_short(found.due), why=word(found.kept))
        lines.append(words)
    return lines


def _end(clock: Clock) -> str:
    return day_short(clock.due) if clock.due.year == clock.start.year else day(clock.due)


def _pauses(clock: Clock) -> str:
    spans = [
        _("{since} 至 {until}").format(since=day_short(one.since), until=day_short(one.until))
        if one.until
        else _("{since} 起").format(since=day_short(one.since))
        for one in clock.pauses
    ]
    return _("中止：{spans}").format(spans=_("、").join(spans))
