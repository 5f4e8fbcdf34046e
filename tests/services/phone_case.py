"""A practice desk and a complaint by telephone as it was just taken down: what short tests of one act need."""

from datetime import UTC, datetime
from pathlib import Path

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim
from odrdesk.services.desk import Desk, create

NOW = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
DRAFT = Complaint(
    channel=Channel.PHONE,
    received_at=NOW,
    consumer=Consumer("王秀英", phone="13812348000"),
    merchant=Merchant("云裳服饰旗舰店"),
    order=Order(goods="羊绒衫", paid=Fen(29_900)),
    category=Category.QUALITY,
    claims=(Claim.REFUND,),
    facts="与宣传不符",
)


def made(path: Path) -> Desk:
    """The desk, at the moment of the complaint."""
    return create(path / "desk", "浦江消费维权联络点", practice=True, clock=lambda: NOW, owner="陈晓雯")
