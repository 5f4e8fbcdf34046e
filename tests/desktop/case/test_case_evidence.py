"""The tab of evidence through its widgets: files dropped, pasted and chosen, looked at, verified, withdrawn."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from odrdesk.desktop.dialogs.evidence_file import FilingDialog
from odrdesk.desktop.dialogs.evidence_reason import ReleaseDialog, RestoreDialog, WithdrawDialog
from odrdesk.desktop.dialogs.evidence_view import EvidenceDialog
from odrdesk.desktop.dialogs.preview import PreviewDialog
from odrdesk.desktop.miniatures import SIDES, ending_of
from odrdesk.desktop.pages.case_evidence import EvidencePanel
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.domain.evidence import Told
from odrdesk.domain.vocabulary import EvidenceSlot, Role
from odrdesk.services import cases, clerks, evidence, evidence_index
from odrdesk.services.evidence import HandedIn
from odrdesk.text import set_language

ORDER = Told(EvidenceSlot.ORDER)
Settle = Callable[[], None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(page, settle: Settle) -> EvidencePanel:
    found = next(tab.panel for tab in page.more if tab.key == "evidence")
    assert isinstance(found, EvidencePanel)
    page.tabs.chosen.emit("evidence")
    settle()
    return found


@pytest.fixture
def screenshot(tmp_path: Path) -> Path:
    image = QImage(40, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    path = tmp_path / "订单截图.png"
    assert image.save(str(path))
    return path


@pytest.fixture
def at(panel: EvidencePanel, page, desk, number: str, over, settle: Settle) -> SimpleNamespace:  # noqa: PLR0917 -- all that a test may ask for
    return SimpleNamespace(panel=panel, page=page, desk=desk, number=number, over=over, settle=settle)


def dropped(widget: QWidget, *files: Path) -> None:
    """Files come over the widget and fall."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    actions, buttons, held = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(QPoint(5, 5), actions, data, buttons, held)
    QApplication.sendEvent(widget, over)
    assert over.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), actions, data, buttons, held))


def add(desk, number: str, content: bytes, name: str, slot: EvidenceSlot = EvidenceSlot.ORDER):
    return evidence.add_several(desk, number, [HandedIn(content, Told(slot), name)]).value.items[0]


def lies_at(desk, sha256: str) -> Path:
    return desk.path / "evidence" / sha256[:2] / sha256


def test_what_is_missing_stands_first_with_what_it_would_prove(panel: EvidencePanel) -> None:
    assert list(panel.wanted.rows) == [EvidenceSlot.ORDER, EvidenceSlot.PAYMENT, EvidenceSlot.LIVE_REPLAY]
    assert "还缺 3 栏" in panel.wanted.aside.text()
    said = " ".join(
        label.text()
        for label in panel.wanted.rows[EvidenceSlot.LIVE_REPLAY].findChildren(QWidget)
        if hasattr(label, "text")
    )
    assert "证明直播间里实际怎样宣传" in said
    assert "直播电商监督管理办法第 16 条" in said
    assert EvidenceSlot.REPORT in panel.useful.rows
    assert panel.nothing.isVisible()
    assert not panel.list.isVisible()


def test_a_file_dropped_on_a_slot_is_filed_there(at: SimpleNamespace, screenshot: Path, told) -> None:
    panel, over, settle, desk, number = at.panel, at.over, at.settle, at.desk, at.number
    dropped(panel.wanted.rows[EvidenceSlot.ORDER], screenshot)
    dialog = over()
    assert isinstance(dialog, FilingDialog)
    assert dialog.slot.key == "order"
    assert dialog.proves.text() == "双方成立买卖、标的、数量、价格和时间"
    dialog.source.choose("consumer")
    dialog.go.click()
    settle()
    (item,) = cases.view(desk, number).evidence
    assert (item.name, item.slot, item.told.source) == ("订单截图.png", "order", "consumer")
    assert [row.name for row in panel.list.rows.all] == ["订单截图.png"]
    assert EvidenceSlot.ORDER not in panel.wanted.rows
    assert not [one for one in panel.window().findChildren(Overlay) if one.isVisible()]
    assert screenshot.exists()


