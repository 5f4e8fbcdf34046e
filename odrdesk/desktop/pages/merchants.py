"""商家: every merchant of the desk with what its cases show; sorted by a click on a title."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from odrdesk.desktop import risk_words
from odrdesk.desktop.models.merchants import MerchantSource, merchant_columns
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.filter_chip import FilterChip, Option
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.merchant_table import MerchantTable
from odrdesk.desktop.widgets.states import States
from odrdesk.desktop.window import Page
from odrdesk.desktop.work import Work
from odrdesk.domain.merchant_risk import Risk
from odrdesk.services import merchant_lists, merchants
from odrdesk.services.desk import Changes, Desk
from odrdesk.services.merchant_lists import Having, Only
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
        self._only = Only()
        self._compared: tuple[int, ...] = ()
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
        self.search = Entry(look, placeholder=_("按名称、拼音首字母或信用代码查找"))
        self.search.setAccessibleName(_("查找商家"))
        self.search.setClearButtonEnabled(True)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.returnPressed.connect(self._into_list)
        self.chips = {key: FilterChip(look, words) for key, words in _chips()}
        self.chips["risk"].picked.connect(lambda keys: self._narrow(risk=frozenset(map(Risk, keys))))
        self.chips["having"].picked.connect(lambda keys: self._narrow(having=frozenset(map(Having, keys))))
        self.chips["region"].picked.connect(lambda keys: self._narrow(regions=frozenset(keys)))
        self.drop = Button(look, _("清除"), kind=Kind.LINK, height=30)
        self.drop.clicked.connect(self.clear)
        self.states = States(look, self._card())
        self.empty = self.states.empty
        self.states.way_on.connect(self._way_on)
        self.states.again.connect(self.refresh)
        self._regions: tuple[str, ...] = ()
        self._arrange()
        self._say_chips()

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
        """Read the list anew, and the look-alikes where any merchant is another."""
        self._stale = False
        self._load()
        self._work.read(lambda: merchant_lists.regions(self._desk), owner=self, done=self._offer_regions)
        self._work.read(lambda: merchants.fingerprint(self._desk), owner=self, done=self._compare)

    def clear(self) -> None:
        """All conditions away."""
        self._narrow(risk=frozenset(), having=frozenset(), regions=frozenset())

    def heard(self, changes: Changes) -> None:
        """Something was changed on the desk; a page out of sight waits until it is seen."""
        if changes.disputes or changes.merchants or changes.fund:
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
        self.rows.load(MerchantSource(self._desk, self._text, self._order, self._only, down=self._down))

    def _narrow(self, **changed: frozenset[Any]) -> None:
        self._only = replace(self._only, **changed)
        self._say_chips()
        self._load()

    def _offer_regions(self, found: tuple[str, ...]) -> None:
        self._regions = found
        self._say_chips()

    def _say_chips(self) -> None:
        only = self._only
        told = {
            "risk": ([Option(one.value, risk_words.risk(one)) for one in reversed(Risk)], only.risk),
            "having": ([Option(one.value, risk_words.having(one)) for one in Having], only.having),
            "region": ([Option(one, one) for one in self._regions], only.regions),
        }
        for key, (options, chosen) in told.items():
            words = _("、").join(one.words for one in options if one.key in chosen)
            self.chips[key].show_choice(options, [str(one) for one in chosen], words)
        self.chips["region"].setVisible(bool(self._regions))
        self.drop.setVisible(bool(only.counts))

    def _compare(self, now: tuple[int, ...]) -> None:
        """Comparing all names takes seconds: only where a merchant came or was changed."""
        if now != self._compared:
            self._compared = now
            self._work.read(lambda: len(merchants.duplicates(self._desk)), owner=self, done=self._offer)

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
        if number:
            self.states.show_content()
        elif self._only.counts:
            title, told = _("没有符合条件的商家"), _("去掉一些条件再看看。")
            self.states.show_nothing((title, told, _("清除条件")))
        elif self._text:
            title = _("没有找到“{text}”").format(text=self._text)
            self.states.show_nothing((title, _("换个写法，或者只输入一部分。"), _("看全部商家")))
        else:
            told = _("登记案件时填写的商家会自动出现在这里。")
            self.states.show_nothing((_("还没有商家"), told, _("新建案件")))

    def _way_on(self) -> None:
        if self._only.counts:
            self.clear()
        elif self._text:
            self.search.clear()
        else:
            self.new_case_asked.emit()

    def _card(self) -> Card:
        card = Card(margins=(1, 1, 1, 1), spacing=0)
        card.add(self.table)
        return card

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(field_label("merchants"), 20, bold=True))
        head.addWidget(self.number)
        head.addStretch(1)
        head.addWidget(self.alike)
        self.search.setFixedWidth(self._look.dp(300))
        head.addWidget(self.search)
        chips = QHBoxLayout()
        chips.setSpacing(8)
        for chip in self.chips.values():
            chips.addWidget(chip)
        chips.addStretch(1)
        chips.addWidget(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(chips)
        column.addWidget(self.states, 1)


def _chips() -> tuple[tuple[str, str], ...]:
    return ("risk", _("风险")), ("having", _("情况")), ("region", _("地区"))
