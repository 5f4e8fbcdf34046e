"""A phone number, or the reason why there is none."""

import re

from PySide6.QtCore import QDynamicPropertyChangeEvent, QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from odrdesk.desktop.forms.chips import Chip
from odrdesk.desktop.forms.moment import pass_on_refused
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.entry import Entry, Holds, half_width
from odrdesk.text import _

_MOBILE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})")


class PhoneEntry(QWidget):
    """`edited` when number, reason or the switch between them changed; neither text is lost by switching."""

    edited = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.number = Entry(look, holds=Holds.DIGITS, placeholder=_("手机、座机或 400"), longest=5_000)
        self.reason = Entry(look, placeholder=_("无电话的原因"), longest=5_000)
        self.none = Chip(look, _("无电话"), height=34)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.number, 1)
        row.addWidget(self.reason, 1)
        row.addWidget(self.none)
        self.reason.hide()
        self.setFocusProxy(self.number)
        self.number.textChanged.connect(self.edited)
        self.reason.textChanged.connect(self.edited)
        self.none.toggled.connect(self._switched)
        self.none.clicked.connect(self._go_on)

    @property
    def phone(self) -> str | None:
        """The number, a mobile one as its 11 digits however they were grouped; None where there is none."""
        typed = half_width(self.number.text())
        if self.none.isChecked() or not typed:
            return None
        mobile = _MOBILE.fullmatch(re.sub(r"[\s-]", "", typed))
        return mobile[1] if mobile else typed

    @property
    def no_phone_reason(self) -> str | None:
        """Why there is no number; None where there is one."""
        return (self.reason.text().strip() or None) if self.none.isChecked() else None

    def setAccessibleName(self, name: str) -> None:
        """The number bears the name; the reason has its own."""
        super().setAccessibleName(name)
        self.number.setAccessibleName(name)
        self.reason.setAccessibleName(_("无电话的原因"))

    def event(self, event: QEvent) -> bool:
        """A refused number is framed."""
        if isinstance(event, QDynamicPropertyChangeEvent) and event.propertyName() == b"refused":
            pass_on_refused(self, self.number, self.reason)
        return super().event(event)

    def _go_on(self) -> None:
        (self.reason if self.none.isChecked() else self.number).setFocus(Qt.FocusReason.OtherFocusReason)

    def _switched(self, none: bool) -> None:
        self.number.setVisible(not none)
        self.reason.setVisible(none)
        self.setFocusProxy(self.reason if none else self.number)
        self.edited.emit()
