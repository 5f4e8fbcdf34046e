"""案件页: one dispute whole, its next legal step as the one primary button. It arranges; the panels show."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QScrollBar, QStackedWidget, QWidget
from shiboken6 import isValid

from odrdesk.desktop.actions import Need, Registry
from odrdesk.desktop.dialogs.evidence_file import found_in
from odrdesk.desktop.hub import Hub
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.pages import case_keys, case_parts
from odrdesk.desktop.pages.case_audit import AuditPanel
from odrdesk.desktop.pages.case_body import CaseBody
from odrdesk.desktop.pages.case_deadlines import DeadlinesCard
from odrdesk.desktop.pages.case_deeds import CaseDeeds
from odrdesk.desktop.pages.case_evidence import EvidencePanel
from odrdesk.desktop.pages.case_facts import FactsCard
from odrdesk.desktop.pages.case_head import CaseHead
from odrdesk.desktop.pages.case_list import CaseList
from odrdesk.desktop.pages.case_next import NextCard
from odrdesk.desktop.pages.case_offers import OffersCard
from odrdesk.desktop.pages.case_paper_acts import PaperActs
from odrdesk.desktop.pages.case_papers import PapersCard
from odrdesk.desktop.pages.case_parties import PartiesCard
from odrdesk.desktop.pages.case_past import PastBar
from odrdesk.desktop.pages.case_record import RecordCard
from odrdesk.desktop.pages.case_rise import AskedBanner, RiseBanner
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.pages.case_stages import stages
from odrdesk.desktop.pages.case_timeline import TimelineCard
from odrdesk.desktop.pages.case_turns import Turns
from odrdesk.desktop.pages.phrase_values import values_of
from odrdesk.desktop.phrasing import Values
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.stepper import Stepper
from odrdesk.desktop.widgets.view_tabs import ViewTabs
from odrdesk.desktop.window import Page, Window
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.vocabulary import Step
from odrdesk.services.desk import Changes, Desk
from odrdesk.text import _, fault_text, ngettext, refusal_text

COMPACT_BELOW = 800
SIDE_WIDE, SIDE_NARROW = 292, 282


class CasePage(Page):
    """Made once per window. `open_case(number)` shows a dispute; what is typed for another waits for its return."""

    def __init__(self, look: Look, window: Window, work: Work, hub: Hub, *, desk: Desk, rows: Rows) -> None:
        super().__init__()
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self._number, self._stale = "", False
        self._reading = Newest(work, self)
        self._waiting: tuple[str, Callable[[Sight], object]] | None = None
        self.sight: Sight | None = None
        self.deeds = CaseDeeds(look, window, work, desk)
        self.cases = CaseList(look, rows)
        self.head = CaseHead(look, window.registry.hint)
        self.way = Stepper(look)
        place = case_parts.Place(look, window, work, desk, self.deeds, self.take, self.open_case)
        self.more, self.cards = case_parts.tabs(place), case_parts.cards(place)
        self.audit = AuditPanel(place)
        self.subjects = [*(tab.panel for tab in self.more), *self.cards, self.audit]
        further = ((tab.key, tab.words) for tab in self.more)
        named = [
            ("overview", _("概览")),
            ("record", _("时间线")),
            *further,
            ("papers", ngettext("文书", "文书", 2)),
            ("audit", _("审计")),
        ]
        self.tabs = ViewTabs(look, _("案件内容"), named, gap=24, height=38)
        self.asked, self.rise, self.bar = AskedBanner(look), RiseBanner(look), Banner(look)
        self.facts, self.offers, self.record = FactsCard(look), OffersCard(look), RecordCard(look, self.deeds.keeping)
        self.timeline, self.next = TimelineCard(look, desk), NextCard(look)
        self.deadlines, self.parties, self.papers = DeadlinesCard(look), PartiesCard(look), PapersCard(look)
        self.past = PastBar(look, (self.head.more, self.head.papers, self.facts.edit, self.next), self.subjects)
        self.printed = PaperActs(self.deeds, lambda: self.sight, card=self.papers, following=self.next, bar=self.bar)
        for button, key in ((self.facts.edit, "correct"), (self.offers.buttons[Step.PROPOSE], "propose")):
            button.setToolTip(window.registry.hint(key))
        self.nothing = EmptyState(look)
        self._arrange()
        self._connect(hub, rows)
        case_keys.handle(self, window.registry.run)
        self._blank(_("没有打开的案件"), _("在“案件”里选一件，按 Enter 打开。"), _("打开案件列表"))

    @property
    def registry(self) -> Registry:
        """The commands of its window."""
        return self._window.registry

    @property
    def number(self) -> str:
        """The dispute in view, empty for none."""
        return self._number

    def open_case(self, number: str) -> None:
        """Show a dispute by its number; the one before stands until it is read."""
        other, self._number = number != self._number, number
        if other:
            self.turns.leave(None if self.isVisible() else self.parentWidget())
            self.bar.hide()
            self.past.reset()
            if self.sight is None:
                self._blank(_("正在打开 {number}…").format(number=number))
        self.refresh()

    def refresh(self) -> None:
        """Read the dispute again."""
        number, self._stale = self._number, False
        if not number:
            return
        op = self._reading.read(
            self.past.reader(self._desk, number),
            lambda sight: self._show(number, sight),
            refused=lambda no: self._failed(number, no),
            faulted=lambda fault: self._failed(number, fault),
        )
        op.bug.connect(lambda _error: self.turns.end())

    def arrive(self) -> None:
        """It came into view: letters are commands here, so no field takes the focus."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._stale:
            self.refresh()

    def set_wide(self, wide: bool) -> None:
        """With the list beside it, or alone."""
        self.cases.setVisible(wide)
        self.body.side.setFixedWidth(self._look.dp(SIDE_WIDE if wide else SIDE_NARROW))

    def take(self, step: Step) -> None:
        """Take a step: a contact is written in place, everything else asks in a dialog."""
        sight = self.sight
        if sight is None:
            return
        if step is Step.CONTACT and sight.may(step):
            self.write_contact()
            return
        waiting = next((one for one in sight.case.awaiting if one.step is step), None)
        self.deeds.take(sight, step, waiting.facts if waiting else None)

    def write_contact(self) -> None:
        """Go where a contact is written."""
        if self.tabs.current != "record":
            self._choose_tab("overview")
            self.body.columns["overview"].ensureWidgetVisible(self.record.composer, 0, 24)
        self.record.composer.content.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def phrase_values(self) -> Values:
        """What a phrase takes from the case in view."""
        return values_of(self.sight) if self.sight is not None else {}

    def when_shown(self, number: str, act: Callable[[Sight], object]) -> None:
        """Do something with a case once it is in view; another case that comes first ends the wait."""
        self._waiting = number, act

    def when_here(self, act: Callable[[], object]) -> None:
        """Do something now, or once the case that was asked for is read: no key is meant for the one before."""
        if self.sight is not None and self.sight.case.number != self._number:
            self.when_shown(self._number, lambda _sight: act())
        else:
            act()

    def show_tab(self, key: str) -> None:
        """Turn to a tab."""
        self._choose_tab(key)

    def take_files(self, files: list[Path]) -> bool:
        """Files fell on the window; whether a part of the case in view takes them."""
        return self.sight is not None and any(tab.panel.take_files(files) for tab in self.more)

    def print_papers(self) -> None:
        """Look at the papers, to print them."""
        self.printed.print()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves a field first, then the page."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.past.left():
            self._window.registry.run("back")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window has the way in one line."""
        super().resizeEvent(event)
        self.way.set_compact(self.window().height() < COMPACT_BELOW)

    def showEvent(self, event: QShowEvent) -> None:
        """The commands of a case are there while a case is."""
        super().showEvent(event)
        self._window.registry.set_present(Need.CASE, present=self.sight is not None)

    def hideEvent(self, event: QHideEvent) -> None:
        """And go with it."""
        super().hideEvent(event)
        self._window.registry.set_present(Need.CASE, present=False)

    def _show(self, number: str, sight: Sight) -> None:
        """From now on every key is meant for this case; what shows it comes in turns."""
        if number != self._number:
            return
        before, self.sight = self.sight, sight
        other = before is None or before.case.number != number
        if before is not None and len(before.view.record) != len(sight.view.record):
            self.bar.hide()
        self.turns.begin(lambda: self._shown(sight, other=other), other=other)
        if other:
            self.turns.hold_focus(self, self.record.composer)
            self._pages.setCurrentWidget(self.body)
            self.turns.turn(partial(self.body.turn_to, number))
        self.record.turn_to(sight)
        for part in self.subjects:
            part.show_case(sight)
        for panel in (self.head, self.timeline, self.papers, self.past, self.asked, self.rise):
            panel.show_case(sight)
        for card in (self.facts, self.offers, self.record, self.next, self.deadlines, self.parties):
            self.turns.build(card, partial(card.show_case, sight))
        for tab in self.more:
            self.tabs.count(tab.key, tab.count(sight))
        for key in ("record", "audit"):
            self.tabs.count(key, len(sight.view.record))
        self.tabs.count("papers", sum(not paper.mark.void for paper in sight.view.papers) or None)
        self.way.show_stages(stages(sight.view))
        case_keys.judge(self, sight)
        self.cases.stand_on(sight.case.key)
        self._window.registry.set_present(Need.CASE, present=self.isVisible())

    def _shown(self, sight: Sight, *, other: bool) -> None:
        if other:
            self.body.scroll_back()
        awaited, self._waiting = self._waiting, None
        if awaited is not None and awaited[0] == sight.case.number:
            awaited[1](sight)

    def _failed(self, number: str, why: Refusal | Fault) -> None:
        if number == self._number and not self.past.gave_way(why):
            self.sight = self._waiting = None
            self.turns.end()
            text = refusal_text(why) if isinstance(why, Refusal) else fault_text(why)
            self._blank(_("没有打开 {number}").format(number=number), text, _("再试一次"))
            self._window.registry.set_present(Need.CASE, present=False)

    def _blank(self, title: str, text: str = "", act: str = "") -> None:
        self.nothing.say(title, text, act)
        self._pages.setCurrentWidget(self.nothing)

    def _retry(self) -> None:
        if self._number:
            self.refresh()
        else:
            self._window.registry.run("cases")

    def _changed(self, changes: Changes) -> None:
        mine = self.sight is not None and self.sight.case.key in changes.disputes
        if self._number and (mine or changes.settings or changes.clerks):
            self._stale = True
            if self.isVisible():
                self.refresh()

    def _arrange(self) -> None:
        columns: dict[str, Sequence[QWidget]] = {
            "overview": (self.facts, self.offers, self.record),
            "record": (self.timeline,),
            **{tab.key: (tab.panel,) for tab in self.more},
            "papers": (self.papers,),
            "audit": (self.audit,),
        }
        top = (self.past, self.head, self.way, self.tabs, self.asked, self.rise, self.bar)
        side = (self.next, self.deadlines, self.parties, *self.cards)
        self.body = CaseBody(self.tabs, top, columns, side)
        self.body.turned.connect(self._turned)
        bar = self.body.columns["record"].verticalScrollBar()
        bar.valueChanged.connect(partial(_follow, self.timeline, bar))
        self._pages = QStackedWidget()
        self._pages.addWidget(self.nothing)
        self._pages.addWidget(self.body)
        self.turns = Turns(self._work, self._pages, self.body.inner)
        for part in self.subjects:
            part.turns = self.turns
        self.timeline.turns = self.papers.turns = self.turns
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.cases)
        across.addWidget(self._pages, 1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _connect(self, hub: Hub, rows: Rows) -> None:
        hub.changed.connect(self._changed)
        hub.changed.connect(self.deeds.keeping.heard)
        rows.ready.connect(self._stand)
        self.cases.chosen.connect(self.open_case)
        self.cases.whole_asked.connect(lambda: self._window.registry.run("cases"))
        self.nothing.acted.connect(self._retry)
        self.tabs.chosen.connect(self._choose_tab)
        self.head.back.connect(lambda: self._window.registry.run("back"))
        self.head.print_asked.connect(self.print_papers)
        self.head.bundle_asked.connect(lambda: self._with(self.deeds.take_out))
        self.head.copied.connect(lambda: self._window.toasts.say(_("已复制案件号")))
        for panel in (self.head, self.offers, self.next):
            panel.took.connect(lambda step: self.take(Step(step)))
        self.facts.correct.connect(lambda: self.take(Step.CORRECT))
        self.past.attach(self.timeline, self.refresh)
        self.record.all_asked.connect(lambda: self._choose_tab("record"))
        write, composer = self.deeds.record_contact, self.record.composer
        composer.written.connect(lambda facts: self._with(lambda sight: write(sight, facts, composer)))
        composer.noted.connect(lambda text: self._with(lambda sight: self.deeds.notes.write(sight, text, composer)))
        composer.filing.connect(self._file_here)
        composer.emptied.connect(self.arrive)  # the next letter is a command again: J4 goes on as J5
        self.parties.seen.connect(lambda what: self._with(lambda sight: self.deeds.notes.saw(sight, what)))
        self.offers.round_asked.connect(lambda _round: self._choose_tab("negotiation"))
        self.deadlines.asked.connect(lambda one: self.deeds.explain(one, self.sight))
        self.asked.acted.connect(lambda: self._with(lambda sight: self.take(sight.case.awaiting[0].step)))
        self.rise.acted.connect(lambda: self.take(self.rise.step) if self.rise.step else None)
        composer.keeper.stamped.connect(self.head.stamp.setText)
        self.deeds.refused.connect(lambda words: self.bar.say(words, Tone.DANGER))

    def _file_here(self) -> None:
        """Evidence is to be filed from where a contact is written: what the clipboard holds, else files."""
        panel = next(tab.panel for tab in self.more if isinstance(tab.panel, EvidencePanel))
        found = found_in(QGuiApplication.clipboard().mimeData())
        panel.file(found)

    def _with(self, act: Callable[[Sight], object]) -> None:
        if self.sight is not None:
            act(self.sight)

    def _stand(self) -> None:
        self._with(lambda sight: self.cases.stand_on(sight.case.key))

    def _choose_tab(self, tab: str) -> None:
        self.turns.turn(partial(self.body.choose, tab))

    def _turned(self, tab: str) -> None:
        """Where a contact is written stands on the tab in view."""
        if tab == "record":
            self.timeline.take_composer(self.record.composer)
        elif tab == "overview":
            self.record.take_composer()


def _follow(timeline: TimelineCard, bar: QScrollBar, value: int) -> None:
    if isValid(bar):  # a window that goes takes its parts one by one, and the bar moves once more
        timeline.follow(value, bar.maximum())
