"""The menus of the case list: of a title, and of a cell."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from odrdesk.desktop.models.case_columns import condition_of
from odrdesk.desktop.models.columns import CaseRow
from odrdesk.desktop.pages.cases_view import CasesView
from odrdesk.domain.listing import Order
from odrdesk.text import _


def title_menu(page: CasesView, choose: Callable[[], object], key: str, place: QPoint) -> QMenu:
    """Sort, filter by the current row's value, move, hide, choose."""
    menu = _menu(page)
    column = next(one for one in page.rows.columns if one.key == key)
    if column.order:
        menu.addAction(_("升序")).triggered.connect(lambda: page.sort(Order(column.order)))
        menu.addAction(_("降序")).triggered.connect(lambda: page.sort(Order(column.order, down=True)))
        menu.addSeparator()
    if _by_value(page, menu, key):
        menu.addSeparator()
    columns = page.face.columns
    here = columns.index(key)
    left, right = menu.addAction(_("左移")), menu.addAction(_("右移"))
    left.setEnabled(here > 0)
    right.setEnabled(here < len(columns) - 1)
    left.triggered.connect(lambda: _move(page, here, here - 1))
    right.triggered.connect(lambda: _move(page, here, here + 1))
    hide = menu.addAction(_("隐藏“{column}”").format(column=column.title))
    hide.setEnabled(len(columns) > 1)
    hide.triggered.connect(
        lambda: page.wear(replace(page.face, columns=tuple(one for one in page.face.columns if one != key)))
    )
    menu.addSeparator()
    menu.addAction(_("选择列…")).triggered.connect(choose)
    menu.popup(place)
    return menu


def cell_menu(page: CasesView, do: Callable[..., None], key: str, place: QPoint) -> QMenu:
    """What can be done with the current case, and filters by its value."""
    menu = _menu(page)
    menu.addAction(_("打开")).triggered.connect(lambda: page.table.opened.emit(page.current or 0))
    for deed, words in (
        ("assign", _("指派…")),
        ("status", _("办理步骤…")),
        ("contact", _("记录沟通…")),
        ("tag", _("标签…")),
    ):
        act = menu.addAction(words)
        act.triggered.connect(lambda _on=False, deed=deed: do(deed, current_only=True))
    menu.addSeparator()
    _by_value(page, menu, key)
    menu.popup(place)
    return menu


def _by_value(page: CasesView, menu: QMenu, key: str) -> bool:
    shown = page.rows.shown(page.table.currentIndex().row())
    found = shown.found if isinstance(shown, CaseRow) else None
    if found is None or condition_of(key, found) is None or not isinstance(shown, CaseRow):
        return False
    place = [column.key for column in page.rows.columns].index(key)
    text = shown.texts[place][:24].replace("&", "&&")
    menu.addAction(_("只看“{value}”").format(value=text)).triggered.connect(lambda: page.narrow_by(key))
    menu.addAction(_("不看“{value}”").format(value=text)).triggered.connect(lambda: page.narrow_by(key, out=True))
    return True


def _move(page: CasesView, here: int, there: int) -> None:
    columns = list(page.face.columns)
    columns.insert(there, columns.pop(here))
    page.wear(replace(page.face, columns=tuple(columns)))


def _menu(page: CasesView) -> QMenu:
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
