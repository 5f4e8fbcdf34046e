"""A thin line above the page that never goes away: what kind of desk this is."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.dressing import dress
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Elided


class Notice(QWidget):
    """Hidden until it has something to say."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._plate = QFrame()
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 8)
        outside.addWidget(self._plate)
        row = QHBoxLayout(self._plate)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        self._icon = Glyph(look, "info", Ink.ACCENT_TEXT, 14)
        self._words = Elided("", 12, Ink.ACCENT_TEXT)
        row.addWidget(self._icon)
        row.addWidget(self._words)
        row.addStretch(1)
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, text: str, tone: Tone = Tone.INFO, icon: str = "info") -> None:
        """Show it for good."""
        ink, _soft = self._look.tone(tone)
        dress(self._plate, "plate", tone.value)
        self._icon.draw(icon, ink)
        self._words.setText(text)
        self._words.set_ink(ink)
        self.setAccessibleName(text)
        self.show()
