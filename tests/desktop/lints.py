"""What holds for everything that is shown: nothing cut, nothing over another, everything named and reached by keys.

Each check takes the widget that is shown and gives what is wrong with it, one line each.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QGraphicsView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QStackedWidget,
    QTableView,
    QTextBrowser,
    QWidget,
)

from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.label import Elided, TwoLines
from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.desktop.widgets.rail import Rail
from odrdesk.desktop.widgets.toast import Toast

SMALLEST_FONT = 11
MOST_LINKS = 200
TARGET, PRIMARY_TARGET = 24, 28
"""Pixels a mouse must find at 100 %; the main button of a card is 28 high, of a page 32 (ux.md 8.3)."""
_ROLE = QAccessible.Role
_NAMED = {
    _ROLE.Button,
    _ROLE.ButtonMenu,
    _ROLE.EditableText,
    _ROLE.CheckBox,
    _ROLE.RadioButton,
    _ROLE.ComboBox,
    _ROLE.List,
    _ROLE.Table,
    _ROLE.Tree,
    _ROLE.Dialog,
    _ROLE.PageTab,
    _ROLE.Slider,
    _ROLE.SpinBox,
}
_NO_ROLE = {_ROLE.NoRole, _ROLE.Client, _ROLE.Pane, _ROLE.Window}


def told(widget: QWidget) -> str:
    """A widget in a message: its kind, its words, whose child it is."""
    said = getattr(widget, "text", None)
    words = said() if callable(said) else ""
    name = (words if isinstance(words, str) else "") or widget.accessibleName() or widget.objectName()
    above = widget.parentWidget()
    inside = f" in {type(above).__name__}" if above is not None else ""
    return f"{type(widget).__name__} {name[:60]!r}{inside}"


def seen(root: QWidget) -> Iterator[QWidget]:
    """Every widget below `root` that a person can see at least a pixel of, or could by scrolling."""
    for one in root.findChildren(QWidget):
        if one.isVisible() and one.window() is root.window() and one.width() > 0 and one.height() > 0:
            yield one


# Nothing is cut


def cut(root: QWidget) -> Iterator[str]:
    """Words that do not stand in their room, and lists and panels wider than theirs."""
    for one in seen(root):
        if isinstance(one, QLabel):
            yield from _cut_label(one)
        elif isinstance(one, Button | QCheckBox | QRadioButton):
            need = one.sizeHint()
            narrow = one.width() < need.width() - 1 and one.toolTip() != one.text()
            if narrow or one.height() < need.height() - 1:
                yield f"{told(one)}: {one.width()}×{one.height()} of {need.width()}×{need.height()}"
        elif isinstance(one, QComboBox) and not one.isEditable():
            need = QFontMetrics(one.font()).horizontalAdvance(one.currentText()) + 24
            if need > one.width() and one.toolTip() != one.currentText():
                yield f"{told(one)}: {one.currentText()[:40]!r} needs {need} of {one.width()}"
        elif isinstance(one, QLineEdit) and not one.text() and one.placeholderText():
            need = QFontMetrics(one.font()).horizontalAdvance(one.placeholderText()) + 12
            if need > one.width() and one.toolTip() != one.placeholderText():
                yield f"{told(one)}: {one.placeholderText()[:40]!r} needs {need} of {one.width()}"
        elif isinstance(one, QAbstractScrollArea):
            yield from _cut_area(one)


def _cut_label(one: QLabel) -> Iterator[str]:
    if isinstance(one, Elided | TwoLines) or not one.text() or not one.pixmap().isNull():
        painted = not one.visibleRegion().isEmpty()  # the tooltip is made when it is painted
        if isinstance(one, Elided) and painted and one.shown() != one.text() and one.toolTip() != one.text():
            yield f"{told(one)}: cut, and its tooltip does not tell the whole"
        return
    room, metrics = one.contentsRect(), QFontMetrics(one.font())
    lines = one.text().split("\n")
    if one.wordWrap():
        need = one.heightForWidth(one.width())
        if need > one.height() + 2:
            yield f"{told(one)}: {one.height()} of {need} high at {one.width()}"
        drawn = QLabel.text(one).replace("\u200b", " ")  # where a word without end may break
        longest = max((metrics.horizontalAdvance(word) for word in drawn.split()), default=0)
        if longest > room.width() + 1 and all(ord(letter) < 0x2E80 for letter in one.text()):
            yield f"{told(one)}: a word of {longest} in {room.width()}"
        return
    wide = max(metrics.horizontalAdvance(line) for line in lines)
    if wide > room.width() + 1 and one.toolTip() != one.text():
        yield f"{told(one)}: {wide} wide in {room.width()}"
    if metrics.height() * len(lines) > one.height() + 3:
        yield f"{told(one)}: {metrics.height() * len(lines)} high in {one.height()}"


def _cut_area(one: QAbstractScrollArea) -> Iterator[str]:
    bar = one.horizontalScrollBar()
    off = one.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if isinstance(one, QScrollArea):
        inside = one.widget()
        if inside is not None and one.widgetResizable():
            need, room = inside.minimumSizeHint().width(), one.viewport().width()
            if need > room + 1 and not _scrolls_sideways(one):
                yield f"{told(one)}: its content needs {need} of {room}"
    elif isinstance(one, QTableView):
        header = one.horizontalHeader()
        if off and header.length() > one.viewport().width() + 1:
            yield f"{told(one)}: columns of {header.length()} in {one.viewport().width()}"
    if isinstance(one, QTableView):
        return  # columns for which there is no room are scrolled to
    if bar.isVisible() and bar.maximum() > 0 and not _scrolls_sideways(one):
        yield f"{told(one)}: scrolls sideways by {bar.maximum()}"


def _scrolls_sideways(one: QWidget) -> bool:
    """Strips of tabs, code, pictures of pages and the stages of a board are meant to."""
    kind = type(one).__name__
    return kind in {"TabStrip", "TemplateEditor", "QPdfView", "PaperPane", "BoardView"} or isinstance(
        one, QGraphicsView
    )


# Nothing lies over another


def askew(root: QWidget) -> Iterator[str]:
    """Neighbours that lie over each other, and children that reach beyond their parent."""
    for parent in [root, *seen(root)]:
        if isinstance(parent, QAbstractScrollArea | QComboBox | QStackedWidget | QScrollBar | QHeaderView | QLineEdit):
            continue
        above = parent.parentWidget()
        if isinstance(above, QScrollArea) and parent is above.viewport():  # it shows a part
            continue
        children = [one for one in parent.children() if isinstance(one, QWidget) and _counts(one)]
        for one in children:
            beyond = one.geometry()
            if not parent.rect().adjusted(-1, -1, 1, 1).contains(beyond):
                yield f"{told(one)}: {_box(beyond)} reaches beyond {_box(parent.rect())}"
        for place, one in enumerate(children):
            for other in children[place + 1 :]:
                common = one.geometry() & other.geometry()
                if common.width() > 1 and common.height() > 1 and not _meant(one, other):
                    yield f"{told(one)} and {told(other)} share {_box(common)}"


def _counts(one: QWidget) -> bool:
    clear = one.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return (
        one.isVisible() and not one.isWindow() and not isinstance(one, Overlay | Toast | QSplitterHandle) and not clear
    )


def _meant(one: QWidget, other: QWidget) -> bool:
    """A bar that floats over a list on purpose says so by its property."""
    return any(each.property("floats") or type(each).__name__ == "BulkBar" for each in (one, other))


def _box(rect: QRect) -> str:
    return f"{rect.x()},{rect.y()} {rect.width()}×{rect.height()}"


# Plain words, no colours of one's own, nothing too small


def dressed_wrong(root: QWidget, scale: int) -> Iterator[str]:
    """Markup, colours set on single widgets, letters below the smallest size."""
    least = round(SMALLEST_FONT * scale / 100)
    for one in seen(root):
        if isinstance(one, QLabel):
            if one.textFormat() is not Qt.TextFormat.PlainText:
                yield f"{told(one)}: reads markup"
            if one.text() and one.font().pixelSize() < least:
                yield f"{told(one)}: letters of {one.font().pixelSize()} px"
        if one.styleSheet():
            yield f"{told(one)}: a style sheet of its own"


# Everything has a name


def nodes(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """The accessible tree, without the cells of tables and lists."""
    yield node
    if node.role() not in {_ROLE.Table, _ROLE.List, _ROLE.Tree}:
        for place in range(node.childCount()):
            child = node.child(place)
            if child is not None and not child.state().invisible:
                yield from nodes(child)


def unnamed(root: QWidget) -> Iterator[str]:
    """What can be acted on and has no name, or no role a screen reader knows."""
    for node in nodes(QAccessible.queryAccessibleInterface(root)):
        held = node.object()
        name = node.text(QAccessible.Text.Name)
        if node.role() in _NAMED and not name and not _inner(held):
            yield f"{held}: {node.role().name} without a name"
        if (
            isinstance(held, QWidget)
            and _stop(held)
            and held is not root
            and node.role() in _NO_ROLE
            and not _page(held)
        ):
            yield f"{told(held)}: takes the focus and has no role ({node.role().name})"


def _page(held: QWidget) -> bool:
    """Qt gives views of pages that scroll no role of their own; the name says what it is."""
    return type(held).__name__ in {"QPdfView", "LivePaper"} and bool(held.accessibleName())


def _inner(held: object) -> bool:
    """The line inside a box one types in, the view inside a box: named by the box."""
    return isinstance(held, QWidget) and isinstance(held.parentWidget(), QComboBox)


def small(root: QWidget, scale: int) -> Iterator[str]:
    """Targets a mouse does not find."""
    for one in seen(root):
        if not isinstance(one, QAbstractButton | QComboBox | QLineEdit) or not one.isEnabled() or _inner(one):
            continue
        if isinstance(one.parentWidget(), QLineEdit) or one.property("bare"):  # a cross in a field, a line in a bar
            continue
        primary = isinstance(one, Button) and one._kind is Kind.PRIMARY
        least = round((PRIMARY_TARGET if primary else TARGET) * scale / 100)
        if isinstance(one, Button) and one._kind is Kind.LINK:
            least = round(20 * scale / 100)  # a link in a line of words
        if min(one.width(), one.height()) < least:
            yield f"{told(one)}: {one.width()}×{one.height()}, at least {least}"


# Everything is reached by keys, and one sees where one is


def _stop(one: QWidget) -> bool:
    tab = bool(one.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return tab and one.isEnabled() and one.isVisible() and not isinstance(one, QMenu)


def _heads(one: QWidget) -> QWidget:
    """Who really takes the focus for a widget."""
    while one.focusProxy() is not None:
        one = one.focusProxy()
    return one


def walk(root: QWidget, known: set[tuple[object, ...]]) -> Iterator[str]:
    """Tab goes round and reaches everything; where it is can be seen. `known` are kinds whose ring was seen before."""
    wanted = {_heads(one) for one in seen(root) if _stop(one) and not _inner(one)}
    wanted = {one for one in wanted if _stop(one) and not _one_of_a_group(one)}
    if not wanted:
        return
    order: list[QWidget] = []
    for _step in range(3 * len(wanted) + 20):
        here = QApplication.focusWidget() or root
        QTest.keyClick(here, Qt.Key.Key_Tab)
        after = QApplication.focusWidget()
        for _link in range(MOST_LINKS if after is here and isinstance(here, QTextBrowser) else 0):
            QTest.keyClick(here, Qt.Key.Key_Tab)  # from link to link, then on
            after = QApplication.focusWidget()
            if after is not here:
                break
        if after is None or (after is here and len(wanted) > 1):
            yield f"Tab does not leave {told(here)}"
            return
        if after in order:
            break
        order.append(after)
        if not (root is after or root.isAncestorOf(after)):
            yield f"Tab leads out to {told(after)}"
            return
        yield from _ring(after, known)
    for missed in wanted - set(order):
        yield f"Tab never reaches {told(missed)}"
    yield from _torn(order)


def _torn(order: Sequence[QWidget]) -> Iterator[str]:
    """Cards that Tab leaves and comes back to: what was made later than its neighbours stands behind everything."""
    cards = {card: None for one in order for card in _around(one)}
    for card in cards:
        inside = [card.isAncestorOf(one) for one in order]
        entered = sum(now and not before for before, now in zip([inside[-1], *inside], inside, strict=False))
        if entered > 1:
            yield f"Tab comes {entered} times to {told(card)}"


def _around(one: QWidget) -> Iterator[QWidget]:
    """The cards and the rail a widget lies in."""
    above = one.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above, Card | Rail):
            yield above
        above = above.parentWidget()


def _one_of_a_group(one: QWidget) -> bool:
    """Of radio buttons and exclusive buttons Tab reaches the chosen one, arrows the others."""
    if not isinstance(one, QAbstractButton):
        return False
    group = one.group()
    exclusive = (group is not None and group.exclusive()) or one.autoExclusive()
    return exclusive and not one.isChecked()


def _ring(one: QWidget, known: set[tuple[object, ...]]) -> Iterator[str]:
    kind = (type(one), one.property("kind"), getattr(one, "_kind", None), isinstance(one.parentWidget(), QComboBox))
    if kind in known:
        return
    known.add(kind)
    whole, near = one.window(), QRect(one.mapTo(one.window(), QPoint(0, 0)), one.size()).adjusted(-4, -4, 4, 4)
    held = whole.grab(near).toImage()
    one.clearFocus()
    bare = whole.grab(near).toImage()
    one.setFocus(Qt.FocusReason.TabFocusReason)
    if held == bare and not isinstance(one.parentWidget(), Overlay):  # a plate with nothing in it to act on
        yield f"{told(one)}: nothing shows that it has the focus"


def stays(shown: Overlay) -> Iterator[str]:
    """Esc takes a plate away."""
    QTest.keyClick(QApplication.focusWidget() or shown, Qt.Key.Key_Escape)
    if shown.isVisible() and not shown.topmost:  # a locked window stays locked
        yield "Esc does not close it"


# Words


def words(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Every text a person reads or hears: labels, buttons, names, hints, tooltips, headers, entries of choices."""
    for one in [root, *seen(root)]:
        for said in (_own(one), one.accessibleName(), one.toolTip(), *_held(one)):
            if said:
                yield one, said


def _own(one: QWidget) -> str:
    """What stands on it; what was typed into a field is data, its example is not."""
    if isinstance(one, QLineEdit | QPlainTextEdit):
        return one.placeholderText()
    said = getattr(one, "text", None)
    found = said() if callable(said) else ""
    return found if isinstance(found, str) else ""


def _held(one: QWidget) -> Iterator[str]:
    if isinstance(one, QComboBox):
        yield from (one.itemText(place) for place in range(one.count()))
    elif isinstance(one, QMenu):
        yield from (action.text() for action in one.actions())
    elif isinstance(one, QAbstractItemView) and one.model() is not None:
        yield from _cells(one)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model, top = view.model(), QModelIndex()
    columns = model.columnCount(top) if isinstance(view, QTableView) else 1
    found = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(columns)]
    for row in range(min(3, model.rowCount(top))):
        found += [model.index(row, column, top).data(Qt.ItemDataRole.DisplayRole) for column in range(columns)]
    yield from (one for one in found if isinstance(one, str))
