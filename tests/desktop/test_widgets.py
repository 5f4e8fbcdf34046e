"""The parts, each by what a person does with it."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextDocument
from PySide6.QtGui import Qt as QtText
from PySide6.QtWidgets import QApplication, QStyleOptionComboBox, QToolButton, QWidget

from odrdesk.desktop import tell, tips
from odrdesk.desktop.delegates.due import facts
from odrdesk.desktop.formats import DOT, due
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.models.columns import CaseRow
from odrdesk.desktop.pages.case_next import Todo, TodoRow
from odrdesk.desktop.theme import Look, Mode
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets import day_strip
from odrdesk.desktop.widgets.amount import AmountEntry
from odrdesk.desktop.widgets.avatar import Avatar
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.day import DayEntry
from odrdesk.desktop.widgets.day_strip import DayStrip
from odrdesk.desktop.widgets.due_bars import Bar, DueBars
from odrdesk.desktop.widgets.entry import Entry, Holds, Paragraph
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.key_cap import caps_of
from odrdesk.desktop.widgets.kpi import KpiTile
from odrdesk.desktop.widgets.label import Elided, Label, TwoLines
from odrdesk.desktop.widgets.notice import Notice
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.widgets.stepper import Passed, Stage, Stepper
from odrdesk.desktop.widgets.tab_strip import TabStrip
from odrdesk.desktop.widgets.toast import MOST, Toasts
from odrdesk.desktop.widgets.view_tabs import ViewTabs
from odrdesk.domain.deadlines import Day
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Step
from odrdesk.domain.workdays import DayKind, WorkCalendar
from odrdesk.text import set_language

TODAY = date(2026, 11, 23)


@pytest.fixture
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("zh_CN")


def leave(widget: QWidget, qtbot) -> None:
    """Move the focus on, as Tab does."""
    other = Entry(widget._look)
    qtbot.addWidget(other)
    widget.focusOutEvent(_focus_out())


def _focus_out():
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent

    return QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason)


def test_what_people_typed_is_never_markup(look: Look, qtbot) -> None:
    for label in (Label("<img src=x>"), Elided("<b>王</b>")):
        qtbot.addWidget(label)
        assert label.textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_is_pressed_by_enter_and_by_space(look: Look, qtbot, key: Qt.Key) -> None:
    button = Button(look, "受理")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_an_icon_button_still_has_a_name(look: Look, qtbot) -> None:
    button = Button(look, icon="ellipsis", name="更多操作")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("更多操作", "更多操作")
    assert button.sizeHint().width() == button.sizeHint().height() == 32


def test_a_segment_is_chosen_by_click_and_by_arrow(look: Look, qtbot) -> None:
    segmented = Segmented(look, "范围", [("mine", "我的"), ("all", "全部")])
    qtbot.addWidget(segmented)
    segmented.show()
    first, second = segmented._group.buttons()
    with qtbot.waitSignal(segmented.chosen) as chosen:
        qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert chosen.args == ["all"]
    segmented.choose("mine")
    with qtbot.waitActive(segmented):
        segmented.activateWindow()
    first.setFocus()
    with qtbot.waitSignal(segmented.chosen) as chosen:
        qtbot.keyClick(first, Qt.Key.Key_Right)
    assert chosen.args == [segmented.current] == ["all"]


def test_a_tab_says_its_count_and_can_be_taken_away(look: Look, qtbot) -> None:
    tabs = ViewTabs(look, "视图", [("mine", "我的待办"), ("open", "全部在办")])
    qtbot.addWidget(tabs)
    tabs.count("open", 1_480)
    assert tabs._tabs["open"].accessibleName() == "全部在办 1,480"
    with qtbot.waitSignal(tabs.chosen) as chosen:
        qtbot.mouseClick(tabs._tabs["open"], Qt.MouseButton.LeftButton)
    assert chosen.args == ["open"]
    tabs.remove("mine")
    assert tabs.keys() == ["open"]


def test_a_tile_reads_out_its_figure(look: Look, qtbot) -> None:
    tile = KpiTile(look, "已逾期", "triangle-alert", Tone.DANGER, "件")
    qtbot.addWidget(tile)
    tile.show_number("3")
    assert tile.accessibleName() == "已逾期 3 件"


def test_a_low_tile_shows_its_label_whole_before_its_icon(look: Look, qtbot) -> None:
    tile = KpiTile(look, "Settled this month", "handshake", Tone.OK)
    qtbot.addWidget(tile)
    tile.show_number("50.0%")
    tile.set_low(low=True)
    words = look.width("Settled this month", 13) + look.width("50.0%", 19, bold=True)
    tile.resize(round(words) + 90, 46)
    assert not tile.crowded()
    tile.resize(round(words) + 40, 46)
    assert tile.crowded()
    tile.set_low(low=False)
    assert not tile.crowded()


def test_a_row_names_at_least_four_characters_of_the_merchant_or_none(look: Look) -> None:
    words = ("ODR-2026-00030", "刘*军", "宁波海淘优国际贸易有限公司", "空气炸锅破损", "质量", "¥469.00")
    row = CaseRow(1, (), due(1), *words, "电话", "phone", "协商中", Tone.INFO, "周启航")
    everything = round(look.width(DOT.join((row.consumer, row.merchant, row.amount, row.number)), 12)) + 2
    assert facts(look, row, everything) == DOT.join((row.consumer, row.merchant, row.amount, row.number))
    for room in range(everything, 40, -3):
        told = facts(look, row, room).split(DOT)
        assert told[-1] == row.number
        assert len(told) < 4 or len(told[1].rstrip("…")) >= 4
        if "刘*军" not in told:  # the consumer goes only when all without the merchant does not fit
            assert look.width(DOT.join((row.consumer, row.amount, row.number)), 12) > room


def test_without_a_bar_the_content_is_as_wide_as_its_neighbours(look: Look, qtbot) -> None:
    room = QWidget()
    room.setFixedHeight(40)
    scroller = Scroller(room, keeps=False)
    qtbot.addWidget(scroller)
    scroller.resize(300, 200)
    scroller.show()
    assert room.width() == 300


def test_every_bar_leads_to_its_day(look: Look, qtbot) -> None:
    bars = DueBars(look)
    qtbot.addWidget(bars)
    bars.show_bars([Bar(TODAY, 5), Bar(date(2026, 11, 24), 0)], TODAY)
    button = bars.marks[1]
    assert button.accessibleName() == "11-24 周二 0 件"
    with qtbot.waitSignal(bars.chosen) as chosen:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen.args == [date(2026, 11, 24)]


def test_the_stepper_says_where_the_case_stands(look: Look, qtbot) -> None:
    stepper = Stepper(look)
    qtbot.addWidget(stepper)
    stepper.show_stages(
        [Stage("登记", "11-06", Passed.DONE), Stage("协商", "", Passed.CURRENT), Stage("归档", "", Passed.COMING)]
    )
    assert stepper.accessibleName() == "办理进度：第 2 步，协商，共 3 步"
    tall = stepper.sizeHint().height()
    stepper.set_compact(True)
    assert stepper.sizeHint().height() < tall


def test_a_stage_that_needs_more_takes_it_from_those_that_need_less(look: Look, qtbot) -> None:
    stepper = Stepper(look)
    qtbot.addWidget(stepper)
    short = [Stage(name, "", Passed.DONE) for name in ("Accept", "Offer", "Close")]
    stepper.show_stages([*short, Stage("Negotiation", "Round 12", Passed.CURRENT)])
    needed = look.width("Negotiation", 13, bold=True) + look.width("Round 12", 12) + 20
    stepper.resize(int(needed * 3), 46)
    assert needed > stepper.width() / 4
    assert stepper.note_shown(3)
    stepper.resize(int(needed * 1.5), 46)
    assert not stepper.note_shown(3)
    assert "Negotiation Round 12" in stepper.toolTip()


def test_words_of_a_todo_that_are_too_long_take_a_second_line(look: Look, qtbot) -> None:
    row = TodoRow(look, Todo("Issue the notice of settlement and closing", Step.CLOSE))
    qtbot.addWidget(row)
    row.resize(220, row.sizeHint().height())
    row.show()
    assert len(row.said()) == 2
    assert " ".join(row.said()) == row.text()
    tall = row.sizeHint().height()
    row.resize(600, tall)
    assert row.said() == (row.text(),)
    assert row.sizeHint().height() < tall


def test_the_strip_tells_why_a_day_counts_or_not(look: Look, qtbot) -> None:
    strip = DayStrip(look)
    qtbot.addWidget(strip)
    days = [
        Day(date(2026, 10, 9), DayKind.WORK, 1),
        Day(date(2026, 10, 10), DayKind.MAKEUP, 2),
        Day(date(2026, 10, 11), DayKind.REST, None),
    ]
    strip.show_days(date(2026, 10, 8), days, date(2026, 10, 10))
    assert strip.accessibleDescription() == (
        "10-08 周四，起算日，不计；10-09 周五，工作日，第 1 日；"
        "10-10 周六，调休上班，第 2 日，届满日；10-11 周日，休息日，不计"
    )


@pytest.mark.usefixtures("_english")
def test_the_strip_speaks_english_too(look: Look, qtbot, monkeypatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(day_strip.paint, "words", lambda _p, _l, _room, words, **_how: said.append(words))
    strip = DayStrip(look)
    qtbot.addWidget(strip)
    strip.show_days(date(2026, 10, 8), [Day(date(2026, 10, 9), DayKind.WORK, 1)], date(2026, 10, 9))
    strip.grab()
    assert {"Thu", "Fri"} <= set(said)
    assert not any(sign in strip.accessibleDescription() for sign in "，；")


def test_a_notice_has_the_whole_line(look: Look, qtbot) -> None:
    notice = Notice(look)
    qtbot.addWidget(notice)
    notice.say("只读打开：可以查看和打印，不能保存任何改动")
    words = notice.findChildren(Elided)[0]
    notice.resize(words.sizeHint().width() + 60, 40)
    notice.show()
    assert words.shown() == notice.words


def test_a_choice_keeps_room_for_its_words(look: Look, qtbot) -> None:
    words = "Fund bank account of the desk"
    choice = Choice(look, [("", words), ("a", "A")])
    qtbot.addWidget(choice)
    assert choice.sizeHint().width() < choice.fontMetrics().horizontalAdvance(words)
    choice.keep_room_for(words)
    assert choice.sizeHint().width() > choice.fontMetrics().horizontalAdvance(words)


def test_tabs_keep_their_counts_at_another_text_size_and_stand_closer_before_they_slide(look: Look, qtbot) -> None:
    tabs = ViewTabs(look, "案件内容", [("a", "概览"), ("b", "时间线"), ("c", "证据")])
    strip = TabStrip(tabs)
    qtbot.addWidget(strip)
    whole = tabs.sizeHint().width()
    strip.resize(whole - 10, 40)
    strip.show()
    assert tabs.width() <= strip.viewport().width()
    strip.resize(whole // 2, 40)
    look.wear(look.mode, 130)
    tabs.count("b", 12_345)
    QApplication.processEvents()
    assert all(tabs.tab(key).width() >= tabs.tab(key).sizeHint().width() for key in ("a", "b", "c"))


def test_tabs_fade_where_there_are_more_of_them(look: Look, qtbot) -> None:
    tabs = ViewTabs(look, "视图", [(name, name) for name in ("我的待办", "全部在办", "已逾期", "今日到期")])
    strip = TabStrip(tabs)
    qtbot.addWidget(strip)
    strip.resize(tabs.sizeHint().width() + 20, 40)
    strip.show()
    QApplication.processEvents()
    assert strip.fade.ends == (False, False)
    strip.resize(tabs.sizeHint().width() // 2, 40)
    QApplication.processEvents()
    assert strip.fade.ends == (False, True)
    ground = look.colour(Ink.BG).getRgb()
    shown = strip.grab().toImage()
    edge = [shown.pixelColor(shown.width() - 1, y).getRgb() for y in range(shown.height() - 3)]
    assert all(abs(one - other) <= 4 for pixel in edge for one, other in zip(pixel, ground, strict=True))
    tabs.choose("今日到期")
    QApplication.processEvents()
    assert strip.fade.ends == (True, False)
    assert look.colour(Ink.BG).getRgb() == ground


def test_a_narrow_strip_breaks_into_rows(look: Look, qtbot) -> None:
    strip = DayStrip(look)
    qtbot.addWidget(strip)
    days = [Day(date(2026, 11, day), DayKind.WORK, day) for day in range(2, 30)]
    strip.show_days(date(2026, 11, 1), days, date(2026, 11, 29))
    assert strip.heightForWidth(300) > strip.heightForWidth(600) > strip.heightForWidth(1_200)


def test_no_day_stands_alone_in_the_last_row(look: Look, qtbot) -> None:
    strip = DayStrip(look)
    qtbot.addWidget(strip)
    days = [Day(date(2026, 11, day), DayKind.WORK, day) for day in range(7, 21)]
    strip.show_days(date(2026, 11, 6), days, date(2026, 11, 20))
    strip.resize(14 * (look.dp(34) + 3), 200)
    tops = [cell.y() for cell in strip._cells()]
    assert [tops.count(top) for top in sorted(set(tops))] == [8, 7]


@pytest.mark.parametrize(
    ("typed", "fen", "written"),
    [("１２９９", 129_900, "1,299.00"), ("¥1,299.5元", 129_950, "1,299.50"), ("", None, "")],
)
def test_an_amount_is_read_and_written_out(look: Look, qtbot, typed: str, fen: int | None, written: str) -> None:
    entry = AmountEntry(look)
    qtbot.addWidget(entry)
    entry.setText(typed)
    leave(entry, qtbot)
    assert entry.text() == written
    assert entry.amount() == (None if fen is None else Fen(fen))


def test_an_amount_that_cannot_be_read_stays_as_typed(look: Look, qtbot) -> None:
    entry = AmountEntry(look)
    qtbot.addWidget(entry)
    entry.setText("约三百")
    leave(entry, qtbot)
    assert entry.text() == "约三百"
    with pytest.raises(Refusal):
        entry.amount()


@pytest.mark.parametrize(
    ("typed", "written"), [("1123", "2026-11-23"), ("昨天", "2026-11-22"), ("+3wd", "2026-11-26"), ("某天", "某天")]
)
def test_a_day_is_written_out_when_left(look: Look, qtbot, typed: str, written: str) -> None:
    entry = DayEntry(look, lambda: TODAY, WorkCalendar().add_working_days)
    qtbot.addWidget(entry)
    entry.setText(typed)
    leave(entry, qtbot)
    assert entry.text() == written


def test_full_width_digits_become_plain_when_left_not_before(look: Look, qtbot) -> None:
    entry = Entry(look, holds=Holds.DIGITS)
    qtbot.addWidget(entry)
    entry.setText("１３８")
    assert entry.text() == "１３８"
    leave(entry, qtbot)
    assert entry.text() == "138"
    assert entry.inputMethodHints() & Qt.InputMethodHint.ImhPreferNumbers


def test_the_button_that_empties_a_field_has_a_name_and_our_icon(look: Look, qtbot) -> None:
    entry = Entry(look)
    entry.setClearButtonEnabled(True)
    qtbot.addWidget(entry)
    entry.setText("羊绒衫")
    (button,) = entry.findChildren(QToolButton)
    assert button.accessibleName() == "清空"
    light = button.icon().pixmap(16).toImage()
    look.wear(Mode.DARK)
    assert button.icon().pixmap(16).toImage() != light
    button.click()
    assert entry.text() == ""


def test_tab_leaves_a_paragraph(look: Look, qtbot) -> None:
    words = Paragraph(look)
    qtbot.addWidget(words)
    assert words.tabChangesFocus()


def test_a_refusal_stands_beside_its_field_until_the_field_is_edited(look: Look, qtbot) -> None:
    entry = Entry(look)
    field = Field(look, "amount", "诉求金额", entry, required=True, hint="以元计")
    qtbot.addWidget(field)
    assert (field.note, field.refused, entry.accessibleName()) == ("以元计", False, "诉求金额，必填")
    field.refuse("读不懂这个金额")
    assert (field.note, field.refused, entry.accessibleDescription()) == ("读不懂这个金额", True, "读不懂这个金额")
    qtbot.keyClicks(entry, "3")
    assert (field.note, field.refused) == ("以元计", False)


def test_composing_does_not_clear_a_refusal(look: Look, qtbot) -> None:
    entry = Entry(look)
    field = Field(look, "name", "姓名", entry)
    qtbot.addWidget(field)
    field.refuse("缺姓名")
    QApplication.sendEvent(entry, QInputMethodEvent("wang", []))
    assert field.refused


def test_every_problem_is_told_at_its_place(look: Look, qtbot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    fields = {key: Field(look, key, key, Entry(look)) for key in ("name", "phone")}
    bar = Banner(look)
    tell.all_refused(
        [Refusal("field.missing", "name"), Refusal("field.missing", "phone"), Refusal("step.not_here")], fields, bar
    )
    assert [field.refused for field in fields.values()] == [True, True]
    assert bar.words
    for part in (*fields.values(), bar):
        qtbot.addWidget(part)


def test_the_buttons_of_a_dialog_stand_at_its_right_end(look: Look, window, qtbot) -> None:
    window.show()
    dialog = Dialog(look, window, "导出")
    dialog.plate.setFixedWidth(800)
    cancel, go = dialog.button("取消"), dialog.button("导出")
    window.cover(dialog)
    edge = go.mapTo(dialog.plate, go.rect().bottomRight()).x()
    assert dialog.plate.width() - edge <= 24
    assert cancel.mapTo(dialog.plate, cancel.rect().topRight()).x() >= edge - go.width() - 24


def test_a_fault_offers_a_way_out(look: Look, window, qtbot) -> None:
    tried: list[str] = []
    window.show()
    dialog = tell.faulted(look, window, Fault("desk.locked"), [("重试", lambda: tried.append("again"))])
    retry = next(button for button in dialog.findChildren(Button) if button.text() == "重试")
    retry.click()
    assert tried == ["again"]
    assert not dialog.isVisible()


@pytest.fixture
def toasts(look: Look, window) -> Toasts:
    window.resize(1280, 720)
    window.show()
    return window.toasts


def test_a_toast_offers_undo_once(toasts: Toasts, qtbot) -> None:
    undone: list[int] = []
    toast = toasts.say("已归档 3 件", lambda: undone.append(1))
    link = next(button for button in toast.findChildren(Button) if button.text() == "撤销")
    link.click()
    assert (undone, toasts.standing) == ([1], [])


def test_at_most_three_toasts_stand(toasts: Toasts) -> None:
    for number in range(5):
        toasts.say(f"已办 {number}")
    assert [toast.accessibleName() for toast in toasts.standing] == ["已办 2", "已办 3", "已办 4"]
    assert len(toasts.standing) == MOST


def test_toasts_stay_in_the_corner(toasts: Toasts, window) -> None:
    toast = toasts.say("已保存")
    window.resize(1440, 900)
    assert (toast.geometry().right(), toast.geometry().bottom()) == (1440 - 28 - 1, 900 - 28 - 1)


@pytest.mark.parametrize(
    ("shortcut", "caps"),
    [
        ("Ctrl+Shift+P", ("Ctrl", "Shift", "P")),
        ("Ctrl++", ("Ctrl", "+")),
        ("Alt+Left", ("Alt", "←")),
        ("F5", ("F5",)),
        ("", ()),
    ],
)
def test_a_shortcut_is_shown_as_its_keys(shortcut: str, caps: tuple[str, ...]) -> None:
    assert caps_of(shortcut) == caps


def test_a_title_is_cut_before_the_end_it_keeps(look: Look, qtbot) -> None:
    title = Elided("百分之百山羊绒圆领针织衫 · 虚假宣传", 20, bold=True)
    qtbot.addWidget(title)
    title.keep_end(" · 虚假宣传")
    title.resize(title.sizeHint().width() - 40, 30)
    assert title.shown().startswith("百分")
    assert title.shown().endswith("… · 虚假宣传")
    title.resize(60, 30)
    assert title.shown().endswith("…")


def test_words_take_two_lines_at_most(look: Look, qtbot) -> None:
    label = TwoLines("退一赔三，共 1196 元，并赔礼道歉、公开道歉")
    qtbot.addWidget(label)
    one, wide = label.fontMetrics().lineSpacing(), label.fontMetrics().horizontalAdvance(label.text()) + 4
    assert label.lines(wide) == [label.text()]
    assert "".join(label.lines(wide * 2 // 3)).replace(" ", "") == label.text().replace(" ", "")
    assert label.lines(wide // 4)[1].endswith("…")
    assert [label.heightForWidth(width) for width in (wide, wide // 4)] == [one, 2 * one]
    label.setText("")
    assert label.lines(wide) == [""]


def test_a_short_line_takes_no_more_room_than_its_words(look) -> None:
    short, long = Elided("审计", 15, bold=True), Elided("投诉最多的商家", 15, bold=True)
    for one in (short, long):
        one.ensurePolished()
    assert short.minimumSizeHint().width() == short.sizeHint().width()
    assert long.minimumSizeHint().width() == long.fontMetrics().horizontalAdvance("国国…")


def test_a_choice_ends_in_an_ellipsis_where_its_words_have_no_room(look: Look, qtbot) -> None:
    choice = Choice(look, [("16.1", "投诉事项不属于市场监督管理部门职责，或者本行政机关不具有处理权限的")], "16.1")
    qtbot.addWidget(choice)
    said = []
    for width in (200, 900):
        choice.resize(width, 34)
        option = QStyleOptionComboBox()
        choice.initStyleOption(option)
        said.append(option.currentText)
    assert said[0].endswith("…")
    assert said[1] == choice.currentText()
    choice.keep_room_for(choice.currentText())
    choice.resize(choice.sizeHint())
    choice.initStyleOption(option)
    assert option.currentText == choice.currentText()


def test_markup_in_data_is_shown_in_a_tooltip_and_not_obeyed(look, qtbot) -> None:
    bad = "<img src='file:////evil/share/x.png'> 空气炸锅 & <b>手表</b> 每件都坏了，商家不理"
    label, lines, avatar = Elided(bad), TwoLines(bad), Avatar(look, bad)
    for part in (label, lines, avatar):
        qtbot.addWidget(part)
        part.resize(60, 40)
        part.grab()
        shown = QTextDocument()
        shown.setHtml(part.toolTip())
        assert QtText.mightBeRichText(part.toolTip()), "Qt reads it as markup: it must be our own"
        assert shown.toPlainText().strip() == bad
    assert tips.plain("3 < 5 & 7") == "3 < 5 & 7"


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [("x", "虚假宣传"), ("xujia", "虚假宣传"), ("zl", "质量"), ("aq", "安全")],
)
def test_letters_choose_by_pinyin_and_initials(look: Look, qtbot, typed: str, chosen: str) -> None:
    words = ("质量", "安全", "虚假宣传")
    choice = Choice(look, [(one, one) for one in words], "质量")
    qtbot.addWidget(choice)
    choice.show()
    told: list[int] = []
    choice.activated.connect(told.append)
    if typed == "zl":
        choice.choose("安全")
    qtbot.keyClicks(choice, typed)
    assert choice.key == chosen
    assert told


def test_a_letter_that_begins_nothing_leaves_the_choice(look: Look, qtbot) -> None:
    choice = Choice(look, [(one, one) for one in ("质量", "安全")], "质量")
    qtbot.addWidget(choice)
    choice.show()
    qtbot.keyClicks(choice, "q")
    assert choice.key == "质量"


def test_letters_go_through_the_open_list(look: Look, qtbot) -> None:
    choice = Choice(look, [(one, one) for one in ("质量", "安全", "虚假宣传")], "质量")
    qtbot.addWidget(choice)
    choice.show()
    choice.showPopup()
    qtbot.keyClicks(choice.view(), "x")
    assert choice.key == "质量"
    qtbot.keyClick(choice.view(), Qt.Key.Key_Return)
    assert choice.key == "虚假宣传"
