"""Pages of papers onto a printer's paper: white behind them, in bands, each page at its own size.

A page is drawn as a picture, so that what is printed is what was issued, whatever fonts the printer has. All of it
runs in a thread of its own, with a document of its own; the printer is chosen and set before, on the GUI thread.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from odrdesk.domain.errors import Fault

DPI, FINE_DPI = 300, 600
"""A laser printer's own resolution: below it the small characters of the seal line break up. Fine is four times that
much to send."""
BAND = 512
"""Rows drawn at once: a page at 600 dots takes 139 MB whole and 10 MB in bands."""
_NEAR = 3.0
"""Points by which two sizes may differ and still be one: readers round A4 to 595 × 842."""
_PROBE_DPI = 36
_WHITE = 250


class Fit(StrEnum):
    """How a page comes onto the paper: at its own size unless the printer would cut it, always shrunk, or never."""

    NEEDED = "needed"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be printed and how. `first` and `last` count the pages of the whole job from 1; 0 is all of them."""

    copies: int = 1
    first: int = 0
    last: int = 0
    collate: bool = True
    duplex: bool = False
    dpi: int = DPI
    fit: Fit = Fit.NEEDED


class Leaf(NamedTuple):
    """A page of one of the papers, both counted from 0."""

    paper: int
    page: int


class Stock(NamedTuple):
    """The paper a printer takes: all its sizes (empty: any), the one it has by itself, the edges it cannot reach."""

    sizes: tuple[QPageSize, ...]
    usual: QPageSize
    edges: QMarginsF


class Printed(NamedTuple):
    """What went to the printer: sides with something on them, sides of each paper, whether it was stopped.

    `onto` is the name of the paper where a page had to be fitted to another size than its own, else empty.
    """

    sides: int
    of_paper: tuple[int, ...]
    stopped: bool
    onto: str


def order(counts: Sequence[int], wish: Wish) -> list[Leaf | None]:
    """The sides in the order they are printed; None is a back left blank.

    On both sides every copy of every paper begins on a sheet of its own.
    """
    every = [Leaf(paper, page) for paper, count in enumerate(counts) for page in range(count)]
    every = every[max(0, wish.first - 1) : wish.last or len(every)]
    if not wish.collate and not wish.duplex:
        return [leaf for leaf in every for _copy in range(wish.copies)]
    runs = [[leaf for leaf in every if leaf.paper == paper] for paper in range(len(counts))]
    sides: list[Leaf | None] = []
    for _copy in range(wish.copies):
        for run in runs:
            if wish.duplex and len(sides) % 2:
                sides.append(None)
            sides.extend(run)
    return sides


def stock_of(printer: QPrinter) -> Stock:
    """The paper of a chosen printer; a PDF takes every size."""
    layout = printer.pageLayout()
    if printer.outputFormat() is QPrinter.OutputFormat.PdfFormat:
        return Stock((), layout.pageSize(), QMarginsF())
    info = QPrinterInfo(printer)
    usual = info.defaultPageSize() if not info.isNull() else layout.pageSize()
    return Stock(tuple(info.supportedPageSizes()), usual, layout.minimumMargins())


