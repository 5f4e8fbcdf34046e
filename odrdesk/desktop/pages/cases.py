"""案件: every case of the desk by saved views, filters and instant search; sorted by a click on a title."""

from collections.abc import Mapping
from dataclasses import replace
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from odrdesk.desktop.models.columns import CaseRow, case_columns
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.models.sources import CaseSource
from odrdesk.desktop.pages import cases_filters as filters
from odrdesk.desktop.pages.cases_bar import FilterBar
from odrdesk.desktop.pages.cases_filters import TABS
from odrdesk.desktop.pages.cases_views import OwnView, forget, keep, kept
from odrdesk.desktop.pages.today import Door
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.bulk_bar import BulkBar
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.case_table import CaseTable
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.tab_strip import TabStrip
from odrdesk.desktop.widgets.ticks import Ticks
from odrdesk.desktop.widgets.view_tabs import ViewTabs
from odrdesk.desktop.window import Page
from odrdesk.desktop.work import Work
from odrdesk.domain.listing import VIEWS, Listing, Order
from odrdesk.services import clerks, lists
from odrdesk.services.desk import Changes, Desk
from odrdesk.text import _, ngettext

PAUSE_MS = 120
"""How long after the last key the search begins: a fast typist is not searched for letter by letter."""


class Around(NamedTuple):
    """What the page needs beside its rows: the own views, the names for the officer filter, the counts of the tabs."""

    own: tuple[OwnView, ...]
    officers: tuple[str, ...]
    counts: Mapping[str, int]


