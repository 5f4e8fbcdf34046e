"""Who asks the database on the thread that paints: the window stands still for as long as the answer takes."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

ROOT = str(Path(__file__).resolve().parents[2])
DESKTOP = str(Path(ROOT) / "odrdesk" / "desktop")
TESTS = str(Path(ROOT) / "tests")
BY_TESTS = frozenset({"look_at", "sight_of", "case_row"})
"""What tests call by themselves, on their own thread, to know what they look for."""

KEPT_VIEWS = frozenset({"cases_faces.py", "cases_views.py"})
"""What a clerk keeps of the list, read and written without a widget: tests call that by themselves too."""

BEFOREHAND = frozenset({"House.calendar", "House.law", "House.warnings"})
"""What the start of the program reads once, before there is a window; a test may be the first to ask."""


@contextmanager
def watched() -> Iterator[set[str]]:
    """The places of the desktop from which SQL ran on the main thread while this lasts.

    What a test asks by itself does not count: nothing of the desktop stands between it and the service.
    """
    found: set[str] = set()

    def heard(*_of_it: object) -> None:
        if threading.current_thread() is threading.main_thread() and (who := _from_desktop()):
            found.add(who)

    event.listen(Engine, "before_cursor_execute", heard)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", heard)


def _from_desktop() -> str:
    """The innermost line of the desktop that leads here, empty where a test called a service, or what only it calls."""
    frame, innermost, outermost, module = sys._getframe(2), "", "", ""
    while frame is not None:
        code = frame.f_code
        if code.co_qualname in BEFOREHAND:
            return ""
        if code.co_filename.startswith(DESKTOP):
            place = f"{code.co_filename.removeprefix(DESKTOP)[1:]}:{frame.f_lineno} {code.co_qualname}"
            innermost, outermost, module = innermost or place, code.co_name, Path(code.co_filename).name
        elif code.co_filename.startswith(TESTS):
            break  # what lies further out is Qt, or the test that called this one
        frame = frame.f_back
    return "" if outermost in BY_TESTS or module in KEPT_VIEWS else innermost
