"""J7, papers printed: those a case waits for in 2 acts, with its closing in 3, a batch of 6 from the page in 4."""

from collections.abc import Callable
from pathlib import Path

import pytest

from odrdesk.desktop.dialogs.print_out import PrintDialog
from odrdesk.desktop.front import Front
from odrdesk.domain.closing import EVIDENCE
from odrdesk.domain.evidence import Told
from odrdesk.domain.paper_vocabulary import PaperStage
from odrdesk.domain.vocabulary import EvidenceSlot, EvidenceSource, PaperKind, State, Step
from odrdesk.services import cases, evidence, papers
from odrdesk.services.desk import Desk, create
from odrdesk.services.steps import take_step
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


@pytest.fixture
def done(desk: Desk, register) -> str:
    """A case with nothing left but its papers to print: settled, performed, called back, evidence and papers there."""
    number = register(taken=True)
    steps = (
        (Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "同意退款"}),
        (Step.PROPOSE, {"items": [{"kind": "refund", "amount": "897.00", "due": "2026-11-30"}]}),
        (Step.SETTLE, {"consumer_confirmed_by": "电话录音", "merchant_confirmed_by": "平台消息"}),
        (Step.PERFORM, {"amount": "897.00", "proof": "流水2026112322001"}),
        (Step.CALL_BACK, {"result": "款已到账"}),
    )
    for step, facts in steps:
        take_step(desk, number, step, facts)
    for kind in (KIND, PaperKind.SETTLEMENT_AGREEMENT):
        papers.issue(desk, number, kind)
    lacking = [item.what for item in cases.view(desk, number).gate if not item.done]
    for what in lacking:
        told = Told(EvidenceSlot(what.removeprefix(EVIDENCE)), EvidenceSource.CONSUMER)
        evidence.add_several(desk, number, [evidence.HandedIn(what.encode(), told, f"{what}.txt")])
    return number


def at_the_printer(front: Front, acts: Acts, path: Path) -> PrintDialog:
    acts.key("Ctrl+P")
    return into(front, path)


def test_a_case_is_printed_and_closed_in_three(
    done: str, open_front: Callable[[], Front], desk: Desk, settle: Callable[[], None], tmp_path: Path
) -> None:
    front = open_front()
    front.open_case(done)
    settle()
    acts = Acts(front._window, rest=settle)
    dialog = at_the_printer(front, acts, tmp_path / "case.pdf")
    assert dialog.go.text() == "打印"
    acts.key("Ctrl+Shift+A")
    assert dialog.go.text() == "打印并结案"
    acts.key("Enter")
    settle()
    assert acts.count == 3
    assert cases.view(desk, done).case.state is State.CLOSED
    assert papers.counts(desk)[PaperStage.WAITING_PRINT] == 0


def test_printing_alone_closes_nothing_and_a_ticked_closing_waits_for_the_paper(
    done: str, open_front: Callable[[], Front], desk: Desk, settle: Callable[[], None], tmp_path: Path
) -> None:
    front = open_front()
    front.open_case(done)
    settle()
    acts = Acts(front._window, rest=settle)
    dialog = at_the_printer(front, acts, tmp_path / "case.pdf")
    dialog.choose_file = lambda _name: ""  # thought better of it
    acts.key("Ctrl+Shift+A").key("Enter").key("Esc")
    assert cases.view(desk, done).case.state is State.PERFORMED
    dialog = at_the_printer(front, acts, tmp_path / "case.pdf")
    assert dialog.then is not None
    assert not dialog.then.isChecked()
    acts.key("Enter")
    settle()
    assert cases.view(desk, done).case.state is State.PERFORMED


def test_closing_is_not_offered_while_anything_is_missing(
    six: list[str], open_front: Callable[[], Front], settle: Callable[[], None], tmp_path: Path
) -> None:
    front = open_front()
    front.open_case(six[0])
    settle()
    assert at_the_printer(front, Acts(front._window, rest=settle), tmp_path / "case.pdf").then is None
