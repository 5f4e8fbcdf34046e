"""Doing a thing once: an act under a key of its own, so that a retry after a crash changes nothing more."""

import hashlib
import json
import uuid
from collections.abc import Mapping

from sqlmodel import Session

from odrdesk.domain.errors import Refusal
from odrdesk.storage import ledger

KEY_LIMIT = 64


def fresh() -> str:
    """A key nobody has used."""
    return uuid.uuid4().hex


def content_of(told: Mapping[str, object]) -> str:
    """What was asked, hashed: a key is good for this and nothing else."""
    body = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(body.encode()).hexdigest()


def done_before(session: Session, key: str | None, act: str, content: str) -> int | None:
    """The record's entry of an act that was done under this key; None for a new one, or without a key.

    Refuses an overlong key (`text.too_long`) and one that was used for something else (`action.key_reused`).
    """
    if key is None:
        return None
    if len(key) > KEY_LIMIT:
        raise Refusal("text.too_long", "key", limit=KEY_LIMIT, length=len(key))
    return ledger.done_before(session, key, act, content)
