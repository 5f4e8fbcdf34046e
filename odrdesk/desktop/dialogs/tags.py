"""标签…: typed to be found by its words, pinyin or initials; Enter gives or takes; what is not there can be made."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from odrdesk.desktop import paint, tell
from odrdesk.desktop.dialogs.assign import is_meant
from odrdesk.desktop.theme import Look, announce
from odrdesk.desktop.tokens import TAG_TONES, Ink
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.widgets.ticks import draw_box
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.tags import Tag, folded
from odrdesk.services.tags import Kept
from odrdesk.text import _, ngettext

WIDTH, ROW, ROWS = 440, 34, 9
_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class Known(NamedTuple):
    """The tags of the desk, on how many of the cases each is (by its key), and how many the cases are."""

    kept: tuple[Kept, ...]
    on: Mapping[int, int]
    of: int


class Meant(NamedTuple):
    """A tag to be given or taken; without a key it is a new one."""

    key: int | None
    name: str
    give: bool


class _Line(NamedTuple):
    """A row: how many of how many cases have the tag; `tag` None offers a new one."""

    tag: Tag | None
    name: str
    many: int
    of: int
    cases: int = 0


class TagChooser(Dialog):
    """`meant(Meant)` at Enter or a click; every act is done at once, so closing loses nothing."""

    meant = Signal(object)

    def __init__(self, look: Look, window: QWidget, work: Work, read: Callable[[], Known], known: Known) -> None:
        many = known.of
        title = _("标签") if many == 1 else ngettext("{n} 件案件的标签", "{n} 件案件的标签", many).format(n=f"{many:,}")
        super().__init__(look, window, title)
        self._read, self._reading = read, Newest(work, self)
        self.known = known
        self._order = _first_order(known)
        self.bar = Banner(look)
        self.entry = Entry(look, placeholder=_("标签名、拼音或首字母"), longest=60)
        self.field = Field(look, "name", _("找一个标签，或写一个新的"), self.entry)
        self.list = QListWidget()
        self.list.setItemDelegate(_LineDelegate(look, self.list))
        self.list.setAccessibleName(_("标签"))
        self.list.setProperty("columns", "true")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(look.dp(ROW) * ROWS + 4)
        for part in (self.bar, self.field, self.list):
            self.body.addWidget(part)
        self.status.setText(_("↑↓ 选择，Enter 加上或去掉"))
        done = self.button(_("完成"), Kind.PRIMARY)
        done.clicked.connect(self.dismiss)
        self.entry.textChanged.connect(lambda _typed: self._show(stay=False))
        self.list.itemClicked.connect(lambda _item: self.toggle())
        self._show(stay=False)

    def place(self) -> None:
        """A narrow column."""
        self.fit(WIDTH)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down choose, Enter gives or takes."""
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if way is not None:
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + way)))
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle()
            event.accept()
        else:
            super().keyPressEvent(event)

    def toggle(self) -> None:
        """Give the tag of the current row to all, or take it where all have it."""
        item = self.list.currentItem()
        line = item.data(_ROLE) if item is not None else None
        if not isinstance(line, _Line):
            return
        self.field.clear()
        self.bar.hide()
        give = line.tag is None or line.many < line.of
        self.entry.selectAll()
        self.meant.emit(Meant(line.tag.key if line.tag else None, line.name, give))

    def refuse(self, refusal: Refusal) -> None:
        """Beside the field, or in the bar."""
        tell.refused(refusal, {"name": self.field}, self.bar)
        QTimer.singleShot(0, self, self.place)  # the layouts learn of a note only after this event

    def look_again(self) -> None:
        """Something was done or taken back."""
        self._reading.read(self._read, self._heard)

    @property
    def lines(self) -> list[tuple[str, int]]:
        """The names in sight, each with how many of the cases have it; a new one has -1."""
        found = (self.list.item(row).data(_ROLE) for row in range(self.list.count()))
        return [(line.name, line.many if line.tag else -1) for line in found if isinstance(line, _Line)]

    def _heard(self, known: Known) -> None:
        before = {line.name: line.many for line in self._lines("")}
        self.known = known
        self._show(stay=True)
        for line in self._lines(""):
            if line.many != before.get(line.name, 0):
                announce(self, _said(line))

    def _show(self, *, stay: bool) -> None:
        typed = self.entry.text()
        here = self.list.currentRow() if stay else 0
        self.list.clear()
        lines = self._lines(typed)
        wanted = " ".join(typed.split())
        if wanted and all(folded(one.tag.name) != folded(wanted) for one in self.known.kept):
            lines.append(_Line(None, wanted, 0, 0))
        for line in lines:
            item = QListWidgetItem(_said(line))
            item.setData(_ROLE, line)
            self.list.addItem(item)
        if not lines:
            item = QListWidgetItem(_nothing(self.known, wanted))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self.list.setCurrentRow(max(0, min(here, self.list.count() - 1)))

    def _lines(self, typed: str) -> list[_Line]:
        """Those that are meant; one typed whole first. A retired one only where a case has it."""
        found = []
        for one in self.known.kept:
            many = self.known.on.get(one.tag.key, 0)
            if (many or not one.tag.retired) and is_meant(one.tag.name, typed):
                found.append(_Line(one.tag, one.tag.name, many, self.known.of, one.cases))
        exact = folded(typed)
        found.sort(key=lambda line: (folded(line.name) != exact, self._order.get(line.tag.key if line.tag else 0, 999)))
        return found


