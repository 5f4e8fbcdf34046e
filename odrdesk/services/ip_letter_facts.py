"""What a letter of the intellectual-property branch tells: notice, declaration and days; nothing of the consumer."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from odrdesk.documents.facts import IpLetter, PartyFacts, Recipient
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.identity import mask_email, mask_phone
from odrdesk.domain.ip import WAIT, IpBranch
from odrdesk.domain.law import Law
from odrdesk.domain.vocabulary import IpRight, PaperKind
from odrdesk.services.ip import trademark_law
from odrdesk.text import vocabulary

COPIES: Mapping[PaperKind, tuple[Recipient, ...]] = {
    PaperKind.IP_NOTICE_LETTER: (Recipient.MERCHANT, Recipient.DESK),
    PaperKind.IP_DECLARATION_LETTER: (Recipient.RIGHTS_HOLDER, Recipient.DESK),
    PaperKind.IP_LIFT_NOTICE: (Recipient.MERCHANT, Recipient.RIGHTS_HOLDER, Recipient.DESK),
}
"""To whom each letter goes, the usual copy first."""
LETTERS = frozenset(COPIES)

_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
Hide = Callable[[str], str]


def require_letter(case: Dispute, kind: PaperKind) -> None:
    """Refuse (`paper.not_yet`) a letter before what it tells has happened."""
    branch = case.ip
    days = {
        PaperKind.IP_NOTICE_LETTER: branch and branch.measures_on,
        PaperKind.IP_DECLARATION_LETTER: branch and branch.declared_on,
        PaperKind.IP_LIFT_NOTICE: branch and branch.lifted_on,
    }
    if not days[kind]:
        raise Refusal("paper.not_yet", "kind", kind=kind, state=case.state)


def ip_letter(
    case: Dispute, kind: PaperKind, law: Law, head: Mapping[str, Any], *, hide: Hide, between: str
) -> IpLetter:
    """The facts of a letter for the copy that `head` names."""
    branch = case.ip
    if branch is None:
        raise Refusal("paper.not_yet", "kind", kind=kind, state=case.state)
    recipient: Recipient = head["recipient"]
    merchant: PartyFacts = head["merchant"]
    to_holder = recipient is Recipient.RIGHTS_HOLDER or kind is PaperKind.IP_DECLARATION_LETTER
    contact = branch.rights_holder_contact
    wait = case.clock(WAIT) if branch.reached_on else None
    measures = vocabulary("ip_measure")
    declared = kind is not PaperKind.IP_NOTICE_LETTER
    return IpLetter(
        **{**head, "consumer": PartyFacts(name=""), "order": None},
        letter=kind,
        addressee=branch.rights_holder if to_holder else merchant.name,
        to_merchant=not to_holder,
        right=vocabulary("ip_right")[branch.right.value].zh if branch.right else "",
        rights_holder=branch.rights_holder,
        rights_holder_contact=masked_contact(contact) if recipient is Recipient.MERCHANT else contact,
        registration_no=branch.registration_no,
        target=hide(branch.target),
        evidence="" if declared else hide(branch.evidence),
        declaration=hide(branch.declaration) if declared else "",
        measures=between.join(measures[one.value].zh for one in branch.measures),
        notice_on=branch.notice_on,
        measures_on=branch.measures_on,
        forwarded_on=branch.forwarded_on,
        declared_on=branch.declared_on,
        reached_on=branch.reached_on,
        due_on=wait.due if wait else None,
        lifted_on=branch.lifted_on,
        trademark_law=_trademark(branch, law),
        notice_fault=vocabulary("notice_fault")[branch.notice_fault.value].zh if branch.notice_fault else "",
    )


def masked_contact(contact: str) -> str:
    """Phone numbers and mail addresses masked; the rest of a contact is how one finds a firm."""
    without_mail = _EMAIL.sub(lambda found: mask_email(found.group()), contact)
    return _MOBILE.sub(lambda found: mask_phone(found.group()), without_mail)


def _trademark(branch: IpBranch, law: Law) -> str:
    """The version of the trademark law on the day of the notice; nothing where the right is another."""
    if branch.right is not IpRight.TRADEMARK:
        return ""
    found = trademark_law(law, branch.notice_on)
    return f"{found.cite} {found.number}" if found else ""
