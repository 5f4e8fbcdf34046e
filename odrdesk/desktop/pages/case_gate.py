"""结案条件: from the first day on, what is still missing until the case can be closed; the rule reads the same list."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.pages.case_place import Panel, Place
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.progress import ProgressBar
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.domain.closing import APPROVAL, CALL_BACK, ENDING, EVIDENCE, IP, PAPER, PERFORMANCE, PREPAYMENT, Item
from odrdesk.domain.dispute import ATTEMPTS_ENOUGH, Dispute
from odrdesk.domain.vocabulary import EvidenceSlot, PaperKind
from odrdesk.text import _, word


class Gate(Panel):
    """结案条件 at the side."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.card = GateCard(place.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def show_case(self, sight: Sight) -> None:
        """Show the list, or nothing of a closed case."""
        self.setVisible(sight.case.closed_at is None)
        self.when_seen(partial(self.card.show_case, sight))


class GateCard(Card):
    """Hidden once the case is closed."""

    def __init__(self, look: Look) -> None:
        super().__init__(_("结案条件"), spacing=8)
        self._look = look
        self._bar = ProgressBar(look, _("结案条件"), ink=Ink.OK_FILL)
        self.add(self._bar)
        self._room = QVBoxLayout()
        self._room.setSpacing(6)
        self.add(self._room)

    def show_case(self, sight: Sight) -> None:
        """Show what is done and what is missing."""
        case, gate = sight.case, sight.view.gate
        self.setVisible(case.closed_at is None)
        empty(self._room)
        done = sum(item.done for item in gate)
        self.aside.setText(_("{done} / {all}").format(done=done, all=len(gate)))
        self._bar.fill(done / len(gate) if gate else 1.0)
        for one in gate:
            self._room.addWidget(self._row(case, one))

    def _row(self, case: Dispute, one: Item) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        mark, ink = ("circle-check", Ink.OK) if one.done else ("circle", Ink.TEXT3)
        across.addWidget(Glyph(self._look, mark, ink, 15))
        name, standing = gate_words(one.what), _standing(case, one)
        across.addWidget(Elided(name, 13, Ink.TEXT2 if one.done else Ink.TEXT))
        across.addStretch(1)
        across.addWidget(Label(standing, 12, Ink.OK if one.done else Ink.TEXT3))
        row.setAccessibleName(_("{label}：{value}").format(label=name, value=standing))
        return row


def gate_words(what: str) -> str:
    """One item of what closing wants, in words."""
    if what.startswith(PAPER):
        return word(PaperKind(what.removeprefix(PAPER)))
    if what.startswith(EVIDENCE):
        return word(EvidenceSlot(what.removeprefix(EVIDENCE)))
    return {
        ENDING: _("达成和解或者终结"),
        PERFORMANCE: _("全部履行"),
        CALL_BACK: _("回访消费者"),
        APPROVAL: _("没有待复核事项"),
        IP: _("知识产权环节办完"),
        PREPAYMENT: _("先行赔付有结论"),
    }[what]


def _standing(case: Dispute, one: Item) -> str:
    if one.done:
        return _("已完成")
    if one.what == CALL_BACK and case.call_backs:
        return _("未接通 {n}/{all} 次").format(n=len(case.call_backs), all=ATTEMPTS_ENOUGH)
    if one.what == PERFORMANCE and case.settlement is not None and case.settlement.terms:
        count = len(case.settlement.terms)
        return _("{n}/{all} 项").format(n=count - len(case.unperformed), all=count)
    return _("必须") if one.blocks else _("可以说明")
