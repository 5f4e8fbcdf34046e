"""Facts of scenario S1 for the papers, and the three ways to read a PDF's text."""

import io
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest

from odrdesk.documents.closing import Closing
from odrdesk.documents.contacts import ContactRecord, Talk
from odrdesk.documents.facts import (
    Acceptance,
    Agreement,
    Handled,
    ItemFacts,
    LeadSheet,
    Letterhead,
    OrderFacts,
    PartyFacts,
    Point,
    Settlement,
    Transfer,
)
from odrdesk.documents.failure import Failure
from odrdesk.documents.prepay_facts import ClaimLine, Prepaid, Recovered, Returned, SchemeFacts, Statutory, Window
from odrdesk.documents.receipt import Done, Receipt
from odrdesk.documents.refusal import Refused
from odrdesk.documents.registration import Registration
from odrdesk.documents.supplement import Supplement
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Answer, Claim, ItemKind, PaperKind, Payer

SHANGHAI = timezone(timedelta(hours=8))

HEAD = Letterhead(
    "上海浦江直播电子商务有限公司", "浦东新区消费维权联络点", "上海市浦东新区世纪大道2001号", "021-58880000"
)
CONSUMER = PartyFacts("张某", phone="13812345678")
MERCHANT = PartyFacts("上海浦江好物电子商务有限公司", shop="浦江好物旗舰店")
ORDER = OrderFacts("头层牛皮男鞋", "692011582274003801", 1, Fen(12900), date(2026, 9, 20), "浦江好物", "小鹿")
ITEMS = (
    ItemFacts(ItemKind.REFUND, Payer.MERCHANT, Fen(12900), date(2026, 10, 20)),
    ItemFacts(ItemKind.EXTRA, Payer.MERCHANT, Fen(50000), date(2026, 10, 20)),
    ItemFacts(ItemKind.RETURN_GOODS, Payer.CONSUMER, Fen(0), date(2026, 10, 18)),
)
COMMON: dict[str, Any] = {
    "letterhead": HEAD,
    "case_number": "PD-2026-000177",
    "channel_number": "3101150000000202609301234",
    "consumer": CONSUMER,
    "merchant": MERCHANT,
    "order": ORDER,
    "officer": "王丽",
    "officer_phone": "021-58880173",
}


