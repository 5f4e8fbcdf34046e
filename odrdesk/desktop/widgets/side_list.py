"""A narrow list of places to go inside a page or dialog: one line each, walked by the arrow keys."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.models.rows import Index
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink

_KEY = Qt.ItemDataRole.UserRole


class SideList(QListWidget):
    """`chosen(key)` when another line becomes the current one, by mouse or keys."""

    chosen = Signal(str)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(_LineDelegate(look, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.currentItemChanged.connect(self._tell)
        look.changed.connect(self.scheduleDelayedItemsLayout)

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Lines as (key, words), headings without a key; the current one stays where it is still there."""
        kept = self.current
        self.blockSignals(True)
        self.clear()
        for key, words in lines:
            item = QListWidgetItem(words)
            item.setData(_KEY, key)
            if not key:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        self._stand_on(kept)
        self.blockSignals(False)
        if self.current and self.current != kept:
            self.chosen.emit(self.current)

    @property
    def current(self) -> str:
        """The current key, empty for none."""
        item = self.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def choose(self, key: str) -> None:
        """Make a line the current one."""
        rows = [row for row in range(self.count()) if self.item(row).data(_KEY) == key]
        if rows:
            self.setCurrentRow(rows[0])

    def _stand_on(self, key: str) -> None:
        rows = [row for row in range(self.count()) if key and self.item(row).data(_KEY) == key]
        first = next((row for row in range(self.count()) if self.item(row).data(_KEY)), -1)
        self.setCurrentRow(rows[0] if rows else first)

    def _tell(self) -> None:
        if self.current:
            self.chosen.emit(self.current)


class _LineDelegate(QStyledItemDelegate):
    """The words; the current line on its own ground, bold."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """36 high, a heading a little less."""
        return QSize(120, self._look.dp(36 if index.data(_KEY) else 30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        look, rect, state = self._look, QRectF(option.rect), option.state
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        if not index.data(_KEY):
            beneath = rect.adjusted(12, look.dp(8), -8, 0)
            paint.words(painter, look, beneath, words, px=12, ink=Ink.TEXT3)
            return
        on = bool(state & QStyle.StateFlag.State_Selected)
        if on or state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, rect.adjusted(0, 1, 0, -1), 8, look.colour(Ink.SELECTED if on else Ink.HOVER))
        if on and state & QStyle.StateFlag.State_HasFocus:
            paint.ring(painter, look, rect.adjusted(0, 1, 0, -1), 8)
        paint.words(painter, look, rect.adjusted(12, 0, -8, 0), words, ink=Ink.TEXT, bold=on)
