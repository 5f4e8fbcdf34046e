"""The seat is taken with a password: over a locked window, which it hides, or to let somebody else sit down."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Enter, Overlay
from odrdesk.desktop.widgets.password import PasswordEntry
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.services import clerks
from odrdesk.services.desk import Desk
from odrdesk.text import _, fault_text, ngettext

WIDTH = 400


class SignIn(Overlay):
    """`entered(desk)` with the desk as who signed in. While `locked` nothing beneath is seen, no key dismisses it."""

    entered = Signal(object)

    enter = Enter.ANY

    def __init__(
        self, look: Look, window: Window, work: Work, desk: Desk, *, names: Sequence[str], name: str, locked: bool
    ) -> None:
        super().__init__(look, window, _("登录") if not locked else _("已锁定"))
        self.topmost = self.locked = locked
        self._work, self._desk, self._over = work, desk, window
        self._warned = ""
        self.setAcceptDrops(locked)  # files that fall on it go no further
        self.who = Choice(look, [(one, one) for one in names], name)
        self.password = PasswordEntry(look)
        self.bar = Banner(look)
        self.who_field = Field(look, "clerk", _("人员"), self.who)
        self.field = Field(look, "password", _("密码"), self.password)
        self.go = Button(look, _("进入"), kind=Kind.PRIMARY, height=34)
        self.out = Button(look, _("退出程序") if locked else _("取消"), height=34)
        self._arrange()
        self.who.currentIndexChanged.connect(self._other)
        self.go.clicked.connect(self.confirm)
        self.password.returnPressed.connect(self.confirm)
        self.out.clicked.connect(window.close if locked else self.close_over)
        if locked:
            app = QApplication.instance()
            if isinstance(app, QApplication):
                app.focusChanged.connect(self._hold_focus)

    @property
    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.who if self._desk.practice else self.password

    def confirm(self) -> None:
        """Sit down, or hear beside the field why not."""
        if not self.go.isEnabled() or self._warns():
            return
        self.field.clear()
        self.bar.hide()
        self.go.setEnabled(False)
        call = partial(clerks.take_seat, self._desk, self.who.key, self.password.text())
        op = self._work.write(call, owner=self, done=self._enter, refused=self._refuse, faulted=self._break)
        op.ended.connect(lambda: self.go.setEnabled(True))

    def place(self) -> None:
        """A narrow column."""
        self.fit(WIDTH)

    def dismiss(self) -> None:
        """A locked window is left only by its password or by closing it."""
        if not self.locked:
            self.close_over()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What comes while it is locked, a toast or the end of some work, goes beneath."""
        if self.locked and watched is self._over and event.type() is QEvent.Type.ChildAdded:
            QTimer.singleShot(0, self, self.raise_)
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Nothing is taken while it is locked."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Opaque while locked."""
        if not self.locked:
            super().paintEvent(event)
            return
        QPainter(self).fillRect(self.rect(), self.look.colour(Ink.NAV))

    def _enter(self, desk: Desk) -> None:
        self.password.forget()
        self.close_over()
        self.entered.emit(desk)

    def _refuse(self, refusal: Refusal) -> None:
        self.password.selectAll()
        tell.refused(refusal, {"password": self.field, "as": self.field, "clerk": self.who_field}, self.bar)
        QTimer.singleShot(0, self, self.place)

    def _break(self, fault: Fault) -> None:
        self.bar.say(fault_text(fault), Tone.DANGER)  # a dialog of its own would lie beneath
        QTimer.singleShot(0, self, self.place)

    def _other(self) -> None:
        self.field.clear()
        self.bar.hide()
        self.password.forget()
        QTimer.singleShot(0, self, self.place)

    def _warns(self) -> bool:
        """Another person takes the seat: forms that stand open beneath go; said once, then done."""
        if not self.locked or self.who.key in (self._desk.clerk.name, self._warned):
            return False
        beneath = [one for one in self._over.findChildren(Overlay) if one.isVisible() and one is not self]
        if not beneath:
            return False
        self._warned = self.who.key
        words = ngettext(
            "“{name}”还有 {n} 个窗口没有办完，换人后关闭（登记草稿会保留）。再按一次“进入”继续。",
            "“{name}”还有 {n} 个窗口没有办完，换人后关闭（登记草稿会保留）。再按一次“进入”继续。",
            len(beneath),
        )
        self.bar.say(words.format(name=self._desk.clerk.name, n=len(beneath)), Tone.WARN, closable=False)
        QTimer.singleShot(0, self, self.place)
        return True

    def _hold_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """What ends beneath may ask for the focus; no key may go there."""
        if now is not None and self.isVisible() and self._over.isAncestorOf(now) and not self.isAncestorOf(now):
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        look = self.look
        column = QVBoxLayout(self.plate)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(
            Glyph(look, "lock" if self.locked else "user", Ink.ACCENT_TEXT, 20, ground=Ink.ACCENT_SOFT, side=40)
        )
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Label(_("已锁定") if self.locked else _("换人"), 18, bold=True))
        lines.addWidget(Label(self._desk.name, 13, Ink.TEXT3, wrap=True))
        head.addLayout(lines, 1)
        column.addLayout(head)
        column.addSpacing(4)
        for part in (self.bar, self.who_field, self.field):
            column.addWidget(part)
        if self._desk.practice:
            self.field.hide()
            column.addWidget(Label(_("练习台不问密码。"), 12, Ink.TEXT3))
        ends = QHBoxLayout()
        ends.setSpacing(10)
        ends.addWidget(self.out)
        ends.addStretch(1)
        ends.addWidget(self.go)
        column.addSpacing(4)
        column.addLayout(ends)
