"""What a step must be told: its facts, by name and kind, and how they are read.

The same table makes the fields of the step dialog, reads the command line's `k=v` and refuses what is missing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from odrdesk.domain.dispute import Term
from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import Confirmation, PrepayGround, RecoverFrom
from odrdesk.domain.identity import mask_card, mask_email, normal
from odrdesk.domain.money import Fen
from odrdesk.domain.prepayment import ClaimItem
from odrdesk.domain.vocabulary import (
    ContactWith,
    FailGround,
    HolderAct,
    IpMeasure,
    IpRight,
    ItemKind,
    NoticeFault,
    Payer,
    ReopenGround,
    Step,
)
from odrdesk.domain.workdays import SHANGHAI, day_of

TEXT_LIMIT = 20_000
TERMS_LIMIT = 100
_HIDDEN = 4
_TAIL = re.compile(r"\*{4}\w{0,4}")

E = TypeVar("E", bound=StrEnum)


class FactKind(StrEnum):
    """How a fact is written and read."""

    TEXT = "text"
    DAY = "day"
    MONEY = "money"
    TERMS = "terms"
    LINES = "lines"
    REFUSAL_GROUND = "refusal_ground"
    END_GROUND = "end_ground"
    FAIL_GROUND = "fail_ground"
    REOPEN_GROUND = "reopen_ground"
    MOMENT = "moment"
    ITEM = "item"
    PARTY = "party"
    WITH = "with"
    FLAG = "flag"
    NUMBER = "number"
    IP_RIGHT = "ip_right"
    IP_MEASURES = "ip_measures"
    HOLDER_ACT = "holder_act"
    NOTICE_FAULT = "notice_fault"
    CLAIM_ITEMS = "claim_items"
    CONFIRMATIONS = "confirmations"
    PREPAY_GROUND = "prepay_ground"
    RECOVER_FROM = "recover_from"
    ACCOUNT = "account"
    """An account of which no more than its tail is kept: nobody pays by it here."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a step."""

    name: str
    kind: FactKind = FactKind.TEXT
    required: bool = True


Facts = Mapping[str, Any]
"""Facts as read: text str, day date, moment aware UTC, money Fen, terms and lines tuples, flag bool."""

_WHY = Fact("why")
_WHY_TOO = Fact("why", required=False)
_ON = Fact("on", FactKind.DAY, required=False)
_CONFIRMED = Fact("confirmed", FactKind.CONFIRMATIONS, required=False)
_OF_NOTICE = (
    Fact("right", FactKind.IP_RIGHT, required=False),
    Fact("rights_holder", required=False),
    Fact("rights_holder_contact", required=False),
    Fact("registration_no", required=False),
    Fact("ip_target", required=False),
    Fact("notice_evidence", required=False),
)
"""What a notice says (电子商务法 art. 42); each may follow later."""
_HANDOVER = (
    Fact("why", required=False),
    Fact("to", required=False),
    Fact("focus", required=False),
    Fact("materials", FactKind.LINES, required=False),
    Fact("contact", required=False),
)
"""What the letter to an outside body says beside the case itself."""

