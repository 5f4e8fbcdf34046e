"""Evidence on paper: a small picture of each item, or a drawn sheet with its ending, and its hash in fours."""

from collections.abc import Sequence

from odrdesk.documents.clusters import Faces, Run
from odrdesk.documents.flow import Block
from odrdesk.documents.han import Look, Paragraph
from odrdesk.documents.ink import CARD_EDGE, CARD_FILL, GREY, HEAD_TEXT, LINE, NAVY
from odrdesk.documents.pdf import MM, Sheet
from odrdesk.documents.pdf_pictures import picture
from odrdesk.domain.errors import Refusal

WIDE, TALL = 26 * MM, 18 * MM
SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM", b"RIFF")
"""How files begin that are read as pictures; every other reader of pictures stays closed."""
_ENDING_LIMIT = 5


def thumbnail(content: bytes) -> bytes | None:
    """A JPEG of at most 26 x 18 mm at 300 dpi, turned as the camera was held; None for what is no sound picture."""
    if not content.startswith(SIGNATURES):
        return None
    try:
        return picture(content, WIDE, TALL).content
    except Refusal:
        return None


class Picture:
    """The small picture of an item in its frame, or the drawn sheet in its place."""

    def __init__(self, image: bytes | None, ending: str, alt: str) -> None:
        self.before = self.after = 0.0
        self.keep = False
        self._image, self._ending, self._alt = image, ending, alt

    def height(self, width: float) -> float:  # noqa: ARG002 -- the protocol's signature
        """Fixed."""
        return TALL

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 -- as above
        """Never."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """In the middle of its place, the proportions kept."""
        left = x + (width - WIDE) / 2
        area = (left, top - TALL, WIDE, TALL)
        sheet.box(area, CARD_FILL)
        if self._image is None:
            with sheet.figure(self._alt, area):
                _drawn(sheet, left, top, self._ending)
        else:
            sheet.image(self._image, area, self._alt)
        sheet.frame(area, CARD_EDGE)


def hash_lines(sha256: str, faces: Faces) -> list[Block]:
    """A hash as four lines of four groups of four."""
    lines = [sha256[place : place + 16] for place in range(0, len(sha256), 16)]
    grouped = [" ".join(line[place : place + 4] for place in range(0, len(line), 4)) for line in lines]
    look = Look(11.5, 0, "center", 0.0, 1, 1)
    return [Paragraph([Run(line, "hei", 8, HEAD_TEXT, tabular=True)], look, faces, kind="") for line in grouped]


def small(
    text: str, faces: Faces, role: str = "song", size: float = 8.5, *, dark: bool = False, align: str = "left"
) -> Block:
    """A small paragraph in a cell, grey unless it is `dark` or stands in 黑."""
    colour = HEAD_TEXT if dark or role == "hei" else GREY
    return Paragraph([Run(text, role, size, colour)], Look(size * 1.5, 0, align, 0.15, 1, 1), faces, kind="")


def smalls(texts: Sequence[str], faces: Faces, align: str = "left") -> list[Block]:
    """The lines that are there."""
    return [small(text, faces, align=align) for text in texts if text]


def _drawn(sheet: Sheet, left: float, top: float, ending: str) -> None:
    """A sheet of paper with its corner turned down and the file's ending on it."""
    wide, tall, fold = 11 * MM, 14 * MM, 3 * MM
    x, foot = left + (WIDE - wide) / 2, top - (TALL + tall) / 2
    head, right = foot + tall, x + wide
    sheet.box((x, foot, wide, tall), (1.0, 1.0, 1.0))
    corners = [(x, foot), (right, foot), (right, head - fold), (right - fold, head), (x, head)]
    sheet.path(corners, LINE, 0.7, closed=True)
    sheet.path([(right - fold, head), (right - fold, head - fold), (right, head - fold)], LINE, 0.7)
    word = ending[:_ENDING_LIMIT].upper()
    if word:
        sheet.text(word, x + wide / 2, foot + tall / 2 - 4, Run("", "hei", 8 if len(word) < 5 else 6.5, NAVY), "center")
