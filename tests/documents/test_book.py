"""Many papers in one file: each as it is alone, faces once, pages found again, nothing of one in another."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest

from odrdesk.documents import worker
from odrdesk.documents.book import Book, bind
from odrdesk.documents.facts import PartyFacts, Settlement
from odrdesk.domain.errors import Refusal

Pages = Callable[[bytes], list[str]]
NAMES = ("张某", "李某", "王某", "\U00020bb7某")


def notices(facts: Any) -> Iterator[Settlement]:
    for number, name in enumerate(NAMES, 1):
        yield facts.settlement(number=f"沪浦消结〔2026〕{number}号", consumer=PartyFacts(name))


@pytest.fixture(scope="module")
def book(facts: Any) -> Book:
    return bind(notices(facts), "结案通知书")


def test_each_paper_reads_as_it_does_alone(book: Book, facts: Any, pages: Pages) -> None:
    read = pages(book.content)
    for place, one in zip(book.ranges, notices(facts), strict=True):
        assert read[place.start : place.stop] == pages(worker.render(one).content)


def test_each_face_is_in_the_file_once(book: Book) -> None:
    document = pikepdf.open(io.BytesIO(book.content))
    names = [
        str(o.BaseFont)[8:] for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/DescendantFonts" in o
    ]
    assert len(names) == len(set(names))


def test_a_paper_in_a_book_costs_a_tenth_of_one_alone(book: Book, facts: Any) -> None:
    more = bind([*notices(facts), *notices(facts)], "结案通知书")
    each = (len(more.content) - len(book.content)) / len(NAMES)
    assert each < len(worker.render(facts.settlement()).content) / 10


def test_the_outline_has_a_line_for_each_paper_that_leads_to_it(book: Book) -> None:
    document = pikepdf.open(io.BytesIO(book.content))
    with document.open_outline() as outline:
        lines = [(str(line.title), document.pages.index(pikepdf.Page(line.destination[0]))) for line in outline.root]
    expected = [f"沪浦消结〔2026〕{number}号" for number in range(1, len(NAMES) + 1)]
    assert [title.split(" ")[1] for title, _ in lines] == expected
    assert [page for _, page in lines] == [place.start for place in book.ranges]


def test_the_structure_has_a_part_for_each_paper_on_its_own_pages(book: Book) -> None:
    document = pikepdf.open(io.BytesIO(book.content))
    parts = document.Root.StructTreeRoot.K[0].K
    assert [str(part.S) for part in parts] == ["/Part"] * len(NAMES)
    for part, place in zip(parts, book.ranges, strict=True):
        assert {document.pages.index(pikepdf.Page(page)) for page in pages_of(part)} == set(place)


def test_backs_make_every_paper_begin_on_a_sheet_of_its_own(facts: Any, pages: Pages) -> None:
    some = [facts.agreement(items=facts.agreement().items * count) for count in (1, 9, 1)]
    alone = [worker.render(one).pages for one in some]
    assert any(count % 2 for count in alone)
    bound = bind(some, "和解协议书", backs=True)
    assert all(place.start % 2 == 0 for place in bound.ranges)
    assert [len(place) for place in bound.ranges] == alone
    blank = set(range(bound.pages)) - {page for place in bound.ranges for page in place}
    assert {pages(bound.content)[page] for page in blank} == {""}


def test_a_book_is_the_same_bytes_each_time_and_leaves_single_papers_alone(book: Book, facts: Any) -> None:
    before = worker.render(facts.settlement())
    assert bind(notices(facts), "结案通知书").content == book.content
    assert worker.render(facts.settlement()) == before


def test_themes_stand_beside_each_other_in_one_book(facts: Any, pages: Pages) -> None:
    mixed = [facts.settlement(), facts.settlement(theme="song")]
    read = pages(bind(mixed, "结案通知书").content)
    assert "头层牛皮男鞋" in "".join(read)


def test_a_paper_that_cannot_be_set_ends_the_book_and_the_next_paper_is_alone_again(facts: Any) -> None:
    with pytest.raises(Refusal):
        bind([facts.settlement(), facts.settlement(consumer=PartyFacts("张\u0628"))], "结案通知书")
    assert worker.render(facts.settlement()).content.startswith(b"%PDF-1.7")


def pages_of(element: Any) -> Iterator[Any]:
    """The pages of the content below an element."""
    if "/Pg" in element:
        yield element.Pg
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield from pages_of(kid)
