"""What a migration fills beside carrying rows over column by column."""

from collections import Counter, defaultdict

from alembic import op

from odrdesk.domain.identity import region_of
from odrdesk.domain.paper_numbers import series_of


def regions() -> None:
    """Give disputes of version 1 the region that the consumer's address begins with."""
    connection = op.get_bind()
    rows = connection.exec_driver_sql(
        "SELECT id, consumer_address FROM dispute WHERE consumer_address IS NOT NULL"
    ).fetchall()
    for row in rows:
        told = region_of(row.consumer_address)
        if told is not None:
            connection.exec_driver_sql("UPDATE dispute SET consumer_region = ? WHERE id = ?", (told, row.id))


def papers() -> None:
    """Give papers of version 1 the series of their numbers, and let each series count on after its last number.

    A number that was given twice stays outside every series, where `check` finds it.
    """
    connection = op.get_bind()
    rows = connection.exec_driver_sql("SELECT id, number, year, seq FROM paper WHERE series IS NULL").fetchall()
    times = Counter(row.number for row in rows)
    places: dict[tuple[str, int], list[int]] = defaultdict(list)
    for row in rows:
        series = series_of(row.number, row.seq)
        if series is not None and times[row.number] == 1:
            connection.exec_driver_sql("UPDATE paper SET series = ? WHERE id = ?", (series, row.id))
            places[series, row.year].append(row.seq)
    for (series, year), given in places.items():
        connection.exec_driver_sql(
            "INSERT INTO series (name, year, last, first) VALUES (?, ?, ?, ?)",
            (f"paper:{series}", year, max(given), min(given)),
        )
    connection.exec_driver_sql("UPDATE paper SET stage = 'void' WHERE void_at IS NOT NULL")
