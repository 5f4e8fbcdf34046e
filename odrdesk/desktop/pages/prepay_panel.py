"""A tab of the page of the fund: a list that is read whole, what can be done about its row, and its other states."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.delegates.cells import CellDelegate
from odrdesk.desktop.models.cells import CellRow, Listed
from odrdesk.desktop.models.columns import Column
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.pages.fund_lines import Offered
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.list_table import ListTable
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.desktop.widgets.states import States
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.steps import STEPS
from odrdesk.domain.vocabulary import Role, Step
from odrdesk.services.desk import Desk
from odrdesk.services.prepayments import MOST, Line
from odrdesk.text import _, ngettext, word

T = TypeVar("T")
SPARE = ("age", "back", "consumer", "deposit")
"""Columns of these lists that can be missed where there is no room."""
TWO_HANDS = frozenset({Step.WRITE_OFF, Step.PREPAY_APPROVE})
"""Steps that finance takes too, as the other of two."""


class Wording(NamedTuple):
    """What a list is called, and what stands where it is empty: title, explanation, words of the way on."""

    name: str
    nothing: tuple[str, str, str]


class Panel(QWidget):
    """`counted(n)` after each reading; `opened(key)` a case; `deed_asked(line, offered)` a step of it."""

    counted = Signal(int)
    opened = Signal(int)
    deed_asked = Signal(object, object)
    way_on = Signal()

    def refresh(self) -> None:
        """Read it again."""

    def take_focus(self) -> None:
        """It came into view."""


class MoreRow(QWidget):
    """Beneath a list that does not show all: how many it shows, and a way to more of them; `asked`."""

    asked = Signal()

    def __init__(self, look: Look, step: int) -> None:
        super().__init__()
        self._step = step
        self.told, self.more = Elided("", 13, Ink.TEXT2), Button(look, " ", "chevron-down", Kind.LINK, height=28)
        self.more.clicked.connect(self.asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 12, 5)
        row.setSpacing(10)
        row.addWidget(self.told)
        row.addWidget(self.more)
        row.addStretch(1)
        self.hide()

    def say(self, shown: int, total: int) -> None:
        """Nothing is said where all are shown."""
        left = total - shown
        self.setVisible(left > 0)
        if left > 0:
            words = _("已列出 {shown} 件，共 {total} 件，最急的在前")
            self.told.setText(words.format(shown=f"{shown:,}", total=f"{total:,}"))
            many = min(self._step, left)
            self.more.relabel(ngettext("再列 {n} 件", "再列 {n} 件", many).format(n=f"{many:,}"), "chevron-down")


class ListPanel(Panel, Generic[T]):
    """A table of what `read` answers, each made a row by `write`; the one in view stays through every reading.

    `read(most)` gives the first ones; where `tell_total` said that there are more, a row beneath leads on.
    """

    step = MOST

    def __init__(
        self, look: Look, work: Work, columns: tuple[Column, ...], words: Wording, *, read: Callable[[int], Sequence[T]]
    ) -> None:
        super().__init__()
        self.look, self._words, self._read = look, words, read
        self._reading, self._most, self._total = Newest(work, self), self.step, 0
        self.more = MoreRow(look, self.step)
        self.more.asked.connect(self._further)
        self.items: dict[int, T] = {}
        self.rows = Rows(work, columns, self)
        self.table = ListTable(look, self.rows, words.name, CellDelegate, spare=SPARE)
        self.card = Card(margins=(1, 1, 1, 1), spacing=0)
        self.card.add(self.table, 1)
        self.card.add(self.more)
        self.states = States(look, self.card)
        self.states.again.connect(self.refresh)
        self.states.way_on.connect(self.way_on)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.column.addWidget(self.states, 1)

    @property
    def current(self) -> T | None:
        """What the current row is of."""
        key = self.table.current_key
        return None if key is None else self.items.get(key)

    def refresh(self) -> None:
        """Read it again; a late answer is dropped."""
        most = self._most
        self._reading.read(
            lambda: self._read(most),
            self._arrived,
            refused=self.states.show_failure,
            faulted=self.states.show_failure,
        )

    def take_focus(self) -> None:
        """Into the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_total(self, total: int) -> None:
        """How many there are in all."""
        self._total = total
        self.more.say(len(self.items), total if self.items else 0)

    def row_of(self, item: T) -> CellRow:
        """An item made a row."""
        raise NotImplementedError

    def extra_rows(self, found: Sequence[T]) -> Sequence[CellRow]:
        """Rows beneath, such as a sum."""
        del found
        return ()

    def arrived(self) -> None:
        """It was read."""

    def _arrived(self, found: Sequence[T]) -> None:
        rows = [self.row_of(item) for item in found]
        self.items = {row.key: item for row, item in zip(rows, found, strict=True)}
        self.rows.load(Listed([*rows, *self.extra_rows(found)]))
        self.counted.emit(len(found))
        self.tell_total(self._total)
        if found:
            self.states.show_content()
        else:
            self.states.show_nothing(self._words.nothing)
        self.arrived()

    def _further(self) -> None:
        self._most += self.step
        self.refresh()
        self.take_focus()


