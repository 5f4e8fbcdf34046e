"""What lies beside the database so that its record can be trusted: the key of the chain and the head last written.

The head is written after each commit and never flushed: a crash may leave it behind the database, never ahead of it.
So a head that is ahead proves that confirmed work is gone (a deleted or cut journal, an older copy put back), which
no check of the database itself can see.
"""

import contextlib
import os
import secrets
from pathlib import Path
from typing import NamedTuple

from odrdesk.domain.errors import Fault

KEY_LENGTH = 32
MARK_LENGTH = 16


class Head(NamedTuple):
    """The last entry of the record: its place and the first 16 bytes of its HMAC."""

    seq: int
    mark: bytes


def make_key(path: Path) -> bytes:
    """A new random key in a new file only its owner may read; an existing file is never overwritten."""
    key = secrets.token_bytes(KEY_LENGTH)
    put_key(path, key)
    return key


def put_key(path: Path, key: bytes) -> None:
    """Write a key into a new file, on the disk when this returns."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())


def read_key(path: Path) -> bytes:
    """The key of the chain. Fault `desk.key_missing`, `desk.key_damaged`."""
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        raise Fault("desk.key_missing", path=str(path)) from None
    if len(key) != KEY_LENGTH:
        raise Fault("desk.key_damaged", path=str(path))
    return key


def write_head(path: Path, head: Head) -> None:
    """Note the head after a commit. What was committed stays so when the note fails, hence no error."""
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            os.write(handle, head.seq.to_bytes(8, "big") + head.mark[:MARK_LENGTH])
        finally:
            os.close(handle)


def read_head(path: Path) -> Head | None:
    """The head as noted, or None where there is none or half of one."""
    try:
        noted = path.read_bytes()
    except FileNotFoundError:
        return None
    if len(noted) != 8 + MARK_LENGTH:
        return None
    return Head(int.from_bytes(noted[:8], "big"), noted[8:])
