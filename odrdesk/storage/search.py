"""Full-text search of disputes: what is indexed, what a query asks of the index, and the plan that answers it.

The index holds grams (`odrdesk.domain.grams`) and the sounds of names; it has no text of its own, so what it finds is
looked at again in `search_text` wherever grams alone may find too much. A frequent word sorted by something else than
age costs by its frequency whatever the index: such a query is answered by walking the list in its order instead.
"""
# ruff: noqa: S608 -- the SQL is put together from our own words; every value is bound

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from sqlmodel import Session

from odrdesk.domain import grams
from odrdesk.domain.complaint import Complaint

SOUND = "\u00b7"
"""Marks a token of the index as a sound; no gram begins with it."""

SYLLABLES = 8
"""How many syllables of a name can be typed on."""

READINGS = 32
"""How many readings of one stretch of a name are kept; beyond, rare characters have their first reading only."""

CAP, CAP_SHARE = 1_500, 0.015
"""Up to so many matches (or this share of all disputes) are sorted; beyond, the list is walked."""

BUDGET = 6_000
"""How many disputes are walked before the index is asked after all."""

_LETTERS = re.compile(r"[a-z]{2,}")
_DIGITS = re.compile(r"\d{1,3}")
_HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")


class Query(NamedTuple):
    """A search text as SQL: `match` for the index (empty where it has no grams), `hit` for the text, their values.

    `wide`: a beginning of so few digits that the index would have to merge hundreds of lists.
    """

    match: str
    hit: str
    values: Mapping[str, object]
    exact: bool
    wide: bool


def text_of(complaint: Complaint, number: str) -> str:
    """The searched text of a dispute in normal form, a line for each field."""
    merchant, order, live = complaint.merchant, complaint.order, complaint.live
    fields = (
        number,
        complaint.channel_no,
        complaint.consumer.name,
        complaint.consumer.phone,
        merchant.name if merchant else None,
        merchant.uscc if merchant else None,
        live.room,
        live.host,
        order.no,
        order.goods,
        complaint.claims_words,
        complaint.facts,
    )
    return grams.normal("\n".join(field for field in fields if field))


def index(session: Session, key: int, complaint: Complaint, number: str) -> None:
    """Make a dispute findable, or findable by what it says now."""
    text = text_of(complaint, number)
    names = (
        complaint.consumer.name,
        complaint.merchant.name if complaint.merchant else "",
        complaint.live.room or "",
        complaint.live.host or "",
    )
    tokens = grams.grams(text) | {SOUND + sound for name in names for sound in sounds(grams.normal(name))}
    connection = session.connection()
    connection.exec_driver_sql("INSERT OR REPLACE INTO search_text (dispute, content) VALUES (?, ?)", (key, text))
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO search_index (rowid, grams) VALUES (?, ?)", (key, " ".join(sorted(tokens)))
    )


@lru_cache(maxsize=4096)
def sounds(name: str) -> frozenset[str]:
    """What may be typed for a name, from each of its Chinese characters on: whole syllables, and their initials."""
    found: set[str] = set()
    for stretch in _HAN.findall(name):
        for start in range(len(stretch)):
            for reading in _readings(stretch[start : start + SYLLABLES]):
                found.add("".join(reading))
                found.add("".join(syllable[0] for syllable in reading))
    return frozenset(found)


def sounds_like(name: str, letters: str) -> bool:
    """Whether letters (lower case) are how a stretch of a name sounds: initials, syllables, or both mixed.

    Without a set of all sounds of each name: 5,000 of those would take 250 MB.
    """
    return any(_goes_on(name, place, letters) for place in range(len(name)) if _HAN.match(name, place))


def _goes_on(name: str, place: int, letters: str) -> bool:
    if not letters:
        return True
    if place == len(name):
        return False
    if not _HAN.match(name, place):
        return name[place].lower() == letters[0] and _goes_on(name, place + 1, letters[1:])
    for syllable in _syllables(name[place]):
        if syllable[0] != letters[0]:
            continue
        if syllable.startswith(letters) or _goes_on(name, place + 1, letters[1:]):
            return True
        if letters.startswith(syllable) and _goes_on(name, place + 1, letters[len(syllable) :]):
            return True
    return False


@lru_cache(maxsize=16_384)
def collation(name: str) -> str:
    """A name as it is sorted: by the sound of each character, one sound by the character."""
    return "".join(f"{_syllables(one)[0]}{one}" if _HAN.match(one) else one.lower() for one in name)


def query(text: str) -> Query | None:
    """What a search text asks: every word of it must be found. None where there is nothing to search for."""
    words = tuple(dict.fromkeys(grams.normal(text).split()))
    if not words:
        return None
    matches, hits, values, exact = [], [], {}, True
    for place, word in enumerate(words):
        asked = grams.wanted(word)
        terms = [*(f'"{gram}"' for gram in asked.grams), *(f'"{start}"*' for start in asked.beginnings)]
        hit = f"instr(s.content, :word{place}) > 0"
        values[f"word{place}"] = word
        match = " AND ".join(terms)
        if _LETTERS.fullmatch(word):
            sound = f'"{SOUND}{word}"*'
            match = f"(({match}) OR {sound})"
            hit = f"({hit} OR s.dispute IN (SELECT rowid FROM search_index WHERE search_index MATCH :sound{place}))"
            values[f"sound{place}"] = sound
        if match:
            matches.append(match)
        hits.append(hit)
        exact = exact and asked.exact
    values["match"] = " AND ".join(matches)
    wide = all(_DIGITS.fullmatch(word) for word in words)
    # A condition stops at the first word that is missing; a bare AND as a value would look at all of them.
    return Query(" AND ".join(matches), f"CASE WHEN {' AND '.join(hits)} THEN 1 ELSE 0 END", values, exact, wide)


