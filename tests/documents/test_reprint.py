"""A reprint is the issued file with a mark behind it: whatever program made that file, and nothing of it is changed."""

import io

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from odrdesk.documents.reprint import reprinted
from odrdesk.domain.errors import Fault

SIZES = ((595.28, 841.89), (841.89, 595.28))


def made(compressed: int = 1) -> bytes:
    """A file as version 0.1.0 made them: plain objects and a table at the end."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=SIZES[0], invariant=1, pageCompression=compressed)
    for number, size in enumerate(SIZES, 1):
        canvas.setPageSize(size)
        canvas.drawString(72, 400, f"page ({number}) of two")
        canvas.rect(72, 300, 100, 50)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("compressed", [0, 1])
def test_every_reader_finds_the_mark_and_the_text_on_every_page(compressed: int) -> None:
    original = made(compressed)
    content = reprinted(original, "副本 3")
    assert content.startswith(original)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    seen = pypdfium2.PdfDocument(content)
    pages += [seen[number].get_textpage().get_text_range() for number in range(len(seen))]
    assert len(pages) == 4
    for number, text in enumerate(pages):
        assert text.count("副本 3") == 2
        assert f"page ({number % 2 + 1}) of two" in text
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert opened.check_pdf_syntax() == []
        assert [tuple(map(float, page.mediabox[2:])) for page in opened.pages] == [
            pytest.approx(size, abs=0.01) for size in SIZES
        ]


def test_it_is_the_same_byte_for_byte_and_a_reprint_can_be_marked_again() -> None:
    original = made()
    first = reprinted(original, "副本 1")
    assert first == reprinted(original, "副本 1")
    again = reprinted(first, "副本 2")
    assert again.startswith(first)
    text = PdfReader(io.BytesIO(again)).pages[0].extract_text()
    assert (text.count("副本 1"), text.count("副本 2")) == (2, 2)


def test_the_mark_lies_under_the_text_and_is_no_content() -> None:
    page = PdfReader(io.BytesIO(reprinted(made(), "副本 1"))).pages[0]
    contents = page["/Contents"]
    first = contents[0].get_object().get_data()
    assert first.startswith(b"/Artifact")
    assert first.rstrip().endswith(b"EMC")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"startxref", b"startxref\n0\n%%EOF", made()[:-40]])
def test_what_is_no_file_of_ours_is_a_fault_that_names_the_paper(content: bytes) -> None:
    with pytest.raises(Fault) as broken:
        reprinted(content, "副本 1", number="消和〔2026〕第0001号")
    assert (broken.value.code, broken.value.data["number"]) == ("paper.cannot_mark", "消和〔2026〕第0001号")


@given(st.integers(0, 3000), st.binary(min_size=1, max_size=6))
def test_a_damaged_file_is_marked_or_told_but_never_a_crash(at: int, junk: bytes) -> None:
    original = made()
    content = original[:at] + junk + original[at + len(junk) :]
    try:
        marked = reprinted(content, "副本 1")
    except Fault as fault:
        told = fault.code
    else:
        told = "paper.cannot_mark"
        assert marked.startswith(content)
    assert told == "paper.cannot_mark"
