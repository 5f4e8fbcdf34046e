"""Random histories of the fund on a real desk, legal and illegal acts mixed, against a model that knows only the rules.

The model is written from the rules of the fund alone, with whole fen in plain numbers, and says of every act whether it
may be done. After each act the books are counted again from their postings and must be what the model has.
"""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Step
from odrdesk.services import fund, merchant_changes, upkeep
from odrdesk.services.desk import open_desk
from odrdesk.services.fund import Told
from odrdesk.services.steps import take_step
from odrdesk.storage import ledger_proof

EXAMPLES = int(os.environ.get("ODRDESK_FUND_HISTORIES", "12"))
LENGTH = 40
CASE_CAP, TIER = 2_000_000, 500_000  # of the scheme that comes with the program
OFF, SUP, FIN = (
    ("officer", "other officer"),
    ("supervisor", "other supervisor"),
    ("finance", "other finance"),
)
PEOPLE = OFF + SUP + FIN
ROLES = {
    "officer": {*OFF, *SUP},  # a supervisor does an officer's work too
    "supervisor": set(SUP),
    "finance": set(FIN),
}
AMOUNTS = (20_000, 1, 70_000, 500_001, 300_000, 500_000, 2_000_001)
FIRMS = ("甲公司", "乙公司")

UNDECIDED = {"applied", "merchant_notice", "under_review", "pending_approval"}
TO_PAY = {"approved", "paying", "pay_failed"}
PAID = {"paid", "recovering", "recovered", "written_off", "clawback"}
OVER = {None, "recovered", "written_off", "clawback", "reversed", "rejected", "cancelled"}


@dataclass
class Claim:
    """One prepayment as the rules see it."""

    firm: str
    claim: int
    asked_by: str
    state: str = "applied"
    proposed: int = 0
    proposed_by: str = ""
    waits: tuple[str, str, int] | None = None  # which act, who did the first half, of how much
    deciders: tuple[str, ...] = ()
    paid: int = 0
    noticed: bool = False
    back: list[list[Any]] = field(default_factory=list)  # what from, fen, whether it stands, who, shares
    lost: list[list[Any]] = field(default_factory=list)  # fen, whether it stands, who
    returned: int = 0  # by the consumer, of these to the fund and on to the merchant:
    to_fund: int = 0
    to_merchant: int = 0
    appeal: bool = False
    covers: bool = False
    confirmed_by: str = ""
    payout: str = ""  # its voucher

    @property
    def recovered(self) -> int:
        return sum(one[1] for one in self.back if one[2])

    @property
    def written_off(self) -> int:
        return sum(one[0] for one in self.lost if one[1])

    @property
    def owed(self) -> int:
        if self.state in TO_PAY:
            return self.proposed
        if self.state not in PAID:
            return 0
        return self.paid - self.recovered - self.written_off - (self.returned - self.to_fund - self.to_merchant)

    @property
    def kept(self) -> int:
        return self.paid - self.returned


