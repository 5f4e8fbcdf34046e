"""Kept worksheets: rows in, domain values out."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.law import RemedyFact
from odrdesk.domain.worksheets import Confirmed, KeptWorksheet
from odrdesk.storage.columns import table, utc_text
from odrdesk.storage.worksheet_tables import WorksheetRow

_WORKSHEET = table(WorksheetRow)


def add(session: Session, kept: KeptWorksheet) -> int:
    """Store a worksheet; its key."""
    row = {
        "dispute": kept.dispute,
        "code": kept.code,
        "version": kept.version,
        "law_on": kept.on,
        "made_at": kept.made_at,
        "made_by": kept.made_by,
        "given": dict(kept.given),
        "answer": dict(kept.answer),
        "confirmed": [[one.fact.value, one.by, utc_text(one.at)] for one in kept.confirmed],
        "chosen": kept.chosen,
        "refund": kept.refund,
        "extra": kept.extra,
        "limit_fen": kept.limit,
    }
    return int(session.connection().execute(sa.insert(_WORKSHEET), row).lastrowid)


def of_dispute(session: Session, dispute: int) -> tuple[KeptWorksheet, ...]:
    """The worksheets of a dispute (its key), in the order they were kept."""
    query = sa.select(_WORKSHEET).where(_WORKSHEET.c.dispute == dispute).order_by(_WORKSHEET.c.id)
    return tuple(map(_kept, session.connection().execute(query)))


def _kept(row: Any) -> KeptWorksheet:
    return KeptWorksheet(
        key=row.id,
        dispute=row.dispute,
        code=row.code,
        version=row.version,
        on=row.law_on,
        made_at=row.made_at,
        made_by=row.made_by,
        given=row.given,
        answer=row.answer,
        confirmed=tuple(Confirmed(RemedyFact(fact), by, datetime.fromisoformat(at)) for fact, by, at in row.confirmed),
        chosen=row.chosen,
        refund=row.refund,
        extra=row.extra,
        limit=row.limit_fen,
    )