class DeedPanel(ListPanel[Line]):
    """A list of prepayments with a foot of buttons: what can be done about the current one; Enter does the first."""

    def __init__(
        self,
        look: Look,
        work: Work,
        desk: Desk,
        columns: tuple[Column, ...],
        words: Wording,
        *,
        read: Callable[[int], Sequence[Line]],
        offer: Callable[[Line], Sequence[Offered]],
        write: Callable[[Line], CellRow],
    ) -> None:
        super().__init__(look, work, columns, words, read=read)
        self._desk, self._offer, self._write = desk, offer, write
        self.deeds: dict[tuple[Step, str], Button] = {}
        self.whose = Elided("", 13, Ink.TEXT2)
        self.open = Button(look, _("打开案件"), "folder-open", height=30)
        self.open.clicked.connect(self._open)
        foot = QWidget()
        self._foot = QHBoxLayout(foot)
        self._foot.setContentsMargins(14, 8, 12, 8)
        self._foot.setSpacing(8)
        self._foot.addWidget(self.whose, 1)
        self._foot.addStretch(0)
        self._foot.addWidget(self.open)
        self.card.add(rule())
        self.card.add(foot)
        self.table.arrived.connect(lambda _key: self._show_deeds())
        self.table.opened.connect(lambda _key: self._first())

    def row_of(self, item: Line) -> CellRow:
        """A prepayment made a row."""
        return self._write(item)

    def arrived(self) -> None:
        """The deeds are those of what was read now."""
        self._show_deeds()

    def _show_deeds(self) -> None:
        line = self.current
        for button in self.deeds.values():
            self._foot.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.deeds = {}
        self.open.setEnabled(line is not None)
        if line is None:
            self.whose.setText("")
            return
        self.whose.setText(f"{line.number}  {line.merchant}")
        for place, offered in enumerate(self._offer(line)):
            lacks = self._lacks(offered.step)
            kind = Kind.DEFAULT if place or lacks else Kind.PRIMARY
            button = Button(self.look, offered.words, kind=kind, height=30)
            button.setEnabled(not lacks)
            button.setToolTip(lacks)
            button.clicked.connect(lambda _on=False, one=offered, of=line: self.deed_asked.emit(of, one))
            self._foot.insertWidget(self._foot.count() - 1, button)
            self.deeds[offered.step, offered.words] = button

    def _lacks(self, step: Step) -> str:
        """Why the present clerk may not take a step; empty where he may."""
        clerk, role = self._desk.clerk, STEPS[step].role
        if self._desk.house.held is None:
            return _("只读打开，不能办理")
        if clerk.may(role) or (step in TWO_HANDS and clerk.may(Role.FINANCE)):
            return ""
        return _("由{role}办理").format(role=word(role))

    def _first(self) -> None:
        button = next(iter(self.deeds.values()), self.open)
        (button if button.isEnabled() else self.open).click()

    def _open(self) -> None:
        line = self.current
        if line is not None:
            self.opened.emit(line.key)


def caption(text: str) -> Label:
    """A quiet word above or beside a control."""
    return Label(text, 12, Ink.TEXT3)


def replaced(column: Any, parts: Sequence[QWidget]) -> None:
    """Put these in the place of what stood in a layout."""
    empty(column)
    for part in parts:
        column.addWidget(part)
