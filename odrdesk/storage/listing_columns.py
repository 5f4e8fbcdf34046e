"""What a list shows, filters and sorts by beside its usual columns: each as SQL over `dispute d`."""
# ruff: noqa: S608 -- the SQL is put together from our own words; every value is bound

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session

from odrdesk.domain.listed import More, Tagged
from odrdesk.domain.vocabulary import Claim, TagTone

MOST_REGIONS = 500
MOMENTS: Mapping[str, str] = {
    "received": "d.received_at",
    "registered": "d.registered_at",
    "accepted": "d.accepted_at",
    "closed": "d.closed_at",
    "contacted": "(SELECT max(t.at) FROM contact t WHERE t.dispute = d.id)",
}
DAYS: Mapping[str, str] = {"bought": "d.order_bought_on"}
CONTAINED: Mapping[str, str] = {
    "consumer": "d.consumer_name",
    "merchant": "d.seller",
    "number": "d.number",
    "point": "d.contact_point",
    "room": "d.live_room",
    "host": "d.live_host",
    "goods": "d.order_goods",
    "order": "d.order_no",
    "channel_no": "d.channel_no",
    "phone": "d.consumer_phone",
    "region": "d.consumer_region",
}
NUMBERS: Mapping[str, str] = {
    "paid": "d.order_paid",
    "settled": "(SELECT sum(t.amount) FROM term t WHERE t.dispute = d.id AND t.offer = -1)",
    "prepaid": "(SELECT sum(p.paid) FROM prepayment p WHERE p.dispute = d.id AND p.paid > 0)",
    "rounds": "(SELECT count(*) FROM offer o WHERE o.dispute = d.id)",
    "contacts": "(SELECT count(*) FROM contact t WHERE t.dispute = d.id)",
    "evidence": "(SELECT count(*) FROM evidence e WHERE e.dispute = d.id AND e.withdrawn_at IS NULL)",
    "papers": "(SELECT count(DISTINCT p.number) FROM paper p WHERE p.dispute = d.id AND p.void_at IS NULL)",
}
_OF_TAGS = "FROM dispute_tag t JOIN tag g ON g.id = t.tag WHERE t.dispute = d.id"
TAGGED = """EXISTS (SELECT 1 FROM dispute_tag t WHERE t.dispute = d.id AND t.tag IN (
 SELECT g.id FROM tag g WHERE g.folded = {0} UNION SELECT f.tag FROM tag_former f WHERE f.folded = {0}))"""
"""A tag is found by its name and by those it had: a list that was saved before it was renamed lists the same."""
UNTAGGED = "NOT EXISTS (SELECT 1 FROM dispute_tag t WHERE t.dispute = d.id)"
SORTED_BY: Mapping[str, str] = {
    "due": "d.due",
    "newest": "d.id",
    "number": "d.number",
    "amount": "d.amount",
    "state": "d.state",
    "channel": "d.channel",
    "category": "d.category",
    "level": "d.level",
    "officer": "coalesce((SELECT k.name FROM clerk k WHERE k.id = d.officer), '')",
    "tag": f"(SELECT min(g.sound) {_OF_TAGS})",
    **MOMENTS,
    **DAYS,
    **NUMBERS,
    **{name: column for name, column in CONTAINED.items() if name != "phone"},
}
NEVER_EMPTY = frozenset({
    "due", "newest", "number", "amount", "state", "channel", "category", "level", "officer", "received", "consumer",
    "merchant", "rounds", "contacts", "evidence", "papers",
})  # fmt: skip
CLAIMED = "EXISTS (SELECT 1 FROM claim c WHERE c.dispute = d.id AND c.claim = {})"
_CLAIMS = "(SELECT json_group_array(c.claim) FROM claim c WHERE c.dispute = d.id)"
_TAGS = f"""(SELECT json_group_array(json_array(n.name, n.tone))
 FROM (SELECT g.name AS name, g.tone AS tone {_OF_TAGS} ORDER BY g.sound, g.id) n)"""

_MORE = f"""SELECT d.id, d.consumer_phone, d.order_no, d.channel_no, d.live_room, d.live_host, d.contact_point,
 d.registered_at, d.accepted_at, d.closed_at, {MOMENTS["contacted"]}, d.order_bought_on,
 {", ".join(NUMBERS.values())}, {_CLAIMS}, {_TAGS}, d.consumer_region
 FROM dispute d WHERE d.id IN (SELECT value FROM json_each(:keys))"""


def more(session: Session, keys: Sequence[int]) -> dict[int, More]:
    """The further columns of a page, by key."""
    found = session.connection().exec_driver_sql(_MORE, {"keys": json.dumps([int(key) for key in keys])})
    return {row[0]: _read(tuple(row)) for row in found}


def regions(session: Session) -> tuple[str, ...]:
    """The regions that consumers are of, the most frequent first."""
    query = f"""SELECT consumer_region FROM dispute WHERE consumer_region IS NOT NULL
 GROUP BY consumer_region ORDER BY count(*) DESC, consumer_region LIMIT {MOST_REGIONS}"""
    return tuple(row[0] for row in session.connection().exec_driver_sql(query))


def _read(row: tuple[object, ...]) -> More:
    head, moments, bought, numbers, claims, tags = row[:7], row[7:11], row[11], row[12:19], row[19], row[20]
    read = (datetime.fromisoformat(str(at)) if at else None for at in moments)
    day = date.fromisoformat(str(bought)) if bought else None
    asked = tuple(Claim(one) for one in json.loads(str(claims)))
    marks = tuple(Tagged(name, TagTone(tone)) for name, tone in json.loads(str(tags)))
    return More._make((*head, *read, day, *numbers, asked, marks, row[21]))
