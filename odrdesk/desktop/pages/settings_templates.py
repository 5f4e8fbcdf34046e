"""设置 › 文书模板: every paper with the version of its wording in force and its draft; Enter opens the editor."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from odrdesk.desktop.dialogs import template_words
from odrdesk.desktop.dialogs.import_parts import Cell, Drawn, LineTable
from odrdesk.desktop.dialogs.template import TemplateDialog
from odrdesk.desktop.formats import stamp
from odrdesk.desktop.models.columns import Column
from odrdesk.desktop.models.columns import Drawn as ListDrawn
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services import templates
from odrdesk.services.desk import Desk
from odrdesk.services.templates import Listed
from odrdesk.text import _, word


class TemplatesSection(SettingsSection):
    """The list; double click, Enter or the button opens a kind."""

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self._found: Sequence[Listed] = ()
        self.table = LineTable(look, _("文书模板"), _columns(), picks=True)
        self.open = Button(look, _("打开"), "pencil", Kind.PRIMARY, height=34)
        self.open.clicked.connect(self._open_current)
        self.table.activated.connect(self._open)
        self._arrange()

    def arrive(self) -> None:
        """Read the list."""
        self._work.read(lambda: templates.every(self._desk), owner=self, done=self._show)

    def open_kind(self, kind: PaperKind) -> TemplateDialog:
        """Open the editor on a kind."""
        dialog = TemplateDialog(self._look, self._window, self._work, self._desk, kind)
        dialog.changed.connect(self.arrive)
        self._window.cover(dialog, dialog.editor)
        dialog.read()
        return dialog

    def _show(self, found: Sequence[Listed]) -> None:
        row = max(0, self.table.currentIndex().row())
        self._found = found
        self.table.lines.show_lines(found, _cells)
        self.table.setCurrentIndex(self.table.lines.index(min(row, len(found) - 1), 0))

    def _open_current(self) -> None:
        self._open(self.table.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._found):
            self.open_kind(self._found[index.row()].kind)

    def _arrange(self) -> None:
        said = _("每种文书的措辞由模板决定：一人起草，另一人发布。发布以后出具的文书才用新的一版，已出具的永远不变。")
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(Label(said, 13, Ink.TEXT2, wrap=True), 1)
        bar.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(bar)
        column.addWidget(self.table, 1)


def _columns() -> tuple[Column, ...]:
    return (
        Column("paper", _("文书"), 0, ListDrawn.PLAIN),
        Column("version", _("版本"), 90, ListDrawn.PLAIN),
        Column("state", _("状态"), 110, ListDrawn.PLAIN),
        Column("by", _("经办"), 240, ListDrawn.PLAIN),
        Column("printed", _("校验值"), 150, ListDrawn.PLAIN),
    )


def _cells(one: Listed) -> tuple[Cell, ...]:
    state, tone = template_words.state(one)
    draft, own = one.draft, one.own
    by = "—"
    if draft is not None:
        by = _("{name} 起草  {when}").format(name=draft.drafter, when=stamp(draft.saved_at))
    elif own is not None and own.released_at is not None:
        by = _("{name} 发布  {when}").format(name=own.releaser or "", when=stamp(own.released_at))
    return (
        Cell(word(one.kind)),
        Cell(_("第 {n} 版").format(n=one.version), drawn=Drawn.QUIET),
        Cell(state, drawn=Drawn.PILL, tone=tone if isinstance(tone, Tone) else Tone.NEUTRAL),
        Cell(by, drawn=Drawn.QUIET),
        Cell(one.printed.rpartition("@")[2], drawn=Drawn.QUIET),
    )
