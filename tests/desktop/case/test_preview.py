"""The preview: an issued paper is read, printed white and saved byte for byte."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from odrdesk.desktop.dialogs.preview import PreviewDialog, rendered
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
    qtbot.waitUntil(lambda: dialog.document.status() is QPdfDocument.Status.Ready)
    return dialog


def test_it_shows_the_paper_and_its_pages(preview, issued) -> None:
    assert preview.document.pageCount() == issued.pages
    assert issued.number in preview.papers.currentText()
    assert preview._page.text() == f"第 1 页 共 {issued.pages} 页"
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


def test_every_page_goes_to_the_printer(preview, issued, settle, tmp_path: Path, qtbot) -> None:
    target = tmp_path / "printed.pdf"

    def into_file(printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        return True

    preview.choose_printer = into_file
    preview.print.click()
    settle()
    printed = QPdfDocument()
    printed.load(str(target))
    assert printed.pageCount() == issued.pages
    printed.close()


def test_no_printer_chosen_prints_nothing(preview, settle) -> None:
    preview.choose_printer = lambda _printer: False
    preview.print.click()
    settle()
    assert preview.status.text() == ""


def test_ctrl_p_leads_to_the_preview_and_plus_zooms(page, issued, settle, qtbot, over) -> None:
    qtbot.keyClick(page.window(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle()
    dialog = over()
    assert isinstance(dialog, PreviewDialog)
    before = dialog.view.zoomFactor()
    qtbot.keyClick(dialog, Qt.Key.Key_Plus)
    assert dialog.view.zoomFactor() > before


def test_a_paper_is_declared_void_with_a_reason(page, issued, settle, desk) -> None:
    dialog = page.deeds.void(page.sight, issued.id)
    dialog.confirm()
    settle()
    assert dialog.field.refused
    dialog.why.setPlainText("商家名称写错")
    dialog.confirm()
    settle()
    assert [paper.mark.void for paper in page.sight.view.papers] == [True]
