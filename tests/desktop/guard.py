"""Who asks the database on the thread that paints: the window stands still for as long as the answer takes."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

DESKTOP = str(Path("odrdesk") / "desktop")
BY_TESTS = frozenset({"look_at", "sight_of", "case_row"})
"""What tests call by themselves, on their own thread, to know what they look for."""


@contextmanager
def watched() -> Iterator[set[str]]:
    """The places of the desktop from which SQL ran on the main thread while this lasts."""
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
    """The innermost line of the desktop that leads here, empty where no code of the desktop does."""
    frame, innermost, outermost = sys._getframe(2), "", ""
    while frame is not None:
        code = frame.f_code
        if DESKTOP in code.co_filename and "tests" not in code.co_filename:
            outermost = code.co_name
            innermost = (
                innermost or f"{code.co_filename.rpartition(DESKTOP)[2][1:]}:{frame.f_lineno} {code.co_qualname}"
            )
        frame = frame.f_back
    return "" if outermost in BY_TESTS else innermost
