"""The pasted text beside the form: what is read, what a person corrects, what is kept when the program dies."""

import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QMenu

from odrdesk.desktop.dialogs.intake import IntakeDialog, Way
from odrdesk.desktop.dialogs.intake_text import TextPane
from odrdesk.desktop.forms.complaint import Mark
from odrdesk.desktop.tokens import Ink
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, State
from odrdesk.services import cases, drafts, evidence, intake
from odrdesk.services.desk import Desk, create, open_desk

NOW = datetime(2026, 11, 26, 2, 20, tzinfo=UTC)
CTRL = Qt.KeyboardModifier.ControlModifier
TEXT = """投诉人：李婷 联系电话：139 1234 2217
😀被投诉方：悦选数码旗舰店
11月18号买的蓝牙耳机，订单6920115822740112，实付399，另一笔运费18元，没有降噪，七天无理由被拒。
诉求：退款"""


@pytest.fixture
def desk(tmp_path: Path, work) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "演练", practice=True, clock=lambda: NOW)
    yield made
    assert work.finish()
    made.close(backup=False)


@pytest.fixture
def rest(qtbot, work) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not work.busy, timeout=30_000)


@pytest.fixture
def dialog(qtbot, look, window, work, desk, rest) -> IntakeDialog:  # noqa: PLR0917 -- fixtures
    QGuiApplication.clipboard().clear()
    window.resize(1440, 900)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    made = IntakeDialog(look, window, work, desk)
    window.cover(made, made.start)
    rest()
    return made


@pytest.fixture
def paste(dialog: IntakeDialog, qtbot, rest) -> Callable[[str], None]:
    def put(text: str) -> None:
        data = QMimeData()
        data.setText(text)
        dialog.pane.original.insertFromMimeData(data)
        qtbot.waitUntil(lambda: bool(dialog.form.marks), timeout=30_000)
        rest()

    return put


def test_what_is_read_fills_the_form_and_says_how_sure_it_is(dialog: IntakeDialog, paste) -> None:
    paste(TEXT)
    raw, marks = dialog.form.raw(), dialog.form.marks
    assert raw["consumer.phone"] == ["13912342217", "", ""]
    assert (raw["merchant.name"], raw["order.no"], raw["order.paid"]) == (
        "悦选数码旗舰店",
        "6920115822740112",
        "399.00",
    )
    assert marks["order.no"] is Mark.READ
    assert marks["order.bought_on"] is Mark.CHECK
    assert marks["channel"] is Mark.MISSING
    assert "请核对" in dialog.counts.text()


def test_the_pieces_stand_where_their_words_do_behind_an_emoji(dialog: IntakeDialog, paste) -> None:
    paste(TEXT)
    found = {one.cursor.selectedText() for one in dialog.pane.original.extraSelections()}
    assert {"李婷", "139 1234 2217", "悦选数码旗舰店", "6920115822740112", "399"} <= found


def test_what_a_person_typed_stays_when_the_text_is_read_again(dialog: IntakeDialog, paste, qtbot, rest) -> None:
    paste(TEXT)
    dialog.form.fields["consumer.name"].editor.setText("李文婷")
    assert dialog.form.marks["consumer.name"] is Mark.CHECKED
    dialog.pane.again.click()
    rest()
    assert dialog.form.raw()["consumer.name"] == "李文婷"


def test_a_doubt_that_was_looked_at_is_none_any_more(dialog: IntakeDialog, paste, qtbot) -> None:
    paste(TEXT)
    waiting = dialog.reading.waiting
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    first = dialog.form.name_at(QApplication.focusWidget())
    assert first == waiting[0]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: dialog.form.marks[first] is not Mark.CHECK)
    assert dialog.form.name_at(QApplication.focusWidget()) == waiting[1]


def test_the_field_in_hand_brings_out_its_piece(dialog: IntakeDialog, paste, look) -> None:
    paste(TEXT)
    dialog.form.go_to("order.no")
    lit = [one for one in dialog.pane.original.extraSelections() if one.cursor.selectedText() == "6920115822740112"]
    assert lit[0].format.background().color() == look.colour(Ink.ACCENT)


def test_a_piece_is_given_another_field(dialog: IntakeDialog, paste) -> None:
    paste(TEXT)
    span = next(one for one in dialog.reading.spans if one.field == "order.paid")
    dialog.reading.assign(span, "claimed")
    assert (dialog.form.raw()["order.paid"], dialog.form.raw()["claimed"]) == ("", "399.00")
    other = next(one for one in dialog.reading.spans if one.value == "18.00")
    dialog.reading.assign(other, "order.paid")
    assert dialog.form.raw()["order.paid"] == "18.00"
    assert dialog.form.marks["order.paid"] is Mark.CHECKED


