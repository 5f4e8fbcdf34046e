"""Where a batch goes: a folder, a ZIP, one PDF; and the manifest (清单) that says what is in it.

A file takes its name when it is whole and on the disk. The manifest grows by a line with each paper, so that it tells
the truth at any moment a job may end at.
"""

import csv
import os
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from odrdesk import text
from odrdesk.documents.csv_text import csv_bytes
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.services.paper_names import apart
from odrdesk.services.paper_numbers import shipped
from odrdesk.storage.files import flush

CASE, COPY, DIGEST, RESULT = 1, 4, 7, 9
"""Columns of the manifest that an interrupted job is taken up by."""
GROWING = ".odrdesk-"
_HASH = re.compile(r"[0-9a-f]{64}")
_PLAIN_FILE = 0o644 << 16
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A paper of a batch, or why there is none: `refusal`. `copy` is whose, `first_page` where it begins in one PDF."""

    case: str
    copy: str
    kind: PaperKind
    id: int = 0
    number: str = ""
    pages: int = 0
    sha256: str = ""
    template: str = ""
    file: str = ""
    first_page: int | None = None
    refusal: Refusal | None = None

    @property
    def row(self) -> tuple[object, ...]:
        """The line as the manifest has it; the reason of a refusal in words."""
        told = (self.file, self.case, self.number, text.vocabulary("paper_kind")[self.kind.value].zh, self.copy)
        if self.refusal is not None:
            return (*told, None, None, "", "", shipped()["batch"]["refused"], text.refusal_text(self.refusal))
        return (*told, self.pages, self.first_page, self.sha256, self.template, shipped()["batch"]["done"], "")


def headings() -> list[str]:
    """The heads of the manifest's columns."""
    return list(shipped()["batch"]["headings"])


def manifest_name() -> str:
    """What the manifest is called."""
    return str(shipped()["batch"]["name"])


class Manifest:
    """The list of a batch at its path."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def growing(self) -> Iterator[Callable[[Line], None]]:
        """While it runs every line given is at once behind those that are there already."""
        with broken(self.path):
            fresh = not self.path.exists() or self.path.stat().st_size == 0
            out = self.path.open("ab")
        with out:
            if fresh:
                self._add(out, csv_bytes(headings(), ()))
            yield lambda line: self._add(out, _behind(line))

    def write(self, lines: Sequence[Line]) -> None:
        """The whole list in the order of the job."""
        write_whole(self.path, csv_bytes(headings(), [line.row for line in lines]))

    def _add(self, out: BinaryIO, content: bytes) -> None:
        with broken(self.path):
            start = out.tell()
            try:
                out.write(content)
                out.flush()
            except OSError:
                with suppress(OSError):
                    out.truncate(start)
                raise


class Folder:
    """A folder of papers. Files of others are left alone."""

    def __init__(self, path: Path) -> None:
        if path.exists() and not path.is_dir():
            raise Refusal("paper.batch_not_a_folder", "out", path=str(path))
        with broken(path):
            path.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.manifest = Manifest(path / manifest_name())
        self._taken: set[str] = {manifest_name().casefold()}

    def write(self, name: str, content: bytes) -> str:
        """Write a file unless it is there with this content; the name it has."""
        with broken(self.path):
            found = apart(name, self._taken)
            while (self.path / found).exists() and (self.path / found).read_bytes() != content:
                self._taken.add(found.casefold())
                found = apart(name, self._taken)
            self._taken.add(found.casefold())
            if not (self.path / found).exists():
                write_whole(self.path / found, content)
        return found


class Sheet:
    """One PDF and its manifest beside it."""

    def __init__(self, path: Path) -> None:
        _require_file(path)
        self.path = path
        self.manifest = Manifest(path.with_name(f"{path.stem}_{manifest_name()}"))

    def write(self, content: bytes) -> None:
        """Put the whole file in its place."""
        write_whole(self.path, content)


class Pack:
    """A ZIP that takes its place when it is whole; until then its manifest stands beside it."""

    def __init__(self, path: Path) -> None:
        _require_file(path)
        self.path = path
        self.manifest = Manifest(path.with_name(f"{path.stem}_{manifest_name()}"))
        self._taken: set[str] = {manifest_name().casefold()}
        self._growing = path.with_name(f"{GROWING}{os.getpid()}-{path.name}")
        self._latest = datetime(1980, 1, 1, tzinfo=SHANGHAI)

    def __enter__(self) -> Self:
        with broken(self.path):
            self._zip = zipfile.ZipFile(self._growing, "w", zipfile.ZIP_STORED)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError, ValueError):
            self._zip.close()
        with suppress(OSError):
            self._growing.unlink(missing_ok=True)

    def add(self, name: str, content: bytes, at: datetime) -> str:
        """Add a file with the time of its issue; the name it has."""
        found = apart(name, self._taken)
        self._taken.add(found.casefold())
        self._latest = max(self._latest, at)
        with broken(self.path):
            self._zip.writestr(_entry(found, at), content)
        return found

    def finish(self, lines: Sequence[Line]) -> None:
        """Add the manifest and put the file in its place."""
        with broken(self.path):
            self._zip.writestr(
                _entry(manifest_name(), self._latest), csv_bytes(headings(), [line.row for line in lines])
            )
            self._zip.close()
            flush(self._growing)
            self._growing.replace(self.path)
            flush(self.path.parent)
            self.manifest.path.unlink(missing_ok=True)


def read_manifest(path: Path) -> dict[tuple[str, str], str]:
    """What an earlier run noted by case and copy: the paper's hash, "" where it was refused.

    What cannot be read is as if it were not there.
    """
    try:
        told = path.read_bytes().decode("utf-8-sig", "replace")
        rows = [row for row in csv.reader(told.splitlines()) if len(row) == len(headings())]
    except (OSError, csv.Error):
        return {}
    words = shipped()["batch"]
    found: dict[tuple[str, str], str] = {}
    for row in rows:
        done = row[RESULT] == words["done"] and _HASH.fullmatch(row[DIGEST])
        if done or row[RESULT] == words["refused"]:
            found[row[CASE], row[COPY]] = row[DIGEST] if done else ""
    return found


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in its place when it is whole and on the disk. Fault `paper.batch_broken`."""
    with broken(path):
        handle, name = tempfile.mkstemp(prefix=GROWING, dir=path.parent)
        half = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            half.chmod(0o644)
            half.replace(path)
        except BaseException:
            with suppress(OSError):
                half.unlink(missing_ok=True)
            raise


@contextmanager
def broken(path: Path) -> Iterator[None]:
    """What the disk does becomes the Fault that says how to go on."""
    try:
        yield
    except OSError as error:
        raise Fault("paper.batch_broken", path=str(path), reason=error.strerror or "") from error


def _behind(line: Line) -> bytes:
    return csv_bytes((), [line.row]).split(b"\r\n", 1)[1]


def _entry(name: str, at: datetime) -> zipfile.ZipInfo:
    local = at.astimezone(SHANGHAI)
    told = zipfile.ZipInfo(name, (local.year, local.month, local.day, local.hour, local.minute, local.second))
    # The same archive whatever system made it.
    told.create_system, told.external_attr, told.compress_type = _UNIX, _PLAIN_FILE, zipfile.ZIP_STORED
    return told


def _require_file(path: Path) -> None:
    if path.is_dir():
        raise Refusal("paper.batch_not_a_file", "out", path=str(path))
