"""Key caps: a shortcut as the keys one presses."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look

_GAP = 7
_SIGNS = {
    "Return": "↵",
    "Enter": "↵",
    "PgUp": "PgUp",
    "PgDown": "PgDn",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "Comma": ",",
}


def caps_of(shortcut: str) -> tuple[str, ...]:
    """`Ctrl+Shift+P` as its caps; `Ctrl++` keeps its plus."""
    parts = shortcut.replace("++", "+Plus").split("+")
    return tuple("+" if part == "Plus" else _SIGNS.get(part, part) for part in parts if part)


class KeyCaps(QWidget):
    """A row of caps; a screen reader hears the shortcut as one word."""

    def __init__(self, look: Look, shortcut: str) -> None:
        super().__init__()
        self._look, self._caps = look, caps_of(shortcut)
        self.setAccessibleName(shortcut)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """All caps and the gaps between them."""
        width = sum(paint.cap_width(self._look, cap) for cap in self._caps) + _GAP * (len(self._caps) - 1)
        return QSize(round(width), self._look.dp(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw them from the left."""
        painter, x = QPainter(self), 0.0
        for cap in self._caps:
            x += paint.cap(painter, self._look, x, self.height() / 2, cap) + _GAP
