"""Hours at the window in minutes: rounds of everything a day brings, and what is left of each round.

python -m tests.desktop.soak [ROUNDS]     # 40 rounds are a day of some 4,000 scenes
"""

import ctypes
import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize
from PySide6.QtWidgets import QApplication

from odrdesk.desktop.theme import Look, Mode
from odrdesk.services.desk import Desk
from odrdesk.text import set_language
from tests.desktop.scenes import Scene, Scenes
from tests.desktop.stage import Stage

SHORT = frozenset({
    "today", "cases", "prepay", "merchant", "papers", "settings clerks", "case tab evidence", "command new_case",
    "command palette", "step propose", "an item of evidence",
})  # fmt: skip
"""One scene of each kind, for the rounds of every test run."""


class Left(NamedTuple):
    """What is there after a round: widgets and other objects of Qt, Python objects of ours, open files.

    `blocks` of Python's memory, and the bytes of all other memory that are in use (0 where the system does not tell).
    """

    widgets: int
    qobjects: int
    ours: int
    files: int
    blocks: int
    bytes: int


class _Counted(ctypes.Structure):
    """What the GNU allocator says of itself (`struct mallinfo2`)."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost",
        )
    )  # fmt: skip


def rounds(desk: Desk, look: Look, place: Path, count: int, *, short: bool) -> Iterator[Left]:
    """What is left after each round of one window: scenes opened and closed, cases walked, colours switched."""
    stage = Stage(desk, look, place)
    scenes = Scenes(stage)
    for turn in range(count):
        look.wear(Mode.DARK if turn % 2 else Mode.LIGHT)
        for scene in scenes:
            if not short or scene.name in SHORT:
                _see(stage, scene)
        for number in scenes.cast.numbers[: 4 if short else 40]:
            stage.front.open_case(number)
            stage.settle()
        stage.resize(QSize(1280, 720) if turn % 2 else QSize(1440, 900))
        stage.front.open_case(scenes.cast.filed)
        stage.settle()
        yield left()
    stage.close()


def windows(desk: Desk, look: Look, place: Path, count: int) -> Iterator[Left]:
    """What is left after each window that was opened in the other language and closed."""
    for turn in range(count):
        set_language("en" if turn % 2 else "zh_CN")
        Stage(desk, look, place).close()
        yield left()


def left() -> Left:
    """Count what is there now."""
    for _round in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    ours = sum(1 for one in gc.get_objects() if str(type(one).__module__).startswith("odrdesk.desktop"))
    files = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0
    widgets, qobjects = len(app.allWidgets()), len(app.findChildren(QObject))
    return Left(widgets, qobjects, ours, files, sys.getallocatedblocks(), _in_use())


def _in_use() -> int:
    # Not what the process holds: an allocator keeps holes for itself, in each thread its own, and they came to 30 MB in
    # twenty long rounds without a byte more in use.
    tell = getattr(ctypes.CDLL(None), "mallinfo2", None) if sys.platform == "linux" else None
    if tell is None:
        return 0
    tell.restype = _Counted
    said = tell()
    return int(said.uordblks + said.hblkhd)


def _see(stage: Stage, scene: Scene) -> None:
    own = scene.open()
    stage.settle()
    if own is not None and hasattr(own, "isWindow") and own.isWindow() and own is not stage.window:
        own.close()
        own.deleteLater()
    if not scene.page:
        stage.clear()


def main(words: list[str]) -> int:
    """The long form: print what each round leaves."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from odrdesk.desktop import fonts, run
    from odrdesk.places import resource
    from tests.desktop import demonstration

    app = run.application([])
    family = fonts.register(sorted(resource("fonts").glob("Hei-*.ttf")))[0]
    look = Look(app, icons=resource("icons"), style=resource("theme", "app.qss"), family=family)
    look.wear(Mode.LIGHT)
    gc.disable()
    with tempfile.TemporaryDirectory(prefix="odrdesk-soak-") as temporary:
        desk = demonstration.opened(Path(temporary) / "desk")
        for turn, one in enumerate(windows(desk, look, Path(temporary), 6)):
            print("window", turn + 1, one, flush=True)
        for turn, one in enumerate(rounds(desk, look, Path(temporary), int(words[0]) if words else 40, short=False)):
            print("round", turn + 1, one, flush=True)
        desk.close(backup=False)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
