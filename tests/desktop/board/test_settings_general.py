"""设置: single lines found and pointed out; printing, backups, what is kept, about, a pack without people."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from odrdesk.desktop import print_habits
from odrdesk.desktop.dialogs.password import ConfirmDialog
from odrdesk.desktop.forms.setting_row import SettingRow
from odrdesk.desktop.pages import settings_index
from odrdesk.desktop.pages.settings import SettingsPage
from odrdesk.desktop.pages.settings_about import AboutSection, licences
from odrdesk.desktop.pages.settings_backup import BackupSection
from odrdesk.desktop.pages.settings_data import page as kept_and_masked
from odrdesk.desktop.pages.settings_looks import LooksSection
from odrdesk.desktop.pages.settings_printing import PrintingSection
from odrdesk.domain.vocabulary import Role
from odrdesk.services import backup_place, clerks, diagnosis
from odrdesk.services.desk import Desk
from odrdesk.text import set_language


@pytest.fixture
def page(open_front, settle) -> SettingsPage:
    front = open_front()
    assert front._window.registry.run("settings")
    settle()
    return front.settings


def lines(page: SettingsPage) -> list[str]:
    return [page.list.item(row).text() for row in range(page.list.count())]


@pytest.mark.parametrize("spoken", ["zh_CN", "en"])
def test_every_single_setting_stands_where_the_search_says(open_front, settle, spoken: str) -> None:
    set_language(spoken)
    try:
        front = open_front()
        front._window.registry.run("settings")
        lost = []
        for one in settings_index.singles():
            front.settings.open_section(one.section)
            settle()
            if front.settings.point_out(one.section, one.words) is None:
                lost.append(one)
        assert lost == []
    finally:
        set_language("zh_CN")


def test_a_word_finds_the_line_scrolls_to_it_and_rings_it(qtbot, page: SettingsPage) -> None:
    page.search.setText("动画")
    assert lines(page)[0].startswith("减少动画")
    qtbot.waitUntil(page.spotlight.isVisible, timeout=20_000)
    assert isinstance(page.section, LooksSection)
    assert isinstance(page.spotlight.target, SettingRow)
    assert page.spotlight.target.words == "减少动画"
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.window().focusWidget() is page.section.form.calm


def test_down_goes_from_the_search_into_what_was_found(qtbot, page: SettingsPage) -> None:
    page.search.setFocus()
    page.search.setText("备份")
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.list.hasFocus()
    page.search.clear()
    assert lines(page)[0] == "这台电脑"  # headings are back
    assert page.list.current


def test_headings_are_passed_over_by_the_arrow_keys(qtbot, page: SettingsPage) -> None:
    page.open_section("printing")
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.current == "clerks"


@pytest.fixture
def backup(page: SettingsPage, settle) -> BackupSection:
    page.open_section("backup")
    settle()
    assert isinstance(page.section, BackupSection)
    return page.section


def test_a_backup_is_made_now_and_listed(backup: BackupSection, qtbot, settle, desk: Desk) -> None:
    assert backup.last.text() == "尚无备份"
    qtbot.mouseClick(backup.now, Qt.MouseButton.LeftButton)
    settle()
    settle()
    assert "2026-11-23" in backup.last.text()
    assert backup.rows.count() == 1
    assert len(backup_place.state(desk).made) == 1


def test_a_second_place_is_chosen_and_given_up(backup: BackupSection, qtbot, settle, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    picked = [tmp_path / "stick", backup._desk.path / "backups", None]
    backup._pick = lambda _parent, _title, _start: picked.pop(0)
    qtbot.mouseClick(backup.change, Qt.MouseButton.LeftButton)
    settle()
    settle()
    assert backup.second.text() == str(tmp_path / "stick")
    qtbot.mouseClick(backup.change, Qt.MouseButton.LeftButton)
    settle()
    assert "工作台自己的文件夹" in backup.bar.words
    qtbot.mouseClick(backup.change, Qt.MouseButton.LeftButton)
    (tmp_path / "stick").rmdir()
    backup.arrive()
    settle()
    assert "现在找不到" in backup.bar.words
    backup.back_up()
    settle()
    settle()
    assert len(backup.state.made) == 1
    qtbot.mouseClick(backup.none, Qt.MouseButton.LeftButton)
    settle()
    settle()
    assert backup.state.second is None


def test_a_backup_takes_the_place_only_after_the_question_that_counts(page, backup, qtbot, tmp_path) -> None:
    asked: list[Path] = []
    page.put_back.connect(asked.append)
    backup._pick = lambda _parent, _title, _start: tmp_path
    qtbot.mouseClick(backup.restore, Qt.MouseButton.LeftButton)
    (dialog,) = [one for one in backup._window.findChildren(ConfirmDialog) if one.isVisible()]
    assert asked == []
    dialog.go.click()  # a practice desk asks no password
    qtbot.waitUntil(lambda: asked == [tmp_path], timeout=20_000)


def test_who_is_no_administrator_moves_no_backups(look, page, work, desk: Desk) -> None:
    clerks.add(desk, "王芳", [Role.OFFICER])
    section = BackupSection(look, page._place.window, work, desk.acting_as("王芳"), lambda _path: None)
    assert (section.now.isEnabled(), section.change.isEnabled(), section.restore.isEnabled()) == (True, False, False)
    section.deleteLater()


def test_printing_habits_are_forgotten_and_the_printer_stays(page: SettingsPage, qtbot, settle) -> None:
    kept = page._place.settings
    print_habits.keep(kept, "settlement_notice", print_habits.Habit("HP-3F", 3))
    page.open_section("printing")
    settle()
    section = page.section
    assert isinstance(section, PrintingSection)
    assert (section.printer.key, section.forget.isEnabled()) == ("HP-3F", True)
    qtbot.mouseClick(section.forget, Qt.MouseButton.LeftButton)
    settle()
    assert print_habits.habit(kept, "settlement_notice") == print_habits.Habit("HP-3F")
    assert not section.forget.isEnabled()
    qtbot.mouseClick(section.kinds, Qt.MouseButton.LeftButton)
    assert page.list.current == "papers"


def test_what_is_kept_names_the_law_and_what_is_masked_shows_it(desk: Desk) -> None:
    told = kept_and_masked(desk).replace("\\", "")
    assert "R-RET-TXN" in told
    assert "王*英" in told
    assert "138****8000" in told
    assert "不会自己删除" in told


def test_about_names_every_part_with_its_licence(page: SettingsPage, settle) -> None:
    page.open_section("about")
    settle()
    assert isinstance(page.section, AboutSection)
    table = licences()
    for part in ("sqlcipher3", "SQLAlchemy", "reportlab", "Lucide", "Noto Sans SC"):
        (row,) = [line for line in table.splitlines() if f"| {part}" in line]
        assert row.strip("| ").split("|")[-1].strip(), row


def test_the_pack_tells_of_the_program_and_of_nobody(
    page: SettingsPage, register: Callable[..., str], desk: Desk, tmp_path: Path, settle
) -> None:
    number = register("欧阳锦绣")
    clerks.add(desk, "独孤求败", [Role.OFFICER])
    page.open_section("about")
    settle()
    section = page.section
    assert isinstance(section, AboutSection)
    section.write(tmp_path / "pack.zip")
    settle()
    assert "没有姓名" in section.bar.words
    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        everything = "\n".join(archive.read(name).decode() for name in archive.namelist())
        told = json.loads(archive.read("desk.json"))
        versions = json.loads(archive.read("versions.json"))
    assert (told["cases"], told["people"], told["practice"]) == (1, 2, True)
    assert versions["odrdesk"]
    persons = (
        "欧阳",
        "锦绣",
        "独孤",
        "陈晓雯",
        "13812345678",
        "云裳",
        "羊绒",
        number,
        desk.name,
        "悦播",
        str(desk.path),
    )
    assert [word for word in persons if word in everything] == []


def test_a_report_of_a_crash_does_not_tell_whose_machine_it_was(desk: Desk, tmp_path: Path) -> None:
    report = tmp_path / "crash-0001.txt"
    windows = r'File "C:\Users\王秀英\AppData\Local\odrdesk\lib\odrdesk\desktop\front.py", line 7, in open_case'
    linux = 'File "/home/wangxiuying/odrdesk/odrdesk/desktop/work.py", line 9, in run'
    report.write_text(f"{windows}\n{linux}\n", "utf-8")
    diagnosis.pack(desk, tmp_path / "pack.zip", reports=[report])
    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        told = archive.read("crashes/crash-0001.txt").decode()
    assert 'File "odrdesk/desktop/front.py", line 7, in open_case' in told
    assert "王秀英" not in told
    assert "wangxiuying" not in told


def test_a_pack_holds_the_reports_of_crashes_and_no_other_file(desk: Desk, tmp_path: Path) -> None:
    report, other = tmp_path / "crash-0001.txt", tmp_path / "letter.txt"
    report.write_text("odrdesk 0.1.0", "utf-8")
    other.write_text("王秀英", "utf-8")
    diagnosis.pack(desk, tmp_path / "pack.zip", reports=[report, other])
    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        assert [name for name in archive.namelist() if "/" in name] == ["crashes/crash-0001.txt"]
