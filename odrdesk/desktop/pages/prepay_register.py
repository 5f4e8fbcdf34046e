"""流水: the register of an account with its running balance, by period; a wrong entry is reversed, never changed."""

from array import array
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.delegates.cells import CellDelegate
from odrdesk.desktop.formats import money
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.models.cells import CellRow
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.pages import fund_lines
from odrdesk.desktop.pages.prepay_panel import Panel
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.desktop.widgets.day import DayEntry
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.list_table import ListTable
from odrdesk.desktop.widgets.states import States
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.vocabulary import Role
from odrdesk.services import prepayments
from odrdesk.services.desk import Desk
from odrdesk.services.prepayments import ACCOUNTS, Moved, Span
from odrdesk.text import Language, _, language, ngettext, refusal_text, word

ALL, MONTH, LAST, YEAR, RANGE = "all", "month", "last", "year", "range"


class RegisterSource:
    """The lines of an account over some days, newest first; called off the GUI thread only."""

    def __init__(self, desk: Desk, account: Account, since: date | None, until: date | None) -> None:
        self._desk, self._account, self._since, self._until = desk, account, since, until

    def opening(self, limit: int) -> tuple["array[int]", int]:
        """The first keys in order, and how many there are in all."""
        keys = self._keys()
        return keys[:limit], len(keys)

    def ids(self) -> Iterator["array[int]"]:
        """All keys in order."""
        yield self._keys()

    def rows(self, keys: Sequence[int]) -> Sequence[CellRow]:
        """The rows of these keys, every word written."""
        found = prepayments.register_lines(self._desk, self._account, keys)
        return [fund_lines.register_row(one) for one in found]

    def _keys(self) -> "array[int]":
        return prepayments.register_keys(self._desk, self._account, since=self._since, until=self._until)


