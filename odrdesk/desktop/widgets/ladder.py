"""The ladder of offers as a picture: the consumer's demands, the other side's offers, round by round, and the gap."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy

from odrdesk.desktop import paint, tips
from odrdesk.desktop.theme import Look, announce
from odrdesk.desktop.tokens import Ink
from odrdesk.domain.money import Fen
from odrdesk.domain.offers import Rung
from odrdesk.domain.vocabulary import Payer
from odrdesk.text import Language, _, language

HEIGHT = 148
LEFT, RIGHT, TOP, FOOT = 44, 118, 14, 24
LINES = 4
NODE = 4.0
REACH = 12.0
"""So near to a node the mouse means it."""
STEPS = (1, 2, 5)

At = Callable[[float, int], QPointF]
"""Where a sum of a round lies in the picture."""


class Ladder(QLabel):
    """`pressed(round)` when a node is clicked, or chosen by arrows and Enter. The table beside it says the same.

    A label to Qt, which gives the picture a role a screen reader reads.
    """

    pressed = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._look = look
        self._rungs: Sequence[Rung] = ()
        self._current, self._nodes = 0, list[QPointF]()
        self.setAccessibleName(_("协商阶梯"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._relook)

    def show_rungs(self, rungs: Sequence[Rung]) -> None:
        """Draw the rounds given; round 0 is the claim."""
        self._rungs = rungs
        self._current = max(0, len(rungs) - 1)
        self._nodes = []
        self.setAccessibleDescription(_("；").join(map(said, rungs)))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk the rounds, Enter goes to one."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self._rungs and not event.modifiers():
            self._current = max(0, min(len(self._rungs) - 1, self._current + step))
            announce(self, said(self._rungs[self._current]))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._rungs and not event.modifiers():
            self.pressed.emit(self._rungs[self._current].round)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Over a node the round is told, and the hand says that it can be pressed."""
        found = self._node_at(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if found is None else Qt.CursorShape.PointingHandCursor)
        self.setToolTip("" if found is None else tips.plain(said(self._rungs[found])))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the round of the node."""
        found = self._node_at(event.position())
        if found is not None:
            self._current = found
            self.update()
            self.pressed.emit(self._rungs[found].round)

    def _node_at(self, place: QPointF) -> int | None:
        near = [(QLineF(place, node).length(), number) for number, node in enumerate(self._nodes)]
        distance, number = min(near, default=(REACH + 1, 0))
        return number if distance <= REACH else None

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(420, self._look.dp(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Grid, the area between, the two lines with their nodes, and what each ends at."""
        rungs = self._rungs
        if not rungs:
            return
        painter, look = QPainter(self), self._look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = grid_step(max(rung.money for rung in rungs))
        widest = max(look.width(scale_text(step * number), 11) for number in range(LINES + 1))
        # A scale that is cut tells another sum.
        left = max(look.dp(LEFT), round(widest) + 12)
        room = QRectF(self.rect()).adjusted(left, look.dp(TOP), -look.dp(RIGHT), -look.dp(FOOT))
        top = step * LINES
        last = max(1, rungs[-1].round)
        self._grid(painter, room, step, last)

        def at(round_: float, money: int) -> QPointF:
            return QPointF(room.left() + room.width() * round_ / last, room.bottom() - room.height() * money / top)

        sides = (
            (Ink.ACCENT_TEXT, _("消费者诉求"), [rung for rung in rungs if rung.by is Payer.CONSUMER]),
            (Ink.TEAL, _("对方方案"), [rung for rung in rungs if rung.by is not Payer.CONSUMER]),
        )
        lines = [_stairs([(rung.round, rung.money) for rung in side], last, at) for _ink, _words, side in sides]
        if all(lines):
            soft = QColor(look.colour(Ink.CHART1))
            soft.setAlphaF(0.10)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(soft)
            painter.drawPolygon(_between(*lines))
        for (ink, _words, side), line in zip(sides, lines, strict=True):
            self._line(painter, look.colour(ink), line, [at(rung.round, rung.money) for rung in side])
        self._nodes = [at(rung.round, rung.money) for rung in rungs]
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour(Ink.FOCUS), 2))
            painter.drawEllipse(self._nodes[self._current], NODE + 4, NODE + 4)
        self._figures(painter, rungs)
        self._ends(
            painter, room, [(ink, words, side, line) for (ink, words, side), line in zip(sides, lines, strict=True)]
        )

    def _grid(self, painter: QPainter, room: QRectF, step: int, last: int) -> None:
        look = self._look
        for number in range(LINES + 1):
            y = round(room.bottom() - room.height() * number / LINES) + 0.5
            painter.setPen(QPen(look.colour(Ink.BORDER), 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            words = QRectF(0, y - look.dp(9), room.left() - 8, look.dp(18))
            paint.words(
                painter, look, words, scale_text(step * number), px=11, ink=Ink.TEXT3, align=paint.RIGHT, tabular=True
            )
        every = max(1, -(-last * look.dp(52) // max(1, round(room.width()))))
        for number in range(0, last + 1, every):
            x = room.left() + room.width() * number / last
            words = QRectF(x - look.dp(30), room.bottom() + 4, look.dp(60), look.dp(18))
            text = _("第 {n} 轮").format(n=number) if number else _("诉求")
            paint.words(painter, look, words, text, px=11, ink=Ink.TEXT3, align=paint.CENTRE)

    def _line(self, painter: QPainter, colour: QColor, line: Sequence[QPointF], nodes: Sequence[QPointF]) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2))
        painter.drawPolyline(QPolygonF(list(line)))
        painter.setBrush(self._look.colour(Ink.SURFACE))
        for node in nodes:
            painter.drawEllipse(node, NODE, NODE)

    def _figures(self, painter: QPainter, rungs: Sequence[Rung]) -> None:
        """The sum at each node but the last of each side, which stands at the end of its line."""
        look = self._look
        lasts = {
            max((n for n, rung in enumerate(rungs) if (rung.by is Payer.CONSUMER) is mine), default=-1)
            for mine in (True, False)
        }
        free = -1e9
        for number, (rung, node) in enumerate(zip(rungs, self._nodes, strict=True)):
            text = f"{rung.money // 100:,}"
            width = look.width(text, 12, bold=True) + 6
            left = node.x() + 6 if number == 0 else node.x() - width / 2
            if number in lasts or left < free:
                continue
            above = rung.by is Payer.CONSUMER
            top = node.y() - look.dp(21) if above else node.y() - look.dp(20)
            ink = Ink.ACCENT_TEXT if above else Ink.TEAL
            paint.words(painter, look, QRectF(left, max(0.0, top), width, look.dp(17)), text, px=12, ink=ink, bold=True)
            free = left + width

    def _ends(
        self, painter: QPainter, room: QRectF, ends: Sequence[tuple[Ink, str, Sequence[Rung], Sequence[QPointF]]]
    ) -> None:
        """What each line ends at, beside it; two that would overlap are put apart."""
        look, height = self._look, self._look.dp(32)
        said = [(line[-1].y(), ink, words, side[-1].money) for ink, words, side, line in ends if line]
        said.sort(key=lambda one: one[0])
        top = 0.0
        lowest = room.bottom() + 2 - height * len(said)  # below stand the rounds
        for y, ink, words, money in said:
            place = max(top, min(y - height / 2, lowest))
            left = room.right() + 12
            width = self.width() - left
            upper = QRectF(left, place, width, height / 2)
            paint.words(painter, look, upper, money.yuan, px=13, ink=ink, bold=True, tabular=True)
            paint.words(painter, look, upper.translated(0, height / 2), words, px=11, ink=Ink.TEXT3)
            top, lowest = place + height, lowest + height

    def _relook(self) -> None:
        self.updateGeometry()
        self.update()


def said(rung: Rung) -> str:
    """A round in words."""
    if not rung.round:
        return _("诉求 {sum}").format(sum=rung.money.yuan)
    return _("第 {n} 轮 {party} {sum}").format(n=rung.round, party=party(rung.by), sum=rung.money.yuan)


def party(by: Payer) -> str:
    """Who made a round."""
    return {Payer.CONSUMER: _("消费者"), Payer.MERCHANT: _("商家"), Payer.PLATFORM: _("平台")}[by]


def grid_step(most: int) -> int:
    """Fen between two lines of the grid: 1, 2 or 5 times a power of ten yuan, so that four of them hold the most."""
    power = 100
    while True:
        for factor in STEPS:
            if factor * power * LINES >= most:
                return factor * power
        power *= 10


def scale_text(fen: int) -> str:
    """A line of the grid: `500`, `2,000`, `1.5万` (in English `15k`, `1.5M`): short, since it stands at the edge."""
    yuan = fen // 100
    if yuan < 10_000:
        return f"{yuan:,}"
    if language() is not Language.ZH_CN:
        return f"{yuan / 1_000_000:g}M" if yuan >= 1_000_000 else f"{yuan / 1_000:g}k"
    return _("{wan}万").format(wan=f"{yuan / 10_000:g}")


def _stairs(told: Sequence[tuple[int, Fen]], last: int, at: At) -> list[QPointF]:
    """The line of one side: it stays where it is until the next word, to the last round."""
    points: list[QPointF] = []
    for place, (round_, money) in enumerate(told):
        if place:
            points.append(at(round_, told[place - 1][1]))
        points.append(at(round_, money))
    if told and told[-1][0] < last:
        points.append(at(last, told[-1][1]))
    return points


def _between(upper: Sequence[QPointF], lower: Sequence[QPointF]) -> QPolygonF:
    """The area between two lines from where the later of them begins."""
    start = max(upper[0].x(), lower[0].x())
    return QPolygonF([*_from(upper, start), *reversed(_from(lower, start))])


def _from(line: Sequence[QPointF], x: float) -> list[QPointF]:
    before = [point for point in line if point.x() <= x]
    after = [point for point in line if point.x() > x]
    return [QPointF(x, before[-1].y()), *after]
