"""Lists: a listing becomes ids at once and in chunks, and rows of a page. Ids never come row by row."""
# ruff: noqa: S608 -- the SQL is put together from our own words; every value is bound

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.counting import RIGHTS
from odrdesk.domain.ip import WAIT
from odrdesk.domain.listing import (
    FIELDS,
    ME,
    NONE,
    Condition,
    Kind,
    Listing,
    Op,
    Order,
    Relative,
    Stretch,
    Value,
    day,
    days,
)
from odrdesk.domain.tags import folded
from odrdesk.domain.vocabulary import Category, Channel, State, Whose
from odrdesk.domain.warning import Bounds
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.storage import due_days, search, tiers
from odrdesk.storage.columns import NEVER, table, utc_text
from odrdesk.storage.dispute_tables import ClockRow, DisputeRow
from odrdesk.storage.listing_columns import (
    CLAIMED,
    CONTAINED,
    DAYS,
    MOMENTS,
    NEVER_EMPTY,
    NUMBERS,
    SORTED_BY,
    TAGGED,
    UNTAGGED,
)
from odrdesk.storage.search import EVERYTHING
from odrdesk.storage.tables import ClerkRow

CHUNK = 160_000
"""Characters of one chunk: some 20,000 keys, read in about two milliseconds."""

KEYS_AT_ONCE = 500
BEGINNING = 80

_DISPUTE = table(DisputeRow)
_CLERK = table(ClerkRow)
_CLOCK = table(ClockRow)


class Row(NamedTuple):
    """What a list shows of one dispute. `amount` in fen, `due` the earliest running deadline with its rule.

    `facts` is the beginning of the consumer's words, enough for one line; `due_at` the moment where hours are counted.
    `other_due` is the earliest of what else runs where the deadline is a right-holder's wait.
    """

    key: int
    number: str
    state: State
    channel: Channel
    category: Category
    consumer: str
    merchant: str
    goods: str | None
    amount: int
    received_at: datetime
    due: date | None
    due_rule: str | None
    officer: str | None
    level: int
    facts: str
    due_at: datetime | None = None
    other_due: date | None = None


class Opening(NamedTuple):
    """The first page of ids, in order, and how many there are in all, exactly."""

    ids: "array[int]"
    total: int


_Bind = Callable[[object], str]


class Asked(NamedTuple):
    """A listing as SQL over `dispute d`."""

    where: str
    order: str
    values: Mapping[str, object]
    text: search.Query | None


def opening(
    session: Session,
    listing: Listing,
    today: date,
    me: int | None = None,
    limit: int = 200,
    *,
    bounds: Bounds | None = None,
) -> Opening:
    """The first `limit` ids and the exact number of all. `me` is the clerk's key; a filter by tier needs `bounds`."""
    asked = _asked(listing, today, me, bounds)
    where, order, values, text = asked
    if text is not None:
        found = search.page(session, text, where, order, values, limit=limit)
        return Opening(array("q", found), search.count(session, text, where, values))
    first = f"SELECT d.id AS id FROM dispute d WHERE {where} ORDER BY {order} LIMIT {int(limit)}"
    counted = f"SELECT count(*) FROM dispute d WHERE {where}"
    total = session.connection().exec_driver_sql(counted, dict(values)).scalar_one()
    return Opening(array("q", _numbers(search.one_text(session, first, values))), int(total))


def ids(
    session: Session, listing: Listing, today: date, me: int | None = None, *, bounds: Bounds | None = None
) -> "Iterator[array[int]]":
    """All ids in order, in chunks; the database gives them as one text, so that the window keeps breathing."""
    where, order, values, text = _asked(listing, today, me, bounds)
    if text is not None:
        told = search.all_keys(session, text, where, order, values)
    else:
        # The LIMIT keeps SQLite from dropping the order of a subquery.
        ordered = f"SELECT d.id AS id FROM dispute d WHERE {where} ORDER BY {order} LIMIT -1"
        told = search.one_text(session, ordered, values)
    start = 0
    while start < len(told):
        cut = told.find(",", start + CHUNK)
        end = len(told) if cut < 0 else cut
        yield array("q", _numbers(told[start:end]))
        start = end + 1


def amount(
    session: Session, listing: Listing, today: date, me: int | None = None, *, bounds: Bounds | None = None
) -> int:
    """What is asked for in all disputes of a list together, in fen."""
    where, _order_sql, values, text = _asked(listing, today, me, bounds)
    if text is None:
        summed, bound = f"SELECT total(d.amount) FROM dispute d WHERE {where}", dict(values)
    else:
        found, bound = search.found(text, where, values)
        summed = f"SELECT total(a.amount) FROM dispute a WHERE a.id IN ({found})"
    return int(session.connection().exec_driver_sql(summed, bound).scalar_one())