def test_files_dropped_on_the_tab_ask_for_their_slot(
    at: SimpleNamespace, qtbot, screenshot: Path, tmp_path: Path
) -> None:
    panel, over, settle, desk, number = at.panel, at.over, at.settle, at.desk, at.number
    (tmp_path / "空.txt").write_bytes(b"")
    dropped(panel, screenshot, tmp_path / "空.txt")
    dialog = over()
    dialog.note.setText("张某微信发来")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert dialog.fields["slot"].note == "请选择这份证据归入哪一栏。"
    assert dialog.note.text() == "张某微信发来"
    dialog.slot.choose("chat")
    dialog.go.click()
    settle()
    assert [item.name for item in cases.view(desk, number).evidence] == ["订单截图.png"]
    assert dialog.isVisible(), "what was left stays with its reason"
    assert "空.txt 是空文件" in dialog.bar.words
    assert dialog.note.text() == "张某微信发来"
    assert dialog.go.text() == "登记一份"


def test_the_letter_d_files_evidence_from_any_tab(qtbot, page, over, settle: Settle, screenshot: Path) -> None:
    qtbot.keyClick(page.window().focusWidget() or page.window(), Qt.Key.Key_D)
    settle()
    dialog = over()
    assert isinstance(dialog, FilingDialog)
    assert not dialog.go.isEnabled()
    dialog.choose_files = lambda: [str(screenshot)]
    dialog.place_files.choose.click()
    dialog.slot.choose("goods")
    dialog.go.click()
    settle()
    assert page.tabs.keys()[2] == "evidence"
    assert [item.slot for item in page.sight.view.evidence] == ["goods"]


def test_a_screenshot_is_pasted_as_a_png(at: SimpleNamespace, qtbot) -> None:
    panel, over, settle, desk, number = at.panel, at.over, at.settle, at.desk, at.number
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    QGuiApplication.clipboard().setImage(image)
    panel.add.setFocus()
    qtbot.keyClick(panel.add, Qt.Key.Key_V, CTRL)
    dialog = over()
    dialog.slot.choose("chat")
    dialog.go.click()
    settle()
    (item,) = cases.view(desk, number).evidence
    assert item.name == "截图 2026-09-30 103000.png"
    content = evidence.content_of(desk, item.key)
    assert content.startswith(b"\x89PNG")
    assert QImage.fromData(content).size() == image.size()


def test_an_empty_clipboard_says_so(panel: EvidencePanel) -> None:
    QGuiApplication.clipboard().setText("words")
    panel.paste()
    assert "剪贴板里没有图片或文件" in panel.bar.words


def test_a_passage_of_a_broadcast_has_its_timecodes(at: SimpleNamespace, screenshot: Path) -> None:
    panel, over, settle, desk, number = at.panel, at.over, at.settle, at.desk, at.number
    dropped(panel.wanted.rows[EvidenceSlot.LIVE_REPLAY], screenshot)
    dialog = over()
    dialog.start.setText("43:00")
    dialog.end.setText("42:10")
    dialog.words.setPlainText("头层牛皮，假一赔十")
    dialog.go.click()
    assert "早于开始" in dialog.fields["to"].note
    dialog.end.setText("44:10")
    dialog.go.click()
    settle()
    (item,) = cases.view(desk, number).evidence
    assert item.told.passage == ("00:43:00", "00:44:10", "头层牛皮，假一赔十")
    assert "00:43:00–00:44:10" in panel.list.rows.all[0].beneath


def test_timecodes_are_asked_for_recordings_only(panel: EvidencePanel, over) -> None:
    panel.file()
    dialog = over()
    dialog.slot.choose("order")
    assert not dialog.start.isVisible()
    dialog.slot.choose("promise")
    assert dialog.start.isVisible()


def test_what_it_proves_is_proposed_and_never_written_over(panel: EvidencePanel, over) -> None:
    panel.file()
    dialog = over()
    dialog.slot.choose("order")
    dialog.slot.choose("payment")
    assert dialog.proves.text() == "谁在何时实际付了多少钱，赔偿的基数"
    dialog.proves.setText("付了 129 元")
    dialog.slot.choose("order")
    assert dialog.proves.text() == "付了 129 元"


