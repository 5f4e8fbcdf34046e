"""What a picture, a scan or a PDF shows of our papers: the texts of QR codes, and the facts embedded in a PDF.

Nothing that comes in is trusted: sizes are looked at before anything is unpacked, pages are counted.
"""

import io
import threading
import warnings
from collections.abc import Iterator
from typing import Any, NamedTuple

from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from odrdesk.domain.errors import Refusal
from odrdesk.domain.proof import FORM

MOST_BYTES = 100 * 1024 * 1024
MOST_PIXELS = 120_000_000
MOST_PAGES = 60
"""Pages of a PDF that are looked at, the last first: that is where the code stands."""
HARD_PAGES = 6
"""Pages that are looked at again, finer and smoothed, where none showed a code."""
MOST_FRAMES = 30
"""Pages of a scanned TIFF that are looked at, the last first."""
RASTER = 200
FINER = 350
MOST_DATA = 4 * 1024 * 1024
DATA = "case.json"
FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_WORKED = 16_000_000
"""Pixels a picture is brought down to: a code of 26 mm on A4 still has some 9 for each module."""
_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE of PDFium
_LOCK = threading.Lock()  # PDFium serves one thread at a time


def is_pdf(content: bytes) -> bool:
    """Whether the bytes are meant to be a PDF: its mark may stand a little way in (ISO 32000-1, annex H.3.4.1)."""
    return b"%PDF-" in content[:1024]


def codes_in_picture(content: bytes) -> tuple[str, ...]:
    """The texts of our QR codes in a picture: rotated, noisy, as taken by a phone.

    Refuses, field `file`: `scan.too_large`, `scan.unreadable`.
    """
    _require_size(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Refusal("scan.too_large", "file", most=MOST_PIXELS // 1_000_000)
                count = min(getattr(picture, "n_frames", 1), MOST_FRAMES) if picture.format == "TIFF" else 1
                if count == 1:
                    greys = [_grey(picture)]
                else:
                    greys = [_grey(_frame(picture, number)) for number in reversed(range(count))]
    except (Image.DecompressionBombError, MemoryError) as why:
        raise Refusal("scan.too_large", "file", most=MOST_PIXELS // 1_000_000) from why
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as why:
        raise Refusal("scan.unreadable", "file") from why
    return tuple(dict.fromkeys(code for grey in greys for code in _codes(grey)))


def codes_in_pdf(content: bytes) -> tuple[str, ...]:
    """The texts of our QR codes on a PDF's pages, as they look. Refuses `scan.too_large`, `scan.unreadable`."""
    found: dict[str, None] = {}
    with _LOCK:
        pages = _Pages(content)
        try:
            for number in pages.numbers(MOST_PAGES):
                found |= dict.fromkeys(_read(pages.raster(number, RASTER)))
            if not found:
                for number in pages.numbers(HARD_PAGES):
                    found |= dict.fromkeys(_codes(pages.raster(number, FINER)))
        finally:
            pages.close()
    return tuple(found)


class Inside(NamedTuple):
    """What a PDF holds beside what it shows: the facts embedded as `case.json`, and whether its text is set, not seen.

    `drawn` is False for a scan, also for one that a program laid its text over.
    """

    data: bytes | None
    drawn: bool


def inside_pdf(content: bytes) -> Inside:
    """What a PDF holds. Refuses `scan.too_large`, `scan.unreadable`."""
    with _LOCK:
        pages = _Pages(content)
        try:
            return Inside(pages.data(), pages.drawn())
        finally:
            pages.close()


class _Pages:
    """A PDF that is open."""

    def __init__(self, content: bytes) -> None:
        import pypdfium2  # noqa: PLC0415 -- loads PDFium, which few commands need

        _require_size(content)
        self._module: Any = pypdfium2
        try:
            self._document: Any = pypdfium2.PdfDocument(content)
            self._count = len(self._document)
        except pypdfium2.PdfiumError as why:
            raise Refusal("scan.unreadable", "file") from why

    def numbers(self, most: int) -> Iterator[int]:
        last = self._count - 1
        yield from range(last, max(-1, last - most), -1)

    def raster(self, number: int, dpi: int) -> Image.Image:
        """The page as a picture; an empty one where PDFium cannot draw it."""
        try:
            page = self._document[number]
            wide, tall = page.get_size()
            scale = min(dpi / 72, (_WORKED / max(wide * tall, 1.0)) ** 0.5)
            return _plain(page.render(scale=scale, grayscale=True))
        except (self._module.PdfiumError, ValueError, OSError):
            return Image.new("L", (40, 40), 255)

    def drawn(self) -> bool:
        """Whether a page has text and no picture over half of it or more."""
        for number in self.numbers(MOST_PAGES):
            try:
                page = self._document[number]
                wide, tall = page.get_size()
                if page.get_textpage().count_chars() and not any(
                    self._large(one, wide * tall) for one in page.get_objects(filter=(_IMAGE,), max_depth=4)
                ):
                    return True
            except (self._module.PdfiumError, ValueError):
                continue
        return False

    @staticmethod
    def _large(one: Any, area: float) -> bool:
        left, bottom, right, top = one.get_bounds()
        return bool((right - left) * (top - bottom) * 2 >= area)

    def data(self) -> bytes | None:
        for number in range(min(self._document.count_attachments(), 50)):
            try:
                one = self._document.get_attachment(number)
                if one.get_name() == DATA:
                    told = bytes(one.get_data())
                    return told if len(told) <= MOST_DATA else None
            except self._module.PdfiumError:
                continue
        return None

    def close(self) -> None:
        self._document.close()


def _plain(bitmap: Any) -> Image.Image:
    picture: Image.Image = bitmap.to_pil()
    return picture.convert("L")


def _require_size(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise Refusal("scan.too_large", "file", most=MOST_BYTES // 1_000_000)


def _grey(picture: Image.Image) -> Image.Image:
    """Upright and grey on white, brought down before it is unpacked where the format can."""
    much = (picture.width * picture.height / _WORKED) ** 0.5
    if much > 1:
        picture.draft("L", (int(picture.width / much), int(picture.height / much)))
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        clear = upright.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        upright = Image.alpha_composite(white, clear)
    grey = upright.convert("L")
    much = (grey.width * grey.height / _WORKED) ** 0.5
    return (
        grey.resize((int(grey.width / much), int(grey.height / much)), Image.Resampling.LANCZOS) if much > 1 else grey
    )


def _codes(grey: Image.Image) -> tuple[str, ...]:
    """As it is, then smoothed, then half as large: what noise hides, the next look finds."""
    found = _read(grey) or _read(grey.filter(ImageFilter.MedianFilter(3)))
    return found or _read(grey.resize((max(1, grey.width // 2), max(1, grey.height // 2)), Image.Resampling.BOX))


def _frame(picture: Image.Image, number: int) -> Image.Image:
    picture.seek(number)
    if picture.width * picture.height > MOST_PIXELS:
        raise Refusal("scan.too_large", "file", most=MOST_PIXELS // 1_000_000)
    return picture.copy()


def _read(picture: Image.Image) -> tuple[str, ...]:
    import zxingcpp  # noqa: PLC0415 -- few commands need it

    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.barcode_formats_from_str("QRCode"))
    return tuple(dict.fromkeys(one.text for one in found if one.text.startswith(FORM + "|")))
