"""A dispute as JSON: the keys scripts rely on. Money in whole fen, moments in Asia/Shanghai, words beside codes."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from odrdesk.cli import shown_fund, shown_papers, worksheets
from odrdesk.cli.case_file import NO_IMPORT
from odrdesk.cli.chinese import chinese
from odrdesk.cli.shown_ip import ip_branch
from odrdesk.cli.voice import refusal_body
from odrdesk.domain.complaint import Complaint
from odrdesk.domain.dispute import Awaiting, Dispute, Escalation, Offer, Recount, Settlement, Term
from odrdesk.domain.evidence import Item, SlotState
from odrdesk.domain.foreign import Foreign
from odrdesk.domain.grounds import GroundOf
from odrdesk.domain.leads import Lead
from odrdesk.domain.record import Written
from odrdesk.domain.steps import StepStatus
from odrdesk.services.cases import CaseView, Deadline
from odrdesk.services.lists import DueRow
from odrdesk.text import sentence

__all__ = ["Json", "chinese"]
"""Beside what is written here: the words are used wherever JSON is answered."""

Json = dict[str, object]


def whole(view: CaseView) -> Json:
    """Everything of a dispute, as `case show` answers."""
    case = view.case
    return {
        "number": case.number,
        "state": case.state,
        "level": case.level,
        "version": case.version,
        **_head(case.complaint),
        "officer": view.people.get(case.officer) if case.officer is not None else None,
        "registered_at": case.registered_at,
        "accepted_at": case.accepted_at,
        "concluded_at": case.concluded_at,
        "closed_at": case.closed_at,
        **_parts(case.complaint),
        "deadlines": deadlines(view.deadlines),
        "contacts": [
            {
                "at": one.at,
                "mode": one.mode,
                "with": one.with_,
                "content": one.content,
                "result": one.result,
                "asks_higher": one.asks_higher,
            }
            for one in case.contacts
        ],
        "supplement_items": case.supplement_items,
        "escalations": [_escalation(one, view.people) for one in case.escalations],
        "proposals": [
            {
                "reason": one.reason,
                "to": one.to,
                "step": one.step,
                "message": sentence(f"escalation.{one.reason}", one.data),
                "data": one.data,
            }
            for one in view.proposals
        ],
        "gate": [{"what": item.what, "done": item.done, "blocks": item.blocks} for item in view.gate],
        "offers": [_offer(offer) for offer in case.offers],
        "settlement": _settlement(case.settlement),
        "performances": [
            {"on": one.on, "amount_fen": one.amount, "proof": one.proof, "under": one.under, "item": one.item}
            for one in case.performances
        ],
        "performed_fen": case.performed_total,
        "owed_fen": case.owed,
        "call_backs": [{"at": one.at, "result": one.result, "reached": one.reached} for one in case.call_backs],
        "floor_fen": view.floor,
        "payee": view.payee,
        "merchant_standing": view.standing
        and {
            "id": view.standing.page,
            "name": view.standing.name,
            "nth": view.standing.nth,
            "recent": view.standing.recent,
            "same_problem": view.standing.same,
        },
        **_endings(case),
        **_grounds(view),
        "awaiting": [_awaiting(one, view.people) for one in case.awaiting],
        "leads": [_lead(one, view.people) for one in case.leads],
        "worksheets": worksheets.shown(view),
        "prepayment": shown_fund.prepayment(case, view.people, view.checks),
        "ip": ip_branch(case),
        "watched": [{"name": one.name, "registration_no": one.registration_no or None} for one in view.watched],
        "papers": [shown_papers.paper(one, view.lives[one.mark.key]) for one in view.papers],
        "evidence": [evidence(item) for item in view.evidence],
        "evidence_slots": [slot(one) for one in view.slots],
        "record": [_written(entry) for entry in view.record],
    }


def deadlines(found: Iterable[Deadline]) -> list[Json]:
    """Deadlines with the keys scripts rely on."""
    return [_deadline(one) for one in found]


def _deadline(one: Deadline) -> Json:
    """One clock; `start`, `raw` and `due` of an hour rule are moments."""
    clock, rule = one.clock, one.rule
    hours = clock.due_at is not None
    return {
        "rule": clock.rule,
        "start": clock.start_at if hours else clock.start,
        "raw": clock.due_at if hours else clock.raw,
        "due": clock.due_at if hours else clock.due,
        "provisional": clock.provisional,
        "stopped_on": clock.stopped_on,
        "late_working_days": one.late_working_days,
        "version": clock.version,
        "source": one.source,
        "unit": rule.unit if rule else None,
        "whose": clock.whose,
        "stopped_at": clock.stopped_at,
        "late": one.late,
        "left_working_days": one.left_working_days,
        "hours_left": None if one.hours_left is None else round(one.hours_left, 2),
        "tier": one.tier,
        "pauses": [{"since": pause.since, "until": pause.until} for pause in clock.pauses],
        "extended_from": clock.extended_from,
        "agreed_due": clock.agreed_due,
        "correction": _recount(clock.recount) if clock.recount else None,
        "flag": one.flag or None,
        "flag_from": one.flag_from,
    }


def _recount(found: Recount) -> Json:
    return {"raw": found.raw, "due": found.due, "kept": found.kept, "notice": found.notice, "paper": found.paper}


def steps(found: Iterable[StepStatus]) -> Json:
    """What may be done now, by whom, and why the rest may not."""
    rows = []
    for status in found:
        row: Json = {"step": status.step, "role": status.role, "open": status.open}
        if status.refusal:
            row["refusal"] = refusal_body(status.refusal)
        rows.append(row)
    return {"steps": rows}


def row(found: DueRow) -> Json:
    """One row of a list."""
    shown = found.row
    return {
        "number": shown.number,
        "state": shown.state,
        "level": shown.level,
        "channel": chinese(shown.channel),
        "channel_code": shown.channel,
        "category": chinese(shown.category),
        "category_code": shown.category,
        "consumer": shown.consumer,
        "merchant": shown.merchant,
        "goods": shown.goods,
        "amount_fen": shown.amount,
        "received_at": shown.received_at,
        "due": shown.due,
        "rule": shown.due_rule,
        "late_working_days": found.late,
        "left_working_days": found.left,
        "due_at": shown.due_at,
        "tier": found.tier,
        "officer": shown.officer,
    }


def evidence(item: Item) -> Json:
    """An item of evidence."""
    told = item.told
    return {
        "id": item.key,
        "slot": chinese(item.slot),
        "slot_code": item.slot,
        "name": item.name,
        "size": item.size,
        "sha256": item.sha256,
        "source": chinese(told.source),
        "source_code": told.source,
        "origin": told.origin,
        "proves": told.proves,
        "note": told.note,
        "from": told.passage.start,
        "to": told.passage.end,
        "words": told.passage.words,
        "collected_at": told.collected_at,
        "modified_at": item.modified_at,
        "taken_at": item.taken_at,
        "withdrawn": not item.valid,
        "withdrawn_at": item.withdrawn_at,
        "withdrawn_why": item.withdrawn_why,
        "replaced_by": item.replaced_by,
    }


def slot(state: SlotState) -> Json:
    """A slot of a case and whether something lies in it."""
    return {
        "slot": chinese(state.slot),
        "slot_code": state.slot,
        "needed": state.needed,
        "filled": state.filled,
        "missing": state.missing,
        "proves": state.proves and state.proves.zh,
        "source": state.source and state.source.zh,
    }


def _head(complaint: Complaint) -> Json:
    return {
        "channel": chinese(complaint.channel),
        "channel_code": complaint.channel,
        "channel_no": complaint.channel_no,
        "received_at": complaint.received_at,
        "pushed_at": complaint.pushed_at,
        "category": chinese(complaint.category),
        "category_code": complaint.category,
    }


def _parts(complaint: Complaint) -> Json:
    consumer, merchant, live, order = complaint.consumer, complaint.merchant, complaint.live, complaint.order
    guardian = consumer.guardian
    return {
        "parties": {
            "consumer": {
                "name": consumer.name,
                "phone": consumer.phone,
                "no_phone_reason": consumer.no_phone_reason,
                "id_no": consumer.id_no,
                "address": consumer.address,
                "born_on": consumer.born_on,
                "language": consumer.language,
                "guardian": guardian
                and {
                    "name": guardian.name,
                    "phone": guardian.phone,
                    "consent": {"on": guardian.consent_on, "how": guardian.consent_how},
                },
            },
            "merchant": merchant and {"name": merchant.name, "uscc": merchant.uscc},
        },
        "order": {
            "no": order.no,
            "goods": order.goods,
            "quantity": order.quantity,
            "paid_fen": order.paid,
            "bought_on": order.bought_on,
            "signed_on": order.signed_on,
            "completed_on": order.completed_on,
            "foreign": order.foreign and _foreign(order.foreign),
            "import_kind": order.import_kind or NO_IMPORT,
            "payment": order.payment,
            "link": order.link,
        },
        "live": {
            "room": live.room,
            "host": live.host,
            "mcn": live.mcn,
            "base": live.base,
            "on": live.on,
            "timecode": live.timecode,
            "account": live.account,
        },
        "claims": [chinese(claim) for claim in complaint.claims],
        "claim_codes": complaint.claims,
        "claims_words": complaint.claims_words,
        "claimed_fen": complaint.claimed,
        "knew_on": complaint.knew_on,
        "facts": complaint.facts,
        "contact_point": complaint.contact_point,
        "publish": complaint.publish,
        "entrust": complaint.entrust,
    }


def _foreign(paid: Foreign) -> Json:
    return {
        "currency": paid.currency,
        "amount": paid.figure,
        "amount_minor": paid.amount,
        "rate": paid.rate,
        "on": paid.on,
        "source": paid.source,
        "converted_fen": paid.converted,
    }


def _endings(case: Dispute) -> Json:
    return {
        "refusal_ground": case.refusal_ground,
        "transferred_to": case.transferred_to,
        "merged_into": case.merged_into,
        "appraisal_since": case.appraisal_since,
        "fail_ground": case.fail_ground,
        "external": case.external,
        "external_ground": case.external_ground,
        "external_ended_on": case.external_ended_on,
        "external_refusal": case.external_refusal,
        "handover": case.handover and asdict(case.handover),
        "adjudication_no": case.adjudication_no,
        "reopen_count": case.reopen_count,
        "reopenings": [asdict(one) for one in case.reopenings],
    }


def _grounds(view: CaseView) -> Json:
    """The grounds in the words of the law of their day; None where there is none."""
    named = {GroundOf.REFUSAL: "refusal_ground_words", GroundOf.TERMINATION: "external_ground_words"}
    return {
        key: (found := view.grounds.get(of))
        and {"words": found.words, "words_en": found.words_en, "source": found.source, "verified": found.verified}
        for of, key in named.items()
    }


def _escalation(one: Escalation, people: Mapping[int, str]) -> Json:
    return {"from": one.before, "to": one.after, "why": one.why, "at": one.at, "by": people.get(one.by)}


def _term(term: Term) -> Json:
    return {
        "kind": chinese(term.kind),
        "kind_code": term.kind,
        "amount_fen": term.amount,
        "due": term.due,
        "payer": term.payer,
    }


def _offer(offer: Offer) -> Json:
    return {
        "round": offer.round,
        "by": offer.by,
        "made_at": offer.made_at,
        "items": [_term(term) for term in offer.terms],
        "total_fen": offer.total,
        "accepted": offer.accepted,
        "answered_at": offer.answered_at,
        "valid_until": offer.valid_until,
        "why": offer.why,
        "expired": offer.expired,
    }


def _settlement(settlement: Settlement | None) -> Json | None:
    if settlement is None:
        return None
    return {
        "agreed_at": settlement.agreed_at,
        "items": [_term(term) for term in settlement.terms],
        "total_fen": settlement.total,
        "consumer_confirmed_by": settlement.consumer_confirmed_by,
        "merchant_confirmed_by": settlement.merchant_confirmed_by,
        "paper_no": settlement.paper_no,
        "method": settlement.method or None,
        "receiving_account": settlement.account or None,
        "returns": settlement.returns or None,
        "breach": settlement.breach or None,
        "waives_punitive": settlement.waives,
    }


def _lead(lead: Lead, people: Mapping[int, str]) -> Json:
    return {
        "number": lead.number,
        "status": lead.status,
        "what": lead.what,
        "at": lead.at,
        "who": people.get(lead.who),
        "to": lead.to,
        "region": lead.region,
        "law": lead.law,
        "evidence": lead.evidence,
        "why": lead.why,
        "sent_on": lead.sent_on,
        "sent_how": lead.sent_how,
        "answered_on": lead.answered_on,
        "result": lead.result,
        "paper_no": lead.paper_no,
    }


def _awaiting(one: Awaiting, people: Mapping[int, str]) -> Json:
    return {"step": one.step, "asked_by": people.get(one.asked_by), "at": one.at, "facts": one.facts}


def _written(written: Written) -> Json:
    entry = written.entry
    return {
        "seq": written.seq,
        "act": entry.act,
        "at": entry.at,
        "written_at": written.written_at,
        "clerk": written.clerk_name,
        "why": entry.why,
        "facts": entry.facts,
        "erased": written.erased,
    }
