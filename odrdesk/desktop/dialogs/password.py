"""Passwords over the window: typed again before something that cannot be undone, and set."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.forms.new_password import NewPassword
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog, Enter
from odrdesk.desktop.widgets.password import PasswordEntry, mind_capitals
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.services import clerks
from odrdesk.services.desk import Desk
from odrdesk.text import _

WIDTH = 460
_MANY = 8
"""So many lines stand as they are; more are scrolled, so that the question itself stays in sight."""


class PasswordDialog(Dialog):
    """Sets somebody's password: one's own with the present one where there is one. `saved` after it was kept."""

    saved = Signal()

    def __init__(
        self, look: Look, window: Window, work: Work, desk: Desk, *, name: str, known: bool, why: str = ""
    ) -> None:
        self._own = name == desk.clerk.name
        super().__init__(look, window, _("设置我的密码") if self._own else _("设置“{name}”的密码").format(name=name))
        self._work, self._desk, self._name = work, desk, name
        self.bar = Banner(look)
        self.old = PasswordEntry(look)
        self.typed = NewPassword(look, lambda: (name, desk.name))
        self.new, self.again = self.typed.new, self.typed.again
        self.fields = {"old": Field(look, "old", _("现在的密码"), self.old, required=True), **self.typed.fields}
        mind_capitals(self.fields["old"], self.old)
        self._asks_old = self._own and known and not desk.practice
        if not self._asks_old:
            self.fields["old"].hide()
        self.body.addWidget(self.bar)
        if not self._own:
            told = _("请当面告诉本人，并请其登录后自己改掉。连续输错的等待随之结束。")
            self.body.addWidget(Label(told, 13, Ink.TEXT2, wrap=True))
        self.body.addWidget(self.fields["old"])
        self.body.addWidget(self.typed)
        if why:
            self.bar.say(why, Tone.INFO, closable=False)
        self.button(_("取消")).clicked.connect(self.dismiss)
        self.save = self.button(_("设置密码"), Kind.PRIMARY)
        self.save.clicked.connect(self.confirm)
        self.old.returnPressed.connect(lambda: self.new.setFocus(Qt.FocusReason.TabFocusReason))
        self.typed.wanted.connect(self.confirm)

    @property
    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.old if self._asks_old else self.new

    def confirm(self) -> None:
        """Keep it, or say beside its field why it cannot stand."""
        if not self.save.isEnabled():
            return
        for field in self.fields.values():
            field.clear()
        if self.new.text() != self.again.text():
            self._refuse(Refusal("password.repeated_differs", "again"))
            return
        old = self.old.text() if self._asks_old else None
        call = partial(clerks.set_password, self._desk, self._name, self.new.text(), old=old)
        op = self._work.write(call, owner=self, done=lambda _none: self._done(), refused=self._refuse)
        self.await_answer(op, self.save)

    def place(self) -> None:
        """A narrow column."""
        self.fit(WIDTH)

    def _done(self) -> None:
        self.close_over()
        self.saved.emit()

    def _refuse(self, refusal: Refusal) -> None:
        tell.refused(refusal, self.fields, self.bar)
        QTimer.singleShot(0, self, self.place)  # the layouts learn of a note only after this event


class ConfirmDialog(Dialog):
    """What is about to be done, that it cannot be undone, and the password once more; `confirmed` when it was right.

    A practice desk asks no password: its button alone confirms.
    """

    confirmed = Signal()

    enter = Enter.HELD

    def __init__(
        self,
        look: Look,
        window: Window,
        work: Work,
        desk: Desk,
        *,
        title: str,
        what: str,
        amount: str = "",
        warning: str = "",
        verb: str = "",
    ) -> None:
        super().__init__(look, window, title)
        self._window_over, self._work, self._desk = window, work, desk
        self.bar, self.warning = Banner(look), Banner(look)
        self.password = PasswordEntry(look)
        label = _("“{name}”的密码").format(name=desk.clerk.name)
        hint = _("再次输入您自己的密码，确认是您本人在办")
        self.field = Field(look, "password", label, self.password, required=True, hint=hint)
        if desk.practice:
            self.field.hide()
        self.body.addLayout(self._facts(what, amount))
        for part in (self.warning, self.bar, self.field):
            self.body.addWidget(part)
        self.warning.say(warning or _("办理后不能撤回，只能另记一笔更正。"), Tone.WARN, closable=False)
        self.no = self.button(_("取消"))
        self.no.clicked.connect(self.dismiss)
        self.go = self.button(verb or _("确认办理"), Kind.PRIMARY)
        self.go.clicked.connect(self.confirm)
        self.password.returnPressed.connect(self.confirm)
        self.bar.acted.connect(self._set_first)

    @property
    def first(self) -> QWidget:
        """Where the focus goes: into the password, else onto the way out."""
        return self.no if self._desk.practice else self.password

    def confirm(self) -> None:
        """Compare off the GUI thread; what is wrong is said beside the field, and nothing is done."""
        if not self.go.isEnabled():
            return
        self.field.clear()
        self.bar.hide()
        call = partial(clerks.verify, self._desk, self._desk.clerk.name, self.password.text())
        op = self._work.write(call, owner=self, done=lambda _clerk: self._done(), refused=self._refuse)
        self.await_answer(op, self.go)

    def place(self) -> None:
        """A question is no wider than it is long."""
        self.fit(WIDTH)

    def _facts(self, what: str, amount: str) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        told = [(_("办理事项"), what, 14), (_("金额"), amount, 18)] if amount else [(_("办理事项"), what, 14)]
        for row, (name, words, px) in enumerate(told):
            grid.addWidget(Label(name, 13, Ink.TEXT3), row, 0, Qt.AlignmentFlag.AlignTop)
            label = Label(words, px, bold=px > 14, wrap=True, selectable=True)
            if words.count("\n") < _MANY:
                grid.addWidget(label, row, 1)
                continue
            room = Scroller(label)
            room.setFixedHeight(label.fontMetrics().lineSpacing() * _MANY)
            grid.addWidget(room, row, 1)
        return grid

    def _done(self) -> None:
        self.close_over()
        self.confirmed.emit()

    def _refuse(self, refusal: Refusal) -> None:
        self.password.selectAll()
        if refusal.code == "clerk.password_unset":
            self.bar.say(_("您还没有密码，不能确认。请先设置。"), Tone.DANGER, _("设置我的密码"), closable=False)
        else:
            tell.refused(refusal, {"password": self.field}, self.bar)
        QTimer.singleShot(0, self, self.place)

    def _set_first(self) -> None:
        dialog = PasswordDialog(
            self.look, self._window_over, self._work, self._desk, name=self._desk.clerk.name, known=False
        )
        dialog.saved.connect(self.bar.hide)
        dialog.saved.connect(lambda: self.password.setFocus(Qt.FocusReason.OtherFocusReason))
        self._window_over.cover(dialog, dialog.first)


def confirm_identity(
    look: Look,
    window: Window,
    work: Work,
    desk: Desk,
    *,
    what: str,
    on_done: Callable[[], object],
    amount: str = "",
    title: str = "",
    warning: str = "",
    verb: str = "",
) -> ConfirmDialog:
    """Ask the acting clerk once more who he is before something irreversible; `on_done` only when he proved it.

    `what` is the object (several lines for a batch), `amount` as it is shown, `warning` what cannot be taken back,
    `verb` the button's words (确认支付). On a practice desk only the button asks.
    """
    dialog = ConfirmDialog(
        look,
        window,
        work,
        desk,
        title=title or _("请确认是您本人"),
        what=what,
        amount=amount,
        warning=warning,
        verb=verb,
    )
    dialog.confirmed.connect(on_done)
    window.cover(dialog, dialog.first)
    return dialog
