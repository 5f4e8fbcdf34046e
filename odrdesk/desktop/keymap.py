"""Which key does what, as the person has chosen it: kept on this machine, and never a key that something else needs."""

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from odrdesk.desktop.actions import FORBIDDEN, Command, Group, Registry
from odrdesk.text import _

_PLACE = "keys"
_NONE = "-"
"""Kept where a command shall have no key at all."""
_TYPED = frozenset({"Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+A", "Ctrl+Insert", "Shift+Insert", "Shift+Del"})
"""What every field one types in needs."""
_WALKED = frozenset({
    "Esc", "Tab", "Shift+Tab", "Backtab", "Shift+Backtab", "Return", "Enter", "Backspace", "Up", "Down", "Left",
    "Right", "Home", "End", "PgUp", "PgDown", "Shift+Up", "Shift+Down", "Ins", "Ctrl+Alt+Del", "Alt+F4", "Alt+Tab",
    "Ctrl+Home", "Ctrl+End", "Menu", "Shift+F10", "Alt+Space",
})  # fmt: skip
"""What one walks with in lists and dialogs, and what the machine keeps for itself."""
_LETTERS = frozenset({Group.LIST, Group.CASE})
_MODIFIERS = frozenset({
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_unknown, Qt.Key.Key_Mode_switch, Qt.Key.Key_Multi_key,
    Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_Hyper_L, Qt.Key.Key_Hyper_R,
})  # fmt: skip


class Keymap(QObject):
    """The keys of one window's registry. The kept ones are read by `read`, also when another window changed them."""

    def __init__(self, registry: Registry, settings: QSettings) -> None:
        super().__init__(registry)
        self.registry, self._settings = registry, settings

    def read(self) -> None:
        """Give every command the key that was kept; what is kept and no longer allowed is passed over."""
        chosen: dict[str, tuple[str, ...]] = {}
        for command in self.registry.table():
            kept = str(self._settings.value(f"{_PLACE}/{command.key}", ""))
            keys = tuple(one for one in kept.split(" ") if one and one != _NONE)
            if kept and not any(why_not(one, command) for one in keys):
                chosen[command.key] = keys
        self.registry.rebind(_single(chosen, self.registry))

    def changed(self, key: str) -> bool:
        """Whether a command has other keys than it comes with."""
        return self.registry.command(key).keys != self.registry.usual(key)

    def holder(self, keys: str, but: str = "") -> Command | None:
        """Who has this key now, other than the command `but`."""
        return next((one for one in self.registry.table() if one.key != but and keys in one.keys), None)

    def choose(self, key: str, keys: str) -> None:
        """Give a command this key, empty for none; whoever had it loses it."""
        before = self.holder(keys, key) if keys else None
        if before is not None:
            self._keep(before.key, tuple(one for one in before.keys if one != keys))
        rest = self.registry.command(key).keys[1:]
        self._keep(key, (keys, *(one for one in rest if one != keys)) if keys else ())
        self.read()

    def restore(self, key: str) -> None:
        """The usual key again; whoever took it meanwhile gives it back."""
        for keys in self.registry.usual(key):
            holder = self.holder(keys, key)
            if holder is not None:
                self._keep(holder.key, tuple(one for one in holder.keys if one != keys))
        self._settings.remove(f"{_PLACE}/{key}")
        self.read()

    def restore_all(self) -> None:
        """All as it comes."""
        self._settings.remove(_PLACE)
        self.read()

    def _keep(self, key: str, keys: tuple[str, ...]) -> None:
        place = f"{_PLACE}/{key}"
        if keys == self.registry.usual(key):
            self._settings.remove(place)
        else:
            self._settings.setValue(place, " ".join(keys) or _NONE)


def pressed(event: QKeyEvent) -> str:
    """The key of an event in Qt's portable form; empty while only Ctrl, Alt or Shift are down."""
    if event.key() in _MODIFIERS or event.key() == 0:
        return ""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key.Key_Tab if event.key() == Qt.Key.Key_Backtab else Qt.Key(event.key())
    sequence = QKeySequence(int(held.value) | int(key.value))
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


def why_not(keys: str, command: Command) -> str:
    """Why a command may not have this key, in words; empty where it may."""
    typed = keys.removeprefix("Shift+")
    plain = command.group not in _LETTERS
    unknown = QKeySequence(keys, QKeySequence.SequenceFormat.PortableText).isEmpty()
    whys = (
        (keys in FORBIDDEN, _("输入法、微信或 QQ 要用 {keys}，请换一个。")),
        (keys in _TYPED, _("在文字里复制、粘贴和全选要用 {keys}，请换一个。")),
        (keys in _WALKED, _("在列表和对话框里移动、确认和关闭要用 {keys}，请换一个。")),
        (plain and len(typed) == 1, _("单个字母只能用于列表和案件里的命令，否则打字时会误触。请加上 Ctrl 或 Alt。")),
        (plain and typed in {"Space", "Del"}, _("{keys} 只能用于列表和案件里的命令。请加上 Ctrl 或 Alt。")),
        (unknown, _("这台机器不认识这个键，请换一个。")),
    )
    return next((why.format(keys=keys) for hit, why in whys if hit), "")


def _single(chosen: dict[str, tuple[str, ...]], registry: Registry) -> dict[str, tuple[str, ...]]:
    """No key twice: where a kept key meets one a new version brings, the person's choice stands."""
    taken: set[str] = set()
    found: dict[str, tuple[str, ...]] = {}
    for own in (True, False):
        for command in registry.table():
            if (command.key in chosen) is own:
                keys = chosen.get(command.key, registry.usual(command.key))
                found[command.key] = tuple(one for one in keys if one not in taken)
                taken |= set(keys)
    return found
