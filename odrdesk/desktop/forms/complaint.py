"""The form of a complaint: every field of an intake, and what is not right yet beside its field.

Nothing here ever blocks typing. What is wrong is said when a field is left, or when the whole is asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from odrdesk.desktop.days import AddWorkingDays
from odrdesk.desktop.formats import clock, day
from odrdesk.desktop.forms import abroad, party, suggest
from odrdesk.desktop.forms.binding import Binding, Bound, Maker
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.entry import Entry, Paragraph
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.domain import complaint as rules
from odrdesk.domain import minors
from odrdesk.domain.complaint import Complaint, Order, Problem
from odrdesk.domain.errors import Refusal
from odrdesk.domain.identity import born_on
from odrdesk.domain.parties import Live, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim
from odrdesk.domain.workdays import day_of
from odrdesk.text import _, field_label, refusal_text

Row = Sequence[tuple[Bound, int]]
_COLUMNS = 12
_ROOMY, _TIGHT = (3, 9), (1, 5)
"""Pixels between rows and between groups."""


class ComplaintForm(QScrollArea):
    """`edited` after every change of what was typed."""

    edited = Signal()

    def __init__(self, look: Look, now: Callable[[], datetime], add_working_days: AddWorkingDays) -> None:
        super().__init__()
        self._now = now
        self._make = Maker(look, lambda: day_of(now()), add_working_days)
        self._grids: list[QGridLayout] = []
        self._sides: list[QVBoxLayout] = []
        self._touched: set[str] = set()
        self._told: set[str] = set()
        self._asked = False
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        self._binding = Binding(page)
        across = QHBoxLayout(page)
        across.setContentsMargins(20, 7, 20, 7)
        across.setSpacing(28)
        across.addLayout(self._left_side(), 1)
        across.addLayout(self._right_side(), 1)
        self.setWidget(page)
        self.set_tight(tight=False)
        self._binding.edited.connect(self._changed)
        self._binding.left.connect(self._left)
        self.start_anew()

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields by the names refusals use."""
        return self._binding.fields

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
        for field in self.fields.values():
            field.clear()
            field.badge("")
        self._follow()

    def complaint(self) -> Complaint:
        """The draft so far; what cannot be read is as if it were not there."""
        return _complaint(self._seen()[0], self._now())

    def problems(self) -> tuple[Problem, ...]:
        """What keeps it from being registered, in the order of the form."""
        values, unreadable = self._seen()
        now = self._now()
        found = {problem.field: problem for problem in unreadable}
        later = [problem for problem in rules.problems(_complaint(values, now), now) if problem.field in self.fields]
        begun = any(values[name] for name in party.GUARDIAN)
        if begun or minors.is_child(party.consumer(values, day_of(now)), day_of(now)):
            later.extend(party.guardian_problems(values))
        later.extend(_of_guardian(rules.problems(_complaint(values, now), now)))
        later.extend(abroad.foreign_of(values)[1])
        for problem in later:
            found.setdefault(problem.field, problem)
        return tuple(found[name] for name in self.fields if name in found)

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
        (field.editor.focusProxy() or field.editor).setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(field)

    def set_tight(self, *, tight: bool) -> None:
        """Less air between the rows, for a low window."""
        rows, groups = _TIGHT if tight else _ROOMY
        for grid in self._grids:
            grid.setVerticalSpacing(rows)
        for side in self._sides:
            side.setSpacing(groups)

    def _left_side(self) -> QVBoxLayout:
        make, label = self._make, field_label
        source = self._group(
            _("来源"),
            (
                (make.choice("channel", label("channel"), Channel, required=True), 4),
                (make.line("channel_no", label("channel_no"), digits=True), 4),
                (make.open_choice("contact_point", label("contact_point")), 4),
            ),
            (
                (make.moment("received_at", label("received_at"), required=True), 6),
                (make.moment("pushed_at", label("pushed_at")), 6),
            ),
        )
        consumer = self._group(
            _("消费者"),
            ((make.line("consumer.name", label("consumer.name"), required=True), 6), (party.phone(make.look), 6)),
            (
                (make.line("consumer.id_no", label("consumer.id_no"), digits=True), 6),
                (make.day("consumer.born_on", label("consumer.born_on")), 6),
            ),
            ((make.line("consumer.address", label("consumer.address")), 12),),
        )
        self._guardian = party.GuardianPlate(make, self._binding)
        consumer.addWidget(self._guardian)
        merchant = self._group(
            _("商家"),
            (
                (make.line("merchant.name", label("merchant.name"), required=True), 6),
                (make.line("merchant.uscc", label("merchant.uscc"), digits=True), 6),
            ),
            (
                (make.line("live.room", label("live.room")), 5),
                (make.line("live.host", label("live.host")), 3),
                (make.line("live.base", label("live.base")), 4),
            ),
            (
                (make.line("live.mcn", label("live.mcn")), 4),
                (make.day("live.on", label("live.on"), narrow=True), 4),
                (make.line("live.timecode", label("live.timecode"), digits=True, hint="01:23:45"), 4),
            ),
        )
        return self._side(source, consumer, merchant)

    def _right_side(self) -> QVBoxLayout:
        make, label = self._make, field_label
        facts = make.paragraph(
            "facts",
            label("facts"),
            required=True,
            lines=3,
            hint=_("照消费者原话记录：买了什么、发生了什么、商家怎么说"),
        )
        dispute = self._group(
            _("争议"),
            (
                (make.choice("category", label("category"), Category, required=True), 5),
                (make.amount("claimed", label("claimed")), 4),
                (make.day("knew_on", label("knew_on"), narrow=True), 3),
            ),
            ((make.chips("claims", label("claims"), Claim, required=True), 12),),
            ((make.line("claims_words", label("claims_words")), 12),),
            ((facts, 12),),
        )
        stretching = self._grids[-1]
        order = self._group(
            _("订单"),
            (
                (make.line("order.no", label("order.no"), digits=True), 5),
                (make.line("order.goods", label("order.goods")), 5),
                (make.quantity("order.quantity", label("order.quantity")), 2),
            ),
            (
                (make.amount("order.paid", label("order.paid")), 3),
                (make.day("order.bought_on", label("order.bought_on"), narrow=True), 3),
                (make.day("order.signed_on", label("order.signed_on"), narrow=True), 3),
                (make.day("order.completed_on", label("order.completed_on"), narrow=True), 3),
            ),
        )
        self.abroad = abroad.AbroadPlate(make, self._binding)
        order.addWidget(self.abroad)
        stretching.setRowStretch(stretching.rowCount() - 1, 1)
        return self._side(dispute, order, fills=True)

    def _group(self, title: str, *rows: Row) -> QVBoxLayout:
        column, grid = QVBoxLayout(), QGridLayout()
        column.setSpacing(4)
        grid.setHorizontalSpacing(14)
        for number in range(_COLUMNS):
            grid.setColumnStretch(number, 1)
            grid.setColumnMinimumWidth(number, 1)
        for at, row in enumerate(rows):
            start = 0
            for bound, span in row:
                field = self._binding.add(bound)
                # A note under one field must not push its neighbours down; only the long text takes what is left.
                top = Qt.AlignmentFlag(0) if isinstance(field.editor, Paragraph) else Qt.AlignmentFlag.AlignTop
                grid.addWidget(field, at, start, 1, span, top)
                start += span
        column.addWidget(Label(title, 13, Ink.TEXT, bold=True))
        column.addLayout(grid, 1)
        self._grids.append(grid)
        return column

    def _side(self, *groups: QVBoxLayout, fills: bool = False) -> QVBoxLayout:
        side = QVBoxLayout()
        for group in groups:
            side.addLayout(group, 1 if fills and group is groups[0] else 0)
        if not fills:
            side.addStretch(1)
        self._sides.append(side)
        return side

    def _seen(self) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        """The values of the fields that stand in view; what is hidden does not count."""
        values, unreadable = self._binding.values()
        hidden = set() if values["channel"] is Channel.ODR12315 else {"pushed_at"}
        if not minors.is_minor(party.consumer(values, day_of(self._now())), day_of(self._now())):
            hidden |= set(party.GUARDIAN)
        values |= dict.fromkeys(hidden)
        return values, tuple(problem for problem in unreadable if problem.field not in hidden)

    def _changed(self, name: str) -> None:
        self._touched.add(name)
        self._told.discard(name)
        self.fields[name].badge("")
        if name in {"channel", "consumer.born_on", "consumer.id_no", "order.bought_on", *abroad.FIELDS}:
            self._follow()
        self.edited.emit()

    def _follow(self) -> None:
        """Fields that only some complaints have come and go."""
        values, _unreadable = self._binding.values()
        self.fields["pushed_at"].setVisible(values["channel"] is Channel.ODR12315)
        today = day_of(self._now())
        told = party.consumer(values, today)
        self._guardian.show_for(child=minors.is_child(told, today))
        self._guardian.setVisible(minors.is_minor(told, today))
        self.abroad.follow(self._binding.raw(), values, today)

    def _left(self, name: str) -> None:
        if name == "consumer.id_no":
            self._born_as_the_number_says()
        self._tell(self.problems(), {name})
        self._warn()

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
        for name, field in self.fields.items():
            problem = odd.get(name)
            field.badge(_("请核对") if problem else "", Tone.WARN)
            field.setToolTip(refusal_text(Refusal(problem.code, name, **problem.data)) if problem else "")


