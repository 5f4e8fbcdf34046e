"""Printing: what comes out of the printer is the paper, page by page, white, as often and as wide as was asked for."""

import io
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfgen.canvas import Canvas

from odrdesk.desktop.printing import (
    FINE_DPI,
    Fit,
    Leaf,
    Printed,
    Stock,
    Wish,
    bands,
    order,
    paper_for,
    placed,
    prepare,
    rendered,
    spool,
)
from odrdesk.domain.errors import Fault

A4, LYING, SQUARE = (595.28, 841.89), (841.89, 595.28), (400.0, 400.0)
LETTER = QPageSize(QPageSize.PageSizeId.Letter)
PAPER = QPageSize(QPageSize.PageSizeId.A4)


def drawn(*sizes: tuple[float, float], edge: float = 60) -> bytes:
    """A PDF with a page of each size: a frame `edge` points inside, the page's number, a filled corner."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for number, (width, height) in enumerate(sizes, 1):
        canvas.setPageSize((width, height))
        canvas.setFont("Times-Roman", 90)
        canvas.drawString(width / 2 - 30, height / 2, str(number))
        canvas.rect(edge, edge, width - 2 * edge, height - 2 * edge)
        canvas.rect(edge, edge, 30, 30, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def into(qapp, tmp_path: Path) -> Callable[..., tuple[Printed, pypdf.PdfReader, bytes]]:
    """Prints papers into a PDF, in a thread of their own; what was told, and the PDF."""

    def go(*papers: bytes, wish: Wish | None = None, stock: Stock | None = None, heard=lambda _done, _of: True):
        wish = wish or Wish(dpi=72)
        target = tmp_path / "printed.pdf"
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        own = prepare(printer, papers, wish, "文书")
        told: list[Printed] = []
        thread = Thread(target=lambda: told.append(spool(printer, papers, wish, stock or own, heard)))
        thread.start()
        thread.join()
        content = target.read_bytes() if target.exists() else b""
        return told[0], content

    return go


def sizes(content: bytes) -> list[tuple[int, int]]:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in pages]


def apart(one: QImage, other: QImage) -> int:
    """By how many of 255 steps two pictures of one size differ at most."""
    assert one.size() == other.size()
    return max(abs(a - b) for a, b in zip(bytes(one.constBits()), bytes(other.constBits()), strict=True))


def dots(image: QImage) -> bytes:
    """The brightness of every point; a row of a picture is padded with whatever was there."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    content, stride = bytes(grey.constBits()), grey.bytesPerLine()
    return b"".join(content[row * stride : row * stride + grey.width()] for row in range(grey.height()))


def darkness(image: QImage) -> float:
    """The share of dark points."""
    grey = dots(image)
    return sum(dot < 128 for dot in grey) / len(grey)


@given(
    counts=st.lists(st.integers(1, 4), min_size=1, max_size=4),
    copies=st.integers(1, 4),
    part=st.tuples(st.integers(0, 6), st.integers(0, 6)),
    collate=st.booleans(),
    duplex=st.booleans(),
)
def test_sides_are_copies_times_range_and_each_copy_of_a_paper_begins_on_a_sheet(
    counts, copies, part, collate, duplex
) -> None:
    first, more = part
    wish = Wish(copies=copies, first=first, last=first + more if first else 0, collate=collate, duplex=duplex)
    sides = order(counts, wish)
    every = [Leaf(paper, page) for paper, count in enumerate(counts) for page in range(count)]
    wanted = every[first - 1 : first + more] if first else every
    printed = [side for side in sides if side is not None]
    assert sorted(printed) == sorted(wanted * copies)
    if not duplex:
        assert None not in sides
        if collate or copies == 1:
            assert printed == wanted * copies
        return
    assert printed == wanted * copies
    firsts = {next((leaf for leaf in wanted if leaf.paper == paper), None) for paper in range(len(counts))}
    assert all(place % 2 == 0 for place, side in enumerate(sides) if side in firsts and side is not None)


