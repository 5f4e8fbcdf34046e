"""A reprint: the issued file, byte for byte, and behind it a revision that sets 副本 and its count on every page.

So a reprint has the same facts, the same words and the same lines as what was issued, whatever program made it, and
anybody can cut the original out of it again. The mark lies under the text and is no part of the tagged content.
"""

import re
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime

from odrdesk.documents.clusters import Run
from odrdesk.documents.fonts import faces
from odrdesk.documents.ink import SEAL_RED, WATERMARK
from odrdesk.documents.pdf import MM, About, Sheet
from odrdesk.documents.pdf_reading import Reader, Ref, Revision, Value, written
from odrdesk.domain.errors import Fault

_NAME = b"/OdrReprint"
_RESERVED = datetime(2000, 1, 1, tzinfo=UTC)
_MARKS = re.compile(rb"^(?:/Artifact .*B(?:DC|MC)|EMC)$", re.MULTILINE)
_SIZE = 84.0
_DOWN = 0.26
"""Where the mark's middle lies, as a share of the height: below the middle, where 样本 stands on a practice desk."""


def reprinted(content: bytes, words: str, *, number: str = "") -> bytes:
    """The file with `words` across every page and in its head.

    Fault `paper.cannot_mark`, with the paper's number, for a file that is none of ours.
    """
    try:
        return _reprinted(content, words)
    except (ValueError, TypeError, KeyError, IndexError, zlib.error) as why:
        raise Fault("paper.cannot_mark", number=number) from why


def _reprinted(content: bytes, words: str) -> bytes:
    base = Reader(content)
    made = Revision(base)
    forms: dict[tuple[float, float], int] = {}
    under = made.reserve()
    name = _NAME + b"%d" % under  # a reprint that is marked again keeps its mark
    made.put(under, {}, b"/Artifact <</Type /Pagination /Subtype /Watermark>> BDC q %s Do Q EMC\n" % name)
    pages = list(base.pages())
    if not pages:
        raise ValueError("pages")
    for number, page in pages:
        size = _size(base, page)
        if size not in forms:
            forms[size] = _form(made, size, words)
        resources = base.of(page.get(b"/Resources", {}))
        if not isinstance(resources, dict):
            raise TypeError("resources")
        pictures = base.of(resources.get(b"/XObject", {}))
        if not isinstance(pictures, dict):
            raise TypeError("pictures")
        own = {**resources, b"/XObject": {**pictures, name: Ref(forms[size])}}
        made.put(number, {**page, b"/Resources": own, b"/Contents": [Ref(under), *_contents(base, page)]})
    return made.finish()


def _form(made: Revision, size: tuple[float, float], words: str) -> int:
    """The mark as one drawing, brought over from a page of its own with the glyphs it needs."""
    wide, high = size
    sheet = Sheet(faces(), About("", "", "", "", _RESERVED), size)
    with sheet.artifact("Watermark"):
        sheet.text(words, wide - 27 * MM, high - 14 * MM, Run("", "hei", 12, SEAL_RED), "right")
    sheet.height = 2 * _DOWN * high
    sheet.watermark(words, Run("", "hei", _SIZE, WATERMARK))
    sheet.height = high
    sheet.next_page()
    drawn = Reader(sheet.finish())
    _, page = next(iter(drawn.pages()))
    content = page[b"/Contents"]
    if not isinstance(content, Ref):
        raise TypeError("contents")
    code = _MARKS.sub(b"", drawn.data(content.number))
    number = made.reserve()
    told: dict[bytes, Value] = {
        b"/Type": b"/XObject",
        b"/Subtype": b"/Form",
        b"/BBox": page[b"/MediaBox"],
        b"/Resources": made.take(drawn, drawn.of(page[b"/Resources"]), {}),
        b"/Filter": b"/FlateDecode",
    }
    made.put(number, told, zlib.compress(code, 9))
    return number


def _contents(base: Reader, page: "dict[bytes, Value]") -> Iterable["Value"]:
    told = page.get(b"/Contents", [])
    if isinstance(told, Ref):
        found = base.get(told.number)
        return found.value if isinstance(found.value, list) else [told]
    return told if isinstance(told, list) else []


def _size(base: Reader, page: "dict[bytes, Value]") -> tuple[float, float]:
    box = base.of(page[b"/MediaBox"])
    if not isinstance(box, list):
        raise TypeError("box")
    left, bottom, right, top = (float(written(base.of(one))) for one in box)
    return right - left, top - bottom
