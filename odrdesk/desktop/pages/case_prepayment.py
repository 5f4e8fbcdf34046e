"""先行赔付: where the claim on the fund stands, whether it may be met, what it cost and what came back."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.pages import case_words
from odrdesk.desktop.pages.case_deadlines import DeadlineRow, standing
from odrdesk.desktop.pages.case_place import Panel, Place
from odrdesk.desktop.pages.case_prepayment_words import (
    TONES,
    WAY,
    BookLine,
    Ticked,
    book,
    facts_shown,
    line,
    stages,
    ticked,
    told,
)
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.fact_grid import FactGrid
from odrdesk.desktop.widgets.flow import Flow
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.desktop.widgets.stepper import Stepper
from odrdesk.domain.prepay_clocks import OWN_CLOCKS
from odrdesk.domain.prepayment import ENDED, Prepayment
from odrdesk.domain.vocabulary import Step
from odrdesk.text import _, refusal_text, word

_FACTS = 12
_ASIDE = (
    Step.PREPAY_CONTESTED, Step.PREPAY_SILENT, Step.PREPAY_MERCHANT_PAID, Step.PREPAY_RETURN, Step.PREPAY_REJECT,
    Step.PREPAY_PAY_FAILED, Step.RECOVER, Step.WRITE_OFF, Step.APPEAL, Step.APPEAL_DISMISSED, Step.APPEAL_UPHELD,
    Step.CLAWBACK, Step.PREPAY_REVERSE, Step.PREPAY_WITHDRAW, Step.PREPAY_REQUEST,
)  # fmt: skip
"""Steps that stand beside the usual next one, in this order."""


class PrepaymentPanel(Panel):
    """The tab: `start` asks the fund, `next` takes the usual next step, `others` what else is open."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place
        look = place.look
        self.nothing = EmptyState(look)
        self.nothing.setMinimumHeight(look.dp(180))
        self.start = self.nothing.button
        self.nothing.acted.connect(lambda: place.take(Step.PREPAY_REQUEST))
        self.state, self.way = Pill(look, ""), Stepper(look, whole_notes=True)
        self.next = Button(look, " ", "arrow-right", Kind.PRIMARY, height=28)
        self.next.clicked.connect(self._take_next)
        self.others: dict[Step, Button] = {}
        self._step: Step | None = None
        self._head = Card(_("先行赔付"), spacing=12)
        self._due, self._checks = Card(_("期限"), spacing=4), Card(_("赔付条件"))
        self._books, self._past = Card(_("账目")), Card(_("此前的赔付"))
        self._arrange()

    def show_case(self, sight: Sight) -> None:
        """Show a dispute."""
        self.when_seen(partial(self._build, sight))

    def _build(self, sight: Sight) -> Iterator[None]:
        own = sight.case.prepayment
        for card in (self._head, self._books):
            card.setVisible(own is not None)
        self.nothing.setVisible(own is None)
        if own is None:
            self._show_nothing(sight)
        else:
            self._show_head(sight, own)
        yield
        self._show_checks(sight)
        yield
        self._show_due(sight)
        self._show_past(sight)
        if own is not None:
            yield
            self._show_books(sight)

    def _show_nothing(self, sight: Sight) -> None:
        status = sight.status(Step.PREPAY_REQUEST)
        words = _("商家拒绝、失联或者不履行的，可以由先行赔付金先赔给消费者，再向商家追偿。")
        if status.refusal is not None:
            words = f"{words}\n{refusal_text(status.refusal)}"
        self.nothing.say(_("没有申请先行赔付"), words, _("申请先行赔付") if status.open else "")

    def _show_head(self, sight: Sight, own: Prepayment) -> None:
        self.state.say(word(own.state), TONES[own.state])
        self._head.aside.setText(line(own, sight))
        self.way.show_stages(stages(own))
        usual = WAY.get(own.state)
        self._step = usual if usual and sight.may(usual) else None
        self.next.setVisible(self._step is not None)
        if self._step is not None:
            self.next.relabel(case_words.verb(self._step), case_words.icon(self._step))
        for step, button in self.others.items():
            button.setVisible(step is not self._step and sight.may(step))
        self._beside.setVisible(any(not button.isHidden() for button in self.others.values()))
        self._beside.arrange()
        self._facts.show_facts(facts_shown(own, sight))
        self._told.setText("\n".join(told(own)))
        self._told.setVisible(bool(self._told.text()))

    def _show_due(self, sight: Sight) -> None:
        empty(self._due_room)
        found = [one for one in sight.clocks if one.clock.rule in OWN_CLOCKS and one.clock.running]
        self._due.setVisible(bool(found))
        for one in found:
            row = DeadlineRow(self._place.look, one, standing(one, sight))
            row.clicked.connect(lambda _on=False, one=one: self._place.deeds.explain(one, sight))
            self._due_room.addWidget(row)

    def _show_checks(self, sight: Sight) -> None:
        """Of a claim that is decided the list is history; the record tells it."""
        own = sight.case.prepayment
        decided = own is not None and (own.approved is not None or own.state in ENDED)
        self._checks.setVisible(not decided and sight.case.accepted_at is not None)
        empty(self._check_room)
        found = ticked(sight.view.checks)
        self._checks.aside.setText(_("{done} / {all}").format(done=sum(one.met for one in found), all=len(found)))
        for one in found:
            self._check_room.addWidget(self._check(one))

    def _show_books(self, sight: Sight) -> None:
        empty(self._book_room)
        lines = book(sight)
        self._books.setVisible(bool(lines))
        for one in lines:
            self._book_room.addWidget(self._line(one))

    def _show_past(self, sight: Sight) -> None:
        empty(self._past_room)
        earlier = sight.case.prepayments[:-1]
        self._past.setVisible(bool(earlier))
        for own in reversed(earlier):
            words = _("第 {n} 次申请 {claim}，{state}，赔付 {paid}")
            said = words.format(n=own.round, claim=own.claim.yuan, state=word(own.state), paid=own.kept.yuan)
            self._past_room.addWidget(Label(said, 13, Ink.TEXT2, wrap=True, selectable=True))

    def _check(self, one: Ticked) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        mark, ink = ("circle-check", Ink.OK) if one.met else ("circle", Ink.TEXT3)
        across.addWidget(Glyph(self._place.look, mark, ink, 15))
        across.addWidget(Label(one.title, 13, Ink.TEXT2 if one.met else Ink.TEXT))
        across.addStretch(1)
        across.addWidget(Elided(one.reason, 12, Ink.OK if one.met else Ink.TEXT3))
        row.setAccessibleName(_("{label}：{value}").format(label=one.title, value=one.reason))
        return row

    def _line(self, one: BookLine) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        no = Label(one.no, 12, Ink.TEXT3, selectable=True)
        no.setFixedWidth(self._place.look.dp(84))
        when = Label(one.on, 12, Ink.TEXT3)
        when.setFixedWidth(self._place.look.dp(82))
        across.addWidget(no)
        across.addWidget(when)
        across.addWidget(Elided(one.words, 13, Ink.TEXT3 if one.reversed else Ink.TEXT), 1)
        if one.reversed:
            across.addWidget(Label(_("已冲销"), 12, Ink.TEXT3))
        amount = Label(one.amount, 13, Ink.TEXT3 if one.reversed else Ink.TEXT)
        across.addWidget(amount)
        row.setAccessibleName(f"{one.no} {one.words} {one.amount}")
        return row

    def _arrange(self) -> None:
        look = self._place.look
        self._head.head.insertWidget(1, self.state)
        self._beside = Flow()
        for step in _ASIDE:
            button = Button(look, case_words.verb(step), case_words.icon(step), height=28)
            button.clicked.connect(lambda _on=False, taken=step: self._place.take(taken))
            self.others[step] = button
            self._beside.add(button)
        self._head.act(self.next)
        self._head.add(self.way)
        self._facts = FactGrid(_FACTS)
        self._head.add(self._facts)
        self._told = Label("", 13, Ink.TEXT2, wrap=True, selectable=True)
        self._head.add(self._told)
        self._head.add(self._beside)
        self._due_room, self._check_room, self._book_room, self._past_room = (QVBoxLayout() for _place in range(4))
        rooms = (
            (self._due_room, self._due),
            (self._check_room, self._checks),
            (self._book_room, self._books),
            (self._past_room, self._past),
        )
        for room, card in rooms:
            room.setSpacing(6)
            card.add(room)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.nothing, self._head, self._due, self._checks, self._books, self._past):
            column.addWidget(part)

    def _take_next(self) -> None:
        if self._step is not None:
            self._place.take(self._step)
