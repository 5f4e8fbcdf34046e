"""设置 › 重点商标名录: the marks that are watched for at intake, searched, and brought in from a file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from odrdesk.desktop import asking
from odrdesk.desktop.dialogs.import_parts import Cell, Drawn, LineTable
from odrdesk.desktop.formats import day
from odrdesk.desktop.models.columns import Column
from odrdesk.desktop.models.columns import Drawn as ListDrawn
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.grams import normal
from odrdesk.domain.watchlist import Mark
from odrdesk.services import watchlist
from odrdesk.services.desk import Desk
from odrdesk.services.watchlist import Brought
from odrdesk.text import _, field_label, ngettext, refusal_text, sentence

PAUSE_MS = 120
PROBLEMS_NAMED = 3


class WatchSection(SettingsSection):
    """A table of marks; `bring` asks for a file, what could not be read of it is said above the table."""

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._work, self._desk = work, desk
        self._marks: Sequence[Mark] = ()
        self.search = Entry(look, placeholder=_("商标、注册号、权利人"))
        self.search.setAccessibleName(_("查找商标"))
        self.search.setClearButtonEnabled(True)
        self.number = Label("", 13, Ink.TEXT3)
        self.bring = Button(look, _("导入名录"), "download")
        self.bar = Banner(look)
        self.table = LineTable(look, _("重点商标名录"), _columns())
        self.nothing = EmptyState(look)
        self._stack = QStackedWidget()
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._narrow)
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self.bring.clicked.connect(self.ask_file)
        self.nothing.acted.connect(self.ask_file)
        self._arrange()

    def arrive(self) -> None:
        """Read the list."""
        self._work.read(lambda: watchlist.marks(self._desk), owner=self, done=self._show)

    def ask_file(self) -> None:
        """Ask for a file and bring it in."""
        kinds = _("商标名录 (*.xlsx *.xls *.csv *.toml);;所有文件 (*)")
        chosen = asking.file_to_read(self, _("选择名录文件"), kinds)
        if chosen:
            self.bring_in(Path(chosen))

    def bring_in(self, path: Path) -> None:
        """Bring in a file and say what came of it."""
        self.bring.setEnabled(False)
        op = self._work.write(
            lambda: watchlist.bring_in(self._desk, path), owner=self, done=self._brought, refused=self._refused
        )
        op.at_end(self, lambda: self.bring.setEnabled(True))

    def _brought(self, told: Brought) -> None:
        words = _("{file}：新增 {added}，更新 {changed}，未变 {unchanged}。").format(
            file=told.file, added=told.added, changed=told.changed, unchanged=told.unchanged
        )
        said = [words]
        for one in told.problems[:PROBLEMS_NAMED]:
            line = _("第 {line} 行，{field}：{message}")
            said.append(line.format(line=one.line, field=field_label(one.field), message=sentence(one.code, one.data)))
        left = len(told.problems) - PROBLEMS_NAMED
        if left > 0:
            said.append(ngettext("还有 {n} 行读不出。", "还有 {n} 行读不出。", left).format(n=left))
        self.bar.say("\n".join(said), Tone.WARN if told.problems else Tone.OK, closable=True)
        self.arrive()

    def _refused(self, no: Refusal) -> None:
        self.bar.say(refusal_text(no), Tone.DANGER, closable=True)

    def _show(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        self._narrow()

    def _narrow(self) -> None:
        words = normal(self.search.text()).split()
        found = [mark for mark in self._marks if all(word in _text(mark) for word in words)]
        self.number.setText(ngettext("{n} 件商标", "{n} 件商标", len(found)).format(n=len(found)))
        self.table.lines.show_lines(found, _cells)
        if not self._marks:
            words_ = _("导入主管部门公布的名录以后，登记时提到其中商标的案件会有提示。支持 Excel、CSV 和 TOML。")
            self.nothing.say(_("名录还是空的"), words_, _("导入名录"))
        elif not found:
            self.nothing.say(_("没有这样的商标"), _("换一个词再找。"))
        self._stack.setCurrentWidget(self.table if found else self.nothing)

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.search, 1)
        bar.addWidget(self.number)
        bar.addWidget(self.bring)
        self.bar.hide()
        for page in (self.table, self.nothing):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", _("商标"), 150, ListDrawn.PLAIN),
        Column("registration_no", _("注册号"), 110, ListDrawn.PLAIN),
        Column("classes", _("类别"), 80, ListDrawn.PLAIN),
        Column("holder", _("权利人"), 0, ListDrawn.PLAIN),
        Column("days", _("有效期"), 190, ListDrawn.PLAIN),
        Column("source", _("来源"), 160, ListDrawn.PLAIN),
    )


def _cells(mark: Mark) -> tuple[Cell, ...]:
    since, until = mark.effective_from, mark.effective_to
    days = _("{since} 至 {until}") if until else _("{since} 起") if since else "—"
    return (
        Cell(mark.name),
        Cell(mark.registration_no or "—", drawn=Drawn.QUIET),
        Cell(mark.classes or "—", drawn=Drawn.QUIET),
        Cell(mark.holder or "—"),
        Cell(days.format(since=day(since), until=day(until)), drawn=Drawn.QUIET),
        Cell(mark.source or "—", drawn=Drawn.QUIET),
    )


def _text(mark: Mark) -> str:
    return normal(f"{mark.name} {mark.registration_no} {mark.holder} {mark.source}")
