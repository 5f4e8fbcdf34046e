"""Leads (违法线索): what the desk noticed and to which department a person hands it. Nothing is sent by itself."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import LeadStatus


@dataclass(frozen=True, slots=True)
class Lead:
    """One lead of a dispute. `number` counts them within it; `to` and `region` are codes of the directory.

    `law` is the article suspected to be broken, `evidence` ids or free words, `who` the clerk's key.
    """

    number: int
    what: str
    at: datetime
    who: int
    to: str | None = None
    region: str | None = None
    law: str | None = None
    evidence: tuple[str, ...] = ()
    why: str | None = None
    sent_on: date | None = None
    sent_how: str | None = None
    answered_on: date | None = None
    result: str | None = None
    paper_no: str | None = None

    @property
    def status(self) -> LeadStatus:
        """How far it came."""
        if self.answered_on:
            return LeadStatus.ANSWERED
        return LeadStatus.SENT if self.sent_on else LeadStatus.NOTED


Leads = tuple[Lead, ...]
_ITEM = re.compile(r"#(\d{1,7})(?:\s.*)?|(\d{1,7})", re.DOTALL)


def item_key(text: str) -> int | None:
    """The key of the item of evidence a line names (`3`, `#3`, `#3 report.pdf`), or None for free words."""
    found = _ITEM.fullmatch(text.strip())
    return int(found.group(1) or found.group(2)) if found else None


def in_status(leads: Leads, status: LeadStatus) -> Leads:
    """The leads that stand there."""
    return tuple(lead for lead in leads if lead.status is status)


def meant(leads: Leads, number: int | None, status: LeadStatus) -> Lead | Refusal:
    """The lead of a number, or the only one in this status where none is named; else the Refusal that says why not."""
    waiting = in_status(leads, status)
    if number is None:
        if len(waiting) == 1:
            return waiting[0]
        numbers = [lead.number for lead in waiting]
        return Refusal("lead.which", "lead", numbers=numbers) if waiting else Refusal("lead.none", status=status)
    found = next((lead for lead in leads if lead.number == number), None)
    if found is None:
        return Refusal("lead.unknown", "lead", number=number, numbers=[lead.number for lead in leads])
    return found if found.status is status else Refusal("lead.status", "lead", number=number, status=found.status)


def may_send(leads: Leads, number: int | None, to: str | None, on: date, today: date) -> Refusal | None:
    """Why a lead may not be noted as sent on a day, or None."""
    lead = meant(leads, number, LeadStatus.NOTED)
    if isinstance(lead, Refusal):
        return lead
    if not (to or lead.to):
        return Refusal("lead.no_department", "to", number=lead.number)
    return Refusal("lead.in_future", "on", on=on.isoformat()) if on > today else None


def may_answer(leads: Leads, number: int | None, on: date, today: date) -> Refusal | None:
    """Why an answer to a lead may not be noted on a day, or None."""
    lead = meant(leads, number, LeadStatus.SENT)
    if isinstance(lead, Refusal):
        return lead
    if lead.sent_on and on < lead.sent_on:
        return Refusal("lead.answer_before_sent", "on", sent_on=lead.sent_on.isoformat())
    return Refusal("lead.in_future", "on", on=on.isoformat()) if on > today else None


def changed(leads: Leads, lead: Lead | Refusal, **told: object) -> Leads:
    """The leads with one of them told more; what is not told stays. Raises the Refusal where there is none."""
    if isinstance(lead, Refusal):
        raise lead
    known: dict[str, Any] = {name: value for name, value in told.items() if value is not None}
    after = replace(lead, **known)
    return tuple(after if one.number == lead.number else one for one in leads)
