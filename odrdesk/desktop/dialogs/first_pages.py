"""The pages of the first start before the choice: who works here, and where the data lies."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.dialogs.first_ways import Means, Place
from odrdesk.desktop.formats import DOT
from odrdesk.desktop.forms.new_password import NewPassword
from odrdesk.desktop.forms.tick import Tick
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Label
from odrdesk.domain.errors import Refusal
from odrdesk.services import backup_place
from odrdesk.text import _, refusal_text

NEEDED = 1 << 30
"""Bytes below which room is short: reliability warns at 1 GB."""


class WhoPage(QWidget):
    """The name of the contact point, the administrator and his password. `onward` on Enter in the last line.

    `hurried(number)` for who wants one of the other ways at once.
    """

    onward = Signal()
    hurried = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.name = Entry(look, placeholder=_("如 浦东·悦播消费维权联络点"), longest=80)
        self.owner = Entry(look, placeholder=_("如 陈晓雯"), longest=50)
        self.password = NewPassword(look, lambda: (self.owner.text(), self.name.text()), optional=True)
        self.fields = {
            "name": Field(look, "name", _("企业或联络点名称"), self.name, required=True),
            "clerk": Field(look, "clerk", _("管理员姓名（您自己）"), self.owner, required=True),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (*self.fields.values(), self.password):
            column.addWidget(part)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Label(_("不想现在建立？"), 12, Ink.TEXT3))
        for number, words in ((1, _("先看示例数据")), (2, _("从备份恢复"))):
            link = Button(look, words, kind=Kind.LINK, height=22)
            link.clicked.connect(lambda _on=False, number=number: self.hurried.emit(number))
            row.addWidget(link)
        row.addStretch(1)
        column.addLayout(row)
        self.name.returnPressed.connect(lambda: self.owner.setFocus(Qt.FocusReason.TabFocusReason))
        self.owner.returnPressed.connect(lambda: self.password.new.setFocus(Qt.FocusReason.TabFocusReason))
        self.password.wanted.connect(self.onward)

    @property
    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.name

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter was its line's: it walks from line to line and from the last one on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)

    def check(self) -> bool:
        """Whether one may go on; what is lacking is said beside its field, the first gets the focus."""
        lacking = [key for key, entry in (("name", self.name), ("clerk", self.owner)) if not entry.text().strip()]
        for key in lacking:
            self.fields[key].refuse(refusal_text(Refusal("field.required", key)))
        if lacking:
            self.fields[lacking[0]].editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        return self.password.check()


class WherePage(QWidget):
    """The folder of the desk and the second place of its backups, each with what is to be known of it."""

    def __init__(self, means: Means, desk: Path, backups: Path) -> None:
        super().__init__()
        look = means.look
        self.desk = Place(means, _("数据放在这个文件夹"), desk, asks=_("数据放在哪个文件夹"))
        self.desk_seen = Seen(look)
        self.also = Tick(look, _("备份再存一份到别处"))
        self.also.setChecked(True)
        self.backups = Place(
            means, _("另存备份的文件夹（最好是另一个磁盘、U 盘或共享文件夹）"), backups, asks=_("备份放在哪个文件夹")
        )
        self.backups_seen = Seen(look)
        told = _("用着每半小时、退出时自动备份在数据文件夹里，并按小时、天、周、月留存；勾选后同时存到下面的位置。")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.desk)
        column.addWidget(self.desk_seen)
        column.addSpacing(14)
        column.addWidget(self.also)
        column.addWidget(Label(told, 12, Ink.TEXT3, wrap=True))
        column.addWidget(self.backups)
        column.addWidget(self.backups_seen)
        column.addStretch(1)
        self.desk.moved.connect(self.look_again)
        self.backups.moved.connect(self.look_again)
        self.also.toggled.connect(self.look_again)
        self.look_again()

    @property
    def second(self) -> Path | None:
        """Where the backups go as well; None for nowhere."""
        return self.backups.path if self.also.isChecked() else None

    def look_again(self) -> None:
        """Look at both folders."""
        on = self.also.isChecked()
        self.backups.setVisible(on)
        self.backups_seen.setVisible(on)
        if self.desk.path is not None:
            self.desk_seen.look(self.desk.path, live=True)
        if on and self.backups.path is not None:
            self.backups_seen.look(self.backups.path, inside=self.desk.path)

    def check(self) -> bool:
        """Whether one may go on; the folder in the way gets the focus."""
        self.look_again()
        for seen, place in ((self.desk_seen, self.desk), (self.backups_seen, self.backups)):
            if not seen.fit and (place is self.desk or self.also.isChecked()):
                place.change.setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        return True


class Seen(QWidget):
    """What is to be known of a folder: a line with its mark; `fit` is whether it can be used."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.fit = True
        self._mark = Glyph(look, "circle-check", Ink.OK, 14)
        self._words = Label("", 12, Ink.TEXT2, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def look(self, folder: Path, *, live: bool = False, inside: Path | None = None) -> None:
        """Look at a folder; `live` where a database is to work in it, `inside` which folder it must not lie in."""
        room = backup_place.look(folder)
        free = _("还有 {n} GB 空间").format(n=f"{room.free / (1 << 30):,.0f}")
        wrong, doubt = "", ""
        if inside is not None:
            try:
                backup_place.check(folder, inside)
            except Refusal as no:
                wrong = refusal_text(no)
        elif not room.writable:
            wrong = refusal_text(Refusal("backup.not_writable", "place", path=str(folder)))
        if live and room.cloud:
            doubt = _("这是 {cloud} 同步的文件夹，数据库放在里面可能被改坏。请换到不同步的文件夹。").format(
                cloud=room.cloud
            )
        elif live and room.network:
            doubt = _("这是网络文件夹，断线时可能损坏数据。请换到本机的磁盘。")
        elif room.cloud:
            doubt = _("这个文件夹由 {cloud} 同步：备份里有消费者的个人信息，会传到网上。").format(cloud=room.cloud)
        elif room.free < NEEDED:
            doubt = _("空间不多了（{free}），请留意。").format(free=free)
        self.fit = not wrong
        self._show(wrong, doubt, DOT.join((_("可以写入"), free)))

    def _show(self, wrong: str, doubt: str, fine: str) -> None:
        icon, ink = ("circle-check", Ink.OK)
        if wrong:
            icon, ink = ("circle-alert", Ink.DANGER)
        elif doubt:
            icon, ink = ("triangle-alert", Ink.WARN)
        self._mark.draw(icon, ink)
        self._words.set_ink(Ink.TEXT3 if ink is Ink.OK else ink)
        self._words.setText(wrong or doubt or fine)
