"""Leads as rows and back: plain functions without a database."""

from collections.abc import Sequence
from typing import Any

from odrdesk.domain.leads import Lead
from odrdesk.storage.columns import table
from odrdesk.storage.lead_tables import LeadRow

LEAD = table(LeadRow)
_SAME = (
    "number",
    "what",
    "at",
    "who",
    "region",
    "law",
    "why",
    "sent_on",
    "sent_how",
    "answered_on",
    "result",
    "paper_no",
)


def rows_of(leads: Sequence[Lead]) -> list[dict[str, Any]]:
    """The rows of a dispute's leads, without the dispute's key."""
    return [
        {
            "position": place,
            "department": lead.to,
            "evidence": list(lead.evidence),
            **{name: getattr(lead, name) for name in _SAME},
        }
        for place, lead in enumerate(leads)
    ]


def leads_of(rows: Sequence[Any]) -> tuple[Lead, ...]:
    """The leads of a dispute's rows."""
    return tuple(
        Lead(to=row.department, evidence=tuple(row.evidence), **{name: getattr(row, name) for name in _SAME})
        for row in rows
    )
