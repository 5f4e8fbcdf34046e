"""Who a paper says it comes from: the organisation, its point, and how it is reached; kept on the desk."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.entry import Entry, Holds, half_width
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.work import Work
from odrdesk.domain import identity
from odrdesk.domain.errors import Refusal
from odrdesk.services import settings
from odrdesk.services.desk import Desk
from odrdesk.text import _

PREFIX = "letterhead."
WIDTH = 600
LONGEST = 80
"""Characters: the head of a page is one line."""


class LetterheadDialog(Dialog):
    """Nothing can be typed before what is kept was read; `saved` after it was changed."""

    saved = Signal()

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk) -> None:
        super().__init__(look, window, _("机构与文书抬头"))
        self._work, self._desk, self._kept = work, desk, dict[str, str]()
        self.bar = Banner(look)
        self.entries = {
            "organisation": Entry(look, placeholder=desk.name, longest=LONGEST),
            "point": Entry(look, placeholder=_("如 消费维权联络点"), longest=LONGEST),
            "address": Entry(look, placeholder=_("如 上海市浦东新区张杨路 3588 号"), longest=LONGEST),
            "phone": Entry(look, holds=Holds.DIGITS, placeholder=_("如 021-5888 0315"), longest=40),
            "code": Entry(look, holds=Holds.DIGITS, placeholder=_("18 位，见营业执照"), longest=40),
        }
        self.fields = self._arrange()
        self.status.setText(_("用于以后出具的文书，已出具的不变"))
        later = self.button(_("取消"))
        later.clicked.connect(self.dismiss)
        self.save = self.button(_("保存"), Kind.PRIMARY)
        self.save.setEnabled(False)
        self.save.clicked.connect(self.confirm)
        for entry in self.entries.values():
            entry.setReadOnly(True)
            entry.returnPressed.connect(self.confirm)
        for field in self.fields.values():
            field.edited.connect(self._place_soon)  # a note that went leaves no gap
        work.read(lambda: settings.read(desk, PREFIX), owner=self, done=self._show)

    @property
    def first(self) -> Entry:
        """Where the focus goes."""
        return self.entries["organisation"]

    def confirm(self) -> None:
        """Keep what was changed, or say beside its field what cannot stand."""
        if not self.save.isEnabled():
            return
        self.bar.hide()
        typed = self._typed()
        problems = [*_problems(identity.check_phone, typed["phone"]), *_problems(identity.check_uscc, typed["code"])]
        if problems:
            self._refuse(*problems)
            return
        changed = {PREFIX + key: text or None for key, text in typed.items() if text != self._kept.get(key, "")}
        if not changed:
            self.close_over()
            return
        self.save.setEnabled(False)
        op = self._work.write(
            lambda: settings.change(self._desk, changed),
            owner=self,
            done=lambda _none: self._done(),
            refused=self._refuse,
        )
        op.ended.connect(self._let_save)  # a method: it is let go with the dialog, should that be dismissed meanwhile

    def place(self) -> None:
        """As wide as a line of a letterhead, whatever notes stand in it."""
        width = min(self.look.dp(WIDTH), self.width() - 80)
        self.plate.ensurePolished()
        self.plate.setFixedSize(width, min(self.plate.heightForWidth(width), self.height() - 56))
        super().place()

    def _arrange(self) -> Mapping[str, Field]:
        labels = {
            "organisation": _("机构名称"),
            "point": _("联络点名称"),
            "address": _("地址"),
            "phone": _("联系电话"),
            "code": _("统一社会信用代码"),
        }
        hints = {"organisation": _("不填时用工作台的名称")}
        fields = {
            key: Field(self.look, key, labels[key], entry, hint=hints.get(key, ""))
            for key, entry in self.entries.items()
        }
        said = Label(_("机构和联络点名称印在文书的页眉，地址和电话印在页脚。"), 13, Ink.TEXT2, wrap=True)
        for part in (said, self.bar, fields["organisation"], fields["point"], fields["address"]):
            self.body.addWidget(part)
        pair = QGridLayout()
        pair.setHorizontalSpacing(14)
        for column, key in enumerate(("phone", "code")):
            pair.addWidget(fields[key], 0, column, Qt.AlignmentFlag.AlignTop)
            pair.setColumnStretch(column, 1)
        self.body.addLayout(pair)
        return fields

    def _show(self, kept: Mapping[str, object]) -> None:
        self._kept = {name.removeprefix(PREFIX): str(value) for name, value in kept.items() if value is not None}
        for key, entry in self.entries.items():
            entry.setText(self._kept.get(key, ""))
            entry.setReadOnly(False)
            entry.style().polish(entry)  # the style sheet does not look at this again by itself
        self._let_save()
        self._place_soon()

    def _let_save(self) -> None:
        self.save.setEnabled(True)

    def _typed(self) -> dict[str, str]:
        typed = {key: " ".join(entry.text().split()) for key, entry in self.entries.items()}
        phone, code = half_width(typed["phone"]), identity.normal(half_width(typed["code"]))
        return {**typed, "phone": phone, "code": code}

    def _done(self) -> None:
        self.close_over()
        self.saved.emit()

    def _refuse(self, *problems: Refusal) -> None:
        tell.all_refused(problems, {"phone": self.fields["phone"], "uscc": self.fields["code"]}, self.bar)
        self._place_soon()

    def _place_soon(self) -> None:
        """The layouts learn of a note only after this event."""
        QTimer.singleShot(0, self, self.place)


def _problems(check: Callable[[str], None], text: str) -> list[Refusal]:
    """What the check says of a text; of none at all it says nothing, for no field must be filled."""
    try:
        if text:
            check(text)
    except Refusal as refusal:
        return [refusal]
    return []
