"""Complaints that are alike, found by one statement over the days asked for; and what people answered.

Names are folded inside SQLite by the domain's own rule, so that a group never depends on how somebody typed.
"""
# ruff: noqa: S608 -- the SQL is put together from our own words; every value is bound

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.patterns import UNCOUNTED, Alike, Answer, Mark, Pattern, fold
from odrdesk.domain.vocabulary import Category, PatternKind
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.storage.columns import table, utc_text
from odrdesk.storage.lead_tables import PatternAnswerRow

FOLD = "odrdesk_fold"
_ANSWER = table(PatternAnswerRow)

# A credit code is one merchant however its name is written; a name alone is folded.
_KEYS: Mapping[PatternKind, tuple[str, str]] = {
    PatternKind.ROOM: (f"{FOLD}(d.live_room)", "d.live_room"),
    PatternKind.HOST: (f"{FOLD}(d.live_host)", "d.live_host"),
    PatternKind.MERCHANT: (f"coalesce(m.uscc, {FOLD}(m.name))", "m.name"),
    PatternKind.GOODS: (f"{FOLD}(d.order_goods)", "d.order_goods"),
}
_STATES = ", ".join(repr(state.value) for state in sorted(UNCOUNTED))
_COUNTED = f"""d.received_at >= :first AND d.received_at < :end AND d.state NOT IN ({_STATES})
  AND NOT EXISTS (SELECT 1 FROM imported i JOIN import_batch b ON b.id = i.batch
                  WHERE i.dispute = d.id AND b.undone_at IS NOT NULL)"""
_WHO = "coalesce(d.consumer_phone, d.consumer_name)"


def _keyed(where: str) -> str:
    """Every dispute four times, once for each way of being alike."""
    return " UNION ALL ".join(
        f"SELECT d.id AS id, d.number AS number, d.category AS category, {_WHO} AS who,"
        f" '{kind.value}' AS kind, {key} AS key, {name} AS name"
        f" FROM dispute d LEFT JOIN merchant m ON m.id = d.merchant WHERE {where}"
        for kind, (key, name) in _KEYS.items()
    )


def _grouped(where: str) -> str:
    # max(id) makes SQLite take the bare column `name` from that row: the name as it was typed last.
    return f"""SELECT kind, key, category, count(DISTINCT who), json_group_array(json_array(id, number)), max(id), name
FROM ({_keyed(where)}) WHERE key <> '' GROUP BY kind, key, category HAVING count(*) >= :least"""


_GROUPED = _grouped(_COUNTED)
_GROUPED_OF_ONE = _grouped(f"{_COUNTED} AND d.category = :category")
_OWN = f"SELECT kind, key, category FROM ({_keyed('d.id = :dispute')}) WHERE key <> ''"
_ALIKE = f"""SELECT DISTINCT o.id, o.number, o.who FROM ({_keyed(_COUNTED)}) o
JOIN ({_OWN}) s ON s.kind = o.kind AND s.key = o.key AND s.category = o.category ORDER BY o.id"""


class Span(NamedTuple):
    """The days counted (Asia/Shanghai), both of them included."""

    first: date
    last: date

    @property
    def values(self) -> dict[str, str]:
        """The moments a received complaint lies between."""
        begin = datetime.combine(self.first, time(), SHANGHAI)
        end = datetime.combine(self.last + timedelta(days=1), time(), SHANGHAI)
        return {"first": utc_text(begin), "end": utc_text(end)}


def patterns(session: Session, span: Span, least: int, category: Category | None = None) -> tuple[Pattern, ...]:
    """Groups of `least` cases or more that were received in these days, of one category where it is named."""
    values: dict[str, object] = {**span.values, "least": least}
    if category is None:
        found = _folding(session).exec_driver_sql(_GROUPED, values)
    else:
        found = _folding(session).exec_driver_sql(_GROUPED_OF_ONE, values | {"category": category.value})
    return tuple(map(_pattern, found))


def marks_of(session: Session, dispute: int) -> tuple[Mark, ...]:
    """What a dispute (its key) is compared by."""
    found = _folding(session).exec_driver_sql(_OWN, {"dispute": dispute})
    return tuple(Mark(PatternKind(row[0]), row[1], Category(row[2])) for row in found)


def alike(session: Session, dispute: int, span: Span) -> Alike:
    """How many cases of these days are like this dispute in one way or another, each counted once."""
    rows = _folding(session).exec_driver_sql(_ALIKE, {**span.values, "dispute": dispute}).all()
    days = (span.last - span.first).days + 1
    return Alike(len(rows), len({row[2] for row in rows}), days, tuple(row[1] for row in rows))


def add_answer(session: Session, answer: Answer, *, leads: bool, why: str | None, at: datetime, clerk: int) -> None:
    """Keep what a person said of a group as it stands."""
    row = {**answer.mark._asdict(), "cases": sorted(answer.cases), "leads": leads, "why": why, "at": at, "clerk": clerk}
    session.connection().execute(sa.insert(_ANSWER).values(**row))


def answers(session: Session) -> tuple[Answer, ...]:
    """Everything people said of groups, in that order."""
    rows = session.connection().execute(sa.select(_ANSWER).order_by(_ANSWER.c.id))
    return tuple(Answer(Mark(row.kind, row.key, row.category), frozenset(row.cases)) for row in rows)


def _pattern(row: Any) -> Pattern:
    kind, key, category, consumers, cases, _last, name = row
    pairs = sorted((int(each[0]), str(each[1])) for each in json.loads(cases))
    return Pattern(
        mark=Mark(PatternKind(kind), key, Category(category)),
        name=name,
        cases=tuple(each[0] for each in pairs),
        numbers=tuple(each[1] for each in pairs),
        consumers=consumers,
    )


def _folding(session: Session) -> "sa.Connection":
    connection = session.connection()
    driver: Any = connection.connection.driver_connection
    driver.create_function(FOLD, 1, fold, deterministic=True)
    return connection
