"""记录: what happened, newest first, in words; new contacts are written here."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal

from odrdesk.desktop.formats import stamp
from odrdesk.desktop.keeping import Keeping
from odrdesk.desktop.pages import case_words
from odrdesk.desktop.pages.case_composer import Composer
from odrdesk.desktop.pages.case_day import DayPicker
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.widgets.timeline import Moment, Timeline
from odrdesk.domain.record import Written
from odrdesk.domain.vocabulary import Step
from odrdesk.services.desk import Desk
from odrdesk.text import _, ngettext, refusal_text

LATEST = 4


class RecordCard(Card):
    """The latest entries with the composer above them; `all_asked` for the whole record."""

    all_asked = Signal()

    def __init__(self, look: Look, keeping: Keeping) -> None:
        super().__init__(_("记录"), spacing=12)
        self.all = Button(look, " ", kind=Kind.LINK, height=26)
        self.all.clicked.connect(self.all_asked)
        self.act(self.all)
        self.composer = Composer(look, keeping)
        self._closed = Label("", 13, Ink.TEXT3, wrap=True)
        self.timeline = Timeline(look, _("最近记录"))
        for part in (self.composer, self._closed, self.timeline):
            self.add(part)

    def show_case(self, sight: Sight) -> None:
        """Show a dispute."""
        record = sight.view.record
        self.all.relabel(ngettext("全部 {n} 条", "全部 {n} 条", len(record)).format(n=len(record)))
        self.composer.turn_to(sight.case.number)
        status = sight.status(Step.CONTACT)
        self.composer.setVisible(status.open)
        self._closed.setVisible(not status.open)
        self._closed.setText(refusal_text(status.refusal) if status.refusal else "")
        self.timeline.show_moments(moments(record)[:LATEST])


class TimelineCard(Card):
    """The whole record, or the entries of one sort; `asked` for the case as it stood on a day or after an entry."""

    asked = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(_("全部记录"), spacing=12)
        sorts = [("all", _("全部")), ("contact", _("沟通")), ("step", _("办理")), ("paper", _("文书"))]
        self.sorts = Segmented(look, _("记录的种类"), sorts)
        self.sorts.chosen.connect(lambda _sort: self._refresh())
        self.act(self.sorts)
        self.picker = DayPicker(look, desk)
        self.picker.chosen.connect(self.asked)
        self.timeline = Timeline(look, _("全部记录"), _("看这一条之后的案件"))
        self.timeline.asked.connect(self.asked)
        self._none = Label(_("没有这一类记录。"), 13, Ink.TEXT3)
        for part in (self.picker, self.timeline, self._none):
            self.add(part)
        self.body.addStretch(1)
        self._record: tuple[Written, ...] = ()

    def show_case(self, sight: Sight) -> None:
        """Show a dispute."""
        self._record = sight.view.record
        self._refresh()

    def _refresh(self) -> None:
        sort = self.sorts.current
        wanted = [one for one in self._record if sort in ("all", case_words.kind_of(one))]
        shown = zip(moments(wanted), reversed(wanted), strict=True)
        self.timeline.show_moments([replace(moment, key=one.seq) for moment, one in shown])
        self._none.setVisible(not wanted)


def moments(record: Sequence[Written]) -> list[Moment]:
    """The entries in words, the newest first."""
    return [case_words.moment(one, stamp(one.entry.at)) for one in reversed(record)]
