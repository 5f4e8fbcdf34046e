"""What the page of the cases shows: a view of them, narrowed, searched and sorted, in the look that was chosen."""

from dataclasses import replace
from time import perf_counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout

from odrdesk.desktop.models.case_columns import columns_of, condition_of
from odrdesk.desktop.models.columns import CaseRow, case_columns
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.models.sources import CaseSource
from odrdesk.desktop.pages import cases_filters as filters
from odrdesk.desktop.pages.cases_bar import FilterBar
from odrdesk.desktop.pages.cases_empty import say_empty
from odrdesk.desktop.pages.cases_faces import Face
from odrdesk.desktop.pages.cases_filters import TABS
from odrdesk.desktop.pages.cases_head import CasesHead
from odrdesk.desktop.pages.cases_own import Views
from odrdesk.desktop.pages.cases_views import OwnView
from odrdesk.desktop.pages.today import Door
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.case_table import CaseTable
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.tab_strip import TabStrip
from odrdesk.desktop.widgets.ticks import Ticks
from odrdesk.desktop.widgets.view_tabs import ViewTabs
from odrdesk.desktop.window import Page
from odrdesk.desktop.work import Newest, Op, Work
from odrdesk.domain.listing import VIEWS, Listing, Order
from odrdesk.services import lists
from odrdesk.services.desk import Changes, Desk
from odrdesk.text import _

(OPEN,) = VIEWS["open"].where


