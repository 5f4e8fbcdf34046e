"""The consumer's part of the form: who complains, how to reach them, and a child's guardian."""

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from odrdesk.desktop.forms.binding import Binding, Bound, Maker, whole
from odrdesk.desktop.forms.phone import PhoneEntry
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.domain import minors
from odrdesk.domain.complaint import Problem
from odrdesk.domain.errors import Refusal
from odrdesk.domain.identity import check_phone
from odrdesk.domain.minors import GUARDIAN_FACTS as GUARDIAN
from odrdesk.domain.parties import Consumer, Guardian
from odrdesk.text import _, field_label

__all__ = ["GUARDIAN", "GuardianPlate", "consumer", "guardian_captions", "guardian_problems", "phone"]


def phone(look: Look) -> Bound:
    """The consumer's number, or why there is none."""
    entry = PhoneEntry(look)
    field = Field(look, "consumer.phone", field_label("consumer.phone"), entry, required=True)

    def raw() -> list[str]:
        return [entry.number.text(), entry.reason.text(), "none" if entry.none.isChecked() else ""]

    def put(kept: list[str]) -> None:
        if len(kept) == 3:
            entry.none.setChecked(kept[2] == "none")
            entry.number.setText(kept[0])
            entry.reason.setText(kept[1])

    return Bound(field, raw, put, lambda: (entry.phone, entry.no_phone_reason))


class GuardianPlate(QFrame):
    """The guardian's four fields; shown while the consumer is a minor, all four needed for a child under 14."""

    def __init__(self, make: Maker, binding: Binding) -> None:
        super().__init__()
        self.setProperty("plate", "quote")
        self.setAccessibleName(field_label("consumer.guardian"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        self._said = Label("", 12, Ink.TEXT2, bold=True, wrap=True)
        self.show_for(child=True)
        column.addWidget(self._said)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        name, number, on, how = GUARDIAN
        said = guardian_captions()
        fields = (
            make.line(name, said[name], required=True),
            make.line(number, said[number], required=True, digits=True),
            make.day(on, said[on], required=True),
            make.line(how, said[how], required=True, hint=_("如 电话录音、书面")),
        )
        for place, bound in enumerate(fields):
            grid.addWidget(binding.add(bound), place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        self.hide()

    def show_for(self, *, child: bool) -> None:
        """Say what the consumer's age asks for."""
        self._said.setText(
            _("未满 14 周岁：先写明监护人和他的同意，写齐以前草稿不保存身份证号")
            if child
            else _("未满 18 周岁：款项付给监护人，知道监护人的请写齐四项")
        )


def guardian_captions() -> dict[str, str]:
    """What the guardian's fields are called."""
    words = (_("监护人姓名"), _("监护人电话"), _("同意日期"), _("同意方式"))
    return dict(zip(GUARDIAN, words, strict=True))


def consumer(values: dict[str, Any], today: date) -> Consumer:
    """The consumer of the values read; a guardian only where there is a minor and all four facts are there."""
    number, reason = values["consumer.phone"] or (None, None)
    facts = [values[name] for name in GUARDIAN]
    told = Consumer(
        name=values["consumer.name"] or "",
        phone=number,
        no_phone_reason=whole(reason) if reason else None,
        id_no=values["consumer.id_no"],
        address=values["consumer.address"],
        born_on=values["consumer.born_on"],
        language=values.get("consumer.language"),
    )
    return replace(told, guardian=Guardian(*facts)) if minors.is_minor(told, today) and all(facts) else told


def guardian_problems(values: dict[str, Any]) -> tuple[Problem, ...]:
    """What a guardian still lacks, field by field."""
    found = [Problem(name, "field.required", {}) for name in GUARDIAN if not values[name]]
    number = values["guardian.phone"]
    if number:
        try:
            check_phone(number)
        except Refusal as no:
            found.append(Problem("guardian.phone", no.code, dict(no.data)))
    return tuple(found)
