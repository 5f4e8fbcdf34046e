"""Tabs that may be wider than the room: they slide, by wheel or when one out of sight is chosen."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy

from odrdesk.desktop.widgets.view_tabs import ViewTabs


class TabStrip(QScrollArea):
    """A row as high as its tabs, without scroll bars."""

    def __init__(self, tabs: ViewTabs) -> None:
        super().__init__()
        self._tabs = tabs
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

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves sideways."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (event.angleDelta().y() or event.angleDelta().x()))
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen tab in sight."""
        super().resizeEvent(event)
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
