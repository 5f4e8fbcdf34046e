"""Nothing typed is lost: what stands in a form on a case is kept while it is typed and given back when it returns."""

import signal
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt

from odrdesk.desktop import keeping
from odrdesk.desktop.dialogs.drafts import DraftsDialog, told
from odrdesk.desktop.dialogs.kept_bar import DiscardDialog
from odrdesk.desktop.draft_doors import DraftDoors, form_words
from odrdesk.desktop.formats import DOT
from odrdesk.domain.vocabulary import Role, Step
from odrdesk.services import clerks, drafts
from odrdesk.services import desk as desks
from odrdesk.services.steps import take_step

CTRL, RETURN = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return


@pytest.fixture
def negotiating(desk, number, clock, page, settle):
    clock.set(2026, 10, 9)
    take_step(desk, number, Step.ACCEPT, {})
    take_step(desk, number, Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "同意退款"})
    page.refresh()
    settle()
    return page


def of(desk, kind: str) -> list[dict]:
    return [dict(one.values) for one in drafts.kept(desk, kind)]


def test_what_is_typed_for_a_contact_is_kept_within_a_second(page, desk, number, qtbot, settle) -> None:
    assert keeping.KEEP_MS <= 1_000
    stamps = []
    page.record.composer.keeper.stamped.connect(stamps.append)
    page.record.composer.content.setPlainText("商家承认成分不符😀")
    qtbot.waitUntil(lambda: bool(of(desk, keeping.CONTACT)), timeout=20_000)
    settle()
    assert of(desk, keeping.CONTACT) == [{"content": "商家承认成分不符😀", "case": number}]
    assert stamps[-1].startswith("草稿已保存 ")
    assert page.head.stamp.text() == stamps[-1]


def test_what_was_typed_a_moment_ago_is_kept_as_the_window_goes(page, desk, settle) -> None:
    page.record.composer.content.setPlainText("刚打的")
    page.window().leaving.emit()
    settle()
    assert of(desk, keeping.CONTACT)[0]["content"] == "刚打的"


def test_each_case_has_its_own_and_gets_it_back(page, desk, number, settle) -> None:
    composer = page.record.composer
    composer.content.setPlainText("给第一件的")
    page.cases.step(1)
    settle()
    assert (page.number != number, composer.content.toPlainText()) == (True, "")
    page.open_case(number)
    settle()
    assert composer.content.toPlainText() == "给第一件的"


def test_a_step_left_with_esc_begins_where_it_was_left(negotiating, desk, settle) -> None:
    page = negotiating
    dialog = page.deeds.take(page.sight, Step.PROPOSE)
    dialog.form.terms.rows[1].amount.setText("450.00")
    dialog.form.terms.add_row(None).amount.setText("8")
    dialog.dismiss()
    settle()
    again = page.deeds.take(page.sight, Step.PROPOSE)
    assert [row.amount.text() for row in again.form.terms.rows] == ["129.00", "450.00", "", "8"]
    assert "没有写完的内容" in again.kept.words
    again.kept.acted.emit()
    settle()
    assert [row.amount.text() for row in again.form.terms.rows] == ["129.00", "500.00", ""]
    assert of(desk, "step.propose") == []


def test_a_time_told_late_is_in_view_again(negotiating, settle) -> None:
    dialog = negotiating.deeds.take(negotiating.sight, Step.CONTACT)
    dialog.form.tell_late()
    dialog.form.late_why.setPlainText("外出")
    dialog.dismiss()
    settle()
    again = negotiating.deeds.take(negotiating.sight, Step.CONTACT)
    assert again.form.late_why.isVisible()
    assert again.form.late_why.toPlainText() == "外出"


def test_the_composer_and_the_dialog_of_the_list_are_two_doors_to_one_draft(negotiating, desk, settle) -> None:
    page = negotiating
    page.record.composer.content.setPlainText("说到一半")
    page.record.composer.keeper.keep()
    settle()
    dialog = page.deeds.take(page.sight, Step.CONTACT)
    assert dialog.form.fields["content"].editor.toPlainText() == "说到一半"
    dialog.confirm()
    settle()
    assert page.record.composer.content.toPlainText() == ""
    assert of(desk, keeping.CONTACT) == []


def test_nothing_is_left_of_what_was_taken(negotiating, desk, settle) -> None:
    page = negotiating
    page.record.composer.content.setPlainText("商家同意")
    page.record.composer.keeper.keep()
    page.record.composer.send()
    settle()
    assert page.record.composer.content.toPlainText() == ""
    assert drafts.kept(desk) == ()
    page.record.composer.content.setPlainText("下一条")
    page.record.composer.keeper.keep()
    settle()
    assert len(of(desk, keeping.CONTACT)) == 1


def test_what_was_only_looked_at_makes_no_draft(negotiating, desk, settle) -> None:
    for status in negotiating.sight.view.steps:
        if status.open:
            negotiating.deeds.take(negotiating.sight, status.step).dismiss()
    settle()
    assert drafts.kept(desk) == ()


