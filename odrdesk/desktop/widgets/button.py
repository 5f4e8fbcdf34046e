"""The push button in its five kinds; one primary button to a view."""

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.clickable import Clickable

_GAP = 6


class Kind(StrEnum):
    """How a button stands out; `on_bar` and `bar_link` lie on a dark bar."""

    PRIMARY = "primary"
    DEFAULT = "default"
    GHOST = "ghost"
    LINK = "link"
    DANGER = "danger"
    ON_BAR = "on_bar"
    BAR_LINK = "bar_link"


_INKS = {
    Kind.PRIMARY: Ink.ON_ACCENT,
    Kind.DEFAULT: Ink.TEXT,
    Kind.GHOST: Ink.TEXT2,
    Kind.LINK: Ink.ACCENT_TEXT,
    Kind.DANGER: Ink.DANGER,
    Kind.ON_BAR: Ink.ON_BAR,
    Kind.BAR_LINK: Ink.BAR_LINK,
}

_BOLD = (Kind.PRIMARY, Kind.BAR_LINK)


class Button(Clickable):
    """A button with text, an icon or both; without text it is a square and needs a `name`."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        icon: str = "",
        kind: Kind = Kind.DEFAULT,
        *,
        height: int = 32,
        icon_size: int = 16,
        name: str = "",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, name or text, parent)
        self._icon, self._kind, self._height, self._icon_size = icon, kind, height, icon_size
        self.setText(text)
        self.setToolTip(hint or (name if not text else ""))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def relabel(self, text: str, icon: str | None = None) -> None:
        """Another text, and perhaps another icon."""
        self.setText(text)
        self.setAccessibleName(text or self.accessibleName())
        self._icon = self._icon if icon is None else icon
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Text, icon and padding."""
        look = self.look
        height = look.dp(self._height)
        if not self.text():
            return QSize(height, height)
        padding = 2 if self._kind is Kind.LINK else 12
        return QSize(round(self._content_width() + 2 * padding) + 1, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, icon, text, ring."""
        painter = QPainter(self)
        look, rect = self.look, QRectF(self.rect())
        fill, edge = self._ground()
        if fill is not None or edge is not None:
            paint.box(painter, rect, 7, fill, edge)
        ink = Ink.DISABLED if not self.isEnabled() else _INKS[self._kind]
        if self._kind is Kind.DEFAULT and self.isEnabled() and not self.text():
            ink = Ink.TEXT2
        if self._kind is Kind.GHOST and self.isEnabled() and self.isChecked():
            ink = Ink.ACCENT_TEXT
        x = (rect.width() - self._content_width()) / 2
        if self._icon:
            icon_ink = Ink.TEXT2 if ink is Ink.TEXT else ink
            paint.icon(painter, look, x, rect.center().y(), self._icon, icon_ink, self._icon_size)
            x += look.dp(self._icon_size) + _GAP
        if self.text():
            bold = self._kind in _BOLD
            room = QRectF(x, 0, rect.width() - x, rect.height())
            paint.words(painter, look, room, self.text(), px=13, ink=ink, bold=bold)
            if self._kind is Kind.LINK and self.underMouse() and self.isEnabled():
                base = rect.center().y() + look.dp(9)
                painter.drawLine(round(x), round(base), round(x + look.width(self.text(), 13)), round(base))
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 7)
            if self._kind is Kind.PRIMARY:  # on its own blue the ring alone is hardly seen
                paint.box(painter, rect.adjusted(3, 3, -3, -3), 4, None, look.colour(Ink.ON_ACCENT))

    def _content_width(self) -> float:
        look = self.look
        width = look.width(self.text(), 13, bold=self._kind in _BOLD) if self.text() else 0.0
        if self._icon:
            width += look.dp(self._icon_size) + (_GAP if self.text() else 0)
        return width

    def _ground(self) -> tuple[QColor | None, QColor | None]:
        look, live = self.look, self.isEnabled()
        hot = live and (self.underMouse() or self.isDown())
        if self._kind is Kind.PRIMARY:
            return look.colour((Ink.ACCENT_HOVER if hot else Ink.ACCENT) if live else Ink.NEUTRAL_SOFT), None
        if self._kind in (Kind.ON_BAR, Kind.BAR_LINK):
            wash = QColor(Qt.GlobalColor.white)
            wash.setAlpha(30 if hot else 0)
            return wash, None
        if self._kind is Kind.DEFAULT:
            return look.colour(Ink.HOVER if hot else Ink.SURFACE), look.colour(
                Ink.BORDER_BUTTON if live else Ink.BORDER
            )
        if self._kind is Kind.DANGER:
            return look.colour(Ink.DANGER_SOFT if hot else Ink.SURFACE), look.colour(Ink.DANGER if live else Ink.BORDER)
        if self._kind is Kind.GHOST and (hot or self.isChecked()):
            return look.colour(Ink.SELECTED if self.isChecked() else Ink.NAV_HOVER), None
        return None, None
