"""Small pictures of evidence, drawn off the GUI thread when they are first looked at, the last hundred kept.

What is not in view is never read: a case with three hundred files costs what the screen shows of it.
"""

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtPdf import QPdfDocument

from odrdesk.desktop.work import Work
from odrdesk.services import evidence
from odrdesk.services.desk import Desk

IMAGES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff"})
"""Endings of pictures that this program shows."""
SIDES = QSize(400, 240)
"""Pixels a small picture has at most: sharp in its tile on a screen of 200 %."""
MOST_KEPT = 100
"""At most 100 × 400 × 240 × 4 bytes: 38 MB."""
AT_ONCE = 2
"""Files read at the same time: a third reader stays free for what the page itself asks."""
MOST_WAITING = 60
"""More than any screen shows; what was asked for before that has been scrolled past."""

Draw = Callable[[int, str], QImage]


class Miniatures(QObject):
    """`came` when another one is there; they are known by the key of the item, whose file never changes."""

    came = Signal()

    def __init__(self, work: Work, draw: Draw, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._draw = work, draw
        self._kept: OrderedDict[int, QImage] = OrderedDict()
        self._waiting: OrderedDict[int, str] = OrderedDict()
        self._under_way: set[int] = set()

    def of(self, key: int, ending: str) -> QImage | None:
        """The picture of an item; None while it is on its way, and for a kind that has none. Null where it failed."""
        if not drawable(ending):
            return None
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        elif key not in self._under_way:
            self._waiting[key] = ending
            self._waiting.move_to_end(key)
            while len(self._waiting) > MOST_WAITING:
                self._waiting.popitem(last=False)
            self._go_on()
        return found

    def forget(self) -> None:
        """What was asked for is no longer looked at."""
        self._waiting.clear()

    @property
    def held(self) -> int:
        """How many are kept."""
        return len(self._kept)

    def _go_on(self) -> None:
        while self._waiting and len(self._under_way) < AT_ONCE:
            key, ending = self._waiting.popitem(last=False)
            self._under_way.add(key)
            none = partial(self._none, key)
            op = self._work.read(
                partial(self._draw, key, ending),
                owner=self,
                done=partial(self._arrived, key),
                refused=none,
                faulted=none,
            )
            op.bug.connect(none)

    def _none(self, key: int, _why: object) -> None:
        self._arrived(key, QImage())

    def _arrived(self, key: int, image: QImage) -> None:
        self._under_way.discard(key)
        self._kept[key] = image
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        self.came.emit()
        self._go_on()


def drawable(ending: str) -> bool:
    """Whether a file of this ending can be shown small: a picture, or a PDF by its first page."""
    return ending in IMAGES or ending == ".pdf"


def ending_of(name: str) -> str:
    """`.png` of `截图.PNG`."""
    return Path(name).suffix.lower()


def drawn(desk: Desk, key: int, ending: str) -> QImage:
    """Read an item and draw it small; null where its content is not what its name says. Any thread."""
    content = evidence.content_of(desk, key)
    return _first_page(content) if ending == ".pdf" else _picture(content)


def _picture(content: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and (size.width() > SIDES.width() or size.height() > SIDES.height()):
        reader.setScaledSize(_within(size))
    return _no_larger(reader.read())


def _first_page(content: bytes) -> QImage:
    if not content.startswith(b"%PDF"):
        return QImage()
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    image = QImage()
    if document.status() is QPdfDocument.Status.Ready and document.pageCount():
        page = document.render(0, _within(document.pagePointSize(0).toSize()))
        image = QImage(page.size(), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)  # what a page leaves free is transparent
        painter = QPainter(image)
        painter.drawImage(0, 0, page)
        painter.end()
    document.close()
    return image


def _no_larger(image: QImage) -> QImage:
    """Some readers do not scale, and a picture that is turned comes out as high as it was to be wide."""
    if image.isNull() or (image.width() <= SIDES.width() and image.height() <= SIDES.height()):
        return image
    return image.scaled(SIDES, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _within(size: QSize) -> QSize:
    return size.scaled(SIDES, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
