"""What a report tells of the fund: the prepayments of the case in words, and its vouchers with a running balance."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from odrdesk.documents.report_facts import LedgerLine, Pair
from odrdesk.documents.wording import Wording
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.identity import mask_card
from odrdesk.domain.ledger import Booked
from odrdesk.domain.money import Fen
from odrdesk.domain.prepayment import Prepayment
from odrdesk.domain.workdays import day_of
from odrdesk.services.report_sayings import zh

Hide = Callable[[str], str]
NONE = Fen(0)


def paid(case: Dispute) -> Fen | None:
    """What the consumer has of the fund; None where nothing was paid."""
    given = [one.kept for one in case.prepayments if one.paid]
    return Fen(sum(given)) if given else None


def pairs(case: Dispute, people: Mapping[int, str], words: Wording, hide: Hide) -> tuple[Pair, ...]:
    """Each prepayment in labels and values; an account never with more than its last digits."""
    several = len(case.prepayments) > 1
    return tuple(
        Pair(words.fill(words.label("round_of"), {"round": one.round}) + label if several else label, value)
        for one in case.prepayments
        for label, value in _of(one, people, words, hide)
        if value
    )


def lines(booked: Sequence[Booked], words: Wording) -> tuple[LedgerLine, ...]:
    """The vouchers of the case in order: what left and what came into the fund's bank account, and the sum so far."""
    made: list[LedgerLine] = []
    balance = NONE
    for one in booked:
        cash = [line.fen for line in one.voucher.postings if line.sub.account is Account.FUND_BANK]
        out, back = Fen(-sum(fen for fen in cash if fen < 0)), Fen(sum(fen for fen in cash if fen > 0))
        balance = balance + out - back
        what = zh("journal", one.voucher.journal.value)
        if not cash:
            moved = Fen(sum(line.fen for line in one.voucher.postings if line.fen > 0))
            what += words.fill(words.label("no_cash"), {"amount": moved})
        made.append(LedgerLine(day_of(one.at), one.no, what, out, back, balance))
    return tuple(made)


def _of(one: Prepayment, people: Mapping[int, str], words: Wording, hide: Hide) -> Iterator[tuple[str, str]]:
    label = words.word
    approvals = [
        words.fill(words.label("role_of"), {"name": people.get(by.by, ""), "role": zh("role", by.role.value)})
        for by in one.approvals
    ]
    yield label("prepay", "state"), zh("prepay_state", one.state.value)
    yield label("prepay", "claim"), one.claim.yuan
    yield label("prepay", "ground"), zh("prepay_ground", one.ground.value) if one.ground else ""
    yield label("prepay", "scheme"), one.scheme
    yield label("prepay", "notified"), _day(one.notified_on)
    yield label("prepay", "contested"), hide(one.contested)
    yield label("prepay", "recommended"), one.recommended.yuan if one.recommended is not None else ""
    yield label("prepay", "basis"), hide(one.basis)
    yield label("prepay", "approved"), one.approved.yuan if one.approved is not None else ""
    yield label("prepay", "approvals"), words.label("comma").join(approvals)
    yield label("prepay", "why"), hide(one.decided_why)
    yield (
        label("prepay", "paid"),
        words.label("comma").join(filter(None, (one.paid.yuan, _day(one.paid_on)))) if one.paid else "",
    )
    yield label("prepay", "bank_ref"), one.bank_ref
    yield label("prepay", "account"), mask_card(one.account)
    yield label("prepay", "recovered"), one.recovered.yuan if one.recovered else ""
    yield label("prepay", "written_off"), one.written_off.yuan if one.written_off else ""
    yield label("prepay", "clawed_back"), one.clawed_back.yuan if one.clawed_back else ""
    yield label("prepay", "outstanding"), one.outstanding.yuan if one.paid else ""
    yield label("prepay", "residual"), one.residual.yuan if one.paid else ""
    yield label("prepay", "appeal"), hide(one.appeal or one.appeal_answer)
    yield label("prepay", "alone"), label("prepay", "is_alone") if one.alone else ""


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""
