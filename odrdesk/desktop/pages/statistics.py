"""统计与报表: a period in figures, each with the cases behind it; checked, frozen, written out for the regulator."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from odrdesk.desktop.pages import statistics_words as words
from odrdesk.desktop.pages.statistics_figures import Figures
from odrdesk.desktop.pages.statistics_head import PeriodHead
from odrdesk.desktop.pages.statistics_overview import OverviewPart
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.states import States
from odrdesk.desktop.window import Page
from odrdesk.desktop.work import Work
from odrdesk.domain.reporting import FigureKey, Period, PeriodKind, containing
from odrdesk.services import reports
from odrdesk.services.desk import Changes, Desk
from odrdesk.services.report_checks import Check, CheckCode
from odrdesk.services.reports import MAY_EXPORT, MAY_FREEZE, Overview
from odrdesk.text import _, word

K = FigureKey
LOW = 800
"""Pixels of the window's height at 100 % below which tiles stand in one line."""


class StatisticsPage(Page):
    """`opened(number)` a case; `listed(numbers)` to the list of cases; `unit_asked` to the letterhead.

    `generate_asked`, `freeze_asked`, `export_asked` for the period in view.
    """

    opened = Signal(str)
    listed = Signal(object)
    unit_asked = Signal()
    generate_asked = Signal()
    freeze_asked = Signal(str)
    export_asked = Signal()

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._work, self._desk = look, work, desk
        self._asked = self._drilled = 0
        self._stale = True
        self._wants_keys = False
        self._wanted: FigureKey | None = None
        self.seen: Overview | None = None
        self.head = PeriodHead(look, desk)
        self.export, self.freeze, self.generate = self.head.export, self.head.freeze, self.head.generate
        self.state, self.subtitle = self.head.state, self.head.subtitle
        self.bar, self.corrected = Banner(look), Banner(look)
        self.overview, self.figures = OverviewPart(look), Figures(look, work, desk)
        self.tiles, self.trend, self.shares = self.overview.tiles, self.overview.trend, self.overview.shares
        self.table, self.list = self.figures.table, self.figures.list
        self.views = QStackedWidget()
        for part in (self.overview, self.figures):
            self.views.addWidget(part)
        self.states = States(look, self._content())
        writing = desk.house.held is not None
        self._may_freeze = writing and any(desk.clerk.may(role) for role in MAY_FREEZE)
        self._may_export = writing and any(desk.clerk.may(role) for role in MAY_EXPORT)
        self._arrange()
        self._connect()

    @property
    def period(self) -> Period:
        """The chosen period."""
        return self.head.period

    @property
    def numbers(self) -> tuple[str, ...]:
        """The cases listed behind the chosen figure."""
        return self.figures.numbers

    def arrive(self) -> None:
        """Read what changed, and take the keys."""
        self._wants_keys = self._stale or self.seen is None
        if self._stale:
            self.refresh()
        self._take_keys()

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
        mine, period = self._asked, self.period
        self._work.read(
            lambda: reports.overview(self._desk, period),
            owner=self,
            done=lambda found: self._show(mine, found),
            refused=self.states.show_failure,
            faulted=self.states.show_failure,
        )

    def show_period(self, period: Period, key: FigureKey | None = None) -> None:
        """Another period, and the cases behind one of its figures."""
        self.head.show_period(period)
        self._wanted = key
        self.refresh()

    def show_view(self, key: str) -> None:
        """The period at a glance, or all its figures."""
        self.head.view.choose(key)
        self.views.setCurrentIndex(0 if key == "overview" else 1)
        self._take_keys()

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
        self.figures.show_behind(title, numbers)

    def drill(self, key: FigureKey, part: str = "") -> None:
        """To the figures, with the cases of this one."""
        self.figures.choose(key)
        self.look_behind(key, part)
        self._show_cases()

    def drill_month(self, first: date) -> None:
        """To the cases accepted in a month."""
        month = containing(first, PeriodKind.MONTH)
        last = min(month.last, self._desk.today())
        self._later(
            lambda: reports.figures_of(self._desk, month.first, last)[K.ACCEPTED].cases,
            _("{period} 受理").format(period=words.period_title(month)),
        )

    def drill_merchant(self, name: str) -> None:
        """To the cases accepted against a merchant."""
        if self.seen is not None:
            numbers = self.seen.report.content.figures[K.ACCEPTED].cases
            self._later(lambda: reports.of_merchant(self._desk, numbers, name), name)

    def mend(self, check: Check) -> None:
        """To what a check finds missing: the one case, the list of several, or the letterhead."""
        if check.code is CheckCode.UNIT:
            self.unit_asked.emit()
        elif len(check.cases) == 1:
            self.opened.emit(check.cases[0])
        elif check.cases:
            self.listed.emit(check.cases)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window keeps its room for the charts."""
        super().resizeEvent(event)
        self.overview.set_low(low=self.window().height() < self._look.dp(LOW))

    def _later(self, read: Callable[[], Sequence[str]], title: str) -> None:
        self._drilled += 1
        mine = self._drilled

        def done(numbers: Sequence[str]) -> None:
            if mine == self._drilled:
                self.figures.show_behind(title, numbers)
                self._show_cases()

        self._work.read(read, owner=self, done=done)

    def _show_cases(self) -> None:
        self.head.view.choose("figures")
        self.views.setCurrentIndex(1)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, asked: int, found: Overview) -> None:
        if asked != self._asked:
            return
        self.seen = found
        report = found.report
        self.states.show_content()
        self.bar.hide()
        self.subtitle.setText(words.span(found))
        told = _("已定稿 第 {n} 版").format(n=report.frozen.version) if report.frozen else _("未定稿")
        own = self.period.kind is PeriodKind.DAYS
        self.state.say("" if own else told, Tone.OK if report.frozen else Tone.NEUTRAL)
        self.overview.show_found(found)
        self.figures.show_report(report, {one.key: one for one in report.differences})
        self._tell_freezing(found)
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self._wants_keys = False
            self.drill(wanted)
        else:
            self.look_behind(self.figures.current)
        if self._wants_keys and self.isVisible():
            self._wants_keys = False
            self._take_keys()

    def _tell_freezing(self, found: Overview) -> None:
        report, own = found.report, self.period.kind is PeriodKind.DAYS
        done = report.frozen is not None and report.content == report.now
        over = not report.now.unfinished
        self.freeze.setEnabled(self._may_freeze and over and not done and not own)
        why = "" if self._may_freeze else _("由报送员或主管办理")
        if own:
            why = _("自定义的期间只统计，不定稿、不报送")
        elif self._may_freeze and not over:
            why = _("期间结束以后才能定稿")
        elif done:
            why = _("已经定稿，没有更正")
        self.freeze.setToolTip(why)
        for button in (self.export, self.generate):
            button.setEnabled(self._may_export and not own)
            button.setToolTip(why if own else "" if self._may_export else _("由报送员、主管或审计办理"))
        if report.differences:
            words_of = words.corrected(report.differences)
            self.corrected.say(words_of, Tone.WARN, _("看差异"), closable=False)
        else:
            self.corrected.hide()

    def _show_differences(self) -> None:
        if self.seen is None or not self.seen.report.differences:
            return
        first = self.seen.report.differences[0]
        self.figures.choose(first.key)
        self.figures.show_behind(words.difference(first), (*first.came, *first.went))
        self._show_cases()

    def _take_keys(self) -> None:
        if self.views.currentIndex():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            mends = self.overview.checks.mends
            (mends[0] if mends else self.generate).setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.head.chosen.connect(lambda _period: self.refresh())
        self.head.refused.connect(self.say)
        self.head.view.chosen.connect(self.show_view)
        self.states.again.connect(self.refresh)
        self.freeze.clicked.connect(lambda: self.freeze_asked.emit(self.period.name))
        self.generate.clicked.connect(self.generate_asked)
        self.export.clicked.connect(self.export_asked)
        self.corrected.acted.connect(self._show_differences)
        self.figures.arrived.connect(self.look_behind)
        self.figures.opened.connect(self.opened)
        self.overview.figure_asked.connect(self.drill)
        self.overview.category_asked.connect(lambda part: self.drill(K.BY_CATEGORY, part))
        self.overview.merchant_asked.connect(self.drill_merchant)
        self.overview.month_asked.connect(self.drill_month)
        self.overview.checks.mend_asked.connect(self.mend)
        back = QShortcut(QKeySequence("Esc"), self.figures)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(lambda: self.show_view("overview"))

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        for part in (self.head, self.bar):
            column.addWidget(part)
        column.addWidget(self.states, 1)

    def _content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.corrected)
        column.addWidget(self.views, 1)
        return content
