"""Pages: their numbers and sides, headings with their text, signatures in company, tables of no row and many."""

import io
import re
from collections.abc import Callable, Sequence
from typing import Any

import pikepdf
import pypdfium2
import pytest

from odrdesk.documents import worker
from odrdesk.documents.clusters import Run
from odrdesk.documents.facts import ItemFacts, Paper
from odrdesk.documents.flow import Block, Gap, paginate
from odrdesk.documents.fonts import faces
from odrdesk.documents.frame import PORTRAIT
from odrdesk.documents.layout import HEIGHT, Type, typeset
from odrdesk.documents.lint import lint
from odrdesk.documents.pdf import A4, MM, single_line
from odrdesk.documents.table import Column, Table, TableLook, table
from odrdesk.documents.wording import wording
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import ItemKind, Payer

HEADING = re.compile(r"^[一二三四五六七八九十]+、")
WIDEST = Fen(99_999_999_999)
LONG = "消费者称直播间宣传与实物不符，要求退货退款并赔偿损失，经营者不同意。"


class Seen:
    """A paper's pages as PDFium reads them."""

    def __init__(self, content: bytes) -> None:
        self._document = pypdfium2.PdfDocument(content)
        self.count = len(self._document)

    def text(self, page: int, left: float = 0, bottom: float = 0, right: float = A4[0], top: float = A4[1]) -> str:
        read = self._document[page].get_textpage()
        return read.get_text_bounded(left=left, bottom=bottom, right=right, top=top)

    def body(self, page: int, bottom: float = PORTRAIT.foot) -> list[str]:
        """The lines of the type area above `bottom`."""
        told = self.text(page, bottom=bottom, top=A4[1] - PORTRAIT.top + 4)
        return [line for line in told.replace("\r\n", "\n").split("\n") if line.strip()]


def paper_of(facts: Any, blocks: Callable[[Type], Sequence[Block]]) -> Paper:
    words = wording("settlement_notice")
    return typeset(facts.settlement(), words, "通知书", blocks, size=14, leadings=(26.0, 22.0))


@pytest.mark.parametrize("count", [1, 2, 10, 100])
def test_each_page_says_its_number_on_its_side(facts: Any, count: int) -> None:
    seen = Seen(paper_of(facts, lambda _: [Gap(HEIGHT)] * count).content)
    assert seen.count == count
    for page in {0, 1, count // 2, count - 1} & set(range(count)):
        number, middle = page + 1, A4[0] / 2
        left, right = (
            seen.text(page, *edges, top=PORTRAIT.foot) for edges in ((0, 0, middle), (middle, 0, A4[0]))
        )  # fmt: skip
        side = right if number % 2 else left
        assert f"—{number}—" in "".join(side.split())
        assert f"第{number}页共{count}页" in "".join((left + right).split())


def test_headings_and_their_elements_are_found_on_their_pages(facts: Any) -> None:
    def blocks(kind: Type) -> list[Block]:
        said = [[kind.heading(f"第{k}节"), kind.body("字" * 30), Gap(HEIGHT - 90)] for k in range(12)]
        return [kind.title("通知书", "")[0], Gap(HEIGHT - 60), *(block for part in said for block in part)]

    content = paper_of(facts, blocks).content
    assert lint(content) == ()
    document = pikepdf.open(io.BytesIO(content))
    assert len(document.pages) == 13
    with document.open_outline() as outline:
        (title,) = outline.root
        assert [document.pages.index(pikepdf.Page(line.destination[0])) for line in title.children] == [*range(1, 13)]
    sections = [one for one in document.Root.StructTreeRoot.K[0].K if one.S == "/Sect"]
    assert [document.pages.index(pikepdf.Page(one.K[0].Pg)) for one in sections] == [*range(1, 13)]


@pytest.mark.parametrize("kind", ["acceptance", "agreement", "settlement", "lead_sheet", "transfer", "prepaid"])
@pytest.mark.parametrize("long", [0, 6, 13, 19, 26])
def test_signatures_have_company_and_headings_have_their_text(facts: Any, kind: str, long: int) -> None:
    told = {"what" if kind == "lead_sheet" else "dispute": LONG * (long + 1)}
    paper = worker.render(getattr(facts, kind)(**told))
    seen = Seen(paper.content)
    (page,) = {one.page for one in paper.anchors}
    above = max(bottom + high for _, _, (_, bottom, _, high) in paper.anchors)
    assert page == paper.pages - 1
    assert seen.body(page, above), "a signature stands alone on its page"
    for number in range(paper.pages):
        assert not HEADING.match(seen.body(number)[-1])


def rows(count: int) -> list[list[str]]:
    return [[str(number), "甲乙丙丁"] for number in range(1, count + 1)]


def made(count: int, *, totals: bool = True) -> Table:
    columns = [Column(60, "序号", "center"), Column(200, "内容")]
    return table(columns, rows(count), faces(), totals=[["", "合计"]] if totals else [])


@pytest.mark.parametrize("count", range(1, 30))
def test_totals_stay_with_a_row(count: int) -> None:
    *_, last = paginate([made(count)], 260, 200)
    (placed,) = last
    assert isinstance(placed.block, Table)
    assert len(placed.block.rows) >= 1
    assert len(placed.block.totals) == 1


def test_a_table_without_a_row_has_its_head_and_its_totals(facts: Any) -> None:
    seen = Seen(paper_of(facts, lambda _: [made(0)]).content)
    assert seen.body(0) == ["序号 内容", "合计"]


def test_five_thousand_rows_are_all_there_in_order() -> None:
    pages = paginate([made(5_000)], 260, HEIGHT)
    parts = [placed.block for page in pages for placed in page if isinstance(placed.block, Table)]
    assert sum(len(part.rows) for part in parts) == 5_000
    assert [part.continued for part in parts] == [False] + [True] * (len(parts) - 1)
    assert [len(part.totals) for part in parts[:-1]] == [0] * (len(parts) - 1)
    for part in parts:
        assert part.height(260) <= HEIGHT + 1e-6


def test_a_cell_longer_than_three_pages_keeps_its_text_and_the_head(facts: Any) -> None:
    text = "".join(chr(0x4E00 + k) for k in range(3_000))

    def blocks(_: Type) -> list[Block]:
        return [table([Column(60, "序号"), Column(300, "内容")], [["1", text]], faces(), look=TableLook(12, 20))]

    paper = paper_of(facts, blocks)
    assert paper.pages > 3
    assert lint(paper.content) == ()
    seen = Seen(paper.content)
    lines = [seen.body(page) for page in range(paper.pages)]
    assert all(line[0] == "序号 内容" for line in lines)
    assert "".join(char for line in lines for char in "".join(line[1:]) if char >= "\u4e00") == text


@pytest.mark.parametrize("role", ["song", "hei"])
@pytest.mark.parametrize(("column", "size"), [(34 * MM, 10.5), (30 * MM, 9.5)])
def test_the_widest_amount_fits_its_column(role: str, column: float, size: float) -> None:
    line = single_line(WIDEST.grouped, Run("", role, size, tabular=True), faces())
    assert line.width <= column - 2 * TableLook().pad_x


def test_the_widest_amounts_stand_on_one_line_with_their_total(facts: Any) -> None:
    items = tuple(ItemFacts(ItemKind.REFUND, Payer.MERCHANT, WIDEST) for _ in range(3))
    seen = Seen(worker.render(facts.settlement(items=items)).content)
    text = "\n".join(line for page in range(seen.count) for line in seen.body(page))
    assert text.count("999,999,999.99") == 3
    assert "2,999,999,999.97" in text
