"""The card of the board with what is due: filter, list, what stands in its place, and the way to what is not listed."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from odrdesk.desktop import formats
from odrdesk.desktop.actions import Registry
from odrdesk.desktop.models.due import DueItems
from odrdesk.desktop.pages import today_words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.due_list import DueList
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.label import Elided
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.vocabulary import Channel
from odrdesk.services.lists import Board, DueRow
from odrdesk.text import _, fault_text, ngettext, refusal_text, word


class Sieve(NamedTuple):
    """One entry of the filter: its group (entries of one are alternatives), its words, and what it lets through."""

    group: str
    words: str
    lets: Callable[[DueRow], bool]


_KEYS = {"contact": "R", "assign": "A", "why_date": "I", "print": "Ctrl+P"}
"""The keys as they come, by command."""


class DueCard(Card):
    """`way_on` from the empty list, `again` after a failure, `all_asked` to the list of everything that is due."""

    way_on = Signal()
    again = Signal()
    all_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(
            _("按期限排列"),
            _letters(_KEYS["contact"], _KEYS["assign"], _KEYS["why_date"]),
            spacing=0,
            margins=(0, 0, 0, 8),
        )
        self._look = look
        self._board: Board | None = None
        self._failed = self._wants_keys = False
        self.sieves: dict[str, Sieve] = {}
        self._letters: dict[str, QShortcut] = {}
        self.items = DueItems()
        self.list = DueList(look, self.items)
        self.list.ticked.connect(self._tell_ticked)
        self.empty = EmptyState(look)
        self.empty.acted.connect(self._acted)
        self.filter = Button(look, _("筛选"), "list-filter", Kind.GHOST, height=28)
        self.filter.clicked.connect(self.offer)
        self.hint, self.go = Elided("", 13, Ink.TEXT2), Button(look, "", kind=Kind.DEFAULT, height=26)
        self.go.clicked.connect(self._look_ahead)
        self.ahead = _line(self.hint, self.go)
        self.more, self.every = Elided("", 12, Ink.TEXT3), Button(look, _("看全部"), kind=Kind.LINK, height=22)
        self.every.clicked.connect(self._every)
        self.rest = _line(self.more, self.every)
        self.stack = QStackedWidget()
        for part in (self.list, self.empty):
            self.stack.addWidget(part)
        self.head.setContentsMargins(16, 10, 10, 4)
        self.act(self.filter)
        self.add(self.ahead)
        self.add(self.stack, 1)
        self.add(self.rest)
        self.empty.say(_("正在读取…"))
        self.stack.setCurrentWidget(self.empty)

    def key(self, command: str, act: Callable[[], object], *, page: QWidget | None = None) -> None:
        """The key of a command, for the list alone: it does not answer while one types elsewhere; or for the page."""
        shortcut = QShortcut(QKeySequence(_KEYS[command]), page or self.list)
        wide, alone = Qt.ShortcutContext.WidgetWithChildrenShortcut, Qt.ShortcutContext.WidgetShortcut
        shortcut.setContext(wide if page else alone)
        shortcut.activated.connect(act)
        self._letters[command] = shortcut

    def key_by(self, registry: Registry) -> None:
        """The letters of commands as the person has chosen them, now and whenever they change."""

        def tell() -> None:
            for command, shortcut in self._letters.items():
                shortcut.setKeys([QKeySequence(one) for one in registry.command(command).keys])
            self.aside.setText(_letters(*(registry.keys(one) for one in ("contact", "assign", "why_date"))))

        registry.rekeyed.connect(tell)
        tell()

    def take_keys(self) -> None:
        """Take the keys: now, or as soon as there is something to choose."""
        self._wants_keys = self.stack.currentWidget() is not self.list
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_low(self, *, low: bool) -> None:
        """In a low window the rows stand closer."""
        if self.list.drawing.low != low:
            self.list.drawing.low = low
            self.list.doItemsLayout()

    def show_board(self, board: Board) -> None:
        """Show what is due."""
        self._board, self._failed = board, False
        known = {_key(one) for one in offered(board)}
        self.sieves = {key: sieve for key, sieve in self.sieves.items() if key in known}
        self._show()

    def show_failure(self, why: Refusal | Fault) -> None:
        """It cannot be read: say why and offer to try again."""
        self._failed = True
        said = refusal_text(why) if isinstance(why, Refusal) else fault_text(why)
        self.empty.say(_("现在读不出来"), said, _("重试"))
        for line in (self.ahead, self.rest):
            line.hide()
        self.stack.setCurrentWidget(self.empty)

    def offer(self) -> None:
        """What the list can be narrowed by, as a menu beneath the button."""
        menu = QMenu(self)
        group = ""
        for sieve in offered(self._board) if self._board else ():
            if group and sieve.group != group:
                menu.addSeparator()
            group = sieve.group
            entry = menu.addAction(sieve.words)
            entry.setCheckable(True)
            entry.setChecked(_key(sieve) in self.sieves)
            entry.triggered.connect(lambda _on=False, sieve=sieve: self.sift(sieve))
        menu.addSeparator()
        clear = menu.addAction(_("清除筛选"))
        clear.setEnabled(bool(self.sieves))
        clear.triggered.connect(self.clear)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.filter.mapToGlobal(QPoint(0, self.filter.height() + 2)))

    def sift(self, sieve: Sieve) -> None:
        """Add a filter, or take it away again."""
        key = _key(sieve)
        if key in self.sieves:
            del self.sieves[key]
        else:
            self.sieves[key] = sieve
        self._show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """No filter."""
        self.sieves = {}
        self._show()

    def _show(self) -> None:
        board = self._board
        if board is None:
            return
        rows = [row for row in board.rows if _passes(row, self.sieves.values())]
        self.items.show_items(today_words.due_items(board, rows))
        count = len(self.sieves)
        self.filter.relabel(_("筛选 {n}").format(n=count) if count else _("筛选"))
        self._tell_ahead(board)
        self._tell_rest(board)
        if rows:
            self.stack.setCurrentWidget(self.list)
            self._give_keys(self.list)
            return
        if self.sieves:
            self.empty.say(
                _("没有符合条件的案件"), _("、").join(one.words for one in self.sieves.values()), _("清除筛选")
            )
        else:
            self.empty.say(*today_words.nothing_due(board))
        self.stack.setCurrentWidget(self.empty)
        self._give_keys(self.empty.button)

    def _give_keys(self, to: QWidget) -> None:
        if self._wants_keys and self.isVisible():
            self._wants_keys = False
            to.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_ahead(self, board: Board) -> None:
        told = None if self.sieves else today_words.nothing_today(board)
        self.ahead.setVisible(told is not None)
        if told is not None:
            self.hint.setText(told[0])
            self.go.relabel(told[1])

    def _tell_rest(self, board: Board) -> None:
        ticked = len(self.items.ticked)
        cut = board.total - len(board.rows)
        self.rest.setVisible(bool(ticked or cut > 0))
        self.every.setVisible(not ticked)
        if ticked:
            words = ngettext("已选 {n} 件：A 指派，Esc 取消", "已选 {n} 件：A 指派，Esc 取消", ticked)
            self.more.setText(words.format(n=ticked))
        elif cut > 0:
            words = _("只列最急的 {n} 件，共 {all} 件")
            self.more.setText(words.format(n=f"{len(board.rows):,}", all=f"{board.total:,}"))

    def _tell_ticked(self) -> None:
        if self._board is not None:
            self._tell_rest(self._board)

    def _look_ahead(self) -> None:
        """Choose the first of the next day; Enter opens it."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.choose_first()

    def _every(self) -> None:
        self.all_asked.emit()

    def _acted(self) -> None:
        if self._failed:
            self.again.emit()
        elif self.sieves:
            self.clear()
        else:
            self.way_on.emit()


