"""最近记录: what happened last, in words; new contacts are written here."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from odrdesk.desktop.formats import stamp
from odrdesk.desktop.keeping import Keeping
from odrdesk.desktop.pages import case_words
from odrdesk.desktop.pages.case_composer import Composer
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.timeline import Moment, Timeline
from odrdesk.domain.record import Written
from odrdesk.domain.vocabulary import Step
from odrdesk.text import _, ngettext, refusal_text

LATEST = 3


class RecordCard(Card):
    """The latest entries with the composer above them; `all_asked` for the whole record."""

    all_asked = Signal()

    def __init__(self, look: Look, keeping: Keeping) -> None:
        super().__init__(_("最近记录"), spacing=12)
        self.all = Button(look, " ", kind=Kind.LINK, height=26)
        self.all.clicked.connect(self.all_asked)
        self.act(self.all)
        self.composer = Composer(look, keeping)
        self._closed = Label("", 13, Ink.TEXT3, wrap=True)
        self.timeline = Timeline(look, _("最近记录"))
        self._slot = QVBoxLayout()
        self._slot.setContentsMargins(0, 0, 0, 0)
        self._slot.addWidget(self.composer)
        self.add(self._slot)
        for part in (self._closed, self.timeline):
            self.add(part)

    def take_composer(self) -> None:
        """A contact is written here again."""
        self._slot.addWidget(self.composer)

    def turn_to(self, sight: Sight) -> None:
        """From now on what is written is of this dispute."""
        self.composer.turn_to(sight.case.number)
        status = sight.status(Step.CONTACT)
        self.composer.setVisible(status.open)
        self._closed.setVisible(not status.open)
        self._closed.setText(refusal_text(status.refusal) if status.refusal else "")

    def show_case(self, sight: Sight) -> None:
        """Show what happened last to a dispute."""
        record = sight.view.record
        self.all.relabel(ngettext("全部 {n} 条", "全部 {n} 条", len(record)).format(n=len(record)))
        self.timeline.show_moments(moments(record[-LATEST:]))


def moments(record: Sequence[Written]) -> list[Moment]:
    """The entries in words, the newest first."""
    return [case_words.moment(one, stamp(one.entry.at)) for one in reversed(record)]
