"""Rises on the ladder that are proposed: by the desk's own thresholds, for one case or for the board."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlmodel import Session

from odrdesk.domain import escalation
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.escalation import Proposal, Thresholds
from odrdesk.domain.facts import read_money
from odrdesk.services.desk import Desk, Done
from odrdesk.services.settings import change
from odrdesk.storage import disputes, settings
from odrdesk.storage import escalation as stored

PREFIX = "escalation."
MOST_DAYS, MOST_ROUNDS = 30, 50
BOARD_CASES = 60
"""How many cases the board looks at: the nearest due first."""


class Raised(NamedTuple):
    """A case on the board for which a rise is proposed."""

    key: int
    number: str
    goods: str
    level: int
    proposals: tuple[Proposal, ...]


def thresholds(desk: Desk) -> Thresholds:
    """The thresholds set on this desk, the usual ones where none is."""
    with desk.reading() as session:
        return _thresholds(session)


def set_thresholds(desk: Desk, told: Mapping[str, object]) -> Done[None]:
    """Set thresholds by name (`days_left`, `amount_2`, `amount_3` in yuan text, `rounds`); None takes the usual one.

    Refuses `fact.unknown`, `fact.unreadable`, `amount.unreadable`, and anybody but an admin.
    """
    values: dict[str, object] = {}
    for name, value in told.items():
        values[PREFIX + name] = None if value is None else _read(name, value)
    return change(desk, values)


def proposals(desk: Desk, session: Session, case: Dispute) -> tuple[Proposal, ...]:
    """The rises proposed for a case today."""
    return escalation.proposals(case, desk.today(), desk.calendar, _thresholds(session))


def proposed_now(desk: Desk, *, mine: bool = False) -> tuple[Raised, ...]:
    """Cases in negotiation, the present clerk's or everybody's, for which a rise is proposed today."""
    with desk.reading() as session:
        at = _thresholds(session)
        last_day = desk.calendar.add_working_days(desk.today(), at.days_left)
        keys = stored.candidates(session, last_day, at, desk.clerk.key if mine else None, BOARD_CASES)
        cases = [disputes.load_key(session, key) for key in keys]
    found = []
    for case in cases:
        proposed = escalation.proposals(case, desk.today(), desk.calendar, at)
        if proposed:
            found.append(Raised(case.key, case.number, case.complaint.order.goods or "", case.level, proposed))
    return tuple(found)


def _thresholds(session: Session) -> Thresholds:
    usual, told = Thresholds(), settings.all_of(session, PREFIX)
    given = {name.removeprefix(PREFIX): value for name, value in told.items()}
    known = {name: type(getattr(usual, name))(given[name]) for name in usual._fields if name in given}
    return usual._replace(**known)


def _read(name: str, value: object) -> int:
    if name in {"amount_2", "amount_3"}:
        return int(read_money(name, value))
    most = {"days_left": MOST_DAYS, "rounds": MOST_ROUNDS}.get(name)
    if most is None:
        raise Refusal("fact.unknown", name, step="settings", known=list(Thresholds._fields))
    text = str(value).strip()
    if not (text.isascii() and text.isdigit() and int(text) <= most):
        raise Refusal("fact.unreadable", name, text=text[:40], wanted=f"0–{most}")
    return int(text)
