"""Whoever reaches the database past the program: each attack on the books is refused by the database itself.

And each trigger is needed: without it, the attack goes through.
"""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from odrdesk.domain.vocabulary import Step
from odrdesk.services import schemes, upkeep
from odrdesk.services.desk import open_desk
from odrdesk.storage import schema
from odrdesk.storage.engine import plain_connection
from odrdesk.storage.fund_triggers import TRIGGERS

ROW = (
    "INSERT INTO voucher (id, year, number, journal, at, written_at, clerk, action, part, seq, dispute, round,"
    " merchant, bank_ref, why, reverses) VALUES (900, 2026, 900, '{journal}', '2026-10-01T00:00:00Z',"
    " '2026-10-01T00:00:00Z', {clerk}, 'attack', 0, 1, {dispute}, {round}, NULL, '', '', {reverses})"
)
LINE = "INSERT INTO posting (voucher, position, account, merchant, dispute, fen) VALUES (900, {place}, {sub}, {fen})"
FUND, EQUITY = "'1001', NULL, NULL", "'3001', NULL, NULL"


def attack(*lines: tuple[str, int], journal: str = "J0", **more: object) -> tuple[str, ...]:
    told = {"clerk": 6, "dispute": "NULL", "round": "NULL", "reverses": "NULL", "journal": journal} | more
    postings = [LINE.format(place=place, sub=sub, fen=fen) for place, (sub, fen) in enumerate(lines)]
    return (*postings, ROW.format(**told))


def owed(dispute: int) -> str:
    return f"'2101', NULL, {dispute}"


def debt(dispute: int) -> str:
    return f"'1201', 1, {dispute}"


