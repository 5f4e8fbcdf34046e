"""What can be wrong with a database that opens: pages, references, triggers, the search index."""

from collections.abc import Iterator

from sqlmodel import Session

from odrdesk.domain.record import Finding
from odrdesk.storage import schema

MOST = 20
"""How many complaints of SQLite are told; a broken page brings hundreds."""


def findings(session: Session) -> Iterator[Finding]:
    """What is wrong.

    `database.damaged` (SQLite's own words), `database.reference_broken`, `database.trigger_missing`,
    `search.incomplete`.
    """
    connection = session.connection()
    for (told,) in connection.exec_driver_sql(f"PRAGMA integrity_check({MOST})"):
        if told != "ok":
            yield Finding("database.damaged", {"detail": told})
    for name, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(MOST):
        yield Finding("database.reference_broken", {"table": name, "row": row, "parent": parent})
    for name in schema.missing_triggers(session):
        yield Finding("database.trigger_missing", {"name": name})
    lacking = connection.exec_driver_sql(_UNINDEXED).scalar_one()
    if lacking:
        yield Finding("search.incomplete", {"count": lacking})


_UNINDEXED = """
SELECT count(*) FROM dispute d
WHERE NOT EXISTS (SELECT 1 FROM search_text s WHERE s.dispute = d.id)
   OR NOT EXISTS (SELECT 1 FROM search_index_docsize f WHERE f.id = d.id)
"""
