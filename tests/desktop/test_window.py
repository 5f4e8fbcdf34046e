"""The window: wide and narrow, its place kept and clamped, pages kept alive, files welcome."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMargins, QMimeData, QPoint, QPointF, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QDropEvent

from odrdesk.desktop.actions import Need
from odrdesk.desktop.widgets.rail import NARROW, WIDE
from odrdesk.desktop.window import SMALLEST, USUAL, Page, Window


class Seen(Page):
    def __init__(self) -> None:
        super().__init__()
        self.arrivals, self.wide = 0, None

    def arrive(self) -> None:
        self.arrivals += 1

    def set_wide(self, wide: bool) -> None:
        self.wide = wide


@pytest.fixture
def pages(window: Window) -> tuple[Seen, Seen]:
    both = Seen(), Seen()
    for key, page in zip(("today", "cases"), both, strict=True):
        window.add_page(key, page)
        window.registry.handle(key, lambda key=key: window.go(key))
    window.registry.set_present(Need.DESK, present=True)
    return both


@pytest.mark.parametrize(("width", "rail"), [(1440, WIDE), (1400, WIDE), (1399, NARROW), (1280, NARROW)])
def test_the_rail_and_the_pages_follow_the_width(window: Window, pages, width: int, rail: int) -> None:
    window.resize(width, 800)
    window.show()
    assert window.rail.width() == rail
    assert pages[0].wide is (width >= 1400)


def test_a_rail_folded_by_hand_stays_so_while_the_width_keeps_its_kind(window: Window, pages) -> None:
    window.resize(1440, 800)
    window.show()
    window.registry.run("rail")
    window.resize(1500, 800)
    assert window.rail.compact
    window.resize(1200, 800)
    window.resize(1500, 800)
    assert not window.rail.compact


def test_the_rail_leads_to_the_pages_and_back_leads_back(window: Window, pages, qtbot) -> None:
    window.go("today")
    window.rail.chosen.emit("cases")
    assert window.current == "cases"
    window.registry.run("back")
    assert (window.current, pages[0].arrivals) == ("today", 2)


def test_a_shortcut_leads_to_a_page(window: Window, pages, qtbot) -> None:
    window.go("today")
    window.show()
    with qtbot.waitExposed(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.current == "cases"


def test_the_window_comes_up_where_it_was(look, settings, qtbot) -> None:
    first = Window(look, settings)
    qtbot.addWidget(first)
    first.show()
    first.setGeometry(QRect(QPoint(0, 40), SMALLEST.grownBy(QMargins(0, 0, 0, 40))))
    first.close()
    second = Window(look, settings)
    qtbot.addWidget(second)
    second.restore_place()
    assert second.size() == first.size()


def test_a_place_on_a_screen_that_is_gone_is_given_up(look, settings, qtbot) -> None:
    first = Window(look, settings)
    qtbot.addWidget(first)
    first.show()
    first.move(QPoint(9_000, 9_000))
    first.close()
    second = Window(look, settings)
    qtbot.addWidget(second)
    second.restore_place()
    assert second.screen().availableGeometry().intersects(second.frameGeometry())


def test_without_a_kept_place_it_has_its_usual_size(window: Window) -> None:
    window.restore_place()
    room = window.screen().availableGeometry().size() - QSize(2, 31)  # what the system draws around it
    assert window.size() == USUAL.boundedTo(room).expandedTo(SMALLEST)


def test_it_never_gets_smaller_than_its_content_bears(window: Window) -> None:
    window.resize(300, 200)
    assert window.size() == SMALLEST


def test_files_may_fall_anywhere(window: Window, qtbot) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/月报/投诉单.xlsx"), QUrl("https://example.org/x")])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(window.dropped) as fallen:
        window.dropEvent(event)
    assert fallen.args == [[Path("/月报/投诉单.xlsx")]]


def test_the_window_stays_until_its_work_is_done(window: Window) -> None:
    asked = []
    window.may_leave = lambda: bool(asked.append(1)) or len(asked) > 1
    window.show()
    assert not window.close()
    assert window.isVisible()
    assert window.close()
