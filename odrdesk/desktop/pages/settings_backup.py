"""设置 › 备份与恢复: where backups lie, when the last one was made, now, elsewhere too, and back again."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.dialogs.first_start import pick_folder
from odrdesk.desktop.dialogs.password import confirm_identity
from odrdesk.desktop.formats import DOT, stamp
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.forms.setting_row import SettingRow
from odrdesk.desktop.outside import Outside
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.vocabulary import Role
from odrdesk.services import backup_place
from odrdesk.services.backup_place import EXIT, MIGRATION, REGULAR, Backup, State
from odrdesk.services.desk import Desk
from odrdesk.text import _, fault_text, ngettext, refusal_text

Pick = Callable[[QWidget, str, Path], Path | None]
_LISTED = 6


class BackupSection(SettingsSection):
    """`put_back(folder)` is called once somebody proved who he is and wants that backup in the place of the desk."""

    def __init__(
        self,
        look: Look,
        window: Window,
        work: Work,
        desk: Desk,
        put_back: Callable[[Path], None],
        *,
        pick: Pick = pick_folder,
    ) -> None:
        super().__init__()
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self._put_back, self._pick = put_back, pick
        self.state: State | None = None
        self.bar = Banner(look)
        self.last, self.own = Label("", 15, bold=True), Elided("", 13, Ink.TEXT2)
        self.second = Elided("", 13, Ink.TEXT2)
        self.now = Button(look, _("立即备份"), "archive", Kind.PRIMARY)
        self.show_own = Button(look, _("打开文件夹"), "folder-open", name=_("打开备份文件夹"))
        self.change = Button(look, _("选择…"), name=_("选择另存的位置"))
        self.none = Button(look, _("不再另存"), kind=Kind.LINK)
        self.restore = Button(look, _("选择备份…"), name=_("从备份恢复"))
        self.rows = QVBoxLayout()
        self.rows.setSpacing(6)
        self._judge()
        self._arrange()
        self.now.clicked.connect(self.back_up)
        self.show_own.clicked.connect(self._open_own)
        self.change.clicked.connect(self.choose_second)
        self.none.clicked.connect(lambda: self._keep(None))
        self.restore.clicked.connect(self.ask_restore)

    def arrive(self) -> None:
        """Look at the folders anew."""
        self._work.read(lambda: backup_place.state(self._desk), owner=self, done=self._show, faulted=self._faulted)

    def back_up(self) -> None:
        """Make one now, in both places."""
        self.now.setEnabled(False)
        self.bar.hide()

        job = self._window.jobs.begin(_("正在备份"))

        def done(made: Backup) -> None:
            job.end(_("已备份到 {folder}").format(folder=made.path.name))

        call = partial(backup_place.back_up, self._desk, told=job.tell)
        op = self._work.long(call, owner=self, done=done, refused=self._refused, faulted=self._faulted)
        op.ended.connect(job.end)
        op.ended.connect(self._judge)
        op.ended.connect(self.arrive)

    def choose_second(self) -> None:
        """Another disk, a stick, a share."""
        start = (self.state.second if self.state and self.state.second else None) or Path.home()
        chosen = self._pick(self, _("备份另存到哪个文件夹"), start)
        if chosen is not None:
            self._keep(chosen)

    def ask_restore(self) -> None:
        """Which backup, then the question that counts."""
        chosen = self._pick(self, _("备份在哪个文件夹"), self.state.own if self.state else self._desk.path)
        if chosen is None:
            return
        confirm_identity(
            self._look,
            self._window,
            self._work,
            self._desk,
            title=_("用备份替换现在的工作台？"),
            what=str(chosen),
            warning=_(
                "先为现在的内容做一份备份，再换成所选的备份。原有的文件移到旁边的文件夹，不删除；"
                "备份之后登记的案件和办的手续不在其中。"
            ),
            verb=_("恢复这个备份"),
            on_done=lambda: self._put_back(chosen),
        )

    def _keep(self, folder: Path | None) -> None:
        self.bar.hide()
        call = partial(backup_place.choose, self._desk, folder)
        self._work.write(
            call, owner=self, done=lambda _none: self.arrive(), refused=self._refused, faulted=self._faulted
        )

    def _show(self, state: State) -> None:
        self.state = state
        self.last.setText(_("上次备份 {when}").format(when=stamp(state.last)) if state.last else _("尚无备份"))
        self.own.setText(str(state.own))
        words = str(state.second) if state.second else _("没有另存：磁盘坏了，数据和备份会一起丢")
        self.second.setText(words)
        self.second.set_ink(Ink.TEXT2 if state.second else Ink.WARN)
        self.none.setVisible(state.second is not None)
        if state.second is not None and not state.reached:
            told = _("另存的位置现在找不到（{path}）。插上磁盘或 U 盘后，下一次备份会接着存过去。").format(
                path=state.second
            )
            self.bar.say(told, Tone.WARN, closable=False)
        self._list(state)

    def _list(self, state: State) -> None:
        empty(self.rows)
        for one in state.made[:_LISTED]:
            self.rows.addWidget(Elided(_words(one), 13, Ink.TEXT2))
        more = len(state.made) - _LISTED
        if more > 0:
            words = ngettext("还有 {n} 份较早的", "还有 {n} 份较早的", more).format(n=more)
            self.rows.addWidget(Label(words, 12, Ink.TEXT3))
        if not state.made:
            self.rows.addWidget(Label(_("退出时自动做第一份，也可以现在就做。"), 13, Ink.TEXT3))

    def _open_own(self) -> None:
        if self.state is not None and not Outside.of(self._window).show(self.state.own):
            self.bar.say(_("打不开这个文件夹：{path}").format(path=self.state.own), Tone.WARN)

    def _refused(self, refusal: Refusal) -> None:
        self.bar.say(refusal_text(refusal), Tone.DANGER)

    def _faulted(self, fault: Fault) -> None:
        self.bar.say(fault_text(fault), Tone.DANGER)

    def _judge(self) -> None:
        writing, admin = self._desk.house.held is not None, self._desk.clerk.may(Role.ADMIN)
        self.now.setEnabled(writing)
        for button in (self.change, self.none, self.restore):
            button.setEnabled(writing and admin)

    def _arrange(self) -> None:
        card = Card(_("备份"), _("用着时每半小时、退出时自动做，做好先核验"), spacing=14)
        card.act(self.now)
        card.add(self.last)
        place = QHBoxLayout()
        place.setSpacing(10)
        place.addWidget(Label(_("位置"), 13, Ink.TEXT3))
        place.addWidget(self.own, 1)
        place.addStretch(0)
        place.addWidget(self.show_own)
        card.add(place)
        kept = _(
            "留存：24 小时内每小时、14 天内每天、8 周内每周、12 个月内每月各一份；升级前的留 180 天；手动的一直留着。"
        )
        card.add(Label(kept, 12, Ink.TEXT3, wrap=True))
        card.add(self.rows)
        other = Card(_("另存一份"), _("另一个磁盘、U 盘或共享文件夹"), spacing=12)
        ends = QWidget()
        across = QHBoxLayout(ends)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.none)
        across.addWidget(self.change)
        other.add(SettingRow(_("另存的位置"), _("退出、手动和每半小时的备份，同时存到这里"), ends))
        other.add(self.second)
        back = Card(_("从备份恢复"), spacing=12)
        told = _("用一份备份替换现在的工作台。要输入密码确认；原有的文件移到一边，一个也不删。")
        back.add(SettingRow(_("恢复"), told, self.restore))
        if not self._desk.clerk.may(Role.ADMIN):
            back.add(Label(_("换位置和恢复由管理员办理。"), 12, Ink.TEXT3))
        room = QWidget()
        inside = QVBoxLayout(room)
        inside.setContentsMargins(0, 0, 2, 0)
        inside.setSpacing(12)
        for part in (self.bar, card, other, back):
            inside.addWidget(part)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scroller(room))
        self.own.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)


def _words(one: Backup) -> str:
    why = {EXIT: _("退出时"), REGULAR: _("定时"), MIGRATION: _("升级前")}.get(one.reason, _("手动"))
    cases = ngettext("{n} 件案件", "{n} 件案件", one.disputes).format(n=f"{one.disputes:,}")
    return DOT.join((stamp(one.made_at), why, cases, f"{one.size / (1 << 20):,.1f} MB"))
