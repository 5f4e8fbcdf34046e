"""Orders from abroad: the folded part of a complaint's form, for other money and for imported goods."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from odrdesk.desktop.forms import remedy_words
from odrdesk.desktop.forms.binding import Binding, Bound, Maker
from odrdesk.desktop.forms.folded import FoldedPlate, one_of
from odrdesk.desktop.tokens import Ink
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
_PLACES = ((0, 0, 6), (0, 6, 3), (0, 9, 3), (1, 0, 4), (1, 4, 3), (1, 7, 5))
"""Row, column and width of each field."""


class AbroadPlate(FoldedPlate):
    """Six fields behind a link, and beneath them what the rate comes to and which rules hold."""

    def __init__(self, make: Maker, binding: Binding) -> None:
        words = _("跨境订单：外币与进口方式")
        super().__init__(make, binding, words, fields=_fields(make), places=_PLACES)
        self.converted = Label("", 12, Ink.TEXT2, wrap=True)
        self.rules = Label("", 12, Ink.TEXT2, wrap=True, selectable=True)
        for part in (self.converted, self.rules):
            part.hide()
            self.inside.addWidget(part)

    def follow(self, raw: Mapping[str, object], values: Mapping[str, Any], today: date) -> None:
        """Open where something is typed, and say what the rate comes to and which rules hold."""
        self.unfold(raw, FIELDS)
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
        one_of(make, KIND, ImportKind, [(kind.value, word(kind)) for kind in ImportKind], _("无")),
        one_of(make, CURRENCY, Currency, [(one.value, f"{one.value} {word(one)}") for one in Currency], _("无")),
        make.line(AMOUNT, field_label(AMOUNT), digits=True, hint="18.90"),
        _line(make, RATE, "7.1234"),
        make.day(ON, field_label(ON), narrow=True),
        make.line(SOURCE, field_label(SOURCE), hint=_("如 银行账单")),
    )


def _line(make: Maker, name: str, hint: str) -> Bound:
    entry = Entry(make.look, holds=Holds.DIGITS, placeholder=hint, longest=40)
    field = Field(make.look, name, field_label(name), entry)
    return Bound(field, entry.text, entry.setText, lambda: entry.text().strip() or None)
