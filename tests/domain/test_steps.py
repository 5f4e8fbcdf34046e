"""The life of a dispute, written from the table of steps: every state times every step moves or refuses with a code."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from odrdesk.domain import ledger
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.dispute import Clock, Dispute, Offer, Settlement, Term
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import FACTS, plain, read
from odrdesk.domain.fund_vocabulary import Account, Lane, PrepayState, RecoverFrom
from odrdesk.domain.guards import Act
from odrdesk.domain.ip import IpBranch
from odrdesk.domain.leads import Lead
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Clerk, Consumer, Merchant
from odrdesk.domain.prepayment import Approval, Fund, Prepayment, Recovery
from odrdesk.domain.scheme import Scheme, Tier
from odrdesk.domain.steps import OPEN, STEPS, open_steps, refusal_of, take
from odrdesk.domain.vocabulary import (
    Category,
    Channel,
    Claim,
    IpState,
    ItemKind,
    PaperKind,
    Payer,
    Role,
    State,
    Step,
)

NOW = datetime(2026, 10, 13, 2, 0, tzinfo=UTC)
EVERYTHING = Clerk(1, "Owner", frozenset(Role))
OTHER = Clerk(2, "Second", frozenset({Role.SUPERVISOR}))
OFFICER = Clerk(3, "Officer", frozenset({Role.OFFICER}))
REFUND = {"kind": "refund", "amount": "629.00", "payer": "merchant", "due": "2026-10-16"}

# The table, typed from the procedure: step -> (states it may be taken in, state it leads to; None: it stays).
TABLE: dict[Step, tuple[set[State], State | None]] = {
    Step.REGISTER: ({State.DRAFT}, State.REGISTERED),
    Step.MERGE_INTO: ({State.REGISTERED, State.ACCEPTED}, State.MERGED),
    Step.ASK_SUPPLEMENT: ({State.REGISTERED}, State.SUPPLEMENTING),
    Step.SUPPLEMENTED: ({State.SUPPLEMENTING}, State.REGISTERED),
    Step.LAPSE: ({State.SUPPLEMENTING}, State.NOT_ACCEPTED),
    Step.REFUSE: ({State.REGISTERED}, State.NOT_ACCEPTED),
    Step.TRANSFER: ({State.REGISTERED}, State.TRANSFERRED),
    Step.ACCEPT: ({State.REGISTERED}, State.ACCEPTED),
    Step.ESCALATE: ({State.NEGOTIATING}, None),
    Step.APPRAISAL_START: ({State.NEGOTIATING, State.EXT_MEDIATING}, None),
    Step.APPRAISAL_REPORT: ({State.NEGOTIATING, State.EXT_MEDIATING}, None),
    Step.PROPOSE: ({State.NEGOTIATING}, State.PROPOSED),
    Step.REJECT_OFFER: ({State.PROPOSED}, State.NEGOTIATING),
    Step.SETTLE: ({State.PROPOSED}, State.SETTLED),
    Step.PERFORM: ({State.SETTLED, State.PERFORMING}, State.PERFORMED),
    Step.BREACH: ({State.SETTLED, State.PERFORMING}, State.NEGOTIATING),
    Step.CALL_BACK: ({State.PERFORMING, State.PERFORMED}, None),
    Step.CLOSE: (
        {
            State.PERFORMED,
            State.FAILED,
            State.EXT_DONE,
            State.ADJUDICATION,
            State.WITHDRAWN,
            State.NOT_ACCEPTED,
            State.TRANSFERRED,
            State.MERGED,
        },
        State.CLOSED,
    ),
    Step.WITHDRAW: (
        {
            State.REGISTERED,
            State.SUPPLEMENTING,
            State.ACCEPTED,
            State.NEGOTIATING,
            State.PROPOSED,
            State.SETTLED,
            State.PERFORMING,
            State.PERFORMED,
            State.EXT_PENDING,
            State.EXT_MEDIATING,
            State.EXT_DONE,
            State.FAILED,
            State.ADJUDICATION,
        },
        State.WITHDRAWN,
    ),
    Step.FAIL: ({State.NEGOTIATING}, State.FAILED),
    Step.TO_REGULATOR: ({State.FAILED}, State.EXT_PENDING),
    Step.TO_COUNCIL: ({State.FAILED}, State.EXT_PENDING),
    Step.EXT_ACCEPTED: ({State.EXT_PENDING}, State.EXT_MEDIATING),
    Step.EXT_REFUSED: ({State.EXT_PENDING}, State.FAILED),
    Step.EXT_AGREED: ({State.EXT_MEDIATING}, State.SETTLED),
    Step.EXT_TERMINATED: ({State.EXT_MEDIATING}, State.EXT_DONE),
    Step.ADJUDICATE: ({State.FAILED, State.EXT_DONE}, State.ADJUDICATION),
    Step.REOPEN: ({State.CLOSED}, State.NEGOTIATING),
    Step.UNMERGE: ({State.MERGED}, State.REGISTERED),
}
BY_HAND = {Step.START_CLOCK, Step.STOP_CLOCK}
IN_EVERY_OPEN_STATE = {Step.ASSIGN, Step.CONTACT, Step.LEAD, Step.EXTEND, Step.IP_NOTICE} | BY_HAND
# What a notice began is brought to its end even where the case ended; each of them leaves the state as it is.
UNTIL_CLOSED = {step for step in Step if step.value.startswith("ip_")} - {Step.IP_NOTICE}
AFTER_REGISTRATION = {Step.CORRECT, Step.LEAD_SENT, Step.LEAD_ANSWERED}
CLAIMABLE = {
    State.ACCEPTED,
    State.NEGOTIATING,
    State.PROPOSED,
    State.SETTLED,
    State.PERFORMING,
    State.FAILED,
    State.EXT_PENDING,
    State.EXT_MEDIATING,
    State.EXT_DONE,
    State.ADJUDICATION,
}
# From where each step of a prepayment goes on; money moves whatever became of the dispute meanwhile.
PREPAY_BEFORE: dict[Step, PrepayState] = {
    Step.PREPAY_NOTIFY: PrepayState.APPLIED,
    Step.PREPAY_MERCHANT_PAID: PrepayState.MERCHANT_NOTICE,
    Step.PREPAY_CONTESTED: PrepayState.MERCHANT_NOTICE,
    Step.PREPAY_SILENT: PrepayState.MERCHANT_NOTICE,
    Step.PREPAY_WITHDRAW: PrepayState.APPLIED,
    Step.PREPAY_RECOMMEND: PrepayState.UNDER_REVIEW,
    Step.PREPAY_REJECT: PrepayState.UNDER_REVIEW,
    Step.PREPAY_RETURN: PrepayState.PENDING_APPROVAL,
    Step.PREPAY_APPROVE: PrepayState.PENDING_APPROVAL,
    Step.PREPAY_PAY: PrepayState.APPROVED,
    Step.PREPAY_PAID: PrepayState.PAYING,
    Step.PREPAY_PAY_FAILED: PrepayState.PAYING,
    Step.RECOVERY_NOTICE: PrepayState.PAID,
    Step.RECOVER: PrepayState.RECOVERING,
    Step.WRITE_OFF: PrepayState.RECOVERING,
    Step.APPEAL: PrepayState.RECOVERING,
    Step.APPEAL_DISMISSED: PrepayState.RECOVERING,
    Step.APPEAL_UPHELD: PrepayState.RECOVERING,
    Step.CLAWBACK: PrepayState.PAID,
    Step.PREPAY_REVERSE: PrepayState.RECOVERING,
}
COVERED_FROM = {
    State.ACCEPTED,
    State.NEGOTIATING,
    State.PROPOSED,
    State.SETTLED,
    State.PERFORMING,
    State.FAILED,
    State.EXT_DONE,
}

RAW: dict[Step, dict[str, object]] = {
    Step.MERGE_INTO: {"into": "ODR-2026-00002"},
    Step.ASK_SUPPLEMENT: {"items": ["身份证明"]},
    Step.REFUSE: {"ground": "3"},
    Step.TRANSFER: {"to": "市场监管所"},
    Step.ASSIGN: {"officer": "Officer"},
    Step.CONTACT: {"mode": "电话", "with": "merchant", "content": "已告知投诉"},
    Step.ESCALATE: {"why": "消费者要求"},
    Step.APPRAISAL_START: {"on": "2026-10-09"},
    Step.APPRAISAL_REPORT: {"on": "2026-10-12"},
    Step.PROPOSE: {"items": [REFUND], "over_paid_acknowledged": True},
    Step.SETTLE: {"consumer_confirmed_by": "电话录音", "merchant_confirmed_by": "盖章"},
    Step.PERFORM: {"amount": "629.00", "proof": "转账凭证"},
    Step.CALL_BACK: {"result": "满意"},
    Step.CLOSE: {"callback": "满意", "missing_acknowledged": True},
    Step.WITHDRAW: {"why": "自行和解"},
    Step.FAIL: {"why": "商家拒绝"},
    Step.EXT_ACCEPTED: {"on": "2026-10-12"},
    Step.EXT_REFUSED: {"ground": "不属于职责"},
    Step.EXT_AGREED: {"paper_no": "〔2026〕8号"},
    Step.EXT_TERMINATED: {"ground": "5", "on": "2026-10-12"},
    Step.ADJUDICATE: {"no": "（2026）沪0115民初1号"},
    Step.REOPEN: {"why": "未履行"},
    Step.LEAD: {"what": "虚假宣传"},
    Step.LEAD_SENT: {"to": "market", "on": "2026-10-12", "how": "当面递交"},
    Step.LEAD_ANSWERED: {"on": "2026-10-13", "result": "已立案"},
    Step.CORRECT: {"field": "order.goods", "value": "皮鞋", "why": "笔误"},
    Step.UNMERGE: {"why": "不是同一纠纷"},
    Step.EXTEND: {"rule": "R-TOTAL", "to": "2026-12-01", "why": "双方同意"},
    Step.START_CLOCK: {"rule": "R-NR-REFUND", "on": "2026-10-11", "why": "商家签收退货"},
    Step.STOP_CLOCK: {"rule": "R-TOTAL", "on": "2026-10-12", "why": "商家已退款"},
    Step.PREPAY_REQUEST: {"amount": "629.00", "items": [{"kind": "refund", "amount": "629.00"}]},
    Step.PREPAY_CONTESTED: {"why": "已发货"},
    Step.PREPAY_SILENT: {"unreachable": True},
    Step.PREPAY_WITHDRAW: {"why": "消费者撤回"},
    Step.PREPAY_RECOMMEND: {"amount": "629.00", "confirmed": ["identity", "evidence", "not_compensated", "payee"]},
    Step.PREPAY_REJECT: {"why": "不属于本平台"},
    Step.PREPAY_PAY: {"account": "6222021234567894"},
    Step.PREPAY_PAID: {"bank_ref": "B001"},
    Step.RECOVER: {"from": "deposit", "amount": "100.00"},
    Step.WRITE_OFF: {"amount": "100.00", "why": "商家已注销"},
    Step.APPEAL_DISMISSED: {"why": "理由不成立"},
    Step.CLAWBACK: {"amount": "29.00"},
    Step.PREPAY_REVERSE: {"voucher": "2026-0009", "why": "记错"},
    Step.IP_SUPPLEMENT: {"items": ["权属证明"]},
    Step.IP_MEASURES: {"measures": ["delete", "unlink"]},
    Step.IP_FORWARDED: {"on": "2026-10-12"},
    Step.IP_RIGHTSHOLDER_ACTED: {"on": "2026-10-12", "holder_act": "suit", "no": "（2026）沪0115民初8号"},
}
IP_BEFORE: dict[Step, IpState] = {
    Step.IP_SUPPLEMENT: IpState.NOTICE,
    Step.IP_SUPPLEMENTED: IpState.SUPPLEMENT,
    Step.IP_MEASURES: IpState.NOTICE,
    Step.IP_DECLARATION: IpState.MEASURES_TAKEN,
    Step.IP_FORWARDED: IpState.DECLARED,
    Step.IP_RIGHTSHOLDER_ACTED: IpState.WAITING15,
    Step.IP_LIFT: IpState.WAITING15,
    Step.IP_PUBLISH: IpState.LIFTED,
}


def ready(state: State, step: Step | None = None) -> Dispute:
    """A dispute in a state with everything a guard could ask for."""
    term = Term(ItemKind.REFUND, Fen(62900), Payer.MERCHANT, date(2026, 10, 12))
    complaint = Complaint(
        channel=Channel.PHONE,
        received_at=NOW - timedelta(days=10),
        consumer=Consumer("张某", phone="13812345678"),
        merchant=Merchant("上海浦江好物电子商务有限公司"),
        order=Order(no="692011582274003801", paid=Fen(12900)),
        category=Category.FALSE_CLAIMS,
        claims=(Claim.REFUND,),
        facts="宣传与实物不符。",
    )
    supplement = Clock("R-SUP", "1", date(2026, 9, 20), date(2026, 9, 25), date(2026, 9, 25))
    noted = Lead(1, "虚假宣传", NOW, 1, to="market")
    sent = replace(noted, sent_on=date(2026, 10, 12), sent_how="当面递交")
    total = Clock("R-TOTAL", "1", date(2026, 10, 3), date(2026, 10, 20), date(2026, 10, 20))
    return Dispute(
        key=1,
        number="ODR-2026-00001",
        state=state,
        complaint=complaint,
        officer=1,
        offers=(Offer(1, NOW, (term,)),) if state is State.PROPOSED else (),
        settlement=Settlement(NOW, (term,)) if state in {State.SETTLED, State.PERFORMING} else None,
        clocks=(supplement, total),
        closed_at=NOW - timedelta(days=30) if state is State.CLOSED else None,
        appraisal_since=date(2026, 10, 9) if step is Step.APPRAISAL_REPORT else None,
        merged_from=State.REGISTERED if state is State.MERGED else None,
        leads=(sent if step is Step.LEAD_ANSWERED else noted,),
        ip=IpBranch(IP_BEFORE[step], date(2026, 9, 1)) if step in IP_BEFORE else None,
        accepted_at=NOW - timedelta(days=5),
        prepayments=(prepaid(PREPAY_BEFORE[step], step),) if step in PREPAY_BEFORE else (),
    )


def prepaid(state: PrepayState, step: Step) -> Prepayment:
    """A prepayment of 629.00 by others; 100.00 of it is recovered where that is to be undone."""
    paid = state in {PrepayState.PAID, PrepayState.RECOVERING}
    undone = step is Step.PREPAY_REVERSE
    return Prepayment(
        round=1,
        state=state,
        merchant=1,
        claim=Fen(62900),
        requested_at=NOW,
        requested_by=7,
        scheme="1",
        key="one",
        recommended=Fen(62900),
        recommended_by=7,
        needed=(Role.SUPERVISOR,),
        approvals=(Approval(8, Role.SUPERVISOR, NOW),) if paid or state is not PrepayState.PENDING_APPROVAL else (),
        approved=Fen(62900) if state in {PrepayState.APPROVED, PrepayState.PAYING} or paid else None,
        paid=Fen(62900 if paid else 0),
        noticed_on=date(2026, 10, 12) if state is PrepayState.RECOVERING else None,
        recoveries=(Recovery(RecoverFrom.MERCHANT, Fen(10000), date(2026, 10, 12), "act9"),) if undone else (),
        appeal="不服" if step in {Step.APPEAL_DISMISSED, Step.APPEAL_UPHELD} else "",
    )


def fund() -> Fund:
    """A fund with money enough, a merchant with a deposit, and the voucher of a recovery that another clerk booked."""
    tiers = (Tier(Lane.ONE, (Role.SUPERVISOR,), Fen(500000)), Tier(Lane.DUAL, (Role.SUPERVISOR, Role.FINANCE)))
    voucher = ledger.from_merchant(ledger.Sub(Account.RECEIVABLE, 1, 1), Fen(10000))
    booked = ledger.Booked(9, 2026, 9, voucher, NOW, NOW, 9, "act9", 1, dispute=1, round=1)
    return Fund(
        Scheme("1", date(2020, 1, 1), tiers=tiers),
        Fen(1_000_000),
        "act",
        merchant=1,
        deposits=((1, Fen(50000)),),
        reversing=(booked,),
    )


def act(clerk: Clerk = EVERYTHING, **beside: object) -> Act:
    into = replace(ready(State.ACCEPTED), key=2, number="ODR-2026-00002")
    return Act(clerk, NOW, NOW, **({"into": into, "officer": OFFICER, "fund": fund()} | beside))


def go(case: Dispute, step: Step, raw: dict[str, object] | None = None, clerk: Clerk = EVERYTHING) -> Dispute:
    return take(case, step, read(step, RAW.get(step, {}) if raw is None else raw), act(clerk)).case


def sources(step: Step) -> set[State]:
    if step in IN_EVERY_OPEN_STATE:
        return set(OPEN)
    if step is Step.PREPAY_REQUEST:
        return CLAIMABLE
    if step in AFTER_REGISTRATION | set(PREPAY_BEFORE):
        return set(State) - {State.DRAFT}
    if step in UNTIL_CLOSED:
        return set(State) - {State.DRAFT, State.CLOSED}
    return TABLE[step][0]


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)))
def test_every_state_and_step_moves_or_refuses_with_a_code(state: State, step: Step) -> None:
    case = ready(state, step)
    if state not in sources(step):
        with pytest.raises(Refusal) as no:
            go(case, step)
        assert no.value.code == "step.not_from_state"
        return
    after = go(case, step)
    if step in {Step.REFUSE, Step.WRITE_OFF}:
        after = go(after, step, clerk=OTHER)
    target = TABLE[step][1] if step in TABLE else None
    if step in {Step.ASSIGN, Step.CONTACT} and state is State.ACCEPTED:
        target = State.NEGOTIATING
    if step is Step.PREPAY_PAID and state in COVERED_FROM:
        target = State.PERFORMED
    assert after.state is (target or state)


def test_every_state_can_be_reached_from_a_draft() -> None:
    ways = [*TABLE.values(), ({State.ACCEPTED}, State.NEGOTIATING), ({State.SETTLED}, State.PERFORMING)]
    reached = {State.DRAFT}
    for _ in State:
        reached |= {target for states, target in ways if target and states & reached}
    assert reached == set(State)


@pytest.mark.parametrize("step", [step for step in Step if any(fact.required for fact in FACTS.get(step, ()))])
def test_a_missing_fact_is_refused_by_name(step: Step) -> None:
    with pytest.raises(Refusal) as no:
        read(step, {})
    assert no.value.code == "fact.missing"
    assert no.value.field in {fact.name for fact in FACTS[step]}


@pytest.mark.parametrize("step", list(RAW))
def test_facts_written_for_the_record_read_back_the_same(step: Step) -> None:
    facts = read(step, RAW[step])
    assert read(step, plain(facts)) == facts


def test_an_unknown_fact_is_refused() -> None:
    with pytest.raises(Refusal) as no:
        read(Step.ACCEPT, {"colour": "red"})
    assert (no.value.code, no.value.field) == ("fact.unknown", "colour")


def test_a_role_that_may_not_is_refused_and_one_that_includes_it_may() -> None:
    intake = Clerk(9, "Intake", frozenset({Role.INTAKE}))
    with pytest.raises(Refusal) as no:
        go(ready(State.REGISTERED), Step.ACCEPT, clerk=intake)
    assert no.value.code == "step.role"
    assert go(ready(State.REGISTERED), Step.ACCEPT, clerk=OTHER).state is State.ACCEPTED


def test_the_clerk_who_accepts_becomes_the_officer() -> None:
    assert go(replace(ready(State.REGISTERED), officer=None), Step.ACCEPT, clerk=OTHER).officer == OTHER.key


def test_refusal_to_accept_needs_two_people_one_of_them_supervisor() -> None:
    asked = go(ready(State.REGISTERED), Step.REFUSE, clerk=OFFICER)
    assert asked.state is State.REGISTERED
    assert [one.step for one in asked.awaiting] == [Step.REFUSE]
    with pytest.raises(Refusal) as no:
        go(asked, Step.REFUSE, clerk=OFFICER)
    assert no.value.code == "step.same_person"
    third = Clerk(7, "Third", frozenset({Role.OFFICER}))
    with pytest.raises(Refusal) as no:
        go(asked, Step.REFUSE, clerk=third)
    assert no.value.code == "step.role"
    done = go(asked, Step.REFUSE, clerk=OTHER)
    assert (done.state, done.awaiting, done.refusal_ground) == (State.NOT_ACCEPTED, (), 3)


def test_a_countersignature_is_for_the_ground_that_was_asked() -> None:
    asked = go(ready(State.REGISTERED), Step.REFUSE, {"ground": "3", "why": "非生活消费"}, OFFICER)
    with pytest.raises(Refusal) as no:
        go(asked, Step.REFUSE, {"ground": "5"}, OTHER)
    assert (no.value.code, no.value.field, no.value.data["asked"]) == ("step.other_facts", "ground", 3)
    assert go(asked, Step.REFUSE, {"ground": "3", "why": "同意"}, OTHER).refusal_ground == 3


def test_even_an_owner_with_every_role_cannot_countersign_himself() -> None:
    asked = go(ready(State.REGISTERED), Step.REFUSE)
    with pytest.raises(Refusal) as no:
        go(asked, Step.REFUSE)
    assert no.value.code == "step.same_person"


def test_a_second_supplement_is_the_supervisors_and_there_is_no_third() -> None:
    once = go(go(ready(State.REGISTERED), Step.ASK_SUPPLEMENT, clerk=OFFICER), Step.SUPPLEMENTED)
    with pytest.raises(Refusal) as no:
        go(once, Step.ASK_SUPPLEMENT, clerk=OFFICER)
    assert no.value.code == "supplement.asked_already"
    twice = go(go(once, Step.ASK_SUPPLEMENT, clerk=OTHER), Step.SUPPLEMENTED)
    with pytest.raises(Refusal):
        go(twice, Step.ASK_SUPPLEMENT, clerk=OTHER)


def test_nothing_lapses_before_its_time() -> None:
    early = replace(ready(State.SUPPLEMENTING), clocks=(Clock("R-SUP", "1", *([date(2026, 10, 13)] * 3)),))
    with pytest.raises(Refusal) as no:
        go(early, Step.LAPSE)
    assert no.value.code == "clock.not_passed"


def test_expiry_is_no_ground_while_the_clock_runs_but_refusal_is() -> None:
    case = ready(State.NEGOTIATING)
    with pytest.raises(Refusal) as no:
        go(case, Step.FAIL, {"ground": "expired", "why": "期限届满"})
    assert no.value.code == "clock.not_passed"
    assert go(case, Step.FAIL, {"ground": "refused", "why": "商家拒绝"}).state is State.FAILED


def test_escalation_stops_at_the_desks_third_level() -> None:
    case = go(go(ready(State.NEGOTIATING), Step.ESCALATE), Step.ESCALATE)
    assert case.level == 3
    with pytest.raises(Refusal) as no:
        go(case, Step.ESCALATE)
    assert no.value.code == "level.top"


def test_an_offer_below_the_statutory_amount_must_be_acknowledged() -> None:
    low = {"items": [{"kind": "refund", "amount": "129.00", "payer": "merchant"}]}
    facts = read(Step.PROPOSE, low)
    with pytest.raises(Refusal) as no:
        take(ready(State.NEGOTIATING), Step.PROPOSE, facts, act(floor=Fen(62900)))
    assert (no.value.code, no.value.data["floor_fen"]) == ("offer.below_floor", 62900)
    known = read(Step.PROPOSE, low | {"floor_acknowledged": "true"})
    assert take(ready(State.NEGOTIATING), Step.PROPOSE, known, act(floor=Fen(62900))).case.state is State.PROPOSED


def test_a_refund_over_what_was_paid_must_be_acknowledged() -> None:
    over = {"items": [{"kind": "refund", "amount": "129.01", "payer": "merchant"}]}
    with pytest.raises(Refusal) as no:
        go(ready(State.NEGOTIATING), Step.PROPOSE, over)
    assert no.value.code == "offer.over_paid"
    assert go(ready(State.NEGOTIATING), Step.PROPOSE, over | {"over_paid_acknowledged": True}).state is State.PROPOSED


def test_money_terms_need_an_amount_and_things_do_not() -> None:
    with pytest.raises(Refusal) as no:
        go(ready(State.NEGOTIATING), Step.PROPOSE, {"items": [{"kind": "refund", "amount": "0.00"}]})
    assert (no.value.code, no.value.field) == ("terms.no_amount", "items.0.amount")
    things = {"items": [{"kind": "return_goods", "amount": "0", "payer": "consumer"}]}
    assert go(ready(State.NEGOTIATING), Step.PROPOSE, things).state is State.PROPOSED


def test_both_confirm_unless_the_platform_alone_performs() -> None:
    consumer_only = {"consumer_confirmed_by": "短信"}
    with pytest.raises(Refusal) as no:
        go(ready(State.PROPOSED), Step.SETTLE, consumer_only)
    assert (no.value.code, no.value.field) == ("fact.missing", "merchant_confirmed_by")
    platform = Offer(1, NOW, (Term(ItemKind.REFUND, Fen(100), Payer.PLATFORM),))
    case = replace(ready(State.PROPOSED), offers=(platform,))
    assert go(case, Step.SETTLE, consumer_only).state is State.SETTLED


def test_performance_in_parts_is_complete_only_with_the_last_fen_and_thing() -> None:
    terms = (Term(ItemKind.REFUND, Fen(12900), Payer.MERCHANT), Term(ItemKind.RETURN_GOODS, Fen(0), Payer.CONSUMER))
    case = replace(ready(State.SETTLED), settlement=Settlement(NOW, terms))
    part = go(case, Step.PERFORM, {"amount": "100.00", "proof": "a"})
    assert part.state is State.PERFORMING
    with pytest.raises(Refusal) as no:
        go(part, Step.PERFORM, {"amount": "29.01", "proof": "b"})
    assert (no.value.code, no.value.data["left_fen"]) == ("perform.over", 2900)
    paid = go(part, Step.PERFORM, {"amount": "29.00", "proof": "b"})
    assert paid.state is State.PERFORMING
    assert go(paid, Step.PERFORM, {"amount": "0.00", "proof": "快递单号"}).state is State.PERFORMED


def test_breach_only_after_a_due_day_has_passed() -> None:
    term = Term(ItemKind.REFUND, Fen(100), Payer.MERCHANT, date(2026, 10, 13))
    case = replace(ready(State.SETTLED), settlement=Settlement(NOW, (term,)))
    with pytest.raises(Refusal) as no:
        go(case, Step.BREACH)
    assert no.value.code == "breach.not_due"


@pytest.mark.parametrize("terms", [(Term(ItemKind.REFUND, Fen(100), Payer.MERCHANT),), ()])
def test_without_an_agreed_day_a_breach_says_when_it_was_asked_for(terms: tuple[Term, ...]) -> None:
    settlement = Settlement(NOW, terms)
    case = replace(ready(State.SETTLED), settlement=settlement)
    with pytest.raises(Refusal) as no:
        go(case, Step.BREACH, raw={})
    assert (no.value.code, no.value.field) == ("breach.no_day", "why")
    assert go(case, Step.BREACH, raw={"why": "六月五日催告，给了三日"}).state is State.NEGOTIATING


def test_a_second_settlement_after_breach_counts_its_own_performances() -> None:
    part = go(ready(State.SETTLED), Step.PERFORM, {"amount": "29.00", "proof": "a"})
    again = go(go(go(part, Step.BREACH), Step.PROPOSE), Step.SETTLE)
    assert again.performed_total == 0
    assert len(again.performances) == 1
    assert go(again, Step.PERFORM).state is State.PERFORMED


def test_closing_wants_call_back_and_papers_unless_acknowledged() -> None:
    performed = replace(go(ready(State.SETTLED), Step.PERFORM), accepted_at=NOW)
    with pytest.raises(Refusal) as no:
        go(performed, Step.CLOSE, {"missing_acknowledged": True})
    assert no.value.code == "close.callback_missing"
    with pytest.raises(Refusal) as no:
        go(performed, Step.CLOSE, {"callback": "满意"})
    assert no.value.code == "close.papers_missing"
    wanted = [PaperKind.ACCEPTANCE_NOTICE.value, PaperKind.SETTLEMENT_AGREEMENT.value]
    assert no.value.data["papers"] == wanted
    assert go(performed, Step.CLOSE, {"callback": "满意", "missing_acknowledged": True}).state is State.CLOSED


def test_closing_waits_for_an_open_countersign() -> None:
    asked = replace(go(ready(State.REGISTERED), Step.REFUSE), state=State.WITHDRAWN)
    with pytest.raises(Refusal) as no:
        go(asked, Step.CLOSE)
    assert no.value.code == "close.awaiting"


def test_reopening_keeps_the_count_and_ends_after_three_years() -> None:
    assert go(ready(State.CLOSED), Step.REOPEN).reopen_count == 1
    old = replace(ready(State.CLOSED), closed_at=datetime(2023, 10, 12, 2, 0, tzinfo=UTC))
    with pytest.raises(Refusal) as no:
        go(old, Step.REOPEN)
    assert no.value.code == "reopen.too_late"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"key": 1}, "merge.itself"),
        ({"complaint": Complaint(consumer=Consumer("李某"))}, "merge.different"),
        ({"state": State.WITHDRAWN}, "merge.into_ended"),
        ({"state": State.CLOSED, "closed_at": datetime(2023, 1, 1, tzinfo=UTC)}, "merge.too_old"),
    ],
)
def test_only_the_same_matter_can_be_merged(change: dict[str, object], code: str) -> None:
    into = replace(ready(State.ACCEPTED), **({"key": 2} | change))
    with pytest.raises(Refusal) as no:
        take(ready(State.REGISTERED), Step.MERGE_INTO, read(Step.MERGE_INTO, RAW[Step.MERGE_INTO]), act(into=into))
    assert no.value.code == code


def test_a_merge_can_be_undone_to_where_it_was() -> None:
    merged = go(ready(State.ACCEPTED), Step.MERGE_INTO)
    assert go(merged, Step.UNMERGE).state is State.ACCEPTED


def test_a_correction_is_checked_like_the_intake() -> None:
    with pytest.raises(Refusal) as no:
        go(ready(State.ACCEPTED), Step.CORRECT, {"field": "consumer.phone", "value": "138123", "why": "x"})
    assert no.value.field == "value"
    with pytest.raises(Refusal) as no:
        go(ready(State.ACCEPTED), Step.CORRECT, {"field": "colour", "value": "red", "why": "x"})
    assert no.value.code == "correct.unknown_field"
    after = go(ready(State.CLOSED), Step.CORRECT, {"field": "order.paid", "value": "130.00", "why": "x"})
    assert after.complaint.order.paid == Fen(13000)


def test_extension_moves_a_running_clock_only_forwards() -> None:
    with pytest.raises(Refusal) as no:
        go(ready(State.ACCEPTED), Step.EXTEND, {"rule": "R-TOTAL", "to": "2026-10-20", "why": "x"})
    assert no.value.code == "extend.not_later"


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT])
def test_what_is_shown_as_open_is_what_the_table_and_guards_allow(state: State) -> None:
    case = ready(state)
    for status in open_steps(case, act()):
        assert status.role is STEPS[status.step].role
        refusal = refusal_of(case, status.step, None, act())
        assert status.open is (refusal is None)
        assert (status.refusal and status.refusal.code) == (refusal and refusal.code)
        if status.open:
            assert state in sources(status.step)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2026-06-05T20:00:00+00:00", date(2026, 6, 6)),
        ("2026-06-05T20:00", date(2026, 6, 5)),
        ("2026-06-05", date(2026, 6, 5)),
    ],
)
def test_a_day_told_as_a_moment_is_its_day_in_shanghai(told: str, day: date) -> None:
    assert read(Step.EXT_ACCEPTED, {"on": told}) == {"on": day}


@pytest.mark.parametrize("told", ["2026-06-05T", "2026-06-05Tmorgen", "0001-01-01T00:00", "2026-06-31"])
def test_a_day_that_is_none_is_refused(told: str) -> None:
    with pytest.raises(Refusal) as no:
        read(Step.EXT_ACCEPTED, {"on": told})
    assert (no.value.code, no.value.field) == ("fact.unreadable", "on")
