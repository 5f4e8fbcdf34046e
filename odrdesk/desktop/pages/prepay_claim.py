"""A claim that waits for its decision: one line, and beneath it what it rests on."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.formats import DOT, money
from odrdesk.desktop.models.marks import Mark, mark_words
from odrdesk.desktop.pages import fund_lines
from odrdesk.desktop.pages.fund_lines import Point
from odrdesk.desktop.pages.prepay_panel import caption
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Label
from odrdesk.domain.vocabulary import Step
from odrdesk.services.cases import CaseView
from odrdesk.services.prepayments import Line
from odrdesk.text import Language, _, language, word

HIGH = 62


Letters = Mapping[str, str]
"""The keys of what can be done with a claim: approve, refuse, open."""
_TONES = {Mark.APPROVE: Tone.OK, Mark.RETURN: Tone.INFO, Mark.REJECT: Tone.NEUTRAL}
_KEYS = {
    Qt.Key.Key_Down: "next",
    Qt.Key.Key_Up: "previous",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
    Qt.Key.Key_O: "open",
    Qt.Key.Key_Escape: "clear",
}


class ClaimHead(Clickable):
    """The line itself; `asked(what)` by a key: next, previous, first, last, open, clear, submit."""

    asked = Signal(str)

    def __init__(self, look: Look, line: Line) -> None:
        super().__init__(look, fund_lines.said(line))
        self.line, self.mark, self.expanded, self.why_not = line, Mark.NONE, False, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_mark(self, mark: Mark) -> None:
        """Say what is to be decided of it."""
        self.mark = mark
        self._name()

    def show_expanded(self, *, expanded: bool) -> None:
        """Whether what it rests on stands beneath."""
        self.expanded = expanded
        self._name()

    def say_why_not(self, words: str) -> None:
        """Why it was not decided; empty when that is past."""
        self.why_not = words
        self._name()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(self.look.dp(600), self.look.dp(HIGH))

    def minimumSizeHint(self) -> QSize:
        """Its words give way."""
        return QSize(self.look.dp(420), self.look.dp(HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Ctrl+Enter goes on with what is marked."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if held and enter:
            self.asked.emit("submit")
        elif not held and event.key() in _KEYS:
            self.ringed = True
            self.asked.emit(_KEYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Mark, two lines of words, whose approval, sums, deadline, arrow."""
        look, painter, rect = self.look, QPainter(self), QRectF(self.rect())
        self._ground(painter, rect)
        line, middle = self.line, rect.center().y()
        right = self._right(painter, rect, middle)
        left = rect.x() + 14
        mark_width = look.dp(60 if language() is Language.ZH_CN else 76)
        if self.mark:
            height = look.dp(22)
            pill = QRectF(left, middle - height / 2, mark_width, height)
            paint.pill(
                painter, look, pill, mark_words(self.mark), _TONES[self.mark], bold=True, on_selected=self.hasFocus()
            )
        else:
            ink = Ink.DISABLED if line.refusal else Ink.TEXT3
            icon = "lock" if line.refusal else "circle"
            paint.icon(painter, look, left + (mark_width - look.dp(16)) / 2, middle, icon, ink, 16)
        room = QRectF(left + mark_width + 12, rect.y() + look.dp(10), right - left - mark_width - 24, look.dp(22))
        paint.words(painter, look, room, DOT.join(filter(None, (line.consumer, line.merchant, line.goods))), px=14)
        below = room.translated(0, look.dp(21))
        if self.why_not:
            paint.words(painter, look, below, self.why_not, px=12, ink=Ink.DANGER)
        else:
            paint.words(painter, look, below, fund_lines.claim_line(line), px=12, ink=Ink.TEXT3)
        if self.hasFocus():
            paint.ring(painter, look, rect.adjusted(3, 2, -3, -3), 8)

    def _right(self, painter: QPainter, rect: QRectF, middle: float) -> float:
        """What stands at the right end; where it begins."""
        look, line = self.look, self.line
        arrow = rect.right() - 14 - look.dp(16)
        paint.icon(painter, look, arrow, middle, "chevron-up" if self.expanded else "chevron-down", Ink.TEXT3, 16)
        chinese = language() is Language.ZH_CN
        due_room = look.dp(126 if chinese else 162)
        paint.due_chip(painter, look, arrow - 10, middle, fund_lines.due(line), right=True)
        sums = QRectF(arrow - 10 - due_room - look.dp(124), rect.y() + look.dp(10), look.dp(118), look.dp(22))
        fen = money(line.prepayment.recommended)
        paint.words(painter, look, sums, fen, px=15, bold=True, align=paint.RIGHT, tabular=True)
        claimed = _("申请 {fen}").format(fen=money(line.prepayment.claim))
        paint.words(
            painter,
            look,
            sums.translated(0, look.dp(21)),
            claimed,
            px=12,
            ink=Ink.TEXT3,
            align=paint.RIGHT,
            tabular=True,
        )
        width = look.dp(160 if chinese else 206)
        lane = QRectF(sums.x() - width - 8, sums.y(), width, look.dp(22))
        paint.words(painter, look, lane, word(line.lane), px=12, ink=Ink.TEXT2)
        paint.words(painter, look, lane.translated(0, look.dp(21)), fund_lines.lacking(line), px=12, ink=Ink.PURPLE)
        return lane.x()

    def _ground(self, painter: QPainter, rect: QRectF) -> None:
        look = self.look
        ground = Ink.SELECTED if self.hasFocus() else Ink.HOVER if self.underMouse() else Ink.SURFACE
        painter.fillRect(rect, look.colour(ground))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), look.colour(Ink.BORDER))

    def _name(self) -> None:
        parts = (mark_words(self.mark), fund_lines.said(self.line), self.why_not)
        self.setAccessibleName(_("，").join(filter(None, parts)))
        self.setAccessibleDescription(_("已展开") if self.expanded else "")
        self.update()


