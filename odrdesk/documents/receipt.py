"""履行（收款）确认书: the consumer confirms what was performed, when and by which proof, and what is still owed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from odrdesk.documents.blocks import Card, Figure, Signatory
from odrdesk.documents.facts import ItemFacts, Paper, PaperFacts
from odrdesk.documents.flow import Block
from odrdesk.documents.layout import Type, sections, typeset
from odrdesk.documents.notice import ended, signed
from odrdesk.documents.pdf import MM, SHANGHAI
from odrdesk.documents.table import Column, TableLook, table
from odrdesk.documents.terms import item_words, items_table, matter, shared_values
from odrdesk.documents.wording import Wording, day, wording
from odrdesk.domain.money import Fen

_LEADINGS = (22.0, 21.0, 20.0, 19.0, 18.0)


@dataclass(frozen=True, slots=True)
class Done:
    """One performance: its day, what came, by which proof; `item` is the term it was for, where it names one."""

    on: date
    amount: Fen
    proof: str
    item: ItemFacts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(PaperFacts):
    """What was agreed, what came, what is left of each term (`owed`, in fen, with things at 0)."""

    agreed_on: date
    agreement_number: str = ""
    done: tuple[Done, ...]
    owed: tuple[ItemFacts, ...] = ()
    performed: Fen
    remaining: Fen
    payee: str = ""
    by_guardian: bool = False
    signer: str = ""
    masked: bool = False


def render(facts: Receipt) -> Paper:
    """The confirmation as PDF. Refuses `paper.glyph_missing`."""
    words = wording("performance_receipt", chosen=facts.template)
    values = shared_values(facts, words) | {
        "agreed_on": facts.agreed_on,
        "agreement_number": facts.agreement_number,
        "performed": facts.performed,
        "has_performed": facts.performed > 0,
        "remaining": facts.remaining,
        "has_remaining": facts.remaining > 0,
        "complete": not facts.owed,
        "last_on": max(one.on for one in facts.done),
        "payee": facts.payee,
        "signer": facts.signer or facts.consumer.name,
        "by_guardian": facts.by_guardian,
        "masked": facts.masked,
    }
    title = words.line("title", values)

    def build(kind: Type) -> Sequence[Block]:
        left = items_table(facts.owed, facts.remaining, words, kind, "payers") if facts.owed else []
        inserts = {"parties": matter(facts, words, kind), "done": [_done(facts, words, kind)], "owed": left}
        last = max(one.on for one in facts.done)
        figures = [
            Figure(words.label("performed"), facts.performed.grouped),
            Figure(words.label("last_on"), day(last)),
            Figure(words.label("remaining"), facts.remaining.grouped),
        ]
        return [
            *kind.title(title, facts.number),
            kind.body(words.line("opening", values), keep=True),
            Card(figures, kind.faces, before=4, after=8),
            *ended(sections(words, values, kind, inserts), signed(_signatories(facts, words), words, values, kind)),
        ]

    return typeset(facts, words, title, build, size=12.0, leadings=_LEADINGS)


def _done(facts: Receipt, words: Wording, kind: Type) -> Block:
    label = words.label
    columns = [
        Column(12 * MM, label("no"), "center"),
        Column(35 * MM, label("on"), "center"),
        Column(37 * MM, label("item")),
        Column(30 * MM, label("amount"), "right"),
        Column(42 * MM, label("proof")),
    ]
    rows = [
        [
            str(place),
            day(one.on),
            item_words(one.item, words) if one.item else label("money"),
            one.amount.grouped if one.amount else "\u2014\u2014",
            one.proof,
        ]
        for place, one in enumerate(facts.done, 1)
    ]
    totals = [["", "", label("total"), facts.performed.grouped, ""]]
    made = table(columns, rows, kind.faces, totals=totals, look=TableLook(pad_y=2.6 if kind.tight else 3.5))
    made.before, made.after = 3.0, 5.0
    return made


def _signatories(facts: Receipt, words: Wording) -> list[Signatory]:
    label = words.label
    blank = words.line("blank_date", {"year": facts.issued_at.astimezone(SHANGHAI).year})
    own = label("sign_guardian" if facts.by_guardian else "sign_consumer")
    return [Signatory(own, facts.signer or facts.consumer.name, label("signature"), blank)]
