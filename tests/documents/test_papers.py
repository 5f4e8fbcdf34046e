"""What holds for all papers: text exact in three readers, fonts within, same bytes, marks, pages, hostile text."""

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from fontTools.ttLib import TTFont

from odrdesk.documents import worker
from odrdesk.documents.facts import ItemFacts, Letterhead, Mark, OrderFacts, PaperFacts, PartyFacts, Recipient
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import ItemKind, Payer

KINDS = (
    "supplement",
    "refused",
    "failure",
    "closing",
    "contacts",
    "receipt",
    "registration",
    "acceptance",
    "agreement",
    "settlement",
    "lead_sheet",
    "transfer",
    "prepaid",
)  # fmt: skip
RARE = "\U00020bb7\u36c3\u4dae\U0002cb4e\u9f91\u5803\u5586"
HOSTILE = "</para><img/src=/etc/passwd>{total|money}@items{{7*7}}%(x)s=cmd<b>"

Read = Callable[[bytes], dict[str, str]]


@pytest.fixture(params=KINDS)
def case(request: pytest.FixtureRequest, facts: Any) -> PaperFacts:
    return getattr(facts, request.param)()


def many_items(count: int) -> tuple[ItemFacts, ...]:
    return tuple(
        ItemFacts(ItemKind.OTHER, Payer.MERCHANT, Fen(100 + k), what=f"第{k}项" + "履行说明" * 5) for k in range(count)
    )


def test_rare_names_and_an_emoji_nickname_come_back_exactly(case: PaperFacts, readers: Read) -> None:
    paper = worker.render(replace(case, consumer=PartyFacts(RARE, nickname="爱买鞋的🐼")))
    for text in readers(paper.content).values():
        assert RARE in text
        assert "爱买鞋的🐼" in text


def test_hostile_text_is_printed_literally(case: PaperFacts, readers: Read) -> None:
    paper = worker.render(replace(case, consumer=PartyFacts(HOSTILE)))
    for text in readers(paper.content).values():
        assert HOSTILE in text
    for found in pikepdf.open(io.BytesIO(paper.content)).objects:
        if isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
            assert found.get("/Subtype") != "/Image"
            assert not {"/URI", "/JS", "/Launch", "/Annots", "/OpenAction"} & set(found.keys())


def test_a_character_without_a_shape_is_refused_and_named(case: PaperFacts) -> None:
    with pytest.raises(Refusal) as caught:
        worker.render(replace(case, consumer=PartyFacts("张\U00030edd\u0628")))
    assert caught.value.code == "paper.glyph_missing"
    assert caught.value.field == "consumer.name"
    assert caught.value.data == {
        "characters": ["\u0628", "\U00030edd"],
        "code_points": ["U+0628", "U+30EDD"],
        "places": ["张\U00030edd\u0628"],
    }


def test_every_font_is_embedded_and_there_is_no_helvetica(case: PaperFacts, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(worker.render(case).content)
    listed = subprocess.run(["pdffonts", str(file)], check=True, capture_output=True, text=True).stdout
    rows = [line.split() for line in listed.splitlines()[2:]]
    assert rows
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)
    assert "Helvetica" not in listed


def test_the_tables_back_to_text_have_no_five_digit_hex(case: PaperFacts) -> None:
    document = pikepdf.open(io.BytesIO(worker.render(replace(case, consumer=PartyFacts(RARE))).content))
    tables = [
        o.ToUnicode.read_bytes() for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/ToUnicode" in o
    ]
    assert tables
    for table in tables:
        assert not re.search(rb"<[0-9A-F]{5}>", table)
        assert all(int(count) <= 100 for count in re.findall(rb"(\d+) beginbfchar", table))
    assert any(b"<D842DFB7>" in table for table in tables)


def test_each_page_says_which_of_how_many_it_is(facts: Any, pages: Callable[[bytes], list[str]]) -> None:
    paper = worker.render(facts.agreement(items=many_items(60)))
    assert paper.pages > 3
    for number, text in enumerate(pages(paper.content), 1):
        assert f"第{number}页共{paper.pages}页" in text
        assert f"\u2014{number}\u2014" in text


def test_the_count_of_pages_is_the_files(case: PaperFacts) -> None:
    paper = worker.render(case)
    assert paper.pages == len(pypdf.PdfReader(io.BytesIO(paper.content)).pages)
    assert paper.sha256 == hashlib.sha256(paper.content).hexdigest()


@pytest.mark.parametrize(("mark", "words"), [(Mark.SAMPLE, "样本"), (Mark.COPY, "副本"), (Mark.DRAFT, "样张")])
def test_a_mark_stands_on_every_page(
    case: PaperFacts, mark: Mark, words: str, pages: Callable[[bytes], list[str]]
) -> None:
    for text in pages(worker.render(replace(case, mark=mark)).content):
        assert text.count(words[0]) >= 2
        assert words in text


