"""Every command of the desktop in one table: menu, palette, shortcut, tooltip, name and enabling come from here.

A key is chosen with care for the input methods: nothing here may stand in `FORBIDDEN`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

from odrdesk.text import _, field_label, ngettext

# Keys that input methods, the Chinese punctuation switch, WeChat and QQ take for themselves.
FORBIDDEN = frozenset({
    "Shift", "Ctrl+Shift", "Meta+Space", "Ctrl+.", "Shift+Space", "Ctrl+Space", "Ctrl+Shift+F", "Alt+A", "Ctrl+Alt+A",
})  # fmt: skip


class Group(StrEnum):
    """Where a command is listed."""

    GO = "go"
    DESK = "desk"
    LIST = "list"
    CASE = "case"
    VIEW = "view"


class Need(StrEnum):
    """What must be there for a command to make sense."""

    DESK = "desk"
    LIST = "list"
    CASE = "case"
    CLAIM = "claim"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Command:
    """`keys` in Qt's portable form; the first is the one that is shown."""

    key: str
    words: str
    icon: str
    group: Group
    keys: tuple[str, ...] = ()
    needs: frozenset[Need] = field(default_factory=frozenset)
    hint: str = ""


def commands() -> tuple[Command, ...]:
    """The table, a function for each subject; its order is that of menu, palette and sheet."""
    return (*_places(), *_desk(), *_lists(), *_case(), *_looks(), *_tours())


def _places() -> tuple[Command, ...]:
    """Where one goes, and what is sought there."""
    desk = frozenset({Need.DESK})
    return (
        Command("palette", _("搜索或运行命令"), "search", Group.GO, ("Ctrl+K",)),
        Command("today", _("今日工作台"), "layout-dashboard", Group.GO, ("Alt+1",), desk),
        Command("cases", _("案件"), "folder-open", Group.GO, ("Alt+2",), desk),
        Command("prepay", _("先行赔付"), "wallet", Group.GO, ("Alt+3",), desk),
        Command("merchants", field_label("merchants"), "store", Group.GO, ("Alt+4",), desk),
        Command("papers", _("文书与打印"), "printer", Group.GO, ("Alt+5",), desk),
        Command("statistics", _("统计与报表"), "chart-column", Group.GO, ("Alt+6",), desk),
        Command("settings", _("设置"), "settings", Group.GO, ("Ctrl+,",)),
        Command("letterhead", _("机构与文书抬头"), "landmark", Group.GO, (), desk),
        Command("templates", _("文书模板"), "file-text", Group.GO, (), desk),
        Command("back", _("返回"), "arrow-left", Group.GO, ("Alt+Left",)),
        Command("find", _("在列表中查找"), "search", Group.LIST, ("Ctrl+F",), desk),
        Command("find_next", _("查找下一件"), "arrow-down", Group.LIST, ("F3",), desk),
    )


def _desk() -> tuple[Command, ...]:
    """What is done with the desk as a whole."""
    desk = frozenset({Need.DESK})
    return (
        Command("new_case", _("新建案件"), "plus", Group.DESK, ("Ctrl+N",), desk),
        Command("import", _("导入 Excel"), "file-spreadsheet", Group.DESK, ("Ctrl+Shift+I",), desk),
        Command("open_desk", _("打开另一个工作台…"), "database", Group.DESK),
        Command("save", _("立即保存"), "save", Group.DESK, ("Ctrl+S",), desk),
        Command("undo", _("撤销"), "undo-2", Group.DESK, ("Ctrl+Z",), desk),
        Command("redo", _("重做"), "redo-2", Group.DESK, ("Ctrl+Y",), desk),
        Command("backup", _("立即备份"), "archive", Group.DESK, (), desk),
        Command("export_ledger", _("导出备查账"), "download", Group.DESK, (), desk),
        Command("verify_paper", _("核验文书"), "shield-check", Group.DESK, ("Ctrl+Shift+H",), desk),
        Command("reminders", _("提醒"), "bell", Group.DESK, (), desk),
        Command("seat", _("换人"), "users", Group.DESK, (), desk),
        Command("password", _("设置我的密码"), "lock", Group.DESK, (), desk),
        Command("lock", _("锁定"), "lock", Group.DESK, ("Ctrl+L",), desk),
        Command("quit", _("退出"), "log-out", Group.DESK, ("Ctrl+Q",)),
    )


