"""What is done to a file whatever lies in it: have it on the disk, take its hash, remove it though read-only."""

import hashlib
import os
import shutil
import stat
from pathlib import Path


def flush(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk when this returns."""
    if path.is_dir() and os.name == "nt":
        return  # Windows writes names through, and opens no folder
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remove(folder: Path) -> None:
    """Remove a folder with everything in it, also files that may only be read."""
    if os.name == "nt":  # which keeps such files even from their owner
        for path in folder.rglob("*"):
            if path.is_file():
                path.chmod(stat.S_IWRITE)
    shutil.rmtree(folder)


def remove_if_there(folder: Path) -> None:
    """As `remove`; what cannot be removed, or is not there, stays so."""
    try:
        remove(folder)
    except OSError:
        return