class CasesPage(Page):
    """`opened(key)` a case; `chosen` when another row is current; `asked(command)` for what others do.

    `contact_asked(number)` when a contact is to be recorded for the current row without opening it,
    `papers_asked(keys)` when papers are to be issued for all that are ticked.
    """

    opened = Signal(int)
    contact_asked = Signal(str)
    papers_asked = Signal(object)
    chosen = Signal()
    asked = Signal(str)

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._work, self._desk = look, work, desk
        self._own: dict[str, OwnView] = {}
        self._officers: tuple[str, ...] = ()
        self._view, self._listing = "open", VIEWS["open"]
        self._stale, self._began, self._counted = True, 0.0, False
        self._sought, self._eager = False, False
        self.rows = Rows(work, case_columns(), self)
        self.rows.counted.connect(self._count)
        self.table = CaseTable(look, self.rows, ticking=True)
        self.ticks = Ticks(self) if self.table.ticking is None else self.table.ticking.ticks
        self.ticks.changed.connect(self._say_ticks)
        self.table.opened.connect(self._open)
        self.table.arrived.connect(lambda _key: self.chosen.emit())
        self.table.headers.sorted_by.connect(self._sort)
        contact = QShortcut(QKeySequence("R"), self.table)
        contact.setContext(Qt.ShortcutContext.WidgetShortcut)
        contact.activated.connect(self._ask_contact)
        self.empty = EmptyState(look)
        self.empty.acted.connect(self._way_on)
        self.number = Label("", 13, Ink.TEXT3)
        self.search = Entry(look, placeholder=_("在列表中查找：姓名、拼音、手机尾号、订单号"))
        self.search.setAccessibleName(_("在列表中查找"))
        self.search.setClearButtonEnabled(True)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.returnPressed.connect(self._into_list)
        self.tabs = ViewTabs(look, _("视图"), [(key, filters.view_words(key)) for key in TABS], gap=22)
        self.strip = TabStrip(self.tabs)
        self.tabs.chosen.connect(self.show_view)
        self.bar = FilterBar(look)
        self.bar.changed.connect(lambda where: self._change(replace(self._listing, where=where)))
        self.bar.saved.connect(lambda: self.asked.emit("save_view"))
        self.bar.forgotten.connect(self._forget)
        self.bar.cleared.connect(self.reset)
        self._arrange()
        self.bulk = BulkBar(look, self.stack, self.ticks.clear)
        issue = self.bulk.offer(
            "issue", _("批量出具文书"), "file-check", lambda: self.papers_asked.emit(self.ticks.keys)
        )
        issue.setEnabled(desk.house.held is not None)
        self.tabs.choose(self._view)

    @property
    def listing(self) -> Listing:
        """What is listed now."""
        return self._listing

    @property
    def view_words(self) -> str:
        """The name of the view, for the narrow list beside a case."""
        return self._own[self._view].name if self._view in self._own else filters.view_words(self._view)

    @property
    def current(self) -> int | None:
        """The key of the current row."""
        return self.table.current_key

    def arrive(self) -> None:
        """Show what changed meanwhile; row and scroll stay as they were."""
        if self._stale:
            self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read list and counts anew."""
        self._stale = False
        self._load()
        self._look_around()

    def heard(self, changes: Changes) -> None:
        """Something was changed on the desk; a page out of sight waits until it is seen."""
        if changes.disputes or changes.deadlines or changes.clerks or changes.settings:
            self._stale = True
            self.rows.touch(changes.disputes)
            if self.isVisible():
                self.refresh()

    def show_view(self, key: str) -> None:
        """One of the tabs."""
        self._show(key, self._stored(key))

    def enter(self, door: Door) -> None:
        """Come through a door of the board: a view, narrowed."""
        base = VIEWS[door.view]
        self._show(door.view, replace(base, where=filters.narrowed(door.view, door.where)))

    def seek(self) -> None:
        """Ctrl+F: into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def reset(self) -> None:
        """Back to the view as it was saved."""
        self.show_view(self._view)

    def keep_view(self, name: str) -> None:
        """Save filters, search and order under a name of this clerk."""
        own = OwnView(name, self._listing)

        def done(_value: object) -> None:
            self._view = own.key
            self._look_around()

        self._work.write(lambda: keep(self._desk, own), owner=self, done=done)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in the search field empties it, then leads back into the list."""
        if event.key() == Qt.Key.Key_Escape and self.search.hasFocus():
            self.search.clear()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self._into_list()
        else:
            super().keyPressEvent(event)

    def _stored(self, key: str) -> Listing:
        return self._own[key].listing if key in self._own else VIEWS[key]

    def _show(self, view: str, listing: Listing) -> None:
        self._view = view
        self._listing = listing
        self.ticks.clear()
        self._pause.stop()
        if self.search.text() != listing.text:
            self.search.setText(listing.text)
            self._pause.stop()
        self.tabs.choose(view)
        self.strip.reveal(view)
        self._stale = False
        self._load()
        self._look_around()

    def _change(self, listing: Listing) -> None:
        self._listing = listing
        self._load()

    def _load(self) -> None:
        order = self._listing.order
        self.table.headers.show_order("" if order.key == "newest" else order.key, down=order.down)
        self._began, self._counted = perf_counter(), False
        self._say_filters()
        self.rows.load(CaseSource(self._desk, self._listing))

    def _look_around(self) -> None:
        desk = self._desk

        def look() -> Around:
            own = kept(desk)
            views = {key: VIEWS[key] for key in TABS} | {view.key: view.listing for view in own}
            counts = lists.counts(desk, list(views.values()))
            officers = tuple(seat.name for seat in clerks.roll(desk))  # who left has cases too
            return Around(own, officers, dict(zip(views, counts, strict=True)))

        self._work.read(look, owner=self, done=self._looked)

    def _looked(self, around: Around) -> None:
        self._officers = around.officers
        own = {view.key: view for view in around.own}
        for gone in [key for key in self._own if key not in own]:
            self.tabs.remove(gone)
        for key, view in own.items():
            if key not in self._own:
                self.tabs.add(key, view.name)
        self._own = own
        for key, number in around.counts.items():
            self.tabs.count(key, number)
        if self._view in own or self._view in VIEWS:
            self.tabs.choose(self._view)
            self.strip.reveal(self._view)
        self._say_filters()

    def _say_filters(self) -> None:
        where = self._listing.where
        self.bar.show_where(where, self._officers)
        stored = self._stored(self._view) if self._view in self._own or self._view in VIEWS else self._listing
        other = (where, self._listing.text) != (stored.where, stored.text)
        moved = other or self._listing.order != stored.order
        self.bar.offer(clear=other, save=moved, forget=self._view in self._own and not moved)

    def _search(self) -> None:
        text = " ".join(self.search.text().split())
        if text != self._listing.text:
            self._sought = True
            self._change(replace(self._listing, text=text))

    def _sort(self, key: str, down: bool) -> None:
        self._change(replace(self._listing, order=Order(key, down)))

    def _into_list(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._search()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_ticks(self) -> None:
        many = len(self.ticks.keys)
        self.bulk.say(ngettext("已选 {n} 件", "已选 {n} 件", many).format(n=f"{many:,}") if many else "")

    def _open(self, key: int) -> None:
        """Open a row; one who typed and pressed Enter faster than the answer came means the answer's first row."""
        if self._counted:
            self.opened.emit(key)
        else:
            self._eager = True

    def _ask_contact(self) -> None:
        shown = self.rows.shown(self.table.currentIndex().row())
        if isinstance(shown, CaseRow):
            self.contact_asked.emit(shown.number)

    def _count(self, number: int) -> None:
        words = ngettext("{n} 件", "{n} 件", number).format(n=f"{number:,}")
        if not self._counted:
            self._counted = True
            took = max(1, round((perf_counter() - self._began) * 1_000))
            words = _("{count} · 用时 {ms} ms").format(count=words, ms=took)
        self.number.setText(words)
        self.stack.setCurrentIndex(0 if number else 1)
        if not number:
            self._say_empty()
        sought, eager = self._sought, self._eager
        self._sought = self._eager = False
        if sought and number:
            self.table.selectRow(0)
        key = self.table.current_key
        if eager and key is not None:
            self.opened.emit(key)
        self.chosen.emit()

    def _say_empty(self) -> None:
        if self._listing == VIEWS["all"]:
            self.empty.say(_("还没有案件"), _("登记第一件，或者从 12315 导出的表格导入。"), _("新建案件"))
        elif self._listing.text:
            sought = _("“{text}”在这个列表里没有。").format(text=self._listing.text)
            self.empty.say(_("没有符合条件的案件"), sought, _("在全部案件中查找"))
        elif self.bar.clear.isVisibleTo(self):
            self.empty.say(_("没有符合条件的案件"), _("去掉一些条件再看看。"), _("清除条件"))
        else:
            self.empty.say(_("这个视图里没有案件"), "", _("看全部案件"))

    def _way_on(self) -> None:
        if self._listing == VIEWS["all"]:
            self.asked.emit("new_case")
        elif self._listing.text and self._listing != replace(VIEWS["all"], text=self._listing.text):
            self._show("all", replace(VIEWS["all"], text=self._listing.text))
        elif self.bar.clear.isVisibleTo(self):
            self.reset()
        else:
            self.show_view("all")

    def _forget(self) -> None:
        view = self._own[self._view]

        def done(_value: object) -> None:
            self.show_view("open")

        self._work.write(lambda: forget(self._desk, view), owner=self, done=done)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(_("案件"), 20, bold=True))
        head.addWidget(self.number)
        head.addStretch(1)
        self.search.setFixedWidth(self._look.dp(330))
        head.addWidget(self.search)
        card = Card(margins=(1, 1, 1, 1), spacing=0)
        card.add(self.table)
        self.stack = QStackedWidget()
        self.stack.addWidget(card)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.strip)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
