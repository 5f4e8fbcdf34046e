"""The face of papers: chosen by an admin, checked before it is taken, never a reason for a paper to be made anew."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from odrdesk.documents.own_fonts import file_of
from odrdesk.documents.pdf_plain import PdfFile
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, PaperKind
from odrdesk.places import resource
from odrdesk.services import intake, paper_fonts, papers
from odrdesk.services.desk import Desk, create

NOW = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
KAI = resource("fonts", "Kai.ttf")
CUBIC = Path(__file__).parents[2] / "packaging" / "fonts" / "FandolFang-Regular.otf"
FORM = PaperKind.REGISTRATION_FORM


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦江消费维权联络点", practice=True, clock=lambda: NOW, owner="陈经理")
    yield made
    made.close(backup=False)


def opened(desk: Desk) -> str:
    told = Complaint(
        channel=Channel.ODR12315,
        channel_no=None,
        received_at=NOW,
        pushed_at=NOW,
        consumer=Consumer("张小明", "13812345678"),
        merchant=Merchant("上海浦江好物电子商务有限公司", "91310115MA1FARM015"),
        live=Live(room="浦江好物"),
        order=Order("692011582274003801", "头层牛皮男鞋", 1, Fen(12900), date(2026, 9, 20)),
        category=Category.FALSE_CLAIMS,
        claims=(Claim.REFUND,),
        claimed=Fen(12900),
        facts="宣传头层牛皮，检测为PU。",
    )
    return intake.register(desk, told).value.case.number


def changed(rights: int) -> bytes:
    font = TTFont(KAI)
    font["OS/2"].fsType = rights
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def faces_of(content: bytes) -> set[str]:
    told = [value for _, value in PdfFile(content).objects() if isinstance(value, dict)]
    return {str(one["BaseFont"])[7:] for one in told if one.get("Subtype") == "Type0"}


def refused(desk: Desk, content: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        paper_fonts.take(desk, content)
    return caught.value.code


def test_papers_are_set_in_fangsong_until_another_is_chosen(desk: Desk) -> None:
    number = opened(desk)
    assert paper_fonts.chosen(desk).theme == "fang"
    assert "FandolFang-Regular" in faces_of(papers.issue(desk, number, FORM).value.pdf)
    paper_fonts.choose(desk, "song")
    assert paper_fonts.chosen(desk).theme == "song"
    assert "FandolFang-Regular" not in faces_of(papers.issue(desk, opened(desk), FORM).value.pdf)


def test_all_copies_of_a_paper_look_alike(desk: Desk) -> None:
    number = opened(desk)
    papers.issue(desk, number, FORM)
    paper_fonts.choose(desk, "song")
    assert "FandolFang-Regular" in faces_of(papers.issue(desk, number, FORM, copy="consumer").value.pdf)


def test_a_paper_issued_before_is_given_again_as_it_was(desk: Desk) -> None:
    number = opened(desk)
    first = papers.issue(desk, number, FORM).value
    paper_fonts.choose(desk, "song")
    again = papers.issue(desk, number, FORM).value
    assert (again.number, again.sha256, again.again) == (first.number, first.sha256, True)


def test_an_own_font_is_taken_kept_and_used(desk: Desk) -> None:
    taken = paper_fonts.take(desk, KAI.read_bytes()).value
    assert taken.family == "ODR Kai"
    told = paper_fonts.chosen(desk)
    assert (told.theme, told.own, told.here) == (taken.theme, taken, True)
    for theme, own in ((taken.theme, True), ("fang", False), (taken.theme, True)):
        paper_fonts.choose(desk, theme)
        assert ("ODRKai" in faces_of(papers.issue(desk, opened(desk), FORM).value.pdf)) is own


def test_a_font_that_lacks_common_characters_says_how_many(desk: Desk) -> None:
    assert paper_fonts.take(desk, KAI.read_bytes()).value.lacks == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "font.broken"),
        (b"GIF89a", "font.broken"),
        (KAI.read_bytes()[:5000], "font.broken"),
        (CUBIC.read_bytes(), "font.outlines"),
        (resource("fonts", "Box.ttf").read_bytes(), "font.no_chinese"),
    ],
    ids=["empty", "no font", "cut off", "cubic", "boxes"],
)
def test_what_cannot_be_used_is_refused_and_changes_nothing(desk: Desk, content: bytes, code: str) -> None:
    assert refused(desk, content) == code
    assert paper_fonts.chosen(desk).theme == "fang"


@pytest.mark.parametrize(("rights", "code"), [(0x0002, "font.rights"), (0x0200, "font.rights")])
def test_a_font_that_must_not_be_embedded_is_refused(desk: Desk, rights: int, code: str) -> None:
    assert refused(desk, changed(rights)) == code


@pytest.mark.parametrize("rights", [0x0000, 0x0004, 0x0008])
def test_a_font_that_may_be_embedded_is_taken(desk: Desk, rights: int) -> None:
    assert paper_fonts.take(desk, changed(rights)).value.family == "ODR Kai"


def test_an_own_font_that_is_gone_or_changed_is_a_fault_that_says_so(desk: Desk) -> None:
    taken = paper_fonts.take(desk, changed(4)).value
    number = opened(desk)
    file_of(taken.theme).write_bytes(b"changed")
    assert not paper_fonts.chosen(desk).here
    with pytest.raises(Fault) as caught:
        papers.issue(desk, number, FORM)
    assert caught.value.code == "papers.own_font_missing"
    file_of(taken.theme).unlink()
    with pytest.raises(Refusal) as gone:
        paper_fonts.choose(desk, taken.theme)
    assert gone.value.code == "font.not_here"
    paper_fonts.choose(desk, "song")
    assert papers.issue(desk, number, FORM).value.pages >= 1


def test_an_unknown_theme_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal) as caught:
        paper_fonts.choose(desk, "comic")
    assert caught.value.code == "font.theme_unknown"
