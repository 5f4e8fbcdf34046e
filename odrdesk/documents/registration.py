"""消费纠纷登记表: a complaint as it was registered, after the regulator's 投诉登记表, with what a live sale adds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from odrdesk.documents.facts import Paper, PaperFacts
from odrdesk.documents.flow import Block
from odrdesk.documents.form import Cell, Form, Group, Row, Tick, Ticks, label_cell, value_cell
from odrdesk.documents.layout import Type, joined, notes, typeset
from odrdesk.documents.pdf import MM, SHANGHAI
from odrdesk.documents.terms import called, foreign_paid, shared_values
from odrdesk.documents.wording import Wording, day, wording
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Answer, Claim

OFFICIAL = (
    Claim.REPAIR,
    Claim.REMAKE,
    Claim.REPLACE,
    Claim.RETURN_GOODS,
    Claim.MAKE_UP,
    Claim.REFUND,
    Claim.DAMAGES,
)
"""投诉请求 as the form lists them (消费者权益保护法 art. 52), in its order; others follow where they were asked for."""
_LABEL, _SIDED, _WHOLE = 24 * MM, 147 * MM, 156 * MM
_LEADINGS = (22.0,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration(PaperFacts):
    """What 消费纠纷登记表 holds beside parties and order; an empty value leaves its cell to be written into."""

    channel: str
    received_at: datetime
    registered_at: datetime
    registered_by: str = ""
    category: str = ""
    claims: tuple[Claim, ...] = ()
    other_claims: tuple[str, ...] = ()
    """What was asked for beside the official list, in words."""
    claims_words: str = ""
    claimed: Fen | None = None
    dispute: str = ""
    signed_on: date | None = None
    payment: str = ""
    link: str = ""
    room_account: str = ""
    agency: str = ""
    base: str = ""
    broadcast_on: date | None = None
    timecode: str = ""
    evidence: tuple[str, ...] = ()
    publish: Answer | None = None
    entrust: Answer | None = None
    no_phone_reason: str = ""
    face_to_face: bool = False
    """Whether the consumer was there; who was not does not sign."""
    masked: bool = False


def render(facts: Registration) -> Paper:
    """The form as PDF. Refuses `paper.glyph_missing`."""
    words = wording("registration_form", chosen=facts.template)
    values = shared_values(facts, words) | {"masked": facts.masked, "face_to_face": facts.face_to_face}
    title = words.line("title", values)

    def build(kind: Type) -> Sequence[Block]:
        cells = _Cells(words, kind)
        groups = [
            _registered(facts, cells),
            _consumer(facts, cells),
            _merchant(facts, cells),
            _sale(facts, cells),
            _dispute(facts, cells),
            _claims(facts, cells),
            _signed(facts, cells),
        ]
        form = Form(groups, pad=4.0, after=4)
        return [*kind.title(title, facts.number), form, notes(words, values, kind)]

    return typeset(facts, words, title, build, size=12.0, leadings=_LEADINGS)


@dataclass(frozen=True, slots=True)
class _Cells:
    """Rows of the form, label and value by turns."""

    words: Wording
    kind: Type

    def pair(self, told: Mapping[str, str], whole: float = _SIDED) -> Row:
        """One or two named values in a row."""
        wide = whole / len(told) - _LABEL
        cells: list[Cell] = []
        for name, text in told.items():
            cells += [label_cell(self.words.label(name), _LABEL, self.kind.faces)]
            cells += [value_cell(text, wide, self.kind.faces)]
        return Row(tuple(cells), least=23.0)

    def ticked(self, told: Mapping[str, Sequence[Tick]]) -> Row:
        """One or two named choices in a row."""
        wide = _SIDED / len(told) - _LABEL
        cells: list[Cell] = []
        for name, ticks in told.items():
            cells.append(label_cell(self.words.label(name), _LABEL, self.kind.faces))
            cells.append(Cell(wide, [Ticks(ticks, self.kind.faces)]))
        return Row(tuple(cells), least=23.0)

    def answers(self, answer: Answer | None) -> list[Tick]:
        """Agreed or not; what was not asked is ticked by hand."""
        word = self.words.label
        return [Tick(word("agrees"), answer is Answer.AGREES), Tick(word("disagrees"), answer is Answer.DISAGREES)]


def _registered(facts: Registration, cells: _Cells) -> Group:
    head = facts.letterhead
    unit = joined((head.organisation, head.point if head.point != head.organisation else ""))
    return Group(
        "",
        (
            cells.pair({"unit": unit, "case": facts.case_number}, _WHOLE),
            cells.pair({"channel": facts.channel, "channel_number": facts.channel_number}, _WHOLE),
            cells.pair(
                {"received_at": minute(facts.received_at), "registered_at": minute(facts.registered_at)}, _WHOLE
            ),
        ),
    )


def _consumer(facts: Registration, cells: _Cells) -> Group:
    party, words = facts.consumer, cells.words
    word = words.label
    reason = words.fill(word("no_phone"), {"reason": facts.no_phone_reason}) if facts.no_phone_reason else ""
    rows = [
        cells.pair({"person_name": called(party, words), "phone": party.phone or reason}),
        cells.pair({"id_kind": word("id_card") if party.id_no else "", "id_no": party.id_no}),
        cells.pair({"address": party.address}),
    ]
    if party.guardian or party.agent:
        rows.append(cells.pair({"guardian": party.guardian, "agent": party.agent}))
    rows.append(cells.ticked({"publish": cells.answers(facts.publish), "entrust": cells.answers(facts.entrust)}))
    return Group(word("complainant"), tuple(rows))


def _merchant(facts: Registration, cells: _Cells) -> Group:
    party = facts.merchant
    return Group(
        cells.words.label("respondent"),
        (
            cells.pair({"firm_name": called(party, cells.words)}),
            cells.pair({"code": party.code, "contact": party.agent}),
            cells.pair({"address": party.address, "phone": party.phone}),
        ),
    )


def _sale(facts: Registration, cells: _Cells) -> Group:
    order, words = facts.order, cells.words
    goods = order.goods if order else ""
    if order is not None and order.quantity is not None:
        goods += words.fill(words.label("quantity_of"), {"quantity": order.quantity})
    live = joined((_day(facts.broadcast_on), facts.timecode))
    return Group(
        words.label("sale"),
        (
            cells.pair({"room": order.room if order else "", "room_account": facts.room_account}),
            cells.pair({"host_name": order.host if order else "", "agency": facts.agency}),
            cells.pair({"broadcast_at": live, "base": facts.base}),
            cells.pair({"goods": goods}),
            cells.pair({"order_number": order.number if order else "", "payment": facts.payment}),
            cells.pair({"bought_on": _day(order.bought_on if order else None), "signed_on": _day(facts.signed_on)}),
            cells.pair({"link": facts.link}),
        ),
    )


def _dispute(facts: Registration, cells: _Cells) -> Group:
    order, words = facts.order, cells.words
    word = words.label
    paid = words.fill(word("yuan"), {"amount": order.paid}) if order and order.paid is not None else ""
    paid += foreign_paid(order, words) if order else ""
    numbered = "\n".join(f"{place}. {one}" for place, one in enumerate(facts.evidence, 1))
    return Group(
        word("facts_side"),
        (
            cells.pair({"category": facts.category, "paid": paid}),
            cells.pair({"dispute": facts.dispute}),
            cells.pair({"evidence": numbered or word("no_evidence")}),
        ),
    )


def _claims(facts: Registration, cells: _Cells) -> Group:
    words = cells.words
    ticks = [Tick(words.word("claims", claim), claim in facts.claims) for claim in OFFICIAL]
    ticks += [Tick(one, on=True) for one in facts.other_claims] or [Tick(words.label("other"))]
    claimed = "" if facts.claimed is None else words.fill(words.label("yuan_words"), {"amount": facts.claimed})
    rows = [cells.ticked({"claims": ticks})]
    if facts.claims_words:
        rows.append(cells.pair({"claims_words": facts.claims_words}))
    rows.append(cells.pair({"claimed": claimed}))
    return Group(words.label("claims_side"), tuple(rows))


def _signed(facts: Registration, cells: _Cells) -> Group:
    words = cells.words
    blank = words.line("blank_date", {"year": facts.registered_at.astimezone(SHANGHAI).year})
    consumer = f" \n{blank}" if facts.face_to_face else words.label("not_there")
    officer = f"{facts.registered_by or facts.officer}\n{blank}"
    row = cells.pair({"sign_consumer": consumer, "sign_officer": officer}, _WHOLE)
    return Group("", (Row(row.cells, least=44.0),))


def minute(moment: datetime) -> str:
    """2026-09-30 10:12, in Asia/Shanghai."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _day(told: date | None) -> str:
    return day(told) if told else ""
