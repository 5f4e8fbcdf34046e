"""A paper that is made again while one types: its pages as pictures, drawn elsewhere, the place one reads kept."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.text import _, ngettext

_GAP = 10
MOST_PAGES = 12
"""An agreement has two or three; more are not drawn while one types."""


class LivePaper(QScrollArea):
    """`show_pages` puts new pages where the old ones stood; it scrolls by itself only to stay where one was."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.pages = _Pages(look)
        self.setWidget(self.pages)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("文书预览"))

    def show_pages(self, images: Sequence[QImage]) -> None:
        """Other pages."""
        self.pages.show_images(images)
        words = ngettext("共 {n} 页", "共 {n} 页", len(images)).format(n=len(images))
        self.setAccessibleDescription(words)


class _Pages(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._images: Sequence[QImage] = ()
        self.setAccessibleName(_("文书预览"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @property
    def count(self) -> int:
        """How many pages are shown."""
        return len(self._images)

    def show_images(self, images: Sequence[QImage]) -> None:
        """Show these."""
        self._images = tuple(images)
        self.setMinimumHeight(sum(self._high(one) + _GAP for one in self._images) + _GAP)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(sum(self._high(one) + _GAP for one in self._images) + _GAP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), self._look
        painter.fillRect(self.rect(), look.colour(Ink.NEUTRAL_SOFT))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        top, wide = _GAP, self.width() - 2 * _GAP
        for image in self._images:
            high = self._high(image)
            painter.drawImage(QRect(_GAP, top, wide, high), image)
            painter.setPen(look.colour(Ink.BORDER))
            painter.drawRect(QRect(_GAP, top, wide, high).adjusted(0, 0, -1, -1))
            top += high + _GAP

    def _high(self, image: QImage) -> int:
        return round(image.height() * max(1, self.width() - 2 * _GAP) / max(1, image.width()))


def drawn(content: bytes, wide: int) -> tuple[QImage, ...]:
    """The pages of a PDF as pictures so many pixels wide, on white. Any thread."""
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    images = []
    for page in range(min(document.pageCount(), MOST_PAGES)):
        points = document.pagePointSize(page)
        size = QSize(wide, round(points.height() * wide / max(1.0, points.width())))
        images.append(_on_white(document.render(page, size)))
    document.close()
    return tuple(images)


def _on_white(page: QImage) -> QImage:
    image = QImage(page.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)  # what a page leaves free is transparent
    painter = QPainter(image)
    painter.drawImage(0, 0, page)
    painter.end()
    return image
