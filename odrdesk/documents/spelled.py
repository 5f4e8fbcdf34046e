"""Facts in which characters that no face has are told by their code points, for pages that must be made anyway."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from odrdesk.documents.report_facts import CaseReport


def spelled(facts: CaseReport, characters: Iterable[str]) -> CaseReport:
    """The facts with `[U+31350]` in the place of each of the characters, wherever a text has it."""
    table = {ord(one): f"[U+{ord(one):04X}]" for one in characters}
    return replace(facts, **{one.name: _told(getattr(facts, one.name), table) for one in fields(facts) if one.init})


def _told(value: Any, table: Mapping[int, str]) -> Any:
    if isinstance(value, str):
        return value if isinstance(value, Enum) else value.translate(table)
    if isinstance(value, tuple):
        inner = [_told(one, table) for one in value]
        return type(value)(*inner) if hasattr(value, "_fields") else tuple(inner)
    if isinstance(value, list):
        return [_told(one, table) for one in value]
    if isinstance(value, Mapping):
        return {name: _told(one, table) for name, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _told(getattr(value, one.name), table) for one in fields(value) if one.init})
    return value
