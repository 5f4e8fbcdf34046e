"""Which day of a case to look at: a day field and its button, on the tab of the record."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.day import DayEntry
from odrdesk.desktop.widgets.label import Label
from odrdesk.domain.errors import Refusal
from odrdesk.services.desk import Desk
from odrdesk.text import _, refusal_text


class DayPicker(QWidget):
    """A day and a button; `chosen(date)` when one was asked for. What cannot be shown is said beneath."""

    chosen = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.entry = DayEntry(look, desk.today, desk.calendar.add_working_days)
        self.entry.setPlaceholderText(_("如 1013、昨天"))
        self.entry.setAccessibleName(_("看这一天的案件"))
        self.entry.setFixedWidth(look.dp(124))
        self.button = Button(look, _("看这一天"), "history", height=30)
        self.note = Label("", 12, Ink.DANGER, wrap=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.note.hide()
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addStretch(1)
        line.addWidget(Label(_("看这一天的案件"), 12, Ink.TEXT3))
        line.addWidget(self.entry)
        line.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.note)
        self.button.clicked.connect(self._choose)
        self.entry.returnPressed.connect(self._choose)
        self.entry.textEdited.connect(lambda _text: self.note.hide())

    def refuse(self, words: str) -> None:
        """Say beneath why it cannot be shown; what was typed stays."""
        self.note.setText(words)
        self.note.show()

    def _choose(self) -> None:
        self.note.hide()
        try:
            asked = self.entry.day()
        except Refusal as no:
            self.refuse(refusal_text(no))
            return
        if asked is not None:
            self.chosen.emit(asked)