CENT = attack((FUND, 1), (EQUITY, -1))
PAYOUT = {"journal": "J4", "dispute": 2, "round": 1}
PAYING = "UPDATE prepayment SET paid_by = 7 WHERE dispute = 2"
# On the desk dispute 1 is paid and recovered, 2 is decided by clerk 4 and not paid, 3 is asked for.
# Vouchers: 1 J0, 2 J1, 3 J2, 4 J3, 5 J4, 6 J5, 7 J5b, 8 JR of 7, 9 JR of 6, 10 J7, 11 J3.
ATTACKS = {
    "voucher_no_update": ("UPDATE voucher SET bank_ref = 'mine' WHERE id = 5",),
    "voucher_no_delete": (
        "CREATE TEMP TABLE kept AS SELECT * FROM voucher WHERE id = 1",
        "DELETE FROM voucher WHERE id = 1",
        "UPDATE kept SET bank_ref = 'mine'",
        "INSERT INTO voucher SELECT * FROM kept",
    ),
    "voucher_once": (
        "CREATE TEMP TABLE kept AS SELECT * FROM voucher WHERE id = 1",
        "UPDATE kept SET bank_ref = 'mine'",
        "INSERT OR REPLACE INTO voucher SELECT * FROM kept",
    ),
    "voucher_balances": attack((FUND, 500), (EQUITY, -499)),
    "voucher_within_balance": attack((EQUITY, 20_000_000), ("'1002', NULL, NULL", -20_000_000)),
    "voucher_within_fund": attack((FUND, -970_000), (EQUITY, 970_000)),
    "voucher_four_eyes": (PAYING, *attack((owed(2), 30_000), (FUND, -30_000), **PAYOUT, clerk=4)),
    "voucher_as_decided": (PAYING, *attack((owed(2), 29_999), (FUND, -29_999), **PAYOUT)),
    "voucher_mirrors": attack((FUND, -100), (EQUITY, 100), journal="JR", reverses=1),
    "voucher_reverses_no_reversal": attack((FUND, 10_000), ("'1002', NULL, NULL", -10_000), journal="JR", reverses=8),
    "posting_before_voucher": (
        "INSERT INTO posting VALUES (1, 2, '1001', NULL, NULL, 100), (1, 3, '3001', NULL, NULL, -100)",
    ),
    "posting_no_update": ("UPDATE posting SET fen = fen * 2 WHERE voucher = 1",),
    "posting_no_delete": ("DELETE FROM posting WHERE voucher = 1",),
    "scheme_once": (
        "INSERT OR REPLACE INTO scheme SELECT id, version, effective_from, '{}', taken_at, clerk, seq FROM scheme",
    ),
    "scheme_no_update": ("UPDATE scheme SET content = '{}'",),
    "scheme_no_delete": ("DELETE FROM scheme",),
    "action_once": ("INSERT OR REPLACE INTO action SELECT key, act, content, 1, done_at FROM action",),
    "action_no_update": ("UPDATE action SET content = 'other'",),
    "action_no_delete": ("DELETE FROM action",),
}  # fmt: skip
"""One attack on each trigger; it gets through where only that trigger is gone."""
FURTHER = {
    "a voucher of no lines": attack(),
    "a voucher of one line": attack((FUND, 100)),
    "a line of nothing": attack((FUND, 0), (EQUITY, 0)),
    "a line without its merchant": attack((FUND, 100), ("'2001', NULL, NULL", -100)),
    "a line with a dispute it has not": attack(("'1001', NULL, 1", 100), (EQUITY, -100)),
    "lines that no voucher follows": CENT[:-1],
    "a number a second time": tuple(one.replace("2026, 900", "2026, 1") for one in CENT),
    "a number of nothing": tuple(one.replace("2026, 900", "2026, 0") for one in CENT),
    "an act's part a second time": tuple(
        one.replace("'attack', 0", "(SELECT action FROM voucher WHERE id = 1), 0") for one in CENT
    ),
    "a kind nobody knows": attack((FUND, 1), (EQUITY, -1), journal="J99"),
    "a reversal of nothing": attack((FUND, 1), (EQUITY, -1), journal="JR"),
    "no reversal that reverses": attack((FUND, -1_000_000), (EQUITY, 1_000_000), journal="J0", reverses=1),
    "a voucher reversed twice": attack((FUND, -10_000), ("'1002', NULL, NULL", 10_000), journal="JR", reverses=7),
    "a reversal with more lines": attack(
        ("'1002', NULL, NULL", -50_000), ("'2001', 1, NULL", 50_000), (FUND, 1), (EQUITY, -1), journal="JR", reverses=2
    ),
    "a reversal turned round": attack(
        ("'2001', 1, NULL", 50_000), ("'1002', NULL, NULL", -50_000), journal="JR", reverses=2
    ),
    "a deposit overdrawn": attack(("'2001', 1, NULL", 50_001), (EQUITY, -50_001)),
    "withheld settlement overdrawn": attack(("'2002', 1, NULL", 30_001), (EQUITY, -30_001)),
    "another merchant's deposit": attack(("'2001', 2, NULL", 1), (EQUITY, -1)),
    "more recovered than owed": attack((FUND, 30_000), (debt(1), -30_000), journal="J7"),
    "more paid than decided": (PAYING, *attack((owed(2), 30_001), (FUND, -30_001), **PAYOUT)),
    "paid on another case's decision": (
        PAYING,
        *attack((owed(2), 30_000), (FUND, -30_000), **PAYOUT | {"dispute": 1}),
    ),
    "paid for no case": (PAYING, *attack((owed(2), 30_000), (FUND, -30_000), journal="J4")),
    "paid by nobody": (PAYING, *attack((owed(2), 30_000), (FUND, -30_000), **PAYOUT, clerk="NULL")),
    "paid before it was to be paid": attack((owed(2), 30_000), (FUND, -30_000), **PAYOUT),
    "decided by no row": attack((debt(3), 5_000), (owed(3), -5_000), journal="J3", dispute=3, round=1),
    "the bank account overdrawn": attack((FUND, -1_000_000), (EQUITY, 1_000_000)),
    "who asked approves": ("UPDATE prepayment SET approver = requested_by WHERE dispute = 2",),
    "who approved pays": ("UPDATE prepayment SET paid_by = approver WHERE dispute = 2",),
    "one person twice": ("UPDATE prepayment SET second_approver = approver WHERE dispute = 2",),
    "more back than paid": ("UPDATE prepayment SET recovered = paid + 1 WHERE dispute = 1",),
    "more written off than left": ("UPDATE prepayment SET written_off = paid - recovered + 1 WHERE dispute = 1",),
    "more given back than paid": ("UPDATE prepayment SET clawed_back = paid + 1 WHERE dispute = 1",),
    "more paid than approved": ("UPDATE prepayment SET paid = approved + 1, recovered = 0 WHERE dispute = 1",),
    "approved by nobody": ("UPDATE prepayment SET approved = 1, approver = NULL WHERE dispute = 3",),
    "more proposed than claimed": ("UPDATE prepayment SET recommended = claim + 1 WHERE dispute = 3",),
    "less than nothing": ("UPDATE prepayment SET written_off = -1 WHERE dispute = 1",),
    "a second active one": ("UPDATE prepayment SET claim_key = (SELECT claim_key FROM prepayment WHERE dispute = 1)",),
    "a state nobody knows": ("UPDATE prepayment SET state = 'done' WHERE dispute = 1",),
}  # fmt: skip
REFUSED = sqlcipher.IntegrityError
NOON = datetime(2026, 10, 16, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory, make_fund: Callable[..., Any]) -> Path:
    """A closed desk with a case paid and recovered, one decided, one asked for, and a scheme of its own."""
    made = make_fund(tmp_path_factory.mktemp("books") / "desk")
    first, second, third = (made.complain() for _ in range(3))
    made.pay_and_notice(first, "629.00")
    made.step("other finance", first, Step.RECOVER, amount="100.00", key="once", **{"from": "deposit"})
    made.step("finance", first, Step.PREPAY_REVERSE, voucher="2026-0006", why="退票")
    made.step("other finance", first, Step.RECOVER, amount="529.00", **{"from": "merchant"})
    made.decide(second, "300.00")
    made.ask(third, "50.00")
    told = {"version": "own", "effective_from": "2026-10-01", "tiers": [{"lane": "one", "approvers": ["supervisor"]}]}
    schemes.take_in(made.desk, told)
    assert upkeep.check(made.desk) == ()
    made.desk.close(backup=False)
    return made.desk.path


