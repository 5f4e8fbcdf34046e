"""Merchants: their rows, their figures by aggregated SQL, and the entries of the record that speak of them.

A merged merchant keeps its row and its cases; `kept` leads to the one whose page shows them.
"""
# ruff: noqa: S608 -- the SQL is put together from our own words; every value is bound

import re
from array import array
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.merchants import Profile
from odrdesk.domain.record import Written
from odrdesk.domain.vocabulary import Category
from odrdesk.storage import record, search
from odrdesk.storage.columns import table, utc_text
from odrdesk.storage.party_tables import MerchantApartRow, MerchantEventRow, MerchantRow
from odrdesk.storage.tables import RecordRow

_MERCHANT, _APART, _EVENT = table(MerchantRow), table(MerchantApartRow), table(MerchantEventRow)
_RECORD = table(RecordRow)
COLUMNS = (
    "name", "uscc", "address", "region", "shop_no", "contact", "phone", "notes", "merged_into", "kept", "version",
)  # fmt: skip

# Settled: agreed and not fallen apart since. Failed: ended without agreement, here or outside. A withdrawn, merged or
# transferred dispute is neither.
_SETTLED = """(d.state IN ('settled', 'performing', 'performed') OR (d.state = 'closed' AND d.fail_ground IS NULL
AND EXISTS (SELECT 1 FROM settlement s WHERE s.dispute = d.id)))"""
_FAILED = """(d.state IN ('failed', 'ext_pending', 'ext_mediating', 'ext_done', 'adjudication')
OR (d.state = 'closed' AND d.fail_ground IS NOT NULL))"""
_FIGURES = f"""SELECT coalesce(m.kept, m.id) AS page, sum(f.cases) AS cases, sum(f.open) AS open,
sum(f.recent) AS recent, sum(f.settled) AS settled, sum(f.failed) AS failed
FROM (SELECT d.merchant AS merchant, count(*) AS cases, sum(d.open) AS open, sum(d.received_at >= :since) AS recent,
sum({_SETTLED}) AS settled, sum({_FAILED}) AS failed
FROM dispute d INDEXED BY dispute_by_merchant WHERE d.merchant IS NOT NULL {{among}} GROUP BY d.merchant) f
JOIN merchant m ON m.id = f.merchant GROUP BY page"""
_LETTERS = re.compile(r"[a-z]{2,}")
_MEMBERS = "SELECT id FROM merchant WHERE id = :page OR kept = :page"


class Figures(NamedTuple):
    """What is counted of a merchant: all cases, open ones, those received since a day, settled and failed ones."""

    cases: int = 0
    open: int = 0
    recent: int = 0
    settled: int = 0
    failed: int = 0


SORTS: Mapping[str, Callable[[Figures], float]] = {
    "name": lambda _figures: 0,
    "open": lambda figures: figures.open,
    "recent": lambda figures: figures.recent,
    "cases": lambda figures: figures.cases,
    # Those without any ended case stand behind the best, as they are neither good nor bad.
    "rate": lambda figures: (
        figures.settled / (figures.settled + figures.failed) if figures.settled + figures.failed else 2
    ),
}
"""By what pages are sorted; names by the database's own letters."""


class Cluster(NamedTuple):
    """Cases of one category about the same goods, as typed: how many, how many of late, how many open, the last."""

    category: Category
    goods: str
    cases: int
    recent: int
    open: int
    last: datetime


class Named(NamedTuple):
    """A name as cases type it, in how many, and in how many of late."""

    name: str
    cases: int
    recent: int


def load(session: Session, key: int) -> Profile | None:
    """The merchant of a key."""
    row = session.connection().execute(sa.select(_MERCHANT).where(_MERCHANT.c.id == key)).first()
    return _profile(row) if row else None


def every(session: Session) -> tuple[Profile, ...]:
    """All merchants, merged ones too."""
    return tuple(map(_profile, session.connection().execute(sa.select(_MERCHANT).order_by(_MERCHANT.c.id))))


