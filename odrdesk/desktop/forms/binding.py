"""Editors bound to the fields of a draft: what is typed as plain JSON, and the value it means.

What is typed is kept as it is, also when it cannot be read: nothing a person typed is lost.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QWidget

from odrdesk.desktop.days import AddWorkingDays
from odrdesk.desktop.forms.chips import Chips
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.moment import MomentEntry, day_within_years
from odrdesk.desktop.forms.phone import PhoneEntry
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.amount import AmountEntry
from odrdesk.desktop.widgets.day import DayEntry
from odrdesk.desktop.widgets.entry import Entry, Holds, Paragraph, half_width
from odrdesk.desktop.widgets.field import Field
from odrdesk.domain.complaint import Problem
from odrdesk.domain.errors import Refusal
from odrdesk.text import _, word

Term = TypeVar("Term", bound=StrEnum)
LONGEST = 30_000
"""More than any limit of a complaint: a text that is too long is refused with its length, never cut in silence."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One field; `read` gives the value (None where empty) and refuses what cannot be read."""

    field: Field
    raw: Callable[[], Any]
    put: Callable[[Any], None]
    read: Callable[[], Any]


class Binding(QObject):
    """The fields of a form by name. `edited(name)` while typing, `left(name)` when the focus went elsewhere.

    `entered(name)` when the focus came to any part of a field.
    """

    edited = Signal(str)
    left = Signal(str)
    entered = Signal(str)

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._bound: dict[str, Bound] = {}
        self._name_of: dict[QObject, str] = {}

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields by name, in the order of the form."""
        return {name: bound.field for name, bound in self._bound.items()}

    def add(self, bound: Bound) -> Field:
        """One more field."""
        name, editor = bound.field.key, bound.field.editor
        self._bound[name] = bound
        match editor:
            case Entry() | Paragraph():
                bound.field.edited.connect(lambda: self.edited.emit(name))
            case Choice():
                editor.currentIndexChanged.connect(lambda _at: self._changed(name))
                if editor.isEditable():
                    editor.editTextChanged.connect(lambda _text: self._changed(name))
            case Chips() | MomentEntry() | PhoneEntry():
                editor.edited.connect(lambda: self._changed(name))
            case _:
                raise TypeError(f"no form knows how to hear from a {type(editor).__name__}")
        for part in (editor, *editor.findChildren(QWidget)):
            self._name_of[part] = name
            part.installEventFilter(self)
        return bound.field

    def value(self, name: str) -> Any:
        """The value of a field; refuses what cannot be read."""
        return self._bound[name].read()

    def values(self) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        """All values, None for what cannot be read, and the problems with those."""
        read, problems = {}, []
        for name, bound in self._bound.items():
            try:
                read[name] = bound.read()
            except Refusal as no:
                read[name] = None
                problems.append(Problem(name, no.code, dict(no.data)))
        return read, tuple(problems)

    def raw(self) -> dict[str, object]:
        """Everything as typed, for a draft."""
        return {name: bound.raw() for name, bound in self._bound.items()}

    def put(self, raw: Mapping[str, object]) -> None:
        """Show a draft again; a name the form does not know, or a value of another kind, is passed over."""
        for name, bound in self._bound.items():
            value = raw.get(name)
            if isinstance(value, type(bound.raw())):
                bound.put(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear that a field was left; what it rewrites when left comes first."""
        if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut and watched in self._name_of:
            name = self._name_of[watched]
            QTimer.singleShot(0, self, lambda: self._gone_from(name))
        elif isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusIn and watched in self._name_of:
            self.entered.emit(self._name_of[watched])
        return False

    def _changed(self, name: str) -> None:
        field = self._bound[name].field
        if field.refused:
            field.clear()
        self.edited.emit(name)

    def _gone_from(self, name: str) -> None:
        editor, now = self._bound[name].field.editor, QApplication.focusWidget()
        if now is None or not (now is editor or editor.isAncestorOf(now)):
            self.left.emit(name)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes bound fields: what every one of them needs."""

    look: Look
    today: Callable[[], date]
    add_working_days: AddWorkingDays

    def line(self, name: str, label: str, *, required: bool = False, digits: bool = False, hint: str = "") -> Bound:
        """One line of words, or of digits that may be typed full-width."""
        entry = Entry(self.look, holds=Holds.DIGITS if digits else Holds.WORDS, placeholder=hint, longest=LONGEST)
        tidy = half_width if digits else str.strip
        field = Field(self.look, name, label, entry, required=required)
        return Bound(field, entry.text, entry.setText, lambda: whole(tidy(entry.text())) or None)

    def paragraph(self, name: str, label: str, *, required: bool = False, lines: int = 4, hint: str = "") -> Bound:
        """Several lines of words."""
        entry = Paragraph(self.look, lines=lines, placeholder=hint)
        field = Field(self.look, name, label, entry, required=required)
        return Bound(field, entry.toPlainText, entry.setPlainText, lambda: whole(entry.toPlainText().strip()))

    def amount(self, name: str, label: str) -> Bound:
        """Yuan."""
        entry = AmountEntry(self.look)
        return Bound(Field(self.look, name, label, entry), entry.text, entry.setText, entry.amount)

    def quantity(self, name: str, label: str) -> Bound:
        """How many, 1 to 999,999."""
        entry = Entry(self.look, holds=Holds.DIGITS, placeholder="1", longest=24)
        field = Field(self.look, name, label, entry)
        return Bound(field, entry.text, entry.setText, lambda: _quantity(entry.text()))

    def day(self, name: str, label: str, *, required: bool = False, narrow: bool = False) -> Bound:
        """A day."""
        entry = DayEntry(self.look, self.today, self.add_working_days)
        if narrow:
            entry.setPlaceholderText(_("如 1123"))
        field = Field(self.look, name, label, entry, required=required)
        return Bound(field, entry.text, entry.setText, lambda: day_within_years(entry.day()))

    def moment(self, name: str, label: str, *, required: bool = False) -> Bound:
        """A day and a time."""
        entry = MomentEntry(self.look, self.today, self.add_working_days)

        def put(raw: list[str]) -> None:
            if len(raw) == 2:
                entry.day.setText(raw[0])
                entry.time.setText(raw[1])

        field = Field(self.look, name, label, entry, required=required)
        return Bound(field, lambda: [entry.day.text(), entry.time.text()], put, entry.moment)

    def choice(self, name: str, label: str, terms: type[Term], *, required: bool = False) -> Bound:
        """One word of a vocabulary."""
        entry = Choice(self.look, [(term.value, word(term)) for term in terms])
        field = Field(self.look, name, label, entry, required=required)
        return Bound(field, lambda: entry.key, entry.choose, lambda: terms(entry.key) if entry.key else None)

    def open_choice(self, name: str, label: str) -> Bound:
        """One of what is known, or what is typed."""
        entry = Choice(self.look, [], own=True)
        field = Field(self.look, name, label, entry)
        return Bound(field, lambda: entry.key, entry.choose, lambda: whole(entry.key) or None)

    def chips(self, name: str, label: str, terms: type[Term], *, required: bool = False) -> Bound:
        """Any words of a vocabulary."""
        entry = Chips(self.look, [(term.value, word(term)) for term in terms])
        field = Field(self.look, name, label, entry, required=required)
        return Bound(field, lambda: list(entry.chosen), entry.choose, lambda: tuple(map(terms, entry.chosen)))


def whole(text: str) -> str:
    """The text without what no file can hold: NUL, and halves of characters a broken paste leaves."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _quantity(text: str) -> int | None:
    typed = half_width(text)
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and 0 < int(typed) < 1_000_000):
        raise Refusal("quantity.unreadable")
    return int(typed)
