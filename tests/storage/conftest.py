"""A desk in a folder of its own, and disputes to put into it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.dispute import (
    Aside,
    Awaiting,
    CallBack,
    Clock,
    Contact,
    Dispute,
    Escalation,
    Handover,
    Offer,
    Pause,
    Performance,
    Reopening,
    Settlement,
    Term,
)
from odrdesk.domain.foreign import Foreign
from odrdesk.domain.fund_vocabulary import Confirmation, PrepayGround, PrepayState, RecoverFrom
from odrdesk.domain.ip import IpBranch
from odrdesk.domain.leads import Lead
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Guardian, Live, Merchant
from odrdesk.domain.prepayment import Approval, ClaimItem, Prepayment, Recovery
from odrdesk.domain.vocabulary import (
    Category,
    Channel,
    Claim,
    ContactWith,
    Currency,
    ExternalBody,
    FailGround,
    ImportKind,
    IpState,
    ItemKind,
    Payer,
    ReopenGround,
    Role,
    State,
    Step,
)
from odrdesk.services.desk import Desk, create
from odrdesk.storage import disputes

NOON = datetime(2026, 10, 16, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def noon() -> datetime:
    return NOON


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "Probe", practice=True, clock=lambda: NOON)
    yield made
    made.close(backup=False)


@pytest.fixture(scope="session")
def simple() -> Dispute:
    """A dispute with what registration needs and nothing else."""
    complaint = Complaint(
        channel=Channel.ODR12315,
        channel_no="3101150000000202609301234",
        received_at=datetime(2026, 9, 30, 2, 12, tzinfo=UTC),
        pushed_at=datetime(2026, 9, 30, 2, 12, tzinfo=UTC),
        consumer=Consumer("张某", "13812345678"),
        merchant=Merchant("上海浦江好物电子商务有限公司"),
        live=Live("浦江好物", "小鹿"),
        order=Order("692011582274003801", "头层牛皮男鞋", 1, Fen(12900)),
        category=Category.FALSE_CLAIMS,
        claims=(Claim.RETURN_GOODS, Claim.REFUND),
        claimed=Fen(62900),
        facts="宣传头层牛皮，检测为PU。",
    )
    return Dispute(0, "", State.REGISTERED, complaint, registered_at=NOON)


def prepaid(round_: int, state: PrepayState) -> Prepayment:
    """A prepayment with every field set to something of its own."""
    day = date(2026, 10, 20)
    return Prepayment(
        round=round_,
        state=state,
        merchant=1,
        claim=Fen(70_000),
        requested_at=NOON,
        requested_by=1,
        scheme="sample-1",
        key="A1|13900000000|quality",
        items=(ClaimItem(ItemKind.REFUND, Fen(12_900), "shoes"), ClaimItem(ItemKind.OTHER, Fen(0), "a word")),
        confirmed=(Confirmation.IDENTITY, Confirmation.PAYEE),
        ground=PrepayGround.SILENT,
        notified_on=day,
        contested="not ours",
        silent_on=day,
        recommended=Fen(62_900),
        recommended_by=1,
        recommended_at=NOON,
        basis="clause 3",
        needed=(Role.SUPERVISOR, Role.FINANCE),
        approvals=(Approval(1, Role.SUPERVISOR, NOON), Approval(1, Role.FINANCE, NOON)),
        approved=Fen(62_900),
        approved_at=NOON,
        decided_why="clear",
        payee="Li",
        account="6222021234567894",
        paid_by=1,
        paid=Fen(62_900),
        paid_on=day,
        bank_ref="B1",
        pay_failed_why="wrong name",
        merchant_paid=Fen(1),
        noticed_on=day,
        recoveries=(
            Recovery(RecoverFrom.DEPOSIT, Fen(300), day, "a1"),
            Recovery(RecoverFrom.MERCHANT, Fen(200), day, "a2", reversed=True),
        ),
        written_off=Fen(400),
        clawed_back=Fen(500),
        returned_fund=Fen(100),
        returned_merchant=Fen(50),
        appeal="too much",
        appealed_on=day,
        appeal_answer="no",
        alone=True,
        ended_at=NOON,
        before=State.FAILED,
        windows=(("notice", 3), ("appeal", 10)),
    )


@pytest.fixture(scope="session")
def full(simple: Dispute) -> Dispute:
    """A dispute with every field set to something of its own."""
    day = date(2026, 10, 20)
    foreign = Foreign(Currency.USD, 1890, "7.1234", date(2026, 9, 20), "中国外汇交易中心")
    terms = (Term(ItemKind.REFUND, Fen(12900), Payer.MERCHANT, day), Term(ItemKind.REPAIR, Fen(0), Payer.PLATFORM))
    complaint = replace(
        simple.complaint,
        consumer=Consumer(
            "李某",
            None,
            "no phone",
            "310115201305201238",
            "上海市",
            date(2013, 5, 20),
            Guardian("李父", "13900000000", day, "letter"),
        ),
        merchant=Merchant("好物", "91310115MA1FARM015"),
        live=Live("房", "主播", "mcn", day, "00:42:10", "基地"),
        order=Order("A1", "鞋", 2, Fen(1), day, day, day, foreign, ImportKind.RETAIL_IMPORT),
        claims_words="退一赔三",
        knew_on=day,
        contact_point="陆家嘴联络点",
    )
    return Dispute(
        key=0,
        number="",
        state=State.SETTLED,
        complaint=complaint,
        level=3,
        officer=1,
        registered_at=NOON,
        accepted_at=NOON,
        concluded_at=NOON,
        closed_at=NOON,
        supplement_items=("invoice", "photo"),
        supplements_asked=2,
        refusal_ground=3,
        refusal_on=day,
        transferred_to="elsewhere",
        merged_into="ODR-2026-00009",
        merged_from=State.ACCEPTED,
        appraisal_since=day,
        offers=(
            Offer(1, NOON, terms, accepted=False, answered_at=NOON),
            Offer(2, NOON, terms[:1], by=Payer.CONSUMER, valid_until=day, why="too little", expired=True),
        ),
        settlement=Settlement(NOON, terms, 2, "by phone", "by letter", "paper 1"),
        performances=(Performance(day, Fen(12900), "receipt", 2), Performance(day, Fen(0), "photo", 1, 2)),
        contacts=(Contact(NOON, "phone", ContactWith.BOTH, "said", "agreed", asks_higher=True),),
        call_backs=(CallBack(NOON, "content"), CallBack(NOON, "no answer", reached=False)),
        escalations=(Escalation(1, 2, "large", NOON, 1), Escalation(2, 3, "late", NOON, 1)),
        reopenings=(Reopening(NOON, NOON, "again", ReopenGround.AUTHORITY, NOON), Reopening(NOON, None, "again")),
        awaiting=(Awaiting(Step.REFUSE, 1, NOON, {"ground": 3}),),
        clocks=(
            Clock("R-ODR", "2023", day, day, day, provisional=True, stopped_on=day),
            Clock("R-REG-MED-121", "2026", day, day, day, pauses=(Pause(day, day), Pause(day)), extended_from=day),
            Clock("R-XBW-MED", "1", day, day, day),
        ),
        fail_ground=FailGround.EXPIRED,
        external=ExternalBody.REGULATOR,
        external_ground=5,
        external_ended_on=day,
        external_refusal="not theirs",
        handover=Handover("district office", "the leather", ("invoice", "report"), "Chen"),
        aside=Aside((0, 1), (Awaiting(Step.REFUSE, 1, NOON, {"ground": 3}),)),
        ip=IpBranch(IpState.NOTICE, day),
        adjudication_no="(2026)沪01",
        reopen_count=1,
        prepayments=(prepaid(1, PrepayState.CANCELLED), prepaid(2, PrepayState.RECOVERING)),
        leads=(
            Lead(1, "fake", NOON, 1, "market", "310115", "art 33", ("3",), "seen", day, "post", day, "fined", "no 9"),
            Lead(2, "unlicensed", NOON, 1),
        ),
    )


@pytest.fixture
def put(desk: Desk) -> Callable[[Dispute], Dispute]:
    """Store a dispute under the next number; as it is stored then."""

    def store(dispute: Dispute) -> Dispute:
        with desk.writing() as session:
            numbered = replace(dispute, number=disputes.next_number(session, 2026))
            return replace(numbered, key=disputes.add(session, numbered))

    return store
