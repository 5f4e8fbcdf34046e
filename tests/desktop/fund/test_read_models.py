"""What the page of the fund reads: sums, who may decide, ages from the payout, registers with running balances."""

from datetime import date
from decimal import Decimal

import pytest

from odrdesk.domain.fund_vocabulary import Account, Journal, Lane
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Role, Step
from odrdesk.services import fund, prepay_decisions, prepayments
from odrdesk.services.prepay_decisions import Decision


def fen(yuan: str) -> Fen:
    return Fen(int(Decimal(yuan) * 100))


def test_an_empty_fund_warns_of_nothing(desk) -> None:
    found = prepayments.overview(desk)
    assert (found.available, found.waiting, found.is_low, found.begun) == (Fen(0), 0, False, False)


def test_available_is_the_bank_less_what_is_owed_and_reserved(desk, claims) -> None:
    claims.waiting("629.00")
    claims.approved("300.00")
    found = prepayments.overview(desk)
    assert found.bank == fen("10000")
    assert (found.owed, found.reserved) == (fen("300"), fen("629"))
    assert found.available == fen("10000") - fen("300") - fen("629")
    assert (found.waiting, found.waiting_fen, found.to_pay, found.to_pay_fen) == (1, fen("629"), 1, fen("300"))
    assert found.is_low  # the sample scheme warns below 20,000


def test_what_is_paid_this_month_and_still_owed(desk, claims, clock) -> None:
    claims.paid("100.00")
    number = claims.recovering("150.00")
    claims.step("沈佳", number, Step.RECOVER, {"from": "merchant", "amount": "40.00", "bank_ref": "C1"})
    found = prepayments.overview(desk)
    assert (found.month, found.outstanding, found.advances) == (fen("250"), fen("210"), 2)
    clock.set(2026, 12, 1)
    assert prepayments.overview(desk).month == Fen(0)


@pytest.mark.parametrize(
    ("who", "code"),
    [("顾明谦", None), ("周启航", "prepay.same_person"), ("沈佳", "clerk.not_allowed"), ("陈晓雯", None)],
)
def test_who_asked_or_lacks_the_role_may_not_decide(claims, who: str, code: str | None) -> None:
    claims.waiting()
    (line,) = prepayments.waiting(claims.by(who))
    assert (line.refusal.code if line.refusal else None) == code
    assert (line.consumer, line.lane, line.needed) == ("王*英", Lane.ONE, (Role.SUPERVISOR,))


def test_over_the_tier_two_roles_are_missing_one_after_the_other(claims) -> None:
    number = claims.waiting("6000.00")
    (line,) = prepayments.waiting(claims.by("沈佳"))
    assert (line.lane, line.missing, line.refusal) == (Lane.DUAL, (Role.SUPERVISOR, Role.FINANCE), None)
    claims.step("顾明谦", number, Step.PREPAY_APPROVE)
    (line,) = prepayments.waiting(claims.by("沈佳"))
    assert (line.missing, line.given_by, line.refusal) == ((Role.FINANCE,), "顾明谦", None)
    (line,) = prepayments.waiting(claims.by("顾明谦"))
    assert line.refusal
    assert line.refusal.code == "prepay.same_person"


def test_due_is_two_working_days_from_the_recommendation(claims, clock) -> None:
    claims.waiting()  # Monday 11-23
    (line,) = prepayments.waiting(claims.desk)
    assert (line.due, line.days) == (date(2026, 11, 25), 2)
    clock.set(2026, 11, 27)
    (line,) = prepayments.waiting(claims.desk)
    assert line.days == -2


def test_a_merchants_deposit_is_told_beside_its_claim(claims) -> None:
    fund.deposit(claims.by("沈佳"), "云裳服饰旗舰店", fen("500"))
    claims.waiting()
    (line,) = prepayments.waiting(claims.desk)
    assert line.deposit == fen("500")


