"""忘记密码: the code on paper and a new password, inside the panel of signing in."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.forms.new_password import NewPassword
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.services import recovery
from odrdesk.services.desk import Desk
from odrdesk.text import _, fault_text


class RecoverForm(QWidget):
    """`recovered(password)` once it counts; `left` to go back; `grown` when it wants another height."""

    recovered = Signal(str)
    left = Signal()
    grown = Signal()

    def __init__(self, look: Look, work: Work, desk: Desk, name: str) -> None:
        super().__init__()
        self._work, self._desk, self._name = work, desk, name
        self.bar = Banner(look)
        self.code = Entry(look, placeholder="XXXX-XXXX-XXXX-XXXX-XXXX", longest=60)
        self.fields = {"code": Field(look, "code", _("恢复码"), self.code, required=True)}
        self.password = NewPassword(look, lambda: (name, desk.name))
        self.fields |= self.password.fields
        self.go = Button(look, _("设置并进入"), kind=Kind.PRIMARY, height=34)
        self.back = Button(look, _("返回"), height=34)
        told = _("管理员“{name}”的恢复码，是首次启动或在“设置 › 用户与角色”制作时打印的那张纸。").format(name=name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label(_("用恢复码重设密码"), 15, bold=True))
        column.addWidget(Label(told, 13, Ink.TEXT2, wrap=True))
        for part in (self.bar, self.fields["code"], self.password):
            column.addWidget(part)
        ends = QHBoxLayout()
        ends.addWidget(self.back)
        ends.addStretch(1)
        ends.addWidget(self.go)
        column.addLayout(ends)
        self.code.returnPressed.connect(self.password.new.setFocus)
        self.password.wanted.connect(self.confirm)
        self.go.clicked.connect(self.confirm)
        self.back.clicked.connect(self.left)

    def confirm(self) -> None:
        """Compare the code and keep the password, off the GUI thread."""
        if not self.go.isEnabled():
            return
        self.bar.hide()
        self.fields["code"].clear()
        if not self.code.text().strip():
            self._refuse(Refusal("field.required", "code"))
            return
        if not self.password.check():
            self.grown.emit()
            return
        new = self.password.text
        self.go.setEnabled(False)
        call = partial(recovery.use, self._desk, self._name, self.code.text(), new)
        op = self._work.write(
            call, owner=self, done=lambda _none: self.recovered.emit(new), refused=self._refuse, faulted=self._break
        )
        op.at_end(self, lambda: self.go.setEnabled(True))

    def _refuse(self, refusal: Refusal) -> None:
        tell.refused(refusal, self.fields, self.bar)
        self.grown.emit()

    def _break(self, fault: Fault) -> None:
        self.bar.say(fault_text(fault), Tone.DANGER)
        self.grown.emit()
