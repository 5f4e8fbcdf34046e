"""An issued paper as it is: read, print, save, send to the system's own program."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QKeyEvent

from odrdesk.desktop import asking, tips
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.outside import Outside
from odrdesk.desktop.paper_jobs import Job
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.widgets.paper_view import PaperView, readable
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.text import _, fault_text, ngettext, refusal_text

_WIDTH = 900


class Sheet(NamedTuple):
    """A paper to look at: its key on the desk, its title and number, a file name, and whether it is void.

    `prints` is how often it went to a printer.
    """

    key: int
    title: str
    number: str
    file: str
    void: bool
    practice: bool
    kind: str = ""
    prints: int = 0


class PreviewDialog(Dialog):
    """Shows one of the papers of a dispute; `fetch(key)` reads its bytes off the GUI thread.

    `press(key)` says, off the GUI thread, how a paper is printed, `prints(key)` how often it was; without them its
    bytes are printed as they are and nothing is counted.
    """

    def __init__(  # noqa: PLR0917 -- where it shows, what it shows, how it is fetched and printed
        self,
        look: Look,
        window: Window,
        work: Work,
        fetch: Callable[[int], bytes],
        sheets: Sequence[Sheet],
        press: Callable[[int], Job] | None = None,
        prints: Callable[[int], int] | None = None,
    ) -> None:
        super().__init__(look, window, _("文书预览"))
        self._work, self._fetch, self._press, self._prints, self._over = work, fetch, press, prints, window
        self._sheets = {sheet.key: sheet for sheet in sheets}
        self._bytes, self._pages, self._unseen = b"", 0, True
        self._saved: Path | None = None
        self.choose_file: Callable[[str], str] = self._ask_file
        self.outside = Outside.of(window)
        self.paper = PaperView(look)
        self.bar = Banner(look)
        self._mark, self._again = Pill(look, "", Tone.NEUTRAL), Pill(look, "", Tone.INFO)
        self.papers = Choice(look, [(str(sheet.key), f"{sheet.title}  {sheet.number}") for sheet in sheets])
        self.papers.keep_room_for(max((f"{sheet.title}  {sheet.number}" for sheet in sheets), key=len, default=""))
        self.papers.setAccessibleName(_("文书"))
        self._arrange()
        self.papers.currentIndexChanged.connect(lambda _place: self.show_sheet(int(self.papers.key)))
        self.paper.loaded.connect(self._loaded)
        self.paper.failed.connect(self._unreadable)
        self.paper.outside.connect(self.open_outside)

    def show_sheet(self, key: int) -> None:
        """Show a paper by its key."""
        self.papers.blockSignals(True)
        self.papers.choose(str(key))
        self.papers.blockSignals(False)
        self._allow(on=False)
        self._work.read(
            lambda: self._fetch(key),
            owner=self,
            done=lambda content: self._show(key, content),
            refused=self._refused,
            faulted=self._faulted,
        )
        self._ask_prints(key)

    @property
    def sheet(self) -> Sheet:
        """The paper in view."""
        return self._sheets[int(self.papers.key)]

    def print_out(self) -> None:
        """Ask which printer, how many copies, which pages."""
        sheet, content, press = self.sheet, self._bytes, self._press
        if press is None:
            self._ask_printer(
                sheet.key, Job(sheet.number or sheet.title, sheet.kind or "other", self._pages, lambda: (content,))
            )
            return
        self._work.read(
            partial(press, sheet.key),
            owner=self,
            done=partial(self._ask_printer, sheet.key),
            refused=self._refused,
            faulted=self._faulted,
        )

    def save_as(self) -> None:
        """Write the paper's own bytes to a file the person names."""
        path = self.choose_file(self.sheet.file)
        if not path:
            return
        target = Path(path if path.lower().endswith(".pdf") else f"{path}.pdf")
        content = self._bytes
        self._work.read(lambda: _written(target, content), owner=self, done=lambda error: self._kept(target, error))

    def open_outside(self) -> None:
        """Show it in the system's own program for PDF."""
        name, content = self.sheet.file, self._bytes
        self._work.read(
            lambda: self._saved or self.outside.keep(name, content),
            owner=self,
            done=self._launch,
            faulted=self._faulted,
        )

    def open_folder(self) -> None:
        """The folder of the saved file in the system's own file manager."""
        if self._saved is not None:
            self.outside.show(self._saved.parent)

    def place(self) -> None:
        """As high as the window, as wide as a page likes to be read."""
        room = self.rect().adjusted(40, 24, -40, -24)
        width = min(room.width(), self.look.dp(_WIDTH))
        self.plate.setGeometry((self.width() - width) // 2, room.y(), width, room.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+P and Enter print, Ctrl+S saves; the rest is the reader's."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        key = event.key()
        if self.paper.take_key(event):
            event.accept()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (held and key == Qt.Key.Key_P):
            self.print.click()
        elif held and key == Qt.Key.Key_S:
            self.save.click()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        self.title.hide()
        self.head.insertWidget(0, self.papers, 3)  # a kind, its copy and its number; the free room gives way
        self.head.insertWidget(1, self._mark)
        self.head.insertWidget(2, self._again)
        self.papers.setMinimumContentsLength(26)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.paper, 1)
        self.folder = self.button(_("打开所在文件夹"), Kind.GHOST, "folder-open")
        self.folder.hide()
        self.folder.clicked.connect(self.open_folder)
        self.elsewhere = self.button(_("用系统程序打开"), Kind.GHOST, "external-link")
        self.elsewhere.clicked.connect(self.open_outside)
        self.save = self.button(_("另存为 PDF"), icon="download")
        self.save.clicked.connect(self.save_as)
        self.print = self.button(_("打印"), Kind.PRIMARY, "printer")
        self.print.clicked.connect(self.print_out)

    def _ask_printer(self, key: int, job: Job) -> None:
        from odrdesk.desktop.dialogs.print_out import PrintDialog  # noqa: PLC0415 -- the reader may be missing

        dialog = PrintDialog(self.look, self._over, self._work, job, self._over.settings)
        dialog.printed.connect(partial(self._printed, key))
        dialog.open(dialog.first)

    def _allow(self, *, on: bool) -> None:
        self.print.setEnabled(on and readable())
        for part in (self.save, self.elsewhere):
            part.setEnabled(on)

    def _show(self, key: int, content: bytes) -> None:
        if key == int(self.papers.key):
            self._bytes, self._saved = content, None
            self.folder.hide()
            self.bar.hide()
            self.paper.show_paper(content)

    def _loaded(self, pages: int) -> None:
        self._pages, sheet = pages, self.sheet
        self._allow(on=True)
        self.plate.setAccessibleName(f"{sheet.title} {sheet.number}")
        if sheet.void:
            self._mark.say(_("已作废"), Tone.NEUTRAL)
        else:
            self._mark.say(_("样本") if sheet.practice else "", Tone.PURPLE)
        self._say_prints()
        if self._unseen:
            self._unseen = False
            (self.print if self.print.isEnabled() else self.save).setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_prints(self) -> None:
        times = self.sheet.prints
        self._again.say(ngettext("已打印 {n} 次", "已打印 {n} 次", times).format(n=times) if times else "", Tone.INFO)

    def _unreadable(self) -> None:
        self.bar.say(_("这份文书的文件读不出来。请运行“检查”核对工作台。"), Tone.DANGER)

    def _printed(self, key: int, words: str) -> None:
        self.status.setText(words)
        if self._prints is None:
            self._count(key, self._sheets[key].prints + 1)
        else:
            self._ask_prints(key)

    def _ask_prints(self, key: int) -> None:
        """What is told of a paper is what its log says, wherever it was printed from."""
        if self._prints is not None:
            self._work.read(partial(self._prints, key), owner=self, done=partial(self._count, key))

    def _count(self, key: int, times: int) -> None:
        self._sheets[key] = self._sheets[key]._replace(prints=times)
        self._say_prints()

    def _launch(self, path: Path) -> None:
        if not self.outside.show(path):
            self.bar.say(_("系统里没有能打开 PDF 的程序。请先另存，再到别处打开。"), Tone.WARN)

    def _refused(self, no: Refusal) -> None:
        self.bar.say(refusal_text(no), Tone.DANGER, closable=False)

    def _faulted(self, fault: Fault) -> None:
        self.bar.say(fault_text(fault), Tone.DANGER, closable=False)

    def _kept(self, target: Path, error: str) -> None:
        if error:
            self.bar.say(_("没有存成：{reason}。请换一个文件夹再存。").format(reason=error), Tone.DANGER)
            return
        self._saved = target
        self.folder.show()
        self.status.setText(_("已存为 {name}").format(name=target.name))
        self.status.setToolTip(tips.plain(str(target)))

    def _ask_file(self, name: str) -> str:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return asking.file_to_write(self.window(), _("另存为 PDF"), str(Path(folder) / name), "PDF (*.pdf)")


def _written(target: Path, content: bytes) -> str:
    """Write the file; why it could not be written, or nothing."""
    try:
        target.write_bytes(content)
    except OSError as error:
        return error.strerror or str(error)
    return ""
