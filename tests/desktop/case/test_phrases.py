"""`::` in any longer text: the list under the cursor, narrowed by letters, taken by Enter, undone by Ctrl+Z."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest

from odrdesk.desktop.pages.settings_phrases import OWN, TEAM, PhrasesSection
from odrdesk.desktop.phrasing import Phrasing
from odrdesk.desktop.widgets.phrase_popup import meant
from odrdesk.domain.vocabulary import Step
from odrdesk.services import phrases
from odrdesk.services.phrases import Phrase

Key = Qt.Key


@pytest.fixture
def field(page, look, work, hub, settle):
    """The composer's text of the case in view, in a window with phrases."""
    Phrasing(look, page.window(), work, hub, desk=page.deeds.keeping.desk)
    settle()
    page.write_contact()
    return page.record.composer.content


def commit(field, text: str, composing: str = "") -> None:
    event = QInputMethodEvent(composing, [])
    event.setCommitString(text)
    QCoreApplication.sendEvent(field, event)


def titles(field) -> list[str]:
    return [one.title for one in field.phrases._found]


def test_they_are_found_by_words_pinyin_and_initials() -> None:
    assert all(meant("请补充材料", typed) for typed in ("", "补充", "qbc", "buchong", "BCCL"))
    assert not meant("请补充材料", "回访")
    assert all(meant("Please send more", typed) for typed in ("send", "psm"))


def test_letters_narrow_the_list_and_enter_fills_the_phrase_from_the_case(field, number) -> None:
    QTest.keyClicks(field, "dian hua: ::")
    assert len(titles(field)) == len(phrases.shipped())
    QTest.keyClicks(field, "gzysl")
    assert titles(field) == ["告知已受理"]
    QTest.keyClick(field, Key.Key_Return)
    said = field.toPlainText()
    assert field.phrases is None
    assert said.startswith("dian hua: 您好，您反映的“头层牛皮男鞋”一事已登记，案件号 " + number)
    assert "{" not in said


def test_ctrl_z_takes_it_back_in_one(field) -> None:
    QTest.keyClicks(field, "ab::hf")
    QTest.keyClick(field, Key.Key_Tab)
    assert "头层牛皮男鞋" in field.toPlainText()
    field.undo()
    assert field.toPlainText() == "ab::hf"


def test_the_input_method_opens_it_by_full_width_colons_and_is_left_alone_while_it_composes(field) -> None:
    commit(field, "😀说：：")
    assert field.phrases is not None
    commit(field, "", composing="bu")
    QTest.keyClick(field, Key.Key_Return)
    assert field.phrases is not None, "Enter belongs to the input method while it composes"
    commit(field, "补充")
    assert titles(field) == ["请补充材料"]
    QTest.keyClick(field, Key.Key_Return)
    assert field.toPlainText().startswith("😀说为核实您反映的情况")


def test_esc_a_space_or_what_no_phrase_is_called_leaves_the_text_as_it_is(field) -> None:
    for ending in (Key.Key_Escape, Key.Key_Space):
        field.clear()
        QTest.keyClicks(field, "std::")
        QTest.keyClick(field, ending)
        assert field.phrases is None
    QTest.keyClicks(field, " ::zzz")
    assert field.phrases is None
    assert field.toPlainText() == "std::  ::zzz"


def test_what_is_pasted_or_filled_in_opens_nothing(field) -> None:
    field.setPlainText("某某::")
    field.insertPlainText("http::a")
    assert field.phrases is None


def test_arrows_choose_and_what_the_case_does_not_know_is_selected_to_be_written(field) -> None:
    QTest.keyClicks(field, "::")
    first = field.phrases.current.title
    QTest.keyClick(field, Key.Key_Down)
    assert field.phrases.current.title != first
    QTest.keyClick(field, Key.Key_Up)
    assert field.phrases.current.title == first
    QTest.keyClicks(field, "zdsjfa")
    QTest.keyClick(field, Key.Key_Return)
    assert field.textCursor().selectedText() == "{报价}"


