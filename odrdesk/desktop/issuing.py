"""Issuing a paper from the window: its draft is looked at, and what is issued is what was looked at."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from odrdesk.desktop.dialogs.paper_draft import DraftDialog
from odrdesk.desktop.paper_words import title_words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services import papers
from odrdesk.services.desk import Desk
from odrdesk.services.papers import Draft, Issued

CHANGED = "paper.changed_since"


class Asked(NamedTuple):
    """A paper of a case; `lead` is the number of a sheet's lead."""

    case: str
    kind: PaperKind
    copy: str = "consumer"
    lead: int | None = None
    language: str | None = None


class Issuing(QObject):
    """`making(bool)` around the work; `refused` hears what was refused but for a change, which shows a new draft."""

    making = Signal(bool)

    def __init__(
        self, look: Look, window: Window, work: Work, desk: Desk, *, refused: Callable[[Refusal], None]
    ) -> None:
        super().__init__(window)
        self._look, self._window, self._work, self._desk, self._refused = look, window, work, desk, refused

    def ask(self, asked: Asked, done: Callable[[Issued], None], *, anew: bool = False) -> None:
        """Show what the paper would say, and issue it when that is confirmed.

        What takes no new number (issued before, a further copy) is issued at once. `anew`: an earlier draft was looked
        at, and the case changed since.
        """

        def drafted(draft: Draft) -> None:
            if draft.content is None:
                self._issue(asked, draft, done)
                return
            dialog = DraftDialog(self._look, self._window, title_words(asked.kind, asked.copy), draft.content)
            dialog.numbered.connect(partial(self._issue, asked, draft, done))
            if anew:
                dialog.tell_changed()
            # Who confirms by Enter at once has not looked again.
            self._window.cover(dialog, dialog.paper if anew else dialog.go)

        self.making.emit(True)
        told = partial(papers.draft, self._desk, asked.case, asked.kind, copy=asked.copy, lead=asked.lead)
        call = partial(told, language=asked.language)
        op = self._work.read(call, owner=self, done=drafted, refused=self._refused)
        op.ended.connect(partial(self.making.emit, False))

    def _issue(self, asked: Asked, draft: Draft, done: Callable[[Issued], None]) -> None:
        def refused(no: Refusal) -> None:
            if no.code == CHANGED:
                self.ask(asked, done, anew=True)
            else:
                self._refused(no)

        self.making.emit(True)
        told = partial(papers.issue, self._desk, asked.case, asked.kind, copy=asked.copy, lead=asked.lead)
        call = partial(told, language=asked.language, expected=draft.digest)
        op = self._work.write(call, owner=self, done=done, refused=refused)
        op.at_end(self, partial(self.making.emit, False))
