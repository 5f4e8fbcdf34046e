"""The files of evidence: `evidence/ab/abcdef…` in the desk's folder, each under its SHA-256, read-only, never changed.

A file is whole and on the disk before a row names it: who is interrupted leaves at most a file without a row, which
does no harm and is told by `strays`. The same content lies there once, however often it was handed in.
"""

import errno
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.evidence import MOST_BYTES
from odrdesk.storage.faults import faults
from odrdesk.storage.files import flush

FOLDER = "evidence"
GROWING = ".new-"
BLOCK = 1 << 20
READ_ONLY = 0o400
SPARE = 16 << 20
"""Bytes that must stay free beside a file: the database needs room to note it."""

Heard = Callable[[int], bool]
"""Hears how many bytes were read just now; False stops."""


class Kept(NamedTuple):
    """A file as it lies in the vault: its hash, its size in bytes, and when the original was last changed (UTC)."""

    sha256: str
    size: int
    modified_at: datetime | None = None


class StoppedError(Exception):
    """Somebody pressed stop; nothing was kept."""


def place(desk: Path, sha256: str) -> Path:
    """Where the file of a hash lies."""
    return desk / FOLDER / sha256[:2] / sha256


def keep(desk: Path, source: Path, heard: Heard = lambda _read: True) -> Kept:
    """Copy a file in, whole and on the disk when this returns.

    Refuses, each with field `file`: `evidence.missing`, `evidence.unreadable`, `evidence.folder`,
    `evidence.not_a_file` (a device, a pipe), `evidence.empty`, `evidence.too_large`, `evidence.changing` (it was
    written to meanwhile). Faults: `disk.full` and what else the desk's own disk does. Raises StoppedError.
    """
    with _opened(source) as (file, told):
        kept = _write(desk, _Source(file, source, told.st_size), heard)
        after = os.fstat(file.fileno())
        if (after.st_size, after.st_mtime_ns) != (told.st_size, told.st_mtime_ns) or kept.size != told.st_size:
            raise Refusal("evidence.changing", "file", name=source.name)
    return kept._replace(modified_at=_moment(told.st_mtime))


def keep_bytes(desk: Path, content: bytes, name: str) -> Kept:
    """As `keep`, for what never was a file: a picture from the clipboard."""
    if not content:
        raise Refusal("evidence.empty", "file", name=name)
    return _write(desk, _Source(BytesIO(content), Path(name), len(content)), lambda _read: True)


def state_of(desk: Path, sha256: str, size: int, heard: Heard = lambda _read: True) -> str | None:
    """What is wrong with a file: `evidence.missing_file`, `evidence.changed`, `evidence.unreadable_file`, or None.

    Reads every byte. Raises StoppedError.
    """
    path = place(desk, sha256)
    try:
        if path.stat().st_size != size or not stat.S_ISREG(path.lstat().st_mode):
            return "evidence.changed"
        with path.open("rb") as file:
            return None if _hash(file, heard) == sha256 else "evidence.changed"
    except FileNotFoundError:
        return "evidence.missing_file"
    except OSError:
        return "evidence.unreadable_file"


def copy_out(desk: Path, sha256: str, size: int, target: Path, name: str) -> None:
    """Write a file's content to `target`, checked on the way; an existing file is left alone.

    Refuses `evidence.out_exists`; Fault `evidence.changed` (also for a missing one) and `output.cannot_write`.
    """
    wrong = state_of(desk, sha256, size)
    if wrong:
        raise Fault(wrong, name=name, number="", key=0)
    growing = target.with_name(f"{GROWING}{os.getpid()}")
    try:
        if target.exists():
            raise Refusal("evidence.out_exists", "out", path=str(target))
        with place(desk, sha256).open("rb") as source, growing.open("wb") as out:
            for block in _blocks(source):
                out.write(block)
            out.flush()
            os.fsync(out.fileno())
        growing.rename(target)
    except OSError as error:
        growing.unlink(missing_ok=True)
        raise Fault("output.cannot_write", path=str(target), reason=error.strerror or "") from error


def read(desk: Path, sha256: str, size: int) -> bytes | None:
    """The content of a small file, or None where it does not fit its hash any more."""
    try:
        content = place(desk, sha256).read_bytes()
    except OSError:
        return None
    return content if len(content) == size and hashlib.sha256(content).hexdigest() == sha256 else None


def strays(desk: Path, known: Iterable[str]) -> tuple[str, ...]:
    """Names under the folder that no row asks for: left by an interruption, or put there by somebody."""
    wanted = set(known)
    root = desk / FOLDER
    try:
        found = sorted(path for path in root.rglob("*") if not path.is_dir())
    except OSError:
        return ()
    return tuple(
        path.relative_to(root).as_posix() for path in found if path.name not in wanted or path != place(desk, path.name)
    )


def carry(
    sources: Iterable[Path],
    target: Path,
    wanted: Mapping[str, int],
    *,
    link_from: Path | None = None,
    prove: bool = True,
    told: Callable[[int, int], object] = lambda _done, _total: None,
) -> int:
    """Bring files into the vault of `target` (a desk's or a backup's folder); how many of them were whole nowhere.

    `sources` are folders with a vault, the best first; each copy is proved by its hash. A file of the right size in
    `link_from` (with `prove`: a whole one) is linked instead, where the file system can: it takes no room again.
    `told(done, total)` before each file.
    """
    missing = 0
    for done, (sha256, size) in enumerate(wanted.items()):
        told(done, len(wanted))
        there = place(target, sha256)
        there.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if link_from is not None and _link(place(link_from, sha256), there, size):
            if not prove or state_of(target, sha256, size) is None:
                continue
            there.unlink()
        if not any(_copy(place(source, sha256), there, sha256) for source in sources):
            missing += 1
    return missing


