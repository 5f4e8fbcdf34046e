"""Making tables anew inside a migration, where SQLite can change no constraint in place.

The steps of https://www.sqlite.org/lang_altertable.html, section 7: the old table steps aside, the new one is made
under the old name, the rows are carried over, the old one goes. Foreign keys are off meanwhile (`schema.migrate`), and
with `legacy_alter_table` other tables go on naming the new table.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


def rebuild(statements: Sequence[str]) -> None:
    """Run `statements` (CREATE TABLE, CREATE INDEX); tables that are there keep their rows, column by column.

    A new column that may not be empty needs a DEFAULT, or a filling of its own in the migration.
    """
    connection = op.get_bind()
    connection.exec_driver_sql("PRAGMA legacy_alter_table = ON")
    created = [statement for statement in statements if statement.split()[:2] == ["CREATE", "TABLE"]]
    there = set(sa.inspect(connection).get_table_names())
    aside = [name for name in map(_name, created) if name in there]
    for name in aside:
        for kind, other in connection.exec_driver_sql(
            "SELECT type, name FROM sqlite_master WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql <> ''",
            (name,),
        ).fetchall():
            connection.exec_driver_sql(f'DROP {kind} "{other}"')
        connection.exec_driver_sql(f'ALTER TABLE "{name}" RENAME TO "{name}_before"')
    for statement in statements:
        connection.exec_driver_sql(statement.strip())
    for name in aside:
        kept = ", ".join(
            f'"{column}"' for column in _columns(connection, f"{name}_before") & _columns(connection, name)
        )
        connection.exec_driver_sql(f'INSERT INTO "{name}" ({kept}) SELECT {kept} FROM "{name}_before"')  # noqa: S608 -- our own names
        connection.exec_driver_sql(f'DROP TABLE "{name}_before"')
    connection.exec_driver_sql("PRAGMA legacy_alter_table = OFF")


def _name(statement: str) -> str:
    return statement.split()[2].strip('"(')


def _columns(connection: sa.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{table}")')}