def test_long_text_is_thrown_away_only_by_a_button_that_says_so(negotiating, desk, settle) -> None:
    page = negotiating
    dialog = page.deeds.take(page.sight, Step.CONTACT)
    dialog.form.fields["content"].editor.setPlainText("字" * 201)
    dialog.dismiss()
    settle()
    again = page.deeds.take(page.sight, Step.CONTACT)
    asked = again.kept.throw()
    assert isinstance(asked, DiscardDialog)
    assert (asked.stay.text(), asked.go.text()) == ("保留草稿", "丢弃草稿")
    asked.confirm()
    asked.dismiss()
    assert len(again.form.fields["content"].editor.toPlainText()) == 201
    again.kept.throw().go.click()
    settle()
    assert (again.form.fields["content"].editor.toPlainText(), drafts.kept(desk)) == ("", ())


def test_the_identity_number_of_a_child_is_not_kept(page, desk, settle) -> None:
    page.record.composer.content.setPlainText("孩子 310115201701012340，家长来电")
    page.record.composer.keeper.keep()
    settle()
    assert "201701012340" not in of(desk, keeping.CONTACT)[0]["content"]


def test_the_drafts_of_another_clerk_are_not_shown(page, desk, number, settle) -> None:
    clerks.add(desk, "王芳", [Role.OFFICER])
    drafts.hold(desk, keeping.CONTACT, number, {"content": "我的"})
    other = desk.acting_as("王芳")
    assert drafts.kept(other) == ()
    drafts.hold(other, keeping.CONTACT, number, {"content": "她的"})
    assert of(desk, keeping.CONTACT)[0]["content"] == "我的"


class Ways:
    """What the doors ask of the front: the page, opened at a case."""

    def __init__(self, page) -> None:
        self.case = page

    def open_case(self, number: str) -> None:
        self.case.open_case(number)


def test_several_drafts_are_listed_and_each_leads_back(negotiating, look, work, desk, settle) -> None:
    page, number, window = negotiating, negotiating.number, negotiating.window()
    drafts.hold(desk, keeping.CONTACT, number, {"content": "商家说下周一答复，消费者不同意再等"})
    drafts.hold(desk, "step.propose", number, {"valid_until": "1101"})
    page.deeds.keeping.read()
    settle()
    doors = DraftDoors(look, window, work, desk, Ways(page))
    doors.open()
    settle()
    dialog = next(one for one in window.findChildren(DraftsDialog) if one.isVisible())
    said = [told(one, form_words)[0] for one in drafts.kept(desk)]
    assert said == [f"拟和解方案{DOT}{number}", f"记录沟通{DOT}{number}"]
    list(dialog.rows.values())[1].go.click()
    settle()
    assert page.record.composer.content.hasFocus()
    assert page.record.composer.content.toPlainText().startswith("商家说下周一答复")
    doors.open()
    settle()
    dialog = next(one for one in window.findChildren(DraftsDialog) if one.isVisible())
    next(iter(dialog.rows.values())).throw.click()
    settle()
    assert [one.kind for one in drafts.kept(desk)] == [keeping.CONTACT]


TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QSettings, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from odrdesk.desktop import fonts
from odrdesk.desktop.front import build
from odrdesk.desktop.theme import Look, Mode
from odrdesk.places import resource
from odrdesk.services import desk as desks
folder, number = Path(sys.argv[1]), sys.argv[2]
app = QApplication([])
app.setStyle("Fusion")
family = fonts.choose(resource("fonts"))
look = Look(app, icons=resource("icons"), style=resource("theme", "app.qss"), family=family)
look.wear(Mode.LIGHT)
settings = QSettings(str(folder / "ui.ini"), QSettings.Format.IniFormat)
window, front = build(desks.open_desk(folder, clock=desks.wall_clock), look, settings)
window.show()
front.open_case(number)
composer = front.case.record.composer
def begin():
    if front.case.sight is None:
        QTimer.singleShot(20, begin)
        return
    composer.keeper.stamped.connect(lambda words: words and more())
    QTest.keyClicks(composer.content, "first sentence, kept. ")
def more():
    QTest.keyClicks(composer.content, "second")
    print("typing", flush=True)
begin()
app.exec()
"""


def test_a_killed_program_loses_no_more_than_the_last_second(tmp_path, clock, shoes) -> None:
    from odrdesk.services import intake

    folder = tmp_path / "desk"
    made = desks.create(folder, "浦东·悦播联络点", practice=True, clock=clock, owner="陈晓雯")
    number = intake.register(made, shoes).value.case.number
    made.close(backup=False)
    typist = subprocess.Popen([sys.executable, "-c", TYPIST, str(folder), number], stdout=subprocess.PIPE, text=True)
    try:
        assert typist.stdout.readline() == "typing\n"
    finally:
        typist.send_signal(signal.SIGKILL)
        typist.wait()
        typist.stdout.close()
    again = desks.open_desk(folder, clock=clock)
    try:
        kept = [one.values["content"] for one in drafts.kept(again, keeping.CONTACT)]
        assert len(kept) == 1
        assert kept[0].startswith("first sentence, kept. ")
    finally:
        again.close(backup=False)
