"""设置 › 快捷键: every command with its key; another is chosen by pressing it, and the whole window follows at once."""

from collections.abc import Iterator
from functools import cached_property

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.actions import Command, Group, group_words
from odrdesk.desktop.forms.scroller import Filling
from odrdesk.desktop.keymap import Keymap, why_not
from odrdesk.desktop.meaning import matches
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look, announce
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.abreast import abreast
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import rule
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.key_button import KeyButton
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.text import _

AT_ONCE = 6
"""So many lines are built before other events have their turn: all of them held the window for 0.4 s."""


class ShortcutsSection(SettingsSection):
    """Chosen at once; what is refused says why under its line, a key of another command may be taken over."""

    def __init__(self, look: Look, window: Window, work: Work) -> None:
        super().__init__()
        self._look, self._keymap, self._work, self._begun = look, window.keymap, work, False
        self.search = Entry(look, placeholder=_("搜命令或按键，如“打印”“Ctrl+P”"))
        self.search.setAccessibleName(_("搜索快捷键"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._sift())
        self.all = Button(look, _("全部恢复"), "undo-2", height=34)
        self.all.clicked.connect(self._restore_all)
        self.none = Label(_("没有这样的命令或按键。"), 13, Ink.TEXT3)
        self.lines: dict[str, Line] = {}
        self._heads: dict[Group, Label] = {}
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.search, 1)
        top.addWidget(self.all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        hint = _("点一下按键再按新的键。立即生效，菜单、提示和一览表里也一起改。")
        column.addWidget(Label(hint, 12, Ink.TEXT3, wrap=True))
        column.addLayout(top)
        column.addWidget(self.none)
        room = QWidget()
        self._list = QVBoxLayout(room)
        self._list.setContentsMargins(0, 0, 4, 0)
        self._list.setSpacing(2)
        self._list.addStretch(1)
        column.addWidget(Filling(room), 1)
        self.none.hide()
        window.registry.rekeyed.connect(self._tell)
        self._tell()

    def arrive(self) -> None:
        """The lines come one after another; later, keys may have changed since."""
        if not self._begun:
            self._begun = True
            self._work.pieces(self._fill(), owner=self)
        self._tell()

    def _fill(self) -> Iterator[None]:
        order = list(Group)
        commands = sorted(self._keymap.registry.handled(), key=lambda one: order.index(one.group))
        for number, command in enumerate(commands, 1):
            if command.group not in self._heads:
                self._heads[command.group] = head = Label(group_words(command.group), 12, Ink.TEXT3)
                head.setContentsMargins(0, 10, 0, 2)
                self._list.insertWidget(self._list.count() - 1, head)
            self.lines[command.key] = line = Line(self._look, self._keymap, command)
            self._list.insertWidget(self._list.count() - 1, line)
            line.tell()
            if number % AT_ONCE == 0:
                yield
        self._tell()
        self._sift()

    def _tell(self) -> None:
        for line in self.lines.values():
            line.tell()
        self.all.setEnabled(any(self._keymap.changed(key) for key in self.lines))

    def _sift(self) -> None:
        sought = self.search.text().strip()
        shown: set[Group] = set()
        for key, line in self.lines.items():
            command = self._keymap.registry.command(key)
            said = any(_plain(sought) in _plain(one) for one in command.keys)
            meant = not sought or said or matches(command, sought)
            line.setVisible(meant)
            if meant:
                shown.add(command.group)
        for group, head in self._heads.items():
            head.setVisible(group in shown)
        self.none.setVisible(not shown)

    def _restore_all(self) -> None:
        self._keymap.restore_all()
        announce(self, _("已全部恢复"))


class Line(QWidget):
    """One command: its words, its key, the way back to the usual one; beneath, why a key was refused."""

    def __init__(self, look: Look, keymap: Keymap, command: Command) -> None:
        super().__init__()
        self._look, self._keymap, self._key, self._asked = look, keymap, command.key, ""
        self.words = Elided(command.words, 13)
        self.button = KeyButton(look, command.words, "")
        self.button.typed.connect(self._typed)
        self.also = Label("", 12, Ink.TEXT3)
        self.back = Button(
            look, _("恢复"), kind=Kind.LINK, height=26, name=_("恢复“{words}”").format(words=command.words)
        )
        self.back.clicked.connect(self._restore)
        across = QHBoxLayout()
        across.setSpacing(10)
        across.addWidget(self.words, 1)
        across.addStretch(0)
        across.addWidget(self.also)
        across.addWidget(self.back)
        across.addWidget(self.button)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 3, 0, 3)
        column.setSpacing(4)
        column.addLayout(across)
        column.addWidget(rule())

    @cached_property
    def refused(self) -> "Refused":
        """What stands beneath; most lines never have it."""
        made = Refused(self._look)
        made.take.clicked.connect(self._take_over)
        made.leave.clicked.connect(self._settle)
        self._column.insertWidget(1, made)
        return made

    def tell(self) -> None:
        """As the command is keyed now."""
        keys = self._keymap.registry.command(self._key).keys
        self.button.show_keys(keys[0] if keys else "")
        self.also.setText(_("也可以 {keys}").format(keys=" ".join(keys[1:])) if keys[1:] else "")
        self.back.setVisible(self._keymap.changed(self._key))

    def _typed(self, keys: str) -> None:
        command = self._keymap.registry.command(self._key)
        self._asked = keys
        if keys and keys in command.keys[:1]:
            self._settle()
            return
        why = why_not(keys, command) if keys else ""
        holder = self._keymap.holder(keys, self._key) if keys and not why else None
        if why:
            self._say(why, take=False)
        elif holder is not None:
            self._say(_("{keys} 现在是“{words}”。").format(keys=keys, words=holder.words), take=True)
        else:
            self._take_over()

    def _take_over(self) -> None:
        self._keymap.choose(self._key, self._asked)
        self._settle()

    def _restore(self) -> None:
        self._keymap.restore(self._key)
        self._settle()

    def _say(self, words: str, *, take: bool) -> None:
        below = self.refused
        below.why.setText(words)
        below.why.set_ink(Ink.WARN if take else Ink.DANGER)
        below.take.setVisible(take)
        below.show()
        announce(self, words)

    def _settle(self) -> None:
        if "refused" in self.__dict__:
            self.refused.hide()


class Refused(QWidget):
    """Why a key was refused, and what to do about it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.why = Label("", 12, Ink.DANGER, wrap=True)
        self.take = Button(look, _("改给这条命令"), height=28)
        self.leave = Button(look, _("算了"), kind=Kind.GHOST, height=28)
        abreast(self, self.why, self.take, self.leave, gap=8)


def _plain(keys: str) -> str:
    return keys.casefold().replace(" ", "").replace("+", "")
