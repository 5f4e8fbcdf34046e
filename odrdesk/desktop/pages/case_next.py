"""下一步: what is open on this dispute and what is missing, each line a way to do it."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from odrdesk.desktop import paint, tips
from odrdesk.desktop.formats import day_short
from odrdesk.desktop.pages import case_words
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.desktop.widgets.tab_order import follow
from odrdesk.domain.clocks import RETENTION
from odrdesk.domain.ip import WAIT, WAY, pending
from odrdesk.domain.vocabulary import Category, ContactWith, IpState, PaperKind, State, Step
from odrdesk.text import _, word

OF_RIGHTS = frozenset({Category.IP, Category.TRADEMARK})
"""Categories in which a right-holder's notice is to be expected."""


class Todo(NamedTuple):
    """One line: its words, the step or paper it leads to, and whether it is what comes first."""

    words: str
    step: Step | None = None
    paper: PaperKind | None = None
    first: bool = False


class NextCard(Card):
    """`took(step)` or `issued(kind)` when a line was chosen."""

    took = Signal(str)
    issued = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(_("下一步"), spacing=8)
        self._look = look
        self.rows: list[TodoRow] = []
        self._room = QVBoxLayout()
        self._room.setSpacing(0)
        self.add(self._room)

    def show_case(self, sight: Sight) -> None:
        """Show a dispute."""
        for old in self.rows:
            self._room.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [self._row(todo) for todo in todos(sight)]
        for row in self.rows:
            self._room.addWidget(row)
        follow(self, self.rows)

    def _row(self, todo: Todo) -> "TodoRow":
        row = TodoRow(self._look, todo)
        row.clicked.connect(lambda: self._chosen(todo))
        return row

    def _chosen(self, todo: Todo) -> None:
        if todo.step is not None:
            self.took.emit(todo.step.value)
        elif todo.paper is not None:
            self.issued.emit(todo.paper.value)


