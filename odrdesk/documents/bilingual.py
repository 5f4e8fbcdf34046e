"""Papers of a settlement in Chinese and English: what both say side by side, what is the same in both only once.

The Chinese text prevails. What a person typed stands in the language it was typed in: a translation of the desk's own
would put words into a party's mouth. The sentences are the program's and not the staff's template, because an English
sentence beside a Chinese one that was changed would say something else.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from odrdesk.documents import english
from odrdesk.documents.blocks import Card, Figure, Issuer, Signatory, Signatures
from odrdesk.documents.clusters import Run
from odrdesk.documents.facts import Agreement, Paper, PaperFacts, PartyFacts, Settlement
from odrdesk.documents.flow import Block, Together, draw_stack, split_stack, stack_height
from odrdesk.documents.form import Form, Group, Row, label_cell, value_cell
from odrdesk.documents.han import Look, Paragraph
from odrdesk.documents.ink import INK, NAVY, RULE
from odrdesk.documents.layout import WIDTH, Type, joined, notes, typeset
from odrdesk.documents.pdf import MM, Sheet
from odrdesk.documents.table import Column, TableLook, table
from odrdesk.documents.terms import bare, citations, issue_day, issuer_names, item_words, shared_values
from odrdesk.documents.wording import Values, Wording, chinese_number, day, wording
from odrdesk.domain.vocabulary import Payer

SHARED = "bilingual"
_LEADINGS = (18.0, 17.5, 17.0, 16.5, 16.0, 15.5)
_SIZE, _ENGLISH = 11.0, 0.86
"""English letters look larger than Chinese signs of the same size."""
_GAP, _CHINESE = 18.0, 0.46
_WHOLE_TABLE, _SHORT = 330.0, 190.0
"""A table lower than this is not parted; a last clause lower than that goes with the signatures."""
_LABEL, _WHOLE = 40 * MM, 156 * MM


class Pair(NamedTuple):
    """A sentence in both languages."""

    zh: str
    en: str


class Sides:
    """Chinese left, English right, each from the top; parted by a page like a row of a table without rules."""

    def __init__(
        self,
        left: Sequence[Block],
        right: Sequence[Block],
        *,
        keep: bool = False,
        before: float = 0.0,
        after: float = 3.0,
    ) -> None:
        self.before, self.after, self.keep = before, after, keep
        self._left, self._right = list(left), list(right)

    def height(self, width: float) -> float:
        """The higher of the two."""
        chinese, right = self._widths(width)
        return max(stack_height(self._left, chinese), stack_height(self._right, right))

    def split(self, width: float, room: float) -> tuple[Self, Self] | None:
        """What fits of each; None where one side could not begin."""
        chinese, right = self._widths(width)
        left_fit, left_rest = split_stack(self._left, chinese, room)
        right_fit, right_rest = split_stack(self._right, right, room)
        if not left_fit or not right_fit or not (left_rest or right_rest):
            return None
        made = type(self)
        return made(left_fit, right_fit, after=0.0), made(left_rest, right_rest, after=self.after)

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Side by side with a hairline between."""
        chinese, right = self._widths(width)
        draw_stack(self._left, sheet, x, top, chinese)
        draw_stack(self._right, sheet, x + chinese + _GAP, top, right)
        middle = x + chinese + _GAP / 2
        sheet.rule((middle, top), (middle, top - self.height(width) - self.after), 0.4, RULE)

    @staticmethod
    def _widths(width: float) -> tuple[float, float]:
        chinese = (width - _GAP) * _CHINESE
        return chinese, width - _GAP - chinese


def agreement(facts: Agreement) -> Paper:
    """消费纠纷和解协议书 / Settlement Agreement. Refuses `paper.glyph_missing`."""
    words = wording("settlement_agreement_zh_en", SHARED)
    values = _values(facts, words) | {
        "dispute": facts.dispute,
        "claims": bare(facts.claims),
        "claims_en": facts.claims_en,
        "method": bare(facts.method),
        "method_en": words.part("methods").get(bare(facts.method), bare(facts.method)),
        "account": bare(facts.account),
        "returns": bare(facts.returns),
        "freight": words.word("sides", facts.freight) if facts.freight else "",
        "freight_en": words.word("sides_en", facts.freight) if facts.freight else "",
        "breach": bare(facts.breach),
        "waives": facts.waives_punitive,
        "copies": facts.copies,
        "copies_en": english.number(facts.copies),
    }

    def build(kind: Type) -> Sequence[Block]:
        both = _Both(words, values, kind)
        head = facts.letterhead
        desk = PartyFacts(joined((head.organisation, head.point)), code=head.code)
        parties = [
            both.party("first", facts.consumer, person=True),
            both.party("second", facts.merchant, person=False),
            both.party("third", desk, person=False),
        ]
        end: list[Block] = [
            both.sides("closing"),
            Signatures(_signatories(facts, words), kind.faces, before=6),
            both.notes(),
        ]
        return [
            *both.title("title", facts.number),
            Form(parties, pad=3.2, after=8),
            both.sides("opening"),
            *_ended(list(both.sections({"items": both.items(facts, "sides")})), end),
        ]

    return typeset(facts, words, words.line("title", values), build, size=_SIZE, leadings=_LEADINGS)