def paper_for(page: QSizeF, stock: Stock) -> QPageSize:
    """The paper for a page (points): its own size if the printer has it, else what the printer takes by itself."""
    own = QPageSize(_upright(page), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    if not stock.sizes:
        return own
    for one in stock.sizes:
        if _same(_upright(one.size(QPageSize.Unit.Point)), _upright(page)):
            return one
    return stock.usual


def placed(page: QSizeF, paper: QSizeF, edges: QMarginsF, fit: Fit, *, cut: bool) -> QRectF:
    """Where a page lies on the paper, all in points; `cut` says that the edges would take something of it."""
    room = QRectF(0, 0, paper.width(), paper.height())
    own = _same(page, paper)
    if fit is Fit.NEVER or (own and not cut and fit is Fit.NEEDED):
        size = page
    else:
        room = room.marginsRemoved(edges)
        # What is fitted is never made larger than it is.
        scale = min(1.0, room.width() / page.width(), room.height() / page.height())
        size = page * scale
    return QRectF(
        room.x() + (room.width() - size.width()) / 2, room.y() + (room.height() - size.height()) / 2, *size.toTuple()
    )


def prepare(printer: QPrinter, papers: Sequence[bytes], wish: Wish, name: str) -> Stock:
    """Tell a chosen printer everything it must know before the first page; on the GUI thread."""
    printer.setDocName(name)
    printer.setFullPage(True)
    printer.setResolution(wish.dpi)
    printer.setDuplex(_duplex(papers, wish))
    return stock_of(printer)


def spool(
    printer: QPrinter, papers: Sequence[bytes], wish: Wish, stock: Stock, heard: Callable[[int, int], bool]
) -> Printed:
    """Print; `heard(done, all)` after each side says whether to go on. Stopped, nothing more is sent.

    Fault `print.unreadable` for a paper that cannot be read, `print.silent` when the printer takes nothing.
    """
    documents = [_Open(content) for content in papers]
    try:
        return _Run(printer, documents, wish, stock).print(heard)
    finally:
        for one in documents:
            one.close()


def bands(document: QPdfDocument, page: int, dpi: int, high: int = BAND) -> Iterator[tuple[int, QImage]]:
    """A page from the top in pictures of `high` rows: the row each begins at, and it, opaque on white."""
    points = document.pagePointSize(page)
    whole = QSize(round(points.width() * dpi / 72), round(points.height() * dpi / 72))
    for top in range(0, whole.height(), high):
        rows = min(high, whole.height() - top)
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(whole)
        # Qt takes right minus left for the width, which is one less: without the one more the page comes out smaller.
        options.setScaledClipRect(QRect(0, top, whole.width() + 1, rows + 1))
        yield top, on_white(document.render(page, QSize(whole.width(), rows), options))


def on_white(picture: QImage) -> QImage:
    """The picture with white behind it: what a page leaves free is transparent, and a printer takes that for black."""
    image = QImage(picture.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.drawImage(0, 0, picture)
    painter.end()
    return image


def rendered(content: bytes, page: int, dpi: int = DPI) -> QImage:
    """A whole page as one picture on white."""
    source = _Open(content)
    points = source.document.pagePointSize(page)
    size = QSize(round(points.width() * dpi / 72), round(points.height() * dpi / 72))
    image = on_white(source.document.render(page, size))
    source.close()
    return image


class _Open:
    """A document over bytes that live as long as it does."""

    def __init__(self, content: bytes) -> None:
        self.document, self._buffer = QPdfDocument(), QBuffer()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        if self.document.status() is not QPdfDocument.Status.Ready:
            raise Fault("print.unreadable")

    def close(self) -> None:
        self.document.close()
        self._buffer.close()


class _Run:
    def __init__(self, printer: QPrinter, documents: Sequence[_Open], wish: Wish, stock: Stock) -> None:
        self._printer, self._documents, self._wish, self._stock = printer, documents, wish, stock
        self._onto = ""
        self._painter = QPainter()

    def print(self, heard: Callable[[int, int], bool]) -> Printed:
        counts = [one.document.pageCount() for one in self._documents]
        sides = order(counts, self._wish)
        done, of_paper, stopped = 0, [0] * len(counts), False
        before: Leaf | None = None
        for place, leaf in enumerate(sides):
            self._turn(leaf or before, first=not place)
            if leaf is not None:
                self._draw(leaf)
                of_paper[leaf.paper] += 1
                done += 1
            before = leaf or before
            if not heard(place + 1, len(sides)) and place + 1 < len(sides):
                stopped = True
                break
        if stopped:
            self._printer.abort()
        if self._painter.isActive() and not self._painter.end():
            raise Fault("print.silent")
        return Printed(done, tuple(of_paper), stopped, self._onto)

    def _turn(self, leaf: Leaf | None, *, first: bool) -> None:
        """A fresh side of the right size and orientation."""
        if leaf is not None:
            page = self._size(leaf)
            wide = page.width() > page.height()
            way = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
            size = paper_for(page, self._stock)
            if not _same(_upright(size.size(QPageSize.Unit.Point)), _upright(page)):
                self._onto = size.name()
            self._printer.setPageLayout(QPageLayout(size, way, QMarginsF(), QPageLayout.Unit.Point, self._stock.edges))
            self._printer.setFullPage(True)
        went = self._painter.begin(self._printer) if first else self._printer.newPage()
        if not went:
            raise Fault("print.silent")
        # Without this a PDF keeps pictures as lossy ones, and grey rings stand round the characters.
        self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)

    def _draw(self, leaf: Leaf) -> None:
        page, layout = self._size(leaf), self._printer.pageLayout()
        paper = layout.fullRect(QPageLayout.Unit.Point).size()
        edges = _turned(self._stock.edges, layout.orientation())
        document, dpi = self._documents[leaf.paper].document, self._wish.dpi
        cut = not edges.isNull() and _cut(document, leaf.page, edges)
        room = placed(page, paper, edges, self._wish.fit, cut=cut)
        dots = self._printer.resolution() / 72
        rows = round(page.height() * dpi / 72)
        for top, image in bands(document, leaf.page, dpi):
            # Whole dots: bands that end between two of them would leave a pale line.
            upper = round((room.y() + room.height() * top / rows) * dots)
            lower = round((room.y() + room.height() * (top + image.height()) / rows) * dots)
            left, wide = round(room.x() * dots), round(room.width() * dots)
            self._painter.drawImage(QRect(left, upper, wide, lower - upper), image)

    def _size(self, leaf: Leaf) -> QSizeF:
        return self._documents[leaf.paper].document.pagePointSize(leaf.page)


def _duplex(papers: Sequence[bytes], wish: Wish) -> QPrinter.DuplexMode:
    """Turned over the long side where pages stand upright, over the short one where most of them lie."""
    if not wish.duplex:
        return QPrinter.DuplexMode.DuplexNone
    lying = upright = 0
    for content in papers:
        source = _Open(content)
        for page in range(source.document.pageCount()):
            size = source.document.pagePointSize(page)
            lying += size.width() > size.height()
            upright += size.width() <= size.height()
        source.close()
    return QPrinter.DuplexMode.DuplexShortSide if lying > upright else QPrinter.DuplexMode.DuplexLongSide


def _cut(document: QPdfDocument, page: int, edges: QMarginsF) -> bool:
    """Whether something of the page lies in the edges the printer cannot reach."""
    points = document.pagePointSize(page)
    scale = _PROBE_DPI / 72
    size = QSize(round(points.width() * scale), round(points.height() * scale))
    image = on_white(document.render(page, size)).convertToFormat(QImage.Format.Format_Grayscale8)
    inside = QRectF(0, 0, *points.toTuple()).marginsRemoved(edges)
    room = QRectF(inside.x() * scale, inside.y() * scale, inside.width() * scale, inside.height() * scale).toRect()
    outside = QPainter(image)
    outside.fillRect(room, Qt.GlobalColor.white)
    outside.end()
    dots, stride = bytes(image.constBits()), image.bytesPerLine()
    return any(min(dots[row * stride : row * stride + image.width()]) < _WHITE for row in range(image.height()))


def _turned(edges: QMarginsF, way: QPageLayout.Orientation) -> QMarginsF:
    """The edges of the upright paper as they lie on one that is turned."""
    if way is QPageLayout.Orientation.Portrait:
        return edges
    return QMarginsF(edges.top(), edges.right(), edges.bottom(), edges.left())


def _upright(size: QSizeF) -> QSizeF:
    return size if size.width() <= size.height() else size.transposed()


def _same(one: QSizeF, other: QSizeF) -> bool:
    return abs(one.width() - other.width()) <= _NEAR and abs(one.height() - other.height()) <= _NEAR
