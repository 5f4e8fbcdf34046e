"""What is done with the views of the case list: kept, renamed, put in order, pinned, shared, taken away again."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from odrdesk.desktop.dialogs.view_name import ViewNameDialog
from odrdesk.desktop.pages import cases_views
from odrdesk.desktop.pages.cases import CasesPage
from odrdesk.desktop.pages.cases_views import MOST_PINS, OwnView
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.pinned import Pin, Pinned
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Op, Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import Role
from odrdesk.services import views
from odrdesk.services.desk import Desk
from odrdesk.text import _, refusal_text

TIME = frozenset({"overdue", "today"})
_DOTS = (Ink.ACCENT, Ink.OK_FILL, Ink.PURPLE, Ink.TEAL)


class ViewDoors(QObject):
    """The views' deeds, once for tabs, rail, palette and keys."""

    def __init__(self, look: Look, window: Window, work: Work, *, desk: Desk, cases: CasesPage, pinned: Pinned) -> None:
        super().__init__(window)
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self.cases, self.pinned = cases, pinned
        self._shown: tuple[str, ...] = ()
        cases.viewed.connect(self._show_pins)
        window.showed.connect(lambda _key: self._show_pins())
        pinned.chosen.connect(self.go)
        pinned.added.connect(self.pin_this)
        pinned.asked.connect(self._pin_menu)
        pinned.moved.connect(self._move_pin)
        pinned.dropped.connect(lambda key: self.pin(key, on=False))
        acts: dict[str, Callable[[], object]] = {
            "save_view": self.save,
            "manage_view": self.manage,
            "delete_view": lambda: self.delete(self.cases.view),
            "pin_view": self.pin_this,
        }
        acts |= {f"view_{n + 1}": partial(self._go_nth, n) for n in range(MOST_PINS)}
        for key, act in acts.items():
            window.registry.handle(key, act)

    def go(self, key: str) -> None:
        """Show a view, from wherever one is."""
        if self.cases.views.there(key):
            self._window.go("cases")
            self.cases.show_view(key)

    def save(self, *, pin: bool = False) -> ViewNameDialog:
        """Ask for the name of a view that is to be kept."""
        supervisor = self._desk.clerk.may(Role.SUPERVISOR)
        dialog = ViewNameDialog(self._look, self._window, self._keep, share=supervisor, pin=pin)
        self._window.cover(dialog, dialog.name)
        return dialog

    def rename(self, view: OwnView) -> ViewNameDialog:
        """Ask for another name."""

        def keep(name: str, _pin: bool, _share: bool) -> None:
            if name != view.name:
                self._wait(self.cases.views.rename(view, name), partial(self.cases.show_view, f"own:{name}"))

        dialog = ViewNameDialog(self._look, self._window, keep, name=view.name)
        self._window.cover(dialog, dialog.name)
        return dialog

    def delete(self, key: str) -> None:
        """Take a view of one's own away, or a shared one from all; a moment later it can be put back."""
        held = self.cases.views
        view = held.own.get(key)
        if view is None:
            return
        place = [one.key for one in held.known.own].index(key)
        pinned = held.known.pins.index(key) if key in held.known.pins else None
        words = _("已删除视图“{name}”").format(name=view.name)
        if view.team:
            back = partial(self._write, partial(cases_views.share, self._desk, view))
            op = self._write(partial(views.unshare, self._desk, view.name))
        else:
            back = partial(held.put_back, view, place, pinned)
            op = held.forget(view)
        op.done.connect(lambda _value: self._window.undo.did(words, back))
        if self.cases.view == key:
            self.cases.show_view("open")

    def pin_this(self) -> None:
        """Pin the view that is shown; one that was changed is asked a name first."""
        page = self.cases
        if page.listing != page.views.listing(page.view) and page.views.there(page.view):
            self.save(pin=True)
        else:
            self.pin(page.view, on=True)

    def pin(self, key: str, *, on: bool) -> None:
        """Let a view stand in the rail, or not."""
        pins = self.cases.views.known.pins
        if on and key not in pins and len(pins) >= MOST_PINS:
            self._window.toasts.say(_("最多固定 {n} 个视图，先取消一个。").format(n=MOST_PINS))
            return
        self.cases.views.pin(key, on=on)
        self._show_pins()

    def share(self, view: OwnView, *, on: bool) -> None:
        """Give a view to the whole desk, or take it back."""
        call = partial(cases_views.share, self._desk, view) if on else partial(views.unshare, self._desk, view.name)
        said = _("已共享视图“{name}”") if on else _("已停止共享视图“{name}”")
        op = self._write(call)
        op.done.connect(lambda _value: self._window.toasts.say(said.format(name=view.name)))

    def manage(self) -> QMenu:
        """The menu of the view that is shown."""
        return self._menu(self.cases.view, self.cases.view_menu_place())

    def _menu(self, key: str, place: QPoint) -> QMenu:
        held = self.cases.views
        view = held.own.get(key)
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        pinned = key in held.known.pins
        menu.addAction(_("从导航取消固定") if pinned else _("固定到导航")).triggered.connect(
            lambda: self.pin(key, on=not pinned)
        )
        if view is not None and not view.team:
            mine = [one for one in held.known.own if not one.team]
            at = mine.index(view)
            menu.addAction(_("改名…")).triggered.connect(lambda: self.rename(view))
            left, right = menu.addAction(_("左移")), menu.addAction(_("右移"))
            left.setEnabled(at > 0)
            right.setEnabled(at < len(mine) - 1)
            left.triggered.connect(lambda: held.move(view, -1))
            right.triggered.connect(lambda: held.move(view, 1))
        if view is not None and self._desk.clerk.may(Role.SUPERVISOR):
            words = _("停止共享") if view.team else _("共享给全组")
            menu.addAction(words).triggered.connect(lambda: self.share(view, on=not view.team))
        if view is not None and not view.team:
            menu.addSeparator()
            menu.addAction(_("删除视图")).triggered.connect(lambda: self.delete(key))
        menu.popup(place)
        return menu

    def _pin_menu(self, key: str, place: QPoint) -> None:
        self._menu(key, place)

    def _move_pin(self, key: str, by: int) -> None:
        pins = list(self.cases.views.known.pins)
        here = pins.index(key)
        pins.insert(max(0, min(here + by, len(pins) - 1)), pins.pop(here))
        self.cases.views.pin_all(tuple(pins))
        self._show_pins()

    def _keep(self, name: str, pin: bool, share: bool) -> None:
        page = self.cases
        own = OwnView(name, page.listing, page.face)
        op = page.keep_view(name)
        if pin:
            op.done.connect(lambda _value: self.pin(own.key, on=True))
        if share:
            op.done.connect(lambda _value: self.share(own, on=True))

    def _go_nth(self, place: int) -> None:
        if place < len(self._shown):
            self.go(self._shown[place])

    def _show_pins(self) -> None:
        held, registry = self.cases.views, self._window.registry
        self._shown = tuple(key for key in held.known.pins if held.there(key))
        there = self.cases.view if self._window.current == "cases" else ""
        calm = [key for key in self._shown if key not in TIME]
        pins: list[Pin] = []
        for place in range(MOST_PINS):
            command = f"view_{place + 1}"
            registry.set_open(command, may=place < len(self._shown))
            if place < len(self._shown):
                key = self._shown[place]
                words = held.words(key)
                registry.reword(command, _("视图：{name}").format(name=words))
                # Red means time, in the rail as everywhere.
                dot = Ink.DANGER_FILL if key in TIME else _DOTS[calm.index(key) % len(_DOTS)]
                pins.append(Pin(key, words, dot, held.known.counts.get(key), registry.keys(command)))
            else:  # what it was called while something was pinned there is no longer true
                registry.reword(command, _("第 {n} 个固定视图").format(n=place + 1))
        self.pinned.show_pins(pins, there)

    def _write(self, call: Callable[[], object]) -> Op[object]:
        return self._work.write(call, owner=self, done=lambda _value: self.cases.views.read(), refused=self._refused)

    def _wait(self, op: Op[object], then: Callable[[], object]) -> None:
        op.done.connect(lambda _value: self._once_read(then))

    def _once_read(self, then: Callable[[], object]) -> None:
        held = self.cases.views

        def now() -> None:
            held.looked.disconnect(now)
            then()

        held.looked.connect(now)

    def _refused(self, no: Refusal) -> None:
        self._window.toasts.say(refusal_text(no))
