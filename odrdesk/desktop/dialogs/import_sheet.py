"""Import a sheet: choose a file, see how its columns were understood, see what would come in, bring it in.

Nothing is written before the last step, and what came in goes back as one with the toast's undo.
"""

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from odrdesk.desktop import asking, formats
from odrdesk.desktop.dialogs.import_aside import Aside
from odrdesk.desktop.dialogs.import_deeds import RecentImports
from odrdesk.desktop.dialogs.import_pages import BY_HEADINGS, BringingPage, MappingPage, TrialPage
from odrdesk.desktop.dialogs.import_parts import DropPlace, Way
from odrdesk.desktop.dialogs.long_work import LongDialog
from odrdesk.desktop.theme import Look, announce
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.label import Elided
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.sheet_changes import Changed
from odrdesk.domain.sheet_words import Field
from odrdesk.services import transfer
from odrdesk.services.desk import Desk
from odrdesk.services.transfer import Imported
from odrdesk.text import _, fault_text, ngettext, refusal_text

FILE, MAPPING, TRIAL, BRINGING = range(4)
WIDTH, HEIGHT = 1080, 720


class ImportDialog(LongDialog):
    """`imported(value)` after a sheet came in. With `path` it begins with that file."""

    imported = Signal(object)
    _told = Signal(int, int)

    def __init__(self, look: Look, window: Window, desk: Desk, work: Work, path: Path | None = None) -> None:
        super().__init__(look, window, _("从 Excel 导入"))
        self._window_of, self._desk, self._work = window, desk, work
        self._path = path
        self._found: Imported | None = None
        self._changed = Changed()
        self._after_reading = MAPPING
        self._stop = Event()
        self.aside = Elided("", 13, Ink.TEXT3)
        self.head.insertWidget(1, self.aside)
        self.way = Way(look, (_("选文件"), _("对应列"), _("试运行"), _("导入")))
        self.banner = Banner(look)
        self.pages = QStackedWidget()
        self.body.addWidget(self.way)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.pages, 1)
        self.drop = DropPlace(look)
        self.drop.asked.connect(self._ask_file)
        self.recent = RecentImports(look)
        self.drop.beneath.addWidget(self.recent)
        self._aside = Aside(self.recent, window, desk, work)
        self._aside.refused.connect(self._refused)
        self._aside.faulted.connect(self._faulted)
        self.mapping, self.bringing = MappingPage(look), BringingPage(look)
        self.mapping.profile_chosen.connect(self._chose_profile)
        self.mapping.filled.connect(self._fill)
        self._tried = QStackedWidget()
        for page in (self.drop, self.mapping, self._tried, self.bringing):
            self.pages.addWidget(page)
        self.before = self.button(_("上一步"))
        self.before.clicked.connect(self._back)
        self.next = self.button(_("下一步"), Kind.PRIMARY)
        self.next.clicked.connect(self._on)
        self.setAcceptDrops(True)
        self._told.connect(self.bringing.tell)
        self._go(FILE)
        self._aside.look_back()
        if path is not None:
            self.read(path)

    @cached_property
    def trial(self) -> TrialPage:
        """What a sheet would bring. Its four tables are made while the first page is looked at."""
        made = TrialPage(self.look)
        made.edited.connect(self._edit)
        made.taken_out.connect(self._take_out)
        self._tried.addWidget(made)
        return made

    def open(self, focus: QWidget | None = None) -> None:
        """Show it; Enter does the next step at once."""
        super().open(focus or self._first())
        self._work.pieces((turn and self.trial for turn in range(2)), owner=self)  # it is seen first

    def place(self) -> None:
        """As large as the window allows, up to its own size."""
        look, room = self.look, self.rect()
        width, height = min(look.dp(WIDTH), room.width() - 80), min(look.dp(HEIGHT), room.height() - 56)
        self.plate.setGeometry((room.width() - width) // 2, (room.height() - height) // 2, width, height)

    def read(self, path: Path, profile: str | None = None) -> None:
        """Look at a file without writing anything."""
        if path != self._path:
            self._changed = Changed()
        self._path = path
        changed = self._changed
        self.mapping.profile.choose(profile or BY_HEADINGS)
        self.status.setText(_("正在读取 {file}…").format(file=path.name))
        self.next.setEnabled(False)
        self._work.read(
            lambda: transfer.import_sheet(self._desk, path, dry_run=True, profile=profile, changed=changed).value,
            owner=self,
            done=self._read,
            refused=self._refused,
            faulted=self._faulted,
        )

    def dismiss(self) -> None:
        """While cases come in, Esc and the cross put it away: the import is stopped by its own button alone."""
        if self.pages.currentIndex() == BRINGING:
            self.put_away()
        else:
            super().dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter is the next step too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.next.isVisible() and self.next.isEnabled():
            self.next.click()
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file is welcome until cases come in."""
        if self.pages.currentIndex() != BRINGING and any(url.isLocalFile() for url in event.mimeData().urls()):
            self.drop.heat(hot=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        self.drop.heat(hot=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin with this file."""
        self.drop.heat(hot=False)
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.read(files[0])

    # What is heard

    def _read(self, found: Imported) -> None:
        self._found = found
        self.banner.hide()
        rows = ngettext("共 {n} 件", "共 {n} 件", found.rows).format(n=f"{found.rows:,}")
        # A text file has no sheets: there the name would be that of the file again.
        sheet = [_("工作表“{name}”").format(name=found.sheet)] if found.encoding is None else []
        self.aside.setText(formats.DOT.join((found.file, *sheet, rows)))
        self.mapping.show_sheet(found)
        self.trial.show_sheet(found)
        self._go(self._after_reading)
        self._after_reading = MAPPING
        if self._unknown_channel():
            self.banner.say(
                _("表里看不出投诉从哪个渠道来，请在“表格样式”里选一种，期限才算得对。"), Tone.WARN, closable=False
            )

    def _refused(self, refusal: Refusal) -> None:
        self.end_long(_("导入没有做完"))
        if self.pages.currentIndex() == BRINGING:
            self._go(TRIAL)
        elif self._found is None:
            self._go(FILE)
        else:
            self._go(self.pages.currentIndex())
        self.banner.say(refusal_text(refusal), Tone.DANGER)

    def _faulted(self, fault: Fault) -> None:
        self.end_long(_("导入没有做完"))
        self._go(TRIAL if self.pages.currentIndex() == BRINGING else self.pages.currentIndex())
        self.banner.say(fault_text(fault), Tone.DANGER)

    def _brought(self, told: Imported) -> None:
        self.imported.emit(told)
        window, desk, work, batch = self._window_of, self._desk, self._work, told.batch
        words = ngettext("已导入 {n} 件", "已导入 {n} 件", told.new).format(n=f"{told.new:,}")
        if told.stopped:
            words = _("已停止，{words}").format(words=words)
        if told.drafts:
            words += _("，其中 {n} 件存为草稿").format(n=told.drafts)

        self.end_long(words, see=False, said=True)
        self.close_over()

        if told.new:
            window.undo.did(
                words,
                lambda: work.write(lambda: transfer.undo_batch(desk, batch or 0, why=_("撤销导入"))),
                bulk=True,
            )
        else:
            window.toasts.say(words, bulk=True)

    # What the person changes

    def _fill(self, title: str, field: Field | None) -> None:
        self._changed = replace(self._changed, columns={**self._changed.columns, title: field})
        self._read_again(MAPPING)

    def _edit(self, cell: str, text: str) -> None:
        self._changed = replace(self._changed, cells={**self._changed.cells, cell: text})
        self._read_again(TRIAL)

    def _read_again(self, place: int) -> None:
        if self._path is not None:
            self._after_reading = place
            self.read(self._path, self.mapping.profile.current or None)

    def write_problems(self, out: Path) -> None:
        """Write the lines that have problems, each with what is wrong and how to mend it."""
        if self._path is not None and self._found is not None:
            self._aside.write_problems(self._path, self._found, out)

    def _take_out(self) -> None:
        if self._path is not None:
            name = str(self._path.with_name(_("{name}-问题行.xlsx").format(name=self._path.stem)))
            chosen = asking.file_to_write(self, _("下载问题行"), name, "xlsx (*.xlsx)")
            if chosen:
                self.write_problems(Path(chosen))

    # What the person does

    def _ask_file(self) -> None:
        kinds = _("投诉表格 (*.xlsx *.xls *.csv *.txt);;所有文件 (*)")
        chosen = asking.file_to_read(self, _("选择投诉表格"), kinds)
        if chosen:
            self.read(Path(chosen))

    def _chose_profile(self, key: str) -> None:
        if self._path is not None:
            self.read(self._path, key or None)

    def _back(self) -> None:
        if self.pages.currentIndex() == BRINGING:
            self._halt()
        elif self.pages.currentIndex() == FILE:
            self.dismiss()
        else:
            self.banner.hide()
            self._go(self.pages.currentIndex() - 1)

    def _halt(self) -> None:
        self._stop.set()
        self.before.setEnabled(False)
        self.status.setText(_("正在停下：已写入的一段保留，可以撤销"))

    def _on(self) -> None:
        place = self.pages.currentIndex()
        if place == MAPPING:
            self.banner.hide()
            self._go(TRIAL)
        elif place == TRIAL:
            self._bring_in()

    def _bring_in(self) -> None:
        path, found = self._path, self._found
        if path is None or found is None:
            return
        self._stop.clear()
        self.banner.hide()
        self.bringing.tell(0, found.new)
        self._go(BRINGING)
        profile, changed = self.mapping.profile.current or None, self._changed

        job = self.begin_long(_("正在导入 {file}").format(file=found.file), self._halt, keeps=True)

        def tell(done: int, of: int) -> bool:
            self._told.emit(done, of)
            job.tell(done, of)
            return not self._stop.is_set()

        op = self._work.long(
            lambda: transfer.import_sheet(self._desk, path, profile=profile, progress=tell, changed=changed),
            owner=self,
            done=self._brought,
            refused=self._refused,
            faulted=self._faulted,
        )
        op.ended.connect(job.end)

    # How it stands

    def _go(self, place: int) -> None:
        self.pages.setCurrentIndex(place)
        self.way.go(place)
        found = self._found
        self.before.relabel({FILE: _("取消"), BRINGING: _("停下")}.get(place, _("上一步")))
        self.before.setEnabled(True)
        self.next.setVisible(place in (MAPPING, TRIAL))
        self.next.setEnabled(found is not None and not self._unknown_channel())
        if place == TRIAL and found is not None:
            words = ngettext("导入 {n} 件", "导入 {n} 件", found.new).format(n=f"{found.new:,}")
            if found.repeated:
                words += _("（跳过 {n} 行）").format(n=f"{found.repeated:,}")
            self.next.relabel(words if found.new else _("没有新案件"))
            self.next.setEnabled(found.new > 0)
        else:
            self.next.relabel(_("下一步"))
        self.status.setText(self._said(place))
        # Who corrects columns goes on to the next of them.
        if place != MAPPING or self.window().focusWidget() is not self.mapping.columns:
            self._first().setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.way.accessibleName())

    def _said(self, place: int) -> str:
        return {
            FILE: _("读取时不写入任何数据"),
            MAPPING: _("还没有写入任何数据"),
            TRIAL: _("导入后可整批撤销，直到有案件开始办理"),
            BRINGING: _("每 500 件存一次；停止后已存的保留"),
        }[place]

    def _first(self) -> QWidget:
        if self.pages.currentIndex() == FILE:
            return self.drop.choose
        if self.pages.currentIndex() == BRINGING:
            return self.before
        return self.next if self.next.isEnabled() else self.before

    def _unknown_channel(self) -> bool:
        found = self._found
        return found is not None and found.profile is None and Field.CHANNEL.value not in found.mapping.values()
