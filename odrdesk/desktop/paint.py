"""The few shapes every painted part is made of: rounded boxes, elided words, pills, avatars, caps."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from odrdesk.desktop.formats import Due
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import AVATARS, Ink, Tone

MIDDLE = Qt.AlignmentFlag.AlignVCenter
LEFT = MIDDLE | Qt.AlignmentFlag.AlignLeft
RIGHT = MIDDLE | Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignCenter


def box(painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, edge: QColor | None = None) -> None:
    """A rounded box; the one-pixel edge lies inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.setPen(edge if edge is not None else Qt.PenStyle.NoPen)
    inner = rect.adjusted(0.5, 0.5, -0.5, -0.5) if edge is not None else rect
    painter.drawRoundedRect(inner, radius, radius)


def ring(painter: QPainter, look: Look, rect: QRectF, radius: float) -> None:
    """The two-pixel focus ring."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.colour(Ink.FOCUS), 2))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


MEASURED = 500
"""So many characters fill the widest cell; to measure 2,000 took a millisecond for each cell, each time."""


def words(
    painter: QPainter,
    look: Look,
    rect: QRectF,
    text: str,
    *,
    px: int = 13,
    ink: Ink = Ink.TEXT,
    bold: bool = False,
    align: Qt.AlignmentFlag = LEFT,
    tabular: bool = False,
) -> float:
    """One line of text, elided at the right when it does not fit; the width it took."""
    font = look.font(px, bold=bold, tabular=tabular)
    metrics = QFontMetricsF(font)
    begun = text[:MEASURED]
    shown = metrics.elidedText(begun, Qt.TextElideMode.ElideRight, max(0.0, rect.width()))
    if shown == begun != text:
        shown += "…"
    painter.setFont(font)
    painter.setPen(look.colour(ink))
    painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, shown)
    return metrics.horizontalAdvance(shown)


def icon(painter: QPainter, look: Look, x: float, middle: float, name: str, ink: Ink, size: int) -> None:  # noqa: PLR0917 -- all are needed at every call
    """An icon, vertically centred on `middle`."""
    ratio = painter.device().devicePixelRatioF()
    pixmap = look.icon(name, ink, size, ratio=ratio)
    painter.drawPixmap(QPointF(round(x), round(middle - look.dp(size) / 2)), pixmap)


def pill_width(
    look: Look, text: str, *, px: int = 12, bold: bool = False, icon_name: str = "", padding: int = 8
) -> float:
    """How wide `pill` will be."""
    extra = look.dp(13) + 5 if icon_name else 0
    return look.width(text, px, bold=bold) + 2 * padding + extra - (2 if icon_name else 0)


def pill(
    painter: QPainter,
    look: Look,
    rect: QRectF,
    text: str,
    tone: Tone,
    *,
    px: int = 12,
    bold: bool = False,
    icon_name: str = "",
    on_selected: bool = False,
    radius: float = 5,
) -> None:
    """A filled pill; on a selected row its ground is the surface, so that it does not vanish."""
    ink, soft = look.tone(tone)
    box(painter, rect, radius, look.colour(Ink.SURFACE if on_selected else soft))
    if icon_name:
        icon(painter, look, rect.x() + 6, rect.center().y(), icon_name, ink, 13)
        words(painter, look, rect.adjusted(look.dp(13) + 10, 0, -4, 0), text, px=px, ink=ink, bold=bold)
    else:
        words(painter, look, rect, text, px=px, ink=ink, bold=bold, align=CENTRE)


def tag_width(look: Look, text: str) -> float:
    """How wide `tag` will be."""
    return look.width(text, 12) + 12


def tag(  # noqa: PLR0917 -- as the other paints have it
    painter: QPainter,
    look: Look,
    x: float,
    middle: float,
    text: str,
    tone: Tone = Tone.NEUTRAL,
    *,
    on_selected: bool = False,
) -> float:
    """A tag at `x`, centred on `middle`; its width. That of a category is neutral."""
    ink, soft = look.tone(tone)
    height, width = look.dp(18), tag_width(look, text)
    rect = QRectF(x, middle - height / 2, width, height)
    box(painter, rect, 4, look.colour(Ink.SURFACE if on_selected else soft))
    words(painter, look, rect, text, px=12, ink=ink, align=CENTRE)
    return width


def due_width(look: Look, due: Due, px: int = 12) -> float:
    """How wide the deadline chip will be."""
    if due.urgent:
        return pill_width(look, due.text, px=px, bold=True, icon_name=due.icon)
    return look.width(due.text, px)


def due_chip(
    painter: QPainter, look: Look, x: float, middle: float, due: Due, *, px: int = 12, right: bool = False
) -> None:
    """A deadline: a filled chip when overdue or due today, plain words otherwise.

    `x` is the left edge, or the right edge with `right`.
    """
    width = due_width(look, due, px)
    height = look.dp(22)
    rect = QRectF(x - width if right else x, middle - height / 2, width, height)
    if due.urgent:
        pill(painter, look, rect, due.text, due.tone, px=px, bold=True, icon_name=due.icon)
        return
    ink = {Tone.WARN: Ink.WARN, Tone.NEUTRAL: Ink.TEXT2}.get(due.tone, Ink.TEXT3)
    words(painter, look, rect.adjusted(0, 0, 2, 0), due.text, px=px, ink=ink)


def avatar(painter: QPainter, look: Look, rect: QRectF, name: str) -> None:
    """A round fill chosen by the name, with its first character."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(AVATARS[sum(map(ord, name)) % len(AVATARS)]))
    painter.drawEllipse(rect)
    font = look.font(max(11, round(rect.width() * 0.45 * 100 / look.scale)), bold=True)
    painter.setFont(font)
    painter.setPen(look.colour(Ink.ON_BAR))
    painter.drawText(rect, CENTRE, name[:1])


def cap_width(look: Look, text: str) -> float:
    """How wide a key cap is."""
    return max(float(look.dp(18)), look.width(text, 11) + 10)


def cap(painter: QPainter, look: Look, x: float, middle: float, text: str) -> float:
    """A key cap at `x`, centred on `middle`; its width."""
    width, height = cap_width(look, text), look.dp(18)
    rect = QRectF(x, middle - height / 2, width, height)
    box(painter, rect, 4, look.colour(Ink.NEUTRAL_SOFT), look.colour(Ink.BORDER))
    words(painter, look, rect, text, px=11, ink=Ink.TEXT3, align=CENTRE)
    return width
