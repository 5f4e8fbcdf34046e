"""A scrolling room that asks for as much height as its content wants, and scrolls only when there is less."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from odrdesk.desktop.widgets.dressing import dress

BAR = 10
"""The scroll bar's width in the style sheet."""


class Scroller(QScrollArea):
    """Upright only; Tab into a field that is out of sight brings it into view. `wanting` another height.

    `keeps` room for the bar where there is none; without, the content is as wide as what stands above and below it.
    """

    wanting = Signal()

    def __init__(self, content: QWidget, *, keeps: bool = True) -> None:
        super().__init__()
        self._content = content
        self._keeping = not keeps
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        content.installEventFilter(self)
        self.verticalScrollBar().rangeChanged.connect(self._keep_width)
        self._keep_width(0, 0)
        self._calm = False

    def calm(self) -> None:
        """Show the bar only while the mouse is over the room: beside another that scrolls, one bar is enough."""
        self._calm = True
        self._fade(faint=True)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The mouse comes."""
        super().enterEvent(event)
        self._fade(faint=False)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse goes."""
        super().leaveEvent(event)
        self._fade(faint=True)

    def _fade(self, *, faint: bool) -> None:
        bar = self.verticalScrollBar()
        if self._calm:
            dress(bar, "faint", faint)

    def sizeHint(self) -> QSize:
        """The content's height at the width there is."""
        content = self._content
        width = max(self.viewport().width(), 200)
        layout = content.layout()
        tall = layout is not None and layout.hasHeightForWidth()
        height = layout.totalHeightForWidth(width) if layout is not None and tall else content.sizeHint().height()
        return QSize(content.sizeHint().width(), height + 2)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask anew when the content wants another height."""
        if watched is self._content and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self.wanting.emit()
        return super().eventFilter(watched, event)

    def _keep_width(self, _least: int, most: int) -> None:
        """The content is as wide without the bar as with it: nothing jumps when it comes."""
        # While the margin changes the content is narrower for a moment: where that makes it just too high, bar and
        # margin would send each other away without end.
        if not self._keeping:
            self._keeping = True
            self.setViewportMargins(0, 0, 0 if most else BAR, 0)
            self._keeping = False


class Filling(Scroller):
    """Takes the room it is given whatever its content wants, so the content is measured only while it is seen.

    A stack asks each of its pages how high it would be: of a case with long texts that took half a second each time.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        self._unmeasured = False

    def sizeHint(self) -> QSize:
        """Any room will do."""
        return QSize(200, 200)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Out of sight nothing is measured."""
        if watched is self._content and event.type() is QEvent.Type.LayoutRequest and not self.isVisible():
            self._unmeasured = True
            return False
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Now it is."""
        super().showEvent(event)
        if self._unmeasured:
            self._unmeasured = False
            QCoreApplication.postEvent(self._content, QEvent(QEvent.Type.LayoutRequest))
