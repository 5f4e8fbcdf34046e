"""A list to tick off, one line each: what was asked for and has come."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from odrdesk.desktop.forms.tick import Tick
from odrdesk.desktop.theme import Look


class Checklist(QWidget):
    """Options are (key, words); `edited` when one was ticked or unticked."""

    edited = Signal()

    def __init__(self, look: Look, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.ticks = {key: Tick(look, words) for key, words in options}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for tick in self.ticks.values():
            column.addWidget(tick)
            tick.toggled.connect(self.edited)
        if self.ticks:
            self.setFocusProxy(next(iter(self.ticks.values())))

    @property
    def chosen(self) -> list[str]:
        """The keys ticked, in their order."""
        return [key for key, tick in self.ticks.items() if tick.isChecked()]
