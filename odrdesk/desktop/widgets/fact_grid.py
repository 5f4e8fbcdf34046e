"""Facts side by side: each a small title over its value, so many in a row."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.label import Elided

_COLUMNS = 4


class FactGrid(QWidget):
    """As many facts as it was made for; `values` are the labels, in their order."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.values: list[Elided] = []
        self._titles: list[Elided] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for number in range(count):
            title, value = Elided(" ", 12, Ink.TEXT3), Elided("—", 13)
            self._titles.append(title)
            self.values.append(value)
            cell = QVBoxLayout()
            cell.setSpacing(2)
            for part in (title, value):
                across = QHBoxLayout()
                across.addWidget(part)
                across.addStretch(1)
                cell.addLayout(across)
            grid.addLayout(cell, number // _COLUMNS, number % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 60)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show titles and values, as many as it was made for."""
        for title, value, (name, words) in zip(self._titles, self.values, facts, strict=True):
            title.setText(name)
            value.setText(words)
