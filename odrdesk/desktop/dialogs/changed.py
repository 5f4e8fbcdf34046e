"""While a step was being typed another person changed the case: what they did, side by side with what was typed."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from odrdesk.desktop.formats import DOT, money, stamp
from odrdesk.desktop.theme import Look, announce
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.label import Label
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.record import Written
from odrdesk.domain.steps import StepStatus
from odrdesk.domain.vocabulary import Step
from odrdesk.services.cases import CaseView
from odrdesk.text import _, refusal_text, word


@dataclass(frozen=True, slots=True)
class Seen:
    """What the person saw when the form was opened: the case, and how many entries its record had."""

    case: Dispute
    entries: int


class Changed(QFrame):
    """`anyway` to take the step on the case as it is now, `dropped` to leave it."""

    anyway = Signal()
    dropped = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("plate", "quote")
        self.title = Label("", 13, bold=True, wrap=True)
        self.theirs, self.mine = Label("", 13, wrap=True, selectable=True), Label("", 13, wrap=True, selectable=True)
        self.why_not = Label("", 13, Ink.DANGER, wrap=True)
        self.go = Button(look, _("照样办理"), kind=Kind.DEFAULT, height=28)
        self.leave = Button(look, _("放弃"), kind=Kind.GHOST, height=28)
        self.go.clicked.connect(self.anyway)
        self.leave.clicked.connect(self.dropped)
        self._arrange()
        self.hide()

    def show_change(self, seen: Seen, view: CaseView, step: Step, typed: Sequence[tuple[str, str]]) -> None:
        """Show what was done since, what differs now, what was typed, and whether the step is still open."""
        since = view.record[seen.entries :]
        self.title.setText(_("您填写的时候，案件被别人改过。您填的都还在。"))
        self.theirs.setText("\n".join([*map(_done, since), *differences(seen.case, view.case)]))
        self.mine.setText("\n".join(f"{label}：{text}" for label, text in typed) or _("没有填写内容"))
        status: StepStatus = next(one for one in view.steps if one.step is step)
        self.go.setVisible(status.open)
        self.why_not.setVisible(not status.open)
        self.why_not.setText(refusal_text(status.refusal) if status.refusal else "")
        self.show()
        announce(self, f"{self.title.text()}\n{self.theirs.text()}")

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        for title, words in ((_("期间发生的"), self.theirs), (_("您填写的"), self.mine)):
            side = QVBoxLayout()
            side.setSpacing(3)
            side.addWidget(Label(title, 12, Ink.TEXT3))
            side.addWidget(words, 0, Qt.AlignmentFlag.AlignTop)
            side.addStretch(1)
            words.setAccessibleName(title)
            sides.addLayout(side, 1)
        column.addLayout(sides)
        column.addWidget(self.why_not)
        ends = QHBoxLayout()
        ends.addStretch(1)
        for button in (self.leave, self.go):
            ends.addWidget(button)
        column.addLayout(ends)


def differences(before: Dispute, after: Dispute) -> list[str]:
    """What stands otherwise than it did: state, level, officer and the like, and the complaint's own fields."""
    found = []
    if before.state is not after.state:
        found.append(_("状态：{before} → {after}").format(before=word(before.state), after=word(after.state)))
    if before.level != after.level:
        found.append(f"L{before.level} → L{after.level}")
    offers = len(after.offers) - len(before.offers)
    if offers > 0:
        last = after.offers[-1]
        found.append(_("新方案：第 {n} 轮 {total}").format(n=last.round, total=money(last.total)))
    if before.performed_total != after.performed_total:
        change = _("已履行：{before} → {after}")
        found.append(change.format(before=money(before.performed_total), after=money(after.performed_total)))
    changed = [
        each.name
        for each in fields(before.complaint)
        if getattr(before.complaint, each.name) != getattr(after.complaint, each.name)
    ]
    if changed:
        found.append(_("登记内容有更正"))
    return found


def _done(written: Written) -> str:
    act = written.entry.act
    code = act.removeprefix("dispute.").removesuffix(".asked")
    what = word(Step(code)) if code in list(Step) else act
    if act.endswith(".asked"):
        what = _("{step}，待复核").format(step=what)
    return DOT.join(part for part in (stamp(written.entry.at, year=False), written.clerk_name or "", what) if part)