def amount_of(session: Session, keys: Sequence[int]) -> int:
    """What is asked for in these disputes together, in fen."""
    summed = "SELECT total(amount) FROM dispute WHERE id IN (SELECT value FROM json_each(:keys))"
    told = f"[{','.join(map(str, map(int, keys)))}]"
    return int(session.connection().exec_driver_sql(summed, {"keys": told}).scalar_one())


def rows(session: Session, keys: Sequence[int]) -> tuple[Row, ...]:
    """The rows of these keys, in this order; a key that is gone is left out."""
    found: dict[int, Row] = {}
    for start in range(0, len(keys), KEYS_AT_ONCE):
        some = [int(key) for key in keys[start : start + KEYS_AT_ONCE]]
        query = _ROWS.where(_DISPUTE.c.id.in_(some))
        found |= {row[0]: Row._make(row) for row in session.connection().execute(query)}
    return tuple(found[key] for key in keys if key in found)


def versions(session: Session, keys: Sequence[int]) -> dict[str, int]:
    """The versions of these disputes by their numbers, in this order; a key that is gone is left out."""
    found: dict[int, tuple[str, int]] = {}
    wanted = sa.select(_DISPUTE.c.id, _DISPUTE.c.number, _DISPUTE.c.version)
    for start in range(0, len(keys), KEYS_AT_ONCE):
        query = wanted.where(_DISPUTE.c.id.in_([int(key) for key in keys[start : start + KEYS_AT_ONCE]]))
        found |= {row.id: (row.number, row.version) for row in session.connection().execute(query)}
    return dict(found[key] for key in keys if key in found)


def numbers(session: Session, keys: Sequence[int]) -> dict[int, str]:
    """The numbers of these disputes, by key."""
    query = sa.select(_DISPUTE.c.id, _DISPUTE.c.number).where(_DISPUTE.c.id.in_(set(keys)))
    return {row.id: row.number for row in session.connection().execute(query)}


_OTHER = (
    sa.select(sa.func.min(_CLOCK.c.due, type_=_CLOCK.c.due.type))
    .where(
        _CLOCK.c.dispute == _DISPUTE.c.id,
        _CLOCK.c.stopped_on.is_(None),
        _CLOCK.c.rule != WAIT,
        ~_CLOCK.c.rule.like("R-RET-%"),
        sa.func.coalesce(_CLOCK.c.whose, "") != Whose.CONSUMER.value,
        _CLOCK.c.rule.not_in(RIGHTS),
    )
    .correlate(_DISPUTE)
    .scalar_subquery()
)
_ROWS = sa.select(
    _DISPUTE.c.id,
    _DISPUTE.c.number,
    _DISPUTE.c.state,
    _DISPUTE.c.channel,
    _DISPUTE.c.category,
    _DISPUTE.c.consumer_name,
    _DISPUTE.c.seller,
    _DISPUTE.c.order_goods,
    _DISPUTE.c.amount,
    _DISPUTE.c.received_at,
    _DISPUTE.c.due,
    _DISPUTE.c.due_rule,
    _CLERK.c.name,
    _DISPUTE.c.level,
    sa.func.substr(_DISPUTE.c.facts, 1, BEGINNING),
    _DISPUTE.c.due_at,
    sa.case((_DISPUTE.c.due_rule == WAIT, _OTHER), else_=sa.null()),
).join_from(_DISPUTE, _CLERK, _CLERK.c.id == _DISPUTE.c.officer, isouter=True)


def _asked(listing: Listing, today: date, me: int | None, bounds: Bounds | None) -> Asked:
    values: dict[str, object] = {}
    told = [
        tiers.condition(one, bounds, values)
        if one.field == "tier" and bounds
        else _condition(one, today, me, values, bounds)
        for one in listing.where
    ]
    where = " AND ".join(told) or EVERYTHING
    return Asked(where, _order(listing.order), values, search.query(listing.text))


def _order(order: Order) -> str:
    parts: list[str] = []
    for key, down in order.keys:
        if key == "newest":
            # Whoever asks for the newest wants the last first; behind it nothing is equal any more.
            return ", ".join([*parts, f"d.id {'ASC' if down else 'DESC'}"])
        empty = "" if key in NEVER_EMPTY else " NULLS LAST"
        parts.append(f"{SORTED_BY[key]} {'DESC' if down else 'ASC'}{empty}")
    return ", ".join([*parts, f"d.id {'DESC' if order.down else 'ASC'}"])


