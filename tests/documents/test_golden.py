"""Every paper of every kind and copy: text and pictures as they were approved, and a clean file.

`python tests/golden/make.py` writes the approved ones anew.
"""

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from odrdesk.documents.facts import Paper
from odrdesk.documents.lint import lint
from odrdesk.documents.worker import render
from odrdesk.domain.vocabulary import PaperKind

GOLDEN = Path(__file__).parents[1] / "golden"
INVENTED = runpy.run_path(str(Path(__file__).with_name("invented.py")))
MAKE = runpy.run_path(str(GOLDEN / "make.py"))
PAPERS: dict[str, Any] = dict(INVENTED["papers"]())
FIRST = {name.split(".")[0]: name for name in reversed(PAPERS)}
FAR = 14.0
"""Mean grey of a field: another PDFium smooths edges otherwise by 2 to 4, a line that moved differs by 20 and more."""


@pytest.fixture(scope="module")
def made() -> Callable[[str], Paper]:
    """A paper by its name, made once."""
    known: dict[str, Paper] = {}

    def make(name: str) -> Paper:
        if name not in known:
            known[name] = render(PAPERS[name])
        return known[name]

    return make


def test_every_kind_that_can_be_issued_has_an_invented_paper() -> None:
    assert {kind.value for kind in PaperKind} == {kind.value for kind in INVENTED["MADE"]}, (
        "add the kind to MADE in invented.py, then make.py"
    )


@pytest.mark.parametrize("name", PAPERS)
def test_the_text_is_as_approved(made: Callable[[str], Paper], name: str) -> None:
    assert MAKE["text_of"](made(name).content) == (GOLDEN / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("kind", FIRST)
def test_the_pages_look_as_approved(made: Callable[[str], Paper], kind: str) -> None:
    seen = MAKE["pictures_of"](made(FIRST[kind]).content)
    assert len(seen) == len(list(GOLDEN.glob(f"{kind}-*.png")))
    for number, picture in enumerate(seen, 1):
        with Image.open(GOLDEN / f"{kind}-{number}.png") as approved:
            assert MAKE["distance"](picture, approved.convert("L")) < FAR, f"page {number}"


@pytest.mark.parametrize("name", PAPERS)
def test_the_file_is_clean(made: Callable[[str], Paper], name: str) -> None:
    assert lint(made(name).content) == ()


def test_no_golden_is_left_of_a_paper_that_is_gone() -> None:
    texts = {file.stem for file in GOLDEN.glob("*.txt")}
    kinds = {file.stem.rpartition("-")[0] for file in GOLDEN.glob("*.png")}
    assert (texts, kinds) == (set(PAPERS), set(FIRST))
