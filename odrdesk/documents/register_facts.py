"""The register of complaints (消费投诉处理台账) as values: one row a case, consumers masked by whoever asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from odrdesk.domain.money import Fen


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One case. Times aware, money in fen; `late` is None while nobody can say; words are Chinese and masked."""

    number: str
    registered_at: datetime
    channel: str
    channel_no: str = ""
    consumer: str
    phone: str = ""
    merchant: str
    uscc: str = ""
    room: str = ""
    host: str = ""
    order_no: str = ""
    goods: str = ""
    goods_class: str
    category: str
    claims: str
    disputed: Fen | None = None
    accepted_on: date | None = None
    due: date | None = None
    officer: str = ""
    process: str = ""
    result: str = ""
    outcome: str = ""
    """The result in a few words, for paper."""
    recovered: Fen
    punitive: Fen
    prepaid: Fen
    closed_on: date | None = None
    late: bool | None = None
    satisfaction: str = ""
    to_regulator: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """The register of the days from `first` to `last` by registration; who made it when, for which unit."""

    organisation: str
    first: date
    last: date
    made_at: datetime
    made_by: str
    rows: tuple[RegisterRow, ...]
    practice: bool = False

    def total(self, column: str) -> Fen:
        """The sum of a money column."""
        return total(self.rows, column)


def total(rows: tuple[RegisterRow, ...], column: str) -> Fen:
    """The sum of a money column over some rows."""
    return Fen(sum(getattr(row, column) or Fen(0) for row in rows))


COLUMNS: Mapping[str, str] = {
    "place": "序号",
    "number": "案号",
    "registered_at": "登记时间",
    "channel": "渠道",
    "channel_no": "12315编号",
    "consumer": "消费者",
    "phone": "联系方式",
    "merchant": "商家",
    "uscc": "统一社会信用代码",
    "room": "直播间",
    "host": "主播",
    "order_no": "订单号",
    "goods": "商品",
    "goods_class": "客体类别",
    "category": "问题类别",
    "claims": "诉求",
    "disputed": "争议金额",
    "accepted_on": "受理日",
    "due": "期限",
    "officer": "承办人",
    "process": "处理过程",
    "result": "结果",
    "recovered": "挽回损失",
    "punitive": "加倍赔偿",
    "prepaid": "先行赔付",
    "closed_on": "结案日",
    "late": "是否逾期",
    "satisfaction": "满意度",
    "to_regulator": "是否转投诉",
    "remark": "备注",
}
"""The columns of the register in the order the regulator knows them (domain: documents, no. 15)."""
MONEY = ("disputed", "recovered", "punitive", "prepaid")
TITLE = "消费投诉处理台账"
