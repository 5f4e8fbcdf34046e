"""An amount of money: yuan as people type them, whole fen as the desk keeps them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent

from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.entry import Entry, Holds
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen


class AmountEntry(Entry):
    """Reads `1299`, `1,299.00`, `¥1,299元`, full-width digits; writes `1,299.00` when left."""

    def __init__(self, look: Look, placeholder: str = "0.00") -> None:
        super().__init__(look, holds=Holds.DIGITS, placeholder=placeholder, longest=24)

    def amount(self) -> Fen | None:
        """The amount in fen, None when empty; refuses `amount.unreadable`."""
        text = self.text().strip()
        return Fen.parse(text) if text else None

    def show_amount(self, amount: Fen | None) -> None:
        """Write an amount."""
        self.setText("" if amount is None else amount.grouped)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What stands there is only a proposal: typing writes another amount."""
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.OtherFocusReason:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What can be read is written out; what cannot stays as typed."""
        try:
            self.show_amount(self.amount())
        except Refusal:
            super().focusOutEvent(event)
            return
        super().focusOutEvent(event)
