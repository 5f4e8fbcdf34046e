"""What a part of the case page is given, and what the page asks of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.pages.case_deeds import CaseDeeds
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.pages.case_turns import Build, Turns
from odrdesk.desktop.theme import Look
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.vocabulary import Step
from odrdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Place:
    """What a part is given: the window's look and work, the desk, how the page takes a step and opens another case."""

    look: Look
    window: Window
    work: Work
    desk: Desk
    deeds: CaseDeeds
    take: Callable[[Step], None]
    open_case: Callable[[str], None]


class Panel(QWidget):
    """A part that shows a case. What is not looked at need not be built: `when_seen`."""

    turns: Turns | None = None
    """In whose turns it is built; by itself at once."""
    _unbuilt: Build | None = None

    def when_seen(self, build: Build) -> None:
        """Build now if it is in view, else as it comes into view; what was asked for last holds."""
        if self.isVisible():
            self._unbuilt = None
            self._build_now(build)
        else:
            self._unbuilt = build
            if self.turns is not None:
                self.turns.drop(self)

    def showEvent(self, event: QShowEvent) -> None:
        """What came while nobody looked is built now."""
        super().showEvent(event)
        build, self._unbuilt = self._unbuilt, None
        if build is not None:
            self._build_now(build)

    def _build_now(self, build: Build) -> None:
        if self.turns is not None:
            self.turns.build(self, build)
        else:
            for _step in build() or ():
                pass

    def show_case(self, sight: Sight) -> None:
        """Show what the sight has of it; hide where there is nothing to say."""

    def take_files(self, files: list[Path]) -> bool:
        """Files fell on the window while the case is in view; whether this part takes them."""
        del files
        return False


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the case: `count` is the number beside its name, None for none."""

    key: str
    words: str
    panel: Panel
    count: Callable[[Sight], int | None] = lambda _sight: None
