"""What a person changes of a sheet before it comes in, and imports that are taken back."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from odrdesk.desktop import formats
from odrdesk.desktop.dialogs import import_lines as told_as
from odrdesk.desktop.dialogs.import_parts import LineTable
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.domain.sheet_words import Field
from odrdesk.services.sheet_habits import Batch
from odrdesk.services.transfer import Column
from odrdesk.text import _, ngettext

SHOWN = 3
"""Imports that are offered for taking back."""


class CellEntry(Entry):
    """Lies over one cell of a table. `kept(text)` by Enter and when it is left, unless Esc came before."""

    kept = Signal(str)

    def __init__(self, look: Look, table: LineTable, index: QModelIndex, text: str) -> None:
        super().__init__(look, longest=30_000)
        self.setParent(table.viewport())
        self.setAccessibleName(_("改这个单元格"))
        self.setText(text)
        self.selectAll()
        room = table.visualRect(index)
        self.setGeometry(room.adjusted(2, 0, -2, 0).intersected(table.viewport().rect()))
        self._over = False
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps it and does no next step; Esc leaves the cell as it was and closes nothing else."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
            self._end(keep=True)
        elif event.key() == Qt.Key.Key_Escape:
            event.accept()
            self._end(keep=False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is not lost by going elsewhere."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._end(keep=True)

    def _end(self, *, keep: bool) -> None:
        if self._over:
            return
        self._over = True
        text, room = self.text(), self.parentWidget()
        table = room.parentWidget() if room is not None else None
        self.hide()
        self.deleteLater()
        if table is not None:
            table.setFocus(Qt.FocusReason.OtherFocusReason)
        if keep:
            self.kept.emit(text)


class RecentImports(QWidget):
    """The imports of the last 24 hours; `asked(Batch)` when one shall go back. Hidden while there is none."""

    asked = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.buttons: list[Button] = []
        self.hide()

    def show_batches(self, batches: Sequence[Batch]) -> None:
        """The last of them, the newest first."""
        while self._column.count():
            item = self._column.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.deleteLater()
        self.buttons.clear()
        for batch in batches[:SHOWN]:
            self._column.addWidget(self._row(batch))
        if batches:
            heading = Label(_("最近 24 小时的导入"), 12, Ink.TEXT3)
            self._column.insertWidget(0, heading, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setVisible(bool(batches))

    def _row(self, batch: Batch) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        new = batch.report.get("new")
        count = new if isinstance(new, int) else 0
        told = ngettext("{n} 件", "{n} 件", count).format(n=f"{count:,}")
        words = formats.DOT.join((batch.file, told, formats.stamp(batch.at, year=False)))
        button = Button(self._look, _("整批撤销"), "undo-2", Kind.LINK, height=24, icon_size=14)
        button.setAccessibleDescription(words)
        button.clicked.connect(lambda: self.asked.emit(batch))
        self.buttons.append(button)
        row.addStretch(1)
        row.addWidget(Elided(words, 13, Ink.TEXT2))
        row.addWidget(button)
        row.addStretch(1)
        return line


def field_menu(parent: QWidget, column: Column) -> tuple[QMenu, dict[str, Field | None]]:
    """What a column may fill: every field, and nothing; the key of each action is its words."""
    menu, fields = QMenu(parent), dict[str, Field | None]()
    for field in Field:
        if field in (Field.STATUS, Field.RESULT):
            continue
        words = told_as.field_words(field)
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(column.field is field)
        fields[words] = field
    menu.addSeparator()
    nothing = _("只留原文")
    fields[nothing] = None
    menu.addAction(nothing)
    return menu, fields


def beneath(table: LineTable, index: QModelIndex) -> QPoint:
    """Where the menu of a cell opens."""
    return table.viewport().mapToGlobal(table.visualRect(index).bottomLeft())
