"""建议升级 on the board: cases for which a rise is proposed today, each a door to its case."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from odrdesk.desktop.formats import DOT
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.event_list import GAP, ROW, EventList
from odrdesk.services.escalation import Raised
from odrdesk.text import _, ngettext, word

MOST = 2
"""Lines shown."""


@dataclass(frozen=True, slots=True)
class Rise:
    """One line: which case, to which level and why, and the case's key."""

    what: str
    aside: str
    key: int
    icon: str = "arrow-up"
    tone: Tone = Tone.INFO


class RisesCard(Card):
    """`opened(key)` when a case is chosen; `brief` is the button that stands for the card where there is no room."""

    opened = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(_("建议升级"), spacing=4, margins=(16, 10, 16, 8))
        self._look = look
        self.list = EventList(look, _("建议升级"))
        self.list.opened.connect(self.opened)
        self.add(self.list)
        self.brief = Button(look, "", "arrow-up", height=28)
        self.brief.clicked.connect(self._open_first)
        self.brief.hide()
        self._raised: Sequence[Raised] = ()
        self.hide()

    @property
    def many(self) -> int:
        """How many cases there are."""
        return len(self._raised)

    def set_low(self, *, low: bool) -> None:
        """Without room the button stands for the card and leads to the first case."""
        self.setVisible(bool(self._raised) and not low)
        self.brief.setVisible(bool(self._raised) and low)

    def _open_first(self) -> None:
        if self._raised:
            self.opened.emit(self._raised[0].key)

    def show_rises(self, raised: Sequence[Raised]) -> None:
        """Show the first of them, and how many there are."""
        self._raised = raised
        count = ngettext("{n} 件", "{n} 件", len(raised)).format(n=len(raised))
        self.aside.setText(count)
        self.brief.relabel(ngettext("建议升级 {n} 件", "建议升级 {n} 件", len(raised)).format(n=len(raised)))
        self.list.setFixedHeight((self._look.dp(ROW) + GAP) * min(MOST, len(raised)))
        self.list.show_events([_line(one) for one in raised[:MOST]])


def _line(raised: Raised) -> Rise:
    first = raised.proposals[0]
    why = _("、").join(dict.fromkeys(word(one.reason) for one in raised.proposals))
    return Rise(raised.goods or raised.number, DOT.join((f"L{raised.level} → L{first.to}", why)), raised.key)
