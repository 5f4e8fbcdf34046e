"""Tags in the window: given by keys to one case or many, taken back, filtered by, made, renamed and retired."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from odrdesk.desktop.dialogs.tag import TagDialog
from odrdesk.desktop.dialogs.tags import TagChooser
from odrdesk.desktop.pages.cases_filters import Chip
from odrdesk.desktop.pages.settings_tags import TagsSection
from odrdesk.desktop.widgets.tag_line import TagLine
from odrdesk.domain.tags import MOST_ON_CASE, Tag
from odrdesk.domain.vocabulary import Role, TagTone
from odrdesk.services import cases, clerks, tags


@pytest.fixture
def front(open_front, register, settle):
    """Three cases in the list of all."""
    for name in ("王秀英", "李强", "欧阳明"):
        register(name, taken=name == "王秀英")
    made = open_front()
    made._window.go("cases")
    settle()
    made.cases.show_view("all")
    settle()
    made.cases.table.selectRow(0)
    return made


def chooser_of(front) -> TagChooser:
    return next(one for one in front._window.findChildren(TagChooser) if one.isVisible())


def names(desk, key: int) -> list[str]:
    return [tag.name for tag in tags.on(desk, [key])[key]]


def type_and_enter(front, text: str, settle) -> None:
    chooser = chooser_of(front)
    QTest.keyClick(chooser.entry, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    chooser.entry.insert(text)
    QTest.keyClick(chooser.entry, Qt.Key.Key_Return)
    settle()


def test_many_ticked_cases_get_a_tag_by_pinyin_and_one_act_takes_it_back(front, desk, settle) -> None:
    tags.add(desk, "媒体关注", TagTone.BLUE)
    table = front.cases.table
    for _turn in range(2):
        QTest.keyClick(table, Qt.Key.Key_Space)
    QTest.keyClick(table, Qt.Key.Key_T)
    settle()
    type_and_enter(front, "mtgz", settle)
    assert (names(desk, 3), names(desk, 2), names(desk, 1)) == (["媒体关注"], ["媒体关注"], [])
    assert chooser_of(front).lines[0] == ("媒体关注", 2)
    QTest.keyClick(chooser_of(front).entry, Qt.Key.Key_Escape)
    assert front.cases.ticks.keys == (3, 2), "more may be done with them"
    assert front._window.undo.names[0] == "给 2 件加标签“媒体关注”"
    front._window.undo.undo()
    settle()
    assert names(desk, 3) == []
    front._window.undo.redo()
    settle()
    assert names(desk, 3) == ["媒体关注"]
    last = cases.view(desk, "ODR-2026-00003").record[-1].entry
    assert (last.act, last.why) == ("case.tag", "重做标签")


def test_one_that_only_some_have_is_given_to_all_then_taken_from_all(front, desk, settle) -> None:
    tags.mark_new(desk, [1], "加急")
    settle()
    front.lists.do("tag", [1, 2, 3])
    settle()
    chooser = chooser_of(front)
    assert chooser.lines == [("加急", 1)]
    for expected in (3, 0):
        QTest.keyClick(chooser.entry, Qt.Key.Key_Return)
        settle()
        assert chooser.lines == [("加急", expected)]
    assert names(desk, 1) == []


def test_a_name_that_is_not_there_is_made_and_what_cannot_be_one_stays_typed(front, desk, settle) -> None:
    front.lists.do("tag", [1])
    settle()
    chooser = chooser_of(front)
    type_and_enter(front, "字" * 21, settle)
    assert chooser.entry.text() == "字" * 21
    assert "最多 20 个字" in chooser.field.note
    type_and_enter(front, "回头客", settle)
    assert names(desk, 1) == ["回头客"]
    assert chooser.lines == [("回头客", 1)], "no second of that name is offered"
    type_and_enter(front, "回头", settle)
    assert names(desk, 1) == [], "the one that is meant, not a new one"


def test_a_ninth_tag_is_refused_and_says_so(front, desk, settle) -> None:
    for n in range(MOST_ON_CASE):
        tags.mark_new(desk, [1], f"标签{n}")
    front.lists.do("tag", [1])
    settle()
    type_and_enter(front, "第九个", settle)
    assert "最多 8 个标签" in chooser_of(front).bar.words
    assert len(names(desk, 1)) == MOST_ON_CASE
    assert "第九个" not in [one.name for one in tags.every(desk)], "nothing is made where nothing gets it"


def test_t_on_a_case_and_a_click_on_its_tag_lists_those_that_have_it(front, desk, settle) -> None:
    tags.mark_new(desk, [1, 2], "加急")
    front.open_case("ODR-2026-00001")
    settle()
    line = front.case.head.tags
    assert [one.accessibleName() for one in line.buttons] == ["列出有标签“加急”的案件"]
    QTest.keyClick(front._window, Qt.Key.Key_T)
    settle()
    type_and_enter(front, "媒体", settle)
    chooser_of(front).dismiss()
    assert [one.tag.name for one in line.buttons] == ["加急", "媒体"]
    assert front.case.sight.view.record[-1].entry.act == "case.tag"
    line.buttons[0].click()
    settle()
    assert front._window.current == "cases"
    assert front.cases.rows.rowCount() == 2
    assert front.cases.bar.chips[Chip.TAG].words == "加急"


def test_the_chip_picks_several_or_none_and_the_column_shows_them(front, desk, settle) -> None:
    for key, name in ((1, "加急"), (2, "媒体")):
        tags.mark_new(desk, [key], name)
    front.cases.refresh()
    settle()
    picks = front.cases.bar.open(Chip.TAG)
    assert [tick.text() for tick in picks.ticks.values()] == ["没有标签", "加急", "媒体"]
    picks.ticks["加急"].click()
    picks.ticks["媒体"].click()
    picks.close()
    settle()
    assert front.cases.rows.rowCount() == 2
    front.cases.wear(front.cases.face.__class__(columns=("number", "tags")))
    settle()
    assert [front.cases.rows.shown(row).texts[1] for row in range(2)] == ["媒体", "加急"]
    picks = front.cases.bar.open(Chip.TAG)
    picks.picked.emit(["none"])
    picks.close()
    settle()
    assert (front.cases.rows.rowCount(), front.cases.bar.chips[Chip.TAG].words) == (1, "没有标签")


def test_a_view_kept_with_an_old_name_says_the_new_one(front, desk, settle) -> None:
    tag = tags.add(desk, "急件").value
    tags.mark(desk, [1], [tag.key])
    front.lists.show_tag("急件")
    settle()
    front.cases.keep_view("我的急件")
    settle()
    tags.change(desk, tag.key, "加急", TagTone.PURPLE)
    front.cases.refresh()
    settle()
    front.cases.show_view("own:我的急件")
    settle()
    assert front.cases.bar.chips[Chip.TAG].words == "加急"
    assert front.cases.rows.rowCount() == 1


def test_who_only_looks_has_no_key_for_it(desk, register, open_front, settle) -> None:
    register("王秀英", taken=True)
    clerks.add(desk, "赵敏", [Role.AUDITOR])
    object.__setattr__(desk, "clerk", desk.acting_as("赵敏").clerk)
    front = open_front()
    front.open_case("ODR-2026-00001")
    settle()
    assert not front._window.registry.action("tag").isEnabled()
    front.lists.do("tag", [1])
    settle()
    assert front._window.findChildren(TagChooser) == []


@pytest.fixture
def section(front, desk, settle) -> TagsSection:
    tags.mark_new(desk, [1, 2], "加急")
    front.settings.go_to("tags")
    settle()
    found = front.settings.section
    assert isinstance(found, TagsSection)
    return found


def button(section: TagsSection, name: str):
    return next(one for one in section.findChildren(type(section.more)) if one.accessibleName() == name)


def test_the_settings_rename_a_tag_and_refuse_a_second_of_its_name(section, front, desk, settle) -> None:
    button(section, "修改 加急").click()
    dialog = front._window.findChildren(TagDialog)[-1]
    dialog.name.setText("特急")
    dialog.tone.choose("teal")
    dialog.confirm()
    settle()
    assert [(one.name, one.tone, one.former) for one in tags.every(desk)] == [("特急", TagTone.TEAL, ("加急",))]
    again = section.edit(None)
    again.name.setText("特急")
    again.confirm()
    settle()
    assert "已有标签“特急”" in again.fields["name"].note
    assert again.name.text() == "特急"
    again.dismiss()


def test_a_tag_is_retired_and_the_act_goes_back(section, front, desk, settle) -> None:
    button(section, "停用 加急").click()
    settle()
    assert tags.every(desk)[0].retired
    assert button(section, "恢复 加急").isEnabled()
    front.lists.do("tag", [3])
    settle()
    chooser = chooser_of(front)
    chooser.entry.setText("加急")
    assert chooser.lines == []
    assert chooser.list.item(0).text() == "“加急”已停用，主管可在设置里恢复"
    chooser.dismiss()
    front._window.undo.undo()
    settle()
    assert not tags.every(desk)[0].retired


def test_a_line_too_short_for_all_tags_says_how_many_more(look, qtbot) -> None:
    line = TagLine(look)
    qtbot.addWidget(line)
    line.show_tags([Tag(n, f"很长的标签名称{n}") for n in range(5)])
    line.resize(line.sizeHint())
    line.show()
    assert not line.rest.isVisible()
    line.resize(line.buttons[0].sizeHint().width() * 2 + line.rest.sizeHint().width() + 20, line.height())
    assert [one.isVisible() for one in line.buttons] == [True, True, False, False, False]
    assert (line.rest.text(), line.rest.toolTip()) == ("+3", "很长的标签名称2、很长的标签名称3、很长的标签名称4")
    assert line.rest.geometry().right() < line.width()