@pytest.fixture
def database(books: Path, tmp_path: Path) -> Path:
    """A copy of its database, to be attacked."""
    return Path(shutil.copy(books / "odr.db", tmp_path / "attacked.db"))


def carry_out(path: Path, statements: tuple[str, ...], *, without: str | None = None) -> None:
    """All of it in one transaction, as a program of one's own would."""
    connection = plain_connection(path)
    try:
        connection.execute("PRAGMA recursive_triggers = OFF")  # a replacement then fires no trigger of deletion
        if without:
            connection.execute(f"DROP TRIGGER {without}")
        connection.execute("BEGIN IMMEDIATE")
        for statement in statements:
            connection.execute(statement)
        connection.execute("COMMIT")
    finally:
        connection.close()


def test_there_is_an_attack_on_every_trigger() -> None:
    assert set(ATTACKS) == set(TRIGGERS)


@pytest.mark.parametrize("name", ATTACKS)
def test_a_trigger_refuses_it_and_nothing_else_would(database: Path, name: str) -> None:
    before = database.read_bytes()
    with pytest.raises(REFUSED, match=TRIGGERS[name].rpartition("ABORT, '")[2].partition("'")[0]):
        carry_out(database, ATTACKS[name])
    assert database.read_bytes() == before
    carry_out(database, ATTACKS[name], without=name)


@pytest.mark.parametrize("name", FURTHER)
def test_the_database_refuses(database: Path, name: str) -> None:
    with pytest.raises(REFUSED):
        carry_out(database, FURTHER[name])


def test_a_copy_put_back_and_a_first_version_desk_keep_every_trigger(books: Path, tmp_path: Path) -> None:
    desk = open_desk(books, clock=lambda: NOON)
    made = upkeep.backup(desk, tmp_path).value
    desk.close(backup=False)
    upkeep.restore(made.path, tmp_path / "restored", clock=lambda: NOON)
    shutil.copytree(Path(__file__).parents[1] / "databases" / "v1", tmp_path / "v1")
    for folder in ("restored", "v1"):
        again = open_desk(tmp_path / folder, clock=lambda: NOON)
        with again.reading() as session:
            kept = {name for kind, name in schema.describe(session.connection()) if kind == "trigger"}
        assert set(TRIGGERS) <= kept
        again.close(backup=False)
    with pytest.raises(REFUSED):
        carry_out(tmp_path / "restored" / "odr.db", ATTACKS["posting_no_update"])
