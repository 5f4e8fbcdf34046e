"""Every control of the gallery in each of its states, side by side: at rest, under the mouse, with the keys, off."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.mode_tiles import ModeTiles
from odrdesk.desktop.forms.new_password import StrengthBar
from odrdesk.desktop.forms.tick import Tick
from odrdesk.desktop.theme import Look, Mode
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.desktop.widgets.entry import Entry, Paragraph
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.filter_chip import FilterChip
from odrdesk.desktop.widgets.kpi import KpiTile
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.ladder import Ladder
from odrdesk.desktop.widgets.password import PasswordEntry
from odrdesk.desktop.widgets.people import People, Someone
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.widgets.side_list import SideList
from odrdesk.desktop.widgets.switch import Switch
from odrdesk.desktop.widgets.top_bar import SearchPill
from odrdesk.domain.passwords import Strength

STATES = ("平常", "鼠标在上", "键盘焦点", "不可用", "选中")


class Specimen(NamedTuple):
    """A control, how it is made, and whether it can be chosen."""

    words: str
    make: Callable[[], Clickable]
    chosen: bool = False


def controls(look: Look) -> tuple[Specimen, ...]:
    """What a person presses."""
    return (
        Specimen("主按钮", lambda: Button(look, "新建案件", "plus", Kind.PRIMARY)),
        Specimen("按钮", lambda: Button(look, "打印", "printer")),
        Specimen("淡按钮", lambda: _checkable(Button(look, "导出", "download", Kind.GHOST)), chosen=True),
        Specimen("链接", lambda: Button(look, "清除", kind=Kind.LINK)),
        Specimen("危险", lambda: Button(look, "作废", "trash-2", Kind.DANGER)),
        Specimen("图标", lambda: Button(look, icon="ellipsis", name="更多操作")),
        Specimen("开关", lambda: Switch(look, "减少动画"), chosen=True),
        Specimen("勾选", lambda: Tick(look, "双面打印"), chosen=True),
        Specimen("筛选", lambda: FilterChip(look, "状态")),
    )


class Controls(Card):
    """A row for each control, a column for each state."""

    def __init__(self, look: Look) -> None:
        super().__init__("控件的各种状态")
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(10)
        for place, words in enumerate(STATES):
            grid.addWidget(Label(words, 12, Ink.TEXT3), 0, place + 1)
        for row, one in enumerate(controls(look), 1):
            grid.addWidget(Label(one.words, 12, Ink.TEXT3), row, 0)
            for place in range(len(STATES) if one.chosen else len(STATES) - 1):
                grid.addWidget(in_state(one.make(), place), row, place + 1, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(len(STATES) + 1, 1)
        self.add(grid)


class Lines(Card):
    """What a person types into: at rest, with something in it, refused, off; and lists one walks through."""

    def __init__(self, look: Look) -> None:
        super().__init__("输入和列表")
        grid = QGridLayout()
        grid.setSpacing(12)
        rest = Field(look, "rest", "平常", Entry(look, placeholder="如 王秀英"), hint="可写 1123、昨天、+3wd")
        full = Field(look, "full", "已填", Entry(look))
        refused = Field(look, "refused", "有误", Entry(look), required=True)
        off = Field(look, "off", "不可用", Entry(look, placeholder="由管理员设置"))
        read = Field(look, "read", "只读", Entry(look))
        choice = Field(look, "choice", "选择", Choice(look, [("a", "浦东·悦播联络点"), ("b", "徐汇")], "a"))
        secret = Field(look, "secret", "密码", PasswordEntry(look))
        words = Field(look, "words", "多行", Paragraph(look, lines=2, placeholder="照录消费者原话"))
        for field, text in ((full, "王秀英"), (refused, "1380013800"), (read, "ODR-2026-00412"), (secret, "河马")):
            editor = field.editor
            if isinstance(editor, Entry):
                editor.setText(text)
        refused.refuse("手机号少 1 位，请检查：1380013800")
        off.editor.setEnabled(False)
        if isinstance(read.editor, Entry):
            read.editor.setReadOnly(True)
        for place, field in enumerate((rest, full, refused, off, read, choice, secret, words)):
            grid.addWidget(field, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        self.add(grid)
        strength = StrengthBar(look)
        strength.weigh(Strength.FAIR)
        self.add(strength)
        side = SideList(look, "分类")
        side.show_lines([("", "这台电脑"), ("looks", "外观"), ("language", "语言"), ("printing", "打印")])
        side.setFixedHeight(look.dp(150))
        people = People(look, "人员", [Someone("陈晓雯", "主管、管理员"), Someone("王芳", "专员")], "陈晓雯")
        people.setFixedHeight(look.dp(150))
        both = QGridLayout()
        both.setSpacing(12)
        both.addWidget(side, 0, 0)
        both.addWidget(people, 0, 1)
        self.add(both)


class Shapes(Card):
    """The larger ones: tiles, modes, the search, the ladder."""

    def __init__(self, look: Look) -> None:
        super().__init__("其他")
        tiles = QGridLayout()
        tiles.setSpacing(12)
        for place in range(3):
            tile = KpiTile(look, STATES[place], "clock", Tone.WARN, "件")
            tile.show_number("5")
            tiles.addWidget(in_state(tile, place), 0, place)
        self.add(tiles)
        self.add(SearchPill(look, "Ctrl+K"))
        self.add(Segmented(look, "范围", [("mine", "我的"), ("team", "本组"), ("all", "全部")], "team"))
        self.add(ModeTiles(look, "外观", [(mode, mode.value) for mode in Mode], look.mode))
        self.add(Ladder(look))


def in_state(control: Clickable, state: int) -> Clickable:
    """Hold a control in a state: 0 at rest, 1 under the mouse, 2 with the keys, 3 off, 4 chosen."""
    if state == 1:
        control.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    elif state == 2:
        control.ringed = True
        control.hasFocus = lambda: True  # type: ignore[method-assign]
    elif state == 3:
        control.setEnabled(False)
    elif state == 4:
        control.setChecked(True)
    return control


def _checkable(button: Button) -> Button:
    button.setCheckable(True)
    return button


def parts(look: Look) -> tuple[QWidget, ...]:
    """All cards of this module."""
    return Controls(look), Lines(look), Shapes(look)