FACTS: Mapping[Step, tuple[Fact, ...]] = {
    Step.MERGE_INTO: (Fact("into"),),
    Step.ASK_SUPPLEMENT: (Fact("items", FactKind.LINES),),
    # Left out, everything that was asked for has come.
    Step.SUPPLEMENTED: (Fact("items", FactKind.LINES, required=False),),
    Step.REFUSE: (Fact("ground", FactKind.REFUSAL_GROUND), Fact("why", required=False)),
    Step.TRANSFER: (Fact("to"), Fact("why", required=False)),
    Step.ASSIGN: (Fact("officer"),),
    Step.CONTACT: (
        Fact("mode"),
        Fact("with", FactKind.WITH),
        Fact("content"),
        Fact("result", required=False),
        Fact("asks_higher", FactKind.FLAG, required=False),
    ),
    Step.ESCALATE: (_WHY,),
    Step.APPRAISAL_START: (Fact("on", FactKind.DAY),),
    Step.APPRAISAL_REPORT: (Fact("on", FactKind.DAY),),
    Step.PROPOSE: (
        Fact("by", FactKind.PARTY, required=False),
        Fact("items", FactKind.TERMS),
        Fact("total", FactKind.MONEY, required=False),
        Fact("valid_until", FactKind.DAY, required=False),
        Fact("floor_acknowledged", FactKind.FLAG, required=False),
        Fact("over_paid_acknowledged", FactKind.FLAG, required=False),
    ),
    Step.REJECT_OFFER: (Fact("why", required=False), Fact("expired", FactKind.FLAG, required=False)),
    Step.SETTLE: (
        Fact("consumer_confirmed_by"),
        Fact("merchant_confirmed_by", required=False),
        Fact("method", required=False),
        Fact("receiving_account", FactKind.ACCOUNT, required=False),
        Fact("returns", required=False),
        Fact("breach", required=False),
        Fact("waives_punitive", FactKind.FLAG, required=False),
    ),
    Step.PERFORM: (
        Fact("item", FactKind.ITEM, required=False),
        Fact("amount", FactKind.MONEY),
        Fact("on", FactKind.DAY, required=False),
        Fact("proof"),
    ),
    Step.BREACH: (Fact("why", required=False),),
    Step.CALL_BACK: (Fact("reached", FactKind.FLAG, required=False), Fact("result")),
    Step.CLOSE: (
        Fact("callback", required=False),
        Fact("why", required=False),
        Fact("missing_acknowledged", FactKind.FLAG, required=False),
    ),
    Step.WITHDRAW: (_WHY,),
    Step.FAIL: (Fact("ground", FactKind.FAIL_GROUND, required=False), _WHY),
    Step.TO_REGULATOR: _HANDOVER,
    Step.TO_COUNCIL: _HANDOVER,
    Step.EXT_ACCEPTED: (Fact("on", FactKind.DAY),),
    Step.EXT_REFUSED: (Fact("ground"),),
    Step.EXT_AGREED: (Fact("paper_no"), Fact("items", FactKind.TERMS, required=False)),
    Step.EXT_TERMINATED: (Fact("ground", FactKind.END_GROUND), Fact("on", FactKind.DAY)),
    Step.ADJUDICATE: (Fact("no"),),
    Step.REOPEN: (
        Fact("ground", FactKind.REOPEN_GROUND, required=False),
        _WHY,
        Fact("pushed_at", FactKind.MOMENT, required=False),
    ),
    Step.LEAD: (
        Fact("what"),
        Fact("to", required=False),
        Fact("region", required=False),
        Fact("law", required=False),
        Fact("evidence", FactKind.LINES, required=False),
        Fact("why", required=False),
    ),
    Step.LEAD_SENT: (
        Fact("lead", FactKind.NUMBER, required=False),
        Fact("to", required=False),
        Fact("region", required=False),
        Fact("on", FactKind.DAY, required=False),
        Fact("how"),
    ),
    Step.LEAD_ANSWERED: (
        Fact("lead", FactKind.NUMBER, required=False),
        Fact("on", FactKind.DAY, required=False),
        Fact("result"),
        Fact("paper_no", required=False),
    ),
    Step.CORRECT: (Fact("field"), Fact("value", required=False), _WHY),
    Step.UNMERGE: (_WHY,),
    Step.IP_NOTICE: (_ON, *_OF_NOTICE),
    Step.IP_SUPPLEMENT: (Fact("items", FactKind.LINES), _ON),
    Step.IP_SUPPLEMENTED: (_ON, *_OF_NOTICE),
    Step.IP_MEASURES: (
        Fact("measures", FactKind.IP_MEASURES, required=False),
        _ON,
        Fact("forwarded", FactKind.DAY, required=False),
    ),
    Step.IP_DECLARATION: (_ON, Fact("declaration", required=False)),
    Step.IP_FORWARDED: (Fact("on", FactKind.DAY), Fact("reached_by", required=False)),
    Step.IP_RIGHTSHOLDER_ACTED: (
        Fact("on", FactKind.DAY),
        Fact("holder_act", FactKind.HOLDER_ACT, required=False),
        Fact("no", required=False),
        Fact("filed_with", required=False),
    ),
    Step.IP_LIFT: (_ON, Fact("notice_fault", FactKind.NOTICE_FAULT, required=False), Fact("why", required=False)),
    Step.IP_PUBLISH: (_ON, Fact("published_where", required=False)),
    Step.EXTEND: (Fact("rule"), Fact("to", FactKind.DAY), _WHY, Fact("consent", required=False)),
    Step.START_CLOCK: (Fact("rule"), Fact("on", FactKind.DAY), _WHY),
    Step.STOP_CLOCK: (Fact("rule"), Fact("on", FactKind.DAY), _WHY),
    Step.PREPAY_REQUEST: (
        Fact("amount", FactKind.MONEY),
        Fact("items", FactKind.CLAIM_ITEMS, required=False),
        _CONFIRMED,
        Fact("ground", FactKind.PREPAY_GROUND, required=False),
    ),
    Step.PREPAY_NOTIFY: (),
    Step.PREPAY_MERCHANT_PAID: (Fact("amount", FactKind.MONEY, required=False), Fact("proof", required=False)),
    Step.PREPAY_CONTESTED: (_WHY,),
    # A merchant that cannot be reached need not be waited for.
    Step.PREPAY_SILENT: (Fact("unreachable", FactKind.FLAG, required=False), _WHY_TOO),
    Step.PREPAY_WITHDRAW: (_WHY,),
    Step.PREPAY_RECOMMEND: (Fact("amount", FactKind.MONEY), _CONFIRMED, Fact("basis", required=False)),
    Step.PREPAY_REJECT: (_WHY,),
    Step.PREPAY_RETURN: (_WHY_TOO,),
    Step.PREPAY_APPROVE: (_WHY_TOO,),
    Step.PREPAY_PAY: (Fact("account"), Fact("payee", required=False), Fact("amount", FactKind.MONEY, required=False)),
    Step.PREPAY_PAID: (Fact("bank_ref"), Fact("amount", FactKind.MONEY, required=False)),
    Step.PREPAY_PAY_FAILED: (_WHY_TOO,),
    Step.RECOVERY_NOTICE: (),
    Step.RECOVER: (
        Fact("from", FactKind.RECOVER_FROM),
        Fact("amount", FactKind.MONEY),
        Fact("bank_ref", required=False),
    ),
    Step.WRITE_OFF: (Fact("amount", FactKind.MONEY), _WHY),
    Step.APPEAL: (_WHY_TOO, Fact("late_why", required=False)),
    Step.APPEAL_DISMISSED: (_WHY,),
    Step.APPEAL_UPHELD: (_WHY_TOO,),
    Step.CLAWBACK: (Fact("amount", FactKind.MONEY), _WHY_TOO, Fact("bank_ref", required=False)),
    Step.PREPAY_REVERSE: (Fact("voucher"), _WHY),
}


