"""A practice desk with the shoes of the scenario on it, and the case page in a window."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QEvent, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.models.columns import case_columns, case_row
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.pages.case import CasePage
from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.desktop.window import Window
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.listing import VIEWS
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.services import desk as desks
from odrdesk.services import intake, lists
from odrdesk.services.desk import Desk


class Clock:
    """A clock that stands until it is set, by Shanghai wall time."""

    def __init__(self) -> None:
        self.set(2026, 9, 30, 10, 30)

    def set(self, year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
        self.now = datetime(year, month, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def window(window: Window) -> Iterator[Window]:
    """The empty window, gone before the look is taken off: a style sheet must not outlive nor precede its widgets."""
    yield window
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shoes() -> Complaint:
    """Shoes sold as leather in a live room for 129.00 yuan; the consumer asks for the price and three times of it."""
    received = datetime(2026, 9, 30, 2, 12, tzinfo=UTC)
    return Complaint(
        channel=Channel.ODR12315,
        channel_no="3101150000000202609301234",
        received_at=received,
        pushed_at=received,
        consumer=Consumer("张小某", phone="13812348000", address="上海市浦东新区世纪大道2001号4号楼319室"),
        merchant=Merchant("浦江好物旗舰店", "91310115MA1FARM015"),
        live=Live(room="浦江好物", host="小鹿", on=date(2026, 9, 20), timecode="00:42:10"),
        order=Order(
            no="692011582274003801", goods="头层牛皮男鞋", quantity=1, paid=Fen(12900), bought_on=date(2026, 9, 20)
        ),
        category=Category.FALSE_CLAIMS,
        claims=(Claim.RETURN_GOODS, Claim.REFUND, Claim.PUNITIVE),
        claimed=Fen(62900),
        facts="主播说是头层牛皮，送检鞋面为 PU 合成革。要求退货退款并三倍赔偿，共 629 元。",
    )


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    made = desks.create(tmp_path / "desk", "浦东·悦播联络点", practice=True, clock=clock, owner="陈晓雯")
    yield made
    made.close(backup=False)


@pytest.fixture
def number(desk: Desk, shoes: Complaint) -> str:
    """The number of the shoes' case; two more wait behind it."""
    first = intake.register(desk, shoes).value.case.number
    for place, goods in enumerate(("羊绒衫", "空气炸锅")):
        other = replace(
            shoes, channel_no=f"310115000000020260930999{place}", order=replace(shoes.order, goods=goods, no=goods)
        )
        intake.register(desk, other)
    return first


class Open:
    """The open disputes of a desk as a list."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def opening(self, limit: int):
        return lists.opening(self.desk, VIEWS["open"], limit)

    def ids(self):
        return lists.ids(self.desk, VIEWS["open"])

    def rows(self, keys):
        return [case_row(row) for row in lists.rows(self.desk, keys)]


@pytest.fixture
def settle(qtbot, work) -> Callable[[], None]:
    """Wait until nothing is under way."""
    return lambda: qtbot.waitUntil(lambda: not work.busy, timeout=20_000)


@pytest.fixture
def empty_page(window, look, work, hub, desk: Desk) -> CasePage:
    """The case page before a case is opened."""
    rows = Rows(work, case_columns(), window)
    rows.load(Open(desk))
    return CasePage(look, window, work, hub, desk=desk, rows=rows)


@pytest.fixture
def page(qtbot, window, empty_page: CasePage, number: str, settle) -> CasePage:
    """The case page of the shoes in a wide window."""
    made = empty_page
    made.cases.list.model().reload()
    window.add_page("case", made)
    window.resize(1440, 900)
    window.show()
    with qtbot.waitExposed(window):
        window.activateWindow()
    window.go("case")
    made.open_case(number)
    settle()
    return made


@pytest.fixture
def over(window) -> Callable[[], QWidget]:
    """What lies over the window now."""
    return lambda: next(one for one in window.findChildren(Overlay) if one.isVisible())


@pytest.fixture
def text_of() -> Callable[[bytes], str]:
    """All text of a PDF, without blanks."""

    def read(content: bytes) -> str:
        buffer = QBuffer()
        buffer.setData(QByteArray(content))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument()
        document.load(buffer)
        pages = [document.getAllText(page).text() for page in range(document.pageCount())]
        document.close()
        return "".join("".join(pages).split())

    return read


@pytest.fixture
def told(heard: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """Nothing may go wrong unheard."""
    yield heard
    assert (heard.bugs, heard.faults, heard.refusals) == ([], [], [])
