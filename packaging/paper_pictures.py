"""Take a small picture of each paper, each register and each report: what the gallery of the help shows.

They are made of the invented facts of tests/documents, as the approved papers of tests/golden are.
"""

import io
import runpy
import subprocess
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from odrdesk.documents.worker import render

TESTS = Path(__file__).resolve().parent.parent / "tests" / "documents"
TABLES = ("register", "period_report")
WIDTH, LANDSCAPE_WIDTH = 560, 720
COLOURS = 24
LARGEST = 40 * 1024
"""One picture, in bytes."""


def gallery(place: Path) -> Iterator[tuple[str, bytes]]:
    """The first page of every kind of paper and of both tables, as name of its file and bytes."""
    for name, content in sheets():
        found = first_page(content, place / name)
        if len(found) > LARGEST:
            raise SystemExit(f"the picture of {name} has {len(found):,} bytes, {LARGEST:,} are allowed")
        yield f"{name}.png", found


def sheets() -> Iterator[tuple[str, bytes]]:
    """`gallery_KIND` and the PDF of its first copy, in two languages `gallery_KIND_en`; `sheet_NAME` for a table."""
    seen: set[str] = set()
    for name, facts in runpy.run_path(str(TESTS / "invented.py"))["papers"]():
        kind = name.partition(".")[0]
        if kind not in seen:
            seen.add(kind)
            yield f"gallery_{kind}", render(facts).content
    for name, make in runpy.run_path(str(TESTS / "invented_tables.py"))["tables"]():
        if name in TABLES:
            yield f"sheet_{name}", make().content


def first_page(content: bytes, stem: Path) -> bytes:
    """The first page of a PDF, small; one across is wider."""
    file = stem.with_suffix(".pdf")
    file.write_bytes(content)
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-f", "1", "-r", "150", file, stem], check=True)
    with Image.open(stem.with_suffix(".png")) as page:
        wide = LANDSCAPE_WIDTH if page.width > page.height else WIDTH
        high = round(page.height * wide / page.width)
        small = page.convert("RGB").resize((wide, high), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    covered = Image.Quantize.MAXCOVERAGE
    small.quantize(COLOURS, method=covered, kmeans=3, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()
