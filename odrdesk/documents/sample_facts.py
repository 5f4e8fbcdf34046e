"""An invented case for each kind of paper, to show a template before it is used; every person and firm is made up.

Values come from the examples of the schema, from a few written out here, and else from the type of the field.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from odrdesk.documents.closing import Closing
from odrdesk.documents.contacts import ContactRecord, Talk
from odrdesk.documents.facts import (
    Acceptance,
    Agreement,
    Handled,
    IpLetter,
    ItemFacts,
    LeadSheet,
    Letterhead,
    Mark,
    OrderFacts,
    PaperFacts,
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
from odrdesk.documents.template_fields import FieldKind, Schema, schema
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Claim, ItemKind, PaperKind, Payer

_DAY = date(2026, 10, 20)
_ITEMS = (
    ItemFacts(ItemKind.REFUND, Payer.MERCHANT, Fen(12900), _DAY),
    ItemFacts(ItemKind.EXTRA, Payer.MERCHANT, Fen(50000), _DAY),
    ItemFacts(ItemKind.RETURN_GOODS, Payer.CONSUMER, Fen(0), date(2026, 10, 18)),
)
_CLASSES: Mapping[str, type[PaperFacts]] = {
    PaperKind.REGISTRATION_FORM: Registration,
    PaperKind.ACCEPTANCE_NOTICE: Acceptance,
    PaperKind.SETTLEMENT_AGREEMENT: Agreement,
    PaperKind.SETTLEMENT_NOTICE: Settlement,
    PaperKind.LEAD_SHEET: LeadSheet,
    PaperKind.TRANSFER_LETTER: Transfer,
    PaperKind.SUPPLEMENT_NOTICE: Supplement,
    PaperKind.REFUSAL_NOTICE: Refused,
    PaperKind.CONTACT_RECORD: ContactRecord,
    PaperKind.PERFORMANCE_RECEIPT: Receipt,
    PaperKind.FAILURE_NOTICE: Failure,
    PaperKind.CLOSING_NOTICE: Closing,
}
_SHARED: Mapping[str, object] = {
    "letterhead": Letterhead(
        "上海浦江直播电子商务有限公司", "浦东新区消费维权联络点", "上海市浦东新区世纪大道2001号", "021-58880000"
    ),
    "number": "样张〔2026〕第0001号",
    "case_number": "PD-2026-000177",
    "issued_at": datetime(2026, 10, 21, 2, 0, tzinfo=UTC),
    "mark": Mark.DRAFT,
    "consumer": PartyFacts("张某", phone="13800005678"),
    "merchant": PartyFacts("上海浦江好物电子商务有限公司", shop="浦江好物旗舰店"),
    "order": OrderFacts("头层牛皮男鞋", "692011582274003801", 1, Fen(12900), date(2026, 9, 20), "浦江好物", "小鹿"),
    "correction": None,
    "proof": None,
    "sealed": None,
    "template": None,
    "dispute": "直播间宣传为头层牛皮，检测为PU。",
    "items": _ITEMS,
    "claims": "退货、退还货款和服务费用",
    "freight": Payer.MERCHANT,
    "remedies": ("A-FRAUD",),
    "evidence": ("直播回放 00:42:10", "检测报告"),
    "materials": ("受理告知书 沪浦消受〔2026〕1号",),
    "alike_numbers": ("PD-2026-000170", "PD-2026-000172", "PD-2026-000177"),
    "handled": (
        Handled("received", date(2026, 9, 30)),
        Handled("contact_merchant", date(2026, 10, 9), "同意退款，不同意三倍赔偿。"),
    ),
    "points": (Point("claimed", "退货退款、三倍赔偿", Fen(62900)),),
    "negotiated": True,
}
_FUND: Mapping[str, object] = {
    "ground": "refused",
    "scheme": SchemeFacts("浦江-1", date(2026, 2, 1), "先行赔付方案", "《平台规则》第七条"),
    "items": (ClaimLine(ItemKind.REFUND, Fen(12900)), ClaimLine(ItemKind.EXTRA, Fen(50000), "三倍货款")),
    "statutory": (Statutory("欺诈三倍赔偿", "《中华人民共和国消费者权益保护法》第五十五条第一款", Fen(62900)),),
    "claim": Fen(62900),
    "residual": Fen(12900),
    "earlier": Fen(0),
    "recovered": Recovered(deposit=Fen(30000), outstanding=Fen(20000)),
    "returned": Returned(Fen(10000), _DAY, "运费险已赔", "R2026101600012", Fen(10000)),
    "appealed_on": None,
    "silent_on": None,
    "contested": "",
    "appeal_answer": "",
    "notice": Window(_DAY),
    "pay": Window(_DAY),
    "topup": Window(date(2026, 10, 30)),
    "appeal": Window(date(2026, 10, 30)),
    "why": "材料不足",
    "basis": "检测报告",
    "notice_number": "",
    "recovery_number": "",
}
_TALKS = (
    Talk(datetime(2026, 10, 9, 2, 5, tzinfo=UTC), "contact", "电话", "merchant", "王丽", "同意退款，不同意三倍赔偿。"),
    Talk(datetime(2026, 10, 17, 2, 5, tzinfo=UTC), "call_back", "电话", "consumer", "王丽", "已收到。", "reached"),
)
_OWN: Mapping[str, Mapping[str, object]] = {
    PaperKind.REGISTRATION_FORM: {"claims": (Claim.RETURN_GOODS, Claim.REFUND), "channel": "12315ODR"},
    PaperKind.SUPPLEMENT_NOTICE: {"items": ("身份证明复印件", "检测报告"), "law": "order121"},
    PaperKind.REFUSAL_NOTICE: {"ground": "order121_4", "decided_by": ("王丽", "陈经理")},
    PaperKind.CONTACT_RECORD: {"talks": _TALKS},
    PaperKind.PERFORMANCE_RECEIPT: {
        "done": (Done(date(2026, 10, 16), Fen(12900), "退款流水2026101622001", _ITEMS[0]),),
        "owed": _ITEMS[1:],
    },
    PaperKind.FAILURE_NOTICE: {"ground": "expired", "points": (Point("claimed", "退货退款、三倍赔偿", Fen(62900)),)},
    PaperKind.CLOSING_NOTICE: {"result": "withdrawn", "why": "已自行解决"},
}


def sample(kind: str) -> PaperFacts:
    """The facts of an invented case for a kind of paper, marked 样张."""
    known = schema(kind)
    fixed: dict[str, object] = dict(_SHARED)
    if kind in _CLASSES:
        made = _CLASSES[kind]
        fixed |= _OWN.get(kind, {})
    elif kind.startswith("ip_"):
        made = IpLetter
        fixed |= {"letter": PaperKind(kind), "evidence": "商标注册证、购买记录", "notice_fault": ""}
    else:
        made = Prepaid
        fixed |= {**_FUND, "paper": PaperKind(kind)}
    hints = get_type_hints(made)
    told: dict[str, Any] = {one.name: _value(one, hints[one.name], known, fixed) for one in fields(made)}
    return made(**told)


def _value(one: "Field[Any]", hint: Any, known: Schema, fixed: Mapping[str, object]) -> object:
    if one.name in fixed:
        return fixed[one.name]
    told = known.of_value(one.name)
    if told is not None and told.sample and told.kind is not FieldKind.LIST:
        return _example(told.sample, told.kind)
    if one.default is not MISSING:
        return one.default
    return _typed(hint)


def _example(text: str, kind: FieldKind) -> object:
    match kind:
        case FieldKind.DAY:
            return date.fromisoformat(text)
        case FieldKind.MONEY:
            return Fen(int(text.replace(",", "").replace(".", "")))
        case FieldKind.NUMBER:
            return int(text)
        case FieldKind.FLAG:
            return bool(text)
        case _:
            return text


def _typed(hint: Any) -> object:
    """Something of a type, for a field that no example was written for."""
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return None if type(None) in get_args(hint) else _typed(get_args(hint)[0])
    if origin is tuple:
        return ()
    plain: Mapping[type, object] = {
        str: "……",
        bool: False,
        int: 1,
        Fen: Fen(12900),
        date: _DAY,
        datetime: _SHARED["issued_at"],
    }
    if hint in plain:
        return plain[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return next(iter(hint))
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        told = {
            one.name: one.default if one.default is not MISSING else _typed(hints[one.name]) for one in fields(hint)
        }
        return hint(**told)
    raise TypeError(str(hint))
