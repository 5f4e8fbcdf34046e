"""What the forms of the intellectual-property steps begin with."""

from collections.abc import Mapping
from datetime import date

from odrdesk.domain.dispute import Dispute
from odrdesk.domain.vocabulary import Category, IpMeasure, IpRight, Step


def ip_start(case: Dispute, step: Step, today: date) -> Mapping[str, object]:
    """The values a form begins with, by fact; the goods in dispute are those a notice is usually about."""
    match step:
        case Step.IP_NOTICE if case.ip is None:
            trademark = case.complaint.category is Category.TRADEMARK
            right = IpRight.TRADEMARK if trademark else None
            return {"on": today, "right": right, "ip_target": case.complaint.order.goods or ""}
        case Step.IP_NOTICE | Step.IP_SUPPLEMENTED if case.ip is not None:
            branch = case.ip
            return {
                "on": today,
                "right": branch.right,
                "rights_holder": branch.rights_holder,
                "rights_holder_contact": branch.rights_holder_contact,
                "registration_no": branch.registration_no,
                "ip_target": branch.target,
                "notice_evidence": branch.evidence,
            }
        case Step.IP_MEASURES:
            return {"on": today, "forwarded": today, "measures": (IpMeasure.UNLINK,)}
        case _:
            return {"on": today}