def _first_order(known: Known) -> dict[int, int]:
    """What the cases have comes first, as it was when the chooser opened: nothing moves under the hand."""
    tags = sorted((one.tag.key not in known.on, place, one.tag.key) for place, one in enumerate(known.kept))
    return {key: place for place, (_out, _at, key) in enumerate(tags)}


def _said(line: _Line) -> str:
    if line.tag is None:
        return _("新建标签“{name}”").format(name=line.name)
    if not line.many:
        return _("{name}，没有加").format(name=line.name)
    if line.many == line.of:
        return _("{name}，已加上").format(name=line.name)
    return _("{name}，{of} 件中 {n} 件有").format(name=line.name, of=line.of, n=line.many)


def _nothing(known: Known, wanted: str) -> str:
    if wanted:
        return _("“{name}”已停用，主管可在设置里恢复").format(name=wanted)
    return _("还没有标签。写一个名称，按 Enter 新建。") if not known.kept else _("标签都已停用。")


class _LineDelegate(QStyledItemDelegate):
    """A box, the tag, and on how many cases it is."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One line."""
        return QSize(120, self._look.dp(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        look, rect, line = self._look, QRectF(option.rect), index.data(_ROLE)
        if not isinstance(line, _Line):
            paint.words(painter, look, rect.adjusted(10, 0, -8, 0), str(index.data()), ink=Ink.TEXT3)
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, rect.adjusted(0, 1, 0, -1), 8, look.colour(Ink.SELECTED if chosen else Ink.HOVER))
        side = look.dp(16)
        middle, left = rect.center().y(), rect.x() + 10
        if line.tag is None:
            paint.icon(painter, look, left, middle, "plus", Ink.ACCENT_TEXT, 16)
            room = rect.adjusted(side + 20, 0, -10, 0)
            paint.words(painter, look, room, str(index.data()), ink=Ink.ACCENT_TEXT)
            return
        part = 0 < line.many < line.of
        draw_box(painter, look, QRectF(left, rect.y(), side, rect.height()), on=line.many > 0, part=part)
        paint.tag(painter, look, left + side + 10, middle, line.name, TAG_TONES[line.tag.tone], on_selected=chosen)
        count = ngettext("{n} 件", "{n} 件", line.cases).format(n=f"{line.cases:,}")
        words = _("已停用") if line.tag.retired else count
        paint.words(painter, look, rect.adjusted(0, 0, -10, 0), words, px=12, ink=Ink.TEXT3, align=paint.RIGHT)