def test_files_on_the_window_go_to_the_case_in_view_and_a_sheet_may_be_imported_instead(
    page, panel: EvidencePanel, over, tmp_path: Path, screenshot: Path
) -> None:
    dropped(page.window(), screenshot)
    assert not over().instead.isVisible()
    over().close_over()
    (tmp_path / "投诉.xlsx").write_bytes(b"PK")
    assert page.take_files([tmp_path / "投诉.xlsx"])
    meant: list[Path] = []
    page.window().dropped.connect(meant.extend)
    assert over().instead.isVisible()
    over().instead.click()
    assert meant == [tmp_path / "投诉.xlsx"]


def test_nobody_without_the_role_is_offered_to_file(at: SimpleNamespace, window) -> None:
    desk, page, panel, settle = at.desk, at.page, at.panel, at.settle
    clerks.add(desk, "审计", (Role.AUDITOR,))
    assert panel.may_file
    panel._place = type(panel._place)(**{**_parts(panel._place), "desk": desk.acting_as("审计")})
    page.refresh()
    settle()
    assert not panel.add.isVisible()
    assert not panel.wanted.rows[EvidenceSlot.ORDER].button.isVisible()
    assert panel.file() is None
    assert not page.take_files([Path("x")])
    assert not window.registry.action("evidence").isEnabled()


def _parts(place) -> dict[str, object]:
    return {name: getattr(place, name) for name in type(place).__dataclass_fields__}


def test_pictures_texts_and_papers_are_shown_inside(at: SimpleNamespace, screenshot: Path) -> None:
    panel, over, settle, desk, number, page = at.panel, at.over, at.settle, at.desk, at.number, at.page
    add(desk, number, screenshot.read_bytes(), "a.png")
    add(desk, number, "客服：是头层牛皮".encode("gb18030"), "b.txt", EvidenceSlot.CHAT)
    film = add(desk, number, b"film", "c.mp4", EvidenceSlot.LIVE_REPLAY)
    page.refresh()
    settle()
    panel.list.opened.emit(panel.list.rows.all[0].key)
    settle()
    dialog = over()
    assert isinstance(dialog, EvidenceDialog)
    assert dialog.stack.currentWidget() is dialog.picture
    dialog.show_item(panel.list.rows.all[2].key)
    settle()
    assert dialog.text.toPlainText() == "客服：是头层牛皮"
    assert dialog.text.isReadOnly()
    dialog.step(-1)
    settle()
    assert dialog.item.key == film.key
    assert dialog.stack.currentWidget() is dialog.nothing
    assert "不在程序里预览" in dialog.nothing.accessibleName()


def test_its_properties_are_told_and_its_hash_is_copied(at: SimpleNamespace) -> None:
    panel, over, settle, desk, number, page = at.panel, at.over, at.settle, at.desk, at.number, at.page
    item = add(desk, number, b"words", "b.txt", EvidenceSlot.CHAT)
    page.refresh()
    settle()
    panel.open_item(item.key)
    settle()
    dialog = over()
    said = " ".join(
        label.text() for label in dialog.plate.findChildren(QWidget) if hasattr(label, "text") and callable(label.text)
    )
    assert item.sha256[:8] in said
    assert "陈晓雯" in said
    next(one for one in dialog.findChildren(Button) if one.text() == "复制 SHA-256").click()
    assert QGuiApplication.clipboard().text() == item.sha256


def test_a_changed_byte_is_told_by_verifying_and_by_looking(at: SimpleNamespace) -> None:
    panel, over, settle, desk, number, page = at.panel, at.over, at.settle, at.desk, at.number, at.page
    item = add(desk, number, b"chat record", "b.txt", EvidenceSlot.CHAT)
    page.refresh()
    settle()
    panel.verify.click()
    settle()
    assert panel.bar.words == "1 份证据，逐字节核验无误。"
    path = lies_at(desk, item.sha256)
    path.chmod(0o600)
    path.write_bytes(b"chat RECORD")
    panel.verify.click()
    settle()
    assert "与登记时的内容不一致" in panel.bar.words
    panel.open_item(item.key)
    settle()
    assert "与登记时的内容不一致" in over().nothing.accessibleName()