def read(step: Step, raw: Mapping[str, object]) -> Facts:
    """The facts of a step from raw texts or JSON values.

    Refuses a missing fact (`fact.missing`), an unknown one (`fact.unknown`) and one that cannot be read
    (`fact.unreadable`, `amount.unreadable`), each with its field.
    """
    known = {fact.name: fact for fact in FACTS.get(step, ())}
    for name in raw:
        if name not in known:
            raise Refusal("fact.unknown", name, step=step.value, known=sorted(known))
    told: dict[str, Any] = {}
    for fact in known.values():
        value = raw.get(fact.name)
        if value is None or (isinstance(value, str) and not value.strip()) or value == []:
            if fact.required:
                raise Refusal("fact.missing", fact.name, step=step.value)
            continue
        told[fact.name] = _read_one(fact, value)
    return told


def plain(facts: Facts) -> dict[str, object]:
    """The facts as JSON values, for the record; `read` takes them back."""
    return {name: _plain_one(value) for name, value in facts.items()}


def _read_one(fact: Fact, value: object) -> object:
    return _READERS[fact.kind](fact.name, value)


def _plain_one(value: object) -> object:  # noqa: PLR0911 -- one row for each kind
    match value:
        case Term():
            return {
                "kind": value.kind.value,
                "amount": value.amount.plain,
                "due": value.due.isoformat() if value.due else None,
                "payer": value.payer.value,
            }
        case ClaimItem():
            return {"kind": value.kind.value, "amount": value.amount.plain, "words": value.words}
        case Fen():
            return value.plain
        case StrEnum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case tuple():
            return [_plain_one(one) for one in value]
        case _:
            return value


