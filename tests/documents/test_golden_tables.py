"""The register and the report: text and pictures as they were approved, and a clean file.

`python tests/documents/invented_tables.py` writes the approved ones anew.
"""

import runpy
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from odrdesk.documents.facts import Paper
from odrdesk.documents.lint import lint

INVENTED = runpy.run_path(str(Path(__file__).with_name("invented_tables.py")))
MAKE = runpy.run_path(str(Path(__file__).parents[1] / "golden" / "make.py"))
GOLDEN: Path = INVENTED["GOLDEN"]
TABLES: dict[str, Callable[[], Paper]] = dict(INVENTED["tables"]())
FAR = 14.0


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_as_approved_and_its_file_is_clean(name: str) -> None:
    paper = TABLES[name]()
    assert lint(paper.content) == ()
    assert MAKE["text_of"](paper.content) == (GOLDEN / f"{name}.txt").read_text("utf-8")
    seen = MAKE["pictures_of"](paper.content)
    assert len(seen) == paper.pages == len(list(GOLDEN.glob(f"{name}-*.png")))
    for number, picture in enumerate(seen, 1):
        with Image.open(GOLDEN / f"{name}-{number}.png") as approved:
            assert MAKE["distance"](picture, approved.convert("L")) < FAR, f"page {number}"
    assert TABLES[name]().content == paper.content


def test_no_golden_is_left_of_a_table_that_is_gone() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(TABLES)
