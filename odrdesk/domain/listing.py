"""A list of disputes as a value: filter, order and search text, written in one small language.

    state=negotiating,proposed due<=2026-11-30 channel=odr12315 amount>=500 officer=me "two words"

Terms stand side by side and all must hold; a comma means "or"; a bare word is searched for. Days may be `today`,
`today+3`, `today-1`. Amounts are yuan here and fen in the value. `none` asks for what is not set.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import PrepayState
from odrdesk.domain.prepayment import ACTIVE
from odrdesk.domain.vocabulary import Category, Channel, State, Tier


class Op(StrEnum):
    """How a field is compared."""

    EQ = "="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


class Kind(StrEnum):
    """What a field holds."""

    WORD = "word"
    TEXT = "text"
    DAY = "day"
    FEN = "fen"
    WHOLE = "whole"
    TRUTH = "truth"


FIELDS: Mapping[str, Kind] = {
    "state": Kind.WORD,
    "channel": Kind.WORD,
    "category": Kind.WORD,
    "tier": Kind.WORD,
    "prepay": Kind.WORD,
    "open": Kind.TRUTH,
    "level": Kind.WHOLE,
    "due": Kind.DAY,
    "received": Kind.DAY,
    "registered": Kind.DAY,
    "closed": Kind.DAY,
    "amount": Kind.FEN,
    "officer": Kind.TEXT,
    "consumer": Kind.TEXT,
    "merchant": Kind.TEXT,
    "number": Kind.TEXT,
}
SORTS = (
    "due",
    "newest",
    "number",
    "received",
    "amount",
    "state",
    "channel",
    "category",
    "merchant",
    "consumer",
    "officer",
)
WORDS: Mapping[str, frozenset[str]] = {
    "state": frozenset(State),
    "channel": frozenset(Channel),
    "category": frozenset(Category),
    "tier": frozenset(Tier),
    "prepay": frozenset(PrepayState),
}
NONE = "none"
ME = "me"


class Relative(NamedTuple):
    """A day counted from today."""

    days: int


Value = str | int | bool | date | Relative


class Condition(NamedTuple):
    """One field compared with one or more values (any of them for `=`, none of them for `!=`)."""

    field: str
    op: Op
    values: tuple[Value, ...]


class Order(NamedTuple):
    """By what a list is sorted, ties by the dispute's key in the same direction; `newest` has the last opened first."""

    key: str = "due"
    down: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Which disputes, in which order."""

    where: tuple[Condition, ...] = ()
    text: str = ""
    order: Order = field(default_factory=Order)


VIEWS: Mapping[str, Listing] = {
    "all": Listing(order=Order("newest")),
    "open": Listing((Condition("open", Op.EQ, (True,)),)),
    "mine": Listing((Condition("open", Op.EQ, (True,)), Condition("officer", Op.EQ, (ME,)))),
    "unassigned": Listing((Condition("open", Op.EQ, (True,)), Condition("officer", Op.EQ, (NONE,)))),
    "overdue": Listing((Condition("open", Op.EQ, (True,)), Condition("due", Op.LT, (Relative(0),)))),
    "today": Listing((Condition("open", Op.EQ, (True,)), Condition("due", Op.EQ, (Relative(0),)))),
    "soon": Listing(
        (
            Condition("open", Op.EQ, (True,)),
            Condition("due", Op.GE, (Relative(0),)),
            Condition("due", Op.LE, (Relative(7),)),
        )
    ),
    "new": Listing((Condition("state", Op.EQ, (State.REGISTERED, State.SUPPLEMENTING)),)),
    "performing": Listing((Condition("state", Op.EQ, (State.SETTLED, State.PERFORMING, State.PERFORMED)),)),
    "prepaying": Listing((Condition("prepay", Op.EQ, tuple(sorted(ACTIVE))),)),
    "outside": Listing((Condition("state", Op.EQ, (State.EXT_PENDING, State.EXT_MEDIATING, State.ADJUDICATION)),)),
    "finished": Listing((Condition("open", Op.EQ, (False,)),), order=Order("newest")),
}
"""The lists every desk has; a desk's own are kept beside them in the same language."""

