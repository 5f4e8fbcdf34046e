"""What SQLite and the file system report, as Faults; what is our own mistake stays an exception.

Codes by https://sqlite.org/rescode.html, the low byte of an extended code.
"""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

from odrdesk.domain.errors import Fault

BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
CODES = {
    BUSY: "desk.locked",
    LOCKED: "desk.locked",
    READONLY: "desk.read_only",
    IOERR: "desk.disk_error",
    CORRUPT: "desk.damaged",
    FULL: "disk.full",
    CANTOPEN: "desk.cannot_open",
    NOTADB: "desk.not_a_database",
}
ERRNOS = {
    errno.ENOSPC: "disk.full",
    errno.EFBIG: "disk.full",
    errno.EDQUOT: "disk.full",
    errno.EROFS: "desk.read_only",
    errno.EACCES: "desk.read_only",
    errno.EPERM: "desk.read_only",
}
LEAST_FREE = 1 << 20
"""Bytes under which an I/O error is the full disk: SQLite reports some of them so, e.g. when `-shm` cannot grow."""


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn what the world did to the files at `path` into Faults that name it; a broken constraint passes as it is."""
    try:
        with database_faults(path):
            yield
    except OSError as error:
        code = ERRNOS.get(error.errno or 0, "desk.disk_error")
        raise Fault(code, path=str(path), reason=error.strerror or "") from error


@contextmanager
def database_faults(path: Path) -> Iterator[None]:
    """As `faults`, for the database alone: whatever else the caller does with files stays its own."""
    try:
        yield
    except DBAPIError as error:
        _raise(error.orig if isinstance(error.orig, sqlcipher.Error) else error, path, error)
    except sqlcipher.Error as error:
        _raise(error, path, error)


def code_of(error: BaseException | None) -> int:
    """The low byte of SQLite's result code; 0 where there is none."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def _raise(cause: BaseException, path: Path, error: Exception) -> None:
    code = CODES.get(code_of(cause))
    if code is None:
        raise error
    if code == "desk.disk_error" and _is_full(path):
        code = "disk.full"
    raise Fault(code, path=str(path), reason=getattr(cause, "sqlite_errorname", "")) from None


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < LEAST_FREE
    except OSError:
        return False
