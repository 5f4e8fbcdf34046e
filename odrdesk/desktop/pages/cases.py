"""案件: every case by saved views, filters and instant search, as a table, with a preview, or as a board."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent

from odrdesk.desktop.models.case_columns import catalogue
from odrdesk.desktop.models.columns import CaseRow
from odrdesk.desktop.pages.cases_board import BoardView
from odrdesk.desktop.pages.cases_bulk import CasesBulk
from odrdesk.desktop.pages.cases_faces import Face
from odrdesk.desktop.pages.cases_head import Mode
from odrdesk.desktop.pages.cases_menu import cell_menu, title_menu
from odrdesk.desktop.pages.cases_preview import CasePreview
from odrdesk.desktop.pages.cases_view import CasesView
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.column_picker import ColumnPicker
from odrdesk.desktop.work import Work
from odrdesk.domain.listing import VIEWS, Listing
from odrdesk.services.desk import Desk

BESIDE = frozenset({"due", "consumer", "title", "amount", "state"})
"""The columns beside a preview."""


class CasesPage(CasesView):
    """What a person does in the list: its keys, menus, columns, modes, and the bar over it.

    `step_asked(Sight, step)` from the preview, `carried(key, stage)` when a card was dropped on another stage.
    """

    step_asked = Signal(object, str)
    carried = Signal(int, str)

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__(look, work, desk)
        self.table.opened.connect(self._open)
        self.table.titles.asked.connect(partial(title_menu, self, self.pick_columns))
        self.bulk_acts = CasesBulk(look, work, desk, page=self)
        self.bulk = self.bulk_acts.bar
        self.table.menu_asked.connect(partial(cell_menu, self, self.bulk_acts.do))
        self.empty.acted.connect(self._way_on)
        self.head.moded.connect(self.show_mode)
        self.head.columns.clicked.connect(self.pick_columns)
        self.search.returnPressed.connect(self._into_list)
        self._mode = Mode.TABLE
        self.preview: CasePreview | None = None
        self.board: BoardView | None = None
        self.chosen.connect(self._show_preview)
        self.rows.ready.connect(self._show_preview)
        self.rows.dataChanged.connect(self._show_preview)

    @property
    def mode(self) -> Mode:
        """How the cases are shown."""
        return self._mode

    @property
    def current(self) -> int | None:
        """The key of the current row or card."""
        board = self._seen_board
        return super().current if board is None else board.current_key

    @property
    def current_row(self) -> CaseRow | None:
        """The current row or card."""
        board = self._seen_board
        return super().current_row if board is None else board.current

    @property
    def columns(self) -> tuple[str, ...]:
        """Beside a preview there is room for what tells the cases apart, and no more."""
        columns = super().columns
        if self._mode is not Mode.SPLIT:
            return columns
        return tuple(key for key in columns if key in BESIDE) or columns[:3]

    def arrive(self) -> None:
        """Show what changed meanwhile; row and scroll stay as they were."""
        if self._stale:
            self.refresh()
        self.into_list()

    def seek(self) -> None:
        """Ctrl+F: into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def pick_columns(self) -> ColumnPicker:
        """Which columns, in which order, how close the rows."""
        face = self.face
        picker = ColumnPicker(self._look, self.head.columns, tuple(catalogue().values()), face.columns, face.close)
        picker.picked.connect(lambda keys: self.wear(replace(self.face, columns=tuple(keys) or face.columns[:1])))
        picker.closeness.connect(lambda close: self.wear(replace(self.face, close=close)))

        def rest() -> None:
            self.wear(Face(mode=self._mode))
            picker.show_columns(tuple(catalogue().values()), Face().columns)

        picker.rested.connect(rest)
        picker.open_under(self.head.columns)
        return picker

    def show_mode(self, mode: str) -> None:
        """As a table, with a preview, or as a board; the view keeps it."""
        self._turn(Mode(mode))
        if self.views.there(self.view) and self.face.mode is not self._mode:
            self.views.look_so(self.view, replace(self.face, mode=self._mode))
        self._dress()
        self._load()
        self.moded.emit(mode)
        self._put_up(there=bool(self.rows.rowCount()))
        self.into_list()

    def _turn(self, mode: Mode) -> None:
        """Put up what a mode needs; nothing is read."""
        self._mode = mode
        self.head.modes.choose(mode)
        if self._mode is Mode.SPLIT and self.preview is None:
            self.preview = self._make_preview()
        if self._mode is Mode.BOARD and self.board is None:
            self.board = self._make_board()
        if self.preview is not None:
            self.preview.setVisible(self._mode is Mode.SPLIT)
        self.head.columns.setEnabled(self._mode is Mode.TABLE)

    def into_list(self) -> None:
        """The focus into what shows the cases."""
        (self._seen_board or self.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in the search field empties it, then leads back into the list."""
        if event.key() == Qt.Key.Key_Escape and self.search.hasFocus():
            self.search.clear()
            self.into_list()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self._into_list()
        else:
            super().keyPressEvent(event)

    def view_menu_place(self) -> QPoint:
        """Beneath the button of the view's menu, on the screen."""
        return self.more.mapToGlobal(QPoint(0, self.more.height() + 4))

    def _into_list(self) -> None:
        if self.head.pause.isActive():
            self.head.pause.stop()
            self._search()
        self.into_list()

    def _open(self, key: int) -> None:
        """Open a row; one who typed and pressed Enter faster than the answer came means the answer's first row."""
        if self._counted:
            self.opened.emit(key)
        else:
            self._eager = True

    def _way_on(self) -> None:
        if self._listing == VIEWS["all"] or self.bare:
            self.asked.emit("new_case")
        elif self._listing.text and self._listing != replace(VIEWS["all"], text=self._listing.text):
            self._show("all", replace(VIEWS["all"], text=self._listing.text))
        elif self.bar.clear.isVisibleTo(self):
            self.reset()
        else:
            self.show_view("all")

    @property
    def _seen_board(self) -> BoardView | None:
        return self.board if self._mode is Mode.BOARD else None

    def _show(self, view: str, listing: Listing) -> None:
        """Another view, in the mode it was last seen in."""
        self._turn(self.views.face(view).mode)
        super()._show(view, listing)
        self.moded.emit(self._mode)

    def _looked(self) -> None:
        """What was read may know the mode of the view in sight: at the start, or after another shared it."""
        mode = self.face.mode
        if self.views.there(self.view) and mode is not self._mode:
            self._turn(mode)
            self._dress()
            self._load()
            self.moded.emit(mode)
            self._put_up(there=bool(self.rows.rowCount()))
        super()._looked()

    def _load(self) -> None:
        super()._load()
        if self._seen_board is not None:
            self._seen_board.load(self.listing)

    def _put_up(self, *, there: bool) -> None:
        if self._seen_board is not None:
            self.stack.setCurrentWidget(self._seen_board)
        else:
            super()._put_up(there=there)

    def _make_preview(self) -> CasePreview:
        made = CasePreview(self._look, self._work, self._desk)
        made.opened.connect(lambda _number: self.opened.emit(self.current or 0))
        made.took.connect(self.step_asked)
        self.room.addWidget(made)
        self.room.setSizes([3, 2])
        self.room.setStretchFactor(0, 3)
        self.room.setStretchFactor(1, 2)
        return made

    def _make_board(self) -> BoardView:
        made = BoardView(self._look, self._work, self._desk)
        made.opened.connect(self.opened)
        made.arrived.connect(self.chosen)
        made.carried.connect(self.carried)
        self.bulk_acts.answer_to(made)
        self.stack.addWidget(made)
        return made

    def _show_preview(self) -> None:
        if self.preview is not None and self._mode is Mode.SPLIT:
            row = self.current_row
            if row is not None or not self.rows.rowCount():
                self.preview.turn_to(row)
