"""待审批: claims by the day they are due. Y and N mark what is to be decided; one confirmation decides it all."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.actions import Need, Registry
from odrdesk.desktop.formats import NONE, money
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.models.marks import Mark, mark_words
from odrdesk.desktop.pages.prepay_claim import ClaimHead, Detail, Letters
from odrdesk.desktop.pages.prepay_panel import MoreRow, Panel
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.states import States
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Step
from odrdesk.services import actions, cases, prepayments
from odrdesk.services.cases import CaseView
from odrdesk.services.desk import Desk
from odrdesk.services.prepay_decisions import Decided, Decision
from odrdesk.services.prepayments import Line
from odrdesk.text import _, ngettext, refusal_text

OPEN = "O"
"""The key that opens the case of a claim."""
AT_ONCE = 60
"""Claims that are laid out at once: more are asked for by who has decided these, and building them stalls nothing."""
STEPS = {Mark.APPROVE: Step.PREPAY_APPROVE, Mark.RETURN: Step.PREPAY_RETURN, Mark.REJECT: Step.PREPAY_REJECT}


class ClaimRow(QWidget):
    """A claim with what it rests on, which is read when it is first looked at."""

    def __init__(self, look: Look, line: Line) -> None:
        super().__init__()
        self._look = look
        self.head, self.why = ClaimHead(look, line), ""
        self.detail: Detail | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)

    def show_detail(self, view: CaseView, letters: Letters) -> Detail:
        """Put what it rests on beneath."""
        self.hide_detail()
        self.detail = Detail(self._look, self.head.line, view, letters)
        self._column.addWidget(self.detail)
        self.head.show_expanded(expanded=True)
        return self.detail

    def hide_detail(self) -> None:
        """Fold it up."""
        if self.detail is not None:
            self.detail.hide()
            self.detail.deleteLater()
            self.detail = None
        self.head.show_expanded(expanded=False)


class QueuePanel(Panel):
    """`submitted(decisions)` when what is marked is to be decided; `reason_asked(line)` before a return is marked.

    `offering(bool)`: whether there is a claim in view that keys can decide.
    """

    submitted = Signal(object)
    reason_asked = Signal(object)
    told = Signal(str)
    offering = Signal(bool)

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._work, self._desk = look, work, desk
        self._place, self._wants_focus, self._reading = 0, False, Newest(work, self)
        self._most, self._total = AT_ONCE, 0
        self.more = MoreRow(look, AT_ONCE)
        self.more.asked.connect(self._further)
        self.claims: dict[int, ClaimRow] = {}
        self._room = QWidget()
        self._list = QVBoxLayout(self._room)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        self._room.setAccessibleName(_("待审批的先行赔付"))
        self._scroll = Scroller(self._room)
        card = Card(margins=(1, 1, 1, 1), spacing=0)
        self._letters: Letters = {"approve": "Y", "refuse": "N", "open": OPEN}
        self.hint = Label(_hint(self._letters), 12, Ink.TEXT3)
        self.hint.setContentsMargins(14, 9, 14, 9)
        card.add(self.hint)
        card.add(rule())
        card.add(self._scroll, 1)
        card.add(rule())
        card.add(self.more)
        card.add(self._foot())
        self.states = States(look, card)
        self.states.again.connect(self.refresh)
        self.states.way_on.connect(self.way_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.states)

    def refresh(self) -> None:
        """Read the claims; marks and what is unfolded stay where the claim is still the same."""
        most = self._most
        self._reading.read(
            lambda: prepayments.waiting(self._desk, most),
            self._show,
            refused=self.states.show_failure,
            faulted=self.states.show_failure,
        )

    def tell_total(self, total: int) -> None:
        """How many wait in all."""
        self._total = total
        self.more.say(len(self.claims), total if self.claims else 0)

    def key_by(self, registry: Registry) -> None:
        """The keys that decide as the person has chosen them, now and whenever they change."""
        for command, what in (("claim_approve", "approve"), ("claim_refuse", "refuse")):
            registry.handle(command, partial(self._decide, what))
        self.offering.connect(lambda on: registry.set_present(Need.CLAIM, present=on))

        def tell() -> None:
            keys = {"approve": registry.keys("claim_approve"), "refuse": registry.keys("claim_refuse")}
            self._letters = {**keys, "open": OPEN if OPEN not in keys.values() else ""}
            self.hint.setText(_hint(self._letters))
            for row in self.claims.values():
                if row.detail is not None:
                    row.detail.show_letters(self._letters)

        registry.rekeyed.connect(tell)
        tell()

    def showEvent(self, event: QShowEvent) -> None:
        """Keys decide while the claims are in view."""
        super().showEvent(event)
        self.offering.emit(bool(self.claims))

    def hideEvent(self, event: QHideEvent) -> None:
        """And only then."""
        super().hideEvent(event)
        self.offering.emit(False)

    def take_focus(self) -> None:
        """Onto the first claim, or where one was."""
        rows = list(self.claims.values())
        self._wants_focus = not rows
        if rows:
            self._place = min(self._place, len(rows) - 1)
            rows[self._place].head.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def mark(self, key: int, mark: Mark, why: str = "") -> None:
        """Mark a claim and go on to the next one; once every claim is marked, ask for the confirmation."""
        row = self.claims.get(key)
        if row is None:
            return  # decided elsewhere while its reason was asked for
        line = row.head.line
        if line.refusal is not None:
            self.told.emit(refusal_text(line.refusal))
            return
        again = row.head.mark is mark and mark is Mark.APPROVE
        row.head.show_mark(Mark.NONE if again else mark)
        row.head.say_why_not("")
        row.why = "" if again else why
        self._count()
        self._walk(key, 1)
        open_ones = [one for one in self.claims.values() if one.head.line.refusal is None]
        if not again and all(one.head.mark for one in open_ones):
            self.submit()

    def marked(self) -> list[ClaimRow]:
        """The claims that are marked, from the top."""
        return [row for row in self.claims.values() if row.head.mark]

    def submit(self) -> None:
        """Have what is marked decided."""
        told = [
            Decision(row.head.line.number, STEPS[row.head.mark], actions.fresh(), row.head.line.version, row.why)
            for row in self.marked()
        ]
        if told:
            self.submitted.emit(told)
        else:
            self.told.emit(_("先标记要办理的申请：批准，或退回、不予。"))

    def clear(self) -> None:
        """Take all marks away."""
        for row in self.claims.values():
            row.head.show_mark(Mark.NONE)
            row.why = ""
        self._count()

    def tell_results(self, results: Sequence[Decided]) -> None:
        """What was refused stays, and says why; what was decided goes with the next reading."""
        refused = {one.decision.number: one.refusal for one in results if one.refusal is not None}
        for row in self.claims.values():
            no = refused.get(row.head.line.number)
            row.head.say_why_not(refusal_text(no) if no else "")
            row.head.show_mark(Mark.NONE)
        self._count()

    def _show(self, found: Sequence[Line]) -> None:
        focused = next((key for key, row in self.claims.items() if row.head.hasFocus()), None)
        before, self.claims = self.claims, {}
        for line in found:
            old = before.get(line.key)
            same = old is not None and old.head.line == line
            row = old if same and old is not None else self._row(line)
            if old is not None and not same:
                row.head.say_why_not(old.head.why_not)
            self.claims[line.key] = row
        for row in before.values():
            if row not in self.claims.values():
                self._list.removeWidget(row)
                row.hide()
                row.deleteLater()
        for place, row in enumerate(self.claims.values()):
            self._list.insertWidget(place, row)
        self._order()
        self._count()
        self.offering.emit(bool(found) and self.isVisible())
        self.counted.emit(len(found))
        self.tell_total(self._total)
        if found:
            self.states.show_content()
        else:
            self.states.show_nothing(
                (
                    _("没有待审批的先行赔付"),
                    _("承办人提出建议以后，申请会出现在这里，按审批期限排列。"),
                    "",
                )
            )
        if (focused is not None or self._wants_focus) and self.isVisible():
            self.take_focus()

    def _further(self) -> None:
        """More of them, and on to the first of those."""
        self._place = len(self.claims)
        self._most += AT_ONCE
        self._wants_focus = True
        self.refresh()

    def _row(self, line: Line) -> ClaimRow:
        row = ClaimRow(self._look, line)
        row.head.clicked.connect(partial(self._unfold, line.key))
        row.head.asked.connect(partial(self._do, line.key))
        return row

    def _order(self) -> None:
        before: QWidget | None = None
        for row in self.claims.values():
            if before is not None:
                QWidget.setTabOrder(before, row.head)
            before = row.head

    def _unfold(self, key: int, _on: bool = False) -> None:
        row = self.claims[key]
        self._place = list(self.claims).index(key)
        row.head.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if row.head.expanded:
            row.hide_detail()
            return
        number = row.head.line.number
        self._work.read(partial(cases.view, self._desk, number), owner=row, done=partial(self._lay_open, key))

    def _lay_open(self, key: int, view: CaseView) -> None:
        row = self.claims.get(key)
        if row is None:
            return
        row.show_detail(view, self._letters).asked.connect(partial(self._do, key))
        self._scroll.ensureWidgetVisible(row, 0, 24)

    def _do(self, key: int, what: str) -> None:
        match what:
            case "approve":
                self.mark(key, Mark.APPROVE)
            case "refuse":
                self._ask_reason(key)
            case "open":
                self.opened.emit(key)
            case "clear":
                self.clear()
            case "submit":
                self.submit()
            case _:
                far = len(self.claims)
                self._walk(key, {"next": 1, "previous": -1, "first": -far, "last": far}[what])

    def _decide(self, what: str) -> None:
        """A key was pressed: it is about the claim that has the focus, or whose part has it."""
        here = self.window().focusWidget()
        keys = list(self.claims)
        held = next((key for key, row in self.claims.items() if here is not None and row.isAncestorOf(here)), None)
        if keys:
            self._do(held if held is not None else keys[min(self._place, len(keys) - 1)], what)

    def _ask_reason(self, key: int) -> None:
        line = self.claims[key].head.line
        if line.refusal is not None:
            self.told.emit(refusal_text(line.refusal))
        else:
            self.reason_asked.emit(line)

    def _walk(self, key: int, by: int) -> None:
        keys = list(self.claims)
        self._place = min(max(0, keys.index(key) + by), len(keys) - 1)
        head = self.claims[keys[self._place]].head
        head.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._scroll.ensureWidgetVisible(head, 0, 24)

    def _count(self) -> None:
        marked = self.marked()
        approved = [row for row in marked if row.head.mark is Mark.APPROVE]
        fen = Fen(sum(row.head.line.prepayment.recommended or 0 for row in approved))
        parts = [
            ngettext("{mark} {n} 件", "{mark} {n} 件", number).format(mark=mark_words(mark), n=number)
            for mark in STEPS
            if (number := sum(row.head.mark is mark for row in marked))
        ]
        self.sum.setText(_("，").join(parts) + (_("，合计 {fen}").format(fen=money(fen)) if approved else ""))
        self.nothing_marked.setVisible(not marked)
        for part in (self.sum, self.drop):
            part.setVisible(bool(marked))
        self.go.setEnabled(bool(marked))

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 8, 12, 8)
        row.setSpacing(8)
        self.sum = Elided("", 13, bold=True)
        self.nothing_marked = Elided(_("还没有标记"), 13, Ink.TEXT3)
        self.drop = Button(self._look, _("清除标记"), kind=Kind.LINK, height=30)
        self.drop.clicked.connect(self.clear)
        self.go = Button(self._look, _("办理已标记的"), "check", Kind.PRIMARY, height=30, hint="Ctrl+Enter")
        self.go.clicked.connect(self.submit)
        row.addWidget(self.nothing_marked)
        row.addWidget(self.sum)
        row.addStretch(1)
        row.addWidget(self.drop)
        row.addWidget(self.go)
        self._count_nothing()
        return foot

    def _count_nothing(self) -> None:
        self.sum.hide()
        self.drop.hide()
        self.go.setEnabled(False)


def _hint(letters: Letters) -> str:
    words = _("↑↓ 选择  Enter 展开  {approve} 批准  {refuse} 退回或不予  Ctrl+Enter 办理已标记的")
    return words.format(approve=letters["approve"] or NONE, refuse=letters["refuse"] or NONE)