class RegisterPanel(Panel):
    """`reverse_asked(line)` for the current entry; `case_asked` its case by number; `paper_asked` all of it as PDF."""

    reverse_asked = Signal(object)
    case_asked = Signal(str)
    paper_asked = Signal()

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._desk, self._reading = look, desk, Newest(work, self)
        self.account = Choice(look, [(one.value, word(one)) for one in ACCOUNTS], Account.FUND_BANK.value)
        self.account.setAccessibleName(_("账户"))
        self.period = Choice(look, _periods(), YEAR)
        self.period.setAccessibleName(_("期间"))
        add = desk.calendar.add_working_days
        self.since, self.until = (DayEntry(look, desk.today, add) for _end in range(2))
        self.fields = {
            "from": Field(look, "from", _("从（含当日）"), self.since),
            "to": Field(look, "to", _("到（含当日）"), self.until),
        }
        self.days = QWidget()
        self.account.currentIndexChanged.connect(lambda _place: self.refresh())
        self.period.currentIndexChanged.connect(lambda _place: self._chose_period())
        for entry in (self.since, self.until):
            entry.editingFinished.connect(self.refresh)
        self.sums = Elided("", 13, Ink.TEXT2)
        self.rows = Rows(work, fund_lines.register_columns(), self)
        self.table = ListTable(look, self.rows, _("先行赔付流水"), CellDelegate, spare=("no", "merchant"))
        self.table.arrived.connect(lambda _key: self._show_line())
        self.table.opened.connect(lambda _key: self._open())
        self.whose = Elided("", 13, Ink.TEXT2)
        self.open = Button(look, _("打开案件"), "folder-open", height=30)
        self.open.clicked.connect(self._open)
        self.reverse = Button(look, _("冲销…"), "undo-2", height=30)
        self.reverse.clicked.connect(self._reverse)
        card = Card(margins=(1, 1, 1, 1), spacing=0)
        card.add(self.table, 1)
        card.add(rule())
        card.add(self._foot())
        self.states = States(look, card)
        self.states.again.connect(self.refresh)
        self.states.way_on.connect(self.way_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._bar())
        column.addWidget(self._day_row())
        column.addWidget(self.states, 1)
        self.days.hide()

    @property
    def current(self) -> Moved | None:
        """The entry of the current row."""
        shown = self.rows.shown(self.table.currentIndex().row())
        line = shown.of if isinstance(shown, CellRow) else None
        return line if isinstance(line, Moved) else None

    def span(self) -> tuple[date | None, date | None]:
        """The first and the last day of the chosen period; None where it is open. Refuses `day.unreadable`."""
        today = self._desk.today()
        first = today.replace(day=1)
        match self.period.key:
            case "month":
                return first, None
            case "last":
                end = first - timedelta(days=1)
                return end.replace(day=1), end
            case "year":
                return today.replace(month=1, day=1), None
            case "range":
                return _day("from", self.since), _day("to", self.until)
            case _:
                return None, None

    def show_month(self) -> None:
        """What was paid out this month."""
        self.account.choose(Account.FUND_BANK.value)
        self.period.choose(MONTH)

    def show_all(self) -> None:
        """All of the fund's bank account in this year."""
        self.account.choose(Account.FUND_BANK.value)
        self.period.choose(YEAR)

    def refresh(self) -> None:
        """Read the register; a late answer is dropped."""
        for field in self.fields.values():
            field.clear()
        try:
            since, until = self.span()
        except Refusal as no:
            self._refused(no)
            return
        account = Account(self.account.key)
        self._reading.read(
            lambda: prepayments.span(self._desk, account, since=since, until=until),
            self._show,
            refused=self._refused,
            faulted=self.states.show_failure,
        )

    def take_focus(self) -> None:
        """Into the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, found: Span) -> None:
        self.rows.load(RegisterSource(self._desk, found.account, found.since, found.until))
        count = ngettext("{n} 笔", "{n} 笔", found.lines).format(n=f"{found.lines:,}")
        words = _("{count}  期初 {opening}  收入 {incoming}  支出 {outgoing}  期末 {closing}").format(
            count=count, opening=money(found.opening), incoming=money(found.incoming),
            outgoing=money(found.outgoing), closing=money(found.closing),
        )  # fmt: skip
        self.sums.setText(words)
        self.paper.setEnabled(bool(found.lines))
        if found.lines:
            self.states.show_content()
        else:
            self.states.show_nothing((_("这段时间没有流水"), _("换一个期间或账户。"), ""))
        self._show_line()

    def _refused(self, no: Refusal) -> None:
        """Beside the day that cannot stand; what has no day of its own in the place of the list."""
        field = self.fields.get(no.field or "")
        if field is None or self.days.isHidden():
            self.states.show_failure(no)
        else:
            field.refuse(refusal_text(no))

    def _chose_period(self) -> None:
        own = self.period.key == RANGE
        self.days.setVisible(own)
        if own and not self.since.text() and not self.until.text():
            today = self._desk.today()
            self.since.show_day(today.replace(day=1))
            self.until.show_day(today)
        self.refresh()
        if own:
            self.since.setFocus(Qt.FocusReason.OtherFocusReason)
            self.since.selectAll()

    def _show_line(self) -> None:
        line = self.current
        self.open.setEnabled(line is not None and line.dispute is not None)
        self.reverse.setEnabled(line is not None and not self._lacks(line))
        self.reverse.setToolTip(self._lacks(line) if line else "")
        self.whose.setText(fund_lines.who_booked(line) if line else "")

    def _lacks(self, line: Moved) -> str:
        """Why an entry cannot be reversed here; what only the books know is said when it is tried."""
        if self._desk.house.held is None:
            return _("只读打开，不能办理")
        if not self._desk.clerk.may(Role.FINANCE):
            return _("由{role}办理").format(role=word(Role.FINANCE))
        if line.reversed_by or line.reverses:
            return _("已经冲销")
        return ""

    def _open(self) -> None:
        line = self.current
        if line is not None and line.dispute is not None:
            self.case_asked.emit(line.dispute)

    def _reverse(self) -> None:
        line = self.current
        if line is not None:
            self.reverse_asked.emit(line)

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        chinese = language() is Language.ZH_CN
        self.account.setMinimumWidth(self._look.dp(200 if chinese else 220))
        self.period.setMinimumWidth(self._look.dp(116 if chinese else 150))
        self.paper = Button(self._look, _("存为 PDF"), "file-text", height=34)
        self.paper.setToolTip(_("按所选账户和期间，存成可以打印的流水账"))
        self.paper.clicked.connect(self.paper_asked)
        row.addWidget(self.account)
        row.addWidget(self.period)
        row.addWidget(self.sums, 1)
        row.addStretch(0)
        row.addWidget(self.paper)
        return row

    def _day_row(self) -> QWidget:
        row = QHBoxLayout(self.days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        for field in self.fields.values():
            field.setFixedWidth(self._look.dp(220))
            row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        return self.days

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.whose, 1)
        row.addStretch(0)
        row.addWidget(Label(_("只增不改，错了用冲销"), 12, Ink.TEXT3))
        row.addWidget(self.reverse)
        row.addWidget(self.open)
        return foot


def _periods() -> list[tuple[str, str]]:
    return [(MONTH, _("本月")), (LAST, _("上月")), (YEAR, _("今年")), (ALL, _("全部")), (RANGE, _("自选日期"))]


def _day(name: str, entry: DayEntry) -> date | None:
    """The day that was typed; a refusal names its field."""
    try:
        return entry.day()
    except Refusal as no:
        raise Refusal(no.code, name, **no.data) from no
