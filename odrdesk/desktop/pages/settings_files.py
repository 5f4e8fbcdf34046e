"""Small files that a person chooses in the settings: a calendar, a set of rules."""

from pathlib import Path

from odrdesk.domain.errors import Refusal

MOST_BYTES = 1_000_000


def read_file(path: Path, code: str) -> bytes:
    """The bytes of a file. Refuses with `code` (data: `path`, `text`) what cannot be read or has more than 1 MB."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as why:
        raise Refusal(code, "file", text=path.name, path=path.name) from why
    if len(content) > MOST_BYTES:
        raise Refusal(code, "file", text=path.name, path=path.name)
    return content
