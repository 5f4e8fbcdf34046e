"""A question of the system's is asked in one place, and answered only by who is still there."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from odrdesk.desktop import asking

DESKTOP = Path(asking.__file__).parent


def answer(**accepted: str) -> None:
    """Say yes to the file dialog that stands."""
    (dialog,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog) and one.isVisible())
    for name in accepted.values():
        dialog.selectFile(name)
    QDialog.accept(dialog)


@pytest.fixture
def parent(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_file_chosen_is_told(parent: QWidget, tmp_path: Path) -> None:
    QTimer.singleShot(0, parent, answer)
    assert asking.file_to_write(parent, "导出到", tmp_path / "名单.xlsx", "xlsx (*.xlsx)") == str(
        tmp_path / "名单.xlsx"
    )


def test_a_file_of_several_is_read(parent: QWidget, tmp_path: Path) -> None:
    (tmp_path / "截图.png").write_bytes(b"")
    QTimer.singleShot(0, parent, lambda: answer(file=str(tmp_path / "截图.png")))
    assert asking.files_to_read(parent, "选择证据文件", str(tmp_path)) == [str(tmp_path / "截图.png")]


def test_a_window_that_goes_takes_its_question_along(qtbot, tmp_path: Path) -> None:
    parent = QWidget()
    parent.show()
    QTimer.singleShot(0, parent, parent.deleteLater)
    assert asking.folder(parent, "选择文件夹", tmp_path) == ""


def test_who_withdraws_a_question_hears_nothing(parent: QWidget, tmp_path: Path) -> None:
    QTimer.singleShot(0, parent, asking.withdraw)
    assert asking.file_to_read(parent, "选择文件", "csv (*.csv)") == ""
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog) and one.isVisible()]


def test_nobody_asks_for_files_beside_it() -> None:
    beside = [
        path.name
        for path in DESKTOP.rglob("*.py")
        if path.name != "asking.py" and any(f"FileDialog.{word}" in path.read_text("utf-8") for word in ("get", "exec"))
    ]
    assert beside == []
