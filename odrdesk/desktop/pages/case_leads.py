"""违法线索: the leads of a dispute, to whom they go, how far they came, and what can be done with each."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.dialogs import alike
from odrdesk.desktop.dialogs.alike import AlikeDialog, headline
from odrdesk.desktop.formats import DOT, day_short
from odrdesk.desktop.forms import lead_words
from odrdesk.desktop.pages.case_deeds import CaseDeeds
from odrdesk.desktop.pages.case_place import Panel, Place
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.desktop.widgets.flow import Flow
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.domain.leads import Lead
from odrdesk.domain.patterns import Pattern
from odrdesk.domain.vocabulary import LeadStatus, PaperKind, Step
from odrdesk.domain.workdays import day_of
from odrdesk.text import _, word

GROUPS = 3
_TONES = {LeadStatus.NOTED: Tone.WARN, LeadStatus.SENT: Tone.INFO, LeadStatus.ANSWERED: Tone.OK}
_NEXT = {LeadStatus.NOTED: Step.LEAD_SENT, LeadStatus.SENT: Step.LEAD_ANSWERED}


class LeadsPanel(Panel):
    """The card in its place on the page."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place
        self.card = LeadsCard(place.look, place.deeds)
        self.card.alike_asked.connect(self._show_alike)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def show_case(self, sight: Sight) -> None:
        """Show a dispute."""
        self.when_seen(partial(self.card.show_case, sight))

    def _show_alike(self, pattern: Pattern) -> None:
        place = self._place
        alike.ask(place.window, AlikeDialog(place.look, place.window, place.work, place.desk, pattern), place.open_case)


class LeadsCard(Card):
    """The leads, each with the button of its next step and that of its sheet; `alike_asked(Pattern)` for a group."""

    alike_asked = Signal(object)

    def __init__(self, look: Look, deeds: CaseDeeds) -> None:
        super().__init__(_("违法线索"))
        self._look, self._deeds = look, deeds
        self.note = Button(look, _("登记线索"), "flag", height=28)
        self.note.clicked.connect(lambda: self._ask(Step.LEAD, None))
        self.act(self.note)
        self.steps: dict[int, Button] = {}
        self.sheets: dict[int, Button] = {}
        self._sight: Sight | None = None
        self.groups: list[AlikeLine] = []
        self._alike = QVBoxLayout()
        self._alike.setSpacing(0)
        self.add(self._alike)
        self._none = Label("", 13, Ink.TEXT3, wrap=True)
        self._room = QVBoxLayout()
        self._room.setSpacing(9)
        self.add(self._none)
        self.add(self._room)

    def show_case(self, sight: Sight) -> None:
        """Show a dispute."""
        self._sight = sight
        empty(self._room)
        self.steps.clear()
        self.sheets.clear()
        self._show_groups(sight)
        leads = sight.case.leads
        self.note.setVisible(sight.may(Step.LEAD))
        self._none.setVisible(not leads)
        self._none.setText(_("没有登记线索。发现商家、主播或机构涉嫌违法的，登记后移送主管部门。"))
        for place, lead in enumerate(leads):
            if place:
                self._room.addWidget(rule())
            self._room.addWidget(self._lead(lead, sight))

    def _show_groups(self, sight: Sight) -> None:
        for old in self.groups:
            self._alike.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.groups = []
        for one in sight.alike[:GROUPS]:
            count = len(one.cases)
            words = _("同类投诉 {n} 件，近 {days} 天（{kind}）")
            told = words.format(n=count, days=sight.alike_days, kind=word(one.mark.kind))
            line = AlikeLine(self._look, told, headline(one))
            line.clicked.connect(lambda _on=False, group=one: self.alike_asked.emit(group))
            self._alike.addWidget(line)
            self.groups.append(line)

    def _lead(self, lead: Lead, sight: Sight) -> QWidget:
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(Elided(lead_words.receiver(lead, sight.referral.directory), 13, bold=True))
        head.addStretch(1)
        head.addWidget(Pill(self._look, word(lead.status), _TONES[lead.status], px=11, height=18))
        column.addLayout(head)
        column.addWidget(Label(lead.what, 13, wrap=True, selectable=True))
        column.addWidget(Label(_when(lead), 12, Ink.TEXT3, wrap=True, selectable=True))
        column.addWidget(self._buttons(lead, sight))
        return room

    def _buttons(self, lead: Lead, sight: Sight) -> Flow:
        line = Flow()
        step = _NEXT.get(lead.status)
        if step is not None and sight.may(step):
            words = _("登记移送") if step is Step.LEAD_SENT else _("登记答复")
            button = Button(self._look, words, height=26)
            button.setAccessibleName(_("{words}：线索 {n}").format(words=words, n=lead.number))
            known = sight.referral.directory
            begin = {**lead_words.of_lead(lead, known), "on": sight.today}
            button.clicked.connect(lambda: self._ask(step, begin))
            self.steps[lead.number] = button
            line.add(button)
        sheet = Button(self._look, _("移送单"), "file-text", Kind.GHOST, height=26)
        sheet.setAccessibleName(_("出具线索 {n} 的移送单").format(n=lead.number))
        sheet.clicked.connect(lambda: self._deeds.issue(sight, PaperKind.LEAD_SHEET, "regulator", lead.number))
        self.sheets[lead.number] = sheet
        line.add(sheet)
        return line

    def _ask(self, step: Step, given: Mapping[str, object] | None) -> None:
        if self._sight is not None:
            self._deeds.take(self._sight, step, given)


class AlikeLine(Clickable):
    """An icon and the words, cut with … where the column is narrow; a click shows the group."""

    def __init__(self, look: Look, words: str, hint: str) -> None:
        super().__init__(look, words)
        self.setText(words)
        self.setToolTip(hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(120, self.look.dp(27))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Hover ground, icon, words, ring."""
        look, painter, rect = self.look, QPainter(self), QRectF(self.rect())
        if self.underMouse():
            paint.box(painter, rect.adjusted(-6, 1, 6, -1), 6, look.colour(Ink.HOVER))
        paint.icon(painter, look, 0, rect.center().y(), "layers", Ink.ACCENT_TEXT, 15)
        room = rect.adjusted(look.dp(15) + 7, 0, 0, 0)
        paint.words(painter, look, room, self.text(), ink=Ink.ACCENT_TEXT)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 6)


def _when(lead: Lead) -> str:
    parts = [_("线索 {n}").format(n=lead.number), _("{day} 登记").format(day=day_short(day_of(lead.at)))]
    if lead.sent_on:
        parts.append(_("{day} 移送（{how}）").format(day=day_short(lead.sent_on), how=lead.sent_how))
    told = DOT.join(parts)
    if lead.answered_on is None:
        return told
    number = f" {lead.paper_no}" if lead.paper_no else ""
    answer = _("{day} 答复：{result}").format(day=day_short(lead.answered_on), result=lead.result)
    return f"{told}\n{answer}{number}"