def test_a_press_on_a_piece_offers_what_it_may_be(dialog: IntakeDialog, paste, qtbot) -> None:
    paste(TEXT)
    dialog.pane.original.pieced.emit("order.paid", QPoint(300, 300))
    menu = next(one for one in dialog.pane.findChildren(QMenu) if one.isVisible())
    words = [action.text() for action in menu.actions()]
    assert words[:2] == ["改为：实付金额", "改为：诉求金额"]
    menu.close()


def test_pictures_and_files_become_evidence_behind_the_text(  # noqa: PLR0917 -- fixtures
    dialog: IntakeDialog, paste, qtbot, desk, tmp_path, rest
) -> None:
    paste(TEXT)
    dialog.form.fields["channel"].editor.choose("wechat")
    file = tmp_path / "录屏.txt"
    file.write_text("x", "utf-8")
    picture, files = QMimeData(), QMimeData()
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    picture.setImageData(image)
    files.setUrls([QUrl.fromLocalFile(str(file))])
    for data in (picture, files):
        dialog.pane.original.insertFromMimeData(data)
    with qtbot.waitSignal(dialog.registered, timeout=30_000) as told:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    rest()
    items = evidence.of_case(desk, told.args[0].case.number)[0]
    assert [one.name for one in items] == ["投诉原文.txt", "截图 1.png", "录屏.txt"]
    assert evidence.content_of(desk, items[0].key).decode() == TEXT
    assert drafts.kept(desk) == ()


def test_formatted_text_is_taken_as_plain(dialog: IntakeDialog, paste) -> None:
    data = QMimeData()
    data.setHtml("<b>投诉人：李婷</b>")
    data.setText("<b>投诉人：李婷</b>")
    dialog.pane.original.insertFromMimeData(data)
    assert dialog.pane.words == "<b>投诉人：李婷</b>"


def test_ctrl_v_in_a_field_of_the_fresh_window_is_a_paste_of_the_text(dialog: IntakeDialog, qtbot, rest) -> None:
    QGuiApplication.clipboard().setText(TEXT)
    dialog.form.go_to("consumer.name")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, CTRL)
    assert dialog.pane.words == TEXT
    assert dialog.form.raw()["consumer.name"] == ""
    rest()


def test_the_clipboard_is_offered_when_it_looks_like_a_complaint(look, window, work, desk, rest, dialog) -> None:  # noqa: PLR0917 -- fixtures
    dialog.dismiss()
    for text, offered in ((TEXT, True), ("今天开会记得带材料，地点在三楼会议室", False)):
        QGuiApplication.clipboard().setText(text)
        made = IntakeDialog(look, window, work, desk)
        window.cover(made, made.start)
        rest()
        assert made.clip.isVisible() is offered
        assert made.pane.words == ""
        if offered:
            made.clip.acted.emit()
            assert made.pane.words == TEXT
            made.pane.start_anew()
            made.form.start_anew()
        made.dismiss()
        rest()


def test_a_look_alike_is_merged_when_it_is_the_same(dialog: IntakeDialog, paste, desk, qtbot, rest) -> None:
    draft = Complaint(
        channel=Channel.WECHAT,
        received_at=NOW.replace(day=20),
        consumer=Consumer("李婷", "13912342217"),
        merchant=Merchant("悦选数码旗舰店"),
        order=Order(no="6920115822740112"),
        category=Category.AFTER_SALES,
        claims=(Claim.REFUND,),
        facts="没有降噪",
    )
    first = intake.register(desk, draft).value.case.number
    paste(TEXT)
    dialog.form.fields["channel"].editor.choose("wechat")
    qtbot.waitUntil(dialog.alike.isVisible, timeout=30_000)
    assert first in dialog.alike.words
    with qtbot.waitSignal(dialog.wanted, timeout=30_000) as told:
        dialog.alike.join.click()
    assert told.args == [first]
    rest()
    second = cases.view(desk, "ODR-2026-00002").case
    assert (second.state, second.merged_into) == (State.MERGED, first)


def test_the_same_number_again_only_files_the_text_there(dialog: IntakeDialog, paste, desk, qtbot, rest) -> None:
    number = "3101150000000020261124000"
    draft = Complaint(
        channel=Channel.ODR12315,
        channel_no=number,
        received_at=NOW.replace(day=24),
        consumer=Consumer("王芳", "13800138000"),
        merchant=Merchant("云裳服饰旗舰店"),
        category=Category.QUALITY,
        claims=(Claim.REFUND,),
        facts="尺码不符",
    )
    first = intake.register(desk, draft).value.case.number
    paste(f"登记编号：{number}\n投诉人：王芳\n再次催办")
    qtbot.waitUntil(dialog.alike.isVisible, timeout=30_000)
    with qtbot.waitSignal(dialog.wanted, timeout=30_000):
        dialog.alike.join.click()
    rest()
    assert len(evidence.of_case(desk, first)[0]) == 1
    assert drafts.kept(desk) == ()


