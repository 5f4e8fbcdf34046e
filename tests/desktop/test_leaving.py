"""Files that fall where they cannot go, and a window that closes while work is under way."""

from pathlib import Path

import pytest

from odrdesk.desktop import drops
from odrdesk.desktop.dialogs import leaving
from odrdesk.desktop.dialogs.leaving import LeavingDialog
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.window import Page, Window


class Takes(Page):
    """Takes pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[Path] = []

    def take_files(self, files: list[Path]) -> bool:
        self.taken += [one for one in files if one.suffix == ".png"]
        return bool(self.taken)


@pytest.fixture
def page(window: Window) -> Takes:
    made = Takes()
    window.add_page("case", made)
    window.go("case")
    window.show()
    return made


def said(window: Window) -> list[str]:
    return [one.accessibleName() for one in window.toasts.standing]


def test_the_page_in_view_comes_first_and_the_rest_is_heard(window: Window, page: Takes) -> None:
    heard: list[list[Path]] = []
    window.dropped.connect(heard.append)
    window.files_fell([Path("截图.png")])
    assert (page.taken, heard) == ([Path("截图.png")], [])
    page.taken.clear()
    window.files_fell([Path("投诉.xlsx")])
    assert heard == [[Path("投诉.xlsx")]]


def test_a_dialog_that_takes_no_files_is_named(window: Window, page: Takes, look: Look) -> None:
    dialog = Dialog(look, window, "登记履行")
    window.cover(dialog)
    window.files_fell([Path("截图.png")])
    assert (page.taken, said(window)) == ([], ["“登记履行”不收文件。先办完或关闭它，再拖进来。"])


def test_behind_the_lock_nothing_is_taken_and_nothing_said(window: Window, page: Takes, look: Look) -> None:
    dialog = Dialog(look, window, "已锁定")
    dialog.topmost = True
    window.cover(dialog)
    window.files_fell([Path("截图.png")])
    assert (page.taken, said(window)) == ([], [])


@pytest.mark.parametrize(
    ("names", "may", "taken", "words"),
    [
        (["a.xlsx"], True, "a.xlsx", []),
        (["a.XLSX", "b.csv"], True, "a.XLSX", ["一次导入一个表格：先导入 a.XLSX。"]),
        (["a.png"], True, "", ["证据请拖到打开的案件上；投诉表格（Excel、CSV）拖到哪里都可以。"]),
        (["a.xlsx"], False, "", ["现在不能导入：工作台是只读打开的，或者您没有登记的职责。"]),
    ],
)
def test_a_sheet_is_imported_and_the_rest_is_told(window: Window, names, may, taken, words) -> None:
    took: list[str] = []
    drops.bring_in([Path(one) for one in names], window.toasts, lambda path: took.append(path.name), may=may)
    assert (took, said(window)) == ([taken] if taken else [], words)


@pytest.fixture
def closing(window: Window, look: Look) -> list[str]:
    """Answers as the front does: first the question, then it closes."""
    heard: list[str] = []

    def may() -> bool:
        if leaving.asks(look, window):
            return False
        heard.append("closed")
        return True

    window.may_leave = may
    window.show()
    return heard


def asked(window: Window) -> LeavingDialog:
    return next(one for one in window.findChildren(LeavingDialog) if one.isVisible())


def test_with_nothing_under_way_it_closes(window: Window, closing: list[str]) -> None:
    assert window.close()
    assert closing == ["closed"]


def test_with_work_under_way_it_asks_and_staying_is_safe(window: Window, closing: list[str]) -> None:
    stopped: list[int] = []
    window.jobs.begin("正在导入", stop=lambda: stopped.append(1), keeps=True)
    assert not window.close()
    dialog = asked(window)
    assert [one.text() for one in (dialog.wait, dialog.stop, dialog.stay)] == ["做完再退出", "停止并退出", "不退出"]
    assert dialog.stay.hasFocus()
    dialog.dismiss()
    assert (closing, stopped, window.isVisible()) == ([], [], True)


def test_it_may_be_stopped(window: Window, closing: list[str]) -> None:
    stopped: list[int] = []
    window.jobs.begin("正在导入", stop=lambda: stopped.append(1), keeps=True)
    window.close()
    asked(window).stop.click()
    assert (closing, stopped) == (["closed"], [1])


def test_or_waited_for(window: Window, closing: list[str]) -> None:
    job = window.jobs.begin("正在备份")
    window.close()
    dialog = asked(window)
    assert not dialog.stop.isVisible()
    dialog.wait.click()
    assert (closing, job.halted) == (["closed"], False)
