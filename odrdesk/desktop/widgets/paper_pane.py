"""A paper to read: its pages, a row of tools, a line to find words in it, small pictures of the pages beside."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMargins, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPalette, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from shiboken6 import isValid

from odrdesk.desktop.printing import on_white
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.entry import Entry, Holds, half_width
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.paper_find import FindRow
from odrdesk.text import _

_STEP, _LEAST, _MOST = 1.2, 0.25, 5.0
_SMALL = 92
"""Width of a small picture of a page, in pixels at 100 %."""


class PaperPane(QWidget):
    """`loaded(pages)` when a paper can be read, `failed` when it cannot, `turned` when another page is in view."""

    loaded = Signal(int)
    failed = Signal()
    turned = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self.view = QPdfView()
        self.finding = FindRow(look, self.view, self.document)
        self.page = Entry(look, holds=Holds.DIGITS, longest=5)
        self.of_pages = Label("", 12, Ink.TEXT3)
        self.scale = Label("", 12, Ink.TEXT3)
        self.small = QListWidget()
        self.tools: dict[str, Button] = {}
        self._row = QHBoxLayout()
        self._drawing = QTimer(self, interval=0)
        self._drawing.timeout.connect(self._draw_next)
        self._arrange()
        self._connect()

    @property
    def here(self) -> int:
        """The page in view, from 1."""
        return self.view.pageNavigator().currentPage() + 1

    def show_paper(self, content: bytes) -> None:
        """Read a paper; the zoom stays."""
        self.clear()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)

    def clear(self) -> None:
        """Nothing in view."""
        self._drawing.stop()
        self.small.clear()
        self.document.close()
        self._buffer.close()
        self._say_page()

    def go(self, page: int) -> None:
        """Turn to a page, from 1; past the end is the last one."""
        if self.document.pageCount():
            page = min(max(1, page), self.document.pageCount())
            self.view.pageNavigator().jump(page - 1, QPointF(), self.view.pageNavigator().currentZoom())
        self._say_page()

    def zoom(self, factor: float) -> None:
        """Nearer or farther; 0 fits the page's width."""
        if not factor:
            self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        else:
            self.view.setZoomFactor(min(_MOST, max(_LEAST, self._shown_scale() * factor)))
            self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._say_scale()

    def fit_page(self) -> None:
        """The whole page at once."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)
        self._say_scale()

    def flow(self, *, on: bool) -> None:
        """All pages one under the other, or one at a time."""
        mode = QPdfView.PageMode.MultiPage if on else QPdfView.PageMode.SinglePage
        self.view.setPageMode(mode)
        self.tools["flow"].setChecked(on)

    def show_small(self, *, on: bool) -> None:
        """The small pictures of the pages."""
        self.small.setVisible(on)
        self.tools["small"].setChecked(on)
        if on:
            self._drawing.start()

    def take_key(self, event: QKeyEvent) -> bool:
        """What a key does here: plus, minus, Ctrl+0, Ctrl+F, F3; whether it did something."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        elif held and key == Qt.Key.Key_0:
            self.zoom(0)
        elif held and key == Qt.Key.Key_F:
            self.finding.seek()
        elif key == Qt.Key.Key_F3:
            self.finding.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key == Qt.Key.Key_Escape and self.finding.isVisible():
            self.finding.end()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a reader."""
        if not self.take_key(event):
            super().keyPressEvent(event)

    def _shown_scale(self) -> float:
        """The zoom as it is now, also where it follows the room."""
        if self.view.zoomMode() is QPdfView.ZoomMode.Custom or not self.document.pageCount():
            return self.view.zoomFactor()
        points = self.document.pagePointSize(max(0, self.view.pageNavigator().currentPage()))
        screen = self.view.logicalDpiX() / 72
        margins = self.view.documentMargins()
        room = self.view.viewport().size()
        wide = (room.width() - margins.left() - margins.right()) / (points.width() * screen)
        if self.view.zoomMode() is QPdfView.ZoomMode.FitToWidth:
            return wide
        return min(wide, (room.height() - 2 * self.view.pageSpacing()) / (points.height() * screen))

    def _say_scale(self) -> None:
        mode = self.view.zoomMode()
        self.tools["width"].setChecked(mode is QPdfView.ZoomMode.FitToWidth)
        self.tools["whole"].setChecked(mode is QPdfView.ZoomMode.FitInView)
        self.scale.setText(f"{self._shown_scale():.0%}")

    def _say_page(self) -> None:
        # As the window goes, the document goes before the view, which then tells of its page a last time.
        if not isValid(self.document):
            return
        pages = self.document.pageCount()
        self.page.setText(str(self.here) if pages else "")
        self.page.setEnabled(pages > 0)
        self.of_pages.setText(_("/ {n} 页").format(n=pages) if pages else "")
        if self.small.count() >= self.here > 0:
            self.small.blockSignals(True)
            self.small.setCurrentRow(self.here - 1)
            self.small.blockSignals(False)
        self._say_scale()
        self.turned.emit()

    def _jump(self) -> None:
        typed = half_width(self.page.text())
        if typed.isdigit():
            self.go(int(typed))
        else:
            self._say_page()

    def _loaded(self, status: QPdfDocument.Status) -> None:
        if status is QPdfDocument.Status.Ready:
            for page in range(self.document.pageCount()):
                item = QListWidgetItem(str(page + 1))
                item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
                self.small.addItem(item)
            if self.small.isVisibleTo(self):
                self._drawing.start()
            self._say_page()
            self.loaded.emit(self.document.pageCount())
        elif status is QPdfDocument.Status.Error:
            self.failed.emit()

    def _draw_next(self) -> None:
        """One small picture at a time, so that nothing waits for them."""
        bare = next((row for row in range(self.small.count()) if self.small.item(row).icon().isNull()), None)
        if bare is None or not self.small.isVisibleTo(self):
            self._drawing.stop()
            return
        points = self.document.pagePointSize(bare)
        wide = self.look.dp(_SMALL)
        size = QSize(wide, max(1, round(wide * points.height() / max(1.0, points.width()))))
        image = on_white(self.document.render(bare, size * 2))
        self.small.item(bare).setIcon(QIcon(QPixmap.fromImage(image)))

    def _connect(self) -> None:
        self.document.statusChanged.connect(self._loaded)
        self.view.pageNavigator().currentPageChanged.connect(lambda _page: self._say_page())
        self.page.returnPressed.connect(self._jump)
        self.page.editingFinished.connect(self._say_page)
        self.small.currentRowChanged.connect(lambda row: self.go(row + 1) if row >= 0 else None)
        self.look.changed.connect(self._tint)

    def _arrange(self) -> None:
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setDocumentMargins(QMargins(16, 14, 16, 14))
        self.view.setPageSpacing(12)
        self.view.setDocument(self.document)
        self.view.setAccessibleName(_("文书页面"))
        self.small.setAccessibleName(_("各页缩略图"))
        self.small.setFrameShape(QFrame.Shape.NoFrame)
        self.small.setViewMode(QListWidget.ViewMode.IconMode)
        self.small.setMovement(QListWidget.Movement.Static)
        self.small.setFlow(QListWidget.Flow.TopToBottom)
        self.small.setWrapping(False)
        self.small.setIconSize(QSize(self.look.dp(_SMALL), self.look.dp(round(_SMALL * 1.42))))
        self.small.setFixedWidth(self.look.dp(_SMALL + 44))
        self.small.setGridSize(QSize(self.look.dp(_SMALL + 20), self.look.dp(round(_SMALL * 1.42) + 30)))
        self.small.hide()
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.small)
        middle.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tool_row())
        column.addWidget(self.finding)
        column.addLayout(middle, 1)
        self._tint()
        self._say_page()

    def _tool_row(self) -> QWidget:
        room = QWidget()
        row = self._row
        room.setLayout(row)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(4)
        self._tool("small", "panel-left", _("缩略图"), lambda: self.show_small(on=not self.small.isVisibleTo(self)))
        self.page.setFixedWidth(self.look.dp(46))
        self.page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page.setAccessibleName(_("页码"))
        row.addWidget(self.page)
        row.addWidget(self.of_pages)
        row.addStretch(1)
        self._tool("farther", "minus", _("缩小"), lambda: self.zoom(1 / _STEP))
        self.scale.setFixedWidth(self.look.dp(40))
        self.scale.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self.scale)
        self._tool("nearer", "plus", _("放大"), lambda: self.zoom(_STEP))
        self._tool("width", "maximize", _("适合页宽"), lambda: self.zoom(0))
        self._tool("whole", "file-text", _("显示整页"), self.fit_page)
        self._tool("flow", "layers", _("连续显示"), lambda: self.flow(on=self._single))
        self._tool("find", "search", _("在文书中查找"), self.finding.seek)
        for key in ("small", "width", "whole", "flow"):
            self.tools[key].setCheckable(True)
        self.tools["flow"].setChecked(True)
        return room

    @property
    def _single(self) -> bool:
        return self.view.pageMode() is QPdfView.PageMode.SinglePage

    def _tool(self, key: str, icon: str, name: str, act: object) -> None:
        button = Button(self.look, icon=icon, kind=Kind.GHOST, height=28, name=name)
        button.clicked.connect(act)
        self.tools[key] = button
        self._row.addWidget(button)

    def _tint(self) -> None:
        """The table the pages lie on."""
        palette = self.view.palette()
        palette.setColor(QPalette.ColorRole.Dark, self.look.colour(Ink.NEUTRAL_SOFT))
        self.view.setPalette(palette)
