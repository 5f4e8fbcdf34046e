"""The recovery code: shown once, to be printed or written down, and made anew in the settings."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from odrdesk.desktop import paint, tell
from odrdesk.desktop.formats import day, stamp
from odrdesk.desktop.forms.tick import Tick
from odrdesk.desktop.recovery_print import Sheet, ask_and_print
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.widgets.password import PasswordEntry, mind_capitals
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.seats import Seat
from odrdesk.services import recovery
from odrdesk.services.desk import Desk
from odrdesk.services.recovery import Code
from odrdesk.text import _

WIDTH = 480
Print = Callable[[QWidget, Sheet, str], bool]


class CodeSheet(QWidget):
    """The code in large signs, a button to print it; `kept(on)` as somebody says it is put by."""

    kept = Signal(bool)

    def __init__(self, look: Look, sheet: Sheet, *, print_it: Print = ask_and_print) -> None:
        super().__init__()
        self._look, self._sheet, self._print_it = look, sheet, print_it
        self.code = _Signs(look, sheet.code)
        self.print = Button(look, _("打印…"), "printer", Kind.PRIMARY, height=34)
        self.told = Label("", 12, Ink.OK)
        self.put_by = Tick(look, _("已经打印或抄好，收在安全的地方"))
        words = _("忘记密码时，凭它在登录画面设一个新密码。现在只显示这一次，程序里不留原文，只能用一次。")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label(words, 13, Ink.TEXT2, wrap=True))
        column.addWidget(self.code)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.print)
        row.addWidget(self.told, 1)
        column.addLayout(row)
        column.addWidget(self.put_by)
        self.print.clicked.connect(self._print)
        self.put_by.toggled.connect(self.kept)

    def _print(self) -> None:
        if self._print_it(self.window(), self._sheet, self._look.font(12).family()):
            self.told.setText(_("已送往打印机"))


class RecoveryDialog(Dialog):
    """Asks for the password, then shows a new code; `made` once there is one."""

    made = Signal()

    def __init__(
        self, look: Look, window: Window, work: Work, desk: Desk, seat: Seat, *, print_it: Print = ask_and_print
    ) -> None:
        super().__init__(look, window, _("恢复码"))
        self._work, self._desk, self._print_it = work, desk, print_it
        self.bar = Banner(look)
        self.password = PasswordEntry(look)
        self.field = Field(look, "password", _("密码"), self.password, required=True)
        self.sheet: CodeSheet | None = None
        told = _("恢复码是印在纸上的一组字母和数字：您忘了密码时，凭它设一个新的。请先输入现在的密码。")
        self._asked = Label(told, 13, Ink.TEXT2, wrap=True)
        self.body.addWidget(self.bar)
        self.body.addWidget(self._asked)
        self.body.addWidget(self.field)
        if seat.recovery_at is not None:
            words = _("现有一份制作于 {when}；制作新的，那一份就作废。").format(when=stamp(seat.recovery_at))
            self.bar.say(words, Tone.INFO, closable=False)
        self.no = self.button(_("取消"))
        self.no.clicked.connect(self.dismiss)
        self.go = self.button(_("制作"), Kind.PRIMARY)
        self.go.clicked.connect(self.confirm)
        self.password.returnPressed.connect(self.confirm)
        mind_capitals(self.field, self.password)

    @property
    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.password

    def confirm(self) -> None:
        """Make it; once it is shown, the button ends."""
        if not self.go.isEnabled():
            return
        if self.sheet is not None:
            self.close_over()
            return
        self.field.clear()
        self.go.setEnabled(False)
        call = partial(recovery.make, self._desk, self.password.text())
        op = self._work.write(call, owner=self, done=self._show, refused=self._refuse)
        op.at_end(self, lambda: self.go.setEnabled(self.sheet is None))

    def dismiss(self) -> None:
        """A code that was not put by is not closed by a slip of the Esc key."""
        if self.sheet is None or self.sheet.put_by.isChecked():
            self.close_over()
        else:
            self.bar.say(_("请先打印或抄好，再勾选下面的一行。关掉后再也看不到这组字符。"), Tone.WARN, closable=False)
            QTimer.singleShot(0, self, self.place)

    def place(self) -> None:
        """A narrow column."""
        self.fit(WIDTH)

    def _show(self, code: Code) -> None:
        self.password.forget()
        for part in (self._asked, self.field, self.bar, self.no):
            part.hide()
        sheet = Sheet(self._desk.name, code.name, code.text, day(self._desk.today()))
        self.sheet = CodeSheet(self.look, sheet, print_it=self._print_it)
        self.body.addWidget(self.sheet)
        self.go.relabel(_("完成"))
        self.go.setEnabled(False)
        self.sheet.kept.connect(self.go.setEnabled)
        self.sheet.print.setFocus(Qt.FocusReason.OtherFocusReason)
        self.made.emit()
        QTimer.singleShot(0, self, self.place)

    def _refuse(self, refusal: Refusal) -> None:
        self.password.selectAll()
        tell.refused(refusal, {"password": self.field}, self.bar)
        QTimer.singleShot(0, self, self.place)


class _Signs(QWidget):
    """The code on a quiet ground; a screen reader spells it."""

    def __init__(self, look: Look, code: str) -> None:
        super().__init__()
        self._look, self.text = look, code
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("恢复码"))
        self.setAccessibleDescription(" ".join(code))
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """One large line."""
        look = self._look
        return QSize(round(look.width(self.text, 22, bold=True)) + 32, look.dp(56))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and signs."""
        painter, look, rect = QPainter(self), self._look, QRectF(self.rect())
        paint.box(painter, rect, 8, look.colour(Ink.SURFACE2), look.colour(Ink.BORDER_STRONG))
        paint.words(painter, look, rect, self.text, px=22, bold=True, align=paint.CENTRE, tabular=True)
