"""No panel needs more width than it gets: both languages, both usual windows, usual and largest text."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QScrollArea, QWidget

from odrdesk.desktop.front import Front
from odrdesk.desktop.pages.settings_parts import sections
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.reader import Reader
from odrdesk.desktop.widgets.tab_strip import TabStrip
from odrdesk.domain.vocabulary import Channel, PaperKind, Step
from odrdesk.services import papers, steps
from odrdesk.services.desk import Desk
from odrdesk.text import Language, set_language

SIZES = ((1280, 720), (1440, 900))
Finds = Callable[[QWidget], list[str]]


@pytest.fixture(params=["zh_CN", "en"])
def _language(request: pytest.FixtureRequest) -> Iterator[None]:
    spoken: Language = request.param
    set_language(spoken)
    yield
    set_language("zh_CN")


@pytest.fixture
def number(desk: Desk, register: Callable[..., str]) -> str:
    """A case with an offer refused and leads noted and sent; four more like it make a group."""
    for place in range(4):
        register(f"王秀{'一二三四'[place]}", channel=Channel.WECHAT)
    made = register("张秀英", "100% 山羊绒圆领针织衫（女，烟灰 M）", taken=True)
    offer = {"items": [{"kind": "refund", "amount": "299.00", "due": "2026-11-30"}]}
    leads = {"to": "market", "region": "浦东新区"}
    for step, facts in (
        (Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "请商家两个工作日内书面答复。"}),
        (Step.PROPOSE, offer),
        (Step.REJECT_OFFER, {"why": "消费者要求按三倍赔偿"}),
        (Step.LEAD, {"what": "主播宣称材质与检测结果不符，同一直播间多次出现", **leads}),
        (Step.LEAD, {"what": "商家未公示营业执照", **leads}),
        (Step.LEAD_SENT, {"lead": "1", "how": "全国12315平台"}),
    ):
        steps.take_step(desk, made, step, facts)
    papers.issue(desk, made, PaperKind.ACCEPTANCE_NOTICE)
    return made


def too_wide(root: QWidget) -> list[str]:
    """Every panel in view that is narrower than it must be, with what it needs and has."""
    found = []
    for one in root.findChildren(QWidget):
        if not one.isVisible():
            continue
        need, room = one.minimumSizeHint().width(), one.width()
        if isinstance(one, QScrollArea) and not isinstance(one, TabStrip):
            need, room = one.widget().minimumSizeHint().width(), one.viewport().width()
        elif isinstance(one, Reader):
            need, room = one.horizontalScrollBar().maximum(), 0
        elif not isinstance(one, Card | Label):
            continue
        if need > room + 1:
            said = one.text() if isinstance(one, Label) else one.accessibleName()
            found.append(f"{type(one).__name__} {said!r}: {need} > {room}")
    return found


@pytest.mark.usefixtures("_language")
@pytest.mark.parametrize("scale", [100, 130])
def test_nothing_is_cut_at_the_side(  # noqa: PLR0917 -- fixtures
    open_front: Callable[[], Front], look: Look, qtbot, settle, number: str, scale: int
) -> None:
    look.wear(look.mode, scale)
    front = open_front()
    window = front._window
    found: list[str] = []

    def see(what: str) -> None:
        settle()
        for size in SIZES:
            window.resize(*size)
            for _round in range(5):
                qtbot.wait(1)
                settle()
            if window.width() != size[0]:
                found.append(f"{what}: the window is {window.width()} wide, not {size[0]}")
            found.extend(f"{what} {size}: {one}" for one in too_wide(window))

    for page in ("today", "cases", "prepay", "merchants", "papers"):
        window.go(page)
        see(page)
    window.go("prepay")
    for tab in [one.key for one in front.fund.page.parts]:
        front.fund.page.show_tab(tab)
        see(f"prepay {tab}")
    front.open_case(number)
    tabs = front.case.tabs.keys()
    for tab in tabs:
        settle()
        front.case.tabs.tab(tab).click()
        see(f"case {tab}")
    front.merchants.open(1)
    see("merchant")
    window.go("settings")
    for section in sections():
        front.settings.open_section(section.key)
        see(f"settings {section.key}")
    assert found == []
