"""The handbook in the window: pages at the left, a page at the right, a search over all of them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from odrdesk import __version__
from odrdesk.desktop import handbook, life_chart, paint
from odrdesk.desktop.handbook import Hit, Page
from odrdesk.desktop.handbook_tables import tables
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.tour_stops import walks
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.overlay import Dialog, Overlay
from odrdesk.desktop.widgets.reader import Reader
from odrdesk.desktop.window import Window
from odrdesk.domain.law import Law
from odrdesk.domain.workdays import WorkCalendar
from odrdesk.places import resource
from odrdesk.services.books import known_calendar, known_law
from odrdesk.text import Language, _, language, ngettext, spoken

LARGEST = QSize(1160, 820)
CONTENTS, PAPER = 236, 440
ABREAST = 18
"""What the edges of a table take from each of two pictures that lie abreast."""
CHART = "life"
_HIT = Qt.ItemDataRole.UserRole
_MOST_WAY = 50
Index = QModelIndex | QPersistentModelIndex


class HelpDialog(Dialog):
    """`law` and `calendar` are those of the open desk; without one the shipped ones stand. `page` is shown first."""

    def __init__(
        self, look: Look, window: Window, law: Law | None = None, calendar: WorkCalendar | None = None, page: str = ""
    ) -> None:
        super().__init__(look, window, _("帮助"))
        self._registry = window.registry
        made = tables(law or known_law(), calendar or known_calendar(), window.registry.handled())
        self.book = handbook.pages(made)
        self._way: list[str] = []
        self.search = Entry(look, placeholder=_("在帮助中查找"))
        self.search.setAccessibleName(_("在帮助中查找"))
        self.search.setClearButtonEnabled(True)
        self.contents = _Contents(look)
        self.reader = Reader(look, partial(_in_text, look))
        self.back = Button(look, icon="arrow-left", kind=Kind.GHOST, name=_("返回上一页"), hint=_("返回上一页 Alt+←"))
        self._arrange()
        self.search.textChanged.connect(self._searched)
        self.search.returnPressed.connect(self.contents.choose_first)
        self.contents.chosen.connect(self._chosen)
        self.reader.followed.connect(self.go)
        self.reader.enlarged.connect(self._enlarge)
        self.back.clicked.connect(self._go_back)
        for keys, act in (("Ctrl+F", self._to_search), ("F3", self._to_search), ("Alt+Left", self._go_back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.contents.show_pages(self.book)
        self._first = page if page in {one.key for one in self.book} else self.book[0].key

    @property
    def page(self) -> str:
        """The key of the page in view."""
        return self._way[-1] if self._way else ""

    def open(self, focus: QWidget | None = None) -> None:
        """Show the first page as soon as its width is known: set before, every page was set twice."""
        super().open(focus)
        if not self.page:
            self.go(self._first)

    def place(self) -> None:
        """As large as it may be, in the middle."""
        room = self.rect()
        size = LARGEST.boundedTo(QSize(room.width() - 80, room.height() - 56))
        left, top = (room.width() - size.width()) // 2, (room.height() - size.height()) // 2
        self.plate.setGeometry(left, top, size.width(), size.height())

    def go(self, key: str, sought: str = "") -> None:
        """Bring a page into view."""
        page = next((one for one in self.book if one.key == key), self.book[0])
        if page.key != self.page:
            self._way = [*self._way[-_MOST_WAY:], page.key]
        self.back.setEnabled(len(self._way) > 1)
        self.reader.show_page(page.title, page.text, sought)
        self.contents.mark(page.key)

    def start(self) -> QWidget:
        """Where the keyboard begins."""
        return self.contents

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the search first, then closes."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            event.accept()
            return
        super().keyPressEvent(event)

    def _searched(self, typed: str) -> None:
        if not typed.strip():
            self.contents.show_pages(self.book)
            self.contents.mark(self.page)
            self.status.setText(_version())
            return
        hits = handbook.find(self.book, typed)
        self.contents.show_hits(hits)
        words = ngettext("找到 {n} 处", "找到 {n} 处", len(hits)).format(n=len(hits))
        self.status.setText(words if hits else _("没有找到“{typed}”。换一个词试试。").format(typed=typed.strip()))

    def _chosen(self, hit: Hit) -> None:
        self.go(hit.page.key, self.search.text().strip())

    def _go_back(self) -> None:
        if len(self._way) > 1:
            self._way.pop()
            self.go(self._way[-1])

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _offer_tours(self) -> None:
        menu = self.tour_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.tours.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))

    def tour_menu(self) -> QMenu:
        """The walks there are; choosing one puts the handbook away."""
        menu = QMenu(self)
        for walk in walks():
            menu.addAction(spoken(walk.title), partial(self._walk, walk.key))
        return menu

    def _walk(self, key: str) -> None:
        self.close_over()
        self._registry.run(key)

    def _enlarge(self, name: str) -> None:
        _PictureView(self.look, self.window(), name).open()

    def _arrange(self) -> None:
        self.head.insertWidget(0, self.back)
        left = QVBoxLayout()
        left.setContentsMargins(14, 14, 12, 14)
        left.setSpacing(10)
        left.addWidget(self.search)
        left.addWidget(self.contents, 1)
        side = QWidget()
        side.setLayout(left)
        side.setFixedWidth(self.look.dp(CONTENTS))
        line = QFrame()
        line.setProperty("plate", "rule")
        line.setFixedWidth(1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(side)
        across.addWidget(line)
        across.addWidget(self.reader, 1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(across)
        self.status.setText(_version())
        self.tours = self.button(_("带我看一遍"), icon="route")
        self.tours.clicked.connect(self._offer_tours)
        self.last = self.button(_("关闭"), Kind.PRIMARY)
        self.last.clicked.connect(self.close_over)


def picture(look: Look, name: str, width: int, ratio: float) -> QImage | None:
    """A picture of the handbook at most `width` wide: the chart, or a file of its own in the mode of the moment."""
    if name == CHART:
        return life_chart.chart(look, min(width, look.dp(760)), ratio)
    image = QImage(str(_file(look, name))).convertToFormat(QImage.Format.Format_RGB32)
    if image.isNull():
        return None
    if image.width() > width * ratio:
        image = image.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    painter.setPen(look.colour(Ink.BORDER))
    painter.drawRect(QRectF(0.5, 0.5, image.width() / ratio - 1, image.height() / ratio - 1))
    painter.end()
    return image


def _file(look: Look, name: str) -> Path:
    """The file of a picture: in the language spoken before the colours of the moment, where there is one."""
    path = resource("help", handbook.PICTURES, PurePosixPath(name).name)
    kinds = ["_dark_"] if look.dark else []
    if language() is Language.EN:
        kinds = ["_en_light_", *kinds]
    others = (path.with_name(path.name.replace("_light_", kind)) for kind in kinds)
    return next((one for one in others if one.is_file()), path)


def _in_text(look: Look, name: str, width: int, ratio: float) -> QImage | None:
    """As it stands between paragraphs: a page of paper would fill the view and more; of the gallery two lie abreast."""
    file = PurePosixPath(name).name
    if file.startswith("paper_"):
        width = min(width, look.dp(PAPER))
    elif file.startswith("gallery_"):
        width = min(width // 2 - look.dp(ABREAST), look.dp(PAPER))
    return picture(look, name, width, ratio)


def _version() -> str:
    return _("衡解 odrdesk {version}").format(version=__version__)


class _Contents(QListWidget):
    """`chosen(Hit)`; a page is a hit without words."""

    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setAccessibleName(_("目录"))
        self.setItemDelegate(_HitDelegate(look, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.itemClicked.connect(self._tell)
        self.itemActivated.connect(self._tell)
        look.changed.connect(self.scheduleDelayedItemsLayout)

    def show_pages(self, book: Sequence[Page]) -> None:
        self.clear()
        for part in handbook.parts(book):
            heading = QListWidgetItem(part.title)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(heading)
            for page in part.pages:
                self._add(Hit(page, ""))

    def show_hits(self, hits: Sequence[Hit]) -> None:
        self.clear()
        for hit in hits:
            self._add(hit)
        self.setCurrentRow(0)

    def mark(self, key: str) -> None:
        """Make the entry of a page the current one, unless one of it is."""
        if _key(self.currentItem()) != key:
            rows = (row for row in range(self.count()) if _key(self.item(row)) == key)
            self.setCurrentRow(next(rows, -1))

    def choose_first(self) -> None:
        if self.currentItem() is not None:
            self._tell(self.currentItem())

    def _add(self, hit: Hit) -> None:
        item = QListWidgetItem(hit.page.title)
        item.setData(_HIT, hit)
        if hit.words:
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.page.title} {hit.words}")
            item.setToolTip(hit.words)
        self.addItem(item)

    def _tell(self, item: QListWidgetItem) -> None:
        if item.data(_HIT) is not None:
            self.chosen.emit(item.data(_HIT))


def _key(item: QListWidgetItem | None) -> str:
    """The page an entry leads to, empty for a heading."""
    hit = None if item is None else item.data(_HIT)
    return "" if hit is None else hit.page.key


class _HitDelegate(QStyledItemDelegate):
    """Title; and below it, smaller, the words around what was found."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        hit = index.data(_HIT)
        if hit is None:
            return QSize(120, self._look.dp(28 if index.row() == 0 else 38))
        return QSize(120, self._look.dp(48 if hit.words else 32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, hit, rect = self._look, index.data(_HIT), QRectF(option.rect)
        if hit is None:
            place = QRectF(rect.x() + 12, rect.bottom() - look.dp(26), rect.width() - 20, look.dp(24))
            paint.words(painter, look, place, index.data(), px=12, ink=Ink.TEXT3)
            return
        state = option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        if on or state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, rect.adjusted(0, 1, 0, -1), 8, look.colour(Ink.SELECTED if on else Ink.HOVER))
        if on and state & QStyle.StateFlag.State_HasFocus:
            paint.ring(painter, look, rect.adjusted(0, 1, 0, -1), 8)
        room = rect.adjusted(12, 0, -8, 0)
        if hit.words:
            half = rect.height() / 2
            upper, lower = room.adjusted(0, 5, 0, -half), room.adjusted(0, half - 2, 0, -4)
            paint.words(painter, look, upper, hit.page.title, px=12, ink=Ink.TEXT3)
            paint.words(painter, look, lower, hit.words, ink=Ink.TEXT)
        else:
            paint.words(painter, look, room, hit.page.title, ink=Ink.TEXT, bold=on)


class _PictureView(Overlay):
    """A picture as large as the window lets it be; a click or any key closes it."""

    def __init__(self, look: Look, window: QWidget, name: str) -> None:
        super().__init__(look, window, _("图片"))
        self.plate.hide()
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def open(self, focus: QWidget | None = None) -> None:
        super().open(focus or self)

    def place(self) -> None:
        """Nothing to place: the picture is painted."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.dismiss()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.dismiss()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        ratio = self.devicePixelRatioF()
        image = picture(self.look, self._name, self.width() - 48, ratio)
        if image is None:
            return
        size = image.size() / ratio
        size.scale(size.boundedTo(self.size() - QSize(48, 48)), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(left, top, size.width(), size.height()), image)
