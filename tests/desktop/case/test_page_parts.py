"""The parts of the case page: what is built only when it is seen, what leaves a trace, what comes back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.dialogs.evidence_file import FilingDialog
from odrdesk.desktop.pages.case_timeline import PAGE
from odrdesk.desktop.widgets.ladder import Ladder
from odrdesk.domain.evidence import Told
from odrdesk.domain.money import Fen
from odrdesk.domain.offers import Rung
from odrdesk.domain.vocabulary import EvidenceSlot, Payer, Role, Step
from odrdesk.services import case_looks, cases, clerks, evidence, intake
from odrdesk.services.evidence import HandedIn
from odrdesk.services.steps import take_step


@pytest.fixture
def acts_of(desk, number):
    return lambda: [one.entry.act for one in cases.view(desk, number).record]


def test_of_five_hundred_entries_a_page_is_built_and_the_rest_as_one_scrolls(page, desk, number, settle) -> None:
    for turn in range(500):
        case_looks.note(desk, number, f"note{turn}x 😀")
    page.show_tab("record")
    page.refresh()
    settle()
    timeline = page.timeline
    assert timeline.timeline.built == PAGE
    assert timeline.waiting == 501 - PAGE
    timeline.follow(10_000, 10_000)
    settle()
    assert timeline.timeline.built == 2 * PAGE
    timeline.search.setText("NOTE7x")
    timeline.refresh()
    settle()
    assert (timeline.timeline.built, timeline.waiting) == (1, 0)
    timeline.search.setText("没有的词")
    timeline.refresh()
    settle()
    assert timeline._none.isVisible()
    written = []
    lines = page.audit.table.lines
    page.show_tab("audit")
    settle()
    lines.show_lines(page.audit.shown, lambda one: written.append(one) or ("",) * 4)
    page.audit.table.grab()
    assert 0 < len(set(map(id, written))) < 60, "only the rows in view are written out"


def test_three_hundred_pieces_of_evidence_are_painted_not_built(page, desk, number, settle) -> None:
    handed = [HandedIn(b"%d" % turn, Told(EvidenceSlot.CHAT), f"{turn}.txt") for turn in range(100)]
    for turn in range(3):
        evidence.add_several(desk, number, [one._replace(content=b"%d-" % turn + one.content) for one in handed])
    page.show_tab("evidence")
    widgets = lasting(page)
    page.refresh()
    settle()
    assert page.tabs.tab("evidence").accessibleName().endswith("300")
    assert lasting(page) - widgets < 60


def lasting(page) -> int:
    """How many widgets the page has, without those on their way out."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return len(page.findChildren(QWidget))


@pytest.mark.parametrize("amount", [None, Fen(0), Fen(999_999_999)])
def test_long_names_and_any_amount_stay_inside_their_places(page, desk, shoes, settle, amount) -> None:
    window = page.window()
    long = "长" * 900 + "😀\u202e倒序\u202c" * 50
    order = replace(shoes.order, goods=long[:200], no="N" * 60, paid=amount)
    strange = replace(shoes, channel_no="1" * 20, order=order, claimed=amount, facts=long)
    made = intake.register(desk, strange).value.case.number
    for size in ((1280, 720), (1440, 900)):
        window.resize(*size)
        page.open_case(made)
        settle()
        for button in (page.head.more, page.head.papers, page.head.primary):
            right = button.mapTo(window, QPoint(button.width(), 0)).x()
            assert right <= window.width()
        assert page.body.columns["overview"].horizontalScrollBar().maximum() == 0


def test_to_see_the_consumer_or_copy_the_number_leaves_a_trace(page, settle, acts_of) -> None:
    page.parties.eye.click()
    settle()
    page.parties.eye.click()
    page.parties.copy.click()
    settle()
    assert acts_of()[1:] == ["consumer.reveal", "consumer.reveal"]
    assert QGuiApplication.clipboard().text() == "13812348000"


def test_a_note_is_written_in_the_composer_and_taken_back_by_undo(page, settle, window, acts_of) -> None:
    composer = page.record.composer
    composer.kind._group.button(2).click()
    composer.content.setPlainText("下周一再问一次")
    composer.send()
    settle()
    assert acts_of()[-1] == "case.note"
    assert composer.content.toPlainText() == ""
    assert not composer.party.isHidden()
    window.undo.undo()
    settle()
    assert acts_of()[-1] == "case.note_withdrawn"


