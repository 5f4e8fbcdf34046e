"""A case or a tab of it is built part by part, and the window answers in between; the picture before stands until then.

Built in one go a case held the window for up to a quarter of a second.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from odrdesk.desktop.work import Work

PATIENCE_MS = 300
"""So long the page that is left stands for the one that is come to."""
Build = Callable[[], Iterator[object] | None]
"""Builds what a part shows: at once, or as far as each `next`."""


def _nothing() -> None:
    """What is done at the end of a round that asks for nothing."""


class Turns(QObject):
    """One round at a time over the parts that wait; a new one gives up what is left of the one before.

    `room` is what a case stands in, `inner` what a tab stands in: neither is painted before its round has ended.
    """

    def __init__(self, work: Work, room: QWidget, inner: QWidget) -> None:
        super().__init__(room)
        self._work, self._room, self._inner = work, room, inner
        self._parts: dict[QWidget, Build] = {}
        self._round, self._going = 0, False
        self._frozen = inner
        self._then: Callable[[], object] = _nothing
        self._elsewhere: QWidget | None = None
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._come)
        self._held: QWidget | None = None
        self._resting: QWidget | None = None

    @property
    def going(self) -> bool:
        """Whether something is still to come."""
        return self._going

    def begin(self, then: Callable[[], object], *, other: bool) -> None:
        """A round for a case; `then` once all of it stands. What is in view of an `other` one takes no click."""
        self._patience.stop()
        self._begin(self._room, then)
        if other:
            self._room.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def build(self, part: QWidget, build: Build) -> None:
        """Build a part in the round that is going, the last said holds; else now, in turns where it takes several."""
        if self._going and self._frozen is self._room:
            self._parts[part] = build
            return
        self._parts.pop(part, None)
        steps = build()
        if not self._going:
            self._begin(self._inner, _nothing)  # also of what stands at once: it is not painted before it is laid out
        if steps is not None:
            self._parts[part] = lambda: steps

    def turn(self, act: Callable[[], object]) -> None:
        """Turn to another tab by `act`: nothing of it is painted before what it builds stands."""
        self._inner.setUpdatesEnabled(False)
        act()
        if not self._going:
            self._inner.setUpdatesEnabled(True)

    def drop(self, part: QWidget) -> None:
        """It is not looked at any more."""
        self._parts.pop(part, None)

    def beside(self, part: QWidget, steps: Iterator[object]) -> None:
        """What comes where nobody looks yet: in turns, and nothing waits for it to be painted."""
        self._work.pieces(steps, owner=part)

    def leave(self, stack: QWidget | None = None) -> None:
        """Another case is coming: build no further; the picture stands until its round ends, or `end`.

        `stack`, where the page is not in view yet: what is come from stands until then, the case before is not seen
        once more.
        """
        self._give_up()
        if stack is not None:
            self._elsewhere = stack
            stack.setUpdatesEnabled(False)
            self._patience.start()

    def _come(self) -> None:
        """Do not wait any longer to show the page."""
        self._patience.stop()
        elsewhere, self._elsewhere = self._elsewhere, None
        if elsewhere is not None and isValid(elsewhere):
            elsewhere.setUpdatesEnabled(True)

    def _give_up(self) -> None:
        self._parts.clear()
        self._round += 1

    def end(self) -> None:
        """Show what there is."""
        self._give_up()
        self._going, self._then = False, _nothing
        self._room.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)
        for one in (self._inner, self._room):
            one.setUpdatesEnabled(True)
        self._come()
        held, self._held = self._held, None
        if held is not None and isValid(held) and held.isVisible() and QApplication.focusWidget() is self._resting:
            held.setFocus(Qt.FocusReason.OtherFocusReason)

    def hold_focus(self, resting: QWidget, writing: QWidget) -> None:
        """No key may be meant for a part that still shows another case; only what is typed in `writing` goes on."""
        self._resting = resting
        focus = QApplication.focusWidget()
        inside = focus is not None and self._room.isAncestorOf(focus)
        if focus is not None and inside and not writing.isAncestorOf(focus):
            self._held = focus
            resting.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, frozen: QWidget, then: Callable[[], object]) -> None:
        self._give_up()
        self._going, self._then, self._frozen = True, then, frozen
        frozen.setUpdatesEnabled(False)
        self._work.pieces(self._run(self._round), owner=self)

    def _run(self, mine: int) -> Iterator[object]:
        try:
            yield None  # what was built at once is laid out
            while self._parts and mine == self._round:
                part = next(iter(self._parts))
                for _step in self._parts.pop(part)() or ():
                    yield None
                    if mine != self._round:
                        return
                yield None
            if mine == self._round:  # the layouts of all have run
                then = self._then
                then()
                self.end()
        except Exception:
            self.end()
            raise
