"""Why this date? The rule, its source, and every day from the event to the due day."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.day_strip import DayStrip
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.domain.deadlines import Day
from odrdesk.domain.dispute import Clock
from odrdesk.text import _

_WIDTH, _MOST = 630, 200


class WhyDateDialog(Dialog):
    """One deadline explained; the strip is left out where the parties agreed the day or it is years away."""

    def __init__(self, look: Look, window: QWidget, title: str, sentence: str, source: str) -> None:
        super().__init__(look, window, title)
        self.body.addWidget(Label(sentence, 14, wrap=True, selectable=True))
        self.strip, self._printable = DayStrip(look), False
        self._scroll = Scroller(self.strip)
        self._scroll.hide()
        self.body.addWidget(self._scroll)
        self.body.addWidget(Label(source, 12, Ink.TEXT3, wrap=True, selectable=True))
        self.print = self.button(_("打印"))
        self.print.hide()
        self.last = self.button(_("知道了"), Kind.PRIMARY)
        self.last.clicked.connect(self.close_over)

    def offer_print(self, printed: Callable[[], object]) -> None:
        """Offer to put the days on paper, once there are any to show."""
        self._printable = True
        self.print.clicked.connect(lambda _on=False: printed())

    def show_days(self, clock: Clock, days: Sequence[Day]) -> None:
        """Show the days; a strip of more than half a year explains nothing."""
        if 0 < len(days) <= _MOST:
            self.strip.show_days(clock.start, days, clock.due)
            self._scroll.show()
            self.place()
        # What counts hours has no days, and can be held beside a notice all the same.
        self.print.setVisible(self._printable and (0 < len(days) <= _MOST or clock.due_at is not None))

    def place(self) -> None:
        """So wide that ten working days with their rest days stand in one row."""
        self.plate.setFixedWidth(min(self.look.dp(_WIDTH), self.width() - 80))
        super().place()
