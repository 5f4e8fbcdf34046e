"""What is typed in a form on a case is kept while it is typed, for its clerk, and given back when the form returns."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from odrdesk.desktop import keeping_parts
from odrdesk.desktop.formats import clock
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Newest, Op, Work
from odrdesk.domain.errors import Fault
from odrdesk.domain.vocabulary import Step
from odrdesk.services import drafts
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.text import _, fault_text

KEEP_MS = 800
LONG = 200
"""More characters than this are not thrown away without being asked (ux.md 4.2)."""

CONTACT = "step.contact"
"""The composer of the page and the dialog of the list are two doors to one draft."""
STEP, EVIDENCE, RELEASE, WITHDRAW, RESTORE, VOID = "step.", "evidence", "release", "withdraw", "restore", "void"


Where = tuple[str, str]
"""A draft's kind and the number of its case."""


def kind_of(step: Step) -> str:
    """The kind of a step's draft."""
    return f"{STEP}{step.value}"


class Held(NamedTuple):
    """A draft on a case: the values that differ from what the form began with, and when they were kept."""

    values: Mapping[str, object]
    at: datetime


class Keeping(QObject):
    """The drafts on cases of one clerk, at hand at once and written behind.

    `moved(kind, number)` after one was changed or dropped, `leaving` when all forms are to keep at once.
    """

    moved = Signal(str, str)
    leaving = Signal()

    def __init__(self, work: Work, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._desk = work, desk
        self._reading = Newest(work, self)
        self._held: dict[Where, Held] = {}
        self._pending: Counter[Where] = Counter()
        self._fresh: set[Where] = set()
        self.read()

    @classmethod
    def of(cls, window: Window, work: Work, desk: Desk) -> "Keeping":
        """The one of a window and a desk: a form that is reached by two ways has one draft."""
        known = [one for one in window.findChildren(cls) if one.desk is desk]
        if known:
            return known[0]
        made = cls(work, desk, window)
        window.leaving.connect(made.leaving)
        return made

    @property
    def desk(self) -> Desk:
        """Whose drafts these are."""
        return self._desk

    def heard(self, changes: Changes) -> None:
        """Drafts came or went: look again."""
        if changes.drafts:
            self.read()

    def read(self) -> None:
        """Read what is kept; what is being written here meanwhile goes before it."""
        self._fresh = {where for where, count in self._pending.items() if count}
        self._reading.read(lambda: drafts.kept(self._desk), self._load)

    @property
    def writable(self) -> bool:
        """Whether anything can be kept on this desk."""
        return self._desk.house.held is not None

    def now(self) -> datetime:
        """The desk's moment."""
        return self._desk.now()

    def held(self, kind: str, number: str) -> Held | None:
        """What was typed in this form on this case, None where nothing was."""
        return self._held.get((kind, number))

    def keep(self, kind: str, number: str, values: Mapping[str, object], keeper: "Keeper") -> None:
        """Keep values; none drops the draft."""
        if not values:
            self.drop(kind, number)
            return
        if not self.writable:
            return
        self._held[kind, number] = Held(values, self._desk.now())
        call = partial(drafts.hold, self._desk, kind, number, values)
        self._write((kind, number), self._work.write(call, owner=keeper, done=keeper.kept, faulted=keeper.not_kept))

    def drop(self, kind: str, number: str) -> None:
        """It was registered, or its clerk threw it away."""
        if self._held.pop((kind, number), None) is not None:
            self._write((kind, number), self._work.write(partial(drafts.drop, self._desk, kind, number)))

    def _write(self, where: Where, op: Op[Any]) -> None:
        self._fresh.add(where)
        self._pending[where] += 1
        op.ended.connect(lambda: self._pending.subtract([where]))
        self.moved.emit(*where)

    def _load(self, kept: Sequence[drafts.Draft]) -> None:
        found: dict[Where, Held] = {}
        for one in reversed(kept):
            number = one.values.get(drafts.CASE)
            if isinstance(number, str):
                values = {name: value for name, value in one.values.items() if name != drafts.CASE}
                found[one.kind, number] = Held(values, one.saved_at)
        for where in {*self._held, *found} - self._fresh:
            before, now = self._held.get(where), found.get(where)
            if now is None:
                del self._held[where]
            else:
                self._held[where] = now
            if (before and before.values) != (now and now.values):
                self.moved.emit(*where)


class Keeper(QObject):
    """Keeps one form: `stamped(words)` says when, or why not; empty words while there is nothing to keep.

    `failed_last`: what stands there now could not be written.

    `parts` are the form's editors by name. Only what differs from its beginning is kept: a proposal that was not
    touched is made anew the next time.
    """

    stamped = Signal(str)

    def __init__(self, keeping: Keeping, owner: QWidget, kind: str, number: str, parts: Mapping[str, QWidget]) -> None:
        super().__init__(owner)
        self._keeping, self._owner, self.kind, self.number, self._parts = keeping, owner, kind, number, parts
        self._start = self._read()
        self._last: dict[str, object] = {}
        self._over = self._giving = self.failed_last = False
        self._soon = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._soon.timeout.connect(self.keep)
        for part in parts.values():
            keeping_parts.listen(part, self._edited)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._left)
        keeping.leaving.connect(self.leave)

    @property
    def values(self) -> dict[str, object]:
        """What differs from the beginning."""
        now = self._read()
        return {name: value for name, value in now.items() if value != self._start[name]}

    @property
    def typed(self) -> int:
        """How many characters would be lost."""
        return keeping_parts.length(self.values)

    def give_back(self) -> datetime | None:
        """Write back what is held; when it was kept, None where nothing is."""
        held = self._keeping.held(self.kind, self.number)
        if held is None:
            return None
        self._giving = True
        for name, part in self._parts.items():
            if name in held.values:
                keeping_parts.give(part, held.values[name])
        self._giving = False
        self._last = self.values
        return held.at

    def turn_to(self, number: str) -> None:
        """The form is for another case now: keep what stands, begin anew, give back what that one has."""
        if self.number:
            self.keep()
        self.number, self._over = number, False
        self.look_again()

    def follow(self) -> None:
        """Another form wrote at this draft; while something not yet kept stands here, this one goes before it."""
        held = self._keeping.held(self.kind, self.number)
        if self.values == self._last and self._last != (held.values if held else {}):
            self.look_again()

    def look_again(self) -> None:
        """Show what is held now, or the beginning."""
        self._soon.stop()
        self._begin()
        self.give_back()
        self.say()

    def keep(self) -> None:
        """Keep what stands now, when it changed."""
        self._soon.stop()
        if self._over or not self.number:
            return
        values = self.values
        if values == self._last:
            return
        self._last = values
        self._keeping.keep(self.kind, self.number, values, self)
        if not values:
            self.stamped.emit("")

    def leave(self) -> None:
        """The form goes, or all is to be kept at once: take a half-composed word too."""
        QGuiApplication.inputMethod().commit()
        self.keep()

    def finishing(self, call: Callable[[], Done[Any]]) -> Callable[[], Done[Any]]:
        """A call that registers what is typed and takes the draft away with it, whoever is still there to hear of it.

        Were the draft left to the answer, a window that went meanwhile would offer it again, and it be done twice.
        """
        self.leave()
        return partial(drafts.finish, self._keeping.desk, self.kind, self.number, call)

    def done(self, number: str = "") -> None:
        """What was typed (for that case) is registered now."""
        self._soon.stop()
        if not number or number == self.number:
            self._over, self.failed_last = not number, False
            self._last = {}
        self._keeping.drop(self.kind, number or self.number)
        self.stamped.emit("")

    def throw(self) -> None:
        """Back to the beginning; the draft is gone."""
        self._soon.stop()
        self._begin()
        self._keeping.drop(self.kind, self.number)
        self.stamped.emit("")

    def say(self) -> None:
        """Say when what stands was kept last."""
        held = self._keeping.held(self.kind, self.number)
        self.stamped.emit(_("草稿已保存 {time}").format(time=clock(held.at)) if held else "")

    def kept(self, _key: object) -> None:
        """It is written."""
        self.failed_last = False
        self.say()

    def not_kept(self, fault: Fault) -> None:
        """It could not be written: say so, and try again at the next change."""
        self._last, self.failed_last = {"": None}, True
        self.stamped.emit(_("草稿没有存上：{why}").format(why=fault_text(fault)))

    def _begin(self) -> None:
        self._giving = True
        for name, part in self._parts.items():
            keeping_parts.give(part, self._start[name])
        self._giving = self.failed_last = False
        self._last = {}

    def _read(self) -> dict[str, object]:
        return {name: keeping_parts.typed(part) for name, part in self._parts.items()}

    def _edited(self) -> None:
        # Not started anew while it runs: whoever types without a pause is kept all the same.
        if not (self._over or self._giving or self._soon.isActive()):
            self._soon.start()

    def _left(self, old: QWidget | None, _new: QWidget | None) -> None:
        if self._soon.isActive() and old is not None and self._owner.isAncestorOf(old):
            self.keep()
