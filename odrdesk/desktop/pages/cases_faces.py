"""How each view of the case list looks to one clerk: table, split or board, columns, widths, distance of the rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from odrdesk.desktop.models.case_columns import USUAL, catalogue
from odrdesk.desktop.pages.cases_head import Mode
from odrdesk.services import settings
from odrdesk.services.desk import Desk, Done

NARROWEST, WIDEST = 40, 1_200


@dataclass(frozen=True, slots=True)
class Face:
    """`columns` from the left, `widths` by hand in pixels at 100 %, rows `close` or not, None: as in the window."""

    columns: tuple[str, ...] = USUAL
    widths: Mapping[str, int] = field(default_factory=dict)
    close: bool | None = None
    mode: Mode = Mode.TABLE


def faces(desk: Desk) -> dict[str, Face]:
    """The present clerk's faces by view; what can no longer be read is left out."""
    stored = settings.read(desk, _place(desk)).get(_place(desk))
    rows = stored if isinstance(stored, Mapping) else {}
    return {str(view): read(told) for view, told in rows.items()}


def keep(desk: Desk, view: str, face: Face) -> Done[None]:
    """Keep how a view looks; the usual look is not kept."""
    known = {**faces(desk), view: face}
    told = {key: written(one) for key, one in known.items() if one != Face()}
    return settings.change(desk, {_place(desk): told})


def written(face: Face) -> dict[str, object]:
    """A face as plain values."""
    return {"columns": list(face.columns), "widths": dict(face.widths), "close": face.close, "mode": face.mode.value}


def read(told: object) -> Face:
    """A face from plain values; columns there are none of any more are left out, of none the usual ones."""
    row = told if isinstance(told, Mapping) else {}
    known = catalogue()
    columns, widths, close, mode = (row.get(name) for name in ("columns", "widths", "close", "mode"))
    named = [str(key) for key in columns] if isinstance(columns, list) else []
    sizes = widths if isinstance(widths, Mapping) else {}
    return Face(
        tuple(key for key in dict.fromkeys(named) if key in known) or USUAL,
        {
            str(key): min(max(size, NARROWEST), WIDEST)
            for key, size in sizes.items()
            if key in known and isinstance(size, int) and not isinstance(size, bool)
        },
        close if isinstance(close, bool) else None,
        Mode(mode) if mode in list(Mode) else Mode.TABLE,
    )


def _place(desk: Desk) -> str:
    return f"{settings.LOOKS}lists.{desk.clerk.key}"
