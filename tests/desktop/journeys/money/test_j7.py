"""J7, papers printed: those a case waits for in 2 acts, a batch of 6 from the page in 4."""

from collections.abc import Callable
from pathlib import Path

import pytest

from odrdesk.desktop.dialogs.print_out import PrintDialog
from odrdesk.desktop.front import Front
from odrdesk.domain.paper_vocabulary import PaperStage
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services import papers
from odrdesk.services.desk import Desk, create
from tests.desktop.acts import Acts

KIND = PaperKind.ACCEPTANCE_NOTICE
COPIES = ("consumer", "merchant")


@pytest.fixture
def desk(tmp_path: Path, clock) -> Desk:
    """A practice desk: its papers need no letterhead."""
    made = create(tmp_path / "desk", "浦东·悦播联络点", practice=True, clock=clock, owner="陈晓雯")
    yield made
    made.close(backup=False)


@pytest.fixture
def six(desk: Desk, register) -> list[str]:
    """Three cases with both copies of their notice."""
    numbers = [register(name, taken=True) for name in ("王秀英", "赵一凡", "钱多多")]
    for number in numbers:
        for copy in COPIES:
            papers.issue(desk, number, KIND, copy=copy)
    return numbers


def into(front: Front, path: Path) -> PrintDialog:
    """This machine has no printer: the file the dialog asks for beside the acts."""
    dialog = next(one for one in front._window.findChildren(PrintDialog) if one.isVisible())
    dialog.choose_file = lambda _name: str(path)
    return dialog


def test_six_are_printed_from_the_page_in_four(
    six: list[str], open_front: Callable[[], Front], desk: Desk, settle: Callable[[], None], tmp_path: Path
) -> None:
    front = open_front()
    front._window.registry.run("papers")
    front.papers.page.show_stage(None)
    settle()
    acts = Acts(front._window, rest=settle)
    acts.click(front.papers.page.tabs.tab(PaperStage.WAITING_PRINT.value)).key("Ctrl+A").key("Ctrl+P")
    assert len(into(front, tmp_path / "all.pdf")._job.parts) == 6
    acts.key("Enter")
    settle()
    assert papers.counts(desk)[PaperStage.WAITING_PRINT] == 0
    assert acts.count <= 4


def test_a_case_prints_what_it_waits_for_in_two(
    six: list[str], open_front: Callable[[], Front], desk: Desk, settle: Callable[[], None], tmp_path: Path
) -> None:
    front = open_front()
    front.open_case(six[0])
    settle()
    acts = Acts(front._window, rest=settle)
    acts.key("Ctrl+P")
    assert len(into(front, tmp_path / "case.pdf")._job.parts) == 2
    acts.key("Enter")
    settle()
    assert papers.counts(desk)[PaperStage.WAITING_PRINT] == 4
    assert acts.count <= 2
    acts.key("Ctrl+P")  # nothing waits any more: the last paper is looked at
    assert not any(one.isVisible() for one in front._window.findChildren(PrintDialog))
