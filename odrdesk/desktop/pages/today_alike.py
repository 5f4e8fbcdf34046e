"""同类投诉 on the board: the groups nobody has answered yet, the largest first; gone where there are none."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from odrdesk.desktop import paint, tips
from odrdesk.desktop.dialogs.alike import headline
from odrdesk.desktop.formats import DOT
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.domain.patterns import Pattern
from odrdesk.text import _, ngettext, word

MOST = 3


class AlikeCard(Card):
    """`asked(Pattern)` when a group is chosen; `brief` is the button that stands for the card without room."""

    asked = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(_("同类投诉"), spacing=2)
        self._look = look
        self.brief = Button(look, "", "layers", height=28)
        self.brief.clicked.connect(self._ask_first)
        self.brief.hide()
        self._found: Sequence[Pattern] = ()
        self.rows: list[AlikeRow] = []
        self._room = QVBoxLayout()
        self._room.setSpacing(0)
        self.add(self._room)
        self.hide()

    def show_groups(self, found: Sequence[Pattern], days: int) -> None:
        """Show the groups of the last `days` days."""
        for old in self.rows:
            self._room.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [AlikeRow(self._look, one) for one in found[:MOST]]
        for row in self.rows:
            row.clicked.connect(lambda _on=False, one=row.pattern: self.asked.emit(one))
            self._room.addWidget(row)
        self.aside.setText(_("近 {days} 天 {n} 组").format(days=days, n=len(found)))
        self._found = found
        words = ngettext("同类投诉 {n} 组", "同类投诉 {n} 组", len(found))
        self.brief.relabel(words.format(n=len(found)))

    @property
    def many(self) -> int:
        """How many groups there are."""
        return len(self._found)

    def set_low(self, *, low: bool) -> None:
        """Without room the button stands for the card and leads to the largest group."""
        self.setVisible(bool(self._found) and not low)
        self.brief.setVisible(bool(self._found) and low)

    def _ask_first(self) -> None:
        if self._found:
            self.asked.emit(self._found[0])


class AlikeRow(Clickable):
    """The group's name cut where it must be, its number of cases at the right."""

    def __init__(self, look: Look, pattern: Pattern) -> None:
        super().__init__(look, headline(pattern))
        self.pattern = pattern
        self.setToolTip(tips.plain(headline(pattern)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look.dp(44))

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(160, self.look.dp(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Hover ground, name over kind and category, the count."""
        look, painter, rect = self.look, QPainter(self), QRectF(self.rect())
        if self.underMouse():
            paint.box(painter, rect.adjusted(-6, 1, 6, -1), 6, look.colour(Ink.HOVER))
        count = len(self.pattern.cases)
        told = ngettext("{n} 件", "{n} 件", count).format(n=count)
        wide = look.dp(52)
        upper = QRectF(rect.left(), rect.top() + 3, rect.width() - wide, rect.height() / 2 - 2)
        lower = QRectF(rect.left(), rect.center().y(), rect.width() - wide, rect.height() / 2 - 4)
        mark = self.pattern.mark
        paint.words(painter, look, upper, self.pattern.name, ink=Ink.TEXT)
        paint.words(painter, look, lower, DOT.join((word(mark.kind), word(mark.category))), px=12, ink=Ink.TEXT3)
        right = QRectF(rect.right() - wide, rect.top(), wide, rect.height())
        paint.words(painter, look, right, told, ink=Ink.WARN, align=paint.RIGHT)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 6)
