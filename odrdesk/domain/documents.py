"""A document a person hands in (a year's calendar, a set of rules): TOML, or JSON where it begins with a brace."""

import json
import tomllib

from odrdesk.domain.errors import Refusal


def parse(content: bytes, code: str, name: str) -> dict[str, object]:
    """The parsed document of UTF-8 bytes, with or without a mark; `name` is the file's.

    Refuses with `code` (data: `path`, `text`) what is neither TOML nor a JSON object.
    """
    try:
        told = content.decode("utf-8-sig")
        document = json.loads(told) if told.lstrip().startswith("{") else tomllib.loads(told)
    except (ValueError, RecursionError) as why:
        raise Refusal(code, "file", text=name, path=name) from why
    if not isinstance(document, dict):
        raise Refusal(code, "file", text=name, path=name)
    return document
