"""协商记录: every contact, offer, answer and call-back of a case in the order of time; the officer signs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from odrdesk.documents.blocks import Signatory
from odrdesk.documents.facts import ItemFacts, Paper, PaperFacts
from odrdesk.documents.flow import Block
from odrdesk.documents.layout import Type, joined, sections, typeset
from odrdesk.documents.notice import ended, signed
from odrdesk.documents.pdf import MM, SHANGHAI
from odrdesk.documents.table import Column, TableLook, table
from odrdesk.documents.terms import bare, item_words, matter, shared_values
from odrdesk.documents.wording import Wording, wording
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Payer

_LEADINGS = (21.0, 20.0, 19.0, 18.0)


@dataclass(frozen=True, slots=True)
class Talk:
    """One line of the record.

    `what` is its code in the wording's table `events`; `with_` whom it was with (a code of `persons`), `by` the clerk.
    For an offer `terms` and `total` tell what was offered, `number` its round, `valid_until` its last day.
    """

    at: datetime
    what: str
    mode: str = ""
    with_: str = ""
    by: str = ""
    content: str = ""
    next: str = ""
    """A code of the wording's table `answers`, empty where `result` is told in words."""
    result: str = ""
    number: int = 0
    terms: tuple[ItemFacts, ...] = ()
    total: Fen | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRecord(PaperFacts):
    """The lines in the order of time, and the day the record was closed with."""

    talks: tuple[Talk, ...]
    claims: str = ""
    dispute: str = ""
    until: date
    masked: bool = False


def render(facts: ContactRecord) -> Paper:
    """The record as PDF. Refuses `paper.glyph_missing`."""
    words = wording("contact_record", chosen=facts.template)
    offers = sum(one.number > 0 and bool(one.terms) for one in facts.talks)
    values = shared_values(facts, words) | {
        "count": len(facts.talks),
        "rounds": offers,
        "until": facts.until,
        "masked": facts.masked,
    }
    title = words.line("title", values)

    def build(kind: Type) -> Sequence[Block]:
        told = (("claims", bare(facts.claims)), ("dispute", facts.dispute))
        inserts = {"matter": matter(facts, words, kind, told), "talks": [_talks(facts, words, kind)]}
        return [
            *kind.title(title, facts.number),
            kind.body(words.line("opening", values), keep=True),
            *ended(sections(words, values, kind, inserts), signed(_signatory(facts, words), words, values, kind)),
        ]

    return typeset(facts, words, title, build, size=12.0, leadings=_LEADINGS)


def _talks(facts: ContactRecord, words: Wording, kind: Type) -> Block:
    label = words.label
    columns = [
        Column(11 * MM, label("no"), "center"),
        Column(24 * MM, label("at")),
        Column(28 * MM, label("mode")),
        Column(60 * MM, label("content")),
        Column(33 * MM, label("next")),
    ]
    rows = [[str(number), *_cells(one, words)] for number, one in enumerate(facts.talks, 1)]
    made = table(columns, rows, kind.faces, look=TableLook(size=9.5, leading=14.0, pad_x=4.0, pad_y=3.5))
    made.before, made.after = 4.0, 6.0
    return made


def _cells(one: Talk, words: Wording) -> list[str]:
    when = f"{one.at.astimezone(SHANGHAI):%Y-%m-%d\n%H:%M}"
    persons = [joined((words.word("events", one.what), one.mode), " ")]
    if one.with_:
        persons.append(words.fill(words.label("with"), {"who": words.word("persons", one.with_)}))
    if one.by:
        persons.append(words.fill(words.label("by"), {"who": one.by}))
    return [when, "\n".join(persons), _content(one, words), _next(one, words)]


def _content(one: Talk, words: Wording) -> str:
    if not one.terms:
        return one.content
    lines = [words.fill(words.label("round"), {"number": one.number})]
    lines += [f"{place}. {_term(item, words)}" for place, item in enumerate(one.terms, 1)]
    lines.append(words.fill(words.label("sum"), {"amount": one.total}))
    if one.valid_until:
        lines.append(words.fill(words.label("valid_until"), {"until": one.valid_until}))
    return "\n".join(lines)


def _term(item: ItemFacts, words: Wording) -> str:
    amount = words.fill(words.label("yuan"), {"amount": item.amount}) if item.amount else ""
    by = words.word("payers", item.payer) if item.amount or item.payer is not Payer.MERCHANT else ""
    due = words.fill(words.label("due_by"), {"due": item.due}) if item.due else ""
    return joined((item_words(item, words), amount, by, due), "\uff0c")


def _next(one: Talk, words: Wording) -> str:
    told = words.word("answers", one.next) if one.next else ""
    return joined((told, one.result), "\n") if told and one.result else told or one.result


def _signatory(facts: ContactRecord, words: Wording) -> list[Signatory]:
    label = words.label
    blank = words.line("blank_date", {"year": facts.issued_at.astimezone(SHANGHAI).year})
    return [Signatory(label("sign_officer"), facts.officer, label("signature"), blank)]
