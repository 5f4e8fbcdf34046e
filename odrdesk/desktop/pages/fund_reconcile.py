"""对账: the bank's statement against the fund's books; match, leave or explain, and see what the two differ by.

Letters in the list: Space chooses, M matches, E explains, U takes back.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from odrdesk.desktop import asking
from odrdesk.desktop.dialogs.bank_file import BankFileDialog
from odrdesk.desktop.dialogs.bank_reason import BankReasonDialog, BankWithdrawDialog
from odrdesk.desktop.formats import day
from odrdesk.desktop.models.bank import BankRow, BankRows, Listed, Shows, bank_columns
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.pages.fund_reconcile_parts import Balances, Foot, Top
from odrdesk.desktop.pages.prepay_panel import Panel
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.bank_table import BankTable
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.tab_strip import TabStrip
from odrdesk.desktop.widgets.view_tabs import ViewTabs
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.statements import BankReason
from odrdesk.domain.vocabulary import Role
from odrdesk.services import statements
from odrdesk.services.desk import Changes, Desk
from odrdesk.services.statement_plan import Book, Outcome
from odrdesk.text import _, fault_text, ngettext, refusal_text

MOST_NAMED = 4


class ReconcilePanel(Panel):
    """A tab in itself; `counted(n)` how many proposals wait for a person. It stands in a `Window`."""

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._work, self._desk = look, work, desk
        self._reading, self._stale, self._shows = Newest(work, self), True, Shows.ALL
        self._marked: set[int] = set()
        self.book: Book | None = None
        self._may = desk.house.held is not None and desk.clerk.may(Role.FINANCE)
        self.known: BankRows | None = None
        self.top = Top(look)
        self.account, self.choose, self.again, self.take_out = (
            self.top.account,
            self.top.choose,
            self.top.again,
            self.top.take_out,
        )
        self.account.currentIndexChanged.connect(lambda _place: self._other_account())
        self.again.clicked.connect(self._pair_up)
        self.take_out.clicked.connect(self._take_out)
        self.choose.clicked.connect(self._ask_file)
        self.bar = Banner(look)
        self.kinds = ViewTabs(look, _("银行流水与凭证"), _kinds(), height=34)
        self.kinds.chosen.connect(lambda key: self.show_only(Shows(key)))
        self.rows = Rows(work, bank_columns(), self)
        self.table = BankTable(look, self.rows)
        self.table.arrived.connect(lambda _key: self._show_deeds())
        self.table.opened.connect(lambda _key: self._first())
        self.table.deed.connect(self._deed)
        self.balances, self.foot = Balances(look), Foot(look, may=self._may)
        self.foot.asked.connect(self._deed)
        self.empty = EmptyState(look)
        self.empty.acted.connect(self._way_on)
        self.setAcceptDrops(self._may)
        self._arrange()

    # What the page asks

    @property
    def _over(self) -> Window:
        return cast("Window", self.window())

    @property
    def whose_account(self) -> Account:
        """The account in view."""
        return Account(self.account.key)

    def refresh(self) -> None:
        """Read the account again; a late answer is dropped."""
        self._stale = False
        account = self.whose_account
        self._reading.read(
            lambda: statements.reconciliation(self._desk, account),
            self._show,
            refused=self._refused,
            faulted=self._faulted,
        )

    def heard(self, changes: Changes) -> None:
        """Something was changed on the desk; out of sight it waits."""
        if changes.fund:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def arrive(self) -> None:
        """It came into view."""
        if self._stale:
            self.refresh()
        self.take_focus()

    def take_focus(self) -> None:
        """Into the list, or onto the way on."""
        there = self.book is not None and bool(self.book.statements)
        (self.table if there else self.choose).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_only(self, shows: Shows) -> None:
        """Only the rows of a kind."""
        self._shows = shows
        self.kinds.choose(shows.value)
        self._fill()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_in(self, path: Path) -> None:
        """Look at a statement, and take it in if the person says so."""
        if not self._may:
            return
        dialog = BankFileDialog(self._look, self._over, self._work, self._desk, asked=(path, self.whose_account))
        dialog.taken.connect(self._taken)
        self._over.cover(dialog)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file is welcome."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the first file."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.take_in(files[0])

    # What is shown

    def _show(self, found: Book) -> None:
        self.book = found
        whole = found.reconciliation
        self._marked.clear()
        self.top.show_book(found, may=self._may)
        for shows, count in (
            (Shows.ALL, len(whole.items) + len(whole.books_only)),
            (Shows.MATCHED, len(whole.groups)),
            (Shows.PROPOSED, len(whole.proposals)),
            (Shows.BANK, len(whole.bank_only)),
            (Shows.BOOKS, len(whole.books_only)),
        ):
            self.kinds.count(shows.value, count)
        self.balances.setVisible(bool(found.statements))
        self.balances.show_whole(whole)
        self._fill()
        if found.statements and self.choose.hasFocus():
            self.take_focus()
        self.counted.emit(len(whole.proposals))

    def _fill(self) -> None:
        if self.book is None:
            return
        self.known = BankRows(self.book, frozenset(self._marked))
        listed = self.known.rows(self._shows)
        self.rows.load(Listed(listed))
        self.stack.setCurrentIndex(0 if listed else 1)
        if self._shows is not Shows.ALL:
            self.empty.say(_("这一类没有"), "", _("看全部"))
        elif self.book.statements:
            self.empty.say(_("流水里没有收支"), _("请确认导出时选对了账户和日期范围。"), "")
        else:
            words = _("从网银导出账户明细（CSV、XLSX、XLS），拖到这里或者选择文件；先看结果，再决定记不记。")
            self.empty.say(_("还没有对过账"), words, _("选择流水…") if self._may else "")
        self._show_deeds()

    @property
    def _chosen(self) -> list[BankRow]:
        return self.known.chosen(self.table.current_key) if self.known else []

    def _show_deeds(self) -> None:
        self.foot.show_rows(self.known, self._chosen, together=bool(self._marked))

    # What the person does

    def _deed(self, act: str) -> None:
        deeds = {"match": self._match, "explain": self._explain, "undo": self._undo}
        if act == "clear":
            self._marked.clear()
            self._fill()
        elif act == "mark":
            self._mark()
        elif self.foot.offers(act):
            deeds[act]()

    def _first(self) -> None:
        self._deed("match" if self.foot.offers("match") else "explain")

    def _mark(self) -> None:
        key = self.table.current_key
        if key is not None and self._may:
            self._marked ^= {key}
            self._fill()

    def _match(self) -> None:
        lines, vouchers = _keys(self._chosen)
        self._write(partial(statements.match, self._desk, self.whose_account, lines, vouchers), _("已核为一笔"))

    def _explain(self) -> None:
        known, account = self.known, self.whose_account
        rows = known.chosen(self.table.current_key, alone=True) if known else []
        lines, vouchers = _keys(rows)
        about = ["  ".join(part for part in one.texts[1:4] if part) for one in rows[:MOST_NAMED]]
        if len(rows) > MOST_NAMED:
            about.append(_("还有 {n} 笔").format(n=len(rows) - MOST_NAMED))

        def explain(reason: BankReason, words: str) -> object:
            return statements.explain(self._desk, account, reason, words, lines=lines, vouchers=vouchers)

        dialog = BankReasonDialog(self._look, self._over, self._work, "\n".join(about), explain)
        dialog.done.connect(lambda: self._over.toasts.say(_("已记下原因")))
        self._over.cover(dialog, dialog.reason)

    def _undo(self) -> None:
        known, rows, account = self.known, self._chosen, self.whose_account
        if known is None:
            return
        group = next((found for one in rows if (found := known.group(one))), None)
        if group is not None and group.key is not None:
            again = partial(statements.match, self._desk, account, group.lines, group.vouchers)
            self._write(partial(statements.unmatch, self._desk, account, group.key), _("已撤销核对"), again)
            return
        lines, vouchers = _keys([one for one in rows if known.note(one)])
        take_back = partial(statements.explain, self._desk, account, None, lines=lines, vouchers=vouchers)
        self._write(take_back, _("已撤回原因"))

    def _take_out(self) -> None:
        if self.book is None or not self.book.statements:
            return
        known = [(str(one.key), f"{one.file}  {day(one.since)} – {day(one.until)}") for one in self.book.statements]
        withdraw = partial(statements.withdraw, self._desk, self.whose_account)
        dialog = BankWithdrawDialog(self._look, self._over, self._work, known, withdraw)
        dialog.done.connect(lambda: self._over.toasts.say(_("已撤下")))
        self._over.cover(dialog, dialog.words)

    def _pair_up(self) -> None:
        def done(count: int) -> None:
            words = ngettext("又对上 {n} 笔", "又对上 {n} 笔", count).format(n=count)
            self._over.toasts.say(words if count else _("没有新的能对上"))

        call = partial(statements.pair_up, self._desk, self.whose_account)
        self._work.write(call, owner=self, done=done, refused=self._refused, faulted=self._faulted)

    def _write(self, call: Callable[[], object], words: str, undo: Callable[[], object] | None = None) -> None:
        self.bar.hide()

        def back() -> None:
            if undo is not None:
                self._work.write(undo, owner=self, refused=self._refused, faulted=self._faulted)

        def done(_value: object) -> None:
            self._over.toasts.say(words, back if undo else None)

        self._work.write(call, owner=self, done=done, refused=self._refused, faulted=self._faulted)

    def _taken(self, found: Outcome) -> None:
        whole = found.book.reconciliation
        words = _("已记入 {new} 笔，共对上 {matched} 笔").format(new=found.fresh, matched=len(whole.groups))
        self._over.toasts.say(words)
        self.show_only(Shows.ALL)
        self.take_focus()

    def _other_account(self) -> None:
        self._shows = Shows.ALL
        self.kinds.choose(Shows.ALL.value)
        self.refresh()

    def _way_on(self) -> None:
        if self._shows is Shows.ALL:
            self._ask_file()
        else:
            self.show_only(Shows.ALL)

    def _ask_file(self) -> None:
        kinds = _("银行流水 (*.xlsx *.xls *.csv *.txt);;所有文件 (*)")
        chosen = asking.file_to_read(self, _("选择银行流水"), kinds)
        if chosen:
            self.take_in(Path(chosen))

    def _refused(self, refusal: Refusal) -> None:
        self.bar.say(refusal_text(refusal), Tone.DANGER)

    def _faulted(self, fault: Fault) -> None:
        self.bar.say(fault_text(fault), Tone.DANGER)

    # How it is put together

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.top)
        column.addWidget(self.bar)
        column.addWidget(self.balances)
        column.addWidget(TabStrip(self.kinds))
        card = Card(margins=(1, 1, 1, 1), spacing=0)
        card.add(self.table, 1)
        card.add(rule())
        card.add(self.foot)
        self.stack = QStackedWidget()
        self.stack.addWidget(card)
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)
        self.balances.hide()
        self.stack.setCurrentIndex(1)
        self.empty.say(_("正在读取…"))


def _keys(rows: list[BankRow]) -> tuple[list[int], list[int]]:
    """The keys of their lines and of their vouchers."""
    lines = [one.line for one in rows if one.line is not None]
    return lines, [one.voucher for one in rows if one.voucher is not None]


def _kinds() -> list[tuple[str, str]]:
    """The kinds of rows and their words."""
    words = {
        Shows.ALL: _("全部"),
        Shows.MATCHED: _("对上"),
        Shows.PROPOSED: _("待核对"),
        Shows.BANK: _("只有银行有"),
        Shows.BOOKS: _("只有账上有"),
    }
    return [(shows.value, said) for shows, said in words.items()]
