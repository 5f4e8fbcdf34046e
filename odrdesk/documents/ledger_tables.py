"""The ledger as tables for accountants: the journal (分录), the trial balance (试算平衡表), the sub-accounts (明细).

Money stands in two columns, debit and credit, and is never negative there. `Fen` are yuan with two decimals wherever
a table is written; a day is a `date`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from odrdesk.documents.ledger_facts import LedgerFacts, account_word, kind_word, one_line
from odrdesk.domain.ledger_period import TableKind, Turnover, of_accounts, turnovers
from odrdesk.domain.money import Fen
from odrdesk.domain.workdays import SHANGHAI, day_of

Value = str | int | Fen | date | None
SIDES = ("期初借方", "期初贷方", "本期借方", "本期贷方", "期末借方", "期末贷方")


TITLES: Mapping[TableKind, str] = {
    TableKind.JOURNAL: "分录",
    TableKind.TRIAL: "试算平衡表",
    TableKind.SUBACCOUNTS: "明细账余额",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its headings; `money` are the places of the columns that add up."""

    kind: TableKind
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    money: tuple[int, ...]

    def total(self, column: int) -> Fen:
        """The sum of a money column."""
        return Fen(sum(cell for row in self.rows if isinstance(cell := row[column], Fen)))


def table(facts: LedgerFacts, kind: TableKind) -> Table:
    """One table of the period."""
    return {TableKind.JOURNAL: _journal, TableKind.TRIAL: _trial, TableKind.SUBACCOUNTS: _subaccounts}[kind](facts)


def _journal(facts: LedgerFacts) -> Table:
    headings = (
        "凭证号", "日期", "种类", "摘要", "行", "科目编号", "科目", "商家", "案件号",
        "借方", "贷方", "冲销凭证", "银行流水号", "记账时间", "记账人",
    )  # fmt: skip
    return Table(TableKind.JOURNAL, headings, tuple(_lines(facts)), (9, 10))


def _lines(facts: LedgerFacts) -> Iterator[tuple[Value, ...]]:
    for booked in facts.period.vouchers:
        head = (booked.no, day_of(booked.at), booked.voucher.journal.value, kind_word(booked))
        tail = (
            facts.reversed_no(booked),
            one_line(booked.bank_ref),
            f"{booked.written_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}",
            one_line(facts.clerks.get(booked.clerk, "")) if booked.clerk is not None else "",
        )
        for place, posting in enumerate(booked.voucher.postings, 1):
            sub, fen = posting
            merchant = facts.merchant(sub.merchant if sub.merchant is not None else booked.merchant)
            case = facts.case(sub.dispute if sub.dispute is not None else booked.dispute)
            sides = (fen, None) if fen > 0 else (None, -fen)
            yield (*head, place, sub.account.value, account_word(sub.account), merchant, case, *sides, *tail)


def _trial(facts: LedgerFacts) -> Table:
    """Opening and closing by the sub-accounts' own sides, so that both columns of the two tables add up alike."""
    accounts = of_accounts(turnovers(facts.period))
    rows = ((one.value, account_word(one), *_sides(turnover)) for one, turnover in accounts.items())
    return Table(TableKind.TRIAL, ("科目编号", "科目", *SIDES), tuple(rows), tuple(range(2, 8)))


def _subaccounts(facts: LedgerFacts) -> Table:
    headings = ("科目编号", "科目", "商家", "案件号", "外部科目名", *SIDES)
    rows = (
        (
            sub.account.value,
            account_word(sub.account),
            facts.merchant(sub.merchant),
            facts.case(sub.dispute),
            facts.account(sub),
            *_sides(turnover),
        )
        for sub, turnover in turnovers(facts.period).items()
    )
    return Table(TableKind.SUBACCOUNTS, headings, tuple(rows), tuple(range(5, 11)))


def _sides(turnover: Turnover) -> tuple[Fen, ...]:
    opening, debit, credit, closing = turnover
    none = Fen(0)
    return (
        max(opening, none), max(-opening, none), debit, credit, max(closing, none), max(-closing, none),
    )  # fmt: skip
