"""The head of the case page: what it is about, where it stands, and the one button of the next legal step."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from odrdesk.desktop.formats import DOT, due
from odrdesk.desktop.models.columns import state_tone
from odrdesk.desktop.pages import case_levels, case_words
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.deadline_chip import DeadlineChip
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.tag_line import TagLine
from odrdesk.domain import ip
from odrdesk.domain.complaint import Complaint
from odrdesk.domain.steps import STEPS
from odrdesk.domain.vocabulary import Channel, State, Step
from odrdesk.text import _, refusal_text, word

_FIRST_CLAUSE = "，。；！？,;!?\n"
_TITLE_LIMIT = 40


class CaseHead(QWidget):
    """`took(step)` when a step was chosen, `back`, `print_asked` for the papers, `copied` after the number was.

    `bundle_asked` for the whole file of the case.
    """

    took = Signal(str)
    back = Signal()
    print_asked = Signal()
    bundle_asked = Signal()
    copied = Signal()

    def __init__(self, look: Look, hint: Callable[[str], str]) -> None:
        super().__init__()
        self._sight: Sight | None = None
        self.leave = Button(look, icon="chevron-left", kind=Kind.GHOST, name=_("返回"), hint=hint("back"))
        self.title = Elided("", 20, bold=True)
        self.state = Pill(look, "")
        self.chip = DeadlineChip(look, due(None))
        self.watched = Pill(look, "")
        self.more = Button(look, icon="ellipsis", name=_("更多步骤"))
        self.papers = Button(look, _("打印"), "printer", hint=hint("print"))
        self.primary = Button(look, " ", "arrow-right", Kind.PRIMARY, hint=hint("primary"))
        self.number = Label("", 13, Ink.TEXT2, selectable=True)
        self.number.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.copy = Button(look, icon="copy", kind=Kind.GHOST, height=24, icon_size=14, name=hint("copy_number"))
        self.line = Elided("", 13, Ink.TEXT3)
        self.level = Button(look, "L1", kind=Kind.GHOST, height=24)
        self.tags = TagLine(look)
        self.stamp = Label("", 12, Ink.TEXT3)
        self._arrange()
        self.leave.clicked.connect(self.back)
        self.more.clicked.connect(self.open_menu)
        self.papers.clicked.connect(self.print_asked)
        self.primary.clicked.connect(self._take_primary)
        self.copy.clicked.connect(self.copy_number)
        self.level.clicked.connect(self.tell_levels)

    def show_case(self, sight: Sight) -> None:
        """Show a dispute."""
        self._sight = sight
        case, view = sight.case, sight.view
        self.title.setText(title_of(case.complaint))
        self.title.keep_end(_end_of(case.complaint))
        self.state.say(word(case.state), state_tone(case.state))
        self.chip.say(due(None if view.next is None else late_of(sight)))
        first = sight.clocks[0] if view.next and sight.clocks else None
        self.chip.setToolTip(case_words.rule_name(first.rule, first.clock.rule) if first else "")
        self.chip.setVisible(view.next is not None or case.state is State.CLOSED)
        self._show_watched(sight)
        self.number.setText(case.number)
        self.line.setText(_line(sight))
        self.tags.show_tags(sight.tags)
        self.level.relabel(case_levels.short(case.level))
        self.level.setToolTip(case_levels.legend(case.level))
        self.level.setAccessibleDescription(self.level.toolTip())
        step = view.primary
        self.primary.setVisible(step is not None and case.state is not State.CLOSED)
        if step is not None:
            self.primary.relabel(case_words.verb(step), case_words.icon(step))

    def menu(self) -> QMenu:
        """All further steps: the open ones first, then those that are refused, grey, with the reason on hover."""
        menu = QMenu(self)
        menu.setAccessibleName(_("更多步骤"))
        menu.setToolTipsVisible(True)
        sight = self._sight
        if sight is None:
            return menu
        others = [one for one in sight.view.steps if one.step is not sight.view.primary or not self.primary.isVisible()]
        for status in (one for one in others if one.open):
            action = menu.addAction(case_words.verb(status.step))
            action.setData(status.step.value)
            action.triggered.connect(lambda _on=False, step=status.step: self.took.emit(step.value))
        refused = [one for one in others if not one.open and _worth_naming(sight, one.step)]
        if refused:
            menu.addSeparator()
        for status in refused:
            action = QAction(case_words.verb(status.step), menu)
            action.setEnabled(False)
            action.setToolTip(refusal_text(status.refusal) if status.refusal else "")
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(_("导出案卷…")).triggered.connect(lambda _on=False: self.bundle_asked.emit())
        return menu

    def open_menu(self) -> None:
        """Open it under its button."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        width = menu.sizeHint().width()
        menu.popup(self.more.mapToGlobal(QPoint(self.more.width() - width, self.more.height() + 4)))

    def copy_number(self) -> None:
        """The number to the clipboard."""
        if self._sight is not None:
            QGuiApplication.clipboard().setText(self._sight.case.number)
            self.copied.emit()

    def tell_levels(self) -> None:
        """The levels and which this is, also for somebody without a mouse."""
        QToolTip.showText(self.level.mapToGlobal(QPoint(0, self.level.height())), self.level.toolTip(), self.level)

    def _show_watched(self, sight: Sight) -> None:
        marks = sight.view.watched
        self.watched.say(_("重点商标") if marks else "", Tone.PURPLE)
        names = _("、").join(mark.name for mark in marks)
        self.watched.setToolTip(_("在重点商标保护名录中：{names}").format(names=names))

    def _take_primary(self) -> None:
        if self._sight is not None and self._sight.view.primary is not None:
            self.took.emit(self._sight.view.primary.value)

    def _arrange(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.leave)
        first.addWidget(self.title)
        first.addSpacing(2)
        for part in (self.state, self.chip, self.watched):
            first.addWidget(part)
        first.addStretch(1)
        for button in (self.more, self.papers, self.primary):
            first.addWidget(button)
        second = QHBoxLayout()
        second.setContentsMargins(self.leave.sizeHint().width() + 8, 0, 0, 0)
        second.setSpacing(4)
        second.addWidget(self.number)
        second.addWidget(self.copy)
        second.addSpacing(6)
        second.addWidget(self.line)
        second.addWidget(self.level)
        second.addWidget(self.tags, 1)
        second.addWidget(self.stamp)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(first)
        column.addLayout(second)


