"""The report's checklist: what holds, what is missing, and 去补 to the very cases."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.pages import statistics_words as words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Elided
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.services.report_checks import Check
from odrdesk.text import _, ngettext

WORDS = 100
"""How far the words come before the empty room beside them."""


class ChecksCard(Card):
    """`mend_asked(Check)` when 去补 is pressed."""

    mend_asked = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(_("报送前检查"), spacing=4)
        self._look = look
        self.state = Pill(look, "", Tone.NEUTRAL)
        self.act(self.state)
        self.lines: list[QWidget] = []
        self.mends: list[Button] = []
        room = QWidget()
        self._room = QVBoxLayout(room)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._room.setSpacing(1)
        self.add(Scroller(room), 1)

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show them; what does not hold stands with its cases."""
        held = next((place for place, one in enumerate(self.mends) if one.hasFocus()), None)
        empty(self._room)
        self.mends = []
        # What is missing stands on top: it is what one comes for.
        for check in sorted(checks, key=lambda one: one.holds):
            self._room.addWidget(self._line(check))
        self._room.addStretch(1)
        missing = sum(not check.holds for check in checks)
        said = ngettext("还差 {n} 项", "还差 {n} 项", missing).format(n=missing) if missing else _("可以报送")
        self.state.say(said, Tone.WARN if missing else Tone.OK)
        if held is not None and self.mends:
            # Whoever mends one after the other keeps the keys at the next.
            self.mends[min(held, len(self.mends) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, check: Check) -> QWidget:
        line = QWidget()
        line.setFixedHeight(self._look.dp(25))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        icon, ink = ("circle-check", Ink.OK) if check.holds else ("triangle-alert", Ink.WARN)
        row.addWidget(Glyph(self._look, icon, ink, 16))
        said = words.check_words(check)
        row.addWidget(Elided(said, 13), WORDS)
        row.addStretch(1)
        line.setAccessibleName(_("{words}：{state}").format(words=said, state=_("好") if check.holds else _("要补")))
        if not check.holds:
            mend = Button(self._look, _("去补"), kind=Kind.LINK, height=22)
            mend.setAccessibleName(_("去补：{words}").format(words=said))
            mend.clicked.connect(lambda _on=False, check=check: self.mend_asked.emit(check))
            row.addWidget(mend)
            self.mends.append(mend)
        return line
