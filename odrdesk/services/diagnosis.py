"""What helps somebody far away to see what is wrong, and nothing of the people: one ZIP.

Only what is written out here goes in: versions, counts, codes, settings whose values are numbers, yes and no, or words
of a known list. No name, no number of a case, no text that was typed, no path.
"""

import json
import platform
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path

from odrdesk import __version__
from odrdesk.domain.record import Finding
from odrdesk.services import backup_place, clerks, upkeep
from odrdesk.services.desk import DATABASE, Changes, Desk, Done
from odrdesk.storage import disputes, record, schema, settings
from odrdesk.storage.faults import faults

PARTS = (
    "PySide6", "PySide6_Essentials", "SQLAlchemy", "sqlmodel", "sqlcipher3", "alembic", "reportlab", "pillow",
    "python-calamine", "XlsxWriter", "python-stdnum", "pypinyin", "typer", "rich", "platformdirs", "tzdata",
    "argon2-cffi", "cryptography", "zxing-cpp", "pypdfium2", "pyhanko",
)  # fmt: skip
"""The libraries it is made of; those that are not installed are left out."""
_PLAIN = frozenset(
    {"looks.mode", "looks.scale", "looks.language", "looks.compact", "looks.calm", "clerks.lock_minutes"}
)
_REPORT = "crash-"
_PLACE = re.compile(r'File "([^"\n]+)"')
_KEPT_PARTS = 3
"""Of a file's place only its end goes in: what stands before it may name who works at the machine."""


def versions() -> dict[str, str]:
    """Of the program, Python and every library that is installed."""
    found = {"odrdesk": __version__, "python": sys.version.split()[0]}
    for name in PARTS:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def pack(
    desk: Desk, dest: Path, *, reports: Iterable[Path] = (), window: Mapping[str, object] | None = None
) -> Done[Path]:
    """Write the pack to `dest`; `reports` are the crash reports, `window` what the window knows of its screen.

    Nothing of the desk is changed, so nothing is recorded. Faults of the disk.
    """
    found = upkeep.check(desk)
    parts: dict[str, str] = {
        "versions.json": _json({**versions(), "schema": schema.VERSION}),
        "machine.json": _json({
            "system": platform.system(), "release": platform.release(), "machine": platform.machine(),
            "utf8": sys.flags.utf8_mode, **(window or {}),
        }),
        "desk.json": _json(_desk(desk)),
        "settings.json": _json(_settings(desk)),
        "check.json": _json(_told(found)),
    }  # fmt: skip
    for report in reports:
        if report.name.startswith(_REPORT) and report.is_file():
            parts[f"crashes/{report.name}"] = _PLACE.sub(_short, report.read_text("utf-8", "replace"))
    with faults(dest.parent), zipfile.ZipFile(dest, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(parts.items()):
            archive.writestr(name, text)
    return Done(dest, Changes())


def _desk(desk: Desk) -> dict[str, object]:
    """Counts and sizes."""
    places = backup_place.state(desk)
    with desk.reading() as session:
        head = record.head(session)
        cases = disputes.count(session)
        acts = Counter(one.entry.act for one in record.entries(session))
    law = desk.law
    return {
        "practice": desk.practice,
        "writing": desk.house.held is not None,
        "people": len(clerks.seated(desk)),
        "cases": cases,
        "record": head.seq if head else 0,
        "acts": dict(sorted(acts.items())),
        "database_bytes": (desk.path / DATABASE).stat().st_size,
        "backups": len(places.made),
        "second_place": {"chosen": places.second is not None, "there": places.reached, "made": len(places.second_made)},
        "last_backup": places.last.isoformat() if places.last else None,
        "rules": len(law.rules),
        "instruments": len(law.instruments),
        "unsound": [one.code for one in desk.unsound],
    }


def _settings(desk: Desk) -> dict[str, object]:
    """Those whose values cannot name anybody; of the others only that they are set."""
    with desk.reading() as session:
        kept = settings.all_of(session)
    told = {name: value for name, value in kept.items() if name in _PLAIN}
    groups = Counter(name.split(".")[0] for name in kept if name not in _PLAIN)
    return {"plain": told, "set_in_group": dict(sorted(groups.items()))}


def _short(found: re.Match[str]) -> str:
    parts = re.split(r"[\\/]", found[1])
    return f'File "{"/".join(parts[-_KEPT_PARTS:])}"'


def _told(found: Iterable[Finding]) -> dict[str, int]:
    return dict(sorted(Counter(one.code for one in found).items()))


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2)
