"""设置 › 核验密钥: what papers are signed with, what others verify them with, and the keys of others."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from odrdesk.desktop import asking, handbook_tables, tell
from odrdesk.desktop.dialogs.password import confirm_identity
from odrdesk.desktop.formats import stamp
from odrdesk.desktop.pages.settings_files import read_file
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.reader import Reader
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.proof import fingerprint
from odrdesk.domain.vocabulary import Role
from odrdesk.services import proof_keys, verifier
from odrdesk.services.desk import Desk
from odrdesk.services.proof_keys import Key, KeyFile
from odrdesk.text import _

WIDE = 300


class Seen(NamedTuple):
    """Every key that is known, and the one that signs on this machine."""

    keys: Sequence[Key]
    current: Key | None


class KeysSection(SettingsSection):
    """A table of keys; files for others on the left, what changes the desk itself below."""

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self.export = Button(look, _("导出核验公钥…"), "upload")
        self.page = Button(look, _("导出核验网页…"), "shield-check")
        self.take = Button(look, _("导入别处的公钥…"), "download")
        self.why = Entry(look, placeholder=_("如：定期更换、电脑遗失"))
        self.fields = {"why": Field(look, "why", _("更换签名密钥的原因"), self.why)}
        self.rotate = Button(look, _("更换签名密钥…"), "refresh-cw", height=34)
        self.bar = Banner(look)
        self.reader = Reader(look, lambda _name, _width, _ratio: None, margin=0)
        self.export.clicked.connect(self._ask_export)
        self.page.clicked.connect(self._ask_page)
        self.take.clicked.connect(self._ask_take)
        self.rotate.clicked.connect(self.change)
        self._may = desk.house.held is not None and desk.clerk.may(Role.ADMIN)
        self._arrange(look)

    def arrive(self) -> None:
        """Read the keys anew."""

        def read() -> Seen:
            return Seen(proof_keys.known(self._desk), proof_keys.current(self._desk))

        self._work.read(read, owner=self, done=self._show, refused=self._refused)

    def write_keys(self, path: Path) -> None:
        """Write the file of public keys."""
        self._written(partial(proof_keys.export, self._desk, path), path)

    def write_page(self, path: Path) -> None:
        """Write the page that verifies without this program."""
        self._written(partial(verifier.export, self._desk, path), path)

    def take_in(self, path: Path) -> None:
        """Take in the public keys of another desk."""
        self.bar.hide()

        def taken(told: KeyFile) -> None:
            prints = "\n".join(f"{one.kid}\u3000{fingerprint(one.public)}" for one in told.keys)
            words = _("已导入“{desk}”的核验公钥，请电话核对指纹：").format(desk=told.desk)
            self.bar.say(f"{words}\n{prints}", Tone.OK, closable=True)
            self.arrive()

        call = partial(_take, self._desk, path)
        self._work.write(call, owner=self, done=taken, refused=self._refused)

    def change(self) -> None:
        """Sign with a new key from now on, after the acting clerk proved who he is."""
        self.bar.hide()
        if not self.why.text().strip():
            self._refused(Refusal("proof.rotate_needs_why", "why"))
            return
        confirm_identity(
            self._look,
            self._window,
            self._work,
            self._desk,
            what=_("更换签名密钥"),
            warning=_("原来的私钥会删除，不能恢复。已出具的文书仍可核验，但要把新的核验公钥交给用它核验的人。"),
            verb=_("更换"),
            on_done=self._rotate,
        )

    def _rotate(self) -> None:
        def done(made: Key) -> None:
            self.why.clear()
            self._window.toasts.say(_("已换用密钥 {kid}").format(kid=made.kid))
            self.arrive()

        call = partial(proof_keys.rotate, self._desk, self.why.text())
        self._work.write(call, owner=self, done=done, refused=self._refused)

    def _written(self, call: Callable[[], object], path: Path) -> None:
        self.bar.hide()

        def done(_none: object) -> None:
            self._window.toasts.say(_("已导出到 {path}").format(path=path))

        self._work.read(call, owner=self, done=done, refused=self._refused)

    def _ask_export(self) -> None:
        self._ask_out(_("导出核验公钥"), _("核验公钥.json"), _("核验公钥 (*.json)"), self.write_keys)

    def _ask_page(self) -> None:
        self._ask_out(_("导出核验网页"), _("文书核验.html"), _("网页 (*.html)"), self.write_page)

    def _ask_out(self, title: str, name: str, kinds: str, then: Callable[[Path], None]) -> None:
        chosen = asking.file_to_write(self.window(), title, name, kinds)
        if chosen:
            then(Path(chosen))

    def _ask_take(self) -> None:
        chosen = asking.file_to_read(self.window(), _("导入核验公钥"), _("核验公钥 (*.json);;所有文件 (*)"))
        if chosen:
            self.take_in(Path(chosen))

    def _show(self, seen: Seen) -> None:
        for one in (self.export, self.page):
            one.setEnabled(any(key.origin is None for key in seen.keys))
        said = _(
            "每份文书末页的二维码由本工作台的密钥签名。把核验公钥或核验网页交给消费者、商家或主管部门，断网也能核验真伪；"
            "私钥只在这台电脑上这个系统用户的文件夹里，不随工作台和备份走，换电脑后会自动启用新的密钥，原有文书仍可核验。"
        )
        heads = (_("密钥"), _("指纹"), _("启用日期"), _("停用日期"), _("来自"))
        table = handbook_tables.table(heads, (_row(one, seen.current) for one in seen.keys))
        nothing = _("还没有密钥，出具第一份文书时自动生成。")
        self.reader.show_page(_("核验密钥"), f"{said}\n\n{table if seen.keys else nothing}")

    def _refused(self, refusal: Refusal) -> None:
        tell.refused(refusal, self.fields, self.bar)

    def _arrange(self, look: Look) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for button in (self.export, self.page, self.take):
            bar.addWidget(button)
        bar.addStretch(1)
        self.take.setEnabled(self._may)
        line = QHBoxLayout()
        line.setSpacing(12)
        field = self.fields["why"]
        field.setMinimumWidth(look.dp(WIDE))
        field.setEnabled(self._may)
        self.rotate.setEnabled(self._may)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, look.dp(20), 0, 0)
        beside.addWidget(self.rotate)
        line.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(beside)
        line.addStretch(1)
        self.bar.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self.bar)
        column.addWidget(self.reader, 1)
        column.addLayout(line)


def _take(desk: Desk, path: Path) -> object:
    return proof_keys.take_in(desk, read_file(path, "proof.keys_unreadable"))


def _row(one: Key, current: Key | None) -> tuple[str, ...]:
    name = _("{kid}（现用）").format(kid=one.kid) if current is not None and one.public == current.public else one.kid
    retired = stamp(one.retired_at) if one.retired_at else "—"
    return name, fingerprint(one.public), stamp(one.made_at), retired, one.origin or _("本工作台")
