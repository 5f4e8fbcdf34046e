"""What is done about merchants: merged and parted, set apart, corrected, and notes of what was done about them.

Nothing is deleted: a merged merchant keeps its row and its cases, and leads to the one it was merged into.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from odrdesk.domain import merchants
from odrdesk.domain.complaint import LINE_LIMIT, TEXT_LIMIT
from odrdesk.domain.errors import Refusal
from odrdesk.domain.identity import check_phone, check_uscc, normal
from odrdesk.domain.merchants import CORRECTABLE, Profile
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import MerchantNote, Role
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.moments import happened_at
from odrdesk.storage import merchants as stored
from odrdesk.storage import record


def merge(desk: Desk, gone: int, kept: int, why: str | None = None) -> Done[Profile]:
    """Make two merchants one: `gone` stays with its cases and leads to `kept`.

    Refuses anybody but a supervisor, and `merchant.itself`, `merchant.merged`, `merchant.two_codes`,
    `merchant.unknown`.
    """
    _require(Role.SUPERVISOR, desk, "merge")
    with desk.writing() as session:
        lost, taken = _load(session, gone), _load(session, kept)
        group = (*stored.group(session, lost.page), *stored.group(session, taken.page))
        refusal = merchants.merge_refusal(lost, taken, group)
        if refusal:
            raise refusal
        stored.change(session, replace(lost, merged_into=kept, kept=kept))
        stored.lead_again(session, gone)
        stored.set_apart(session, gone, kept, apart=False)
        facts = {"gone": _told(lost), "kept": _told(taken)}
        _record(session, desk, "merchant.merge", facts, why, gone, kept)
        after = _load(session, kept)
    return Done(after, Changes(merchants=True))


def unmerge(desk: Desk, key: int, why: str, seen: Mapping[int, int] | None = None) -> Done[Profile]:
    """Take a merger back: the merchant has its page again, with its cases and those that had been merged into it.

    Refuses anybody but a supervisor, `field.required` for no reason, `merchant.not_merged`, `merchant.unknown`, and
    `merchant.changed` where a merchant of `seen` (key to version) is not any more as it was.
    """
    _require(Role.SUPERVISOR, desk, "unmerge")
    if not why.strip():
        raise Refusal("field.required", "why")
    with desk.writing() as session:
        _require_same(session, seen or {})
        merged = _load(session, key)
        if merged.merged_into is None:
            raise Refusal("merchant.not_merged", "merchant", name=merged.name)
        into = _load(session, merged.merged_into)
        stored.change(session, replace(merged, merged_into=None, kept=None))
        stored.lead_again(session, key)
        facts = {"gone": _told(merged), "kept": _told(into)}
        _record(session, desk, "merchant.unmerge", facts, why, key, into.key)
        after = _load(session, key)
    return Done(after, Changes(merchants=True))


def set_apart(desk: Desk, one: int, other: int, *, apart: bool = True, why: str | None = None) -> Done[None]:
    """Keep that two merchants are not the same, so that they are not shown again; or take that back.

    Refuses anybody but an officer, `merchant.itself`, `merchant.unknown`.
    """
    _require(Role.OFFICER, desk, "merge")
    with desk.writing() as session:
        first, second = _load(session, one), _load(session, other)
        if one == other:
            raise Refusal("merchant.itself", "into", name=first.name)
        stored.set_apart(session, one, other, apart=apart)
        act = "merchant.apart" if apart else "merchant.apart_undone"
        _record(session, desk, act, {"one": _told(first), "other": _told(second)}, why, one, other)
    return Done(None, Changes(merchants=True))


def note(
    desk: Desk, key: int, kind: MerchantNote, text: str, *, at: datetime | None = None, why: str | None = None
) -> Done[None]:
    """Put down what was done about a merchant (提醒, 约谈, 限流建议). Refuses anybody but an officer, and no words."""
    _require(Role.OFFICER, desk, "note")
    words = text.strip()
    if not words:
        raise Refusal("field.required", "content")
    if len(words) > TEXT_LIMIT:
        raise Refusal("text.too_long", "content", limit=TEXT_LIMIT, length=len(words))
    now = desk.now()
    moment = happened_at(now, at, why)
    with desk.writing() as session:
        profile = _load(session, key)
        facts = {"merchant": _told(profile), "kind": kind.value, "content": words}
        _record(session, desk, "merchant.note", facts, why, key, at=moment)
    return Done(None, Changes(merchants=True))


def correct(
    desk: Desk,
    key: int,
    values: Mapping[str, str | None],
    why: str,
    *,
    instead: Mapping[str, str | None] | None = None,
) -> Done[Profile]:
    """Correct what is known of a merchant (`CORRECTABLE`); the record keeps what stood there before.

    `instead` is what stands there now for all the caller knows: `merchant.corrected_since` where it does not. Refuses
    anybody but an officer, no reason, `correct.unknown_field`, a code or phone that cannot be right, and a code that
    another merchant has (`merchant.code_taken`) or that does not go with those merged (`merchant.two_codes`).
    """
    _require(Role.OFFICER, desk, "correct")
    if not why.strip():
        raise Refusal("field.required", "why")
    told, known = _plain(values), _plain(instead or {})
    _check(told)
    with desk.writing() as session:
        before = _load(session, key)
        if any(getattr(before, field) != value for field, value in known.items()):
            raise Refusal("merchant.corrected_since", "merchant", name=before.name)
        other: dict[str, Any] = {field: value for field, value in told.items() if value != getattr(before, field)}
        after = replace(before, **other)
        _check_code(session, before, after)
        changed = {field: [getattr(before, field), getattr(after, field)] for field in told}
        facts = {field: pair for field, pair in changed.items() if pair[0] != pair[1]}
        if facts:
            stored.change(session, after)
            _record(session, desk, "merchant.correct", {"merchant": _told(before), "changed": facts}, why, key)
    return Done(after, Changes(merchants=True))


def _plain(values: Mapping[str, str | None]) -> dict[str, str | None]:
    told = {field: (value or "").strip() or None for field, value in values.items()}
    if told.get("uscc"):
        told["uscc"] = normal(told["uscc"] or "")
    return told


def _check(told: Mapping[str, str | None]) -> None:
    for field, value in told.items():
        if field not in CORRECTABLE:
            raise Refusal("correct.unknown_field", "field", name=field, known=list(CORRECTABLE))
        limit = TEXT_LIMIT if field == "notes" else LINE_LIMIT
        if value and len(value) > limit:
            raise Refusal("text.too_long", field, limit=limit, length=len(value))
    if told.get("uscc"):
        check_uscc(told["uscc"] or "")
    if told.get("phone"):
        check_phone(told["phone"] or "")


def _check_code(session: Session, before: Profile, after: Profile) -> None:
    code = merchants.code_of(after.uscc)
    if code is None or after.uscc == before.uscc:
        return
    other = next((one for one in stored.named(session, code) if one.key != after.key), None)
    if other is not None:
        raise Refusal("merchant.code_taken", "uscc", name=other.name, uscc=code)
    group = [after if one.key == after.key else one for one in stored.group(session, before.page)]
    codes = sorted(merchants.codes_of(group))
    if len(codes) > 1:
        raise Refusal("merchant.two_codes", "uscc", one=before.name, other=group[0].name, codes=codes)


def _require_same(session: Session, seen: Mapping[int, int]) -> None:
    for key, version in seen.items():
        now = _load(session, key)
        if now.version != version:
            raise Refusal("merchant.changed", "merchant", name=now.name)


def _load(session: Session, key: int) -> Profile:
    found = stored.load(session, key)
    if found is None:
        raise Refusal("merchant.unknown", "merchant", name=f"#{key}")
    return found


def _require(role: Role, desk: Desk, what: str) -> None:
    if not desk.clerk.may(role):
        raise Refusal("merchant.role", role=role, what=what)


def _told(profile: Profile) -> dict[str, object]:
    return {"key": profile.key, "name": profile.name, "uscc": profile.uscc}


def _record(
    session: Session,
    desk: Desk,
    act: str,
    facts: Mapping[str, object],
    why: str | None,
    *keys: int,
    at: datetime | None = None,
) -> None:
    seq = record.append(session, Entry(act, at or desk.now(), desk.clerk.key, None, facts, why))
    stored.tell(session, seq, *keys)
