"""消费纠纷和解协议书: what consumer and merchant promise each other, witnessed by the desk, in three copies."""

from collections.abc import Sequence

from odrdesk.documents.blocks import Signatory
from odrdesk.documents.facts import Agreement, Paper
from odrdesk.documents.flow import Block
from odrdesk.documents.layout import Type, sections, typeset
from odrdesk.documents.notice import LEADINGS, ended, signed
from odrdesk.documents.terms import bare, citations, items_table, party_fields, shared_values, side_table, told_items
from odrdesk.documents.wording import Wording, wording


def render(facts: Agreement) -> Paper:
    """The agreement as PDF: parties, facts, items, amount in figures and capitals, breach, reserved rights, signatures.

    Refuses `paper.glyph_missing`.
    """
    words = wording("settlement_agreement", chosen=facts.template)
    values = shared_values(facts, words) | {
        "dispute": facts.dispute,
        "claims": bare(facts.claims),
        "items": told_items(facts.items, words, "sides"),
        "total": facts.total,
        "has_money": facts.total > 0,
        "method": bare(facts.method),
        "account": bare(facts.account),
        "returns": bare(facts.returns),
        "freight": words.word("sides", facts.freight) if facts.freight else "",
        "breach": bare(facts.breach),
        "waives": facts.waives_punitive,
        "copies": facts.copies,
        "agreed_on": facts.agreed_on,
        "citations": citations(words, facts.remedies),
    }

    title = words.line("title", values)

    def build(kind: Type) -> Sequence[Block]:
        items = items_table(facts.items, facts.total, words, kind, "sides")
        return [
            *kind.title(title, facts.number),
            *side_table(_parties(facts, words, kind), kind),
            kind.body(words.line("opening", values)),
            *ended(
                sections(words, values, kind, {"items": items}), signed(_signatories(facts, words), words, values, kind)
            ),
        ]

    return typeset(facts, words, title, build, size=14.0, leadings=LEADINGS)


def _parties(facts: Agreement, words: Wording, kind: Type) -> list[tuple[str, str, Sequence[Block]]]:
    label, head = words.label, facts.letterhead
    desk = [
        (label("firm_name"), head.organisation),
        (label("code"), head.code),
        (label("point"), head.point),
        (label("officer"), f"{facts.officer}\u3000{facts.officer_phone}"),
    ]
    return [
        (label("first"), label("consumer"), party_fields(facts.consumer, words, kind, person=True)),
        (label("second"), label("merchant"), party_fields(facts.merchant, words, kind, person=False)),
        (label("third"), label("witness"), [kind.field(name, value) for name, value in desk if value]),
    ]


def _signatories(facts: Agreement, words: Wording) -> list[Signatory]:
    label, blank, seal = words.label, words.line("blank_date", {"year": facts.agreed_on.year}), words.label("seal")
    return [
        Signatory(label("sign_first"), facts.consumer.name, label("signature"), blank, field="consumer"),
        Signatory(label("sign_second"), facts.merchant.name, label("agent_signature"), blank, seal, "merchant"),
        Signatory(label("sign_third"), facts.letterhead.organisation, label("officer_signature"), blank, seal, "desk"),
    ]
