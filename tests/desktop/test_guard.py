"""What stands over every test of the desktop: it finds whoever asks the database on the thread that paints."""

from functools import partial

import pytest
from PySide6.QtCore import QTimer

from odrdesk.desktop.models.sources import CaseSource
from odrdesk.desktop.pages import cases_views
from odrdesk.domain.listing import VIEWS
from odrdesk.services import lists
from odrdesk.services.desk import Desk
from tests.desktop.guard import watched


def test_it_stands_over_every_test(request: pytest.FixtureRequest) -> None:
    assert "_asks_elsewhere" in request.fixturenames


@pytest.fixture
def _asks_elsewhere() -> None:
    """Not here: these tests ask on purpose, under a guard of their own."""


def test_it_finds_what_the_desktop_asks_and_not_what_a_test_does(desk: Desk) -> None:
    source = CaseSource(desk, VIEWS["all"])
    with watched() as asked:
        lists.opening(desk, VIEWS["all"], 1)
        cases_views.kept(desk)
    assert asked == set()
    with watched() as asked:
        source.opening(1)
    assert [one.partition(":")[0] for one in asked] == ["models/sources.py"]


def test_it_finds_what_is_asked_out_of_an_event(desk: Desk, work, qtbot, settle) -> None:
    source = CaseSource(desk, VIEWS["all"])
    said: list[object] = []
    with watched() as asked:
        work.read(partial(source.opening, 1), done=said.append)
        settle()
    assert len(said) == 1
    assert asked == set()
    with watched() as asked:
        QTimer.singleShot(0, lambda: said.append(source.opening(1)))
        qtbot.waitUntil(lambda: len(said) == 2, timeout=20_000)
    assert asked