def _lists() -> tuple[Command, ...]:
    """What is done with the list of cases: with one row, with the list as a whole, with its views."""
    desk = frozenset({Need.DESK})
    listed = frozenset({Need.LIST})
    return (
        Command("open_case", _("打开所选案件"), "folder-open", Group.LIST, (), listed, "Enter"),
        Command("save_view", _("存为视图"), "star", Group.LIST, (), desk),
        Command("export_list", _("导出列表"), "download", Group.LIST, (), desk),
        Command("list_columns", _("选择列、次序和行距"), "columns-3", Group.LIST, (), desk),
        Command("mode_table", _("案件列表：表格"), "list-filter", Group.LIST, (), desk),
        Command("mode_split", _("案件列表：分栏"), "panel-left", Group.LIST, (), desk),
        Command("mode_board", _("案件列表：看板"), "layout-dashboard", Group.LIST, (), desk),
        Command("manage_view", _("管理这个视图"), "ellipsis", Group.LIST, (), desk),
        Command("pin_view", _("固定现在的视图"), "map-pin", Group.LIST, (), desk),
        Command("delete_view", _("删除视图"), "trash-2", Group.LIST, (), desk),
        *(
            Command(
                f"view_{n}", _("第 {n} 个固定视图").format(n=n), "list-filter", Group.LIST, (f"Ctrl+Alt+{n}",), desk
            )
            for n in range(1, 9)
        ),
        Command("claim_approve", _("批准所选的赔付申请"), "check", Group.LIST, ("Y",), frozenset({Need.CLAIM})),
        Command("claim_refuse", _("退回或不予所选的赔付申请"), "undo-2", Group.LIST, ("N",), frozenset({Need.CLAIM})),
        Command("paper_history", _("看文书的经过"), "history", Group.LIST, ("H",), frozenset({Need.PAPER})),
    )


def _case() -> tuple[Command, ...]:
    """What is done with the case in view, and the walk between open ones."""
    desk, one = frozenset({Need.DESK}), frozenset({Need.CASE})
    return (
        Command("primary", _("办理下一步"), "arrow-right", Group.CASE, ("Ctrl+Return",), one),
        Command("contact", _("记录沟通"), "phone", Group.CASE, ("R",), one),
        Command("propose", _("记录报价"), "hand-coins", Group.CASE, ("O",), one),
        Command("evidence", _("登记证据"), "paperclip", Group.CASE, ("D",), one),
        Command("assign", _("指派"), "user-plus", Group.CASE, ("A",), one),
        Command("tag", _("标签…"), "tag", Group.CASE, ("T",), one),
        Command("steps", _("可办的步骤"), "list-filter", Group.CASE, ("S",), one),
        Command("correct", _("更正登记内容"), "pencil", Group.CASE, ("E",), one),
        Command("prepay_request", _("申请先行赔付"), "wallet", Group.CASE, ("P", "Ctrl+Shift+P"), one),
        Command("settle", _("拟和解方案"), "handshake", Group.CASE, ("Ctrl+Shift+S",), one),
        Command("print", _("打印文书"), "printer", Group.CASE, ("Ctrl+P",), one),
        Command("why_date", _("期限的依据"), "calendar-days", Group.CASE, ("I",), one),
        Command("copy_number", _("复制案件号"), "copy", Group.CASE, ("Ctrl+Shift+C",), one),
        Command("copy_console", _("复制到 12315"), "copy", Group.CASE, ("Ctrl+Shift+K",), one),
        Command("bundle", _("导出案卷…"), "archive", Group.CASE, (), one),
        Command("archive", _("结案归档"), "archive", Group.CASE, ("Ctrl+Shift+A",), one),
        Command("escalate", _("升级"), "arrow-up", Group.CASE, ("Ctrl+Shift+U",), one),
        Command("previous_case", _("上一件"), "chevron-up", Group.CASE, ("Ctrl+PgUp",), one),
        Command("next_case", _("下一件"), "chevron-down", Group.CASE, ("Ctrl+PgDown",), one),
        Command("close_case", _("关闭案件"), "x", Group.CASE, ("Ctrl+W",), one),
        Command("next_open", _("下一件打开的案件"), "chevron-right", Group.GO, ("Ctrl+Tab",), desk),
        Command("previous_open", _("上一件打开的案件"), "chevron-left", Group.GO, ("Ctrl+Shift+Tab",), desk),
        Command("case_window", _("在单独窗口打开这件案件"), "external-link", Group.CASE, ("Ctrl+Shift+O",), one),
        *(
            Command(f"tab_{key}", _("转到“{tab}”").format(tab=words), "file-text", Group.CASE, (f"Ctrl+{place}",), one)
            for place, (key, words) in enumerate(case_tabs(), 1)
        ),
    )


