"""Write the goldens anew: `python tests/golden/make.py [NAME…]`; look at the difference before you keep it.

`desktop` takes the pixel baselines of the window's pages (`tests/desktop/baselines.py`).

For each kind and copy of `tests/documents/invented.py` its text, and for the first copy of a kind a small picture of
each page.
"""

import io
import re
import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageStat

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DPI = 50
_SHADES = 0xE0
_HASH = re.compile(r"@\s?(?:[0-9a-f]\s?){11}[0-9a-f]")


def text_of(content: bytes) -> str:
    """The words page after page as PDFium reads them, one line of the paper a line."""
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_range().replace("\r\n", "\n").strip() for page in document]
    finally:
        document.close()
    # The hash of a wording changes with every word of it; what it says is compared itself.
    return _HASH.sub("@…", "\n\f\n".join(pages)) + "\n"


def pictures_of(content: bytes) -> list[Image.Image]:
    """The pages, small and grey."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L") for page in document]
    finally:
        document.close()


def png_of(picture: Image.Image) -> bytes:
    """Eight shades of grey are enough to see a line that moved, and small."""
    out = io.BytesIO()
    picture.point(lambda shade: shade & _SHADES | _SHADES >> 3).save(out, "PNG", optimize=True)
    return out.getvalue()


def distance(one: Image.Image, other: Image.Image) -> float:
    """The largest mean difference of grey in any of 12 by 16 fields.

    A line that moved shows there, a smoother edge does not.
    """
    if one.size != other.size:
        return 255.0
    difference = ImageChops.difference(one, other)
    wide, high = one.width / 12, one.height / 16
    fields = (
        difference.crop((round(x * wide), round(y * high), round((x + 1) * wide), round((y + 1) * high)))
        for x in range(12)
        for y in range(16)
    )
    return max(ImageStat.Stat(field).mean[0] for field in fields)


def write(names: list[str]) -> None:
    """Render and keep."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "documents")]
    from invented import papers

    from odrdesk.documents.worker import render

    if names == ["desktop"]:
        from tests.desktop.baselines import refresh

        refresh()
        return
    pictured: set[str] = set()
    for name, facts in papers():
        kind = name.split(".")[0]
        first, chosen = kind not in pictured, not names or name in names or kind in names
        pictured.add(kind)
        if not chosen:
            continue
        content = render(facts).content
        (HERE / f"{name}.txt").write_text(text_of(content), "utf-8")
        for old in HERE.glob(f"{kind}-*.png") if first else ():
            old.unlink()
        for number, picture in enumerate(pictures_of(content) if first else (), 1):
            (HERE / f"{kind}-{number}.png").write_bytes(png_of(picture))
        print(name)


if __name__ == "__main__":
    write(sys.argv[1:])
