"""One place to find and do anything: cases as they are found, commands by words, pinyin or initials."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from odrdesk.desktop import paint
from odrdesk.desktop.actions import Command, Group, group_words
from odrdesk.desktop.meaning import score
from odrdesk.desktop.theme import Look, announce
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.card import rule
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.key_cap import KeyCaps, caps_of
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.text import _

ROW, GROUP = 44, 28
WIDTH, TOP = 640, 96
_MOST_SHOWN = 9
MOST_COMMANDS = 6
"""So many commands of each kind for what was typed."""
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that can be chosen; `apart` opens it in a window of its own, `after` lists it below the commands.

    `may` False: it cannot be done now, `hint` says why.
    """

    group: str
    icon: str
    words: str
    hint: str
    keys: str
    act: Callable[[], object]
    apart: Callable[[], object] | None = None
    after: bool = False
    may: bool = True


Answer = Callable[[Sequence[Hit]], None]
Finder = Callable[[str, Answer], None]


class Palette(Overlay):
    """`find` answers with cases for what was typed, in its own time; a late answer is dropped, an early Enter waits.

    `closed` are commands for the case in view that cannot be run now, each with the reason; `recent` the keys of those
    run last.
    """

    def __init__(
        self,
        look: Look,
        window: QWidget,
        available: Sequence[Command],
        run: Callable[[str], object],
        find: Finder,
        *,
        closed: Sequence[tuple[Command, str]] = (),
        recent: Sequence[str] = (),
    ) -> None:
        super().__init__(look, window, _("搜索或运行命令"))
        self._available = tuple(command for command in available if command.key != "palette")
        self._closed, self._recent = tuple(closed), tuple(recent)
        self._run, self._find = run, find
        self._asked, self._waits, self._eager = 0, False, ""
        self._found: tuple[Hit, ...] = ()
        column = QVBoxLayout(self.plate)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._entry_row())
        column.addWidget(rule())
        self.hits = _Hits()
        self.list = QListView()
        self.list.setModel(self.hits)
        self.list.setItemDelegate(_HitDelegate(look, self.list))
        self.list.setAccessibleName(_("搜索结果"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda index: self._choose(index.row()))
        column.addWidget(self.list, 1)
        column.addWidget(rule())
        column.addLayout(self._foot())
        self._typed("")

    def place(self) -> None:
        """At the top, in the middle; as high as its hits."""
        room = self.rect()
        width = min(self.look.dp(WIDTH), room.width() - 80)
        high = min(self.hits.height(self.look), self.look.dp(ROW) * _MOST_SHOWN) + 12
        chrome = self.look.dp(50) + self.look.dp(36) + 4
        self.plate.setGeometry((room.width() - width) // 2, TOP, width, min(high + chrome, room.height() - TOP - 28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter does it, with Ctrl in a window of its own, Esc leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            apart = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if self._waits:  # what was typed is not answered yet: the first hit of the answer is meant
                self._eager = "apart" if apart else "here"
            else:
                self._choose(self.list.currentIndex().row(), apart=apart)
        else:
            super().keyPressEvent(event)

    def _entry_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 14, 12)
        row.setSpacing(10)
        self.entry = _Entry()
        self.entry.setProperty("bare", "true")
        self.entry.setFont(self.look.font(15))
        self.entry.setPlaceholderText(_("搜案件号、姓名拼音、手机尾号、订单号…"))
        self.entry.setAccessibleName(_("搜索或运行命令"))
        self.entry.textChanged.connect(self._typed)
        self.entry.moved.connect(self._move)
        row.addWidget(Glyph(self.look, "search", Ink.TEXT3, 18))
        row.addWidget(self.entry, 1)
        row.addWidget(KeyCaps(self.look, "Esc"))
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 14, 8)
        row.setSpacing(6)
        row.addWidget(Elided(_("支持拼音首字母、手机尾号、订单号；输入 > 只看命令"), 12, Ink.TEXT3), 1)
        row.addStretch(0)
        for keys, words in (("Up+Down", _("选择")), ("Ctrl+Enter", _("新窗口打开"))):
            row.addWidget(KeyCaps(self.look, keys))
            row.addWidget(Label(words, 12, Ink.TEXT3))
        return row

    def _typed(self, typed: str) -> None:
        self._asked += 1
        mine = self._asked
        sought = typed.strip()
        self._eager = ""
        if sought.startswith((">", "》", "＞")):
            self._found, self._waits = (), False
            self._show()
            return
        self._waits = bool(sought)
        if not sought:
            self._found = ()
        self._show()
        self._find(sought, lambda hits: self._answered(mine, hits))

    def _answered(self, mine: int, hits: Sequence[Hit]) -> None:
        if mine == self._asked:
            self._found, self._waits = tuple(hits), False
            self._show()
            eager, self._eager = self._eager, ""
            if eager:
                self._choose(self.list.currentIndex().row(), apart=eager == "apart")

    def _show(self) -> None:
        sought = self.entry.text().strip().lstrip(">》＞").strip()
        before = [hit for hit in self._found if not hit.after]
        after = [hit for hit in self._found if hit.after]
        meant = self._meant(sought) if sought else self._all()
        self.hits.show_hits((*before, *meant, *after))
        self.place()
        self._move(0)

    def _meant(self, sought: str) -> list[Hit]:
        """The commands meant: those for the case in view first, then the others, the best first."""
        scored = [(found, one, "") for one in self._available if (found := score(one, sought)) is not None]
        scored += [(found, one, why) for one, why in self._closed if (found := score(one, sought)) is not None]
        scored.sort(key=lambda each: (each[0], bool(each[2])))
        of_case = [self._hit(one, why) for _found, one, why in scored if one.group is Group.CASE]
        others = [self._hit(one, why, _("命令")) for _found, one, why in scored if one.group is not Group.CASE]
        return [*of_case[:MOST_COMMANDS], *others[:MOST_COMMANDS]]

    def _all(self) -> list[Hit]:
        """Those run last, then every command by its group."""
        known = {one.key: one for one in self._available}
        last = [self._hit(known[key], "", _("最近的命令")) for key in self._recent if key in known]
        order = [Group.CASE, *(one for one in Group if one is not Group.CASE)]
        listed = sorted(self._available, key=lambda one: order.index(one.group))
        return [*last, *(self._hit(one) for one in listed)]

    def _hit(self, command: Command, why: str = "", group: str = "") -> Hit:
        keys = command.keys[0] if command.keys else ""
        named = _("对当前案件") if command.group is Group.CASE else group_words(command.group)
        said = group or _("命令 · {group}").format(group=named)
        hint = why or command.hint
        return Hit(said, command.icon, command.words, hint, keys, lambda: self._run(command.key), may=not why)

    def _move(self, by: int) -> None:
        row = self.hits.next_hit(self.list.currentIndex().row(), by)
        if row is not None:
            self.list.setCurrentIndex(self.hits.index(row, 0))

    def _choose(self, row: int, *, apart: bool = False) -> None:
        hit = self.hits.hit(row)
        if hit is None:
            return
        if not hit.may:
            announce(self, f"{hit.words}: {hit.hint}")
            return
        self.close_over()
        (hit.apart if apart and hit.apart is not None else hit.act)()


