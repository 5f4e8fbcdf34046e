"""同类投诉: the cases of one group, and what a person says of it: leads on all of them, or nothing with a reason."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.formats import DOT, day_short
from odrdesk.desktop.forms import lead_words
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.entry import Paragraph
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.overlay import Dialog, Enter
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.patterns import Pattern
from odrdesk.domain.workdays import day_of
from odrdesk.services import departments, lists, patterns
from odrdesk.services.desk import Desk
from odrdesk.services.lists import DueRow
from odrdesk.text import _, ngettext, word

LEAD, DISMISS = "lead", "dismiss"
MOST = 50
"""Rows that are shown; the newest."""


class AlikeDialog(Dialog):
    """`opened(number)` when a case of the group is wanted; `answered` when a person has said what is to be done."""

    opened = Signal(str)
    answered = Signal(str)

    enter = Enter.HELD

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk, pattern: Pattern) -> None:
        super().__init__(look, window, _("同类投诉"))
        self._work, self._desk, self._pattern = work, desk, pattern
        self.rows: list[Button] = []
        self.bar = Banner(look)
        self.ways = Segmented(look, _("怎样处理"), [(LEAD, _("登记线索")), (DISMISS, _("不作处理"))])
        self.ways.chosen.connect(self._turn)
        self.to = Choice(look, [])
        self.what = Paragraph(look, lines=3, placeholder=_("谁、在哪里、做了什么、怎样发现的"))
        self.why = Paragraph(look, lines=3, placeholder=_("如：同一批次，商家已召回并逐件退款"))
        self.fields = {
            "to": Field(look, "to", _("移送部门"), self.to),
            "what": Field(look, "what", _("线索内容"), self.what, required=True),
            "why": Field(look, "why", _("不作处理的原因"), self.why, required=True),
        }
        content = QWidget()
        self._fill(content)
        self.body.setContentsMargins(20, 14, 10, 14)
        self._scroll = Scroller(content)
        self.body.addWidget(self._scroll)
        self._scroll.wanting.connect(self._settle)
        self.button(_("以后再说")).clicked.connect(self.dismiss)
        self.go = self.button("", Kind.PRIMARY)
        self.go.setToolTip("Ctrl+Enter")
        self.go.clicked.connect(self.confirm)
        self._turn(LEAD)
        work.read(partial(_look_at, desk, pattern), owner=self, done=self._show)

    def confirm(self) -> None:
        """Do what was chosen."""
        if not self.go.isEnabled():
            return
        self.bar.hide()
        mark = self._pattern.mark
        if self.ways.current == LEAD:
            facts = {"what": self.what.toPlainText().strip(), "to": self.to.key}
            noting = partial(patterns.make_leads, self._desk, mark, facts)
            note = self._work.write(
                noting, owner=self, done=lambda numbers: self._done(_noted(numbers)), refused=self._refused
            )
            self.await_answer(note, self.go)
            return
        told = _("已记下不作处理，有新投诉时再提示")
        dismissing = partial(patterns.dismiss, self._desk, mark, self.why.toPlainText())
        op = self._work.write(dismissing, owner=self, done=lambda _one: self._done(told), refused=self._refused)
        self.await_answer(op, self.go)

    def place(self) -> None:
        """Wide enough for a line of a case."""
        self.plate.setFixedWidth(min(self.look.dp(620), self.width() - 80))
        super().place()

    def _fill(self, content: QWidget) -> None:
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label(headline(self._pattern), 14, bold=True, wrap=True, selectable=True))
        law = _("投诉集中的，平台应当及时采取技术监测、实时巡查等措施（直播电商监督管理办法第二十条）。")
        column.addWidget(Label(law, 13, Ink.TEXT2, wrap=True))
        self._room = QVBoxLayout()
        self._room.setSpacing(2)
        column.addLayout(self._room)
        self._more = Label("", 12, Ink.TEXT3)
        self._more.hide()
        column.addWidget(self._more)
        column.addWidget(self.ways, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.bar)
        for field in self.fields.values():
            column.addWidget(field)

    def _show(self, seen: tuple[Sequence[DueRow], Sequence[tuple[str, str]]]) -> None:
        found, options = seen
        for key, words in options:
            self.to.addItem(words, key)
        for one in reversed(found):
            self._room.addLayout(self._row(one))
        left = len(self._pattern.cases) - len(found)
        self._more.setVisible(left > 0)
        self._more.setText(ngettext("另有更早的 {n} 件", "另有更早的 {n} 件", left).format(n=left))
        self.place()

    def _row(self, one: DueRow) -> QHBoxLayout:
        row = one.row
        number = Button(self.look, row.number, kind=Kind.LINK, height=26)
        number.clicked.connect(lambda: self._open(row.number))
        self.rows.append(number)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(number)
        line.addWidget(Label(day_short(day_of(row.received_at)), 13, Ink.TEXT2))
        line.addWidget(Elided(row.goods or row.facts, 13))
        line.addStretch(1)
        line.addWidget(Label(word(row.state), 13, Ink.TEXT2))
        return line

    def _open(self, number: str) -> None:
        self.close_over()
        self.opened.emit(number)

    def _turn(self, way: str) -> None:
        noting = way == LEAD
        self.fields["to"].setVisible(noting)
        self.fields["what"].setVisible(noting)
        self.fields["why"].setVisible(not noting)
        count = len(self._pattern.cases)
        leads = ngettext("为 {n} 件登记线索", "为 {n} 件登记线索", count).format(n=count)
        self.go.relabel(leads if noting else _("不作处理"))
        self.place()

    def _settle(self) -> None:
        # The wrapped lines know their height only after the layout has run.
        QTimer.singleShot(0, self, self.place)

    def _done(self, words: str) -> None:
        self.close_over()
        self.answered.emit(words)

    def _refused(self, refusal: Refusal) -> None:
        tell.refused(refusal, self.fields, self.bar)
        self.place()


def ask(window: Window, dialog: AlikeDialog, open_case: Callable[[str], object]) -> AlikeDialog:
    """Lay the dialog over the window; a case that is asked for opens, an answer is said in a toast."""
    dialog.opened.connect(open_case)
    dialog.answered.connect(window.toasts.say)
    window.cover(dialog, dialog.what)
    return dialog


def headline(pattern: Pattern) -> str:
    """`直播间“浦江好物” · 虚假宣传 · 3 件，3 位消费者`."""
    count, consumers = len(pattern.cases), pattern.consumers
    cases = ngettext("{n} 件", "{n} 件", count).format(n=count)
    people = ngettext("{n} 位消费者", "{n} 位消费者", consumers).format(n=consumers)
    name = _("{kind}“{name}”").format(kind=word(pattern.mark.kind), name=pattern.name)
    return DOT.join((name, word(pattern.mark.category), _("{cases}，{people}").format(cases=cases, people=people)))


def _noted(numbers: Sequence[str]) -> str:
    return ngettext("已为 {n} 件登记线索", "已为 {n} 件登记线索", len(numbers)).format(n=len(numbers))


def _look_at(desk: Desk, pattern: Pattern) -> tuple[Sequence[DueRow], list[tuple[str, str]]]:
    """The newest cases of a group, and the departments, those usually competent first."""
    directory = departments.directory(desk)
    first = directory.suggested(pattern.mark.category)
    rest = [one for one in directory.departments if one not in first]
    options = [(one.code, lead_words.name_of(one)) for one in (*first, *rest)]
    return lists.rows(desk, pattern.cases[-MOST:]), options