class TodoRow(Clickable):
    """A circle and the words, on two lines where one is too short; cut with … beyond that, and whole on hover."""

    def __init__(self, look: Look, todo: Todo) -> None:
        super().__init__(look, todo.words)
        self._todo, self._lines = todo, 1
        self.setText(todo.words)
        self.setToolTip(tips.plain(todo.words))
        self.setEnabled(todo.step is not None or todo.paper is not None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._fit)

    def sizeHint(self) -> QSize:
        """As high as the lines its words take."""
        return QSize(160, self.look.dp(29 + 18 * (self._lines - 1)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words that no longer fit take a second line, and give it back."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = len(self.said())
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()

    def said(self) -> Sequence[str]:
        """The words as they are drawn: one line, or two broken between words."""
        layout = QTextLayout(self.text()[: paint.MEASURED], self.look.font(13))
        layout.beginLayout()
        first = layout.createLine()
        first.setLineWidth(max(1.0, self._room().width()))
        layout.endLayout()
        words, cut = self.text(), first.textLength()
        return (words,) if cut >= len(words) else (words[:cut].rstrip(), words[cut:])

    def _room(self) -> QRectF:
        side = self.look.dp(16)
        return QRectF(self.rect()).adjusted(side + 8, 0, -(side + 2) if self.isEnabled() else 0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Hover ground, circle, words, an arrow when it leads somewhere."""
        look, painter, rect = self.look, QPainter(self), QRectF(self.rect())
        live = self.isEnabled()
        if live and self.underMouse():
            paint.box(painter, rect.adjusted(-6, 1, 6, -1), 6, look.colour(Ink.HOVER))
        mark = "circle-dot" if self._todo.first else "circle"
        paint.icon(painter, look, 0, rect.center().y(), mark, Ink.ACCENT_TEXT if self._todo.first else Ink.TEXT3, 16)
        said, step = self.said(), look.dp(18)
        for place, words in enumerate(said):
            room = self._room().translated(0, step * (place - (len(said) - 1) / 2))
            paint.words(painter, look, room, words, ink=Ink.TEXT if live else Ink.TEXT2)
        if live:
            right = rect.right() - look.dp(14)
            paint.icon(painter, look, right, rect.center().y(), "chevron-right", Ink.TEXT3, 14)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 6)


def todos(sight: Sight) -> Sequence[Todo]:
    """What is open and what is missing, the next legal step first."""
    case, view = sight.case, sight.view
    found = [_awaited(sight, one.step, one.asked_by) for one in case.awaiting]
    if case.state is State.CLOSED:
        return found or [Todo(_kept_until(sight))]
    if view.primary is not None:
        found.append(Todo(_primary_words(sight, view.primary), view.primary))
    found.extend(
        Todo(_("出具{paper}").format(paper=word(one.kind)), paper=one.kind) for one in sight.papers if one.missing
    )
    found.extend(_of_state(sight))
    found.extend(_of_ip(sight))
    return [found[0]._replace(first=True), *found[1:]] if found else [Todo(_("没有待办事项"))]


def _awaited(sight: Sight, step: Step, asked_by: int) -> Todo:
    words = _("复核“{step}”（{who} 提出）").format(step=word(step), who=sight.person(asked_by))
    return Todo(words, step if sight.may(step) else None)


def _primary_words(sight: Sight, step: Step) -> str:
    case = sight.case
    if step is Step.SETTLE and case.open_offer is not None:
        return _("等双方确认方案 {total}").format(total=case.open_offer.total.yuan)
    if step is Step.PERFORM and case.unperformed:
        term = case.unperformed[0]
        return _("核对履行：{term}").format(term=case_words.due_text(term))
    if step is Step.ACCEPT:
        return _("审查并受理")
    if step is Step.CONTACT:
        return _("联系双方，记录沟通")
    if step is Step.SUPPLEMENTED:
        return _("等待补正：{items}").format(items=_("、").join(case.supplement_items))
    return case_words.verb(step)


def _of_state(sight: Sight) -> list[Todo]:
    case, found = sight.case, []
    heard = {contact.with_ for contact in case.contacts}
    if case.state is State.NEGOTIATING:
        asked = heard & {ContactWith.MERCHANT, ContactWith.BOTH}
        if not asked:
            found.append(Todo(_("联系商家，记录答复"), Step.CONTACT))
        elif not heard & {ContactWith.CONSUMER, ContactWith.BOTH}:
            found.append(Todo(_("回复消费者"), Step.CONTACT))
    if case.appraisal_since is not None and sight.may(Step.APPRAISAL_REPORT):
        found.append(
            Todo(_("检测自 {day} 起，等报告").format(day=day_short(case.appraisal_since)), Step.APPRAISAL_REPORT)
        )
    if case.state is State.PERFORMED and not case.call_backs and sight.may(Step.CALL_BACK):
        found.append(Todo(_("回访消费者"), Step.CALL_BACK))
    if sight.may(Step.BREACH):
        found.append(Todo(_("履行已逾期，登记逾期未履行"), Step.BREACH))
    if case.state is State.NEGOTIATING and sight.view.next is not None and sight.view.next.clock.due < sight.today:
        found.append(Todo(_("期限已过：和解不成可终止协商"), Step.FAIL if sight.may(Step.FAIL) else None))
    return found


def _of_ip(sight: Sight) -> list[Todo]:
    """What the law waits for beside the case itself."""
    branch = sight.case.ip
    if branch is None and sight.case.complaint.category in OF_RIGHTS and sight.may(Step.IP_NOTICE):
        return [Todo(_("知识产权：登记权利人的通知"), Step.IP_NOTICE)]
    if branch is None or not pending(branch):
        return []
    step = WAY[branch.state]
    if sight.may(step):
        return [Todo(_("知识产权：{step}").format(step=case_words.verb(step)), step)]
    wait = sight.case.clock(WAIT)
    if branch.state is not IpState.WAITING15 or wait is None:
        return []
    return [Todo(_("知识产权：等待期到 {day}").format(day=day_short(wait.due)))]


def _kept_until(sight: Sight) -> str:
    kept = [one.clock.due for one in sight.view.deadlines if one.clock.rule.startswith(RETENTION)]
    return _("已结案，卷宗保存至 {day}").format(day=max(kept).isoformat()) if kept else _("已结案，没有待办事项")