@dataclass(frozen=True)
class Facts:
    """S1's facts for each paper; keywords replace single values."""

    @staticmethod
    def registration(**changes: Any) -> Registration:
        facts = Registration(
            number="沪浦消登〔2026〕1号",
            issued_at=datetime(2026, 9, 30, 11, 0, tzinfo=SHANGHAI),
            channel="12315ODR",
            received_at=datetime(2026, 9, 30, 10, 12, tzinfo=SHANGHAI),
            registered_at=datetime(2026, 9, 30, 10, 30, tzinfo=SHANGHAI),
            registered_by="王丽",
            category="虚假宣传",
            claims=(Claim.RETURN_GOODS, Claim.REFUND, Claim.PUNITIVE),
            other_claims=("惩罚性赔偿",),
            claimed=Fen(62900),
            dispute="宣传头层牛皮，检测为PU。",
            signed_on=date(2026, 9, 23),
            payment="微信支付",
            link="https://live.example.com/item/692011582274003801?room=pujiang",
            room_account="pujianghaowu",
            agency="南京星河文化传媒有限公司",
            broadcast_on=date(2026, 9, 20),
            timecode="00:42:10",
            evidence=("直播回放：录屏20260920.mp4", "检测报告：检测报告.pdf"),
            publish=Answer.AGREES,
            **COMMON,
        )
        return replace(facts, **changes)

    @staticmethod
    def acceptance(**changes: Any) -> Acceptance:
        facts = Acceptance(
            number="沪浦消受〔2026〕1号",
            issued_at=datetime(2026, 10, 8, 9, 30, tzinfo=SHANGHAI),
            dispute="宣传头层牛皮，检测为PU。",
            claims="退货、退还货款和服务费用、惩罚性赔偿",
            received_on=date(2026, 9, 30),
            accepted_on=date(2026, 10, 8),
            due_on=date(2026, 10, 20),
            **COMMON,
        )
        return replace(facts, **changes)

    @staticmethod
    def agreement(**changes: Any) -> Agreement:
        facts = Agreement(
            number="沪浦消和〔2026〕1号",
            issued_at=datetime(2026, 10, 15, 15, 0, tzinfo=SHANGHAI),
            dispute="直播间宣传为头层牛皮，检测为PU。",
            claims="退货退款、三倍赔偿",
            items=ITEMS,
            agreed_on=date(2026, 10, 15),
            method="原支付渠道退回",
            account="****7890",
            returns="甲方寄回商品",
            freight=Payer.MERCHANT,
            remedies=("A-FRAUD",),
            **COMMON,
        )
        return replace(facts, **changes)

    @staticmethod
    def settlement(**changes: Any) -> Settlement:
        facts = Settlement(
            number="沪浦消结〔2026〕0001号",
            issued_at=datetime(2026, 10, 19, 10, 0, tzinfo=SHANGHAI),
            items=ITEMS,
            agreed_on=date(2026, 10, 15),
            agreement_number="沪浦消和〔2026〕1号",
            performed_on=date(2026, 10, 16),
            shown_by="退款流水2026101622001",
            closed_on=date(2026, 10, 19),
            remedies=("A-FRAUD",),
            **COMMON,
        )
        return replace(facts, **changes)

    @staticmethod
    def supplement(**changes: Any) -> Supplement:
        facts = Supplement(
            number="沪浦消补正〔2026〕1号",
            issued_at=datetime(2026, 10, 8, 10, 0, tzinfo=SHANGHAI),
            received_on=date(2026, 9, 30),
            asked_on=date(2026, 10, 8),
            items=("身份证明复印件", "检测报告"),
            due_on=date(2026, 10, 15),
            odr_due_on=date(2026, 10, 20),
            law="order121",
            **COMMON,
        )
        return replace(facts, **changes)

    @staticmethod
    def refused(**changes: Any) -> Refused:
        facts = Refused(
            number="沪浦消不受〔2026〕1号",
            issued_at=datetime(2026, 10, 8, 10, 0, tzinfo=SHANGHAI),
            received_on=date(2026, 9, 30),
            refused_on=date(2026, 10, 8),
            dispute="宣传头层牛皮，检测为PU。",
            claims="退货退款",
            ground="order121_4",
            source="《市场监督管理投诉举报处理办法》第十六条第四项",
            clause="除法律另有规定外，投诉人知道或者应当知道自己的权益受到被投诉人侵害之日起超过三年的",
            why="购买于2020年。",
            decided_by=("王丽", "陈经理"),
            **COMMON,
        )
        return replace(facts, **changes)

    @staticmethod
    def failure(**changes: Any) -> Failure:
        facts = Failure(
            number="沪浦消终〔2026〕1号",
            issued_at=datetime(2026, 10, 21, 10, 0, tzinfo=SHANGHAI),
            accepted_on=date(2026, 10, 8),
            ended_on=date(2026, 10, 21),
            due_on=date(2026, 10, 20),
            ground="expired",
            why="商家不认可。",
            claims="退货退款、三倍赔偿",
            contacts=4,
            rounds=2,
            points=(Point("claimed", "退货退款、三倍赔偿", Fen(62900)), Point("last_offer", amount=Fen(12900))),
            evidence=("检测报告 检测报告.pdf SHA-256 " + "ab12" * 16,),
            papers=("受理告知书 消受〔2026〕第0001号",),
            pushed=True,
            **COMMON,
        )
        return replace(facts, **changes)

    @staticmethod
    def closing(**changes: Any) -> Closing:
        facts = Closing(
            number="沪浦消结〔2026〕1号",
            issued_at=datetime(2026, 10, 23, 10, 0, tzinfo=SHANGHAI),
            received_on=date(2026, 9, 30),
            ended_on=date(2026, 10, 21),
            closed_on=date(2026, 10, 23),
            result="withdrawn",
            why="已自行解决",
            reopen_until=date(2029, 10, 23),
            **COMMON,
        )
        return replace(facts, **changes)

    @staticmethod
    def contacts(**changes: Any) -> ContactRecord:
        def at(day: int) -> datetime:
            return datetime(2026, 10, day, 10, 5, tzinfo=SHANGHAI)

        facts = ContactRecord(
            number="沪浦消记〔2026〕1号",
            issued_at=at(19),
            talks=(
                Talk(at(9), "contact", "电话", "merchant", "王丽", "同意退款，不同意三倍赔偿。", result="请书面答复"),
                Talk(
                    at(13),
                    "offer",
                    with_="merchant",
                    by="李强",
                    next="rejected",
                    result="不足法定金额",
                    number=1,
                    terms=ITEMS[:1],
                    total=Fen(12900),
                    valid_until=date(2026, 10, 14),
                ),
                Talk(at(17), "call_back", with_="consumer", by="王丽", content="已收到。", next="reached"),
            ),
            claims="退货退款、三倍赔偿",
            dispute="宣传头层牛皮，检测为PU。",
            until=date(2026, 10, 19),
            **COMMON,
        )
        return replace(facts, **changes)

    @staticmethod
    def receipt(**changes: Any) -> Receipt:
        facts = Receipt(
            number="沪浦消履〔2026〕1号",
            issued_at=datetime(2026, 10, 16, 10, 0, tzinfo=SHANGHAI),
            agreed_on=date(2026, 10, 15),
            agreement_number="沪浦消协〔2026〕1号",
            done=(Done(date(2026, 10, 16), Fen(12900), "退款流水2026101622001", ITEMS[0]),),
            owed=ITEMS[1:],
            performed=Fen(12900),
            remaining=Fen(50000),
            **COMMON,
        )
        return replace(facts, **changes)

    @staticmethod
    def lead_sheet(**changes: Any) -> LeadSheet:
        facts = LeadSheet(
            number="沪浦消线〔2026〕1号",
            issued_at=datetime(2026, 10, 9, 10, 0, tzinfo=SHANGHAI),
            addressee="上海市浦东新区市场监督管理局",
            cause="虚假宣传",
            received_on=date(2026, 9, 30),
            lead=1,
            channel="12315ODR",
            noted_on=date(2026, 10, 8),
            what="主播称鞋面为头层牛皮，检测为PU合成革。",
            law="《直播电商监督管理办法》第三十四条第一款",
            why="检测报告",
            room="浦江好物",
            host="小鹿",
            agency="南京星河文化传媒有限公司",
            broadcast_on=date(2026, 9, 20),
            timecode="00:42:10",
            evidence=("直播回放 00:42:10", "检测报告"),
            alike=3,
            alike_consumers=2,
            alike_numbers=("PD-2026-000170", "PD-2026-000172", "PD-2026-000177"),
            **COMMON,
        )
        return replace(facts, **changes)

    @staticmethod
    def transfer(**changes: Any) -> Transfer:
        facts = Transfer(
            number="沪浦消移〔2026〕1号",
            issued_at=datetime(2026, 10, 21, 10, 0, tzinfo=SHANGHAI),
            addressee="上海市浦东新区市场监督管理局",
            cause="虚假宣传",
            received_on=date(2026, 9, 30),
            transferred_on=date(2026, 10, 21),
            dispute="宣传头层牛皮，检测为PU。",
            claims="退货退款、三倍赔偿",
            claimed=Fen(62900),
            handled=(
                Handled("received", date(2026, 9, 30)),
                Handled("contact_merchant", date(2026, 10, 9), "同意退款，不同意三倍赔偿。"),
                Handled("offer_rejected", date(2026, 10, 13), amount=Fen(12900), number=1),
                Handled("failed", date(2026, 10, 20), "期限届满"),
            ),
            points=(Point("claimed", "退货退款、三倍赔偿", Fen(62900)), Point("last_offer", amount=Fen(12900))),
            negotiated=True,
            materials=("受理告知书 沪浦消受〔2026〕1号",),
            **COMMON,
        )
        return replace(facts, **changes)

    @staticmethod
    def prepaid(paper: PaperKind = PaperKind.PREPAYMENT_NOTICE, **changes: Any) -> Prepaid:
        """S1 after the merchant refused: 629.00 asked, 500.00 paid, 300.00 of it taken from the deposit."""
        facts = Prepaid(
            paper=paper,
            number="沪浦消赔〔2026〕第0001号",
            issued_at=datetime(2026, 10, 16, 10, 0, tzinfo=SHANGHAI),
            dispute="宣传头层牛皮，检测为PU。",
            claims="退货、退还货款和服务费用、惩罚性赔偿",
            ground="refused",
            scheme=SchemeFacts("浦江-1", date(2026, 2, 1), "先行赔付方案", "《平台规则》第七条"),
            live_law=True,
            claim=Fen(62900),
            items=(ClaimLine(ItemKind.REFUND, Fen(12900)), ClaimLine(ItemKind.EXTRA, Fen(50000), "三倍货款")),
            statutory=(Statutory("欺诈三倍赔偿", "《中华人民共和国消费者权益保护法》第五十五条第一款", Fen(62900)),),
            cap=Fen(50000),
            approved=Fen(50000),
            paid=Fen(50000),
            residual=Fen(12900),
            requested_on=date(2026, 10, 13),
            notified_on=date(2026, 10, 13),
            approved_on=date(2026, 10, 16),
            paid_on=date(2026, 10, 16),
            noticed_on=date(2026, 10, 16),
            ended_on=date(2026, 10, 16),
            basis="检测报告",
            why="材料不足",
            payee="张某",
            account="****7890",
            bank_ref="B2026101600012",
            notice=Window(date(2026, 10, 16)),
            pay=Window(date(2026, 10, 21)),
            topup=Window(date(2026, 10, 30)),
            appeal=Window(date(2026, 10, 30)),
            appeal_days=10,
            recovered=Recovered(deposit=Fen(30000), outstanding=Fen(20000)),
            returned=Returned(Fen(10000), date(2026, 10, 16), "运费险已赔", "R2026101600012", Fen(10000)),
            signer="张某",
            **COMMON,
        )
        return replace(facts, **changes)


