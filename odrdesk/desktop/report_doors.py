"""Everything about reports in an open window: the page, freezing, and the files that go out."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QMenu

from odrdesk.desktop import asking
from odrdesk.desktop.dialogs.freeze import FreezeDialog
from odrdesk.desktop.dialogs.preview import Sheet
from odrdesk.desktop.dialogs.report import ReportDialog
from odrdesk.desktop.hub import Hub
from odrdesk.desktop.pages.cases import CasesPage
from odrdesk.desktop.pages.statistics import StatisticsPage
from odrdesk.desktop.pages.statistics_words import check_words, period_title
from odrdesk.desktop.pages.today_tiles import Door
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.listing import Condition, Op
from odrdesk.domain.reporting import parse_period
from odrdesk.services import register, reports
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.period_files import Form, export_report, preview
from odrdesk.services.reports import Report
from odrdesk.text import _, refusal_text

KIND = "report"
"""The habit of the print dialog for reports."""
MOST_LISTED = 500
"""Numbers that a list is narrowed by."""


class ReportDoors(QObject):
    """`open_case(number)` is called when a case behind a figure is chosen."""

    def __init__(
        self, look: Look, window: Window, work: Work, hub: Hub, *, desk: Desk, open_case: Callable[[str], None]
    ) -> None:
        super().__init__(window)
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self.page = StatisticsPage(look, work, desk)
        self.choose_file: Callable[[str], str] = self._ask_file
        window.add_page("statistics", self.page)
        hub.changed.connect(self.page.heard)
        window.registry.handle("statistics", lambda: window.go("statistics"))
        self.page.opened.connect(open_case)
        self.page.freeze_asked.connect(self.ask_to_freeze)
        self.page.generate_asked.connect(self.generate)
        self.page.listed.connect(self.list_cases)
        self.page.unit_asked.connect(lambda: window.registry.run("letterhead"))
        self.page.export_asked.connect(self.offer)

    def generate(self) -> None:
        """Make the report of the period in view and show it as it will be sent."""
        name, title = self.page.period.name, period_title(self.page.period)
        self.page.generate.setEnabled(False)

        def show(made: tuple[bytes, int]) -> None:
            if self.page.period.name != name:
                return  # another period is in view by now, whose figures this is not
            content, _pages = made
            file = _("消费者投诉处理情况表_{period}").format(period=name) + ".pdf"
            sheet = Sheet(
                0, _("消费者投诉处理情况表"), title, file, void=False, practice=self._desk.practice, kind=KIND
            )
            dialog = ReportDialog(self._look, self._window, self._work, lambda _key: content, sheet)
            dialog.freeze.setEnabled(self.page.freeze.isEnabled())
            dialog.freeze.setToolTip(self.page.freeze.toolTip())
            dialog.exported.connect(lambda: self.export_both(dialog, name))
            dialog.freeze_asked.connect(lambda: self.ask_to_freeze(name))
            self._window.cover(dialog)
            dialog.show_sheet(0)

        op = self._work.read(partial(preview, self._desk, name), owner=self, done=show, refused=self._refused)
        op.at_end(self.page, partial(self.page.generate.setEnabled, True))

    def export_both(self, dialog: ReportDialog, period: str) -> None:
        """The paper and the workbook of a period beside it, under the name that is asked for once."""
        name = _("消费者投诉处理情况表_{period}").format(period=period)
        place = self.choose_file(f"{name}.pdf")
        if not place:
            return
        stem = Path(place).with_suffix("")

        def write() -> Done[tuple[str, ...]]:
            files = [stem.with_name(f"{stem.name}.{form.value}") for form in (Form.PDF, Form.XLSX)]
            for file in files:
                export_report(self._desk, period, file, replace=True)
            return Done(tuple(file.name for file in files), Changes())

        def said(files: tuple[str, ...]) -> None:
            dialog.status.setText(_("已导出 {files}").format(files=_("、").join(files)))

        def refused(no: Refusal) -> None:
            dialog.bar.say(refusal_text(no), Tone.DANGER)

        self._work.write(write, owner=dialog, done=said, refused=refused)

    def list_cases(self, numbers: Sequence[str]) -> None:
        """These cases, and no others, in the list of cases."""
        cases = self._window.page("cases")
        if isinstance(cases, CasesPage):
            cases.enter(Door("all", (Condition("number", Op.EQ, tuple(numbers[:MOST_LISTED])),)))
            self._window.go("cases")

    def ask_to_freeze(self, period: str) -> None:
        """Say what it means, and do it when it is wanted."""
        seen = self.page.seen
        version = 1 + (seen.report.frozen.version if seen and seen.report.frozen else 0)
        missing = [check_words(one) for one in (seen.checks if seen else ()) if not one.holds]
        dialog = FreezeDialog(self._look, self._window, period_title(parse_period(period)), missing, version)
        dialog.agreed.connect(lambda: self.freeze(period))
        self._window.cover(dialog, dialog.safe)

    def freeze(self, period: str) -> None:
        """Keep the figures of a period for good."""

        def done(found: Report) -> None:
            if found.frozen is not None:
                words = _("{period}已定稿，第 {n} 版")
                named = period_title(parse_period(period))
                self._window.toasts.say(words.format(period=named, n=found.frozen.version))

        self._work.write(partial(reports.freeze, self._desk, period), owner=self, done=done, refused=self._refused)

    def offer(self) -> None:
        """What the period can be written as."""
        menu = QMenu(self._window)
        for words, act in self.ways():
            menu.addAction(words, act)
        menu.aboutToHide.connect(menu.deleteLater)
        button = self.page.export
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def ways(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        """The words of each way out, and what it does."""
        return (
            (_("处理情况表（PDF，供签章）"), partial(self.export_report, Form.PDF)),
            (_("处理情况表（Excel）"), partial(self.export_report, Form.XLSX)),
            (_("指标数据（CSV，附统计口径）"), partial(self.export_report, Form.CSV)),
            (_("指标数据（JSON，附统计口径）"), partial(self.export_report, Form.JSON)),
            (_("台账（PDF）"), partial(self.export_register, register.Form.PDF)),
            (_("台账（Excel，全部栏目）"), partial(self.export_register, register.Form.XLSX)),
            (_("台账（CSV，全部栏目）"), partial(self.export_register, register.Form.CSV)),
        )

    def export_report(self, form: Form) -> None:
        """The regulator's table with its annex."""
        period = self.page.period
        name = _("消费者投诉处理情况表_{period}").format(period=period.name)
        place = self.choose_file(f"{name}.{form.value}")
        if place:
            # The file dialog has asked already whether a file that is there may go.
            call = partial(export_report, self._desk, period.name, Path(place), replace=True)
            self._work.write(call, owner=self, done=lambda _done: self._said(place), refused=self._refused)

    def export_register(self, form: register.Form) -> None:
        """The cases registered in the period."""
        period = self.page.period
        name = _("消费投诉处理台账_{period}").format(period=period.name)
        place = self.choose_file(f"{name}.{form.value}")
        if place:
            call = partial(register.export_register, self._desk, period.first, period.last, Path(place), replace=True)
            self._work.write(call, owner=self, done=lambda _done: self._said(place), refused=self._refused)

    def _said(self, place: str) -> None:
        self.page.bar.hide()
        self._window.toasts.say(_("已导出 {file}").format(file=Path(place).name))

    def _refused(self, no: Refusal) -> None:
        self.page.say(refusal_text(no), Tone.DANGER)

    def _ask_file(self, name: str) -> str:
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        return asking.file_to_write(self._window, _("导出到"), str(folder / name))
