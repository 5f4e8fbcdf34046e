"""Bad news: its sign, its words, its code; what is copied helps somebody far away and names nobody."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from odrdesk import __version__
from odrdesk.desktop import tell
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.domain.errors import Fault


def press(dialog, words: str) -> None:
    (button,) = [one for one in dialog.findChildren(Button) if one.text() == words]
    button.click()


def test_a_fault_is_copied_with_its_code_and_the_version(look, window) -> None:
    window.show()
    dialog = tell.faulted(look, window, Fault("disk.full", path="/desk", needed=1, free=0))
    press(dialog, "复制详情")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("disk.full\n")
    assert __version__ in copied
    assert dialog.status.text() == "已复制"
    assert dialog.findChildren(Glyph)


def test_a_bug_is_copied_with_its_report(look, window, tmp_path: Path) -> None:
    window.show()
    report = tmp_path / "crash-0001.txt"
    report.write_text("odrdesk\nTypeError\n", "utf-8")
    dialog = tell.fell(look, window, str(report))
    press(dialog, "复制详情")
    assert "TypeError" in QGuiApplication.clipboard().text()


def test_a_report_that_is_gone_leaves_its_path(look, window, tmp_path: Path) -> None:
    window.show()
    dialog = tell.fell(look, window, str(tmp_path / "gone.txt"))
    press(dialog, "复制详情")
    assert "gone.txt" in QGuiApplication.clipboard().text()
