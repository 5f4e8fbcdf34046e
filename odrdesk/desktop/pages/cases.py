"""案件: every case by saved views, filters and instant search, as a table, with a preview, or as a board."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent

from odrdesk.desktop.models.case_columns import catalogue
from odrdesk.desktop.pages.cases_bulk import CasesBulk
from odrdesk.desktop.pages.cases_faces import Face
from odrdesk.desktop.pages.cases_head import Mode
from odrdesk.desktop.pages.cases_menu import cell_menu, title_menu
from odrdesk.desktop.pages.cases_view import CasesView
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.column_picker import ColumnPicker
from odrdesk.desktop.work import Work
from odrdesk.domain.listing import VIEWS
from odrdesk.services.desk import Desk


class CasesPage(CasesView):
    """What a person does in the list: its keys, menus, columns, modes, and the bar over it."""

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
            self.wear(Face())
            picker.show_columns(tuple(catalogue().values()), Face().columns)

        picker.rested.connect(rest)
        picker.open_under(self.head.columns)
        return picker

    def show_mode(self, mode: str) -> None:
        """As a table, with a preview, or as a board."""
        self.head.modes.choose(mode)
        self.moded.emit(mode)
        self._put_up(bool(self.rows.rowCount()))
        self.into_list()

    def into_list(self) -> None:
        """The focus into what shows the cases."""
        part = self.parts.get(Mode(self.head.modes.current)) if self.head.modes.current == Mode.BOARD else None
        (part or self.table).setFocus(Qt.FocusReason.OtherFocusReason)

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
        if self._listing == VIEWS["all"]:
            self.asked.emit("new_case")
        elif self._listing.text and self._listing != replace(VIEWS["all"], text=self._listing.text):
            self._show("all", replace(VIEWS["all"], text=self._listing.text))
        elif self.bar.clear.isVisibleTo(self):
            self.reset()
        else:
            self.show_view("all")
