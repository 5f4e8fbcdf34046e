"""当事人: the consumer masked until asked for, the merchant with its live room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.formats import grouped
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.avatar import Avatar
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.text import _


class PartiesCard(Card):
    """Another dispute is always shown masked first."""

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
        self._live = Elided("", 12, Ink.TEXT3)
        self.add(_person(self._face, self.name, Label(_("消费者"), 12, Ink.TEXT3), self.phone, self.eye, self.copy))
        self.add(self.further)
        self.add(rule())
        self.add(_person(self._shop, self.merchant, Label(_("商家"), 12, Ink.TEXT3), self._code))
        self.add(self._live)

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
            guardian = consumer.guardian
            lines.append(_("监护人 {name}").format(name=guardian.name if clear else f"{guardian.name[:1]}**"))
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
        room = _("直播间 {room}").format(room=live.room) if live.room else ""
        self._live.setText(" / ".join(part for part in (room, live.host or "", live.mcn or "") if part))
        self._live.setVisible(bool(self._live.text()))

    def _copy_phone(self) -> None:
        if self._sight is not None:
            QGuiApplication.clipboard().setText(self._sight.case.complaint.consumer.phone or "")


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
