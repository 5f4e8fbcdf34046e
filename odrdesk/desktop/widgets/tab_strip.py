"""Tabs that may be wider than the room: they slide, by wheel or when one out of sight is chosen."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.view_tabs import ViewTabs

FADE = 36
"""Pixels at 100 % in which words fade away where there is more."""


class TabStrip(QScrollArea):
    """A row as high as its tabs, without scroll bars: it fades at an edge behind which there are more."""

    def __init__(self, tabs: ViewTabs) -> None:
        super().__init__()
        self._tabs = tabs
        self.fade = _Fade(tabs.look, self)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWidget(tabs)
        self._fit()
        tabs.installEventFilter(self)
        tabs.moved.connect(self.reveal)

    def reveal(self, key: str) -> None:
        """Bring a tab into sight."""
        self._fit()
        self.ensureWidgetVisible(self._tabs.tab(key), 40, 0)

    def scrollContentsBy(self, across: int, down: int) -> None:
        """What is behind an edge changes as it slides."""
        super().scrollContentsBy(across, down)
        self.fade.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves sideways."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (event.angleDelta().y() or event.angleDelta().x()))
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen tab in sight."""
        super().resizeEvent(event)
        self.fade.setGeometry(self.rect())
        self.fade.raise_()
        self._fit()
        if self._tabs.current:
            self.ensureWidgetVisible(self._tabs.tab(self._tabs.current), 40, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A count or another text size changes what the tabs need: none is cut for it."""
        taken = super().eventFilter(watched, event)
        if watched is self._tabs and event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return taken

    def _fit(self) -> None:
        self._tabs.setMinimumWidth(self._tabs.fit(self.viewport().width()))
        self.setFixedHeight(self._tabs.sizeHint().height())
        self.fade.update()


class _Fade(QWidget):
    """Lies over both ends and lets the mouse through."""

    def __init__(self, look: Look, strip: QScrollArea) -> None:
        super().__init__(strip)
        self._look, self._strip = look, strip
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def ends(self) -> tuple[bool, bool]:
        """Whether there is more to the left, and to the right."""
        bar = self._strip.horizontalScrollBar()
        return bar.value() > bar.minimum(), bar.value() < bar.maximum()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """From nothing to the ground the tabs stand on; their line goes on beneath."""
        painter, wide = QPainter(self), self._look.dp(FADE)
        ground = self._look.colour(Ink.BG)
        clear = QColor(ground)
        clear.setAlpha(0)
        left, right = self.ends
        for there, near, far in ((left, 0.0, float(wide)), (right, float(self.width()), float(self.width() - wide))):
            if there:
                shade = QLinearGradient(near, 0, far, 0)
                shade.setColorAt(0, ground)
                shade.setColorAt(1, clear)
                painter.fillRect(QRectF(min(near, far), 0, wide, self.height() - 1), shade)
