"""The fields of a step, made from the table of its facts; what is typed becomes the raw facts the step takes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.days import AddWorkingDays
from odrdesk.desktop.forms import step_words
from odrdesk.desktop.forms.checklist import Checklist
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.ip_fields import IP_KINDS, ip_editor
from odrdesk.desktop.forms.moment import MomentEntry
from odrdesk.desktop.forms.prepay_fields import PREPAY_KINDS, prepay_editor
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
from odrdesk.domain.grounds import Ground
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import ContactWith, FailGround, Payer, ReopenGround, Step
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.text import _, member, word

ACKNOWLEDGES: Mapping[str, str] = {
    "offer.below_floor": "floor_acknowledged",
    "offer.over_paid": "over_paid_acknowledged",
    "close.papers_missing": "missing_acknowledged",
    "close.evidence_missing": "missing_acknowledged",
}
"""Which refusal may be answered by ticking which fact; the tick shows when the refusal has come."""


WIDEST = 470
"""Pixels at 100 % that a dialog has for options side by side; longer ones stand in a list."""
Made = tuple[QWidget, Callable[[], object]]
"""An editor, and how what is typed in it is read."""


class Around(NamedTuple):
    """What the fields of a step look at: the calendar, what can be chosen, and what is already known.

    `choices` gives the options of a fact that names a thing of this dispute, as (key, words); `given` the values a
    field begins with; `floor` the statutory amount in fen; `hints` further words under a field; `grounds` those of
    the law on a day.
    """

    today: Callable[[], date]
    add_working_days: AddWorkingDays
    choices: Mapping[str, list[tuple[str, str]]]
    given: Mapping[str, object]
    floor: Fen | None
    hints: Mapping[str, str]
    grounds: Callable[[FactKind, date], Sequence[Ground]] = lambda _kind, _day: ()


class StepForm(QWidget):
    """`chosen(fact, key)` when a choice was made, so that the dialog can fill what follows from it."""

    chosen = Signal(str, str)

    def __init__(self, look: Look, step: Step, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._step, self._around = look, step, around
        self.fields: dict[str, Field] = {}
        self.ticks: dict[str, Tick] = {}
        self.terms: TermsEditor | None = None
        self._reads: dict[str, Callable[[], object]] = {}
        self._grounds: tuple[Ground, ...] = ()
        self._needed = {fact.name for fact in FACTS.get(step, ()) if fact.required}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        for fact in FACTS.get(step, ()):
            if (step, fact.name) not in step_words.UNASKED:
                self._add(fact)
        self._late = QWidget()
        self._late_link = Button(look, _("补记以前发生的事"), "history", Kind.LINK, height=24)
        self._late_link.clicked.connect(self.tell_late)
        self._column.addWidget(self._late_link, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._late)
        self._make_late()
        self._follow_the_day()

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

    @property
    def parts(self) -> dict[str, QWidget]:
        """All editors by name, those of the time told late too."""
        return {**{name: field.editor for name, field in self.fields.items()}, **self.ticks}

    def show_told(self) -> None:
        """Show the fields of a time told late where something stands in them."""
        if any(_typed(self.fields[name].editor) for name in ("at", "at.why", "at.time")):
            self._late_link.hide()
            self._late.show()

    def typed(self) -> list[tuple[str, str]]:
        """What is typed, as label and words, for reading beside something else."""
        said = []
        for name, field in self.fields.items():
            words = _typed(field.editor)
            if words and not field.isHidden():
                said.append((step_words.label(self._step, name), words))
        return said

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
        """Where typing begins: the first needed field that is empty, else the first needed one, else the first."""
        shown = {name: field.editor for name, field in self.fields.items() if name not in {"at", "at.why", "at.time"}}
        needed = [editor for name, editor in shown.items() if name in self._needed]
        editors = needed or list(shown.values())
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
        if fact.kind is FactKind.FLAG and fact.name not in self._around.choices:
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
        if isinstance(editor, Checklist):
            editor.edited.connect(field.clear)
        if isinstance(editor, Choice):
            editor.currentIndexChanged.connect(lambda _place: self.chosen.emit(fact.name, editor.key))
            editor.currentIndexChanged.connect(field.clear)

    def _add_tick(self, fact: Fact, words: str) -> None:
        tick = Tick(self._look, words)
        tick.setChecked(False)
        self.ticks[fact.name] = tick
        self._reads[fact.name] = tick.isChecked
        self._column.addWidget(tick)
        # Only with its parent: shown without one it is a window of its own and takes the keyboard away.
        tick.setVisible(fact.name in step_words.ALWAYS or bool(self._around.given.get(fact.name)))

    def _editor(self, fact: Fact) -> Made:
        given = self._around.given.get(fact.name)
        options = self._around.choices.get(fact.name)
        if options is not None and fact.kind is FactKind.LINES:
            return self._checklist(fact, options)
        if options is not None:
            own = fact.name in step_words.OWN_WORDS
            return _choice(Choice(self._look, options, str(given or ""), own=own))
        if fact.kind in _VOCABULARIES:
            members = [(one.value, word(one)) for one in _VOCABULARIES[fact.kind]]
            return _segments(self._look, fact.name, members, given)
        makers = {
            FactKind.DAY: self._number,
            FactKind.MONEY: self._number,
            FactKind.TERMS: self._terms,
            FactKind.MOMENT: self._moment,
            FactKind.REFUSAL_GROUND: self._ground,
            FactKind.END_GROUND: self._ground,
        }
        if fact.kind in IP_KINDS:
            return ip_editor(self._look, fact, given)
        if fact.kind in PREPAY_KINDS:
            return prepay_editor(self._look, fact, given, step_words.placeholder(self._step, fact.name))
        return makers.get(fact.kind, self._text)(fact, given)

    def _moment(self, fact: Fact, _given: object) -> Made:
        moment = MomentEntry(self._look, self._around.today, self._around.add_working_days)
        return moment, lambda: _moment(moment, fact.name)

    def _ground(self, fact: Fact, given: object) -> Made:
        self._grounds = tuple(self._around.grounds(fact.kind, self._around.today()))
        return _choice(Choice(self._look, step_words.grounds(self._grounds), str(given or "1")))

    def _number(self, fact: Fact, given: object) -> Made:
        if fact.kind is FactKind.DAY:
            day = DayEntry(self._look, self._around.today, self._around.add_working_days)
            day.show_day(given if isinstance(given, date) else None)
            return day, lambda: _day(day, fact.name)
        amount = AmountEntry(self._look)
        amount.show_amount(given if isinstance(given, Fen) else None)
        return amount, lambda: amount.text().strip()

    def _text(self, fact: Fact, given: object) -> Made:
        known = "\n".join(map(str, given)) if isinstance(given, list | tuple) else str(given or "")
        placeholder = step_words.placeholder(self._step, fact.name)
        if fact.kind is FactKind.LINES or fact.name in step_words.LONG:
            paragraph = Paragraph(self._look, lines=3, placeholder=placeholder)
            paragraph.setPlainText(known)
            return paragraph, lambda: paragraph.toPlainText().strip()
        entry = Entry(self._look, placeholder=placeholder)
        entry.setText(known)
        return entry, lambda: entry.text().strip()

    def _terms(self, _fact: Fact, given: object) -> Made:
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

    def _checklist(self, fact: Fact, options: list[tuple[str, str]]) -> Made:
        ticks = Checklist(self._look, options)

        def read() -> list[str]:
            if not ticks.chosen:  # told nothing, the step would take it that all has come
                missing = [words for _key, words in options]
                raise Refusal("supplement.missing", fact.name, missing=missing)
            return ticks.chosen

        return ticks, read

    def _follow_the_day(self) -> None:
        """The grounds are those of the day of the act: of `on` where the step has it, else of the day told late."""
        field = self.fields.get("ground")
        if field is None or not self._grounds or not isinstance(field.editor, Choice):
            return
        ground, on = field.editor, self.fields.get("on")
        day = on.editor if on is not None and isinstance(on.editor, DayEntry) else self.at_day
        kind = next(fact.kind for fact in FACTS[self._step] if fact.name == "ground")

        def offer() -> None:
            try:
                found = self._around.grounds(kind, day.day() or self._around.today())
            except Refusal:
                return
            if found and tuple(found) != self._grounds:
                self._grounds = tuple(found)
                ground.offer(step_words.grounds(self._grounds))

        def explain() -> None:
            chosen = next((one for one in self._grounds if str(one.number) == ground.key), None)
            field.hint(step_words.ground_whole(chosen) if chosen else "")

        day.textChanged.connect(offer)
        ground.currentIndexChanged.connect(explain)
        offer()
        explain()

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


def _typed(editor: QWidget) -> str:
    said = ""
    match editor:
        case Paragraph():
            said = editor.toPlainText()
        case Choice():
            said = editor.currentText()
        case Segmented():
            said = editor.words
        case TermsEditor() if editor.total:
            said = editor.total.yuan
        case Checklist():
            said = _("、").join(editor.chosen)
        case Entry():
            said = editor.text()
    return said.strip()


def _day(entry: DayEntry, field: str) -> date | None:
    try:
        return entry.day()
    except Refusal as no:
        raise Refusal(no.code, field, **no.data) from no


def _moment(entry: MomentEntry, field: str) -> datetime | None:
    try:
        return entry.moment()
    except Refusal as no:
        raise Refusal(no.code, field, **no.data) from no


_VOCABULARIES: Mapping[FactKind, type[StrEnum]] = {
    FactKind.WITH: ContactWith,
    FactKind.FAIL_GROUND: FailGround,
    FactKind.REOPEN_GROUND: ReopenGround,
    FactKind.PARTY: Payer,
}
"""Facts that are one word of a short vocabulary."""


def _choice(choice: Choice) -> Made:
    return choice, lambda: choice.key


def _segments(look: Look, name: str, options: list[tuple[str, str]], given: object) -> Made:
    """Options side by side, or in a list where they would be wider than the dialog."""
    chosen = str(given or options[0][0])
    if Segmented.width_of(look, options) > look.dp(WIDEST):
        return _choice(Choice(look, options, chosen))
    segmented = Segmented(look, name, options, chosen)
    return segmented, lambda: segmented.current
