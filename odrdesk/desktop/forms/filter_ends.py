"""What a filter is told beside its ticks: a range from and to, or words that must stand in a text."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from odrdesk.desktop.forms.suggest import suggest
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.amount import AmountEntry
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.day import DayEntry
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.label import Label
from odrdesk.domain.errors import Refusal
from odrdesk.text import _, refusal_text

Ends = tuple[date | int | None, date | int | None]
AddWorkingDays = Callable[[date, int], date]


class RangeEnds(QWidget):
    """`given(low, high)` on Enter or the button: amounts in fen, or days; None where an end is open."""

    given = Signal(object, object)

    def __init__(self, look: Look, low: AmountEntry | DayEntry, high: AmountEntry | DayEntry) -> None:
        super().__init__()
        self.low, self.high = low, high
        self.note = Label("", 12, Ink.DANGER, wrap=True)
        self.note.hide()
        low.setAccessibleName(_("从"))
        high.setAccessibleName(_("到"))
        self.go = Button(look, _("按范围筛选"), height=30)
        self.go.clicked.connect(self._give)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for place, (words, entry) in enumerate(((_("从"), low), (_("到"), high))):
            grid.addWidget(Label(words, 12, Ink.TEXT2), place, 0)
            grid.addWidget(entry, place, 1)
            entry.setMinimumWidth(look.dp(140))
        grid.addWidget(self.note, 2, 0, 1, 2)
        grid.addWidget(self.go, 3, 0, 1, 2, Qt.AlignmentFlag.AlignRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field gives the range."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        try:
            low, high = _end(self.low), _end(self.high)
        except Refusal as no:
            self._say(refusal_text(no))
            return
        if low is not None and high is not None and low > high:  # type: ignore[operator]  # both are of one kind
            self._say(_("“从”不能比“到”大。"))
            return
        self.given.emit(low, high)

    def _say(self, words: str) -> None:
        self.note.setText(words)
        self.note.show()


def amount_ends(look: Look, ends: Ends) -> RangeEnds:
    """A range of money."""
    made = RangeEnds(look, AmountEntry(look), AmountEntry(look))
    for entry, value in zip((made.low, made.high), ends, strict=True):
        if isinstance(entry, AmountEntry) and isinstance(value, int):
            entry.setText(f"{value // 100}.{value % 100:02d}")
    return made


def day_ends(look: Look, ends: Ends, today: Callable[[], date], add: AddWorkingDays) -> RangeEnds:
    """A range of days."""
    made = RangeEnds(look, DayEntry(look, today, add), DayEntry(look, today, add))
    for entry, value in zip((made.low, made.high), ends, strict=True):
        if isinstance(entry, DayEntry) and isinstance(value, date):
            entry.show_day(value)
    return made


class WordsEnd(QWidget):
    """`given(text)` on Enter or the button; commas between several."""

    given = Signal(str)

    def __init__(self, look: Look, words: str, known: Sequence[str]) -> None:
        super().__init__()
        self.entry = Entry(look, placeholder=_("含有这些字，多个用逗号"))
        self.entry.setText(words)
        self.entry.setAccessibleName(_("含有这些字"))
        self.entry.setMinimumWidth(look.dp(220))
        if known:
            suggest(self.entry, known, lambda _word: self._give())
        go = Button(look, _("筛选"), height=30)
        go.clicked.connect(self._give)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setVerticalSpacing(6)
        grid.addWidget(self.entry, 0, 0)
        grid.addWidget(go, 1, 0, Qt.AlignmentFlag.AlignRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        self.given.emit(self.entry.text())


def _end(entry: AmountEntry | DayEntry) -> date | int | None:
    if isinstance(entry, DayEntry):
        return entry.day()
    amount = entry.amount()
    return None if amount is None else int(amount)
