"""What holds for every test: no screen, no network, no clock of this machine, the English words as they stand."""

import gc
import os
import runpy
import socket
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from odrdesk.text import Language, set_language

ROOT = Path(__file__).resolve().parent.parent

# Qt and the C library read these once, before the first test. Tests of a real screen name their platform themselves.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TZ"] = "America/St_Johns"  # half an hour off every full hour: whoever asks this machine's zone is found out
if hasattr(time, "tzset"):
    time.tzset()
os.environ.pop("ODRDESK_DESK", None)

settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("desk"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # once, not in every worker of pytest-xdist
        runpy.run_path(str(ROOT / "packaging" / "catalogues.py"))["compile_catalogues"](ROOT / "resources" / "locale")


def _books_are_sound(database: Path) -> None:
    """What a test left in the ledger of a desk is proven, as the desk's own check does."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as look:
        if not look.execute("SELECT count(*) FROM voucher").fetchone()[0]:
            return
        from sqlmodel import Session

        from odrdesk.storage import ledger_proof
        from odrdesk.storage.engine import open_engines

        engines = open_engines(database)
        with Session(engines.read) as session:
            found = [(one.code, one.data) for one in ledger_proof.findings(session)]
        engines.dispose()
        # A test may book a voucher by itself; whatever it books keeps the ledger's own rules.
        wrong = [one for one in found if one[0] not in {"ledger.unlike_record", "ledger.unlike_prepayment"}]
        assert not wrong, f"{database}: {wrong}"


@pytest.fixture(autouse=True)
def _sound_books(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    yield
    if request.node.get_closest_marker("broken_books") is None:
        for database in tmp_path.rglob("odr.db"):
            _books_are_sound(database)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def connect_nearby_only(self: socket.socket, address: object) -> None:
        if self.family != getattr(socket, "AF_UNIX", None):
            pytest.fail(f"a test reached for the network: {address!r}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_nearby_only)


@pytest.fixture(autouse=True)
def _garbage_on_this_thread() -> Iterator[None]:
    """Widgets in a cycle must not die on a worker's thread, nor live into the next test: as `odrdesk.desktop.tidy`."""
    gc.disable()
    yield
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect(1)
    gc.enable()


@pytest.fixture(autouse=True)
def _chinese() -> None:
    """Every test begins in the desk's first language, whatever the one before it spoke."""
    set_language(Language.ZH_CN)


@pytest.fixture(autouse=True)
def _homeless(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test reads or writes the data folder of whoever runs it."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
