"""The intellectual-property branch of a dispute as a row and back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from odrdesk.domain.ip import IpBranch, RightsAct
from odrdesk.domain.vocabulary import HolderAct, IpMeasure
from odrdesk.storage.columns import table
from odrdesk.storage.ip_tables import IpBranchRow

IP_BRANCH = table(IpBranchRow)
SAME = (
    "state",
    "round",
    "rights_holder",
    "rights_holder_contact",
    "registration_no",
    "target",
    "evidence",
    "notice_on",
    "asked_on",
    "supplemented_on",
    "measures_on",
    "forwarded_on",
    "declared_on",
    "declaration",
    "reached_on",
    "reached_by",
    "lifted_on",
    "notice_fault",
)
"""Columns that bear the name of their field."""


def rows_of(branch: IpBranch | None) -> list[dict[str, Any]]:
    """One row, or none."""
    if branch is None:
        return []
    return [
        {
            **{name: getattr(branch, name) for name in SAME},
            "kind": branch.right,
            "missing": list(branch.missing),
            "measures": [measure.value for measure in branch.measures],
            "acts": [_act_in(act) for act in branch.acts],
            "published": [day.isoformat() for day in branch.published],
        }
    ]


def branch_of(rows: Sequence[Any]) -> IpBranch | None:
    """The branch of its row, or None."""
    if not rows:
        return None
    row = rows[0]
    return IpBranch(
        **{name: getattr(row, name) for name in SAME},
        right=row.kind,
        missing=tuple(row.missing),
        measures=tuple(map(IpMeasure, row.measures)),
        acts=tuple(map(_act_of, row.acts)),
        published=tuple(map(date.fromisoformat, row.published)),
    )


def _act_in(act: RightsAct) -> dict[str, object]:
    return {
        "on": act.on.isoformat(),
        "in_time": act.in_time,
        "act": act.act.value if act.act else None,
        "no": act.no,
        "filed_with": act.body,
    }


def _act_of(told: dict[str, Any]) -> RightsAct:
    act = HolderAct(told["act"]) if told["act"] else None
    return RightsAct(date.fromisoformat(told["on"]), told["in_time"], act, told["no"], told["filed_with"])
