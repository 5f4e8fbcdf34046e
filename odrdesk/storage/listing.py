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
from odrdesk.domain.listing import FIELDS, ME, NONE, Condition, Kind, Listing, Op, Order, Relative, Value, day
from odrdesk.domain.vocabulary import Category, Channel, State, Whose
from odrdesk.domain.warning import Bounds
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.storage import due_days, search, tiers
from odrdesk.storage.columns import NEVER, table, utc_text
from odrdesk.storage.dispute_tables import ClockRow, DisputeRow
from odrdesk.storage.search import EVERYTHING
from odrdesk.storage.tables import ClerkRow

CHUNK = 160_000
"""Characters of one chunk: some 20,000 keys, read in about two milliseconds."""

KEYS_AT_ONCE = 500
BEGINNING = 80

_DISPUTE = table(DisputeRow)
_CLERK = table(ClerkRow)
_CLOCK = table(ClockRow)

SORTED_BY: Mapping[str, str] = {
    "due": "d.due",
    "newest": "d.id",
    "number": "d.number",
    "received": "d.received_at",
    "amount": "d.amount",
    "state": "d.state",
    "channel": "d.channel",
    "category": "d.category",
    "merchant": "d.seller",
    "consumer": "d.consumer_name",
    "officer": "coalesce((SELECT k.name FROM clerk k WHERE k.id = d.officer), '')",
}
MOMENTS = {"received": "d.received_at", "registered": "d.registered_at", "closed": "d.closed_at"}
CONTAINED = {"consumer": "d.consumer_name", "merchant": "d.seller", "number": "d.number"}


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


def rows(session: Session, keys: Sequence[int]) -> tuple[Row, ...]:
    """The rows of these keys, in this order; a key that is gone is left out."""
    found: dict[int, Row] = {}
    for start in range(0, len(keys), KEYS_AT_ONCE):
        some = [int(key) for key in keys[start : start + KEYS_AT_ONCE]]
        query = _ROWS.where(_DISPUTE.c.id.in_(some))
        found |= {row[0]: Row._make(row) for row in session.connection().execute(query)}
    return tuple(found[key] for key in keys if key in found)


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
    # Whoever asks for the newest wants the last first.
    way = "DESC" if order.down is not (order.key == "newest") else "ASC"
    column = SORTED_BY[order.key]
    return f"d.id {way}" if column == "d.id" else f"{column} {way}, d.id {way}"


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
        if kind is Kind.TEXT:
            return _text(name, str(value), me, bind)
        if name in MOMENTS:
            return f"{MOMENTS[name]} IS NULL" if value == NONE else _moment(asked, day(value, today), bind)
        if kind is Kind.DAY:
            if value != NONE and (isinstance(value, Relative) or value == today):
                return due_days.seen(asked.op, day(value, today), today, bounds.now if bounds else None, bind)
            return _due(asked.op, NEVER if value == NONE else day(value, today).isoformat(), bind)
        op = Op.EQ if asked.op is Op.NE else asked.op
        return f"d.{name} {op} {bind(int(value) if isinstance(value, bool) else value)}"

    told = " OR ".join(one(value) for value in asked.values)
    return f"NOT coalesce(({told}), 0)" if asked.op is Op.NE else f"({told})"


def _text(name: str, value: str, me: int | None, bind: _Bind) -> str:
    if name in CONTAINED:
        return f"instr({CONTAINED[name]}, {bind(value)}) > 0"
    if value == NONE:
        return "d.officer IS NULL"
    if value == ME:
        return f"d.officer = {bind(me or 0)}"
    return f"d.officer = (SELECT k.id FROM clerk k WHERE k.name = {bind(value)})"


def _due(op: Op, value: str, bind: _Bind) -> str:
    if op in (Op.EQ, Op.NE):
        return f"d.due = {bind(value)}"
    # What is never due is not due later either.
    return f"(d.due {op} {bind(value)} AND d.due <> '{NEVER}')"


def _moment(asked: Condition, on: date, bind: _Bind) -> str:
    """A moment compared with a day of Asia/Shanghai."""
    start = datetime.combine(on, time(), SHANGHAI)
    begins, ends = utc_text(start), utc_text(start + timedelta(days=1))
    column = MOMENTS[asked.field]
    match asked.op:
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
