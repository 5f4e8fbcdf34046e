"""导出备查账: which period, in which form, and where to."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from odrdesk.desktop import asking
from odrdesk.desktop.dialogs.form import FormDialog
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.day import DayEntry
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.ledger_period import TableKind
from odrdesk.services.desk import Desk
from odrdesk.services.ledger_export import Exported, Form, export_ledger
from odrdesk.text import _

ALL = "all"


class ExportLedgerDialog(FormDialog):
    """Asks for the period and the form, then for the place; `exported(Exported)` after the files are there."""

    exported = Signal(object)

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk) -> None:
        super().__init__(look, window, work, _("导出备查账"))
        self._desk = desk
        self.choose_file: Callable[[str], str] = self._ask_file
        self.choose_folder: Callable[[], str] = self._ask_folder
        add = desk.calendar.add_working_days
        self.since, self.until = (DayEntry(look, desk.today, add) for _end in range(2))
        self.form = Choice(look, _forms(), Form.XLSX.value)
        self.fields = {
            "from": Field(look, "from", _("从（含当日）"), self.since, hint=_("不填：从第一张凭证起")),
            "to": Field(look, "to", _("到（含当日）"), self.until, hint=_("不填：到今天")),
            "form": Field(look, "form", _("格式"), self.form),
        }
        days = QHBoxLayout()
        days.setSpacing(14)
        for name in ("from", "to"):
            days.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.bar)
        self.body.addLayout(days)
        self.body.addWidget(self.fields["form"])
        words = _("不含消费者的姓名、电话和账号，案件只写案件号。导出会写进记录。")
        self.body.addWidget(Label(words, 12, Ink.TEXT3, wrap=True))
        self.button(_("取消")).clicked.connect(self.dismiss)
        self.go = self.button(_("选位置，导出"), Kind.PRIMARY, "download")
        self.go.clicked.connect(self.confirm)

    @property
    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.since

    def confirm(self) -> None:
        """Read the days, ask where to, write."""
        if not self.begin():
            return
        try:
            since, until = self._day("from", self.since), self._day("to", self.until)
        except Refusal as no:
            self.refuse(no)
            return
        key = self.form.key
        place = self.choose_folder() if key == ALL else self.choose_file(_name(key))
        if not place:
            return
        form, part = _meant(key)
        # The file dialog has asked already whether a file that is there may go.
        call = partial(export_ledger, self._desk, Path(place), form, since, until, part=part, replace=key != ALL)
        self.run(call, self._done)

    @staticmethod
    def _day(name: str, entry: DayEntry) -> date | None:
        try:
            return entry.day()
        except Refusal as no:
            raise Refusal(no.code, name, **no.data) from no

    def _done(self, exported: Exported) -> None:
        self.close_over()
        self.exported.emit(exported)

    def _ask_file(self, name: str) -> str:
        return asking.file_to_write(self.window(), _("导出备查账"), str(_documents() / name))

    def _ask_folder(self) -> str:
        return asking.folder(self.window(), _("选择文件夹"), str(_documents()))


def words_of(exported: Exported) -> str:
    """What is said after it was done."""
    told = (
        _("已导出 {file}：凭证 {n} 张，借贷各 {sum}")
        if len(exported.files) == 1
        else _("已导出 {count} 个文件：凭证 {n} 张，借贷各 {sum}")
    )
    file = next(iter(exported.files)).name
    return told.format(file=file, count=len(exported.files), n=exported.vouchers, sum=exported.debit.yuan)


def _forms() -> tuple[tuple[str, str], ...]:
    return (
        (Form.XLSX.value, _("Excel 工作簿：说明、试算平衡表、明细、分录")),
        (TableKind.JOURNAL.value, _("CSV：分录")),
        (TableKind.TRIAL.value, _("CSV：试算平衡表")),
        (TableKind.SUBACCOUNTS.value, _("CSV：明细账余额")),
        (Form.BEANCOUNT.value, _("beancount 账本（供复核）")),
        ("hledger", _("hledger 账本（供复核）")),
        (ALL, _("以上全部，写到一个文件夹")),
    )


def _meant(key: str) -> tuple[Form | None, TableKind]:
    if key in list(TableKind):
        return Form.CSV, TableKind(key)
    if key == ALL:
        return None, TableKind.JOURNAL
    return Form.HLEDGER if key == "hledger" else Form(key), TableKind.JOURNAL


def _name(key: str) -> str:
    form, part = _meant(key)
    stem = dict(_tables()).get(part, "") if form is Form.CSV else ""
    name = _("先行赔付备查账")
    return f"{name}{'-' if stem else ''}{stem}.{form.value if form else ''}"


def _tables() -> tuple[tuple[TableKind, str], ...]:
    return (
        (TableKind.JOURNAL, _("分录")),
        (TableKind.TRIAL, _("试算平衡表")),
        (TableKind.SUBACCOUNTS, _("明细账余额")),
    )


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