def group(session: Session, page: int) -> tuple[Profile, ...]:
    """The merchant of a page and all that were merged into it, itself first."""
    query = sa.select(_MERCHANT).where(sa.or_(_MERCHANT.c.id == page, _MERCHANT.c.kept == page))
    rows = session.connection().execute(query.order_by(_MERCHANT.c.kept.is_not(None), _MERCHANT.c.id))
    return tuple(map(_profile, rows))


def page_of(session: Session, key: int) -> int:
    """The merchant whose page shows a merchant: itself, or the one it was merged into."""
    query = sa.select(sa.func.coalesce(_MERCHANT.c.kept, _MERCHANT.c.id)).where(_MERCHANT.c.id == key)
    return int(session.connection().execute(query).scalar_one())


def profiles(session: Session, keys: Sequence[int]) -> dict[int, Profile]:
    """The merchants of these keys."""
    query = sa.select(_MERCHANT).where(_MERCHANT.c.id.in_([int(key) for key in keys]))
    return {row.id: _profile(row) for row in session.connection().execute(query)}


def named(session: Session, name_or_code: str) -> tuple[Profile, ...]:
    """Merchants of an exact name or a credit code, in the order they came."""
    query = sa.select(_MERCHANT).where(sa.or_(_MERCHANT.c.uscc == name_or_code, _MERCHANT.c.name == name_or_code))
    return tuple(map(_profile, session.connection().execute(query.order_by(_MERCHANT.c.id))))


def change(session: Session, profile: Profile) -> None:
    """Store what a merchant is now, its version moved on."""
    values = {name: getattr(profile, name) for name in COLUMNS if name != "version"}
    known = sa.update(_MERCHANT).where(_MERCHANT.c.id == profile.key)
    session.connection().execute(known.values(**values, version=_MERCHANT.c.version + 1))


def lead_again(session: Session, key: int) -> None:
    """Let everything at and below `key` lead to where its chain ends now."""
    tree = """WITH RECURSIVE below(id) AS (VALUES(:key) UNION SELECT m.id FROM merchant m JOIN below b
    ON m.merged_into = b.id) SELECT id FROM below"""
    top = """WITH RECURSIVE above(id) AS (VALUES(:key) UNION SELECT m.merged_into FROM merchant m JOIN above a
    ON m.id = a.id WHERE m.merged_into IS NOT NULL)
    SELECT a.id FROM above a JOIN merchant m ON m.id = a.id WHERE m.merged_into IS NULL"""
    connection = session.connection()
    end = int(connection.exec_driver_sql(top, {"key": key}).scalar_one())
    below = [int(row[0]) for row in connection.exec_driver_sql(tree, {"key": key})]
    led = sa.update(_MERCHANT).where(_MERCHANT.c.id.in_([one for one in below if one != end]))
    connection.execute(led.values(kept=end))
    connection.execute(sa.update(_MERCHANT).where(_MERCHANT.c.id == end).values(kept=None))


class Meant(NamedTuple):
    """A page that a search text means; `sound` sorts it by how its name sounds."""

    key: int
    name: str
    uscc: str | None
    region: str | None

    @property
    def sound(self) -> str:
        """Its place by pinyin."""
        return search.collation(self.name)


def meant(session: Session, text: str) -> list[Meant]:
    """The pages a text means, all of them for no text.

    A part of a name (of a merged one too), its pinyin or initials, or the start of a code is asked for.
    """
    query = "SELECT id, coalesce(kept, id), name, uscc, region FROM merchant"
    rows = session.connection().exec_driver_sql(query).fetchall()
    sought, code = text.casefold(), text.upper()
    sounding = _LETTERS.fullmatch(sought) is not None
    found = {
        row[1]
        for row in rows
        if sought in row[2].casefold()
        or (row[3] or "").startswith(code)
        or (sounding and search.sounds_like(row[2], sought))
    }
    return [Meant(row[0], row[2], row[3], row[4]) for row in rows if row[0] == row[1] and row[1] in found]


def ids(session: Session, text: str, order: str, since: datetime, *, down: bool = False) -> "array[int]":
    """The keys of all pages in order that a text means.

    Sorted here: joined to its figures, SQLite walks through all of them for each merchant.
    """
    found = meant(session, text)
    if order == "name":
        return array("q", (one.key for one in sorted(found, key=lambda one: (one.sound, one.key), reverse=down)))
    known, none, sign = all_figures(session, since), Figures(), -1 if down else 1
    keys = [one.key for one in found]
    return array("q", sorted(keys, key=lambda key: (sign * SORTS[order](known.get(key, none)), key)))