def title_of(complaint: Complaint) -> str:
    """What a dispute is about: the goods, else the first clause of the consumer's words."""
    goods = (complaint.order.goods or "").strip()
    if goods:
        return goods + _end_of(complaint)
    facts = complaint.facts.strip()
    ends = [place for place in map(facts.find, _FIRST_CLAUSE) if place > 0]
    first = facts[: min(ends, default=len(facts))]
    return first if len(first) <= _TITLE_LIMIT else f"{first[:_TITLE_LIMIT]}…"


def _end_of(complaint: Complaint) -> str:
    """The category behind the goods: short, and the first thing an officer goes by."""
    return f" · {word(complaint.category)}" if complaint.category else ""


def late_of(sight: Sight) -> int:
    """Working days the nearest deadline is late (negative: left); a rest day past the end is already one day late."""
    found = sight.view.next
    if found is None:
        return 0
    if found.clock.due < sight.today:
        return max(1, found.late_working_days)
    return -found.left_working_days


def _worth_naming(sight: Sight, step: Step) -> bool:
    """A step of quite another stage is only noise; one of this state that is refused is worth its reason.

    Those of the intellectual-property branch have a tab of their own that says where it stands.
    """
    if step in ip.STEPS:
        return False
    if step in {Step.LEAD_SENT, Step.LEAD_ANSWERED}:
        return sight.may(step)  # open in every state, and without a lead nothing to speak of
    return sight.case.state in STEPS[step].sources


def _line(sight: Sight) -> str:
    case = sight.case
    complaint = case.complaint
    parts = []
    if complaint.channel:
        name = _("12315 编号") if complaint.channel is Channel.ODR12315 else word(complaint.channel)
        parts.append(f"{name} {complaint.channel_no}" if complaint.channel_no else word(complaint.channel))
    officer = sight.person(case.officer)
    parts.append(_("经办 {name}").format(name=officer) if officer else _("未分派"))
    return DOT.join(parts)
