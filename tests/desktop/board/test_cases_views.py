"""Views of one's own: pinned, renamed, put in order, shared, taken away and back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from odrdesk.desktop.dialogs.view_name import ViewNameDialog
from odrdesk.desktop.pages import cases_views
from odrdesk.desktop.pages.cases_faces import Face
from odrdesk.desktop.pages.cases_views import OwnView
from odrdesk.domain.errors import Refusal
from odrdesk.domain.listing import Listing, order, parse
from odrdesk.domain.vocabulary import Channel, Role
from odrdesk.services import clerks, views

VIEW = OwnView("监管转办", Listing(parse("channel=regulator").where, "", order("-amount,due")), Face(("due", "amount")))


@pytest.fixture
def front(open_front, register, settle):
    register("王秀英", "羊绒衫")
    register("李强", "空气炸锅", Channel.REGULATOR)
    made = open_front()
    made._window.go("cases")
    settle()
    return made


def pins(front) -> list[str]:
    return [item.accessibleName() for item in front._window.rail.pinned.items.values()]


def test_a_view_is_saved_pinned_and_reached_by_its_key(front, qtbot, settle) -> None:
    page, window = front.cases, front._window
    page.narrow(parse("open=yes channel=regulator").where)
    page.wear(Face(("number", "amount")))
    settle()
    window.registry.run("save_view")
    dialog = next(one for one in window.findChildren(ViewNameDialog) if one.isVisible())
    dialog.name.setText("监管转办")
    dialog.pin.setChecked(True)
    dialog.confirm()
    settle()
    assert pins(front) == ["已逾期，0 件", "今日到期，0 件", "待履行核对，0 件", "监管转办，1 件"]
    window.go("today")
    settle()
    assert window.registry.keys("view_4") == "Ctrl+Alt+4"
    window.registry.run("view_4")
    settle()
    assert (window.current, page.view, page.rows.rowCount()) == ("cases", "own:监管转办", 1)
    assert [column.key for column in page.rows.columns] == ["number", "amount"]
    item = window.rail.pinned.items["own:监管转办"]
    QTest.keyClick(item, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle()
    assert pins(front)[2] == "监管转办，1 件"
    QTest.keyClick(window.rail.pinned.items["today"], Qt.Key.Key_Delete)
    settle()
    assert [name[:4] for name in pins(front)] == ["已逾期，", "监管转办", "待履行核"]
    named = [window.registry.command(f"view_{n}").words for n in (3, 4, 8)]
    assert named == ["视图：待履行核对", "第 4 个固定视图", "第 8 个固定视图"]


def test_a_view_is_renamed_deleted_and_comes_back_where_it_was(front, desk, settle) -> None:
    page, window = front.cases, front._window
    for name in ("甲", "乙", "丙"):
        cases_views.keep(desk, OwnView(name, VIEW.listing, VIEW.face))
    page.views.read()
    settle()
    assert page.tabs.keys()[-3:] == ["own:甲", "own:乙", "own:丙"]
    page.show_view("own:乙")
    front.lists.views.rename(page.views.own["own:乙"])
    dialog = next(one for one in window.findChildren(ViewNameDialog) if one.isVisible())
    dialog.name.setText("丁")
    dialog.confirm()
    settle()
    assert (page.view, page.tabs.keys()[-3:]) == ("own:丁", ["own:甲", "own:丁", "own:丙"])
    page.bar.forget.click()
    settle()
    assert (page.view, page.tabs.keys()[-2:]) == ("open", ["own:甲", "own:丙"])
    assert window.undo.names == ["删除视图“丁”"]
    window.undo.undo()
    settle()
    assert page.tabs.keys()[-3:] == ["own:甲", "own:丁", "own:丙"]
    page.views.move(page.views.own["own:丙"], -1)
    settle()
    assert page.tabs.keys()[-3:] == ["own:甲", "own:丙", "own:丁"]


def test_what_was_pinned_after_a_view_was_deleted_stays_pinned_when_it_comes_back(front, desk, settle) -> None:
    held, window = front.cases.views, front._window
    cases_views.keep(desk, OwnView("甲", VIEW.listing, VIEW.face))
    cases_views.pin(desk, ["today", "own:甲"])
    held.read()
    settle()
    front.lists.views.delete("own:甲")
    settle()
    front.lists.views.pin("open", on=True)
    settle()
    window.undo.undo()
    settle()
    assert cases_views.pins(desk) == ("today", "own:甲", "open")


def test_a_supervisor_shares_a_view_with_all_and_nobody_else_may(desk) -> None:
    cases_views.share(desk, VIEW)
    assert [one.name for one in views.shared(desk)] == ["监管转办"]
    clerks.add(desk, "周启航", [Role.OFFICER])
    other = clerks.take_seat(desk, "周启航")
    (shared,) = cases_views.kept(other)
    assert (shared.key, shared.listing, shared.face) == ("team:监管转办", VIEW.listing, VIEW.face)
    for call in (lambda: cases_views.share(other, VIEW), lambda: views.unshare(other, "监管转办")):
        with pytest.raises(Refusal, match=r"clerk\.not_allowed"):
            call()
    views.unshare(desk, "监管转办")
    assert cases_views.kept(other) == ()


def test_what_stands_in_the_rail_is_kept_for_each_clerk_and_has_an_end(desk) -> None:
    assert cases_views.pins(desk) == cases_views.PINNED_FIRST
    cases_views.pin(desk, [f"own:{n}" for n in range(12)])
    assert cases_views.pins(desk) == tuple(f"own:{n}" for n in range(8))
    cases_views.pin(desk, [])
    assert cases_views.pins(desk) == ()