def test_withdrawing_needs_its_reason_and_keeps_the_item_in_the_list(at: SimpleNamespace) -> None:
    panel, over, settle, desk, number, page = at.panel, at.over, at.settle, at.desk, at.number, at.page
    item = add(desk, number, b"chat", "b.txt")
    page.refresh()
    settle()
    panel.open_item(item.key)
    settle()
    over().withdraw.click()
    dialog = over()
    assert isinstance(dialog, WithdrawDialog)
    dialog.go.click()
    settle()
    assert "须写明原因" in dialog.field.note
    dialog.why.setPlainText("传错了案件")
    dialog.go.click()
    settle()
    assert [row.mark for row in panel.list.rows.all] == ["已撤回"]
    assert EvidenceSlot.ORDER in panel.wanted.rows


def test_a_question_about_a_long_name_shows_all_its_lines(at: SimpleNamespace) -> None:
    item = add(
        at.desk,
        at.number,
        b"chat",
        "👩\u200d👩\u200d👧\u200d👦שלום🧨e\u0301𠮷" + "无空格的长名字Unbreakable" * 5 + ".txt",
    )
    for ask in (at.panel.acts.withdraw, at.panel.acts.release, at.panel.acts.restore):
        ask(item)
        at.settle()
        dialog = at.over()
        words = [one for one in dialog.plate.findChildren(Label) if one.isVisible() and item.name in one.text()]
        assert words
        assert all(one.height() >= one.heightForWidth(one.width()) for one in words)
        dialog.close_over()
        at.settle()


def test_withdrawing_is_undone_and_done_again_by_hand(at: SimpleNamespace) -> None:
    panel, over, settle, desk, number, page = at.panel, at.over, at.settle, at.desk, at.number, at.page
    item = add(desk, number, b"order", "a.txt")
    page.refresh()
    settle()
    panel.acts.withdraw(item)
    over().why.setPlainText("传错了案件")
    over().go.click()
    settle()
    assert page.window().undo.names[0] == "撤回 a.txt"
    page.window().undo.undo()
    settle()
    assert [row.mark for row in panel.list.rows.all] == [""]
    assert cases.view(desk, number).record[-1].entry.act == "evidence.restore"
    evidence.withdraw(desk, item.key, "还是传错了")
    page.refresh()
    settle()
    panel.open_item(item.key)
    settle()
    assert not over().withdraw.isVisible()
    over().restore.click()
    dialog = over()
    assert isinstance(dialog, RestoreDialog)
    dialog.go.click()
    settle()
    assert "须写明原因" in dialog.field.note
    dialog.why.setPlainText("经核对是本案的")
    dialog.go.click()
    settle()
    assert [row.mark for row in panel.list.rows.all] == [""]
    assert cases.view(desk, number).record[-1].entry.why == "经核对是本案的"


def test_tiles_show_pictures_drawn_elsewhere_and_are_remembered(at: SimpleNamespace, screenshot: Path) -> None:
    panel, over, settle, desk, number, page = at.panel, at.over, at.settle, at.desk, at.number, at.page
    evidence.add_several(desk, number, [HandedIn(screenshot, ORDER), HandedIn(b"no picture", ORDER, "坏的.png")])
    paper = evidence_index.pdf(desk, number)
    evidence.add_several(desk, number, [HandedIn(paper, ORDER, "目录.pdf"), HandedIn(b"x", ORDER, "聊天.txt")])
    page.refresh()
    settle()
    assert panel.miniatures.held == 0, "rows ask for no pictures"
    QTest.mouseClick(panel.faces._group.button(1), Qt.MouseButton.LeftButton)
    panel.list.grab()
    settle()
    assert panel.miniatures.held == 3
    keys = {row.name: row.key for row in panel.list.rows.all}
    sizes = {name: panel.miniatures.of(key, ending_of(name)) for name, key in keys.items()}
    assert (sizes["订单截图.png"].width(), sizes["订单截图.png"].height()) == (40, 60)
    assert sizes["目录.pdf"].height() == SIDES.height()
    assert sizes["坏的.png"].isNull()
    assert sizes["聊天.txt"] is None
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert isinstance(over(), EvidenceDialog)
    settle()
    assert EvidencePanel(panel._place).list.tiled


