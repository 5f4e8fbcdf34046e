"""Cards around a worksheet: what a case may lead to, what was kept, and what holds for imported goods."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.formats import DOT, stamp
from odrdesk.desktop.forms import remedy_words as words
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.domain.law import Law
from odrdesk.domain.remedies import Remedy
from odrdesk.domain.worksheets import KeptWorksheet, latest
from odrdesk.text import _, ngettext, word


class Candidate(NamedTuple):
    """A remedy the case may lead to: what it comes to by what is known, and the worksheet kept of it."""

    code: Remedy
    headline: str
    kept: KeptWorksheet | None


class CandidatesCard(Card):
    """`asked(code)` when a remedy is to be worked out."""

    asked = Signal(str)

    def __init__(self, look: Look, law: Law) -> None:
        super().__init__(_("可能适用"), _("按问题类别和诉求列出"))
        self._look, self._law = look, law
        self.buttons: dict[str, Button] = {}
        self.others = Choice(look, [("", _("其他计算…")), *((code.value, words.name(law, code)) for code in Remedy)])
        self.others.keep_room_for(_("其他计算…"))
        self.others.setAccessibleName(_("其他计算"))
        self.others.choose("")
        self.others.activated.connect(self._other)
        self.act(self.others)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.add(self._rows)

    def show_candidates(self, found: Sequence[Candidate], current: Remedy) -> None:
        """Show them, the one that is worked out marked."""
        empty(self._rows)
        self.buttons.clear()
        if not found:
            self._rows.addWidget(Label(_("问题类别和诉求没有指向法定金额，可以在“其他计算”中选择。"), 13, Ink.TEXT3))
        for place, one in enumerate(found):
            if place:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(one, current=one.code is current))

    def _row(self, one: Candidate, *, current: bool) -> QWidget:
        room = QWidget()
        line = QHBoxLayout(room)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        named = words.name(self._law, one.code)
        line.addWidget(Elided(named, 13, bold=current))
        line.addStretch(1)
        if one.kept is not None:
            settled = one.kept.settled
            said = _("已保存") if settled else _("已保存，待确认")
            line.addWidget(Pill(self._look, said, Tone.OK if settled else Tone.WARN, px=11, height=19))
        line.addWidget(Label(one.headline, 13, Ink.TEXT if one.kept else Ink.TEXT2))
        button = Button(self._look, _("已在下方") if current else _("计算"), height=26)
        button.setFixedWidth(round(self._look.width(_("已在下方"), 13)) + self._look.dp(30))
        button.setEnabled(not current)
        button.setAccessibleName(_("计算：{name}").format(name=named))
        button.clicked.connect(lambda: self.asked.emit(one.code.value))
        self.buttons[one.code.value] = button
        line.addWidget(button)
        return room

    def _other(self) -> None:
        code = self.others.key
        self.others.choose("")
        if code:
            self.asked.emit(code)


class ImportsCard(Card):
    """What holds for goods that came in from abroad; hidden for all others."""

    def __init__(self) -> None:
        super().__init__(_("境外商品的退货规则"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.add(self._rows)

    def show_case(self, sight: Sight, law: Law) -> None:
        """Show a dispute."""
        order = sight.case.complaint.order
        empty(self._rows)
        self.setVisible(order.import_kind is not None)
        if order.import_kind is None:
            return
        self.aside.setText(word(order.import_kind))
        for note in law.notes(order.import_kind, order.bought_on or sight.today):
            source = words.cited(note.source, note.verified)
            self._rows.addWidget(Label(words.note_text(note), 13, wrap=True, selectable=True))
            self._rows.addWidget(Label(source, 12, Ink.TEXT3, wrap=True, selectable=True))


class KeptCard(Card):
    """`asked(key)` when a kept worksheet is to be looked at again."""

    asked = Signal(int)

    def __init__(self, look: Look, law: Law) -> None:
        super().__init__(_("已保存的计算"))
        self._look, self._law = look, law
        self.buttons: dict[int, Button] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(9)
        self.add(self._rows)

    def show_case(self, sight: Sight) -> None:
        """Show a dispute, the newest first."""
        empty(self._rows)
        self.buttons.clear()
        kept = sight.view.worksheets
        current = {one.key for one in latest(kept)}
        if not kept:
            text = _("还没有保存。核实事实、勾选确认后保存，报价时按保存的金额核对。")
            self._rows.addWidget(Label(text, 13, Ink.TEXT3, wrap=True))
        for place, one in enumerate(reversed(kept)):
            if place:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(one, sight, current=one.key in current))

    def _row(self, one: KeptWorksheet, sight: Sight, *, current: bool) -> QWidget:
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(Elided(words.name(self._law, one.code), 13, bold=current))
        line.addStretch(1)
        line.addWidget(Label(words.kept_headline(one), 13, Ink.TEXT if current else Ink.TEXT3, bold=current))
        said, tone = (_("已被替代"), Tone.NEUTRAL)
        if current:
            said, tone = (_("已确认"), Tone.OK) if one.settled else (_("待确认"), Tone.WARN)
        line.addWidget(Pill(self._look, said, tone, px=11, height=19))
        look = Button(self._look, _("查看"), height=26)
        look.setAccessibleName(_("查看：{name}").format(name=words.name(self._law, one.code)))
        look.clicked.connect(lambda: self.asked.emit(one.key))
        self.buttons[one.key] = look
        line.addWidget(look)
        column.addLayout(line)
        parts = [_("{who} {when} 保存").format(who=sight.person(one.made_by), when=stamp(one.made_at, year=False))]
        if one.open_facts:
            count = len(one.open_facts)
            parts.append(ngettext("{n} 项事实尚未确认", "{n} 项事实尚未确认", count).format(n=count))
        column.addWidget(Label(DOT.join(parts), 12, Ink.TEXT3, wrap=True))
        return room
