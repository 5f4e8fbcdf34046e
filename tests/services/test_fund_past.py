"""A prepayment as it stood on a past day, and every entry of its record played again."""

from datetime import UTC, date, datetime
from typing import Any

from odrdesk.domain import replay
from odrdesk.domain.fund_vocabulary import PrepayState
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import State, Step
from odrdesk.services import fund, past, upkeep

FundDesk = Any
CARD = "6222021234567894"


def on(made: FundDesk, day: str) -> None:
    made.now = datetime.fromisoformat(f"{day}T02:00:00").replace(tzinfo=UTC)


def test_a_prepayment_is_seen_as_it_stood_at_the_end_of_a_day(fund_desk: FundDesk) -> None:
    number = fund_desk.complain()
    on(fund_desk, "2026-10-08")
    fund_desk.ask(number, "6000.00")
    fund_desk.step("finance", number, Step.PREPAY_APPROVE)
    on(fund_desk, "2026-10-09")
    fund_desk.step("supervisor", number, Step.PREPAY_APPROVE)
    on(fund_desk, "2026-10-10")
    fund_desk.step("other finance", number, Step.PREPAY_PAY, account=CARD)
    fund_desk.step("other finance", number, Step.PREPAY_PAID, bank_ref="B1")
    on(fund_desk, "2026-10-12")
    fund_desk.step("officer", number, Step.RECOVERY_NOTICE)
    fund_desk.step("other finance", number, Step.RECOVER, amount="500.00", **{"from": "deposit"})
    voucher = fund.journal(fund_desk.desk, number)[-1].booked.no
    on(fund_desk, "2026-10-13")
    fund_desk.step("finance", number, Step.PREPAY_REVERSE, voucher=voucher, why="退票")
    on(fund_desk, "2026-10-16")

    def then(day: str) -> tuple[object, ...]:
        case = past.as_of(fund_desk.desk, number, past.end_of(date.fromisoformat(day))).view.case
        own = case.prepayment
        return (case.state, len(case.awaiting), own and (own.state, own.paid, own.recovered, own.outstanding))

    assert then("2026-09-30") == (State.FAILED, 0, None)
    assert then("2026-10-08") == (State.FAILED, 1, (PrepayState.PENDING_APPROVAL, 0, 0, 0))
    assert then("2026-10-09") == (State.FAILED, 0, (PrepayState.APPROVED, 0, 0, 0))
    paid = Fen(600_000)
    assert then("2026-10-10") == (State.PERFORMED, 0, (PrepayState.PAID, paid, 0, paid))
    assert then("2026-10-12") == (State.PERFORMED, 0, (PrepayState.RECOVERING, paid, 50_000, 550_000))
    assert then("2026-10-13") == (State.PERFORMED, 0, (PrepayState.RECOVERING, paid, 0, paid))
    today = past.as_of(fund_desk.desk, number, fund_desk.now).view.case
    assert replay.differing(today, fund_desk.case(number)) == ()
    assert upkeep.check(fund_desk.desk, thorough=True) == ()


def test_a_prepayment_changed_behind_the_programs_back_is_found(fund_desk: FundDesk) -> None:
    number = fund_desk.complain()
    fund_desk.pay(number, "629.00")
    with fund_desk.desk.writing() as session:
        session.connection().exec_driver_sql("UPDATE prepayment SET account = '6222020000000001', payee = '别人'")
    (found,) = upkeep.check(fund_desk.desk)
    assert (found.code, found.data["fields"]) == ("dispute.replay_differs", ["prepayments"])
