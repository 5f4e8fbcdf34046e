"""A period at a glance: five figures, twelve months, categories, merchants, and what the report still lacks."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.pages import statistics_words as words
from odrdesk.desktop.pages.statistics_checks import ChecksCard
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.chart_card import ChartCard
from odrdesk.desktop.widgets.kpi import KpiTile
from odrdesk.desktop.widgets.share_bars import ShareBars
from odrdesk.desktop.widgets.trend_chart import Legend, Point, TrendChart
from odrdesk.domain.reporting import FigureKey
from odrdesk.services.reports import Overview
from odrdesk.text import _

K = FigureKey


class OverviewPart(QWidget):
    """`figure_asked(FigureKey)`, `category_asked(code)`, `merchant_asked(name)`, `month_asked(date)`: to the cases."""

    figure_asked = Signal(object)
    category_asked = Signal(object)
    merchant_asked = Signal(object)
    month_asked = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.tiles = {
            K.ACCEPTED: KpiTile(look, _("受理"), "inbox", Tone.INFO, _("件")),
            K.SETTLEMENT_RATE: KpiTile(look, _("和解率"), "handshake", Tone.OK),
            K.MEAN_WORKING_DAYS: KpiTile(look, _("平均办理"), "clock", Tone.NEUTRAL, _("个工作日")),
            K.OPEN_OVERDUE: KpiTile(look, _("逾期未结"), "triangle-alert", Tone.DANGER, _("件")),
            K.PREPAID_FEN: KpiTile(look, _("先行赔付"), "wallet", Tone.TEAL),
        }
        for key, tile in self.tiles.items():
            tile.clicked.connect(lambda _on=False, key=key: self.figure_asked.emit(key))
        lines = (_("受理"), _("和解"))
        trend = _("近 12 个月受理与和解")
        self.trend, self.legend = TrendChart(look, lines, trend), Legend(look, lines)
        self.months = ChartCard(look, trend, "", self.trend)
        self.months.head.insertWidget(self.months.head.count() - 2, self.legend)
        titles = (_("问题类别"), _("件数"), _("占比"))
        self.shares = ShareBars(look, _("问题类别"), titles)
        self.categories = ChartCard(look, _("问题类别"), "", self.shares)
        named = (_("商家"), _("件数"), _("和解率"))
        self.busy = ShareBars(look, _("投诉最多的商家"), named, Ink.CHART2)
        self.merchants = ChartCard(look, _("投诉最多的商家"), _("件数 · 和解率"), self.busy)
        self.shares.nothing = self.busy.nothing = _("这一期没有受理的案件。")
        self.checks = ChecksCard(look)
        self.months.chosen.connect(self.month_asked)
        self.categories.chosen.connect(self.category_asked)
        self.merchants.chosen.connect(self.merchant_asked)
        self.shares.fitted.connect(self._tell_cut)
        self._arrange()

    def show_found(self, found: Overview) -> None:
        """Show a period."""
        content = found.report.content
        for key, tile in self.tiles.items():
            tile.show_number(*words.tile(key, found))
        self.trend.show_points([Point(one.first, one.accepted, one.settled) for one in found.trend])
        self.shares.show_shares(words.categories(content))
        self.busy.show_shares(words.busiest(content))
        for card in (self.months, self.categories, self.merchants):
            card.renew()
        self.checks.show_checks(found.checks)

    def set_low(self, *, low: bool) -> None:
        """In a low window the tiles are one line high."""
        for tile in self.tiles.values():
            tile.set_low(low=low)

    def month(self) -> date | None:
        """The month the keys are on."""
        mark = self.trend.current
        return mark.key if mark is not None and isinstance(mark.key, date) else None

    def _tell_cut(self, shown: int, every: int) -> None:
        said = _("按受理件数")
        if shown < every:
            said = _("按受理件数，前 {n} 类，共 {all} 类").format(n=shown, all=every)
        self.categories.aside.setText(said)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        tiles = QHBoxLayout()
        tiles.setSpacing(12)
        for tile in self.tiles.values():
            tiles.addWidget(tile)
        column.addLayout(tiles)
        for left, right, share in ((self.months, self.categories, 6), (self.merchants, self.checks, 5)):
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(left, 3)
            row.addWidget(right, 2)
            column.addLayout(row, share)
