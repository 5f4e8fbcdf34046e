"""The deadline of a case in working days: icon, words and colour together."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.formats import Due
from odrdesk.desktop.theme import Look


class DeadlineChip(QWidget):
    """Filled when overdue or due today, plain words when there is time."""

    def __init__(self, look: Look, due: Due) -> None:
        super().__init__()
        self._look, self._due = look, due
        self.setAccessibleName(due.text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def say(self, due: Due) -> None:
        """Show another deadline."""
        self._due = due
        self.setAccessibleName(due.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(round(paint.due_width(self._look, self._due)) + 3, self._look.dp(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        paint.due_chip(QPainter(self), self._look, 0, self.height() / 2, self._due)