def all_figures(session: Session, since: datetime) -> dict[int, Figures]:
    """The figures of every page; one without cases is left out."""
    rows = session.connection().exec_driver_sql(_FIGURES.format(among=""), {"since": utc_text(since)})
    return {row[0]: Figures(*map(int, row[1:])) for row in rows}


def pages(session: Session) -> dict[int, int]:
    """The page of every merchant that was merged into another."""
    query = "SELECT id, kept FROM merchant WHERE kept IS NOT NULL"
    return {row[0]: row[1] for row in session.connection().exec_driver_sql(query)}


def members(session: Session, keys: Sequence[int]) -> tuple[int, ...]:
    """The merchants of these pages, merged ones too."""
    wanted = [int(key) for key in keys]
    query = sa.select(_MERCHANT.c.id).where(_MERCHANT.c.id.in_(wanted) | _MERCHANT.c.kept.in_(wanted))
    return tuple(session.connection().execute(query).scalars())


def regions(session: Session) -> tuple[str, ...]:
    """The regions of all pages, the most frequent first."""
    query = """SELECT region FROM merchant WHERE kept IS NULL AND coalesce(region, '') <> ''
    GROUP BY region ORDER BY count(*) DESC, region"""
    return tuple(row[0] for row in session.connection().exec_driver_sql(query))


def fingerprint(session: Session) -> tuple[int, ...]:
    """Another one whenever a merchant came, was changed, or two were set apart."""
    query = """SELECT count(*), coalesce(max(id), 0), coalesce(sum(version), 0), (SELECT count(*) FROM merchant_apart),
    (SELECT coalesce(sum(one * 7919 + other), 0) FROM merchant_apart) FROM merchant"""
    return tuple(session.connection().exec_driver_sql(query).one())


def figures(session: Session, pages: Sequence[int], since: datetime) -> dict[int, Figures]:
    """The figures of these pages; a page without cases is left out."""
    told = ", ".join(str(int(page)) for page in pages)
    among = f"AND d.merchant IN (SELECT id FROM merchant WHERE id IN ({told}) OR kept IN ({told}))"
    rows = session.connection().exec_driver_sql(_FIGURES.format(among=among), {"since": utc_text(since)})
    return {row[0]: Figures(*map(int, row[1:])) for row in rows}


def answers(session: Session, pages: Sequence[int] | None) -> dict[int, list[tuple[date, date, int]]]:
    """How long merchants took to answer: the days asked and answered (R-MERCH), and how often; None for all pages."""
    told = ", ".join(str(int(page)) for page in pages or ())
    among = "" if pages is None else f"AND (m.id IN ({told}) OR m.kept IN ({told}))"
    query = f"""SELECT coalesce(m.kept, m.id), c.start, c.stopped_on, count(*) FROM merchant m
    JOIN dispute d INDEXED BY dispute_by_merchant ON d.merchant = m.id
    JOIN clock c ON c.dispute = d.id WHERE c.rule = 'R-MERCH' AND c.stopped_on IS NOT NULL
    {among} GROUP BY 1, 2, 3"""
    found: dict[int, list[tuple[date, date, int]]] = {}
    for page, start, end, often in session.connection().exec_driver_sql(query):
        found.setdefault(page, []).append((date.fromisoformat(start), date.fromisoformat(end), often))
    return found


def subjects(session: Session, pages: Sequence[int] | None, since: datetime) -> list[tuple[int, str, str, int]]:
    """What the cases received since a day are about: page, category, goods as typed, how many; None for all pages."""
    told = ", ".join(str(int(page)) for page in pages or ())
    among = "" if pages is None else f"(m.id IN ({told}) OR m.kept IN ({told})) AND"
    query = f"""SELECT coalesce(m.kept, m.id), d.category, d.order_goods, count(*) FROM merchant m
    JOIN dispute d INDEXED BY dispute_by_merchant ON d.merchant = m.id AND d.received_at >= :since
    WHERE {among} d.order_goods IS NOT NULL GROUP BY 1, 2, 3"""
    return [tuple(row) for row in session.connection().exec_driver_sql(query, {"since": utc_text(since)})]


