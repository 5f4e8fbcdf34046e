"""The modes as small pictures of a window in their own colours: one sees what one chooses."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QButtonGroup

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look, Mode
from odrdesk.desktop.tokens import TABLE, Column, Ink
from odrdesk.desktop.widgets.clickable import Clickable, stop_at_chosen
from odrdesk.desktop.widgets.flow import Flow

_PICTURE = QSize(112, 70)
_COLUMNS = {
    Mode.SYSTEM: (Column.LIGHT, Column.DARK),
    Mode.LIGHT: (Column.LIGHT,),
    Mode.DARK: (Column.DARK,),
    Mode.CONTRAST_LIGHT: (Column.CONTRAST_LIGHT,),
    Mode.CONTRAST_DARK: (Column.CONTRAST_DARK,),
}


class ModeTiles(Flow):
    """`chosen(key)` when the person chooses; options are (mode, words). Arrow keys walk."""

    chosen = Signal(str)

    def __init__(self, look: Look, name: str, options: Sequence[tuple[Mode, str]], current: Mode) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._keys = [mode.value for mode, _words in options]
        self.setAccessibleName(name)
        for number, (mode, words) in enumerate(options):
            tile = _Tile(look, mode, words)
            tile.setChecked(mode is current)
            self._group.addButton(tile, number)
            self.add(tile)
        self._group.buttonToggled.connect(stop_at_chosen)
        for one in self._group.buttons():
            stop_at_chosen(one, one.isChecked())
        look.changed.connect(self.arrange)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._keys[number]))

    @property
    def current(self) -> str:
        """The chosen key."""
        return self._keys[self._group.checkedId()]

    def choose(self, key: str) -> None:
        """Choose without announcing it."""
        self._group.button(self._keys.index(key)).setChecked(True)


class _Tile(Clickable):
    def __init__(self, look: Look, mode: Mode, words: str) -> None:
        super().__init__(look, words)
        self._mode = mode
        self.setText(words)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        """The picture, and the words beneath."""
        look = self.look
        width = max(look.dp(_PICTURE.width()), round(look.width(self.text(), 12, bold=True)) + 4)
        return QSize(width + 8, look.dp(_PICTURE.height()) + look.dp(26) + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A small window; framed when chosen."""
        painter, look, rect, on = QPainter(self), self.look, QRectF(self.rect()), self.isChecked()
        wide, high = look.dp(_PICTURE.width()), look.dp(_PICTURE.height())
        picture = QRectF((rect.width() - wide) / 2, 4, wide, high)
        columns = _COLUMNS[self._mode]
        _window(painter, picture, columns[0])
        if len(columns) > 1:
            half = QPainterPath()
            half.addPolygon([picture.topRight(), picture.bottomRight(), picture.bottomLeft()])
            half.closeSubpath()
            painter.save()
            painter.setClipPath(half)
            _window(painter, picture, columns[1])
            painter.restore()
        if on:
            paint.ring(painter, look, picture.adjusted(-4, -4, 4, 4), 10)
        else:
            edge = Ink.BORDER_STRONG if self.underMouse() else Ink.BORDER_BUTTON
            paint.box(painter, picture, 7, None, look.colour(edge))
        beneath = QRectF(0, picture.bottom() + 5, rect.width(), look.dp(20))
        ink = Ink.TEXT if on or self.underMouse() else Ink.TEXT2
        paint.words(painter, look, beneath, self.text(), px=12, ink=ink, bold=on, align=paint.CENTRE)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, beneath, 5)


def _window(painter: QPainter, area: QRectF, column: Column) -> None:
    """Navigation, a card with lines, a button: the colours of one column."""

    def ink(which: Ink) -> QColor:
        return QColor(TABLE[which][column])

    unit = area.height() / 14
    paint.box(painter, area, 7, ink(Ink.NAV))
    at = QPointF(area.x() + 4 * unit, area.y() + 1.5 * unit)
    card = QRectF(at, area.bottomRight() - QPointF(1.5 * unit, 1.5 * unit))
    paint.box(painter, card, 4, ink(Ink.SURFACE), ink(Ink.BORDER))
    for row, (which, length) in enumerate(((Ink.TEXT, 0.5), (Ink.TEXT3, 0.78), (Ink.TEXT3, 0.66))):
        line = QRectF(card.x() + unit, card.y() + (1.4 + 2 * row) * unit, card.width() * length, 0.8 * unit)
        paint.box(painter, line, 0.4 * unit, ink(which))
    button = QRectF(card.x() + unit, card.bottom() - 3.2 * unit, 4.5 * unit, 2.2 * unit)
    paint.box(painter, button, unit * 0.6, ink(Ink.ACCENT))
    for row, which in enumerate((Ink.ACCENT_TEXT, Ink.TEXT3, Ink.TEXT3)):
        dot = QRectF(area.x() + 1.3 * unit, area.y() + (2 + 2.4 * row) * unit, 1.4 * unit, 1.4 * unit)
        paint.box(painter, dot, unit * 0.5, ink(which))
