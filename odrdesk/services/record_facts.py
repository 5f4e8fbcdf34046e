"""What the record of contacts and the confirmation of performance tell: who said, offered and paid what, and when."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from odrdesk.documents.contacts import ContactRecord, Talk
from odrdesk.documents.facts import ItemFacts
from odrdesk.documents.receipt import Done, Receipt
from odrdesk.domain import minors
from odrdesk.domain.dispute import Dispute, Offer, Performance, Term
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import PaperKind, Payer, Step
from odrdesk.domain.workdays import day_of
from odrdesk.services.case_told import Told
from odrdesk.services.notice_facts import Copy
from odrdesk.text import vocabulary


def contact_record(case: Dispute, told: Told, copy: Copy, issued_on: date) -> ContactRecord:
    """The facts of 协商记录: every contact, offer, answer, rise and call-back, in the order of time."""
    if not talked(case):
        raise Refusal("paper.not_yet", "kind", kind=PaperKind.CONTACT_RECORD, state=case.state)
    clerks = _clerks(told)
    talks = [*_contacts(case, clerks, copy), *_offers(case, clerks, copy), *_endings(told, copy)]
    talks += [*_rises(case, copy), *_calls(case, clerks, copy)]
    return ContactRecord(
        **copy.head,
        talks=tuple(sorted(talks, key=lambda one: one.at)),
        claims=copy.claims,
        dispute=copy.hide(case.complaint.facts),
        until=issued_on,
        masked=copy.masked,
    )


def talked(case: Dispute) -> bool:
    """Whether there is anything to record."""
    return bool(case.contacts or case.offers or case.call_backs)


def receipt(case: Dispute, copy: Copy, agreement_number: str) -> Receipt:
    """The facts of 履行（收款）确认书: what came under the settlement that stands now."""
    settlement = case.settlement
    if settlement is None or not case.performed_now:
        raise Refusal("paper.not_yet", "kind", kind=PaperKind.PERFORMANCE_RECEIPT, state=case.state)
    terms = settlement.terms
    done = tuple(
        Done(one.on, one.amount, copy.hide(one.proof), _item(terms[one.item - 1]) if one.item else _only(terms, one))
        for one in case.performed_now
    )
    pairs = zip(terms, case.owed, strict=True)
    owed = tuple(ItemFacts(term.kind, term.payer, left, term.due) for term, left in pairs if left is not None)
    ours = Fen(sum(int(one.amount) for one in owed if one.payer is not Payer.CONSUMER))
    consumer, last = case.complaint.consumer, max(one.on for one in case.performed_now)
    by_guardian = minors.is_minor(consumer, last) and consumer.guardian is not None
    signer = consumer.guardian.name if by_guardian and consumer.guardian else consumer.name
    return Receipt(
        **copy.head,
        agreed_on=day_of(settlement.agreed_at),
        agreement_number=settlement.paper_no or agreement_number,
        done=done,
        owed=owed,
        performed=case.performed_total,
        remaining=ours,
        payee=copy.hide(minors.payee(consumer, last)),
        by_guardian=by_guardian,
        signer=copy.hide(signer),
        masked=copy.masked,
    )


def _item(term: Term) -> ItemFacts:
    return ItemFacts(term.kind, term.payer, term.amount, term.due)


def _only(terms: tuple[Term, ...], done: Performance) -> ItemFacts | None:
    """The term a performance without a number was for, where there is but one it can be."""
    fitting = [term for term in terms if bool(term.amount) == bool(done.amount)]
    return _item(fitting[0]) if len(fitting) == 1 else None


def _clerks(told: Told) -> Mapping[tuple[Step, datetime], str]:
    """Who took a step, by the step and its moment."""
    steps = (Step.CONTACT, Step.PROPOSE, Step.CALL_BACK, Step.SETTLE, Step.FAIL, Step.WITHDRAW)
    return {(step, one.entry.at): one.clerk_name or "" for step in steps for one in told.taken(step)}


def _contacts(case: Dispute, clerks: Mapping[tuple[Step, datetime], str], copy: Copy) -> Iterator[Talk]:
    for one in case.contacts:
        yield Talk(
            one.at,
            "contact",
            mode=copy.hide(one.mode),
            with_=one.with_.value,
            by=clerks.get((Step.CONTACT, one.at), ""),
            content=copy.hide(one.content),
            next="asks_higher" if one.asks_higher else "",
            result=copy.hide(one.result),
        )


def _offers(case: Dispute, clerks: Mapping[tuple[Step, datetime], str], copy: Copy) -> Iterator[Talk]:
    for offer in case.offers:
        yield Talk(
            offer.made_at,
            "demand" if offer.by is Payer.CONSUMER else "offer",
            with_=offer.by.value,
            by=clerks.get((Step.PROPOSE, offer.made_at), ""),
            next=_answer(offer),
            result=copy.hide(offer.why),
            number=offer.round,
            terms=tuple(map(_item, offer.terms)),
            total=offer.total,
            valid_until=offer.valid_until,
        )


def _answer(offer: Offer) -> str:
    if offer.expired:
        return "expired"
    return {None: "open", True: "agreed", False: "rejected"}[offer.accepted]


def _endings(told: Told, copy: Copy) -> Iterator[Talk]:
    """Settlements, failures and withdrawals."""
    grounds = vocabulary("fail_ground")
    for step, what in ((Step.SETTLE, "settled"), (Step.FAIL, "failed"), (Step.WITHDRAW, "withdrawn")):
        for one in told.taken(step):
            facts = one.entry.facts
            confirmed = [str(facts.get(f"{side}_confirmed_by") or "") for side in ("consumer", "merchant")]
            ground = str(facts.get("ground") or "refused") if step is Step.FAIL else ""
            said = [grounds[ground].zh if ground in grounds else "", str(facts.get("why") or ""), *confirmed]
            content = "\n".join(copy.hide(part) for part in said if part)
            yield Talk(one.entry.at, what, by=one.clerk_name or "", content=content)


def _rises(case: Dispute, copy: Copy) -> Iterator[Talk]:
    for one in case.escalations:
        yield Talk(one.at, "escalated", mode=f"L{one.before}\u2192L{one.after}", content=copy.hide(one.why))


def _calls(case: Dispute, clerks: Mapping[tuple[Step, datetime], str], copy: Copy) -> Iterator[Talk]:
    for one in case.call_backs:
        by = clerks.get((Step.CALL_BACK, one.at), "")
        reached = "reached" if one.reached else "not_reached"
        yield Talk(one.at, "call_back", with_="consumer", by=by, content=copy.hide(one.result), next=reached)
