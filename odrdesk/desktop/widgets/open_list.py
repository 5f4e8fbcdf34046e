"""The cases that are open, in the navigation: one line each, a dot where something typed is not registered yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from odrdesk.desktop import paint, tips
from odrdesk.desktop.formats import DOT
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.text import _, ngettext

HEAD, LINE, TILE = 28, 30, 34
_CROSS = 22


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An open case as the navigation names it: the consumer as strangers may see the name, and what it is about."""

    key: int
    number: str
    consumer: str = ""
    title: str = ""
    typed: bool = False

    @property
    def words(self) -> str:
        """How it is named in one line."""
        return " ".join(part for part in (self.consumer, self.title) if part) or self.number


class OpenList(QWidget):
    """`chosen(number)`, `closed(number)`. Shows as many as there is room for; the rest lies under the last line."""

    chosen = Signal(str)
    closed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._compact, self._current = look, False, ""
        self._cases: Sequence[OpenCase] = ()
        self.lines: list[OpenLine] = []
        self.more = _More(look, self)
        self.more.clicked.connect(self.drop)
        self.setAccessibleName(_("打开的案件"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.hide()
        look.changed.connect(self._relook)

    def show_cases(self, cases: Sequence[OpenCase], current: str) -> None:
        """These, the one in view marked."""
        self._cases, self._current = tuple(cases), current
        while len(self.lines) < len(self._cases):
            self.lines.append(self._line())
        for line, case in zip(self.lines, self._cases, strict=False):
            line.show_case(case, current=case.number == current)
        self.setVisible(bool(self._cases))
        self.updateGeometry()
        self._arrange()

    def set_compact(self, compact: bool) -> None:
        """Tiles, or lines with words."""
        self._compact = compact
        for line in self.lines:
            line.set_compact(compact)
        self.updateGeometry()
        self._arrange()

    def drop(self) -> QMenu:
        """All of them in a menu."""
        menu = QMenu(self)
        for case in self._cases:
            words = DOT.join((case.number, case.words)).replace("&", "&&")
            action = menu.addAction(words, partial(self.chosen.emit, case.number))
            action.setCheckable(True)
            action.setChecked(case.number == self._current)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(self.more.width(), 0)))
        return menu

    def sizeHint(self) -> QSize:
        """All of them and the heading."""
        return QSize(40, self._head() + self._step() * len(self._cases) + 4)

    def minimumSizeHint(self) -> QSize:
        """The heading and one."""
        return QSize(40, self._head() + self._step() * min(1, len(self._cases)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The heading, or a hairline where there is no room for words."""
        look, painter = self._look, QPainter(self)
        if self._compact:
            painter.fillRect(QRectF(6, 5, self.width() - 12, 1), look.colour(Ink.BORDER))
        else:
            room = QRectF(10, 0, self.width() - 10, self._head())
            paint.words(painter, look, room, _("打开的案件"), px=12, ink=Ink.TEXT3)

    def _relook(self) -> None:
        self.updateGeometry()
        self._arrange()

    def _head(self) -> int:
        return 12 if self._compact else self._look.dp(HEAD)

    def _step(self) -> int:
        return self._look.dp(TILE if self._compact else LINE)

    def _line(self) -> "OpenLine":
        line = OpenLine(self._look, self)
        line.set_compact(self._compact)
        line.clicked.connect(lambda: self.chosen.emit(line.case.number))
        line.closed.connect(self.closed)
        return line

    def _arrange(self) -> None:
        step, top, many = self._step(), self._head(), len(self._cases)
        fit = max(1, (self.height() - top) // step)
        shown = many if many <= fit else max(0, fit - 1)
        order = list(range(many))
        if shown < many:  # the one in view is always among those shown
            here = next((n for n, case in enumerate(self._cases) if case.number == self._current), -1)
            if here >= shown > 0:
                order.remove(here)
                order.insert(shown - 1, here)
        for line in self.lines[many:]:
            line.hide()
        for place, n in enumerate(order):
            self.lines[n].setGeometry(0, top + place * step, self.width(), step - 2)
            self.lines[n].setVisible(place < shown)
        self.more.setGeometry(0, top + shown * step, self.width(), step - 2)
        self.more.tell(many - shown)
        self.more.setVisible(shown < many)


class OpenLine(Clickable):
    """One open case; the cross shows under the mouse, the middle button closes too."""

    closed = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "", parent)
        self.case, self._current, self._compact = OpenCase(0, ""), False, False
        self.setMouseTracking(True)

    def show_case(self, case: OpenCase, *, current: bool) -> None:
        """Another case."""
        self.case, self._current = case, current
        said = DOT.join((case.number, case.words))
        self.setToolTip(tips.plain(_("{case}，有没登记的内容").format(case=said) if case.typed else said))
        self.setAccessibleName(self.toolTip())
        self.setCheckable(True)
        self.setChecked(current)
        self.update()

    def set_compact(self, compact: bool) -> None:
        """A tile, or a line."""
        self._compact = compact
        self.update()

    def nextCheckState(self) -> None:
        """What is in view decides, not the click."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The cross and the middle button close."""
        cross = event.button() == Qt.MouseButton.LeftButton and self._cross().contains(event.position())
        if self.rect().contains(event.position().toPoint()) and (
            event.button() == Qt.MouseButton.MiddleButton or cross
        ):
            self.setDown(False)
            self.closed.emit(self.case.number)
            return
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The cross lights up."""
        super().mouseMoveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground, the dot, the words, the cross."""
        look, painter, rect = self.look, QPainter(self), QRectF(self.rect())
        if self._current:
            paint.box(painter, rect, 8, look.colour(Ink.NAV_SELECTED), look.colour(Ink.BORDER))
        elif self.underMouse():
            paint.box(painter, rect, 8, look.colour(Ink.NAV_HOVER))
        if self._compact:
            self._tile(painter, rect)
        else:
            self._words(painter, rect)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 8)

    def _words(self, painter: QPainter, rect: QRectF) -> None:
        look, hot = self.look, self.underMouse()
        ink = Ink.TEXT if self._current else Ink.TEXT2
        right = _CROSS + 4 if hot else 10
        if self.case.typed:
            self._dot(painter, QPointF(15, rect.center().y()), Ink.ACCENT)
        else:
            paint.icon(painter, look, 8, rect.center().y(), "file-text", Ink.TEXT3, 14)
        room = rect.adjusted(10 + look.dp(14) + 6, 0, -right, 0)
        paint.words(painter, look, room, self.case.words, px=13, ink=ink, bold=self._current)
        if hot:
            over = self._cross().contains(QPointF(self.mapFromGlobal(self.cursor().pos())))
            paint.icon(
                painter, look, self._cross().x() + 4, rect.center().y(), "x", Ink.TEXT if over else Ink.TEXT3, 14
            )

    def _tile(self, painter: QPainter, rect: QRectF) -> None:
        side = self.look.dp(22)
        place = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
        paint.box(painter, place, 6, self.look.colour(Ink.NEUTRAL_SOFT))
        first = (self.case.consumer or self.case.title or self.case.number)[:1]
        ink = Ink.ACCENT_TEXT if self._current else Ink.TEXT2
        paint.words(painter, self.look, place, first, px=12, ink=ink, bold=self._current, align=paint.CENTRE)
        if self.case.typed:
            self._dot(painter, QPointF(place.right(), place.top()), Ink.ACCENT, edge=True)

    def _dot(self, painter: QPainter, at: QPointF, ink: Ink, *, edge: bool = False) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self.look.colour(ink))
        painter.setPen(QPen(self.look.colour(Ink.NAV), 2) if edge else Qt.PenStyle.NoPen)
        painter.drawEllipse(at, 4, 4)

    def _cross(self) -> QRectF:
        if self._compact:
            return QRectF()
        return QRectF(self.width() - _CROSS - 2, (self.height() - _CROSS) / 2, _CROSS, _CROSS)


class _More(Clickable):
    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "", parent)
        self._many = 0

    def tell(self, many: int) -> None:
        self._many = many
        self.setAccessibleName(ngettext("还有 {n} 件打开的案件", "还有 {n} 件打开的案件", max(1, many)).format(n=many))
        self.setToolTip(self.accessibleName())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = self.look, QPainter(self), QRectF(self.rect())
        if self.underMouse():
            paint.box(painter, rect, 8, look.colour(Ink.NAV_HOVER))
        narrow = self.width() < 2 * TILE
        words = f"+{self._many}" if narrow else _("还有 {n} 件…").format(n=self._many)
        room = rect if narrow else rect.adjusted(10 + look.dp(14) + 6, 0, -6, 0)
        align = paint.CENTRE if narrow else paint.LEFT
        paint.words(painter, look, room, words, px=12, ink=Ink.TEXT3, align=align)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 8)
