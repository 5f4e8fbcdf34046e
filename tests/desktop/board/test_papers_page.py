"""文书与打印: papers wait, are printed as one job, delivered, come back signed; and whoever holds one can verify it."""

import io
import zipfile
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from odrdesk.desktop.dialogs.paper_deliver import DeliverDialog
from odrdesk.desktop.dialogs.paper_history import HistoryDialog
from odrdesk.desktop.dialogs.paper_signed import SignedDialog
from odrdesk.desktop.dialogs.paper_verify import VerifyDialog, facts, headline
from odrdesk.desktop.dialogs.preview import PreviewDialog
from odrdesk.desktop.dialogs.print_out import INTO_FILE, PrintDialog
from odrdesk.desktop.dialogs.void import VoidDialog
from odrdesk.desktop.front import Front
from odrdesk.desktop.outside import Outside
from odrdesk.desktop.pages.papers import PAUSE_MS, PapersPage
from odrdesk.desktop.printing import rendered
from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.domain.paper_vocabulary import PaperStage
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services import papers
from odrdesk.storage import proofs

SIGNED = b"%PDF-1.4\nsigned by both\n%%EOF\n"


@pytest.fixture
def cases(register) -> list[str]:
    """Two cases that were taken on."""
    return [register("王秀英", taken=True), register("赵一凡", "空气炸锅", taken=True)]


@pytest.fixture
def issued(desk, cases) -> list[papers.Issued]:
    """The notices of acceptance of both, and the merchant's copy of the first."""
    kind = PaperKind.ACCEPTANCE_NOTICE
    made = [papers.issue(desk, number, kind).value for number in cases]
    return [*made, papers.issue(desk, cases[0], kind, copy="merchant").value]


@pytest.fixture
def front(issued, open_front) -> Front:
    del issued
    return open_front()


