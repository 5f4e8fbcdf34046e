"""What a report still lacks before it is frozen: each check with the cases that are to be mended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session

from odrdesk.domain.case_life import Life, on_time
from odrdesk.domain.report import Content
from odrdesk.domain.reporting import FigureKey
from odrdesk.storage import report_gaps


class CheckCode(StrEnum):
    """What is looked at, in the order in which it is told."""

    REGISTER = "register"
    FUND = "fund"
    UNIT = "unit"
    LATE_UNSAID = "late_unsaid"
    UNPROVED = "unproved"
    NO_GOODS = "no_goods"
    OPEN_OVERDUE = "open_overdue"
    MASKED = "masked"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: whether it holds, and the numbers of the cases that are to be mended; `of` how many were looked at."""

    code: CheckCode
    holds: bool
    cases: tuple[str, ...] = ()
    of: int = 0


def found(session: Session, content: Content, lives: Sequence[Life], today: date, *, sound: bool) -> tuple[Check, ...]:
    """The checks of a report's content; `sound` says that the fund's books add up."""
    return tuple(_checks(session, content, lives, today, sound=sound))


def _checks(session: Session, content: Content, lives: Sequence[Life], today: date, *, sound: bool) -> Iterator[Check]:
    figures, period = content.figures, content.period
    registered = figures[FigureKey.REGISTERED].cases
    kept = report_gaps.registered(session, period.first, period.last)
    yield Check(CheckCode.REGISTER, set(kept) == set(registered), _beside(kept, registered), len(registered))
    yield Check(CheckCode.FUND, sound)
    yield Check(CheckCode.UNIT, bool(content.unit))
    until = min(period.last, today)
    overdue = tuple(figures[FigureKey.OPEN_OVERDUE].cases)
    concluded = set(figures[FigureKey.CONCLUDED].cases)
    behind = (*(one.number for one in lives if one.number in concluded and not on_time(one, until)), *overdue)
    unsaid = report_gaps.unsaid(session, behind)
    yield Check(CheckCode.LATE_UNSAID, not unsaid, unsaid, len(behind))
    settled = tuple(figures[FigureKey.SETTLED].cases)
    unproved = report_gaps.unproved(session, settled)
    yield Check(CheckCode.UNPROVED, not unproved, unproved, len(settled))
    accepted = tuple(figures[FigureKey.ACCEPTED].cases)
    nameless = report_gaps.without_goods(session, accepted)
    yield Check(CheckCode.NO_GOODS, not nameless, nameless, len(accepted))
    yield Check(CheckCode.OPEN_OVERDUE, not overdue, overdue, len(overdue))
    # What is sent names no consumer: cases stand in it by their numbers, whatever free text says.
    yield Check(CheckCode.MASKED, holds=True)


def _beside(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """What stands in one of two lists only."""
    return tuple(sorted(set(one) ^ set(other)))
