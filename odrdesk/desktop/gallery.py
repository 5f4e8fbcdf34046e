"""Every component on one page, to be looked at and compared: `python -m odrdesk.desktop.gallery`."""

import sys
from datetime import date

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLayout, QScrollArea, QWidget

from odrdesk.desktop import gallery_states, run
from odrdesk.desktop.formats import due
from odrdesk.desktop.theme import SCALES, Look, Mode
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.amount import AmountEntry
from odrdesk.desktop.widgets.avatar import Avatar
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.day import DayEntry
from odrdesk.desktop.widgets.day_strip import DayStrip
from odrdesk.desktop.widgets.deadline_chip import DeadlineChip
from odrdesk.desktop.widgets.due_bars import Bar, DueBars
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.entry import Entry, Paragraph
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.key_cap import KeyCaps
from odrdesk.desktop.widgets.kpi import KpiTile
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.progress import ProgressBar
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.widgets.stepper import Passed, Stage, Stepper
from odrdesk.desktop.widgets.tag import Tag
from odrdesk.desktop.widgets.timeline import Moment, Timeline
from odrdesk.desktop.widgets.view_tabs import ViewTabs
from odrdesk.domain.deadlines import Day
from odrdesk.domain.workdays import DayKind, WorkCalendar

TODAY = date(2026, 11, 23)