@pytest.fixture(scope="session")
def facts() -> Facts:
    return Facts()


@pytest.fixture
def poppler(tmp_path: Path) -> Callable[[bytes], str]:
    """The text as poppler reads it, page after page."""

    def read(content: bytes) -> str:
        file = tmp_path / "paper.pdf"
        file.write_bytes(content)
        return subprocess.run(["pdftotext", str(file), "-"], check=True, capture_output=True, text=True).stdout

    return read


@pytest.fixture
def pages() -> Callable[[bytes], list[str]]:
    """The text of each page as pypdf reads it, spaces and line ends removed."""

    def read(content: bytes) -> list[str]:
        return [bare(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]

    return read


@pytest.fixture
def readers(poppler: Callable[[bytes], str]) -> Callable[[bytes], dict[str, str]]:
    """The whole text by three programs, spaces and line ends removed."""

    def read(content: bytes) -> dict[str, str]:
        document = pypdfium2.PdfDocument(content)
        try:
            pdfium = "".join(page.get_textpage().get_text_range() for page in document)
        finally:
            document.close()
        plain = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
        return {"poppler": bare(poppler(content)), "pypdf": bare(plain), "pdfium": bare(pdfium)}

    return read


def bare(text: str) -> str:
    return "".join(text.split()).replace("\x0c", "")
