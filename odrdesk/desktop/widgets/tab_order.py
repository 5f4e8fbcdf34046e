"""The way of the Tab key: what was made later than its neighbours is come to beside them, and what is come to is seen.

Qt puts every new widget behind all others of its window, also a row of a card at the top.
"""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt
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


def _chain(window: QWidget) -> list[QWidget]:
    """The stops of Tab in a window, in their order."""
    found, step = [], window.nextInFocusChain()
    while step is not None and step is not window:
        if step.focusPolicy().value & Qt.FocusPolicy.TabFocus.value and step.isVisible():
            found.append(step)
        step = step.nextInFocusChain()
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