def case_tabs() -> tuple[tuple[str, str], ...]:
    """The tabs of a case from the left: key and words."""
    return (
        ("overview", _("概览")),
        ("record", _("时间线")),
        ("evidence", _("证据")),
        ("negotiation", _("协商")),
        ("remedies", _("法定金额")),
        ("prepayment", _("先行赔付")),
        ("ip", _("知识产权")),
        ("papers", ngettext("文书", "文书", 2)),
        ("audit", _("审计")),
    )


def _looks() -> tuple[Command, ...]:
    """How the window looks, and what it explains."""
    desk = frozenset({Need.DESK})
    return (
        Command("refresh", _("刷新"), "refresh-cw", Group.VIEW, ("F5",), desk),
        Command("rail", _("收起或展开导航"), "panel-left", Group.VIEW, ("Ctrl+B",)),
        Command("theme", _("切换浅色 / 深色"), "moon", Group.VIEW),
        Command("contrast", _("切换高对比"), "eye", Group.VIEW),
        Command("density", _("切换行高：舒适 / 紧凑"), "layers", Group.VIEW),
        Command("larger", _("放大文字"), "type", Group.VIEW, ("Ctrl++", "Ctrl+=")),
        Command("smaller", _("缩小文字"), "type", Group.VIEW, ("Ctrl+-",)),
        Command("normal_size", _("标准文字大小"), "type", Group.VIEW, ("Ctrl+0",)),
        Command("menu", _("菜单"), "layers", Group.VIEW, ("F10",)),
        Command("full_screen", _("全屏"), "maximize", Group.VIEW, ("F11",)),
        Command("shortcuts", _("快捷键一览"), "keyboard", Group.VIEW, ("Ctrl+/",)),
        Command("help", _("帮助"), "circle-help", Group.VIEW, ("F1",)),
    )


def _tours() -> tuple[Command, ...]:
    """Tours, on demand only."""
    desk = frozenset({Need.DESK})
    return (
        Command("tour_window", _("带我看一遍：窗口"), "route", Group.VIEW, (), desk),
        Command("tour_list", _("带我看一遍：案件列表"), "route", Group.VIEW, (), desk),
        Command("tour_case", _("带我看一遍：案件页"), "route", Group.VIEW, (), desk),
    )


def group_words(group: Group) -> str:
    """A group's heading."""
    return {
        Group.GO: _("前往"),
        Group.DESK: _("工作台"),
        Group.LIST: _("列表"),
        Group.CASE: _("当前案件"),
        Group.VIEW: _("查看"),
    }[group]


