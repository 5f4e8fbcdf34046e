"""The pages of the import dialog: how the columns were understood, what would come in, how far it has come."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from odrdesk.desktop.dialogs import import_deeds
from odrdesk.desktop.dialogs import import_lines as told_as
from odrdesk.desktop.dialogs.import_parts import TALL_ROW, Cell, CountTile, LineTable
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.progress import ProgressBar
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.services import transfer
from odrdesk.services.transfer import Imported
from odrdesk.text import Language, _, language

BY_HEADINGS = ""
NEW, REPEATED, PROBLEMS, ALIKE = range(4)


MARKS_NAMED = 5
"""Marks of the watch list that a trial run names."""


class MappingPage(QWidget):
    """Every column with its first values and the field it fills; `profile_chosen` when the kind is named by hand.

    `filled(heading, field)` when a column shall fill another field, or None.
    """

    profile_chosen = Signal(str)
    filled = Signal(str, object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        kinds = [(BY_HEADINGS, _("按表头识别")), *((name, told_as.profile_words(name)) for name in transfer.profiles())]
        self.profile = Segmented(look, _("表格样式"), kinds)
        self.profile.chosen.connect(self.profile_chosen)
        self.words = Label("", 13, Ink.TEXT2, wrap=True)
        self.columns = LineTable(look, _("列的对应"), told_as.mapping_columns(), picks=True)
        self.columns.pressed.connect(self._pressed)
        self.columns.asked.connect(self.ask)
        self._found: Sequence[transfer.Column] = ()
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.words, 1)
        top.addWidget(Label(_("表格样式"), 12, Ink.TEXT3))
        top.addWidget(self.profile)
        _fill(self, top, _framed(self.columns))

    def show_sheet(self, found: Imported) -> None:
        """Show how a sheet was understood."""
        known = sum(1 for column in found.columns if column.field)
        if known == len(found.columns):
            words = _("{all} 列全部认出。")
        else:
            words = _("认出 {known} 列，共 {all} 列；其余各列的原文随案件留存。")
        self.words.setText(words.format(known=known, all=len(found.columns)))
        if found.habits:
            self.words.setText(self.words.text() + _("列的对应已按上次的选择记住。"))
        else:
            self.words.setText(self.words.text() + _("点“对应到”可以改。"))
        self._found = found.columns
        here = self.columns.currentIndex().row()
        self.columns.lines.show_lines(found.columns, told_as.mapping_cells)
        if 0 <= here < len(found.columns):  # the same column, so that Down leads to the one after it
            self.columns.setCurrentIndex(self.columns.lines.index(here, 2))

    def ask(self, index: QModelIndex) -> QMenu:
        """Which field a column shall fill."""
        column = self._found[index.row()]
        menu, fields = import_deeds.field_menu(self, column)
        menu.triggered.connect(lambda action: self.filled.emit(column.title, fields[action.text()]))
        menu.popup(import_deeds.beneath(self.columns, index.siblingAtColumn(2)))
        return menu

    def _pressed(self, index: QModelIndex) -> None:
        if index.column() == 2:
            self.ask(index)


class _Shown(NamedTuple):
    table: LineTable
    items: Sequence[Any]
    write: Callable[[Any], tuple[Cell, ...]]


class TrialPage(QWidget):
    """How many would be made, how many are there already, which cells have problems; a tile shows its lines.

    `edited(cell, text)` after a cell was changed, `taken_out` when the lines with problems are wanted as a file.
    """

    edited = Signal(str, str)
    taken_out = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        words = (
            (_("件将新建"), Tone.OK),
            (_("行重复，跳过"), Tone.INFO),
            (_("处问题"), Tone.WARN),
            (_("件疑似重复"), Tone.PURPLE),
        )
        self.tiles = [CountTile(look, label, tone) for label, tone in words]
        self.words = Label("", 13, Ink.TEXT2, wrap=True)
        self.out = Button(look, _("下载问题行"), "download", Kind.LINK, height=24, icon_size=14)
        self.out.clicked.connect(self.taken_out)
        self.cases = LineTable(look, _("将新建的案件"), told_as.case_columns())
        self.repeats = LineTable(look, _("重复的行"), told_as.repeat_columns())
        self.problems = LineTable(look, _("有问题的单元格"), told_as.problem_columns(), row_height=TALL_ROW)
        self.alike = LineTable(look, _("疑似重复的行"), told_as.repeat_columns())
        self.nothing = EmptyState(look)
        self.nothing.say(
            _("这份表格里没有案件"), _("表头下面没有写明投诉人、商家或订单的行。请确认导出时选对了时间范围。")
        )
        self._shown: tuple[_Shown, ...] = ()
        self._tables = QStackedWidget()
        for table in (self.cases, self.repeats, self.problems, self.alike, self.nothing):
            self._tables.addWidget(table)
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(10)
        for place, tile in enumerate(self.tiles):
            group.addButton(tile, place)
            row.addWidget(tile)
        group.idClicked.connect(self.choose)
        said = QHBoxLayout()
        said.addWidget(self.words, 1)
        said.addWidget(self.out)
        self.problems.doubleClicked.connect(self.edit)
        self.problems.asked.connect(self.edit)
        _fill(self, row, said, _framed(self._tables))

    def edit(self, index: QModelIndex) -> import_deeds.CellEntry | None:
        """Change the cell of a problem; one that stands under no heading cannot be changed here."""
        problem = self._shown[PROBLEMS].items[index.row()]
        if not problem.column:
            return None
        entry = import_deeds.CellEntry(self._look, self.problems, index.siblingAtColumn(2), problem.value)

        def kept(text: str) -> None:
            if text != problem.value:
                self.edited.emit(problem.cell, text)

        entry.kept.connect(kept)
        return entry

    def show_sheet(self, found: Imported) -> None:
        """Show what would become of a sheet; the problems first, where there are any."""
        again = {repeat.line for repeat in found.repeats}
        rows = {row.line: row for row in found.cases}
        self._shown = (
            _Shown(self.cases, [row for row in found.cases if row.line not in again], told_as.case_cells),
            _Shown(self.repeats, found.repeats, lambda one: told_as.repeat_cells(one, rows.get(one.line))),
            _Shown(self.problems, found.problems, told_as.problem_cells),
            _Shown(self.alike, found.alike, lambda one: told_as.alike_cells(one, rows.get(one.line))),
        )
        for tile, count in zip(
            self.tiles, (found.new, found.repeated, len(found.problems), len(found.alike)), strict=True
        ):
            tile.show_count(count)
        self.words.setText(_trial_words(found))
        self.out.setVisible(bool(found.problems))
        self.choose(REPEATED if not found.new else PROBLEMS if found.problems else NEW)

    def choose(self, place: int) -> None:
        """Show the lines of a tile."""
        shown = self._shown[place]
        self.tiles[place].setChecked(True)
        shown.table.lines.show_lines(shown.items, shown.write)
        self._tables.setCurrentWidget(shown.table if shown.items else self.nothing)


class BringingPage(QWidget):
    """How far the import has come."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.bar = ProgressBar(look, _("导入进度"), height=8)
        self.bar.setFixedWidth(look.dp(420))
        self.counted = Label("", 13, Ink.TEXT2)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(3)
        picture = Glyph(look, "download", Ink.ACCENT_TEXT, 30, ground=Ink.ACCENT_SOFT, side=64, radius=16)
        for part in (picture, Label(_("正在导入"), 18, bold=True), self.bar, self.counted):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(4)

    def tell(self, done: int, of: int) -> None:
        """So many of so many."""
        self.bar.fill(done / of if of else 1.0)
        self.counted.setText(_("{done} / {of} 件").format(done=f"{done:,}", of=f"{of:,}"))