class Gallery(QScrollArea):
    """All components, live; a switch at the top changes the theme."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWindowTitle("组件一览")
        page = QWidget()
        page.setObjectName("window")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout(page)
        grid.setContentsMargins(20, 18, 20, 18)
        grid.setSpacing(12)
        grid.addWidget(self._theme(), 0, 0, 1, 2)
        grid.addLayout(self._tiles(), 1, 0, 1, 2)
        parts = (
            self._buttons(),
            self._marks(),
            self._choices(),
            self._fields(),
            self._way(),
            self._chart(),
            self._record(),
            self._nothing(),
        )
        for place, part in enumerate(parts):
            grid.addWidget(part, 2 + place // 2, place % 2)
            if isinstance(part, Card):
                part.body.addStretch(1)
        row = 2 + (len(parts) + 1) // 2
        for place, part in enumerate(gallery_states.parts(self._look)):
            grid.addWidget(part, row + place, 0, 1, 2)
        self.setWidget(page)

    def _theme(self) -> QWidget:
        card = Card("外观")
        look = self._look
        modes = [(Mode.SYSTEM.value, "跟随系统"), (Mode.LIGHT.value, "浅色"), (Mode.DARK.value, "深色")]
        modes += [(Mode.CONTRAST_LIGHT.value, "高对比 浅"), (Mode.CONTRAST_DARK.value, "高对比 深")]
        switch = Segmented(look, "外观", modes, look.mode.value)
        switch.chosen.connect(lambda mode: look.wear(Mode(mode), look.scale))
        sizes = Segmented(look, "文字大小", [(str(one), f"{one}%") for one in SCALES], str(look.scale))
        sizes.chosen.connect(lambda scale: look.wear(look.mode, int(scale)))
        card.act(sizes)
        card.act(switch)
        return card

    def _tiles(self) -> QLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        for words, number, unit, icon, tone in (
            ("已逾期", "3", "件", "triangle-alert", Tone.DANGER),
            ("今日到期", "5", "件", "clock", Tone.WARN),
            ("3 日内到期", "6", "件", "calendar-clock", Tone.NEUTRAL),
            ("待审批", "4", "件", "badge-check", Tone.PURPLE),
            ("本月和解率", "83.6%", "较上月 +2.1", "handshake", Tone.OK),
        ):
            tile = KpiTile(self._look, words, icon, tone, unit)
            tile.show_number(number)
            row.addWidget(tile)
        return row

    def _buttons(self) -> QWidget:
        card, look = Card("按钮"), self._look
        rows = (
            [
                Button(look, "新建案件", "plus", Kind.PRIMARY),
                Button(look, "打印", "printer"),
                Button(look, "导出", "download", Kind.GHOST),
                Button(look, "清除", kind=Kind.LINK),
                Button(look, "作废", "trash-2", Kind.DANGER),
                Button(look, icon="ellipsis", name="更多操作"),
            ],
            [
                Button(look, "不可用", "plus", Kind.PRIMARY),
                Button(look, "不可用", "printer"),
                Button(look, "不可用", kind=Kind.LINK),
            ],
        )
        for button in rows[1]:
            button.setEnabled(False)
        for row in rows:
            card.add(_across(*row))
        card.add(_across(KeyCaps(look, "Ctrl+Shift+P"), KeyCaps(look, "Alt+Left"), KeyCaps(look, "Ctrl++")))
        return card

    def _marks(self) -> QWidget:
        card, look = Card("标记"), self._look
        card.add(_across(*(Pill(look, tone.value, tone) for tone in Tone)))
        card.add(
            _across(
                *(DeadlineChip(look, due(late)) for late in (2, 0, -1, -3, None)),
                DeadlineChip(look, due(-4, provisional=True)),
            )
        )
        card.add(
            _across(
                Tag(look, "虚假宣传"),
                Tag(look, "质量问题"),
                *(Avatar(look, name, 28) for name in ("陈晓雯", "周倩", "吴霞", "羽", "云裳")),
            )
        )
        used = ProgressBar(look, "已用", height=8)
        used.fill(0.33, pending=0.38)
        late = ProgressBar(look, "逾期", ink=Ink.DANGER_FILL)
        late.fill(1)
        card.add(used)
        card.add(late)
        return card

    def _choices(self) -> QWidget:
        card, look = Card("选择"), self._look
        card.add(_across(Segmented(look, "范围", [("mine", "我的"), ("team", "本组"), ("all", "全部")])))
        tabs = ViewTabs(look, "视图", [("mine", "我的待办"), ("open", "全部在办"), ("today", "今日到期")])
        for key, count in (("mine", 23), ("open", 148), ("today", 5)):
            tabs.count(key, count)
        card.add(tabs)
        banner = Banner(look)
        banner.say("今天是休息日，期限顺延至 11-30", Tone.INFO)
        danger = Banner(look)
        danger.say("工作台被另一台电脑占用", Tone.DANGER, "重试")
        card.add(banner)
        card.add(danger)
        return card

    def _fields(self) -> QWidget:
        card, look = Card("输入"), self._look
        grid = QGridLayout()
        grid.setSpacing(12)
        name = Field(look, "name", "消费者姓名", Entry(look, placeholder="如 王秀英"), required=True)
        name.badge("已识别", Tone.OK)
        phone = Field(look, "phone", "联系电话", Entry(look), required=True)
        phone.badge("请核对", Tone.WARN)
        phone.refuse("手机号少 1 位，请检查：1380013800")
        amount = Field(look, "amount", "诉求金额", AmountEntry(look))
        day = Field(
            look,
            "day",
            "收到日期",
            DayEntry(look, lambda: TODAY, WorkCalendar().add_working_days),
            hint="可写 1123、昨天、+3wd",
        )
        words = Field(look, "words", "诉求原文", Paragraph(look, lines=2, placeholder="照录消费者原话"))
        for place, field in enumerate((name, phone, amount, day)):
            grid.addWidget(field, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words, 2, 0, 1, 2)
        card.add(grid)
        return card

    def _way(self) -> QWidget:
        card, look = Card("进度与期限推算"), self._look
        names = ("登记", "受理", "协商", "和解", "履行", "归档")
        passed = (Passed.DONE, Passed.DONE, Passed.CURRENT, Passed.COMING, Passed.COMING, Passed.COMING)
        stages = [
            Stage(name, "11-06" if how is Passed.DONE else "", how) for name, how in zip(names, passed, strict=True)
        ]
        for compact in (False, True):
            stepper = Stepper(look, compact=compact)
            stepper.show_stages(stages)
            card.add(stepper)
        strip = DayStrip(look)
        strip.show_days(date(2026, 9, 24), _october(), date(2026, 10, 13))
        card.add(strip)
        return card

    def _chart(self) -> QWidget:
        card = Card("未来 10 个工作日到期", "47 件")
        bars = DueBars(self._look)
        days = [
            date(2026, 11, 23),
            *(date(2026, 11, day) for day in (24, 25, 26, 27, 30)),
            *(date(2026, 12, day) for day in (1, 2, 3, 4)),
        ]
        bars.show_bars(
            [Bar(day, count) for day, count in zip(days, (5, 3, 4, 6, 2, 8, 5, 3, 7, 4), strict=True)], TODAY
        )
        card.add(bars, 1)
        return card

    def _record(self) -> QWidget:
        card = Card("最近记录")
        line = Timeline(self._look, "记录")
        line.show_moments(
            (
                Moment(
                    "store",
                    Tone.TEAL,
                    "云裳服饰旗舰店",
                    "11-20 16:40",
                    "同意退款 299 元，不同意赔偿；称详情页已注明“羊绒混纺”。",
                    "商家反馈",
                    Tone.TEAL,
                ),
                Moment("phone", Tone.INFO, "陈晓雯", "11-20 10:05", "消费者愿降至 500 元，要求三日内到账。"),
            )
        )
        card.add(line)
        return card

    def _nothing(self) -> QWidget:
        card = Card()
        empty = EmptyState(self._look)
        empty.say("今天没有到期案件", "看看明天的 3 件？", "看明天")
        card.add(empty)
        return card


def _october() -> list[Day]:
    """The strip over a long holiday: ten working days from 24 September 2026."""
    days, number = [], 0
    for offset in range(1, 20):
        day = date.fromordinal(date(2026, 9, 24).toordinal() + offset)
        holiday = day.month == 10 and day.day <= 7
        makeup = day == date(2026, 10, 10)
        kind = (
            DayKind.HOLIDAY
            if holiday
            else DayKind.MAKEUP
            if makeup
            else DayKind.REST
            if day.weekday() >= 5
            else DayKind.WORK
        )
        counts = kind in (DayKind.WORK, DayKind.MAKEUP)
        number += counts
        days.append(Day(day, kind, number if counts else None))
    return days


def _across(*parts: QWidget) -> QLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def main() -> int:
    """Show the gallery."""
    app = run.application(sys.argv[1:])
    look = run.dressed(app, QSettings("odrdesk", "gallery"))
    gallery = Gallery(look)
    gallery.resize(1280, 900)
    gallery.show()
    return QApplication.exec()


if __name__ == "__main__":
    raise SystemExit(main())
