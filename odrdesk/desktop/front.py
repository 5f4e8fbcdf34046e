"""The front of an open desk: pages, dialogs and commands wired to its services. It is put into a window and taken out.

What a page shows is the page's business, what is done lies in the services; here is only who calls whom.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from odrdesk.desktop import appearance, backup_clock, drops, tell
from odrdesk.desktop.actions import Need
from odrdesk.desktop.board_doors import BoardDoors
from odrdesk.desktop.case_windows import Ways as CaseWays
from odrdesk.desktop.desk_doors import DeskDoors, Parts
from odrdesk.desktop.dialogs import alike, leaving
from odrdesk.desktop.dialogs.alike import AlikeDialog
from odrdesk.desktop.dialogs.export_ledger import ExportLedgerDialog, words_of
from odrdesk.desktop.dialogs.farewell import Farewell
from odrdesk.desktop.dialogs.help import HelpDialog
from odrdesk.desktop.dialogs.import_sheet import ImportDialog
from odrdesk.desktop.dialogs.intake import IntakeDialog
from odrdesk.desktop.dialogs.letterhead import LetterheadDialog
from odrdesk.desktop.dialogs.shortcuts import ShortcutSheet
from odrdesk.desktop.draft_doors import DraftDoors
from odrdesk.desktop.finder import Finder
from odrdesk.desktop.formats import DOT
from odrdesk.desktop.fund_doors import FundDoors, Ways
from odrdesk.desktop.hub import Hub
from odrdesk.desktop.list_doors import ListDoors
from odrdesk.desktop.merchant_doors import MerchantDoors
from odrdesk.desktop.pages.case import CasePage
from odrdesk.desktop.pages.case_sight import Sight, look_at
from odrdesk.desktop.pages.cases import CasesPage
from odrdesk.desktop.pages.settings import SettingsPage
from odrdesk.desktop.pages.today import Door, TodayPage
from odrdesk.desktop.pages.today_words import Today
from odrdesk.desktop.palette_doors import PaletteDoors
from odrdesk.desktop.paper_doors import PaperDoors
from odrdesk.desktop.phrasing import Phrasing
from odrdesk.desktop.reminders import UnderBell
from odrdesk.desktop.report_doors import ReportDoors
from odrdesk.desktop.sitting import Sitting
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.tours import Tours
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.errors import Fault
from odrdesk.domain.listing import VIEWS
from odrdesk.domain.patterns import Pattern
from odrdesk.domain.vocabulary import Role, Step
from odrdesk.services import backup_place, lists
from odrdesk.services.desk import Changes, Desk
from odrdesk.services.intake import Registered
from odrdesk.text import _, word

LOOK_AT_CLOCK_MS = 30_000
_RANK = (
    Role.SUPERVISOR,
    Role.OFFICER,
    Role.INTAKE,
    Role.FINANCE,
    Role.LEGAL,
    Role.REPORTER,
    Role.ADMIN,
    Role.AUDITOR,
)
"""Who has several roles is greeted by the first of these."""
PATIENCE_MS = 300
"""What takes longer than this is shown to be under way; what takes less only flickers."""


_HELP = {
    "today": "today",
    "cases": "find",
    "case": "steps",
    "prepay": "fund",
    "merchants": "merchants",
    "merchant": "merchants",
    "papers": "papers-page",
    "statistics": "reports",
}
"""The page of the handbook for what is in view."""


class Front(QObject):
    """Made once the desk is open; `leave` closes the desk and then the window. `respoken`: all is to be said anew.

    Another clerk sits down: `sitting.taken`.
    """

    respoken = Signal()

    def __init__(self, look: Look, window: Window, settings: QSettings, *, work: Work, hub: Hub, desk: Desk) -> None:
        super().__init__(window)
        self._look, self._window, self._settings, self._work, self.desk = look, window, settings, work, desk
        self._day, self._left, self._leaving = desk.today(), False, False
        self._opening, self._asking, self._counting = (Newest(work, self) for _place in range(3))
        self.today = TodayPage(look, work, desk)
        self.cases = CasesPage(look, work, desk)
        self.case = CasePage(look, window, work, hub, desk=desk, rows=self.cases.rows)
        self.merchants = MerchantDoors(look, window, work, hub, desk=desk, open_case=self.open_key)
        self.case.parties.merchant_asked.connect(self.merchants.open)
        ways = Ways(self.open_key, self.open_case, self.merchants, self.today.fund)
        self.fund = FundDoors(look, window, work, hub, desk=desk, ways=ways)
        self.papers = PaperDoors(look, window, work, hub, desk=desk, open_case=self.open_case)
        self.reports = ReportDoors(look, window, work, hub, desk=desk, open_case=self.open_case)
        self.phrasing = Phrasing(look, window, work, hub, desk=desk)
        self.drafts = DraftDoors(look, window, work, desk, self)
        self.papers.attach(self.cases, self.case)
        self.lists = ListDoors(look, window, work, desk=desk, cases=self.cases, case=self.case, papers=self.papers)
        self.board = BoardDoors(look, window, work, desk=desk, page=self.today, many=self.lists, reports=self.reports)
        self.finder = Finder(work, desk, settings, self.open_case, self.merchants.open, self.apart)
        self.palette = PaletteDoors(look, window, self.finder, self.case)
        self.settings = SettingsPage(look, window, settings, work=work, desk=desk)
        self.settings.spoke.connect(self.respoken)
        pages = {"today": self.today, "cases": self.cases, "case": self.case, "settings": self.settings}
        for key, page in pages.items():
            window.add_page(key, page)
        self.tours = Tours(look, window, self.today, self.cases, self.case)
        self.bell = UnderBell(window, self.enter, self.drafts.open)
        self.sitting = Sitting(look, window, work, desk)
        ways_out = CaseWays(self.merchants.open, self.papers.do, self.sitting.lock, self.finder, self.lists.show_tag)
        parts = Parts(
            self.case, self.cases.rows, self.sitting, self.finder, self.open_case, ways_out, self.today.refresh
        )
        self.desktop = DeskDoors(look, window, work, hub, desk=desk, parts=parts)
        self._say_whose()
        self._connect(hub)
        self._handle()
        self._watch = QTimer(self, interval=LOOK_AT_CLOCK_MS)
        self._watch.timeout.connect(self._look_at_clock)
        self._watch.start()
        window.registry.set_present(Need.DESK, present=True)
        self.cases.refresh()
        self._count()
        window.go("today")

    @property
    def work(self) -> Work:
        """The pools everything runs in."""
        return self._work

    def open_case(self, number: str) -> None:
        """Show a case by its number."""
        self.case.cases.name_list(self.cases.view_words)
        self.case.open_case(number)
        self._window.go("case", place="cases")
        self.desktop.opened(number)

    def open_key(self, key: int) -> None:
        """Show a case by its key."""
        self._opening.read(lambda: lists.rows(self.desk, [key]), self._open_first)

    def apart(self, number: str) -> None:
        """Show a case in a window of its own."""
        self.desktop.windows.open(number)

    def enter(self, door: Door) -> None:
        """Through a door of the board into the list."""
        self.cases.enter(door)
        self._window.go("cases")

    def new_case(self) -> IntakeDialog:
        """The form for a new case."""
        dialog = IntakeDialog(self._look, self._window, self._work, self.desk)
        dialog.registered.connect(self._registered)
        dialog.wanted.connect(self.open_case)
        self._window.cover(dialog, dialog.start)
        return dialog

    def take_in(self, path: Path | None = None) -> ImportDialog:
        """Import a sheet: the one given, or one that is asked for."""
        dialog = ImportDialog(self._look, self._window, self.desk, self._work, path)
        self._window.cover(dialog)
        return dialog

    def letterhead(self) -> LetterheadDialog:
        """Who the papers say they come from."""
        dialog = LetterheadDialog(self._look, self._window, self._work, self.desk)
        dialog.saved.connect(lambda: self._window.toasts.say(_("已保存")))
        self._window.cover(dialog, dialog.first)
        return dialog

    def export_ledger(self) -> ExportLedgerDialog:
        """The fund's ledger for accountants and for programs of others."""
        dialog = ExportLedgerDialog(self._look, self._window, self._work, self.desk)
        dialog.exported.connect(lambda done: self._window.toasts.say(words_of(done)))
        self._window.cover(dialog, dialog.first)
        return dialog

    def help(self) -> HelpDialog:
        """The handbook, with this desk's law and calendar, at the page of what is in view."""
        law, calendar, page = self.desk.law, self.desk.calendar, _HELP.get(self._window.current, "")
        dialog = HelpDialog(self._look, self._window, law, calendar, page)
        self._window.cover(dialog, dialog.search)
        return dialog

    def shortcuts(self) -> ShortcutSheet:
        """All shortcuts on one sheet."""
        sheet = ShortcutSheet(self._look, self._window, self._window.registry.handled())
        sheet.change.clicked.connect(sheet.close_over)
        sheet.change.clicked.connect(lambda: self.settings.go_to("shortcuts"))
        self._window.cover(sheet, sheet.search)
        return sheet

    def step_aside(self) -> None:
        """Let the window go without closing the desk: another window takes it over."""
        self._watch.stop()
        self.desktop.close()
        self._window.may_leave = lambda: True

    def leave(self) -> bool:
        """Close the desk off the GUI thread, with the backup of the exit; whether the window may close now."""
        if self._left or self._leaving:
            return self._left
        if leaving.asks(self._look, self._window):
            return False
        self._leaving = True
        self._watch.stop()
        self.desktop.close()
        farewell = Farewell(self._look, self._window)
        QTimer.singleShot(PATIENCE_MS, farewell, lambda: None if self._left else self._window.cover(farewell))
        self._work.last(partial(backup_place.leave, self.desk), self._closed)
        return False

    def _closed(self, fault: Fault | None) -> None:
        self._left = True
        missing = fault is not None and fault.code == "backup.second_missing"
        if fault is None or (missing and self.sitting.panel is not None):  # behind the lock nobody can answer
            self._window.close()
            return
        dialog = tell.FaultDialog(self._look, self._window, fault)
        if missing:
            dialog.title.setText(_("已备份，另存的位置没有插上"))
        dialog.closed.connect(self._window.close)
        self._window.cover(dialog, dialog.last)

    def _connect(self, hub: Hub) -> None:
        hub.changed.connect(self._changed)
        hub.changed.connect(self.sitting.heard)
        hub.changed.connect(self.today.heard)
        hub.changed.connect(self.cases.heard)
        self.today.opened.connect(self.open_key)
        self.today.led.connect(self.enter)
        self.today.looked.connect(self._looked)
        self.today.recalled.connect(self.new_case)
        self.today.drafts_asked.connect(self.drafts.open)
        self.today.contact_asked.connect(self._record_contact)
        self.today.alike.asked.connect(self._show_alike)
        self.today.begin.asked.connect(self.settings.lead)
        self.cases.opened.connect(self.open_key)
        self.cases.contact_asked.connect(self._record_contact)
        self.cases.asked.connect(self._window.registry.run)
        self.cases.chosen.connect(self._judge)
        self.sitting.unlocked.connect(lambda: self._showed(self._window.current))
        self._window.dropped.connect(self._dropped)
        self._window.showed.connect(self._showed)
        self.case.cases.chosen.connect(self._say_title)
        self._window.may_leave = self.leave

    def _handle(self) -> None:
        window, writing = self._window, self.desk.house.held is not None
        acts: dict[str, Callable[[], object]] = {
            "today": lambda: window.go("today"),
            "cases": lambda: window.go("cases"),
            "find": self._find,
            "new_case": self.new_case,
            "import": self.take_in,
            "settings": lambda: window.go("settings"),
            "letterhead": self.letterhead,
            "shortcuts": self.shortcuts,
            "help": self.help,
            "export_ledger": self.export_ledger,
            "refresh": self._refresh,
            "open_case": self._open_current,
        }
        for key, act in acts.items():
            window.registry.handle(key, act)
        for key in ("new_case", "import", "backup", "export_ledger", "save_view", "letterhead", "password"):
            window.registry.set_open(key, may=writing)

    def _say_whose(self) -> None:
        desk, window = self.desk, self._window
        self._say_title()
        role = next((word(role) for role in _RANK if role in desk.clerk.roles), "")
        window.rail.greet(desk.name, desk.clerk.name, role)
        if desk.unsound:
            words = _("先行赔付账不平，已停止记账：请用命令 odrdesk check 查看，并从备份恢复")
            window.notice.say(words, Tone.DANGER, "circle-alert")
        elif desk.house.held is None:
            window.notice.say(_("只读打开：可以查看和打印，不能保存任何改动"), Tone.WARN, "lock")
        elif desk.practice:
            window.notice.say(_("练习台 · 示例数据：打印的文书带“样本”水印，不会当作真的发出去"))

    def _say_title(self, number: str = "") -> None:
        """Whose desk, and which case: what the task bar and Alt+Tab show."""
        title = _("{desk} — 衡解 odrdesk").format(desk=self.desk.name)
        seen = number if self.sitting.panel is None else ""
        self._window.setWindowTitle(DOT.join(filter(None, (seen, title))))

    def _open_first(self, rows: Sequence[lists.DueRow]) -> None:
        if rows:
            self.open_case(rows[0].row.number)

    def _open_current(self) -> None:
        current = (self.today if self._window.current == "today" else self.cases).current
        if current is not None:
            self.open_key(current)

    def _find(self) -> None:
        seek = {"merchants": self.merchants.list.seek, "papers": self.papers.page.seek}.get(self._window.current)
        if seek is not None:
            seek()
            return
        if self._window.current != "cases":
            self._window.go("cases")
        self.cases.seek()

    def _refresh(self) -> None:
        self._count()
        lists_of = (self.merchants.list, self.merchants.page, self.papers.page, self.reports.page)
        for page in (self.today, self.cases, self.case, self.fund.page, *lists_of):
            if page.isVisible():
                page.refresh()

    def _show_alike(self, pattern: Pattern) -> None:
        dialog = AlikeDialog(self._look, self._window, self._work, self.desk, pattern)
        alike.ask(self._window, dialog, self.open_case)

    def _record_contact(self, number: str) -> None:
        def ask(sight: Sight) -> None:
            self.case.deeds.take(sight, Step.CONTACT)

        self._asking.read(lambda: look_at(self.desk, number), ask)

    def _registered(self, made: Registered, open_it: bool) -> None:
        if open_it:
            self.open_case(made.case.number)
            self.cases.refresh()  # it stands beside the case, and a new one belongs to it
        self._window.toasts.say(_("已登记 {number}").format(number=made.case.number))

    def _dropped(self, files: list[Path]) -> None:
        may = any(one.key == "import" for one in self._window.registry.available())
        drops.bring_in(files, self._window.toasts, self.take_in, may=may)

    def _changed(self, changes: Changes) -> None:
        if changes.disputes or changes.deadlines or changes.clerks:
            self._count()

    def _count(self) -> None:
        views = [VIEWS[key] for key in ("overdue", "today", "open")]

        def counted(numbers: Sequence[int]) -> None:
            late, due, all_open = numbers
            self._window.rail.count("today", late + due)
            self._window.rail.count("cases", all_open)

        self._counting.read(lambda: lists.counts(self.desk, views), counted)

    def _looked(self, today: Today) -> None:
        self.bell.look_at(today)
        self._judge()
        self._window.rail.tell_state(_("已自动保存"), backup_clock.told(today.backed_up, today.board.day))

    def _showed(self, key: str) -> None:
        self._say_title(self.case.number if key == "case" else "")
        self._judge()

    def _judge(self) -> None:
        listed = {"today": self.today.current, "cases": self.cases.current}.get(self._window.current)
        self._window.registry.set_present(Need.LIST, present=listed is not None)

    def _look_at_clock(self) -> None:
        if self.desk.today() != self._day:
            self._day = self.desk.today()
            self._count()
            self.today.refresh()
            self.cases.refresh()


def build(desk: Desk, look: Look, settings: QSettings) -> tuple[Window, Front]:
    """A window with an open desk in it, not yet shown; for tests and pictures."""
    hub = Hub()

    def raised(error: BaseException) -> None:
        raise error

    window = Window(look, settings)
    appearance.offer(window.registry, look, settings)
    work = Work(hub, bug=raised, fault=raised, refusal=raised)
    return window, Front(look, window, settings, work=work, hub=hub, desk=desk)
