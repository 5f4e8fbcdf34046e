"""What an export of the ledger is made of, and how its accounts, merchants and cases are called there.

Of a consumer an export says nothing: a case is its number. What a clerk wrote as a reason stays in the record, as free
words may name people.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.ledger import Booked, Sub
from odrdesk.domain.ledger_period import Period
from odrdesk.text import vocabulary

CURRENCY = "CNY"
ROOTS: Mapping[Account, str] = {
    Account.FUND_BANK: "Assets:Fund:Bank",
    Account.DEPOSIT_BANK: "Assets:Deposits:Bank",
    Account.SETTLEMENT_BANK: "Assets:Settlements:Bank",
    Account.RECEIVABLE: "Assets:Receivable",
    Account.DEPOSITS: "Liabilities:Deposits",
    Account.SETTLEMENTS: "Liabilities:Settlements",
    Account.PAYABLE: "Liabilities:Payable",
    Account.EQUITY: "Equity:Fund",
}
"""The accounts in plain-text ledgers: beancount wants one of its five roots, each part with a capital or a digit."""

_COMPONENT = re.compile(r"[A-Z0-9][A-Za-z0-9-]*")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """A period of the ledger and the names that stand in it. Merchants, disputes and clerks are named by their keys.

    `scheme` is the version in force at the period's end, `made_at` (aware UTC) and `made_by` when and by whom.
    """

    period: Period
    desk: str
    made_at: datetime
    made_by: str = ""
    scheme: str = ""
    practice: bool = False
    merchants: Mapping[int, str] = field(default_factory=dict)
    disputes: Mapping[int, str] = field(default_factory=dict)
    clerks: Mapping[int, str] = field(default_factory=dict)
    numbers: Mapping[int, str] = field(default_factory=dict)
    """The numbers of all vouchers, also those before the period: one of them may be reversed in it."""

    def account(self, sub: Sub) -> str:
        """The sub-account in a plain-text ledger: `Assets:Receivable:M12:ODR-2026-00001`."""
        parts = [ROOTS[sub.account]]
        if sub.merchant is not None:
            parts.append(f"M{sub.merchant}")
        if sub.dispute is not None:
            number = self.disputes.get(sub.dispute, "")
            parts.append(number if _COMPONENT.fullmatch(number) else f"C{sub.dispute}")
        return ":".join(parts)

    def merchant(self, key: int | None) -> str:
        """A merchant's name on one line; its key where it has none."""
        return "" if key is None else one_line(self.merchants.get(key, "")) or f"M{key}"

    def case(self, key: int | None) -> str:
        """A case's number; its key where it has none."""
        return "" if key is None else one_line(self.disputes.get(key, "")) or f"C{key}"

    def reversed_no(self, booked: Booked) -> str:
        """The number of the voucher that this one reverses."""
        key = booked.voucher.reverses
        return "" if key is None else self.numbers.get(key, str(key))


def account_word(account: Account) -> str:
    """An account's Chinese name."""
    row = vocabulary("account").get(account.value)
    return account.value if row is None else row.zh


def kind_word(booked: Booked) -> str:
    """The Chinese name of a voucher's kind."""
    code = booked.voucher.journal.value
    row = vocabulary("journal").get(code)
    return code if row is None else row.zh


def one_line(text: str) -> str:
    """Text without line breaks and control characters."""
    return _CONTROLS.sub(" ", text).strip()