def _text(field: str, value: object) -> str:
    text = str(value).strip()
    if len(text) > TEXT_LIMIT:
        raise Refusal("text.too_long", field, limit=TEXT_LIMIT, length=len(text))
    return text


def _account(field: str, value: object) -> str:
    """The tail of an account (`****7890`): all that a paper prints of it; four characters are the tail already."""
    text = _text(field, value)
    if _TAIL.fullmatch(text):
        return text
    if "@" in text:
        return mask_email(text)
    clear = normal(text)
    return "*" * _HIDDEN + clear if len(clear) <= _HIDDEN else mask_card(text)


def read_day(field: str, value: object) -> date:
    """A day: a date, a datetime (its Shanghai day) or ISO text of either. Refuses anything else."""
    if isinstance(value, datetime):
        return day_of(value)
    if isinstance(value, date):
        return value
    text = str(value).strip()
    try:
        return date.fromisoformat(text) if len(text) <= len("YYYY-MM-DD") else day_of(_moment(text))
    except (ValueError, OverflowError) as why:
        raise Refusal("fact.unreadable", field, text=text[:40], wanted="YYYY-MM-DD") from why


def read_moment(field: str, value: object) -> datetime:
    """A moment in UTC: an aware datetime, or ISO text; without offset it is Shanghai time, a day is its midnight."""
    try:
        return _moment(value if isinstance(value, datetime) else str(value).strip())
    except (ValueError, OverflowError) as why:
        raise Refusal("fact.unreadable", field, text=str(value)[:40], wanted="YYYY-MM-DDTHH:MM") from why


def _moment(value: datetime | str) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return (moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)).astimezone(UTC)


def read_money(field: str, value: object) -> Fen:
    """Money in fen from yuan text or a Fen; a bare JSON number is refused because it may already be rounded."""
    if isinstance(value, Fen):
        return value
    if not isinstance(value, str):
        raise Refusal("amount.unreadable", field, text=str(value)[:40])
    try:
        return Fen.parse(value)
    except Refusal as no:
        raise Refusal(no.code, field, **no.data) from no


def _terms(field: str, value: object) -> tuple[Term, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise Refusal("fact.unreadable", field, text=str(value)[:40], wanted="[{kind, amount, due, payer}]")
    if len(value) > TERMS_LIMIT:
        raise Refusal("terms.too_many", field, limit=TERMS_LIMIT)
    return tuple(_term(f"{field}.{index}", one) for index, one in enumerate(value))


def _term(field: str, value: object) -> Term:
    if isinstance(value, Term):
        return value
    if not isinstance(value, Mapping):
        raise Refusal("fact.unreadable", field, text=str(value)[:40], wanted="{kind, amount, due, payer}")
    unknown = sorted(set(value) - {"kind", "amount", "due", "payer"})
    if unknown:
        raise Refusal(
            "fact.unknown", f"{field}.{unknown[0]}", step=Step.PROPOSE.value, known=["kind", "amount", "due", "payer"]
        )
    due = value.get("due")
    return Term(
        kind=_member(f"{field}.kind", ItemKind, value.get("kind")),
        amount=read_money(f"{field}.amount", value.get("amount", "0")),
        payer=_member(f"{field}.payer", Payer, value.get("payer", Payer.MERCHANT.value)),
        due=read_day(f"{field}.due", due) if due else None,
    )


def _claim_items(field: str, value: object) -> tuple[ClaimItem, ...]:
    """Items `{kind, amount}` as of an offer, or lines of words."""
    if isinstance(value, str):
        return tuple(ClaimItem(ItemKind.OTHER, Fen(0), line) for line in _lines(field, value))
    if not isinstance(value, Sequence) or len(value) > TERMS_LIMIT:
        raise Refusal("fact.unreadable", field, text=str(value)[:40], wanted="[{kind, amount}]")
    return tuple(_claim_item(f"{field}.{index}", one) for index, one in enumerate(value))


def _claim_item(field: str, value: object) -> ClaimItem:
    if isinstance(value, ClaimItem):
        return value
    if not isinstance(value, Mapping):
        return ClaimItem(ItemKind.OTHER, Fen(0), _text(field, value))
    known = ["kind", "amount", "words", "due", "payer"]
    unknown = sorted(set(value) - set(known))
    if unknown:
        raise Refusal("fact.unknown", f"{field}.{unknown[0]}", step=Step.PREPAY_REQUEST.value, known=known)
    return ClaimItem(
        kind=_member(f"{field}.kind", ItemKind, value.get("kind", ItemKind.OTHER.value)),
        amount=read_money(f"{field}.amount", value.get("amount") or "0"),
        words=_text(f"{field}.words", value.get("words") or ""),
    )


def _lines(field: str, value: object) -> tuple[str, ...]:
    lines = [_text(field, line) for line in (value.splitlines() if isinstance(value, str) else _as_list(field, value))]
    kept = tuple(line for line in lines if line)
    if not kept:
        raise Refusal("fact.missing", field)
    return kept


def _as_list(field: str, value: object) -> Sequence[object]:
    if isinstance(value, Sequence):
        return value
    raise Refusal("fact.unreadable", field, text=str(value)[:40], wanted="[…]")


def _number(field: str, value: object, highest: int) -> int:
    text = str(value).strip()
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= highest):
        raise Refusal("fact.unreadable", field, text=text[:40], wanted=f"1–{highest}")
    return int(text)


