"""What a desk has settled for itself: letterhead, what the window remembers. JSON values by key.

Beside them stands what the desk is (`meta`): its name, whether it is for practice, when it was made.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session

from odrdesk.storage.columns import table
from odrdesk.storage.tables import MetaRow, SettingRow

_SETTING = table(SettingRow)
_META = table(MetaRow)


def get(session: Session, key: str, default: object = None) -> Any:
    """The value of a setting."""
    found = session.connection().execute(sa.select(_SETTING.c.value).where(_SETTING.c.key == key)).first()
    return found.value if found else default


def put(session: Session, key: str, value: object) -> None:
    """Set a setting; None takes it away."""
    if value is None:
        session.connection().execute(sa.delete(_SETTING).where(_SETTING.c.key == key))
    else:
        _put(session, _SETTING, key, value)


def all_of(session: Session, prefix: str = "") -> dict[str, Any]:
    """The settings whose keys start with `prefix`."""
    rows = session.connection().execute(sa.select(_SETTING.c.key, _SETTING.c.value).order_by(_SETTING.c.key))
    return {row.key: row.value for row in rows if row.key.startswith(prefix)}


def meta(session: Session) -> dict[str, Any]:
    """What the desk is."""
    return {row.key: row.value for row in session.connection().execute(sa.select(_META.c.key, _META.c.value))}


def put_meta(session: Session, key: str, value: object) -> None:
    """Set what the desk is."""
    _put(session, _META, key, value)


def _put(session: Session, where: sa.Table, key: str, value: object) -> None:
    statement = insert(where).values(key=key, value=value)
    session.connection().execute(
        statement.on_conflict_do_update(index_elements=[where.c.key], set_={"value": statement.excluded.value})
    )
