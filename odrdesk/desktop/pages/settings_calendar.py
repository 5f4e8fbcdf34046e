"""设置 › 工作日历: the years the desk counts by, their days off and worked, and a notice of one year taken in."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from odrdesk.desktop import asking, handbook_tables
from odrdesk.desktop.dialogs.calendar_import import CalendarImportDialog
from odrdesk.desktop.formats import stamp
from odrdesk.desktop.pages.settings_files import read_file
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.reader import Reader
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.documents import parse
from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import Role
from odrdesk.domain.workdays import YearTable
from odrdesk.services import calendars
from odrdesk.services.calendars import Imported, TableState
from odrdesk.services.desk import Desk
from odrdesk.text import _, refusal_text


class CalendarSection(SettingsSection):
    """Nothing is kept before a person has seen what a year would move."""

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self.bar = Banner(look)
        self.reader = Reader(look, lambda _name, _width, _ratio: None, margin=0)
        self.take = Button(look, _("导入一年的放假通知…"), "calendar-clock", Kind.PRIMARY)
        self.take.setEnabled(desk.house.held is not None and desk.clerk.may(Role.ADMIN))
        self.take.clicked.connect(self._ask)
        bar = QHBoxLayout()
        bar.addStretch(1)
        bar.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self.bar)
        column.addWidget(self.reader, 1)

    def arrive(self) -> None:
        """Read the years anew."""
        self._work.read(partial(calendars.tables, self._desk), owner=self, done=self._show)

    def look_at(self, path: Path) -> None:
        """Read a file and show what it would move; what cannot be read is said above the table."""
        self.bar.hide()

        def seen() -> tuple[Mapping[str, object], Imported]:
            document = parse(read_file(path, "calendar.unreadable"), "calendar.unreadable", path.name)
            return document, calendars.preview(self._desk, document)

        self._work.read(seen, owner=self, done=lambda found: self._confirm(*found), refused=self._refuse)

    def _ask(self) -> None:
        kinds = _("日历文件 (*.toml *.json)")
        chosen = asking.file_to_read(self.window(), _("导入一年的放假通知"), kinds)
        if chosen:
            self.look_at(Path(chosen))

    def _confirm(self, document: Mapping[str, object], seen: Imported) -> None:
        dialog = CalendarImportDialog(self._look, self._window, self._work, self._desk, document=document, seen=seen)
        dialog.taken.connect(self._taken)
        self._window.cover(dialog, dialog.go)

    def _taken(self, done: Imported) -> None:
        words = _("已导入 {year} 年日历，涉及案件 {n} 件")
        self._window.toasts.say(words.format(year=done.table.year, n=done.cases))
        self.arrive()

    def _refuse(self, refusal: Refusal) -> None:
        self.bar.say(refusal_text(refusal), Tone.DANGER)

    def _show(self, states: Sequence[TableState]) -> None:
        heads = (_("年份"), _("放假通知"), _("放假日"), _("调休上班日"), _("来源"))
        said = _(
            "工作日按国务院办公厅的放假通知计算：周末和放假日不计，调休上班的周末计入。未公布的年份按暂定计算，导入后复核在办期限。"
        )
        table = handbook_tables.table(heads, (_row(one) for one in reversed(states)))
        self.reader.show_page(_("工作日历"), f"{said}\n\n{table}")


def _row(state: TableState) -> tuple[str, ...]:
    table = state.table
    source = _("导入于 {when}").format(when=stamp(state.imported_at)) if state.imported_at else _("随程序")
    notice = _("暂定：通知未公布") if table.provisional else table.number
    return (str(table.year), notice, _off(table), _("、").join(f"{one:%m-%d}" for one in sorted(table.makeup)), source)


def _off(table: YearTable) -> str:
    """Days off as spans: `01-01 至 01-03`."""
    spans: list[list[str]] = []
    before = None
    for one in sorted(table.off):
        if before is not None and (one - before).days == 1:
            spans[-1] = [spans[-1][0], f"{one:%m-%d}"]
        else:
            spans.append([f"{one:%m-%d}"])
        before = one
    return _("、").join(_("{first} 至 {last}").format(first=s[0], last=s[1]) if len(s) > 1 else s[0] for s in spans)
