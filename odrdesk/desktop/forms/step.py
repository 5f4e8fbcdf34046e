"""The fields of a step, made from the table of its facts; what is typed becomes the raw facts the step takes."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.days import AddWorkingDays
from odrdesk.desktop.forms import step_words
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.ip_fields import IP_KINDS, ip_editor
from odrdesk.desktop.forms.terms import TermsEditor
from odrdesk.desktop.forms.tick import Tick
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.amount import AmountEntry
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.day import DayEntry
from odrdesk.desktop.widgets.entry import Entry, Paragraph, half_width
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.domain import corrections
from odrdesk.domain.dispute import Term
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import FACTS, Fact, FactKind
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import ContactWith, FailGround, Step
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.text import _, member, word

ACKNOWLEDGES: Mapping[str, str] = {
    "offer.below_floor": "floor_acknowledged",
    "offer.over_paid": "over_paid_acknowledged",
    "close.papers_missing": "missing_acknowledged",
    "close.evidence_missing": "missing_acknowledged",
}
"""Which refusal may be answered by ticking which fact; the tick shows when the refusal has come."""


class Around(NamedTuple):
    """What the fields of a step look at: the calendar, what can be chosen, and what is already known.

    `choices` gives the options of a fact that names a thing of this dispute, as (key, words); `given` the values a
    field begins with; `floor` the statutory amount in fen; `hints` further words under a field.
    """

    today: Callable[[], date]
    add_working_days: AddWorkingDays
    choices: Mapping[str, list[tuple[str, str]]]
    given: Mapping[str, object]
    floor: Fen | None
    hints: Mapping[str, str]


class StepForm(QWidget):
    """`chosen(fact, key)` when a choice was made, so that the dialog can fill what follows from it."""

    chosen = Signal(str, str)

    def __init__(self, look: Look, step: Step, around: Around) -> None:
        super().__init__()
        self._look, self._step, self._around = look, step, around
        self.fields: dict[str, Field] = {}
        self.ticks: dict[str, Tick] = {}
        self.terms: TermsEditor | None = None
        self._reads: dict[str, Callable[[], object]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        for fact in FACTS.get(step, ()):
            self._add(fact)
        self._late = QWidget()
        self._late_link = Button(look, _("补记以前发生的事"), "history", Kind.LINK, height=24)
        self._late_link.clicked.connect(self.tell_late)
        self._column.addWidget(self._late_link, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._late)
        self._make_late()

    def raw(self) -> dict[str, object]:
        """The facts as typed, without the empty ones; refuses a day that cannot be read, with its field."""
        told = {}
        for name, read in self._reads.items():
            value = read()
            if value not in (None, "", False):
                told[name] = value
        if self._step is Step.CORRECT and "value" in told:
            told["value"] = corrections.spelled(
                str(told.get("field", "")), str(told["value"]), lambda kind, typed: member(kind, typed, "value")
            )
        return told

    def happened(self) -> tuple[datetime | None, str | None]:
        """When it happened and why it is told only now; None where it happens now."""
        if self._late.isHidden():
            return None, None
        day = _day(self.at_day, "at")
        if day is None:
            return None, self.late_why.toPlainText().strip() or None
        return datetime.combine(day, self._time(), SHANGHAI), self.late_why.toPlainText().strip() or None

    def refuse(self, refusal: Refusal, text: str) -> bool:
        """Say beside the field why it cannot stand and go there; False when it belongs to no field."""
        tick = self.ticks.get(ACKNOWLEDGES.get(refusal.code, ""))
        if tick is not None:
            tick.show()
        field = self._field_of(refusal)
        if self.terms is not None and field and self.terms.refuse(field, text):
            return True
        shown = self.fields.get(field or "")
        if shown is None:
            return False
        shown.refuse(text)
        (tick or shown.editor).setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def first(self) -> QWidget | None:
        """Where typing begins: the first field that is empty, else the first."""
        editors = [field.editor for name, field in self.fields.items() if name not in {"at", "at.why"}]
        for editor in editors:
            if isinstance(editor, Entry) and not editor.text():
                return editor
            if isinstance(editor, Paragraph) and not editor.toPlainText():
                return editor
        return editors[0] if editors else None

    def show_value(self, fact: str, text: str) -> None:
        """Fill a text field from outside."""
        editor = self.fields[fact].editor
        if isinstance(editor, Entry):
            editor.setText(text)
        elif isinstance(editor, Paragraph):
            editor.setPlainText(text)

    def tell_late(self) -> None:
        """Ask when it happened and why it is told only now."""
        self._late_link.hide()
        self._late.show()
        self.at_day.setFocus()

    def _field_of(self, refusal: Refusal) -> str | None:
        if refusal.code == "at.needs_why":
            return "at.why"
        if refusal.code == "at.in_future":
            return "at"
        return refusal.field

    def _add(self, fact: Fact) -> None:
        label = step_words.label(self._step, fact.name)
        if fact.kind is FactKind.FLAG:
            self._add_tick(fact, step_words.tick(fact.name))
            return
        editor, read = self._editor(fact)
        hint = self._around.hints.get(fact.name, "")
        field = Field(self._look, fact.name, label, editor, required=fact.required, hint=hint)
        self.fields[fact.name] = field
        self._reads[fact.name] = read
        self._column.addWidget(field)
        if isinstance(editor, TermsEditor):
            editor.changed.connect(field.clear)
        if isinstance(editor, Choice):
            editor.currentIndexChanged.connect(lambda _place: self.chosen.emit(fact.name, editor.key))
            editor.currentIndexChanged.connect(field.clear)

    def _add_tick(self, fact: Fact, words: str) -> None:
        tick = Tick(self._look, words)
        tick.setVisible(bool(self._around.given.get(fact.name)))
        tick.setChecked(False)
        self.ticks[fact.name] = tick
        self._reads[fact.name] = tick.isChecked
        self._column.addWidget(tick)

    def _editor(self, fact: Fact) -> tuple[QWidget, Callable[[], object]]:
        given = self._around.given.get(fact.name)
        options = self._around.choices.get(fact.name)
        if options is not None:
            own = fact.name in step_words.OWN_WORDS
            return _choice(Choice(self._look, options, str(given or ""), own=own))
        match fact.kind:
            case FactKind.DAY | FactKind.MONEY:
                return self._number(fact, given)
            case FactKind.TERMS:
                return self._terms(given)
            case FactKind.WITH | FactKind.FAIL_GROUND:
                members = ContactWith if fact.kind is FactKind.WITH else FailGround
                return _segments(self._look, fact.name, [(one.value, word(one)) for one in members], given)
            case FactKind.REFUSAL_GROUND | FactKind.END_GROUND:
                return _choice(Choice(self._look, step_words.grounds(fact.kind), str(given or "1")))
            case _:
                return ip_editor(self._look, fact, given) if fact.kind in IP_KINDS else self._text(fact, given)

    def _number(self, fact: Fact, given: object) -> tuple[QWidget, Callable[[], object]]:
        if fact.kind is FactKind.DAY:
            day = DayEntry(self._look, self._around.today, self._around.add_working_days)
            day.show_day(given if isinstance(given, date) else None)
            return day, lambda: _day(day, fact.name)
        amount = AmountEntry(self._look)
        amount.show_amount(given if isinstance(given, Fen) else None)
        return amount, lambda: amount.text().strip()

    def _text(self, fact: Fact, given: object) -> tuple[QWidget, Callable[[], object]]:
        known = "\n".join(map(str, given)) if isinstance(given, list | tuple) else str(given or "")
        placeholder = step_words.placeholder(self._step, fact.name)
        if fact.kind is FactKind.LINES or fact.name in step_words.LONG:
            paragraph = Paragraph(self._look, lines=3, placeholder=placeholder)
            paragraph.setPlainText(known)
            return paragraph, lambda: paragraph.toPlainText().strip()
        entry = Entry(self._look, placeholder=placeholder)
        entry.setText(known)
        return entry, lambda: entry.text().strip()

    def _terms(self, given: object) -> tuple[QWidget, Callable[[], object]]:
        known = [term for term in given if isinstance(term, Term)] if isinstance(given, tuple) else []
        around = self._around
        terms = TermsEditor(self._look, around.today, around.add_working_days, known, around.floor)
        self.terms = terms
        optional = self._step is not Step.PROPOSE

        def read() -> Any:
            rows = terms.raw()
            # An item left as it came is no item where none is needed.
            return [] if optional and terms.total == 0 else rows

        return terms, lambda: read() or None

    def _make_late(self) -> None:
        look, around = self._look, self._around
        self.at_day = DayEntry(look, around.today, around.add_working_days)
        self.at_time = Entry(look, placeholder="09:00", longest=8)
        self.at_time.setAccessibleName(_("发生时刻"))
        self.at_time.setFixedWidth(look.dp(84))
        self.late_why = Paragraph(look, lines=2, placeholder=_("例如：当日在外，次日补录"))
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        day = Field(look, "at", _("发生日期"), self.at_day, required=True)
        clock = Field(look, "at.time", _("时刻"), self.at_time)
        line.addWidget(day, 1)
        line.addWidget(clock)
        why = Field(look, "at.why", _("补记原因"), self.late_why, required=True)
        column = QVBoxLayout(self._late)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(line)
        column.addWidget(why)
        self.fields["at"], self.fields["at.why"], self.fields["at.time"] = day, why, clock
        self._late.hide()

    def _time(self) -> time:
        """The time typed as `9:30`, `930` or `0930`; refuses `hour.unreadable`."""
        text = half_width(self.at_time.text()).replace("：", ":")
        if not text:
            return time(12)
        digits = text.replace(":", "").rjust(4, "0") if ":" not in text else ""
        hour, _colon, minute = text.partition(":") if ":" in text else (digits[:2], "", digits[2:4])
        if not (hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60):
            raise Refusal("hour.unreadable", "at.time", text=text)
        return time(int(hour), int(minute))


def _day(entry: DayEntry, field: str) -> date | None:
    try:
        return entry.day()
    except Refusal as no:
        raise Refusal(no.code, field, **no.data) from no


def _choice(choice: Choice) -> tuple[QWidget, Callable[[], object]]:
    return choice, lambda: choice.key


def _segments(
    look: Look, name: str, options: list[tuple[str, str]], given: object
) -> tuple[QWidget, Callable[[], object]]:
    segmented = Segmented(look, name, options, str(given or options[0][0]))
    return segmented, lambda: segmented.current
