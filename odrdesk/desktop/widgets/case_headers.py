"""The title row of the case list: sorts by several columns, widths by hand, a menu of its own."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from odrdesk.desktop.models.columns import Column
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.row_table import NARROW, Headers
from odrdesk.domain.listing import Order

NARROWEST, OPEN_LEAST = 48, 160


class CaseHeaders(Headers):
    """`ordered(Order)` after a click on a title, or with Shift for a further key; `sized(key, pixels at 100 %)`.

    `asked(key, place on the screen)` when a title's menu is wanted.
    """

    ordered = Signal(object)
    sized = Signal(str, int)
    asked = Signal(str, QPoint)

    def __init__(self, look: Look, columns: tuple[Column, ...], table: QWidget) -> None:
        super().__init__(look, columns, table)
        self._keys: tuple[tuple[str, bool], ...] = ()
        self._widths: Mapping[str, int] = {}
        self._fitting, self._further = False, False
        self._pulled = -1
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setMinimumSectionSize(look.dp(NARROWEST))
        self.sectionResized.connect(self._resized)

    def lay(self, columns: tuple[Column, ...], widths: Mapping[str, int]) -> None:
        """Other columns; `widths` by hand stand in place of the usual ones."""
        self._columns, self._widths = columns, widths

    def show_orders(self, order: Order) -> None:
        """Mark the columns the list is sorted by."""
        self._keys = tuple(one for one in order.keys if one[0] != "newest")
        self.viewport().update()

    def fit(self, width: int, *, narrow: bool) -> None:
        """Give each column its width and the open one the rest; without an open one the last is."""
        factor = NARROW if narrow else 1.0
        fixed = {
            place: self._look.dp(self._widths[column.key])
            if column.key in self._widths
            else round(self._look.dp(column.width) * factor)
            for place, column in enumerate(self._columns)
            if column.width
        }
        rest = width - sum(fixed.values())
        self._fitting = True
        for place in range(min(len(self._columns), self.count())):
            self.resizeSection(place, fixed.get(place, max(self._look.dp(OPEN_LEAST), rest)))
        if len(fixed) == len(self._columns) and rest > 0 and self.count():
            last = len(self._columns) - 1
            self.resizeSection(last, fixed[last] + rest)
        self._fitting = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """With Shift a click sorts by one column more."""
        self._further = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A width that was pulled is told once."""
        super().mouseReleaseEvent(event)
        if 0 <= self._pulled < len(self._columns):
            column, pixels = self._columns[self._pulled], self.sectionSize(self._pulled)
            self._pulled = -1
            self.sized.emit(column.key if column.width else "", round(pixels * 100 / self._look.scale))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the title under the mouse."""
        place = self.logicalIndexAt(event.pos())
        if 0 <= place < len(self._columns):
            self.asked.emit(self._columns[place].key, event.globalPos())

    def _mark(self, column: Column) -> str:
        """The arrow of a sorted column, numbered where there are several."""
        for turn, (key, down) in enumerate(self._keys, 1):
            if column.order == key:
                return f"  {'↓' if down else '↑'}{turn if len(self._keys) > 1 else ''}"
        return ""

    def _clicked(self, section: int) -> None:
        key = self._columns[section].order
        if not key:
            return
        known = dict(self._keys)
        # A column that was one of several comes first as it was; alone, it turns round.
        down = known.get(key, False) if len(known) > 1 or key not in known else not known[key]
        order = _further(self._keys, key) if self._further and self._keys else Order(key, down)
        self.show_orders(order)
        self.ordered.emit(order)

    def _resized(self, place: int, _old: int, _new: int) -> None:
        if not self._fitting:
            self._pulled = place


def _further(keys: tuple[tuple[str, bool], ...], key: str) -> Order:
    """One key more; pressed again it turns round, and a third time it goes, but for the only one."""
    known = dict(keys)
    if key not in known:
        known[key] = False
    elif not known[key]:
        known[key] = True
    elif len(known) > 1:
        del known[key]
    else:
        known[key] = False
    (first, down), *then = known.items()
    return Order(first, down, tuple(then))
