"""Ticks in a list: a gutter of boxes beside the rows, a box at its head for all of them, Space and Ctrl+A.

What is ticked is kept by key, so that it survives sorting, searching and every reload.
"""

from collections.abc import Callable, Collection, Iterable

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHeaderView

from odrdesk.desktop import paint
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.desktop.widgets.row_table import RowTable
from odrdesk.text import _

_SIDE, _GUTTER = 16, 36


class Ticks(QObject):
    """`changed` when a key was ticked or unticked; in the order they were ticked."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._keys: dict[int, None] = {}

    @property
    def keys(self) -> tuple[int, ...]:
        """What is ticked."""
        return tuple(self._keys)

    def has(self, key: int | None) -> bool:
        """Whether a key is ticked."""
        return key in self._keys

    def put(self, keys: Iterable[int], *, on: bool) -> None:
        """Tick or untick several at once."""
        if on:
            self._keys.update(dict.fromkeys(keys))
        else:
            for key in keys:
                self._keys.pop(key, None)
        self.changed.emit()

    def covers(self, keys: Collection[int]) -> bool:
        """Whether all of these are ticked."""
        return bool(keys) and len(self._keys) >= len(keys) and all(map(self._keys.__contains__, keys))

    def keep(self, keys: Iterable[int]) -> None:
        """Let go of what is not among these any more."""
        there = set(keys)
        gone = [key for key in self._keys if key not in there]
        if gone:
            self.put(gone, on=False)

    def clear(self) -> None:
        """Untick all."""
        if self._keys:
            self._keys.clear()
            self.changed.emit()


class Gutter(QHeaderView):
    """The column of boxes; a click ticks, with Shift everything since the last click."""

    def __init__(self, look: Look, table: RowTable, rows: Rows, ticks: Ticks) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._look, self._table, self._rows, self._ticks = look, table, rows, ticks
        self._last = -1
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("勾选"))
        ticks.changed.connect(self.viewport().update)
        look.changed.connect(self.measure)
        self.measure()

    def toggle(self, row: int, *, since_last: bool = False) -> None:
        """Tick or untick a row; `since_last` as far as the last one."""
        key = self._rows.key(row)
        if key is None:
            return
        on = not self._ticks.has(key)
        first, last = sorted((row, self._last if since_last and self._last >= 0 else row))
        found = (self._rows.key(one) for one in range(first, last + 1))
        self._ticks.put([one for one in found if one is not None], on=on)
        self._last = row

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """A box on the ground of its row."""
        look, room = self._look, QRectF(rect)
        current = section == self._table.currentIndex().row()
        ground = Ink.SELECTED if current else Ink.HOVER if section == self._table.hovered else Ink.SURFACE
        painter.save()
        painter.fillRect(room, look.colour(ground))
        painter.fillRect(QRectF(room.x(), room.bottom() - 1, room.width(), 1), look.colour(Ink.BORDER))
        draw_box(painter, look, room, on=self._ticks.has(self._rows.key(section)))
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick the row under the mouse."""
        held = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.toggle(self.logicalIndexAt(event.position().toPoint()), since_last=held)

    def measure(self) -> None:
        """As wide as its boxes, its rows as high as the table's."""
        self.setFixedWidth(self._look.dp(_GUTTER))
        self.setDefaultSectionSize(self._table.verticalHeader().defaultSectionSize())