def offered(board: Board) -> Sequence[Sieve]:
    """What a board's rows can be narrowed by: the channels there are, and what is special about some of them."""
    channels = dict.fromkeys(row.row.channel for row in board.rows)
    found = [
        Sieve("channel", word(channel), partial(_came_by, channel))
        for channel in sorted(channels, key=lambda one: list(Channel).index(one))
    ]
    special = (
        Sieve("unassigned", _("未分派"), lambda row: row.row.officer is None),
        Sieve("raised", _("已升级（L2 以上）"), lambda row: row.row.level > 1),
        Sieve("provisional", _("期限暂定"), lambda row: row.provisional),
        Sieve("hours", _("按小时计算的期限"), lambda row: row.hours_left is not None),
    )
    return [*found, *(one for one in special if any(map(one.lets, board.rows)))]


def _came_by(channel: Channel, row: DueRow) -> bool:
    return row.row.channel is channel


def _passes(row: DueRow, sieves: Iterable[Sieve]) -> bool:
    groups: dict[str, bool] = {}
    for sieve in sieves:
        groups[sieve.group] = groups.get(sieve.group, False) or sieve.lets(row)
    return all(groups.values())


def _key(sieve: Sieve) -> str:
    return f"{sieve.group} {sieve.words}"


def _line(words: Elided, button: Button) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(16, 2, 12, 2)
    row.setSpacing(10)
    row.addWidget(words, 1)
    row.addWidget(button)
    row.addStretch(1)
    line.hide()
    return line


def _letters(contact: str, assign: str, why: str) -> str:
    words = _("↑↓ 选择  Enter 打开  {contact} 记录沟通  {assign} 指派  {why} 依据")
    none = formats.NONE
    return words.format(contact=contact or none, assign=assign or none, why=why or none)
