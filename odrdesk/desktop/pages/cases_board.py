"""看板: the cases of a view by stage, the most urgent on top; a step moves a card, never the drop alone."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from math import ceil

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.delegates.board_card import CARD, BoardCardDelegate
from odrdesk.desktop.formats import due, money
from odrdesk.desktop.models.columns import CaseRow, case_columns
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.models.sources import CaseSource
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.clickable import stop_at_chosen
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.row_table import RowTable
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.listing import VIEWS, Condition, Listing, Op, Order
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import State
from odrdesk.services import lists
from odrdesk.services.desk import Desk
from odrdesk.text import _, ngettext

(OPEN,) = VIEWS["open"].where
MIME = "application/x-odrdesk-case"
NARROWEST = 224
LATE, BESIDE = 12, 52
"""A deadline long past, in working days; what margins, edges and the bar take of a column's width."""

STAGES: Mapping[str, tuple[State, ...]] = {
    "new": (State.REGISTERED, State.SUPPLEMENTING),
    "talking": (State.ACCEPTED, State.NEGOTIATING),
    "offered": (State.PROPOSED,),
    "performing": (State.SETTLED, State.PERFORMING, State.PERFORMED),
    "failed": (State.FAILED,),
    "outside": (State.EXT_PENDING, State.EXT_MEDIATING, State.EXT_DONE, State.ADJUDICATION),
    "ended": (State.CLOSED, State.NOT_ACCEPTED, State.TRANSFERRED, State.WITHDRAWN, State.MERGED),
}
"""The stages from the left and the states that belong to each."""


def stage_words(key: str) -> str:
    """The name of a stage."""
    return {
        "new": _("待受理"),
        "talking": _("协商"),
        "offered": _("方案待确认"),
        "performing": _("和解与履行"),
        "failed": _("和解不成"),
        "outside": _("外部处理"),
        "ended": _("已结束"),
    }[key]


def stage_of(state: State) -> str:
    """The stage a state belongs to."""
    return next((key for key, states in STAGES.items() if state in states), "ended")