@dataclass
class Model:
    """The books and the claims."""

    books: Counter[str] = field(default_factory=Counter)  # the banks and what lies with each firm, all positive
    claims: dict[int, list[Claim]] = field(default_factory=lambda: {0: [], 1: [], 2: []})
    performed: set[int] = field(default_factory=set)
    merged: bool = False
    by_hand: list[list[Any]] = field(default_factory=list)  # voucher number, kind, firm, fen, who, whether it stands

    def own(self, case: int) -> Claim | None:
        return self.claims[case][-1] if self.claims[case] else None

    def every(self) -> Iterator[Claim]:
        return (one for each in self.claims.values() for one in each)

    @property
    def promised(self) -> int:
        return sum(one.proposed for one in self.every() if one.state in TO_PAY)

    def available(self, apart: Claim | None = None) -> int:
        reserved = sum(one.proposed for one in self.every() if one.state == "pending_approval" and one is not apart)
        return self.books["fund"] - self.promised - reserved

    def held(self, kind: str, firm: str) -> list[tuple[str, int]]:
        firms = FIRMS if self.merged else (firm,)
        return [(each, self.books[f"{kind} {each}"]) for each in firms if self.books[f"{kind} {each}"]]

    # May it be done? Each answers with what it would do, or nothing.

    def request(self, case: int, who: str, amount: int) -> Callable[[], None] | None:
        own = self.own(case)
        earlier = [one for one in self.claims[case] if one.kept]
        kept = sum(one.kept for one in earlier)
        wholes = [one.claim + sum(each.kept for each in earlier[:place]) for place, one in enumerate(earlier)]
        left = max(wholes) - kept if earlier else amount
        may = who in ROLES["officer"] and case not in self.performed and amount > 0 and left > 0 and amount <= left
        if not may or (own is not None and (own.state not in OVER or own.owed)):
            return None
        firm = FIRMS[0] if self.merged or case < 2 else FIRMS[1]
        return lambda: self.claims[case].append(Claim(firm, amount, who))

    def move(self, case: int, who: str, act: str) -> Callable[[], None] | None:
        """The acts that need no amount."""
        own = self.own(case)
        if own is None:
            return None
        before_pay = {"approved", "pay_failed"}
        rows: dict[str, tuple[str, set[str], str]] = {
            "prepay_notify": ("officer", {"applied"}, "merchant_notice"),
            "prepay_contested": ("officer", {"merchant_notice"}, "under_review"),
            "prepay_silent": ("officer", {"merchant_notice"}, "under_review"),
            "prepay_merchant_paid": ("officer", UNDECIDED - {"applied"} | before_pay, "cancelled"),
            "prepay_withdraw": ("officer", UNDECIDED | before_pay, "cancelled"),
            "prepay_reject": ("decider", {"under_review", "pending_approval"}, "rejected"),
            "prepay_return": ("decider", {"pending_approval"}, "under_review"),
            "prepay_pay_failed": ("finance", {"paying"}, "pay_failed"),
        }
        role, states, target = rows[act]
        allowed = ROLES["supervisor"] | ROLES["finance"] if role == "decider" else ROLES[role]
        return (lambda: self.become(own, target)) if who in allowed and own.state in states else None

    def become(self, own: Claim, state: str) -> None:
        if own.state != state:
            own.waits = None
        own.state = state

    def propose(self, case: int, who: str, amount: int) -> Callable[[], None] | None:
        own = self.own(case)
        if own is None or own.state != "under_review" or who not in ROLES["officer"]:
            return None
        if not 0 < amount <= own.claim or not self.affordable(case, amount):
            return None

        def done() -> None:
            self.become(own, "pending_approval")
            own.proposed, own.proposed_by = amount, who

        return done

    def affordable(self, case: int, amount: int) -> bool:
        earlier = sum(one.kept for one in self.claims[case][:-1])
        return earlier + amount <= CASE_CAP and amount <= self.available(self.own(case))

    def approve(self, case: int, who: str) -> Callable[[], None] | None:
        own = self.own(case)
        if own is None or own.state != "pending_approval" or who in (own.asked_by, own.proposed_by):
            return None
        if not self.affordable(case, own.proposed):
            return None
        roles = ("supervisor", "finance") if own.proposed > TIER else ("supervisor",)
        if own.waits is not None:
            left = [role for role in roles if own.waits[1] not in ROLES[role]]
            may = who != own.waits[1] and any(who in ROLES[role] for role in left)
            return (lambda: self.decided(own, (own.waits or ("", "", 0))[1], who)) if may else None
        if not any(who in ROLES[role] for role in roles):
            return None
        if len(roles) == 2:
            return lambda: setattr(own, "waits", ("approve", who, 0))
        return lambda: self.decided(own, who)

    def decided(self, own: Claim, *who: str) -> None:
        own.deciders = who
        self.become(own, "approved")

    def pay(self, case: int, who: str) -> Callable[[], None] | None:
        own = self.own(case)
        may = own is not None and own.state in {"approved", "pay_failed"} and who in ROLES["finance"]
        return (lambda: self.become(own, "paying")) if own and may and who not in own.deciders else None

    def paid(self, case: int, who: str) -> Callable[[], None] | None:
        own = self.own(case)
        if own is None or own.state != "paying" or who not in ROLES["finance"] or who in own.deciders:
            return None

        def done() -> None:
            self.become(own, "paid")
            own.paid, own.confirmed_by = own.proposed, who
            own.covers = own.proposed == own.claim and case not in self.performed
            self.books["fund"] -= own.paid
            if own.covers:
                self.performed.add(case)
                own.waits = None

        return done

    def notice(self, case: int, who: str) -> Callable[[], None] | None:
        own = self.own(case)
        if own is None or own.state not in {"paid", "clawback"} or who not in ROLES["officer"]:
            return None

        def done() -> None:
            own.noticed = True
            self.settle(own)

        return done

    def settle(self, own: Claim) -> None:
        self.become(own, "recovering") if own.state != "recovering" else None
        if own.owed == 0:
            self.become(own, "written_off" if own.written_off else "recovered")
        self.refresh(own)

    def refresh(self, own: Claim) -> None:
        if own.waits and own.waits[0] == "write_off" and own.waits[2] > own.owed:
            own.waits = None

    def recover(self, case: int, who: str, amount: int, source: str) -> Callable[[], None] | None:
        own = self.own(case)
        if own is None or who not in ROLES["finance"] or not self.recoverable(own, amount):
            return None
        held = self.held(source, own.firm)
        if source != "merchant" and amount > sum(fen for _, fen in held):
            return None

        def done() -> None:
            shares, left = [], amount
            for firm, fen in held if source != "merchant" else []:
                share = min(left, fen)
                if share:
                    shares.append((firm, share))
                left -= share
            self.take(source, shares, 1)
            self.books["fund"] += amount
            own.back.append([source, amount, True, who, shares])
            self.settle(own)

        return done

    def take(self, source: str, shares: list[tuple[str, int]], way: int) -> None:
        for firm, fen in shares:
            self.books[f"{source} {firm}"] -= way * fen
            self.books[source] -= way * fen

    def recoverable(self, own: Claim, amount: int) -> bool:
        return own.state in {"recovering", "clawback"} and own.noticed and 0 < amount <= own.owed

    def write_off(self, case: int, who: str, amount: int) -> Callable[[], None] | None:
        own = self.own(case)
        if own is None or not self.recoverable(own, amount):
            return None
        parts = ("supervisor", "finance")
        if own.waits is None or (own.waits[1] == who and own.waits[2] != amount):
            may = any(who in ROLES[role] for role in parts)
            return (lambda: setattr(own, "waits", ("write_off", who, amount))) if may else None
        left = next(role for role in parts if own.waits[1] not in ROLES[role])
        if who not in ROLES[left] or amount != own.waits[2]:
            return None

        def done() -> None:
            own.waits = None
            own.lost.append([amount, True, who])
            self.settle(own)

        return done

    def appeal(self, case: int, who: str, answer: str) -> Callable[[], None] | None:
        own = self.own(case)
        if own is None or own.state not in PAID | TO_PAY | {"pending_approval"}:
            return None
        if answer == "appeal":
            may = who in ROLES["officer"] and not own.appeal
            return (lambda: setattr(own, "appeal", True)) if may else None
        if who not in ROLES["supervisor"] or not own.appeal:
            return None
        if answer == "appeal_dismissed":
            return lambda: setattr(own, "appeal", False)
        taken = own.recovered - own.to_merchant if own.state in PAID else 0
        if own.state == "paying" or taken > self.available(own):
            return None
        return lambda: self.upheld(own)

    def upheld(self, own: Claim) -> None:
        """What was taken goes back; what the consumer returned to the merchant before went for the deposit first."""
        if own.state in PAID:
            settled = sum(one[1] for one in own.back if one[2] and one[0] == "settlement")
            others = own.recovered - settled
            first = min(others, own.to_merchant)
            for source, fen in (("deposit", others - first), ("settlement", settled - (own.to_merchant - first))):
                self.take(source, [(own.firm, fen)], -1)
                self.books["fund"] -= fen
        own.appeal = False
        self.become(own, "reversed")

    def clawback(self, case: int, who: str, amount: int) -> Callable[[], None] | None:
        own = self.own(case)
        if own is None or own.state not in PAID or who not in ROLES["finance"] or not 0 < amount <= own.kept:
            return None

        def done() -> None:
            owed = min(amount, own.owed)
            borne = min(amount - owed, own.written_off - own.to_fund)
            own.returned, own.to_fund = own.returned + amount, own.to_fund + borne
            rest = amount - owed - borne
            own.to_merchant += rest
            self.books["fund"] += owed + borne
            self.take("deposit", [(own.firm, rest)], -1)
            self.become(own, "clawback")

        return done

    def reverse(self, case: int, who: str, kind: str, place: int) -> Callable[[], None] | None:
        own = self.own(case)
        if own is None or own.state not in PAID or who not in ROLES["finance"]:
            return None
        if kind == "lost":
            one = own.lost[place]
            may = one[1] and one[2] != who and not own.to_fund and not own.to_merchant
            return (lambda: self.undo(own, one, 1)) if may else None
        if kind == "back":
            one = own.back[place]
            may = one[2] and one[3] != who and not own.to_fund and not own.to_merchant
            return (lambda: self.undo(own, one, 2)) if may and one[1] <= max(0, self.available(own)) else None
        if own.recovered or own.written_off or own.returned or own.confirmed_by == who:
            return None
        return lambda: self.bounced(case, own)

    def undo(self, own: Claim, one: list[Any], flag: int) -> None:
        one[flag] = False
        if flag == 2:
            self.take(one[0], one[4], -1)
            self.books["fund"] -= one[1]
        self.become(own, "recovering")
        self.refresh(own)

    def bounced(self, case: int, own: Claim) -> None:
        self.books["fund"] += own.paid
        own.paid, own.noticed = 0, False
        self.become(own, "pay_failed")
        if own.covers:
            self.performed.discard(case)


