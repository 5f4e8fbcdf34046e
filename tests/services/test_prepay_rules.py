"""The rules of the prepayment one by one, as its procedure has them, on a real desk and through its services."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import Account, PrepayState
from odrdesk.domain.money import Fen
from odrdesk.domain.prepay_steps import STEPS
from odrdesk.domain.vocabulary import Role, State, Step
from odrdesk.services import cases, clerks, fund, schemes, upkeep
from odrdesk.services.fund import Told

FundDesk = Any  # of the fixtures beside
A, P = Account, PrepayState
REQUEST, NOTIFY, PAID_BY_MERCHANT = Step.PREPAY_REQUEST, Step.PREPAY_NOTIFY, Step.PREPAY_MERCHANT_PAID
WITHDRAW, APPEAL, CLAWBACK, REVERSE = Step.PREPAY_WITHDRAW, Step.APPEAL, Step.CLAWBACK, Step.PREPAY_REVERSE
HELD = {"from": "deposit"}
CARD = "6222021234567894"


def refused(act: Callable[[], object], code: str) -> Mapping[str, Any]:
    with pytest.raises(Refusal) as no:
        act()
    assert no.value.code == code
    return no.value.data


def morning(day: str) -> datetime:
    """09:00 in Shanghai."""
    return datetime.fromisoformat(f"{day}T01:00:00").replace(tzinfo=UTC)


# States and steps: 1 applied, 2 notice, 3 review, 4 proposal, 5 decision, 6 payout, 7 notice of
# recovery, 8 recovery, 9 appeal in any of 5 to 8, 10 the return; JR of what was booked.

TABLE: Mapping[PrepayState | None, set[Step]] = {
    None: {REQUEST},
    P.APPLIED: {NOTIFY, WITHDRAW},
    P.MERCHANT_NOTICE: {PAID_BY_MERCHANT, Step.PREPAY_CONTESTED, Step.PREPAY_SILENT, WITHDRAW},
    P.UNDER_REVIEW: {Step.PREPAY_RECOMMEND, Step.PREPAY_REJECT, PAID_BY_MERCHANT, WITHDRAW},
    P.PENDING_APPROVAL: {
        Step.PREPAY_APPROVE, Step.PREPAY_RETURN, Step.PREPAY_REJECT, PAID_BY_MERCHANT, WITHDRAW, APPEAL,
    },
    P.APPROVED: {Step.PREPAY_PAY, PAID_BY_MERCHANT, WITHDRAW, APPEAL},
    P.PAYING: {Step.PREPAY_PAID, Step.PREPAY_PAY_FAILED, APPEAL},
    P.PAY_FAILED: {Step.PREPAY_PAY, PAID_BY_MERCHANT, WITHDRAW, APPEAL},
    P.PAID: {Step.RECOVERY_NOTICE, CLAWBACK, REVERSE, APPEAL},
    P.RECOVERING: {Step.RECOVER, Step.WRITE_OFF, CLAWBACK, REVERSE, APPEAL},
    P.RECOVERED: {CLAWBACK, REVERSE, APPEAL},
    P.WRITTEN_OFF: {CLAWBACK, REVERSE, APPEAL},
    P.CLAWBACK: {Step.RECOVERY_NOTICE, REVERSE, APPEAL},
    P.REVERSED: set(),
    P.REJECTED: {REQUEST},
    P.CANCELLED: {REQUEST},
}  # fmt: skip
"""What an owner who took no part may do with a claim of 50.00; one that was paid whole is not asked for again."""


def reach(made: FundDesk, state: PrepayState | None) -> str:
    """A case whose prepayment of 50.00 stands there."""
    number = made.complain()
    steps: dict[PrepayState, Callable[[], object]] = {
        P.MERCHANT_NOTICE: lambda: made.step("officer", number, NOTIFY),
        P.UNDER_REVIEW: lambda: made.step("officer", number, Step.PREPAY_CONTESTED, why="不同意"),
        P.PENDING_APPROVAL: lambda: made.step("officer", number, Step.PREPAY_RECOMMEND, amount="50.00"),
        P.APPROVED: lambda: made.step("supervisor", number, Step.PREPAY_APPROVE),
        P.PAYING: lambda: made.step("finance", number, Step.PREPAY_PAY, account=CARD),
        P.PAID: lambda: made.step("finance", number, Step.PREPAY_PAID, bank_ref="B1"),
        P.RECOVERING: lambda: made.step("officer", number, Step.RECOVERY_NOTICE),
    }
    last: dict[PrepayState, tuple[PrepayState, Callable[[], object]]] = {
        P.PAY_FAILED: (P.PAYING, lambda: made.step("finance", number, Step.PREPAY_PAY_FAILED)),
        P.RECOVERED: (P.RECOVERING, lambda: made.step("finance", number, Step.RECOVER, amount="50.00", **HELD)),
        P.WRITTEN_OFF: (P.RECOVERING, lambda: write_off(made, number, "50.00")),
        P.CLAWBACK: (P.RECOVERING, lambda: made.step("finance", number, CLAWBACK, amount="50.00")),
        P.REVERSED: (P.PAID, lambda: appeal(made, number)),
        P.REJECTED: (P.UNDER_REVIEW, lambda: made.step("supervisor", number, Step.PREPAY_REJECT, why="无责")),
        P.CANCELLED: (P.MERCHANT_NOTICE, lambda: made.step("officer", number, PAID_BY_MERCHANT)),
    }
    if state is not None:
        made.step("officer", number, REQUEST, amount="50.00", confirmed="identity, evidence, not_compensated, payee")
        until = last[state][0] if state in last else state
        for reached, act in steps.items():
            if made.own(number).state is until:
                break
            act()
            assert made.own(number).state is reached
        if state in last:
            last[state][1]()
        assert made.own(number).state is state
    return number


def write_off(made: FundDesk, number: str, amount: str) -> None:
    assert made.step("supervisor", number, Step.WRITE_OFF, amount=amount, why="注销").waits
    made.step("other finance", number, Step.WRITE_OFF, amount=amount, why="同意")


def appeal(made: FundDesk, number: str) -> None:
    made.step("officer", number, APPEAL, why="不服")
    made.step("supervisor", number, Step.APPEAL_UPHELD)


def test_every_state_opens_the_steps_of_the_procedure_and_no_other(fund_desk: FundDesk) -> None:
    assert set(TABLE) == {None, *PrepayState}
    for state, wanted in TABLE.items():
        number = reach(fund_desk, state)
        assert {
            one.step for one in cases.view(fund_desk.desk, number).steps if one.open and one.step in STEPS
        } == wanted
    assert upkeep.check(fund_desk.desk) == ()


# Four eyes: maker, checker and payer are three people


def test_who_asked_or_proposed_does_not_decide(fund_desk: FundDesk) -> None:
    number = fund_desk.complain()
    fund_desk.step(
        "supervisor", number, REQUEST, amount="50.00", confirmed="identity, evidence, not_compensated, payee"
    )
    fund_desk.step("officer", number, NOTIFY)
    fund_desk.step("officer", number, Step.PREPAY_CONTESTED, why="不同意")
    fund_desk.step("other supervisor", number, Step.PREPAY_RECOMMEND, amount="50.00")
    for who in ("supervisor", "other supervisor"):
        refused(lambda who=who: fund_desk.step(who, number, Step.PREPAY_APPROVE), "prepay.same_person")
    fund_desk.step("owner", number, Step.PREPAY_APPROVE)
    refused(lambda: fund_desk.step("owner", number, Step.PREPAY_PAY, account=CARD), "prepay.same_person")


def test_who_decided_does_not_pay_nor_confirm_and_the_payer_may_confirm(fund_desk: FundDesk) -> None:
    number = fund_desk.complain()
    fund_desk.ask(number, "5000.01")
    fund_desk.step("finance", number, Step.PREPAY_APPROVE)
    fund_desk.step("supervisor", number, Step.PREPAY_APPROVE)
    refused(lambda: fund_desk.step("finance", number, Step.PREPAY_PAY, account=CARD), "prepay.same_person")
    fund_desk.step("other finance", number, Step.PREPAY_PAY, account=CARD)
    refused(lambda: fund_desk.step("finance", number, Step.PREPAY_PAID, bank_ref="B1"), "prepay.same_person")
    fund_desk.step("other finance", number, Step.PREPAY_PAID, bank_ref="B1")


@pytest.mark.parametrize("step", [Step.RECOVER, Step.WRITE_OFF])
def test_who_booked_does_not_reverse(fund_desk: FundDesk, step: Step) -> None:
    number = fund_desk.complain()
    fund_desk.pay_and_notice(number, "50.00")
    if step is Step.RECOVER:
        fund_desk.step("other finance", number, step, amount="10.00", **HELD)
    else:
        write_off(fund_desk, number, "10.00")
    voucher = fund.journal(fund_desk.desk, number)[-1].booked.no
    told = {"voucher": voucher, "why": "记错"}
    refused(lambda: fund_desk.step("other finance", number, REVERSE, **told), "prepay.same_person")
    fund_desk.step("finance", number, REVERSE, **told)
    assert fund_desk.own(number).outstanding == Fen(5000)
    refused(lambda: fund_desk.step("finance", number, REVERSE, **told), "ledger.unknown_voucher")


# Who decides how much


@pytest.mark.parametrize(
    ("amount", "people"),
    [("0.01", 1), ("200.00", 1), ("200.01", 1), ("5000.00", 1), ("5000.01", 2), ("9999.99", 2)],
)
def test_the_tier_is_exact_to_the_fen(fund_desk: FundDesk, amount: str, people: int) -> None:
    number = fund_desk.complain()
    fund_desk.ask(number, amount)
    assert len(fund_desk.own(number).needed) == people
    if people == 1:
        refused(lambda: fund_desk.step("finance", number, Step.PREPAY_APPROVE), "step.role")
    assert fund_desk.step("supervisor", number, Step.PREPAY_APPROVE).waits is (people == 2)
    assert fund_desk.own(number).state is (P.APPROVED if people == 1 else P.PENDING_APPROVAL)


@pytest.mark.parametrize("first", ["supervisor", "finance"])
def test_two_decide_in_any_order_one_of_each(fund_desk: FundDesk, first: str) -> None:
    number = fund_desk.complain()
    fund_desk.ask(number, "6000.00")
    assert fund_desk.step(first, number, Step.PREPAY_APPROVE).waits
    refused(lambda: fund_desk.step(first, number, Step.PREPAY_APPROVE), "step.same_person")
    refused(lambda: fund_desk.step(f"other {first}", number, Step.PREPAY_APPROVE), "step.role")
    second = "finance" if first == "supervisor" else "supervisor"
    taken = fund_desk.step(second, number, Step.PREPAY_APPROVE)
    assert [str(one.voucher.journal) for one in taken.booked] == ["J3"]
    assert {one.role for one in fund_desk.own(number).approvals} == {Role.SUPERVISOR, Role.FINANCE}


def test_a_proposal_that_was_returned_and_raised_is_decided_anew_by_both(fund_desk: FundDesk) -> None:
    number = fund_desk.complain()
    fund_desk.step("officer", number, REQUEST, amount="9000.00", confirmed="identity, evidence, not_compensated, payee")
    fund_desk.step("officer", number, NOTIFY)
    fund_desk.step("officer", number, Step.PREPAY_CONTESTED, why="不同意")
    fund_desk.step("officer", number, Step.PREPAY_RECOMMEND, amount="5000.01")
    fund_desk.step("supervisor", number, Step.PREPAY_APPROVE)
    fund_desk.step("other supervisor", number, Step.PREPAY_RETURN)
    assert fund_desk.case(number).awaiting == ()
    fund_desk.step("officer", number, Step.PREPAY_RECOMMEND, amount="9000.00")
    assert fund_desk.step("finance", number, Step.PREPAY_APPROVE).waits


def test_nothing_waits_for_a_second_person_once_the_claim_has_ended(fund_desk: FundDesk) -> None:
    number = fund_desk.complain()
    fund_desk.ask(number, "6000.00")
    fund_desk.step("supervisor", number, Step.PREPAY_APPROVE)
    fund_desk.step("officer", number, PAID_BY_MERCHANT)
    assert fund_desk.case(number).awaiting == ()
    fund_desk.step("supervisor", number, Step.CLOSE, callback="已回访", missing_acknowledged=True)


def test_a_write_off_asked_for_can_be_asked_anew_and_falls_with_what_is_owed(fund_desk: FundDesk) -> None:
    number = fund_desk.complain()
    fund_desk.pay_and_notice(number, "500.00")
    fund_desk.step("supervisor", number, Step.WRITE_OFF, amount="400.00", why="注销")
    told = {"amount": "300.00", "why": "同意"}
    refused(lambda: fund_desk.step("finance", number, Step.WRITE_OFF, **told), "step.other_facts")
    fund_desk.step("supervisor", number, Step.WRITE_OFF, **told)
    assert [one.facts["amount"] for one in fund_desk.case(number).awaiting] == ["300.00"]
    fund_desk.step("other finance", number, Step.RECOVER, amount="200.01", **HELD)
    assert fund_desk.case(number).awaiting == ()
    write_off(fund_desk, number, "299.99")
    assert (fund_desk.own(number).state, fund_desk.own(number).outstanding) == (P.WRITTEN_OFF, 0)


# How much at most


def test_the_claim_may_exceed_the_cap_and_only_the_proposal_is_capped(fund_desk: FundDesk) -> None:
    fund_desk.allocate("90000.00")
    number = fund_desk.complain()
    fund_desk.step(
        "officer", number, REQUEST, amount="30000.00", confirmed="identity, evidence, not_compensated, payee"
    )
    fund_desk.step("officer", number, NOTIFY)
    fund_desk.step("officer", number, Step.PREPAY_CONTESTED, why="不同意")
    over = {"amount": "20000.01", "confirmed": "partial"}
    assert refused(lambda: fund_desk.step("officer", number, Step.PREPAY_RECOMMEND, **over), "prepay.over_case_cap")[
        "cap_fen"
    ] == Fen(2_000_000)
    lacking = refused(
        lambda: fund_desk.step("officer", number, Step.PREPAY_RECOMMEND, amount="20000.00"), "prepay.missing"
    )
    assert lacking["missing"] == ["partial"]
    fund_desk.step("officer", number, Step.PREPAY_RECOMMEND, amount="20000.00", confirmed="partial")


def scheme(made: FundDesk, **told: object) -> None:
    tiers = [{"lane": "one", "approvers": ["supervisor"]}]
    schemes.take_in(made.desk, {"version": "own", "effective_from": "2026-09-30", "tiers": tiers, **told})


def test_a_cap_that_is_not_set_is_no_cap(fund_desk: FundDesk) -> None:
    fund_desk.allocate("90000.00")
    scheme(fund_desk)
    number = fund_desk.complain()
    fund_desk.pay(number, "90000.00")
    assert fund_desk.own(number).paid == Fen(9_000_000)


@pytest.mark.parametrize(
    ("cap", "code"), [("merchant_cap", "prepay.over_merchant_cap"), ("consumer_year_cap", "prepay.over_consumer_cap")]
)
def test_what_was_advanced_before_counts_to_the_fen(fund_desk: FundDesk, cap: str, code: str) -> None:
    scheme(fund_desk, **{cap: "1000.00"})
    first, second = fund_desk.complain(), fund_desk.complain(phone="13800000001")
    fund_desk.pay(first, "600.00")
    refused(lambda: fund_desk.ask(second, "400.01"), code)
    fund_desk.step("officer", second, WITHDRAW, why="改")
    fund_desk.ask(second, "400.00")


def test_money_that_came_back_from_the_consumer_twice_counted_makes_no_room(fund_desk: FundDesk) -> None:
    """Recovered from the merchant and given back by the consumer: nothing is advanced, and not less than nothing."""
    scheme(fund_desk, merchant_cap="500.00")
    first, second = fund_desk.complain(), fund_desk.complain()
    fund_desk.pay_and_notice(first, "400.00")
    fund_desk.step("other finance", first, Step.RECOVER, amount="400.00", **HELD)
    fund_desk.step("other finance", first, CLAWBACK, amount="400.00")
    refused(lambda: fund_desk.ask(second, "500.01"), "prepay.over_merchant_cap")


def test_no_more_is_promised_than_the_fund_has(fund_desk: FundDesk) -> None:
    first, second = fund_desk.complain(), fund_desk.complain()
    fund_desk.ask(first, "6000.00")
    found = fund.trial(fund_desk.desk)
    assert (found.reserved, found.available) == (Fen(600_000), Fen(400_000))
    told = refused(lambda: fund_desk.ask(second, "4000.01"), "fund.short")
    assert told["available_fen"] == Fen(400_000)
    fund_desk.decide_on(first)
    after = fund.trial(fund_desk.desk)
    assert (after.reserved, after.available) == (0, Fen(400_000))  # moved to 2101, and subtracted once


# When


@pytest.mark.parametrize(
    ("facts", "day", "fits"),
    [
        ({"completed_on": date(2026, 9, 15), "signed_on": date(2022, 9, 15)}, "2026-09-30", True),
        ({"completed_on": date(2026, 9, 15), "signed_on": date(2022, 9, 15)}, "2026-10-01", False),
        ({"completed_on": date(2024, 1, 1), "signed_on": date(2023, 12, 31)}, "2026-09-30", True),
        ({"completed_on": date(2022, 1, 1), "signed_on": date(2022, 1, 1)}, "2026-09-30", False),
        ({}, "2026-09-30", True),
    ],
)
def test_either_window_suffices(fund_desk: FundDesk, facts: dict[str, date], day: str, fits: bool) -> None:
    number = fund_desk.complain(**facts)
    fund_desk.now = morning(day) + timedelta(hours=6)
    ask = lambda: fund_desk.step("officer", number, REQUEST, amount="50.00")  # noqa: E731
    if fits:
        ask()
    else:
        refused(ask, "prepay.window")


def due(made: FundDesk, number: str, rule: str) -> str:
    clock = made.case(number).clock(rule)
    assert clock is not None
    return clock.due.isoformat()


def test_the_windows_count_working_days_over_the_holiday(fund_desk: FundDesk) -> None:
    """From Wednesday 09-30: 10-01 to 10-07 are holidays, Saturday 10-10 is worked."""
    number = fund_desk.complain()
    fund_desk.pay_and_notice(number, "50.00")
    assert [due(fund_desk, number, f"R-PRE-{name}") for name in ("NOTICE", "APPROVE", "PAY", "TOPUP", "APPEAL")] == [
        "2026-10-10", "2026-10-09", "2026-10-10", "2026-10-20", "2026-10-20",
    ]  # fmt: skip
    running = {
        clock.rule for clock in fund_desk.case(number).clocks if clock.running and clock.rule.startswith("R-PRE")
    }
    assert running == {"R-PRE-TOPUP", "R-PRE-APPEAL"}


def test_a_schemes_own_windows_count_for_what_was_asked_under_it(fund_desk: FundDesk) -> None:
    before = fund_desk.complain()
    fund_desk.step("officer", before, REQUEST, amount="50.00")
    windows = {"notice": 5, "approve": 1, "pay": 1, "topup": 2, "appeal": 3}
    scheme(fund_desk, windows=windows)
    fund_desk.step("officer", before, NOTIFY)
    assert due(fund_desk, before, "R-PRE-NOTICE") == "2026-10-10"
    number = fund_desk.complain()
    fund_desk.pay_and_notice(number, "50.00")
    assert [due(fund_desk, number, f"R-PRE-{name}") for name in ("NOTICE", "APPROVE", "PAY", "TOPUP", "APPEAL")] == [
        "2026-10-13", "2026-10-08", "2026-10-08", "2026-10-09", "2026-10-10",
    ]  # fmt: skip


def test_silence_is_silence_when_the_last_day_has_passed(fund_desk: FundDesk) -> None:
    number = fund_desk.complain()
    fund_desk.step("officer", number, REQUEST, amount="50.00")
    fund_desk.step("officer", number, NOTIFY)
    fund_desk.now = morning("2026-10-10") + timedelta(hours=14)
    refused(lambda: fund_desk.step("officer", number, Step.PREPAY_SILENT), "clock.not_passed")
    fund_desk.now = morning("2026-10-11")
    fund_desk.step("officer", number, Step.PREPAY_SILENT)


def test_a_late_appeal_says_why(fund_desk: FundDesk) -> None:
    number = fund_desk.complain()
    fund_desk.pay_and_notice(number, "50.00")
    fund_desk.now = morning("2026-10-21")
    refused(lambda: fund_desk.step("officer", number, APPEAL, why="不服"), "appeal.late")
    fund_desk.step("officer", number, APPEAL, why="不服", late_why="公告送达")
    refused(lambda: fund_desk.step("officer", number, APPEAL, why="再诉"), "appeal.pending")


# What must be confirmed


def test_a_proposal_lacks_whatever_nobody_confirmed(fund_desk: FundDesk) -> None:
    number = fund_desk.complain()
    fund_desk.step("officer", number, REQUEST, amount="50.00", confirmed="identity")
    fund_desk.step("officer", number, NOTIFY)
    fund_desk.step("officer", number, Step.PREPAY_CONTESTED, why="不同意")
    told = {"amount": "50.00", "confirmed": "evidence"}
    lacking = refused(lambda: fund_desk.step("officer", number, Step.PREPAY_RECOMMEND, **told), "prepay.missing")
    assert lacking["missing"] == ["not_compensated", "payee"]


# Money


def test_money_goes_the_way_of_the_procedure(fund_desk: FundDesk) -> None:
    number = fund_desk.complain()
    refused(lambda: fund_desk.step("finance", number, Step.RECOVER, amount="1.00", **HELD), "prepay.none")
    fund_desk.pay(number, "629.00")
    assert fund_desk.stands()[A.FUND_BANK] == 1_000_000 - 62_900
    refused(lambda: fund_desk.step("finance", number, Step.RECOVER, amount="1.00", **HELD), "prepay.no_notice")
    fund_desk.step("officer", number, Step.RECOVERY_NOTICE)
    refused(lambda: fund_desk.step("finance", number, Step.RECOVER, amount="500.01", **HELD), "prepay.over_held")
    taken = fund_desk.step("finance", number, Step.RECOVER, amount="500.00", **HELD)
    assert [(str(one.voucher.journal), [int(line.fen) for line in one.voucher.postings]) for one in taken.booked] == [
        ("J5", [50_000, -50_000]),
        ("J5b", [50_000, -50_000]),
    ]
    more = {"from": "settlement"}
    refused(lambda: fund_desk.step("finance", number, Step.RECOVER, amount="129.01", **more), "prepay.over_outstanding")
    fund_desk.step("finance", number, Step.RECOVER, amount="100.00", **more)
    fund_desk.step("finance", number, Step.RECOVER, amount="29.00", **{"from": "merchant"})
    assert fund_desk.own(number).state is P.RECOVERED
    assert fund_desk.stands() == {
        A.FUND_BANK: 1_000_000, A.DEPOSIT_BANK: 0, A.SETTLEMENT_BANK: 20_000, A.RECEIVABLE: 0,
        A.DEPOSITS: 0, A.SETTLEMENTS: -20_000, A.PAYABLE: 0, A.EQUITY: -1_000_000,
    }  # fmt: skip


def test_a_scheme_may_take_the_merchants_money_first(fund_desk: FundDesk) -> None:
    scheme(fund_desk, order="merchant_first")
    number = fund_desk.complain()
    fund_desk.decide(number, "629.00")
    fund_desk.step("other finance", number, Step.PREPAY_PAY, account=CARD)
    taken = fund_desk.step("other finance", number, Step.PREPAY_PAID, bank_ref="B1")
    assert [str(one.voucher.journal) for one in taken.booked] == ["J4", "J5", "J5b", "J6", "J6b"]
    stands = fund_desk.stands()
    assert (stands[A.FUND_BANK], stands[A.DEPOSITS], stands[A.SETTLEMENTS]) == (1_000_000, 0, -17_100)
    fund_desk.step("officer", number, Step.RECOVERY_NOTICE)
    assert fund_desk.own(number).state is P.RECOVERED


def test_a_return_lessens_what_is_owed_then_what_was_borne_then_goes_to_the_merchant(fund_desk: FundDesk) -> None:
    number = fund_desk.complain()
    fund_desk.pay_and_notice(number, "629.00")
    fund_desk.step("other finance", number, Step.RECOVER, amount="500.00", **HELD)
    write_off(fund_desk, number, "100.00")
    before = fund_desk.stands()
    for amount, expected in (
        ("29.00", {A.FUND_BANK: 2_900, A.RECEIVABLE: -2_900}),
        ("100.00", {A.FUND_BANK: 10_000, A.EQUITY: -10_000}),
        ("500.00", {A.DEPOSIT_BANK: 50_000, A.DEPOSITS: -50_000}),
    ):
        fund_desk.step("other finance", number, CLAWBACK, amount=amount)
        now = fund_desk.stands()
        assert {
            account: now[account] - before[account] for account in now if now[account] != before[account]
        } == expected
        before = now
    refused(lambda: fund_desk.step("other finance", number, CLAWBACK, amount="0.01"), "clawback.nothing")


def test_one_return_over_all_three(fund_desk: FundDesk) -> None:
    number = fund_desk.complain()
    fund_desk.pay_and_notice(number, "629.00")
    fund_desk.step("other finance", number, Step.RECOVER, amount="500.00", **HELD)
    write_off(fund_desk, number, "100.00")
    refused(lambda: fund_desk.step("other finance", number, CLAWBACK, amount="629.01"), "clawback.over")
    fund_desk.step("other finance", number, CLAWBACK, amount="629.00")
    assert fund_desk.stands() == {
        A.FUND_BANK: 1_000_000, A.DEPOSIT_BANK: 50_000, A.SETTLEMENT_BANK: 30_000, A.RECEIVABLE: 0,
        A.DEPOSITS: -50_000, A.SETTLEMENTS: -30_000, A.PAYABLE: 0, A.EQUITY: -1_000_000,
    }  # fmt: skip
    told = {"voucher": fund.journal(fund_desk.desk, number)[6].booked.no, "why": "退票"}
    refused(lambda: fund_desk.step("finance", number, REVERSE, **told), "ledger.given_back")


@pytest.mark.parametrize("state", [P.PENDING_APPROVAL, P.APPROVED, P.PAY_FAILED])
def test_an_appeal_upheld_before_the_payout_leaves_the_fund_as_it_was(fund_desk: FundDesk, state: PrepayState) -> None:
    before = fund_desk.stands()
    number = reach(fund_desk, state)
    appeal(fund_desk, number)
    assert (fund_desk.own(number).state, fund_desk.stands()) == (P.REVERSED, before)
    assert fund.trial(fund_desk.desk).available == Fen(1_000_000)


@pytest.mark.parametrize("state", [P.PAID, P.RECOVERING, P.RECOVERED, P.WRITTEN_OFF, P.CLAWBACK])
def test_an_appeal_upheld_after_the_payout_gives_the_merchant_back_what_was_taken(
    fund_desk: FundDesk, state: PrepayState
) -> None:
    number = reach(fund_desk, state)
    appeal(fund_desk, number)
    stands = fund_desk.stands()
    assert (stands[A.RECEIVABLE], stands[A.DEPOSITS], stands[A.DEPOSIT_BANK]) == (0, -50_000, 50_000)
    borne = 0 if state is P.CLAWBACK else 5_000
    assert (stands[A.FUND_BANK], stands[A.EQUITY]) == (1_000_000 - borne, borne - 1_000_000)


def test_an_appeal_while_the_bank_has_the_money_waits_and_a_dismissal_needs_no_money(fund_desk: FundDesk) -> None:
    number = reach(fund_desk, P.PAYING)
    fund_desk.step("officer", number, APPEAL, why="不服")
    refused(lambda: fund_desk.step("supervisor", number, Step.APPEAL_UPHELD), "prepay.not_from_state")
    fund_desk.step("finance", number, Step.PREPAY_PAID, bank_ref="B1")
    fund_desk.step("officer", number, Step.RECOVERY_NOTICE)
    fund_desk.step("finance", number, Step.RECOVER, amount="50.00", **HELD)
    fund_desk.ask(fund_desk.complain(), "9999.99")
    refused(lambda: fund_desk.step("supervisor", number, Step.APPEAL_UPHELD), "fund.short")
    fund_desk.step("supervisor", number, Step.APPEAL_DISMISSED, why="理由不成立")


def test_a_payout_the_bank_sent_back_is_to_be_paid_again(fund_desk: FundDesk) -> None:
    number = fund_desk.complain()
    concluded = fund_desk.case(number).concluded_at
    fund_desk.now += timedelta(days=1)
    fund_desk.pay(number, "629.00")
    assert fund_desk.case(number).state is State.PERFORMED
    voucher = next(one.booked.no for one in fund.journal(fund_desk.desk, number) if one.booked.voucher.journal == "J4")
    fund_desk.step("finance", number, REVERSE, voucher=voucher, why="账户不存在")
    case = fund_desk.case(number)
    assert (case.state, case.concluded_at, fund_desk.own(number).state) == (State.FAILED, concluded, P.PAY_FAILED)
    assert (fund_desk.stands()[A.FUND_BANK], fund_desk.stands()[A.PAYABLE]) == (1_000_000, -62_900)
    assert case.clock("R-PRE-PAY").running
    fund_desk.step("other finance", number, Step.PREPAY_PAY, account=CARD)
    fund_desk.step("other finance", number, Step.PREPAY_PAID, bank_ref="B2")
    assert fund_desk.case(number).state is State.PERFORMED


def test_money_the_fund_has_promised_since_is_not_taken_out_by_a_reversal(fund_desk: FundDesk) -> None:
    number = fund_desk.complain()
    fund_desk.pay_and_notice(number, "500.00")
    fund_desk.step("other finance", number, Step.RECOVER, amount="500.00", **HELD)
    fund_desk.decide(fund_desk.complain(), "9800.00")
    told = {"voucher": fund.journal(fund_desk.desk, number)[-1].booked.no, "why": "退票"}
    refused(lambda: fund_desk.step("finance", number, REVERSE, **told), "fund.short")
    refused(lambda: fund.reverse(fund_desk.seat("other finance"), "2026-0001", "划错"), "ledger.spent")
    refused(lambda: fund.reverse(fund_desk.seat("other finance"), "2026-0002", "划错"), "ledger.spent")
    assert upkeep.check(fund_desk.desk) == ()


# What is left, and once more


def partly_paid(made: FundDesk, claim: str, paid: str) -> str:
    number = made.complain()
    made.step("officer", number, REQUEST, amount=claim, confirmed="identity, evidence, not_compensated, payee")
    made.step("officer", number, NOTIFY)
    made.step("officer", number, Step.PREPAY_CONTESTED, why="不同意")
    made.step("officer", number, Step.PREPAY_RECOMMEND, amount=paid)
    made.step("supervisor", number, Step.PREPAY_APPROVE)
    made.step("finance", number, Step.PREPAY_PAY, account=CARD)
    made.step("finance", number, Step.PREPAY_PAID, bank_ref="B1")
    return str(number)


def test_the_residual_claim_can_be_asked_for_once_the_first_is_recovered_and_never_twice(fund_desk: FundDesk) -> None:
    number = partly_paid(fund_desk, "629.00", "400.00")
    assert (fund_desk.case(number).state, fund_desk.own(number).residual) == (State.FAILED, Fen(22_900))
    refused(lambda: fund_desk.step("officer", number, REQUEST, amount="229.00"), "prepay.active")
    fund_desk.step("officer", number, Step.RECOVERY_NOTICE)
    fund_desk.step("other finance", number, Step.RECOVER, amount="400.00", **HELD)
    refused(lambda: fund_desk.step("officer", number, REQUEST, amount="229.01"), "prepay.over_residual")
    fund_desk.step("officer", number, REQUEST, amount="229.00")
    fund_desk.step("officer", number, WITHDRAW, why="改")
    refused(lambda: fund_desk.step("officer", number, REQUEST, amount="629.00"), "prepay.over_residual")
    fund_desk.pay(number, "100.00")
    assert [one.round for one in fund_desk.case(number).prepayments] == [1, 2, 3]
    assert upkeep.check(fund_desk.desk) == ()


def test_what_the_merchant_paid_meanwhile_is_not_asked_for_again(fund_desk: FundDesk) -> None:
    number = fund_desk.complain()
    fund_desk.ask(number, "629.00")
    fund_desk.step("officer", number, PAID_BY_MERCHANT, amount="300.00", proof="转账凭证")
    told = refused(lambda: fund_desk.step("officer", number, REQUEST, amount="329.01"), "prepay.over_residual")
    assert told["residual_fen"] == Fen(32_900)
    fund_desk.step("officer", number, REQUEST, amount="329.00")


def test_a_new_claim_waits_until_what_is_owed_for_the_last_came_back(fund_desk: FundDesk) -> None:
    number = partly_paid(fund_desk, "629.00", "400.00")
    fund_desk.step("finance", number, CLAWBACK, amount="100.00")
    refused(lambda: fund_desk.step("officer", number, REQUEST, amount="50.00"), "prepay.active")


def test_one_active_claim_for_an_order_a_consumer_and_an_issue(fund_desk: FundDesk) -> None:
    first = fund_desk.complain(order="N1", phone="13800000001")
    second = fund_desk.complain(order="N1", phone="13800000001")
    fund_desk.pay_and_notice(first, "50.00")
    assert refused(lambda: fund_desk.ask(second, "50.00"), "prepay.elsewhere")["number"] == first
    fund_desk.step("other finance", first, Step.RECOVER, amount="50.00", **HELD)
    voucher = fund.journal(fund_desk.desk, first)[-1].booked.no
    fund_desk.ask(second, "50.00")
    told = {"voucher": voucher, "why": "退票"}
    assert refused(lambda: fund_desk.step("finance", first, REVERSE, **told), "prepay.elsewhere")["number"] == second


# The case beside it


def test_a_case_closes_over_a_recovery_and_not_over_an_open_claim(fund_desk: FundDesk) -> None:
    number = fund_desk.complain()
    fund_desk.ask(number, "50.00")
    close = {"callback": "已回访", "missing_acknowledged": True}
    refused(lambda: fund_desk.step("supervisor", number, Step.CLOSE, **close), "prepay.open")
    refused(lambda: fund_desk.step("officer", number, Step.WITHDRAW, why="撤回"), "prepay.open")
    fund_desk.step("supervisor", number, Step.PREPAY_APPROVE)
    fund_desk.step("finance", number, Step.PREPAY_PAY, account=CARD)
    fund_desk.step("finance", number, Step.PREPAY_PAID, bank_ref="B1")
    fund_desk.step("officer", number, Step.RECOVERY_NOTICE)
    fund_desk.step("supervisor", number, Step.CLOSE, **close)
    fund_desk.step("finance", number, Step.RECOVER, amount="50.00", **HELD)
    assert (fund_desk.case(number).state, fund_desk.own(number).state) == (State.CLOSED, P.RECOVERED)
    assert upkeep.check(fund_desk.desk) == ()


# One person


def test_one_person_alone_may_do_all_and_it_says_so(tmp_path: Path, make_fund: Callable[..., Any]) -> None:
    made = make_fund(tmp_path / "alone", people={})
    made.allocate("30000.00")
    with pytest.raises(Refusal):
        alone_all(made)
    fund.set_alone(made.desk, chosen=True)
    number = alone_all(made)
    own = made.own(number)
    assert (own.state, own.alone, len({one.by for one in own.approvals})) == (P.WRITTEN_OFF, True, 1)
    clerks.add(made.desk, "second", [Role.FINANCE])
    assert not fund.alone(made.desk)
    refused(lambda: fund.set_alone(made.desk, chosen=True), "fund.not_alone")
    with pytest.raises(Refusal):
        alone_all(made)
    clerks.unseat(made.desk, "second", "离职")
    assert fund.alone(made.desk)
    assert upkeep.check(made.desk) == ()
    made.desk.close(backup=False)


def alone_all(made: FundDesk) -> str:
    number = made.complain()
    made.step("owner", number, REQUEST, amount="6000.00", confirmed="identity, evidence, not_compensated, payee")
    for step, told in (
        (NOTIFY, {}),
        (Step.PREPAY_CONTESTED, {"why": "不同意"}),
        (Step.PREPAY_RECOMMEND, {"amount": "6000.00"}),
        (Step.PREPAY_APPROVE, {}),
        (Step.PREPAY_PAY, {"account": CARD}),
        (Step.PREPAY_PAID, {"bank_ref": "B1"}),
        (Step.RECOVERY_NOTICE, {}),
        (Step.WRITE_OFF, {"amount": "6000.00", "why": "注销"}),
    ):
        made.step("owner", number, step, **told)
    return str(number)


# Keys


def test_an_act_under_its_key_is_done_once(fund_desk: FundDesk) -> None:
    number = fund_desk.complain()
    fund_desk.pay_and_notice(number, "500.00")
    told = {"amount": "100.00", **HELD}
    first = fund_desk.step("finance", number, Step.RECOVER, key="mine", **told)
    again = fund_desk.step("finance", number, Step.RECOVER, key="mine", **told)
    assert (first.repeated, again.repeated, again.booked) == (False, True, first.booked)
    assert fund_desk.own(number).recovered == Fen(10_000)
    for step, other in ((Step.RECOVER, {"amount": "99.00", **HELD}), (CLAWBACK, {"amount": "100.00"})):
        refused(
            lambda step=step, other=other: fund_desk.step("finance", number, step, key="mine", **other),
            "action.key_reused",
        )
    refused(lambda: fund_desk.step("other finance", number, Step.RECOVER, key="mine", **told), "action.key_reused")
    refused(lambda: fund_desk.step("finance", number, Step.RECOVER, key="k" * 65, **told), "text.too_long")
    booked = fund.allocate(fund_desk.seat("finance"), Fen(100), Told("gift")).value
    assert fund.allocate(fund_desk.seat("finance"), Fen(100), Told("gift")).value == booked
    refused(lambda: fund.allocate(fund_desk.seat("finance"), Fen(101), Told("gift")), "action.key_reused")


def test_what_the_merchant_performs_while_the_claim_runs_is_not_paid_a_second_time(fund_desk: FundDesk) -> None:
    made, item = fund_desk, {"kind": "refund", "amount": "50.00", "payer": "merchant", "due": "2026-10-20"}
    number = reach(made, P.UNDER_REVIEW)
    made.step("officer", number, Step.TO_REGULATOR)
    made.step("officer", number, Step.EXT_ACCEPTED, on="2026-09-30")
    made.step("officer", number, Step.EXT_AGREED, paper_no="〔2026〕8号", items=[item])
    made.step("officer", number, Step.PERFORM, amount="30.00", proof="转账")
    confirmed = {"confirmed": ["identity", "evidence", "not_compensated", "payee"]}
    propose = Step.PREPAY_RECOMMEND
    told = refused(lambda: made.step("officer", number, propose, amount="50.00", **confirmed), "prepay.performed")
    assert told["left_fen"] == Fen(2000)
    made.step("officer", number, propose, amount="20.00", **confirmed)
    made.step("officer", number, Step.PERFORM, amount="20.00", proof="转账")
    refused(lambda: made.step("supervisor", number, Step.PREPAY_APPROVE), "prepay.performed")
