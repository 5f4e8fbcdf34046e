"""The tables of the prepayment fund: prepayments of a dispute, the ledger's vouchers and postings, schemes, actions.

A voucher's row is written after its postings and seals them: the triggers of `schema` then let it in only if it
balances, and never let anything of it change.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index
from sqlmodel import Field

from odrdesk.domain.fund_vocabulary import Account, Journal, PrepayGround, PrepayState
from odrdesk.domain.prepayment import ACTIVE
from odrdesk.domain.vocabulary import State
from odrdesk.storage.columns import (
    STRICT,
    Base,
    DayText,
    EnumText,
    FenInt,
    Flag,
    JsonText,
    UtcText,
    may,
    must,
    own_key,
    part_of,
    position_key,
)

_ACTIVE = ", ".join(f"'{state.value}'" for state in sorted(ACTIVE))
_TWO = "alone = 1 OR {later} IS NULL OR ({others})"


def _apart(later: str, *earlier: str) -> str:
    """The condition that whoever did the later thing did none of the earlier ones, but where one person is all."""
    return _TWO.format(later=later, others=" AND ".join(f"{later} IS NOT {one}" for one in earlier))


class PrepaymentRow(Base, table=True):
    """One prepayment of a dispute. `approver`, `second_approver` and `recovered` repeat what its lists say."""

    __tablename__ = "prepayment"
    __table_args__ = (
        Index("prepayment_once", "claim_key", unique=True, sqlite_where=sa.text(f"state IN ({_ACTIVE})")),
        Index("prepayment_by_state", "state", "dispute"),
        Index("prepayment_by_merchant", "merchant", "state"),
        CheckConstraint(_apart("approver", "requested_by", "recommended_by"), name="maker_is_not_checker"),
        CheckConstraint(
            _apart("second_approver", "approver", "requested_by", "recommended_by"), name="second_is_another"
        ),
        CheckConstraint(_apart("paid_by", "approver", "second_approver"), name="checker_is_not_payer"),
        CheckConstraint("(approved IS NULL) = (approver IS NULL)", name="approved_by_somebody"),
        CheckConstraint("paid = 0 OR (paid = approved AND paid_by IS NOT NULL)", name="paid_as_approved"),
        CheckConstraint("recovered + written_off <= paid", name="not_more_back_than_paid"),
        CheckConstraint(
            "recovered + written_off + clawed_back - returned_fund - returned_merchant <= paid",
            name="not_more_settled_than_paid",
        ),
        CheckConstraint(
            "returned_fund <= written_off AND returned_merchant <= recovered", name="not_more_returned_than_came"
        ),
        CheckConstraint("clawed_back <= paid", name="not_more_returned_than_paid"),
        CheckConstraint("claim > 0 AND (recommended IS NULL OR recommended <= claim)", name="within_claim"),
        STRICT,
    )
    dispute: int = part_of("dispute")
    position: int = position_key()
    state: PrepayState = must(EnumText(PrepayState))
    merchant: int = must(sa.Integer, ForeignKey("merchant.id"))
    claim: int = must(FenInt)
    requested_at: Any = must(UtcText)
    requested_by: int = must(sa.Integer, ForeignKey("clerk.id"))
    scheme: str = must(sa.Text)
    claim_key: str = must(sa.Text)
    items: Any = must(JsonText)
    confirmed: Any = must(JsonText)
    ground: PrepayGround | None = may(EnumText(PrepayGround))
    notified_on: Any = may(DayText)
    contested: str = must(sa.Text)
    silent_on: Any = may(DayText)
    recommended: int | None = may(FenInt)
    recommended_by: int | None = may(sa.Integer, ForeignKey("clerk.id"))
    recommended_at: Any = may(UtcText)
    basis: str = must(sa.Text)
    needed: Any = must(JsonText)
    approvals: Any = must(JsonText)
    approver: int | None = may(sa.Integer, ForeignKey("clerk.id"))
    second_approver: int | None = may(sa.Integer, ForeignKey("clerk.id"))
    approved: int | None = may(FenInt)
    approved_at: Any = may(UtcText)
    decided_why: str = must(sa.Text)
    payee: str = must(sa.Text)
    account: str = must(sa.Text)
    paid_by: int | None = may(sa.Integer, ForeignKey("clerk.id"))
    paid: int = must(FenInt)
    paid_on: Any = may(DayText)
    bank_ref: str = must(sa.Text)
    pay_failed_why: str = must(sa.Text)
    merchant_paid: int = must(FenInt)
    noticed_on: Any = may(DayText)
    recoveries: Any = must(JsonText)
    recovered: int = must(FenInt)
    written_off: int = must(FenInt)
    clawed_back: int = must(FenInt)
    returned_fund: int = must(FenInt)
    returned_merchant: int = must(FenInt)
    appeal: str = must(sa.Text)
    appealed_on: Any = may(DayText)
    appeal_answer: str = must(sa.Text)
    alone: bool = must(Flag)
    ended_at: Any = may(UtcText)
    before: State | None = may(EnumText(State))
    windows: Any = must(JsonText)


class VoucherRow(Base, table=True):
    """A voucher of the ledger; the vouchers of one act of a person bear its key and are numbered by `part`."""

    __tablename__ = "voucher"
    __table_args__ = (
        Index("voucher_by_number", "year", "number", unique=True),
        Index("voucher_by_action", "action", "part", unique=True),
        Index("voucher_of_dispute", "dispute", "id", sqlite_where=sa.text("dispute IS NOT NULL")),
        Index("voucher_of_merchant", "merchant", "id", sqlite_where=sa.text("merchant IS NOT NULL")),
        Index("voucher_reversed_once", "reverses", unique=True, sqlite_where=sa.text("reverses IS NOT NULL")),
        CheckConstraint("(journal = 'JR') = (reverses IS NOT NULL)", name="reversal_is_linked"),
        CheckConstraint("number > 0 AND part >= 0", name="numbers_count"),
        STRICT,
    )
    id: int | None = own_key()
    year: int = must(sa.Integer)
    number: int = must(sa.Integer)
    journal: Journal = must(EnumText(Journal))
    at: Any = must(UtcText)
    written_at: Any = must(UtcText)
    clerk: int | None = may(sa.Integer, ForeignKey("clerk.id"))
    action: str = must(sa.Text)
    part: int = must(sa.Integer)
    seq: int = must(sa.Integer, ForeignKey("record.seq"))
    dispute: int | None = may(sa.Integer, ForeignKey("dispute.id"))
    round: int | None = may(sa.Integer)
    merchant: int | None = may(sa.Integer, ForeignKey("merchant.id"))
    bank_ref: str = must(sa.Text)
    why: str = must(sa.Text)
    reverses: int | None = may(sa.Integer, ForeignKey("voucher.id"))


class PostingRow(Base, table=True):
    """One line of a voucher, debit positive; its voucher follows it within the transaction."""

    __tablename__ = "posting"
    __table_args__ = (
        # Every balance is counted from here, without the rows themselves.
        Index("posting_by_sub", "account", "merchant", "dispute", "fen"),
        CheckConstraint("fen <> 0", name="moves_money"),
        CheckConstraint("(merchant IS NOT NULL) = (account IN ('1201', '2001', '2002'))", name="merchant_fits"),
        CheckConstraint("(dispute IS NOT NULL) = (account IN ('1201', '2101'))", name="dispute_fits"),
        STRICT,
    )
    voucher: int = Field(
        sa_column=Column(
            sa.Integer,
            ForeignKey("voucher.id", deferrable=True, initially="DEFERRED"),
            primary_key=True,
            nullable=False,
            autoincrement=False,
        )
    )
    position: int = position_key()
    account: Account = must(EnumText(Account))
    merchant: int | None = may(sa.Integer, ForeignKey("merchant.id"))
    dispute: int | None = may(sa.Integer, ForeignKey("dispute.id"))
    fen: int = must(sa.Integer)


class SchemeRow(Base, table=True):
    """A version of the desk's own scheme; a later one stands beside it."""

    __tablename__ = "scheme"
    __table_args__ = (STRICT,)
    id: int | None = own_key()
    version: str = must(sa.Text, unique=True)
    effective_from: Any = must(DayText)
    content: Any = must(JsonText)
    taken_at: Any = must(UtcText)
    clerk: int | None = may(sa.Integer, ForeignKey("clerk.id"))
    seq: int = must(sa.Integer, ForeignKey("record.seq"))


class ActionRow(Base, table=True):
    """The key of an act that was done, so that doing it again changes nothing; `content` is what was asked, hashed."""

    __tablename__ = "action"
    __table_args__ = (STRICT,)
    key: str = Field(sa_column=Column(sa.Text, primary_key=True, nullable=False))
    act: str = must(sa.Text)
    content: str = must(sa.Text)
    seq: int = must(sa.Integer, ForeignKey("record.seq"))
    done_at: Any = must(UtcText)
