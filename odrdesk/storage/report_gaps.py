"""Which of some cases lack what a report is asked for: read by number, in a query each."""
# ruff: noqa: S608 -- the SQL is put together from our own words; every value is bound

import json
from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from odrdesk.domain.vocabulary import EvidenceSlot
from odrdesk.storage.columns import utc_text
from odrdesk.storage.reports import moments

_AMONG = "d.number IN (SELECT value FROM json_each(:numbers))"
# A reason is what was written after the last day that counts, or with a longer term: a talk, or an extension.
_UNSAID = f"""SELECT d.number FROM dispute d WHERE {_AMONG} AND NOT EXISTS (SELECT 1 FROM clock k
WHERE k.dispute = d.id AND k.rule IN ('R-ODR', 'R-TOTAL') AND (k.extended_from IS NOT NULL OR EXISTS
(SELECT 1 FROM contact c WHERE c.dispute = d.id AND substr(c.at, 1, 10) >= k.due))) ORDER BY d.number"""
_UNPROVED = f"""SELECT d.number FROM dispute d WHERE {_AMONG} AND EXISTS (SELECT 1 FROM performance p
WHERE p.dispute = d.id) AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.dispute = d.id AND e.slot = :slot
AND e.withdrawn_at IS NULL) ORDER BY d.number"""
_NO_GOODS = f"SELECT d.number FROM dispute d WHERE {_AMONG} AND coalesce(d.order_goods, '') = '' ORDER BY d.number"
_REGISTERED = """SELECT d.number FROM dispute d WHERE d.registered_at >= :since AND d.registered_at < :until
AND d.id NOT IN (SELECT i.dispute FROM imported i JOIN import_batch b ON b.id = i.batch
WHERE b.undone_at IS NOT NULL)"""


def registered(session: Session, first: date, last: date) -> tuple[str, ...]:
    """The numbers that the register of these days holds."""
    since, until = moments(first, last)
    return _numbers(session, _REGISTERED, since=utc_text(since), until=utc_text(until))


def unsaid(session: Session, numbers: Sequence[str]) -> tuple[str, ...]:
    """Late cases for which nothing says why: no talk on or after the last day, no term that was made longer."""
    return _among(session, _UNSAID, numbers)


def unproved(session: Session, numbers: Sequence[str]) -> tuple[str, ...]:
    """Cases that were performed and have no piece of evidence of it."""
    return _among(session, _UNPROVED, numbers, slot=EvidenceSlot.PERFORMANCE.value)


def without_goods(session: Session, numbers: Sequence[str]) -> tuple[str, ...]:
    """Cases that name no goods, and so fall into the last class of the regulator's table."""
    return _among(session, _NO_GOODS, numbers)


def _among(session: Session, query: str, numbers: Sequence[str], **bound: str) -> tuple[str, ...]:
    return _numbers(session, query, numbers=json.dumps(list(numbers)), **bound) if numbers else ()


def _numbers(session: Session, query: str, **bound: str) -> tuple[str, ...]:
    return tuple(row[0] for row in session.connection().exec_driver_sql(query, bound))
