"""What a person or a script hands in: moments, texts, JSON files. What cannot be read is refused, with its field."""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

from odrdesk.domain.errors import Refusal
from odrdesk.domain.workdays import SHANGHAI

STDIN = "-"
BYTES_LIMIT = 200 * 1024 * 1024
JSON_LIMIT = 8 * 1024 * 1024
YEARS = range(1900, 3000)


def read_moment(field: str, text: str) -> datetime:
    """An ISO 8601 moment as aware UTC; without offset it is Asia/Shanghai, a date alone its midnight.

    Refuses `time.unreadable`, also for years before 1900 and after 2999.
    """
    try:
        told = datetime.fromisoformat(text.strip())
    except ValueError as why:
        raise Refusal("time.unreadable", field, text=text[:40]) from why
    if told.year not in YEARS:
        raise Refusal("time.unreadable", field, text=text[:40])
    aware = told if told.tzinfo else told.replace(tzinfo=SHANGHAI)
    return aware.astimezone(UTC).replace(microsecond=0)


def read_date_or_moment(field: str, text: str) -> date | datetime:
    """A date where the text names a day only, otherwise an aware moment. Refuses `time.unreadable`."""
    moment = read_moment(field, text)
    local = moment.astimezone(SHANGHAI)
    return local.date() if len(text.strip()) <= len("2026-10-08") and local.time() == time() else moment


def read_text(field: str, value: str) -> str:
    """The text, if it can be stored: refuses (`text.unreadable`) broken characters and NUL."""
    try:
        value.encode()
    except UnicodeEncodeError as why:
        raise Refusal("text.unreadable", field) from why
    if "\0" in value:
        raise Refusal("text.unreadable", field)
    return value


def read_bytes(path: str, limit: int = BYTES_LIMIT) -> bytes:
    """The bytes of a file, or of standard input for `-`.

    Refuses `input.missing`, `input.unreadable` (a folder, no permission, no standard input), `input.too_large`.
    """
    try:
        if path != STDIN:
            with Path(path).open("rb") as file:
                content = file.read(limit + 1)
        elif sys.stdin is None:
            raise Refusal("input.unreadable", "file", path=path, reason="stdin")
        else:
            content = sys.stdin.buffer.read(limit + 1)
    except FileNotFoundError as why:
        raise Refusal("input.missing", "file", path=path) from why
    except (OSError, ValueError) as why:
        raise Refusal("input.unreadable", "file", path=path, reason=getattr(why, "strerror", "") or "") from why
    if len(content) > limit:
        raise Refusal("input.too_large", "file", path=path, limit_mb=limit // (1024 * 1024))
    return content


def read_object(path: str) -> dict[str, object]:
    """The JSON object of a file (UTF-8, or UTF-16 with its mark), or of standard input for `-`.

    Refuses what `read_bytes` refuses, `input.not_json` and `input.not_object`, and texts that cannot be stored.
    """
    content = read_bytes(path, JSON_LIMIT)
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as why:
        line = getattr(why, "lineno", 0)
        raise Refusal("input.not_json", "file", path=path, line=line) from why
    if not isinstance(told, dict):
        raise Refusal("input.not_object", "file", path=path)
    _check_texts("", told)
    return told


def _check_texts(field: str, value: object) -> None:
    match value:
        case str():
            read_text(field, value)
        case Mapping():
            for name, inner in value.items():
                _check_texts(f"{field}.{name}" if field else str(name), inner)
        case list():
            for index, inner in enumerate(value):
                _check_texts(f"{field}.{index}", inner)
