"""The items of an offer: what, by whom, how much, by when; with the running total in figures and capitals."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.days import AddWorkingDays
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.theme import Look, announce
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.amount import AmountEntry
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.day import DayEntry
from odrdesk.desktop.widgets.dressing import dress
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.domain.dispute import Term
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import TERMS_LIMIT
from odrdesk.domain.money import Fen, capitals
from odrdesk.domain.vocabulary import ItemKind, Payer
from odrdesk.text import _, word

_WIDTHS = (176, 112, 106, 0, 30)


class TermsEditor(QWidget):
    """`changed` with every keystroke. `floor` is the statutory amount the total is held against, in fen."""

    changed = Signal()

    def __init__(
        self,
        look: Look,
        today: Callable[[], date],
        add: AddWorkingDays,
        terms: Sequence[Term],
        floor: Fen | None = None,
    ) -> None:
        super().__init__()
        self._look, self._today, self._add, self._floor = look, today, add, floor
        self.rows: list[TermRow] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._total = Label("", 15, bold=True)
        self._capitals = Label("", 12, Ink.TEXT2, selectable=True)
        self._below = Label("", 12, Ink.WARN)
        self.more = Button(look, _("加一项"), "plus", Kind.LINK, height=26)
        self.more.clicked.connect(self._another)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._captions())
        column.addLayout(self._rows)
        column.addLayout(self._foot())
        for term in terms:
            self.add_row(term)
        if not terms:
            self.add_row(None)
        self.setFocusProxy(self.rows[0].amount)
        self._sum()

    def add_row(self, term: Term | None) -> "TermRow":
        """One more item at the end."""
        row = TermRow(self._look, self._today, self._add, term, len(self.rows) + 1)
        row.changed.connect(self._sum)
        row.gone.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._rows.addWidget(row)
        self.more.setEnabled(len(self.rows) < TERMS_LIMIT)
        self._sum()
        return row

    def raw(self) -> list[dict[str, object]]:
        """The items as a step takes them; refuses a day that cannot be read (`day.unreadable`, `items.N.due`)."""
        return [row.raw(f"items.{place}") for place, row in enumerate(self.rows)]

    def refuse(self, field: str, text: str) -> bool:
        """Say beside an item why it cannot stand; False when the field names none."""
        parts = field.split(".")
        if len(parts) < 2 or not parts[1].isdigit() or int(parts[1]) >= len(self.rows):
            return False
        self.rows[int(parts[1])].refuse(parts[2] if len(parts) > 2 else "amount", text)
        return True

    def clear(self) -> None:
        """Take all notes away."""
        for row in self.rows:
            row.clear()

    @property
    def total(self) -> Fen | None:
        """The money of all items, None while one of them cannot be read."""
        try:
            return Fen(sum(row.amount.amount() or Fen(0) for row in self.rows))
        except Refusal:
            return None

    def _another(self) -> None:
        self.add_row(None).kind.setFocus()

    def _remove(self, row: "TermRow") -> None:
        if len(self.rows) == 1:
            row.empty()
            return
        self.rows.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
        for place, left in enumerate(self.rows, 1):
            left.number(place)
        self.setFocusProxy(self.rows[0].amount)
        self.rows[-1].amount.setFocus()
        self._sum()

    def _sum(self) -> None:
        total = self.total
        self._total.setText("—" if total is None else total.yuan)
        self._capitals.setText("" if total is None else capitals(total))
        short = Fen(0) if self._floor is None or total is None else Fen(self._floor - total)
        self._below.setText(_("比法定金额少 {short}").format(short=short.yuan))
        self._below.setVisible(short > 0)
        self.changed.emit()

    def _captions(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        titles = (_("事项"), _("承担方"), _("金额（元）"), _("履行期限"), "")
        for width, title in zip(_WIDTHS, titles, strict=True):
            caption = Elided(title, 12, Ink.TEXT2)
            if width:
                caption.setFixedWidth(self._look.dp(width))
            line.addWidget(caption, 0 if width else 1)
        return line

    def _foot(self) -> QVBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.more)
        line.addStretch(1)
        line.addWidget(self._below)
        line.addWidget(Label(_("合计"), 13, Ink.TEXT2))
        line.addWidget(self._total)
        foot = QVBoxLayout()
        foot.setSpacing(2)
        foot.addLayout(line)
        foot.addWidget(self._capitals, 0, Qt.AlignmentFlag.AlignRight)
        return foot


class TermRow(QFrame):
    """One item with its note; `gone` when it is taken away."""

    changed = Signal()
    gone = Signal()

    def __init__(
        self, look: Look, today: Callable[[], date], add: AddWorkingDays, term: Term | None, place: int
    ) -> None:
        super().__init__()
        kinds = [(kind.value, word(kind)) for kind in ItemKind]
        payers = [(payer.value, word(payer)) for payer in Payer]
        self.kind = Choice(look, kinds, (term.kind if term else ItemKind.REFUND).value)
        self.payer = Choice(look, payers, (term.payer if term else Payer.MERCHANT).value)
        self.amount = AmountEntry(look)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.due = DayEntry(look, today, add)
        remove = Button(look, icon="x", kind=Kind.GHOST, height=30, icon_size=14, name=_("去掉这一项"))
        self._parts: Mapping[str, QWidget] = {
            "kind": self.kind, "payer": self.payer, "amount": self.amount, "due": self.due,
        }  # fmt: skip
        self._remove = remove
        if term:
            self.amount.show_amount(term.amount or None)
            self.due.show_day(term.due)
        self._mark = Glyph(look, "circle-alert", Ink.DANGER, 13)
        self._note = Label("", 12, Ink.DANGER, wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(3)
        for column, (part, width) in enumerate(zip((*self._parts.values(), remove), _WIDTHS, strict=True)):
            if width:
                part.setFixedWidth(look.dp(width))
            grid.addWidget(part, 0, column)
        grid.setColumnStretch(3, 1)
        beneath = QHBoxLayout()
        beneath.setSpacing(5)
        beneath.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        beneath.addWidget(self._note, 1)
        grid.addLayout(beneath, 1, 0, 1, 5)
        self.number(place)
        self.clear()
        remove.clicked.connect(self.gone)
        self.amount.textChanged.connect(self._edited)
        self.due.textChanged.connect(self._edited)
        self.kind.currentIndexChanged.connect(self._edited)
        self.payer.currentIndexChanged.connect(self._edited)

    def number(self, place: int) -> None:
        """Its place, for a screen reader."""
        words = {"kind": _("事项"), "payer": _("承担方"), "amount": _("金额（元）"), "due": _("履行期限")}
        for name, part in self._parts.items():
            part.setAccessibleName(_("第 {n} 项 {words}").format(n=place, words=words[name]))
        self._remove.setAccessibleName(_("去掉第 {n} 项").format(n=place))

    def raw(self, field: str) -> dict[str, object]:
        """The item as a step takes it."""
        told: dict[str, object] = {"kind": self.kind.key, "payer": self.payer.key}
        told["amount"] = self.amount.text().strip() or "0"
        try:
            day = self.due.day()
        except Refusal as no:
            raise Refusal(no.code, f"{field}.due", **no.data) from no
        if day:
            told["due"] = day
        return told

    def empty(self) -> None:
        """Back to nothing typed."""
        self.amount.clear()
        self.due.clear()

    def refuse(self, part: str, text: str) -> None:
        """Say why it cannot stand, and go there."""
        self._note.setText(text)
        self._note.show()
        self._mark.show()
        cell = self._parts.get(part, self.amount)
        self._frame(cell, on=True)
        cell.setAccessibleDescription(text)
        cell.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(cell, text)

    def clear(self) -> None:
        """Take the note away."""
        self._note.setText("")
        self._note.hide()
        self._mark.hide()
        for cell in self._parts.values():
            cell.setAccessibleDescription("")
            self._frame(cell, on=False)

    def _frame(self, cell: QWidget, *, on: bool) -> None:
        dress(cell, "refused", "true" if on else "false")

    def _edited(self) -> None:
        self.clear()
        self.changed.emit()
