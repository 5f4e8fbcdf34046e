"""An inline bar: something the page as a whole has to say, with a way on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from odrdesk.desktop.theme import Look, announce
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.dressing import dress
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Label
from odrdesk.text import _

_ICONS = {Tone.DANGER: "circle-alert", Tone.WARN: "triangle-alert", Tone.INFO: "info", Tone.OK: "circle-check"}


class Banner(QFrame):
    """Hidden until it has something to say; `acted` when its link is pressed."""

    acted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 8, 7)
        row.setSpacing(8)
        self._icon = Glyph(look, "info", Ink.ACCENT_TEXT, 16)
        self._words = Label("", 13, Ink.ACCENT_TEXT, wrap=True)
        self._link = Button(look, kind=Kind.LINK, height=22)
        self._close = Button(look, icon="x", kind=Kind.GHOST, height=24, icon_size=14, name=_("关闭"))
        self._link.clicked.connect(self.acted)
        self._close.clicked.connect(self.hide)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self._link)
        row.addWidget(self._close)
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, text: str, tone: Tone = Tone.INFO, act: str = "", *, closable: bool = True) -> None:
        """Show it."""
        ink, _soft = self._look.tone(tone)
        dress(self, "plate", tone.value)
        self._icon.draw(_ICONS.get(tone, "info"), ink)
        self._words.setText(text)
        self._words.set_ink(ink)
        self._link.relabel(act)
        self._link.setVisible(bool(act))
        self._close.setVisible(closable)
        self.setAccessibleName(text)
        self.show()
        announce(self, text)
