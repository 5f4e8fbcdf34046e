"""流水: the register of an account with its running balance, by period; a wrong entry is reversed, never changed."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.delegates.cells import CellDelegate
from odrdesk.desktop.formats import money
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.models.cells import Listed
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.pages import fund_lines
from odrdesk.desktop.pages.prepay_panel import Panel, States
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.list_table import ListTable
from odrdesk.desktop.work import Work
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.vocabulary import Role
from odrdesk.services import prepayments
from odrdesk.services.desk import Desk
from odrdesk.services.prepayments import ACCOUNTS, Moved, Register
from odrdesk.text import _, ngettext, word

ALL, MONTH, LAST, YEAR = "all", "month", "last", "year"


class RegisterPanel(Panel):
    """`reverse_asked(line)` for the current entry; `opened` its case by number."""

    reverse_asked = Signal(object)
    case_asked = Signal(str)

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._work, self._desk, self._asked = look, work, desk, 0
        self.lines: tuple[Moved, ...] = ()
        self.account = Choice(look, [(one.value, word(one)) for one in ACCOUNTS], Account.FUND_BANK.value)
        self.account.setAccessibleName(_("账户"))
        self.period = Choice(look, [(MONTH, _("本月")), (LAST, _("上月")), (YEAR, _("今年")), (ALL, _("全部"))], YEAR)
        self.period.setAccessibleName(_("期间"))
        for choice in (self.account, self.period):
            choice.currentIndexChanged.connect(lambda _place: self.refresh())
        self.sums = Elided("", 13, Ink.TEXT2)
        self.rows = Rows(work, fund_lines.register_columns(), self)
        self.table = ListTable(look, self.rows, _("先行赔付流水"), CellDelegate)
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
        column.addWidget(self.states, 1)

    @property
    def current(self) -> Moved | None:
        """The entry of the current row."""
        key = self.table.current_key
        return None if key is None or key >= len(self.lines) else self.lines[key]

    def span(self) -> tuple[date | None, date | None]:
        """The first and the last day of the chosen period; None where it is open."""
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
        self._asked += 1
        mine, account, (since, until) = self._asked, Account(self.account.key), self.span()
        self._work.read(
            lambda: prepayments.register(self._desk, account, since=since, until=until),
            owner=self,
            done=lambda found: self._show(mine, found),
            refused=self.states.show_failure,
            faulted=self.states.show_failure,
        )

    def take_focus(self) -> None:
        """Into the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, asked: int, found: Register) -> None:
        if asked != self._asked:
            return
        self.lines = found.lines
        self.rows.load(Listed([fund_lines.register_row(place, one) for place, one in enumerate(found.lines)]))
        count = ngettext("{n} 笔", "{n} 笔", len(found.lines)).format(n=f"{len(found.lines):,}")
        words = _("{count}  期初 {opening}  期末 {closing}").format(
            count=count, opening=money(found.opening), closing=money(found.closing)
        )
        self.sums.setText(words + (_("  只显示最近的") if found.cut else ""))
        if found.lines:
            self.states.show_content()
        else:
            self.states.show_nothing((_("这段时间没有流水"), _("换一个期间或账户。"), ""))
        self._show_line()

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
        self.account.setMinimumWidth(self._look.dp(200))
        self.period.setMinimumWidth(self._look.dp(110))
        row.addWidget(self.account)
        row.addWidget(self.period)
        row.addWidget(self.sums, 1)
        row.addStretch(0)
        row.addWidget(Label(_("只增不改，错了用冲销"), 12, Ink.TEXT3))
        return row

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.whose, 1)
        row.addStretch(0)
        row.addWidget(self.reverse)
        row.addWidget(self.open)
        return foot
