"""Complaints alike on the board: shown while nobody has answered, answered by a person in a dialog."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from odrdesk.desktop.dialogs.alike import DISMISS, AlikeDialog
from odrdesk.desktop.pages.case_leads import LeadsPanel
from odrdesk.services import cases, patterns


@pytest.fixture
def front(open_front, register):
    for name in ("王秀英", "李强", "赵芬"):
        register(name)
    return open_front()


@pytest.fixture
def dialog(front, settle) -> AlikeDialog:
    front.today.alike.rows[0].click()
    settle()
    return front._window.findChildren(AlikeDialog)[-1]


def test_a_group_stands_on_the_board_and_an_empty_board_says_nothing_of_it(open_front, register, settle) -> None:
    register("王秀英")
    register("李强")
    front = open_front()
    assert not front.today.alike.isVisible()
    register("赵芬")
    front.today.refresh()
    settle()
    assert front.today.alike.isVisible()
    assert [row.accessibleName() for row in front.today.alike.rows] == [
        "商家“云裳服饰旗舰店”\u2002·\u2002质量\u2002·\u20023 件，1 位消费者"
    ]


def test_a_low_window_shows_a_button_in_its_place(front, settle) -> None:
    front._window.resize(1280, 720)
    front.today.refresh()
    settle()
    assert not front.today.alike.isVisible()
    assert front.today.alike.brief.isVisible()
    assert front.today.alike.brief.text() == "同类投诉 1 组"
    front.today.alike.brief.click()
    settle()
    assert front._window.findChildren(AlikeDialog)


def test_leads_are_noted_on_all_cases_and_the_group_leaves_the_board(front, dialog, desk, settle) -> None:
    assert (dialog.go.text(), len(dialog.rows)) == ("为 3 件登记线索", 3)
    dialog.confirm()
    settle()
    assert any(label.text() for label in dialog.fields["what"].findChildren(QLabel) if "缺少" in label.text())
    dialog.what.setPlainText("商家售假")
    dialog.confirm()
    settle()
    leads = [cases.view(desk, f"ODR-2026-0000{place}").case.leads for place in (1, 2, 3)]
    assert [[(lead.what, lead.to) for lead in each] for each in leads] == [[("商家售假", "market")]] * 3
    assert not front.today.alike.isVisible()


def test_a_group_is_dismissed_with_a_reason_only(front, dialog, desk, settle) -> None:
    next(one for one in dialog.ways.findChildren(QAbstractButton) if one.text() == "不作处理").click()
    assert (dialog.ways.current, dialog.go.text()) == (DISMISS, "不作处理")
    assert not dialog.fields["what"].isVisibleTo(dialog)
    dialog.confirm()
    settle()
    assert len(patterns.found(desk)) == 1
    dialog.why.setPlainText("同一批次，商家已召回")
    dialog.confirm()
    settle()
    assert patterns.found(desk) == ()
    assert not front.today.alike.isVisible()


def test_a_case_of_the_group_opens(front, dialog, settle) -> None:
    dialog.rows[0].click()
    settle()
    assert front.case.number == "ODR-2026-00003"


def test_an_answered_group_is_known_to_its_cases_still(front, dialog, desk, settle) -> None:
    (group,) = patterns.found(desk)
    patterns.dismiss(desk, group.mark, "已召回")
    front.open_case("ODR-2026-00001")
    settle()
    panel = next(card for card in front.case.cards if isinstance(card, LeadsPanel))
    assert [button.text() for button in panel.card.groups] == ["同类投诉 3 件，近 30 天（商家）"]
    panel.card.groups[0].click()
    settle()
    assert front._window.findChildren(AlikeDialog)
