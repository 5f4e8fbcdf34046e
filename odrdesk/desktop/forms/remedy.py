"""What a remedy is worked out from, as fields: begun with what the case tells, changed as one likes."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from odrdesk.desktop.days import AddWorkingDays
from odrdesk.desktop.forms.tick import Tick
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.amount import AmountEntry
from odrdesk.desktop.widgets.day import DayEntry
from odrdesk.desktop.widgets.entry import Entry, Holds, half_width
from odrdesk.desktop.widgets.field import Field
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.remedies import Given, Rate, Remedy, uses
from odrdesk.domain.remedy_answers import NOTHING, read_rate
from odrdesk.text import _, field_label

_COLUMNS = 4
_SPANS = {"order": 2, "rate_source": 2}
_SEPARATORS = re.compile(r"[\s,;+\u3001\uff0c\uff1b\uff0b]+")
AMOUNTS = ("loss", "gift", "freight", "used")
NUMBERS = ("multiple", "reasonable")
DAYS = ("since", "until", "rate_on")


class RemedyForm(QWidget):
    """`edited` with every change of what was typed."""

    edited = Signal()

    def __init__(self, look: Look, code: Remedy, today: Callable[[], date], add: AddWorkingDays) -> None:
        super().__init__()
        self._look, self._code, self._today, self._add = look, code, today, add
        self._used = uses(code)
        self.fields: dict[str, Field] = {}
        self.knowing = Tick(look, _("购买时已经知道有问题"))
        self._grid, self._place = QGridLayout(), 0
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        for place in range(_COLUMNS):
            self._grid.setColumnStretch(place, 1)
            self._grid.setColumnMinimumWidth(place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._grid)
        for name in _names(code):
            self._put(name)
        if "knowing" in self._used:
            column.addWidget(self.knowing, 0, Qt.AlignmentFlag.AlignLeft)
            self.knowing.toggled.connect(self._switched)
        else:
            self.knowing.hide()
        self._follow()

    def begin(self, given: Given, on: date) -> None:
        """Fill the fields with what is known."""
        self._amount("price", given.price)
        self._text("quantity", str(given.quantity) if given.quantity > 1 or "reasonable" in self.fields else "")
        for name in AMOUNTS:
            self._amount(name, getattr(given, name))
        for name in NUMBERS:
            known = getattr(given, name)
            self._text(name, "" if known is None else str(known))
        self._text("order", " ".join(order.plain for order in given.orders))
        for name in ("lpr", "deposit_rate"):
            rate: Rate | None = getattr(given, name)
            if rate is not None:
                self._text(name, str(rate.percent))
                self._text("rate_on", rate.on.isoformat() if rate.on else "")
                self._text("rate_source", rate.source or "")
        for name in ("since", "until"):
            day: date | None = getattr(given, name)
            self._text(name, day.isoformat() if day else "")
        self._text("on", on.isoformat())
        self.knowing.setChecked(given.knowing)

    def raw(self) -> dict[str, object]:
        """Everything as typed, to be put back with `put`."""
        told: dict[str, object] = {name: self._said(name) for name in self.fields}
        return told | {"knowing": self.knowing.isChecked()}

    def put(self, raw: Mapping[str, object]) -> None:
        """Show again what was typed before."""
        for name in self.fields:
            self._text(name, str(raw.get(name, "")))
        self.knowing.setChecked(bool(raw.get("knowing")))

    def given(self) -> Given:
        """What is typed as values; refuses what cannot be read, with its field."""
        orders = self._orders()
        price = self._money("price")
        if orders and not price:
            price = Fen(sum(orders))
        return Given(
            price=price or NOTHING,
            orders=orders,
            loss=self._money("loss"),
            multiple=self._number("multiple"),
            quantity=self._number("quantity") or max(1, len(orders)),
            reasonable=self._number("reasonable") if self.knowing.isChecked() else None,
            knowing=self.knowing.isChecked(),
            gift=self._money("gift") or NOTHING,
            freight=self._money("freight") or NOTHING,
            used=self._money("used") or NOTHING,
            lpr=self._rate("lpr"),
            deposit_rate=self._rate("deposit_rate"),
            since=self.day("since"),
            until=self.day("until"),
        )

    def day(self, name: str) -> date | None:
        """The day in a field; refuses what cannot be read."""
        editor = self.fields[name].editor if name in self.fields else None
        if not isinstance(editor, DayEntry):
            return None
        try:
            return editor.day()
        except Refusal as no:
            raise Refusal(no.code, name, **no.data) from no

    def refuse(self, refusal: Refusal, text: str) -> bool:
        """Say beside the field why it cannot stand; False where it belongs to none."""
        field = self.fields.get(refusal.field or "")
        if field is None:
            return False
        field.refuse(text)
        return True

    def clear(self) -> None:
        """Take all notes away."""
        for field in self.fields.values():
            if field.refused:
                field.clear()

    def _put(self, name: str) -> None:
        editor = self._editor(name)
        field = Field(self._look, name, _label(self._code, name), editor, hint=_hint(name))
        span = _SPANS.get(name, 1)
        row, column = divmod(self._place, _COLUMNS)
        if column + span > _COLUMNS:
            row, column = row + 1, 0
        self._place = row * _COLUMNS + column + span
        self.fields[name] = field
        self._grid.addWidget(field, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        field.edited.connect(self.edited)

    def _editor(self, name: str) -> Entry:
        if name in ("price", *AMOUNTS):
            return AmountEntry(self._look)
        if name in ("on", *DAYS):
            return DayEntry(self._look, self._today, self._add)
        placeholder = {"lpr": "3.10", "deposit_rate": "1.50", "order": "38.00 50.00"}.get(name, "")
        return Entry(self._look, holds=Holds.WORDS if name == "rate_source" else Holds.DIGITS, placeholder=placeholder)

    def _switched(self) -> None:
        self._follow()
        self.edited.emit()

    def _follow(self) -> None:
        """A reasonable quantity matters for a buyer who knew, and for nobody else."""
        if "reasonable" in self.fields:
            self.fields["reasonable"].setVisible(self.knowing.isChecked())

    def _said(self, name: str) -> str:
        editor = self.fields[name].editor if name in self.fields else None
        return editor.text().strip() if isinstance(editor, Entry) else ""

    def _text(self, name: str, text: str) -> None:
        editor = self.fields[name].editor if name in self.fields else None
        if isinstance(editor, Entry):
            editor.setText(text)

    def _amount(self, name: str, amount: Fen | None) -> None:
        self._text(name, amount.grouped if amount else "")

    def _money(self, name: str) -> Fen | None:
        text = self._said(name)
        try:
            return Fen.parse(text) if text else None
        except Refusal as no:
            raise Refusal(no.code, name, **no.data) from no

    def _number(self, name: str) -> int | None:
        text = half_width(self._said(name))
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 7):
            raise Refusal("quantity.unreadable", name)
        return int(text)

    def _orders(self) -> tuple[Fen, ...]:
        try:
            return tuple(Fen.parse(part) for part in _SEPARATORS.split(half_width(self._said("order"))) if part)
        except Refusal as no:
            raise Refusal(no.code, "order", **no.data) from no

    def _rate(self, name: str) -> Rate | None:
        text = self._said(name)
        return read_rate(name, text, self.day("rate_on"), self._said("rate_source") or None) if text else None


def _names(code: Remedy) -> tuple[str, ...]:
    """The fields of a remedy in the order they are asked."""
    used = uses(code)
    order = ("price", "on", "quantity", "reasonable", "order", "loss", "multiple", "gift", "freight", "used", "since")
    rates = ("until", "lpr", "deposit_rate", "rate_on", "rate_source")
    shown = {"price", "on"} | (used - {"knowing"})
    if "knowing" in used and "loss" in used:
        shown |= {"quantity", "reasonable"}
    elif "order" in used:
        shown |= {"quantity"}
    if "lpr" in used:
        shown |= {"rate_on", "rate_source"}
    if code is Remedy.DEFECT:
        shown -= {"price"}
    return tuple(name for name in (*order, *rates) if name in shown)


def _label(code: Remedy, name: str) -> str:
    if name == "on":
        return _("合同成立日期") if code is Remedy.PREPAID else _("购买日期")
    if name == "price" and code is Remedy.PREPAID:
        return _("预付总额")
    return field_label(name)


def _hint(name: str) -> str:
    return {
        "order": _("分几笔付款的逐笔填写，用空格隔开"),
        "lpr": _("经营者原因返还时填写"),
        "deposit_rate": _("消费者原因返还时填写"),
    }.get(name, "")
