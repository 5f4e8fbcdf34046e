"""Drafts that wait: the newest is offered for going on with, or for throwing away."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import Signal

from odrdesk.desktop.dialogs.intake_words import draft_words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.text import _, ngettext


class Draft(Protocol):
    """A kept draft, as `services.drafts.kept` gives it."""

    @property
    def key(self) -> int:
        """Its key."""

    @property
    def kind(self) -> str:
        """Which form it belongs to."""

    @property
    def values(self) -> Mapping[str, object]:
        """What was typed."""

    @property
    def saved_at(self) -> datetime:
        """When."""


class DraftBar(Banner):
    """`restored(draft)` and `thrown(draft)`; throwing away is asked once more on the same button."""

    restored = Signal(object)
    thrown = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._waiting: list[Draft] = []
        self.throw = Button(look, _("丢弃"), kind=Kind.LINK, height=22)
        self._sure = False
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.throw)
        self.acted.connect(self._restore)
        self.throw.clicked.connect(self._throw)

    @property
    def waiting(self) -> Sequence[Draft]:
        """The drafts that are still offered, newest first."""
        return tuple(self._waiting)

    def offer(self, drafts: Sequence[Draft]) -> None:
        """Offer these, newest first; nothing shows when there are none."""
        self._waiting = list(drafts)
        self._sure = False
        self.throw.relabel(_("丢弃"))
        if not self._waiting:
            self.hide()
            return
        newest = self._waiting[0]
        words = draft_words(newest.values, newest.saved_at)
        more = len(self._waiting) - 1
        if more:
            words += ngettext("，另有 {n} 份", "，另有 {n} 份", more).format(n=more)
        self.say(words, Tone.INFO, _("恢复草稿"), closable=False)

    def _restore(self) -> None:
        draft = self._waiting[0]
        self.offer(self._waiting[1:])
        self.restored.emit(draft)

    def _throw(self) -> None:
        if not self._sure:
            self._sure = True
            self.throw.relabel(_("再按一次就丢弃"))
            return
        draft = self._waiting[0]
        self.offer(self._waiting[1:])
        self.thrown.emit(draft)
