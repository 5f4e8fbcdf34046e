"""Papers of the prepayment fund as they are issued: what they carry, what they hide, when they may not be issued.

What must stand on them the law says (消费者权益保护法 art. 39, 40, 44; 电子商务法 art. 58; 直播电商监督管理办法
art. 5) and the scheme the desk published.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.errors import Refusal
from odrdesk.domain.evidence import Told
from odrdesk.domain.money import Fen, capitals
from odrdesk.domain.parties import Consumer, Guardian, Live, Merchant
from odrdesk.domain.remedies import Given
from odrdesk.domain.vocabulary import Category, Channel, Claim, EvidenceSlot, PaperKind, Role, Step
from odrdesk.services import cases, clerks, evidence, fund, intake, papers, schemes, settings, steps, worksheets
from odrdesk.services.desk import Desk, create
from odrdesk.services.prepay_paper_facts import COPIES

K = PaperKind
FIRM = "上海浦江好物电子商务有限公司"
ALONE = "本笔先行赔付由一人经办、审批和支付（单人模式）。"
CLEAR = ("张小明", "13812345678", "310115199003070017", "世纪大道2001号3幢", "6222021234567894")
SCHEME = {
    "version": "浦江-2026-1",
    "title": "浦江先行赔付方案",
    "clause": "《浦江直播平台先行赔付规则》第七条第二款",
    "effective_from": "2026-09-30",
    "case_cap": "500.00",
    "windows": {"notice": 3, "approve": 2, "pay": 3, "topup": 10, "appeal": 10},
    "tiers": [{"lane": "one", "approvers": ["supervisor"]}],
}


class Hand:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = datetime(2026, 9, 30, 2, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def set(self, day: int, month: int = 10) -> None:
        self.at = max(self.at, datetime(2026, month, day, 2, 0, tzinfo=UTC))


class Office:
    """A desk with an officer, a supervisor and a payer, and a case whose negotiation failed."""

    def __init__(self, desk: Desk, clock: Hand) -> None:
        self.desk, self.clock = desk, clock
        for name, role in (("王丽", Role.OFFICER), ("周主管", Role.SUPERVISOR), ("吴会计", Role.FINANCE)):
            clerks.add(desk, name, [role])
        self.officer, self.supervisor, self.payer = (desk.acting_as(name) for name in ("王丽", "周主管", "吴会计"))
        schemes.take_in(desk, SCHEME)
        fund.allocate(self.payer, Fen(1_000_000))
        self.number = self.open()

    def open(self, **changes: object) -> str:
        told = replace(complaint(self.clock()), **changes)
        self.number = intake.register(self.officer, told).value.case.number
        self.clock.set(8)
        self.take(self.officer, Step.ACCEPT)
        self.take(self.officer, Step.CONTACT, mode="电话", content="催促", **{"with": "merchant"})
        return self.number

    def take(self, who: Desk, step: Step, **facts: object) -> steps.StepTaken:
        return steps.take_step(who, self.number, step, facts).value

    def requested(self, amount: str = "629.00") -> None:
        self.clock.set(13)
        self.take(self.officer, Step.FAIL, why="商家拒绝")
        items = [{"kind": "refund", "amount": "129.00"}, {"kind": "extra", "amount": "500.00"}]
        own = {"items": items} if amount == "629.00" else {}
        self.take(self.officer, Step.PREPAY_REQUEST, amount=amount, confirmed="identity,evidence", **own)

    def notified(self) -> None:
        self.requested()
        self.take(self.officer, Step.PREPAY_NOTIFY)
        self.take(self.officer, Step.PREPAY_CONTESTED, why="称消费者13812345678无法接通，卡号6222021234567894有误")

    def approved(self, amount: str = "500.00") -> None:
        self.notified()
        told = {"confirmed": "not_compensated,payee,partial", "basis": "检测报告载明鞋面为PU"}
        self.take(self.officer, Step.PREPAY_RECOMMEND, amount=amount, **told)
        self.take(self.supervisor, Step.PREPAY_APPROVE)

    def paid(self) -> None:
        self.approved()
        self.clock.set(15)
        self.take(self.payer, Step.PREPAY_PAY, account="6222021234567894")
        self.take(self.payer, Step.PREPAY_PAID, bank_ref="B2026101500012")

    def recovering(self, deposit: int = 30000) -> None:
        if deposit:
            fund.deposit(self.payer, FIRM, Fen(deposit))
        self.paid()
        self.take(self.officer, Step.RECOVERY_NOTICE)

    def text(self, kind: PaperKind, copy: str | None = None) -> str:
        return text_of(papers.issue(self.officer, self.number, kind, copy=copy).value.pdf)

    def refused(self, kind: PaperKind) -> Refusal:
        with pytest.raises(Refusal) as no:
            papers.issue(self.officer, self.number, kind)
        return no.value


def complaint(now: datetime) -> Complaint:
    return Complaint(
        channel=Channel.ODR12315,
        channel_no="3101150000000202609301234",
        received_at=now,
        pushed_at=now,
        consumer=Consumer(
            "张小明", "13812345678", id_no="310115199003070017", address="上海市浦东新区世纪大道2001号3幢"
        ),
        merchant=Merchant(FIRM, "91310115MA1FARM015"),
        live=Live(room="浦江好物", host="小鹿"),
        order=Order("692011582274003801", "头层牛皮男鞋", 1, Fen(12900), date(2026, 9, 20)),
        category=Category.FALSE_CLAIMS,
        claims=(Claim.REFUND, Claim.PUNITIVE),
        claimed=Fen(62900),
        facts="张小明（13812345678）称宣传头层牛皮，检测为PU，收货于上海市浦东新区世纪大道2001号3幢。",
    )


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def office(tmp_path: Path, clock: Hand) -> Iterator[Office]:
    desk = create(tmp_path / "desk", "浦江消费维权联络点", practice=True, clock=clock, owner="陈经理")
    told = {"organisation": "上海浦江直播电子商务有限公司", "address": "上海市张杨路8号", "phone": "021-58880000"}
    settings.change(desk, {f"letterhead.{name}": value for name, value in told.items()})
    yield Office(desk, clock)
    desk.close(backup=False)


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def every(office: Office) -> dict[PaperKind, str]:
    """One of each, but for the refusal, from one prepayment as it goes on."""
    made: dict[PaperKind, str] = {}

    def add(*kinds: PaperKind) -> None:
        made.update({kind: office.text(kind) for kind in kinds})

    office.recovering()
    add(K.PREPAYMENT_APPLICATION, K.LIABILITY_NOTICE, K.PREPAYMENT_NOTICE, K.SUBROGATION_CONFIRMATION)
    add(K.PAYMENT_CONFIRMATION, K.RECOVERY_NOTICE, K.TOPUP_NOTICE)
    office.take(office.payer, Step.CLAWBACK, amount="100.00", why="运费险已赔", bank_ref="R1")
    add(K.RETURN_NOTICE)
    return made


def test_all_nine_are_kinds_that_can_be_issued(office: Office) -> None:
    assert set(COPIES) <= set(papers.kinds())
    assert len(COPIES) == 9
    made = every(office)
    other = Order("692011582274003802", "头层牛皮男鞋", 1, Fen(12900), date(2026, 9, 20))
    office.open(order=other, channel_no="3101150000000202609305678")
    office.requested()
    office.take(office.officer, Step.PREPAY_NOTIFY)
    office.take(office.officer, Step.PREPAY_SILENT, unreachable=True)
    office.take(office.supervisor, Step.PREPAY_REJECT, why="材料不足")
    made[K.PREPAYMENT_REFUSAL_NOTICE] = office.text(K.PREPAYMENT_REFUSAL_NOTICE)
    assert set(made) == set(COPIES)
    for kind, text in made.items():
        assert office.desk.practice
        assert "样" in text, kind
        assert "692011582274003801" in text or kind is K.PREPAYMENT_REFUSAL_NOTICE
        assert FIRM in text
        assert "头层牛皮男鞋" in text
        assert "ODR-2026-0000" in text
        assert "〔2026〕第0001号" in text
        for law in (
            "《中华人民共和国消费者权益保护法》第三十九条、第四十条、第四十四条",
            "《中华人民共和国电子商务法》第五十八条",
        ):
            assert law in text
        assert "《直播电商监督管理办法》第五条" in text
        assert all(
            part in text for part in ("浦江-2026-1", "浦江先行赔付方案", "《浦江直播平台先行赔付规则》第七条第二款")
        )
        assert not any(word in text for word in ("决定书", "责令", "我局", "我委", "市场监督管理局"))
        assert ALONE not in text


def test_amounts_stand_in_figures_and_in_capitals(office: Office) -> None:
    made = every(office)
    for kind, fen in {
        K.PREPAYMENT_APPLICATION: 62900, K.LIABILITY_NOTICE: 62900, K.PREPAYMENT_NOTICE: 50000,
        K.SUBROGATION_CONFIRMATION: 50000, K.PAYMENT_CONFIRMATION: 50000, K.RECOVERY_NOTICE: 50000,
        K.TOPUP_NOTICE: 30000, K.RETURN_NOTICE: 10000,
    }.items():  # fmt: skip
        assert f"人民币{Fen(fen).grouped}元（大写：{capitals(Fen(fen))}）" in made[kind], kind


def test_the_sheet_tells_claim_worksheet_cap_decision_and_what_stays_open(office: Office) -> None:
    worksheets.save(office.officer, office.number, worksheets.Asked("A-FRAUD", Given(Fen(12900))))
    office.approved()
    text = office.text(K.PREPAYMENT_NOTICE)
    for line in (
        "退还货款129.00", "加倍赔偿500.00", "申请金额合计629.00",
        "629.00《中华人民共和国消费者权益保护法》第五十五条第一款",
        "方案单笔限额500.00", "核准先行赔付金额500.00", "剩余请求权（未获赔付）129.00",
    ):  # fmt: skip
        assert line in text
    assert text.index("退还货款129.00") < text.index("申请金额合计629.00") < text.index("核准先行赔付金额500.00")


def test_the_recovery_sheet_follows_the_ledger(office: Office) -> None:
    office.recovering()
    before = office.text(K.RECOVERY_NOTICE)
    assert "待追偿余额500.00" in before
    assert "保证金现有余额300.00" in before
    office.take(office.payer, Step.RECOVER, **{"from": "deposit", "amount": "300.00"})
    office.take(office.payer, Step.RECOVER, **{"from": "merchant", "amount": "50.00"})
    after = office.text(K.RECOVERY_NOTICE)
    for line in (
        "本单位已先行赔付500.00", "已从保证金扣付300.00", "已从待结算货款扣付0.00", "经营者已直接支付50.00",
        "已核销0.00",
        "待追偿余额150.00", "保证金现有余额0.00", "应补足保证金300.00",
    ):  # fmt: skip
        assert line in after
    fund.deposit(office.payer, FIRM, Fen(10000))
    assert "扣付后已存入100.00" in office.text(K.TOPUP_NOTICE)


def test_the_top_up_is_what_was_taken_and_can_be_taken_less_what_came_in(office: Office) -> None:
    office.recovering()
    assert "应补足的金额为人民币300.00元" in office.text(K.TOPUP_NOTICE)
    office.take(office.payer, Step.RECOVER, **{"from": "deposit", "amount": "200.00"})
    office.take(office.payer, Step.RECOVER, **{"from": "merchant", "amount": "300.00"})
    assert "应补足的金额为人民币200.00元" in office.text(K.TOPUP_NOTICE)


def test_what_the_consumer_gave_back_into_the_deposit_need_not_be_paid_in_again(office: Office) -> None:
    office.recovering()
    office.take(office.payer, Step.RECOVER, **{"from": "deposit", "amount": "300.00"})
    office.take(office.payer, Step.RECOVER, **{"from": "merchant", "amount": "200.00"})
    office.take(office.payer, Step.CLAWBACK, amount="100.00", why="运费险已赔", bank_ref="R1")
    text = office.text(K.TOPUP_NOTICE)
    assert "扣付后已存入100.00" in text
    assert "应补足的金额为人民币200.00元" in text
    assert "返还款转入经营者保证金100.00" in office.text(K.RETURN_NOTICE)


def test_the_application_lists_the_evidence_of_the_case(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "张小明的检测报告.pdf"
    file.write_bytes(b"%PDF-1.4 report")
    evidence.add(office.officer, office.number, file, Told(EvidenceSlot.REPORT))
    office.requested()
    assert "检测报告张小明的检测报告.pdf" in office.text(K.PREPAYMENT_APPLICATION)
    masked = office.text(K.PREPAYMENT_APPLICATION, "regulator")
    assert "张*明的检测报告.pdf" in masked
    assert "张小明" not in masked


def test_windows_end_on_the_days_the_clocks_count(office: Office) -> None:
    # Notified on Tuesday 13 October: three working days end on Friday the 16th.
    office.notified()
    assert "请于2026年10月16日（星期五）前直接向消费者履行" in office.text(K.LIABILITY_NOTICE)


def test_the_merchant_is_told_until_when_and_to_whom_to_appeal(office: Office) -> None:
    # Recovery notice on Thursday 15 October: ten working days end on Thursday the 29th.
    office.recovering()
    for kind in (K.RECOVERY_NOTICE, K.TOPUP_NOTICE):
        text = office.text(kind)
        assert "可以于2026年10月29日（星期四）前提出书面申诉并提交证据，举证期与申诉期相同" in text
        assert (
            "申诉提交至：上海浦江直播电子商务有限公司，地址：上海市张杨路8号，电话：021-58880000，承办人：王丽" in text
        )
        assert "2026年10月29日（星期四）前将" in text


def test_a_day_of_a_year_without_a_calendar_is_an_estimate(office: Office) -> None:
    office.paid()
    office.clock.set(25, 12)
    office.take(office.officer, Step.RECOVERY_NOTICE)
    text = office.text(K.RECOVERY_NOTICE)
    assert "，推算）前提出书面申诉" in text
    assert "2027年的节假日安排尚未公布" in text


def test_what_stays_unpaid_is_a_claim_that_is_never_waived(office: Office) -> None:
    office.paid()
    rest = "人民币129.00元（大写：壹佰贰拾玖元整）是"
    notice, confirmation, assignment = (
        office.text(kind) for kind in (K.PREPAYMENT_NOTICE, K.PAYMENT_CONFIRMATION, K.SUBROGATION_CONFIRMATION)
    )
    for text in (notice, confirmation, assignment):
        assert rest in text
        assert "剩余请求权" in text
    assert "出具本通知书和受领赔付都不是对该部分的放弃" in notice
    assert "不是对剩余请求权的放弃" in confirmation
    assert "转让仅限于已获赔付的部分" in assignment
    assert "在实际收到的金额范围内，将对债务人的请求权转让给乙方" in assignment
    assert "不在转让之列，甲方并未放弃" in assignment


def test_a_refusal_names_the_other_ways_of_article_39(office: Office) -> None:
    office.notified()
    office.take(office.supervisor, Step.PREPAY_REJECT, why="已全额退款")
    text = office.text(K.PREPAYMENT_REFUSAL_NOTICE)
    for way in (
        "与经营者协商和解", "请求消费者协会或者依法成立的其他调解组织调解", "向有关行政部门投诉",
        "根据与经营者达成的仲裁协议提请仲裁机构仲裁", "向人民法院提起诉讼", "理由：已全额退款。",
        "人民币629.00元（大写：陆佰贰拾玖元整）是你的剩余请求权",
    ):  # fmt: skip
        assert way in text


@pytest.mark.parametrize("copy", ["merchant", "regulator"])
def test_copies_for_others_hide_the_consumer(office: Office, copy: str) -> None:
    every(office)
    for kind in set(COPIES) - {K.PREPAYMENT_REFUSAL_NOTICE}:
        text = office.text(kind, copy)
        assert [word for word in CLEAR if word in text] == [], kind
        assert "张*明" in text
        if copy == "merchant":
            assert "7894" not in text
            assert "310115" not in text.replace("3101150000000202609301234", "").replace("91310115MA1FARM015", "")


@pytest.mark.parametrize("copy", ["consumer", "desk", "regulator"])
def test_an_account_shows_its_last_four_digits_only(office: Office, copy: str) -> None:
    office.paid()
    for kind in (K.PREPAYMENT_NOTICE, K.PAYMENT_CONFIRMATION, K.SUBROGATION_CONFIRMATION):
        assert "6222021234567894" not in office.text(kind, copy)
    assert "收款账户：****7894" in office.text(K.PAYMENT_CONFIRMATION, copy)


def test_an_account_that_is_no_card_is_masked_however_it_is_typed(office: Office) -> None:
    fund.deposit(office.payer, FIRM, Fen(30000))
    office.requested()
    office.take(office.officer, Step.PREPAY_NOTIFY)
    office.take(office.officer, Step.PREPAY_CONTESTED, why="称户名与账号3100 6666 1018-8001-234不符")
    told = {"confirmed": "not_compensated,payee,partial", "basis": "３１００６６６６１０１８８００１２３４已核对"}
    office.take(office.officer, Step.PREPAY_RECOMMEND, amount="500.00", **told)
    office.take(office.supervisor, Step.PREPAY_APPROVE)
    office.clock.set(15)
    office.take(office.payer, Step.PREPAY_PAY, account="3100666610188001234")
    texts = [office.text(kind) for kind in (K.LIABILITY_NOTICE, K.PREPAYMENT_NOTICE, K.SUBROGATION_CONFIRMATION)]
    assert any("已核对" in text for text in texts)
    for text in texts:
        assert "310066661018" not in "".join(text.split()).replace("-", "")


def test_nothing_is_issued_before_it_has_happened(office: Office) -> None:
    later = set(COPIES) - {K.PREPAYMENT_APPLICATION}
    assert {office.refused(kind).code for kind in COPIES} == {"paper.prepay_none"}
    office.requested()
    assert {office.refused(kind).code for kind in later} == {"paper.prepay_not_yet"}
    assert office.refused(K.PAYMENT_CONFIRMATION).data["step"] is Step.PREPAY_PAID
    assert office.refused(K.RECOVERY_NOTICE).data["step"] is Step.RECOVERY_NOTICE
    office.text(K.PREPAYMENT_APPLICATION)


def test_a_refused_claim_has_no_notice_and_a_granted_one_no_refusal(office: Office) -> None:
    office.approved()
    assert office.refused(K.PREPAYMENT_REFUSAL_NOTICE).code == "paper.prepay_not_yet"
    assert office.refused(K.PAYMENT_CONFIRMATION).code == "paper.prepay_not_yet"
    office.take(office.officer, Step.PREPAY_MERCHANT_PAID, amount="500.00")
    assert office.refused(K.PREPAYMENT_NOTICE).code == "paper.prepay_over"
    assert office.refused(K.SUBROGATION_CONFIRMATION).code == "paper.prepay_over"


def test_without_a_deposit_there_is_nothing_to_top_up(office: Office) -> None:
    office.recovering(deposit=0)
    assert office.refused(K.TOPUP_NOTICE).code == "paper.topup_nothing"
    assert "待追偿余额500.00" in office.text(K.RECOVERY_NOTICE)


def test_the_same_facts_give_the_same_paper_again(office: Office) -> None:
    office.recovering()
    for kind in set(COPIES) - {K.PREPAYMENT_REFUSAL_NOTICE, K.RETURN_NOTICE}:
        first = papers.issue(office.officer, office.number, kind).value
        again = papers.issue(office.officer, office.number, kind).value
        assert (again.pdf, again.number, again.again) == (first.pdf, first.number, True), kind
        assert papers.verify(office.desk, first.pdf).mark.number == first.number


def test_what_happens_later_leaves_an_earlier_paper_as_it_was(office: Office) -> None:
    made = {}
    office.notified()
    for kind in (K.PREPAYMENT_APPLICATION, K.LIABILITY_NOTICE):
        made[kind] = papers.issue(office.officer, office.number, kind).value.number
    office.take(office.officer, Step.PREPAY_RECOMMEND, amount="500.00", confirmed="not_compensated,payee,partial")
    office.take(office.supervisor, Step.PREPAY_APPROVE)
    for kind in (K.PREPAYMENT_NOTICE, K.SUBROGATION_CONFIRMATION):
        made[kind] = papers.issue(office.officer, office.number, kind).value.number
    office.clock.set(15)
    office.take(office.payer, Step.PREPAY_PAY, account="6222021234567894")
    office.take(office.payer, Step.PREPAY_PAID, bank_ref="B1")
    office.take(office.officer, Step.RECOVERY_NOTICE)
    assert {kind: papers.issue(office.officer, office.number, kind).value.number for kind in made} == made


def test_a_step_says_which_of_its_papers_were_issued(office: Office) -> None:
    office.paid()
    taken = office.take(office.officer, Step.RECOVERY_NOTICE)
    assert taken.papers == ((K.RECOVERY_NOTICE, False), (K.TOPUP_NOTICE, False))


def test_a_second_prepayment_needs_its_own_papers(office: Office) -> None:
    office.requested()
    first = papers.issue(office.officer, office.number, K.PREPAYMENT_APPLICATION).value
    office.clock.set(14)
    office.take(office.officer, Step.PREPAY_WITHDRAW, why="补充材料")
    taken = office.take(office.officer, Step.PREPAY_REQUEST, amount="600.00")
    assert taken.papers == ((K.PREPAYMENT_APPLICATION, False),)
    assert "600.00" in office.text(K.PREPAYMENT_APPLICATION)
    assert first.number == "消赔申〔2026〕第0001号"


def test_a_second_prepayment_tells_what_of_the_whole_claim_is_still_open(office: Office) -> None:
    office.recovering()
    office.take(office.payer, Step.RECOVER, **{"from": "deposit", "amount": "300.00"})
    office.take(office.payer, Step.RECOVER, **{"from": "merchant", "amount": "200.00"})
    office.take(office.officer, Step.PREPAY_REQUEST, amount="100.00", confirmed="identity,evidence")
    office.take(office.officer, Step.PREPAY_NOTIFY)
    office.take(office.officer, Step.PREPAY_SILENT, unreachable=True)
    office.take(office.supervisor, Step.PREPAY_REJECT, why="已超出方案单笔限额")
    text = office.text(K.PREPAYMENT_REFUSAL_NOTICE)
    assert "本案此前已先行赔付500.00" in text
    assert "剩余请求权（未获赔付）129.00全部请求减历次先行赔付金额" in text


def test_a_closed_case_still_gets_its_papers_and_they_hold_nothing_up(office: Office) -> None:
    office.paid()
    office.take(office.supervisor, Step.CLOSE, missing_acknowledged=True)
    assert "剩余请求权" in office.text(K.PAYMENT_CONFIRMATION)


def test_a_minors_papers_are_the_guardians_to_sign(office: Office) -> None:
    guardian = Guardian("张建国", "13900001111", date(2026, 9, 30), "书面同意")
    minor = Consumer("张小小", "13812345678", born_on=date(2012, 5, 1), guardian=guardian)
    office.open(
        consumer=minor,
        channel_no="3101150000000202609305678",
        order=Order("692011582274003809", "头层牛皮男鞋", 1, Fen(12900), date(2026, 9, 20)),
    )
    office.requested("100.00")
    text = office.text(K.PREPAYMENT_APPLICATION)
    assert "监护人（签名）张建国" in text
    assert "申请人是未成年人，由监护人张建国代为申请，收款人为监护人。" in text
    assert "收款人为下单人本人" not in text


def test_one_person_alone_is_named_on_every_paper(tmp_path: Path, clock: Hand) -> None:
    desk = create(tmp_path / "alone", "浦江", practice=False, clock=clock, owner="陈经理")
    clerks.change_roles(desk, "陈经理", list(Role))
    desk = desk.acting_as("陈经理")
    fund.set_alone(desk, chosen=True)
    office = Office.__new__(Office)
    office.desk = office.officer = office.supervisor = office.payer = desk
    office.clock = clock
    schemes.take_in(desk, SCHEME)
    fund.allocate(desk, Fen(1_000_000))
    office.open()
    made = every(office)
    assert {kind for kind, text in made.items() if ALONE not in text} == set()
    assert not any("样本" in text for text in made.values())
    assert cases.view(desk, office.number).case.prepayment.alone
    desk.close(backup=False)
