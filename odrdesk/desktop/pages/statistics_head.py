"""Which days are counted: this month, the last, the quarter, the year, or days of one's own; back and on by arrows."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.pages import statistics_words as words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.day import DayEntry
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.domain.errors import Refusal
from odrdesk.domain.reporting import Period, PeriodKind, containing, of_days
from odrdesk.services.desk import Desk
from odrdesk.text import _, refusal_text

THIS, LAST, QUARTER, YEAR, OWN = "this", "last", "quarter", "year", "own"


class PeriodHead(QWidget):
    """`chosen(Period)`; `refused(words)` where the days typed cannot be right."""

    chosen = Signal(object)
    refused = Signal(str)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.period = containing(words.default_period(desk.today()), PeriodKind.MONTH)
        options = [
            (THIS, _("本月")),
            (LAST, _("上月")),
            (QUARTER, _("本季")),
            (YEAR, _("本年")),
            (OWN, _("自定义")),
        ]
        self.choice = Segmented(look, _("统计期间"), options, LAST)
        self.choice.chosen.connect(self._choose)
        self.before = Button(look, icon="chevron-left", height=26, name=_("上一期"), hint=_("上一期"))
        self.after = Button(look, icon="chevron-right", height=26, name=_("下一期"), hint=_("下一期"))
        self.before.clicked.connect(lambda: self.show_period(self.period.previous, tell=True))
        self.after.clicked.connect(lambda: self.show_period(self._next(), tell=True))
        self.title = Label("", 15, bold=True)
        self.state = Pill(look, "", Tone.NEUTRAL)
        self.subtitle = Elided("", 13, Ink.TEXT3)
        add = desk.calendar.add_working_days
        self.since, self.until = (DayEntry(look, desk.today, add) for _end in range(2))
        for entry, name in ((self.since, _("起")), (self.until, _("止"))):
            entry.setAccessibleName(name)
            entry.setFixedWidth(look.dp(124))
            entry.returnPressed.connect(self._take_days)
        self.count = Button(look, _("统计"), height=28)
        self.count.clicked.connect(self._take_days)
        self.export = Button(look, _("导出"), "download")
        self.freeze = Button(look, _("定稿"), "lock")
        self.generate = Button(look, _("生成月报"), "file-text", Kind.PRIMARY)
        self.view = Segmented(look, _("看什么"), [("overview", _("概览")), ("figures", _("各项数字"))])
        self._arrange()
        self._tell()

    def show_period(self, period: Period, *, tell: bool = False) -> None:
        """Count these days from now on."""
        self.period = period
        self._tell()
        if tell:
            self.chosen.emit(period)

    def _choose(self, key: str) -> None:
        self.own.setVisible(key == OWN)
        if key == OWN:
            self.since.show_day(self.period.first)
            self.until.show_day(min(self.period.last, self._desk.today()))
            self.since.setFocus(Qt.FocusReason.OtherFocusReason)
            self.since.selectAll()
            return
        self.show_period(_named(key, self._desk.today()), tell=True)

    def _take_days(self) -> None:
        try:
            first, last = self.since.day(), self.until.day()
            if first is None or last is None:
                raise Refusal("field.required", "from" if first is None else "to")  # noqa: TRY301 -- said beside
            period = of_days(first, last)
        except Refusal as no:
            self.refused.emit(refusal_text(no))
            return
        self.show_period(period, tell=True)

    def _next(self) -> Period:
        if self.period.kind is PeriodKind.DAYS:
            length = self.period.last - self.period.first
            return of_days(self.period.last + timedelta(days=1), self.period.last + length + timedelta(days=1))
        return containing(self.period.last + timedelta(days=1), self.period.kind)

    def _tell(self) -> None:
        today = self._desk.today()
        named = (key for key in (THIS, LAST, QUARTER, YEAR) if _named(key, today) == self.period)
        # A month further back is none of the four: it is found by the arrows and stands by its name.
        self.choice.choose(next(named, OWN if self.period.kind is PeriodKind.DAYS else self.choice.current))
        self.own.setVisible(self.choice.current == OWN)
        self.title.setText(words.period_title(self.period))
        self.after.setEnabled(self.period.last < today)
        self.generate.relabel(words.make_words(self.period))

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(Label(_("统计与报表"), 20, bold=True))
        top.addSpacing(8)
        top.addWidget(self.choice)
        top.addStretch(1)
        for part in (self.export, self.freeze, self.generate):
            top.addWidget(part)
        self.own = QWidget()
        row = QHBoxLayout(self.own)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for one in (self.since, Label("–", 13, Ink.TEXT3), self.until, self.count):
            row.addWidget(one)
        self.own.hide()
        under = QHBoxLayout()
        under.setSpacing(8)
        for each in (self.before, self.title, self.after, self.own, self.subtitle, self.state):
            under.addWidget(each)
        under.addStretch(1)
        under.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addLayout(under)


def _named(key: str, today: date) -> Period:
    month = containing(today, PeriodKind.MONTH)
    return {
        THIS: lambda: month,
        LAST: lambda: month.previous,
        QUARTER: lambda: containing(today, PeriodKind.QUARTER),
        YEAR: lambda: containing(today, PeriodKind.YEAR),
    }[key]()