def test_a_merge_the_rules_refuse_offers_the_other_way(dialog: IntakeDialog, paste, desk, qtbot, rest) -> None:
    draft = Complaint(
        channel=Channel.WECHAT,
        received_at=NOW.replace(day=20),
        consumer=Consumer("别人", "13000000000"),
        merchant=Merchant("悦选数码旗舰店"),
        order=Order(no="6920115822740112"),
        category=Category.AFTER_SALES,
        claims=(Claim.REFUND,),
        facts="没有降噪",
    )
    first = intake.register(desk, draft).value.case.number
    paste(TEXT)
    dialog.form.fields["channel"].editor.choose("wechat")
    qtbot.waitUntil(dialog.alike.isVisible, timeout=30_000)
    dialog.alike.join.click()
    qtbot.waitUntil(dialog.bar.isVisible, timeout=30_000)
    assert dialog.form.raw()["consumer.name"] == "李婷"
    with qtbot.waitSignal(dialog.wanted, timeout=30_000):
        dialog.bar.acted.emit()
    rest()
    assert len(evidence.of_case(desk, first)[0]) == 1


def test_the_next_case_begins_with_an_empty_text(dialog: IntakeDialog, paste, qtbot, rest) -> None:
    paste(TEXT)
    dialog.form.fields["channel"].editor.choose("wechat")
    with qtbot.waitSignal(dialog.registered, timeout=30_000):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier)
    rest()
    assert (dialog.pane.words, dialog.form.marks, dialog.way) == ("", {}, Way.PASTE)
    assert dialog.pane.original.hasFocus()


@pytest.mark.parametrize(
    "text",
    [
        "投诉人：" + "长" * 2_000,
        "投诉人：\u202e李婷\u202c\n电话：13912342217",
        "😀" * 500 + "电话：13912342217",
        "电话：13912342217\u0000\u0007\n实付：0元",
        "实付：9,999,999.99元\n电话：13912342217",
        "订单6920115822740112，" * 8_000,
    ],
    ids=["long name", "bidi", "emoji", "controls and nothing paid", "much paid", "very long"],
)
def test_odd_texts_are_taken_as_they_are(dialog: IntakeDialog, paste, text: str) -> None:
    paste(text)
    assert dialog.form.marks
    assert len(dialog.pane.words) >= len(text.replace("\0", "")) - 1
    dialog.keep()


KILLED = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from datetime import UTC, datetime
from pathlib import Path
from PySide6.QtCore import QMimeData, QSettings
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from odrdesk.desktop import fonts
from odrdesk.desktop.dialogs.intake import IntakeDialog
from odrdesk.desktop.hub import Hub
from odrdesk.desktop.theme import Look, Mode
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.places import resource
from odrdesk.services import drafts
from odrdesk.services.desk import open_desk

folder, text = Path(sys.argv[1]), sys.argv[2]
app = QApplication([])
look = Look(app, icons=resource("icons"), style=resource("theme", "app.qss"), family=fonts.choose(resource("fonts")))
look.wear(Mode.LIGHT)
desk = open_desk(folder, clock=lambda: datetime(2026, 11, 26, 2, 20, tzinfo=UTC))
work = Work(Hub(), bug=print, fault=print, refusal=print)
window = Window(look, QSettings(str(folder / "ui.ini"), QSettings.Format.IniFormat))
window.show()
dialog = IntakeDialog(look, window, work, desk)
window.cover(dialog, dialog.start)
data = QMimeData()
data.setText(text)
dialog.pane.original.insertFromMimeData(data)
shot, image = QMimeData(), QImage(30, 20, QImage.Format.Format_RGB32)
image.fill(0xFF0000)
shot.setImageData(image)
dialog.pane.original.insertFromMimeData(shot)
while not any(one.values.get("came") for one in drafts.kept(desk)):
    QTest.qWait(50)
print("kept", flush=True)
while True:
    QTest.qWait(1000)
