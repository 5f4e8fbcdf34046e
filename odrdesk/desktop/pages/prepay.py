"""先行赔付: where the fund stands, what waits for a decision, for payment, for the merchant, and the registers."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from odrdesk.desktop.formats import DOT, money
from odrdesk.desktop.models.cells import CellRow
from odrdesk.desktop.pages import fund_lines
from odrdesk.desktop.pages.fund_reconcile import ReconcilePanel
from odrdesk.desktop.pages.prepay_panel import DeedPanel, ListPanel, Panel, Wording
from odrdesk.desktop.pages.prepay_queue import QueuePanel
from odrdesk.desktop.pages.prepay_register import RegisterPanel
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.kpi import KpiTile
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.tab_strip import TabStrip
from odrdesk.desktop.widgets.view_tabs import ViewTabs
from odrdesk.desktop.window import Page
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.fund_vocabulary import PrepayState
from odrdesk.domain.vocabulary import Role
from odrdesk.services import prepayments
from odrdesk.services.desk import Changes, Desk
from odrdesk.services.prepayments import Aged, Overview
from odrdesk.text import _, ngettext

WAITING, TO_PAY, RECOVERING, AGES = "waiting", "to_pay", "recovering", "ages"
REGISTER, RECONCILE = "register", "reconcile"

LOW = 620
"""Below this height the words about the keys give way."""


class Tab(NamedTuple):
    """One tab: its words, and what it shows."""

    key: str
    words: str
    panel: Panel


class AgesPanel(ListPanel[Aged]):
    """账龄: what each merchant owes by the days since the payout, and all of them together."""

    def row_of(self, item: Aged) -> CellRow:
        """A merchant made a row."""
        return fund_lines.age_row(item)

    def extra_rows(self, found: Sequence[Aged]) -> Sequence[CellRow]:
        """The sum beneath."""
        return [fund_lines.age_total(found)] if len(found) > 1 else ()


class PrepayPage(Page):
    """`opened(key)` a case, `merchant_asked(key)` a merchant; `waiting_counted(n)` for the badge.

    What is to be done is asked for: `money_asked` in from outside, `export_asked`, and what the panels ask;
    `receipt_fell(line, path)` when a bank's receipt was dropped on what is being paid.
    """

    opened = Signal(int)
    merchant_asked = Signal(int)
    money_asked = Signal()
    export_asked = Signal()
    waiting_counted = Signal(int)
    looked = Signal(object)
    receipt_fell = Signal(object, object)

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self._reading, self._stale = Newest(work, self), True
        self.overview: Overview | None = None
        self.subtitle, self.alone = Elided("", 13, Ink.TEXT3), Pill(look, _("单人模式"), Tone.INFO)
        self.low, self.bar = Banner(look), Banner(look)
        self.put_in = Button(look, _("资金入账"), "wallet")
        self.export = Button(look, _("导出"), "download")
        self.tiles = {
            "available": KpiTile(look, _("可用余额"), "wallet", Tone.OK),
            "outstanding": KpiTile(look, _("已垫付未追回"), "undo-2", Tone.NEUTRAL),
            "waiting": KpiTile(look, _("待审批"), "badge-check", Tone.PURPLE),
            "month": KpiTile(look, _("本月支出"), "send", Tone.NEUTRAL),
        }
        self.queue = QueuePanel(look, work, desk)
        self.to_pay = DeedPanel(
            look, work, desk, fund_lines.pay_columns(),
            Wording(_("待付款的先行赔付"), (_("没有待付款的"), _("批准以后的赔付在这里付款、登记到账。"), "")),
            read=lambda most: prepayments.to_pay(desk, most), offer=fund_lines.pay_deeds, write=fund_lines.pay_row,
        )  # fmt: skip
        self.recovering = DeedPanel(
            look, work, desk, fund_lines.recover_columns(),
            Wording(
                _("追偿中的垫付"),
                (_("没有要追偿的垫付"), _("赔付到账以后，在这里通知商家、扣保证金、登记偿付。"), ""),
            ),
            read=lambda most: prepayments.recovering(desk, most), offer=fund_lines.recover_deeds,
            write=lambda line: fund_lines.recover_row(line, desk.today()),
        )  # fmt: skip
        self.ages = AgesPanel(
            look, work, fund_lines.age_columns(),
            Wording(_("垫付账龄"), (_("没有未追回的垫付"), _("账龄从赔付到账之日起算。"), "")),
            read=lambda _most: prepayments.ages(desk),
        )  # fmt: skip
        self.register, self.reconcile = RegisterPanel(look, work, desk), ReconcilePanel(look, work, desk)
        self.parts = (
            Tab(WAITING, _("待审批"), self.queue),
            Tab(TO_PAY, _("待付款"), self.to_pay),
            Tab(RECOVERING, _("追偿中"), self.recovering),
            Tab(AGES, _("账龄"), self.ages),
            Tab(REGISTER, _("收支流水"), self.register),
            Tab(RECONCILE, _("对账"), self.reconcile),
        )
        self.tabs = ViewTabs(look, _("先行赔付的内容"), [(one.key, one.words) for one in self.parts])
        self._stack, self._column = QStackedWidget(), QVBoxLayout(self)
        self._arrange()
        self._connect()
        money_in = desk.house.held is not None and desk.clerk.may(Role.FINANCE)
        self.put_in.setEnabled(money_in)
        if not money_in:
            self.put_in.setToolTip(_("由财务办理"))

    @property
    def panel(self) -> Panel:
        """The panel in view."""
        return next(one.panel for one in self.parts if one.key == self.tabs.current)

    def arrive(self) -> None:
        """Read what changed, and take the keys."""
        if self._stale:
            self.refresh()
        self.panel.take_focus()

    def show_tab(self, key: str) -> None:
        """Bring a tab into view."""
        self.bar.hide()
        self.tabs.choose(key)
        # A reconciliation compares balances of its own, and its list needs the room.
        for tile in self.tiles.values():
            tile.setVisible(key != RECONCILE)
        place = [one.key for one in self.parts].index(key)
        self._stack.setCurrentIndex(place)
        self.panel.refresh()
        self.panel.take_focus()

    def refresh(self) -> None:
        """Read the fund and what is in view; late answers are dropped."""
        self._stale = False
        self.read_overview()
        self.panel.refresh()

    def read_overview(self) -> None:
        """Read where the fund stands, also out of sight: the badge of the navigation tells it."""
        self._reading.read(lambda: prepayments.overview(self._desk), self._show)

    def heard(self, changes: Changes) -> None:
        """Something was changed on the desk."""
        if not (changes.fund or changes.disputes or changes.merchants or changes.clerks or changes.settings):
            return
        self._stale = True
        if self.isVisible():
            self.refresh()
        else:
            self.read_overview()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window keeps its room for the lists."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        low = self.height() < self._look.dp(LOW)
        self.queue.hint.setVisible(not low)
        for tile in self.tiles.values():
            tile.set_low(low=low)
        self._column.setSpacing(8 if low else 12)
        self._column.setContentsMargins(20, 12 if low else 18, 20, 10 if low else 14)

    def take_files(self, files: list[Path]) -> bool:
        """A bank's receipt fell on the line that is being paid."""
        line = self.to_pay.current if self.tabs.current == TO_PAY else None
        if line is None or not files or line.prepayment.state is not PrepayState.PAYING:
            return False
        self.receipt_fell.emit(line, files[0])
        return True

    def say(self, words: str, tone: Tone = Tone.DANGER) -> None:
        """Something that belongs to no field."""
        self.bar.say(words, tone)

    def _show(self, found: Overview) -> None:
        self.overview = found
        scheme = found.scheme
        title = scheme.title or scheme.version
        parts = [
            _("方案 {title}").format(title=title),
            _("银行存款 {bank}").format(bank=money(found.bank)),
            _("应付 {owed}").format(owed=money(found.owed)),
            _("审批预留 {reserved}").format(reserved=money(found.reserved)),
        ]
        self.subtitle.setText(DOT.join(parts))
        self.alone.setVisible(found.alone)
        self.tiles["available"].show_number(money(found.available))
        cases = ngettext("{n} 件", "{n} 件", found.advances).format(n=f"{found.advances:,}")
        self.tiles["outstanding"].show_number(money(found.outstanding), cases)
        self.tiles["waiting"].show_number(f"{found.waiting:,}", money(found.waiting_fen) if found.waiting else _("件"))
        self.tiles["month"].show_number(money(found.month))
        self.tabs.count(WAITING, found.waiting)
        self.tabs.count(TO_PAY, found.to_pay)
        self.tabs.count(RECOVERING, found.advances)
        for panel, total in (
            (self.queue, found.waiting), (self.to_pay, found.to_pay), (self.recovering, found.advances),
        ):  # fmt: skip
            panel.tell_total(total)
        self.waiting_counted.emit(found.waiting)
        self.looked.emit(found)
        self._warn(found)

    def _warn(self, found: Overview) -> None:
        if not found.begun:
            words = _("先行赔付金还没有划入。由财务用“资金入账”划入，之后才能审批。")
            self.low.say(words, Tone.INFO, _("资金入账") if self.put_in.isEnabled() else "", closable=False)
        elif found.is_low:
            words = _("可用余额 {available}，低于方案的预警线 {low}。请划入资金或加紧追偿。")
            told = words.format(available=money(found.available), low=money(found.scheme.low))
            self.low.say(told, Tone.WARN, _("看追偿中的"), closable=False)
        else:
            self.low.hide()

    def _warned(self) -> None:
        if self.overview is not None and not self.overview.begun:
            self.money_asked.emit()
        else:
            self.show_tab(RECOVERING)

    def _to_register(self, *, month: bool) -> None:
        (self.register.show_month if month else self.register.show_all)()
        self.show_tab(REGISTER)

    def _connect(self) -> None:
        self._look.changed.connect(self._make_room)
        self.tabs.chosen.connect(self.show_tab)
        self.low.acted.connect(self._warned)
        self.put_in.clicked.connect(self.money_asked)
        self.export.clicked.connect(self.export_asked)
        self.tiles["available"].clicked.connect(lambda: self._to_register(month=False))
        self.tiles["outstanding"].clicked.connect(lambda: self.show_tab(RECOVERING))
        self.tiles["waiting"].clicked.connect(lambda: self.show_tab(WAITING))
        self.tiles["month"].clicked.connect(lambda: self._to_register(month=True))
        self.reconcile.counted.connect(lambda count: self.tabs.count(RECONCILE, count or None))
        for panel in (self.queue, self.to_pay, self.recovering):
            panel.opened.connect(self.opened)
        self.queue.told.connect(lambda words: self.say(words, Tone.INFO))
        self.ages.table.opened.connect(lambda key: self.merchant_asked.emit(key) if key else None)

    def _arrange(self) -> None:
        column = self._column
        column.addLayout(self._head())
        for banner in (self.low, self.bar):
            column.addWidget(banner)
        tiles = QHBoxLayout()
        tiles.setSpacing(12)
        for tile in self.tiles.values():
            tiles.addWidget(tile)
        column.addLayout(tiles)
        column.addWidget(TabStrip(self.tabs))
        for one in self.parts:
            self._stack.addWidget(one.panel)
        column.addWidget(self._stack, 1)

    def _head(self) -> QHBoxLayout:
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(Label(_("先行赔付"), 20, bold=True))
        title.addWidget(self.alone)
        title.addStretch(1)
        self.alone.hide()
        under = QHBoxLayout()
        under.addWidget(self.subtitle)
        under.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(title)
        words.addLayout(under)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addLayout(words, 1)
        head.addWidget(self.put_in)
        head.addWidget(self.export)
        return head
