"""Who sits at the window: the menu of seats, the lock, and the lock that comes by itself. The one seam for both.

Another clerk means another front in another window (`start.Start`): no page keeps a desk of the clerk before.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication, QMenu

from odrdesk.desktop import asking, tell
from odrdesk.desktop.dialogs.clerk import role_words
from odrdesk.desktop.dialogs.password import PasswordDialog
from odrdesk.desktop.dialogs.sign_in import SignIn
from odrdesk.desktop.idle import Idle
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.people import Someone
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault
from odrdesk.domain.seats import Seat
from odrdesk.services import clerks, sittings
from odrdesk.services.desk import Changes, Desk
from odrdesk.text import _


class Sitting(QObject):
    """`taken(desk, page)`: from now on the window is another clerk's, and shows `page` (the first where empty)."""

    taken = Signal(object, str)
    locked = Signal()
    unlocked = Signal()

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk) -> None:
        super().__init__(window)
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self.panel: SignIn | None = None
        self._roll: Sequence[Seat] = ()
        self.idle = Idle(window)
        self.idle.passed.connect(lambda: self.lock(by_itself=True))
        window.rail.person.clicked.connect(self.offer)
        window.registry.handle("seat", self.offer)
        window.registry.handle("lock", self.lock)
        window.registry.handle("password", self.change_own)
        if not desk.practice:
            work.read(lambda: clerks.lock_after(desk), owner=self, done=self.idle.watch)
            work.read(lambda: clerks.roll(desk), owner=self, done=self._know)

    def heard(self, changes: Changes) -> None:
        """Another's roles are his business; one's own change what the window may do."""
        if changes.clerks:
            name = self._desk.clerk.name
            self._work.read(lambda: self._desk.acting_as(name), owner=self, done=self._compare)
            self._work.read(lambda: clerks.roll(self._desk), owner=self, done=self._know)
        if changes.settings and not self._desk.practice:
            self._work.read(lambda: clerks.lock_after(self._desk), owner=self, done=self.idle.watch)

    def offer(self) -> None:
        """The menu of seats, above the person's place."""
        self._work.read(lambda: clerks.roll(self._desk), owner=self, done=self._show_menu)

    def lock(self, *, by_itself: bool = False) -> None:
        """Hide everything until somebody signs in; who has no password is asked to set one first.

        Where it comes `by_itself`, nobody is there to be asked: without a password the window stays open.
        A database that does not answer keeps no window open: it is locked with who was known last.
        """

        def read(seats: Sequence[Seat]) -> None:
            self._know(seats)
            self._lock(seats, by_itself=by_itself)

        def broken(fault: Fault) -> None:
            if self._roll:
                self._lock(self._roll, by_itself=by_itself)
            else:
                tell.faulted(self._look, self._window, fault)

        if self.panel is None:
            self._work.read(lambda: clerks.roll(self._desk), owner=self, done=read, faulted=broken)

    def lock_with(self, seats: Sequence[Seat]) -> None:
        """As `lock`, at once, with a roll that was read already: before the window first shows anything."""
        self._lock(seats, begins=True)

    def change_own(self) -> None:
        """Set one's own password."""
        self._work.read(lambda: clerks.roll(self._desk), owner=self, done=self._set_own)

    def ask(self, name: str, seats: Sequence[Seat]) -> None:
        """Let somebody sit down: at once on a practice desk, else with a password."""
        if self._desk.practice:
            self._work.read(lambda: clerks.take_seat(self._desk, name), owner=self, done=self._take)
        elif not self._own(seats).has_password:
            self._set_own(seats, _("换人之前先给自己设好密码，否则换回来时无法证明是您。"))
        else:
            self._sign_in(seats, name, locked=False)

    def _know(self, seats: Sequence[Seat]) -> None:
        self._roll = seats

    def _own(self, seats: Sequence[Seat]) -> Seat:
        return next(one for one in seats if one.clerk.key == self._desk.clerk.key)

    def _show_menu(self, seats: Sequence[Seat]) -> None:
        menu = QMenu(self._window)
        for seat in seats:
            if not seat.active:
                continue
            roles = role_words(seat.clerk.roles)
            action = menu.addAction(_("{name}（{roles}）").format(name=seat.name, roles=roles))
            action.setCheckable(True)
            action.setChecked(seat.clerk.key == self._desk.clerk.key)
            action.setEnabled(self._desk.practice or seat.has_password or action.isChecked())
            if not action.isEnabled():
                action.setText(_("{name}（还没有密码）").format(name=seat.name))
            if not action.isChecked():
                action.triggered.connect(lambda _on=False, name=seat.name: self.ask(name, seats))
        menu.addSeparator()
        menu.addAction(_("设置我的密码…"), lambda: self._set_own(seats))
        menu.addAction(_("锁定"), lambda: self._lock(seats)).setShortcut(self._window.registry.keys("lock"))
        menu.aboutToHide.connect(menu.deleteLater)
        place = self._window.rail.person
        menu.popup(place.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))

    def _lock(self, seats: Sequence[Seat], *, by_itself: bool = False, begins: bool = False) -> None:
        if self.panel is not None:
            return
        if not self._desk.practice and not self._own(seats).has_password:
            if not by_itself:
                self._set_own(seats, _("设了密码才能锁定，否则锁上后无法打开。"))
            return
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        asking.withdraw()
        for toast in list(self._window.toasts.standing):
            toast.leave()
        self._window.setWindowTitle(_("{desk} — 衡解 odrdesk").format(desk=self._desk.name))
        self._sign_in(seats, self._desk.clerk.name, locked=True, begins=begins)
        self.locked.emit()
        if not begins:
            self._work.write(lambda: sittings.lock(self._desk, by_itself=by_itself))

    def _sign_in(self, seats: Sequence[Seat], name: str, *, locked: bool, begins: bool = False) -> None:
        here = [one for one in seats if one.active and (one.has_password or self._desk.practice)]
        people = [Someone(one.name, role_words(one.clerk.roles)) for one in here]
        panel = SignIn(
            self._look, self._window, self._work, self._desk, people=people, name=name, locked=locked, begins=begins
        )
        if locked:
            self.panel = panel
            panel.closed.connect(self._unlocked)
        panel.entered.connect(self._take)
        panel.recovered.connect(lambda: self._window.toasts.say(_("密码已重设，恢复码已用掉：请到设置里再制作一份")))
        self._window.cover(panel, panel.first)

    def _unlocked(self) -> None:
        self.panel = None
        self.idle.stir()
        self.unlocked.emit()

    def _take(self, desk: Desk) -> None:
        if desk.clerk != self._desk.clerk:
            self.taken.emit(desk, "")

    def _compare(self, desk: Desk) -> None:
        if desk.clerk != self._desk.clerk:
            self.taken.emit(desk, self._window.current)

    def _set_own(self, seats: Sequence[Seat], why: str = "") -> None:
        own = self._own(seats)
        dialog = PasswordDialog(
            self._look, self._window, self._work, self._desk, name=own.name, known=own.has_password, why=why
        )
        dialog.saved.connect(lambda: self._window.toasts.say(_("已设置密码")))
        self._window.cover(dialog, dialog.first)
