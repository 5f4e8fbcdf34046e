"""Exports of the fund's ledger, taken in and re-added by programs that are not ours.

Random legal histories (no sub-account on the wrong side, every voucher zero) are written out; beancount must load them
without an error and hold the same balances to the fen; openpyxl and the csv module must re-add to the same sums.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import openpyxl
import pytest
from beancount import loader
from beancount.core import data as bean
from beancount.core import realization
from beancount.core.inventory import Inventory
from hypothesis import given, settings
from hypothesis import strategies as st

from odrdesk.documents.csv_text import csv_bytes, inert
from odrdesk.documents.ledger_facts import ROOTS, LedgerFacts
from odrdesk.documents.ledger_sheets import workbook
from odrdesk.documents.ledger_tables import TITLES, table
from odrdesk.documents.ledger_text import beancount, hledger
from odrdesk.domain import ledger
from odrdesk.domain.fund_vocabulary import Account, Journal
from odrdesk.domain.ledger import Booked, Sub, Voucher
from odrdesk.domain.ledger_period import TableKind, over
from odrdesk.domain.money import Fen

TODAY = date(2026, 12, 31)
MADE = datetime(2026, 12, 31, 9, 30, tzinfo=UTC)
MERCHANTS = {1: '上海"浦江"好物\\有限公司', 2: "=cmd|' /C calc'!A0", 3: "甲, 乙; 丙\n丁：#注 ^链"}
DISPUTES = {key: f"ODR-2026-{key:05d}" for key in range(1, 5)}
FIRST = datetime(2026, 1, 1, 16, 30, tzinfo=UTC)  # the second of January in Shanghai


@dataclass
class History:
    """Vouchers booked one after the other, each only where the ledger stays sound."""

    booked: list[Booked] = field(default_factory=list)
    balances: dict[Sub, Fen] = field(default_factory=dict)

    def book(self, vouchers: tuple[Voucher, ...], at: datetime, merchant: int | None, dispute: int | None) -> bool:
        after = ledger.after(self.balances, vouchers)
        if not vouchers or any(map(ledger.unsound, vouchers)) or ledger.below_zero(after):
            return False
        for voucher in vouchers:
            key = len(self.booked) + 1
            self.booked.append(
                Booked(key, 2026, key, voucher, at, at, 1, f"a{key}", key, dispute, 1, merchant, f"BANK-{key}", "原因")
            )
        self.balances = after
        return True


Make = Callable[[History, int, int, Fen], tuple[Voucher, ...]]
KINDS: tuple[Make, ...] = (
    lambda _h, _m, _d, fen: (ledger.allocate(fen),),
    lambda _h, m, _d, fen: (ledger.deposit(m, fen),),
    lambda _h, m, _d, fen: (ledger.withhold(m, fen),),
    lambda _h, m, d, fen: (ledger.decide(m, d, fen),),
    lambda _h, _m, d, fen: (ledger.pay(d, fen),),
    lambda _h, m, d, fen: ledger.from_deposit(owed(m, d), [(m, fen)]),
    lambda _h, m, d, fen: ledger.from_settlement(owed(m, d), [(m, fen)]),
    lambda _h, m, d, fen: (ledger.from_merchant(owed(m, d), fen),),
    lambda _h, m, d, fen: (ledger.write_off(owed(m, d), fen),),
    lambda _h, m, d, fen: ledger.give_back(owed(m, d), m, owed=fen, written_off=Fen(0), recovered=fen),
    lambda _h, m, d, fen: ledger.uphold(owed(m, d), m, owed=Fen(0), deducted=fen, withheld=fen),
    lambda h, m, d, _fen: reversal(h, m * 7 + d),
)


def owed(merchant: int, dispute: int) -> Sub:
    return Sub(Account.RECEIVABLE, merchant, dispute)


def reversal(history: History, place: int) -> tuple[Voucher, ...]:
    done = {one.voucher.reverses for one in history.booked}
    open_ = [one for one in history.booked if one.voucher.journal is not Journal.JR and one.key not in done]
    return (ledger.reverse(open_[place % len(open_)]),) if open_ else ()


@st.composite
def histories(draw: st.DrawFn, most: int = 30) -> tuple[Booked, ...]:
    history, at = History(), FIRST
    history.book((ledger.allocate(Fen(draw(st.integers(1, 10**9)))),), at, None, None)
    for _ in range(draw(st.integers(0, most))):
        at += timedelta(days=draw(st.integers(0, 20)), minutes=draw(st.integers(0, 1439)))
        late = timedelta(days=draw(st.sampled_from([0, 0, 0, 9])))  # what is told late happened before
        merchant, dispute = draw(st.integers(1, 3)), draw(st.integers(1, 4))
        make = draw(st.sampled_from(KINDS))
        fen = Fen(draw(st.integers(1, 500_000)))
        history.book(make(history, merchant, dispute, fen), max(FIRST, at - late), merchant, dispute)
    return tuple(history.booked)


def facts(booked: tuple[Booked, ...], since: date | None = None, until: date | None = None) -> LedgerFacts:
    return LedgerFacts(
        over(booked, since, until, TODAY),
        '测试"工作台"',
        MADE,
        "财务甲",
        "2026-1",
        merchants=MERCHANTS,
        disputes=DISPUTES,
        clerks={1: "财务甲"},
        numbers={one.key: one.no for one in booked},
    )


def loaded(text: str) -> tuple[bean.Directives, list[str]]:
    entries, errors, _ = loader.load_string(text)
    return entries, [error.message for error in errors]


def standing(entries: bean.Directives) -> dict[str, Decimal]:
    """What beancount holds on each account by itself, without those below it."""
    found: dict[str, Inventory] = {}
    for entry in entries:
        for posting in entry.postings if isinstance(entry, bean.Transaction) else ():
            found.setdefault(posting.account, Inventory()).add_position(posting)
    return {name: held.get_currency_units("CNY").number for name, held in found.items() if not held.is_empty()}


def yuan(fen: int) -> Decimal:
    return Decimal(int(fen)).scaleb(-2)


DAYS = st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 12, 31)))


@settings(max_examples=40)
@given(histories(), DAYS, DAYS)
def test_beancount_loads_every_period_and_holds_the_same_sums(
    booked: tuple[Booked, ...], since: date | None, until: date | None
) -> None:
    if since and until and since > until:
        since, until = until, since
    if until is None and since is not None:
        until = TODAY
    if since is None and until is not None:
        since = date(2026, 1, 1)
    told = facts(booked, since, until)
    entries, errors = loaded(beancount(told))
    assert errors == []
    expected = {told.account(sub): yuan(fen) for sub, fen in told.period.closing.items()}
    assert standing(entries) == expected
    vouchers = [one for one in entries if isinstance(one, bean.Transaction) and "voucher" in one.meta]
    assert Counter(one.meta["voucher"] for one in vouchers) == Counter(one.no for one in told.period.vouchers)


@settings(max_examples=20)
@given(histories())
def test_beancount_asserts_the_trial_balance_at_the_end(booked: tuple[Booked, ...]) -> None:
    told = facts(booked)
    entries, _ = loaded(beancount(told))
    checks = [one for one in entries if isinstance(one, bean.Balance)]
    last = max(one.date for one in checks)
    assert last == told.period.until + timedelta(days=1)
    stated = {one.account: one.amount.number for one in checks if one.date == last}
    balances = ledger.after({}, (one.voucher for one in booked))
    for account, root in ROOTS.items():
        assert stated[root] == yuan(ledger.of_account(balances, account))
        tree = realization.realize(entries)
        held = realization.compute_balance(realization.get_or_create(tree, root))
        assert held.get_currency_units("CNY").number == stated[root]
    months = {(one.at + timedelta(hours=8)).strftime("%Y-%m") for one in booked}
    told_at = {(one.date - timedelta(days=1)).strftime("%Y-%m") for one in checks}
    assert months <= told_at


@settings(max_examples=25)
@given(histories(), st.data())
def test_a_fen_altered_anywhere_is_found_by_beancount(booked: tuple[Booked, ...], data: st.DataObject) -> None:
    text = beancount(facts(booked))
    amounts = list(re.finditer(r"(-?\d+\.\d\d) (?:~ 0 )?CNY$", text, re.MULTILINE))
    place = data.draw(st.sampled_from(amounts))
    more = Decimal(place.group(1)) + data.draw(st.sampled_from([Decimal("0.01"), Decimal("-0.01")]))
    _, errors = loaded(text[: place.start(1)] + f"{more:.2f}" + text[place.end(1) :])
    assert errors != []


def test_two_fen_errors_that_hide_each_other_in_a_voucher_are_found_by_the_assertions() -> None:
    booked = small()
    text = beancount(facts(booked))
    wrong = text.replace(" 100.00 CNY", " 100.01 CNY", 1).replace("-100.00 CNY", "-100.01 CNY", 1)
    assert wrong != text
    _, errors = loaded(wrong)
    assert any("Balance failed" in error for error in errors)


def small() -> tuple[Booked, ...]:
    history = History()
    for vouchers, day in (
        ((ledger.allocate(Fen(10000)),), 0),
        ((ledger.deposit(1, Fen(5000)),), 1),
        ((ledger.decide(1, 1, Fen(2999)),), 40),
        ((ledger.pay(1, Fen(2999)),), 41),
        (ledger.from_deposit(owed(1, 1), [(1, Fen(1000))]), 75),
        ((ledger.from_merchant(owed(1, 1), Fen(1)),), 76),
    ):
        assert history.book(vouchers, FIRST + timedelta(days=day), 1, 1)
    assert history.book((ledger.reverse(history.booked[-1]),), FIRST + timedelta(days=77), 1, 1)
    return tuple(history.booked)


def test_the_text_of_beancount_names_links_and_dates() -> None:
    text = beancount(facts(small()))
    assert "2026-01-01 open Assets:Receivable:M1:ODR-2026-00001 CNY" in text
    assert '  merchant: "上海\\"浦江\\"好物\\\\有限公司"' in text
    assert '2026-03-20 * "冲销" #jr ^v2026-0008 #reversal ^v2026-0007' in text
    entries, _ = loaded(text)
    first = min(one.date for one in entries if isinstance(one, bean.Transaction))
    assert all(one.date < first for one in entries if isinstance(one, bean.Open))
    linked = [one for one in entries if isinstance(one, bean.Transaction) and "v2026-0007" in one.links]
    assert [one.meta["journal"] for one in linked] == ["J7", "JR"]


def test_a_period_begins_with_what_stood_before_it() -> None:
    told = facts(small(), date(2026, 2, 11), date(2026, 3, 18))
    assert [one.voucher.journal for one in told.period.vouchers] == [Journal.J3, Journal.J4, Journal.J5, Journal.J5B]
    assert told.period.opening == {
        Sub(Account.FUND_BANK): Fen(10000),
        Sub(Account.DEPOSIT_BANK): Fen(5000),
        Sub(Account.DEPOSITS, 1): Fen(-5000),
        Sub(Account.EQUITY): Fen(-10000),
    }
    trial = {row[0]: row[2:] for row in table(told, TableKind.TRIAL).rows}
    assert trial["1201"] == (0, 0, 2999, 1000, 1999, 0)
    assert trial["2101"] == (0, 0, 2999, 2999, 0, 0)
    assert trial["2001"] == (0, 5000, 1000, 0, 0, 4000)
    assert trial["1001"] == (10000, 0, 1000, 2999, 8001, 0)


def test_a_period_from_ever_to_never_is_exported_too() -> None:
    told = facts(small(), date.min, date.max)
    assert len(told.period.vouchers) == len(small())
    assert loaded(beancount(told))[1] == []
    assert hledger(told)


def test_an_empty_ledger_is_an_export_too() -> None:
    told = facts(())
    entries, errors = loaded(beancount(told))
    assert errors == []
    assert sum(isinstance(one, bean.Balance) for one in entries) == len(Account)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(told)), data_only=True)[TITLES[TableKind.JOURNAL]]
    assert sheet.cell(1, 1).value == "凭证号"


def test_hledger_text_has_one_assertion_for_every_account() -> None:
    told = facts(small())
    last = hledger(told).rsplit("* 余额核对", 1)[1]
    assert last.count(" =* ") == len(Account)
    assert "Assets:Receivable:M1:ODR-2026-00001" in last
    assert "= 19.99 CNY" in last


# Tables.


def rows_of(content: bytes) -> Iterator[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))


@given(histories())
def test_csv_read_back_adds_up_to_the_balances(booked: tuple[Booked, ...]) -> None:
    told = facts(booked)
    journal = table(told, TableKind.JOURNAL)
    sums: Counter[str] = Counter()
    for row in rows_of(csv_bytes(journal.headings, journal.rows)):
        assert (row["借方"] == "") != (row["贷方"] == "")
        sums[row["科目编号"]] += int(Decimal(row["借方"] or 0) * 100) - int(Decimal(row["贷方"] or 0) * 100)
    balances = ledger.after({}, (one.voucher for one in booked))
    assert {code: fen for code, fen in sums.items() if fen} == {
        account.value: fen for account in Account if (fen := ledger.of_account(balances, account))
    }
    for kind in (TableKind.TRIAL, TableKind.SUBACCOUNTS):
        one = table(told, kind)
        read = list(rows_of(csv_bytes(one.headings, one.rows)))
        for left, right in pairwise(("期初借方", "期初贷方", "本期借方", "本期贷方", "期末借方", "期末贷方")):
            if left.endswith("借方"):
                assert sum(Decimal(row[left]) for row in read) == sum(Decimal(row[right]) for row in read)


@settings(max_examples=25)
@given(histories())
def test_the_workbook_read_back_adds_up_and_its_checks_agree(booked: tuple[Booked, ...]) -> None:
    told = facts(booked)
    content = workbook(told)
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(content))
    assert values.sheetnames == ["说明", "试算平衡表", "明细账余额", "分录"]
    totals = {}
    for kind in TableKind:
        one = table(told, kind)
        sheet, written = values[TITLES[kind]], formulas[TITLES[kind]]
        assert sheet.freeze_panes is not None
        for column in one.money:
            cells = [sheet.cell(place + 2, column + 1).value for place in range(len(one.rows))]
            added = sum(round(cell * 100) for cell in cells if cell is not None)
            below = len(one.rows) + 3
            ours, reckoned, check = (sheet.cell(below + step, column + 1).value for step in range(3))
            assert added == round(ours * 100) == round(reckoned * 100) == one.total(column)
            assert check == "相符"
            assert re.fullmatch(
                rf"=ROUND\(SUM\(([A-Z]+)2:(?:\1){max(len(one.rows), 1) + 1}\),2\)",
                written.cell(below + 1, column + 1).value,
            )
            totals[kind, column - one.money[0]] = added
    assert totals[TableKind.JOURNAL, 0] == totals[TableKind.TRIAL, 2] == totals[TableKind.SUBACCOUNTS, 2]
    assert totals[TableKind.TRIAL, 0] == totals[TableKind.SUBACCOUNTS, 0]


def test_no_cell_of_the_workbook_is_a_formula_of_somebody_elses() -> None:
    history = History()
    history.book((ledger.deposit(2, Fen(100)),), FIRST, 2, None)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(facts(tuple(history.booked)))))["分录"]
    merchant = sheet.cell(2, 8)
    assert (merchant.value, merchant.data_type) == (MERCHANTS[2], "s")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "|cmd",
        "%x",
        "\t=1",
        "\r=1",
        "  =1",
        "\u3000=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "\ufeff=1",
    ],
)
def test_what_a_sheet_would_calculate_is_made_inert(text: str) -> None:
    assert inert(text) == "'" + text


@given(st.text())
def test_plain_text_stays_as_it_is_and_no_cell_begins_a_formula(text: str) -> None:
    shown = inert(text)
    assert shown in {text, "'" + text}
    assert not shown.strip().startswith(tuple("=+-@|%＝＋－＠｜％"))


def test_an_export_says_nothing_of_a_clerks_free_words() -> None:
    told = facts(small())
    everything = beancount(told) + hledger(told) + str([table(told, kind).rows for kind in TableKind])
    assert "原因" not in everything


def test_the_same_export_gives_the_same_bytes() -> None:
    assert workbook(facts(small())) == workbook(facts(small()))
