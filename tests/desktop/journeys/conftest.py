"""The desk a journey begins at: a practice desk on a Monday morning, its window open at the board."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from odrdesk.desktop.front import Front
from odrdesk.desktop.window import Window
from odrdesk.services.desk import Desk, create
from tests.desktop.acts import Acts

NOW = datetime(2026, 11, 23, 2, 20, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦东·悦播联络点", practice=True, clock=lambda: NOW, owner="陈晓雯")
    yield made
    made.close(backup=False)


@pytest.fixture
def rest(qtbot, work) -> Callable[[], None]:
    """Waits until nothing is under way."""
    return lambda: qtbot.waitUntil(lambda: not work.busy, timeout=60_000)


@pytest.fixture
def front(qtbot, look, settings, work, hub, desk: Desk, rest) -> Iterator[Front]:  # noqa: PLR0917 -- fixtures
    window = Window(look, settings)
    made = Front(look, window, settings, work=work, hub=hub, desk=desk)
    window.resize(1440, 900)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    rest()
    yield made
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=60_000)
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(front: Front) -> Window:
    return front._window


@pytest.fixture
def acts(window: Window, rest) -> Acts:
    return Acts(window, rest=rest)