def _condition(
    asked: Condition, today: date, me: int | None, values: dict[str, object], bounds: Bounds | None = None
) -> str:
    """One condition as SQL; its values go into `values` under names of their own."""

    def bind(value: object) -> str:
        name = f"v{len(values)}"
        values[name] = value
        return f":{name}"

    def one(value: Value) -> str:
        name, kind = asked.field, FIELDS[asked.field]
        if name == "tag":
            return UNTAGGED if value == NONE else TAGGED.format(bind(folded(str(value))))
        if kind is Kind.TEXT:
            return _text(name, str(value), me, bind)
        if kind is Kind.DAY:
            return _day(asked, value, today, bounds.now if bounds else None, bind)
        if name == "claim":
            return CLAIMED.format(bind(value))
        told = int(value) if isinstance(value, bool) else value
        return f"{NUMBERS.get(name, f'd.{name}')} {_plain(asked.op)} {bind(told)}"

    either = " OR ".join(f"({one(value)})" for value in asked.values)
    return f"NOT coalesce(({either}), 0)" if asked.op is Op.NE else f"({either})"


def _text(name: str, value: str, me: int | None, bind: _Bind) -> str:
    if name == "point" and value == ME:
        return _own_points(me, bind)
    if name in CONTAINED:
        if value == NONE and name not in NEVER_EMPTY:
            return f"{CONTAINED[name]} IS NULL"
        return f"instr({CONTAINED[name]}, {bind(value)}) > 0"
    if value == NONE:
        return "d.officer IS NULL"
    if value == ME:
        return f"d.officer = {bind(me or 0)}"
    return f"d.officer = (SELECT k.id FROM clerk k WHERE k.name = {bind(value)})"


def _own_points(me: int | None, bind: _Bind) -> str:
    """The contact points of one's own open cases; all for whoever has none of his own."""
    own = f"SELECT coalesce(o.contact_point, '') FROM dispute o WHERE o.officer = {bind(me or 0)} AND o.open = 1"
    return f"(coalesce(d.contact_point, '') IN ({own}) OR NOT EXISTS ({own}))"


def _due(op: Op, value: str, bind: _Bind) -> str:
    if op in (Op.EQ, Op.NE):
        return f"d.due = {bind(value)}"
    # What is never due is not due later either.
    return f"(d.due {op} {bind(value)} AND d.due <> '{NEVER}')"


def _day(asked: Condition, value: Value, today: date, now: datetime | None, bind: _Bind) -> str:
    """A day compared with another, or with a stretch: within it, before its first or after its last."""
    name, op = asked.field, asked.op
    if isinstance(value, Stretch):
        first, last = (Relative((end - today).days) for end in days(value, today))
        if op in (Op.EQ, Op.NE):
            both = (asked._replace(op=Op.GE), first), (asked._replace(op=Op.LE), last)
            return " AND ".join(_day(half, end, today, now, bind) for half, end in both)
        return _day(asked, first if op in (Op.LT, Op.GE) else last, today, now, bind)
    if name in MOMENTS:
        return f"{MOMENTS[name]} IS NULL" if value == NONE else _moment(MOMENTS[name], op, day(value, today), bind)
    if name in DAYS:
        told = "IS NULL" if value == NONE else f"{_plain(op)} {bind(day(value, today).isoformat())}"
        return f"{DAYS[name]} {told}"
    if value != NONE and (isinstance(value, Relative) or value == today):
        return due_days.seen(op, day(value, today), today, now, bind)
    return _due(op, NEVER if value == NONE else day(value, today).isoformat(), bind)


def _plain(op: Op) -> Op:
    return Op.EQ if op is Op.NE else op


def _moment(column: str, op: Op, on: date, bind: _Bind) -> str:
    """A moment compared with a day of Asia/Shanghai."""
    start = datetime.combine(on, time(), SHANGHAI)
    begins, ends = utc_text(start), utc_text(start + timedelta(days=1))
    match op:
        case Op.LT:
            return f"{column} < {bind(begins)}"
        case Op.LE:
            return f"{column} < {bind(ends)}"
        case Op.GT:
            return f"{column} >= {bind(ends)}"
        case Op.GE:
            return f"{column} >= {bind(begins)}"
        case _:
            return f"({column} >= {bind(begins)} AND {column} < {bind(ends)})"


def _numbers(text: str) -> Iterator[int]:
    return map(int, text.split(",")) if text else iter(())
