"""协商: every offer of every round, what came of it, and the settlement with what has been performed of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.formats import DOT, day_short, money, stamp
from odrdesk.desktop.pages import case_words
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.ladder import Ladder
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.domain.dispute import Dispute, Offer, Settlement
from odrdesk.domain.money import Fen, capitals
from odrdesk.domain.offers import rungs, standing
from odrdesk.domain.vocabulary import Step
from odrdesk.text import _, ngettext

PICTURE, TABLE = "picture", "table"
_OFFERED = (Step.PROPOSE, Step.REJECT_OFFER, Step.SETTLE)


class OffersCard(Card):
    """The ladder as a picture or as its table; `took(step)` when an offer is to be made, rejected or confirmed.

    `round_asked(round)` when a node of the ladder was pressed.
    """

    took = Signal(str)
    round_asked = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(_("协商阶梯"))
        self._look = look
        self.buttons: dict[Step, Button] = {}
        for step, words, icon in (
            (Step.REJECT_OFFER, _("未获同意"), "undo-2"),
            (Step.SETTLE, _("确认和解"), "signature"),
            (Step.PROPOSE, _("记录报价"), "plus"),
        ):
            button = Button(look, words, icon, height=28)
            button.clicked.connect(lambda _on=False, taken=step: self.took.emit(taken.value))
            self.buttons[step] = button
            self.act(button)
        self.ways = Segmented(look, _("怎样看"), [(PICTURE, _("图")), (TABLE, _("表"))])
        self.ways.chosen.connect(lambda _way: self._turn())
        self.ladder = Ladder(look)
        self.ladder.pressed.connect(self.round_asked)
        self.table: QWidget | None = None
        self._offers: Sequence[Offer] = ()
        self.head.insertWidget(self.head.count() - len(_OFFERED), self.ways)
        self._room = QVBoxLayout()
        self._room.setSpacing(10)
        self.add(self.ladder)
        self.add(self._room)

    def show_case(self, sight: Sight) -> None:
        """Show a dispute."""
        for step in _OFFERED:
            self.buttons[step].setVisible(sight.may(step))
        self.aside.setText(_aside(sight.case))
        empty(self._room)
        self.table, self._offers = None, sight.case.offers
        for part in self._parts(sight.case):
            self._room.addWidget(part)
        self.ladder.show_rungs(rungs(sight.case))
        self._turn()

    def _turn(self) -> None:
        """The picture or the table of the rounds, built when asked for; neither while there are none."""
        picture, drawn = self.ways.current == PICTURE, bool(self._offers)
        self.ways.setVisible(drawn)
        self.ladder.setVisible(drawn and picture)
        if self.table is None and drawn and not picture:
            self.table = self._table(self._offers)
            self._room.insertWidget(0, self.table)
        if self.table is not None:
            self.table.setVisible(not picture)

    def _parts(self, case: Dispute) -> Sequence[QWidget]:
        parts: list[QWidget] = []
        if case.settlement is not None:
            parts.append(self._settlement(case, case.settlement))
        if not parts and not case.offers:
            claimed = case.complaint.claimed
            words = (
                _("还没有报价。消费者诉求 {claimed}。").format(claimed=money(claimed)) if claimed else _("还没有报价。")
            )
            parts.append(Label(words, 13, Ink.TEXT3, wrap=True))
        return parts

    def _table(self, offers: Sequence[Offer]) -> QWidget:
        room = QWidget()
        room.setAccessibleName(_("历次报价"))
        grid = QGridLayout(room)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(7)
        titles = (_("轮次"), _("提出"), _("内容"), _("合计"), _("结果"))
        for column, title in enumerate(titles):
            right = Qt.AlignmentFlag.AlignRight if column == 3 else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(Label(title, 12, Ink.TEXT3), 0, column, right)
        for place, offer in enumerate(offers):
            line = 2 * place + 1
            grid.addWidget(rule(), line, 0, 1, 5)
            self._row(grid, line + 1, offer)
        grid.setColumnStretch(2, 1)
        return room

    def _row(self, grid: QGridLayout, line: int, offer: Offer) -> None:
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Label(_("第 {n} 轮").format(n=offer.round), 13), line, 0, top)
        grid.addWidget(Label(stamp(offer.made_at, year=False), 12, Ink.TEXT3), line, 1, top)
        grid.addWidget(Label(case_words.terms_text(offer.terms), 13, wrap=True, selectable=True), line, 2)
        grid.addWidget(Label(offer.total.yuan, 13, bold=True), line, 3, top | Qt.AlignmentFlag.AlignRight)
        words, tone = {
            None: (_("待确认"), Tone.INFO),
            True: (_("已同意"), Tone.OK),
            False: (_("未同意"), Tone.NEUTRAL),
        }[offer.accepted]
        grid.addWidget(Pill(self._look, words, tone, px=11, height=19), line, 4, top)

    def _settlement(self, case: Dispute, agreed: Settlement) -> QWidget:
        frame = QFrame()
        frame.setProperty("plate", "quote")
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(_("和解 {total}").format(total=agreed.total.yuan), 14, bold=True))
        head.addWidget(Elided(capitals(agreed.total), 12, Ink.TEXT2))
        head.addStretch(1)
        head.addWidget(Label(stamp(agreed.agreed_at, year=False), 12, Ink.TEXT3))
        column.addLayout(head)
        open_terms = list(case.unperformed)
        for term in agreed.terms:
            left = term in open_terms
            if left:
                open_terms.remove(term)
            column.addLayout(self._term(case_words.due_text(term), done=not left))
        confirmed = [
            words.format(how=how)
            for words, how in (
                (_("消费者确认：{how}"), agreed.consumer_confirmed_by),
                (_("商家确认：{how}"), agreed.merchant_confirmed_by),
                (_("文书 {how}"), agreed.paper_no),
                (_("支付方式：{how}"), agreed.method),
                (_("收款账户：{how}"), agreed.account),
                (_("退货安排：{how}"), agreed.returns),
                (_("另行约定的违约责任：{how}"), agreed.breach),
                (_("消费者{how}其余惩罚性赔偿"), _("明确放弃") if agreed.waives else ""),
            )
            if how
        ]
        for done in case.performed_now:
            words = _("{day} 已履行 {amount}，凭证 {proof}")
            confirmed.append(words.format(day=day_short(done.on), amount=done.amount.yuan, proof=done.proof))
        if confirmed:
            column.addWidget(Label("\n".join(confirmed), 12, Ink.TEXT2, wrap=True, selectable=True))
        return frame

    def _term(self, words: str, *, done: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        mark, ink = ("circle-check", Ink.OK) if done else ("circle", Ink.TEXT3)
        line.addWidget(Glyph(self._look, mark, ink, 15))
        line.addWidget(Label(words, 13), 1)
        line.addWidget(Label(_("已履行") if done else _("待履行"), 12, ink))
        return line


def _aside(case: Dispute) -> str:
    """How far apart they are."""
    if case.settlement is not None:
        left = Fen(max(0, case.settlement.total - case.performed_total))
        return _("尚欠 {left}").format(left=left.yuan) if left else _("已全部履行") if not case.unperformed else ""
    claimed = case.complaint.claimed
    if not case.offers:
        return ""
    rounds = ngettext("{n} 轮", "{n} 轮", len(case.offers)).format(n=len(case.offers))
    found = standing(case)
    if found is not None and found.gap > 0:
        apart_words = _("还差 {gap}").format(gap=found.gap.yuan)
        return DOT.join((rounds, apart_words, _("区间中点 {middle}").format(middle=found.midpoint.yuan)))
    if not claimed:
        return rounds
    apart = claimed - case.offers[-1].total
    gap = _("与诉求还差 {gap}").format(gap=Fen(apart).yuan) if apart > 0 else _("已达到诉求金额")
    return f"{rounds}{DOT}{gap}"
