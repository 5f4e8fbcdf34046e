"""Pages: nothing lost, headings with their text, signatures never split or alone."""

from dataclasses import dataclass, replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from odrdesk.documents.flow import Block, Placed, Together, paginate, split_stack
from odrdesk.documents.pdf import Sheet

PAGE = 100.0


@dataclass
class Lines:
    """A block of lines of ten points that may be split anywhere with two lines on each side."""

    count: int
    keep: bool = False
    splits: bool = True
    before: float = 0.0
    after: float = 0.0

    def height(self, _width: float) -> float:
        return 10.0 * self.count

    def split(self, _width: float, room: float) -> tuple[Block, Block] | None:
        fit = min(int(room / 10), self.count - 2)
        if not self.splits or fit < 2:
            return None
        return replace(self, count=fit), replace(self, count=self.count - fit)

    def draw(self, _sheet: Sheet, _x: float, _top: float, _width: float) -> None:
        raise AssertionError


def counts(pages: list[list[Placed]]) -> list[list[int]]:
    return [[int(one.block.height(1)) // 10 for one in page] for page in pages]


blocks = st.lists(
    st.builds(
        Lines, st.integers(1, 25), st.booleans(), before=st.sampled_from([0.0, 7.0]), after=st.sampled_from([0.0, 5.0])
    ),
    max_size=20,
)


@given(blocks)
def test_every_line_is_placed_once_and_inside_its_page(given_blocks: list[Lines]) -> None:
    pages = paginate(given_blocks, 1, PAGE)
    assert sum(map(sum, counts(pages))) == sum(block.count for block in given_blocks)
    for page in pages:
        for one in page:
            assert one.down + one.block.height(1) <= PAGE + 1e-6 or len(page) == 1


@given(blocks)
def test_blocks_on_a_page_do_not_overlap(given_blocks: list[Lines]) -> None:
    for page in paginate(given_blocks, 1, PAGE):
        for above, below in pairwise(page):
            assert above.down + above.block.height(1) <= below.down + 1e-6


def test_a_heading_goes_to_the_page_of_its_text() -> None:
    pages = paginate([Lines(9), Lines(1, keep=True), Lines(6)], 1, PAGE)
    assert counts(pages) == [[9], [1, 6]]


def test_a_heading_stays_where_its_text_begins() -> None:
    pages = paginate([Lines(5), Lines(1, keep=True), Lines(6)], 1, PAGE)
    assert counts(pages) == [[5, 1, 4], [2]]


def test_what_belongs_together_is_moved_whole() -> None:
    pages = paginate([Lines(6), Together([Lines(1), Lines(5, splits=False)])], 1, PAGE)
    assert counts(pages) == [[6], [6]]


def test_a_text_of_many_pages_is_split_as_often_as_needed() -> None:
    assert counts(paginate([Lines(35)], 1, PAGE)) == [[10], [10], [10], [5]]


def test_nothing_is_still_one_page() -> None:
    assert paginate([], 1, PAGE) == [[]]


def test_a_stack_is_split_at_the_room() -> None:
    fit, rest = split_stack([Lines(3), Lines(8), Lines(1)], 1, 60)
    assert [block.height(1) for block in fit] == [30, 30]
    assert [block.height(1) for block in rest] == [50, 10]