class AllBox(Clickable):
    """The box at the head of the gutter: none, some, all; a click ticks all of the list, or none."""

    def __init__(self, look: Look, rows: Rows, ticks: Ticks, table: RowTable) -> None:
        super().__init__(look, _("勾选全部"), table)
        self._rows, self._ticks = rows, ticks
        self._full, self._waiting = False, False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self.toggle)
        for told in (ticks.changed, rows.modelReset, rows.ready):
            told.connect(self._count)
        rows.ready.connect(self._late)

    def toggle(self) -> None:
        """All, or none where all are ticked."""
        if self._full:
            self._ticks.put(self._rows.keys, on=False)
        else:
            self.tick_all()

    def tick_all(self) -> None:
        """All of the list, also where not all of it is known yet: then as soon as it is."""
        self._waiting = not self._rows.whole
        self._ticks.put(self._rows.keys, on=True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The head's ground, and the box."""
        painter, look, room = QPainter(self), self.look, QRectF(self.rect())
        painter.fillRect(room, look.colour(Ink.SURFACE2))
        painter.fillRect(QRectF(room.x(), room.bottom() - 1, room.width(), 1), look.colour(Ink.BORDER))
        some = bool(self._ticks.keys)
        draw_box(painter, look, room, on=some, part=some and not self._full)

    def _count(self) -> None:
        """Whether all are ticked, found out once and not at every repaint: there may be 100,000."""
        self._full = self._rows.whole and self._ticks.covers(self._rows.keys)
        self.update()

    def _late(self) -> None:
        if self._waiting:
            self._waiting = False
            self._ticks.put(self._rows.keys, on=True)


class Ticking(QObject):
    """Gives a table its gutter and its keys: Space ticks a row and goes on to the next, Ctrl+A ticks all, Esc none."""

    def __init__(self, look: Look, table: RowTable, rows: Rows) -> None:
        super().__init__(table)
        self._look, self._table = look, table
        self.ticks = Ticks(self)
        self.gutter = Gutter(look, table, rows, self.ticks)
        table.setVerticalHeader(self.gutter)
        self.gutter.show()
        self.all = AllBox(look, rows, self.ticks, table)
        self.all.show()
        corner = table.findChild(QAbstractButton, "qt_tableview_cornerbutton")
        if isinstance(corner, QAbstractButton):  # Qt's own lies beneath ours and does nothing, yet it is read out
            corner.setAccessibleName(self.all.accessibleName())
        table.installEventFilter(self)
        table.selectionModel().currentChanged.connect(lambda _new, _old: self.gutter.viewport().update())
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the table, and its size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        del watched
        return False

    def _key(self, event: QKeyEvent) -> bool:
        held = event.modifiers()
        if event.key() == Qt.Key.Key_Space and not held:
            self.gutter.toggle(self._table.currentIndex().row())
            self._table.step(1)
        elif event.key() == Qt.Key.Key_A and held == Qt.KeyboardModifier.ControlModifier:
            self.all.tick_all()
        elif event.key() == Qt.Key.Key_Escape and self.ticks.keys:
            self.ticks.clear()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and held == Qt.KeyboardModifier.ShiftModifier:
            self._extend(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            return False
        return True

    def _extend(self, by: int) -> None:
        """The current row and the next one, both ticked."""
        rows = self._table.currentIndex().row(), self._table.currentIndex().row() + by
        self._table.step(by)
        model = self._table.model()
        if isinstance(model, Rows):
            self.ticks.put([key for row in rows if (key := model.key(row)) is not None], on=True)

    def _place(self) -> None:
        self.all.setGeometry(0, 0, self.gutter.width(), self._table.horizontalHeader().height())
        self.all.raise_()


def draw_box(painter: QPainter, look: Look, room: QRectF, *, on: bool, part: bool = False) -> None:
    """A box in the middle of the room: empty, ticked, or with a dash where only a part is."""
    side = look.dp(_SIDE)
    box = QRectF(room.center().x() - side / 2, room.center().y() - side / 2, side, side)
    edge = None if on else look.colour(Ink.BORDER_STRONG)
    paint.box(painter, box, 4, look.colour(Ink.ACCENT if on else Ink.SURFACE), edge)
    if on:
        name = "minus" if part else "check"
        paint.icon(painter, look, box.x() + (side - look.dp(12)) / 2, box.center().y(), name, Ink.ON_ACCENT, 12)


def ticked_or_current(ticks: Ticks, current: Callable[[], int | None]) -> tuple[int, ...]:
    """What a deed is about: what is ticked, else the current row."""
    here = current()
    return ticks.keys or (() if here is None else (here,))
