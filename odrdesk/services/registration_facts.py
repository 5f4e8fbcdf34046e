"""What 消费纠纷登记表 tells of a dispute."""

from dataclasses import replace

from odrdesk.documents.registration import OFFICIAL, Registration
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import Channel, Claim, PaperKind, Step
from odrdesk.services.case_told import Told
from odrdesk.services.notice_facts import Copy
from odrdesk.text import vocabulary

FACE_TO_FACE = frozenset({Channel.CONTACT_POINT})
"""Channels on which the consumer stands before the clerk and can sign."""


def registration(case: Dispute, told: Told, copy: Copy) -> Registration:
    """The facts of the form. Refuses (`paper.not_yet`) a dispute that was never registered."""
    head, hide = copy.head, copy.hide
    complaint, live, order = case.complaint, case.complaint.live, case.complaint.order
    if case.registered_at is None or complaint.received_at is None:
        raise Refusal("paper.not_yet", "kind", kind=PaperKind.REGISTRATION_FORM, state=case.state)
    words, slots = vocabulary("claim"), vocabulary("evidence_slot")
    others = [claim for claim in complaint.claims if claim not in OFFICIAL and claim is not Claim.OTHER]
    by = told.first(Step.REGISTER)
    row = told.merchant
    merchant = head["merchant"]
    if row is not None:
        known = {"phone": row.phone or "", "address": row.address or "", "agent": row.contact or ""}
        merchant = replace(merchant, code=merchant.code or row.uscc or "", **known)
    return Registration(
        **{**head, "merchant": merchant},
        channel=vocabulary("channel")[complaint.channel.value].zh if complaint.channel else "",
        received_at=complaint.received_at,
        registered_at=case.registered_at,
        registered_by=by.clerk_name or "" if by else "",
        category=vocabulary("category")[complaint.category.value].zh if complaint.category else "",
        claims=complaint.claims,
        other_claims=tuple(words[claim.value].zh for claim in others),
        claims_words=hide(complaint.claims_words or ""),
        claimed=complaint.claimed,
        dispute=hide(complaint.facts),
        signed_on=order.signed_on,
        payment=hide(order.payment or ""),
        link=order.link or "",
        room_account=live.account or "",
        agency=live.mcn or "",
        base=live.base or "",
        broadcast_on=live.on,
        timecode=live.timecode or "",
        evidence=tuple(hide(f"{slots[item.slot.value].zh} {item.name}") for item in told.items),
        publish=complaint.publish,
        entrust=complaint.entrust,
        no_phone_reason=hide(complaint.consumer.no_phone_reason or ""),
        face_to_face=complaint.channel in FACE_TO_FACE,
        masked=copy.masked,
    )
