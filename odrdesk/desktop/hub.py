"""One signal for everything that changed; each view decides whether it cares."""

from PySide6.QtCore import QObject, Signal


class Hub(QObject):
    """`changed` carries the `Changes` of a service after its transaction was committed."""

    changed = Signal(object)
