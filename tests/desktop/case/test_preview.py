"""The preview: an issued paper is read, printed white and saved byte for byte."""

import sys
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtPdf import QPdfDocument

from odrdesk.desktop.dialogs.preview import PreviewDialog
from odrdesk.desktop.dialogs.print_out import INTO_FILE, PrintDialog
from odrdesk.desktop.printing import rendered
from odrdesk.domain.vocabulary import PaperKind, Step
from odrdesk.services import papers
from odrdesk.services.steps import take_step


@pytest.fixture
def issued(desk, number, clock, page, settle):
    """The notice of acceptance."""
    clock.set(2026, 10, 8)
    take_step(desk, number, Step.ACCEPT, {})
    made = papers.issue(desk, number, PaperKind.ACCEPTANCE_NOTICE).value
    page.refresh()
    settle()
    return made


@pytest.fixture
def preview(page, issued, settle, qtbot) -> PreviewDialog:
    dialog = page.deeds.preview(page.sight)
    settle()
    qtbot.waitUntil(lambda: dialog.paper.pane.document.status() is QPdfDocument.Status.Ready)
    return dialog


def test_it_shows_the_paper_and_its_pages(preview, issued) -> None:
    assert preview.paper.pane.document.pageCount() == issued.pages
    assert issued.number in preview.papers.currentText()
    assert (preview.paper.pane.page.text(), preview.paper.pane.of_pages.text()) == ("1", f"/ {issued.pages} 页")
    assert preview.print.isEnabled()


def test_what_is_saved_is_the_paper_byte_for_byte(preview, issued, settle, tmp_path: Path) -> None:
    preview.choose_file = lambda name: str(tmp_path / name.removesuffix(".pdf"))
    preview.save.click()
    settle()
    assert [path.read_bytes() for path in tmp_path.glob("*.pdf")] == [issued.pdf]
    assert preview.folder.isVisible()


def test_a_folder_that_cannot_be_written_is_told(preview, settle, tmp_path: Path) -> None:
    preview.choose_file = lambda _name: str(tmp_path / "nowhere" / "paper.pdf")
    preview.save.click()
    settle()
    assert "没有存成" in preview.bar.words


def test_a_printed_page_is_black_on_white(issued) -> None:
    image = rendered(issued.pdf, 0, dpi=50)
    assert (image.width(), image.height()) == (413, 585)
    assert image.pixelColor(3, 3) == QColor(Qt.GlobalColor.white)
    assert not image.hasAlphaChannel()


@pytest.fixture
def plate(preview, settle) -> PrintDialog:
    """The print dialog over the preview, set to write a PDF."""
    preview.print.click()
    settle()
    found = over_all(preview)
    found.printer.choose(INTO_FILE)
    return found


def over_all(preview) -> PrintDialog:
    return next(one for one in preview.window().findChildren(PrintDialog) if one.isVisible())


def test_every_page_goes_to_the_printer_in_two_copies(preview, plate, issued, settle, tmp_path: Path) -> None:
    plate.choose_file = lambda name: str(tmp_path / name)
    plate.go.click()
    settle()
    (path,) = tmp_path.glob("*.pdf")
    assert path.stem == issued.number
    assert len(pypdf.PdfReader(path).pages) == 2 * issued.pages
    assert f"共 {2 * issued.pages} 面" in preview.status.text()


def test_what_was_chosen_stands_there_the_next_time(preview, plate, settle, tmp_path: Path) -> None:
    plate.copies.setText("3")
    plate.duplex.click()
    plate.choose_file = lambda name: str(tmp_path / name)
    plate.go.click()
    settle()
    preview.print.click()
    settle()
    again = over_all(preview)
    assert (again.printer.key, again.copies.text(), again.duplex.isChecked()) == (INTO_FILE, "3", True)


