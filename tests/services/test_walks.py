"""Random walks through a dispute's life, legal and illegal steps mixed: what the procedure promises holds after each.

From the procedure: a transition is refused whole or done whole; one running clock per rule; a stopped clock stays
stopped; every state has a way out; two people where two are asked; nothing performed beyond what was agreed; the record
grows by one entry with every change, and replaying it gives the case at every moment.
"""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odrdesk.domain import clocks, corrections, ledger, prepay_steps, prepay_vouchers, prepayment, replay, vocabulary
from odrdesk.domain import facts as reading
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.dispute import Dispute, EvidenceMark
from odrdesk.domain.errors import Refusal
from odrdesk.domain.evidence import Told as HandedInAs
from odrdesk.domain.facts import FACTS, Fact, FactKind, plain, read
from odrdesk.domain.fund_vocabulary import Account, Confirmation, Journal, PrepayGround, PrepayState, RecoverFrom
from odrdesk.domain.guards import Act
from odrdesk.domain.ip import STEPS as IP_STEPS
from odrdesk.domain.ip import WAY as IP_WAY
from odrdesk.domain.ip import pending
from odrdesk.domain.ledger import Booked
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Clerk, Consumer, Guardian, Live, Merchant
from odrdesk.domain.record import Entry, Written, body_of
from odrdesk.domain.steps import STEPS, open_steps, take
from odrdesk.domain.vocabulary import (
    Category,
    Channel,
    Claim,
    ContactWith,
    EvidenceSlot,
    FailGround,
    ItemKind,
    Payer,
    Role,
    State,
    Step,
)
from odrdesk.domain.workdays import day_of
from odrdesk.services import evidence, fund, intake, papers, past, upkeep
from odrdesk.services.books import known_calendar, known_law
from odrdesk.services.clerks import add as add_clerk
from odrdesk.services.desk import Desk, create
from odrdesk.services.schemes import shipped
from odrdesk.services.steps import take_step
from odrdesk.storage import disputes, record

START = datetime(2026, 9, 24, 2, 0, tzinfo=UTC)
RULES = clocks.Rules(known_law(), known_calendar())
CLERKS = (
    Clerk(1, "owner", frozenset(Role)),
    Clerk(2, "officer", frozenset({Role.OFFICER})),
    Clerk(3, "supervisor", frozenset({Role.SUPERVISOR})),
    Clerk(4, "intake", frozenset({Role.INTAKE})),
    Clerk(5, "finance", frozenset({Role.FINANCE})),
)
SETTING = replay.Setting(RULES, {clerk.name: clerk.key for clerk in CLERKS})
MOVES_BY_OUTCOME = {Step.CONTACT, Step.ASSIGN, Step.PERFORM, Step.UNMERGE, Step.PREPAY_PAID, Step.PREPAY_REVERSE}
PREPAY_WAY = {
    PrepayState.APPLIED: Step.PREPAY_NOTIFY,
    PrepayState.MERCHANT_NOTICE: Step.PREPAY_CONTESTED,
    PrepayState.UNDER_REVIEW: Step.PREPAY_RECOMMEND,
    PrepayState.PENDING_APPROVAL: Step.PREPAY_APPROVE,
    PrepayState.APPROVED: Step.PREPAY_PAY,
    PrepayState.PAYING: Step.PREPAY_PAID,
    PrepayState.PAY_FAILED: Step.PREPAY_PAY,
    PrepayState.PAID: Step.RECOVERY_NOTICE,
    PrepayState.RECOVERING: Step.RECOVER,
}
PREPAY_ENDS = {Step.PREPAY_WITHDRAW, Step.PREPAY_MERCHANT_PAID, Step.PREPAY_REJECT}
VALUES = {
    "channel": ["odr12315", "phone"],
    "received_at": ["2026-09-21 09:30", "2026-09-23T08:00:00+08:00"],
    "pushed_at": ["2026-09-22 10:00", "2026-09-23 16:00"],
    "consumer.phone": ["13812345678", "13900001111", "123"],
    "consumer.born_on": ["1990-05-01", "2015-05-01"],
    "consumer.guardian": ["李某, 13800000000, 2026-09-20, 书面", "李某"],
    "claims": ["refund, damages", "return_goods", "gold"],
    "category": ["quality", "price"],
    "order.quantity": ["2", "0"],
}


