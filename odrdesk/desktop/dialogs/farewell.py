"""What is shown while the desk is closed: that it is being saved, and nothing to press."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.desktop.window import Window
from odrdesk.text import _


class Farewell(Overlay):
    """Goes with the window."""

    def __init__(self, look: Look, window: Window) -> None:
        super().__init__(look, window, _("正在保存并备份…"))
        self.hide()
        row = QHBoxLayout(self.plate)
        row.setContentsMargins(20, 16, 24, 16)
        row.setSpacing(10)
        row.addWidget(Glyph(look, "save", Ink.ACCENT_TEXT, 18))
        row.addWidget(Label(_("正在保存并备份…"), 14))
        self.plate.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """There is no way back from here."""
        event.accept()
