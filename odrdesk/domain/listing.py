"""A list of disputes as a value: filter, order and search text, written in one small language.

    state=negotiating,proposed due<=2026-11-30 channel=odr12315 amount>=500 officer=me "two words"

Terms stand side by side and all must hold; a comma means "or"; a bare word is searched for. Days may be `today`,
`today+3`, `today-1`, or a stretch: `week`, `last_week`, `month`, `last_month`, `year`. Amounts are yuan here and fen in
the value. `none` asks for what is not set. An order may have several keys: `-amount,due`.
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
from odrdesk.domain.vocabulary import Category, Channel, Claim, State, Tier


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
    "accepted": Kind.DAY,
    "contacted": Kind.DAY,
    "bought": Kind.DAY,
    "paid": Kind.FEN,
    "settled": Kind.FEN,
    "prepaid": Kind.FEN,
    "rounds": Kind.WHOLE,
    "contacts": Kind.WHOLE,
    "evidence": Kind.WHOLE,
    "papers": Kind.WHOLE,
    "claim": Kind.WORD,
    "point": Kind.TEXT,
    "room": Kind.TEXT,
    "host": Kind.TEXT,
    "goods": Kind.TEXT,
    "order": Kind.TEXT,
    "channel_no": Kind.TEXT,
    "phone": Kind.TEXT,
    "tag": Kind.TEXT,
    "region": Kind.TEXT,
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
    "registered",
    "accepted",
    "closed",
    "contacted",
    "bought",
    "level",
    "paid",
    "settled",
    "prepaid",
    "rounds",
    "contacts",
    "evidence",
    "papers",
    "point",
    "room",
    "host",
    "goods",
    "order",
    "channel_no",
    "tag",
    "region",
)
WORDS: Mapping[str, frozenset[str]] = {
    "state": frozenset(State),
    "channel": frozenset(Channel),
    "category": frozenset(Category),
    "tier": frozenset(Tier),
    "prepay": frozenset(PrepayState),
    "claim": frozenset(Claim),
}
NONE = "none"
ME = "me"
"""As an officer: whoever asks. As a contact point: those at which whoever asks has open cases (本组)."""


class Relative(NamedTuple):
    """A day counted from today."""

    days: int


class Stretch(StrEnum):
    """Days named by where they lie from today; weeks begin on Monday."""

    WEEK = "week"
    LAST_WEEK = "last_week"
    MONTH = "month"
    LAST_MONTH = "last_month"
    YEAR = "year"


Value = str | int | bool | date | Relative | Stretch


class Condition(NamedTuple):
    """One field compared with one or more values (any of them for `=`, none of them for `!=`)."""

    field: str
    op: Op
    values: tuple[Value, ...]


class Order(NamedTuple):
    """By what a list is sorted, ties by the dispute's key in the same direction; `newest` has the last opened first.

    `then` are further keys with their directions, for what is equal by the ones before.
    """

    key: str = "due"
    down: bool = False
    then: tuple[tuple[str, bool], ...] = ()

    @property
    def keys(self) -> tuple[tuple[str, bool], ...]:
        """All keys with their directions, the one that counts most first."""
        return ((self.key, self.down), *self.then)

    @property
    def text(self) -> str:
        """The text `order` reads back: `-amount,due`."""
        return ",".join(f"-{key}" if down else key for key, down in self.keys)


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
    "odr12315": Listing((Condition("open", Op.EQ, (True,)), Condition("channel", Op.EQ, (Channel.ODR12315,)))),
    "closed_month": Listing((Condition("closed", Op.EQ, (Stretch.MONTH,)),), order=Order("closed", down=True)),
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
    """The order a sort key asks for: `due`, `-due` for the last first, `-amount,due` for several.

    Refuses `listing.unknown_sort`.
    """
    keys: dict[str, bool] = {}
    for part in text.split(","):
        key = part.strip().removeprefix("-")
        if key not in SORTS:
            raise Refusal("listing.unknown_sort", "sort", word=part, known=list(SORTS))
        keys.setdefault(key, part.strip().startswith("-"))
    (first, down), *then = keys.items()
    return Order(first, down, tuple(then))


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


def days(value: Stretch, today: date) -> tuple[date, date]:
    """The first and the last day of a stretch, counted from `today` (Asia/Shanghai)."""
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    match value:
        case Stretch.WEEK:
            return monday, monday + timedelta(days=6)
        case Stretch.LAST_WEEK:
            return monday - timedelta(days=7), monday - timedelta(days=1)
        case Stretch.MONTH:
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        case Stretch.LAST_MONTH:
            last = first - timedelta(days=1)
            return last.replace(day=1), last
        case Stretch.YEAR:
            return today.replace(month=1, day=1), today.replace(month=12, day=31)


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
    if word in list(Stretch):
        return Stretch(word)
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
