"""From when each time limit reminds and is urgent: what its row says, and what was chosen on the desk instead."""

from dataclasses import dataclass

from odrdesk.domain import warning
from odrdesk.domain.clocks import RETENTION
from odrdesk.domain.errors import Refusal
from odrdesk.domain.rules import Rule, Unit, Warn
from odrdesk.services import rules
from odrdesk.services.desk import PLACE, Desk, Done
from odrdesk.services.rules import Standing
from odrdesk.storage import settings

MOST = {False: 60, True: 720}
"""The largest threshold in working days, and in hours for a limit that counts hours."""


@dataclass(frozen=True, slots=True)
class RuleWarning:
    """A time limit with its thresholds: working days left, or hours left where `hours`."""

    rule: Rule
    hours: bool
    usual: Warn
    chosen: Warn | None

    @property
    def now(self) -> Warn:
        """What counts."""
        return self.chosen or self.usual


def all_warnings(desk: Desk) -> tuple[RuleWarning, ...]:
    """Every limit in force today that can warn, by code, and those for which something was chosen."""
    found: dict[str, RuleWarning] = {}
    for state in rules.all_rules(desk):
        rule = state.rule
        chosen = desk.warnings.get(rule.code)
        if rule.code.startswith(RETENTION) or not (state.standing is Standing.IN_FORCE or chosen):
            continue
        if state.standing is Standing.IN_FORCE or rule.code not in found:
            hours = rule.unit is Unit.HOUR
            usual = rule.warn or (warning.HOURS if hours else warning.DAYS)
            found[rule.code] = RuleWarning(rule, hours, usual, chosen)
    return tuple(found[code] for code in sorted(found))


def choose(desk: Desk, rule: str, remind: str, urgent: str) -> Done[None]:
    """Choose from how many working days (hours) left a limit reminds and is urgent, as typed.

    Refuses `fact.unreadable` at `remind` or `urgent`, and what `rules.choose_threshold` refuses.
    """
    known = next((one for one in desk.law.rules if one.code == rule), None)
    if known is None:
        raise Refusal("rule.unknown", "rule", rule=rule)
    most = MOST[known.unit is Unit.HOUR]
    warn = Warn(_whole("remind", remind, most), _whole("urgent", urgent, most))
    return rules.choose_threshold(desk, rule, warn)


def place(desk: Desk) -> str:
    """The city and district the desk lies in; empty where nobody said."""
    with desk.reading() as session:
        return str(settings.get(session, PLACE, "") or "")


def _whole(field: str, text: str, most: int) -> int:
    told = text.strip()
    if not (told.isascii() and told.isdigit() and len(told) < 6 and int(told) <= most):
        raise Refusal("fact.unreadable", field, text=text[:40], wanted=f"0–{most}")
    return int(told)
