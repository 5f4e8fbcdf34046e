"""导出案卷 from the case page: asked for by menu or palette, written where the person says, told when it is there."""

import zipfile
from pathlib import Path

import pytest
from shiboken6 import isValid

from odrdesk.desktop.dialogs.bundle import REGULATOR, BundleDialog


@pytest.fixture
def dialog(window, page, settle) -> BundleDialog:
    menu = page.head.menu()
    next(one for one in menu.actions() if one.text() == "导出案卷…").trigger()
    return next(one for one in window.findChildren(BundleDialog) if one.isVisible())


def test_it_is_written_where_the_person_says(dialog, page, settle, tmp_path) -> None:
    asked: list[str] = []
    out = tmp_path / "x.zip"

    def choose(name: str) -> str:
        asked.append(name)
        return str(out)

    dialog.choose_file = choose
    dialog.copy.choose(REGULATOR)
    dialog.go.click()
    settle()
    assert asked == [f"{page.number}.zip"]
    with zipfile.ZipFile(out) as file:
        assert "index.html" in file.namelist()
    assert not isValid(dialog) or not dialog.isVisible()
    assert page.sight.view.record[-1].entry.act == "case.bundle"


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_lost(dialog, settle, tmp_path) -> None:
    dialog.choose_file = lambda _name: str(tmp_path / "nowhere" / "x.zip")
    dialog.form.choose("zip")
    dialog.go.click()
    settle()
    assert dialog.isVisible()
    assert "nowhere" in dialog.bar.words
    assert dialog.go.isEnabled()


def test_nothing_happens_where_no_place_is_chosen(dialog, settle, tmp_path) -> None:
    dialog.choose_file = lambda _name: ""
    dialog.go.click()
    settle()
    assert dialog.isVisible()
    assert list(Path(tmp_path).glob("*.zip")) == []


def test_what_is_being_written_can_be_stopped(dialog, settle, tmp_path) -> None:
    dialog.choose_file = lambda _name: str(tmp_path / "x.zip")
    dialog.go.click()
    dialog._cancel()
    settle()
    assert "已停止" in dialog.bar.words
    assert dialog.go.isEnabled()
    assert list(tmp_path.glob("*.zip")) == []
