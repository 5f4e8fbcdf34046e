"""No part of the fund's page needs more width than it gets, with claims in every state, in either language."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QScrollArea, QWidget

from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.tab_strip import TabStrip
from odrdesk.domain.money import Fen
from odrdesk.services import fund
from odrdesk.text import Language, set_language

SIZES = ((1280, 720), (1440, 900))


@pytest.fixture(params=["zh_CN", "en"])
def _language(request: pytest.FixtureRequest) -> Iterator[None]:
    spoken: Language = request.param
    set_language(spoken)
    yield
    set_language("zh_CN")


def too_wide(root: QWidget) -> list[str]:
    found = []
    for one in root.findChildren(QWidget):
        if not one.isVisible():
            continue
        need, room = one.minimumSizeHint().width(), one.width()
        if isinstance(one, QScrollArea) and not isinstance(one, TabStrip):
            need, room = one.widget().minimumSizeHint().width(), one.viewport().width()
        elif not isinstance(one, Card | Label):
            continue
        if need > room + 1:
            found.append(
                f"{type(one).__name__} {one.accessibleName() or getattr(one, 'text', str)()!r}: {need} > {room}"
            )
    return found


@pytest.mark.usefixtures("_language")
@pytest.mark.parametrize("scale", [100, 130])
def test_the_filled_page_fits(sit_down, claims, look: Look, qtbot, settle: Callable[[], None], scale: int) -> None:  # noqa: PLR0917 -- fixtures
    claims.money(50_000_00)
    fund.deposit(claims.by("沈佳"), "深圳市悦选数码科技有限公司旗舰店", Fen(500_00))
    for yuan in ("629.00", "8299.00"):
        claims.waiting(yuan, merchant="深圳市悦选数码科技有限公司旗舰店")
    claims.approved("899.00")
    claims.recovering("1299.00", merchant="深圳市悦选数码科技有限公司旗舰店")
    look.wear(look.mode, scale)
    front = sit_down("沈佳")
    window, page = front._window, front.fund.page
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

    see("board")
    window.go("prepay")
    settle()
    for row in page.queue.claims.values():
        row.head.click()
    for tab in [one.key for one in page.parts]:
        page.show_tab(tab)
        see(tab)
    page.put_in.click()
    see("money in")
    assert found == []
