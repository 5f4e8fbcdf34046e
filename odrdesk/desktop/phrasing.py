"""常用语 in a window: which there are, and what a case puts into them."""

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.hub import Hub
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.phrase_popup import PhraseBook
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.vocabulary import PhraseField
from odrdesk.services import phrases
from odrdesk.services.desk import Changes, Desk
from odrdesk.services.phrases import Filled, Phrase

Values = Mapping[PhraseField, str]


@runtime_checkable
class OfCase(Protocol):
    """A page or dialog that knows which case a phrase in one of its fields is about."""

    def phrase_values(self) -> Values:
        """What the case puts into a phrase."""


class Phrasing(QObject):
    """Reads the phrases and keeps the window's book of them."""

    def __init__(self, look: Look, window: Window, work: Work, hub: Hub, *, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._work, self._desk = window, work, desk
        self.book = PhraseBook(look, window, self.fill)
        hub.changed.connect(self._heard)
        self.read()

    def read(self) -> None:
        """Read them anew."""
        self._work.read(lambda: phrases.kept(self._desk), owner=self, done=self._show)

    def fill(self, field: QWidget, text: str) -> Filled:
        """A phrase filled from the case the field belongs to, else from the one in view."""
        part: QWidget | None = field
        while part is not None:
            if isinstance(part, OfCase):
                return phrases.fill(text, part.phrase_values())
            part = part.parentWidget()
        window = self._window
        page = window.page(window.current) if window.current and window.has_page(window.current) else None
        return phrases.fill(text, page.phrase_values() if isinstance(page, OfCase) else {})

    def _show(self, kept: tuple[Phrase, ...]) -> None:
        self.book.phrases = kept

    def _heard(self, changes: Changes) -> None:
        if changes.settings:
            self.read()
