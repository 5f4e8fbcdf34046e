"""All shortcuts on one sheet, from the command table itself, as they are keyed now; what is typed sifts them."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.actions import Command, Group, group_words
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.meaning import matches
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.key_cap import KeyCaps
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.text import _

WIDTH, HEIGHT = 860, 640
Written = tuple[str, tuple[str, ...]]


class ShortcutSheet(Dialog):
    """Two columns of groups; only what exists and has a key, and what lists and dialogs know besides."""

    def __init__(self, look: Look, window: QWidget, commands: Sequence[Command]) -> None:
        super().__init__(look, window, _("快捷键一览"))
        self.search = Entry(look, placeholder=_("搜命令或按键"))
        self.search.setAccessibleName(_("搜索快捷键"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(look.dp(240))
        self.search.textChanged.connect(lambda _text: self._sift())
        self.head.insertWidget(1, self.search)
        self.caps: list[KeyCaps] = []
        self._lines: list[tuple[_Part, _Line]] = []
        self.none = Label(_("没有这样的命令或按键。"), 13, Ink.TEXT3)
        self._sides = [QVBoxLayout(), QVBoxLayout()]
        room = QWidget()
        self.body.addWidget(self.none)
        self.body.addWidget(Scroller(room), 1)  # before it is filled: what is put in whole is dressed anew on the way
        across = QHBoxLayout(room)
        across.setContentsMargins(0, 0, 12, 0)
        across.setSpacing(44)
        for side in self._sides:
            side.setSpacing(16)
            across.addLayout(side, 1)
        self._fill(commands)
        self.status.setText(_("可在 设置 › 快捷键 里改"))
        self.change: Button = self.button(_("改快捷键…"), icon="keyboard")
        self.last = self.button(_("关闭"), Kind.PRIMARY)
        self.last.clicked.connect(self.close_over)
        self._sift()

    def place(self) -> None:
        """Wide, and as high as the window allows."""
        look, room = self.look, self.rect()
        width, height = min(look.dp(WIDTH), room.width() - 80), min(look.dp(HEIGHT), room.height() - 56)
        self.plate.setGeometry((room.width() - width) // 2, (room.height() - height) // 2, width, height)

    def _fill(self, commands: Sequence[Command]) -> None:
        order = list(Group)
        keyed = sorted((one for one in commands if one.keys), key=lambda one: order.index(one.group))
        heights = [0, 0]
        groups = [
            (group_words(kind), [_line(self.look, one) for one in members])
            for kind, members in groupby(keyed, key=lambda one: one.group)
        ]
        groups.append((_("列表和对话框"), [_Line(self.look, words, keys) for words, keys in _always()]))
        for words, lines in sorted(groups, key=lambda one: -len(one[1])):
            lower = heights.index(min(heights))
            heights[lower] += len(lines) + 2
            part = _Part(self.look, words, lines)
            self._sides[lower].addWidget(part)
            for line in lines:
                self._lines.append((part, line))
                self.caps += line.caps
        for side in self._sides:
            side.addStretch(1)

    def _sift(self) -> None:
        sought = self.search.text().strip()
        shown = set()
        for part, line in self._lines:
            meant = line.meant(sought)
            line.setVisible(meant)
            if meant:
                shown.add(part)
        for part in {one for one, _line in self._lines}:
            part.setVisible(part in shown)
        self.none.setVisible(not shown)


class _Line(QWidget):
    """What it does at the left, its keys at the right."""

    def __init__(self, look: Look, words: str, keys: Sequence[str], command: Command | None = None) -> None:
        super().__init__()
        self._words, self._keys, self._command = words, tuple(keys), command
        self.caps = [KeyCaps(look, one) for one in keys]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Elided(words, 13), 1)
        row.addStretch(0)
        for place, caps in enumerate(self.caps):
            if place:
                row.addWidget(Label(_("或").strip(), 12, Ink.TEXT3))
            row.addWidget(caps, 0, Qt.AlignmentFlag.AlignRight)

    def meant(self, sought: str) -> bool:
        """Whether what was typed is its words, their initials, or its keys."""
        plain = sought.casefold().replace(" ", "").replace("+", "")
        if not plain or plain in self._words.casefold().replace(" ", ""):
            return True
        keys = [one.casefold().replace("+", "") for one in self._keys]
        return any(plain in one for one in keys) or (self._command is not None and matches(self._command, sought))


class _Part(QWidget):
    """A group under its heading."""

    def __init__(self, look: Look, words: str, lines: Sequence[_Line]) -> None:
        super().__init__()
        del look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        column.addWidget(Label(words, 13, Ink.TEXT2, bold=True))
        for line in lines:
            column.addWidget(line)


def _line(look: Look, command: Command) -> _Line:
    return _Line(look, command.words, command.keys, command)


def _always() -> tuple[Written, ...]:
    """What every list and every dialog knows; these keys are not the person's to choose."""
    return (
        (_("选择上一行、下一行"), ("Up", "Down")),
        (_("打开所选"), ("Enter",)),
        (_("勾选，移到下一行"), ("Space",)),
        (_("连选"), ("Shift+Up", "Shift+Down")),
        (_("全选"), ("Ctrl+A",)),
        (_("提交"), ("Ctrl+Enter",)),
        (_("关闭，取消选择"), ("Esc",)),
        (_("菜单"), ("Alt",)),
    )
