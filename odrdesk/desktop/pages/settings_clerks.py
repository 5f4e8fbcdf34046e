"""设置 › 用户与角色: who sits at the desk, with which roles and password, who left; when windows lock."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.dialogs.clerk import ClerkDialog, LeaveDialog, left_words, role_words
from odrdesk.desktop.dialogs.password import PasswordDialog
from odrdesk.desktop.dialogs.recovery_code import RecoveryDialog
from odrdesk.desktop.formats import DOT, stamp
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.pages.settings_sittings import SittingsCard
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.avatar import Avatar
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.passwords import pause_left
from odrdesk.domain.seats import Seat
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks
from odrdesk.services.clerks import Left
from odrdesk.services.desk import Desk
from odrdesk.text import _, refusal_text

Deed = tuple[str, Callable[[], object], bool]
"""What may be done with a row: its words, the deed, whether it may be done."""

MINUTES = (5, 10, 15, 30, 60, 120)


class ClerksSection(SettingsSection):
    """A row each; an admin adds, changes roles, sets passwords, lets leave. Everybody sets his own password."""

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._window, self._work, self._desk = look, window, work, desk
        writing = desk.house.held is not None
        self._may, self._may_own = writing and desk.clerk.may(Role.ADMIN), writing
        self.bar = Banner(look)
        self.card = Card(_("用户与角色"), _("四眼原则按人计：一人有几项职责仍是一双眼睛"))
        self.more = Button(look, _("添加人员"), "user-plus", Kind.PRIMARY)
        self.more.setEnabled(self._may)
        self.more.clicked.connect(lambda: self.edit(None))
        self.card.act(self.more)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(10)
        self.rows.setContentsMargins(0, 0, 2, 0)
        self.card.add(self.rows)
        self.sittings = SittingsCard(look, work, desk)
        self.after = Choice(look, [(str(one), _("{n} 分钟").format(n=one)) for one in MINUTES])
        self.after.setEnabled(self._may)
        self.after.activated.connect(lambda _place: self.keep_minutes())
        self._arrange()

    def arrive(self) -> None:
        """Read the list anew."""

        def read() -> tuple[tuple[Seat, ...], int]:
            return clerks.roll(self._desk), clerks.lock_after(self._desk)

        self._work.read(read, owner=self, done=lambda found: self._show(*found))
        self.sittings.arrive()

    def edit(self, seat: Seat | None) -> ClerkDialog:
        """Add somebody, or change somebody's roles."""
        dialog = ClerkDialog(self._look, self._window, self._work, self._desk, seat)
        dialog.saved.connect(self.arrive)
        self._window.cover(dialog, dialog.first)
        return dialog

    def set_password(self, seat: Seat) -> PasswordDialog:
        """Set somebody's password."""
        dialog = PasswordDialog(
            self._look, self._window, self._work, self._desk, name=seat.name, known=seat.has_password
        )
        dialog.saved.connect(self.arrive)
        dialog.saved.connect(lambda: self._window.toasts.say(_("已设置“{name}”的密码").format(name=seat.name)))
        self._window.cover(dialog, dialog.first)
        return dialog

    def make_recovery(self, seat: Seat) -> RecoveryDialog:
        """Make one's own recovery code, to be printed."""
        dialog = RecoveryDialog(self._look, self._window, self._work, self._desk, seat)
        dialog.made.connect(self.arrive)
        self._window.cover(dialog, dialog.first)
        return dialog

    def unseat(self, seat: Seat) -> LeaveDialog:
        """Somebody leaves."""
        dialog = LeaveDialog(self._look, self._window, self._work, self._desk, seat)
        dialog.left.connect(self._gone)
        self._window.cover(dialog, dialog.why)
        return dialog

    def seat_again(self, seat: Seat) -> None:
        """Somebody is back."""
        self._work.write(
            partial(clerks.seat_again, self._desk, seat.name),
            owner=self,
            done=lambda _clerk: self.arrive(),
            refused=lambda no: self.bar.say(refusal_text(no), Tone.DANGER),
        )

    def keep_minutes(self) -> None:
        """Keep after how many minutes windows lock."""

        def done(_none: object) -> None:
            self._window.toasts.say(_("已保存自动锁定的时间"))

        self._work.write(
            partial(clerks.choose_lock_after, self._desk, int(self.after.key)),
            owner=self,
            done=done,
            refused=lambda no: self.bar.say(refusal_text(no), Tone.DANGER),
        )

    def _gone(self, left: Left) -> None:
        self.arrive()
        self._window.toasts.say(left_words(left), bulk=True)

    def _show(self, seats: Sequence[Seat], minutes: int) -> None:
        empty(self.rows)
        ordered = sorted(seats, key=lambda seat: not seat.active)
        for place, seat in enumerate(ordered):
            if place:
                self.rows.addWidget(rule())
            self.rows.addWidget(self._row(seat))
        self.after.offer([(str(one), _("{n} 分钟").format(n=one)) for one in sorted({*MINUTES, minutes})])
        self.after.choose(str(minutes))
        self.sittings.know([one.name for one in ordered])
        self._advise(seats)

    def _advise(self, seats: Sequence[Seat]) -> None:
        """Others sit here, and the owner's seat has no password: the window would open as him to anybody."""
        owner = next((one for one in seats if one.owner), None)
        open_to_all = owner is not None and not owner.has_password and sum(one.active for one in seats) > 1
        if open_to_all and not self._desk.practice and owner is not None:
            words = _("所有者“{name}”还没有密码，谁打开窗口都是所有者。请为其设置密码。").format(name=owner.name)
            self.bar.say(words, Tone.WARN, closable=False)
        elif self._lacks_code(seats):
            words = _("您是管理员，还没有恢复码：忘了密码就没有人能帮您。请在您那一行制作一份，印出来收好。")
            self.bar.say(words, Tone.INFO)
        else:
            self.bar.hide()

    def _lacks_code(self, seats: Sequence[Seat]) -> bool:
        """Whether the acting administrator is the only one, with a password and without a code."""
        admins = [one for one in seats if one.active and one.clerk.may(Role.ADMIN) and one.has_password]
        own = [one for one in admins if one.clerk.key == self._desk.clerk.key and one.recovery_at is None]
        return bool(own) and len(admins) == 1 and not self._desk.practice

    def _row(self, seat: Seat) -> QWidget:
        look, own = self._look, seat.clerk.key == self._desk.clerk.key
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Elided(seat.name, 14, bold=True))
        for words, tone in self._marks(seat, own=own):
            head.addWidget(Pill(look, words, tone, px=11, height=19))
        head.addStretch(1)
        ends = QHBoxLayout()
        ends.setSpacing(14)
        for words, act, may in self._deeds(seat, own=own):
            link = Button(
                look, words, kind=Kind.LINK, height=24, name=_("{deed}：{name}").format(deed=words, name=seat.name)
            )
            link.setEnabled(may)
            link.clicked.connect(lambda _on=False, act=act: act())
            ends.addWidget(link)
        grid.addWidget(Avatar(look, seat.name, 32), 0, 0, 2, 1)
        grid.addLayout(head, 0, 1)
        grid.addWidget(Elided(f"{role_words(seat.clerk.roles)}{DOT}{self._told(seat)}", 12, Ink.TEXT3), 1, 1)
        grid.addLayout(ends, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(1, 1)
        return row

    def _marks(self, seat: Seat, *, own: bool) -> list[tuple[str, Tone]]:
        marks = []
        if own:
            marks.append((_("我"), Tone.INFO))
        if seat.owner:
            marks.append((_("所有者"), Tone.NEUTRAL))
        if not seat.active:
            marks.append((_("已离席"), Tone.NEUTRAL))
        elif not seat.has_password and not self._desk.practice:
            marks.append((_("没有密码"), Tone.WARN))
        return marks

    def _told(self, seat: Seat) -> str:
        if not seat.active:
            return _("办过的事都保留")
        if self._desk.practice:
            return _("练习台不问密码")
        if pause_left(seat.waits_until, self._desk.now()):
            return _("密码连续输错，正在等待")
        if seat.password_at is None:
            return _("还不能登录")
        return _("密码设于 {when}").format(when=stamp(seat.password_at))

    def _deeds(self, seat: Seat, *, own: bool) -> "list[Deed]":
        if not seat.active:
            return [(_("恢复席位"), partial(self.seat_again, seat), self._may)]
        words = (
            _("重设密码") if seat.has_password and not own else _("修改密码") if seat.has_password else _("设置密码")
        )
        deeds: list[Deed] = [
            (_("职责"), partial(self.edit, seat), self._may),
            (words, partial(self.set_password, seat), self._may_own if own else self._may),
        ]
        if own and seat.has_password and seat.clerk.may(Role.ADMIN) and not self._desk.practice:
            deeds.append((_("恢复码"), partial(self.make_recovery, seat), self._may))
        if not seat.owner and not own:
            deeds.append((_("离席"), partial(self.unseat, seat), self._may))
        return deeds

    def _arrange(self) -> None:
        room = QWidget()
        inner = QVBoxLayout(room)
        inner.setContentsMargins(0, 0, 2, 0)
        inner.setSpacing(12)
        inner.addWidget(self.bar)
        inner.addWidget(self.card)
        locks = Card(_("自动锁定"), spacing=12)
        told = _("窗口这么久没有动静就自动锁定，草稿保留；随时可按 Ctrl+L。练习台和没有密码的人不会自动锁定。")
        locks.add(Label(told, 12, Ink.TEXT3, wrap=True))
        field = Field(self._look, "minutes", _("多久没有动静"), self.after)
        field.setMaximumWidth(self._look.dp(220))
        locks.add(field)
        inner.addWidget(locks)
        inner.addWidget(self.sittings)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scroller(room))