class Registry(QObject):
    """The commands of one window. A command nobody handles does not exist: no key, no entry, no menu.

    `barred(key)` when the keys of a command of a case were pressed that its rules close now: a key that does nothing
    and says nothing is taken for a broken one.
    """

    changed = Signal()
    rekeyed = Signal()
    barred = Signal(str)

    def __init__(self, window: QWidget, table: Iterable[Command]) -> None:
        super().__init__(window)
        self._window = window
        self._table = {command.key: command for command in table}
        self._usual = {key: command.keys for key, command in self._table.items()}
        self._actions: dict[str, QAction] = {}
        self._bars: dict[str, QAction] = {}
        self._present: set[Need] = set()
        self._closed: set[str] = set()
        self._covered = False

    def handle(self, key: str, act: Callable[[], object]) -> QAction:
        """Give a command its deed."""
        command = self._table[key]
        action = self._actions.get(key)
        if action is None:
            action = QAction(command.words, self._window)
            action.setShortcuts(_sequences(command.keys))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setToolTip(self.hint(key))
            action.setAutoRepeat(key in {"previous_case", "next_case", "larger", "smaller"})
            self._actions[key] = action
            self._window.addAction(action)
            if command.group is Group.CASE and command.keys:
                self._bar(command)
        else:
            action.triggered.disconnect()
        action.triggered.connect(lambda _on=False: act())
        self._judge()
        return action

    def run(self, key: str) -> bool:
        """Do it, if it may be done now."""
        action = self._actions.get(key)
        if action is None or not action.isEnabled():
            return False
        action.trigger()
        return True

    def action(self, key: str) -> QAction | None:
        """The action of a handled command."""
        return self._actions.get(key)

    def reword(self, key: str, words: str) -> None:
        """Other words for a command: those of the act it would take back."""
        self._table[key] = replace(self._table[key], words=words)
        action = self._actions.get(key)
        if action is not None:
            action.setText(words)
            action.setToolTip(self.hint(key))

    def rebind(self, chosen: Mapping[str, tuple[str, ...]]) -> None:
        """Other keys for these commands, their usual ones for all others; every tooltip with a key follows."""
        before = {self.hint(key): key for key in self._table}
        for key, command in self._table.items():
            keys = chosen.get(key, self._usual[key])
            if keys != command.keys:
                self._table[key] = replace(command, keys=keys)
                action = self._actions.get(key)
                if action is not None:
                    action.setShortcuts(_sequences(keys))
                    action.setToolTip(self.hint(key))
                if key in self._bars:
                    self._bars[key].setShortcuts(_sequences(keys))
        for button in self._window.findChildren(QAbstractButton):
            key = before.get(button.toolTip(), "")
            if key:
                button.setToolTip(self.hint(key))
        self.rekeyed.emit()
        self.changed.emit()

    def usual(self, key: str) -> tuple[str, ...]:
        """The keys a command comes with."""
        return self._usual[key]

    def table(self) -> Sequence[Command]:
        """Every command, handled or not, as it is keyed now."""
        return list(self._table.values())

    def command(self, key: str) -> Command:
        """A command as it is worded and keyed now."""
        return self._table[key]

    def keys(self, key: str) -> str:
        """The key that is shown for a command, empty where it has none."""
        shown = self._table[key].keys
        return shown[0] if shown else ""

    def hint(self, key: str) -> str:
        """Tooltip and screen-reader words: what it does and its key."""
        command = self._table[key]
        return (
            _("{words}（{keys}）").format(words=command.words, keys=command.keys[0]) if command.keys else command.words
        )

    def set_present(self, need: Need, *, present: bool) -> None:
        """Something commands need came or went."""
        (self._present.add if present else self._present.discard)(need)
        self._judge()

    def set_open(self, key: str, *, may: bool) -> None:
        """A rule of the case says whether this command may be done now."""
        (self._closed.discard if may else self._closed.add)(key)
        self._judge()

    def set_covered(self, *, covered: bool) -> None:
        """While a plate lies over the window, no command of the window answers."""
        self._covered = covered
        self._judge()

    def available(self) -> Sequence[Command]:
        """What may be done now, in the table's order; `covered` does not count, the palette itself covers."""
        return [command for command in self._table.values() if command.key in self._actions and self._may(command)]

    def closed(self) -> Sequence[Command]:
        """What a rule of the case in view forbids now, in the table's order."""
        return [
            command
            for command in self._table.values()
            if command.group is Group.CASE
            and command.key in self._actions
            and command.key in self._closed
            and command.needs <= self._present
        ]

    def handled(self) -> Sequence[Command]:
        """Everything that has a deed, in the table's order."""
        return [command for command in self._table.values() if command.key in self._actions]

    def _may(self, command: Command) -> bool:
        return command.needs <= self._present and command.key not in self._closed

    def _bar(self, command: Command) -> None:
        """The same keys, alive exactly while the command is not: only to say why."""
        bar = QAction(self._window)
        bar.setShortcuts(_sequences(command.keys))
        bar.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        bar.setAutoRepeat(False)
        bar.triggered.connect(lambda _on=False: self.barred.emit(command.key))
        self._bars[command.key] = bar
        self._window.addAction(bar)

    def _judge(self) -> None:
        for key, action in self._actions.items():
            action.setEnabled(not self._covered and self._may(self._table[key]))
        for key, bar in self._bars.items():
            bar.setEnabled(not self._covered and key in self._closed and self._table[key].needs <= self._present)
        self.changed.emit()


def _sequences(keys: Iterable[str]) -> list[QKeySequence]:
    return [QKeySequence(one, QKeySequence.SequenceFormat.PortableText) for one in keys]
