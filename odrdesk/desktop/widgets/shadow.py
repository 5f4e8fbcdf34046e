"""The soft shadow round a plate, made once and then laid down as a picture.

Qt's own effect draws all that is on the plate into a picture and blurs that, again at every blink of a caret.
"""

from functools import cache
from itertools import product

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

_ROUND = 12
"""The corners of a plate, in pixels."""


def room(plate: QRect, blur: int, down: int) -> QRect:
    """What the shadow of a plate covers."""
    return plate.adjusted(-blur, -blur, blur, blur).translated(0, down)


def draw(painter: QPainter, plate: QRect, blur: int, down: int, dark: int) -> None:
    """The shadow of a plate, `blur` pixels wide round it, `down` pixels lower, at its darkest `dark` of 255."""
    whole, edge = room(plate, blur, down), 2 * blur + _ROUND
    ratio = painter.device().devicePixelRatioF()
    image = _corners(blur, dark, round(edge * ratio))
    across = _thirds(whole.x(), whole.width(), edge, image.width())
    upright = _thirds(whole.y(), whole.height(), edge, image.height())
    for (left, wide, x, w), (top, high, y, h) in product(across, upright):
        painter.drawImage(QRectF(left, top, wide, high), image, QRectF(x, y, w, h))


def _thirds(start: int, length: int, edge: int, pixels: int) -> tuple[tuple[float, float, float, float], ...]:
    """Place and length on the plate's side, and in the picture: a corner, what is drawn out, the other corner."""
    end, corner = min(edge, length // 2), pixels // 2
    middle = length - 2 * end
    return (
        (start, end, 0, corner),
        (start + end, middle, corner, 1),
        (start + end + middle, end, corner + 1, corner),
    )


@cache
def _corners(blur: int, dark: int, corner: int) -> QImage:
    """Four corners of so many pixels, with one pixel between them."""
    side = 2 * corner + 1
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    steps = round(corner * 2 * blur / (2 * blur + _ROUND))
    for step in range(steps):
        far = (step + 1) / steps
        painter.setBrush(QColor(0, 0, 0, round(dark * far * far * (3 - 2 * far))))
        painter.drawRoundedRect(QRectF(step, step, side - 2 * step, side - 2 * step), corner - step, corner - step)
    painter.end()
    return image
