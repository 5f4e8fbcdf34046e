"""设置 › 文书模板: typing is checked, kept and shown as paper; one hands in, another releases."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from odrdesk.desktop.actions import Need
from odrdesk.desktop.dialogs.password import ConfirmDialog
from odrdesk.desktop.dialogs.template import TemplateDialog
from odrdesk.desktop.dialogs.template_submit import TemplateSubmitDialog
from odrdesk.desktop.pages.settings import SettingsPage
from odrdesk.desktop.pages.settings_templates import TemplatesSection
from odrdesk.desktop.widgets.entry import Paragraph
from odrdesk.desktop.widgets.template_completion import offered
from odrdesk.desktop.window import Window
from odrdesk.domain.vocabulary import PaperKind, Role
from odrdesk.services import clerks, templates
from odrdesk.services.desk import Desk, create

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
KIND = PaperKind.ACCEPTANCE_NOTICE
OLD, NEW = "特此告知。", "特此告知，请知悉。"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦东·悦播联络点", practice=True, clock=lambda: NOW, owner="陈晓雯")
    clerks.add(made, "王芳", [Role.OFFICER])
    clerks.add(made, "赵会计", [Role.FINANCE])
    yield made
    made.close(backup=False)


@pytest.fixture
def settle(qtbot, work) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not work.busy, timeout=20_000)


@pytest.fixture
def opened(qtbot, window: Window, work, desk, settle) -> Callable[..., TemplateDialog]:
    def show(who: str = "陈晓雯", kind: PaperKind = KIND) -> TemplateDialog:
        window.resize(1280, 720)
        window.show()
        section = TemplatesSection(window._look, window, work, desk.acting_as(who))
        qtbot.addWidget(section)
        section.arrive()
        settle()
        dialog = section.open_kind(kind)
        settle()
        settle()
        dialog._check.stop()
        return dialog

    return show


def look_again(dialog: TemplateDialog, settle: Callable[[], None]) -> None:
    """What the pause after the last key does."""
    dialog._look()
    settle()
    settle()


def type_over(dialog: TemplateDialog, settle: Callable[[], None], old: str, new: str) -> None:
    dialog.editor.replace_all(dialog.text.replace(old, new))
    dialog._check.stop()
    look_again(dialog, settle)


def test_the_list_names_every_paper_with_version_and_state(qtbot, window, work, desk, settle) -> None:
    templates.draft(desk, KIND, "甲")
    section = TemplatesSection(window._look, window, work, desk)
    qtbot.addWidget(section)
    section.arrive()
    settle()
    lines = section.table.lines
    told = [[lines.index(row, place).data() for place in range(5)] for row in range(lines.rowCount())]
    assert len(told) == len(templates.kinds())
    assert told[1][:4] == ["受理告知书", "第 0 版", "有草稿", "陈晓雯 起草  2026-11-23 10:00"]


def test_the_text_in_force_is_shown_with_its_paper(opened) -> None:
    dialog = opened()
    assert dialog.text == templates.text(dialog._desk, KIND)
    assert dialog.left.flaws.item(0).text() == "没有问题。"
    assert dialog.side.paper.pane is not None
    assert dialog.side.paper.pane.document.pageCount() >= 1
    assert not dialog.go_submit.isEnabled()


def test_what_is_wrong_stands_under_the_text_and_leads_to_its_place(opened, settle) -> None:
    dialog = opened()
    type_over(dialog, settle, "{消费者}", "{消费人}")
    assert dialog.left.flaws.item(0).text() == "第 4 行  没有字段“消费人”。最接近的是“消费者”；可用的字段见补全列表。"
    dialog.left.flaws.setCurrentRow(0)
    dialog.left.flaws.itemActivated.emit(dialog.left.flaws.item(0))
    assert dialog.editor.textCursor().selectedText() == "消费人"
    assert dialog.side.paper.currentWidget() is dialog.side.paper.empty
    QTest.keyClick(dialog.editor, Qt.Key.Key_F8)
    assert dialog.editor.textCursor().selectedText() == "消费人"


def test_what_is_typed_is_kept_as_a_draft_and_found_again(opened, settle, desk) -> None:
    dialog = opened()
    type_over(dialog, settle, OLD, "{")
    dialog.save()
    settle()
    assert "{" in templates.every(desk)[1].draft.text
    dialog.editor.replace_all(dialog.text + "乙")
    dialog.dismiss()
    settle()
    assert templates.every(desk)[1].draft.text.endswith("乙")
    assert opened().text.endswith("乙")


def test_looking_alone_makes_no_draft(opened, settle, desk) -> None:
    dialog = opened()
    dialog.dismiss()
    settle()
    assert templates.every(desk)[1].draft is None


def test_a_draft_is_handed_in_and_released_by_another(qtbot, window, opened, settle, desk) -> None:
    dialog = opened("王芳")
    type_over(dialog, settle, OLD, NEW)
    dialog.go_submit.click()
    settle()
    asked = window.findChildren(TemplateSubmitDialog)[-1]
    asked.go.click()
    settle()
    assert asked.field.refused
    asked.why.setPlainText("客气些")
    asked.go.click()
    settle()
    settle()
    assert dialog.editor.isReadOnly()
    assert dialog.bar.words == "王芳 已提交发布：客气些"
    assert dialog.go_release.isHidden()
    dialog.dismiss()
    boss = opened()
    assert not boss.go_release.isHidden()
    boss.go_release.click()
    window.findChildren(ConfirmDialog)[-1].go.click()
    settle()
    settle()
    assert templates.text(desk, KIND, 1).count(NEW) == 1
    assert boss.version.text() == "现行第 1 版"


def test_a_draft_of_somebody_else_and_a_role_that_drafts_nothing_only_look(opened, desk) -> None:
    templates.draft(desk.acting_as("王芳"), KIND, "甲")
    dialog = opened()
    assert dialog.editor.isReadOnly()
    assert dialog.bar.words == "王芳 正在起草，您只能看。"
    other = opened("赵会计", PaperKind.LEAD_SHEET)
    assert other.editor.isReadOnly()
    assert other.bar.words == "您的职责不能修改模板，只能看。"


def test_differences_and_earlier_versions_are_shown(opened, settle, desk) -> None:
    dialog = opened()
    type_over(dialog, settle, OLD, NEW)
    assert dialog.side.diff.changed == 2
    dialog.side.show_page("history")
    dialog.side.history.choose("shipped")
    assert dialog.side.old.changed == 2
    dialog.side.take_old.click()
    assert dialog.text == templates.text(desk, KIND)
    dialog.editor.undo()
    assert NEW in dialog.text


def test_half_width_signs_are_offered_and_put_in_only_when_asked(opened, settle) -> None:
    dialog = opened()
    type_over(dialog, settle, OLD, "特此告知,请知悉.")
    assert dialog.left.signs.text() == "2 处半角标点可改为全角"
    assert "特此告知,请知悉." in dialog.text
    dialog.left.signs.click()
    assert "特此告知\uff0c请知悉\u3002" in dialog.text
    dialog.editor.undo()
    assert "特此告知,请知悉." in dialog.text


def test_a_case_is_shown_or_said_not_to_be_there(opened, settle) -> None:
    dialog = opened()
    dialog.side.case.setText("ODR-2026-99999")
    look_again(dialog, settle)
    assert dialog.side.paper.currentWidget() is dialog.side.paper.empty


def test_names_are_offered_as_they_are_typed(opened, settle) -> None:
    dialog = opened()
    editor = dialog.editor
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    QTest.keyClicks(editor, "{")
    assert editor.popup.isVisible()
    QTest.keyClick(editor.popup, Qt.Key.Key_Return)
    assert editor.toPlainText().endswith("{单位}")


@pytest.mark.parametrize(
    ("before", "above", "typed", "name", "text"),
    [
        ("甲{期限", "", "期限", "期限届满日", "期限届满日|日期}"),
        ("甲{实付金额|", "", "", "大写", "大写}"),
        ("@若 ", "", "", "暂定", "暂定"),
        ("  @", "", "", "每", "每 "),
        ("@表 ", "", "", "受理事项", "受理事项"),
        ("{", "@句 事实\n甲\n@完\n", "", "事实", "事实}"),
    ],
)
def test_what_is_offered_fits_the_place(before: str, above: str, typed: str, name: str, text: str) -> None:
    found = offered(templates.schema_of(KIND), before, above)
    assert found is not None
    assert found.typed == typed
    assert next(one.text for one in found.choices if one.name == name) == text


def test_parts_of_a_list_are_offered_inside_it_alone() -> None:
    known = templates.schema_of(PaperKind.SETTLEMENT_AGREEMENT)
    inside = offered(known, "{", "@每 项 于 履行事项\n@若 项.期限\n甲\n@完\n")
    outside = offered(known, "{", "@每 项 于 履行事项\n@完\n")
    assert inside is not None
    assert outside is not None
    assert {"项.事项", "项.金额", "序"} <= {one.name for one in inside.choices}
    assert "项.事项" not in {one.name for one in outside.choices}
    assert offered(known, "甲乙", "") is None


def test_the_palettes_command_opens_the_section(window: Window, settings, work, desk, settle) -> None:
    page = SettingsPage(window._look, window, settings, work=work, desk=desk)
    window.add_page("settings", page)
    window.registry.set_present(Need.DESK, present=True)
    window.show()
    window.registry.run("templates")
    settle()
    assert window.current == "settings"
    assert isinstance(page.section, TemplatesSection)


def test_a_field_offers_full_width_signs_but_not_where_words_are_quoted(qtbot, look) -> None:
    free, quoted = Paragraph(look), Paragraph(look, quoted=True)
    for field in (free, quoted):
        qtbot.addWidget(field)
        field.setPlainText("宣传头层牛皮,检测为PU.共3,000元")
    assert quoted.offered() == ()
    assert len(free.offered()) == 1
    free.take_signs()
    assert free.toPlainText() == "宣传头层牛皮\uff0c检测为PU.共3,000元"
    free.undo()
    assert free.toPlainText() == quoted.toPlainText()
