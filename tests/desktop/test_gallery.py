"""The components keep the measures they were drawn with, at every text size and in every set of colours."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.formats import due
from odrdesk.desktop.gallery import Gallery
from odrdesk.desktop.gallery_states import controls, in_state
from odrdesk.desktop.theme import SCALES, Look, Mode
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.avatar import Avatar
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.deadline_chip import DeadlineChip
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.key_cap import KeyCaps
from odrdesk.desktop.widgets.kpi import KpiTile
from odrdesk.desktop.widgets.ladder import Ladder
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.rail import Place, Rail
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.widgets.stepper import Stepper
from odrdesk.desktop.widgets.switch import Switch
from odrdesk.desktop.widgets.tag import Tag
from odrdesk.desktop.widgets.top_bar import SearchPill
from odrdesk.desktop.widgets.view_tabs import ViewTabs

MEASURES: tuple[tuple[str, int, Callable[[Look], QWidget]], ...] = (
    ("button", 32, lambda look: Button(look, "打印", "printer")),
    ("button of a foot", 34, lambda look: Button(look, "保存", height=34)),
    ("square button", 32, lambda look: Button(look, icon="ellipsis", name="更多")),
    ("switch", 32, lambda look: Switch(look, "减少动画")),
    ("search pill", 34, lambda look: SearchPill(look, "Ctrl+K")),
    ("key cap", 18, lambda look: KeyCaps(look, "Ctrl+K")),
    ("figure", 84, lambda look: KpiTile(look, "已逾期", "clock", Tone.DANGER, "件")),
    ("deadline", 22, lambda look: DeadlineChip(look, due(1))),
    ("pill", 22, lambda look: Pill(look, "协商中", Tone.INFO)),
    ("tag", 18, lambda look: Tag(look, "质量问题")),
    ("segmented", 32, lambda look: Segmented(look, "范围", [("mine", "我的"), ("all", "全部")])),
    ("stepper", 46, Stepper),
    ("close stepper", 26, lambda look: Stepper(look, compact=True)),
    ("view tabs", 40, lambda look: ViewTabs(look, "视图", [("mine", "我的待办")])),
    ("case tabs", 38, lambda look: ViewTabs(look, "案件", [("facts", "概览")], gap=24, height=38)),
    ("ladder", 148, Ladder),
    ("input", 34, Entry),
    *((f"avatar {side}", side, lambda look, side=side: Avatar(look, "陈晓雯", side)) for side in (24, 28, 32)),
)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize(("high", "make"), [one[1:] for one in MEASURES], ids=[one[0] for one in MEASURES])
def test_each_is_as_high_as_drawn(look: Look, qtbot, high: int, make: Callable[[Look], QWidget], scale: int) -> None:
    look.wear(Mode.LIGHT, scale)
    made = make(look)
    qtbot.addWidget(made)
    # A row of segments adds its two pixels above and below, whatever the size of the text.
    assert abs(made.sizeHint().height() - look.dp(high)) <= (2 if scale != 100 else 0)


def test_a_place_of_the_navigation_is_thirty_six_high(look: Look, qtbot) -> None:
    rail = Rail(look, (Place("today", "今日工作台", "layout-dashboard", "Alt+1"),), ())
    qtbot.addWidget(rail)
    (item,) = [one for one in rail.findChildren(QWidget) if one.accessibleName() == "今日工作台"]
    assert item.sizeHint().height() == 36


@pytest.mark.parametrize("mode", list(Mode))
def test_every_state_of_every_control_looks_different(look: Look, qtbot, mode: Mode) -> None:
    """Under the mouse, with the keys, off: each is seen, in high contrast too."""
    look.wear(mode)
    gallery = Gallery(look)
    qtbot.addWidget(gallery)
    gallery.resize(1280, 900)
    gallery.show()
    for one in controls(look):
        seen = set()
        for state in (0, 2, 3):
            control = in_state(one.make(), state)
            qtbot.addWidget(control)
            control.resize(control.sizeHint())
            image = control.grab().toImage()
            seen.add(bytes(image.constBits()))
        assert len(seen) == 3, one.words