def _trial_words(found: Imported) -> str:
    said = [_("试运行完成，尚未写入任何数据。") if found.new else _("没有新的案件：每一行都已经在工作台里。")]
    if found.problems and found.new:
        said.append(_("有问题的单元格留空，同一行的其余内容照常导入；双击可以当场改。"))
    if found.repeated:
        said.append(_("重复的行不更新已有案件：登记过的内容只由人在案件里更正，并留下原因。"))
    if found.drafts:
        said.append(_("{n} 件缺少必填项，存为草稿。").format(n=found.drafts))
    if found.watched:
        lines = len({one.line for one in found.watched})
        names = list(dict.fromkeys(one.hit.mark.name for one in found.watched))
        marks = _("、").join(names[:MARKS_NAMED]) + ("…" if len(names) > MARKS_NAMED else "")
        said.append(_("{n} 行提到重点商标保护名录中的商标：{marks}。").format(n=lines, marks=marks))
    return ("" if language() is Language.ZH_CN else " ").join(said)


def _fill(page: QWidget, *parts: QWidget | QLayout) -> None:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for place, part in enumerate(parts):
        if isinstance(part, QWidget):
            column.addWidget(part, 1 if place == len(parts) - 1 else 0)
        else:
            column.addLayout(part)


def _framed(inside: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("plate", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(1, 1, 1, 1)
    column.addWidget(inside)
    return frame