def test_page_one_twice_then_page_two_twice_where_copies_are_not_kept_together() -> None:
    assert order([2], Wish(copies=2, collate=False)) == [Leaf(0, 0), Leaf(0, 0), Leaf(0, 1), Leaf(0, 1)]


def test_a_paper_of_three_pages_leaves_the_back_of_its_second_sheet_blank() -> None:
    assert order([3, 1], Wish(duplex=True)) == [Leaf(0, 0), Leaf(0, 1), Leaf(0, 2), None, Leaf(1, 0)]


def test_upright_and_lying_pages_come_out_in_their_own_size_twice(into) -> None:
    told, content = into(drawn(A4, LYING, A4), wish=Wish(copies=2, dpi=72))
    assert sizes(content) == [(595, 842), (842, 595), (595, 842)] * 2
    assert told == Printed(6, (6,), stopped=False, onto="")


def test_a_range_over_several_papers_is_counted_through(into) -> None:
    told, content = into(drawn(A4, A4), drawn(LYING), drawn(A4), wish=Wish(first=2, last=3, dpi=72))
    assert sizes(content) == [(595, 842), (842, 595)]
    assert told.of_paper == (1, 1, 0)


def test_a_blank_back_is_a_page_with_nothing_on_it(into) -> None:
    told, content = into(drawn(A4), drawn(A4), wish=Wish(duplex=True, dpi=72))
    assert len(sizes(content)) == 3
    assert told.sides == 2
    assert darkness(rendered(content, 1, 36)) == 0
    assert darkness(rendered(content, 2, 36)) > 0


def test_what_is_printed_is_the_page_point_for_point_on_white(into) -> None:
    source = drawn(A4)
    _told, content = into(source, wish=Wish(dpi=300))
    printed, issued = rendered(content, 0, 150), rendered(source, 0, 150)
    assert printed.pixelColor(4, 4) == QColor(Qt.GlobalColor.white)
    both = issued.copy(0, 0, min(issued.width(), printed.width()), min(issued.height(), printed.height()))
    same = printed.copy(0, 0, both.width(), both.height())
    mixed = QPainter(both)
    mixed.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    mixed.drawImage(0, 0, same)
    mixed.end()
    # The paper's own size rounds 595.28 × 841.89 to whole points: lines may move by a dot, nothing more.
    unlike = sum(dot > 128 for dot in dots(both))
    assert unlike / (both.width() * both.height()) < 0.012
    assert abs(darkness(printed) - darkness(issued)) < 0.002


@pytest.mark.parametrize(("dpi", "high"), [(150, 200), (FINE_DPI, 512)])
def test_bands_are_the_page(qapp, dpi: int, high: int) -> None:
    source = drawn(LYING if dpi == 150 else (200.0, 300.0), edge=20)
    document, held = QPdfDocument(), QBuffer()
    held.setData(QByteArray(source))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(held)
    whole = rendered(source, 0, dpi)
    joined = QImage(whole.size(), QImage.Format.Format_RGB32)
    painter, rows = QPainter(joined), 0
    for top, image in bands(document, 0, dpi, high):
        assert image.height() <= high
        assert not image.hasAlphaChannel()
        assert top == rows
        painter.drawImage(0, top, image)
        rows += image.height()
    painter.end()
    document.close()
    assert rows == whole.height()
    assert apart(joined, whole) <= 24


def test_a_printer_without_a4_gets_the_page_fitted_to_its_own_paper_and_it_is_said(into) -> None:
    told, content = into(drawn(A4, LYING, edge=12), stock=Stock((LETTER,), LETTER, QMarginsF(18, 18, 18, 18)))
    assert sizes(content) == [(612, 792), (792, 612)]
    assert told.onto == LETTER.name()
    page = rendered(content, 0, 72).convertToFormat(QImage.Format.Format_Grayscale8)
    dark = [
        (x, y) for y in range(page.height()) for x in range(page.width()) if page.pixelColor(x, y).lightness() < 160
    ]
    # All of the frame is there, inside what the printer reaches.
    assert min(x for x, _y in dark) >= 18
    assert max(y for _x, y in dark) <= 792 - 18
    assert max(y for _x, y in dark) - min(y for _x, y in dark) > 0.9 * 750