"""


def test_a_pasted_text_survives_the_death_of_the_program(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    create(folder, "演练", practice=True, clock=lambda: NOW).close(backup=False)
    child = subprocess.Popen([sys.executable, "-c", KILLED, str(folder), TEXT], stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "kept"
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
    again = open_desk(folder, clock=lambda: NOW)
    kept = drafts.kept(again)
    assert [one.values["original"] for one in kept] == [TEXT]
    (came,) = kept[0].values["came"]
    picture = QImage.fromData(b64decode(came["picture"]))
    assert (came["name"], picture.width(), picture.height()) == ("截图 1.png", 30, 20)
    again.close(backup=False)


def test_a_kept_text_is_taken_up_again(dialog: IntakeDialog, paste, desk, qtbot, rest) -> None:
    paste(TEXT)
    dialog.form.fields["consumer.name"].editor.setText("李文婷")
    dialog.dismiss()
    rest()
    again = IntakeDialog(dialog.look, dialog.host, dialog.work, desk)
    dialog.host.cover(again, again.start)
    rest()
    again.drafts.acted.emit()
    rest()
    assert again.pane.words == TEXT
    assert again.form.raw()["consumer.name"] == "李文婷"
    qtbot.waitUntil(lambda: bool(again.pane.original.extraSelections()), timeout=30_000)


def test_pictures_and_files_of_a_draft_come_back_with_it(dialog, desk, qtbot, rest, tmp_path: Path) -> None:
    here, gone = tmp_path / "聊天.txt", tmp_path / "录屏.mp4"
    for file in (here, gone):
        file.write_bytes(b"handed in")
    image, data = QImage(30, 20, QImage.Format.Format_RGB32), QMimeData()
    image.fill(QColor("red"))
    data.setImageData(image)
    dialog.pane.original.insertFromMimeData(data)
    dialog.pane.original.brought.emit([here, gone])
    picture = dialog.pane.files[0][1]
    dialog.dismiss()
    rest()
    gone.unlink()
    again = IntakeDialog(dialog.look, dialog.host, dialog.work, desk)
    dialog.host.cover(again, again.start)
    rest()
    again.drafts.acted.emit()
    rest()
    assert again.pane.files == (("截图 1.png", picture), ("聊天.txt", here))
    assert "录屏.mp4" in again.bar.words
    again.pane.drop.click()
    again.keep()
    rest()
    assert not any(one.values.get("came") for one in drafts.kept(desk))


def test_a_childs_number_is_neither_kept_nor_filed_without_consent(dialog: IntakeDialog, paste, desk, rest) -> None:
    paste("投诉人：李小宝\n身份证：110101201501010011\n电话：13912342217")
    dialog.keep()
    rest()
    assert "110101201501010011" not in str(drafts.kept(desk)[0].values)
    assert b"110101201501010011" not in dialog.files()[0].content


def test_a_window_of_720_lines_shows_both_halves_and_scrolls_inside(dialog: IntakeDialog, paste, window) -> None:
    window.resize(1280, 720)
    paste(TEXT)
    plate = dialog.plate.geometry()
    assert dialog.rect().contains(plate)
    assert dialog.form.horizontalScrollBar().maximum() == 0
    right = dialog.form.fields["order.paid"]
    assert right.mapTo(dialog.plate, right.rect().topRight()).x() < plate.width()
    assert dialog.open_next.isVisible()


def test_the_hint_of_the_text_stands_on_as_many_lines_as_it_takes(dialog: IntakeDialog) -> None:
    original = dialog.pane.original
    picture = original.viewport().grab().toImage()
    ground = picture.pixelColor(picture.width() - 3, picture.height() - 3)

    def inked(y: int) -> bool:
        # Right of the caret, which stands at the beginning.
        return any(picture.pixelColor(x, y) != ground for x in range(20, picture.width() - 8))

    tops = [y for y in range(1, picture.height()) if inked(y) and not inked(y - 1)]
    assert len(tops) > 2
    original.say("李婷")
    assert original.accessibleDescription().startswith("把投诉原文粘贴到这里")


def test_the_form_filled_by_hand_begins_at_its_top(dialog: IntakeDialog, window, rest) -> None:
    window.resize(1280, 720)
    rest()
    dialog.choose(Way.MANUAL)
    rest()
    assert dialog.form.verticalScrollBar().value() == 0
    assert dialog.form.verticalScrollBar().maximum() > 0


def test_a_picture_too_large_for_the_draft_is_told_beside_the_text(look, qtbot) -> None:
    pane = TextPane(look)
    qtbot.addWidget(pane)
    assert pane.large.isHidden()
    pane.original.brought.emit([b"x" * 5_000_000, b"y" * 5_000_000, b"z" * 2_000_000])
    assert not pane.large.isHidden()
    assert pane.large.text().startswith("截图 2.png 太大，草稿里放不下（一份草稿最多存 8 MB 截图）")
    assert [one["name"] for one in pane.kept()] == ["截图 1.png", "截图 3.png"]
    assert len(pane.handed_in("")) == 3, "registered now, all of them are evidence"
    pane.drop.click()
    assert pane.large.isHidden()
