"""The way of the Tab key: what was made later than its neighbours is come to beside them, and what is come to is seen.

Qt puts every new widget behind all others of its window, also a row of a card at the top.
"""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

LINE = 12
"""Pixels within which two things stand in one line."""


def follow(before: QWidget, made: Iterable[QWidget]) -> None:
    """Let Tab come to these in their order, right behind `before`; all stand in one window already."""
    for one in made:
        policy = before.focusPolicy()
        if policy is Qt.FocusPolicy.NoFocus:  # Qt sets no order behind what takes no focus, such as a card
            before.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        QWidget.setTabOrder(before, one)
        before.setFocusPolicy(policy)
        before = one


def keep_together(window: QWidget, kinds: tuple[type[QWidget], ...]) -> None:
    """Of everything of these `kinds` that Tab would leave and come back to, let it go through line by line, once."""
    runs: dict[QWidget, int] = {}
    stops: dict[QWidget, list[QWidget]] = {}
    last: QWidget | None = None
    for stop in _chain(window):
        whole = _within(stop, kinds)
        if whole is not None:
            stops.setdefault(whole, []).append(stop)
            runs[whole] = runs.get(whole, 0) + (whole is not last)
        last = whole
    for whole, times in runs.items():
        if times > 1:
            follow(whole, sorted(stops[whole], key=lambda one: _place(one, whole)))


def bring_into_view(now: QWidget | None) -> None:
    """Scroll to where Tab came: Qt does so only for steps from within the same area."""
    above = now.parentWidget() if now is not None else None
    while now is not None and above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(now, 16, 16)
        above = None if above.isWindow() else above.parentWidget()


def neighbour(step: QWidget, *, forward: bool = True) -> QWidget | None:
    """What stands behind (or before) in the window's chain of focus, whether or not it takes the focus."""
    beside = step.nextInFocusChain() if forward else step.previousInFocusChain()
    # PySide takes what it gives here for a child of `step`, and holds all within it for gone as soon as `step` is
    # deleted: the shells of half a window stay for good. Qt changes nothing when told the parent that is one. The shell
    # of a widget of Qt's own lasts only as long as that of its parent, so they are told up to one that lasts by itself.
    one: QObject | None = beside
    while one is not None:
        above = one.parent()
        QObject.setParent(one, above)
        one = above if type(above).__module__.startswith("PySide6.") else None
    return beside


def _chain(window: QWidget) -> list[QWidget]:
    """The stops of Tab in a window, in their order."""
    found, step = [], neighbour(window)
    while step is not None and step is not window:
        # Most of a window is out of sight, and that is asked fastest.
        if step.isVisible() and step.focusPolicy().value & Qt.FocusPolicy.TabFocus.value:
            found.append(step)
        step = neighbour(step)
    return found


def _within(stop: QWidget, kinds: tuple[type[QWidget], ...]) -> QWidget | None:
    found, above = None, stop.parentWidget()
    while above is not None:
        found = above if isinstance(above, kinds) else found
        above = above.parentWidget()
    return found


def _place(one: QWidget, whole: QWidget) -> tuple[int, int]:
    middle = one.mapTo(whole, QPoint(0, one.height() // 2))
    return middle.y() // LINE, middle.x()
