"""The right of a template's editor: the paper it makes, the differences, earlier versions, the language."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from odrdesk.desktop.dialogs import template_words
from odrdesk.desktop.dialogs.import_parts import Cell, Drawn, LineTable
from odrdesk.desktop.dialogs.template_words import Row
from odrdesk.desktop.models.columns import Column
from odrdesk.desktop.models.columns import Drawn as ListDrawn
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.diff_view import DiffView
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.paper_view import PaperView
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.widgets.side_list import SideList
from odrdesk.services import templates
from odrdesk.services.templates import Schema, Version
from odrdesk.text import _

PAGES = ("paper", "diff", "history", "guide")
_SHIPPED = "shipped"


class TemplateSide(QWidget):
    """`asked` when another case is to be shown, `taken(text)` when the words of an earlier version are wanted.

    `wanted(text)` when a line of the language is to be put in at the cursor.
    """

    asked = Signal()
    taken = Signal(str)
    wanted = Signal(str)

    def __init__(self, look: Look, now: Callable[[], str]) -> None:
        super().__init__()
        self._look, self._now = look, now
        self._texts: dict[str, str] = {}
        self._rows: tuple[Row, ...] = ()
        self._place, self._may = 0, False
        pages = [("paper", _("样张")), ("diff", _("差异")), ("history", _("历史")), ("guide", _("写法与字段"))]
        self.pages = Segmented(look, _("右侧显示"), pages)
        self.case = Entry(look, placeholder=_("案件号，不填用虚构案件"), longest=40)
        self.paper = PaperView(look)
        self.diff = DiffView(look)
        self.history = SideList(look, _("历史版本"))
        self.old = DiffView(look)
        self.take_old = Button(look, _("用这一版的文字"), "undo-2")
        self.guide = LineTable(look, _("写法与字段"), _columns(), picks=True)
        self._stack = QStackedWidget()
        self._arrange()
        self.case.editingFinished.connect(self.asked)
        self.pages.chosen.connect(self.show_page)
        self.history.chosen.connect(self._show_version)
        self.paper.loaded.connect(self._shown)
        self.take_old.clicked.connect(self._take)
        self.guide.activated.connect(lambda index: self.wanted.emit(self._rows[index.row()].text))

    @property
    def number(self) -> str | None:
        """The case to show; None for the invented one."""
        return self.case.text().strip() or None

    def explain(self, schema: Schema) -> None:
        """The language and the fields of a kind."""
        self._rows = template_words.guide(schema)
        self.guide.lines.show_lines(self._rows, _cells)

    def show_versions(self, versions: Sequence[Version], shipped: str, *, may_take: bool) -> None:
        """The versions, newest first, the program's own last."""
        self._texts = {str(one.key): one.text for one in versions} | {_SHIPPED: shipped}
        self._may = may_take
        lines = [(str(one.key), template_words.version_words(one)) for one in versions]
        self.history.show_lines([*lines, (_SHIPPED, _("第 0 版  程序自带"))])

    def show_paper(self, content: bytes) -> None:
        """The paper, at the place that was in view."""
        pane = self.paper.pane
        self._place = pane.view.verticalScrollBar().value() if pane is not None else 0
        self.paper.show_paper(content)

    def show_page(self, key: str) -> None:
        """Turn to a page."""
        self._stack.setCurrentIndex(PAGES.index(key))
        self.case.setVisible(key == "paper")
        if key == "history":
            self._show_version(self.history.current)

    def _show_version(self, key: str) -> None:
        old, now = self._texts.get(key, ""), self._now()
        self.old.show_lines(templates.compared(old, now))
        self.take_old.setEnabled(self._may and old != now)

    def _take(self) -> None:
        self.taken.emit(self._texts.get(self.history.current, ""))
        self._show_version(self.history.current)

    def _shown(self, _pages: int) -> None:
        pane = self.paper.pane
        if pane is not None and self._place:
            QTimer.singleShot(0, pane, lambda: pane.view.verticalScrollBar().setValue(self._place))

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.pages)
        row.addStretch(1)
        self.case.setAccessibleName(_("案件号，不填用虚构案件"))
        self.case.setFixedWidth(self._look.dp(200))
        row.addWidget(self.case)
        column.addLayout(row)
        past = QWidget()
        inside = QVBoxLayout(past)
        inside.setContentsMargins(0, 0, 0, 0)
        self.history.setFixedHeight(self._look.dp(36 * 4 + 4))
        below = QHBoxLayout()
        below.addWidget(Label(_("所选一版与左侧文字的差异"), 12, Ink.TEXT3), 1)
        below.addWidget(self.take_old)
        inside.addWidget(self.history)
        inside.addLayout(below)
        inside.addWidget(self.old, 1)
        for page in (self.paper, self.diff, past, self.guide):
            self._stack.addWidget(page)
        column.addWidget(self._stack, 1)


def _columns() -> tuple[Column, ...]:
    return (
        Column("written", _("写法或字段"), 130, ListDrawn.PLAIN),
        Column("said", _("说明"), 0, ListDrawn.PLAIN),
        Column("sample", _("例"), 170, ListDrawn.PLAIN),
    )


def _cells(row: Row) -> tuple[Cell, ...]:
    return (
        Cell(row.written),
        Cell(row.said, drawn=Drawn.QUIET),
        Cell(row.sample, drawn=Drawn.QUIET),
    )
