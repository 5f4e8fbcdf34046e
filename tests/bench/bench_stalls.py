"""How long each page holds the window, on the desk of `tests/desktop/laden.py` that has too much of everything.

Each page is opened twice, the first time from elsewhere; told is the longest stretch for which no click was heard. The
time the window's own thread worked is the figure, since others on the machine lengthen only the clock; the line of the
desktop it was mostly at stands on standard error.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from measure import Figure
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from odrdesk.desktop.dialogs.palette import Palette
from odrdesk.desktop.run import application, dressed
from tests.desktop import laden
from tests.desktop.scenes import Scenes
from tests.desktop.stage import Stage, rest, stage
from tests.desktop.stalls import Held, Watch

WISHED = 50.0
"""Milliseconds a page may hold the window (ux.md 2)."""


def figures(place: Path) -> Iterator[Figure]:
    """One figure for each page, tab and section, and for what is done in the list and the palette."""
    place.mkdir()
    app = application([])
    with stage(laden.opened, dressed(app, _plain(place)), place) as made:
        watch = Watch(looks=True)
        for name, act in _acts(made):
            found = [_held(watch, made, act) for _turn in range(2)]
            worst = max(found, key=lambda one: one.worked)
            if worst.worked > WISHED:
                print(f"{name}: {worst.worked:.0f} ms, {worst.where}", file=sys.stderr)
            least = min(one.worked for one in found)
            yield Figure(f"held by {name}", 2, least, worst.worked, None, f"≤ {WISHED:g}", worst.worked <= WISHED)


def _held(watch: Watch, made: Stage, act: Callable[[], object]) -> Held:
    def go() -> None:
        act()
        made.settle()

    found = watch.measure(go)
    made.clear()
    return found


def _acts(made: Stage) -> Iterator[tuple[str, Callable[[], object]]]:
    for scene in Scenes(made, laden.Laden(made)).pages():
        yield scene.name, scene.open
    made.window.go("cases")
    made.settle()
    page = made.front.cases
    yield "list: all cases", lambda: page.show_view("all")
    yield "list: a search", lambda: _typed(page.search, "退款")
    yield "list: the end of it", page.table.scrollToBottom
    yield "list: all ticked", lambda: QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    yield "palette: a search", lambda: _sought(made)


def _plain(place: Path) -> QSettings:
    return QSettings(str(place / "look.ini"), QSettings.Format.IniFormat)


def _typed(field: object, words: str) -> None:
    field.clear()
    for length in range(1, len(words) + 1):
        field.setText(words[:length])
    rest(300)  # it searches a little after the last key


def _sought(made: Stage) -> None:
    made.window.registry.run("palette")
    made.settle()
    palette = made.over
    assert isinstance(palette, Palette)
    _typed(palette.entry, "退款")