def _member(field: str, enum: type[E], value: object) -> E:
    try:
        return enum(str(value).strip())
    except ValueError as why:
        wanted = " ".join(member.value for member in enum)
        raise Refusal("fact.unreadable", field, text=str(value)[:40], wanted=wanted) from why


def _members(field: str, enum: type[E], value: object) -> tuple[E, ...]:
    told = value.replace(",", " ").split() if isinstance(value, str) else _as_list(field, value)
    return tuple(dict.fromkeys(_member(field, enum, one) for one in told))


def _flag(field: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in {"true", "yes", "1", "on"}:
        return True
    if text in {"false", "no", "0", "off"}:
        return False
    raise Refusal("fact.unreadable", field, text=text[:40], wanted="true / false")


_READERS: Mapping[FactKind, Callable[[str, object], object]] = {
    FactKind.TEXT: _text,
    FactKind.DAY: read_day,
    FactKind.MONEY: read_money,
    FactKind.TERMS: _terms,
    FactKind.LINES: _lines,
    FactKind.REFUSAL_GROUND: partial(_number, highest=7),
    FactKind.END_GROUND: partial(_number, highest=8),
    FactKind.FAIL_GROUND: lambda field, value: _member(field, FailGround, value),
    FactKind.REOPEN_GROUND: lambda field, value: _member(field, ReopenGround, value),
    FactKind.PARTY: lambda field, value: _member(field, Payer, value),
    FactKind.MOMENT: read_moment,
    FactKind.ITEM: partial(_number, highest=TERMS_LIMIT),
    FactKind.WITH: lambda field, value: _member(field, ContactWith, value),
    FactKind.ACCOUNT: _account,
    FactKind.FLAG: _flag,
    FactKind.NUMBER: partial(_number, highest=999),
    FactKind.IP_RIGHT: lambda field, value: _member(field, IpRight, value),
    FactKind.IP_MEASURES: lambda field, value: _members(field, IpMeasure, value),
    FactKind.HOLDER_ACT: lambda field, value: _member(field, HolderAct, value),
    FactKind.NOTICE_FAULT: lambda field, value: _member(field, NoticeFault, value),
    FactKind.CLAIM_ITEMS: _claim_items,
    FactKind.CONFIRMATIONS: lambda field, value: _members(field, Confirmation, value),
    FactKind.PREPAY_GROUND: lambda field, value: _member(field, PrepayGround, value),
    FactKind.RECOVER_FROM: lambda field, value: _member(field, RecoverFrom, value),
}
