"""What the board asks for in an open window: the list on paper, an assignment, why a date, the figures of the month."""

from PySide6.QtCore import QObject

from odrdesk.desktop.dialogs.preview import PreviewDialog, Sheet
from odrdesk.desktop.list_doors import ListDoors
from odrdesk.desktop.pages.case_deeds import CaseDeeds
from odrdesk.desktop.pages.case_keys import explain_first
from odrdesk.desktop.pages.case_sight import Sight, look_at
from odrdesk.desktop.pages.today import TodayPage
from odrdesk.desktop.report_doors import ReportDoors
from odrdesk.desktop.theme import Look
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.reporting import FigureKey, PeriodKind, containing
from odrdesk.services import worklist
from odrdesk.services.desk import Desk
from odrdesk.services.lists import Scope
from odrdesk.text import _, refusal_text

KIND = "worklist"
"""The habit of the print dialog for the list."""


class BoardDoors(QObject):
    """What is done with several cases is done as from the list of cases; the figures are the reports' page."""

    def __init__(
        self,
        look: Look,
        window: Window,
        work: Work,
        *,
        desk: Desk,
        page: TodayPage,
        many: ListDoors,
        reports: ReportDoors,
    ) -> None:
        super().__init__(window)
        self._look, self._window, self._work, self._desk, self._reports = look, window, work, desk, reports
        self._asking = Newest(work, self)
        self.deeds = CaseDeeds(look, window, work, desk)
        self.deeds.refused.connect(window.toasts.say)
        page.printed.connect(self.print_list)
        page.assign_asked.connect(many.assign)
        page.why_asked.connect(self.explain)
        page.rate_asked.connect(self.look_at_rate)
        page.backup_asked.connect(lambda: window.registry.run("backup"))
        page.due.key_by(window.registry)
        self._name_print = page.print
        window.registry.rekeyed.connect(self._rekey)
        self._rekey()

    def _rekey(self) -> None:
        words, keys = self._name_print.text(), self._window.registry.keys("print")
        self._name_print.setToolTip(_("{words}（{keys}）").format(words=words, keys=keys) if keys else words)

    def print_list(self, scope: Scope) -> None:
        """Today's list, to be looked at and printed as papers are."""

        def show(content: bytes) -> None:
            name = _("今日清单_{day}.pdf").format(day=self._desk.today().isoformat())
            sheet = Sheet(0, _("今日清单"), self._desk.today().isoformat(), name, void=False, practice=False, kind=KIND)
            dialog = PreviewDialog(self._look, self._window, self._work, lambda _key: content, [sheet])
            self._window.cover(dialog)
            dialog.show_sheet(0)

        self._work.write(lambda: worklist.pdf(self._desk, scope), owner=self, done=show, refused=self._refused)

    def explain(self, number: str) -> None:
        """Why the case's deadline ends on that day."""

        def ask(sight: Sight) -> None:
            explain_first(self.deeds, sight)

        self._asking.read(lambda: look_at(self._desk, number), ask)

    def look_at_rate(self) -> None:
        """The cases of this month that the rate was counted from."""
        self._window.go("statistics")
        self._reports.page.show_period(containing(self._desk.today(), PeriodKind.MONTH), FigureKey.SETTLEMENT_RATE)

    def _refused(self, no: Refusal) -> None:
        self._window.toasts.say(refusal_text(no))
