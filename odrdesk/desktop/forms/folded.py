"""A folded part of a complaint's form: fields behind a link, on a quiet plate of twelve columns."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from odrdesk.desktop.forms.binding import Binding, Bound, Maker, Term
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.field import Field
from odrdesk.text import field_label

COLUMNS = 12
Place = tuple[int, int, int]
"""Row, column and width of a field."""


class FoldedPlate(QFrame):
    """The link stands wherever the page puts it; the plate opens as soon as one of the fields holds something."""

    def __init__(
        self, make: Maker, binding: Binding, words: str, *, fields: Sequence[Bound], places: Sequence[Place]
    ) -> None:
        super().__init__()
        self.link = Button(make.look, words, "chevron-down", Kind.LINK, height=24, icon_size=14)
        self.link.clicked.connect(self.turn)
        self._plate = QFrame()
        self._plate.setProperty("plate", "quote")
        self.inside = QVBoxLayout(self._plate)
        self.inside.setContentsMargins(12, 8, 12, 10)
        self.inside.setSpacing(6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for bound, (row, column, span) in zip(fields, places, strict=True):
            grid.addWidget(binding.add(bound), row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 1)
        self.inside.addLayout(grid)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self._plate)
        self._show(on=False)

    @property
    def open(self) -> bool:
        """Whether the fields are in view."""
        return not self._plate.isHidden()

    def turn(self) -> None:
        """Open or fold."""
        self._show(on=self._plate.isHidden())

    def unfold(self, raw: Mapping[str, object], names: Sequence[str]) -> None:
        """Open where one of these fields holds something."""
        if any(raw.get(name) for name in names):
            self._show(on=True)

    def _show(self, *, on: bool) -> None:
        self._plate.setVisible(on)
        self.setVisible(on)


def one_of(make: Maker, name: str, terms: type[Term], options: Sequence[tuple[str, str]], nothing: str) -> Bound:
    """A choice among the members of a vocabulary, or `nothing`."""
    entry = Choice(make.look, [("", nothing), *options])
    entry.choose("")
    field = Field(make.look, name, field_label(name), entry)
    return Bound(field, lambda: entry.key, entry.choose, lambda: terms(entry.key) if entry.key else None)
