"""Killed in the middle of paying, again and again: no fen is lost or doubled, and a retry does nothing twice.

A process takes one money step after another, each under its own key, and says so after each; it is killed at any
moment, also while it opens the desk. The next one goes on from the last step that was said to be done.
"""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.vocabulary import Step
from odrdesk.services import fund, upkeep
from odrdesk.services.desk import open_desk

CASES, BOUNCES, PARTS = 8, 2, 5
AMOUNT, PART = 62_900, 10_000

PAYER = """
import json, os, sys
from datetime import UTC, datetime
from pathlib import Path
from odrdesk.domain.vocabulary import Step
from odrdesk.services.desk import open_desk
from odrdesk.services.steps import take_step
from odrdesk.storage import ledger

folder, now = Path(sys.argv[1]), datetime(2026, 10, 20, 2, tzinfo=UTC)
acts = json.loads(Path(sys.argv[2]).read_text("utf-8"))

def say(text):
    os.write(1, f"{text}\\n".encode())

def go_on(done):
    desk = open_desk(folder, clock=lambda: now)
    with desk.reading() as session:
        kept = {key for key, in session.connection().exec_driver_sql("SELECT key FROM action")}
    lost = [act["key"] for act in acts[:done] if act["key"] not in kept]
    if lost or desk.unsound:
        say(f"lost {lost} {desk.unsound}")
    seats = {name: desk.acting_as(name) for name in {act["who"] for act in acts}}
    for place in range(done, len(acts)):
        act = acts[place]
        raw = dict(act["raw"])
        if "voucher" in raw:
            with desk.reading() as session:
                raw["voucher"] = ledger.of_action(session, raw["voucher"])[0].no
        take_step(seats[act["who"]], act["number"], Step(act["step"]), raw, key=act["key"])
        say(f"done {place + 1}")
    say("all")
    desk.close(backup=False)

for line in sys.stdin:
    child = os.fork() if hasattr(os, "fork") else 0
    if child == 0:
        say(f"pid {os.getpid()}")
        try:
            go_on(int(line))
        except BaseException as why:
            say(f"wrong {why!r}")
        os._exit(0)
    os.waitpid(child, 0)
    say("gone")
"""


def acts_of(number: str) -> Iterator[tuple[str, Step, dict[str, object]]]:
    """The decision; payouts that the bank sends back; one that stays; the recovery in parts."""
    yield "supervisor", Step.PREPAY_APPROVE, {}
    for place in range(BOUNCES + 1):
        yield "other finance", Step.PREPAY_PAY, {"account": "6222021234567894"}
        yield "other finance", Step.PREPAY_PAID, {"bank_ref": f"{number}/{place}"}
        if place < BOUNCES:
            yield "finance", Step.PREPAY_REVERSE, {"voucher": "last", "why": "退票"}
    yield "officer", Step.RECOVERY_NOTICE, {}
    for _ in range(PARTS):
        yield "other finance", Step.RECOVER, {"from": "merchant", "amount": "100.00"}


def listed(numbers: list[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for number in numbers:
        for who, step, raw in acts_of(number):
            told = raw | ({"voucher": found[-1]["key"]} if "voucher" in raw else {})
            found.append({"who": who, "number": number, "step": step.value, "raw": told, "key": f"act {len(found)}"})
    return found


class Payers:
    """Processes that pay, one after the other, out of one that has loaded everything."""

    def __init__(self, desk: Path, acts: Path) -> None:
        self._command = [sys.executable, "-c", PAYER, str(desk), str(acts)]
        self._begin()

    def _begin(self) -> None:
        pipe = subprocess.PIPE
        self._pipe = subprocess.Popen(self._command, stdin=pipe, stdout=pipe, text=True, bufsize=1)

    def _line(self) -> str:
        assert self._pipe.stdout
        return self._pipe.stdout.readline().strip()

    def start(self, done: int) -> int:
        assert self._pipe.stdin
        self._pipe.stdin.write(f"{done}\n")
        self._pipe.stdin.flush()
        return int(self._line().removeprefix("pid "))

    def heard(self) -> str:
        line = self._line()
        if not line:  # where no process can be forked, it was the one that had loaded everything
            self._pipe.communicate()
            self._begin()
            return "gone"
        assert line.split()[0] in {"done", "all", "gone"}, line
        return line

    def end(self) -> None:
        self._pipe.communicate()


def kill_at_any_moment(payers: Payers, done: int, chance: random.Random) -> tuple[int, bool, bool]:
    """How far the steps were said to be done, whether that was all, and whether the payer was still there to kill."""
    pid = payers.start(done)
    ended = killed = False
    heard = chance.randrange(4)
    while True:
        if heard == 0 and not killed:
            for _ in range(chance.randrange(200_000)):
                pass  # so that the kill comes at any point of the next step
            # One that had nothing left to do may have gone meanwhile.
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
                killed = True
        line = payers.heard()
        if line == "gone":
            return done, ended, killed
        heard -= 1
        done = int(line.split()[1]) if line.startswith("done") else done
        ended = ended or line == "all"


@pytest.mark.parametrize("least", [60, pytest.param(200, marks=pytest.mark.system)])
def test_no_fen_is_lost_or_doubled_however_often_the_payer_is_killed(
    make_fund: Callable[..., Any], tmp_path: Path, least: int
) -> None:
    made = make_fund(tmp_path / "desk")
    numbers = [made.complain() for _ in range(CASES)]
    for number in numbers:
        made.ask(number, "629.00")
    before = made.stands()
    made.desk.close(backup=False)
    chance = random.Random(11)  # noqa: S311 -- it only varies the moment of the kill
    acts = listed(numbers)
    (tmp_path / "acts.json").write_text(json.dumps(acts), "utf-8")
    payers = Payers(made.path, tmp_path / "acts.json")
    done, kills, ended = 0, 0, False
    while kills < least or not ended:
        if ended:  # everything is done: the whole of it again, under the same keys
            done, ended = 0, False
        done, ended, killed = kill_at_any_moment(payers, done, chance)
        kills += killed
    payers.end()

    desk = open_desk(made.path, clock=lambda: made.now)
    assert upkeep.check(desk, thorough=True) == ()
    with desk.reading() as session:
        ask = session.connection().exec_driver_sql
        counted = dict(ask("SELECT journal, count(*) FROM voucher GROUP BY journal").fetchall())
        keys = [key for (key,) in ask("SELECT key FROM action ORDER BY seq")]
        entries = dict(ask("SELECT act, count(*) FROM record WHERE act LIKE 'dispute.%' GROUP BY act").fetchall())
    payouts = CASES * (BOUNCES + 1)
    assert counted == {
        "J0": 1, "J1": 1, "J2": 1, "J3": CASES, "J4": payouts, "JR": CASES * BOUNCES, "J7": CASES * PARTS,
    }  # fmt: skip
    assert keys == [act["key"] for act in acts]
    assert (entries["dispute.prepay_paid"], entries["dispute.recover"]) == (payouts, CASES * PARTS)
    trial = fund.trial(desk)
    assert trial.total == 0
    paid, back = CASES * AMOUNT, CASES * PARTS * PART
    assert trial.accounts[Account.FUND_BANK] == before[Account.FUND_BANK] - paid + back
    assert trial.accounts[Account.RECEIVABLE] == paid - back
    assert trial.accounts[Account.PAYABLE] == 0
    desk.close(backup=False)