class CasesView(Page):
    """`opened(key)` a case; `chosen` when another row is current; `asked(command)` for what others do.

    `deed_asked(deed, keys)` for what is done with the ticked cases, or with the current one; of that one
    `contact_asked`, `why_asked` and `print_asked` give the number; `told` why nothing is done; `viewed` when views,
    pins or counts changed; `moded(Mode)` when the way of showing did.
    """

    opened = Signal(int)
    contact_asked = Signal(str)
    why_asked = Signal(str)
    print_asked = Signal(str)
    told = Signal(str)
    papers_asked = Signal(object)
    deed_asked = Signal(str, object)
    chosen = Signal()
    asked = Signal(str)
    viewed = Signal()
    moded = Signal(str)

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._work, self._desk = look, work, desk
        self._view, self._listing = "open", VIEWS["open"]
        self._stale, self._began, self._counted = True, 0.0, False
        self._sought, self._eager = False, False
        self.views = Views(work, desk, self)
        self._summing = Newest(work, self)
        self.views.looked.connect(self._looked)
        self.rows = Rows(work, case_columns(), self)
        self.rows.counted.connect(self._count)
        self.table = CaseTable(look, self.rows, ticking=True)
        self.ticks = Ticks(self) if self.table.ticking is None else self.table.ticking.ticks
        self.table.arrived.connect(lambda _key: self.chosen.emit())
        self.table.titles.ordered.connect(self.sort)
        self.table.titles.sized.connect(self._sized)
        self.empty = EmptyState(look)
        self.head = CasesHead(look)
        self.head.sought.connect(self._search)
        self.head.export.clicked.connect(lambda: self.asked.emit("export_list"))
        self.number, self.search = self.head.number, self.head.search
        self.tabs = ViewTabs(look, _("视图"), [(key, filters.view_words(key)) for key in TABS], gap=22)
        self.strip = TabStrip(self.tabs)
        self.tabs.chosen.connect(self.show_view)
        self.bar = FilterBar(look, desk)
        self.bar.changed.connect(self.narrow)
        self.bar.saved.connect(lambda: self.asked.emit("save_view"))
        self.bar.forgotten.connect(lambda: self.asked.emit("delete_view"))
        self.bar.cleared.connect(self.reset)
        self._arrange()
        self.tabs.choose(self._view)

    @property
    def listing(self) -> Listing:
        """What is listed now."""
        return self._listing

    @property
    def view(self) -> str:
        """The key of the view."""
        return self._view

    @property
    def view_words(self) -> str:
        """The name of the view, for the narrow list beside a case."""
        return self.views.words(self._view)

    @property
    def current(self) -> int | None:
        """The key of the current row."""
        return self.table.current_key

    @property
    def current_row(self) -> CaseRow | None:
        """The current row, None while it is on its way."""
        shown = self.rows.shown(self.table.currentIndex().row())
        return shown if isinstance(shown, CaseRow) else None

    @property
    def face(self) -> Face:
        """How the view looks."""
        return self.views.face(self._view)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are shown, from the left."""
        return self.face.columns

    @property
    def counted(self) -> bool:
        """Whether the number of what is listed is known."""
        return self._counted

    def refresh(self) -> None:
        """Read list and counts anew."""
        self._stale = False
        self._load()
        self.views.read()

    def heard(self, changes: Changes) -> None:
        """Something was changed on the desk; a page out of sight waits until it is seen."""
        if changes.disputes or changes.deadlines or changes.clerks or changes.settings or changes.merchants:
            self._stale = True
            self.rows.touch(changes.disputes)
            if self.isVisible():
                self._stale = False
                self._load()
            # The counts of what is pinned are in sight on every page.
            self.views.read(merchants_too=changes.merchants)

    def show_view(self, key: str) -> None:
        """One of the tabs, or a pinned view."""
        if self.views.there(key):
            self._show(key, self.views.listing(key))

    def enter(self, door: Door) -> None:
        """Come through a door of the board: a view, narrowed."""
        base = VIEWS[door.view]
        self._show(door.view, replace(base, where=filters.narrowed(door.view, door.where)))

    def reset(self) -> None:
        """Back to the view as it was saved."""
        self.show_view(self._view)

    def narrow(self, where: filters.Where) -> None:
        """Other conditions; search and order stay."""
        self._change(replace(self._listing, where=where))

    def narrow_by(self, key: str, *, out: bool = False) -> None:
        """Let through what has the current row's value in a column, or what has another."""
        row = self.current_row
        found = row.found if row is not None else None
        one = condition_of(key, found, out=out) if found is not None else None
        if one is not None:
            self.narrow(filters.with_value(self._listing.where, one))

    def sort(self, order: Order) -> None:
        """Another order."""
        self._change(replace(self._listing, order=order))

    def keep_view(self, name: str) -> Op[object]:
        """Save filters, search, order and look under a name of this clerk."""
        own = OwnView(name, self._listing, self.face)
        self._view = own.key
        return self.views.keep(own)

    def wear(self, face: Face) -> None:
        """Another look for the view."""
        before = self.face
        self.views.look_so(self._view, face)
        self._dress()
        if face.columns != before.columns:
            self._load()

    def _show(self, view: str, listing: Listing) -> None:
        self._view = view
        self._listing = listing
        self.ticks.clear()
        self.head.show_text(listing.text)
        if self.views.there(view):
            self.tabs.choose(view)
            self.strip.reveal(view)
        self._stale = False
        self._dress()
        self._load()
        self.views.read()
        self.viewed.emit()

    def _change(self, listing: Listing) -> None:
        self._listing = listing
        self._load()

    def _dress(self) -> None:
        face = self.face
        self.table.keep_widths(face.widths)
        self.table.set_close(face.close)

    def _load(self) -> None:
        listing = self._listing
        self.table.titles.show_orders(listing.order)
        self._began, self._counted = perf_counter(), False
        self.head.begin(open_only=OPEN in listing.where)
        self._say_filters()
        self.rows.load(CaseSource(self._desk, listing, self.columns), columns_of(self.columns))
        self._summing.read(lambda: lists.amount(self._desk, listing), self.head.amount)

    def _looked(self) -> None:
        own = self.views.own
        tabs = self.tabs.keys()
        there = [key for key in tabs if key not in VIEWS]
        if there != list(own):
            for gone in there:
                self.tabs.remove(gone)
            for key, view in own.items():
                self.tabs.add(key, view.name)
        for key, number in self.views.known.counts.items():
            self.tabs.count(key, number)
        if self.stack.currentWidget() is self.empty:
            self._say_empty()
        if self.views.there(self._view):
            self.tabs.choose(self._view)
        self.bar.know(self.views.known.merchants, self.views.known.regions)
        self._say_filters()
        if columns_of(self.columns) != self.rows.columns:
            self._dress()
            self._load()
        self.viewed.emit()

    def _say_filters(self) -> None:
        where, view = self._listing.where, self._view
        self.bar.show_where(where, self.views.known.officers, self.views.known.tags)
        stored = self.views.listing(view) if self.views.there(view) else self._listing
        other = (where, self._listing.text) != (stored.where, stored.text)
        moved = other or self._listing.order != stored.order
        mine = view in self.views.own and not self.views.own[view].team
        self.bar.offer(clear=other, save=moved, forget=mine and not moved)

    def _search(self) -> None:
        text = " ".join(self.search.text().split())
        if text != self._listing.text:
            self._sought = True
            self._change(replace(self._listing, text=text))

    def _sized(self, key: str, pixels: int) -> None:
        if key:
            face = self.face
            self.wear(replace(face, widths={**face.widths, key: pixels}))
        else:
            self._dress()

    def _count(self, number: int) -> None:
        took = None
        if not self._counted:
            self._counted = True
            took = max(1, round((perf_counter() - self._began) * 1_000))
        self.head.count(number, took)
        self._put_up(there=bool(number))
        sought, eager = self._sought, self._eager
        self._sought = self._eager = False
        if sought and number:
            self.table.selectRow(0)
        key = self.table.current_key
        if eager and key is not None:
            self.opened.emit(key)
        self.chosen.emit()

    def _put_up(self, *, there: bool) -> None:
        self.stack.setCurrentWidget(self.room if there else self.empty)
        if not there:
            self._say_empty()

    @property
    def bare(self) -> bool:
        """Whether it is known that the desk has no case at all."""
        return self.views.known.counts.get("all") == 0

    def _say_empty(self) -> None:
        say_empty(self.empty, self._listing, changed=self.bar.clear.isVisibleTo(self), bare=self.bare)

    def _arrange(self) -> None:
        self.card = Card(margins=(1, 1, 1, 1), spacing=0)
        self.card.add(self.table)
        self.stack = QStackedWidget()
        self.room = QSplitter(Qt.Orientation.Horizontal)
        self.room.setChildrenCollapsible(False)
        self.room.setHandleWidth(12)
        self.room.addWidget(self.card)
        self.stack.addWidget(self.room)
        self.stack.addWidget(self.empty)
        self.plus = Button(self._look, icon="plus", kind=Kind.GHOST, height=30, name=_("把现在的列表存为视图"))
        self.plus.clicked.connect(lambda: self.asked.emit("save_view"))
        self.more = Button(self._look, icon="ellipsis", kind=Kind.GHOST, height=30, name=_("管理这个视图"))
        self.more.clicked.connect(lambda: self.asked.emit("manage_view"))
        views = QHBoxLayout()
        views.setSpacing(4)
        views.addWidget(self.strip, 1)
        views.addWidget(self.plus)
        views.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addLayout(views)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