def test_the_tab_stays_within_its_column_in_english_too(at: SimpleNamespace) -> None:
    panel, desk, number, page, settle = at.panel, at.desk, at.number, at.page, at.settle
    add(desk, number, b"x", "a.txt")
    set_language("en")
    try:
        spoken = EvidencePanel(panel._place)
        spoken.show_case(page.sight)
        assert spoken.minimumSizeHint().width() <= 560
    finally:
        set_language("zh_CN")
    settle()


def test_three_hundred_pieces_are_painted_where_they_are_looked_at(at: SimpleNamespace, screenshot: Path) -> None:
    panel, settle, desk, number, page = at.panel, at.settle, at.desk, at.number, at.page
    evidence.add_several(desk, number, [HandedIn(screenshot, ORDER, f"{n}.png") for n in range(300)])
    panel.show_face("tiles")
    page.refresh()
    settle()
    assert len(panel.list.rows.all) == 300
    assert len(panel.list.findChildren(QWidget)) < 10
    assert panel.miniatures.held < 60
    last = panel.list.visualRect(panel.list.rows.index(299))
    assert last.bottom() <= panel.list.height()
    assert last.top() >= panel.list.height() - 2 * last.height()


def test_a_copy_goes_out_with_a_reason_in_the_record(at: SimpleNamespace, tmp_path: Path) -> None:
    panel, over, settle, desk, number, page = at.panel, at.over, at.settle, at.desk, at.number, at.page
    item = add(desk, number, b"chat", "b.txt")
    page.refresh()
    settle()
    panel.open_item(item.key)
    settle()
    over().release.click()
    dialog = over()
    assert isinstance(dialog, ReleaseDialog)
    dialog.choose_file = lambda name: str(tmp_path / name)
    dialog.go.click()
    assert "写明交给谁" in dialog.field.note
    dialog.why.setPlainText("随移送函交市场监管所")
    dialog.go.click()
    settle()
    assert (tmp_path / "b.txt").read_bytes() == b"chat"
    last = cases.view(desk, number).record[-1].entry
    assert (last.act, last.why) == ("evidence.release", "随移送函交市场监管所")


def test_the_list_of_evidence_is_a_paper_with_every_hash(at: SimpleNamespace, text_of) -> None:
    panel, over, settle, desk, number, page = at.panel, at.over, at.settle, at.desk, at.number, at.page
    item = add(desk, number, b"chat", "与客服的聊天.txt", EvidenceSlot.CHAT)
    page.refresh()
    settle()
    panel.index.click()
    settle()
    dialog = over()
    assert isinstance(dialog, PreviewDialog)
    text = text_of(dialog._bytes)
    assert "证据目录" in text
    assert "与客服的聊天.txt" in text
    assert item.sha256 in text
    assert "尚未收到：订单、支付、直播回放" in text


def test_three_hundred_items_are_rows_and_not_widgets(
    panel: EvidencePanel, settle: Settle, desk, number: str, page
) -> None:
    handed = [HandedIn(str(n).encode(), Told(EvidenceSlot.OTHER), f"{n:03d}.txt") for n in range(300)]
    assert len(evidence.add_several(desk, number, handed).value.items) == 300
    page.refresh()
    settle()
    assert len(panel.list.rows.all) == 300
    assert len(panel.findChildren(QWidget)) < 300
    assert panel.list.height() >= 300 * 50


def test_a_name_too_long_is_whole_in_the_hint(panel: EvidencePanel, settle: Settle, desk, number: str, page) -> None:
    add(desk, number, b"x", "长" * 110 + ".png")
    page.refresh()
    settle()
    assert panel.list.rows.all[0].hint.startswith("长" * 110 + ".png")
