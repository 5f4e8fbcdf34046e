"""Wide tables over many pages: every row once, sums that fit, nothing outside its page."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from odrdesk.documents.broadsheet import ROOM_HIGH, Frame, Grid, GridColumn, GridLook, check_printable, fitted, spread
from odrdesk.documents.clusters import Run
from odrdesk.documents.fonts import faces
from odrdesk.documents.ink import INK
from odrdesk.documents.pdf import single_line
from odrdesk.domain.errors import Refusal

COLUMNS = (GridColumn(10, "序号", "center"), GridColumn(40, "经营者"), GridColumn(20, "金额", "right"))


def rows(count: int) -> list[list[str]]:
    long = "深圳市前海跨境易购供应链管理有限公司及其他经营者" * 3
    return [[str(place), long if place % 7 == 3 else "阿强海鲜", "999,999,999.99"] for place in range(count)]


def below(first: int, last: int, end: bool) -> Sequence[Sequence[str]]:
    return [["", "本页小计", f"{last - first}"], ["", "总计" if end else "累计", f"{last}"]]


@pytest.mark.parametrize("count", [0, 1, 27, 500, 5000])
def test_every_row_stands_once_and_every_page_has_its_sums(count: int) -> None:
    grid = Grid(COLUMNS, faces(), GridLook(), 774.0)
    pages = spread(grid, rows(count), below)
    assert [page.first for page, _ in pages[1:]] == [page.last for page, _ in pages[:-1]]
    assert (pages[0][0].first, pages[-1][0].last) == (0, count)
    assert all(len(lines) == page.last - page.first + 2 for page, lines in pages)
    assert all(page.last > page.first for page, _ in pages) or count == 0
    tall = [grid.head.tall + sum(line.tall for line in lines) for _, lines in pages]
    assert max(tall) <= ROOM_HIGH + 0.01
    # No page is left while its next row would have had room.
    assert all(height + pages[place + 1][1][0].tall > ROOM_HIGH - 0.01 for place, height in enumerate(tall[:-1]))


def test_a_row_taller_than_a_page_does_not_hang_the_print() -> None:
    grid = Grid(COLUMNS, faces(), GridLook(), 774.0)
    pages = spread(grid, [["1", "字" * 6000, "1"], ["2", "b", "2"]], below)
    assert [page.last for page, _ in pages] == [1, 2]


def test_a_long_name_is_set_smaller_and_then_cut() -> None:
    class Drawn:
        faces = faces()
        said = ""

        def text(self, text: str, _x: float, _y: float, look: Run) -> float:
            self.said = text
            return single_line(text, look, self.faces).width

    sheet, look = Drawn(), Run("", "song", 9, INK)
    assert fitted(sheet, "填报单位：甲", (0, 0), look, 200) < 200
    assert sheet.said == "填报单位：甲"
    assert fitted(sheet, "填报单位：" + "很长的名称" * 30, (0, 0), look, 200) <= 200.5
    assert sheet.said.endswith("…")


def test_a_character_without_a_shape_is_named() -> None:
    check_printable(["龑堃𠮷"], faces())
    with pytest.raises(Refusal) as no:
        check_printable(["好", "\U000323af"], faces())
    assert (no.value.code, no.value.data["code_points"]) == ("paper.glyph_missing", ["U+323AF"])


def test_what_stands_left_never_runs_into_the_middle() -> None:
    class Drawn:
        faces = faces()

        def __init__(self) -> None:
            self.ends: list[tuple[float, float]] = []

        def text(self, text: str, x: float, _y: float, look: Run, align: str = "left", **_more: float) -> float:
            width = single_line(text, look, self.faces).width
            begin = {"left": x, "center": x - width / 2, "right": x - width}[align]
            self.ends.append((begin, begin + width))
            return width

        @contextmanager
        def artifact(self, _kind: str) -> Iterator[None]:
            yield

    drawn = Drawn()
    middle = "全部案件　2026年11月23日　逾期 5 件　今日到期 18 件"
    left = "上海悦播网络科技有限公司 消费维权联络点 · 在线消费纠纷解决（ODR）工作站"
    Frame("", left, middle, "按期限排列", (), "", "", first=False).draw(drawn, 1, 1)
    _title, beside, among, after = drawn.ends[:4]
    assert beside[1] < among[0]
    assert among[1] < after[0]
