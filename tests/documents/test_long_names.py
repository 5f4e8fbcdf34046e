"""An issuer whose name is longer than a line: nothing runs off the page, and the paper is made at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from odrdesk.documents import worker
from odrdesk.documents.blocks import Issuer
from odrdesk.documents.clusters import Faces, Run
from odrdesk.documents.fonts import faces
from odrdesk.documents.pdf import single_line, within
from tests.documents import invented

PAPERS = dict(invented.papers())
LONG = "上海浦江直播电子商务消费维权联络点" * 7


class Ruler:
    """A sheet that notes where each line begins and ends."""

    def __init__(self, faces: Faces) -> None:
        self.faces, self.lines = faces, list[tuple[str, float, float]]()

    def text(self, text: str, x: float, _base: float, look: Run, _align: str) -> None:
        half = single_line(text, look, self.faces).width / 2
        self.lines.append((text, x - half, x + half))

    def ring(self, *_told: object) -> None:
        """Not measured."""

    anchor = ring

    @contextmanager
    def tagged(self, _tag: object) -> Iterator[None]:
        yield


def test_the_name_of_an_issuer_stays_within_the_type_area() -> None:
    known = faces()
    sheet: Any = Ruler(known)
    Issuer([LONG], "2026年11月23日", "（盖章）", 14, known).draw(sheet, 76, 300, 442)
    assert "".join(text for text, _left, _right in sheet.lines[1:-1]) == LONG
    assert all(left >= 75.5 and right <= 518.5 for _text, left, right in sheet.lines)


def test_an_address_of_a_thousand_characters_is_cut_in_the_foot_at_once() -> None:
    facts = PAPERS["acceptance_notice.consumer"]
    made = worker.render(replace(facts, letterhead=replace(facts.letterhead, address="沪" * 1_000)))
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(made.content)).pages)
    assert "沪…" in text


@pytest.mark.parametrize("length", [1, 2, 3, 20, 399, 400, 401, 2_000])
def test_a_line_takes_as_many_letters_as_fit_and_says_that_more_follow(length: int) -> None:
    known, text = faces(), "沪" * length
    look = within(text, Run("", "song", 9), known, 200)
    assert single_line(look.text, look, known).width <= 200.5
    if look.text != text:
        one_more = f"{look.text[:-1]}沪…"
        assert look.text.endswith("沪…")
        assert single_line(one_more, look, known).width > 200.5
