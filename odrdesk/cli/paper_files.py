"""Papers on their way into a person's folders."""

import itertools
from collections.abc import Iterator
from pathlib import Path

from odrdesk.domain.errors import Fault


def write_out(content: bytes, name: str, out: str | None) -> Path:
    """Write a PDF: to the file named, or under `name` into the folder named or the present one.

    A file of that name with other content is left alone. Fault `output.cannot_write`.
    """
    named = Path(out) if out else Path()
    try:
        path = next(_free(named / name, content)) if named.is_dir() else named
        path.write_bytes(content)
    except OSError as error:
        raise Fault("output.cannot_write", path=str(named), reason=error.strerror or "") from error
    return path.absolute()


def _free(path: Path, content: bytes) -> Iterator[Path]:
    """The path, or the first with `-2`, `-3` … behind it that is free or holds this content already."""
    numbered = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in itertools.count(2))
    for candidate in itertools.chain([path], numbered):
        if not candidate.exists() or candidate.read_bytes() == content:
            yield candidate
