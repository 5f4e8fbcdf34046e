"""How a notice (告知书, 通知书, 函) is built, and how every paper ends: the closing sentence, who signs, the notes."""

from collections.abc import Mapping, Sequence

from odrdesk.documents.blocks import Card, Figure, Issuer, Signatory, Signatures
from odrdesk.documents.facts import PaperFacts
from odrdesk.documents.flow import Block, Together
from odrdesk.documents.han import Paragraph
from odrdesk.documents.layout import WIDTH, Type, notes, sections
from odrdesk.documents.terms import issue_day, issuer_names
from odrdesk.documents.wording import Values, Wording

LEADINGS = (26.0, 25.0, 24.0, 23.0, 22.0)
"""From the loosest to the tightest, for 14 points."""
_LINES_WITH_THE_END = 6
"""The last paragraph goes with the signature where it has no more lines than this."""

Inserts = Mapping[str, Sequence[Block]]


def notice(
    facts: PaperFacts,
    words: Wording,
    values: Values,
    kind: Type,
    *,
    figures: Sequence[Figure] = (),
    inserts: Inserts | None = None,
    title: str = "",
) -> list[Block]:
    """Title and number, to whom, the opening, the figures the reader came for, the sections, the end with the seal."""
    told = sections(words, values, kind, inserts or {})
    return [
        *kind.title(title or words.line("title", values), facts.number),
        kind.body(words.line("address_line", values), indent=0, align="left", keep=True),
        kind.body(words.line("opening", values), keep=True),
        *([Card(figures, kind.faces, before=4, after=8)] if figures else []),
        *ended(told, issued(facts, words, values, kind)),
    ]


def issued(facts: PaperFacts, words: Wording, values: Values, kind: Type) -> list[Block]:
    """The closing sentence, who issues with the place for the seal, the notes."""
    return [
        kind.body(words.line("closing", values)),
        Issuer(issuer_names(facts), issue_day(facts), words.label("seal"), kind.size, kind.faces),
        notes(words, values, kind),
    ]


def signed(signatories: Sequence[Signatory], words: Wording, values: Values, kind: Type) -> list[Block]:
    """The closing sentence, who signs, the notes."""
    return [
        kind.body(words.line("closing", values)),
        Signatures(signatories, kind.faces, before=6),
        notes(words, values, kind),
    ]


def ended(told: Sequence[Block], end: Sequence[Block]) -> list[Block]:
    """The text and its end, never parted from the last words: a page of signatures alone goes under any text."""
    rest = list(told)
    short = _LINES_WITH_THE_END
    last = rest[-1] if rest else None
    goes = isinstance(last, Paragraph) and last.height(WIDTH) <= short * last.leading
    return [*(rest[:-1] if goes else rest), Together([*([last] if goes and last else []), *end], before=2)]
