"""The fund on the command line: who may, doing a thing once by its key, and what is said of broken books."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PEOPLE = {"officer1": "officer", "super1": "supervisor", "fin1": "finance", "fin2": "finance"}
WAY = (
    ("officer1", "accept", ()),
    ("officer1", "prepay_request", ("amount=629.00", "confirmed=identity,evidence,not_compensated,payee")),
    ("officer1", "prepay_notify", ()),
    ("officer1", "prepay_contested", ("why=不同意",)),
    ("officer1", "prepay_recommend", ("amount=629.00",)),
    ("super1", "prepay_approve", ()),
    ("fin1", "prepay_pay", ("account=6222021234567894",)),
    ("fin1", "prepay_paid", ("bank_ref=B001",)),
    ("officer1", "recovery_notice", ()),
    ("fin1", "recover", ("from=merchant", "amount=100.00")),
)
NOT_FOR = {
    "prepay_request": ("fin1",), "prepay_notify": ("fin1",), "prepay_contested": ("fin1",),
    "prepay_recommend": ("fin1",),
    "prepay_approve": ("officer1", "fin1"), "prepay_pay": ("officer1", "super1"), "prepay_paid": ("officer1", "super1"),
    "recovery_notice": ("fin1",), "recover": ("officer1", "super1"),
}  # fmt: skip
"""Clerks whose role it is not, as the command line names the roles."""
Go = Callable[..., Any]


@pytest.fixture
def go(run: Callable[..., Any], practice: Path, opened: str) -> Go:
    """Take a step of the case as a clerk on 2026-10-13, with further options."""
    for name, role in PEOPLE.items():
        assert run("clerk", "add", name, "--role", role).status == 0
    assert run("--as", "fin1", "--now", "2026-10-12T09:00", "fund", "allocate", "10000.00").status == 0

    def take(who: str, step: str, *sets: str, key: str | None = None) -> Any:
        facts = [word for one in sets for word in ("--set", one)]
        more = ["--key", key] if key else []
        return run("--as", who, "--now", "2026-10-13T09:00", "--json", "case", "step", opened, step, *facts, *more)

    return take


def test_each_step_is_for_its_role_alone(go: Go) -> None:
    for who, step, sets in WAY:
        for other in NOT_FOR.get(step, ()):
            ran = go(other, step, *sets)
            assert (ran.status, ran.json["refusal"]["code"]) == (1, "step.role"), (other, step)
        assert go(who, step, *sets).status == 0, step


def test_a_step_with_a_key_is_done_once(go: Go, run: Callable[..., Any]) -> None:
    first = {step: go(who, step, *sets, key=step).json for who, step, sets in WAY}
    trial = run("--json", "fund", "trial").json
    for who, step, sets in WAY:
        again = go(who, step, *sets, key=step).json
        assert again["repeated"] is True
        assert again["postings"] == first[step]["postings"]
    assert run("--json", "fund", "trial").json == trial
    assert (trial["sum_fen"], trial["accounts"]["1001"], trial["accounts"]["1201"]) == (0, 947_100, 52_900)
    ran = go("fin1", "recover", "from=merchant", "amount=99.00", key="recover")
    assert (ran.status, ran.json["refusal"]["code"]) == (1, "action.key_reused")


def test_money_with_a_key_comes_in_once(go: Go, run: Callable[..., Any]) -> None:
    gift = ("--as", "fin1", "--json", "fund", "deposit", "甲公司", "500.00", "--key", "d1")
    assert run(*gift).json["postings"] == run(*gift).json["postings"]
    assert run("--json", "fund", "trial").json["accounts"]["2001"] == -50_000
    ran = run("--as", "officer1", "--json", "fund", "allocate", "1.00")
    assert (ran.status, ran.json["refusal"]["code"]) == (1, "clerk.not_allowed")


def test_whether_one_person_did_it_all_stands_in_the_case(run: Callable[..., Any], practice: Path, opened: str) -> None:
    assert run("--json", "fund", "alone", "on").json == {"alone": True}
    run("fund", "allocate", "10000.00")
    for _who, step, sets in WAY:
        facts = [word for one in sets for word in ("--set", one)]
        ran = run("--now", "2026-10-13T09:00", "--json", "case", "step", opened, step, *facts)
        assert ran.status == 0, ran.out
    assert run("--json", "case", "show", opened).json["prepayment"]["single_person"] is True


@pytest.mark.broken_books
def test_broken_books_are_told_and_take_no_money(run: Callable[..., Any], practice: Path) -> None:
    run("fund", "allocate", "10000.00")
    connection = sqlite3.connect(practice / "odr.db")
    (statement,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'posting_no_update'").fetchone()
    connection.execute("DROP TRIGGER posting_no_update")
    connection.execute("UPDATE posting SET fen = 999999 WHERE position = 0")
    connection.execute(statement)
    connection.commit()
    connection.close()
    ran = run("--json", "check")
    assert ran.status == 3
    assert {one["code"] for one in ran.json["findings"]} == {"ledger.sum", "ledger.unbalanced", "ledger.unlike_record"}
    for words in (("fund", "allocate", "1.00"), ("fund", "deposit", "甲公司", "1.00")):
        ran = run("--json", *words)
        assert (ran.status, ran.json["fault"]["code"]) == (3, "ledger.broken")
        assert "0.01" in ran.err
    ran = run("--json", "fund", "trial")
    assert (ran.status, ran.json["sum_fen"]) == (0, -1)
    assert json.loads(ran.out)
