"""While a service works: nothing is done twice, nothing typed meanwhile is lost, nobody hears of it too late."""

from datetime import date
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest

from odrdesk.desktop import keeping
from odrdesk.desktop.models.columns import case_row
from odrdesk.desktop.pages.case_composer import NOTE
from odrdesk.desktop.pages.cases_preview import CasePreview
from odrdesk.domain.vocabulary import Step
from odrdesk.services import cases, drafts, lists


@pytest.fixture
def held(work):
    """The writer stands still until it is let go."""
    gate = Event()
    yield lambda: work.write(gate.wait) and gate
    gate.set()


def acts(desk, number: str) -> list[str]:
    return [one.entry.act for one in cases.view(desk, number).record]


@pytest.mark.usefixtures("number")
def test_esc_while_a_step_is_written_waits_for_its_answer(page, desk, settle, held, heard) -> None:
    taken = []
    dialog = page.deeds.take(page.sight, Step.CONTACT)
    dialog.taken.connect(taken.append)
    dialog.form.parts["content"].setPlainText("商家同意退款")
    dialog.form.parts["with"].choose("merchant")
    gate = held()
    dialog.confirm()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    gate.set()
    settle()
    assert len(taken) == 1
    assert not drafts.kept(desk), "a draft of what was done would have it done again"
    assert not heard.bugs


def test_a_window_that_goes_while_a_step_is_written_leaves_no_draft_of_it(page, desk, number, settle, held) -> None:
    dialog = page.deeds.take(page.sight, Step.CONTACT)
    dialog.form.parts["content"].setPlainText("商家同意退款")
    dialog.form.parts["with"].choose("merchant")
    dialog.keeper.keep()
    settle()
    gate = held()
    dialog.confirm()
    page.window().leaving.emit()
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    gate.set()
    settle()
    assert acts(desk, number).count("dispute.contact") == 1
    assert not drafts.kept(desk)


@pytest.mark.parametrize("kind", ["contact", "note"])
def test_what_is_typed_on_while_a_contact_is_written_stays(page, desk, settle, held, kind: str) -> None:
    composer = page.record.composer
    if kind == "note":
        composer.kind.choose(NOTE)
        composer._show_kind()
    composer.content.setPlainText("商家同意退款😀")
    gate = held()
    composer.send()
    composer.content.moveCursor(composer.content.textCursor().MoveOperation.End)
    composer.content.insertPlainText("下周再问")
    gate.set()
    settle()
    assert composer.content.toPlainText() == "下周再问"
    assert [one.values["content"] for one in drafts.kept(desk, keeping.CONTACT)] == ["下周再问"]


def test_what_was_recorded_leaves_an_empty_field_and_no_draft(page, desk, settle) -> None:
    composer = page.record.composer
    composer.content.setPlainText("商家同意退款")
    composer.result.setText("同意")
    composer.keeper.keep()
    composer.send()
    settle()
    assert (composer.content.toPlainText(), composer.result.text()) == ("", "")
    assert not drafts.kept(desk)


def test_a_day_that_takes_long_to_read_does_not_come_over_today(page, settle, qtbot) -> None:
    gate, usual = Event(), page.past.reader

    def slow(desk, number):
        read = usual(desk, number)
        return lambda: gate.wait(20) and read()

    page.past.reader = slow
    page.past.go(date(2026, 9, 30))
    page.past.reader = usual
    before = page.sight
    page.past.go(None)
    qtbot.waitUntil(lambda: page.sight is not before, timeout=20_000)
    gate.set()
    settle()
    assert page.sight.past is None


def test_a_preview_takes_no_step_of_the_case_before(look, work, desk, number, settle) -> None:
    preview, taken = CasePreview(look, work, desk), []
    preview.took.connect(lambda sight, step: taken.append((sight.case.number, step)))
    rows = [case_row(row) for row in lists.rows(desk, [1, 2])]
    preview.turn_to(rows[0])
    preview._read()
    settle()
    assert preview.shown == number
    preview.turn_to(rows[1])
    preview.next.took.emit("accept")
    assert taken == []
    preview._read()
    settle()
    preview.next.took.emit("accept")
    assert taken == [("ODR-2026-00002", "accept")]
    preview.deleteLater()
