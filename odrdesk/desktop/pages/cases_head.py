"""The head of the case list: how many and how much, search within the view, its modes, columns, export."""

from enum import StrEnum

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from odrdesk.desktop.formats import DOT, money
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.domain.money import Fen
from odrdesk.text import _, field_label, ngettext

PAUSE_MS = 120
"""How long after the last key the search begins: a fast typist is not searched for letter by letter."""


class Mode(StrEnum):
    """How the cases of a view are shown."""

    TABLE = "table"
    SPLIT = "split"
    BOARD = "board"


class CasesHead(QWidget):
    """`sought` a pause after the last key, `moded(Mode)`, `columns_asked`, `export_asked`."""

    sought = Signal()
    moded = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._many, self._open, self._took = 0, False, 0
        self._sum: Fen | None = None
        self.number = Elided("", 13, Ink.TEXT3)
        self.search = Entry(look, placeholder=_("在列表中查找：姓名、拼音、手机尾号、订单号"))
        self.search.setAccessibleName(_("在列表中查找"))
        self.search.setClearButtonEnabled(True)
        self.pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self.pause.timeout.connect(self.sought)
        self.search.textChanged.connect(lambda _text: self.pause.start())
        self.modes = Segmented(
            look,
            _("显示方式"),
            [(Mode.TABLE, field_label("list_table")), (Mode.SPLIT, _("分栏")), (Mode.BOARD, _("看板"))],
        )
        self.modes.chosen.connect(self.moded)
        self.columns = Button(look, field_label("list_columns"), "columns-3", hint=_("选择列、次序和行距"))
        self.export = Button(look, _("导出"), "download", hint=_("把这个列表存成 Excel 或 CSV"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Label(_("案件"), 20, bold=True))
        self.number.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self.number, 1)
        row.addWidget(self.search)
        for part in (self.modes, self.columns, self.export):
            row.addWidget(part)
        look.changed.connect(self._measure)
        self._measure()

    def begin(self, *, open_only: bool) -> None:
        """Another list is on its way; its sum is not known yet."""
        self._open, self._sum, self._took = open_only, None, 0

    def count(self, many: int, took: int | None = None) -> None:
        """How many there are, and in how many milliseconds that was known."""
        self._many = many
        self._took = self._took if took is None else took
        self._say()

    def amount(self, fen: Fen) -> None:
        """What is asked for in all of them."""
        self._sum = fen
        self._say()

    def show_text(self, text: str) -> None:
        """Write what is searched for, without searching."""
        self.pause.stop()
        if self.search.text() != text:
            self.search.setText(text)
            self.pause.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow head the search gives way."""
        super().resizeEvent(event)
        self._measure()

    def _say(self) -> None:
        many = f"{self._many:,}"
        words = (
            ngettext("{n} 件在办", "{n} 件在办", self._many) if self._open else ngettext("{n} 件", "{n} 件", self._many)
        )
        said = [words.format(n=many)]
        if self._sum is not None and self._many:
            said.append(_("诉求金额合计 {sum}").format(sum=money(self._sum)))
        if self._took:
            said.append(_("用时 {ms} ms").format(ms=self._took))
        self.number.setText(DOT.join(said))

    def _measure(self) -> None:
        room = self.width() / self._look.scale * 100
        self.search.setFixedWidth(self._look.dp(300 if room > 1_120 else 220 if room > 900 else 170))