def complaint(rng: random.Random) -> Complaint:
    received = START - timedelta(hours=rng.randrange(1, 60))
    child = rng.random() < 0.2
    guardian = Guardian("李某", "13800000000", day_of(received), "书面同意")
    return Complaint(
        channel=rng.choice(list(Channel)),
        received_at=received,
        pushed_at=received if rng.random() < 0.7 else None,
        consumer=Consumer("张某", phone="13812345678", guardian=guardian if child else None),
        merchant=Merchant("上海浦江好物电子商务有限公司") if rng.random() < 0.8 else None,
        live=Live(room="浦江好物"),
        order=Order(no="692011582274003801", goods="皮鞋", quantity=1, paid=Fen(12900), bought_on=day_of(received)),
        category=rng.choice([Category.FALSE_CLAIMS, Category.QUALITY]),
        claims=(Claim.REFUND, Claim.DAMAGES),
        facts="宣传与实物不符。",
    )


@dataclass
class Told:
    """Random facts of a step, mostly ones that can be read and often ones that may stand."""

    rng: random.Random
    now: datetime
    case: Dispute
    others: tuple[str, ...] = ()
    vouchers: tuple[str, ...] = ()

    def facts(self, step: Step) -> dict[str, object]:
        waiting = next((one for one in self.case.awaiting if one.step is step), None)
        if waiting is not None and self.rng.random() < 0.8:
            return dict(waiting.facts)
        return {
            fact.name: self._value(step, fact)
            for fact in FACTS.get(step, ())
            if self.rng.random() < (0.97 if fact.required else 0.6)
        }

    def _value(self, step: Step, fact: Fact) -> object:
        rng = self.rng
        if rng.random() < 0.02:
            return rng.choice(["", "？", "-1", [], "2026-13-40"])
        named: dict[str, Callable[[], object]] = {
            "into": lambda: rng.choice(self.others or ("ODR-2026-00099",)),
            "officer": lambda: rng.choice(["owner", "officer", "supervisor", "intake", "nobody"]),
            "rule": lambda: rng.choice([*(clock.rule for clock in self.case.clocks), "R-TOTAL", "R-QUAL-RET"]),
            "on": lambda: str(day_of(self.now) + timedelta(days=rng.choice([0, 0, 0, -1, -2, 1]))),
            "field": lambda: rng.choice([*corrections.CORRECTABLE, "colour"]),
            "merchant_confirmed_by": lambda: "盖章",
            "account": lambda: rng.choice(["6222021234567894", "6222021234567894", "6222021234567890"]),
            "voucher": lambda: rng.choice(self.vouchers or ("2026-0001",)),
        }
        if step in prepay_steps.STEPS and fact.kind is FactKind.MONEY:
            return self._fund_money()
        if step is Step.CORRECT and fact.name == "value":
            return rng.choice(
                [*(one for values in VALUES.values() for one in values), "2026-09-20", "129.00", "新内容"]
            )
        if fact.name in named:
            return named[fact.name]()
        return self._of_kind(fact.kind)

    def _fund_money(self) -> str:
        own = self.case.prepayment
        told = [own.claim, own.outstanding, own.kept, Fen(own.outstanding // 2)] if own else [Fen(62900), Fen(600000)]
        return self.rng.choice([*(fen for fen in told if fen), Fen(100)]).plain

    def _of_kind(self, kind: FactKind) -> object:
        rng = self.rng
        makers: dict[FactKind, Callable[[], object]] = {
            FactKind.TEXT: lambda: rng.choice(["情况说明", "消费者要求", "转账凭证 1"]),
            FactKind.DAY: lambda: str(day_of(self.now) + timedelta(days=rng.randrange(-3, 25))),
            FactKind.MONEY: lambda: rng.choice(
                [*(term.amount.plain for term in self.case.unperformed), "29.00", "0.00"]
            ),
            FactKind.TERMS: lambda: [self._term() for _ in range(rng.randrange(1, 4))],
            FactKind.LINES: lambda: ["身份证明", "订单截图"][: rng.randrange(1, 3)],
            FactKind.WITH: lambda: rng.choice(list(ContactWith)).value,
            FactKind.FAIL_GROUND: lambda: rng.choice(list(FailGround)).value,
            FactKind.FLAG: lambda: rng.choice([True, True, False]),
            FactKind.ACCOUNT: lambda: rng.choice(["6222021234567894", "7890", "a@example.com"]),
            FactKind.CONFIRMATIONS: lambda: [one.value for one in Confirmation][: rng.choice([2, 5, 5, 5, 5])],
            FactKind.CLAIM_ITEMS: lambda: rng.choice([[], [], [{"kind": "refund", "amount": "629.00"}]]),
            FactKind.PREPAY_GROUND: lambda: rng.choice(list(PrepayGround)).value,
            FactKind.RECOVER_FROM: lambda: rng.choice(list(RecoverFrom)).value,
        }
        return makers[kind]() if kind in makers else rng.choice(readable(kind, self.now - timedelta(hours=3)))

    def _term(self) -> dict[str, object]:
        kind = self.rng.choice(list(ItemKind)[:6])
        things = {ItemKind.RETURN_GOODS, ItemKind.REPLACE}
        return {
            "kind": kind.value,
            "amount": "0" if kind in things else self.rng.choice(["29.00", "100.00"]),
            "due": (day_of(self.now) + timedelta(days=self.rng.randrange(1, 8))).isoformat(),
            "payer": self.rng.choice(list(Payer)).value,
        }


def readable(kind: FactKind, moment: datetime) -> list[str]:
    """What is read as a fact of a kind that has no maker of its own."""
    codes = {member.value for each in vars(vocabulary).values() if is_vocabulary(each) for member in each}
    found = []
    for text in ["1", "2", "true", moment.isoformat(), *sorted(codes)]:
        with suppress(Refusal):
            reading._READERS[kind]("fact", text)
            found.append(text)
    return found


def is_vocabulary(each: object) -> bool:
    return isinstance(each, type) and issubclass(each, StrEnum) and each is not StrEnum


def somebody(rng: random.Random, case: Dispute) -> Clerk:
    """Anybody; where a prepayment is on its way, often whom its next step is for."""
    onward = PREPAY_WAY.get(case.prepayment.state) if case.prepayment else None
    named = {Role.OFFICER: CLERKS[1], Role.SUPERVISOR: CLERKS[2], Role.FINANCE: CLERKS[4]}
    return named[STEPS[onward].role] if onward and rng.random() < 0.5 else rng.choice(CLERKS)


def choose(rng: random.Random, case: Dispute, act: Act, taken: Mapping[Step, int]) -> Step:
    """Mostly a step that looks open, moves on and was seldom taken so far; sometimes any at all."""
    if rng.random() < 0.15:
        return rng.choice(list(Step))
    rarely = PREPAY_ENDS if rng.random() < 0.85 else set()
    opened = [one.step for one in open_steps(case, act) if one.open and one.step not in rarely]
    ending = {Step.WITHDRAW, Step.FAIL, Step.REOPEN} if rng.random() < 0.8 else set()
    moving = [step for step in opened if (STEPS[step].target or step in MOVES_BY_OUTCOME) and step not in ending]
    onward = PREPAY_WAY.get(case.prepayment.state) if case.prepayment else None
    if onward in opened and rng.random() < 0.45:
        return onward
    of_fund = [step for step in opened if step in prepay_steps.STEPS]
    if of_fund and rng.random() < 0.2:
        return rng.choices(of_fund, [1 / (1 + 2 * taken.get(step, 0)) for step in of_fund])[0]
    usual = IP_WAY.get(case.ip.state) if case.ip else None
    if usual in opened and rng.random() < 0.4:
        return usual
    among = moving if moving and rng.random() < 0.7 else opened or list(Step)
    return rng.choices(among, [1 / (1 + 2 * taken.get(step, 0)) for step in among])[0]


# What holds after every step.


def holds(before: Dispute, after: Dispute, step: Step, act: Act) -> None:
    running = Counter(clock.rule for clock in after.clocks if clock.running)
    assert max(running.values(), default=0) <= 1, f"two clocks of one rule: {running}"
    assert len(after.clocks) >= len(before.clocks), "a clock was lost"
    for was, now in zip(before.clocks, after.clocks, strict=False):
        if not was.running and step is not Step.UNMERGE:
            assert not now.running, f"{was.rule} ran on by {step}"
            if step is not Step.CORRECT:
                assert now == was, f"{was.rule} had stopped and was changed by {step}"
    agreed = after.settlement
    if agreed is not None and agreed.terms:
        assert after.performed_total <= agreed.total
    move = STEPS[step]
    if after.prepayment is not None:
        own = after.prepayment
        assert own.recovered + own.written_off <= own.paid <= (own.approved or 0)
        assert own.outstanding >= 0
    if after.state is not before.state:
        assert before.state in move.sources
        assert after.state is move.target or step in MOVES_BY_OUTCOME
        if move.people > 1:
            assert any(one.step is step and one.asked_by != act.clerk.key for one in before.awaiting), "two people"
        assert step is Step.UNMERGE or not after.awaiting, "what waited in one state waits in another"
    assert after.number == before.number
    a_way_out(after, act)


def a_way_out(case: Dispute, act: Act) -> None:
    """Somebody at the desk can take the dispute further, now and, as overdue never blocks, a month late."""
    here, late = ({step for clerk in CLERKS for step in _open(case, clerk, act.now + wait)} for wait in LATER)
    waited_for = pending(case.ip)  # the case is not closed over what the law waits for beside it
    assert not waited_for or here & IP_STEPS, f"no way on from {case.ip}"
    ways = {step for step in here if STEPS[step].target or step in MOVES_BY_OUTCOME}
    assert ways or waited_for, f"no way out of {case.state}"
    assert here - {Step.REOPEN} <= late, f"being late closed {here - late}"


LATER = (timedelta(0), timedelta(days=31))


def _open(case: Dispute, clerk: Clerk, now: datetime) -> Iterator[Step]:
    act = Act(clerk, now, now)
    return (one.step for one in open_steps(case, act) if one.open)


# In the domain alone: thousands of steps.


@dataclass
class Books:
    """The ledger as a desk would keep it, and the fund as the steps of one dispute look at it."""

    booked: list[Booked] = field(default_factory=list)

    def __post_init__(self) -> None:
        for voucher in (
            ledger.allocate(Fen(2_000_000)),
            ledger.deposit(1, Fen(30_000)),
            ledger.withhold(1, Fen(20_000)),
        ):
            self.book([voucher], Act(CLERKS[0], START, START), "begin")

    def book(self, vouchers: Any, act: Act, action: str) -> None:
        for voucher in vouchers:
            assert ledger.unsound(voucher) is None
            key = len(self.booked) + 1
            of = {"dispute": 1, "round": None} if action != "begin" else {}
            self.booked.append(Booked(key, 2026, key, voucher, act.at, act.now, act.clerk.key, action, key, **of))
            assert not ledger.below_zero(self.stands)
            assert ledger.available(self.stands, Fen(0)) >= 0

    @property
    def stands(self) -> dict[ledger.Sub, Fen]:
        return ledger.after({}, [one.voucher for one in self.booked])

    @property
    def gone(self) -> set[int | None]:
        return {one.voucher.reverses for one in self.booked}

    def fund(self, case: Dispute, step: Step, raw: Mapping[str, object]) -> prepayment.Fund:
        stands, own = self.stands, case.prepayment
        named = next((one for one in self.booked if step is Step.PREPAY_REVERSE and one.no == raw.get("voucher")), None)
        meant = [one for one in self.booked if named and named.key not in self.gone and one.action == named.action]
        held = [-stands.get(ledger.Sub(account, 1), Fen(0)) for account in (Account.DEPOSITS, Account.SETTLEMENTS)]
        decided = [one for one in self.booked if one.voucher.journal is Journal.J3 and one.key not in self.gone]
        return prepayment.Fund(
            scheme=shipped(),
            available=ledger.available(stands, Fen(0)),
            action=f"a{len(self.booked)}",
            merchant=1,
            deposits=((1, held[0]),) if held[0] else (),
            settlements=((1, held[1]),) if held[1] else (),
            residual=prepayment.residual(case.prepayments) if step is Step.PREPAY_REQUEST else None,
            decision=decided[-1] if decided and own is not None else None,
            reversing=tuple(replace(one, round=own.round if own else None) for one in meant),
        )


@dataclass
class Walk:
    """A dispute on its way, with the record a desk would write."""

    rng: random.Random
    of_fund: bool = True
    proven: bool = True
    books: Books = field(default_factory=Books)
    case: Dispute = field(init=False)
    record: list[Written] = field(default_factory=list)
    seen: list[Dispute] = field(default_factory=list)
    now: datetime = START
    taken: Counter[Step] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        draft = complaint(self.rng)
        blank = Dispute(1, "ODR-2026-00001", State.DRAFT, draft, registered_at=self.now)
        act = Act(CLERKS[0], self.now, self.now)
        self.case = blank
        told = {"number": blank.number, **replay.registration(draft)}
        self._go(Step.REGISTER, {}, act, told)

    def step(self) -> None:
        rng = self.rng
        self.now += timedelta(minutes=rng.choice([1, 30, 300, 1440, 4320, 11520, 11520]))
        clerk = somebody(rng, self.case)
        if rng.random() < 0.05:
            self._file(clerk)
            return
        into = replace(self.case, key=2, number="ODR-2026-00002", state=State.ACCEPTED)
        act = Act(clerk, self.now - timedelta(hours=rng.choice([0, 0, 0, 5])), self.now, into=into)
        step = choose(rng, self.case, act, self.taken)
        raw = Told(rng, self.now, self.case, vouchers=tuple(one.no for one in self.books.booked[3:])).facts(step)
        if step in prepay_steps.STEPS:
            if not self.of_fund:
                return
            act = replace(act, fund=self.books.fund(self.case, step, raw), rules=RULES)
        if step is Step.ASSIGN:
            act = replace(act, officer=next((one for one in CLERKS if one.name == raw.get("officer")), None))
        try:
            facts = read(step, raw)
            self._go(step, facts, act, {"step": step.value, **plain(facts)})
        except Refusal:
            return

    def _file(self, clerk: Clerk) -> None:
        """An item of evidence comes in, or one is withdrawn, as its services write it down."""
        valid = [mark for mark in self.case.evidence if mark.valid]
        if valid and self.rng.random() < 0.4:
            gone = self.rng.choice(valid)
            marks = tuple(replace(mark, valid=False) if mark is gone else mark for mark in self.case.evidence)
            act, told = "evidence.withdraw", {"id": gone.key}
        else:
            mark = EvidenceMark(len(self.case.evidence) + 1, self.rng.choice(list(EvidenceSlot)))
            marks = (*self.case.evidence, mark)
            act, told = "evidence.add", {"id": mark.key, "slot": mark.slot.value}
        self.case = replace(self.case, evidence=marks)
        self.seen.append(self.case)
        entry = Entry(act, self.now, clerk.key, 1, told)
        self.record.append(Written(len(self.record) + 1, entry, self.now, clerk.name))

    def _go(self, step: Step, facts: Any, act: Act, told: dict[str, object]) -> None:
        before = self.case
        taken = take(before, step, facts, act)
        after = taken.case
        if not taken.waits:
            after = clocks.after_step(before, after, step, facts, at=act.at, rules=RULES)
        if self.proven:
            holds(before, after, step, act)
        consequences = replay.consequences(before, after, act)
        if act.fund is not None:
            consequences = replay.changes(before, after)
            if not taken.waits:
                self.books.book(prepay_vouchers.vouchers(before, after, step, facts, act.fund), act, act.fund.action)
        self.case = after
        self.taken[step] += 1
        self.seen.append(after)
        name = f"dispute.{step.value}" + (".asked" if taken.waits else "")
        entry = Entry(name, act.at, act.clerk.key, 1, {**told, **consequences})
        kept = replace(entry, facts=json.loads(body_of(entry))["facts"])
        self.record.append(Written(len(self.record) + 1, kept, act.now, act.clerk.name))


def walk_of(seed: int, length: int, *, of_fund: bool = True, proven: bool = True) -> Walk:
    walk = Walk(random.Random(seed), of_fund, proven)  # noqa: S311 -- a walk, no secret
    for _ in range(length):
        walk.step()
    return walk


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.integers(0, 2**32))
def test_what_the_procedure_promises_holds_and_the_record_gives_the_case_back(seed: int) -> None:
    walk = walk_of(seed, 45)
    stages = list(replay.stages(walk.record, SETTING))
    assert len(stages) == len(walk.seen)
    for stage, seen in zip(stages, walk.seen, strict=True):
        assert not replay.differing(stage.case, seen), f"after entry {stage.written.seq}: {stage.written.entry}"


@settings(max_examples=40)
@given(st.integers(0, 2**32))
def test_without_dates_told_the_law_and_the_calendar_give_the_same(seed: int) -> None:
    """Entries of version 0.1.0 tell neither the complaint nor the dates; there was no fund then."""
    walk = walk_of(seed, 45, of_fund=False)
    bare = [
        replace(one, entry=replace(one.entry, facts={k: v for k, v in one.entry.facts.items() if k not in UNTOLD}))
        for one in walk.record
    ]
    registered = walk.seen[0].complaint
    last = list(replay.stages(bare, SETTING, seed=registered))[-1].case
    assert not replay.differing(last, walk.case)


OF_SERVICES = {"papers", "evidence"}
"""Fields that no step fills: the walk on a desk does."""
UNTOLD = {"complaint", "clocks", "officer_key"}


def test_every_field_of_a_dispute_is_walked_through_and_so_replayed() -> None:
    """A field that no walk ever fills is not proven to come back from the record: let a step of the walk fill it."""
    usual = Dispute(0, "", State.DRAFT, Complaint())
    names = [each.name for each in fields(Dispute) if each.name not in replay.DERIVED | OF_SERVICES]
    filled: set[str] = set()
    for seed in range(300):
        for seen in walk_of(seed, 60, proven=False).seen:
            filled |= {name for name in names if getattr(seen, name) != getattr(usual, name)}
        if filled == set(names):
            return
    assert sorted(set(names) - filled) == []


def test_every_step_is_walked() -> None:
    taken: Counter[Step] = Counter()
    for seed in range(300):
        taken += walk_of(seed, 60, proven=False).taken
        if all(taken[step] for step in Step):
            return
    assert not [step for step in Step if not taken[step]]


# On a real desk: in its database, by its services, two clerks and more.


def seats(desk: Desk) -> dict[str, Desk]:
    for clerk in CLERKS[1:]:
        add_clerk(desk, clerk.name, clerk.roles)
    return {clerk.name: desk.acting_as(clerk.name) for clerk in CLERKS}


def stored(desk: Desk, number: str) -> tuple[Dispute, tuple[Written, ...]]:
    with desk.reading() as session:
        case = disputes.load(session, number)
        return case, record.entries(session, case.key)


@dataclass
class DeskWalk:
    """Two disputes of one desk on their way; what was seen of each is kept to be looked back at."""

    rng: random.Random
    desk: Desk
    now: datetime = START
    taken: Counter[Step] = field(default_factory=Counter)
    seen: dict[int, Dispute] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.seats = seats(self.desk)
        fund.allocate(self.seats["finance"], Fen(2_000_000))
        fund.deposit(self.seats["finance"], "上海浦江好物电子商务有限公司", Fen(30_000))
        self.numbers = [self._register() for _ in range(2)]

    def at(self, name: str) -> Desk:
        now = self.now
        return self.seats[name].at(lambda: now)

    def step(self) -> None:
        rng = self.rng
        self.now += timedelta(minutes=rng.choice([1, 300, 1440, 4320, 11520]))
        number = rng.choice(self.numbers)
        case, before = stored(self.desk, number)
        clerk = somebody(rng, case)
        if rng.random() < 0.2:
            self._service(clerk.name, number)
            return
        act = Act(clerk, self.now, self.now)
        step = choose(rng, case, act, self.taken)
        vouchers = tuple(dict.fromkeys(one.booked.no for one in fund.journal(self.desk, number)))
        raw = Told(rng, self.now, case, tuple(self.numbers), vouchers).facts(step)
        late = {"at": self.now - timedelta(hours=5), "why": "补记"} if rng.random() < 0.2 else {}
        try:
            take_step(self.at(clerk.name), number, step, raw, **late)
        except Refusal:
            assert stored(self.desk, number) == (case, before), f"{step} was refused and left something behind"
            return
        after, entries = stored(self.desk, number)
        assert entries[: len(before)] == before
        assert len(entries) == len(before) + 1, "the record grows by one entry with every change"
        assert after.version == case.version + 1
        holds(case, after, step, act)
        self.taken[step] += 1
        self.seen[entries[-1].seq] = after

    def _register(self) -> str:
        case = intake.register(self.at("owner"), complaint(self.rng)).value.case
        self.seen[stored(self.desk, case.number)[1][-1].seq] = case
        return case.number

    def _service(self, name: str, number: str) -> None:
        """What is done to a case beside its steps: papers and evidence, in and out again."""
        rng, desk = self.rng, self.at(name)
        case, before = stored(self.desk, number)
        valid = [mark.key for mark in case.papers if not mark.void]
        filed = [mark.key for mark in case.evidence if mark.valid]
        gone = [mark.key for mark in case.evidence if not mark.valid]
        acts: list[Callable[[], object]] = [
            lambda: papers.issue(desk, number, rng.choice(papers.kinds())),
            lambda: papers.void(desk, rng.choice(valid or [0]), "写错"),
            lambda: evidence.add(desk, number, self._file(), HandedInAs(rng.choice(list(EvidenceSlot)))),
            lambda: evidence.withdraw(desk, rng.choice(filed or [0]), "不是本案的"),
            lambda: evidence.restore(desk, rng.choice(gone or [0]), "是本案的"),
        ]
        with suppress(Refusal):
            rng.choice(acts)()
        after, entries = stored(self.desk, number)
        assert len(entries) - len(before) == (after != case), "the record grows by one entry with every change"
        if len(entries) > len(before):
            self.seen[entries[-1].seq] = after
            self.filled |= {name for name in OF_SERVICES if getattr(after, name)}

    def _file(self) -> Path:
        path = self.desk.path.parent / f"{self.rng.randrange(10**9)}.txt"
        path.write_text(f"聊天记录 {self.rng.random()}", "utf-8")
        return path


@settings(max_examples=8)
@given(st.integers(0, 2**32))
def test_on_a_desk_refusals_leave_no_trace_and_every_day_can_be_seen_again(seed: int) -> None:
    with TemporaryDirectory() as folder:
        desk = create(Path(folder) / "desk", "Walk", practice=True, clock=lambda: START)
        walk = DeskWalk(random.Random(seed), desk)  # noqa: S311 -- a walk, no secret
        for _ in range(40):
            walk.step()
        looking = walk.at("owner")
        for number in walk.numbers:
            case, entries = stored(desk, number)
            for one in entries:
                then = past.after_entry(looking, number, one.seq).view
                assert not replay.differing(then.case, walk.seen[one.seq]), f"after {one.entry}"
                assert [paper.mark for paper in then.papers] == list(then.case.papers)
                assert [(one.key, one.valid) for one in then.evidence] == [(m.key, m.valid) for m in then.case.evidence]
            assert not replay.differing(past.as_of(looking, number, walk.now).view.case, case)
        assert upkeep.check(looking, thorough=True) == ()
        desk.close(backup=False)
