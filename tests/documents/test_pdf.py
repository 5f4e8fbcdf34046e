"""The sheet: pictures made fit, codes as figures, blocks parted by a page still one element, anchors, outline."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from odrdesk.documents import worker
from odrdesk.documents.clusters import Run
from odrdesk.documents.facts import Proof
from odrdesk.documents.flow import paginate
from odrdesk.documents.fonts import faces
from odrdesk.documents.han import Look, Paragraph
from odrdesk.documents.lint import lint
from odrdesk.documents.pdf import A4, About, Attached, Sheet, Tag
from odrdesk.documents.pdf_about import srgb
from odrdesk.documents.pdf_plain import PdfFile
from odrdesk.documents.table import Column, table
from odrdesk.domain.errors import Refusal

ABOUT = About("标题（一）", "甲方", "事由", "PD-2026-000177", datetime(2026, 10, 8, 1, 30, tzinfo=UTC))
WHOLE = (100.0, 100.0, 300.0, 300.0)


@pytest.fixture
def sheet() -> Sheet:
    return Sheet(faces(), ABOUT)


def done(sheet: Sheet) -> pikepdf.Pdf:
    if not sheet.pages:
        sheet.next_page()
    content = sheet.finish()
    assert lint(content) == ()
    return pikepdf.open(io.BytesIO(content))


def jpeg(size: tuple[int, int], *, orientation: int = 1, mode: str = "RGB", form: str = "JPEG") -> bytes:
    made = Image.new(mode, size, (200, 30, 30, 0)[: len(mode)] if mode != "L" else 90)
    out, told = io.BytesIO(), Image.Exif()
    told[0x0112] = orientation
    made.save(out, form, exif=told)
    return out.getvalue()


def images(document: pikepdf.Pdf) -> list[Any]:
    return [o for o in document.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]


def elements(node: Any) -> Iterator[Any]:
    yield node
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


def of_kind(document: pikepdf.Pdf, kind: str) -> list[Any]:
    return [one for one in elements(document.Root.StructTreeRoot.K[0]) if f"/{kind}" == one.S]


def test_a_picture_keeps_its_proportions_in_the_middle_of_its_place(sheet: Sheet) -> None:
    assert sheet.image(jpeg((400, 200)), WHOLE, "照片") == (100, 175, 300, 150)


def test_a_picture_is_no_finer_than_print_needs(sheet: Sheet) -> None:
    sheet.image(jpeg((4000, 3000)), (100, 100, 72, 72), "照片")
    document = done(sheet)
    (made,) = images(document)
    assert (int(made.Width), int(made.Height)) == (300, 225)
    assert made.Filter == "/DCTDecode"


def test_a_photo_taken_sideways_stands_upright(sheet: Sheet) -> None:
    sheet.image(jpeg((400, 200), orientation=6), WHOLE, "照片")
    document = done(sheet)
    (made,) = images(document)
    assert (int(made.Width), int(made.Height)) == (200, 400)


def test_what_is_clear_becomes_white(sheet: Sheet) -> None:
    sheet.image(jpeg((40, 40), mode="RGBA", form="PNG"), WHOLE, "截图")
    document = done(sheet)
    (made,) = images(document)
    assert "/SMask" not in made
    with Image.open(io.BytesIO(made.read_raw_bytes())) as shown:
        assert min(shown.getpixel((20, 20))) > 250  # type: ignore[arg-type]


def test_a_picture_shown_twice_is_in_the_file_once(sheet: Sheet) -> None:
    for _ in range(3):
        sheet.image(jpeg((40, 40)), WHOLE, "照片")
    document = done(sheet)
    assert len(images(document)) == 1
    assert len(of_kind(document, "Figure")) == 3


def test_a_picture_is_a_figure_with_its_words_and_its_place(sheet: Sheet) -> None:
    sheet.image(jpeg((400, 200)), WHOLE, "截图\u202e一")
    document = done(sheet)
    (figure,) = of_kind(document, "Figure")
    assert str(figure.Alt) == "截图一"
    assert [float(edge) for edge in figure.A.BBox] == [100, 175, 400, 325]


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg/>", b"%PDF-1.7", jpeg((40, 40))[:60]])
def test_what_is_no_picture_is_refused(sheet: Sheet, content: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        sheet.image(content, WHOLE, "照片")
    assert caught.value.code == "paper.picture_broken"


def test_a_picture_that_unpacks_to_a_thousand_times_its_size_is_refused(sheet: Sheet) -> None:
    bomb = io.BytesIO()
    Image.new("1", (60_000, 30_000)).save(bomb, "PNG")
    with pytest.raises(Refusal) as caught:
        sheet.image(bomb.getvalue(), WHOLE, "照片")
    assert caught.value.code in ("paper.picture_huge", "paper.picture_broken")


def test_squares_are_black_where_they_should_be_and_white_elsewhere(sheet: Sheet) -> None:
    rows = [[(x * y + x) % 3 == 0 for x in range(21)] for y in range(21)]
    sheet.squares(rows, (100, 100, 210, 210), "二维码")
    sheet.next_page()
    content = sheet.finish()
    assert lint(content) == ()
    page = pypdfium2.PdfDocument(content)[0]
    seen = page.render(scale=2, grayscale=True).to_pil()
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            at = (round((100 + 10 * x + 5) * 2), round((A4[1] - 310 + 10 * y + 5) * 2))
            assert (seen.getpixel(at) < 128) == dark


def test_dots_chips_paths_and_frames_are_decoration_but_their_words_are_read(sheet: Sheet) -> None:
    ink = (0.1, 0.2, 0.3)
    sheet.dot(100, 700, 3, ink, (1, 1, 1))
    sheet.path([(100, 600), (120, 620), (140, 600)], ink, 1.0)
    sheet.path([(100, 500), (120, 520), (140, 500)], ink, closed=True)
    sheet.frame((100, 400, 50, 20), ink, 4)
    sheet.chip("已逾期", 100, 300, Run("", "hei", 8, ink), (0.9, 0.9, 0.9))
    document = done(sheet)
    assert len(of_kind(document, "P")) == 1
    assert of_kind(document, "Figure") == []


def test_boxes_to_tick_are_drawn_and_read(sheet: Sheet) -> None:
    sheet.text("☑同意 ☐不同意 ☒撤回 ✔", 100, 700, Run("", "body", 14))
    sheet.next_page()
    text = pypdfium2.PdfDocument(sheet.finish())[0].get_textpage().get_text_range()
    assert "".join(text.split()) == "☑同意☐不同意☒撤回✔"


def test_text_without_a_tag_is_a_paragraph_and_nothing_is_lost(sheet: Sheet) -> None:
    sheet.text("甲", 100, 700, Run("", "song", 10))
    with sheet.tagged(Tag("P")):
        sheet.text("乙", 100, 680, Run("", "song", 10))
        sheet.rule((100, 670), (200, 670), 0.5, (0, 0, 0))
        sheet.text("丙", 100, 660, Run("", "song", 10))
    with sheet.artifact("Footer"):
        sheet.text("页脚", 100, 40, Run("", "song", 8))
    document = done(sheet)
    first, second = of_kind(document, "P")
    assert first.K == 0
    assert [int(number) for number in second.K] == [1, 2]


def test_a_paragraph_parted_by_a_page_is_one_element_on_two_pages(sheet: Sheet) -> None:
    text = Paragraph([Run("字" * 400, "song", 12)], Look(20), faces())
    for placed in paginate([text], 300, 200):
        for one in placed:
            one.block.draw(sheet, 100, 700, 300)
        sheet.next_page()
    document = done(sheet)
    (paragraph,) = of_kind(document, "P")
    assert len(paragraph.K) == sheet.pages > 1
    pages = [document.pages.index(pikepdf.Page(kid.Pg)) for kid in paragraph.K[1:]]
    assert pages == list(range(1, sheet.pages))


def test_a_table_over_pages_is_one_table_whose_head_is_told_once(sheet: Sheet) -> None:
    rows = [[str(number), "甲" * 10] for number in range(1, 31)]
    made = table([Column(60, "序号"), Column(200, "内容")], rows, faces(), totals=[["", "合计"]])
    for placed in paginate([made], 260, 200):
        for one in placed:
            one.block.draw(sheet, 100, 700, 260)
        sheet.next_page()
    document = done(sheet)
    assert sheet.pages > 2
    (told,) = of_kind(document, "Table")
    assert len(told.K) == 32
    assert len(of_kind(document, "TH")) == 2
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(sheet_bytes(document))]
    assert all("序号" in text for text in texts)


def sheet_bytes(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_headings_make_the_outline_and_point_to_their_page(facts: Any) -> None:
    document = pikepdf.open(io.BytesIO(worker.render(facts.settlement()).content))
    with document.open_outline() as outline:
        (title,) = outline.root
        heads = [(line.title, document.pages.index(pikepdf.Page(line.destination[0]))) for line in title.children]
    assert [head for head, _ in heads] == ["一、当事人与订单", "二、和解结果", "三、履行情况", "四、后续途径"]
    for head, page in heads:
        assert head in "".join(
            pypdfium2.PdfDocument(sheet_bytes(document))[page].get_textpage().get_text_range().split()
        )


def test_the_data_of_a_proof_is_attached_byte_for_byte(facts: Any) -> None:
    proof = Proof("ODR1|x", '{"甲":1}'.encode(), "K1", "ab" * 32)
    content = worker.render(facts.settlement(proof=proof)).content
    assert PdfFile(content).attached() == {"case.json": proof.data}
    assert "case.json" in pikepdf.open(io.BytesIO(content)).attachments


def test_files_of_one_name_are_told_apart(sheet: Sheet) -> None:
    for number in range(3):
        sheet.attach(Attached("case.json", "application/json", str(number).encode(), "案件数据"))
    sheet.text("甲", 100, 700, Run("", "song", 10))
    sheet.next_page()
    content = sheet.finish()
    assert lint(content) == ()
    assert list(PdfFile(content).attached()) == ["case-0001.json", "case-0002.json", "case-0003.json"]


def test_places_to_sign_are_named_and_lie_within_their_page(facts: Any) -> None:
    agreement, notice = worker.render(facts.agreement()), worker.render(facts.settlement())
    assert [one.name for one in agreement.anchors] == ["consumer", "merchant", "desk"]
    assert [one.name for one in notice.anchors] == ["issuer"]
    for paper in (agreement, notice):
        for one in paper.anchors:
            left, bottom, wide, high = one.area
            assert 0 <= one.page < paper.pages
            assert 0 < left < left + wide < A4[0]
            assert 0 < bottom < bottom + high < A4[1]


def test_the_colour_profile_is_one_that_others_read() -> None:
    from PIL import ImageCms

    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb()))
    assert ImageCms.getProfileDescription(ours).strip() == "sRGB IEC61966-2.1"
    shades = Image.new("RGB", (2, 1))
    shades.putdata([(200, 100, 50), (20, 10, 250)])
    same = ImageCms.applyTransform(shades, ImageCms.buildTransform(ours, ImageCms.createProfile("sRGB"), "RGB", "RGB"))
    assert same is not None
    assert [same.getpixel((x, 0)) for x in range(2)] == [(200, 100, 50), (20, 10, 250)]
