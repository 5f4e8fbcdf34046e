"""Frozen reports (定稿) and what reports tell beside figures: rows in, domain values out."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.report import Content, Traits, content_of, told
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.storage.columns import json_text, table, utc_text
from odrdesk.storage.report_tables import ReportRow
from odrdesk.storage.tables import ClerkRow

CHUNK = 500
_REPORT, _CLERK = table(ReportRow), table(ClerkRow)


@dataclass(frozen=True, slots=True)
class Frozen:
    """A report as it was frozen: its version of the period, when (aware UTC), by whom, and its SHA-256."""

    content: Content
    version: int
    sha256: str
    made_at: datetime
    made_by: str


def frozen(session: Session, period: str) -> tuple[Frozen, ...]:
    """Every frozen version of a period by its name, oldest first."""
    query = (
        sa.select(_REPORT, _CLERK.c.name)
        .join_from(_REPORT, _CLERK, _CLERK.c.id == _REPORT.c.made_by)
        .where(_REPORT.c.period == period)
        .order_by(_REPORT.c.version)
    )
    return tuple(_frozen(row) for row in session.connection().execute(query))


def periods(session: Session) -> tuple[str, ...]:
    """The names of all periods that were frozen, the last first."""
    query = sa.select(_REPORT.c.period).distinct().order_by(_REPORT.c.period.desc())
    return tuple(session.connection().execute(query).scalars())


def freeze(session: Session, content: Content, at: datetime, clerk: int) -> tuple[int, str]:
    """Keep a report for good as the next version of its period; the version and its SHA-256."""
    plain = told(content)
    sha256 = hashlib.sha256(json_text(plain).encode()).hexdigest()
    last = sa.select(sa.func.coalesce(sa.func.max(_REPORT.c.version), 0)).where(_REPORT.c.period == content.period.name)
    version = int(session.connection().execute(last).scalar_one()) + 1
    row = {
        "period": content.period.name,
        "version": version,
        "as_of": content.as_of,
        "content": plain,
        "sha256": sha256,
        "made_at": at,
        "made_by": clerk,
    }
    session.connection().execute(sa.insert(_REPORT), row)
    return version, sha256


def traits(session: Session, numbers: Sequence[str]) -> Mapping[str, Traits]:
    """What these cases (by number) were about."""
    found: dict[str, Traits] = {}
    for some in _chunks(numbers):
        bound = {f"n{place}": number for place, number in enumerate(some)}
        names = ", ".join(f":{name}" for name in bound)
        query = f"""SELECT d.number, d.order_goods, coalesce(k.name, m.name, d.seller), coalesce(d.live_room, '')
        FROM dispute d LEFT JOIN merchant m ON m.id = d.merchant LEFT JOIN merchant k ON k.id = m.kept
        WHERE d.number IN ({names})"""  # noqa: S608 -- names of our own parameters
        for number, goods, merchant, room in session.connection().exec_driver_sql(query, bound):
            found[number] = Traits(goods, merchant, room)
    return found


def leads(session: Session, first: date, last: date) -> int:
    """How many leads (违法线索) were noted on these days."""
    since, until = moments(first, last)
    query = "SELECT count(*) FROM lead WHERE at >= :since AND at < :until"
    bound = {"since": utc_text(since), "until": utc_text(until)}
    return int(session.connection().exec_driver_sql(query, bound).scalar_one())


def moments(first: date, last: date) -> tuple[datetime, datetime]:
    """From when to before when the days last in Shanghai."""
    return datetime.combine(first, time(), SHANGHAI), datetime.combine(last + timedelta(days=1), time(), SHANGHAI)


def _chunks(numbers: Sequence[str]) -> Iterator[Sequence[str]]:
    return (numbers[start : start + CHUNK] for start in range(0, len(numbers), CHUNK))


def _frozen(row: Any) -> Frozen:
    return Frozen(content_of(row.content), row.version, row.sha256, row.made_at, row.name)