class _Entry(QLineEdit):
    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}.get(
            Qt.Key(event.key())
        )
        if step is None:
            super().keyPressEvent(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
                event.ignore()
        else:
            self.moved.emit(step)


class _Hits(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[str | Hit] = []

    def show_hits(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self._items = []
        for group, members in groupby(hits, key=lambda hit: hit.group):
            self._items += [group, *members]
        self._items = self._items or [_("没有找到。换个说法，或者只输入一部分。")]
        self.endResetModel()

    def hit(self, row: int) -> Hit | None:
        item = self._items[row] if 0 <= row < len(self._items) else None
        return item if isinstance(item, Hit) else None

    def next_hit(self, row: int, by: int) -> int | None:
        rows = [n for n, item in enumerate(self._items) if isinstance(item, Hit)]
        if not rows:
            return None
        here = rows.index(row) if row in rows else 0
        return rows[min(max(0, here + by), len(rows) - 1)]

    def height(self, look: Look) -> int:
        return sum(look.dp(ROW if isinstance(item, Hit) else GROUP) for item in self._items)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (
                item if isinstance(item, str) else " ".join(part for part in (item.words, item.hint, item.keys) if part)
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return plain if isinstance(self._items[index.row()], str) else plain | Qt.ItemFlag.ItemIsSelectable


class _HitDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._look.dp(ROW if isinstance(index.data(Qt.ItemDataRole.UserRole), Hit) else GROUP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect, item = self._look, QRectF(option.rect), index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        if isinstance(item, Hit):
            state = option.state
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            if chosen or state & QStyle.StateFlag.State_MouseOver:
                ground = look.colour(Ink.SELECTED if chosen else Ink.HOVER)
                paint.box(painter, rect.adjusted(6, 1, -6, -1), 8, ground)
            self._hit(painter, rect.adjusted(20, 0, -20, 0), item, chosen=chosen)
        else:
            paint.words(painter, look, rect.adjusted(20, 2, -20, 0), str(item), px=12, ink=Ink.TEXT3)
        painter.restore()

    def _hit(self, painter: QPainter, room: QRectF, hit: Hit, *, chosen: bool) -> None:
        look, middle = self._look, room.center().y()
        ink = Ink.ACCENT_TEXT if chosen else Ink.TEXT2
        paint.icon(painter, look, room.x(), middle, hit.icon, ink if hit.may else Ink.DISABLED, 18)
        right = room.right()
        for cap in reversed(caps_of(hit.keys or ("Enter" if chosen and hit.may else ""))):
            right -= paint.cap_width(look, cap)
            paint.cap(painter, look, right, middle, cap)
            right -= 7
        line = QRectF(room.x() + look.dp(18) + 10, room.y(), right - room.x() - look.dp(18) - 16, room.height())
        width = paint.words(painter, look, line, hit.words, px=14, ink=Ink.TEXT if hit.may else Ink.TEXT3)
        paint.words(painter, look, line.adjusted(width + 10, 1, 0, 0), hit.hint, px=12, ink=Ink.TEXT3)
