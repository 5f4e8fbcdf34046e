"""What stands in the place of a list that is not there: still being read, empty with a way on, not readable."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.text import _, fault_text, refusal_text


class States(QStackedWidget):
    """The list, or what stands in its place: still being read, empty, not readable with a way to try again."""

    again = Signal()
    way_on = Signal()

    def __init__(self, look: Look, content: QWidget) -> None:
        super().__init__()
        self._content, self._failed = content, False
        self.empty = EmptyState(look)
        self.empty.acted.connect(self._acted)
        self.addWidget(content)
        self.addWidget(self.empty)
        self.empty.say(_("正在读取…"))
        self.setCurrentWidget(self.empty)

    def _acted(self) -> None:
        (self.again if self._failed else self.way_on).emit()

    def show_content(self) -> None:
        """There is something to show."""
        self._failed = False
        self.setCurrentWidget(self._content)

    def show_nothing(self, nothing: tuple[str, str, str]) -> None:
        """There is nothing: say so, and where to go."""
        self._failed = False
        self.empty.say(*nothing)
        self.setCurrentWidget(self.empty)

    def show_failure(self, why: Refusal | Fault) -> None:
        """It could not be read."""
        self._failed = True
        self.empty.say(
            _("没有读出来"), refusal_text(why) if isinstance(why, Refusal) else fault_text(why), _("再试一次")
        )
        self.setCurrentWidget(self.empty)
