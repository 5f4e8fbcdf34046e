"""Orders from abroad: the folded part of a complaint's form, for other money and for imported goods."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from odrdesk.desktop.forms import remedy_words
from odrdesk.desktop.forms.binding import Binding, Bound, Maker
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.entry import Entry, Holds
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.domain.complaint import Problem
from odrdesk.domain.errors import Refusal
from odrdesk.domain.foreign import Foreign, read_amount, read_rate
from odrdesk.domain.vocabulary import Currency, ImportKind
from odrdesk.services.books import known_law
from odrdesk.text import _, field_label, word

KIND = "order.import_kind"
CURRENCY, AMOUNT, RATE, ON, SOURCE = (
    f"order.foreign.{name}" for name in ("currency", "amount", "rate", "on", "source")
)
FIELDS = (KIND, CURRENCY, AMOUNT, RATE, ON, SOURCE)
_COLUMNS = 12
_PLACES = ((0, 0, 6), (0, 6, 3), (0, 9, 3), (1, 0, 4), (1, 4, 3), (1, 7, 5))
"""Row, column and width of each field."""


class AbroadPlate(QFrame):
    """Six fields behind a link, which stands wherever the page puts it; open as soon as one of them holds something."""

    def __init__(self, make: Maker, binding: Binding) -> None:
        super().__init__()
        self.link = Button(make.look, _("跨境订单：外币与进口方式"), "chevron-down", Kind.LINK, height=24, icon_size=14)
        self.link.clicked.connect(self.turn)
        self._plate = QFrame()
        self._plate.setProperty("plate", "quote")
        inside = QVBoxLayout(self._plate)
        inside.setContentsMargins(12, 8, 12, 10)
        inside.setSpacing(6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for bound, (row, column, span) in zip(_fields(make), _PLACES, strict=True):
            grid.addWidget(binding.add(bound), row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 1)
        inside.addLayout(grid)
        self.converted = Label("", 12, Ink.TEXT2, wrap=True)
        self.rules = Label("", 12, Ink.TEXT2, wrap=True, selectable=True)
        for part in (self.converted, self.rules):
            part.hide()
            inside.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self._plate)
        self._plate.hide()
        self.hide()

    @property
    def open(self) -> bool:
        """Whether the fields are in view."""
        return not self._plate.isHidden()

    def _show(self, *, on: bool) -> None:
        self._plate.setVisible(on)
        self.setVisible(on)

    def turn(self) -> None:
        """Open or fold."""
        self._show(on=self._plate.isHidden())

    def follow(self, raw: Mapping[str, object], values: Mapping[str, Any], today: date) -> None:
        """Open where something is typed, and say what the rate comes to and which rules hold."""
        if any(raw.get(name) for name in FIELDS):
            self._show(on=True)
        foreign, _problems = foreign_of(values)
        converted = foreign.converted if foreign else None
        self.converted.setVisible(converted is not None)
        if converted is not None:
            self.converted.setText(
                _("按汇率折合 {yuan}；没有填写实付金额的，登记时以此为准。").format(yuan=converted.yuan)
            )
        kind = values.get(KIND)
        notes = known_law().notes(kind, values.get("order.bought_on") or today) if kind else ()
        self.rules.setVisible(bool(notes))
        self.rules.setText(
            "\n".join("· " + remedy_words.cited(remedy_words.note_text(one), one.verified) for one in notes)
        )


def foreign_of(values: Mapping[str, Any]) -> tuple[Foreign | None, tuple[Problem, ...]]:
    """What was paid in other money, None where nothing or not enough was typed, and what is wrong with it."""
    currency, amount, rate = values.get(CURRENCY), values.get(AMOUNT), values.get(RATE)
    if currency is None:
        loose = next((name for name in (AMOUNT, RATE, ON, SOURCE) if values.get(name)), None)
        return None, (Problem(CURRENCY, "foreign.no_currency", {}),) if loose else ()
    if not amount:
        return None, (Problem(AMOUNT, "field.required", {}),)
    try:
        told = Foreign(
            currency,
            read_amount(AMOUNT, amount, currency),
            read_rate(RATE, rate) if rate else None,
            values.get(ON),
            values.get(SOURCE),
        )
    except Refusal as no:
        return None, (Problem(no.field or AMOUNT, no.code, dict(no.data)),)
    return told, ()


def _fields(make: Maker) -> tuple[Bound, ...]:
    return (
        _choice(make, KIND, [(kind.value, word(kind)) for kind in ImportKind], ImportKind),
        _choice(make, CURRENCY, [(one.value, f"{one.value} {word(one)}") for one in Currency], Currency),
        make.line(AMOUNT, field_label(AMOUNT), digits=True, hint="18.90"),
        _line(make, RATE, "7.1234"),
        make.day(ON, field_label(ON), narrow=True),
        make.line(SOURCE, field_label(SOURCE), hint=_("如 银行账单")),
    )


def _choice(make: Maker, name: str, options: list[tuple[str, str]], terms: type[ImportKind] | type[Currency]) -> Bound:
    entry = Choice(make.look, [("", _("无")), *options])
    entry.choose("")
    return Bound(
        Field(make.look, name, field_label(name), entry),
        lambda: entry.key,
        entry.choose,
        lambda: terms(entry.key) if entry.key else None,
    )


def _line(make: Maker, name: str, hint: str) -> Bound:
    entry = Entry(make.look, holds=Holds.DIGITS, placeholder=hint, longest=40)
    field = Field(make.look, name, field_label(name), entry)
    return Bound(field, entry.text, entry.setText, lambda: entry.text().strip() or None)