def settlement(facts: Settlement) -> Paper:
    """消费纠纷和解通知书 / Notice of Settlement. Refuses `paper.glyph_missing`."""
    words = wording("settlement_notice_zh_en", SHARED)
    values = _values(facts, words) | {
        "agreement_number": facts.agreement_number,
        "performed_on": facts.performed_on,
        "proof": bare(facts.shown_by),
        "closed_on": facts.closed_on,
    }

    def build(kind: Type) -> Sequence[Block]:
        both = _Both(words, values, kind)
        parties = [
            both.party("consumer", facts.consumer, person=True),
            both.party("merchant", facts.merchant, person=False),
            both.order(facts),
        ]
        end: list[Block] = [
            both.sides("closing"),
            Issuer(issuer_names(facts), issue_day(facts), words.label("seal"), 12.0, kind.faces),
            both.notes(),
        ]
        return [
            *both.title("title_closed" if facts.closed_on else "title", facts.number),
            kind.body(words.line("address_line", values), indent=0, align="left", keep=True),
            both.sides("opening", keep=True),
            Card(_figures(facts, words), kind.faces, before=4, after=8),
            *_ended(
                list(
                    both.sections({"parties": [Form(parties, pad=3.2, after=6)], "items": both.items(facts, "payers")})
                ),
                end,
            ),
        ]

    title = words.line("title_closed" if facts.closed_on else "title", values)
    return typeset(facts, words, title, build, size=_SIZE, leadings=_LEADINGS)


def _values(facts: Agreement | Settlement, words: Wording) -> dict[str, object]:
    values = shared_values(facts, words) | {
        "agreed_on": facts.agreed_on,
        "total": facts.total,
        "has_money": facts.total > 0,
        "citations": citations(words, facts.remedies),
        "citations_en": ", ".join(dict.fromkeys(words.part("citations_en").get(one, "") for one in facts.remedies)),
        "we_en": words.label("we_point_en" if facts.letterhead.point else "we_organisation_en"),
    }
    for name in ("order", "order_en"):
        found = words.paragraphs(words.part(name), values) if facts.order else []
        values[f"{name}_sentence"] = "".join(found)
    return values


def _ended(told: list[Block], end: Sequence[Block]) -> list[Block]:
    """The clauses and their end, never parted from the last one: as with papers in one language."""
    goes = bool(told) and told[-1].height(WIDTH) <= _SHORT
    return [*(told[:-1] if goes else told), Together([*(told[-1:] if goes else []), *end], before=2)]


