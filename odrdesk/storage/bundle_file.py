"""A bundle (案卷) on the disk: a ZIP written part by part, the same bytes from the same parts; and one read again.

Nothing is packed smaller, so that the bytes depend on no library, and files of gigabytes never lie in memory.
"""

import hashlib
import os
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, NamedTuple

from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.storage import vault
from odrdesk.storage.files import flush
from odrdesk.storage.outgoing import GROWING

SUMS = "SHA256SUMS"
BLOCK = 1 << 20
SPARE = 4 << 20
MOST_PARTS = 100_000
MOST_TEXT = 64 << 20
"""A table of sums of more is none."""
_HASH = 64
_FIRST_YEAR = 1980
"""What the format can say."""

Heard = Callable[[int], bool]


class Stored(NamedTuple):
    """A file of the vault by its hash and size in bytes."""

    sha256: str
    size: int


class Part(NamedTuple):
    """One file of a bundle: its name with `/` between folders, and its bytes or where they lie."""

    name: str
    content: bytes | Stored

    @property
    def size(self) -> int:
        """In bytes."""
        return self.content.size if isinstance(self.content, Stored) else len(self.content)

    @property
    def sha256(self) -> str:
        """Lower-case hex."""
        return self.content.sha256 if isinstance(self.content, Stored) else hashlib.sha256(self.content).hexdigest()


class Written(NamedTuple):
    """A bundle that is whole but has not its name yet; `put` gives it."""

    sha256: str
    size: int
    put: Callable[[], None]


class Read(NamedTuple):
    """A bundle read again: what changed, is missing, or is there besides, by name; `small` are parts asked for."""

    sums: str
    parts: int
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    small: Mapping[str, bytes]


def sums_of(parts: Iterable[Part]) -> bytes:
    """The table of `sha256sum`: hash, two blanks, name, in the order of the names."""
    rows = sorted((part.name, part.sha256) for part in parts)
    return "".join(f"{digest}  {name}\n" for name, digest in rows).encode()


@contextmanager
def growing_zip(
    desk: Path, out: Path, parts: Sequence[Part], stamp: datetime, heard: Heard, *, replace: bool = False
) -> Iterator[Written]:
    """Write the parts and their sums beside `out`; left without `put`, nothing stays.

    Refuses `output.exists`; Faults `disk.full`, `output.not_written`, and `evidence.changed` for a file of the vault
    that is not what it was. Raises `vault.StoppedError`.
    """
    _free(out, replace=replace)
    _require_room(out, parts)
    half = out.with_name(f"{GROWING}{os.getpid()}-{out.name}")
    try:
        try:
            with half.open("xb") as file:
                _write(desk, file, sorted(parts), stamp, heard)
                file.flush()
                os.fsync(file.fileno())
            told = Stored(_digest(half), half.stat().st_size)
        except OSError as error:
            raise Fault("output.not_written", path=str(out), reason=error.strerror or "") from error
        yield Written(told.sha256, told.size, lambda: _place(half, out, replace=replace))
    finally:
        half.unlink(missing_ok=True)


def read_zip(path: Path, wanted: Iterable[str] = (), heard: Heard = lambda _read: True) -> Read:
    """Read every byte of a bundle and compare it with its sums; `wanted` are parts whose content is given back.

    Refuses what is no bundle (`bundle.unreadable`), what is not there (`input.missing`) or cannot be read
    (`input.unreadable`).
    """
    try:
        with zipfile.ZipFile(path) as file:
            names = [one.filename for one in file.infolist() if not one.is_dir()]
            if SUMS not in names or len(names) > MOST_PARTS or file.getinfo(SUMS).file_size > MOST_TEXT:
                raise Refusal("bundle.unreadable", "file", name=path.name)
            table = file.read(SUMS)
            known = _table(table, path.name)
            small = {name: file.read(name) for name in wanted if name in names and _is_small(file, name)}
            doubled = {name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else set()
            changed = [name for name in known if name in names and not _is_whole(file, name, known[name], heard)]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, UnicodeError, EOFError) as why:
        raise Refusal("bundle.unreadable", "file", name=path.name) from why
    except FileNotFoundError as why:
        raise Refusal("input.missing", "file", path=str(path)) from why
    except OSError as why:
        raise Refusal("input.unreadable", "file", path=str(path), reason=why.strerror or "") from why
    return Read(
        sums=hashlib.sha256(table).hexdigest(),
        parts=len(known),
        changed=tuple(sorted({*changed, *doubled})),
        missing=tuple(sorted(set(known) - set(names))),
        extra=tuple(sorted(set(names) - set(known) - {SUMS})),
        small=small,
    )


