"""What is written down about the fund itself: money in from outside, an entry reversed, why a claim is not approved."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.formats import money
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.models.marks import Mark
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.amount import AmountEntry
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.entry import Entry, Paragraph
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog, Enter
from odrdesk.desktop.widgets.password import PasswordEntry, mind_capitals
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.services import actions, clerks, fund
from odrdesk.services.desk import Desk
from odrdesk.services.fund import Told
from odrdesk.services.prepayments import Line
from odrdesk.text import _, refusal_text

WIDTH = 520
ALLOCATE, DEPOSIT, WITHHOLD = "allocate", "deposit", "withhold"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Deed(Dialog):
    """`done(words)` after it was written; until then everything typed stays, and what is wrong stands beside it."""

    done = Signal(str)

    enter = Enter.ANY

    def __init__(self, look: Look, window: QWidget, work: Work, title: str, verb: str) -> None:
        super().__init__(look, window, title)
        self._work = work
        self.bar = Banner(look)
        self.fields: dict[str, Field] = {}
        self.button(_("取消")).clicked.connect(self.dismiss)
        self.go = self.button(verb, Kind.PRIMARY)
        self.go.setToolTip("Ctrl+Enter")
        self.go.clicked.connect(self.confirm)

    def call(self) -> Callable[[], Any]:
        """The service with what is typed; refuses what cannot be read."""
        raise NotImplementedError

    def said(self) -> str:
        """What was done, in the past."""
        raise NotImplementedError

    def confirm(self) -> None:
        """Write it down."""
        if not self.go.isEnabled():
            return
        self.bar.hide()
        for field in self.fields.values():
            field.clear()
        try:
            call = self.call()
        except Refusal as no:
            self._refused(no)
            return
        op = self._work.write(call, owner=self, done=lambda _value: self._done(), refused=self._refused)
        self.await_answer(op, self.go)

    def place(self) -> None:
        """In the middle, as high as its words need at this width."""
        self.fit(WIDTH)

    def settle(self) -> None:
        """The layouts learn of a note or a field only after this event."""
        QTimer.singleShot(0, self, self.place)

    def _done(self) -> None:
        words = self.said()
        self.close_over()
        self.done.emit(words)

    def _refused(self, refusal: Refusal) -> None:
        tell.refused(refusal, self.fields, self.bar)
        self.settle()


class MoneyInDialog(_Deed):
    """Money in from outside: into the fund, a merchant's deposit, settlement withheld; with the bank's number."""

    def __init__(
        self,
        look: Look,
        window: QWidget,
        work: Work,
        desk: Desk,
        *,
        merchants: Sequence[str],
        kind: str = ALLOCATE,
        merchant: str = "",
    ) -> None:
        super().__init__(look, window, work, _("资金入账"), _("记账"))
        self._desk, self._key = desk, actions.fresh()
        kinds = [(ALLOCATE, _("划入先行赔付金")), (DEPOSIT, _("收到保证金")), (WITHHOLD, _("暂扣货款"))]
        self.kind = Segmented(look, _("入账的种类"), kinds, kind)
        self.kind.chosen.connect(lambda _key: self._follow())
        self.merchant = Choice(look, [(name, name) for name in merchants], merchant, own=True)
        self.amount, self.ref = AmountEntry(look), Entry(look, longest=80)
        self.told = Label("", 13, Ink.TEXT2, wrap=True)
        unknown = _("名称或统一社会信用代码；没有登记过的名称会新建商家。")
        self.fields = {
            "merchant": Field(look, "merchant", _("商家"), self.merchant, required=True, hint=unknown),
            "amount": Field(look, "amount", _("金额（元）"), self.amount, required=True),
            "ref": Field(look, "ref", _("银行流水号（可空）"), self.ref, hint=_("对账时按它与银行流水配对。")),
        }
        for part in (self.kind, self.told, self.bar, *self.fields.values()):
            self.body.addWidget(part)
        self.status.setText(_("记账不能撤销，错了由另一人冲销"))
        self._follow()

    @property
    def first(self) -> QWidget:
        """Where typing begins."""
        asks = self.kind.current != ALLOCATE and not self.merchant.key
        return self.merchant if asks else self.amount

    def call(self) -> Callable[[], Any]:
        """Book it."""
        fen = self.amount.amount() or Fen(0)
        told = Told(self._key, ref=self.ref.text().strip())
        if self.kind.current == ALLOCATE:
            return partial(fund.allocate, self._desk, fen, told)
        book = fund.deposit if self.kind.current == DEPOSIT else fund.withhold
        return partial(book, self._desk, self.merchant.key, fen, told)

    def said(self) -> str:
        """What was booked."""
        fen = money(self.amount.amount())
        words = {
            ALLOCATE: _("已划入 {fen}"),
            DEPOSIT: _("已收 {merchant} 保证金 {fen}"),
            WITHHOLD: _("已暂扣 {merchant} 货款 {fen}"),
        }
        return words[self.kind.current].format(fen=fen, merchant=self.merchant.key)

    def _refused(self, refusal: Refusal) -> None:
        named = refusal.field or ("amount" if refusal.code == "amount.unreadable" else None)
        super()._refused(Refusal(refusal.code, named, **refusal.data))

    def _follow(self) -> None:
        words = {
            ALLOCATE: _("资金已到先行赔付专户：可用余额增加。"),
            DEPOSIT: _("商家的钱已到保证金专户：先行赔付以后可以从中扣回。"),
            WITHHOLD: _("平台应付商家的货款转入待结算账户：先行赔付以后可以从中扣回。"),
        }
        self.told.setText(words[self.kind.current])
        self.fields["merchant"].setVisible(self.kind.current != ALLOCATE)
        self.settle()


class ReverseDialog(_Deed):
    """An entry of the fund reversed: a mirrored voucher that is linked to it, by another person, with the reason.

    Money moves in the books: who has a password (`proves`) types it once more, into the same plate.
    """

    enter = Enter.HELD

    def __init__(
        self, look: Look, window: QWidget, work: Work, desk: Desk, *, number: str, what: str, proves: bool
    ) -> None:
        super().__init__(look, window, work, _("冲销凭证 {no}？").format(no=number), _("冲销"))
        self._desk, self._number, self._key = desk, number, actions.fresh()
        words = _("将记一张方向相反的凭证，与原凭证互相注明；原凭证不变。由记账人以外的财务办理。")
        self.why = Paragraph(look, lines=2, placeholder=_("如：金额录错，应为 5,000.00"))
        self.fields["why"] = Field(look, "why", _("冲销的原因"), self.why, required=True)
        self.body.addWidget(Label(what, 14, wrap=True, selectable=True))
        self.password = PasswordEntry(look)
        label = _("“{name}”的密码").format(name=desk.clerk.name)
        hint = _("再次输入您自己的密码，确认是您本人在办")
        self.fields["password"] = Field(look, "password", label, self.password, required=True, hint=hint)
        mind_capitals(self.fields["password"], self.password, hint)
        self.body.addWidget(Label(words, 13, Ink.TEXT2, wrap=True))
        for part in (self.bar, self.fields["why"], self.fields["password"]):
            self.body.addWidget(part)
        self._proves = proves
        if not proves:
            self.fields["password"].hide()
        self.password.returnPressed.connect(self.confirm)

    def call(self) -> Callable[[], Any]:
        """Prove who reverses it, and reverse it; the reason comes first, no password is compared without one."""
        if not self.why.toPlainText().strip():
            raise Refusal("field.required", "why")
        password = self.password.text() if self._proves else None
        return partial(self._reverse, self.why.toPlainText(), password)

    def said(self) -> str:
        """What was reversed."""
        return _("已冲销 {no}").format(no=self._number)

    def _reverse(self, why: str, password: str | None) -> object:
        if password is not None:
            clerks.verify(self._desk, self._desk.clerk.name, password)
        return fund.reverse(self._desk, self._number, why, Told(self._key))

    def _refused(self, refusal: Refusal) -> None:
        if refusal.field == "password":
            self.password.selectAll()
        super()._refused(refusal)


class ReasonDialog(Dialog):
    """Why a claim is not approved: sent back to be worked on, or refused; `told(mark, why)`, nothing is written yet."""

    told = Signal(object, str)

    enter = Enter.HELD

    def __init__(self, look: Look, window: QWidget, line: Line) -> None:
        super().__init__(look, window, _("退回或不予赔付"))
        options = [(Mark.RETURN.value, _("退回重审")), (Mark.REJECT.value, _("不予赔付"))]
        self.kind = Segmented(look, _("怎样处理"), options)
        self.kind.chosen.connect(lambda _key: self._follow())
        self.consequence = Label("", 13, Ink.TEXT2, wrap=True)
        self.why = Paragraph(look, lines=3, placeholder=_("缺什么、哪里不符，写给承办人或消费者看"))
        self.field = Field(look, "why", _("理由"), self.why, required=True)
        for part in (self.kind, self.consequence, self.field):
            self.body.addWidget(part)
        self.status.setText(f"{line.number}  {line.consumer}  {money(line.prepayment.recommended)}")
        self.button(_("取消")).clicked.connect(self.dismiss)
        self.go = self.button(_("标记"), Kind.PRIMARY)
        self.go.setToolTip("Ctrl+Enter")
        self.go.clicked.connect(self.confirm)
        self._follow()

    def confirm(self) -> None:
        """Mark it; a reason is always told."""
        why = self.why.toPlainText().strip()
        if not why:
            self.field.refuse(refusal_text(Refusal("field.required", "why")))
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, self.place)
            return
        self.close_over()
        self.told.emit(Mark(self.kind.current), why)

    def place(self) -> None:
        """In the middle, as wide as its fields need."""
        self.plate.setFixedWidth(min(self.look.dp(WIDTH), self.width() - 80))
        super().place()

    def _follow(self) -> None:
        words = {
            Mark.RETURN.value: _("预留的金额释放，申请回到审核，由承办人补充后重新建议。"),
            Mark.REJECT.value: _("申请终结，随后出具不予先行赔付通知书；消费者可以走其他途径。"),
        }
        self.consequence.setText(words[self.kind.current])
        QTimer.singleShot(0, self, self.place)
