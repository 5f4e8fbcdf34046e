"""A document that a person hands in on the command line: a calendar of a year, a set of rules."""

from odrdesk.cli.reading import read_bytes
from odrdesk.domain.documents import parse


def read_document(path: str, code: str) -> dict[str, object]:
    """The parsed document of a file (or of standard input for `-`).

    Refuses with `code` what `odrdesk.domain.documents.parse` cannot read, and what `read_bytes` refuses.
    """
    return parse(read_bytes(path), code, path)
