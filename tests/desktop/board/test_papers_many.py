"""Papers for many cases at once, from the list of cases; the papers of one case; how they are numbered and printed."""

from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from odrdesk.desktop.dialogs.paper_batch import QUEUE, BatchDialog
from odrdesk.desktop.dialogs.paper_deliver import DeliverDialog
from odrdesk.desktop.dialogs.paper_history import HistoryDialog
from odrdesk.desktop.dialogs.print_out import PrintDialog
from odrdesk.desktop.pages.settings_papers import PapersSection
from odrdesk.domain.paper_vocabulary import PaperStage
from odrdesk.domain.vocabulary import PaperKind, Step
from odrdesk.services import paper_settings, papers, steps

KIND = PaperKind.ACCEPTANCE_NOTICE


@pytest.fixture
def front(register, open_front):
    """A desk with two cases that were taken on and one that was not."""
    for name, taken in (("王秀英", True), ("赵一凡", True), ("钱多多", False)):
        register(name, taken=taken)
    return open_front()


@pytest.fixture
def over(front, settle):
    """What lies over the window, of a kind, once all is at rest."""

    def find(kind):
        settle()
        return next(one for one in front._window.findChildren(kind) if one.isVisible())

    return find


@pytest.fixture
def batch(front, over, settle) -> BatchDialog:
    """The dialog for all cases of the list, chosen by keys."""
    front._window.go("cases")
    settle()
    QTest.keyClick(front.cases.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert front.cases.bulk.count.text() == "已选 3 件（全部视图）"
    front.cases.bulk.buttons["issue"].click()
    return over(BatchDialog)


def test_those_that_refuse_are_named_and_the_others_go_on(batch, settle, desk, over) -> None:
    batch.kind.choose(KIND.value)
    batch.copies["merchant"].click()
    batch.confirm()
    settle()
    assert papers.counts(desk)[PaperStage.WAITING_PRINT] == 4
    assert "已出具 4 份" in batch.bar.words
    assert len(batch._refused_ones) == 1
    assert batch._scroll.isVisible()
    batch.print.click()
    assert len(over(PrintDialog)._job.parts) == 4


def test_stopped_it_keeps_what_was_issued_and_goes_on_with_the_rest(batch, settle, desk) -> None:
    heard = batch._heard

    def stop_before_the_second(done: int, of: int, case: str) -> bool:
        return heard(done, of, case) and done < 1

    batch.kind.choose(KIND.value)
    batch._heard = stop_before_the_second
    batch.confirm()
    settle()
    first = batch._keys
    assert len(batch._left) == 2
    assert batch.go.isVisible()
    del batch._heard
    batch.go.click()
    settle()
    assert batch._left == ()
    assert batch._keys[: len(first)] == first
    assert papers.counts(desk)[PaperStage.WAITING_PRINT] == 2


def test_the_same_again_issues_nothing_twice(batch, settle, desk, front, over) -> None:
    batch.kind.choose(KIND.value)
    batch.confirm()
    settle()
    batch.dismiss()
    front.cases.bulk.buttons["issue"].click()
    again = over(BatchDialog)
    again.kind.choose(KIND.value)
    again.confirm()
    settle()
    assert "其中 2 份此前已出具" in again.bar.words
    assert papers.counts(desk)[PaperStage.WAITING_PRINT] == 2


def test_they_become_one_pdf(batch, settle, tmp_path: Path) -> None:
    batch.kind.choose(KIND.value)
    batch.form.choose(".pdf")
    target = tmp_path / "all.pdf"
    batch.choose_file = lambda _name, _ending: str(target)
    batch.confirm()
    settle()
    assert "已出具 2 份" in batch.bar.words
    assert len(pypdf.PdfReader(target).pages) >= 2


def test_without_any_copy_nothing_is_begun(batch, settle, desk) -> None:
    assert batch.form.key == QUEUE
    for tick in batch.copies.values():
        tick.setChecked(False)
    batch.confirm()
    settle()
    assert "至少" in batch.bar.words
    assert papers.counts(desk)[PaperStage.WAITING_PRINT] == 0


@pytest.fixture
def card(front, settle, desk):
    """The papers of the first case, with both copies of its notice of acceptance."""
    front._window.go("cases")
    settle()
    number = next(one for row in range(3) if (one := front.cases.rows.shown(row)).consumer.startswith("王")).number
    for copy in ("consumer", "merchant"):
        papers.issue(desk, number, KIND, copy=copy)
    front.open_case(number)
    settle()
    front.case.tabs.tab("papers").click()
    return front.case.papers


def test_a_case_prints_all_its_papers_as_one_job(card, over) -> None:
    assert card.all.isVisible()
    card.all.click()
    assert len(over(PrintDialog)._job.parts) == 2


def test_a_paper_of_a_case_is_delivered_and_looked_up_there(card, over, front, settle) -> None:
    key = min(card.further)
    card.asked.emit("deliver", (key,))
    dialog = over(DeliverDialog)
    dialog.receipt.setText("本人签收")
    dialog.confirm()
    settle()
    card.asked.emit("history", (key,))
    told = over(HistoryDialog)
    assert any("本人签收" in label.text() for label in told.findChildren(type(told.title)))


def test_what_is_refused_is_said_on_the_case(card, front, desk, settle) -> None:
    key = min(card.further)
    papers.void(desk, key, "写错")
    front.papers.print((key,))
    settle()
    assert "作废" in front.case.bar.words


class TestSettings:
    """设置 › 文书编号与打印."""

    @pytest.fixture
    def section(self, front, settle) -> PapersSection:
        front._window.go("settings")
        front.settings.open_section("papers")
        settle()
        found = front.settings.section
        assert isinstance(found, PapersSection)
        found.kind.choose(KIND.value)
        return found

    def test_the_example_follows_what_is_typed_and_says_what_is_wrong(self, section) -> None:
        section.template.setText("{prefix}{year}-{seq:05d}")
        assert section.example.text().endswith(f"{section.prefix.text() or '消受'}2026-00001")
        section.template.setText("{prefix}{year}")
        assert "序号" in section.example.text()

    def test_number_copies_and_sides_are_set_for_a_kind(self, section, settle, desk, front) -> None:
        section.prefix.setText("浦受")
        section.copies.setText("3")
        section.duplex.click()
        section.save_kind.click()
        settle()
        assert paper_settings.print_settings(desk, KIND) == paper_settings.PrintSettings(3, duplex=True)
        number = next(
            one for row in range(3) if (one := front.cases.rows.shown(row)) and one.consumer.startswith("王")
        ).number
        assert papers.issue(desk, number, KIND).value.number.startswith("浦受")

    def test_no_copies_at_all_are_refused_and_stay_typed(self, section, settle) -> None:
        section.copies.setText("0")
        section.save_kind.click()
        settle()
        assert section.fields["copies"].refused
        assert section.copies.text() == "0"

    def test_what_is_typed_for_a_kind_is_there_again_and_named_meanwhile(self, section, settle, desk) -> None:
        other = PaperKind.SETTLEMENT_AGREEMENT
        QTest.keyClicks(section.prefix, "A")
        section.duplex.click()
        typed = section.prefix.text()
        section.kind.choose(other.value)
        assert section.prefix.text() != typed
        assert "受理告知书" in section.bar.words
        section.copies.selectAll()
        QTest.keyClicks(section.copies, "5")
        section.save_kind.click()
        settle()
        assert paper_settings.print_settings(desk, other).copies == 5
        assert section.unsaved, "the other kind waits still"
        section.kind.choose(KIND.value)
        assert (section.prefix.text(), section.duplex.isChecked()) == (typed, True)
        section.save_kind.click()
        settle()
        assert not section.unsaved
        assert paper_settings.print_settings(desk, KIND).duplex

    def test_saving_the_style_of_all_leaves_what_is_typed_for_one(self, section, settle) -> None:
        QTest.keyClicks(section.prefix, "A")
        typed = section.prefix.text()
        section.template.setText("{prefix}{year}-{seq:05d}")
        section.save.click()
        settle()
        assert section.prefix.text() == typed
        assert section.template.text() == "{prefix}{year}-{seq:05d}"


def test_a_case_that_changed_under_the_dialog_is_left_out_and_named(batch, settle, desk, front) -> None:
    changed = next(one.number for row in range(3) if (one := front.cases.rows.shown(row)).consumer.startswith("王"))
    steps.take_step(desk, changed, Step.CORRECT, {"field": "order.goods", "value": "羊毛围巾", "why": "写错"})
    batch.kind.choose(KIND.value)
    batch.confirm()
    settle()
    assert [no.why.code for no in batch._refused_ones if no.case == changed] == ["paper.changed_since"]
    assert papers.counts(desk)[PaperStage.WAITING_PRINT] == 1
