"""The parts of a reconciliation: the balances of both sides with what they come to, and the deeds beneath the list."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from odrdesk.desktop.formats import day, money
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.models.bank import BankRow, BankRows
from odrdesk.desktop.theme import Look, announce
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.reconciliation import Reconciliation
from odrdesk.services.statement_plan import Book
from odrdesk.text import _, ngettext, word

BANKS = (Account.FUND_BANK, Account.DEPOSIT_BANK, Account.SETTLEMENT_BANK)


class Top(QWidget):
    """Which account, what was taken in last, and the ways to more."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.account = Choice(look, [(one.value, word(one)) for one in BANKS], Account.FUND_BANK.value)
        self.account.keep_room_for(max((word(one) for one in BANKS), key=len))
        self.account.setAccessibleName(_("账户"))
        self.account.setMinimumWidth(look.dp(200))
        self.files = Elided("", 13, Ink.TEXT3)
        self.take_out = Button(look, _("撤下流水…"), "undo-2", Kind.GHOST, hint=_("选错了账户，或者文件改动过"))
        self.again = Button(look, _("再核一遍"), "refresh-cw", hint=_("补记凭证以后，把现在能确定的对上"))
        self.choose = Button(look, _("选择流水…"), "upload", Kind.PRIMARY)
        self.take_out.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.account)
        row.addWidget(self.files, 1)
        row.addStretch(0)
        for button in (self.take_out, self.again, self.choose):
            row.addWidget(button)

    def show_book(self, found: Book, *, may: bool) -> None:
        """Show what was taken in; `may` whether the present clerk takes in more."""
        last = found.statements[-1] if found.statements else None
        self.again.setEnabled(may and last is not None)
        self.take_out.setVisible(may and last is not None)
        self.choose.setEnabled(may)
        self.choose.setToolTip("" if may else _("由财务办理"))
        count = len(found.statements)
        told = ngettext("{n} 份流水", "{n} 份流水", count).format(n=count)
        words = _("{count}，最近一份 {file}，截至 {day}")
        until = day(found.reconciliation.comparison.day)
        self.files.setText(words.format(count=told, file=last.file, day=until) if last else "")


class Balances(Card):
    """Bank, books, difference, what the payments account for; and in a sentence whether they are reconciled."""

    def __init__(self, look: Look) -> None:
        super().__init__(margins=(16, 10, 16, 10), spacing=0)
        self._look = look
        self.bank, self.books = Label("", 15, bold=True), Label("", 15, bold=True)
        self.apart, self.listed = Label("", 15, bold=True), Label("", 15, bold=True)
        self._mark, self.verdict = Glyph(look, "info", Ink.TEXT3, 15), Elided("", 13)
        row = QHBoxLayout()
        row.setSpacing(24)
        for name, label in (
            (_("银行余额"), self.bank),
            (_("账面余额"), self.books),
            (_("相差"), self.apart),
            (_("逐笔能说明"), self.listed),
        ):
            pair = QHBoxLayout()
            pair.setSpacing(8)
            pair.addWidget(Label(name, 12, Ink.TEXT3))
            pair.addWidget(label)
            row.addLayout(pair)
        row.addStretch(1)
        row.addWidget(self._mark)
        row.addSpacing(-16)
        row.addWidget(self.verdict)
        self.add(row)

    def show_whole(self, whole: Reconciliation) -> None:
        """Show an account."""
        told = whole.comparison
        self.bank.setText(money(told.bank))
        self.books.setText(money(told.books))
        self.apart.setText(money(told.difference))
        self.listed.setText(money(told.listed))
        words, tone = _verdict(whole)
        ink, _soft = self._look.tone(tone)
        self._mark.draw("circle-check" if tone is Tone.OK else "triangle-alert", ink)
        self.verdict.setText(words)
        self.verdict.set_ink(ink)
        announce(self, words)


class Foot(QWidget):
    """`asked(deed)` for match, explain and undo; what they are about stands at the left."""

    asked = Signal(str)

    def __init__(self, look: Look, *, may: bool) -> None:
        super().__init__()
        self._may = may
        self.whose = Elided("", 13, Ink.TEXT2)
        self.deeds = {
            "undo": Button(look, _("撤回 U"), "undo-2", height=30),
            "explain": Button(look, _("写明原因 E"), "pencil", height=30),
            "match": Button(look, _("核为一笔 M"), "check", height=30),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.whose, 1)
        row.addStretch(0)
        row.addWidget(Label(_("空格 选几笔一起核"), 12, Ink.TEXT3))
        for name, button in self.deeds.items():
            button.clicked.connect(partial(self.asked.emit, name))
            row.addWidget(button)

    def offers(self, deed: str) -> bool:
        """Whether a deed can be done now."""
        return self.deeds[deed].isEnabled()

    def show_rows(self, known: BankRows | None, rows: list[BankRow], *, together: bool) -> None:
        """What can be done with these rows; `together` that a person chose them."""
        matched = known is not None and any(known.group(one) for one in rows)
        noted = known is not None and any(known.note(one) for one in rows)
        lines = sum(one.line is not None for one in rows)
        vouchers = len(rows) - lines
        apart = known.apart(rows) if known else None
        fits = bool(lines) and not matched and (bool(vouchers) or lines > 1) and apart == 0
        self.deeds["match"].setEnabled(self._may and fits)
        self.deeds["explain"].setEnabled(self._may and bool(rows) and not matched)
        self.deeds["undo"].setEnabled(self._may and (matched or noted))
        if known is None or not rows:
            self.whose.setText("")
        elif together or len(rows) > 1:
            words = _("流水 {lines} 行、凭证 {vouchers} 张，相差 {apart}")
            self.whose.setText(words.format(lines=lines, vouchers=vouchers, apart=money(apart)))
        else:
            self.whose.setText(known.who(rows[0]))


def _verdict(whole: Reconciliation) -> tuple[str, Tone]:
    """What the balances come to, in a sentence."""
    told = whole.comparison
    lines, vouchers = whole.unexplained
    if whole.reconciled:
        return _("已对平：每一笔都对上或写明了原因。"), Tone.OK
    if told.difference is None:
        return _("流水没有余额，只能逐笔核对，无法比较余额。"), Tone.WARN
    if told.unclear:
        words = _("还有 {fen} 说不清：流水可能缺行或缺了一份。")
        return words.format(fen=money(told.unclear)), Tone.DANGER
    if told.before:
        return _("第一份流水开始时就相差 {fen}。").format(fen=money(told.before)), Tone.WARN
    words = _("没有对上也没有原因的：流水 {lines} 行、凭证 {vouchers} 张。")
    return words.format(lines=lines, vouchers=vouchers), Tone.WARN