@pytest.fixture
def page(front: Front, settle, qtbot) -> PapersPage:
    """The page, with the first row's pages beside it."""
    qtbot.keyClick(front._window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    settle()
    made = front.papers.page
    assert made.isVisible()
    qtbot.waitUntil(lambda: made.side.line is not None and made.side.paper.pane.document.pageCount() > 0)
    settle()
    return made


def test_a_desk_without_papers_does_not_ask_to_choose_one(open_front, settle, qtbot) -> None:
    front = open_front()
    qtbot.keyClick(front._window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    settle()
    assert front.papers.page.empty.isVisible()
    said = front.papers.page.side.paper.empty.accessibleName()
    assert said == "没有可看的文书 左边的列表里有了文书，选中的一份就显示在这里。"


@pytest.fixture
def over(front: Front, settle):
    """What lies over the window, of a kind, once all is at rest."""

    def find(kind: type[Overlay]) -> Overlay:
        settle()
        return next(one for one in front._window.findChildren(kind) if one.isVisible())

    return find


@pytest.fixture
def print_into(over, settle, tmp_path: Path):
    """Presses print in the dialog that is open, into a PDF, in so many copies; the file."""

    def go(copies: int) -> Path:
        plate = over(PrintDialog)
        plate.printer.choose(INTO_FILE)
        plate.copies.setText(str(copies))
        target = tmp_path / "printed.pdf"
        plate.choose_file = lambda _name: str(target)
        plate.go.click()
        settle()
        return target

    return go


@pytest.fixture
def life(desk):
    """What became of a paper by its key."""
    return lambda key: papers.history(desk, key).life


def keys(page: PapersPage) -> list[int]:
    return [page.rows.key(row) for row in range(page.rows.rowCount())]


def rest(page: PapersPage, settle) -> None:
    """Wait until the pages of the current row stand beside the list."""
    settle()
    QTest.qWait(PAUSE_MS + 20)
    settle()


def stages(desk) -> dict[PaperStage, int]:
    return {stage: many for stage, many in papers.counts(desk).items() if many}


def test_what_was_issued_waits_the_oldest_first_with_the_consumer_masked(page, issued, front) -> None:
    assert keys(page) == [one.id for one in issued]
    texts = page.rows.shown(0)
    assert texts.texts[0] == "受理告知书"
    assert texts.beneath == (issued[0].number, "王*英")
    assert page.tabs.tab(PaperStage.WAITING_PRINT.value).accessibleName() == "待打印 3"
    assert page.side.title.text() == "受理告知书（消费者本）"
    assert page.side.paper.pane.document.pageCount() == issued[0].pages


def test_those_that_are_ticked_are_printed_as_one_job_and_logged(page, issued, over, print_into, life) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_Space)  # it goes on to the next by itself
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert page.bar.count.text() == "已选 2 份"
    QTest.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    parts = over(PrintDialog)._job.parts
    assert [one.number in part for one, part in zip(issued, parts, strict=False)] == [True, True]
    target = print_into(2)
    assert len(pypdf.PdfReader(target).pages) == 2 * sum(one.pages for one in issued[:2])
    logged = life(issued[0].id).prints
    assert [(one.turn, one.copies, one.pages, one.printer) for one in logged] == [(0, 2, issued[0].pages, "PDF")]
    assert page.ticks.keys == ()
    assert keys(page) == [issued[2].id]


def test_the_second_printing_says_so_before_and_is_marked_on_every_page(page, issued, over, print_into, desk) -> None:
    papers.printed(desk, issued[0].id, "HP", 2)
    page.asked.emit("print", (issued[0].id,))
    note = over(PrintDialog)._job.note
    assert ("第 2 次打印" in note, "副本 1" in note) == (True, True)
    target = print_into(1)
    assert [one.turn for one in papers.history(desk, issued[0].id).life.prints] == [0, 1]
    for number in range(issued[0].pages):
        assert rendered(target.read_bytes(), number, 60) != rendered(issued[0].pdf, number, 60)
    assert papers.pdf_of(desk, issued[0].id) == issued[0].pdf


def test_a_file_that_was_changed_is_neither_shown_nor_printed(page, issued, front, settle, desk) -> None:
    with desk.writing() as session:
        connection = session.connection()
        connection.exec_driver_sql("DROP TRIGGER paper_file_no_update")
        other = issued[1].pdf.replace(b"0", b"1", 1)
        connection.exec_driver_sql("UPDATE paper_file SET pdf = ? WHERE paper = ?", (other, issued[1].id))
    page.table.selectRow(1)
    rest(page, settle)
    assert page.side.paper.currentWidget() is page.side.paper.empty
    assert issued[1].number in page.side.paper.empty.accessibleName()
    assert not page.side.print.isEnabled()
    front.papers.print((issued[0].id, issued[1].id))
    settle()
    assert issued[1].number in page.said.words
    assert not [one for one in front._window.findChildren(PrintDialog) if one.isVisible()]
    assert stages(desk) == {PaperStage.WAITING_PRINT: 3}


def test_a_delivery_is_noted_with_what_shows_it(page, issued, over, settle, life) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_S)
    dialog = over(DeliverDialog)
    assert dialog.to.text() == "本人"
    dialog.to.clear()
    dialog.confirm()
    settle()
    assert dialog.fields["to"].refused
    dialog.to.setText("王秀英")
    dialog.at.day.setText("1120")
    dialog.confirm()
    settle()
    assert dialog.fields["why"].refused
    assert dialog.to.text() == "王秀英"
    dialog.at.day.clear()
    dialog.receipt.setText("本人签收")
    dialog.confirm()
    settle()
    (noted,) = life(issued[0].id).delivered
    assert (noted.to, noted.receipt) == ("王秀英", "本人签收")
    assert keys(page) == [issued[1].id, issued[2].id]


