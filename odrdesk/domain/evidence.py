"""Evidence (证据): what a file in the case shows, who handed it in, and which slots a dispute of its kind should fill.

Which slots those are, what each is to prove and which article asks for it is data (`resources/evidence/slots.toml`).
A file is never changed or taken out: an item may be withdrawn (撤回), with a reason, and another may take its place.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import Category, Claim, EvidenceSlot, EvidenceSource, State
from odrdesk.domain.workdays import day_of

MOST_BYTES = 2_000_000_000
"""A file must be smaller: a passage of a broadcast is evidence, its whole evening belongs to the platform."""

MOST_AT_ONCE = 300
NAME_LIMIT = 120
TEXT_LIMIT = 2_000
ORIGIN_LIMIT = 500
KEY_DIGITS = 7

GATED = frozenset({State.PERFORMED, State.FAILED, State.EXT_DONE, State.ADJUDICATION})
"""States from which a dispute that was worked on is closed: only there an empty slot holds the closing up."""

_TIMECODE = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]?\d)")
_KEY = re.compile(rf"#?0*(\d{{1,{KEY_DIGITS}}})")
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(?=\.|$)")
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINER = "\u200d"
"""The one format character kept: it holds an emoji of several together."""


class Said(NamedTuple):
    """Words in both languages, as the data has them."""

    zh: str
    en: str


class Passage(NamedTuple):
    """Where in a recording it is: from and to as `HH:MM:SS`, and what was said there, word for word."""

    start: str | None = None
    end: str | None = None
    words: str | None = None


NOWHERE = Passage()


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a file as it is handed in. `collected_at` is when it was got hold of (aware), if known."""

    slot: EvidenceSlot
    source: EvidenceSource | None = None
    origin: str | None = None
    proves: str | None = None
    note: str | None = None
    collected_at: datetime | None = None
    passage: Passage = NOWHERE


@dataclass(frozen=True, slots=True)
class Item:
    """One item of evidence. `modified_at` is the time of the file that was copied, `taken_at` when it was copied.

    `size` in bytes, `sha256` in hex. `replaced_by` is the key of the item that took its place.
    """

    key: int
    dispute: int
    told: Told
    name: str
    size: int
    sha256: str
    taken_at: datetime
    taken_by: int | None = None
    modified_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: int | None = None
    withdrawn_why: str | None = None
    replaced_by: int | None = None

    @property
    def valid(self) -> bool:
        """Whether it still counts."""
        return self.withdrawn_at is None

    @property
    def slot(self) -> EvidenceSlot:
        """Where it belongs."""
        return self.told.slot


@dataclass(frozen=True, slots=True)
class SlotRule:
    """A slot that a kind of dispute should fill: `needed`, or useful only.

    It holds for complaints with one of the categories and one of the claims (empty: any); `live` for goods sold in a
    live room or not (None: both), `minor` for a minor's complaint, `performed` once a settlement was performed.
    `since` and `until` bound the day of purchase or else of receipt.
    """

    slot: EvidenceSlot
    needed: bool
    proves: Said
    source: Said | None = None
    categories: frozenset[Category] = frozenset()
    claims: frozenset[Claim] = frozenset()
    live: bool | None = None
    minor: bool = False
    performed: bool = False
    since: date | None = None
    until: date | None = None

    @classmethod
    def parse(cls, row: Mapping[str, Any]) -> "SlotRule":
        """One row of the data; ValueError where a code is unknown, TypeError for an unknown key."""
        told = dict(row)
        source = told.pop("source", None)
        return cls(
            slot=EvidenceSlot(told.pop("slot")),
            proves=Said(**told.pop("proves")),
            source=Said(**source) if source else None,
            categories=frozenset(map(Category, told.pop("category", ()))),
            claims=frozenset(map(Claim, told.pop("claim", ()))),
            since=told.pop("from", None),
            until=told.pop("to", None),
            **told,
        )

    def holds(self, case: Dispute) -> bool:
        """Whether it asks anything of this dispute."""
        told = case.complaint
        conditions = (
            not self.categories or told.category in self.categories,
            not self.claims or bool(self.claims & set(told.claims)),
            self.live is None or self.live == bool((told.live.room or "").strip()),
            not self.minor or told.consumer.guardian is not None,
            not self.performed or bool(case.performances),
            self._in_force(told.order.bought_on or (day_of(told.received_at) if told.received_at else None)),
        )
        return all(conditions)

    def _in_force(self, on: date | None) -> bool:
        if on is None:
            return self.until is None
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class SlotState:
    """A slot of one dispute: whether it is needed, whether something valid lies in it, and what it is to prove."""

    slot: EvidenceSlot
    needed: bool
    filled: bool
    proves: Said | None = None
    source: Said | None = None

    @property
    def missing(self) -> bool:
        """Needed and empty (待补)."""
        return self.needed and not self.filled


def slots_of(case: Dispute, rules: Iterable[SlotRule]) -> tuple[SlotState, ...]:
    """The slots a dispute should fill, needed ones first, then those that are useful and those filled besides."""
    wanted: dict[EvidenceSlot, SlotRule] = {}
    for rule in rules:
        known = wanted.get(rule.slot)
        if rule.holds(case) and (known is None or (rule.needed and not known.needed)):
            wanted[rule.slot] = rule
    filled = filled_slots(case)
    states = [_state(slot, wanted.get(slot), filled) for slot in EvidenceSlot if slot in wanted or slot in filled]
    return tuple(sorted(states, key=lambda one: (not one.needed, one.slot not in wanted)))