class Told(NamedTuple):
    """What a merchant's cases tell: its names as typed, what they are about, live rooms and the like by column."""

    spellings: tuple[Named, ...]
    clusters: tuple[Cluster, ...]
    places: Mapping[str, tuple[Named, ...]]


def told(session: Session, page: int, since: datetime) -> Told:
    """All of it in one walk over the wide rows of the cases.

    Read six times they took most of a second where there are 20,000.
    """
    columns = ("merchant_name", *PLACES.values())
    named = " UNION ALL ".join(
        f"SELECT '{column}', {column}, '', count(*), sum(recent), 0, '' FROM seen"
        f" WHERE {column} IS NOT NULL AND {column} <> '' GROUP BY 2"
        for column in columns
    )
    query = f"""WITH seen AS MATERIALIZED (SELECT {", ".join(f"d.{column}" for column in columns)}, d.category,
    coalesce(d.order_goods, '') AS goods, d.received_at >= :since AS recent, d.open, d.received_at
    FROM dispute d INDEXED BY dispute_by_merchant WHERE d.merchant IN ({_MEMBERS}))
    {named} UNION ALL SELECT 'goods', goods, category, count(*), sum(recent), sum(open), max(received_at)
    FROM seen GROUP BY 2, 3"""
    found: dict[str, list[Named]] = {column: [] for column in columns}
    clusters = []
    for row in session.connection().exec_driver_sql(query, {"page": page, "since": utc_text(since)}).fetchall():
        if row[0] == "goods":
            last = datetime.fromisoformat(row[6])
            clusters.append(Cluster(Category(row[2]), row[1], row[3], row[4], row[5], last))
        else:
            found[row[0]].append(Named(row[1], row[3], row[4]))
    ordered = {column: tuple(sorted(some, key=lambda one: (-one.cases, one.name))) for column, some in found.items()}
    return Told(ordered["merchant_name"], tuple(clusters), ordered)


def places(session: Session, column: str, since: datetime) -> tuple[Named, ...]:
    """Live rooms, hosts, agencies or bases (a column of the dispute) as typed, of the whole desk."""
    if column not in PLACES.values():
        raise ValueError(column)
    query = f"""SELECT {column}, count(*), sum(received_at >= :since) FROM dispute
    WHERE {column} IS NOT NULL AND {column} <> '' GROUP BY 1 ORDER BY 2 DESC, 1"""
    rows = session.connection().exec_driver_sql(query, {"since": utc_text(since)})
    return tuple(Named(*row) for row in rows)


PLACES: Mapping[str, str] = {"room": "live_room", "host": "live_host", "mcn": "live_mcn", "base": "live_base"}
"""Where and by whom it was sold, and the column each stands in."""


def said_in_cases(session: Session, column: str, most: int) -> tuple[str, ...]:
    """The rooms, hosts or goods that cases name, the most used first, at most so many."""
    if column not in {*PLACES.values(), "order_goods"}:
        raise ValueError(column)
    query = f"""SELECT {column} FROM dispute WHERE {column} IS NOT NULL AND {column} <> ''
    GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT :most"""
    return tuple(row[0] for row in session.connection().exec_driver_sql(query, {"most": most}))


def months(session: Session, page: int, since: datetime) -> dict[str, int]:
    """Cases received since a day by month of Shanghai (`2026-11`)."""
    query = f"""SELECT strftime('%Y-%m', d.received_at, '+8 hours'), count(*)
    FROM dispute d INDEXED BY dispute_by_merchant WHERE d.merchant IN ({_MEMBERS})
    AND d.received_at >= :since GROUP BY 1"""
    rows = session.connection().exec_driver_sql(query, {"page": page, "since": utc_text(since)})
    return {str(row[0]): int(row[1]) for row in rows}


