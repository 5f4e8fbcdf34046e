"""Text on the screen: always plain, so that nothing a person typed is ever read as markup."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from odrdesk.desktop.tokens import Ink


class Label(QLabel):
    """A line or paragraph in a token's ink; size in pixels at 100 %."""

    def __init__(
        self,
        text: str = "",
        px: int = 13,
        ink: Ink = Ink.TEXT,
        *,
        bold: bool = False,
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("px", str(px))
        self.setProperty("ink", ink.value)
        self.setProperty("bold", "true" if bold else "false")
        self.setWordWrap(wrap)
        if not wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)

    def set_ink(self, ink: Ink) -> None:
        """Change the colour."""
        if self.property("ink") != ink.value:
            self.setProperty("ink", ink.value)
            self.style().unpolish(self)
            self.style().polish(self)


class Elided(Label):
    """A line that gives way: cut with … when there is no room, whole in the tooltip."""

    def __init__(self, text: str = "", px: int = 13, ink: Ink = Ink.TEXT, *, bold: bool = False) -> None:
        super().__init__(text, px, ink, bold=bold)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """As narrow as three characters."""
        return QSize(self.fontMetrics().horizontalAdvance("国国…"), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """As wide as the whole text."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the text cut to the room there is."""
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)
