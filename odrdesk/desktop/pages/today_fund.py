"""先行赔付金 on the board: what is left, how much is advanced and waits, and the way to the claims that wait."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from odrdesk.desktop import formats
from odrdesk.desktop.formats import money
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.progress import ProgressBar
from odrdesk.services.prepayments import Overview
from odrdesk.text import _, ngettext


class FundCard(Card):
    """`approve_asked` to the claims that wait, `register_asked` to the register; hidden while there is no fund."""

    approve_asked = Signal()
    register_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(_("先行赔付金"), spacing=7, margins=(16, 10, 16, 12))
        ledger = Button(look, _("台账"), kind=Kind.LINK, height=24)
        ledger.clicked.connect(self.register_asked)
        self.act(ledger)
        self.balance, self.whole = Label("", 22, bold=True), Elided("", 12, Ink.TEXT3)
        self.bar = ProgressBar(look, _("已垫付的份额"), height=6)
        self.used, self.pending = Elided("", 12, Ink.TEXT3), Elided("", 12, Ink.TEXT3)
        self.go = Button(look, " ", kind=Kind.DEFAULT, height=28)
        self.go.clicked.connect(self.approve_asked)
        self.first = Elided("", 12, Ink.WARN)
        for left, right in ((self.balance, self.whole), (None, None), (self.used, self.pending), (self.go, self.first)):
            if left is None or right is None:
                self.add(self.bar)
                continue
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(left)
            row.addStretch(0 if left is self.go else 1)
            row.addWidget(right)
            if left is self.go:
                row.addStretch(1)
            self.add(row)
        self.hide()

    def show_fund(self, found: Overview) -> None:
        """Show where the fund stands."""
        self.setVisible(found.begun or bool(found.waiting))
        self.balance.setText(money(found.available))
        self.balance.set_ink(Ink.WARN if found.is_low else Ink.TEXT)
        self.whole.setText(_("可用 / {whole}").format(whole=money(found.whole)))
        self.bar.fill(found.used, pending=found.pending, ink=Ink.WARN_FILL if found.is_low else Ink.CHART1)
        used = found.outstanding + found.owed
        self.used.setText(_("已垫付 {fen}").format(fen=money(used)))
        self.pending.setText(_("待审批 {fen}").format(fen=money(found.waiting_fen)))
        self.go.relabel(ngettext("去审批 {n} 件", "去审批 {n} 件", found.waiting).format(n=f"{found.waiting:,}"))
        self.go.setVisible(bool(found.waiting))
        due = formats.due(-found.first_days) if found.first_days is not None else None
        self.first.setText(_("最早一件{due}").format(due=due.text) if due else "")
        self.first.setVisible(bool(found.waiting) and due is not None)
        if due is not None:
            self.first.set_ink({Tone.DANGER: Ink.DANGER, Tone.WARN: Ink.WARN}.get(due.tone, Ink.TEXT3))
