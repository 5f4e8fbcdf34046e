"""The fields of the prepayment steps that are words of a vocabulary, and what their forms begin with."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from odrdesk.desktop.forms.checklist import Checklist
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.entry import Paragraph
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.facts import Fact, FactKind
from odrdesk.domain.fund_vocabulary import Confirmation, PrepayGround, RecoverFrom
from odrdesk.domain.ledger import Booked
from odrdesk.domain.money import Fen
from odrdesk.domain.prepay_checks import ground_of
from odrdesk.domain.prepay_guards import REVERSIBLE
from odrdesk.domain.prepayment import Fund
from odrdesk.domain.vocabulary import Step
from odrdesk.text import _, word

PREPAY_KINDS = frozenset({FactKind.CLAIM_ITEMS, FactKind.CONFIRMATIONS, FactKind.PREPAY_GROUND, FactKind.RECOVER_FROM})
Made = tuple[QWidget, Callable[[], object]]


def prepay_editor(look: Look, fact: Fact, given: object, placeholder: str) -> Made:
    """The field of a fact and how it is read; nothing chosen stays untold."""
    if fact.kind is FactKind.CLAIM_ITEMS:
        lines = Paragraph(look, lines=2, placeholder=placeholder)
        lines.setPlainText(str(given or ""))
        return lines, lambda: lines.toPlainText().strip()
    if fact.kind is FactKind.CONFIRMATIONS:
        ticks = Checklist(look, _words(Confirmation))
        known = set(map(str, given)) if isinstance(given, Sequence) and not isinstance(given, str) else set()
        for key, tick in ticks.ticks.items():
            tick.setChecked(key in known)
        return ticks, lambda: list(ticks.chosen)
    if fact.kind is FactKind.PREPAY_GROUND:
        choice = Choice(look, [("", _("待审核认定")), *_words(PrepayGround)], str(given or ""))
        return choice, lambda: choice.key
    sources = Segmented(look, fact.name, _words(RecoverFrom), str(given or RecoverFrom.DEPOSIT.value))
    return sources, lambda: sources.current


def prepay_start(case: Dispute, step: Step, fund: Fund | None, payee: str) -> Mapping[str, object]:
    """The values a form begins with, by fact: what is already known is never asked for again."""
    own = case.prepayment
    if step is Step.PREPAY_REQUEST:
        left = fund.residual if fund and fund.residual is not None else None
        claimed = left or case.complaint.claimed or case.complaint.order.paid
        return {"amount": claimed, "ground": ground_of(case)}
    if own is None:
        return {}
    known: Mapping[Step, Mapping[str, object]] = {
        Step.PREPAY_RECOMMEND: {"amount": _capped(own.claim, fund), "confirmed": [one.value for one in own.confirmed]},
        Step.PREPAY_PAY: {"payee": own.payee or payee, "amount": own.approved, "account": own.account},
        Step.PREPAY_PAID: {"amount": own.approved},
        Step.RECOVER: {"from": _source(fund), "amount": _recoverable(own.outstanding, fund)},
        Step.WRITE_OFF: {"amount": own.outstanding},
        Step.CLAWBACK: {"amount": own.kept},
    }
    return known.get(step, {})


def prepay_hints(case: Dispute, step: Step, fund: Fund | None) -> Mapping[str, str]:
    """Further words under a field: what lies where, and the limits."""
    own = case.prepayment
    if fund is None:
        return {}
    if step is Step.PREPAY_RECOMMEND and own is not None:
        cap = fund.scheme.case_cap
        words = _("申请 {claim}，单案上限 {cap}，可用余额 {available}。")
        limit = cap.yuan if cap is not None else _("未设")
        return {"amount": words.format(claim=own.claim.yuan, cap=limit, available=fund.available.yuan)}
    if step is Step.RECOVER and own is not None:
        words = _("未追回 {owed}。保证金 {deposit}，待结算货款 {settlement}。")
        return {
            "amount": words.format(
                owed=own.outstanding.yuan, deposit=fund.deposit.yuan, settlement=fund.settlement.yuan
            )
        }
    if step is Step.WRITE_OFF and own is not None:
        return {"amount": _("未追回 {owed}。").format(owed=own.outstanding.yuan)}
    if step is Step.CLAWBACK and own is not None:
        return {"amount": _("消费者实得 {kept}。").format(kept=own.kept.yuan)}
    return {}


def voucher_options(booked: Iterable[Booked]) -> list[tuple[str, str]]:
    """The vouchers of a dispute that can be reversed, newest first."""
    return [
        (one.no, f"{one.no}  {word(one.voucher.journal)}  {one.voucher.postings[0].fen.yuan}")
        for one in reversed(list(booked))
        if one.voucher.journal in REVERSIBLE
    ]


def _capped(claim: Fen, fund: Fund | None) -> Fen:
    cap = fund.scheme.case_cap if fund else None
    return claim if cap is None else min(claim, cap)


def _source(fund: Fund | None) -> str:
    if fund is None or fund.deposit:
        return RecoverFrom.DEPOSIT.value
    return RecoverFrom.SETTLEMENT.value if fund.settlement else RecoverFrom.MERCHANT.value


def _recoverable(outstanding: Fen, fund: Fund | None) -> Fen:
    held = (fund.deposit or fund.settlement) if fund else Fen(0)
    return min(outstanding, held) if held else outstanding


def _words(members: Iterable[StrEnum]) -> list[tuple[str, str]]:
    return [(one.value, word(one)) for one in members]
