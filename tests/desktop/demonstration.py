"""The demonstration desk, made once for all tests and kept in `build/`: making it costs as much as a hundred tests.

What it is made from names its folder, so a change of the services or of the script makes another.
"""

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

from odrdesk.domain.workdays import SHANGHAI
from odrdesk.services import demo
from odrdesk.services.demo import Made
from odrdesk.services.desk import Desk, open_desk
from odrdesk.storage.lock import hold

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 23, 10, 20, tzinfo=SHANGHAI)
"""The moment of the pictures: a Monday at work."""
_SOURCES = ("domain", "services", "storage", "documents", "text.py", "places.py")
_RESOURCES = ("demo", "law", "calendar", "papers", "evidence", "vocabulary")


def still() -> datetime:
    """The clock of the demonstration."""
    return NOW.astimezone(UTC)


def kept() -> Path:
    """The folder of the demonstration; nobody writes into it."""
    place = ROOT / "build" / "demonstration" / _key()
    place.parent.mkdir(parents=True, exist_ok=True)
    held = hold(place.parent / "lock", 600.0)
    try:
        _make(place)
    finally:
        held.release()
    return place


def opened(place: Path) -> Desk:
    """A copy of the desk in `place`, open, its clock standing still."""
    shutil.copytree(kept() / demo.DESK, place, ignore=shutil.ignore_patterns("*.lock", "*-wal", "*-shm"))
    return open_desk(place, clock=still)


def papers() -> list[Path]:
    """The files of the papers that were issued."""
    return sorted((kept() / demo.PAPERS).glob("*.pdf"))


def _make(place: Path) -> Made | None:
    if (place / demo.DESK).exists():
        return None
    for old in place.parent.iterdir():  # what another state of the sources was made from
        if old.is_dir():
            shutil.rmtree(old)
    return demo.make(place, still)


def _key() -> str:
    files: list[Path] = []
    for name in _SOURCES:
        path = ROOT / "odrdesk" / name
        files += [path] if path.is_file() else path.rglob("*.py")
    for name in _RESOURCES:
        files += (ROOT / "resources" / name).rglob("*.t*")
    told = hashlib.sha256()
    for file in sorted(files):
        told.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return told.hexdigest()[:16]
