"""The row of filters above the case list: a chip for each, and what can be done with a changed view."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from odrdesk.desktop.pages import cases_filters as filters
from odrdesk.desktop.pages.cases_filters import Chip, Where
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.filter_chip import FilterChip
from odrdesk.desktop.widgets.label import Label
from odrdesk.text import _


class FilterBar(QWidget):
    """`changed(where)` after a tick; `saved`, `forgotten` and `cleared` when its links are pressed."""

    changed = Signal(object)
    saved = Signal()
    forgotten = Signal()
    cleared = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._where: Where = ()
        self.chips = {chip: FilterChip(look, filters.chip_words(chip)) for chip in Chip}
        self.further = Label("", 12, Ink.TEXT3)
        self.forget = Button(look, _("删除视图"), kind=Kind.LINK, height=30)
        self.save = Button(look, _("存为视图"), kind=Kind.LINK, height=30)
        self.clear = Button(look, _("清除"), kind=Kind.LINK, height=30)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for chip, button in self.chips.items():
            button.picked.connect(partial(self._picked, chip))
            row.addWidget(button)
        row.addWidget(self.further)
        row.addStretch(1)
        for link, signal in ((self.forget, self.forgotten), (self.save, self.saved), (self.clear, self.cleared)):
            link.clicked.connect(signal)
            row.addWidget(link)

    def show_where(self, where: Where, officers: Sequence[str]) -> None:
        """Say what is let through; `officers` can be picked from."""
        self._where = where
        for chip, button in self.chips.items():
            options = filters.options(chip, officers)
            button.show_choice(options, filters.keys(chip, where), filters.words(chip, where))
        self.further.setText(filters.others(where))

    def offer(self, *, clear: bool, save: bool, forget: bool) -> None:
        """Which links make sense now."""
        self.clear.setVisible(clear)
        self.save.setVisible(save)
        self.forget.setVisible(forget)

    def _picked(self, chip: Chip, keys: Sequence[str]) -> None:
        self.changed.emit(filters.picked(chip, self._where, keys))
