"""Letters of the intellectual-property branch: 知识产权通知转送函, 声明转送函 and 终止措施通知 (电子商务法 art. 42-43).

A platform passes on what it was told and says what it did; it judges no infringement.
"""

from collections.abc import Sequence
from datetime import date

from odrdesk.documents.blocks import Figure
from odrdesk.documents.facts import IpLetter, Paper
from odrdesk.documents.flow import Block, Gap
from odrdesk.documents.layout import Type, joined, typeset
from odrdesk.documents.notice import LEADINGS, notice
from odrdesk.documents.terms import bare, party_fields, shared_values, side_table
from odrdesk.documents.wording import Wording, day, wording

_FIGURES = {
    "ip_notice_letter": ("notice_on", "measures_on", "forwarded_on"),
    "ip_declaration_letter": ("notice_on", "measures_on", "declared_on"),
    "ip_lift_notice": ("reached_on", "due_on", "lifted_on"),
}
"""The days that the reader looks for first."""


def render(facts: IpLetter) -> Paper:
    """The letter of its kind. Refuses `paper.glyph_missing`."""
    words = wording(facts.letter.value, chosen=facts.template)
    values = shared_values(facts, words) | {
        "addressee": facts.addressee or words.label("rights_holder"),
        "rights_holder": facts.rights_holder or words.label("rights_holder"),
        "right": facts.right or words.label("right_untold"),
        "measures": facts.measures or words.label("measures_untold"),
        "notice_on": facts.notice_on,
        "measures_on": facts.measures_on,
        "forwarded_on": facts.forwarded_on,
        "declared_on": facts.declared_on,
        "reached_on": facts.reached_on,
        "due_on": facts.due_on,
        "lifted_on": facts.lifted_on,
        "to_merchant": facts.to_merchant,
        "trademark_law": facts.trademark_law,
        "notice_fault": facts.notice_fault,
    }
    title = words.line("title", values)

    def build(kind: Type) -> Sequence[Block]:
        days = [(name, getattr(facts, name)) for name in _FIGURES[facts.letter.value]]
        figures = [Figure(words.label(name), _day(told)) for name, told in days]
        return notice(facts, words, values, kind, figures=figures, inserts={"notice": _notice(facts, words, kind)})

    return typeset(facts, words, title, build, size=14.0, leadings=LEADINGS)


def _notice(facts: IpLetter, words: Wording, kind: Type) -> list[Block]:
    """Who claims which right against which goods, and on what evidence."""
    label = words.label
    holder = [("firm_name", facts.rights_holder), ("contact", facts.rights_holder_contact)]
    claim = [
        ("right", joined((facts.right, facts.registration_no))),
        ("target", facts.target),
        ("evidence", bare(facts.evidence)),
        ("declaration", bare(facts.declaration)),
    ]
    rows: list[tuple[str, str, Sequence[Block]]] = [
        (label("rights_holder"), "", [kind.field(label(name), value) for name, value in holder if value]),
        (label("merchant"), "", party_fields(facts.merchant, words, kind, person=False)),
        (label("matter"), "", [kind.field(label(name), value) for name, value in claim if value]),
    ]
    return [Gap(3), *side_table(rows, kind)]


def _day(told: date | None) -> str:
    return day(told) if told else "\u2014"
