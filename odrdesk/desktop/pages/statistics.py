"""统计与报表: a period in figures, each with the cases behind it; frozen, and written out for the regulator."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.delegates.cells import CellDelegate
from odrdesk.desktop.models.cells import Listed
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.pages import statistics_words as words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.kpi import KpiTile
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.list_table import ListTable
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.widgets.share_bars import ShareBars
from odrdesk.desktop.widgets.states import States
from odrdesk.desktop.widgets.trend_chart import Legend, Point, TrendChart
from odrdesk.desktop.window import Page
from odrdesk.desktop.work import Work
from odrdesk.domain.report import Traits
from odrdesk.domain.reporting import FigureKey, Period, PeriodKind, containing
from odrdesk.services import reports
from odrdesk.services.desk import Changes, Desk
from odrdesk.services.reports import MAY_EXPORT, MAY_FREEZE, Overview
from odrdesk.text import _, ngettext, word

K = FigureKey
MOST = 500
"""Cases listed behind a figure; the workbook has them all."""
LOW = 640
"""Below this height fewer categories are drawn, so that the lists keep their room."""
FEW, MANY = 4, 6


class StatisticsPage(Page):
    """`opened(number)` a case; `freeze_asked(period)`; `export_asked()` where the button stands."""

    opened = Signal(str)
    freeze_asked = Signal(str)
    export_asked = Signal()

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._work, self._desk = look, work, desk
        self._asked = self._listed = 0
        self._stale = True
        self._day = words.default_period(desk.today())
        self.seen: Overview | None = None
        self.numbers: tuple[str, ...] = ()
        named = (_("月"), _("季"), _("年"))
        kinds = [(one.value, called) for one, called in zip(PeriodKind, named, strict=True)]
        self.kind = Segmented(look, _("统计期间"), kinds)
        self.before = Button(look, icon="chevron-left", height=30, name=_("上一期"), hint=_("上一期"))
        self.after = Button(look, icon="chevron-right", height=30, name=_("下一期"), hint=_("下一期"))
        self.title = Label("", 15, bold=True)
        self.state = Pill(look, "", Tone.NEUTRAL)
        self.subtitle = Elided("", 13, Ink.TEXT3)
        self.export = Button(look, _("导出"), "download")
        self.freeze = Button(look, _("定稿"), "lock", Kind.PRIMARY)
        self.bar, self.corrected = Banner(look), Banner(look)
        self.tiles = {
            K.ACCEPTED: KpiTile(look, _("受理"), "inbox", Tone.INFO, _("件")),
            K.SETTLEMENT_RATE: KpiTile(look, _("和解率"), "handshake", Tone.OK),
            K.MEAN_WORKING_DAYS: KpiTile(look, _("平均办理"), "clock", Tone.NEUTRAL, _("个工作日")),
            K.OPEN_OVERDUE: KpiTile(look, _("逾期未结"), "triangle-alert", Tone.DANGER, _("件")),
            K.RECOVERED_LOSS_FEN: KpiTile(look, _("挽回损失"), "hand-coins", Tone.TEAL),
        }
        lines = (_("受理"), _("和解"))
        self.trend, self.legend = TrendChart(look, lines), Legend(look, lines)
        self.trend.setAccessibleName(_("近 12 个月受理与和解"))
        self.shares, self.shared = ShareBars(look, _("问题类别")), Card(_("问题类别"), _("按受理件数"))
        self.figures = Rows(work, words.figure_columns(), self)
        self.table = ListTable(look, self.figures, _("各项数字"), CellDelegate)
        self.cases = Rows(work, words.case_columns(), self)
        self.list = ListTable(look, self.cases, _("数字背后的案件"), CellDelegate)
        self.behind = Card("", margins=(1, 10, 1, 1), spacing=8)
        self.behind_title = Elided("", 15, bold=True)
        self.states = States(look, self._content())
        self._arrange()
        self._connect()
        writing = desk.house.held is not None
        self._may_freeze = writing and any(desk.clerk.may(role) for role in MAY_FREEZE)
        self._may_export = writing and any(desk.clerk.may(role) for role in MAY_EXPORT)

    @property
    def period(self) -> Period:
        """The chosen period."""
        return containing(self._day, PeriodKind(self.kind.current))

    def arrive(self) -> None:
        """Read what changed, and take the keys."""
        if self._stale:
            self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def heard(self, changes: Changes) -> None:
        """Something was changed on the desk."""
        if not (changes.disputes or changes.fund or changes.merchants or changes.papers or changes.settings):
            return
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the period; a late answer is dropped."""
        self._stale = False
        self._asked += 1
        mine, name = self._asked, self.period.name
        self.title.setText(words.period_title(self.period))
        self.after.setEnabled(self.period.last < self._desk.today())
        self._work.read(
            lambda: reports.overview(self._desk, name),
            owner=self,
            done=lambda found: self._show(mine, found),
            refused=self.states.show_failure,
            faulted=self.states.show_failure,
        )

    def show_period(self, period: Period, key: FigureKey | None = None) -> None:
        """Another period, and the cases behind one of its figures."""
        self._day = period.first
        self.kind.choose(period.kind.value)
        self.refresh()
        if key is not None:
            self.table.choose(words.SHOWN.index(key))

    def say(self, text: str, tone: Tone = Tone.DANGER) -> None:
        """Something that belongs to no field."""
        self.bar.say(text, tone)

    def look_behind(self, key: FigureKey, part: str = "") -> None:
        """The cases that a figure, or a part of it, counts."""
        if self.seen is None:
            return
        figure = self.seen.report.content.figures[key]
        numbers = figure.parts.get(part, ()) if part else figure.cases
        title = next((one.words for one in words.categories(self.seen.report.content) if one.key == part), word(key))
        count = ngettext("{n} 件", "{n} 件", len(numbers)).format(n=f"{len(numbers):,}")
        only = _("，只列前 {n} 件").format(n=MOST) if len(numbers) > MOST else ""
        self.behind_title.setText(title)
        self.behind.aside.setText(count + only)
        self._listed += 1
        mine = self._listed
        wanted = numbers[:MOST]
        self._work.read(
            lambda: reports.behind(self._desk, wanted), owner=self, done=lambda found: self._list(mine, found)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window keeps its room for the lists."""
        super().resizeEvent(event)
        self._draw_shares()

    def _show(self, asked: int, found: Overview) -> None:
        if asked != self._asked:
            return
        self.seen = found
        content, frozen = found.report.content, found.report.frozen
        self.states.show_content()
        self.subtitle.setText(words.span(found))
        told = _("已定稿 第 {n} 版").format(n=frozen.version) if frozen else _("未定稿")
        self.state.say(told, Tone.OK if frozen else Tone.NEUTRAL)
        self._tell_tiles()
        self.trend.show_points([Point(one.first, one.accepted, one.settled) for one in found.trend])
        self._draw_shares()
        changed = {one.key: one for one in found.report.differences}
        rows = [words.figure_row(place, key, content, changed) for place, key in enumerate(words.SHOWN)]
        self.figures.load(Listed(rows))
        if self.table.current_key is None:
            self.table.choose(words.SHOWN.index(K.ACCEPTED))
        self._tell_freezing(found)
        self.look_behind(self._current())

    def _draw_shares(self) -> None:
        if self.seen is None:
            return
        found = words.categories(self.seen.report.content)
        few = found[: MANY if self.height() >= self._look.dp(LOW) else FEW]
        shown = _("按受理件数")
        if len(few) < len(found):
            shown = _("按受理件数，前 {n} 类，共 {all} 类").format(n=len(few), all=len(found))
        self.shared.aside.setText(shown)
        if [bar.share for bar in self.shares.bars] != few:
            self.shares.show_shares(few)

    def _tell_tiles(self) -> None:
        if self.seen is None:
            return
        figures = self.seen.report.content.figures
        for key, tile in self.tiles.items():
            value = figures[key].value
            if key is K.RECOVERED_LOSS_FEN:
                tile.show_number(*words.large(value))
            else:
                tile.show_number(words.shown(key, value))

    def _tell_freezing(self, found: Overview) -> None:
        report = found.report
        done = report.frozen is not None and report.content == report.now
        over = not report.now.unfinished
        self.freeze.setEnabled(self._may_freeze and over and not done)
        why = "" if self._may_freeze else _("由报送员或主管办理")
        if self._may_freeze and not over:
            why = _("期间结束以后才能定稿")
        elif done:
            why = _("已经定稿，没有更正")
        self.freeze.setToolTip(why)
        self.export.setEnabled(self._may_export)
        self.export.setToolTip("" if self._may_export else _("由报送员、主管或审计办理"))
        if report.differences:
            self.corrected.say(words.corrected(report.differences), Tone.WARN, closable=False)
        else:
            self.corrected.hide()

    def _list(self, asked: int, found: Sequence[tuple[str, Traits]]) -> None:
        if asked != self._listed:
            return
        self.numbers = tuple(number for number, _traits in found)
        self.cases.load(Listed([words.case_row(place, *one) for place, one in enumerate(found)]))

    def _current(self) -> FigureKey:
        place = self.table.current_key
        return words.SHOWN[place] if place is not None and place < len(words.SHOWN) else K.ACCEPTED

    def _open(self, place: int) -> None:
        if place < len(self.numbers):
            self.opened.emit(self.numbers[place])

    def _turn(self, *, on: bool) -> None:
        period = self.period
        self._day = period.last + timedelta(days=1) if on else period.previous.first
        self.refresh()

    def _choose(self, key: FigureKey) -> None:
        self.table.choose(words.SHOWN.index(key))
        self.look_behind(key)

    def _connect(self) -> None:
        self.kind.chosen.connect(lambda _key: self.refresh())
        self.before.clicked.connect(lambda: self._turn(on=False))
        self.after.clicked.connect(lambda: self._turn(on=True))
        self.states.again.connect(self.refresh)
        self.freeze.clicked.connect(lambda: self.freeze_asked.emit(self.period.name))
        self.export.clicked.connect(self.export_asked)
        self.table.arrived.connect(lambda _key: self.look_behind(self._current()))
        self.table.opened.connect(lambda _key: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list.opened.connect(self._open)
        self.shares.chosen.connect(lambda part: self.look_behind(K.BY_CATEGORY, part))
        for key, tile in self.tiles.items():
            tile.clicked.connect(lambda _on=False, key=key: self._choose(key))

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addWidget(self.bar)
        column.addWidget(self.states, 1)

    def _head(self) -> QVBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(Label(_("统计与报表"), 20, bold=True))
        top.addSpacing(8)
        top.addWidget(self.kind)
        top.addWidget(self.before)
        top.addWidget(self.title)
        top.addWidget(self.after)
        top.addWidget(self.state)
        top.addStretch(1)
        top.addWidget(self.export)
        top.addWidget(self.freeze)
        under = QHBoxLayout()
        under.addWidget(self.subtitle)
        under.addStretch(1)
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addLayout(top)
        head.addLayout(under)
        return head

    def _content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.corrected)
        tiles = QHBoxLayout()
        tiles.setSpacing(12)
        for tile in self.tiles.values():
            tiles.addWidget(tile)
        column.addLayout(tiles)
        column.addLayout(self._drawn(), 2)
        column.addLayout(self._lists(), 3)
        return content

    def _drawn(self) -> QHBoxLayout:
        trend = Card(_("近 12 个月受理与和解"))
        trend.act(self.legend)
        trend.add(self.trend, 1)
        self.shared.add(self.shares, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(trend, 3)
        row.addWidget(self.shared, 2)
        return row

    def _lists(self) -> QHBoxLayout:
        figures = Card(margins=(1, 1, 1, 1), spacing=0)
        figures.add(self.table, 1)
        head = QHBoxLayout()
        head.setContentsMargins(15, 0, 15, 0)
        head.setSpacing(10)
        head.addWidget(self.behind_title)
        head.addWidget(self.behind.aside)
        head.addStretch(1)
        self.behind.add(head)
        self.behind.add(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(figures, 3)
        row.addWidget(self.behind, 2)
        return row