@dataclass(frozen=True, slots=True)
class _Both:
    """Blocks in both languages."""

    words: Wording
    values: Values
    kind: Type

    def title(self, key: str, number: str) -> list[Block]:
        head, line = self.kind.title(self.words.line(key, self.values), number)
        told = self.words.line(f"{key}_en", self.values)
        second = Paragraph([Run(told, "song", 14, NAVY)], Look(22, 0, "center", 0.09, 1, 1), self.kind.faces, keep=True)
        return [head, second, line]

    def sides(self, key: str, *, keep: bool = False) -> Sides:
        return self._pair(Pair(self.words.line(key, self.values), self.words.line(f"{key}_en", self.values)), keep=keep)

    def sections(self, inserts: Mapping[str, Sequence[Block]]) -> Iterator[Block]:
        number = 0
        for section in self.words.part("section"):
            rows = [one for one in section["text"] if self._holds(one)]
            if not rows:
                continue
            number += 1
            head = Pair(f"{chinese_number(number)}\u3001{section['head']}", f"{number}. {section['head_en']}")
            yield self._heading(head)
            for row in rows:
                if "insert" in row:
                    yield from inserts[row["insert"]]
                else:
                    texts = (self.words.fill(row[name], self.values) for name in ("zh", "en"))
                    yield self._pair(Pair(*texts))

    def party(self, side: str, party: PartyFacts, *, person: bool) -> Group:
        told = {
            "person_name" if person else "firm_name": party.name
            + (f"\uff08{party.nickname}\uff09" if party.nickname else "")
            + (f"\uff08{party.shop}\uff09" if party.shop else ""),
            "code": party.code,
            "id_no": party.id_no,
            "phone": party.phone,
            "address": party.address,
            "guardian": party.guardian,
            "agent": party.agent,
        }
        return self._group(side, told)

    def order(self, facts: PaperFacts) -> Group:
        order, fill = facts.order, self.words.fill
        if order is None:
            return Group("", ())
        goods = order.goods
        if order.quantity is not None:
            goods += fill(self.words.label("quantity_of"), {"quantity": order.quantity})
        dates = f"{day(order.bought_on)}  {english.day(order.bought_on)}" if order.bought_on else ""
        told = {
            "goods": goods,
            "order_number": order.number,
            "bought_on": dates,
            "paid": "" if order.paid is None else f"RMB {order.paid.grouped}",
            "room": order.room,
        }
        return self._group("order", told)

    def items(self, facts: Agreement | Settlement, sides: str) -> list[Block]:
        word = self.words.word
        columns = [
            Column(11 * MM, self._head("no"), "center"),
            Column(52 * MM, self._head("item")),
            Column(25 * MM, self._head("payer"), "center"),
            Column(30 * MM, self._head("amount"), "right"),
            Column(38 * MM, self._head("due"), "center"),
        ]
        rows = [
            [
                str(place),
                f"{item_words(item, self.words)}\n{word('kinds_en', item.kind)}",
                f"{word(sides, item.payer)}\n{word(f'{sides}_en', item.payer)}",
                item.amount.grouped if item.amount else "\u2014\u2014",
                f"{day(item.due)}\n{english.day(item.due)}" if item.due else "\u2014\u2014",
            ]
            for place, item in enumerate(facts.items, 1)
        ]
        mixed = any(item.payer is Payer.CONSUMER and item.amount for item in facts.items)
        total = self.words.label("total_received" if mixed else "total")
        both = f"{total}\n{self.words.label('total_received_en' if mixed else 'total_en')}"
        made = table(
            columns,
            rows,
            self.kind.faces,
            totals=[["", both, "", facts.total.grouped, ""]],
            look=TableLook(size=9.5, leading=13.5, pad_y=2.6 if self.kind.tight else 3.2),
        )
        made.before, made.after, made.whole_below = 3.0, 6.0, _WHOLE_TABLE
        return [made]

    def notes(self) -> Block:
        return notes(self.words, self.values, self.kind)

    def _head(self, name: str) -> str:
        return f"{self.words.label(name)}\n{self.words.label(f'{name}_en')}"

    def _group(self, side: str, told: Mapping[str, str]) -> Group:
        word, faces = self.words.label, self.kind.faces
        top = Row((label_cell(f"{word(side)}  {word(f'{side}_en')}", _WHOLE, faces),), least=20.0)
        rows = [
            Row(
                (
                    label_cell(f"{word(name)}  {word(f'{name}_en')}", _LABEL, faces),
                    value_cell(text, _WHOLE - _LABEL, faces),
                )
            )
            for name, text in told.items()
            if text
        ]
        return Group("", (top, *rows))

    def _holds(self, row: Mapping[str, Any]) -> bool:
        wanted = "when" not in row or bool(self.values.get(row["when"]))
        return wanted and not ("unless" in row and self.values.get(row["unless"]))

    def _heading(self, pair: Pair) -> Sides:
        kind = self.kind
        zh = Paragraph([Run(pair.zh, "hei", kind.size, INK)], Look(kind.leading, 0, "left"), kind.faces, kind="H2")
        small = kind.size * _ENGLISH
        en = Paragraph([Run(pair.en, "hei", small, INK)], Look(kind.leading, 0, "left", 0.0), kind.faces)
        return Sides([zh], [en], keep=True, before=5.0)

    def _pair(self, pair: Pair, *, keep: bool = False) -> Sides:
        return Sides(list(self._set(pair.zh, chinese=True)), list(self._set(pair.en, chinese=False)), keep=keep)

    def _set(self, text: str, *, chinese: bool) -> Iterator[Paragraph]:
        kind = self.kind
        for line in filter(str.strip, text.split("\n")):
            if chinese:
                yield Paragraph([Run(line, "body", kind.size, INK)], Look(kind.leading, 2.0), kind.faces)
            else:
                run = Run(line, "song", kind.size * _ENGLISH, INK)
                yield Paragraph([run], Look(kind.leading, 0.0, "left", 0.0), kind.faces)


def _figures(facts: Settlement, words: Wording) -> list[Figure]:
    def label(name: str) -> str:
        return f"{words.label(name)} {words.label(f'{name}_en')}"

    made = [Figure(label("sum"), facts.total.grouped), Figure(label("agreed_on"), english.day(facts.agreed_on))]
    if facts.performed_on:
        made.append(Figure(label("performed_on"), english.day(facts.performed_on)))
    return made


def _signatories(facts: Agreement, words: Wording) -> list[Signatory]:
    label, seal = words.label, words.label("seal")
    blank = words.line("blank_date", {"year": facts.agreed_on.year})
    return [
        Signatory(label("sign_first"), facts.consumer.name, label("signature"), blank),
        Signatory(label("sign_second"), facts.merchant.name, label("agent_signature"), blank, seal),
        Signatory(label("sign_third"), facts.letterhead.organisation, label("officer_signature"), blank, seal),
    ]