class _Source(NamedTuple):
    file: BinaryIO
    path: Path
    size: int


@contextmanager
def _opened(source: Path) -> Iterator[tuple[BinaryIO, os.stat_result]]:
    """The file, opened so that a pipe does not wait for ever, and what it is."""
    name = source.name or str(source)
    try:
        handle = os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as why:
        raise Refusal("evidence.missing", "file", name=str(source)) from why
    except (OSError, ValueError) as why:
        if _is_folder(source):
            raise Refusal("evidence.folder", "file", name=name) from why
        reason = getattr(why, "strerror", "") or ""
        raise Refusal("evidence.unreadable", "file", name=name, reason=reason) from why
    told = os.fstat(handle)
    try:
        _require(told, name)
    except Refusal:
        os.close(handle)
        raise
    with os.fdopen(handle, "rb") as file:
        yield file, told


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _require(told: os.stat_result, name: str) -> None:
    if stat.S_ISDIR(told.st_mode):
        raise Refusal("evidence.folder", "file", name=name)
    if not stat.S_ISREG(told.st_mode):
        raise Refusal("evidence.not_a_file", "file", name=name)
    if told.st_size == 0:
        raise Refusal("evidence.empty", "file", name=name)
    if told.st_size >= MOST_BYTES:
        raise Refusal("evidence.too_large", "file", name=name, size_mb=told.st_size // 1_000_000)


def _write(desk: Path, source: _Source, heard: Heard) -> Kept:
    """The copy grows under a name of its own and takes that of its hash when it is whole and on the disk."""
    root = desk / FOLDER
    with faults(root):
        root.mkdir(mode=0o700, exist_ok=True)
        _sweep(root)
        if _free(root) < source.size + SPARE:
            raise Fault("disk.full", path=str(root), reason="")
        handle, name = tempfile.mkstemp(prefix=f"{GROWING}{os.getpid()}-", dir=root)
        growing = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                digest, size = _through(source, out, heard)
            growing.chmod(READ_ONLY)
            _settle(desk, growing, digest)
        except BaseException:
            with suppress(OSError):
                growing.unlink(missing_ok=True)
            raise
    return Kept(digest, size)


def _through(source: _Source, out: BinaryIO, heard: Heard) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for block in _blocks_of(source):
        out.write(block)
        digest.update(block)
        size += len(block)
        if size >= MOST_BYTES:
            raise Refusal("evidence.too_large", "file", name=source.path.name, size_mb=size // 1_000_000)
        if not heard(len(block)):
            raise StoppedError
    out.flush()
    os.fsync(out.fileno())
    return digest.hexdigest(), size


def _blocks_of(source: _Source) -> Iterator[bytes]:
    """What cannot be read is the handed-in file's fault, not that of the desk's disk."""
    while True:
        try:
            block = source.file.read(BLOCK)
        except OSError as why:
            reason = why.strerror or ""
            raise Refusal("evidence.unreadable", "file", name=source.path.name, reason=reason) from why
        if not block:
            return
        yield block


def _settle(desk: Path, growing: Path, sha256: str) -> None:
    """Give the copy its name. A whole one that lies there already stays; a damaged one yields to it, kept aside."""
    there = place(desk, sha256)
    there.parent.mkdir(mode=0o700, exist_ok=True)
    if there.exists():
        if state_of(desk, sha256, growing.stat().st_size) is None:
            growing.chmod(0o600)
            growing.unlink()
            return
        there.rename(_aside(there))
    growing.rename(there)
    flush(there.parent)
    flush(desk / FOLDER)


def _aside(path: Path) -> Path:
    names = (path.with_name(f"{path.name}.changed-{turn}") for turn in range(1, 10_000))
    return next(name for name in names if not name.exists())


def _sweep(root: Path) -> None:
    """What an interrupted copy of an earlier process left; the desk's lock says that no other one is at it."""
    for left in root.glob(f"{GROWING}*"):
        if not left.name.startswith(f"{GROWING}{os.getpid()}-"):
            with suppress(OSError):
                left.chmod(0o600)
                left.unlink()


def _free(root: Path) -> int:
    return shutil.disk_usage(root).free


def _hash(file: BinaryIO, heard: Heard) -> str:
    digest = hashlib.sha256()
    for block in _blocks(file):
        digest.update(block)
        if not heard(len(block)):
            raise StoppedError
    return digest.hexdigest()


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: file.read(BLOCK), b"")


def _link(source: Path, target: Path, size: int) -> bool:
    try:
        if source.stat().st_size != size:
            return False
        os.link(source, target)
    except OSError:
        return False
    return True


def _copy(source: Path, target: Path, sha256: str) -> bool:
    """Copy a file if it is whole; whether it is. What the target's disk does is raised."""
    try:
        file = source.open("rb")
    except OSError:
        return False
    with file, target.open("wb") as out:
        digest = hashlib.sha256()
        while True:
            try:
                block = file.read(BLOCK)
            except OSError as why:
                if why.errno != errno.EIO:
                    raise
                block = b""
            if not block:
                break
            digest.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    if digest.hexdigest() != sha256:
        target.unlink()
        return False
    target.chmod(READ_ONLY)
    return True


def _moment(seconds: float) -> datetime | None:
    """A file's time, to the second; None for one no calendar has."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (OverflowError, OSError, ValueError):
        return None