def test_ages_count_days_from_the_payout(claims, clock) -> None:
    clock.set(2026, 8, 1)
    claims.paid("10.00", merchant="甲店")
    clock.set(2026, 10, 1)
    claims.paid("20.00", merchant="甲店")
    claims.paid("40.00", merchant="乙店")
    # 30 days after 10-01 is 10-31: still the first age; 08-01 is 91 days away
    clock.set(2026, 10, 31)
    first, second = prepayments.ages(claims.desk)
    assert (first.name, first.by_age) == ("甲店", (fen("20"), Fen(0), Fen(0), fen("10")))
    assert (second.name, second.by_age) == ("乙店", (fen("40"), Fen(0), Fen(0), Fen(0)))
    clock.set(2026, 11, 1)
    assert prepayments.ages(claims.desk)[1].by_age == (Fen(0), fen("40"), Fen(0), Fen(0))


def test_the_register_runs_and_marks_reversals(claims, clock) -> None:
    clock.set(2026, 11, 24)
    (wrong,) = fund.allocate(claims.by("沈佳"), fen("5")).value
    fund.reverse(claims.by("金岚"), wrong.no, "重复划入")
    claims.paid("100.00")
    found = prepayments.register(claims.desk)
    newest_first = [(one.journal, one.fen, one.balance) for one in found.lines]
    assert newest_first == [
        (Journal.J4, -fen("100"), fen("9900")),
        (Journal.JR, -fen("5"), fen("10000")),
        (Journal.J0, fen("5"), fen("10005")),
        (Journal.J0, fen("10000"), fen("10000")),
    ]
    assert (found.lines[1].reverses, found.lines[2].reversed_by) == (wrong.no, f"2026-{wrong.number + 1:04d}")
    assert found.closing == fen("9900")


def test_a_period_keeps_the_balance_of_all_before_it(claims, clock) -> None:
    clock.set(2026, 11, 24)
    claims.money(100)
    found = prepayments.register(claims.desk, since=date(2026, 11, 24), until=date(2026, 11, 24))
    assert [one.balance for one in found.lines] == [fen("10001")]
    assert (found.opening, found.closing) == (fen("10000"), fen("10001"))
    assert prepayments.register(claims.desk, until=date(2026, 11, 23)).closing == fen("10000")


def test_a_merchants_account_asks_for_what_was_taken(claims) -> None:
    fund.deposit(claims.by("沈佳"), "云裳服饰旗舰店", fen("500"))
    number = claims.recovering("629.00")
    claims.step("沈佳", number, Step.RECOVER, {"from": "deposit", "amount": "500.00"})
    (page,) = {line.page for line in prepayments.recovering(claims.desk)}
    found = prepayments.merchant_account(claims.desk, page)
    assert (found.deposit, found.owed) == (Fen(0), fen("129"))
    assert [(one.journal, one.fen, one.balance) for one in found.lines] == [
        (Journal.J5, -fen("500"), Fen(0)),
        (Journal.J1, fen("500"), fen("500")),
    ]
    # ten working days from 11-23: 24 25 26 27 30 1 2 3 4 7
    assert [(one.number, one.due) for one in found.topups] == [(number, date(2026, 12, 7))]


def test_each_decision_stands_alone_and_under_its_key(claims) -> None:
    one, other = claims.waiting("100.00"), claims.waiting("9800.00")
    lines = {line.number: line for line in prepayments.waiting(claims.by("顾明谦"))}
    told = [Decision(number, Step.PREPAY_APPROVE, f"key-{number}", lines[number].version) for number in (one, other)]
    done = prepay_decisions.decide(claims.by("顾明谦"), told).value
    assert [each.refusal is None for each in done] == [True, True]
    assert [each.taken.waits for each in done if each.taken] == [False, True]
    again = prepay_decisions.decide(claims.by("顾明谦"), told).value
    assert all(each.taken and each.taken.repeated for each in again)
    assert fund.trial(claims.desk).accounts[Account.PAYABLE] == -fen("100")


def test_a_claim_that_changed_since_is_not_decided_unseen(claims) -> None:
    number = claims.waiting()
    (line,) = prepayments.waiting(claims.by("顾明谦"))
    claims.step("周启航", number, Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "商家要求复核"})
    told = [Decision(number, Step.PREPAY_APPROVE, "key", line.version)]
    (done,) = prepay_decisions.decide(claims.by("顾明谦"), told).value
    assert done.refusal
    assert done.refusal.code == "dispute.changed_elsewhere"
