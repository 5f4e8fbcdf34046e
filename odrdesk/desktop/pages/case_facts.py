"""诉求与事实: the consumer's own words, and eight facts beside them."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.formats import DOT, day, grouped, money, stamp
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.label import Elided, Label, TwoLines
from odrdesk.desktop.widgets.passage import Passage
from odrdesk.domain.complaint import Complaint
from odrdesk.text import _, word

_COLUMNS = 4
_SHARES = (17, 14, 9, 11)
COPY_HEIGHT = 24
"""What a mouse finds; the lines beside it are as high, so that no number sinks below its neighbours."""


class FactsCard(Card):
    """`correct` when something is to be corrected; the old value stays in the record."""

    correct = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(_("诉求与事实"), spacing=12)
        self.edit = Button(look, _("更正"), "pencil", Kind.LINK, height=26, icon_size=14)
        self.edit.clicked.connect(self.correct)
        self.act(self.edit)
        self.words = Passage(look, px=14)
        self._source = Label("", 12, Ink.TEXT3)
        quote = QFrame()
        quote.setProperty("plate", "quote")
        inside = QVBoxLayout(quote)
        inside.setContentsMargins(14, 10, 14, 10)
        inside.setSpacing(5)
        inside.addWidget(self.words)
        inside.addWidget(self._source)
        self.add(quote)
        self._order = ""
        self._copy = Button(look, icon="copy", kind=Kind.GHOST, height=COPY_HEIGHT, icon_size=13, name=_("复制订单号"))
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._order))
        self.values: dict[str, Label] = {}
        self.add(self._grid())
        self._look = look
        self._level()
        look.changed.connect(self._level)
        self.abroad = Label("", 12, Ink.TEXT2, wrap=True, selectable=True)
        self.add(self.abroad)

    def show_case(self, sight: Sight) -> None:
        """Show a dispute."""
        complaint = sight.case.complaint
        self.words.setText(_("“{words}”").format(words=complaint.facts.strip()))
        said = [_("消费者原话")]
        if complaint.received_at:
            said.append(stamp(complaint.received_at))
        if complaint.channel:
            said.append(word(complaint.channel))
        self._source.setText(DOT.join(said))
        self._order = complaint.order.no or ""
        self._copy.setVisible(bool(self._order))
        for (key, _title), value in zip(_titles(), _values(complaint), strict=True):
            self.values[key].setText(value)
        self.abroad.setText(_abroad(complaint))
        self.abroad.setVisible(bool(self.abroad.text()))
        self.edit.setEnabled(any(one.open and one.step == "correct" for one in sight.view.steps))

    def _level(self) -> None:
        for value in self.values.values():
            value.setMinimumHeight(self._look.dp(COPY_HEIGHT))

    def _grid(self) -> QWidget:
        room = QWidget()
        grid = QGridLayout(room)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for place, (key, title) in enumerate(_titles()):
            long = key == "claims"
            value = _value(key)
            self.values[key] = value
            cell = QVBoxLayout()
            cell.setSpacing(2)
            cell.addWidget(Label(title, 12, Ink.TEXT3))
            line = QHBoxLayout()
            line.setSpacing(2)
            line.addWidget(value, int(long))
            if key == "order":
                line.addWidget(self._copy)
            if not long:
                line.addStretch(1)
            cell.addLayout(line)
            cell.addStretch(1)
            grid.addLayout(cell, place // _COLUMNS, place % _COLUMNS)
        for column, share in enumerate(_SHARES):
            grid.setColumnStretch(column, share)
            grid.setColumnMinimumWidth(column, 60)
        return room


def _value(key: str) -> Label:
    """Where a fact stands: sums are never cut, other words are where there is no room."""
    if key == "money":
        return Label("—", 13)
    return TwoLines("—", 13) if key == "claims" else Elided("—", 13)


def _abroad(complaint: Complaint) -> str:
    """What was paid in other money and by which rate, and how the goods came in; empty for an order at home."""
    foreign, kind = complaint.order.foreign, complaint.order.import_kind
    parts = [_("进口方式：{kind}").format(kind=word(kind))] if kind else []
    if foreign is None:
        return DOT.join(parts)
    parts.append(_("外币实付：{amount} {currency}").format(amount=foreign.figure, currency=word(foreign.currency)))
    if foreign.rate is not None and foreign.converted is not None:
        words = _("汇率 {rate}（{day}，{source}），折合 {yuan}")
        told = {"rate": foreign.rate, "day": day(foreign.on), "source": foreign.source or "—"}
        parts.append(words.format(**told, yuan=foreign.converted.yuan))
    return DOT.join(parts)


def _titles() -> tuple[tuple[str, str], ...]:
    return (
        ("order", _("订单号")),
        ("money", _("实付 / 诉求")),
        ("bought", _("购买日期")),
        ("category", _("问题类别")),
        ("room", _("直播间 / 主播")),
        ("timecode", _("回放时间码")),
        ("signed", _("签收日期")),
        ("claims", _("诉求")),
    )


def _values(complaint: Complaint) -> tuple[str, ...]:
    order, live = complaint.order, complaint.live
    quantity = f" × {order.quantity}" if order.quantity and order.quantity > 1 else ""
    room = " / ".join(part for part in (live.room, live.host) if part)
    claims = complaint.claims_words or _("、").join(word(claim) for claim in complaint.claims)
    return (
        grouped(order.no) if order.no else "—",
        f"{money(order.paid)}{quantity} / {money(complaint.claimed)}",
        day(order.bought_on),
        word(complaint.category) if complaint.category else "—",
        room or "—",
        live.timecode or "—",
        day(order.signed_on),
        claims or "—",
    )
