"""The fund against its bank through the services: files as banks write them, kept, matched, left and explained."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import sqlcipher3.dbapi2
from sqlalchemy.exc import DBAPIError

from odrdesk.domain import ledger as books
from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import Account, Journal
from odrdesk.domain.ledger import Posting, Sub, Voucher
from odrdesk.domain.money import Fen
from odrdesk.domain.record import Entry
from odrdesk.domain.statements import BankReason, MatchedBy
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks, statements
from odrdesk.services.desk import Desk, create
from odrdesk.services.statement_plan import Outcome
from odrdesk.storage import ledger, record
from odrdesk.storage.ledger import Occasion

NOON = datetime(2026, 11, 28, 4, tzinfo=UTC)
FUND, DEPOSIT = Account.FUND_BANK, Account.DEPOSIT_BANK
HEAD = "交易日期,收入金额,支出金额,账户余额,对方户名,摘要,交易流水号"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "练习台", practice=True, clock=lambda: NOON)
    yield made
    made.close(backup=False)


def book(desk: Desk, day: int, fen: int, ref: str = "", month: int = 11) -> int:
    """A voucher that moves fen on the fund's account: allocated, or over to that of deposits; its key."""
    voucher = (
        books.allocate(Fen(fen))
        if fen > 0
        else Voucher(Journal.J10, (Posting(Sub(DEPOSIT), Fen(-fen)), Posting(Sub(FUND), Fen(fen))))
    )
    at = datetime(2026, month, day, 4, tzinfo=UTC)
    with desk.writing() as session:
        seq = record.append(session, Entry("fund.allocate", at, desk.clerk.key))
        (found,) = ledger.book(session, [voucher], Occasion(at, desk.clerk.key, f"act-{seq}", seq, bank_ref=ref))
    return found.key


def reverse(desk: Desk, key: int) -> int:
    with desk.writing() as session:
        seq = record.append(session, Entry("fund.reverse", NOON, desk.clerk.key))
        found = next(one for one in ledger.booked(session) if one.key == key)
        (made,) = ledger.book(session, [books.reverse(found)], Occasion(NOON, desk.clerk.key, f"act-{seq}", seq))
    return made.key