class Detail(QFrame):
    """What a claim rests on; `asked(what)` by its buttons: approve, refuse, open."""

    asked = Signal(str)

    def __init__(self, look: Look, line: Line, view: CaseView, letters: Letters) -> None:
        super().__init__()
        self._look = look
        self._buttons: dict[str, tuple[Button, str]] = {}
        self.setProperty("plate", "quote")
        grid = QGridLayout(self)
        grid.setContentsMargins(84, 12, 16, 12)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(6)
        own = line.prepayment
        told = [*fund_lines.asked(own), fund_lines.answer(own)]
        grid.addWidget(caption(_("申请与商家答复")), 0, 0)
        grid.addLayout(self._column([Point(words) for words in told]), 1, 0)
        grid.addWidget(caption(_("审核清单")), 0, 1)
        grid.addLayout(self._column(fund_lines.ticks(view.checks)), 1, 1)
        grid.addWidget(caption(_("方案规则")), 0, 2)
        grid.addLayout(self._column(fund_lines.hits(line, view)), 1, 2)
        grid.addLayout(self._row_of(line), 2, 0, 1, 3)
        self.show_letters(letters)
        for place in range(3):
            grid.setColumnStretch(place, 1)

    def show_letters(self, letters: Letters) -> None:
        """Each button says the key that does the same."""
        for what, (button, words) in self._buttons.items():
            button.relabel(f"{words}  {letters.get(what, '')}".rstrip())
            button.setAccessibleName(words)

    def _row_of(self, line: Line) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        for what, words in (
            ("approve", word(Step.PREPAY_APPROVE)),
            ("refuse", _("退回或不予")),
            ("open", _("打开案件")),
        ):
            button = Button(self._look, words, kind=Kind.LINK if what == "open" else Kind.DEFAULT, height=28)
            self._buttons[what] = button, words
            button.setEnabled(what == "open" or line.refusal is None)
            button.clicked.connect(lambda _on=False, one=what: self.asked.emit(one))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _column(self, points: Sequence[Point]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        for one in points:
            column.addWidget(self._point(one))
        column.addStretch(1)
        return column

    def _point(self, one: Point) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(6)
        icon, ink = "info", Ink.TEXT3
        if one.met is not None:
            icon, ink = ("circle-check", Ink.OK) if one.met else ("circle-alert", Ink.DANGER)
        mark = QVBoxLayout()
        mark.setContentsMargins(0, self._look.dp(3), 0, 0)  # level with the first line of the words
        mark.addWidget(Glyph(self._look, icon, ink, 14))
        mark.addStretch(1)
        across.addLayout(mark)
        met = "" if one.met is None else _("符合") if one.met else _("不符合")
        row.setAccessibleName(f"{met} {one.words}".strip())
        across.addWidget(Label(one.words, 13, wrap=True, selectable=True), 1)
        return row
