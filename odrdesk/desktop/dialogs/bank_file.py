"""A statement of the bank is looked at before it is taken in: what is in it, what is wrong, what it would come to."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from odrdesk.desktop.formats import DOT, day, money
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.card import rule
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.services import statements
from odrdesk.services.desk import Desk
from odrdesk.services.statement_plan import Outcome
from odrdesk.text import _, fault_text, refusal_text, sentence, word

WIDTH, HEIGHT = 760, 560
MOST_PROBLEMS = 200
OTHER_NUMBER = "statement.other_account"


class BankFileDialog(Dialog):
    """`asked` is the file and its account; `taken(outcome)` after it was kept. Nothing is written before that."""

    taken = Signal(object)

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk, *, asked: tuple[Path, Account]) -> None:
        super().__init__(look, window, _("与银行流水对账"))
        self._work, self._desk, self._path, self._account = work, desk, *asked
        self._new_number = False
        self.outcome: Outcome | None = None
        self.aside = Elided("", 13, Ink.TEXT3)
        self.head.insertWidget(1, self.aside)
        self.bar = Banner(look)
        self.bar.acted.connect(self._other_number)
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(16)
        self.facts.setVerticalSpacing(8)
        self.facts.setColumnStretch(1, 1)
        self.facts.setColumnStretch(3, 1)
        self.troubles = QVBoxLayout()
        self.troubles.setContentsMargins(0, 0, 8, 0)
        self.troubles.setSpacing(8)
        inside = QWidget()
        inside.setLayout(self.troubles)
        self.pane = QScrollArea()
        self.pane.setWidgetResizable(True)
        self.pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pane.setWidget(inside)
        self.pane.setAccessibleName(_("流水里的问题"))
        self.body.addWidget(self.bar)
        self.body.addLayout(self.facts)
        self.body.addWidget(rule())
        self.body.addWidget(self.pane, 1)
        self.leave = self.button(_("取消"))
        self.leave.clicked.connect(self.dismiss)
        self.go = self.button(_("记入对账"), Kind.PRIMARY)
        self.go.clicked.connect(self.confirm)
        self.go.setEnabled(False)
        self.look_at()

    def look_at(self) -> None:
        """Read the file without keeping anything."""
        self.status.setText(_("正在读取 {file}…").format(file=self._path.name))
        call = partial(
            statements.take_in, self._desk, self._path, self._account, dry_run=True, new_number=self._new_number
        )
        self._work.read(lambda: call().value, owner=self, done=self._read, refused=self._refused, faulted=self._faulted)

    def confirm(self) -> None:
        """Take it in."""
        if not self.go.isEnabled():
            return
        self.go.setEnabled(False)
        call = partial(statements.take_in, self._desk, self._path, self._account, new_number=self._new_number)
        self._work.write(call, owner=self, done=self._kept, refused=self._refused, faulted=self._faulted)

    def place(self) -> None:
        """As large as the window allows, up to its own size."""
        look, room = self.look, self.rect()
        width, height = min(look.dp(WIDTH), room.width() - 80), min(look.dp(HEIGHT), room.height() - 56)
        self.plate.setGeometry((room.width() - width) // 2, (room.height() - height) // 2, width, height)

    def _read(self, found: Outcome) -> None:
        self.outcome = found
        told = found.statement
        self.status.setText("")
        place = _("表头在第 {row} 行").format(row=told.header_row)
        self.aside.setText(DOT.join((found.file, word(self._account), place)))
        self._show_facts(found)
        self._show_troubles(found)
        if found.known:
            self.bar.say(_("这份流水以前已经对过，没有新的内容。"), Tone.INFO, closable=False)
            self.leave.relabel(_("关闭"))
            self.go.hide()
            return
        if found.problems:
            words = _("有 {n} 处要留意，见下面；看不懂的行不会计入。")
            self.bar.say(words.format(n=len(found.problems)), Tone.WARN, closable=False)
        else:
            self.bar.hide()
        self.go.setEnabled(True)
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_facts(self, found: Outcome) -> None:
        whole, told = found.book.reconciliation, found.statement
        own = set(found.keys)
        matched = sum(bool(own & set(one.lines)) for one in whole.groups)
        balances = whole.comparison
        rows = (
            (_("收支"), f"{len(told.lines):,}", _("其中新的"), f"{found.fresh:,}"),
            (_("起止"), f"{day(told.since)} – {day(told.until)}", _("重复的行"), f"{len(told.repeated):,}"),
            (_("能对上"), f"{matched:,}", _("待人核对"), f"{len(whole.proposals):,}"),
            (_("只有银行有"), f"{len(whole.bank_only):,}", _("只有账上有"), f"{len(whole.books_only):,}"),
            (_("银行余额"), money(balances.bank), _("账面余额"), money(balances.books)),
            (_("相差"), money(balances.difference), _("逐笔能说明"), money(balances.listed)),
        )
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                ink = Ink.TEXT3 if column % 2 == 0 else Ink.TEXT
                self.facts.addWidget(Label(text, 13, ink, bold=column % 2 == 1), place, column)

    def _show_troubles(self, found: Outcome) -> None:
        told = [
            _("第 {line} 行与第 {of} 行是同一笔，只计一次。").format(line=one.line, of=one.of)
            for one in found.statement.repeated
        ]
        for one in found.problems:
            words = _("第 {line} 行，{column}：{message}")
            column = one.column or _("整份流水")
            told.append(words.format(line=one.line, column=column, message=sentence(one.code, one.data)))
        if not told:
            self._say([_("没有发现问题。")], Ink.TEXT3)
            return
        self._say(told[:MOST_PROBLEMS], Ink.TEXT)
        if len(told) > MOST_PROBLEMS:
            self._say([_("还有 {n} 处，请用命令 fund reconcile 查看。").format(n=len(told) - MOST_PROBLEMS)], Ink.TEXT3)

    def _say(self, lines: Sequence[str], ink: Ink) -> None:
        for text in lines:
            self.troubles.addWidget(Label(text, 13, ink, wrap=True, selectable=True))
        self.troubles.addStretch(1)

    def _kept(self, found: Outcome) -> None:
        self.close_over()
        self.taken.emit(found)

    def _refused(self, refusal: Refusal) -> None:
        self.status.setText("")
        act = _("确实换了账号，继续") if refusal.code == OTHER_NUMBER else ""
        self.bar.say(refusal_text(refusal), Tone.DANGER, act, closable=False)

    def _faulted(self, fault: Fault) -> None:
        self.status.setText("")
        self.bar.say(fault_text(fault), Tone.DANGER, closable=False)

    def _other_number(self) -> None:
        self._new_number = True
        self.bar.hide()
        self.look_at()
