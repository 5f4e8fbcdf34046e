"""知识产权: where the notice stands, its facts, the right-holder's 15 days, what happened, and the law it rests on."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.formats import day
from odrdesk.desktop.pages import case_words
from odrdesk.desktop.pages.case_deadlines import DeadlineRow, standing
from odrdesk.desktop.pages.case_ip_words import basis, events, facts_shown, line, stages
from odrdesk.desktop.pages.case_place import Panel, Place
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.fact_grid import FactGrid
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.desktop.widgets.stepper import Stepper
from odrdesk.domain.ip import WAIT, WAY, IpBranch
from odrdesk.domain.vocabulary import IpState, Step
from odrdesk.text import _, word

_FACTS = 8
_TONES = {
    IpState.NOTICE: Tone.INFO,
    IpState.SUPPLEMENT: Tone.WARN,
    IpState.MEASURES_TAKEN: Tone.PURPLE,
    IpState.DECLARED: Tone.INFO,
    IpState.WAITING15: Tone.WARN,
    IpState.RIGHTS_HOLDER_ACTED: Tone.PURPLE,
    IpState.LIFTED: Tone.TEAL,
    IpState.PUBLISHED: Tone.OK,
}
_ASIDE = (Step.IP_SUPPLEMENT, Step.IP_RIGHTSHOLDER_ACTED, Step.IP_PUBLISH, Step.IP_FORWARDED, Step.IP_NOTICE)
"""Steps that stand beside the usual next one, in this order."""


class IpPanel(Panel):
    """The tab: `start` records the first notice, `next` takes the usual next step, `others` what else is open."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place
        look = place.look
        self.nothing = EmptyState(look)
        self.nothing.setMinimumHeight(look.dp(220))
        self.start = self.nothing.button
        self.nothing.acted.connect(lambda: place.take(Step.IP_NOTICE))
        self.state, self.way = Pill(look, ""), Stepper(look, whole_notes=True)
        self.next = Button(look, " ", "arrow-right", Kind.PRIMARY, height=28)
        self.next.clicked.connect(self._take_next)
        self.others: dict[Step, Button] = {}
        self._step: Step | None = None
        self._head = Card(_("知识产权"), spacing=12)
        self._wait, self._told, self._law = Card(_("十五日等待期"), spacing=4), Card(_("经过")), Card(_("所依法律"))
        self._arrange()

    def show_case(self, sight: Sight) -> None:
        """Show a dispute."""
        self.when_seen(partial(self._build, sight))

    def _build(self, sight: Sight) -> None:
        branch = sight.case.ip
        for card in (self._head, self._told, self._law):
            card.setVisible(branch is not None)
        self.nothing.setVisible(branch is None)
        self._wait.setVisible(branch is not None and branch.reached_on is not None)
        if branch is None:
            may = sight.may(Step.IP_NOTICE)
            words = _("权利人认为商品或者直播间侵犯其商标、专利、著作权的，在此登记通知，办理措施、转送和公示。")
            self.nothing.say(_("没有知识产权通知"), words, _("登记通知") if may else "")
            return
        self._show_head(sight, branch)
        self._show_wait(sight)
        self._show_told(branch)
        empty(self._law_room)
        for text in basis(branch, self._place.desk.law):
            self._law_room.addWidget(Label(text, 12, Ink.TEXT2, wrap=True, selectable=True))

    def _show_head(self, sight: Sight, branch: IpBranch) -> None:
        self.state.say(word(branch.state), _TONES[branch.state])
        self._head.aside.setText(line(branch))
        self.way.show_stages(stages(branch, sight.case.clock(WAIT)))
        usual = WAY.get(branch.state)
        self._step = usual if usual and sight.may(usual) else None
        self.next.setVisible(self._step is not None)
        if self._step is not None:
            self.next.relabel(case_words.verb(self._step), case_words.icon(self._step))
        for step, button in self.others.items():
            button.setVisible(step is not self._step and sight.may(step))
        self._facts.show_facts(facts_shown(branch))
        self._target.setText(_("涉嫌侵权：{text}").format(text=branch.target))
        self._target.setVisible(bool(branch.target))
        self._evidence.setText(_("初步证据：{text}").format(text=branch.evidence))
        self._evidence.setVisible(bool(branch.evidence))
        self._declaration.setText(_("商家声明：{text}").format(text=branch.declaration))
        self._declaration.setVisible(bool(branch.declaration))

    def _show_wait(self, sight: Sight) -> None:
        empty(self._wait_room)
        found = [one for one in sight.clocks if one.clock.rule == WAIT]
        for one in found:
            row = DeadlineRow(self._place.look, one, standing(one, sight))
            row.clicked.connect(lambda _on=False, one=one: self._place.deeds.explain(one, sight))
            self._wait_room.addWidget(row)

    def _show_told(self, branch: IpBranch) -> None:
        empty(self._told_room)
        for event in events(branch):
            row = QWidget()
            across = QHBoxLayout(row)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(8)
            across.addWidget(Glyph(self._place.look, event.icon, event.ink, 15))
            when = Label(day(event.on), 12, Ink.TEXT3)
            when.setFixedWidth(self._place.look.dp(82))
            across.addWidget(when)
            across.addWidget(Label(event.words, 13, wrap=True, selectable=True), 1)
            self._told_room.addWidget(row)

    def _arrange(self) -> None:
        look = self._place.look
        self._head.head.insertWidget(1, self.state)
        for step in _ASIDE:
            button = Button(look, case_words.verb(step), case_words.icon(step), height=28)
            button.clicked.connect(lambda _on=False, taken=step: self._place.take(taken))
            self.others[step] = button
        self._head.act(self.next)
        self._head.add(self.way)
        self._facts = FactGrid(_FACTS)
        self._head.add(self._facts)
        self._target, self._evidence, self._declaration = (
            Label("", 13, Ink.TEXT2, wrap=True, selectable=True) for _place in range(3)
        )
        for words in (self._target, self._evidence, self._declaration):
            self._head.add(words)
        beside = QHBoxLayout()
        beside.setSpacing(8)
        for button in self.others.values():
            beside.addWidget(button)
        beside.addStretch(1)
        self._head.add(beside)
        self._wait_room, self._told_room, self._law_room = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for room, card in ((self._wait_room, self._wait), (self._told_room, self._told), (self._law_room, self._law)):
            room.setSpacing(6)
            card.add(room)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.nothing, self._head, self._wait, self._told, self._law):
            column.addWidget(part)

    def _take_next(self) -> None:
        if self._step is not None:
            self._place.take(self._step)