def case_keys(session: Session, page: int, within: tuple[datetime, datetime] | None = None) -> "array[int]":
    """The keys of a merchant's cases, the last received first; those received `within` two moments alone."""
    between = "" if within is None else "AND d.received_at >= :since AND d.received_at < :until"
    query = f"""SELECT d.id FROM dispute d INDEXED BY dispute_by_merchant WHERE d.merchant IN ({_MEMBERS}) {between}
    ORDER BY d.received_at DESC, d.id DESC"""
    bound: dict[str, object] = {"page": page}
    if within is not None:
        bound |= {"since": utc_text(within[0]), "until": utc_text(within[1])}
    return array("q", (row[0] for row in session.connection().exec_driver_sql(query, bound)))


def place_keys(session: Session, column: str, names: Sequence[str]) -> "array[int]":
    """The keys of the cases of a live room (host, agency, base) by all its spellings, the last received first."""
    if column not in PLACES.values():
        raise ValueError(column)
    bound = {f"n{at}": name for at, name in enumerate(names)}
    told = ", ".join(f":{name}" for name in bound)
    query = f"SELECT id FROM dispute WHERE {column} IN ({told}) ORDER BY received_at DESC, id DESC"
    return array("q", (row[0] for row in session.connection().exec_driver_sql(query, bound)))


def standing(session: Session, dispute: int, since: datetime) -> tuple[int, int, int] | None:
    """The page of a dispute's merchant, the how-manieth since a day it is (by receipt), and how many there are."""
    query = """SELECT m.page, sum((d.received_at, d.id) <= (m.received_at, m.id)), count(*)
    FROM (SELECT coalesce(m.kept, m.id) AS page, o.received_at, o.id FROM dispute o
    JOIN merchant m ON m.id = o.merchant WHERE o.id = :dispute) m
    JOIN dispute d INDEXED BY dispute_by_merchant
    ON d.merchant IN (SELECT id FROM merchant WHERE id = m.page OR kept = m.page) AND d.received_at >= :since
    GROUP BY m.page"""
    values = {"dispute": dispute, "since": utc_text(since)}
    row = session.connection().exec_driver_sql(query, values).first()
    return (row[0], row[1], row[2]) if row else None


def same_problem(session: Session, dispute: int, page: int, since: datetime) -> int:
    """How many cases of the merchant since a day have the dispute's category and goods."""
    query = f"""SELECT count(*) FROM dispute o JOIN dispute d INDEXED BY dispute_by_merchant
    ON d.merchant IN ({_MEMBERS}) AND d.received_at >= :since
    AND d.category = o.category AND d.order_goods IS o.order_goods WHERE o.id = :dispute"""
    values = {"dispute": dispute, "page": page, "since": utc_text(since)}
    return int(session.connection().exec_driver_sql(query, values).scalar_one())


def apart(session: Session) -> frozenset[tuple[int, int]]:
    """Pairs of which a person said that they are not the same."""
    return frozenset((row.one, row.other) for row in session.connection().execute(sa.select(_APART)))


def set_apart(session: Session, one: int, other: int, *, apart: bool) -> None:
    """Keep that two merchants are not the same, or take that back."""
    low, high = min(one, other), max(one, other)
    connection = session.connection()
    connection.execute(sa.delete(_APART).where(_APART.c.one == low, _APART.c.other == high))
    if apart:
        connection.execute(sa.insert(_APART).values(one=low, other=high))


def tell(session: Session, seq: int, *merchants: int) -> None:
    """Note that an entry of the record speaks of these merchants."""
    session.connection().execute(sa.insert(_EVENT), [{"merchant": key, "seq": seq} for key in set(merchants)])


def events(session: Session, page: int, limit: int = 200) -> tuple[Written, ...]:
    """What the record says of a merchant and of those merged into it, newest first."""
    members = sa.select(_MERCHANT.c.id).where(sa.or_(_MERCHANT.c.id == page, _MERCHANT.c.kept == page))
    seqs = sa.select(_EVENT.c.seq).where(_EVENT.c.merchant.in_(members)).distinct()
    wanted = seqs.order_by(_EVENT.c.seq.desc()).limit(limit)
    return record.of_seqs(session, [int(seq) for seq in session.connection().execute(wanted).scalars()])


def _profile(row: Any) -> Profile:
    return Profile(row.id, **{name: getattr(row, name) for name in COLUMNS})
