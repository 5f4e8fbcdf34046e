"""The departments that act together: as odrdesk brings them, and as the desk has set them for itself."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlmodel import Session

from odrdesk.domain.departments import (
    Department,
    Directory,
    Proposal,
    Provision,
    Region,
    in_force,
    plain,
    proposed,
    read_department,
)
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import Facts
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import Category, Role, Step
from odrdesk.places import resource
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.storage import evidence, record, settings

SETTING = "referral.departments"
PLATFORM_CODE = "letterhead.code"
ROWS_LIMIT = 500


def directory(desk: Desk, day: date | None = None) -> Directory:
    """The departments in force on a day (Asia/Shanghai, today where none is named), and all regions."""
    with desk.reading() as session:
        own = _own(session)
    return Directory(in_force(usual_departments(), own, day or desk.today()), regions())


@dataclass(frozen=True, slots=True)
class Referral:
    """What can be proposed for a dispute: today's directory, and the regions that may be competent, likeliest first."""

    directory: Directory
    proposals: tuple[Proposal, ...]
    provisions: tuple[Provision, ...]
    files: tuple[str, ...] = ()
    """The valid evidence of the dispute as a lead names it: `#3 report.pdf`."""


def referral(desk: Desk, case: Dispute) -> Referral:
    """What to propose to a person who hands a lead or the dispute itself to a department."""
    with desk.reading() as session:
        return referral_in(session, case, desk.today())


def referral_in(session: Session, case: Dispute, today: date) -> Referral:
    """The same within a session, as of a day."""
    known = Directory(in_force(usual_departments(), _own(session), today), regions())
    platform = settings.get(session, PLATFORM_CODE)
    told = case.complaint
    day = told.live.on or told.order.bought_on or today
    return Referral(
        known,
        proposed(told, known, str(platform) if platform else None),
        tuple(one for one in provisions() if one.proposed_for(told.category, day)),
        tuple(f"#{item.key} {item.name}" for item in evidence.of_dispute(session, case.key) if item.valid),
    )


def set_departments(desk: Desk, rows: Mapping[str, object]) -> Done[tuple[Department, ...]]:
    """Add or replace departments by code; a row counts from its `from`, today where it has none, earlier ones stay.

    Refuses anybody but an admin, and what `read_department` refuses. The departments now in force.
    """
    if not desk.clerk.may(Role.ADMIN):
        raise Refusal("clerk.not_allowed", role=Role.ADMIN)
    told = [_row(code, row, desk.today()) for code, row in rows.items()]
    if not told:
        raise Refusal("department.none", "departments")
    written = [{"code": one.code, **plain(one)} for one in told]
    with desk.writing() as session:
        kept = list(settings.get(session, SETTING) or [])
        same = {(one["code"], one["from"]) for one in written}
        whole = [one for one in kept if (one["code"], one["from"]) not in same] + written
        if len(whole) > ROWS_LIMIT:
            raise Refusal("department.too_many", "departments", limit=ROWS_LIMIT)
        settings.put(session, SETTING, sorted(whole, key=lambda one: str(one["from"])))
        record.append(session, Entry("departments.set", desk.now(), desk.clerk.key, None, {"departments": written}))
    return Done(directory(desk).departments, Changes(settings=True))


def with_codes(desk: Desk, step: Step, facts: Facts) -> Facts:
    """The facts of a lead with department and region as codes, so that the record speaks of them for ever.

    Refuses `department.unknown`, `region.unknown`.
    """
    if step not in {Step.LEAD, Step.LEAD_SENT} or not ({"to", "region"} & set(facts)):
        return facts
    known = directory(desk)
    told = dict(facts)
    if "to" in told:
        told["to"] = known.department(told["to"]).code
    if "region" in told:
        told["region"] = known.region(told["region"]).code
    return told


@cache
def usual_departments() -> tuple[Department, ...]:
    """The departments as shipped (`resources/referral/departments.toml`)."""
    rows = tomllib.loads(resource("referral", "departments.toml").read_text("utf-8"))
    return tuple(read_department(code, row) for code, row in rows.items())


@cache
def regions() -> tuple[Region, ...]:
    """Shanghai's districts and the cities of the Yangtze delta (`resources/referral/regions.toml`)."""
    rows = tomllib.loads(resource("referral", "regions.toml").read_text("utf-8"))
    return tuple(Region(code, row["zh"], row["en"], row["full"], row["level"]) for code, row in rows.items())


@cache
def provisions() -> tuple[Provision, ...]:
    """Provisions that leads are often about (`resources/referral/provisions.toml`)."""
    rows = tomllib.loads(resource("referral", "provisions.toml").read_text("utf-8"))["provision"]
    return tuple(
        Provision(row["zh"], row["en"], tuple(Category(one) for one in row["categories"]), row["from"]) for row in rows
    )


def _own(session: Session) -> list[Department]:
    kept = settings.get(session, SETTING) or []
    return [
        read_department(str(row["code"]), {key: value for key, value in row.items() if key != "code"}) for row in kept
    ]


def _row(code: str, row: object, today: date) -> Department:
    if not isinstance(row, Mapping):
        raise Refusal("fact.unreadable", f"departments.{code}", text=str(row)[:40], wanted="{zh, en, addressed}")
    return read_department(code, {"from": today.isoformat(), **{k: v for k, v in row.items() if v is not None}})
