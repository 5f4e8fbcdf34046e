"""方案比较: what each way to settle costs the merchant and the fund, what comes back, and the floor of the law."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.formats import DOT
from odrdesk.desktop.pages.case_place import Place
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.amount import AmountEntry
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.remedy_answers import NOTHING, RemedyWhen
from odrdesk.domain.simulator import Outcome
from odrdesk.services.simulation import Assumed, Simulation, simulate
from odrdesk.text import _, refusal_text, word

COLUMNS = 6
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
ASSUMED = ("compensation", "freight", "goods_worth")


class SimulatorCard(Card):
    """One row for each way, with what is worth saying of it below; three assumptions a person may change."""

    def __init__(self, place: Place) -> None:
        super().__init__(_("方案比较"))
        self._place, self._look = place, place.look
        self._sight: Sight | None = None
        self._stale = False
        self._asked = 0
        self._begun: str | None = None
        self.found: Simulation | None = None
        labels = {
            "compensation": _("补偿（不退货）"),
            "freight": _("商家承担的运费"),
            "goods_worth": _("退回商品的价值"),
        }
        self.fields = {name: Field(self._look, name, labels[name], AmountEntry(self._look)) for name in ASSUMED}
        across = QHBoxLayout()
        across.setSpacing(14)
        for field in self.fields.values():
            across.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            field.edited.connect(self._read)
        self.add(across)
        self.head_line = Label("", 13, Ink.TEXT2, wrap=True, selectable=True)
        self.add(self.head_line)
        self._room = QVBoxLayout()
        self._room.setSpacing(0)
        self.add(self._room)
        self.note = Label(
            _("参考计算，不作决定。“仅退款”须商家同意，平台不得强制；赔偿部分是否垫付，按方案条款。"),
            12, Ink.TEXT3, wrap=True,
        )  # fmt: skip
        self.add(self.note)

    def show_case(self, sight: Sight) -> None:
        """Work it out for a dispute, once it can be seen; what was assumed of another one is forgotten."""
        self.setVisible(sight.past is None)
        if self._begun != sight.case.number:
            self._begun = sight.case.number
            for field in self.fields.values():
                with QSignalBlocker(field.editor):
                    _entry(field).show_amount(None)
                field.clear()
        self._sight, self._stale = sight, True
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """What came while nobody looked is worked out now."""
        super().showEvent(event)
        if self._stale:
            self._read()

    def assumed(self) -> Assumed | None:
        """What is typed; None where something cannot be read, which is then said beside its field."""
        amounts: dict[str, Fen | None] = {}
        for name, field in self.fields.items():
            try:
                amounts[name] = _entry(field).amount()
            except Refusal as no:
                field.refuse(refusal_text(Refusal(no.code, name, **no.data)))
                return None
        return Assumed(amounts["compensation"], amounts["freight"] or NOTHING, amounts["goods_worth"] or NOTHING)

    def _read(self) -> None:
        sight, assumed = self._sight, self.assumed()
        if sight is None or assumed is None:
            return
        self._stale = False
        self._asked += 1
        self._place.work.read(
            partial(simulate, self._place.desk, sight.case.number, assumed),
            owner=self,
            done=partial(self._answered, self._asked),
            refused=partial(self._refused, self._asked),
        )

    def _answered(self, asked: int, found: Simulation) -> None:
        if asked != self._asked:
            return  # something newer was typed meanwhile
        self.found = found
        if not _entry(self.fields["compensation"]).text():
            offered = found.matter.compensation
            _entry(self.fields["compensation"]).setPlaceholderText("0.00" if offered is None else offered.grouped)
        self.head_line.setText(_head(found))
        self._fill(found.outcomes)

    def _refused(self, asked: int, no: Refusal) -> None:
        if asked == self._asked:
            self.found = None
            self.head_line.setText(refusal_text(no))
            self._fill(())

    def _fill(self, outcomes: Sequence[Outcome]) -> None:
        empty(self._room)
        if not outcomes:
            return
        room = QWidget()
        room.setAccessibleName(_("方案比较"))
        grid = QGridLayout(room)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        titles = (_("方式"), _("消费者得到"), _("商家承担"), _("基金垫付"), _("可即时追回"), _("有风险"))
        for column, title in enumerate(titles):
            grid.addWidget(Label(title, 12, Ink.TEXT3), 0, column, RIGHT if column else Qt.AlignmentFlag.AlignLeft)
        for place, one in enumerate(outcomes):
            grid.addWidget(rule(), 3 * place + 1, 0, 1, COLUMNS)
            self._row(grid, 3 * place + 2, one)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(0, 1)
        self._room.addWidget(room)

    def _row(self, grid: QGridLayout, line: int, one: Outcome) -> None:
        advance = one.advance
        grid.addWidget(Label(word(one.way), 13, bold=one.asked), line, 0, Qt.AlignmentFlag.AlignTop)
        amounts = (one.money, one.cost, advance.amount, advance.recoverable, advance.at_risk)
        for column, fen in enumerate(amounts, 1):
            ink = Ink.DANGER if column == COLUMNS - 1 and fen else Ink.TEXT
            grid.addWidget(Label(_amount(fen), 13, ink, bold=column == 1), line, column, RIGHT)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 4)
        below.setSpacing(6)
        for words, tone in marks(one):
            below.addWidget(Pill(self._look, words, tone, px=11, height=18), 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(Label(DOT.join(remarks(one)), 12, Ink.TEXT3, wrap=True, selectable=True), 1)
        grid.addLayout(below, line + 1, 0, 1, COLUMNS)


def marks(one: Outcome) -> Iterator[tuple[str, Tone]]:
    """The pills of an option: whether it is asked for, and how it stands to the floor of the law."""
    if one.asked:
        yield _("消费者要求"), Tone.INFO
    if one.short is not None:
        yield (_("低于法定"), Tone.WARN) if one.short else (_("不低于法定"), Tone.OK)


def remarks(one: Outcome) -> Iterator[str]:
    """What is worth saying of an option beside its amounts."""
    advance = one.advance
    if one.when:
        yield _("、").join(word(RemedyWhen(when)) for when in one.when)
    if one.source:
        yield one.source
    if one.money is None:
        yield _("金额未知，请在上面填写")
    if one.short:
        yield _("比法定底线少 {short}").format(short=one.short.yuan)
    if one.residual:
        caps = _("、").join(word(cap) for cap in advance.capped_by)
        words = _("{residual} 仍是对商家的债权（{caps}）") if caps else _("{residual} 仍是对商家的债权")
        yield words.format(residual=one.residual.yuan, caps=caps)
    if advance.recoverable:
        parts = ((_("保证金 {fen}"), advance.deposit), (_("待结算货款 {fen}"), advance.settlement))
        yield DOT.join(words.format(fen=fen.yuan) for words, fen in parts if fen)
    if advance.approvers:
        roles = _("、").join(word(role) for role in advance.approvers)
        yield _("{n} 人审批：{roles}").format(n=len(advance.approvers), roles=roles)


def _head(found: Simulation) -> str:
    fund, floor = found.fund, found.matter.floor
    parts = [_("可用 {fen}").format(fen=fund.available.yuan)]
    if fund.merchant is None:
        parts.append(_("商家尚未确定，不能垫付"))
    else:
        held = _("保证金 {deposit}，待结算货款 {settlement}")
        parts.append(held.format(deposit=fund.deposit.yuan, settlement=fund.settlement.yuan))
    if found.matter.had:
        parts.append(_("消费者已得或已决定 {fen}").format(fen=found.matter.had.yuan))
    if floor is not None:
        parts.append(_("法定底线 {fen}（{source}）").format(fen=floor.amount.yuan, source=floor.source))
    elif found.floor_open:
        parts.append(_("法定金额的事实未确认，底线未定"))
    return DOT.join(parts)


def _entry(field: Field) -> AmountEntry:
    return cast("AmountEntry", field.editor)


def _amount(fen: Fen | None) -> str:
    return "—" if fen is None else fen.yuan
