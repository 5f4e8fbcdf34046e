"""Tab goes line by line through what belongs together, also where a part was made later, and scrolls to where it is."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from odrdesk.desktop.forms.mode_tiles import ModeTiles
from odrdesk.desktop.forms.step import _segments
from odrdesk.desktop.forms.tick import Tick
from odrdesk.desktop.pages.case_facts import FactsCard
from odrdesk.desktop.theme import Look, Mode
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.flow import Flow
from odrdesk.desktop.widgets.ladder import Ladder
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.widgets.tab_order import keep_together, neighbour
from odrdesk.desktop.window import Page, Window
from tests.desktop import lints


def shown(window: Window, *parts: QWidget) -> Page:
    page = Page()
    column = QVBoxLayout(page)
    for part in parts:
        column.addWidget(part)
    window.add_page("page", page)
    window.go("page")
    window.show()
    window.activateWindow()
    QTest.qWait(1)
    return page


def way(window: Window, page: Page) -> list[str]:
    """The words of the page's buttons in the order of Tab."""
    seen: list[str] = []
    for _step in range(60):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if isinstance(now, Button) and page.isAncestorOf(now):
            if now.text() in seen:
                break
            seen.append(now.text())
    return seen


def test_what_a_card_gets_later_is_come_to_in_its_line(window: Window, look: Look) -> None:
    card, below = Card("卡"), Card("下")
    last = Button(look, "丙")
    card.add(last)
    below.add(Button(look, "丁"))
    page = shown(window, card, below)
    for place, words in enumerate(("甲", "乙")):
        card.body.insertWidget(1 + place, Button(look, words))
    QTest.qWait(1)
    found = way(window, page)
    start = found.index("甲")
    assert found[start:] + found[:start] == ["甲", "乙", "丙", "丁"]


def test_tab_scrolls_to_what_lies_out_of_view(window: Window, look: Look) -> None:
    inside = QWidget()
    column = QVBoxLayout(inside)
    far = Button(look, "远")
    column.addSpacing(3_000)
    column.addWidget(far)
    area = QScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    page = shown(window, Button(look, "近"), area)
    assert far.visibleRegion().isEmpty()
    while not far.hasFocus():
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
    assert not far.visibleRegion().isEmpty()


def test_tab_comes_to_the_mode_that_is_chosen(window: Window, look: Look) -> None:
    tiles = ModeTiles(look, "外观", [(Mode.LIGHT, "浅"), (Mode.DARK, "深")], Mode.LIGHT)
    shown(window, tiles)
    tiles.choose(Mode.DARK.value)
    assert list(lints.walk(window, set())) == []


def test_a_row_keeps_the_height_a_part_asks_for(window: Window, look: Look) -> None:
    flow, tick = Flow(), Tick(look, "要求升级")
    tick.setFixedHeight(60)
    flow.add(tick)
    page = shown(window, flow)
    assert flow.height() >= 60
    assert list(lints.askew(page)) == []


def test_a_tick_gives_way_and_tells_the_whole_on_hover(window: Window, look: Look) -> None:
    room, tick = QWidget(), Tick(look, "很长的一句话" * 20)
    room.setFixedWidth(300)
    QVBoxLayout(room).addWidget(tick)
    shown(window, room)
    assert tick.width() <= 300
    assert tick.toolTip() == tick.text()


def test_options_too_wide_for_a_dialog_stand_in_a_list(look: Look) -> None:
    short = [("a", "甲"), ("b", "乙")]
    long = [("a", "一个相当长的选项" * 4), ("b", "另一个相当长的选项" * 4)]
    assert isinstance(_segments(look, "x", short, None)[0], Segmented)
    editor, read = _segments(look, "x", long, "b")
    assert not isinstance(editor, Segmented)
    assert read() == "b"


def test_a_picture_one_walks_has_a_role(window: Window, look: Look) -> None:
    page = shown(window, Ladder(look))
    assert [one for one in lints.unnamed(page) if "Ladder" in one] == []


def test_what_is_pressed_in_a_card_of_facts_is_found_by_a_mouse(look: Look) -> None:
    card = FactsCard(look)
    assert card._copy.sizeHint() == QSize(24, 24)


@pytest.mark.parametrize("forward", [True, False])
def test_what_stood_beside_a_deleted_stop_is_still_known(window: Window, look: Look, *, forward: bool) -> None:
    areas, gone = [QScrollArea() for _one in range(3)], Button(look, "甲")
    page = shown(window, gone, *areas, Button(look, "乙"))
    inside = [area.viewport() for area in areas]
    step = neighbour(window, forward=forward)
    while step is not None and step is not window:
        step = neighbour(step, forward=forward)
    keep_together(window, (Page,))
    gone.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert all(isValid(one) and one.parentWidget() in areas for one in inside)
    assert page.isVisible()


def test_nothing_else_asks_for_the_chain_of_focus() -> None:
    desktop = Path(__file__).resolve().parents[2] / "odrdesk" / "desktop"
    asking = {path.name for path in desktop.rglob("*.py") if "InFocusChain" in path.read_text("utf-8")}
    assert asking == {"tab_order.py"}
