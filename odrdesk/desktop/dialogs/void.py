"""A paper is declared void: with a reason, and its number stays taken."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.entry import Paragraph
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog, Enter
from odrdesk.desktop.work import Work
from odrdesk.domain.dispute import PaperMark
from odrdesk.domain.errors import Refusal
from odrdesk.text import _, word


class VoidDialog(Dialog):
    """Question, consequence, and two buttons that say what they do; `voided` after it was done."""

    voided = Signal()

    enter = Enter.HELD

    def __init__(self, look: Look, window: QWidget, work: Work, void: Callable[[str], Any], paper: PaperMark) -> None:
        super().__init__(look, window, _("作废这份文书？"))
        self._work, self._void = work, void
        words = _("{paper} {number} 作废后不能恢复，编号保留不再使用，文书仍可查看。")
        said = Label(words.format(paper=word(paper.kind), number=paper.number), 13, wrap=True)
        self.why = Paragraph(look, lines=2, placeholder=_("如：金额写错，已重新出具"))
        self.field = Field(look, "why", _("作废原因"), self.why, required=True)
        self.bar = Banner(look)
        for part in (said, self.bar, self.field):
            self.body.addWidget(part)
        keep = self.button(_("不作废"))
        keep.clicked.connect(self.dismiss)
        self.go = self.button(_("作废 {no}").format(no=paper.number), Kind.DANGER, "ban")
        self.go.clicked.connect(self.confirm)

    def confirm(self) -> None:
        """Declare it void."""
        if not self.go.isEnabled():
            return
        call = partial(self._void, self.why.toPlainText().strip())
        op = self._work.write(call, owner=self, done=lambda _paper: self._done(), refused=self._refused)
        self.await_answer(op, self.go)

    def place(self) -> None:
        """A question is no wider than it is long."""
        self.plate.setFixedWidth(min(self.look.dp(480), self.width() - 80))
        super().place()

    def _done(self) -> None:
        self.close_over()
        self.voided.emit()

    def _refused(self, refusal: Refusal) -> None:
        tell.refused(refusal, {"why": self.field}, self.bar)
        self.place()
