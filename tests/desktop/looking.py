"""One walk over every scene with every check: what is wrong with each, in the order it was seen."""

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.dialogs.farewell import Farewell
from odrdesk.desktop.dialogs.palette import Palette
from odrdesk.desktop.widgets.overlay import Overlay
from tests.desktop import lints
from tests.desktop.scenes import Scene
from tests.desktop.stage import Stage

SIZES = (QSize(1280, 720), QSize(1440, 900))
Check = Callable[[QWidget], Iterable[str]]
MOST_TOLD = 400


class Looking:
    """Goes from scene to scene; `faults` holds what was found, `met` the kinds of plates that were seen.

    Pages are seen in every size; plates keep their width, so the first, the smallest, is enough for them.
    """

    def __init__(self, stage: Stage, *, sizes: Sequence[QSize] = SIZES, checks: Sequence[Check] = ()) -> None:
        self.stage, self.sizes, self.checks = stage, sizes, checks
        self.faults: list[str] = []
        self.met: Counter[type] = Counter()
        self.once: Callable[[QWidget], Iterable[str]] = lambda _shown: ()

    def over(self, scenes: Iterable[Scene]) -> "Looking":
        """Look at them all."""
        for turn, scene in enumerate(scenes):
            self.look_at(scene)
            if turn % 20 == 19:
                gc.collect(1)
        return self

    def look_at(self, scene: Scene) -> None:
        """One scene in each size, then away with it."""
        stage = self.stage
        try:
            own = scene.open()
            stage.settle()
        except Exception as wrong:  # noqa: BLE001 -- a scene that does not open is a fault among others
            self.faults.append(f"{scene.name}: does not open: {wrong!r}")
            stage.heard.clear()
            stage.clear()
            return
        shown = own if isinstance(own, QWidget) and own.isWindow() and own.isVisible() else stage.shown
        self.met[type(shown)] += 1
        sizes = self.sizes if scene.page else self.sizes[:1]
        for size in sizes if shown is not own else ():
            if stage.window.size() != size:
                stage.resize(size)
            if stage.window.size() != size:
                self._say(scene, size, [f"the window is {stage.window.width()}×{stage.window.height()}"])
            for check in self.checks:
                self._say(scene, size, check(shown))
        if shown is own:
            for check in self.checks:
                self._say(scene, shown.size(), check(shown))
        self._say(scene, shown.size(), self.once(shown))
        if shown is own:
            shown.close()
            shown.deleteLater()
        if not scene.page:
            stage.clear()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _say(self, scene: Scene, size: QSize, found: Iterable[str]) -> None:
        self.faults += [f"{scene.name} at {size.width()}×{size.height()}: {one}" for one in found]


def layout(scale: int) -> list[Check]:
    """The checks of the layout at a text size."""

    def dressed(shown: QWidget) -> Iterator[str]:
        yield from lints.dressed_wrong(shown, scale)

    return [lints.cut, lints.askew, dressed]


def told(faults: Sequence[str]) -> str:
    """The faults as one message."""
    more = len(faults) - MOST_TOLD
    return "\n".join([f"{len(faults)} faults:", *faults[:MOST_TOLD], *([f"… and {more} more"] if more > 0 else [])])


def access(known: set[tuple[object, ...]]) -> Check:
    """Names, targets and the way of the Tab key; `known` are the kinds whose ring was seen."""

    def check(shown: QWidget) -> Iterator[str]:
        yield from lints.unnamed(shown)
        yield from lints.small(shown, 100)
        if shown.isWindow() and not shown.isActiveWindow():
            return
        if not isinstance(shown, Palette):  # arrows walk its list while one types
            yield from lints.walk(shown, known)
        if isinstance(shown, Overlay) and not isinstance(shown, Farewell):
            yield from lints.stays(shown)

    return check