def test_many_are_delivered_at_once_each_to_its_own_party(page, over, settle, life) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.bar.buttons["deliver"].click()
    settle()
    dialog = over(DeliverDialog)
    settle()
    written = [entry.text() for entry in dialog.recipients.values()]
    assert sorted(written) == ["云裳服饰旗舰店", "王秀英", "赵一凡"]
    place = written.index("王秀英")
    list(dialog.recipients.values())[place].setText("王秀英之夫 李明")
    dialog.receipt.setText("平台已读回执")
    dialog.confirm()
    settle()
    assert page.ticks.keys == ()
    page.show_stage(PaperStage.DONE)
    settle()
    assert sorted(life(key).delivered[0].to for key in keys(page)) == [
        "云裳服饰旗舰店", "王秀英之夫 李明", "赵一凡",
    ]  # fmt: skip


@pytest.fixture
def opened(front) -> list[bytes]:
    """What the system was asked to open."""
    seen: list[bytes] = []
    Outside.of(front._window).launch = lambda url: seen.append(Path(url.toLocalFile()).read_bytes()) or True
    return seen


def test_the_signed_scan_is_attached_and_shown_in_the_history(page, over, opened, settle, tmp_path: Path) -> None:
    scan = tmp_path / "签回.pdf"
    scan.write_bytes(SIGNED)
    page.side.signed.click()
    settle()
    dialog = over(SignedDialog)
    dialog.confirm()
    assert dialog.fields["file"].refused
    wrong = tmp_path / "notes.txt"
    wrong.write_text("no scan", "utf-8")
    dialog.file.take(wrong)
    dialog.confirm()
    settle()
    assert dialog.fields["file"].refused
    dialog.file.take(scan)
    dialog.by.setText("王秀英")
    dialog.confirm()
    settle()
    page.show_stage(PaperStage.DONE)
    settle()
    own = [page.rows.shown(row).texts[-1] for row in range(page.rows.rowCount())]
    assert own == ["—", "已签回 11-23"]
    page.asked.emit("history", (keys(page)[1],))
    shown = over(HistoryDialog)
    (button,) = shown.timeline.buttons.values()
    button.click()
    settle()
    assert opened == [SIGNED]


def test_a_void_paper_goes_with_all_its_copies_and_is_listed(page, issued, over, settle, desk) -> None:
    page.asked.emit("void", (issued[0].id,))
    settle()
    dialog = over(VoidDialog)
    dialog.why.setPlainText("商家名称写错")
    dialog.confirm()
    settle()
    assert stages(desk) == {PaperStage.WAITING_PRINT: 1, PaperStage.VOID: 2}
    page.show_stage(PaperStage.VOID)
    settle()
    assert page.rows.shown(0).texts[-1] == "商家名称写错"


def test_search_and_kind_narrow_the_list_and_the_empty_state_leads_back(page, issued, settle, qtbot) -> None:
    page.search.setText("赵一")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    settle()
    assert keys(page) == [issued[1].id]
    page._pick_kind([PaperKind.SETTLEMENT_AGREEMENT.value])
    settle()
    assert page.stack.currentWidget() is page.empty
    page.empty.button.click()
    settle()
    assert len(keys(page)) == 3
    page.show_stage(PaperStage.DONE)
    settle()
    assert "还没有办完的文书" in page.empty.accessibleName()


def test_another_copy_has_the_same_number(page, issued, settle, desk) -> None:
    offers = {key for key, _words, _icon in page.side.offers()}
    assert {"copy:merchant", "copy:desk"} & offers
    page.asked.emit("copy:desk", (issued[0].id,))
    settle()
    assert {one.copy for one in papers.history(desk, issued[0].id).copies} == {"consumer", "merchant", "desk"}


def test_several_are_saved_byte_for_byte_or_as_one(page, issued, front, settle, tmp_path: Path) -> None:
    keys = [one.id for one in issued]
    front.papers.choose_folder = lambda: str(tmp_path / "folder")
    front.papers.choose_file = lambda name: str(tmp_path / name)
    for ending in ("", ".zip", ".pdf"):
        front.papers.save_many(keys, ending)
        settle()
    assert {path.read_bytes() for path in (tmp_path / "folder").glob("*.pdf")} == {one.pdf for one in issued}
    with zipfile.ZipFile(tmp_path / "文书.zip") as packed:
        assert {one.pdf for one in issued} <= {packed.read(name) for name in packed.namelist()}
    front.papers.choose_file = lambda _name: str(tmp_path / "alone")
    page.asked.emit("save", (issued[0].id,))
    settle()
    assert (tmp_path / "alone.pdf").read_bytes() == issued[0].pdf
    assert len(pypdf.PdfReader(tmp_path / "文书.pdf").pages) == sum(one.pages for one in issued)
    front.papers.choose_file = lambda _name: str(tmp_path / "nowhere" / "x.zip")
    front.papers.save_many(keys, ".zip")
    settle()
    assert page.said.isVisible()


