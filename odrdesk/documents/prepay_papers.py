"""The papers of the prepayment fund, from the application (先行赔付申请书) to the notice to return money (返还通知书).

The enterprise tells what it pays and asks back (消费者权益保护法 art. 44, 电子商务法 art. 58); it is no authority. What
the fund does not pay stays the consumer's claim, and every paper that tells of a payout says so.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from odrdesk.documents.blocks import Card, Figure, Signatory
from odrdesk.documents.facts import Paper, PartyFacts, Recipient
from odrdesk.documents.flow import Block, Gap
from odrdesk.documents.layout import Type, sections, typeset
from odrdesk.documents.notice import ended, issued, signed
from odrdesk.documents.pdf import SHANGHAI
from odrdesk.documents.prepay_facts import Prepaid, Window
from odrdesk.documents.prepay_sheet import sheet
from odrdesk.documents.terms import (
    bare,
    numbered,
    order_fields,
    party_fields,
    shared_values,
    side_table,
)
from odrdesk.documents.wording import Values, Wording, day, wording
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import PaperKind

K = PaperKind
SHARED = "prepayment"
SIGNED = frozenset({K.PREPAYMENT_APPLICATION, K.PAYMENT_CONFIRMATION, K.SUBROGATION_CONFIRMATION})
"""What the consumer, or the guardian, signs; the rest is the enterprise's."""
WINDOWS = ("notice", "pay", "topup", "appeal")
DAYS = ("requested_on", "notified_on", "silent_on", "approved_on", "paid_on", "noticed_on", "ended_on", "appealed_on")
MONEY = ("claim", "cap", "earlier", "approved", "paid", "residual")
TEXTS = ("contested", "basis", "why", "payee", "account", "bank_ref", "signer", "notice_number", "recovery_number")

_SIZE, _LEADINGS = 12.0, (21.0, 20.5, 20.0, 19.5, 19.0, 18.5, 18.0, 17.5, 17.0)
"""Smaller than a letter's 14 points: with the sheet most of them then stand on two pages."""
_FIGURES: Mapping[PaperKind, tuple[str, ...]] = {
    K.PREPAYMENT_APPLICATION: ("claim", "requested_on"),
    K.LIABILITY_NOTICE: ("claim", "notified_on", "notice"),
    K.PREPAYMENT_NOTICE: ("approved", "approved_on", "pay"),
    K.PREPAYMENT_REFUSAL_NOTICE: ("claim", "requested_on", "ended_on"),
    K.PAYMENT_CONFIRMATION: ("paid", "paid_on"),
    K.SUBROGATION_CONFIRMATION: ("approved", "residual"),
    K.RECOVERY_NOTICE: ("outstanding", "topup", "appeal"),
    K.TOPUP_NOTICE: ("to_top_up", "topup", "appeal"),
    K.RETURN_NOTICE: ("clawed_back", "returned_on"),
}
"""What the reader looks for first."""


def render(facts: Prepaid) -> Paper:
    """The paper of its kind. Refuses `paper.glyph_missing`."""
    words = wording(facts.paper.value, SHARED, chosen=facts.template)
    values = _values(facts, words)
    title = words.line("title", values)

    def build(kind: Type) -> Sequence[Block]:
        inserts = {
            "parties": _parties(facts, words, kind),
            "sheet": sheet(facts, words, values, kind),
            "materials": numbered(facts.materials, words, kind, "material"),
        }
        alone = [kind.body(words.line("alone", values))] if facts.alone else []
        told = sections(words, values, kind, inserts)
        return [
            *kind.title(title, facts.number),
            kind.body(words.line("address_line", values), indent=0, align="left", keep=True),
            kind.body(words.line("opening", values), keep=True),
            Card(_figures(facts, words, values), kind.faces, before=4, after=8),
            *alone,
            *ended(told, _end(facts, words, values, kind)),
        ]

    return typeset(facts, words, title, build, size=_SIZE, leadings=_LEADINGS)


