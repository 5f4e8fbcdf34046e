"""What stands where a list has nothing to show: a sentence and a way on, no picture."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.label import Label


class EmptyState(QWidget):
    """`acted` when the button is pressed."""

    acted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._title = Label("", 15, bold=True)
        self._text = Label("", 13, Ink.TEXT3, wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = Button(look)
        self.button.clicked.connect(self.acted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._text)  # as wide as the room: an aligned paragraph gets the height of a wider one
        column.addSpacing(4)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def say(self, title: str, text: str = "", act: str = "") -> None:
        """The sentence, an explanation, the way on."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.button.relabel(act)
        self.button.setVisible(bool(act))
        self.setAccessibleName(f"{title} {text}".rstrip())
