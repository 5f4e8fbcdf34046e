"""The lint finds what is broken: each fault is put into a good file, and is named."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from odrdesk.documents import worker
from odrdesk.documents.facts import Proof
from odrdesk.documents.lint import lint

Break = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module")
def good(facts: Any) -> bytes:
    proof = Proof("ODR1|HJ|PD-2026-000177|62900|20261019|x|K1|y", b'{"kind":"settlement_notice"}', "K1", "ab" * 32)
    return worker.render(facts.settlement(proof=proof)).content


def broken(content: bytes, change: Break) -> set[str]:
    document = pikepdf.open(io.BytesIO(content))
    change(document)
    out = io.BytesIO()
    # Without object streams pikepdf writes every object as it stands and leaves the identifier alone.
    document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True, fix_metadata_version=False)
    return {one.code for one in lint(out.getvalue())}


def element(document: pikepdf.Pdf, kind: str) -> Any:
    return next(o for o in document.objects if isinstance(o, Dictionary) and o.get("/S") == Name(kind))


def font(document: pikepdf.Pdf) -> Any:
    return next(o for o in document.objects if isinstance(o, Dictionary) and o.get("/Subtype") == Name.CIDFontType2)


def whole(document: pikepdf.Pdf) -> Any:
    return next(o for o in document.objects if isinstance(o, Dictionary) and "/ToUnicode" in o)


def recoded(document: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    contents = document.pages[0].Contents
    contents.write(contents.read_bytes().replace(old, new, 1))


def narrower(document: pikepdf.Pdf) -> None:
    font(document).W[1][3] = 1


def without_text(document: pikepdf.Pdf) -> None:
    del whole(document).ToUnicode


def five_digits(document: pikepdf.Pdf) -> None:
    table = whole(document).ToUnicode
    table.write(table.read_bytes().replace(b"<0001> <", b"<0001> <2", 1))


def miscounted(document: pikepdf.Pdf) -> None:
    table = whole(document).ToUnicode
    table.write(table.read_bytes().replace(b" beginbfchar", b"0 beginbfchar"))


def added(document: pikepdf.Pdf, value: Dictionary) -> None:
    document.Root.X = document.make_indirect(value)


def swapped_pages(document: pikepdf.Pdf) -> None:
    rows = document.Root.StructTreeRoot.ParentTree.Nums
    rows[1], rows[3] = rows[3], rows[1]


FAULTS: dict[str, Break] = {
    "file.language": lambda d: d.Root.__delitem__("/Lang"),
    "file.marked": lambda d: d.Root.__delitem__("/MarkInfo"),
    "file.title_shown": lambda d: d.Root.__delitem__("/ViewerPreferences"),
    "file.output_intent": lambda d: d.Root.__delitem__("/OutputIntents"),
    "file.profile": lambda d: d.Root.OutputIntents[0].DestOutputProfile.write(b"no profile"),
    "file.program": lambda d: d.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript, JS=String("1"))),
    "file.transparency": lambda d: added(d, Dictionary(Type=Name.ExtGState, ca=0.5)),
    "font.base": lambda d: added(d, Dictionary(Type=Name.Font, BaseFont=Name.Helvetica)),
    "outline.nowhere": lambda d: d.Root.Outlines.First.__setitem__("/Dest", Array([d.Root.Metadata, Name.Fit])),
    "xmp.missing": lambda d: d.Root.__delitem__("/Metadata"),
    "xmp.differs": lambda d: d.docinfo.__setitem__("/Title", String("另一件")),
    "xmp.part": lambda d: d.Root.Metadata.write(d.Root.Metadata.read_bytes().replace(b"part>3", b"part>2")),
    "attached.not_associated": lambda d: d.Root.__delitem__("/AF"),
    "attached.relationship": lambda d: d.Root.AF[0].__setitem__("/AFRelationship", Name.Data),
    "attached.named": lambda d: d.Root.AF[0].__delitem__("/UF"),
    "attached.told": lambda d: d.Root.AF[0].EF.F.__delitem__("/Subtype"),
    "font.not_embedded": lambda d: font(d).FontDescriptor.__delitem__("/FontFile2"),
    "font.widths": narrower,
    "font.to_unicode": without_text,
    "font.to_unicode_blocks": miscounted,
    "font.unknown": lambda d: d.pages[0].Resources.Font.__delitem__("/F1"),
    "page.unmarked": lambda d: recoded(d, b"/Artifact BMC", b""),
    "page.nested": lambda d: recoded(d, b"EMC", b""),
    "page.unbalanced": lambda d: recoded(d, b"Q", b""),
    "page.structure": lambda d: d.pages[0].__delitem__("/Tabs"),
    "page.picture": lambda d: recoded(d, b"EMC", b"/X0 Do EMC"),
    "tags.missing": lambda d: d.Root.__delitem__("/StructTreeRoot"),
    "tags.parents": swapped_pages,
    "tags.numbers": lambda d: recoded(d, b"/MCID 1>>", b"/MCID 7>>"),
    "tags.kind": lambda d: recoded(d, b"/H1 <<", b"/P <<"),
    "tags.alt": lambda d: element(d, "/Figure").__delitem__("/Alt"),
    "tags.scope": lambda d: element(d, "/TH").__delitem__("/A"),
    "tags.parent": lambda d: element(d, "/TD").__setitem__("/P", element(d, "/H1")),
    "tags.order": lambda d: element(d, "/TD").__setitem__("/S", Name.P),
    "tags.heading": lambda d: element(d, "/H1").__setitem__("/S", Name.P),
    "tags.page": lambda d: element(d, "/H1").__setitem__("/Pg", d.make_indirect(Dictionary(Type=Name.Page))),
    "tags.empty": lambda d: element(d, "/H1").__delitem__("/K"),
}  # fmt: skip


def test_a_paper_of_ours_is_clean(good: bytes) -> None:
    assert lint(good) == ()


def test_it_is_clean_still_when_another_program_wrote_it_anew(good: bytes) -> None:
    assert broken(good, lambda _: None) <= {"file.end"}


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_found(good: bytes, code: str) -> None:
    assert code in broken(good, FAULTS[code])


def test_a_code_of_five_digits_is_found(good: bytes) -> None:
    assert "font.to_unicode" in broken(good, five_digits)


def test_a_text_above_the_basic_plane_needs_no_five_digits(facts: Any) -> None:
    assert lint(worker.render(facts.settlement(dispute="\U00020bb7\U0002cb4e🐼")).content) == ()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"%PDF-1.7\nstartxref\n9\n%%EOF\n"])
def test_what_is_no_pdf_is_said_to_be_unreadable(content: bytes) -> None:
    assert [one.code for one in lint(content)] == ["file.unreadable"]


def test_a_file_cut_off_is_unreadable_and_does_no_harm(good: bytes) -> None:
    for share in (0.2, 0.5, 0.9):
        assert {one.code for one in lint(good[: int(len(good) * share)])} == {"file.unreadable"}
