"""商家页: one merchant with its code, figures, problems that come again, measures, and all its cases."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.models.columns import case_columns
from odrdesk.desktop.models.merchants import MerchantCases
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.pages.merchant_cards import (
    FactsCard,
    FiguresCard,
    MeasuresCard,
    NamesCard,
    PlacesCard,
    ProblemsCard,
    TrendCard,
)
from odrdesk.desktop.pages.merchant_deposit import DepositCard
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.avatar import Avatar
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.case_table import CaseTable
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.view_tabs import ViewTabs
from odrdesk.desktop.window import Page
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.errors import Refusal
from odrdesk.services import merchants, prepayments
from odrdesk.services.desk import Changes, Desk
from odrdesk.services.merchants import MerchantPage as Seen
from odrdesk.text import _, refusal_text

SIDE, SIDE_NARROW = 340, 300


class MerchantPage(Page):
    """`opened(key)` a case; `back`; the deeds are asked for: `correct_asked`, `note_asked`, `unmerge_asked(key)`."""

    opened = Signal(int)
    back = Signal()
    correct_asked = Signal()
    note_asked = Signal()
    unmerge_asked = Signal(int)

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self._key, self._stale = 0, False
        self._reading, self._reckoning = Newest(work, self), Newest(work, self)
        self._month: date | None = None
        self.seen: Seen | None = None
        self.face, self.name = Avatar(look, "", 36), Elided("", 20, bold=True)
        self.code, self.check = Label("", 13, Ink.TEXT2, selectable=True), Pill(look, "")
        self.copy = Button(look, icon="copy", kind=Kind.GHOST, height=28, name=_("复制信用代码"))
        self.tabs = ViewTabs(
            look, _("商家内容"), [("overview", _("概览")), ("cases", _("历史案件"))], gap=24, height=38
        )
        self.figures, self.problems, self.trend = FiguresCard(), ProblemsCard(look), TrendCard(look)
        self.places, self.facts, self.deposit = PlacesCard(), FactsCard(look), DepositCard(look)
        self.names, self.measures = NamesCard(look), MeasuresCard(look)
        self.rows = Rows(work, case_columns(), self)
        self.table = CaseTable(look, self.rows)
        self.nothing, self.only = EmptyState(look), Banner(look)
        self._arrange()
        self._connect()

    @property
    def key(self) -> int:
        """The merchant in view, 0 for none."""
        return self._key

    @property
    def current(self) -> int | None:
        """The key of the current case of the history."""
        return self.table.current_key if self.tabs.current == "cases" else None

    def show_merchant(self, key: int) -> None:
        """Show a merchant by its key."""
        if key != self._key:
            self._key, self._month = key, None
            self._choose("overview")
        self.refresh()

    def refresh(self) -> None:
        """Read it again; a late answer is dropped."""
        self._stale = False
        key, desk = self._key, self._desk
        if key:
            self._reading.read(lambda: merchants.page(desk, key), self._show, refused=self._missing)
            self._reckoning.read(lambda: prepayments.merchant_account(desk, key), self.deposit.show_account)

    def arrive(self) -> None:
        """It came into view."""
        if self._stale:
            self.refresh()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def heard(self, changes: Changes) -> None:
        """Something was changed on the desk."""
        if changes.disputes or changes.merchants or changes.fund:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def set_wide(self, wide: bool) -> None:
        """The right column is a little narrower in a narrow window."""
        self._side.setFixedWidth(self._look.dp(SIDE if wide else SIDE_NARROW))

    def _show(self, seen: Seen) -> None:
        self.seen = seen
        self._key = seen.line.profile.key
        profile = seen.line.profile
        self.face.show_name(profile.name)
        self.name.setText(profile.name)
        self.code.setText(profile.uscc or _("未登记信用代码"))
        self.copy.setVisible(bool(profile.uscc))
        if seen.code_refusal is not None:
            self.check.say(_("代码有误"), Tone.WARN, "triangle-alert")
            self.check.setToolTip(refusal_text(seen.code_refusal))
        else:
            self.check.say(_("校验通过") if profile.uscc else "", Tone.OK, "badge-check")
            self.check.setToolTip(_("只说明代码的写法正确，不说明企业存在"))
        for card in (self.figures, self.problems, self.trend, self.places, self.facts, self.names, self.measures):
            card.show_page(seen)
        self.tabs.count("cases", seen.line.figures.cases)
        self._load_cases()
        self._pages.setCurrentWidget(self._whole)

    def show_month(self, month: date | None) -> None:
        """The cases received in a month, by its first day; all of them for None."""
        self._month = month
        self._load_cases()
        self._choose("cases")

    def _load_cases(self) -> None:
        if self._month is not None:
            self.only.say(
                _("只列 {month} 收到的").format(month=f"{self._month:%Y-%m}"), Tone.INFO, _("看全部"), closable=False
            )
        else:
            self.only.hide()
        self.rows.load(MerchantCases(self._desk, self._key, self._month))

    def _missing(self, refusal: Refusal) -> None:
        self.nothing.say(_("没有这个商家"), refusal_text(refusal), _("看全部商家"))
        self._pages.setCurrentWidget(self.nothing)

    def _choose(self, tab: str) -> None:
        self.tabs.choose(tab)
        self._main.setCurrentIndex(self.tabs.keys().index(tab))
        if tab == "cases":
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._choose)
        self.table.opened.connect(self.opened)
        self.trend.chosen.connect(self.show_month)
        self.only.acted.connect(lambda: self.show_month(None))
        self.facts.correct_asked.connect(self.correct_asked)
        self.measures.note_asked.connect(self.note_asked)
        self.names.unmerge_asked.connect(self.unmerge_asked)
        self.nothing.acted.connect(self.back)
        self.copy.clicked.connect(self._copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText((self.seen.line.profile.uscc if self.seen else "") or "")

    def _arrange(self) -> None:
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(20, 14, 20, 0)
        column.setSpacing(10)
        column.addLayout(self._head())
        column.addWidget(self.tabs)
        left = _column(self.figures, self.problems, self.trend, self.places)
        self._side = _column(self.facts, self.deposit, self.names, self.measures)
        overview = QWidget()
        across = QHBoxLayout(overview)
        across.setContentsMargins(0, 2, 0, 0)
        across.setSpacing(12)
        across.addWidget(left, 1)
        across.addWidget(self._side)
        history = Card(margins=(1, 1, 1, 1), spacing=0)
        history.add(self.table)
        room = QWidget()
        inside = QVBoxLayout(room)
        inside.setContentsMargins(0, 4, 0, 14)
        inside.addWidget(self.only)
        inside.addWidget(history)
        self._main = QStackedWidget()
        self._main.addWidget(overview)
        self._main.addWidget(room)
        column.addWidget(self._main, 1)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.nothing)
        self._pages.addWidget(self._whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self.nothing.say(_("没有打开的商家"), _("在“商家”里选一家，按 Enter 打开。"), _("看全部商家"))

    def _head(self) -> QHBoxLayout:
        back = Button(self._look, icon="arrow-left", kind=Kind.GHOST, height=32, name=_("返回"))
        back.clicked.connect(self.back)
        under = QHBoxLayout()
        under.setSpacing(6)
        for part in (self.code, self.check, self.copy):
            under.addWidget(part)
        under.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.name)
        words.addLayout(under)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(back)
        head.addWidget(self.face)
        head.addLayout(words, 1)
        return head


def _column(*parts: QWidget) -> Scroller:
    """Cards under each other, scrolling when there is no room."""
    room = QWidget()
    column = QVBoxLayout(room)
    column.setContentsMargins(0, 2, 2, 14)
    column.setSpacing(12)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return Scroller(room)