USUAL: dict[str | None, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "applied": (("prepay_notify", OFF),),
    "merchant_notice": (("prepay_contested", OFF), ("prepay_silent", OFF), ("prepay_merchant_paid", OFF)),
    "under_review": (("prepay_recommend", OFF), ("prepay_recommend", OFF), ("prepay_reject", SUP)),
    "pending_approval": (
        ("prepay_approve", SUP), ("prepay_approve", FIN), ("prepay_approve", SUP),
        ("prepay_return", SUP), ("appeal", OFF),
    ),
    "approved": (("prepay_pay", FIN), ("prepay_pay", FIN), ("prepay_withdraw", OFF)),
    "paying": (("prepay_paid", FIN), ("prepay_paid", FIN), ("prepay_pay_failed", FIN)),
    "pay_failed": (("prepay_pay", FIN),),
    "paid": (("recovery_notice", OFF), ("recovery_notice", OFF), ("reverse payout", FIN), ("appeal", OFF)),
    "recovering": (
        ("recover", FIN), ("recover", FIN), ("write_off", SUP), ("write_off", FIN),
        ("clawback", FIN), ("reverse back", FIN), ("appeal_upheld", SUP), ("reverse payout", FIN),
    ),
}  # fmt: skip
"""What usually comes next, and by whom."""
ENDED = (
    ("prepay_request", OFF), ("clawback", FIN), ("reverse back", FIN), ("reverse lost", FIN),
    ("recovery_notice", OFF), ("recover", FIN), ("appeal", OFF), ("appeal_upheld", SUP),
)  # fmt: skip
ACTS = sorted({act for each in (*USUAL.values(), ENDED) for act, _ in each} | {"appeal_dismissed", "write_off"})
CONFIRMED = "identity, evidence, not_compensated, partial, payee"
T = TypeVar("T")
SOURCES = ("deposit", "settlement", "merchant")
HALVES = ("whole", "whole", "half", "one", "over")