def test_enter_shows_it_large(page, over, settle, qtbot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settle()
    assert over(PreviewDialog).sheet.title == "受理告知书（消费者本）"


def test_what_is_ticked_stays_ticked_through_sorting_and_reload(page, settle, qtbot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    ticked = page.ticks.keys
    assert len(ticked) == 2
    page.refresh()
    settle()
    assert page.ticks.keys == ticked
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.ticks.keys == ()
    assert not page.bar.isVisible()


class TestVerifying:
    """核验."""

    @pytest.fixture
    def dialog(self, front, over, qtbot) -> VerifyDialog:
        qtbot.keyClick(
            front._window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        return over(VerifyDialog)

    def test_the_file_itself_is_genuine(self, dialog, issued, settle, tmp_path: Path) -> None:
        path = tmp_path / "paper.pdf"
        path.write_bytes(issued[0].pdf)
        dialog.file.take(path)
        settle()
        assert dialog.verdict.genuine
        assert dialog.verdict.exact
        assert ("编号", issued[0].number) in _facts(dialog)

    def test_a_scan_is_genuine_by_its_code(self, dialog, issued, settle, tmp_path: Path) -> None:
        image = rendered(issued[0].pdf, issued[0].pages - 1, 150)
        path = tmp_path / "scan.png"
        image.save(str(path))
        dialog.file.take(path)
        settle()
        assert dialog.verdict.genuine
        assert not dialog.verdict.exact

    def test_a_forged_code_is_told_with_what_was_changed(self, dialog, issued, desk, settle) -> None:
        with desk.reading() as session:
            text = proofs.of_paper(session, issued[0].id).qr
        parts = text.split("|")
        parts[4] = "20250101"
        QGuiApplication.clipboard().setText("|".join(parts))
        dialog.paste()
        settle()
        assert not dialog.verdict.genuine
        assert "不一致" in _words(dialog)

    def test_what_has_no_code_gets_no_verdict(self, dialog, settle, tmp_path: Path) -> None:
        path = tmp_path / "cat.png"
        picture = io.BytesIO()
        Image.new("RGB", (400, 300), "white").save(picture, "PNG")
        path.write_bytes(picture.getvalue())
        dialog.file.take(path)
        settle()
        assert dialog.verdict is None
        assert dialog.bar.isVisible()
        assert "真实" not in dialog.bar.words


def _facts(dialog: VerifyDialog) -> list[tuple[str, str]]:
    return list(facts(dialog.verdict))


def _words(dialog: VerifyDialog) -> str:
    return headline(dialog.verdict)


def test_every_part_of_the_page_and_its_dialogs_has_a_name(page, over, front) -> None:
    assert unnamed(page) == []
    for what, kind in (
        ("deliver", DeliverDialog),
        ("signed", SignedDialog),
        ("history", HistoryDialog),
        ("print", PrintDialog),
        ("verify", VerifyDialog),
        ("preview", PreviewDialog),
    ):
        page.asked.emit(what, (page.current,))
        dialog = over(kind)
        assert (what, unnamed(dialog)) == (what, [])
        dialog.close_over()


def unnamed(widget: QWidget) -> list[str]:
    """What can be acted on and has no name for a screen reader."""
    acting = widget.findChildren(QAbstractButton) + widget.findChildren(QLineEdit) + widget.findChildren(QComboBox)
    return [str(one) for one in acting if one.isVisible() and not one.accessibleName()]
