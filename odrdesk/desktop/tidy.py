"""Cyclic garbage is collected on the GUI thread alone.

Python collects on whichever thread happens to allocate. When that is a reader of `work`, widgets that wait in a cycle
die off the GUI thread and Qt crashes while it paints. So the automatic collection is off as long as a window lives,
and a timer of the GUI thread does the work in its stead (the way of calibre and of other Python programs on Qt).
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 2_000


class Tidy(QObject):
    """From `begin` to `end` this object decides when garbage is collected."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def begin(self) -> None:
        """Take over. What start-up made stays for good, so it is never walked again."""
        gc.collect()
        gc.freeze()
        gc.disable()
        self._timer.start()

    def end(self) -> None:
        """Hand back to Python."""
        self._timer.stop()
        gc.enable()
        gc.unfreeze()

    def collect(self) -> int:
        """Collect the oldest generation that is due by Python's own thresholds; which one, -1 for none."""
        for generation in (2, 1, 0):
            threshold = gc.get_threshold()[generation]
            if threshold and gc.get_count()[generation] > threshold:
                gc.collect(generation)
                return generation
        return -1
