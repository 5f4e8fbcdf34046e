"""A filter by tier as SQL: what is overdue, urgent, or reminds, by the bounds of a moment."""

from collections.abc import Mapping

from odrdesk.domain.ip import WAIT
from odrdesk.domain.listing import Condition, Op
from odrdesk.domain.vocabulary import Tier
from odrdesk.domain.warning import Bounds
from odrdesk.storage.columns import day_text, utc_text
from odrdesk.storage.due_days import OTHER

_HOURS = "d.due_at IS NOT NULL"


def condition(asked: Condition, bounds: Bounds, values: dict[str, object]) -> str:
    """The condition over `dispute d`; its values go into `values` under names of their own."""
    made = _Made(bounds, values)
    told = " OR ".join(made.of(Tier(str(value))) for value in asked.values)
    return f"NOT ({told})" if asked.op is Op.NE else f"({told})"


class _Made:
    def __init__(self, bounds: Bounds, values: dict[str, object]) -> None:
        self._values = values
        today, now = self._bind(day_text(bounds.today)), self._bind(utc_text(bounds.now))
        wait = self._bind(WAIT)
        passed = f"(d.due < {today} OR ({_HOURS} AND d.due_at < {now}))"
        self._late = f"({passed} AND (coalesce(d.due_rule, '') <> {wait} OR coalesce({OTHER} < {today}, 0)))"
        self._until = [
            self._reached(
                {rule: day_text(both[at]) for rule, both in bounds.days.items()},
                {rule: utc_text(both[at]) for rule, both in bounds.hours.items()},
            )
            for at in (0, 1)
        ]

    def of(self, tier: Tier) -> str:
        """One tier."""
        urgent, reminds = self._until
        return {
            Tier.OVERDUE: self._late,
            Tier.URGENT: f"(NOT {self._late} AND {urgent})",
            Tier.REMIND: f"(NOT {self._late} AND NOT {urgent} AND {reminds})",
            Tier.CALM: f"(NOT {self._late} AND NOT {reminds})",
        }[tier]

    def _reached(self, days: Mapping[str, str], hours: Mapping[str, str]) -> str:
        return f"(CASE WHEN {_HOURS} THEN d.due_at <= {self._by_rule(hours)} ELSE d.due <= {self._by_rule(days)} END)"

    def _by_rule(self, bounds: Mapping[str, str]) -> str:
        usual = self._bind(bounds[""])
        own = "".join(f" WHEN {self._bind(rule)} THEN {self._bind(end)}" for rule, end in bounds.items() if rule)
        return f"(CASE d.due_rule{own} ELSE {usual} END)" if own else usual

    def _bind(self, value: object) -> str:
        name = f"v{len(self._values)}"
        self._values[name] = value
        return f":{name}"