def _empty(value: object) -> object:
    return [""] * len(value) if isinstance(value, list) else ""


def _of_guardian(found: Sequence[Problem]) -> list[Problem]:
    """What is wrong with the guardian as a whole, said where it can be mended."""
    place = {"guardian.itself": "guardian.name", "consent.in_future": "guardian.consent_on"}
    return [one._replace(field=place[one.code]) for one in found if one.code in place]


def _complaint(values: Mapping[str, Any], now: datetime) -> Complaint:
    name, uscc = values["merchant.name"], values["merchant.uscc"]
    return Complaint(
        channel=values["channel"],
        channel_no=values["channel_no"],
        received_at=values["received_at"],
        pushed_at=values["pushed_at"],
        consumer=party.consumer(dict(values), day_of(now)),
        merchant=Merchant(name or "", uscc) if name or uscc else None,
        live=Live(
            room=values["live.room"],
            host=values["live.host"],
            mcn=values["live.mcn"],
            on=values["live.on"],
            timecode=values["live.timecode"],
            base=values["live.base"],
        ),
        order=Order(
            no=values["order.no"],
            goods=values["order.goods"],
            quantity=values["order.quantity"],
            paid=values["order.paid"],
            bought_on=values["order.bought_on"],
            signed_on=values["order.signed_on"],
            completed_on=values["order.completed_on"],
            foreign=abroad.foreign_of(values)[0],
            import_kind=values[abroad.KIND],
        ),
        category=values["category"],
        claims=values["claims"] or (),
        claims_words=values["claims_words"],
        claimed=values["claimed"],
        knew_on=values["knew_on"],
        facts=values["facts"] or "",
        contact_point=values["contact_point"],
    )
