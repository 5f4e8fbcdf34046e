"""The life of a dispute as a chart: where each state stands is chosen here, what leads to it comes from `STEPS`."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.domain.steps import STEPS
from odrdesk.domain.vocabulary import State, Step
from odrdesk.text import _, word

ROW, BOX = 66, 46
_GAP = 56
_TIP = 5.0
LEFT, MAIN, RIGHT = 0, 1, 2


class Place(NamedTuple):
    """Column and row of a state."""

    column: int
    row: int


PLACES = {
    State.REGISTERED: Place(MAIN, 0),
    State.ACCEPTED: Place(MAIN, 1),
    State.NEGOTIATING: Place(MAIN, 2),
    State.PROPOSED: Place(MAIN, 3),
    State.SETTLED: Place(MAIN, 4),
    State.PERFORMING: Place(MAIN, 5),
    State.PERFORMED: Place(MAIN, 6),
    State.CLOSED: Place(MAIN, 7),
    State.SUPPLEMENTING: Place(LEFT, 0),
    State.NOT_ACCEPTED: Place(LEFT, 1),
    State.TRANSFERRED: Place(LEFT, 2),
    State.MERGED: Place(LEFT, 3),
    State.WITHDRAWN: Place(LEFT, 4),
    State.FAILED: Place(RIGHT, 2),
    State.EXT_PENDING: Place(RIGHT, 3),
    State.EXT_MEDIATING: Place(RIGHT, 4),
    State.EXT_DONE: Place(RIGHT, 5),
    State.ADJUDICATION: Place(RIGHT, 6),
}
"""Every state but the draft: the usual way in the middle, ends before a settlement left, outside bodies right."""

ARROWS = (
    (State.REGISTERED, State.ACCEPTED),
    (State.ACCEPTED, State.NEGOTIATING),
    (State.NEGOTIATING, State.PROPOSED),
    (State.PROPOSED, State.SETTLED),
    (State.SETTLED, State.PERFORMING),
    (State.PERFORMING, State.PERFORMED),
    (State.PERFORMED, State.CLOSED),
    (State.REGISTERED, State.SUPPLEMENTING),
    (State.SUPPLEMENTING, State.NOT_ACCEPTED),
    (State.NEGOTIATING, State.FAILED),
    (State.FAILED, State.EXT_PENDING),
    (State.EXT_PENDING, State.EXT_MEDIATING),
    (State.EXT_MEDIATING, State.EXT_DONE),
    (State.EXT_MEDIATING, State.SETTLED),
    (State.EXT_DONE, State.ADJUDICATION),
)
RETURNS = frozenset({Step.SUPPLEMENTED, Step.REJECT_OFFER, Step.BREACH, Step.EXT_REFUSED, Step.REOPEN})
"""Steps that lead back; they would make the chart a knot and are told in words below it."""
BY_OUTCOME = {State.NEGOTIATING: (Step.CONTACT, Step.ASSIGN), State.PERFORMING: (Step.PERFORM,), State.PERFORMED: ()}
"""Steps whose target the table leaves to their outcome."""


def chart(look: Look, width: int, ratio: float) -> QImage:
    """The chart as a picture, `width` device-independent pixels wide, in the colours of the moment."""
    rows = 1 + max(place.row for place in PLACES.values())
    height = look.dp(ROW) * rows
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for start, end in ARROWS:
        _arrow(painter, look, _room(look, width, start), _room(look, width, end))
    _to_the_end(painter, look, width)
    for state in PLACES:
        _state(painter, look, _room(look, width, state), state)
    painter.end()
    return image


def leads_to(state: State) -> str:
    """The steps by which a dispute gets into a state, in words."""
    found = [step for step, move in STEPS.items() if move.target is state and step not in RETURNS]
    found.extend(BY_OUTCOME.get(state, ()))
    if state is State.PERFORMED:
        return _("全部履行之后")
    return _("、").join(word(step) for step in found)


def _room(look: Look, width: int, state: State) -> QRectF:
    place = PLACES[state]
    wide = (width - 2 * _GAP - 2) / 3
    top = place.row * look.dp(ROW) + 1
    return QRectF(1 + place.column * (wide + _GAP), top, wide, look.dp(BOX))


def _state(painter: QPainter, look: Look, rect: QRectF, state: State) -> None:
    main = PLACES[state].column == MAIN
    ground, edge = (Ink.ACCENT_SOFT, Ink.ACCENT_TEXT) if main else (Ink.SURFACE2, Ink.BORDER)
    if state is State.CLOSED:
        ground, edge = Ink.OK_SOFT, Ink.OK
    paint.box(painter, rect, 8, look.colour(ground), look.colour(edge))
    half = rect.height() / 2
    upper = QRectF(rect.x() + 10, rect.y() + 4, rect.width() - 20, half - 2)
    lower = QRectF(rect.x() + 10, rect.y() + half, rect.width() - 20, half - 4)
    paint.words(painter, look, upper, word(state), px=13, bold=True, align=paint.CENTRE)
    paint.words(painter, look, lower, leads_to(state), px=11, ink=Ink.TEXT3, align=paint.CENTRE)


def _arrow(painter: QPainter, look: Look, start: QRectF, end: QRectF) -> None:
    colour = look.colour(Ink.BORDER_STRONG)
    if start.top() == end.top():
        right = end.left() > start.right()
        tail = QPointF(start.right() if right else start.left(), start.center().y())
        tip = QPointF(end.left() if right else end.right(), end.center().y())
    else:
        tail, tip = QPointF(start.center().x(), start.bottom()), QPointF(end.center().x(), end.top())
    painter.setPen(QPen(colour, 1.5))
    painter.drawLine(tail, tip)
    _tip(painter, colour, tail, tip)


def _to_the_end(painter: QPainter, look: Look, width: int) -> None:
    """Both outer columns end in the closing."""
    colour = look.colour(Ink.BORDER_STRONG)
    closed = _room(look, width, State.CLOSED)
    for last in (State.WITHDRAWN, State.ADJUDICATION):
        room = _room(look, width, last)
        corner = QPointF(room.center().x(), closed.center().y())
        tip = QPointF(closed.left() if room.left() < closed.left() else closed.right(), closed.center().y())
        painter.setPen(QPen(colour, 1.5))
        painter.drawPolyline(QPolygonF([QPointF(room.center().x(), room.bottom()), corner, tip]))
        _tip(painter, colour, corner, tip)


def _tip(painter: QPainter, colour: QColor, tail: QPointF, tip: QPointF) -> None:
    way = tip - tail
    length = max(1.0, (way.x() ** 2 + way.y() ** 2) ** 0.5)
    along, across = way * (_TIP * 1.4 / length), QPointF(-way.y(), way.x()) * (_TIP * 0.8 / length)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([tip, tip - along + across, tip - along - across]))
