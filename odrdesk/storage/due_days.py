"""A due day compared with today as SQL: hours go by their moment, a right-holder's wait that is over is no delay.

Seen from now, an hour limit that has passed was due yesterday, and a right-holder's wait that has ended is due today:
its end opens the way to the desk's next step.
"""

from collections.abc import Callable
from datetime import date, datetime

from odrdesk.domain.ip import WAIT
from odrdesk.domain.listing import Op
from odrdesk.domain.workdays import ONE_DAY
from odrdesk.storage.columns import NEVER, day_text, utc_text

OTHER = """(SELECT min(c.due) FROM clock c WHERE c.dispute = d.id AND c.stopped_on IS NULL AND c.rule <> 'R-IP15'
 AND c.rule NOT LIKE 'R-RET-%' AND c.rule <> 'R-PRE-APPEAL' AND coalesce(c.whose, '') <> 'consumer')"""
"""The due day of what runs beside a right-holder's wait: a wait that is over must not hide what is late."""


def seen(op: Op, value: date, today: date, now: datetime | None, bind: Callable[[object], str]) -> str:
    """The condition over `dispute d`; without `now` an hour limit goes by its day."""
    of_today = bind(day_text(today))
    cases = [
        f"WHEN d.due_rule = {bind(WAIT)} AND d.due < {of_today} THEN min({of_today}, coalesce({OTHER}, {of_today}))"
    ]
    if now is not None:
        past = f"d.due_at IS NOT NULL AND d.due_at < {bind(utc_text(now))} AND d.due >= {of_today}"
        cases.append(f"WHEN {past} THEN {bind(day_text(today - ONE_DAY))}")
    compared = bind(day_text(value))
    told = f"(CASE {' '.join(cases)} ELSE d.due END) {op} {compared} AND d.due <> '{NEVER}'"
    if op in (Op.LT, Op.LE, Op.EQ):
        # What the index of due days can narrow: nothing seen up to a day is itself due after both.
        told = f"d.due <= {bind(day_text(max(value, today)))} AND {told}"
    return f"({told})"
