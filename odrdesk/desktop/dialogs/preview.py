"""An issued paper as it is: read, print, save, send to the system's own program."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMargins, QRectF, QSize, QSizeF, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QKeyEvent, QPageSize, QPainter, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.work import Work
from odrdesk.text import _

DPI = 300
"""A laser printer's own resolution: below it the small characters of the seal line break up."""
_STEP, _LEAST, _MOST = 1.2, 0.4, 4.0
_WIDTH = 880


class Sheet(NamedTuple):
    """A paper to look at: its key on the desk, its title and number, a file name, and whether it is void."""

    key: int
    title: str
    number: str
    file: str
    void: bool
    practice: bool


class PreviewDialog(Dialog):
    """Shows one of the papers of a dispute; `fetch(key)` reads its bytes off the GUI thread."""

    def __init__(
        self, look: Look, window: QWidget, work: Work, fetch: Callable[[int], bytes], sheets: Sequence[Sheet]
    ) -> None:
        super().__init__(look, window, _("文书预览"))
        self._work, self._fetch = work, fetch
        self._sheets = {sheet.key: sheet for sheet in sheets}
        self._bytes, self._unseen = b"", True
        self._saved: Path | None = None
        self.choose_printer: Callable[[QPrinter], bool] = self._ask_printer
        self.choose_file: Callable[[str], str] = self._ask_file
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self.view = QPdfView()
        self.bar = Banner(look)
        self._mark = Pill(look, "", Tone.NEUTRAL)
        self._page = Label("", 13)
        self.papers = Choice(look, [(str(sheet.key), f"{sheet.title}  {sheet.number}") for sheet in sheets])
        self.papers.setAccessibleName(_("文书"))
        self._arrange()
        self.papers.currentIndexChanged.connect(lambda _place: self.show_sheet(int(self.papers.key)))
        self.document.statusChanged.connect(self._loaded)
        self.view.pageNavigator().currentPageChanged.connect(lambda _page: self._say_page())

    def show_sheet(self, key: int) -> None:
        """Show a paper by its key."""
        self.papers.blockSignals(True)
        self.papers.choose(str(key))
        self.papers.blockSignals(False)
        self.print.setEnabled(False)
        self.save.setEnabled(False)
        self._work.read(lambda: self._fetch(key), owner=self, done=lambda content: self._show(key, content))

    @property
    def sheet(self) -> Sheet:
        """The paper in view."""
        return self._sheets[int(self.papers.key)]

    def print_out(self) -> None:
        """Ask for a printer and print every page, white behind it, at the printer's 300 dots."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(DPI)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setDocName(self.sheet.number)
        printer.setFullPage(True)
        if not self.choose_printer(printer):
            return
        first, last = printer.fromPage() or 1, printer.toPage() or self.document.pageCount()
        content, pages = self._bytes, range(first - 1, min(last, self.document.pageCount()))
        self.status.setText(_("正在打印…"))
        self.print.setEnabled(False)
        op = self._work.read(
            lambda: [rendered(content, page) for page in pages],
            owner=self,
            done=lambda images: self._spool(printer, images),
        )
        op.ended.connect(lambda: self.print.setEnabled(True))

    def save_as(self) -> None:
        """Write the paper's own bytes to a file the person names."""
        path = self.choose_file(self.sheet.file)
        if not path:
            return
        target = Path(path if path.lower().endswith(".pdf") else f"{path}.pdf")
        content = self._bytes
        self._work.read(lambda: _written(target, content), owner=self, done=lambda error: self._kept(target, error))

    def open_folder(self) -> None:
        """The folder of the saved file in the system's own file manager."""
        if self._saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved.parent)))

    def zoom(self, factor: float) -> None:
        """Nearer or farther; 0 fits the page's width again."""
        if not factor:
            self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
            return
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(_MOST, max(_LEAST, self.view.zoomFactor() * factor)))

    def place(self) -> None:
        """As high as the window, as wide as a page likes to be read."""
        room = self.rect().adjusted(40, 24, -40, -24)
        width = min(room.width(), self.look.dp(_WIDTH))
        self.plate.setGeometry((self.width() - width) // 2, room.y(), width, room.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+P and Enter print, Ctrl+S saves, plus and minus zoom."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (held and key == Qt.Key.Key_P):
            self.print.click()
        elif held and key == Qt.Key.Key_S:
            self.save.click()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        look = self.look
        self.title.hide()
        self.head.insertWidget(0, self.papers, 1)
        self.head.insertWidget(1, self._mark)
        self.papers.setMinimumContentsLength(26)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setDocumentMargins(QMargins(18, 16, 18, 16))
        self.view.setPageSpacing(14)
        self.view.setDocument(self.document)
        self._tint()
        look.changed.connect(self._tint)
        self.view.setAccessibleName(_("文书页面"))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.view, 1)
        for text, icon, act in (
            (_("缩小"), "minus", lambda: self.zoom(1 / _STEP)),
            (_("放大"), "plus", lambda: self.zoom(_STEP)),
            (_("适合页宽"), "maximize", lambda: self.zoom(0)),
        ):
            button = Button(look, icon=icon, kind=Kind.GHOST, name=text)
            button.clicked.connect(act)
            self.foot.insertWidget(self.foot.count() - 1, button)
        self.foot.insertWidget(0, self._page)
        self.folder = self.button(_("打开所在文件夹"), Kind.GHOST, "folder-open")
        self.folder.hide()
        self.folder.clicked.connect(self.open_folder)
        self.save = self.button(_("另存为 PDF"), icon="download")
        self.save.clicked.connect(self.save_as)
        self.print = self.button(_("打印"), Kind.PRIMARY, "printer")
        self.print.clicked.connect(self.print_out)

    def _tint(self) -> None:
        """The table the pages lie on."""
        palette = self.view.palette()
        palette.setColor(QPalette.ColorRole.Dark, self.look.colour(Ink.NEUTRAL_SOFT))
        self.view.setPalette(palette)

    def _show(self, key: int, content: bytes) -> None:
        if key != int(self.papers.key):
            return
        self._bytes = content
        self._buffer.close()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)

    def _loaded(self, status: QPdfDocument.Status) -> None:
        ready = status is QPdfDocument.Status.Ready
        self.print.setEnabled(ready)
        self.save.setEnabled(ready)
        if ready:
            sheet = self.sheet
            self.plate.setAccessibleName(f"{sheet.title} {sheet.number}")
            if sheet.void:
                self._mark.say(_("已作废"), Tone.NEUTRAL)
            else:
                self._mark.say(_("样本") if sheet.practice else "", Tone.PURPLE)
            self._say_page()
            if self._unseen:
                self._unseen = False
                self.print.setFocus(Qt.FocusReason.OtherFocusReason)
        elif status is QPdfDocument.Status.Error:
            self.bar.say(_("这份文书的文件读不出来。请运行“检查”核对工作台。"), Tone.DANGER)

    def _say_page(self) -> None:
        page = self.view.pageNavigator().currentPage() + 1
        self._page.setText(_("第 {n} 页 共 {all} 页").format(n=page, all=self.document.pageCount()))

    def _spool(self, printer: QPrinter, images: list[QImage]) -> None:
        painter = QPainter()
        if not painter.begin(printer):
            self.bar.say(_("打印机没有响应。换一台打印机，或存为 PDF。"), Tone.DANGER)
            self.status.setText("")
            return
        for number, image in enumerate(images):
            if number:
                printer.newPage()
            painter.drawImage(_fitted(QRectF(printer.pageRect(QPrinter.Unit.DevicePixel)), image.size()), image)
        painter.end()
        self.status.setText(_("已送打印机，共 {n} 页").format(n=len(images)))

    def _kept(self, target: Path, error: str) -> None:
        if error:
            self.bar.say(_("没有存成：{reason}。请换一个文件夹再存。").format(reason=error), Tone.DANGER)
            return
        self._saved = target
        self.folder.show()
        self.status.setText(_("已存为 {name}").format(name=target.name))
        self.status.setToolTip(str(target))

    def _ask_printer(self, printer: QPrinter) -> bool:
        dialog = QPrintDialog(printer, self.window())
        dialog.setMinMax(1, self.document.pageCount())
        return dialog.exec() == QPrintDialog.DialogCode.Accepted

    def _ask_file(self, name: str) -> str:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path, _kind = QFileDialog.getSaveFileName(
            self.window(), _("另存为 PDF"), str(Path(folder) / name), "PDF (*.pdf)"
        )
        return path


def rendered(content: bytes, page: int, dpi: int = DPI) -> QImage:
    """A page as a picture on white; alone in its thread, with a document of its own."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    points: QSizeF = document.pagePointSize(page)
    size = QSize(round(points.width() * dpi / 72), round(points.height() * dpi / 72))
    found = document.render(page, size)
    # What the page leaves free is transparent, and a printer takes that for black.
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.drawImage(0, 0, found)
    painter.end()
    document.close()
    return image


def _fitted(room: QRectF, size: QSize) -> QRectF:
    """The largest picture of these proportions in the room, in its middle."""
    scale = min(room.width() / size.width(), room.height() / size.height())
    width, height = size.width() * scale, size.height() * scale
    return QRectF(room.x() + (room.width() - width) / 2, room.y() + (room.height() - height) / 2, width, height)


def _written(target: Path, content: bytes) -> str:
    """Write the file; why it could not be written, or nothing."""
    try:
        target.write_bytes(content)
    except OSError as error:
        return error.strerror or str(error)
    return ""
