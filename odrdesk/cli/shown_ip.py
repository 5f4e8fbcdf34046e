"""The intellectual-property branch as JSON: the key `ip` of `case show`."""

from odrdesk.cli.chinese import chinese
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.ip import WAIT, WAY, IpBranch, RightsAct

Json = dict[str, object]


def ip_branch(case: Dispute) -> Json | None:
    """State, facts and the end of the 15 days; None where there was no notice."""
    branch = case.ip
    if branch is None:
        return None
    clock = case.clock(WAIT) if branch.reached_on else None
    return {
        "state": branch.state,
        "round": branch.round,
        "right": chinese(branch.right),
        "right_code": branch.right,
        "rights_holder": branch.rights_holder or None,
        "rights_holder_contact": branch.rights_holder_contact or None,
        "registration_no": branch.registration_no or None,
        "target": branch.target or None,
        "evidence": branch.evidence or None,
        "missing": branch.missing,
        **_days(branch),
        "measures": [chinese(measure) for measure in branch.measures],
        "measure_codes": branch.measures,
        "measures_stand": branch.measures_stand,
        "declaration": branch.declaration or None,
        "deadline": clock.due if clock else None,
        "deadline_raw": clock.raw if clock else None,
        "holder_acts": [_act(act) for act in branch.acts],
        "notice_fault": branch.notice_fault,
        "next": WAY.get(branch.state),
    }


def _days(branch: IpBranch) -> Json:
    return {
        "notice_on": branch.notice_on,
        "asked_on": branch.asked_on,
        "supplemented_on": branch.supplemented_on,
        "measures_on": branch.measures_on,
        "forwarded_on": branch.forwarded_on,
        "declared_on": branch.declared_on,
        "reached_on": branch.reached_on,
        "reached_by": branch.reached_by or None,
        "lifted_on": branch.lifted_on,
        "published_on": branch.published[-1] if branch.published else None,
        "published": branch.published,
    }


def _act(act: RightsAct) -> Json:
    return {
        "on": act.on,
        "in_time": act.in_time,
        "act": act.act,
        "no": act.no or None,
        "filed_with": act.body or None,
    }
