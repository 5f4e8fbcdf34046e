"""What the desktop's tests share: a look, a work, and a list that needs no database."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from odrdesk.desktop import fonts
from odrdesk.desktop.hub import Hub
from odrdesk.desktop.models.columns import CaseRow, case_columns, case_row
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.theme import Look, Mode
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.places import resource
from odrdesk.services.desk import Desk, create
from odrdesk.services.lists import DueRow
from tests.desktop.guard import watched

STATES = ("registered", "accepted", "negotiating", "proposed", "performing", "closed")
CHANNELS = ("odr12315", "phone", "regulator", "platform")
GOODS = ("空气炸锅", "羊绒衫", "翡翠手镯", "智能手表", "水蜜桃", "跨境奶粉")
MERCHANTS = ("海淘优专营店", "云裳服饰旗舰店", "臻品珠宝直播间", "悦选数码旗舰店")
MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
OFFICERS = ("陈晓雯", "周倩", "吴霞", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says of each thing a real screen does that it does not do it."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(autouse=True)
def _asks_elsewhere() -> Iterator[None]:
    """Whatever a test does, the desktop does not ask the database on the thread that paints."""
    with watched() as asked:
        yield
    assert asked == set(), "the window stands still while these ask the database"


@pytest.fixture(scope="session", autouse=True)
def _nothing_copied() -> Iterator[None]:
    """What a test copied outlives Python in the offscreen clipboard, and its end then ends the process by a signal."""
    yield
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A practice desk on a Monday morning; a file that needs another makes its own."""
    made = create(tmp_path / "desk", "浦东·悦播联络点", practice=True, clock=lambda: MORNING, owner="陈晓雯")
    yield made
    made.close(backup=False)


@pytest.fixture
def settle(qtbot, work) -> Callable[[], None]:
    """Waits until nothing is under way."""
    return lambda: qtbot.waitUntil(lambda: not work.busy, timeout=20_000)


@pytest.fixture
def bundled(qapp: QApplication) -> Iterator[Look]:
    """A look in the bundled face, for what must not depend on the machine's own: what fits, how a page looks."""
    qapp.setStyle("Fusion")
    family = fonts.register(sorted(resource("fonts").glob("Hei-*.ttf")))[0]
    made = Look(qapp, icons=resource("icons"), style=resource("theme", "app.qss"), family=family)
    made.wear(Mode.LIGHT)
    yield made
    qapp.setStyleSheet("")
    made.deleteLater()


@pytest.fixture(scope="session")
def _face(qapp: QApplication) -> str:
    qapp.setStyle("Fusion")
    return fonts.choose(resource("fonts"))


@pytest.fixture
def look(qapp: QApplication, _face: str) -> Iterator[Look]:
    """The light look."""
    made = Look(qapp, icons=resource("icons"), style=resource("theme", "app.qss"), family=_face)
    made.wear(Mode.LIGHT)
    yield made
    # Windows closed a moment ago still wait for their deletion; a new style sheet would dress the half-dead.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")
    made.deleteLater()


@pytest.fixture
def heard() -> SimpleNamespace:
    """What nobody else was there to hear."""
    return SimpleNamespace(bugs=[], faults=[], refusals=[])


@pytest.fixture
def hub(qapp: QApplication) -> Hub:
    """The one signal."""
    return Hub()


@pytest.fixture
def work(hub: Hub, heard: SimpleNamespace) -> Iterator[Work]:
    """The two pools, emptied at the end."""
    made = Work(hub, bug=heard.bugs.append, fault=heard.faults.append, refusal=heard.refusals.append)
    yield made
    assert made.finish()


@pytest.fixture
def settings(tmp_path) -> QSettings:
    """Kept places in a file of the test's own."""
    return QSettings(str(tmp_path / "ui.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def window(qtbot, look: Look, settings: QSettings) -> Window:
    """An empty window."""
    made = Window(look, settings)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def due_row() -> Callable[..., DueRow]:
    """Makes the row of a dispute as the services give it."""

    def make(key: int, late: int = 0, **changed: object) -> DueRow:
        facts = {
            "key": key,
            "number": f"ODR-2026-{key:05d}",
            "state": _member("State", STATES[key % 6]),
            "channel": _member("Channel", CHANNELS[key % 4]),
            "category": _member("Category", None),
            "consumer": "王*英",
            "merchant": MERCHANTS[key % 4],
            "goods": GOODS[key % 6],
            "amount": 29_900 + key,
            "received_at": datetime(2026, 11, 6, 6, 6, tzinfo=UTC),
            "due": date(2026, 11, 20),
            "due_rule": "ODR",
            "officer": OFFICERS[key % 4],
            "level": 0,
            "facts": f"{GOODS[key % 6]}与直播宣传不符，要求退款。",
            **changed,
        }
        return DueRow(SimpleNamespace(**facts), max(0, late), max(0, -late))

    return make


def _member(name: str, value: str | None) -> object:
    from odrdesk.domain import vocabulary

    members = getattr(vocabulary, name)
    return members(value) if value else next(iter(members))


class FakeSource:
    """A list of `count` disputes; `only` names the keys a filter lets through."""

    def __init__(
        self, count: int, make: Callable[..., DueRow], only: Callable[[int], bool] = lambda _key: True
    ) -> None:
        self.keys = array("q", (key for key in range(1, count + 1) if only(key)))
        self.make = make
        self.asked: list[list[int]] = []

    def opening(self, limit: int) -> tuple["array[int]", int]:
        return self.keys[:limit], len(self.keys)

    def ids(self) -> Iterator["array[int]"]:
        for first in range(0, len(self.keys), 5_000):
            yield self.keys[first : first + 5_000]

    def rows(self, keys: Sequence[int]) -> list[CaseRow]:
        self.asked.append(list(keys))
        return [case_row(self.make(key, late=3 - key)) for key in keys]


@pytest.fixture
def source(due_row) -> Callable[..., FakeSource]:
    """Makes a list."""
    return lambda count, **options: FakeSource(count, due_row, **options)


@pytest.fixture
def rows(work: Work) -> Rows:
    """The model of the case list."""
    return Rows(work, case_columns())
