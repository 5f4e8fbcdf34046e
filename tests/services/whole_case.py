"""A case from registration to closing, with offers, evidence, papers, a late entry and a correction; a clock to set."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

from PIL import Image

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.evidence import Told
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Guardian, Live, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, EvidenceSlot, EvidenceSource, PaperKind, Step
from odrdesk.services import evidence, intake, papers, steps
from odrdesk.services.desk import Desk

RECEIVED = datetime(2026, 9, 30, 2, 12, tzinfo=UTC)
CONSUMER = Consumer(
    "欧阳晓明",
    "13812345678",
    id_no="310115199003070017",
    address="上海市浦东新区世纪大道2001号6楼",
    guardian=Guardian("欧阳建国", "13998765432", date(2026, 9, 30), "书面"),
)
SECRET = ("欧阳晓明", "13812345678", "310115199003070017", "世纪大道2001号", "欧阳建国", "13998765432")
"""What of the consumer no masked copy may show."""


class Hand:
    """A clock that a test sets."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def set(self, day: int, hour: int = 2) -> None:
        self.at = datetime(2026, 10, day, hour, 0, tzinfo=UTC)


def complaint(consumer: Consumer = CONSUMER) -> Complaint:
    return Complaint(
        channel=Channel.ODR12315,
        channel_no="3101150000000202609301234",
        received_at=RECEIVED,
        pushed_at=RECEIVED,
        consumer=consumer,
        merchant=Merchant("上海浦江好物电子商务有限公司", "91310115MA1FARM015"),
        live=Live(room="浦江好物", host="小鹿", mcn="星河文化", on=date(2026, 9, 20), timecode="00:42:10"),
        order=Order("692011582274003801", "头层牛皮男鞋", 1, Fen(12900), date(2026, 9, 20)),
        category=Category.FALSE_CLAIMS,
        claims=(Claim.RETURN_GOODS, Claim.REFUND),
        claimed=Fen(62900),
        facts="欧阳晓明（13812345678）称宣传头层牛皮，检测为PU。监护人欧阳建国电话13998765432。",
    )


def take(desk: Desk, number: str, step: Step, **facts: object) -> None:
    steps.take_step(desk, number, step, facts)


def closed(desk: Desk, clock: Hand, consumer: Consumer = CONSUMER) -> str:
    """A case from registration to closing, with offers, evidence, a late entry and a correction."""
    number = intake.register(desk, complaint(consumer)).value.case.number
    officer = desk.acting_as("王丽")
    clock.set(8)
    take(officer, number, Step.ACCEPT)
    papers.issue(officer, number, PaperKind.ACCEPTANCE_NOTICE)
    content = f"已联系{consumer.name}，{consumer.phone}"
    steps.take_step(
        officer, number, Step.CONTACT, {"mode": "电话", "with": "both", "content": content, "result": "待回复"},
        at=clock.at - timedelta(hours=5), why="出差，补记",
    )  # fmt: skip
    take(officer, number, Step.CORRECT, field="live.host", value="小鹿直播", why="主播改名")
    told = Told(EvidenceSlot.GOODS, EvidenceSource.CONSUMER, proves=f"{consumer.name}拍的鞋底")
    evidence.add_several(officer, number, [evidence.HandedIn(picture(), told, f"{consumer.phone}.png")])
    evidence.add_several(officer, number, [evidence.HandedIn("聊天".encode(), told, "聊天.txt")])
    clock.set(9)
    take(officer, number, Step.PROPOSE, items=[{"kind": "refund", "amount": "129.00", "due": "2026-10-16"}])
    take(officer, number, Step.REJECT_OFFER, why="金额太低")
    clock.set(13)
    items = [{"kind": "refund", "amount": "129.00", "due": "2026-10-16"}, {"kind": "extra", "amount": "500.00"}]
    take(officer, number, Step.PROPOSE, items=items)
    clock.set(15)
    take(officer, number, Step.SETTLE, consumer_confirmed_by="录音", merchant_confirmed_by="盖章")
    take(officer, number, Step.PERFORM, amount="629.00", proof="流水2026101622001")
    clock.set(16)
    take(officer, number, Step.CALL_BACK, result="款已到账，满意")
    take(desk, number, Step.CLOSE, missing_acknowledged=True)
    return number


def picture(size: tuple[int, int] = (900, 1600)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (200, 120, 40)).save(out, "PNG")
    return out.getvalue()