class BoardList(RowTable):
    """The cards of one stage; `carried(key)` when a card of another stage was dropped here, `left` by arrow."""

    carried = Signal(int)
    aside = Signal(int)
    came = Signal()

    def __init__(self, look: Look, rows: Rows, name: str) -> None:
        super().__init__(look, rows, name, CARD)
        self.horizontalHeader().hide()
        self.setItemDelegate(BoardCardDelegate(look, self))
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self._hide_columns()
        rows.modelReset.connect(self._hide_columns)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """The card goes along with the pointer; it stays here until a step moves it."""
        key = self.current_key
        if key is None:
            return
        told = QMimeData()
        told.setData(MIME, str(key).encode())
        drag = QDrag(self)
        drag.setMimeData(told)
        drag.exec(Qt.DropAction.CopyAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A card is welcome."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere in the column."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A card of another column asks for the step that leads here."""
        data = bytes(event.mimeData().data(MIME).data())
        if data.isdigit() and event.source() is not self:
            self.carried.emit(int(data))
            event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right lead to the column beside."""
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if way is not None and not event.modifiers():
            self.aside.emit(way)
            event.accept()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first card where none was current."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rowCount():
            self.selectRow(0)
        self.came.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The one column takes the whole width."""
        super().resizeEvent(event)
        self.setColumnWidth(0, self.viewport().width())

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.dp(CARD))

    def _hide_columns(self) -> None:
        for place in range(1, self._rows.columnCount()):
            self.setColumnHidden(place, True)
        self.setColumnWidth(0, self.viewport().width())


class Stage(QFrame):
    """A column: its name, how many, their sum, the cards."""

    def __init__(self, look: Look, work: Work, key: str) -> None:
        super().__init__()
        self.key = key
        self.setProperty("plate", "quote")
        self.rows, self.summing = Rows(work, case_columns(), self), Newest(work, self)
        self.name, self.number = Elided(stage_words(key), 13, bold=True), Label("", 12, Ink.TEXT3)
        self.sum = Label("", 12, Ink.TEXT3)
        self.list = BoardList(look, self.rows, stage_words(key))
        self.none = Label(_("没有案件"), 12, Ink.TEXT3)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.rows.counted.connect(self._count)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.name)
        head.addWidget(self.number)
        head.addStretch(1)
        head.addWidget(self.sum)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 6, 4)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        self._look = look
        look.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        """So wide that the number of a case stands whole beside a deadline long past."""
        look = self._look
        told = look.width("2026-00000", 12) + 8 + paint.due_width(look, due(LATE), 11)
        self.setMinimumWidth(max(look.dp(NARROWEST), ceil(told) + BESIDE))

    def show_sum(self, fen: Fen) -> None:
        """What is asked for in all of them."""
        self.sum.setText(money(fen) if fen else "")

    def _count(self, number: int) -> None:
        self.number.setText(f"{number:,}")
        self.none.setVisible(not number)
        words = ngettext("{stage}，{n} 件", "{stage}，{n} 件", number)
        self.list.setAccessibleName(words.format(stage=stage_words(self.key), n=number))


class BoardView(QScrollArea):
    """`opened(key)`, `arrived` when another card is current, `carried(key, stage)` when one was dropped elsewhere."""

    opened = Signal(int)
    arrived = Signal()
    carried = Signal(int, str)

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._listing = Listing()
        self._here = "new"
        self.setAccessibleName(_("看板"))
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.stages = {key: Stage(look, work, key) for key in STAGES}
        for key, stage in self.stages.items():
            row.addWidget(stage, 1)
            stage.list.opened.connect(self.opened)
            stage.list.arrived.connect(lambda _key: self.arrived.emit())
            stage.list.came.connect(partial(self._came, key))
            stage.list.aside.connect(partial(self._aside, key))
            stage.list.carried.connect(lambda case, key=key: self.carried.emit(case, key))
        self.setWidget(inside)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stop_here()

    @property
    def current_key(self) -> int | None:
        """The case of the current card."""
        return self.stages[self._here].list.current_key

    @property
    def current(self) -> CaseRow | None:
        """The current card."""
        held = self.stages[self._here]
        shown = held.rows.shown(held.list.currentIndex().row())
        return shown if isinstance(shown, CaseRow) else None

    @property
    def here(self) -> BoardList:
        """The list with the current card."""
        return self.stages[self._here].list

    def load(self, listing: Listing) -> None:
        """Show a view; each stage asks for its own cards, the most urgent first."""
        self._listing = listing
        for key, stage in self.stages.items():
            part = replace(
                listing,
                where=(*listing.where, Condition("state", Op.EQ, STAGES[key])),
                order=Order("closed", down=True) if key == "ended" else Order("due"),
            )
            stage.setVisible(key != "ended" or OPEN not in listing.where)
            stage.rows.load(CaseSource(self._desk, part))
            stage.summing.read(partial(lists.amount, self._desk, part), stage.show_sum)

    def _stop_here(self) -> None:
        """One stop for Tab: it comes back to where one was, arrows lead to the stages beside."""
        self.setFocusProxy(self.here)
        for stage in self.stages.values():
            stop_at_chosen(stage.list, stage.list is self.here)

    def _came(self, key: str) -> None:
        self._here = key
        self._stop_here()
        self.ensureWidgetVisible(self.stages[key], 10, 0)
        self.arrived.emit()

    def _aside(self, key: str, way: int) -> None:
        """The nearest stage beside that has cards, at about the same height."""
        keys = [one for one in self.stages if self.stages[one].isVisibleTo(self)]
        place, row = keys.index(key) + way, self.stages[key].list.currentIndex().row()
        while 0 <= place < len(keys):
            stage = self.stages[keys[place]]
            many = stage.rows.rowCount()
            if many:
                index: QModelIndex = stage.rows.index(min(max(0, row), many - 1), 0)
                stage.list.setCurrentIndex(index)
                stage.list.selectRow(index.row())
                stage.list.setFocus(Qt.FocusReason.TabFocusReason)
                return
            place += way
