"""The seat is taken with a password: over a locked window, which it hides, or to let somebody else sit down."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from odrdesk.desktop import paint, tell
from odrdesk.desktop.dialogs.recover import RecoverForm
from odrdesk.desktop.formats import DOT, clock, day_title
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.avatar import Avatar
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.overlay import Enter, Overlay
from odrdesk.desktop.widgets.password import PasswordEntry, mind_capitals
from odrdesk.desktop.widgets.people import People, Someone
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.services import sittings
from odrdesk.services.desk import Desk
from odrdesk.text import _, fault_text, ngettext

ALONE, WIDTH = 380, 620
"""Pixels: for one person, and with the list of several."""
_ABOVE, _TIME = 104, 33
_WAITS = frozenset({"clerk.waits", "clerk.password_wrong_waits"})


class SignIn(Overlay):
    """`entered(desk)` with the desk as who signed in. While `locked` nothing beneath is seen, no key dismisses it.

    `begins` where the window only now opens: the record tells a sign-in from an unlocking.

    `recovered` after a forgotten password was set anew by the code on paper.
    """

    entered = Signal(object)
    recovered = Signal()

    enter = Enter.ANY

    def __init__(
        self,
        look: Look,
        window: Window,
        work: Work,
        desk: Desk,
        *,
        people: Sequence[Someone],
        name: str,
        locked: bool,
        begins: bool = False,
    ) -> None:
        super().__init__(look, window, _("登录") if not locked else _("已锁定"))
        self.topmost = self.locked = locked
        self._begins = begins
        self._work, self._desk, self._over = work, desk, window
        self._warned = ""
        self._until: dict[str, datetime] = {}
        self.setAcceptDrops(locked)  # files that fall on it go no further
        self.who = People(look, _("人员"), people, name)
        self.password = PasswordEntry(look)
        self.bar = Banner(look)
        self.field = Field(look, "password", _("密码"), self.password)
        self.go = Button(look, _("进入"), kind=Kind.PRIMARY, height=34)
        self.out = Button(look, _("退出程序") if locked else _("取消"), height=34)
        self.forgot = Button(look, _("忘记密码"), kind=Kind.LINK, height=24)
        self._face, self._name, self._roles = (
            Avatar(look, name, 48),
            Elided("", 18, bold=True),
            Elided("", 12, Ink.TEXT3),
        )
        self.form = QWidget()
        self.recover: RecoverForm | None = None
        self._arrange()
        self._second = QTimer(self, interval=1_000)
        self._second.timeout.connect(self.tick)
        self._second.start()
        self._connect()
        self._show_whose()

    @property
    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.who if self._desk.practice else self.password

    @property
    def holder(self) -> QWidget:
        """What is typed in now; a list of one person is not shown."""
        if self.recover is not None:
            return self.recover.code
        return self.first if self.first.isVisibleTo(self) else self.go

    def confirm(self) -> None:
        """Sit down, or hear beside the field why not."""
        if self.recover is not None:
            self.recover.confirm()
            return
        if not self.go.isEnabled() or self._warns():
            return
        self.field.clear()
        self.bar.hide()
        self._take(self.who.key, self.password.text())

    def place(self) -> None:
        """A narrow column, wider beside a list of several; while it is locked a little below the clock."""
        self.fit(ALONE if self.who.count() < 2 else WIDTH)
        if self.locked and self.plate.y() < self.look.dp(_ABOVE) + 24:
            room = self.height() - self.plate.height() - 16
            self.plate.move(self.plate.x(), max(28, min(self.look.dp(_ABOVE) + 24, room)))

    def dismiss(self) -> None:
        """A locked window is left only by its password or by closing it; from the code one goes back."""
        if self.recover is not None:
            self._back()
        elif not self.locked:
            self.close_over()

    def tick(self) -> None:
        """A second went by: the clock, and what is left of a pause."""
        if self.locked:
            self.update(0, 0, self.width(), max(0, self.plate.y()))
        left = self._left()
        self.go.setEnabled(not left)
        if left:
            words = ngettext("密码连续输错，{n} 秒后可以再试", "密码连续输错，{n} 秒后可以再试", left).format(n=left)
            self.field.refuse(words)
        elif self._until.pop(self.who.key, None):
            self.field.clear()
            self.password.selectAll()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Nothing is taken while it is locked."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Opaque while locked, with the time and the day above the panel where there is room."""
        if not self.locked:
            super().paintEvent(event)
            return
        painter, look = QPainter(self), self.look
        painter.fillRect(self.rect(), look.colour(Ink.NAV))
        top, high = self.plate.y() - look.dp(_ABOVE), look.dp(_TIME) * 1.5
        if top < 0:
            return
        now = self._desk.now()
        line = QRectF(0, top + 8, self.width(), high)
        paint.words(painter, look, line, clock(now), px=_TIME, bold=True, align=paint.CENTRE, tabular=True)
        beneath = QRectF(0, line.bottom(), self.width(), look.dp(24))
        told = DOT.join((day_title(self._desk.today()), self._desk.name))
        paint.words(painter, look, beneath.adjusted(20, 0, -20, 0), told, px=14, ink=Ink.TEXT2, align=paint.CENTRE)

    def _take(self, name: str, password: str) -> None:
        self.go.setEnabled(False)
        call = partial(sittings.take, self._desk, name, password, begins=self._begins)
        op = self._work.write(call, owner=self, done=self._enter, refused=self._refuse, faulted=self._break)
        op.at_end(self, lambda: self.go.setEnabled(not self._left()))

    def _enter(self, desk: Desk) -> None:
        self.password.forget()
        self._second.stop()
        self.close_over()
        self.entered.emit(desk)

    def _refuse(self, refusal: Refusal) -> None:
        self.password.selectAll()
        tell.refused(refusal, {"password": self.field, "as": self.field, "clerk": self.field}, self.bar)
        seconds = refusal.data.get("seconds")
        if refusal.code in _WAITS and isinstance(seconds, int):
            self._until[self.who.key] = self._desk.now() + timedelta(seconds=seconds)
        QTimer.singleShot(0, self, self.place)

    def _break(self, fault: Fault) -> None:
        self.bar.say(fault_text(fault), Tone.DANGER)  # a dialog of its own would lie beneath
        QTimer.singleShot(0, self, self.place)

    def _left(self) -> int:
        """Seconds the chosen person has to wait, 0 for none."""
        until = self._until.get(self.who.key)
        return max(0, int((until - self._desk.now()).total_seconds())) if until else 0

    def _other(self) -> None:
        self.field.clear()
        self.bar.hide()
        self.password.forget()
        self._show_whose()
        self.go.setEnabled(not self._left())
        QTimer.singleShot(0, self, self.place)

    def _show_whose(self) -> None:
        self._face.show_name(self.who.key)
        self._name.setText(self.who.key)
        self._roles.setText(self.who.roles)

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

    def _forgot(self) -> None:
        """The code on paper, in the place of the password."""
        if self.recover is not None:
            return
        name = self.who.key
        recover = self.recover = RecoverForm(self.look, self._work, self._desk, name)
        recover.left.connect(self._back)
        recover.grown.connect(lambda: QTimer.singleShot(0, self, self.place))
        recover.recovered.connect(lambda password: self._recovered(name, password))
        self._right.addWidget(recover, 1)
        self.form.hide()
        self.who.setEnabled(False)
        recover.code.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self.place)

    def _back(self) -> None:
        recover, self.recover = self.recover, None
        if recover is not None:
            recover.password.forget()
            recover.hide()
            recover.deleteLater()
        self.who.setEnabled(True)
        self.form.show()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self.place)

    def _recovered(self, name: str, password: str) -> None:
        self._until.pop(name, None)
        self._back()
        self.recovered.emit()
        self._take(name, password)

    def _begin(self, text: str) -> None:
        """A letter typed on the list begins the password."""
        if self.password.isVisible():
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
            self.password.insert(text)

    def _connect(self) -> None:
        mind_capitals(self.field, self.password)
        self.who.chosen.connect(lambda _name: self._other())
        self.who.typed.connect(self._begin)
        self.who.itemDoubleClicked.connect(lambda _item: self.password.setFocus(Qt.FocusReason.OtherFocusReason))
        self.go.clicked.connect(self.confirm)
        self.forgot.clicked.connect(self._forgot)
        self.password.returnPressed.connect(self.confirm)
        self.out.clicked.connect(self._over.close if self.locked else self.close_over)

    def _arrange(self) -> None:
        across = QHBoxLayout(self.plate)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        if self.who.count() > 1:
            left = QFrame()
            left.setProperty("plate", "left")
            column = QVBoxLayout(left)
            column.setContentsMargins(10, 14, 10, 14)
            column.setSpacing(6)
            title = Label(_("谁在使用？"), 12, Ink.TEXT3)
            title.setContentsMargins(10, 0, 0, 0)
            column.addWidget(title)
            column.addWidget(self.who, 1)
            across.addWidget(left, 5)
        else:
            self.who.setParent(self)
            self.who.hide()
        self._right = QVBoxLayout()
        self._right.setContentsMargins(24, 22, 24, 20)
        self._right.addWidget(self.form)
        across.addLayout(self._right, 8)
        self._fill_form()

    def _fill_form(self) -> None:
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(14)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addStretch(1)
        lines.addWidget(self._name)
        lines.addWidget(self._roles)
        lines.addStretch(1)
        for line in (self._name, self._roles):
            line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        head.addWidget(self._face)
        head.addLayout(lines, 1)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self.field)
        if self._desk.practice:
            self.field.hide()
            self.forgot.hide()
            column.addWidget(Label(_("练习台不问密码。"), 12, Ink.TEXT3))
        column.addWidget(self.forgot, 0, Qt.AlignmentFlag.AlignLeft)
        if self.locked:
            column.addWidget(Label(_("内容已隐藏，没有写完的都留着。"), 12, Ink.TEXT3, wrap=True))
        column.addStretch(1)
        ends = QHBoxLayout()
        ends.setSpacing(10)
        ends.addWidget(self.out)
        ends.addStretch(1)
        ends.addWidget(self.go)
        column.addLayout(ends)
