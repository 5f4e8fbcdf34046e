"""What kind of place a folder is: may it be written, how much room is left, does something else copy it about."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

_SHARED = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "davfs", "fuse.rclone"})
_MOUNTS = Path("/proc/mounts")


@dataclass(frozen=True, slots=True)
class Room:
    """`free` bytes; `cloud` the name of what copies it about, empty for nothing; `there` whether it exists yet."""

    there: bool
    writable: bool
    free: int
    cloud: str
    network: bool


def look(folder: Path, clouds: Mapping[str, str]) -> Room:
    """Look at a folder, or at where it would come to be. Nothing is made, a file to try is taken away at once.

    `clouds` names folders (folded) that something copies to other machines, and what does.
    """
    nearest = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    writable = nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)
    if writable and folder.is_dir():
        writable = _takes_a_file(folder)
    try:
        free = shutil.disk_usage(nearest).free
    except OSError:
        free = 0
    return Room(folder.is_dir(), writable, free, cloud_of(folder, clouds), is_network(folder))


def cloud_of(folder: PurePath, clouds: Mapping[str, str]) -> str:
    """Which program copies this folder to other machines, by the names on its way; empty for none known."""
    for part in folder.parts:
        folded = part.casefold()
        for name, told in clouds.items():
            if folded == name or folded.startswith((f"{name} ", f"{name}-", f"{name}_")):
                return told
    return ""


def is_network(folder: Path) -> bool:
    r"""Whether it lies on another machine: `\\server\share`, or a file system that is shared (where Linux tells)."""
    text = str(folder)
    if text.startswith(("\\\\", "//")):
        return True
    try:
        mounts = [line.split() for line in _MOUNTS.read_text("utf-8", "replace").splitlines()]
    except OSError:
        return False
    best = max((m for m in mounts if len(m) > 2 and _under(text, m[1])), key=lambda m: len(m[1]), default=None)
    return best is not None and best[2] in _SHARED


def _under(path: str, mount: str) -> bool:
    return mount in ("/", path) or path.startswith(mount + "/")


def _takes_a_file(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