def filled_slots(case: Dispute) -> frozenset[EvidenceSlot]:
    """The slots with something valid in them; a performance proved by an item fills that of performance."""
    valid = {one.key: one.slot for one in case.evidence if one.valid}
    proved = any(key_in(performance.proof) in valid for performance in case.performances)
    return frozenset(valid.values()) | (frozenset({EvidenceSlot.PERFORMANCE}) if proved else frozenset())


def needed_slots(case: Dispute, rules: Iterable[SlotRule]) -> frozenset[EvidenceSlot]:
    """The slots that must be filled before the dispute is closed in the ordinary way."""
    if case.state not in GATED or case.accepted_at is None:
        return frozenset()
    return frozenset(rule.slot for rule in rules if rule.needed and rule.holds(case))


def missing_slots(case: Dispute, needed: Collection[EvidenceSlot]) -> tuple[EvidenceSlot, ...]:
    """Those of the needed slots that are empty, in the order of the vocabulary."""
    filled = filled_slots(case)
    return tuple(slot for slot in EvidenceSlot if slot in needed and slot not in filled)


def key_in(proof: str) -> int | None:
    """The key of an item that a proof names, as `12` or `#12`; None for any other words."""
    found = _KEY.fullmatch(proof.strip()) if proof.isascii() else None
    return int(found[1]) if found else None


def checked(told: Told) -> Told:
    """What is told of a file, tidied: texts trimmed and NFC, timecodes as `HH:MM:SS`.

    Refuses `text.too_long`, `text.unreadable`, `evidence.timecode` and `evidence.passage_backwards`, each with its
    field.
    """
    start, end = timecode("from", told.passage.start), timecode("to", told.passage.end)
    if start and end and end < start:
        raise Refusal("evidence.passage_backwards", "to", start=start, end=end)
    return replace(
        told,
        origin=_tidy("origin", told.origin, ORIGIN_LIMIT),
        proves=_tidy("proves", told.proves, TEXT_LIMIT),
        note=_tidy("note", told.note, TEXT_LIMIT),
        passage=Passage(start, end, _tidy("words", told.passage.words, TEXT_LIMIT)),
    )


def timecode(field: str, text: str | None) -> str | None:
    """A place in a recording as `HH:MM:SS` from `1:02:03`, `42:10` or `75:30` minutes; refuses `evidence.timecode`."""
    typed = unicodedata.normalize("NFKC", text or "").replace(" ", "")
    if not typed:
        return None
    found = _TIMECODE.fullmatch(typed) if typed.isascii() else None
    if found is None or (found[1] is not None and int(found[2]) > 59):
        raise Refusal("evidence.timecode", field, text=typed[:40])
    seconds = (int(found[1] or 0) * 60 + int(found[2])) * 60 + int(found[3])
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def shown_name(raw: str) -> str:
    """A file's name as it is kept and shown: without folders, hidden characters and broken ones, at most 120 long.

    The ending stays. `file` stands where nothing is left.
    """
    last = re.split(r"[/\\]", raw)[-1]
    letters = (letter for letter in last if letter == _JOINER or unicodedata.category(letter) not in _HIDDEN)
    name = " ".join(unicodedata.normalize("NFC", "".join(letters)).split())
    if not name.strip(". " + _JOINER):
        return "file"
    stem, dot, ending = name.rpartition(".")
    if len(name) <= NAME_LIMIT:
        return name
    return stem[: NAME_LIMIT - len(ending) - 1] + dot + ending if stem and len(ending) <= 10 else name[:NAME_LIMIT]


def safe_name(name: str) -> str:
    """A kept name as every file system takes it: no reserved word or sign, no trailing dot, at most 150 bytes."""
    bare = _FORBIDDEN.sub("_", shown_name(name)).strip(". ")
    bare = _RESERVED.sub(lambda found: "_" + found[1], bare, count=1) if _RESERVED.match(bare) else bare
    stem, dot, ending = bare.rpartition(".")
    if not stem or len(ending.encode()) > 20:
        stem, dot, ending = bare, "", ""
    room = 150 - len((dot + ending).encode())
    return (stem.encode()[:room].decode("utf-8", "ignore").rstrip(". ") or "file") + dot + ending


def _state(slot: EvidenceSlot, rule: SlotRule | None, filled: frozenset[EvidenceSlot]) -> SlotState:
    if rule is None:
        return SlotState(slot, needed=False, filled=True)
    return SlotState(slot, rule.needed, slot in filled, rule.proves, rule.source)


def _tidy(field: str, text: str | None, limit: int) -> str | None:
    tidy = unicodedata.normalize("NFC", text or "").strip()
    if any(unicodedata.category(letter) == "Cs" or letter == "\0" for letter in tidy):
        raise Refusal("text.unreadable", field)
    if len(tidy) > limit:
        raise Refusal("text.too_long", field, limit=limit, length=len(tidy))
    return tidy or None
