"""Letters to a department: 违法线索移送单 and 移送函. A firm tells an authority what it knows and decides nothing."""

from collections.abc import Sequence
from dataclasses import replace

from odrdesk.documents.blocks import Figure
from odrdesk.documents.facts import Handled, LeadSheet, Paper, Point, Transfer
from odrdesk.documents.flow import Block, Gap
from odrdesk.documents.layout import Type, joined, typeset
from odrdesk.documents.notice import LEADINGS, notice
from odrdesk.documents.terms import (
    bare,
    matter,
    numbered,
    order_fields,
    party_fields,
    shared_values,
    side_table,
)
from odrdesk.documents.wording import Wording, day, wording


def lead_sheet(facts: LeadSheet) -> Paper:
    """违法线索移送单: source, suspected offence, subjects, goods and money, evidence, similar complaints, contact.

    Refuses `paper.glyph_missing`.
    """
    words = wording("lead_sheet", chosen=facts.template)
    values = shared_values(facts, words) | {
        "addressee": facts.addressee,
        "cause": facts.cause,
        "channel": facts.channel,
        "received_on": facts.received_on,
        "noted_on": facts.noted_on,
        "what": bare(facts.what),
        "law": bare(facts.law),
        "why": bare(facts.why),
        "alike": facts.alike,
        "others": facts.alike > 1,
        "alike_days": facts.alike_days,
        "alike_consumers": facts.alike_consumers,
        "alike_numbers": "\u3001".join(facts.alike_numbers),
        "evidence_list": facts.evidence,
        "has_evidence": bool(facts.evidence),
        "masked": facts.masked,
    }

    def build(kind: Type) -> Sequence[Block]:
        inserts = {
            "subjects": _subjects(facts, words, kind),
            "evidence": numbered(facts.evidence, words, kind, "evidence"),
        }
        figures = [
            Figure(words.label("cause"), facts.cause),
            Figure(words.label("sum"), facts.order.paid.grouped if facts.order and facts.order.paid else "\u2014"),
            Figure(words.label("alike"), str(facts.alike)),
        ]
        return notice(facts, words, values, kind, figures=figures, inserts=inserts)

    return typeset(facts, words, words.line("title", values), build, size=14.0, leadings=LEADINGS)


def transfer(facts: Transfer) -> Paper:
    """移送函: the matter, what was done, what is disputed, the materials, whom to ask.

    Refuses `paper.glyph_missing`.
    """
    words = wording("transfer_letter", chosen=facts.template)
    values = shared_values(facts, words) | {
        "addressee": facts.addressee,
        "cause": facts.cause,
        "received_on": facts.received_on,
        "transferred_on": facts.transferred_on,
        "claims": facts.claims,
        "dispute": facts.dispute,
        "negotiated": facts.negotiated,
        "contact": bare(facts.contact),
        "materials_list": facts.materials,
        "has_materials": bool(facts.materials),
        "masked": facts.masked,
    }

    def build(kind: Type) -> Sequence[Block]:
        inserts: dict[str, Sequence[Block]] = {
            "matter": matter(facts, words, kind, (("claims", facts.claims), ("dispute", facts.dispute))),
            "handled": [kind.body(_sentence(words, "handled", one)) for one in facts.handled],
            "points": [kind.body(_sentence(words, "points", one)) for one in facts.points],
            "materials": numbered(facts.materials, words, kind, "material"),
        }
        figures = [
            Figure(words.label("received_on"), day(facts.received_on)),
            Figure(words.label("cause"), facts.cause),
            Figure(words.label("sum"), facts.claimed.grouped if facts.claimed else "\u2014"),
        ]
        return notice(facts, words, values, kind, figures=figures, inserts=inserts)

    return typeset(facts, words, words.line("title", values), build, size=14.0, leadings=LEADINGS)


def _subjects(facts: LeadSheet, words: Wording, kind: Type) -> list[Block]:
    label = words.label
    broadcast = [
        (label("room"), facts.room),
        (label("host_name"), facts.host),
        (label("agency"), facts.agency),
        (label("broadcast_on"), joined((day(facts.broadcast_on) if facts.broadcast_on else "", facts.timecode))),
    ]
    # Room and host stand in a row of their own here.
    order = replace(facts.order, room="", host="") if facts.order else None
    sold = [kind.field(name, value) for name, value in broadcast if value]
    return [
        Gap(3),
        *side_table(
            [
                (label("merchant"), "", party_fields(facts.merchant, words, kind, person=False)),
                (label("broadcast"), "", sold),
                (label("order"), "", order_fields(order, words, kind)),
                (label("consumer"), "", party_fields(facts.consumer, words, kind, person=True)),
            ],
            kind,
        ),
    ]


def _sentence(words: Wording, table_name: str, one: Handled | Point) -> str:
    values = {name: getattr(one, name) for name in ("on", "amount", "number") if hasattr(one, name)}
    return words.fill(words.word(table_name, one.what), values | {"text": bare(one.text)})
