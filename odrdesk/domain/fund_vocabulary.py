"""The closed vocabularies of the prepayment fund (先行赔付金). Values are what is stored."""

from enum import StrEnum


class Account(StrEnum):
    """The accounts of the memorandum ledger (备查账), by their number."""

    FUND_BANK = "1001"
    DEPOSIT_BANK = "1002"
    SETTLEMENT_BANK = "1003"
    RECEIVABLE = "1201"
    DEPOSITS = "2001"
    SETTLEMENTS = "2002"
    PAYABLE = "2101"
    EQUITY = "3001"


class Journal(StrEnum):
    """The kinds of voucher: J0 allocation to J10 appeal upheld after a deduction, JR the reversal of any."""

    J0 = "J0"
    J1 = "J1"
    J2 = "J2"
    J3 = "J3"
    J4 = "J4"
    J5 = "J5"
    J5B = "J5b"
    J6 = "J6"
    J6B = "J6b"
    J7 = "J7"
    J8 = "J8"
    J9 = "J9"
    J10 = "J10"
    JR = "JR"


class PrepayState(StrEnum):
    """Where a prepayment (先行赔付) stands."""

    APPLIED = "applied"
    MERCHANT_NOTICE = "merchant_notice"
    UNDER_REVIEW = "under_review"
    PENDING_APPROVAL = "pending_approval"
    APPROVED = "approved"
    PAYING = "paying"
    PAY_FAILED = "pay_failed"
    PAID = "paid"
    RECOVERING = "recovering"
    RECOVERED = "recovered"
    WRITTEN_OFF = "written_off"
    CLAWBACK = "clawback"
    REVERSED = "reversed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class Confirmation(StrEnum):
    """What a person confirms of a claim on the fund; `partial` that the consumer takes less than the whole claim."""

    IDENTITY = "identity"
    EVIDENCE = "evidence"
    NOT_COMPENSATED = "not_compensated"
    PARTIAL = "partial"
    PAYEE = "payee"


class RecoverFrom(StrEnum):
    """Out of what an advance is recovered (追偿): the merchant's deposit, its withheld settlement, or the merchant."""

    DEPOSIT = "deposit"
    SETTLEMENT = "settlement"
    MERCHANT = "merchant"


class PrepayGround(StrEnum):
    """Why the fund may step in for the merchant."""

    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    SILENT = "silent"
    NOT_PERFORMED = "not_performed"
    FOUND = "found"


class PrepayCheck(StrEnum):
    """The points of the checklist before a prepayment may be proposed."""

    ORDER = "order"
    ACCEPTED = "accepted"
    MERCHANT = "merchant"
    UNIQUE = "unique"
    WINDOW = "window"
    RESPONSIBILITY = "responsibility"
    IDENTITY = "identity"
    EVIDENCE = "evidence"
    NOT_COMPENSATED = "not_compensated"
    PAYEE = "payee"
    PARTIAL = "partial"


class PrepayPart(StrEnum):
    """What somebody did before, for which they may not take a later step."""

    REQUESTED = "requested"
    RECOMMENDED = "recommended"
    APPROVED = "approved"
    BOOKED = "booked"


class FundingOrder(StrEnum):
    """Out of what an advance comes in the end: the fund first and then recovery, or the merchant's money at once."""

    FUND_FIRST = "fund_first"
    MERCHANT_FIRST = "merchant_first"


class Lane(StrEnum):
    """How a claim on the fund is decided: the fast lane, by one approver, by two."""

    FAST = "fast"
    ONE = "one"
    DUAL = "dual"