def test_a_page_is_shrunk_only_where_the_edges_would_cut_it(into) -> None:
    edges = QMarginsF(18, 18, 18, 18)
    stock = Stock((PAPER,), PAPER, edges)

    def corner(content: bytes) -> int:
        page = rendered(content, 0, 72)
        return next(x for x in range(page.width()) if page.pixelColor(x, page.height() // 3).lightness() < 160)

    _told, wide = into(drawn(A4, edge=60), stock=stock)
    assert abs(corner(wide) - 60) <= 1
    _told, cut = into(drawn(A4, edge=6), stock=stock)
    assert corner(cut) >= 18
    _told, kept = into(drawn(A4, edge=6), stock=stock, wish=Wish(dpi=72, fit=Fit.NEVER))
    assert abs(corner(kept) - 6) <= 1


def test_a_size_the_printer_lacks_falls_back_to_what_it_has() -> None:
    stock = Stock((LETTER, PAPER), LETTER, QMarginsF())
    assert paper_for(QSizeF(595, 842), stock).id() is QPageSize.PageSizeId.A4
    assert paper_for(QSizeF(842, 595), stock).id() is QPageSize.PageSizeId.A4
    assert paper_for(QSizeF(*SQUARE), stock).id() is QPageSize.PageSizeId.Letter
    assert paper_for(QSizeF(*SQUARE), Stock((), PAPER, QMarginsF())).size(QPageSize.Unit.Point).width() == 400


@given(width=st.floats(100, 1500), height=st.floats(100, 1500), edge=st.floats(0, 40), fit=st.sampled_from([*Fit]))
def test_a_fitted_page_stays_inside_and_keeps_its_shape(width, height, edge, fit) -> None:
    page, paper = QSizeF(width, height), QSizeF(595, 842)
    room = placed(page, paper, QMarginsF(edge, edge, edge, edge), fit, cut=True)
    assert room.width() / room.height() == pytest.approx(width / height, rel=1e-6)
    assert room.width() <= width + 1e-6
    if fit is not Fit.NEVER:
        assert room.left() >= edge - 1e-6
        assert room.bottom() <= 842 - edge + 1e-6


def test_stopped_it_sends_nothing_more(into) -> None:
    heard: list[int] = []

    def until_two(done: int, _of: int) -> bool:
        heard.append(done)
        return done < 2

    told, _content = into(drawn(*[A4] * 6), heard=until_two)
    assert told.stopped
    assert heard == [1, 2]


def test_what_is_no_pdf_is_refused_before_anything_is_sent(qapp, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "nothing.pdf"))
    stock = Stock((), PAPER, QMarginsF())
    with pytest.raises(Fault, match=r"print\.unreadable"):
        spool(printer, [drawn(A4), b"no pdf"], Wish(), stock, lambda _done, _of: True)
    assert not (tmp_path / "nothing.pdf").exists()


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_told(qapp, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "nowhere" / "x.pdf"))
    with pytest.raises(Fault, match=r"print\.silent"):
        spool(printer, [drawn(A4)], Wish(dpi=72), Stock((), PAPER, QMarginsF()), lambda _done, _of: True)


@pytest.mark.parametrize(
    ("pages", "way"),
    [
        ((A4, A4, LYING), QPrinter.DuplexMode.DuplexLongSide),
        ((LYING, LYING, A4), QPrinter.DuplexMode.DuplexShortSide),
    ],
)
def test_both_sides_turn_over_the_side_most_pages_need(qapp, pages, way) -> None:
    class Told(QPrinter):
        def setDuplex(self, duplex: QPrinter.DuplexMode) -> None:  # noqa: N802 -- Qt's name
            self.said = duplex

    printer = Told(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    prepare(printer, [drawn(*pages)], Wish(duplex=True), "文书")
    assert printer.said is way
