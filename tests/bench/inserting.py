"""Disputes put into a desk by bulk inserts, with their words for the search."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain import grams
from odrdesk.domain.dispute import Dispute
from odrdesk.storage import dispute_rows, search
from odrdesk.storage.columns import table
from odrdesk.storage.dispute_tables import DisputeRow

Text = tuple[str, tuple[str, ...]]
"""What is searched of a dispute, and the names in it that are found by their sound too."""


def insert(
    session: Session, last: int, some: Sequence[Dispute], tokens: Iterable[str], merchant: int | None = None
) -> None:
    """Put disputes in with the keys after `last`; `tokens` are those of their texts, in the same order."""
    connection = session.connection()
    keyed = list(enumerate(some, start=last + 1))
    wide = [dispute_rows.row_of(one) | {"id": key, "version": 1, "merchant": merchant} for key, one in keyed]
    connection.execute(sa.insert(table(DisputeRow)), wide)
    children: defaultdict[sa.Table, list[dict[str, Any]]] = defaultdict(list)
    for key, one in keyed:
        for child, rows in dispute_rows.children_of(one).items():
            children[child].extend(row | {"dispute": key} for row in rows)
    for child, rows in children.items():
        if rows:
            connection.execute(sa.insert(child), rows)
    found = [(key, text_of(one)[0]) for key, one in keyed]
    connection.exec_driver_sql("INSERT INTO search_text (dispute, content) VALUES (?, ?)", found)
    indexed = [(key, cut) for (key, _one), cut in zip(keyed, tokens, strict=True)]
    connection.exec_driver_sql("INSERT INTO search_index (rowid, grams) VALUES (?, ?)", indexed)


def text_of(one: Dispute) -> Text:
    """What is searched of a dispute."""
    told = one.complaint
    names = (
        told.consumer.name,
        told.merchant.name if told.merchant else "",
        told.live.room or "",
        told.live.host or "",
    )
    return search.text_of(told, one.number), tuple(map(grams.normal, names))


def tokens_of(told: Text) -> str:
    """What a text is found by."""
    text, names = told
    sounds = {search.SOUND + sound for name in names for sound in search.sounds(name)}
    return " ".join(sorted(grams.grams(text) | sounds))
