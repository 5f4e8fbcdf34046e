"""The answer of a worksheet: amounts side by side where facts are open, what must be confirmed, and the law's words."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.forms import remedy_words as words
from odrdesk.desktop.forms.tick import Tick
from odrdesk.desktop.handbook_tables import known
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.domain.law import RemedyFact, Verified
from odrdesk.domain.law_amounts import POINTED_OUT
from odrdesk.domain.money import Fen, capitals
from odrdesk.domain.remedies import Option, Worksheet
from odrdesk.domain.worksheets import Confirmed
from odrdesk.text import _, word

_ACROSS = 3


class RemedyAnswer(QWidget):
    """`chosen(key)` when one of several answers is picked (empty: none any more); `ticked` when a fact is."""

    chosen = Signal(str)
    ticked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.ticks: dict[RemedyFact, Tick] = {}
        self.picks: dict[str, Button] = {}
        self.articles: Button | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._room.setSpacing(10)
        self._law_open = False

    @property
    def confirmed(self) -> frozenset[RemedyFact]:
        """The facts that are ticked."""
        return frozenset(fact for fact, tick in self.ticks.items() if tick.isChecked())

    def show_nothing(self, text: str) -> None:
        """Say why there is no answer."""
        self._clear()
        self._room.addWidget(Label(text, 13, Ink.TEXT3, wrap=True))

    def show_worksheet(
        self,
        worked: Worksheet,
        picked: str,
        ticked: Mapping[RemedyFact, Confirmed | None],
        people: Mapping[int, str],
    ) -> None:
        """Show an answer; `ticked` are the facts that stand ticked, with who confirmed them where that was kept."""
        self._clear()
        if worked.options:
            open_words, picked_words = _("事实未定，各种情形如下，没有替你选定："), _("已选定一种，其余情形一并列出：")
            self._room.addWidget(Label(picked_words if picked else open_words, 13, Ink.TEXT2, wrap=True))
            self._room.addWidget(self._options(worked, picked))
        elif worked.total is not None:
            self._room.addWidget(self._single(worked, worked.total))
        if worked.limit is not None:
            self._room.addWidget(self._limit(worked.limit, worked))
        self._room.addWidget(self._facts(worked, ticked, people))
        self._room.addWidget(self._law(worked))

    def _single(self, worked: Worksheet, total: Fen) -> QWidget:
        plate, column = _plate()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Label(total.yuan, 20, bold=True))
        line.addWidget(Label(capitals(total), 12, Ink.TEXT2, wrap=True, selectable=True), 1)
        column.addLayout(line)
        parts = _("退款 {refund} + {label} {extra}").format(
            refund=worked.refund.yuan, label=words.extra_label(worked.code), extra=(worked.extra or Fen(0)).yuan
        )
        column.addWidget(Label(parts, 13, Ink.TEXT2, wrap=True))
        for said in words.lines(worked.how):
            column.addWidget(Label(said, 13, wrap=True, selectable=True))
        return plate

    def _limit(self, limit: Fen, worked: Worksheet) -> QWidget:
        plate, column = _plate()
        column.addWidget(Label(_("上限 {limit}").format(limit=limit.yuan), 20, bold=True))
        lines = words.lines(worked.how) or [_("法律只给出上限，具体数额由法院或者双方确定。")]
        for said in lines:
            column.addWidget(Label(said, 13, wrap=True, selectable=True))
        return plate

    def _options(self, worked: Worksheet, picked: str) -> QWidget:
        room = QWidget()
        grid = QGridLayout(room)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        across = min(_ACROSS, len(worked.options))
        for place, option in enumerate(worked.options):
            grid.addWidget(self._option(option, worked, on=option.key == picked), place // across, place % across)
        for column in range(across):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 1)
        return room

    def _option(self, option: Option, worked: Worksheet, *, on: bool) -> QWidget:
        plate, column = _plate("info" if on else "quote")
        title = words.when(option)
        column.addWidget(Label(title, 12, Ink.TEXT2, bold=True, wrap=True))
        column.addWidget(Label(option.total.yuan, 18, bold=True))
        parts = _("退款 {refund} + {label} {extra}").format(
            refund=option.refund.yuan, label=words.extra_label(worked.code), extra=option.extra.yuan
        )
        column.addWidget(Label(parts, 12, Ink.TEXT2, wrap=True))
        for said in words.lines(option.how):
            column.addWidget(Label(said, 12, Ink.TEXT2, wrap=True, selectable=True))
        column.addStretch(1)
        if worked.limit is None:
            pick = Button(self._look, _("取消选定") if on else _("选定这一种"), "circle-check" if on else "", height=28)
            pick.setAccessibleName(_("{act}：{when}").format(act=pick.text(), when=title))
            pick.clicked.connect(lambda: self.chosen.emit("" if on else option.key))
            self.picks[option.key] = pick
            column.addWidget(pick, 0, Qt.AlignmentFlag.AlignLeft)
        return plate

    def _facts(
        self, worked: Worksheet, ticked: Mapping[RemedyFact, Confirmed | None], people: Mapping[int, str]
    ) -> QWidget:
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Label(_("须由人确认的事实"), 13, bold=True))
        for fact in worked.asked:
            tick = Tick(self._look, word(fact))
            tick.setChecked(fact in ticked)
            tick.toggled.connect(self.ticked)
            self.ticks[fact] = tick
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(tick)
            known_by = ticked.get(fact)
            if known_by is not None:
                line.addWidget(Label(words.confirmed_by(known_by, people), 12, Ink.TEXT3))
            line.addStretch(1)
            column.addLayout(line)
        for fact in worked.confirm:
            if fact in POINTED_OUT:
                column.addWidget(Label(_("提示：{words}").format(words=word(fact)), 12, Ink.WARN, wrap=True))
        return room

    def _law(self, worked: Worksheet) -> QWidget:
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = _("依据：{source}（按 {day} 有效的文本）").format(source=worked.source, day=worked.on.isoformat())
        column.addWidget(Label(head, 12, Ink.TEXT2, wrap=True, selectable=True))
        if worked.excludes:
            column.addWidget(Label(words.excludes(worked), 12, Ink.TEXT2, wrap=True, selectable=True))
        first, rest = worked.articles[:1], worked.articles[1:]
        for article in first:
            column.addWidget(self._article(article.source, article.text, article.verified))
        more = QWidget()
        inside = QVBoxLayout(more)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        for article in rest:
            inside.addWidget(self._article(article.source, article.text, article.verified))
        if worked.notes:
            inside.addWidget(Label(_("还有谁可能承担责任、有什么限制（不产生金额）"), 12, bold=True, wrap=True))
        for note in worked.notes:
            said = f"{words.note_text(note)}\n{words.cited(note.source, note.verified)}"
            inside.addWidget(Label(said, 12, Ink.TEXT2, wrap=True, selectable=True))
        if rest or worked.notes:
            column.addWidget(self._more(more), 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(more)
        column.addWidget(Label(_("参考计算，请核对现行有效文本，由人决定。"), 12, Ink.TEXT3, wrap=True))
        return room

    def _more(self, more: QWidget) -> Button:
        button = Button(self._look, _("其他条文与责任人"), "chevron-down", height=26)
        more.setVisible(self._law_open)

        def turn() -> None:
            self._law_open = more.isHidden()
            more.setVisible(self._law_open)

        button.clicked.connect(turn)
        self.articles = button
        return button

    def _article(self, source: str, text: str, verified: Verified) -> QWidget:
        plate, column = _plate()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Label(source, 12, Ink.TEXT2, bold=True, wrap=True), 1)
        tone = Tone.OK if verified is Verified.VERIFIED else Tone.WARN
        line.addWidget(Pill(self._look, known(verified), tone, px=11, height=18), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        column.addWidget(Label(text.strip(), 13, wrap=True, selectable=True))
        return plate

    def _clear(self) -> None:
        self.ticks, self.picks, self.articles = {}, {}, None
        empty(self._room)


def _plate(kind: str = "quote") -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    frame.setProperty("plate", kind)
    column = QVBoxLayout(frame)
    column.setContentsMargins(12, 9, 12, 10)
    column.setSpacing(5)
    return frame, column