def test_a_first_copy_carries_no_mark(case: PaperFacts, readers: Read) -> None:
    for text in readers(worker.render(case).content).values():
        assert not any(words in text for words in ("样本", "副本", "样张"))


def test_the_copy_says_whose_it_is(case: PaperFacts, readers: Read) -> None:
    text = readers(worker.render(replace(case, recipient=Recipient.REGULATOR)).content)["pypdf"]
    assert "报送监管部门" in text
    assert "消费者存" not in text.replace("消费者存档", "")


def test_the_file_says_what_it_is(case: PaperFacts) -> None:
    reader = pypdf.PdfReader(io.BytesIO(worker.render(case).content))
    about = reader.metadata
    assert about is not None
    assert case.number in str(about.title)
    assert about.author == case.letterhead.organisation
    assert about.creation_date == case.issued_at
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


def test_the_same_facts_make_the_same_bytes(case: PaperFacts) -> None:
    first = worker.render(case)
    assert worker.render(case) == first
    assert worker.render(replace(case, issued_at=case.issued_at.astimezone(UTC))).content == first.content


def test_another_process_zone_and_hash_seed_make_the_same_bytes(facts: Any) -> None:
    here = worker.render(facts.settlement()).sha256
    code = (
        "import runpy,sys; from odrdesk.documents import worker;"
        "print(worker.render(runpy.run_path(sys.argv[1])['Facts'].settlement()).sha256)"
    )
    for seed, zone in (("1", "UTC"), ("2", "Asia/Kathmandu")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-c", code, str(Path(__file__).parent / "conftest.py")]
        there = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
        assert there.strip() == here


def test_importing_the_papers_does_not_open_reportlab() -> None:
    code = "import sys, odrdesk.documents.worker; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("count", [1, 2, 5, 8, 11, 14, 17, 20, 25, 40])
def test_the_signatures_are_never_alone_and_never_split(
    facts: Any, count: int, pages: Callable[[bytes], list[str]]
) -> None:
    last = pages(worker.render(facts.agreement(items=many_items(count))).content)[-1]
    assert "确认系真实意思表示" in last
    assert last.index("确认系真实意思表示") < last.index("甲方（签名）") < last.index("丙方（见证，盖章）")


def test_a_complaint_of_two_thousand_characters_is_printed_whole(facts: Any, readers: Read) -> None:
    told = "".join(f"第{k}次，主播称鞋面为头层牛皮；" for k in range(130))
    text = readers(worker.render(facts.acceptance(dispute=told)).content)["pypdf"]
    assert sum(f"第{k}次，主播称鞋面为头层牛皮；" in text for k in range(130)) >= 127  # a page may end inside one


def test_names_of_fifty_characters_stay_inside_the_page(facts: Any, readers: Read) -> None:
    long = "阿卜杜拉买买提" * 7 + "店"
    paper = worker.render(facts.agreement(merchant=PartyFacts(long), consumer=PartyFacts(long)))
    assert long in readers(paper.content)["pypdf"]


def test_a_desk_without_telephone_or_address_leaves_no_hole(case: PaperFacts, readers: Read) -> None:
    bare = replace(
        case, letterhead=Letterhead("浦江好物"), officer_phone="", order=OrderFacts("", "692011582274003801")
    )
    text = readers(worker.render(bare).content)["pypdf"]
    assert not any(hole in text for hole in ("电话：。", "致电，", "“”", "None", "：。"))


@pytest.mark.parametrize("recipient", Recipient)
def test_every_recipient_has_a_copy(case: PaperFacts, recipient: Recipient) -> None:
    assert worker.render(replace(case, recipient=recipient)).pages >= 1


def test_glyphs_are_as_wide_as_the_file_says(case: PaperFacts) -> None:
    content = worker.render(replace(case, consumer=PartyFacts(RARE + "🐼"))).content
    for font in pikepdf.open(io.BytesIO(content)).objects:
        if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/Font":
            inside = TTFont(io.BytesIO(font.FontDescriptor.FontFile2.read_bytes()))
            names = inside["cmap"].tables[0].cmap
            for code, width in enumerate(font.Widths, int(font.FirstChar)):
                if names.get(code, ".notdef") != ".notdef":
                    assert abs(inside["hmtx"][names[code]][0] - float(width)) < 1


def test_a_page_is_read_from_the_letterhead_down_to_the_foot(
    case: PaperFacts, pages: Callable[[bytes], list[str]]
) -> None:
    for text in pages(worker.render(case).content):
        assert text.startswith("案件编号PD-2026-000177")
        assert text.endswith("021-58880000")
