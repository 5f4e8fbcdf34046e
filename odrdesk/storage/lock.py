"""One process writes a desk: an operating-system lock beside the database, gone with the process that held it.

The file stays when the lock is released: deleting it would let two processes lock two different files of one name.
"""

import json
import os
import socket
import sys
import time
from pathlib import Path

from odrdesk.domain.errors import Fault

STEP = 0.05
"""Seconds between two tries."""

_PLACE = 1 << 20
"""The locked byte on Windows, beyond the text, which others may then read."""


class Hold:
    """A held lock; released by `release` or the end of the process."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    def release(self) -> None:
        """Let others have the desk; a second call does nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def hold(path: Path, wait: float = 0.0) -> Hold:
    """Lock the file at `path`, trying for `wait` seconds. Fault `desk.locked` names the holder's pid and host."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0), 0o600)
    until = time.monotonic() + wait
    while not _take(handle):
        if time.monotonic() >= until:
            os.close(handle)
            raise Fault("desk.locked", path=str(path.parent), **_holder(path))
        time.sleep(STEP)
    _sign(handle)
    return Hold(handle)


def _sign(handle: int) -> None:
    text = json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode()
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, text)


def _holder(path: Path) -> dict[str, object]:
    try:
        told = json.loads(path.read_bytes() or b"{}")
    except (OSError, ValueError):
        told = {}
    return {"pid": told.get("pid", "?"), "host": told.get("host", "?")}


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        os.lseek(handle, _PLACE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
