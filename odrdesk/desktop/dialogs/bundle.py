"""导出案卷: for whom, in which form, and where to."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QWidget

from odrdesk.desktop import asking, tell
from odrdesk.desktop.dialogs.long_work import LongDialog
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Enter
from odrdesk.desktop.widgets.progress import ProgressBar
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.services.bundle import Bundled, Form, bundle
from odrdesk.services.desk import Desk
from odrdesk.text import _, fault_text

WIDTH = 560
DESK, REGULATOR = "desk", "regulator"


class BundleDialog(LongDialog):
    """Asks for the copy and the form, then for the place; `taken_out(Bundled)` after the file is there."""

    taken_out = Signal(object)
    _told = Signal(float)

    enter = Enter.HELD

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk, number: str) -> None:
        super().__init__(look, window, _("导出案卷"))
        self._work, self._desk, self._case = work, desk, number
        self.choose_file: Callable[[str], str] = self._ask_file
        self.bar = Banner(look)
        copies = [
            (DESK, _("本机构存档：全部内容")),
            (REGULATOR, _("监管部门等外部：个人信息遮盖，不能遮盖的文件不收入")),
        ]
        forms = [(Form.ZIP.value, _("ZIP：一个文件夹，任何大小")), (Form.PDF.value, _("PDF：案件报告，其余作附件"))]
        self.copy = Choice(look, copies, DESK)
        self.form = Choice(look, forms, Form.ZIP.value)
        self.fields = {
            "copy": Field(look, "copy", _("给谁看"), self.copy),
            "form": Field(look, "form", _("格式"), self.form),
        }
        self.body.addWidget(self.bar)
        for field in self.fields.values():
            self.body.addWidget(field)
        words = _("含证据、文书、记录和核验说明，不用衡解也能打开。导出会写进记录。")
        self.body.addWidget(Label(words, 12, Ink.TEXT3, wrap=True))
        self._stopping = False
        self.bar_of_bytes = ProgressBar(look, _("导出案卷"))
        self.bar_of_bytes.hide()
        self.body.addWidget(self.bar_of_bytes)
        self._told.connect(self.bar_of_bytes.fill)
        self.button(_("取消")).clicked.connect(self._cancel)
        self.go = self.button(_("选位置，导出"), Kind.PRIMARY, "download")
        self.go.clicked.connect(self.confirm)

    @property
    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.copy

    def confirm(self) -> None:
        """Ask where to, write."""
        if not self.go.isEnabled():
            return
        self.bar.hide()
        form = Form(self.form.key)
        place = self.choose_file(f"{self._case}.{form.value}")
        if not place:
            return
        self.go.setEnabled(False)
        self._stopping = False
        self.bar.say(_("正在写出…"), Tone.INFO, closable=False)
        self.bar_of_bytes.fill(0.0)
        self.bar_of_bytes.show()
        QTimer.singleShot(0, self, self.place)
        # The file dialog has asked already whether a file that is there may go.
        call = partial(
            bundle, self._desk, self._case, Path(place),
            form=form, copy=self.copy.key, replace=True, progress=self._heard,
        )  # fmt: skip
        job = self.begin_long(_("正在导出案卷 {number}").format(number=self._case), self._cancel, keeps=False)
        op = self._work.long(call, owner=self, done=self._done, refused=self._refused, faulted=self._faulted)
        op.ended.connect(self._ended)
        op.ended.connect(job.end)

    def place(self) -> None:
        """A narrow column."""
        self.fit(WIDTH)

    def _heard(self, done: int, total: int) -> bool:
        """From the writer's thread."""
        self._told.emit(done / max(1, total))
        if self.job is not None:
            self.job.tell(done, total)
        return not self._stopping

    def _cancel(self) -> None:
        """Stop what is being written, or leave."""
        if self.go.isEnabled():
            self.dismiss()
        else:
            self._stopping = True

    def _ended(self) -> None:
        self.go.setEnabled(True)
        self.bar_of_bytes.hide()

    def _done(self, done: Bundled | None) -> None:
        if done is None:
            self.bar.say(_("已停止，没有写出文件。"), Tone.INFO)
            self.end_long(_("已停止，没有写出文件。"), see=False)
            return
        self.end_long(_("已导出案卷 {number}").format(number=self._case), see=False, said=True)
        self.close_over()
        self.taken_out.emit(done)

    def _refused(self, refusal: Refusal) -> None:
        self.end_long(_("没有导出案卷 {number}").format(number=self._case))
        self.bar.hide()
        tell.refused(refusal, self.fields, self.bar)
        QTimer.singleShot(0, self, self.place)  # the layouts learn of a note only after this event

    def _faulted(self, fault: Fault) -> None:
        self.end_long(_("没有导出案卷 {number}").format(number=self._case))
        self.bar.say(fault_text(fault), Tone.DANGER)
        QTimer.singleShot(0, self, self.place)

    def _ask_file(self, name: str) -> str:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return asking.file_to_write(self.window(), _("导出案卷"), str(Path(folder) / name))
