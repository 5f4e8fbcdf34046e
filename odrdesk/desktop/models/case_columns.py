"""Every column the list of cases can have, as data: the nine it begins with, and those a person may add."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from odrdesk.desktop.formats import grouped, money, stamp
from odrdesk.desktop.models.columns import CaseRow, Column, Drawn, case_columns, case_row
from odrdesk.domain.identity import mask_phone
from odrdesk.domain.listed import More
from odrdesk.domain.listing import NONE, Condition, Op, Value
from odrdesk.domain.money import Fen
from odrdesk.domain.workdays import day_of
from odrdesk.services.lists import DueRow
from odrdesk.text import Language, _, language, ngettext, word

USUAL = ("due", "number", "consumer", "merchant", "title", "amount", "channel", "state", "officer")
"""The columns a list begins with, from the left."""

MOST_WORDS = 200
"""No cell holds more: a name of thousands of letters would be measured on every repaint."""


def catalogue() -> Mapping[str, Column]:
    """All columns by their key, in the order they are offered."""
    wide = 0 if language() is Language.ZH_CN else 24
    further = (
        Column("phone", _("手机"), 118, Drawn.QUIET),
        Column("order", _("订单号"), 168, Drawn.QUIET, "order"),
        Column("channel_no", _("12315 编号"), 178 + wide, Drawn.QUIET, "channel_no"),
        Column("room", _("直播间"), 132, Drawn.PLAIN, "room"),
        Column("host", _("主播"), 92, Drawn.PLAIN, "host"),
        Column("goods", _("商品"), 150, Drawn.PLAIN, "goods"),
        Column("category", _("类别"), 96 + wide, Drawn.PLAIN, "category"),
        Column("claims", _("诉求"), 150 + wide, Drawn.PLAIN),
        Column("paid", _("实付金额"), 104 + wide, Drawn.AMOUNT, "paid"),
        Column("settled", _("和解金额"), 104 + wide, Drawn.AMOUNT, "settled"),
        Column("prepaid", _("垫付额"), 104 + wide, Drawn.AMOUNT, "prepaid"),
        Column("received", _("收到日"), 96 + wide, Drawn.QUIET, "received"),
        Column("registered", _("登记日"), 96 + wide, Drawn.QUIET, "registered"),
        Column("accepted", _("受理日"), 96 + wide, Drawn.QUIET, "accepted"),
        Column("closed", _("结案日"), 96 + wide, Drawn.QUIET, "closed"),
        Column("bought", _("购买日"), 96 + wide, Drawn.QUIET, "bought"),
        Column("due_day", _("届满日"), 96 + wide, Drawn.QUIET, "due"),
        Column("late", _("逾期工作日"), 96 + 2 * wide, Drawn.AMOUNT),
        Column("contacted", _("最近联系"), 104 + wide, Drawn.QUIET, "contacted"),
        Column("contacts", _("联系次数"), 84 + wide, Drawn.AMOUNT, "contacts"),
        Column("rounds", _("轮次"), 64 + wide, Drawn.AMOUNT, "rounds"),
        Column("level", _("级别"), 64, Drawn.QUIET, "level"),
        Column("evidence", _("证据"), 64 + wide, Drawn.AMOUNT, "evidence"),
        Column("papers", ngettext("文书", "文书", 2), 64 + wide, Drawn.AMOUNT, "papers"),
        Column("region", _("地区"), 142, Drawn.PLAIN, "region"),
        Column("point", _("联络点"), 132 + wide, Drawn.PLAIN, "point"),
        Column("tags", _("标签"), 168 + wide, Drawn.TAGS, "tag"),
        Column("next", _("下一步"), 132 + wide, Drawn.PLAIN),
    )
    return {column.key: column for column in (*case_columns(), *further)}


def columns_of(keys: Sequence[str]) -> tuple[Column, ...]:
    """The columns of these keys, each once; those there are none of any more are left out, of none the usual ones."""
    known = catalogue()
    found = tuple(known[key] for key in dict.fromkeys(keys) if key in known)
    return found or case_columns()


def needs_more(keys: Sequence[str]) -> bool:
    """Whether a column beside the usual ones needs what the list does not read at once."""
    return not set(keys) <= _AT_ONCE


def listed_row(found: DueRow, keys: Sequence[str]) -> CaseRow:
    """A row with the texts of these columns; `found` stays with it, for what is asked about its values."""
    made = case_row(found)
    usual = dict(zip(USUAL, made.texts, strict=True))
    texts = tuple((usual[key] if key in usual else _CELLS[key](found))[:MOST_WORDS] for key in keys)
    return made._replace(texts=texts, found=found)


def condition_of(key: str, found: DueRow, *, out: bool = False) -> Condition | None:
    """The condition that lets through what has the same value in a column, or (`out`) what has another.

    None where a column cannot be filtered by.
    """
    field = _FIELDS.get(key, key)
    value = _VALUES[key](found) if key in _VALUES else None
    if value is None:
        return None
    return Condition(field, Op.NE if out else Op.EQ, (value,))


def _day(value: date | datetime | None) -> str:
    """A year stands with the day: a column may hold years."""
    if value is None:
        return "—"
    return (day_of(value) if isinstance(value, datetime) else value).isoformat()


def _more(read: Callable[[More], str]) -> Callable[[DueRow], str]:
    return lambda found: read(found.more) if found.more is not None else ""


def _fen(amount: int | None) -> str:
    return money(None if amount is None else Fen(amount))


def _many(number: int) -> str:
    return f"{number:,}" if number else "—"


def _claims(more: More) -> str:
    return _("、").join(word(claim) for claim in more.claims)


def _next(found: DueRow) -> str:
    return word(found.next) if found.next else "—"


def _late(found: DueRow) -> str:
    return ngettext("{n} 日", "{n} 日", found.late).format(n=found.late) if found.late else "—"


_CELLS: Mapping[str, Callable[[DueRow], str]] = {
    "phone": _more(lambda more: mask_phone(more.phone) if more.phone else "—"),
    "order": _more(lambda more: grouped(more.order_no) if more.order_no else "—"),
    "channel_no": _more(lambda more: more.channel_no or "—"),
    "room": _more(lambda more: more.room or "—"),
    "host": _more(lambda more: more.host or "—"),
    "goods": lambda found: found.row.goods or "—",
    "category": lambda found: word(found.row.category),
    "claims": _more(_claims),
    "paid": _more(lambda more: _fen(more.paid)),
    "settled": _more(lambda more: _fen(more.settled)),
    "prepaid": _more(lambda more: _fen(more.prepaid)),
    "received": lambda found: _day(found.row.received_at),
    "registered": _more(lambda more: _day(more.registered_at)),
    "accepted": _more(lambda more: _day(more.accepted_at)),
    "closed": _more(lambda more: _day(more.closed_at)),
    "bought": _more(lambda more: _day(more.bought_on)),
    "due_day": lambda found: _day(found.row.due),
    "late": _late,
    "contacted": _more(lambda more: stamp(more.contacted_at, year=False) if more.contacted_at else "—"),
    "contacts": _more(lambda more: _many(more.contacts)),
    "rounds": _more(lambda more: _many(more.rounds)),
    "level": lambda found: f"L{found.row.level}",
    "evidence": _more(lambda more: _many(more.evidence)),
    "papers": _more(lambda more: _many(more.papers)),
    "point": _more(lambda more: more.point or "—"),
    "region": _more(lambda more: more.region or "—"),
    "tags": _more(lambda more: _("、").join(tag.name for tag in more.tags) or "—"),
    "next": _next,
}
_AT_ONCE = frozenset({*USUAL, "goods", "category", "received", "due_day", "late", "level", "next"})
_FIELDS = {"due_day": "due", "claims": "claim", "tags": "tag"}


def _of_more(read: Callable[[More], Value | None]) -> Callable[[DueRow], Value | None]:
    return lambda found: read(found.more) if found.more is not None else None


def _on(value: date | datetime | None) -> Value:
    return NONE if value is None else day_of(value) if isinstance(value, datetime) else value


_VALUES: Mapping[str, Callable[[DueRow], Value | None]] = {
    "due": lambda found: _on(found.row.due),
    "due_day": lambda found: _on(found.row.due),
    "number": lambda found: found.row.number,
    "consumer": lambda found: found.row.consumer,
    "merchant": lambda found: found.row.merchant,
    "amount": lambda found: found.row.amount,
    "channel": lambda found: found.row.channel,
    "state": lambda found: found.row.state,
    "officer": lambda found: found.row.officer or NONE,
    "category": lambda found: found.row.category,
    "goods": lambda found: found.row.goods or NONE,
    "received": lambda found: _on(found.row.received_at),
    "level": lambda found: found.row.level,
    "order": _of_more(lambda more: more.order_no or NONE),
    "channel_no": _of_more(lambda more: more.channel_no or NONE),
    "room": _of_more(lambda more: more.room or NONE),
    "host": _of_more(lambda more: more.host or NONE),
    "point": _of_more(lambda more: more.point or NONE),
    "region": _of_more(lambda more: more.region or NONE),
    "claims": _of_more(lambda more: more.claims[0] if more.claims else None),
    "tags": _of_more(lambda more: more.tags[0].name if more.tags else NONE),
    "paid": _of_more(lambda more: more.paid),
    "settled": _of_more(lambda more: more.settled),
    "prepaid": _of_more(lambda more: more.prepaid),
    "registered": _of_more(lambda more: _on(more.registered_at)),
    "accepted": _of_more(lambda more: _on(more.accepted_at)),
    "closed": _of_more(lambda more: _on(more.closed_at)),
    "bought": _of_more(lambda more: _on(more.bought_on)),
    "contacted": _of_more(lambda more: _on(more.contacted_at)),
    "contacts": _of_more(lambda more: more.contacts),
    "rounds": _of_more(lambda more: more.rounds),
    "evidence": _of_more(lambda more: more.evidence),
    "papers": _of_more(lambda more: more.papers),
}
