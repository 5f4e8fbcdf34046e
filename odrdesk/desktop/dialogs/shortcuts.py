"""All shortcuts on one sheet, from the command table itself."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from odrdesk.desktop.actions import Command, Group, group_words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.key_cap import KeyCaps
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.text import _


class ShortcutSheet(Dialog):
    """Two columns of groups; only what exists and has a key."""

    def __init__(self, look: Look, window: QWidget, commands: Sequence[Command]) -> None:
        super().__init__(look, window, _("快捷键一览"))
        across = QHBoxLayout()
        across.setSpacing(40)
        sides = (QGridLayout(), QGridLayout())
        for side in sides:
            side.setHorizontalSpacing(28)
            side.setVerticalSpacing(7)
            side.setAlignment(Qt.AlignmentFlag.AlignTop)
            across.addLayout(side, 1)
        order = list(Group)
        keyed = sorted((one for one in commands if one.keys), key=lambda one: order.index(one.group))
        for group, members in groupby(keyed, key=lambda command: command.group):
            side = min(sides, key=lambda grid: grid.rowCount())
            side.addWidget(Label(group_words(group), 12, Ink.TEXT3), side.rowCount(), 0, 1, 2)
            for command in members:
                row = side.rowCount()
                side.addWidget(Label(command.words, 13), row, 0)
                side.addWidget(KeyCaps(look, command.keys[0]), row, 1, Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(across)
        self.status.setText(_("列表中：↑↓ 选择，Enter 打开；对话框中：Ctrl+Enter 提交，Esc 关闭"))
        self.last = self.button(_("关闭"), Kind.PRIMARY)
        self.last.clicked.connect(self.close_over)
