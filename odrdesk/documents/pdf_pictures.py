"""Pictures from outside (a photo, a screenshot) made fit for a paper: upright, RGB, no finer than print needs.

Only bytes come in, never a path, and a picture that would unpack to more than a camera makes is refused.
"""

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from odrdesk.domain.errors import Refusal

if TYPE_CHECKING:
    from PIL.Image import Image as PilImage

_DPI = 300
_MOST_PIXELS = 120_000_000
_QUALITY = 85


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG and its size in pixels."""

    content: bytes
    width: int
    height: int


def picture(content: bytes, width: float, height: float) -> Picture:
    """The picture for a place of that size in points, its sides in proportion.

    Refuses `paper.picture_broken` (no picture, or damaged) and `paper.picture_huge`.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 -- opened with the first picture

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's own, larger limit only warns
            opened = Image.open(io.BytesIO(content))
            if opened.width * opened.height > _MOST_PIXELS:
                raise Refusal("paper.picture_huge", width=opened.width, height=opened.height)
            opened.draft("RGB", (round(width / 72 * _DPI), round(height / 72 * _DPI)))
            upright = ImageOps.exif_transpose(opened)
            flat = _on_white(upright)
            share = min(1.0, width / 72 * _DPI / flat.width, height / 72 * _DPI / flat.height)
            if share < 1.0:
                size = (max(1, round(flat.width * share)), max(1, round(flat.height * share)))
                flat = flat.resize(size, Image.Resampling.LANCZOS)
            out = io.BytesIO()
            flat.save(out, "JPEG", quality=_QUALITY)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as why:
        raise Refusal("paper.picture_broken") from why
    return Picture(out.getvalue(), flat.width, flat.height)


def fitted(width: int, height: int, area: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The largest place of these proportions in the middle of the area."""
    left, bottom, wide, high = area
    scale = min(wide / width, high / height)
    own_wide, own_high = width * scale, height * scale
    return left + (wide - own_wide) / 2, bottom + (high - own_high) / 2, own_wide, own_high


def _on_white(image: "PilImage") -> "PilImage":
    """Without transparency, which PDF/A and old printers treat each in their way."""
    from PIL import Image  # noqa: PLC0415 -- as above

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGB", clear.size, (255, 255, 255))
        white.paste(clear, mask=clear.getchannel("A"))
        return white
    return image.convert("RGB")
