"""A practice desk at work on a Monday in November, and its front in a window."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from odrdesk.desktop.front import Front
from odrdesk.desktop.window import Window
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, Step
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.services import intake, steps
from odrdesk.services.desk import Desk, create


class Clock:
    """A clock that stands until it is set, by Shanghai wall time."""

    def __init__(self) -> None:
        self.set(2026, 11, 23)

    def set(self, year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
        self.now = datetime(year, month, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦东·悦播联络点", practice=True, clock=clock, owner="陈晓雯")
    yield made
    made.close(backup=False)


@pytest.fixture
def register(desk: Desk) -> Callable[..., str]:
    """Registers a complaint received at the clock's time; its number."""

    def made(
        name: str = "王秀英", goods: str = "羊绒衫", channel: Channel = Channel.PHONE, *, taken: bool = False
    ) -> str:
        draft = Complaint(
            channel=channel,
            received_at=desk.now(),
            consumer=Consumer(name, phone="13812345678"),
            merchant=Merchant("云裳服饰旗舰店"),
            order=Order(goods=goods, paid=Fen(89_700), bought_on=date(2026, 9, 1)),
            category=Category.QUALITY,
            claims=(Claim.REFUND,),
            facts=f"{goods}与宣传不符，要求退款。",
        )
        number = intake.register(desk, draft).value.case.number
        if taken:
            steps.take_step(desk, number, Step.ACCEPT, {})
        return number

    return made


@pytest.fixture
def settle(qtbot, work) -> Callable[[], None]:
    """Wait until nothing is under way."""
    return lambda: qtbot.waitUntil(lambda: not work.busy, timeout=20_000)


@pytest.fixture
def open_front(qtbot, look, settings, work, hub, desk, settle, heard) -> Iterator[Callable[[], Front]]:  # noqa: PLR0917 -- fixtures
    """Puts the desk's front into a wide window, shown and settled; closes it as a person does."""
    opened: list[Front] = []

    def made() -> Front:
        window = Window(look, settings)
        front = Front(look, window, settings, work=work, hub=hub, desk=desk)
        opened.append(front)
        window.resize(1440, 900)
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        settle()
        return front

    yield made
    for front in opened:
        window = front._window
        window.close()
        qtbot.waitUntil(lambda window=window: not window.isVisible(), timeout=20_000)
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert heard.bugs == []