def page(
    session: Session, asked: Query, where: str, order: str, values: Mapping[str, object], *, limit: int
) -> list[int]:
    """The first `limit` keys that are found, in order; `where` and `order` are SQL over `dispute d`."""
    bound = {**values, **asked.values, "limit": limit}
    walk = f"SELECT d.id AS id FROM dispute d WHERE {where} ORDER BY {order} LIMIT"
    if not asked.match:
        return _keys(session, _looked_at(asked, f"{walk} -1"), bound)
    if asked.wide or _frequent(session, asked):
        found = _keys(session, _looked_at(asked, f"{walk} {BUDGET}"), bound)
        if len(found) == limit or not _more_than(session, where, values, BUDGET):
            return found
    candidates = f"SELECT d.id AS id {_CANDIDATES.format(where=where)} ORDER BY {order} LIMIT -1"
    return _keys(session, _looked_at(asked, candidates), bound)


def count(session: Session, asked: Query, where: str, values: Mapping[str, object]) -> int:
    """How many are found, exactly."""
    bound = {**values, **asked.values}
    if asked.exact and where == EVERYTHING:
        counted = "SELECT count(*) FROM search_index WHERE search_index MATCH :match"
    elif asked.exact:
        counted = f"SELECT count(*) {_CANDIDATES.format(where=where)}"
    else:
        counted = f"SELECT count(*) FROM ({_looked_at(asked, _all(asked, where), limited=False)})"
    return int(session.connection().exec_driver_sql(counted, bound).scalar_one())


def all_keys(session: Session, asked: Query, where: str, order: str, values: Mapping[str, object]) -> str:
    """All keys that are found, in order, as one text with commas."""
    ordered = f"{_all(asked, where)} ORDER BY {order} LIMIT -1"
    return one_text(session, _looked_at(asked, ordered, limited=False), {**values, **asked.values})


def found(asked: Query, where: str, values: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    """The query of all keys that are found, and its values, to be used within another."""
    return _looked_at(asked, _all(asked, where), limited=False), {**values, **asked.values}


def one_text(session: Session, keys: str, values: Mapping[str, object]) -> str:
    """The keys a query gives, as one text: fetched row by row they would fight the window for the interpreter."""
    told = session.connection().exec_driver_sql(f"SELECT group_concat(id) FROM ({keys})", dict(values)).scalar()
    return str(told or "")


EVERYTHING = "1"
"""The condition that lets every dispute pass."""

# The narrow index has the columns lists filter and sort by; the wide rows are not read.
_CANDIDATES = """FROM search_index f CROSS JOIN dispute d INDEXED BY dispute_keys ON d.id = f.rowid
WHERE search_index MATCH :match AND {where}"""


def _all(asked: Query, where: str) -> str:
    if not asked.match:
        return f"SELECT d.id AS id FROM dispute d WHERE {where}"
    return f"SELECT d.id AS id {_CANDIDATES.format(where=where)}"


def _looked_at(asked: Query, candidates: str, *, limited: bool = True) -> str:
    """Candidates in their order whose text really has what is asked; stops as soon as the page is full."""
    limit = "LIMIT :limit" if limited else ""
    if asked.exact and asked.match and ":match" in candidates:
        return f"SELECT id FROM ({candidates}) {limit}"
    looked = f"SELECT c.id AS id FROM ({candidates}) c CROSS JOIN search_text s ON s.dispute = c.id"
    return f"{looked} WHERE {asked.hit} {limit}"


def _keys(session: Session, keys: str, values: Mapping[str, object]) -> list[int]:
    return [int(key) for key in one_text(session, keys, values).split(",") if key]


def _frequent(session: Session, asked: Query) -> bool:
    connection = session.connection()
    last = connection.exec_driver_sql("SELECT max(id) FROM dispute").scalar() or 0
    cap = max(CAP, int(last * CAP_SHARE))
    counted = f"SELECT count(*) FROM (SELECT rowid FROM search_index WHERE search_index MATCH :match LIMIT {cap + 1})"
    return int(connection.exec_driver_sql(counted, dict(asked.values)).scalar_one()) > cap


def _more_than(session: Session, where: str, values: Mapping[str, object], most: int) -> bool:
    counted = f"SELECT count(*) FROM (SELECT 1 FROM dispute d WHERE {where} LIMIT {most + 1})"
    return int(session.connection().exec_driver_sql(counted, dict(values)).scalar_one()) > most


def _readings(stretch: str) -> Iterable[tuple[str, ...]]:
    choices = [_syllables(character) for character in stretch]
    ways = 1
    for place, choice in enumerate(choices):
        ways *= len(choice)
        if ways > READINGS:
            ways //= len(choice)
            choices[place] = choice[:1]
    return product(*choices)


@lru_cache(maxsize=8192)
def _syllables(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin  # noqa: PLC0415 -- its dictionaries take a tenth of a second to load

    read = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(syllable for syllable in (read[0] if read else ()) if syllable.isascii())) or ("\u00b7",)
