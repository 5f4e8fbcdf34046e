"""A card: a surface with a hairline, a title row and what belongs under it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.label import Elided

FIRST = 100
"""How far the title comes before the words beside it, and those before empty room, where the row is narrow."""


class Card(QFrame):
    """`title` left, `aside` in grey beside it, actions at the right end of the title row."""

    def __init__(
        self,
        title: str = "",
        aside: str = "",
        *,
        spacing: int = 10,
        margins: tuple[int, int, int, int] = (16, 14, 16, 16),
    ) -> None:
        super().__init__()
        self.setProperty("plate", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(spacing)
        self.head = QHBoxLayout()
        self.head.setSpacing(10)
        self.aside = Elided(aside, 13, Ink.TEXT3)
        if title:
            self.setAccessibleName(title)
            self.head.addWidget(Elided(title, 15, bold=True), FIRST * FIRST)
            self.head.addWidget(self.aside, FIRST)
            self.head.addStretch(1)
            self.body.addLayout(self.head)

    def act(self, widget: QWidget) -> None:
        """Something at the right end of the title row."""
        self.head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """One more part below."""
        if isinstance(part, QLayout):
            self.body.addLayout(part, stretch)
        else:
            self.body.addWidget(part, stretch)


def rule() -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setProperty("plate", "rule")
    line.setFixedHeight(1)
    return line
