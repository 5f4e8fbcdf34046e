"""保证金 of a merchant: what lies there, what is withheld and owed, what it was asked to top up, and the lines."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop import formats
from odrdesk.desktop.dialogs.fund_deeds import DEPOSIT, WITHHOLD
from odrdesk.desktop.formats import day, day_short, money
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.flow import Flow
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.domain.fund_vocabulary import Journal
from odrdesk.domain.money import Fen
from odrdesk.services.prepayments import MerchantAccount, Moved, Topup, happened_on
from odrdesk.text import _, ngettext, word

MOST_LINES = 8
_TAKEN = {Journal.J5, Journal.J5B}


class DepositCard(Card):
    """`put_in_asked(kind)` when finance puts a deposit or withheld settlement down."""

    put_in_asked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(_("保证金"))
        self._look = look
        self.numbers: dict[str, Label] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        told = (("deposit", _("保证金余额")), ("settlement", _("暂扣货款余额")), ("owed", _("欠付先行赔付")))
        for place, (key, words) in enumerate(told):
            self.numbers[key] = Label("—", 15, bold=True)
            grid.addWidget(self.numbers[key], 0, place)
            # With a side to keep to it does not hold the grid as narrow as its own words, amid the card.
            grid.addWidget(Elided(words, 12, Ink.TEXT3), 1, place, Qt.AlignmentFlag.AlignLeft)
            grid.setColumnStretch(place, 1)
        self.deposit, self.withhold = (
            Button(look, words, "plus", Kind.LINK, height=24) for words in (_("收保证金"), _("暂扣货款"))
        )
        self.deposit.clicked.connect(lambda: self.put_in_asked.emit(DEPOSIT))
        self.withhold.clicked.connect(lambda: self.put_in_asked.emit(WITHHOLD))
        self._topups, self._lines = QVBoxLayout(), QVBoxLayout()
        self.add(grid)
        for column in (self._topups, self._lines):
            column.setSpacing(5)
            self.add(column)
        deeds = Flow()
        for deed in (self.deposit, self.withhold):
            deeds.add(deed)
        self.add(deeds)

    def allow(self, *, may: bool) -> None:
        """Whether the present clerk may put money down."""
        for button in (self.deposit, self.withhold):
            button.setVisible(may)

    def show_account(self, found: MerchantAccount) -> None:
        """Show a merchant's account."""
        for key, fen in (("deposit", found.deposit), ("settlement", found.settlement), ("owed", found.owed)):
            self.numbers[key].setText(money(fen))
        self.numbers["owed"].set_ink(Ink.TEXT if not found.owed else Ink.WARN)
        _fill(self._topups, [self._topup(one) for one in found.topups if one.fen])
        shown = [self._line(one) for one in found.lines[:MOST_LINES]]
        left = len(found.lines) - len(shown)
        if left > 0:
            shown.append(Label(ngettext("另有 {n} 笔", "另有 {n} 笔", left).format(n=left), 12, Ink.TEXT3))
        _fill(self._lines, shown or [Label(_("没有收过保证金。"), 13, Ink.TEXT3, wrap=True)])

    def _topup(self, one: Topup) -> QWidget:
        due = formats.due(-one.days)
        words = _("{fen} 须在 {day} 前补足（{due}，{number}）")
        said = words.format(fen=money(one.fen), day=day(one.due), due=due.text, number=one.number)
        ink = {Tone.DANGER: Ink.DANGER, Tone.WARN: Ink.WARN}.get(due.tone, Ink.TEXT2)
        return Label(said, 13, ink, wrap=True)

    def _line(self, one: Moved) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        ink = Ink.TEXT3 if one.reversed_by else Ink.TEXT
        across.addWidget(Label(day_short(happened_on(one)), 12, Ink.TEXT3))
        across.addWidget(Elided(kind_of(one), 13, ink))
        across.addStretch(1)
        across.addWidget(Label(("+" if one.fen > 0 else "−") + Fen(abs(one.fen)).grouped, 13, ink))
        balance = Label(one.balance.grouped, 13, Ink.TEXT2)
        balance.setMinimumWidth(self._look.dp(74))
        across.addWidget(balance)
        row.setAccessibleName(f"{day(happened_on(one))} {kind_of(one)} {money(one.fen)} {money(one.balance)}")
        return row


def kind_of(one: Moved) -> str:
    """A line of a deposit in a word: paid in, taken, given back."""
    if one.journal is Journal.JR:
        return word(one.journal)
    if one.journal is Journal.J1:
        return _("缴")
    taken = one.journal in _TAKEN
    named = _("扣") if taken else _("退")
    # The card is narrow: the last digits of a case are enough here.
    return f"{named}  {one.dispute.rpartition('-')[2]}" if one.dispute else named


def _fill(column: QVBoxLayout, parts: Sequence[QWidget]) -> None:
    empty(column)
    for part in parts:
        column.addWidget(part)
