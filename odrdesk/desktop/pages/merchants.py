"""商家: every merchant of the desk with what its cases show; sorted by a click on a title."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from odrdesk.desktop.models.merchants import MerchantSource, merchant_columns
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.merchant_table import MerchantTable
from odrdesk.desktop.window import Page
from odrdesk.desktop.work import Work
from odrdesk.services import merchants
from odrdesk.services.desk import Changes, Desk
from odrdesk.text import _, field_label, ngettext

PAUSE_MS = 160
"""How long after the last key the search begins."""


class MerchantsPage(Page):
    """`opened(key)` a merchant; `alike_asked` to look at those that may be the same; `new_case_asked` where none is."""

    opened = Signal(int)
    alike_asked = Signal()
    new_case_asked = Signal()

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._work, self._desk = look, work, desk
        self._text, self._order, self._down, self._stale = "", "recent", True, True
        self.rows = Rows(work, merchant_columns(), self)
        self.rows.counted.connect(self._count)
        self.table = MerchantTable(look, self.rows)
        self.table.opened.connect(self.opened)
        self.table.headers.sorted_by.connect(self._sort)
        self.table.headers.show_order(self._order, down=self._down)
        self.number = Label("", 13, Ink.TEXT3)
        self.alike = Button(look, "", "users")
        self.alike.hide()
        self.alike.clicked.connect(self.alike_asked)
        self.search = Entry(look, placeholder=_("按名称或统一社会信用代码查找"))
        self.search.setAccessibleName(_("查找商家"))
        self.search.setClearButtonEnabled(True)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.returnPressed.connect(self._into_list)
        self.empty = EmptyState(look)
        self.empty.acted.connect(self._way_on)
        self._arrange()

    @property
    def current(self) -> int | None:
        """The key of the current row."""
        return self.table.current_key

    def arrive(self) -> None:
        """Show what changed meanwhile; row and scroll stay as they were."""
        if self._stale:
            self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the list and the look-alikes anew."""
        self._stale = False
        self._load()
        self._work.read(lambda: len(merchants.duplicates(self._desk)), owner=self, done=self._offer)

    def heard(self, changes: Changes) -> None:
        """Something was changed on the desk; a page out of sight waits until it is seen."""
        if changes.disputes or changes.merchants:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def seek(self) -> None:
        """Ctrl+F: into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in the search field empties it, then leads back into the list."""
        if event.key() == Qt.Key.Key_Escape and self.search.hasFocus():
            self.search.clear()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self._into_list()
        else:
            super().keyPressEvent(event)

    def _load(self) -> None:
        self.rows.load(MerchantSource(self._desk, self._text, self._order, down=self._down))

    def _offer(self, pairs: int) -> None:
        self.alike.relabel(ngettext("可能重复 {n} 对", "可能重复 {n} 对", pairs).format(n=pairs))
        self.alike.setVisible(bool(pairs))

    def _search(self) -> None:
        text = " ".join(self.search.text().split())
        if text != self._text:
            self._text = text
            self._load()

    def _sort(self, key: str, down: bool) -> None:
        self._order, self._down = key, down
        self._load()

    def _into_list(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._search()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self, number: int) -> None:
        self.number.setText(ngettext("{n} 家", "{n} 家", number).format(n=f"{number:,}"))
        self.stack.setCurrentIndex(0 if number else 1)
        if self._text:
            self.empty.say(
                _("没有找到“{text}”").format(text=self._text), _("换个写法，或者只输入一部分。"), _("看全部商家")
            )
        else:
            self.empty.say(_("还没有商家"), _("登记案件时填写的商家会自动出现在这里。"), _("新建案件"))

    def _way_on(self) -> None:
        if self._text:
            self.search.clear()
        else:
            self.new_case_asked.emit()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(field_label("merchants"), 20, bold=True))
        head.addWidget(self.number)
        head.addStretch(1)
        head.addWidget(self.alike)
        self.search.setFixedWidth(self._look.dp(300))
        head.addWidget(self.search)
        card = Card(margins=(1, 1, 1, 1), spacing=0)
        card.add(self.table)
        self.stack = QStackedWidget()
        self.stack.addWidget(card)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
