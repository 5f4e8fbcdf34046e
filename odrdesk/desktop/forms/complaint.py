"""The form of a complaint: every field of an intake, and what is not right yet beside its field.

Nothing here ever blocks typing. What is wrong is said when a field is left, or when the whole is asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from odrdesk.desktop import tips
from odrdesk.desktop.days import AddWorkingDays
from odrdesk.desktop.formats import clock, day
from odrdesk.desktop.forms import abroad, party, suggest
from odrdesk.desktop.forms.binding import Binding, Maker
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.complaint_page import ComplaintPage
from odrdesk.desktop.forms.complaint_values import complaint_of
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.field import Field
from odrdesk.domain import complaint as rules
from odrdesk.domain import minors
from odrdesk.domain.complaint import Complaint, Problem
from odrdesk.domain.errors import Refusal
from odrdesk.domain.identity import born_on
from odrdesk.domain.vocabulary import Channel
from odrdesk.domain.workdays import day_of
from odrdesk.text import _, field_label, refusal_text

REQUIRED = ("consumer.name", "consumer.phone", "merchant.name", "category", "claims", "facts", "channel", "received_at")
"""The fields without which nothing is registered, in the order in which one looks for them in a text."""


class Mark(StrEnum):
    """What became of a field when a text was read: found, found but unsure, looked at since, or not found."""

    READ = "read"
    CHECK = "check"
    CHECKED = "checked"
    MISSING = "missing"


class ComplaintForm(QScrollArea):
    """`edited` after every change of what was typed; `marked` when what stands beside a label changed.

    `entered(name)` and `left(name)` as the focus goes through the fields.
    """

    edited = Signal()
    marked = Signal()
    entered = Signal(str)
    left = Signal(str)

    def __init__(
        self,
        look: Look,
        now: Callable[[], datetime],
        add_working_days: AddWorkingDays,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._touched: set[str] = set()
        self._told: set[str] = set()
        self._asked = self._filling = False
        self._marks: dict[str, Mark] = {}
        self._odd: dict[str, str] = {}
        self._hints: dict[str, tuple[str, str]] = {}
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._binding = Binding(self)
        make = Maker(look, lambda: day_of(now()), add_working_days)
        self.page = ComplaintPage(make, self._binding, self)
        self._binding.edited.connect(self._changed)
        self._binding.left.connect(self._left)
        self._binding.entered.connect(self.entered)
        self.start_anew()

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields by the names refusals use, in the order in which one walks through them."""
        return self.page.fields

    @property
    def marks(self) -> Mapping[str, Mark]:
        """What became of the fields when a text was read; empty before."""
        return dict(self._marks)

    @property
    def blank(self) -> bool:
        """Whether nothing worth keeping was typed: the channel and the moment of receipt alone are nothing yet."""
        typed = {name: value for name, value in self.raw().items() if name not in {"channel", "received_at"}}
        return all(value == _empty(value) for value in typed.values())

    def caption(self, name: str) -> str:
        """What a field is called."""
        return party.guardian_captions().get(name) or field_label(name)

    def raw(self) -> dict[str, object]:
        """Everything as typed, for a draft."""
        return self._binding.raw()

    def put(self, raw: Mapping[str, object]) -> None:
        """Show a draft again."""
        self.start_anew()
        self._binding.put(raw)
        self._touched = {name for name, value in self._binding.raw().items() if value != _empty(value)}
        self._follow()

    def start_anew(self, channel: str = "") -> None:
        """An empty form, received now."""
        empty = {name: _empty(value) for name, value in self._binding.raw().items()}
        self._binding.put(empty)
        now = self._now()
        self._binding.put({"channel": channel, "received_at": [day(day_of(now)), clock(now)]})
        self._touched, self._told, self._asked = set(), set(), False
        self._marks, self._odd, self._hints = {}, {}, {}
        for name, field in self.fields.items():
            field.clear()
            self._badge(name)
        self._follow()
        self.marked.emit()

    def fill(self, values: Mapping[str, object], marks: Mapping[str, Mark]) -> None:
        """Put in what a text told, and say beside each label how sure it is; the other fields stay as they are."""
        self._filling = True
        self._binding.put(values)
        self._filling = False
        self._touched |= set(values)
        self._marks |= marks
        for name in {*values, *marks}:
            self._told.discard(name)
            self.fields[name].clear()
            self._badge(name)
        self._follow()
        self.marked.emit()
        self.edited.emit()

    @property
    def touched(self) -> frozenset[str]:
        """The fields a person, a draft or a text has filled."""
        return frozenset(self._touched)

    def mark(self, name: str, mark: Mark | None) -> None:
        """Another mark beside a label, or none."""
        if mark is None:
            self._marks.pop(name, None)
        else:
            self._marks[name] = mark
        self._badge(name)
        self.marked.emit()

    def hint(self, name: str, words: str, why: str) -> None:
        """A word of the watch list beside a label; empty takes it away."""
        if words:
            self._hints[name] = (words, why)
        else:
            self._hints.pop(name, None)
        if name in self.fields:
            self._badge(name)

    def complaint(self) -> Complaint:
        """The draft so far; what cannot be read is as if it were not there."""
        return complaint_of(self._seen()[0], self._now())

    def problems(self) -> tuple[Problem, ...]:
        """What keeps it from being registered, in the order of the form."""
        values, unreadable = self._seen()
        now = self._now()
        found = {problem.field: problem for problem in unreadable}
        later = [problem for problem in rules.problems(complaint_of(values, now), now) if problem.field in self.fields]
        begun = any(values[name] for name in party.GUARDIAN)
        if begun or minors.is_child(party.consumer(values, day_of(now)), day_of(now)):
            later.extend(party.guardian_problems(values))
        later.extend(_of_guardian(rules.problems(complaint_of(values, now), now)))
        later.extend(abroad.foreign_of(values)[1])
        for problem in later:
            found.setdefault(problem.field, problem)
        return tuple(found[name] for name in self.fields if name in found)

    def name_at(self, part: QWidget | None) -> str:
        """The field a widget belongs to; empty for none."""
        if part is None:
            return ""
        every = self.fields.items()
        return next((name for name, field in every if field is part or field.isAncestorOf(part)), "")

    def missing(self) -> tuple[str, ...]:
        """The fields without which nothing is registered and that are still empty, in their order."""
        return tuple(one.field for one in self.problems() if one.code == "field.required" and one.field in REQUIRED)

    def ask(self) -> tuple[Problem, ...]:
        """Say beside every field what is wrong, go to the first, and give them all."""
        self._asked = True
        found = self.problems()
        self._tell(found, set(self.fields))
        if found:
            self.go_to(found[0].field)
        return found

    def know(self, points: Sequence[str], merchants: Sequence[tuple[str, str]]) -> None:
        """Offer contact points by name, and merchants by name and code: taking one fills in the other."""
        point = self.fields["contact_point"].editor
        if isinstance(point, Choice):
            typed = point.key
            point.clear()
            for one in points:
                point.addItem(one, one)
            point.choose(typed)
        name, code = self.fields["merchant.name"].editor, self.fields["merchant.uscc"].editor
        if isinstance(name, Entry) and isinstance(code, Entry):
            suggest.pair(name, code, dict(merchants))
            suggest.pair(code, name, {uscc: called for called, uscc in merchants if uscc})

    def go_to(self, name: str) -> None:
        """Put the focus into a field and bring it into view."""
        field = self.fields[name]
        self.page.reveal(name)
        (field.editor.focusProxy() or field.editor).setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(field)

    def set_tight(self, *, tight: bool) -> None:
        """Less air between the rows, for a low window."""
        self.page.set_tight(tight=tight)

    def set_short(self, *, short: bool) -> None:
        """The usual fields beside a text, or all of them in their groups."""
        self.page.set_short(short=short)
        self._follow()

    def _seen(self) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        """The values of the fields that stand in view; what is hidden does not count."""
        values, unreadable = self._binding.values()
        hidden = set() if values["channel"] is Channel.ODR12315 else {"pushed_at"}
        if not minors.is_minor(party.consumer(values, day_of(self._now())), day_of(self._now())):
            hidden |= set(party.GUARDIAN)
        values |= dict.fromkeys(hidden)
        return values, tuple(problem for problem in unreadable if problem.field not in hidden)

    def _changed(self, name: str) -> None:
        if self._filling:
            return
        self._touched.add(name)
        self._told.discard(name)
        self._odd.pop(name, None)
        if name in self._marks:
            self._marks[name] = Mark.MISSING if self.empty(name) and name in REQUIRED else Mark.CHECKED
            self.marked.emit()
        self._badge(name)
        if name in {"channel", "consumer.born_on", "consumer.id_no", "order.bought_on", *abroad.FIELDS}:
            self._follow()
        self.edited.emit()

    def empty(self, name: str) -> bool:
        """Whether nothing is typed in a field."""
        value = self._binding.raw()[name]
        return value == _empty(value)

    def _badge(self, name: str) -> None:
        """What stands beside a label: a mark of the watch list, else what is odd, else how it was read."""
        field, hint, odd, mark = self.fields[name], self._hints.get(name), self._odd.get(name), self._marks.get(name)
        if hint:
            field.badge(hint[0], Tone.PURPLE)
        elif odd or mark is Mark.CHECK:
            field.badge(_("请核对"), Tone.WARN)
        elif mark is Mark.MISSING:
            field.badge(_("未找到"), Tone.DANGER)
        elif mark:
            field.badge(_("已识别") if mark is Mark.READ else _("已核对"), Tone.OK)
        else:
            field.badge("")
        field.setToolTip(tips.plain(hint[1] if hint else odd or ""))

    def _follow(self) -> None:
        """Fields that only some complaints have come and go."""
        values, _unreadable = self._binding.values()
        self.fields["pushed_at"].setVisible(values["channel"] is Channel.ODR12315)
        today = day_of(self._now())
        told = party.consumer(values, today)
        self.page.guardian.show_for(child=minors.is_child(told, today))
        self.page.guardian.setVisible(minors.is_minor(told, today))
        raw = self._binding.raw()
        self.page.abroad.follow(raw, values, today)
        self.page.further.follow(raw)
        folded = self.page.folded
        self.page.count(sum(1 for name in folded if not self.empty(name)))

    def _left(self, name: str) -> None:
        if name == "consumer.id_no":
            self._born_as_the_number_says()
        self._tell(self.problems(), {name})
        self._warn()
        self.left.emit(name)

    def _born_as_the_number_says(self) -> None:
        if self.raw()["consumer.born_on"]:
            return
        try:
            born = born_on(str(self._binding.value("consumer.id_no") or ""))
        except Refusal:
            return
        self._binding.put({"consumer.born_on": born.isoformat()})

    def _tell(self, found: Sequence[Problem], about: set[str]) -> None:
        """Put each note where it belongs; those told before go where they no longer hold."""
        standing = {problem.field: problem for problem in found}
        for name in self._told - set(standing):
            self.fields[name].clear()
        self._told &= set(standing)
        for name in about & set(standing):
            problem, field = standing[name], self.fields[name]
            if problem.code == "field.required" and not (self._asked or name in self._touched):
                continue
            said = refusal_text(Refusal(problem.code, name, **problem.data))
            if field.note != said:
                field.refuse(said)
            self._told.add(name)

    def _warn(self) -> None:
        odd = {problem.field: problem for problem in rules.warnings(self.complaint())}
        self._odd = {name: refusal_text(Refusal(problem.code, name, **problem.data)) for name, problem in odd.items()}
        for name in self.fields:
            self._badge(name)


def _empty(value: object) -> object:
    return [""] * len(value) if isinstance(value, list) else ""


def _of_guardian(found: Sequence[Problem]) -> list[Problem]:
    """What is wrong with the guardian as a whole, said where it can be mended."""
    place = {"guardian.itself": "guardian.name", "consent.in_future": "guardian.consent_on"}
    return [one._replace(field=place[one.code]) for one in found if one.code in place]
