"""当事人: the consumer masked until asked for, the merchant with its live room."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from odrdesk.desktop.formats import grouped
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.avatar import Avatar
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.desktop.widgets.flow import Flow
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.domain.identity import mask_name, mask_phone
from odrdesk.domain.parties import Guardian, Live
from odrdesk.domain.vocabulary import Stars
from odrdesk.services.books import compound_surnames
from odrdesk.services.case_looks import Seen
from odrdesk.services.merchants import Standing
from odrdesk.text import _, ngettext, word


class PartiesCard(Card):
    """Another dispute is always shown masked first; `merchant_asked(key)` for the merchant's page.

    `seen(what)` when the consumer's data were shown in clear or the phone number was copied: that is recorded.
    """

    merchant_asked = Signal(int)
    seen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(_("当事人"))
        self._sight: Sight | None = None
        self._clear = False
        self.eye = Button(look, icon="eye", kind=Kind.GHOST, height=28, name=_("显示消费者信息"))
        self.eye.clicked.connect(self.turn)
        self.copy = Button(look, icon="copy", kind=Kind.GHOST, height=28, name=_("复制联系电话"))
        self.copy.clicked.connect(self._copy_phone)
        self._face, self.name, self.phone = Avatar(look, "", 32), Elided("", 14), Elided("", 12, Ink.TEXT3)
        self.further = Label("", 12, Ink.TEXT2, wrap=True, selectable=True)
        self._shop, self.merchant, self._code = Avatar(look, "", 32), Elided("", 14), Elided("", 12, Ink.TEXT3)
        self._live = Label("", 12, Ink.TEXT3, wrap=True, selectable=True)
        self.repeat = Button(look, " ", "arrow-right", Kind.LINK, height=24)
        self.repeat.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.repeat.clicked.connect(self._ask_merchant)
        self._point = Label("", 12, Ink.TEXT2, wrap=True, selectable=True)
        self.add(_person(self._face, self.name, Label(_("消费者"), 12, Ink.TEXT3), self.phone, self.eye, self.copy))
        self.add(self.further)
        self.add(rule())
        self.add(_person(self._shop, self.merchant, Label(_("商家"), 12, Ink.TEXT3), self._code))
        self.add(self._live)
        self.pills = Flow()
        self.same, self.rate, self.deposit = Pill(look, ""), Pill(look, ""), Pill(look, "")
        for pill in (self.same, self.rate, self.deposit):
            self.pills.add(pill)
        self.add(self.pills)
        self.add(self.repeat)
        self.add(self._point)

    def show_case(self, sight: Sight) -> None:
        """Show a dispute."""
        if self._sight is None or self._sight.case.number != sight.case.number:
            self._clear = False
        self._sight = sight
        self._refresh()

    def turn(self) -> None:
        """Show the consumer in clear, or masked again."""
        self._clear = not self._clear
        self._refresh()
        if self._clear:
            self.seen.emit(Seen.SHOWN.value)

    def _refresh(self) -> None:
        sight = self._sight
        if sight is None:
            return
        complaint, masked = sight.case.complaint, sight.masked
        consumer, clear = complaint.consumer, self._clear
        self._face.show_name(masked.name)
        self.name.setText(consumer.name if clear else masked.name)
        phone = (grouped_phone(consumer.phone) if clear else masked.phone) if consumer.phone else ""
        self.phone.setText(phone or _("无电话：{why}").format(why=consumer.no_phone_reason or "—"))
        self.copy.setVisible(bool(consumer.phone))
        lines = []
        if consumer.id_no:
            lines.append(_("身份证号 {no}").format(no=consumer.id_no if clear else masked.id_no))
        if consumer.address:
            lines.append(_("地址 {where}").format(where=consumer.address if clear else masked.address))
        if consumer.guardian:
            lines.append(self._guardian(consumer.guardian, sight))
        self.further.setText("\n".join(lines))
        self.further.setVisible(bool(lines))
        words = _("遮盖消费者信息") if clear else _("显示消费者信息")
        self.eye.relabel("", "eye-off" if clear else "eye")
        self.eye.setAccessibleName(words)
        self.eye.setToolTip(words)
        live, merchant = complaint.live, complaint.merchant
        name = merchant.name if merchant and merchant.name else live.room or "—"
        self._shop.show_name(name)
        self.merchant.setText(name)
        self._code.setText(merchant.uscc or _("未登记信用代码") if merchant else _("未登记信用代码"))
        self._live.setText("\n".join(_live_lines(live)))
        self._live.setVisible(bool(self._live.text()))
        self._show_pills(sight)
        standing = sight.view.standing
        self.repeat.setVisible(standing is not None)
        if standing is not None:
            self.repeat.relabel(_standing_words(standing), "arrow-right")
            self.repeat.setToolTip(self.repeat.text())
        self._point.setText(_point_words(complaint.contact_point, sight))
        self._point.setVisible(bool(self._point.text()))

    def _show_pills(self, sight: Sight) -> None:
        """What is known of the merchant at a glance."""
        standing, credit = sight.view.standing, sight.credit
        same = standing.same if standing else 0
        self.same.say(
            ngettext("同类投诉 {n} 次", "同类投诉 {n} 次", same).format(n=same) if same > 1 else "", Tone.PURPLE
        )
        rate = credit.rate if credit else None
        self.rate.say(_("和解率 {rate}%").format(rate=f"{rate:g}") if rate is not None else "", Tone.NEUTRAL)
        held = credit.deposit if credit else None
        self.deposit.say(_("保证金 {amount}").format(amount=held.yuan) if held else "", Tone.TEAL)
        shown = (self.same, self.rate, self.deposit)
        self.pills.setVisible(any(not pill.isHidden() for pill in shown))
        self.pills.arrange()

    def _guardian(self, guardian: Guardian, sight: Sight) -> str:
        name = guardian.name if self._clear else mask_name(guardian.name, compound_surnames())
        phone = guardian.phone if self._clear else mask_phone(guardian.phone)
        words = _("监护人 {name} {phone}，{on} {how}同意").format(
            name=name, phone=phone, on=guardian.consent_on.isoformat(), how=guardian.consent_how
        )
        paid = sight.view.payee == guardian.name
        return words + (_("；款项付给监护人") if paid else "")

    def _ask_merchant(self) -> None:
        if self._sight is not None and self._sight.view.standing is not None:
            self.merchant_asked.emit(self._sight.view.standing.page)

    def _copy_phone(self) -> None:
        if self._sight is not None:
            QGuiApplication.clipboard().setText(self._sight.case.complaint.consumer.phone or "")
            self.seen.emit(Seen.COPIED.value)


def _live_lines(live: Live) -> list[str]:
    """Where it was sold, by whom, and from where."""
    rows = (
        ((_("直播间 {room}"), live.room), (_("主播 {host}"), live.host)),
        ((_("服务机构 {mcn}"), live.mcn), (_("直播基地 {base}"), live.base)),
    )
    said = []
    for row in rows:
        parts = [words.format(room=told, host=told, mcn=told, base=told) for words, told in row if told]
        said.append(" / ".join(parts))
    return [line for line in said if line]


def _standing_words(standing: Standing) -> str:
    """How manieth case of its merchant it is, where there are others; where it leads to otherwise."""
    if standing.recent < 2 or not standing.nth:
        return _("看商家页")
    words = _("近 90 天第 {nth} 件").format(nth=standing.nth)
    if standing.same < 2:
        return words
    return _("{standing}，同类 {n} 件").format(standing=words, n=standing.same)


def _point_words(name: str | None, sight: Sight) -> str:
    """The contact point, with its stars where it has any."""
    if not name:
        return ""
    point = sight.view.point
    rated = point is not None and point.stars is not Stars.NONE
    stars = _("（{what}）").format(what=word(point.stars)) if point is not None and rated else ""
    return _("联络点 {name}").format(name=name) + stars


def grouped_phone(phone: str) -> str:
    """A mobile number as it is read aloud: 138 1234 8000."""
    if len(phone) == 11 and phone.isdigit():
        return f"{phone[:3]} {phone[3:7]} {phone[7:]}"
    return grouped(phone)


def _person(face: Avatar, name: Elided, part: Label, below: Elided, *buttons: Button) -> QWidget:
    room = QWidget()
    first = QHBoxLayout()
    first.setSpacing(6)
    first.addWidget(name)
    first.addWidget(part)
    first.addStretch(1)
    lines = QVBoxLayout()
    lines.setSpacing(1)
    lines.addLayout(first)
    lines.addWidget(below)
    row = QHBoxLayout(room)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(face, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addLayout(lines, 1)
    for button in buttons:
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return room
