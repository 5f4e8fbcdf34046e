"""The tables of reconciliation: statements of the bank, their lines, what was matched, and why something was not.

Nothing here is ever changed: a match is undone by a further row, a reason is replaced by a later one.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index

from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.money import MOST, Fen
from odrdesk.domain.statements import BankReason, MatchedBy
from odrdesk.storage.columns import (
    STRICT,
    Base,
    Checked,
    DayText,
    EnumText,
    JsonText,
    UtcText,
    may,
    must,
    own_key,
    part_of,
)


class SignedFen(Checked):
    """Money in whole fen that came in or, below 0, went out; also a balance."""

    impl = sa.Integer
    cache_ok = True

    def _condition(self) -> str:
        return f"{{}} BETWEEN -{MOST} AND {MOST}"

    def _store(self, value: Any) -> int:
        return int(Fen(value))

    def _read(self, value: Any) -> Fen:
        return Fen(value)


class BankStatementRow(Base, table=True):
    """A statement that was taken in: its file, what it covers, and what was doubtful about it."""

    __tablename__ = "bank_statement"
    __table_args__ = (
        Index("bank_statement_of_account", "account", "id"),
        CheckConstraint("length(sha256) = 64", name="hash_length"),
        STRICT,
    )
    id: int | None = own_key()
    account: Account = must(EnumText(Account))
    file: str = must(sa.Text)
    sha256: str = must(sa.Text)
    own_account: str = must(sa.Text)
    since: Any = may(DayText)
    until: Any = may(DayText)
    opening: int | None = may(SignedFen)
    closing: int | None = may(SignedFen)
    report: Any = must(JsonText)
    at: Any = must(UtcText)
    clerk: int | None = may(sa.Integer, ForeignKey("clerk.id"))
    seq: int = must(sa.Integer, ForeignKey("record.seq"))


class BankLineRow(Base, table=True):
    """A payment as the bank tells it. `print` tells it from every other of its account, whichever file says it."""

    __tablename__ = "bank_line"
    __table_args__ = (
        Index("bank_line_by_print", "account", "print"),
        Index("bank_line_by_day", "account", "day", "id"),
        CheckConstraint("fen <> 0", name="moves_money"),
        STRICT,
    )
    id: int | None = own_key()
    statement: int = must(sa.Integer, ForeignKey("bank_statement.id"))
    account: Account = must(EnumText(Account))
    row: int = must(sa.Integer)
    day: Any = must(DayText)
    fen: int = must(SignedFen)
    balance: int | None = may(SignedFen)
    name: str = must(sa.Text)
    other_account: str = must(sa.Text)
    summary: str = must(sa.Text)
    ref: str = must(sa.Text)
    print: str = must(sa.Text)


class BankWithdrawalRow(Base, table=True):
    """That a statement does not count: it was of another account, or altered."""

    __tablename__ = "bank_withdrawal"
    __table_args__ = (CheckConstraint("why <> ''", name="has_reason"), STRICT)
    statement: int = part_of("bank_statement")
    at: Any = must(UtcText)
    clerk: int | None = may(sa.Integer, ForeignKey("clerk.id"))
    why: str = must(sa.Text)
    seq: int = must(sa.Integer, ForeignKey("record.seq"))


class BankMatchRow(Base, table=True):
    """Lines and vouchers that are one; or, with `undoes`, that an earlier one is not."""

    __tablename__ = "bank_match"
    __table_args__ = (
        Index("bank_match_undone_once", "undoes", unique=True, sqlite_where=sa.text("undoes IS NOT NULL")),
        STRICT,
    )
    id: int | None = own_key()
    account: Account = must(EnumText(Account))
    by: MatchedBy = must(EnumText(MatchedBy))
    undoes: int | None = may(sa.Integer, ForeignKey("bank_match.id"))
    at: Any = must(UtcText)
    clerk: int | None = may(sa.Integer, ForeignKey("clerk.id"))
    why: str = must(sa.Text)
    seq: int = must(sa.Integer, ForeignKey("record.seq"))


class BankMatchedLineRow(Base, table=True):
    """A line of a match."""

    __tablename__ = "bank_matched_line"
    __table_args__ = (Index("bank_matched_line_of", "line"), STRICT)
    match: int = part_of("bank_match")
    line: int = part_of("bank_line")


class BankMatchedVoucherRow(Base, table=True):
    """A voucher of a match; one that moves money between two accounts is matched on both."""

    __tablename__ = "bank_matched_voucher"
    __table_args__ = (Index("bank_matched_voucher_of", "voucher"), STRICT)
    match: int = part_of("bank_match")
    voucher: int = part_of("voucher")


class BankReasonRow(Base, table=True):
    """Why a line or a voucher stands on one side only; the latest counts, one without a reason takes it back."""

    __tablename__ = "bank_reason"
    __table_args__ = (
        Index("bank_reason_of_account", "account", "id"),
        CheckConstraint("(line IS NULL) <> (voucher IS NULL)", name="of_one_side"),
        CheckConstraint("reason IS NOT 'other' OR words <> ''", name="other_says_what"),
        STRICT,
    )
    id: int | None = own_key()
    account: Account = must(EnumText(Account))
    line: int | None = may(sa.Integer, ForeignKey("bank_line.id"))
    voucher: int | None = may(sa.Integer, ForeignKey("voucher.id"))
    reason: BankReason | None = may(EnumText(BankReason))
    words: str = must(sa.Text)
    at: Any = must(UtcText)
    clerk: int | None = may(sa.Integer, ForeignKey("clerk.id"))
    seq: int = must(sa.Integer, ForeignKey("record.seq"))
