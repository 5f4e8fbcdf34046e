"""Merchants (商家) as the desk knows them: who may be the same, and when two may be made one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from odrdesk.domain import identity
from odrdesk.domain.errors import Refusal
from odrdesk.domain.likeness import LEAST, SAME, Noise, distinct, likeness, pairs
from odrdesk.domain.vocabulary import AlikeBy

RECENT_DAYS = 90
"""Over how many days repeated problems are counted."""
CORRECTABLE = ("uscc", "region", "address", "shop_no", "contact", "phone", "notes")
"""What may be corrected; the name stays as cases type it, another spelling is merged instead."""
CROWDED = 12
"""An address or phone of more merchants than this is a tower or a switchboard and says nothing."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A merchant's row. `merged_into` is the one it was merged into, `kept` the last of that chain."""

    key: int
    name: str
    uscc: str | None = None
    address: str | None = None
    region: str | None = None
    shop_no: str | None = None
    contact: str | None = None
    phone: str | None = None
    notes: str | None = None
    merged_into: int | None = None
    kept: int | None = None
    version: int = 1

    @property
    def page(self) -> int:
        """The key whose page shows its cases."""
        return self.key if self.kept is None else self.kept


class Candidate(NamedTuple):
    """Two merchants that may be the same, the smaller key first; 80 to 100."""

    one: int
    other: int
    score: int
    reasons: tuple[AlikeBy, ...]


def code_of(uscc: str | None) -> str | None:
    """A credit code as it is compared; None for one that cannot be right."""
    try:
        if uscc:
            identity.check_uscc(uscc)
            return identity.normal(uscc)
    except Refusal:
        return None
    return None


def codes_of(members: Iterable[Profile]) -> frozenset[str]:
    """The valid credit codes of a group; more than one is never one merchant."""
    return frozenset(code for member in members if (code := code_of(member.uscc)))


def candidates(profiles: Sequence[Profile], apart: frozenset[tuple[int, int]], noise: Noise) -> tuple[Candidate, ...]:
    """Pairs of pages that may be one merchant, the likeliest first.

    Left out: two different valid codes, and pairs of which a person said that they are not the same (`apart`).
    """
    groups: defaultdict[int, list[Profile]] = defaultdict(list)
    for one in profiles:
        groups[one.page].append(one)
    page_of = {one.key: one.page for one in profiles}
    found: defaultdict[tuple[int, int], dict[AlikeBy, int]] = defaultdict(dict)

    def note(a: int, b: int, reason: AlikeBy, score: int) -> None:
        pair = (min(page_of[a], page_of[b]), max(page_of[a], page_of[b]))
        if pair[0] != pair[1]:
            found[pair][reason] = max(score, found[pair].get(reason, 0))

    for pair in pairs({one.key: one.name for one in profiles}, noise):
        note(pair.one, pair.other, AlikeBy.NAME, pair.score)
    signals: tuple[tuple[AlikeBy, int, Callable[[Profile], str | None]], ...] = (
        (AlikeBy.CODE, SAME, lambda one: identity.normal(one.uscc) if one.uscc else None),
        (AlikeBy.PHONE, LEAST, lambda one: _digits(one.phone)),
        (AlikeBy.ADDRESS, LEAST, lambda one: _spaceless(one.address)),
    )
    for reason, score, told in signals:
        for a, b in _sharing(profiles, told, crowded=CROWDED if reason is not AlikeBy.CODE else None):
            note(a, b, reason, score)
    names = {key: groups[key][0].name for key in groups}
    kept = (
        Candidate(a, b, max(*told.values(), likeness(names[a], names[b], noise)), tuple(sorted(told)))
        for (a, b), told in found.items()
        if (a, b) not in apart and len(codes_of([*groups[a], *groups[b]])) < 2
    )
    return tuple(sorted(kept, key=lambda one: (-one.score, one.one, one.other)))


def merge_refusal(gone: Profile, kept: Profile, group: Sequence[Profile]) -> Refusal | None:
    """Why `gone` may not be merged into `kept`; `group` are all merchants that already stand behind either.

    `merchant.itself`, `merchant.merged` (one of them is merged already), `merchant.two_codes`.
    """
    if gone.key == kept.key:
        return Refusal("merchant.itself", "into", name=gone.name)
    for one in (gone, kept):
        if one.merged_into is not None:
            return Refusal("merchant.merged", "into", name=one.name)
    codes = sorted(codes_of(group))
    if len(codes) > 1:
        return Refusal("merchant.two_codes", "into", one=gone.name, other=kept.name, codes=codes)
    return None


def _sharing(
    profiles: Sequence[Profile], told: Callable[[Profile], str | None], crowded: int | None
) -> Iterable[tuple[int, int]]:
    crowds: defaultdict[str, list[int]] = defaultdict(list)
    for one in profiles:
        value = told(one)
        if value:
            crowds[value].append(one.key)
    for keys in crowds.values():
        if len(keys) > 1 and (crowded is None or len(keys) <= crowded):
            yield from distinct(keys)


def _digits(phone: str | None) -> str | None:
    digits = "".join(filter(str.isdigit, phone or ""))
    return digits if len(digits) >= 7 else None


def _spaceless(address: str | None) -> str | None:
    """An address that names a house; a district alone is shared by thousands."""
    short = "".join((address or "").split())
    return short if any(map(str.isdigit, short)) else None


def mean(days: Mapping[int, int]) -> float | None:
    """The mean of working days with how often each was needed; None of none."""
    count = sum(days.values())
    return round(sum(number * often for number, often in days.items()) / count, 1) if count else None