def _write(desk: Path, file: IO[bytes], parts: Sequence[Part], stamp: datetime, heard: Heard) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as made:
        for part in parts:
            with made.open(_info(part.name, stamp), "w", force_zip64=part.size >= zipfile.ZIP64_LIMIT) as out:
                _pour(desk, part, out, heard)
        with made.open(_info(SUMS, stamp), "w") as out:
            out.write(sums_of(parts))


def _pour(desk: Path, part: Part, out: IO[bytes], heard: Heard) -> None:
    if isinstance(part.content, bytes):
        out.write(part.content)
        if not heard(len(part.content)):
            raise vault.StoppedError
        return
    digest = hashlib.sha256()
    place = vault.place(desk, part.content.sha256)
    try:
        source = place.open("rb")
    except OSError as why:
        raise Fault("evidence.changed", name=part.name, number="", key=0) from why
    with source:
        while block := source.read(BLOCK):
            digest.update(block)
            out.write(block)
            if not heard(len(block)):
                raise vault.StoppedError
    if digest.hexdigest() != part.content.sha256:
        raise Fault("evidence.changed", name=part.name, number="", key=0)


def _info(name: str, stamp: datetime) -> zipfile.ZipInfo:
    """The head of a part: the moment in Shanghai, to two seconds, readable by everybody."""
    local = stamp.astimezone(SHANGHAI)
    moment = (max(_FIRST_YEAR, local.year), local.month, local.day, local.hour, local.minute, local.second // 2 * 2)
    made = zipfile.ZipInfo(name, moment)
    made.create_system = 3
    made.external_attr = (stat.S_IFREG | 0o644) << 16
    return made


def _free(path: Path, *, replace: bool) -> None:
    if path.is_dir() or (path.exists() and not replace):
        raise Refusal("output.exists", "destination", path=str(path))


def _require_room(out: Path, parts: Sequence[Part]) -> None:
    needed = sum(part.size + 2 * len(part.name.encode()) + 512 for part in parts) + SPARE
    try:
        free = shutil.disk_usage(out.parent).free
    except OSError as error:
        raise Fault("output.not_written", path=str(out), reason=error.strerror or "") from error
    if free < needed:
        raise Fault("disk.full", path=str(out.parent), reason="")


def _place(half: Path, out: Path, *, replace: bool) -> None:
    _free(out, replace=replace)
    try:
        half.replace(out)
        flush(out.parent)
    except OSError as error:
        raise Fault("output.not_written", path=str(out), reason=error.strerror or "") from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _table(content: bytes, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in content.decode("utf-8").splitlines():
        digest, gap, part = line[:_HASH], line[_HASH : _HASH + 2], line[_HASH + 2 :]
        if len(digest) != _HASH or gap not in {"  ", " *"} or not part or part in found:
            raise Refusal("bundle.unreadable", "file", name=name)
        found[part] = digest
    return found


def _is_small(file: zipfile.ZipFile, name: str) -> bool:
    return file.getinfo(name).file_size <= MOST_TEXT


def _is_whole(file: zipfile.ZipFile, name: str, sha256: str, heard: Heard) -> bool:
    digest = hashlib.sha256()
    info = file.getinfo(name)
    try:
        if info.compress_type != zipfile.ZIP_STORED and info.file_size > 200 * max(1, info.compress_size):
            return False
        with file.open(name) as source:
            while block := source.read(BLOCK):
                digest.update(block)
                if not heard(len(block)):
                    raise vault.StoppedError
    except (zipfile.BadZipFile, EOFError, OSError):
        return False
    return digest.hexdigest() == sha256