def test_a_screenshot_pasted_where_one_writes_is_filed(page, over, qtbot) -> None:
    picture, data = QImage(4, 4, QImage.Format.Format_RGB32), QMimeData()
    picture.fill(Qt.GlobalColor.red)
    data.setImageData(picture)
    QGuiApplication.clipboard().setMimeData(data)
    page.write_contact()
    QTest.keyClick(page.record.composer.content, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(over(), FilingDialog)
    assert over().go.isEnabled()


def test_where_one_was_in_a_case_is_remembered(page, number, settle) -> None:
    page.show_tab("evidence")
    page.open_case("ODR-2026-00002")
    settle()
    assert page.tabs.current == "overview"
    page.open_case(number)
    settle()
    assert page.tabs.current == "evidence"


def test_the_composer_stands_on_the_tab_in_view(page, window) -> None:
    page.show_tab("record")
    assert page.timeline.isAncestorOf(page.record.composer)
    QTest.keyClick(window, Qt.Key.Key_R)
    assert page.tabs.current == "record"
    assert page.record.composer.content.hasFocus()
    page.show_tab("overview")
    assert page.record.isAncestorOf(page.record.composer)


def assign_to(page, name: str, settle) -> None:
    page.refresh()
    settle()
    dialog = page.deeds.take(page.sight, Step.ASSIGN)
    dialog.form.fields["officer"].editor.choose(name)
    dialog.confirm()
    settle()


@pytest.mark.parametrize("before", [("陈晓雯", "assigned before"), ("", "nobody had it")], ids=lambda case: case[1])
def test_an_assignment_goes_back_to_whom_it_was_with(page, desk, number, settle, before) -> None:
    clerks.add(desk, "王芳", [Role.OFFICER])
    if before[0]:
        take_step(desk, number, Step.ACCEPT, {})
        take_step(desk, number, Step.ASSIGN, {"officer": before[0]})
    assign_to(page, "王芳", settle)
    undo = page.window().undo
    for turn, whose in ((None, "王芳"), (undo.undo, before[0]), (undo.redo, "王芳")):
        if turn is not None:
            turn()
            settle()
        assert page.sight.person(page.sight.case.officer) == whose


def test_an_assignment_that_another_followed_is_not_taken_back(page, desk, number, settle, heard) -> None:
    for name in ("王芳", "周启航"):
        clerks.add(desk, name, [Role.OFFICER])
    take_step(desk, number, Step.ACCEPT, {})
    take_step(desk, number, Step.ASSIGN, {"officer": "陈晓雯"})
    assign_to(page, "王芳", settle)
    take_step(desk, number, Step.ASSIGN, {"officer": "周启航"})
    page.window().undo.undo()
    settle()
    page.refresh()
    settle()
    assert page.sight.person(page.sight.case.officer) == "周启航"
    assert [no.code for no in heard.refusals] == ["assign.overtaken"]


def test_a_node_of_the_ladder_is_pressed_by_mouse_and_keys(qtbot, look) -> None:
    ladder = Ladder(look)
    qtbot.addWidget(ladder)
    ladder.resize(600, 148)
    ladder.show_rungs((Rung(0, Payer.CONSUMER, Fen(89_700)), Rung(1, Payer.MERCHANT, Fen(29_900))))
    ladder.grab()
    pressed = []
    ladder.pressed.connect(pressed.append)
    QTest.mouseClick(ladder, Qt.MouseButton.LeftButton, pos=ladder._nodes[1].toPoint())
    QTest.keyClick(ladder, Qt.Key.Key_Left)
    QTest.keyClick(ladder, Qt.Key.Key_Return)
    assert pressed == [1, 0]


def test_the_audit_is_narrowed_and_goes_out_as_shown(page, desk, number, settle, tmp_path) -> None:
    take_step(desk, number, Step.ACCEPT, {})
    case_looks.note(desk, number, "=SUM(1)")
    page.refresh()
    settle()
    page.audit.sort.choose("system")
    assert [one.entry.act for one in page.audit.shown] == ["case.note"]
    page.audit.choose_file = lambda _name: str(tmp_path / "out.csv")
    page.audit.take_out()
    settle()
    assert "'=SUM(1)" in (tmp_path / "out.csv").read_text("utf-8-sig")


def test_a_tab_is_built_when_it_is_turned_to_and_never_of_another_case(page, desk, number, settle) -> None:
    evidence.add_several(desk, number, [HandedIn(b"1", Told(EvidenceSlot.CHAT), "1.txt")])
    panel = next(tab.panel for tab in page.more if tab.key == "evidence")
    page.refresh()
    settle()
    assert (panel.list.rows.all, page.audit.table.lines.rowCount()) == ((), 0), "nobody looks at them"
    assert page.tabs.tab("evidence").accessibleName().endswith("1")
    page.show_tab("evidence")
    assert [row.name for row in panel.list.rows.all] == ["1.txt"]
    page.show_tab("overview")
    page.open_case("ODR-2026-00002")
    settle()
    page.show_tab("evidence")
    assert panel.list.rows.all == ()


def test_columns_out_of_view_are_not_measured(page) -> None:
    hidden, seen = page.body.columns["papers"], page.body.columns["overview"]
    asked = []
    for column in (hidden, seen):
        column.wanting.connect(lambda column=column: asked.append(column))
        QCoreApplication.sendEvent(column.widget(), QEvent(QEvent.Type.LayoutRequest))
    assert asked == [seen]
    page.show_tab("papers")
    QCoreApplication.sendPostedEvents()
    assert hidden in asked
