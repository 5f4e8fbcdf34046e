"""The books are proven by the check, at a glance by every opening, and no money is booked on top of broken ones."""

import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from odrdesk.domain.errors import Fault
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Step
from odrdesk.services import fund, upkeep
from odrdesk.services.desk import open_desk
from odrdesk.services.steps import take_step
from odrdesk.storage.fund_triggers import TRIGGERS
from odrdesk.text import sentence

NOON = datetime(2026, 10, 16, 4, 0, tzinfo=UTC)
pytestmark = pytest.mark.broken_books
# Vouchers: 1 J0, 2 J1, 3 J2, 4 J3 and 5 J4 of 629.00, 6 J5 and 7 J5b of 100.00, 8 J3 of 300.00; see `books`.
DAMAGE: dict[str, tuple[tuple[str, ...], dict[str, set[str]]]] = {
    "an amount": (
        ("UPDATE posting SET fen = fen + 100 WHERE voucher = 1 AND position = 0",),
        {"ledger.sum": set(), "ledger.unbalanced": {"2026-0001"}, "ledger.unlike_record": set()},
    ),
    "both amounts": (("UPDATE posting SET fen = fen * 2 WHERE voucher = 1",), {"ledger.unlike_record": set()}),
    "more than there is": (
        ("UPDATE posting SET fen = fen / 100 WHERE voucher = 1",),
        {"ledger.below_zero": {"1001"}, "ledger.overdrawn": set(), "ledger.unlike_record": set()},
    ),
    "another merchant": (
        ("UPDATE posting SET merchant = 2 WHERE voucher = 2 AND account = '2001'",),
        {"ledger.below_zero": {"2001"}, "ledger.unlike_record": set()},
    ),
    "the last voucher gone": (
        ("DELETE FROM posting WHERE voucher = 8", "DELETE FROM voucher WHERE id = 8"),
        {"ledger.gap": {"2026"}, "ledger.unlike_record": set(), "ledger.unlike_prepayment": {"1201", "2101"}},
    ),
    "one of an act gone": (
        ("DELETE FROM posting WHERE voucher = 7", "DELETE FROM voucher WHERE id = 7"),
        {"ledger.gap": {"2026"}, "ledger.unlike_record": set()},
    ),
    "a number": (("UPDATE voucher SET number = 80 WHERE id = 8",), {"ledger.gap": {"2026"}}),
    "who booked it": (("UPDATE voucher SET clerk = 2 WHERE id = 5",), {"ledger.unlike_record": set()}),
    "whose it is": (("UPDATE voucher SET dispute = 2 WHERE id = 5",), {"ledger.unlike_record": set()}),
    "a voucher nobody told of": (
        (
            "INSERT INTO posting VALUES (9, 0, '1001', NULL, NULL, 100), (9, 1, '3001', NULL, NULL, -100)",
            "CREATE TEMP TABLE more AS SELECT * FROM voucher WHERE id = 1",
            "UPDATE more SET id = 9, number = 9, action = 'mine', seq = 1",
            "INSERT INTO voucher SELECT * FROM more",
            "UPDATE series SET last = 9 WHERE name = 'voucher'",
        ),
        {"ledger.unlike_record": set()},
    ),
    "what a prepayment says came back": (
        ("UPDATE prepayment SET recovered = recovered + 1 WHERE dispute = 1",),
        {"ledger.unlike_prepayment": {"1201"}},
    ),
    "what a prepayment says is owed": (
        ("UPDATE prepayment SET state = 'rejected' WHERE dispute = 2",),
        {"ledger.unlike_prepayment": {"1201", "2101"}, "dispute.replay_differs": set()},
    ),
}  # fmt: skip
AT_A_GLANCE = {"an amount", "more than there is", "the last voucher gone", "one of an act gone", "a number"}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory, make_fund: Callable[..., Any]) -> Path:
    """A closed desk with a case paid and recovered in part, and one decided."""
    made = make_fund(tmp_path_factory.mktemp("books") / "desk")
    first, second = made.complain(), made.complain(firm="乙公司")
    made.pay_and_notice(first, "629.00")
    made.step("other finance", first, Step.RECOVER, amount="100.00", **{"from": "deposit"})
    made.decide(second, "300.00")
    assert upkeep.check(made.desk) == ()
    made.desk.close(backup=False)
    return Path(made.desk.path)


@pytest.fixture
def damaged(books: Path, tmp_path: Path) -> Callable[[str], Path]:
    def damage(what: str) -> Path:
        shutil.copytree(books, tmp_path / "desk")
        connection = sqlite3.connect(tmp_path / "desk" / "odr.db")
        for name in TRIGGERS:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in DAMAGE[what][0]:
            connection.execute(statement)
        for statement in TRIGGERS.values():
            connection.execute(" ".join(statement.split()))
        connection.commit()
        connection.close()
        return tmp_path / "desk"

    return damage


@pytest.mark.parametrize("what", DAMAGE)
def test_the_check_names_what_was_changed(damaged: Callable[[str], Path], what: str) -> None:
    desk = open_desk(damaged(what), clock=lambda: NOON)
    found: dict[str, set[str]] = {}
    for one in upkeep.check(desk):
        told = found.setdefault(one.code, set())
        told |= {str(one.data[name]) for name in ("voucher", "account", "year") if name in one.data}
        assert sentence(one.code, one.data)
    assert found == DAMAGE[what][1]
    assert (desk.unsound != ()) == (what in AT_A_GLANCE)
    desk.close(backup=False)


@pytest.mark.parametrize("what", sorted(AT_A_GLANCE))
def test_no_money_is_booked_on_broken_books_and_all_else_goes_on(damaged: Callable[[str], Path], what: str) -> None:
    desk = open_desk(damaged(what), clock=lambda: NOON)
    finance = desk.acting_as("other finance")
    money: tuple[Callable[[], object], ...] = (
        lambda: fund.allocate(finance, Fen(100)),
        lambda: fund.deposit(finance, "甲公司", Fen(100)),
        lambda: fund.reverse(finance, "2026-0002", "划错"),
        lambda: take_step(finance, "ODR-2026-00001", Step.RECOVER, {"from": "merchant", "amount": "1.00"}),
    )
    for act in money:
        with pytest.raises(Fault, match=r"ledger\.broken"):
            act()
    take_step(finance, "ODR-2026-00002", Step.PREPAY_PAY, {"account": "6222021234567894"})
    with pytest.raises(Fault, match=r"ledger\.broken"):
        take_step(finance, "ODR-2026-00002", Step.PREPAY_PAID, {"bank_ref": "B1"})
    desk.close(backup=False)


def test_an_entry_whose_content_was_erased_is_no_finding(books: Path, tmp_path: Path) -> None:
    shutil.copytree(books, tmp_path / "desk")
    desk = open_desk(tmp_path / "desk", clock=lambda: NOON)
    with desk.writing() as session:
        session.connection().exec_driver_sql("UPDATE payload SET salt = NULL, body = NULL WHERE seq > 9")
    assert [one.code for one in upkeep.check(desk) if one.code.startswith("ledger")] == []
    desk.close(backup=False)
