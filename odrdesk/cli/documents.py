"""A TOML or JSON document that a person hands in: a calendar of a year, a set of rules."""

import json
import tomllib

from odrdesk.cli.reading import read_bytes
from odrdesk.domain.errors import Refusal


def read_document(path: str, code: str) -> dict[str, object]:
    """The parsed document of a file (or of standard input for `-`), JSON where it begins with a brace.

    Refuses with `code` (data: `path`, `text`) what is neither, and what `read_bytes` refuses.
    """
    content = read_bytes(path)
    try:
        told = content.decode("utf-8-sig")
        document = json.loads(told) if told.lstrip().startswith("{") else tomllib.loads(told)
    except (ValueError, RecursionError) as why:
        raise Refusal(code, "file", text=path, path=path) from why
    if not isinstance(document, dict):
        raise Refusal(code, "file", text=path, path=path)
    return document