def test_what_cannot_be_printed_is_said_beside_its_field(plate, settle) -> None:
    plate.choose_file = lambda _name: pytest.fail("asked for a file")
    for field, typed in (("copies", "0"), ("copies", "两份"), ("pages", "9"), ("pages", "2-1"), ("pages", "全")):
        editor = getattr(plate, field)
        editor.setText(typed)
        plate.go.click()
        settle()
        assert plate.fields[field].refused
        assert editor.text() == typed
        editor.setText("1")
        assert not plate.fields[field].refused
    assert plate.isVisible()


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_folder_the_printer_cannot_write_to_is_told(plate, settle, tmp_path: Path) -> None:
    plate.choose_file = lambda _name: str(tmp_path / "nowhere" / "paper.pdf")
    plate.go.click()
    settle()
    assert "没有打印完" in plate.bar.words
    assert plate.go.isEnabled()


def test_no_file_chosen_prints_nothing(preview, plate, settle) -> None:
    plate.choose_file = lambda _name: ""
    plate.go.click()
    settle()
    assert plate.isVisible()
    plate.dismiss()
    assert preview.status.text() == ""


def test_words_are_found_in_it_one_after_the_other(preview, qtbot) -> None:
    pane = preview.paper.pane.finding
    qtbot.keyClick(preview, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    pane.sought.setText("消费者")
    qtbot.waitUntil(lambda: pane.counted.text().startswith("第 1 处"))
    qtbot.keyClick(pane.sought, Qt.Key.Key_Return)
    qtbot.keyClick(pane.sought, Qt.Key.Key_Return)
    assert pane.counted.text().startswith("第 2 处")
    pane.sought.setText("不在其中的话")
    qtbot.waitUntil(lambda: pane.counted.text() == "没有找到")
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert preview.isVisible()
    assert not pane.sought.isVisible()


def test_it_fits_the_width_the_whole_page_and_shows_small_pictures(preview, qtbot) -> None:
    pane = preview.paper.pane
    assert pane.tools["width"].isChecked()
    wide = pane.scale.text()
    pane.tools["whole"].click()
    assert pane.scale.text() != wide
    pane.tools["small"].click()
    qtbot.waitUntil(lambda: not pane.small.item(0).icon().isNull())
    assert pane.small.count() == pane.document.pageCount()
    pane.page.setText("７")
    qtbot.keyClick(pane.page, Qt.Key.Key_Return)
    assert pane.page.text() == str(pane.document.pageCount())


def test_the_systems_own_program_gets_a_copy(preview, issued, settle) -> None:
    opened = []
    preview.outside.launch = lambda url: opened.append(Path(url.toLocalFile()).read_bytes()) or True
    preview.elsewhere.click()
    settle()
    assert opened == [issued.pdf]


def test_without_a_reader_it_says_so_and_saves_all_the_same(page, issued, settle, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtPdf", None)
    dialog = page.deeds.preview(page.sight)
    settle()
    assert dialog.paper.pane is None
    assert "QtPdf" in dialog.paper.empty.accessibleName()
    assert (dialog.print.isEnabled(), dialog.save.isEnabled()) == (False, True)
    dialog.choose_file = lambda name: str(tmp_path / name)
    dialog.save.click()
    settle()
    assert [path.read_bytes() for path in tmp_path.glob("*.pdf")] == [issued.pdf]


def test_ctrl_p_asks_for_what_waits_to_be_printed(page, issued, qtbot) -> None:
    with qtbot.waitSignal(page.papers.asked) as asked:
        qtbot.keyClick(page.window(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == ["print", (issued.id,)]


def test_plus_zooms(preview, qtbot) -> None:
    before = preview.paper.pane.scale.text()
    qtbot.keyClick(preview, Qt.Key.Key_Plus)
    assert int(preview.paper.pane.scale.text()[:-1]) > int(before[:-1])


def test_a_paper_is_declared_void_with_a_reason(page, issued, settle, desk) -> None:
    dialog = page.deeds.void(page.sight, issued.id)
    dialog.confirm()
    settle()
    assert dialog.field.refused
    dialog.why.setPlainText("商家名称写错")
    dialog.confirm()
    settle()
    assert [paper.mark.void for paper in page.sight.view.papers] == [True]