_TOKEN = re.compile(r'([a-z_]+)(<=|>=|!=|=|<|>)((?:"[^"]*"|[^\s",]+)(?:,(?:"[^"]*"|[^\s",]+))*)(?=\s|$)|("[^"]*"|\S+)')
_VALUE = re.compile(r'"([^"]*)"|([^",]+)')
_TODAY = re.compile(r"today(?:([+-])(\d{1,4}))?")
_YUAN = re.compile(r"(\d{1,10})(?:\.(\d{1,2}))?")
_BARE = re.compile(r"[^\s\",]+")


def parse(text: str, words: Mapping[str, str] | None = None) -> Listing:
    """The listing a text asks for, in the usual order.

    `words` maps further spellings of states, channels and categories to their codes. Refuses `listing.unknown_field`,
    `listing.unknown_word`, `listing.unreadable`, each naming the word.
    """
    conditions = []
    searched = []
    for found in _TOKEN.finditer(text):
        name, op, values, bare = found.groups()
        if bare is not None:
            searched.append(bare.strip('"'))
        else:
            conditions.append(_condition(name, Op(op), values, words or {}))
    return Listing(tuple(conditions), " ".join(part for part in searched if part))


def order(text: str) -> Order:
    """The order a sort key asks for: `due`, or `-due` for the last first. Refuses `listing.unknown_sort`."""
    key = text.removeprefix("-")
    if key not in SORTS:
        raise Refusal("listing.unknown_sort", "sort", word=text, known=list(SORTS))
    return Order(key, down=text.startswith("-"))


def written(listing: Listing) -> str:
    """The text of a listing's filter and search, which `parse` reads back."""
    parts = [f"{c.field}{c.op}{','.join(_written_value(c.field, value) for value in c.values)}" for c in listing.where]
    return " ".join([*parts, *listing.text.split()])


def day(value: Value, today: date) -> date:
    """The day a value names, counted from `today` (Asia/Shanghai) where it is relative."""
    if isinstance(value, Relative):
        return today + timedelta(days=value.days)
    if isinstance(value, date):
        return value
    raise Refusal("listing.unreadable", "where", word=str(value))


def _condition(name: str, op: Op, values: str, words: Mapping[str, str]) -> Condition:
    kind = FIELDS.get(name)
    if kind is None:
        raise Refusal("listing.unknown_field", "where", word=name, known=list(FIELDS))
    if op not in (Op.EQ, Op.NE) and kind in (Kind.WORD, Kind.TEXT, Kind.TRUTH):
        raise Refusal("listing.unreadable", "where", word=f"{name}{op}{values}")
    spelled = [quoted or plain for quoted, plain in _VALUE.findall(values)]
    if op not in (Op.EQ, Op.NE) and len(spelled) > 1:
        raise Refusal("listing.unreadable", "where", word=f"{name}{op}{values}")
    return Condition(name, op, tuple(_value(name, kind, word, words) for word in spelled))


def _value(name: str, kind: Kind, word: str, words: Mapping[str, str]) -> Value:
    if kind is Kind.TEXT:
        return word
    if kind is Kind.WORD:
        code = words.get(word, word)
        if code not in WORDS[name]:
            raise Refusal("listing.unknown_word", "where", word=word, field_name=name, known=sorted(WORDS[name]))
        return str(code)
    read = {Kind.DAY: _day, Kind.FEN: _fen, Kind.WHOLE: _whole, Kind.TRUTH: _truth}[kind](word)
    if read is None:
        raise Refusal("listing.unreadable", "where", word=f"{name}: {word}")
    return read


def _day(word: str) -> Value | None:
    if word == NONE:
        return NONE
    relative = _TODAY.fullmatch(word)
    if relative:
        return Relative(int((relative[1] or "+") + (relative[2] or "0")))
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _fen(word: str) -> Value | None:
    found = _YUAN.fullmatch(word)
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0")) if found else None


def _whole(word: str) -> Value | None:
    return int(word) if word.isascii() and word.isdigit() and len(word) < 10 else None


def _truth(word: str) -> Value | None:
    return {"yes": True, "no": False}.get(word)


def _written_value(name: str, value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Relative):
        return f"today{value.days:+d}" if value.days else "today"
    if isinstance(value, int) and FIELDS[name] is Kind.FEN:
        return f"{value // 100}.{value % 100:02d}"
    text = str(value)
    return text if _BARE.fullmatch(text) else f'"{text}"'
