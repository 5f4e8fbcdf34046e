"""The exported journal in the hands of hledger: strict, balanced, every assertion held, and a lost fen found."""

import os
import runpy
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.system

EXPORT = runpy.run_path(str(Path(__file__).parents[1] / "documents" / "test_ledger_export.py"))


def hledger(text: str, *words: str) -> "subprocess.CompletedProcess[str]":
    env = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    command = ["hledger", "-f", "-", *words]
    return subprocess.run(command, input=text, env=env, capture_output=True, text=True, timeout=60, check=False)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EXPORT["histories"]())
def test_hledger_balances_what_was_exported(booked: tuple[Any, ...]) -> None:
    facts = EXPORT["facts"](booked)
    text = EXPORT["hledger"](facts)
    checked = hledger(text, "check", "--strict")
    assert (checked.returncode, checked.stderr) == (0, "")
    told = hledger(text, "balance", "--flat", "--no-total", "--layout=bare", "--output-format=csv")
    rows = [line.strip().split(",") for line in told.stdout.replace('"', "").splitlines()[1:]]
    standing = {account: number for account, _, number in rows}
    assert standing == {facts.account(sub): fen.plain for sub, fen in facts.period.closing.items()}


@settings(max_examples=10)
@given(st.sampled_from(["100.00", "50.00", "29.99", "10.00", "80.01"]))
def test_hledger_finds_a_fen(amount: str) -> None:
    text = EXPORT["hledger"](EXPORT["facts"](EXPORT["small"]()))
    more = f"{amount[:-1]}{(int(amount[-1]) + 1) % 10}"
    assert f" {amount} CNY" in text
    assert hledger(text.replace(f" {amount} CNY", f" {more} CNY", 1), "check").returncode != 0
