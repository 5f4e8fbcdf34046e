"""Why payments stand on one side only: a reason from the list, and words where it asks for them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.statements import BankReason
from odrdesk.text import _, fault_text, word

WIDTH = 500
Explain = Callable[[BankReason, str], object]


class BankReasonDialog(Dialog):
    """`done` after the reason was kept; `explain` keeps it."""

    done = Signal()

    def __init__(self, look: Look, window: QWidget, work: Work, about: str, explain: Explain) -> None:
        super().__init__(look, window, _("写明原因"))
        self._work, self._explain = work, explain
        self.bar = Banner(look)
        self.reason = Choice(look, [(one.value, word(one)) for one in BankReason], BankReason.FEE.value)
        self.words = Entry(look, placeholder=_("如：十一月账户管理费"))
        self.fields = {
            "reason": Field(look, "reason", _("原因"), self.reason, required=True),
            "words": Field(look, "words", _("补充"), self.words),
        }
        note = _("只写明原因，不记账：手续费和利息没有自己的分录，差额一直看得见，直到把钱划入或补足。")
        for part in (
            Label(about, 13, wrap=True),
            self.bar,
            *self.fields.values(),
            Label(note, 12, Ink.TEXT3, wrap=True),
        ):
            self.body.addWidget(part)
        keep = self.button(_("取消"))
        keep.clicked.connect(self.dismiss)
        self.go = self.button(_("记下"), Kind.PRIMARY)
        self.go.clicked.connect(self.confirm)

    def confirm(self) -> None:
        """Keep it."""
        if not self.go.isEnabled():
            return
        self.go.setEnabled(False)
        call: Callable[[], Any] = partial(self._explain, BankReason(self.reason.key), self.words.text())
        op = self._work.write(call, owner=self, done=self._done, refused=self._refused, faulted=self._faulted)
        op.ended.connect(partial(self.go.setEnabled, True))

    def place(self) -> None:
        """A question is no wider than it is long."""
        self.plate.setFixedWidth(min(self.look.dp(WIDTH), self.width() - 80))
        super().place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm()
            event.accept()
            return
        super().keyPressEvent(event)

    def _done(self, _value: object) -> None:
        self.close_over()
        self.done.emit()

    def _refused(self, refusal: Refusal) -> None:
        tell.refused(refusal, self.fields, self.bar)
        self.place()

    def _faulted(self, fault: Fault) -> None:
        self.bar.say(fault_text(fault), Tone.DANGER)
        self.place()