def csv(tmp_path: Path, *lines: str, name: str = "流水.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_text("\r\n".join(lines) + "\r\n", encoding)
    return path


def take(desk: Desk, path: Path, *, dry: bool = False, account: Account = FUND) -> Outcome:
    return statements.take_in(desk, path, account, dry_run=dry).value


def acts(desk: Desk) -> list[str]:
    with desk.reading() as session:
        return [one.entry.act for one in record.entries(session)]


def matched(outcome: Outcome) -> list[tuple[int, int, str]]:
    rows = dict(zip(outcome.keys, outcome.statement.lines, strict=True))
    return sorted(
        (rows[key].line, one.vouchers[0], one.by.value)
        for one in outcome.book.reconciliation.groups
        for key in one.lines
    )


FILES = {
    "utf8.csv": ("utf-8", ","),
    "mark.csv": ("utf-8-sig", ","),
    "excel.csv": ("gb18030", ","),
    "unicode.txt": ("utf-16", "\t"),
    "semicolon.csv": ("gb18030", ";"),
}
MESSY = (
    ("某某银行账户交易明细清单",),
    ("账号：3101 2200 5566 7788", "户名：上海某某直播基地有限公司", "币种：人民币"),
    ("起止日期：2026-11-01至2026-11-28",),
    (),
    ("序号", "交易日期", "借方发生额", "贷方发生额", "余额（元）", "对方户名", "对方账号", "摘要", "流水号"),
    ("1", "2026-11-28", "５．００", "", "9,494.99", "", "", "账户管理费", "B004"),
    ("2", "2026-11-04", "-", "0.00", "9,499.99", "", "", "", ""),
    ("3", "2026/11/03 16:02:11", "500.01", "-", "9,499.99", "张*", "6222 0210 0101", "先行赔付", "B002"),
    ("4", "20261102", "", "10,000.00", "10,000.00", "某某平台", "310", "划拨", "B001"),
    ("合计", "", "505.01", "10,000.00", "", "", "", "", ""),
    ("打印时间：2026-11-28 09:00",),
)


@pytest.fixture(params=[*FILES, "book.xlsx"])
def messy(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    name = request.param
    path = tmp_path / name
    if name == "book.xlsx":
        made = openpyxl.Workbook()
        made.active.append(["说明"])
        sheet = made.create_sheet("明细")
        for row in MESSY:
            sheet.append(list(row))
        sheet["D9"] = 10000
        sheet["B9"] = date(2026, 11, 2)
        made.save(path)
    else:
        encoding, sign = FILES[name]
        quoted = (sign.join(f'"{cell}"' for cell in row) for row in MESSY)
        path.write_text("\r\n".join(quoted), encoding)
    return path


def test_a_statement_is_read_however_the_bank_wrote_it(desk: Desk, messy: Path) -> None:
    first, second = book(desk, 2, 1000000, "B001"), book(desk, 3, -50001)
    found = take(desk, messy)
    assert (found.statement.header_row, found.statement.own_account) == (5, "3101220055667788")
    assert matched(found) == [(8, second, "day"), (9, first, "ref")]
    whole = found.book.reconciliation
    assert [item.line.summary for item in whole.bank_only] == ["账户管理费"]
    told = whole.comparison
    assert (told.bank, told.books, told.difference, told.listed) == (949499, 949999, -500, -500)
    assert [(one.line, one.code) for one in found.problems] == [(7, "statement.no_amount")]
    assert (found.fresh, found.kept, whole.reconciled) == (3, True, False)


def test_one_taking_in_is_one_entry_and_a_dry_run_none(desk: Desk, tmp_path: Path) -> None:
    book(desk, 2, 10000)
    path = csv(tmp_path, HEAD, "2026-11-02,100.00,,100.00,平台,划拨,B1")
    before = acts(desk)
    tried = take(desk, path, dry=True)
    assert acts(desk) == before
    assert (matched(tried)[0][2], tried.kept, tried.book.reconciliation.reconciled) == ("day", False, True)
    assert statements.reconciliation(desk).reconciliation.items == ()
    done = take(desk, path)
    assert acts(desk) == [*before, "fund.reconcile"]
    assert (matched(done), done.kept, done.book.reconciliation.reconciled) == (matched(tried), True, True)
    kept = statements.reconciliation(desk)
    assert kept.reconciliation.reconciled
    assert [one.file for one in kept.statements] == ["流水.csv"]


def test_the_same_statement_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    lines = [HEAD, "2026-11-02,100.00,,100.00,平台,划拨,B1", "2026-11-03,,30.00,70.00,张某,,B2"]
    take(desk, csv(tmp_path, *lines))
    before = acts(desk)
    again = take(desk, csv(tmp_path, HEAD, *reversed(lines[1:]), name="又一份.csv", encoding="gb18030"))
    assert (again.known, again.kept, again.fresh) == (True, False, 0)
    assert acts(desk) == before
    assert len(statements.reconciliation(desk).reconciliation.items) == 2


def test_of_a_longer_statement_only_what_is_new_is_taken_in(desk: Desk, tmp_path: Path) -> None:
    lines = [HEAD, "2026-11-02,100.00,,100.00,平台,划拨,B1", "2026-11-03,,30.00,70.00,张某,,B2"]
    take(desk, csv(tmp_path, *lines))
    longer = take(desk, csv(tmp_path, *lines, "2026-11-03,,30.00,40.00,张某,,B3"))
    assert (longer.fresh, longer.kept) == (1, True)
    whole = longer.book.reconciliation
    assert [item.line.balance for item in whole.items] == [10000, 7000, 4000]
    assert (whole.comparison.bank, whole.comparison.listed) == (4000, 4000)


def test_a_statement_that_does_not_follow_the_last_is_told(desk: Desk, tmp_path: Path) -> None:
    take(desk, csv(tmp_path, HEAD, "2026-11-02,100.00,,100.00,,,"))
    later = take(desk, csv(tmp_path, HEAD, "2026-11-20,,10.00,60.00,,,"))
    assert [one.code for one in later.problems] == ["statement.gap"]
    told = later.book.reconciliation.comparison
    assert (told.difference, told.listed, told.unclear) == (6000, 9000, -3000)
    between = take(desk, csv(tmp_path, HEAD, "2026-11-10,,30.00,70.00,,,"))
    assert between.problems == ()
    assert between.book.reconciliation.comparison.unclear == 0


def test_vouchers_booked_later_are_paired_when_asked(desk: Desk, tmp_path: Path) -> None:
    take(desk, csv(tmp_path, HEAD, "2026-11-02,100.00,,100.00,,,B1"))
    key = book(desk, 3, 10000)
    assert statements.pair_up(desk).value == 1
    assert statements.pair_up(desk).value == 0
    (group,) = statements.reconciliation(desk).reconciliation.groups
    assert (group.vouchers, group.by, group.clerk) == ((key,), MatchedBy.DAY, desk.clerk.key)


def test_a_person_matches_sums_and_undoes_them(desk: Desk, tmp_path: Path) -> None:
    one, two = book(desk, 2, 300), book(desk, 2, 400)
    found = take(desk, csv(tmp_path, HEAD, "2026-11-02,7.00,,7.00,,,"))
    (proposal,) = found.book.reconciliation.proposals
    assert (proposal.lines, proposal.vouchers) == (found.keys, (one, two))
    with pytest.raises(Refusal, match=r"bank\.sums_differ"):
        statements.match(desk, FUND, found.keys, [one])
    key = statements.match(desk, FUND, found.keys, [one, two], "两笔合并到账").value
    assert statements.reconciliation(desk).reconciliation.reconciled
    for lines, vouchers, code in (
        (found.keys, [one, two], "bank.already_matched"),
        ([99], [one], "bank.unknown_line"),
        (found.keys, [99], "bank.unknown_voucher"),
    ):
        with pytest.raises(Refusal, match=re.escape(code)):
            statements.match(desk, FUND, lines, vouchers)
    statements.unmatch(desk, FUND, key, "看错了")
    whole = statements.reconciliation(desk).reconciliation
    assert (len(whole.bank_only), len(whole.books_only), whole.groups) == (1, 2, ())
    with pytest.raises(Refusal, match=r"bank\.not_matched"):
        statements.unmatch(desk, FUND, key)
    statements.match(desk, FUND, found.keys, [one, two])
    assert acts(desk)[-3:] == ["fund.match", "fund.unmatch", "fund.match"]


def test_a_reason_leaves_the_difference_in_sight(desk: Desk, tmp_path: Path) -> None:
    book(desk, 2, 10000)
    found = take(desk, csv(tmp_path, HEAD, "2026-11-02,100.00,,100.00,,,", "2026-11-20,,5.00,95.00,,手续费,"))
    fee = found.keys[1]
    statements.explain(desk, FUND, BankReason.FEE, lines=[fee])
    whole = statements.reconciliation(desk).reconciliation
    assert whole.reconciled
    assert (whole.comparison.difference, whole.line_notes[fee].reason) == (-500, BankReason.FEE)
    statements.explain(desk, FUND, None, lines=[fee])
    assert not statements.reconciliation(desk).reconciliation.reconciled
    with pytest.raises(Refusal, match=r"bank\.words_missing"):
        statements.explain(desk, FUND, BankReason.OTHER, " ", lines=[fee])
    with pytest.raises(Refusal, match=r"text\.too_long"):
        statements.explain(desk, FUND, BankReason.FEE, "长" * 201, lines=[fee])
    with pytest.raises(Refusal, match=r"bank\.already_matched"):
        statements.explain(desk, FUND, BankReason.FEE, lines=[found.keys[0]])


def test_a_voucher_in_transit_is_paired_when_the_bank_tells_it(desk: Desk, tmp_path: Path) -> None:
    book(desk, 2, 10000)
    paid = book(desk, 20, -3000)
    take(desk, csv(tmp_path, "起止日期：2026-11-01至2026-11-22", HEAD, "2026-11-02,100.00,,100.00,,,"))
    statements.explain(desk, FUND, BankReason.IN_TRANSIT, vouchers=[paid])
    assert statements.reconciliation(desk).reconciliation.reconciled
    later = take(desk, csv(tmp_path, HEAD, "2026-11-23,,30.00,70.00,,,"))
    assert [one.vouchers for one in later.book.reconciliation.groups][-1] == (paid,)
    assert later.book.reconciliation.reconciled


def test_a_voucher_and_its_reversal_ask_for_nothing(desk: Desk, tmp_path: Path) -> None:
    wrong = book(desk, 2, 7700)
    undone = reverse(desk, wrong)
    right = book(desk, 2, 10000)
    whole = take(desk, csv(tmp_path, "起止日期：2026-11-01至2026-11-28", HEAD, "2026-11-02,100.00,,100.00,,,")).book
    assert [one.vouchers for one in whole.reconciliation.groups] == [(right,)]
    assert [one.voucher for one in whole.reconciliation.cancelled] == [wrong, undone]
    assert whole.reconciliation.reconciled


def test_money_moved_between_accounts_is_matched_on_both(desk: Desk, tmp_path: Path) -> None:
    book(desk, 2, 10000, "A1")
    moved = book(desk, 3, -4000)
    take(desk, csv(tmp_path, HEAD, "2026-11-02,100.00,,100.00,,,A1", "2026-11-03,,40.00,60.00,,,"))
    take(desk, csv(tmp_path, HEAD, "2026-11-03,40.00,,40.00,,,"), account=DEPOSIT)
    for account in (FUND, DEPOSIT):
        whole = statements.reconciliation(desk, account).reconciliation
        assert whole.reconciled
        assert moved in {key for one in whole.groups for key in one.vouchers}


def test_a_file_of_another_account_number_is_refused_and_can_be_withdrawn(desk: Desk, tmp_path: Path) -> None:
    book(desk, 2, 10000)
    line = "2026-11-02,100.00,,100.00,,,"
    take(desk, csv(tmp_path, "账号：6222 0000 1111", HEAD, line))
    other = csv(tmp_path, "账号：6222 **** 9999", HEAD, "2026-11-05,5.00,,105.00,,,")
    with pytest.raises(Refusal) as no:
        take(desk, other)
    assert (no.value.code, no.value.data["told"], no.value.data["known"]) == (
        "statement.other_account",
        "9999",
        ["1111"],
    )
    statements.take_in(desk, other, new_number=True)
    first, second = statements.reconciliation(desk).statements
    with pytest.raises(Refusal, match=r"bank\.withdraw_why"):
        statements.withdraw(desk, FUND, first.key, " ")
    statements.withdraw(desk, FUND, first.key, "选错了账户")
    whole = statements.reconciliation(desk)
    assert [one.key for one in whole.statements] == [second.key]
    assert (len(whole.reconciliation.items), whole.reconciliation.groups) == (1, ())
    with pytest.raises(Refusal, match=r"bank\.unknown_statement"):
        statements.withdraw(desk, FUND, first.key, "再撤一次")
    again = take(desk, csv(tmp_path, "账号：6222 **** 9999", HEAD, line))
    assert (again.fresh, len(again.book.reconciliation.groups)) == (1, 1)


def test_only_finance_reconciles(desk: Desk, tmp_path: Path) -> None:
    clerks.add(desk, "王某", frozenset({Role.OFFICER}))
    other = desk.acting_as("王某")
    path = csv(tmp_path, HEAD, "2026-11-02,1.00,,1.00,,,")
    for refused in (
        lambda: statements.take_in(other, path, dry_run=True),
        lambda: statements.match(other, FUND, [1], [1]),
        lambda: statements.unmatch(other, FUND, 1),
        lambda: statements.explain(other, FUND, BankReason.FEE, lines=[1]),
        lambda: statements.pair_up(other),
        lambda: statements.withdraw(other, FUND, 1, "x"),
    ):
        with pytest.raises(Refusal, match=r"clerk\.not_allowed"):
            refused()


def _spoil(desk: Desk, *words: object) -> str:
    with pytest.raises((DBAPIError, sqlcipher3.dbapi2.DatabaseError)) as broken, desk.writing() as session:
        session.connection().exec_driver_sql(" ".join(map(str, words)))
    return str(broken.value)


_OWN = {"bank_line": "row", "bank_matched_line": "line", "bank_matched_voucher": "voucher"}


@pytest.mark.parametrize(
    "table",
    [
        "bank_statement",
        "bank_line",
        "bank_match",
        "bank_matched_line",
        "bank_matched_voucher",
        "bank_reason",
        "bank_withdrawal",
    ],
)
def test_the_database_itself_changes_and_deletes_nothing(desk: Desk, tmp_path: Path, table: str) -> None:
    book(desk, 2, 10000)
    found = take(desk, csv(tmp_path, HEAD, "2026-11-02,100.00,,100.00,,,", "2026-11-03,,1.00,99.00,,,"))
    statements.explain(desk, FUND, BankReason.FEE, lines=[found.keys[1]])
    take(desk, csv(tmp_path, HEAD, "2026-11-04,,1.00,98.00,,,"))
    statements.withdraw(desk, FUND, statements.reconciliation(desk).statements[1].key, "选错")
    assert "never deleted" in _spoil(desk, "DELETE FROM", table)
    assert "never updated" in _spoil(desk, "UPDATE", table, "SET", _OWN.get(table, "seq"), "= 1")


def test_the_database_itself_lets_nothing_be_matched_twice(desk: Desk, tmp_path: Path) -> None:
    key = book(desk, 2, 10000)
    found = take(desk, csv(tmp_path, HEAD, "2026-11-02,100.00,,100.00,,,", "2026-11-03,,1.00,99.00,,,"))
    match = (
        "INSERT INTO bank_match (account, by, at, why, seq) SELECT account, by, at, why, seq FROM bank_match LIMIT 1"
    )
    with desk.writing() as session:
        session.connection().exec_driver_sql(match)
    into = ("INSERT INTO", "bank_matched_line", "SELECT max(id),", found.keys[0], "FROM bank_match")
    assert "a line is matched once" in _spoil(desk, *into)
    into = ("INSERT INTO", "bank_matched_voucher", "SELECT max(id),", key, "FROM bank_match")
    assert "a voucher is matched once" in _spoil(desk, *into)
    again = "statement, account, row, day, fen, balance, name, other_account, summary, ref, print FROM bank_line"
    assert "taken in once" in _spoil(desk, "INSERT INTO", "bank_line SELECT 99,", again, "LIMIT 1")


def test_a_thousand_payments_are_reconciled_to_the_fen(desk: Desk, tmp_path: Path) -> None:
    with desk.writing() as session:
        seq = record.append(session, Entry("fund.allocate", NOON, desk.clerk.key))
        for place in range(1000):
            at = datetime(2026, 1, 1, 4, tzinfo=UTC) + timedelta(hours=7 * place)
            ledger.book(
                session,
                [books.allocate(Fen(10000 + place % 50))],
                Occasion(at, 1, f"a{place}", seq, bank_ref=f"REF{place:06d}"),
            )
    balance, lines = 0, [HEAD]
    for place in range(1000):
        day = (datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(hours=7 * place)).date()
        balance += 10000 + place % 50
        lines.append(f"{day},{(10000 + place % 50) / 100:.2f},,{balance / 100:.2f},,,REF{place:06d}")
    whole = take(desk, csv(tmp_path, *lines)).book.reconciliation
    assert (len(whole.groups), whole.reconciled, whole.comparison.difference) == (1000, True, 0)


def test_a_file_that_is_no_statement_is_refused(desk: Desk, tmp_path: Path) -> None:
    def code(*lines: str, name: str = "流水.csv") -> str:
        with pytest.raises(Refusal) as no:
            take(desk, csv(tmp_path, *lines, name=name))
        return no.value.code

    assert code("姓名,电话", "张某,138") == "statement.no_header"
    assert code(HEAD) == "statement.no_lines"
    assert code("<html><table>", name="流水.xls") == "sheet.unreadable"
    with pytest.raises(Refusal, match=r"sheet\.missing"):
        take(desk, tmp_path / "没有.csv")
