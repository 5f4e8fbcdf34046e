"""An item of evidence as a tile: its small picture, its name, its slot; one painted, none built."""

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from odrdesk.desktop import paint
from odrdesk.desktop.miniatures import Miniatures
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone

NARROWEST, HIGH, PICTURE = 176, 174, 112
"""Pixels at 100 %: a tile is as wide as the row divided evenly allows, but no narrower than this."""
_GAP, _PAD, _RADIUS = 10, 8, 8
_FADED = 0.45
Index = QModelIndex | QPersistentModelIndex


class EvidenceRow(NamedTuple):
    """An item written out: its slot and name, the line beneath, the beginning of its hash, and a mark at the end.

    `ending` of its name says whether it can be shown as a picture.
    """

    key: int
    slot: str
    icon: str
    name: str
    beneath: str
    hash: str
    mark: str
    tone: Tone
    hint: str
    ending: str = ""


def across(look: Look, width: int) -> int:
    """How many stand beside each other."""
    return max(1, width // look.dp(NARROWEST))


class TileDelegate(QStyledItemDelegate):
    """Asks for the picture of an item only as it is painted, so only for what is in view."""

    def __init__(self, look: Look, miniatures: Miniatures, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._miniatures = look, miniatures

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """What the grid of the list gives."""
        return QSize(option.rect.width() or self._look.dp(NARROWEST), self._look.dp(HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The plate, the picture, the words."""
        look = self._look
        row: EvidenceRow = index.data(Qt.ItemDataRole.UserRole)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        plate = QRectF(option.rect).adjusted(0, 0, -_GAP, -_GAP)
        painter.save()
        ground = Ink.SELECTED if selected else Ink.HOVER if hovered else Ink.SURFACE
        paint.box(painter, plate, _RADIUS, look.colour(ground), look.colour(Ink.BORDER))
        picture = QRectF(plate.x() + 1, plate.y() + 1, plate.width() - 2, look.dp(PICTURE))
        self._picture(painter, picture, row)
        if row.mark:
            width = paint.pill_width(look, row.mark, px=11)
            pill = QRectF(picture.right() - width - 6, picture.y() + 6, width, look.dp(18))
            paint.pill(painter, look, pill, row.mark, row.tone, px=11, on_selected=True)
        words = QRectF(plate.x() + _PAD, picture.bottom(), plate.width() - 2 * _PAD, plate.bottom() - picture.bottom())
        half = words.height() / 2
        above = QRectF(words.x(), words.y() + 3, words.width(), half - 2)
        under = QRectF(words.x(), words.y() + half - 2, words.width(), half - 2)
        quiet = Ink.TEXT3 if row.mark else Ink.TEXT
        # In the middle: the ending tells what it is, the beginning whose.
        metrics = QFontMetricsF(look.font(13, bold=not row.mark))
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideMiddle, above.width())
        paint.words(painter, look, above, name, ink=quiet, bold=not row.mark)
        paint.words(painter, look, under, row.slot, px=12, ink=Ink.TEXT3)
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            paint.ring(painter, look, plate, _RADIUS)
        painter.restore()

    def _picture(self, painter: QPainter, room: QRectF, row: EvidenceRow) -> None:
        look = self._look
        way = QPainterPath()
        way.addRoundedRect(room.adjusted(0, 0, 0, _RADIUS), _RADIUS - 1, _RADIUS - 1)
        painter.save()
        painter.setClipRect(room)
        painter.fillPath(way, look.colour(Ink.NEUTRAL_SOFT))
        painter.setClipPath(way, Qt.ClipOperation.IntersectClip)
        image = self._miniatures.of(row.key, row.ending)
        if row.mark:
            painter.setOpacity(_FADED)
        if image is None or image.isNull():
            self._kind(painter, room, row)
        else:
            _fit(painter, room, image)
        painter.restore()

    def _kind(self, painter: QPainter, room: QRectF, row: EvidenceRow) -> None:
        """What is not a picture stands for itself by the icon of its slot and the ending of its name."""
        look, side = self._look, self._look.dp(28)
        middle = room.center().y() - look.dp(9)
        paint.icon(painter, look, room.center().x() - side / 2, middle, row.icon, Ink.TEXT3, 28)
        beneath = QRectF(room.x(), middle + side / 2 + 4, room.width(), look.dp(18))
        ending = row.ending.removeprefix(".").upper()
        paint.words(painter, look, beneath, ending, px=11, ink=Ink.TEXT3, align=paint.CENTRE)


def _fit(painter: QPainter, room: QRectF, image: QImage) -> None:
    """The whole picture, in the middle, never larger than it is."""
    inner = room.adjusted(6, 6, -6, -6)
    scale = min(1.0, inner.width() / image.width(), inner.height() / image.height())
    width, height = image.width() * scale, image.height() * scale
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    target = QRectF(room.center().x() - width / 2, room.center().y() - height / 2, width, height)
    painter.drawImage(target, image)