def _values(facts: Prepaid, words: Wording) -> dict[str, object]:
    values, issued_on = shared_values(facts, words), facts.issued_at.astimezone(SHANGHAI).date()
    values |= {name: getattr(facts, name) for name in (*DAYS, *MONEY)}
    values |= {f"has_{name}": bool(getattr(facts, name)) for name in MONEY}
    values |= {name: bare(getattr(facts, name)) for name in TEXTS}
    for name in WINDOWS:
        values[f"{name}_day"] = _window(getattr(facts, name), words, issued_on)
    scheme, told, returned = facts.scheme, facts.recovered, facts.returned
    years = [one.due.year for one in (getattr(facts, name) for name in WINDOWS) if one and one.provisional]
    values |= {
        "provisional": bool(years),
        "provisional_year": max(years, default=0),
        "scheme_title": scheme.title,
        "scheme_version": scheme.version,
        "scheme_clause": bare(scheme.clause),
        "scheme_from": scheme.effective_from,
        "live_law": facts.live_law,
        "ground": words.word("grounds", facts.ground or "none"),
        "appeal_days": facts.appeal_days,
        "appeal_answer": bare(facts.appeal_answer),
        "over_cap": facts.cap is not None and facts.claim + facts.earlier > facts.cap,
        "has_items": bool(facts.items) and facts.paper is not K.RETURN_NOTICE,
        "has_materials": bool(facts.materials),
        "materials_list": facts.materials,
        "by_guardian": facts.by_guardian,
        "to_merchant": facts.recipient is Recipient.MERCHANT,
        "copy_masked": facts.recipient in {Recipient.MERCHANT, Recipient.REGULATOR},
        "outstanding": told.outstanding if told else None,
        "has_outstanding": bool(told and told.outstanding),
        "deposit_held": told.deposit_held if told else None,
        "deducted": told.deposit if told else None,
        "has_deducted": bool(told and told.deposit),
        "planned": told.planned if told else None,
        "has_planned": bool(told and told.planned),
        "paid_in": told.paid_in if told else None,
        "has_paid_in": bool(told and told.paid_in),
        "to_top_up": told.to_top_up if told else None,
        "clawed_back": returned.amount if returned else None,
        "kept": (facts.paid or Fen(0)) - returned.amount if returned else None,
        "returned_on": returned.on if returned else None,
        "returned_why": bare(returned.why) if returned else "",
        "returned_ref": returned.bank_ref if returned else "",
    }
    return values


def _window(window: Window | None, words: Wording, issued_on: date) -> str:
    """The last day with its weekday; that it is only estimated, or over when the paper is issued, stands with it."""
    if window is None:
        return ""
    how = "past" if window.due < issued_on else "provisional" if window.provisional else "certain"
    return words.fill(words.word("window", how), {"due": window.due})


def _figures(facts: Prepaid, words: Wording, values: Values) -> list[Figure]:
    found = []
    for name in _FIGURES[facts.paper]:
        told = getattr(facts, name) if name in WINDOWS else values[name]
        found.append(Figure(words.label(f"figure_{name}"), _shown(told, words)))
    return found


def _shown(told: object, words: Wording) -> str:
    match told:
        case Fen():
            return told.grouped
        case Window():
            return day(told.due) + (words.label("estimated") if told.provisional else "")
        case date():
            return day(told)
        case _:
            return "\u2014"


def _parties(facts: Prepaid, words: Wording, kind: Type) -> list[Block]:
    label = words.label
    numbers = [(label("case"), facts.case_number), (label("channel_number"), facts.channel_number)]
    told = [*numbers, (label("claims"), bare(facts.claims)), (label("dispute"), facts.dispute)]
    rows: list[tuple[str, str, Sequence[Block]]] = [
        (label("consumer"), label("role_consumer"), party_fields(facts.consumer, words, kind, person=True)),
        *_assignee(facts, words, kind),
        (label("merchant"), label("role_merchant"), party_fields(facts.merchant, words, kind, person=False)),
        (label("order"), "", order_fields(facts.order, words, kind)),
        (label("matter"), "", [kind.field(name, value) for name, value in told if value]),
    ]
    return [Gap(3), *side_table(rows, kind)]


def _assignee(facts: Prepaid, words: Wording, kind: Type) -> list[tuple[str, str, Sequence[Block]]]:
    """The enterprise as a party, where the consumer assigns a claim to it."""
    if facts.paper is not K.SUBROGATION_CONFIRMATION:
        return []
    head = facts.letterhead
    firm = PartyFacts(head.organisation, code=head.code)
    return [(words.label("assignee"), words.label("role_assignee"), party_fields(firm, words, kind, person=False))]


def _end(facts: Prepaid, words: Wording, values: Values, kind: Type) -> list[Block]:
    if facts.paper in SIGNED:
        return signed(_signatories(facts, words), words, values, kind)
    return issued(facts, words, values, kind)


def _signatories(facts: Prepaid, words: Wording) -> list[Signatory]:
    label = words.label
    blank = words.line("blank_date", {"year": facts.issued_at.astimezone(SHANGHAI).year})
    own = label("sign_guardian" if facts.by_guardian else "sign_consumer")
    return [
        Signatory(own, facts.signer, label("signature"), blank, field="consumer"),
        Signatory(
            label("sign_desk"), facts.letterhead.organisation, label("officer_signature"), blank, label("seal"), "desk"
        ),
    ]