def tried(act: Callable[[], T]) -> tuple[T | None, Refusal | None]:
    try:
        return act(), None
    except Refusal as no:
        return None, no


class FundMachine(RuleBasedStateMachine):
    """One history. `template` is a closed desk to begin with, `numbers` its three disputes."""

    template: Path
    numbers: tuple[str, ...]
    keys: tuple[int, ...]
    firms: dict[str, int]
    clock: datetime

    @initialize(amounts=st.tuples(*[st.sampled_from(AMOUNTS)] * 3), far=st.tuples(*[st.integers(0, 8)] * 3))
    def begin(self, amounts: tuple[int, ...], far: tuple[int, ...]) -> None:
        """The fund may ask from the first day on; each dispute has come some way already."""
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "0"
        shutil.copytree(self.template, self.path)
        self.desk = open_desk(self.path, clock=lambda: self.clock)
        self.model = Model(books=Counter({"fund": 1_000_000, "deposit": 50_000, "settlement": 30_000}))
        self.model.books.update({"deposit 甲公司": 50_000, "settlement 甲公司": 30_000})
        self.model.by_hand = [
            ["2026-0001", "fund", "", 1_000_000, "finance", True],
            ["2026-0002", "deposit", "甲公司", 50_000, "finance", True],
            ["2026-0003", "settlement", "甲公司", 30_000, "finance", True],
        ]
        self.done: list[tuple[str, int, Step, dict[str, object], str]] = []
        self.count = 0
        for case, (amount, steps) in enumerate(zip(amounts, far, strict=True)):
            for _ in range(steps):
                self.onward(case, amount)

    def onward(self, case: int, amount: int) -> None:
        """The usual way, by whom it is for."""
        own = self.model.own(case)
        act, people = USUAL.get(own.state, ENDED)[0] if own else ("prepay_request", OFF)
        if own is not None and own.waits is not None:
            people = FIN
        whole = amount if act == "prepay_request" else self.part(own, act, "whole")
        self.act(case, act, people[-1 if act.startswith("prepay_pa") else 0], amount=whole, source="merchant", pick=0)

    # Acts

    @rule(case=st.integers(0, 2), pick=st.integers(0, 11), person=st.integers(0, 1), half=st.sampled_from(HALVES),
          amount=st.sampled_from(AMOUNTS), source=st.sampled_from(SOURCES))  # fmt: skip
    def usual(self, *, case: int, pick: int, person: int, half: str, amount: int, source: str) -> None:
        own = self.model.own(case)
        ways = USUAL.get(own.state, ENDED) if own else (("prepay_request", OFF),)
        act, people = ways[pick % len(ways)]
        some = amount if act == "prepay_request" else self.part(own, act, half)
        self.act(case, act, people[person], amount=some, source=source, pick=pick)

    @rule(case=st.integers(0, 2), steps=st.integers(1, 5), amount=st.sampled_from(AMOUNTS))
    def some_way(self, case: int, steps: int, amount: int) -> None:
        for _ in range(steps):
            self.onward(case, amount)

    @rule(case=st.integers(0, 2), act=st.sampled_from(ACTS), who=st.sampled_from(PEOPLE), pick=st.integers(0, 3),
          half=st.sampled_from(HALVES), source=st.sampled_from(SOURCES))  # fmt: skip
    def anything(self, *, case: int, act: str, who: str, pick: int, half: str, source: str) -> None:
        some = self.part(self.model.own(case), act, half) or 20_000
        self.act(case, act, who, amount=some, source=source, pick=pick)

    def part(self, own: Claim | None, act: str, half: str) -> int:
        if own is None:
            return 0
        whole = own.claim if act == "prepay_recommend" else own.kept if act == "clawback" else own.owed
        if act == "write_off" and own.waits is not None and half != "half":
            return own.waits[2]
        return {"whole": whole, "half": whole // 2, "one": 1, "over": whole + 1}[half]

    def act(self, case: int, act: str, who: str, *, amount: int, source: str, pick: int) -> None:
        model, fen = self.model, {"amount": Fen(amount).plain}
        ways: dict[str, Callable[[], tuple[dict[str, object], Callable[[], None] | None]]] = {
            "prepay_request": lambda: (fen | {"confirmed": CONFIRMED}, model.request(case, who, amount)),
            "prepay_recommend": lambda: (fen, model.propose(case, who, amount)),
            "prepay_approve": lambda: ({}, model.approve(case, who)),
            "prepay_pay": lambda: ({"account": "6222021234567894"}, model.pay(case, who)),
            "prepay_paid": lambda: ({"bank_ref": "B1"}, model.paid(case, who)),
            "recovery_notice": lambda: ({}, model.notice(case, who)),
            "recover": lambda: (fen | {"from": source}, model.recover(case, who, amount, source)),
            "write_off": lambda: (fen | {"why": f"{who}：注销"}, model.write_off(case, who, amount)),
            "clawback": lambda: (fen, model.clawback(case, who, amount)),
        }
        own = model.own(case)
        if act.startswith("reverse"):
            self.reverse(case, who, act.split()[1], pick)
        elif act.startswith("appeal"):
            self.take(case, Step(act), who, {"why": "申诉"}, model.appeal(case, who, act))
        elif act in ways:
            raw, expected = ways[act]()
            self.take(case, Step(act), who, raw, expected)
        else:
            raw = {"why": "说明"} if act in {"prepay_contested", "prepay_withdraw", "prepay_reject"} else {}
            raw |= {"unreachable": True} if act == "prepay_silent" else {}
            self.take(case, Step(act), who, raw, model.move(case, who, act) if own else None)

    def reverse(self, case: int, who: str, kind: str, pick: int) -> None:
        own = self.model.own(case)
        if own is None:
            return
        among = {"back": own.back, "lost": own.lost, "payout": [[own.payout]] if own.payout else []}[kind]
        if among:
            place = pick % len(among)
            raw: dict[str, object] = {"voucher": among[place][-1], "why": "退票"}
            self.take(case, Step.PREPAY_REVERSE, who, raw, self.model.reverse(case, who, kind, place))

    def take(
        self, case: int, step: Step, who: str, raw: dict[str, object], expected: Callable[[], None] | None
    ) -> None:
        self.clock += timedelta(minutes=1)
        self.count += 1
        key, before = f"k{self.count}", self.rows()
        taken, no = tried(lambda: take_step(self.desk.acting_as(who), self.numbers[case], step, raw, key=key).value)
        told = f"{step} of case {case} by {who} with {raw}: {self.model.own(case)}"
        assert (expected is None) == (no is not None), f"{told} {no and (no.code, no.data)}"
        if taken is None or expected is None:
            assert self.rows() == before, f"{told} was refused and left something behind"
            return
        self.moved = True
        expected()
        self.done.append((who, case, step, raw, key))
        own = self.model.own(case)
        assert own is not None
        if taken.booked and step is Step.RECOVER:
            own.back[-1].append(taken.booked[0].no)
        if taken.booked and step is Step.WRITE_OFF:
            own.lost[-1].append(taken.booked[0].no)
        if step is Step.PREPAY_PAID:
            own.payout = taken.booked[0].no

    # Money from outside

    @rule(kind=st.sampled_from(["fund", "deposit", "settlement"]), firm=st.sampled_from(FIRMS),
          who=st.sampled_from(PEOPLE), amount=st.sampled_from(AMOUNTS[:5]))  # fmt: skip
    def money(self, kind: str, firm: str, who: str, amount: int) -> None:
        desk, told = self.desk.acting_as(who), Told(key=f"m{self.count}")
        self.count += 1
        acts = {
            "fund": lambda: fund.allocate(desk, Fen(amount), told),
            "deposit": lambda: fund.deposit(desk, firm, Fen(amount), told),
            "settlement": lambda: fund.withhold(desk, firm, Fen(amount), told),
        }
        booked, no = tried(lambda: acts[kind]().value)
        assert (no is None) == (who in FIN)
        if booked is None:
            return
        assert acts[kind]().value == booked, "the same key, and booked again"
        self.moved = True
        self.model.books[kind] += amount
        if kind != "fund":
            self.model.books[f"{kind} {firm}"] += amount
        self.model.by_hand.append([booked[0].no, kind, firm, amount, who, True])

    @rule(pick=st.integers(0, 99), who=st.sampled_from(FIN))
    def money_back(self, pick: int, who: str) -> None:
        one = self.model.by_hand[pick % len(self.model.by_hand)]
        number, kind, firm, amount, by, stands = one
        lies = self.model.available() if kind == "fund" else self.model.books[f"{kind} {firm}"]
        _, no = tried(lambda: fund.reverse(self.desk.acting_as(who), number, "划错"))
        assert (no is None) == (stands and by != who and lies >= amount), (no and no.code, one)
        if no is not None:
            return
        one[-1], self.moved = False, True
        self.model.books[kind] -= amount
        if kind != "fund":
            self.model.books[f"{kind} {firm}"] -= amount

    # The world between two acts

    @rule(pick=st.integers(0, 99), other=st.integers(0, 2))
    def again(self, pick: int, other: int) -> None:
        """A retry changes nothing, and a key is good for one act alone."""
        if not self.done:
            return
        who, case, step, raw, key = self.done[-1 - pick % min(4, len(self.done))]
        before = self.rows()
        assert take_step(self.desk.acting_as(who), self.numbers[case], step, raw, key=key).value.repeated
        with suppress(Refusal):
            take_step(self.desk.acting_as(who), self.numbers[other], step, raw, key=key)
            assert other == case
        assert self.rows() == before

    @rule(cut=st.booleans())
    def crash(self, cut: bool) -> None:
        """Another process goes on: after an orderly end, or with what lay on the disk in the middle of the work."""
        if cut:
            after = self.path.with_name(str(int(self.path.name) + 1))
            shutil.copytree(self.path, after, ignore=shutil.ignore_patterns("odr.lock"))
            self.path = after
        self.desk.close(backup=False)
        self.desk = open_desk(self.path, clock=lambda: self.clock)
        assert self.desk.unsound == ()

    @rule()
    def merge(self) -> None:
        if not self.model.merged:
            merchant_changes.merge(self.desk, self.firms["乙公司"], self.firms["甲公司"], "同一家")
            self.model.merged = True

    # What holds

    def rows(self) -> tuple[object, ...]:
        names = ("record", "voucher", "posting", "action", "prepayment", "awaiting")
        with self.desk.reading() as session:
            sums = [session.connection().exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() for name in names]  # noqa: S608 -- names above
            last = session.connection().exec_driver_sql("SELECT sum(version) FROM dispute").scalar()
        return (*sums, last)

    @invariant()
    def the_books_are_the_models(self) -> None:
        if not getattr(self, "moved", False):
            return  # a refusal left every row as it was
        self.moved = False
        model = self.model
        with self.desk.reading() as session:
            ask = session.connection().exec_driver_sql
            lines = ask("SELECT voucher, account, merchant, dispute, fen FROM posting").fetchall()
            told = ask(
                "SELECT dispute, state, paid, recovered, written_off, clawed_back FROM prepayment"
                " ORDER BY dispute, position"
            ).fetchall()
            waiting = set(ask("SELECT dispute FROM awaiting").scalars())
            assert tuple(ledger_proof.findings(session)) == ()
        by_voucher: Counter[int] = Counter()
        stands: Counter[tuple[str, object]] = Counter()
        for voucher, account, merchant, dispute, fen in lines:
            by_voucher[voucher] += fen
            stands[account, dispute if account in {"1201", "2101"} else merchant] += fen
        assert not any(by_voucher.values()), "a voucher does not balance"
        expected: Counter[tuple[str, object]] = Counter({("1001", None): model.books["fund"]})
        expected["1002", None], expected["1003", None] = model.books["deposit"], model.books["settlement"]
        for firm, key in self.firms.items():
            expected["2001", key] = -model.books[f"deposit {firm}"]
            expected["2002", key] = -model.books[f"settlement {firm}"]
        for place, key in enumerate(self.keys):
            expected["1201", key] = sum(one.owed for one in model.claims[place])
            expected["2101", key] = -sum(one.proposed for one in model.claims[place] if one.state in TO_PAY)
        assert stands["3001", None] == -sum(expected.values()), "the accounts sum to zero"
        owed = sum(fen for (account, _), fen in expected.items() if account in {"1201", "2101"})
        assert -stands["3001", None] == model.books["fund"] + owed, "the fund's equity"
        assert {**expected, ("3001", None): stands["3001", None]} | stands == expected | {
            ("3001", None): stands["3001", None]
        }
        assert all(fen >= 0 for fen in model.books.values()), "no account stands below zero"
        assert model.books["fund"] >= model.promised, "the fund owes no more than it has"
        assert int(fund.trial(self.desk).available) == model.available()
        assert [tuple(row) for row in told] == [
            (key, one.state, one.paid, one.recovered, one.written_off, one.returned)
            for place, key in enumerate(self.keys)
            for one in model.claims[place]
        ]
        assert all(one.recovered + one.written_off <= one.paid for one in model.every())
        assert waiting == {key for place, key in enumerate(self.keys) if (own := model.own(place)) and own.waits}

    def teardown(self) -> None:
        if not hasattr(self, "desk"):
            return
        assert upkeep.check(self.desk, thorough=True) == ()
        self.desk.close(backup=False)
        self.folder.cleanup()


def test_no_history_of_the_fund_leaves_the_rules(make_fund: Callable[..., Any], tmp_path: Path) -> None:
    made = make_fund(tmp_path / "template")
    numbers = tuple(made.complain(firm=firm) for firm in (*FIRMS[:1], *FIRMS))
    made.desk.close(backup=False)
    with made.desk.house.engines.read.connect() as connection:
        firms = dict(connection.exec_driver_sql("SELECT name, id FROM merchant").fetchall())
        keys = tuple(connection.exec_driver_sql("SELECT id FROM dispute ORDER BY id").scalars())
    made.desk.house.engines.dispose()

    class Machine(FundMachine):
        template = tmp_path / "template"
        clock = made.now

    Machine.numbers, Machine.keys, Machine.firms = numbers, keys, firms
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=LENGTH,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            # A history is told step by step where it fails; to shorten one takes minutes.
            phases=set(Phase) - {Phase.explain} - (set() if os.environ.get("ODRDESK_SHORTEN") else {Phase.shrink}),
        ),
    )
