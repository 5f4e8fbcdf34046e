"""Files that leave the desk: all of them whole, or none; a file that is there already is replaced on purpose only."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from odrdesk.domain.errors import Fault, Refusal
from odrdesk.storage.files import flush

GROWING = ".odrdesk-"


@contextmanager
def outgoing(files: Mapping[Path, bytes], *, replace: bool = False) -> Iterator[Callable[[], None]]:
    """Write every file beside its place and have it on the disk; the call that is given puts all in their places.

    Left without that call, nothing stays. Refuses `output.exists` unless they may be replaced; Fault
    `output.not_written`.
    """
    growing = {path: path.with_name(f"{GROWING}{os.getpid()}-{path.name}") for path in files}
    try:
        try:
            for path, content in files.items():
                _free(path, replace=replace)
                _write(growing[path], content)
        except OSError as error:
            raise _fault(error, *files) from error
        yield lambda: _place(growing, replace=replace)
    finally:
        for half in growing.values():
            half.unlink(missing_ok=True)


def _place(growing: Mapping[Path, Path], *, replace: bool) -> None:
    try:
        for path, half in growing.items():
            _free(path, replace=replace)
            half.replace(path)
        for folder in {path.parent for path in growing}:
            flush(folder)
    except OSError as error:
        raise _fault(error, *growing) from error


def _free(path: Path, *, replace: bool) -> None:
    if path.is_dir() or (path.exists() and not replace):
        raise Refusal("output.exists", "destination", path=str(path))


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _fault(error: OSError, path: Path, *_others: Path) -> Fault:
    named = str(error.filename2 or path) if isinstance(error.filename2, str) else str(path)
    return Fault("output.not_written", path=named, reason=error.strerror or "")