def test_a_step_dialog_has_them_too(field, page, desk, settle) -> None:
    dialog = page.deeds.take(page.sight, Step.CORRECT)
    why = dialog.form.fields["value"].editor
    why.clear()
    why.setFocus()
    QTest.keyClicks(why, "::qbccl")
    QTest.keyClick(why, Key.Key_Return)
    assert why.toPlainText().startswith("为核实您反映的情况")
    assert dialog.isVisible()


def test_it_stands_inside_the_window_at_every_corner(field, window) -> None:
    window.resize(1100, 680)
    QTest.keyClicks(field, "::")
    assert window.rect().contains(field.phrases.geometry())


class Section:
    """The section of the settings, shown alone."""

    def __init__(self, part: PhrasesSection, settle) -> None:
        self.part, self.settle = part, settle
        part.resize(900, 640)
        part.show()
        part.arrive()
        settle()


@pytest.fixture
def section(window, look, work, desk, settle):
    part = PhrasesSection(look, window, work, desk)
    yield Section(part, settle)
    part.deleteLater()


def test_one_writes_ones_own_with_a_preview(section, desk) -> None:
    part = section.part
    part.whose.choose(OWN)
    part.whose.chosen.emit(OWN)
    section.settle()
    part.new.click()
    part.title.setText("开场白")
    part.text.setPlainText("您好，关于")
    part.text.moveCursor(part.text.textCursor().MoveOperation.End)
    part.places[phrases.PhraseField.GOODS].click()
    assert part.text.toPlainText() == "您好，关于{商品}"
    assert part.preview.text() == "您好，关于羊绒衫"
    part.save.click()
    section.settle()
    assert phrases.kept(desk)[0] == Phrase("1", "开场白", "您好，关于{商品}", team=False)


def test_what_cannot_stand_is_said_beside_its_field_and_nothing_is_lost(section) -> None:
    part = section.part
    part.new.click()
    part.title.setText("生日")
    part.text.setPlainText("祝{生日}快乐")
    part.save.click()
    section.settle()
    assert "没有“{生日}”这个空格" in part.fields["text"].note
    assert part.text.toPlainText() == "祝{生日}快乐"


def test_what_is_typed_and_not_saved_waits_while_another_is_looked_at(section, desk) -> None:
    part = section.part
    part.list.setCurrentRow(1)
    before = phrases.kept(desk)[1]
    part.text.setPlainText("改了一半")
    part.list.setCurrentRow(2)
    assert part.text.toPlainText() == phrases.kept(desk)[2].text
    part.arrive()
    section.settle()
    part.list.setCurrentRow(1)
    assert part.text.toPlainText() == "改了一半"
    assert "没有保存" in part.bar.words
    part.arrive()
    section.settle()
    assert (part.title.text(), part.text.toPlainText()) == (before.title, "改了一半")
    part.new.click()
    part.title.setText("新的")
    part.whose.choose(OWN)
    part.whose.chosen.emit(OWN)
    section.settle()
    assert part.title.text() == ""
    part.whose.choose(TEAM)
    part.whose.chosen.emit(TEAM)
    section.settle()
    part.new.click()
    assert part.title.text() == "新的"
    part.list.setCurrentRow(1)
    part.save.click()
    section.settle()
    part.list.setCurrentRow(0)
    part.list.setCurrentRow(1)
    assert phrases.kept(desk)[1].text == part.text.toPlainText() == "改了一半"
    assert part.bar.isHidden()


def test_one_taken_away_comes_back_by_undo(section, desk, window) -> None:
    part = section.part
    before = [one.title for one in phrases.kept(desk)]
    part.list.setCurrentRow(2)
    part.away.click()
    section.settle()
    assert [one.title for one in phrases.kept(desk)] == [*before[:2], *before[3:]]
    window.undo.undo()
    section.settle()
    assert [one.title for one in phrases.kept(desk)] == before
    part.down.click()
    section.settle()
    assert [one.title for one in phrases.kept(desk)][2:4] == [before[3], before[2]]
