"""What a paper of the prepayment fund needs beside the dispute, read within the transaction of its issue."""

from sqlmodel import Session

from odrdesk.documents.facts import Recipient
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.evidence import Item
from odrdesk.domain.fund_vocabulary import Account, Journal
from odrdesk.domain.ledger import Booked
from odrdesk.domain.money import Fen
from odrdesk.domain.prepayment import Prepayment
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services import schemes
from odrdesk.services.prepay_paper_facts import LastReturn, Told
from odrdesk.storage import evidence, ledger, merchants, worksheets
from odrdesk.storage import papers as kept
from odrdesk.text import vocabulary

NONE = Fen(0)


def told(session: Session, case: Dispute, kind: PaperKind) -> Told:
    """What papers of the last prepayment tell beside it. Refuses `paper.prepay_none`."""
    own = case.prepayment
    if own is None:
        raise Refusal("paper.prepay_none", "kind", kind=kind)
    members = [one.key for one in merchants.group(session, merchants.page_of(session, own.merchant))]
    held = ledger.balances(session, [Account.DEPOSITS, Account.SETTLEMENTS], members)
    reversed_ones = ledger.reversed_keys(session)
    booked = [
        one
        for one in ledger.booked(session, dispute=case.key)
        if one.round == own.round and one.key not in reversed_ones
    ]
    return Told(
        scheme=schemes.version(session, own.scheme),
        worksheets=worksheets.of_dispute(session, case.key),
        deposit=Fen(sum(-fen for sub, fen in held.items() if sub.account is Account.DEPOSITS)),
        settlement=Fen(sum(-fen for sub, fen in held.items() if sub.account is Account.SETTLEMENTS)),
        paid_in=_paid_in(session, members, booked),
        last_return=_last_return(booked, own),
        materials=tuple(_line(item) for item in evidence.of_dispute(session, case.key) if item.valid),
        notice_number=_number(session, case, PaperKind.PREPAYMENT_NOTICE, Recipient.CONSUMER),
        recovery_number=_number(session, case, PaperKind.RECOVERY_NOTICE, Recipient.MERCHANT),
    )


def _paid_in(session: Session, members: list[int], booked: list[Booked]) -> Fen:
    """What was paid into the merchant's deposit since it was first taken from for this prepayment."""
    first = next((one for one in booked if one.voucher.journal is Journal.J5), None)
    if first is None:
        return NONE
    since = ledger.booked(session, merchants=members, after=first.key)
    undone = ledger.reversed_keys(session)
    paid = [one for one in since if one.voucher.journal is Journal.J1 and one.key not in undone]
    return Fen(sum(-line.fen for one in paid for line in one.voucher.postings if line.sub.account is Account.DEPOSITS))


def _last_return(booked: list[Booked], own: Prepayment) -> LastReturn | None:
    last = next((one for one in reversed(booked) if one.voucher.journal is Journal.J9), None)
    return LastReturn(last.at, last.why, last.bank_ref) if last and own.clawed_back else None


def _number(session: Session, case: Dispute, kind: PaperKind, usual: Recipient) -> str:
    """The number of the last valid paper of a kind, as its addressee has it."""
    valid = {mark.key for mark in case.issued(kind)}
    found = [paper for paper in kept.of_dispute(session, case.key) if paper.mark.key in valid]
    ordered = sorted(found, key=lambda paper: (paper.copy == usual, paper.mark.key))
    return ordered[-1].mark.number if ordered else ""


def _line(item: Item) -> str:
    """An item of evidence by its slot and name."""
    return f"{vocabulary('evidence_slot')[item.slot.value].zh}\u3000{item.name}"
