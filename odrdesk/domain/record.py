"""The record (记录) of the desk: what was done, when, by whom; written once, in the order of writing, never changed.

An entry has two parts. The bare part (act, times, clerk, dispute) is chained for good. The payload (`facts`, `why`)
may hold personal data: the chain covers only a salted commitment to it, so that it can be erased when the law asks
(个人信息保护法 art. 47) and the chain still holds.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

START = bytes(32)
"""What stands where the first entry would name its forerunner."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was done.

    `act` is a dotted code (`dispute.accept`, `paper.issue`); `at` when it happened (aware UTC); `clerk` the key of who
    did it, None for the desk itself; `dispute` the key of the dispute it belongs to; `facts` plain JSON values.
    """

    act: str
    at: datetime
    clerk: int | None = None
    dispute: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it stands in the record: its place `seq`, when it was written, who wrote it."""

    seq: int
    entry: Entry
    written_at: datetime
    clerk_name: str | None
    erased: bool = False


class Finding(NamedTuple):
    """Something that is wrong with the desk: a code and the data of its sentence."""

    code: str
    data: dict[str, object]


class Bare(NamedTuple):
    """What the chain covers of one entry: plain text and numbers, times as stored."""

    seq: int
    act: str
    at: str
    written_at: str
    clerk: int | None
    dispute: int | None
    commitment: bytes


def body_of(entry: Entry) -> str:
    """The payload as canonical JSON: sorted keys, no blanks, so that equal facts give equal bytes."""
    return json.dumps(
        {"facts": dict(entry.facts), "why": entry.why}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def commitment(salt: bytes, body: str) -> bytes:
    """32 bytes that bind the payload without telling it; the salt (32 random bytes) is erased with the body."""
    return hmac.new(salt, body.encode(), hashlib.sha256).digest()


def link(key: bytes, previous: bytes, bare: Bare) -> bytes:
    """The 32-byte HMAC that ties an entry to its forerunner's."""
    text = json.dumps([*bare[:-1], bare.commitment.hex()], ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key, previous + text.encode(), hashlib.sha256).digest()
