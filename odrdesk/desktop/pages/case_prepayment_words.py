"""The words of the 先行赔付 tab: its stages, its facts, its checklist, the lines of its books."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from odrdesk.desktop.formats import DOT, day, day_short
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.stepper import Passed, Stage
from odrdesk.domain.accounts import mask_account
from odrdesk.domain.fund_vocabulary import PrepayState
from odrdesk.domain.prepay_checks import Check
from odrdesk.domain.prepayment import Prepayment
from odrdesk.domain.vocabulary import Step
from odrdesk.domain.workdays import day_of
from odrdesk.text import _, sentence, word

P = PrepayState
TONES = {
    P.APPLIED: Tone.INFO,
    P.MERCHANT_NOTICE: Tone.INFO,
    P.UNDER_REVIEW: Tone.INFO,
    P.PENDING_APPROVAL: Tone.PURPLE,
    P.APPROVED: Tone.TEAL,
    P.PAYING: Tone.TEAL,
    P.PAY_FAILED: Tone.TEAL,
    P.PAID: Tone.TEAL,
    P.RECOVERING: Tone.INFO,
    P.RECOVERED: Tone.OK,
    P.WRITTEN_OFF: Tone.NEUTRAL,
    P.CLAWBACK: Tone.NEUTRAL,
    P.REVERSED: Tone.NEUTRAL,
    P.REJECTED: Tone.NEUTRAL,
    P.CANCELLED: Tone.NEUTRAL,
}
WAY = {
    P.APPLIED: Step.PREPAY_NOTIFY,
    P.MERCHANT_NOTICE: Step.PREPAY_SILENT,
    P.UNDER_REVIEW: Step.PREPAY_RECOMMEND,
    P.PENDING_APPROVAL: Step.PREPAY_APPROVE,
    P.APPROVED: Step.PREPAY_PAY,
    P.PAYING: Step.PREPAY_PAID,
    P.PAY_FAILED: Step.PREPAY_PAY,
    P.PAID: Step.RECOVERY_NOTICE,
    P.RECOVERING: Step.RECOVER,
}
"""The usual next step from each state."""
_PLACE = {
    P.APPLIED: 1,
    P.MERCHANT_NOTICE: 1,
    P.UNDER_REVIEW: 2,
    P.PENDING_APPROVAL: 3,
    P.APPROVED: 4,
    P.PAYING: 4,
    P.PAY_FAILED: 4,
    P.PAID: 5,
    P.RECOVERING: 5,
    P.RECOVERED: 6,
    P.WRITTEN_OFF: 6,
    P.CLAWBACK: 6,
    P.REVERSED: 6,
}
"""How many stages are done in each state; those that ended early stop where they were."""


class Ticked(NamedTuple):
    """A point of the checklist in words: title, why it stands so, whether it is met."""

    title: str
    reason: str
    met: bool


class BookLine(NamedTuple):
    """A voucher in the tab: number, day, what, amount, and whether it was reversed."""

    no: str
    on: str
    words: str
    amount: str
    reversed: bool


def stages(own: Prepayment) -> tuple[Stage, ...]:
    """The way of a claim on the fund, from the application to the money back."""
    back = own.noticed_on
    rows = (
        (_("申请"), day_short(day_of(own.requested_at))),
        (_("商家履行"), _short(own.notified_on)),
        (_("审核"), _short(day_of(own.recommended_at) if own.recommended_at else None)),
        (_("审批"), _short(day_of(own.approved_at) if own.approved_at else None)),
        (_("付款"), _short(own.paid_on)),
        (_("追偿"), _short(back)),
    )
    place = _PLACE.get(own.state, _ended_at(own))
    open_ = own.state in _PLACE
    return tuple(Stage(name, note, _passed(number, place, open_=open_)) for number, (name, note) in enumerate(rows))


def facts_shown(own: Prepayment, sight: Sight) -> Sequence[tuple[str, str]]:
    """The figures and people of a prepayment, as title and value."""
    approvers = _("、").join(sight.person(one.by) for one in own.approvals)
    decided = own.approved if own.approved is not None else own.recommended
    return (
        (_("申请金额"), own.claim.yuan),
        (_("批准金额") if own.approved is not None else _("建议金额"), decided.yuan if decided is not None else "—"),
        (_("已赔付"), own.paid.yuan if own.paid else "—"),
        (_("消费者未获赔付"), own.residual.yuan),
        (_("已追回"), own.recovered.yuan if own.paid else "—"),
        (_("未追回"), own.outstanding.yuan if own.paid else "—"),
        (_("申请人"), sight.person(own.requested_by) or "—"),
        (_("审批人"), approvers or "—"),
        (_("收款人"), own.payee or "—"),
        (_("收款账户"), mask_account(own.account) if own.account else "—"),
        (_("银行流水号"), own.bank_ref or "—"),
        (_("赔付方案"), own.scheme),
    )


def line(own: Prepayment, sight: Sight) -> str:
    """Where it stands, in a sentence beside the title."""
    parts = [_("第 {n} 次申请").format(n=own.round)] if own.round > 1 else []
    if own.alone:
        parts.append(_("单人模式"))
    if own.appeal:
        parts.append(_("商家申诉待答复"))
    parts.extend(
        _("{name} 已{step}，等待另一人").format(name=sight.person(one.asked_by), step=word(one.step))
        for one in sight.case.awaiting
        if one.step in {Step.PREPAY_APPROVE, Step.WRITE_OFF}
    )
    return DOT.join(parts)


def told(own: Prepayment) -> Sequence[str]:
    """What people wrote about it, each with its heading; nothing where nothing was written."""
    rows = (
        (_("商家异议"), own.contested),
        (_("认定依据"), own.basis),
        (_("批注"), own.decided_why),
        (_("付款失败"), own.pay_failed_why),
        (_("商家申诉"), own.appeal),
        (_("申诉答复"), own.appeal_answer),
    )
    pair = _("{label}：{value}")
    return [pair.format(label=title, value=words) for title, words in rows if words and words != "-"]


def ticked(checks: Sequence[Check]) -> Sequence[Ticked]:
    """The checklist in words."""
    return [
        Ticked(word(one.what), sentence(f"prepay_check.{one.reason}", one.data).rstrip("。."), one.met)
        for one in checks
    ]


def book(sight: Sight) -> Sequence[BookLine]:
    """The vouchers of the dispute, the newest first."""
    return [
        BookLine(
            one.no,
            day(day_of(one.at)),
            word(one.voucher.journal) + (f"  {one.bank_ref}" if one.bank_ref else ""),
            one.voucher.postings[0].fen.yuan
            if one.voucher.postings[0].fen > 0
            else (-one.voucher.postings[0].fen).yuan,
            one.key in sight.view.undone,
        )
        for one in reversed(sight.view.booked)
    ]


def _passed(number: int, place: int, *, open_: bool) -> Passed:
    if number < place:
        return Passed.DONE
    if not open_:
        return Passed.SKIPPED
    return Passed.CURRENT if number == place else Passed.COMING


def _ended_at(own: Prepayment) -> int:
    known = (own.requested_at, own.notified_on, own.recommended_at, own.approved_at)
    return sum(one is not None for one in known)


def _short(on: date | None) -> str:
    return day_short(on) if on else ""
