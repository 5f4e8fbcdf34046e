"""A desk filled with the corpus by bulk inserts: what importing does in months, in a minute."""

import multiprocessing
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from corpus import Corpus
from sqlmodel import Session

from odrdesk.domain import grams
from odrdesk.domain.clocks import Rules
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks
from odrdesk.services.desk import Desk, create
from odrdesk.storage import dispute_rows, search
from odrdesk.storage.columns import table
from odrdesk.storage.dispute_tables import DisputeRow

CHUNK = 5_000
NAMES = ("陈晓雯", "周启航", "吴倩", "顾明谦")


def filled(folder: Path, count: int, now: datetime) -> Desk:
    """A practice desk with `count` disputes, open; its clock stands at `now`."""
    desk = create(folder, "bench", practice=True, clock=lambda: now)
    officers = [clerks.add(desk, name, [Role.OFFICER]).value.key for name in NAMES]
    waiting = Corpus(now, Rules(desk.law, desk.calendar), officers).disputes(count)
    key = 0
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as workers:
        while some := list(islice(waiting, CHUNK)):
            with desk.writing() as session:
                _insert(session, key, some, workers)
            key += len(some)
    with desk.writing() as session:
        session.connection().exec_driver_sql("ANALYZE")
    return desk


def _insert(session: Session, last: int, some: Sequence[Dispute], workers: Executor) -> None:
    # Cutting texts into grams costs as much as all the rest, so others do it meanwhile.
    texts = [(search.text_of(one.complaint, one.number), _names(one)) for one in some]
    tokens = workers.map(_tokens, texts, chunksize=len(some) // 8 + 1)
    connection = session.connection()
    keyed = list(enumerate(some, start=last + 1))
    wide = [dispute_rows.row_of(one) | {"id": key, "version": 1, "merchant": None} for key, one in keyed]
    connection.execute(sa.insert(table(DisputeRow)), wide)
    children: defaultdict[sa.Table, list[dict[str, Any]]] = defaultdict(list)
    for key, one in keyed:
        for child, rows in dispute_rows.children_of(one).items():
            children[child].extend(row | {"dispute": key} for row in rows)
    for child, rows in children.items():
        if rows:
            connection.execute(sa.insert(child), rows)
    found = [(key, text) for (key, _one), (text, _names) in zip(keyed, texts, strict=True)]
    connection.exec_driver_sql("INSERT INTO search_text (dispute, content) VALUES (?, ?)", found)
    indexed = [(key, cut) for (key, _one), cut in zip(keyed, tokens, strict=True)]
    connection.exec_driver_sql("INSERT INTO search_index (rowid, grams) VALUES (?, ?)", indexed)


def _names(one: Dispute) -> tuple[str, ...]:
    told = one.complaint
    names = (
        told.consumer.name,
        told.merchant.name if told.merchant else "",
        told.live.room or "",
        told.live.host or "",
    )
    return tuple(map(grams.normal, names))


def _tokens(told: tuple[str, tuple[str, ...]]) -> str:
    text, names = told
    sounds = {search.SOUND + sound for name in names for sound in search.sounds(name)}
    return " ".join(sorted(grams.grams(text) | sounds))
