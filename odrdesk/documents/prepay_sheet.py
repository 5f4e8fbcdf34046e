"""The calculation sheet (计算表) of a paper of the fund: what was asked, what limits it, decided, and open.

A platform must be able to explain each deduction (网络交易平台规则监督管理办法), so every line says what it rests on.
"""

from collections.abc import Iterator
from typing import NamedTuple

from odrdesk.documents.flow import Block
from odrdesk.documents.layout import Type
from odrdesk.documents.pdf import MM
from odrdesk.documents.prepay_facts import NONE, ClaimLine, Prepaid, Recovered, Statutory
from odrdesk.documents.table import Column, TableLook, table
from odrdesk.documents.wording import Values, Wording
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import ItemKind, PaperKind

K = PaperKind
_NOTHING = "\u2014\u2014"
_RECOVERY = frozenset({K.RECOVERY_NOTICE, K.TOPUP_NOTICE})
WHOLE_BELOW, WHOLE_BELOW_TIGHT = 400.0, 120.0
"""A sheet lower than this, in points, is not parted by a page; where room is short it may be."""


class Line(NamedTuple):
    """A line: its code in the wording's tables `sheet` and `remarks`, fen, and what the remark needs."""

    what: str
    amount: Fen | None
    name: str = ""
    remark: str = ""


def sheet(facts: Prepaid, words: Wording, values: Values, kind: Type) -> list[Block]:
    """The table: a number, the item, the amount in yuan, what it rests on; results in bold at the end."""
    columns = [
        Column(11 * MM, words.label("no"), "center"),
        Column(50 * MM, words.label("sheet_item")),
        Column(30 * MM, words.label("amount"), "right"),
        Column(65 * MM, words.label("remark")),
    ]
    lines, results = list(_lines(facts, words)), list(_results(facts))
    rows = [[str(number), *_cells(line, words, values)] for number, line in enumerate(lines, 1)]
    totals = [["", *_cells(line, words, values)] for line in results]
    made = table(columns, rows, kind.faces, totals=totals, look=TableLook(9.5, 14.5, pad_y=2.4 if kind.tight else 3.2))
    made.before, made.after, made.least = 3.0, 5.0, 2
    made.whole_below = WHOLE_BELOW_TIGHT if kind.tight else WHOLE_BELOW
    return [made]


def _cells(line: Line, words: Wording, values: Values) -> list[str]:
    name = line.name or words.word("sheet", line.what)
    told = words.part("remarks").get(line.what, [])
    remark = line.remark or "".join(words.paragraphs(told, values))
    return [name, _NOTHING if line.amount is None else line.amount.grouped, remark or _NOTHING]


def _lines(facts: Prepaid, words: Wording) -> Iterator[Line]:
    if facts.paper in _RECOVERY and facts.recovered:
        yield Line("paid", facts.paid)
        yield from _recovery(facts.recovered)
        return
    if facts.paper is K.RETURN_NOTICE and facts.returned:
        yield Line("claim", facts.claim)
        yield Line("paid", facts.paid)
        returned = facts.returned
        for what, amount in (
            ("to_owed", returned.to_owed), ("to_fund", returned.to_fund), ("to_merchant", returned.to_merchant),
        ):  # fmt: skip
            if amount:
                yield Line(what, amount)
        return
    yield from (_item(item, words) for item in facts.items)
    yield Line("claim", facts.claim)
    yield from (_statutory(one, words) for one in facts.statutory)
    if facts.cap is not None:
        yield Line("cap", facts.cap)
    if facts.earlier:
        yield Line("earlier", facts.earlier)


def _recovery(told: Recovered) -> Iterator[Line]:
    """Each source, even where nothing came of it: the merchant sees what was looked at."""
    yield Line("from_deposit", told.deposit)
    yield Line("from_settlement", told.settlement)
    yield Line("from_merchant", told.merchant)
    yield Line("written_off", told.written_off)
    yield Line("returned", told.returned)
    yield Line("deposit_held", told.deposit_held)
    yield Line("settlement_held", told.settlement_held)


def _results(facts: Prepaid) -> Iterator[Line]:
    told = facts.recovered
    if facts.paper in _RECOVERY and told is not None:
        yield Line("outstanding", told.outstanding)
        if told.planned:
            yield Line("planned", told.planned)
        if told.paid_in:
            yield Line("paid_in", told.paid_in)
        yield Line("to_top_up", told.to_top_up)
        return
    if facts.returned is not None and facts.paper is K.RETURN_NOTICE:
        yield Line("clawed_back", facts.returned.amount)
        yield Line("kept", (facts.paid or NONE) - facts.returned.amount)
        return
    if facts.approved is not None:
        yield Line("approved", facts.approved)
    if facts.paid is not None:
        yield Line("paid_out", facts.paid)
    if facts.approved is not None or facts.paper is K.PREPAYMENT_REFUSAL_NOTICE:
        yield Line("residual", facts.residual)


def _item(item: ClaimLine, words: Wording) -> Line:
    own = words.word("kinds", item.kind)
    if item.kind is ItemKind.OTHER and item.words:
        return Line("item", item.amount or None, item.words, words.line("item_remark", {}))
    return Line("item", item.amount or None, own, item.words or words.line("item_remark", {}))


def _statutory(one: Statutory, words: Wording) -> Line:
    state = "settled" if one.settled else "limit" if one.limit is not None else "open"
    said = words.fill(words.word("statutory", state), {"source": one.source})
    name = words.fill(words.word("statutory", "name"), {"name": one.name})
    return Line("statutory", one.limit if one.limit is not None else one.amount, name, said)
