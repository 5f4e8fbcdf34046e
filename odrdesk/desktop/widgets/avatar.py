"""A round avatar with the first character of a name."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from odrdesk.desktop import paint, tips
from odrdesk.desktop.theme import Look


class Avatar(QWidget):
    """A person or a shop; the name stands beside it and in the tooltip."""

    def __init__(self, look: Look, name: str, side: int = 32) -> None:
        super().__init__()
        self._look, self._side, self._name = look, side, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)
        self.show_name(name)

    def show_name(self, name: str) -> None:
        """Show another name."""
        self._name = name
        self.setToolTip(tips.plain(name))
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._look.dp(self._side), self._look.dp(self._side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        paint.avatar(QPainter(self), self._look, QRectF(self.rect()), self._name)
