"""The QR code is read back from the page as a printer, a scanner and a phone leave it; nothing large is unpacked."""

import io
import random
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFilter

from odrdesk.documents import scan
from odrdesk.documents.facts import Mark, Paper, PaperFacts, Proof
from odrdesk.documents.qr import code_of
from odrdesk.documents.worker import render
from odrdesk.domain import proof
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import PaperKind

DPI = 150
DATA = proof.canonical({"format": "odrdesk-paper", "fen": 62900, "number": "消和〔2026〕第0001号"})


def sealed(facts: PaperFacts, kid: str = "KQ7MZ3AB") -> PaperFacts:
    no = proof.spelled(facts.case_number, facts.number)
    bare = proof.unsigned(PaperKind.SETTLEMENT_NOTICE, no, Fen(62900), date(2026, 10, 19), data=DATA, kid=kid)
    return replace(facts, proof=Proof(f"{bare}|{proof.b64(bytes(range(64)))}", DATA, kid, "0123456789abcdef" * 2))


def text_of(facts: PaperFacts) -> str:
    assert facts.proof is not None
    return facts.proof.qr


def last_page(paper: Paper, dpi: int = DPI) -> Image.Image:
    document = pypdfium2.PdfDocument(paper.content)
    picture = document[paper.pages - 1].render(scale=dpi / 72, grayscale=True).to_pil()
    document.close()
    return picture.convert("L")


def png(picture: Image.Image, form: str = "PNG", **how: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()


@pytest.fixture(scope="module")
def page(facts_of_module: PaperFacts) -> Image.Image:
    return last_page(render(facts_of_module))


@pytest.fixture(scope="module")
def facts_of_module() -> PaperFacts:
    import runpy
    from pathlib import Path

    made: PaperFacts = runpy.run_path(str(Path(__file__).with_name("conftest.py")))["Facts"].settlement()
    return sealed(made)


@pytest.mark.parametrize("name", ["acceptance", "agreement", "lead_sheet", "transfer", "prepaid"])
def test_every_layout_shows_a_code_that_a_150_dpi_scan_gives_back(facts, name: str) -> None:
    made = sealed(getattr(facts, name)())
    paper = render(made)
    assert scan.codes_in_picture(png(last_page(paper))) == (text_of(made),)
    assert scan.inside_pdf(paper.content) == (DATA, True)


def test_the_mark_of_a_sample_does_not_cover_the_code(facts) -> None:
    made = sealed(facts.settlement(mark=Mark.SAMPLE), "PQ7MZ3AB")
    assert scan.codes_in_picture(png(last_page(render(made)))) == (text_of(made),)


def noisy(picture: Image.Image) -> Image.Image:
    chance = random.Random(7)  # noqa: S311 -- grain, the same each time
    grain = Image.frombytes("L", picture.size, chance.randbytes(picture.width * picture.height))
    return Image.blend(picture, grain, 0.3)


def blotted(picture: Image.Image) -> Image.Image:
    """A stain over a part of the code: level M mends 15 %."""
    out = picture.copy()
    wide = picture.width
    ImageDraw.Draw(out).ellipse(
        (int(wide * 0.80), int(picture.height * 0.64), int(wide * 0.82), int(picture.height * 0.66)), fill=255
    )
    return out


def photographed(picture: Image.Image) -> Image.Image:
    """A page seen from the side."""
    wide, tall = picture.size
    seen = (0, 0, -0.08 * wide, tall, wide * 1.05, tall * 1.02, wide, 0)
    return picture.transform(picture.size, Image.Transform.QUAD, seen, Image.Resampling.BILINEAR, fillcolor=255)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda page: png(page.rotate(3, expand=True, fillcolor=255)),
        lambda page: png(page.rotate(45, expand=True, fillcolor=200)),
        lambda page: png(page.transpose(Image.Transpose.ROTATE_180)),
        lambda page: png(page, "JPEG", quality=35),
        lambda page: png(page.filter(ImageFilter.GaussianBlur(1.0))),
        lambda page: png(noisy(page)),
        lambda page: png(blotted(page)),
        lambda page: png(photographed(page)),
        lambda page: png(page.point([120 + k // 3 for k in range(256)])),
        lambda page: png(page.convert("RGBA")),
        lambda page: png(page.convert("1"), "TIFF"),
        lambda page: png(page, "PDF", resolution=DPI),
    ],
    ids=[
        "turned",
        "slanted",
        "upside-down",
        "jpeg",
        "blurred",
        "noisy",
        "stained",
        "aslant",
        "pale",
        "alpha",
        "bitonal",
        "scanned-pdf",
    ],
)
def test_a_spoiled_page_still_gives_its_code_back(
    facts_of_module: PaperFacts, page: Image.Image, spoil: Callable[[Image.Image], bytes]
) -> None:
    content = spoil(page)
    read = scan.codes_in_pdf if scan.is_pdf(content) else scan.codes_in_picture
    assert read(content) == (text_of(facts_of_module),)


def test_a_scan_is_no_drawn_file(page: Image.Image) -> None:
    assert scan.inside_pdf(png(page, "PDF", resolution=DPI)) == (None, False)


def test_other_codes_are_nobodys_business() -> None:
    import zxingcpp

    made = zxingcpp.create_barcode("https://example.invalid", zxingcpp.BarcodeFormat.QRCode)
    modules = memoryview(made.to_image(scale=8))
    picture = Image.frombytes("L", (len(modules), len(modules)), bytes(modules))
    assert scan.codes_in_picture(png(picture)) == ()


def test_the_drawn_squares_are_those_of_the_standard(facts_of_module: PaperFacts) -> None:
    text = text_of(facts_of_module)
    code = code_of(text)
    assert (code.side - 17) % 4 == 0
    bars = {(bar.row, bar.column, bar.long) for bar in code.bars}
    assert {(0, 0, 7), (0, code.side - 7, 7), (code.side - 1, 0, 7)} <= bars, "the three finders"
    assert code_of(text) == code


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"%PDF-1.7", b"<svg/>", bytes(5000)]
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    read = scan.codes_in_pdf if scan.is_pdf(content) else scan.codes_in_picture
    with pytest.raises(Refusal) as no:
        read(content)
    assert no.value.code == "scan.unreadable"


def test_a_picture_that_unpacks_to_too_much_is_refused_before_it_does() -> None:
    small = png(Image.new("L", (1, 1)))
    header = b"IHDR" + struct.pack(">II", 60_000, 60_000) + small[24:29]
    bomb = small[:12] + header + struct.pack(">I", zlib.crc32(header)) + small[33:]
    with pytest.raises(Refusal) as no:
        scan.codes_in_picture(bomb)
    assert no.value.code == "scan.too_large"


def test_a_large_photo_is_brought_down(page: Image.Image, facts_of_module: PaperFacts) -> None:
    large = page.resize((page.width * 3, page.height * 3), Image.Resampling.NEAREST)
    assert large.width * large.height > scan._WORKED
    assert scan.codes_in_picture(png(large, "JPEG", quality=80)) == (text_of(facts_of_module),)
