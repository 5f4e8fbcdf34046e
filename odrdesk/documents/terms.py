"""The parts that several papers share: the values of facts by name, the fields of a party and an order, the items."""

from collections.abc import Sequence

from odrdesk.documents.clusters import Run
from odrdesk.documents.facts import Correction, ItemFacts, OrderFacts, PaperFacts, PartyFacts
from odrdesk.documents.flow import Block, Gap
from odrdesk.documents.han import Look, Paragraph
from odrdesk.documents.ink import GREY, NAVY
from odrdesk.documents.layout import Type, joined
from odrdesk.documents.pdf import MM, SHANGHAI
from odrdesk.documents.table import Column, TableLook, table
from odrdesk.documents.wording import Wording, day
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import ItemKind, Payer


def shared_values(facts: PaperFacts, words: Wording) -> dict[str, object]:
    """The values that any wording may name."""
    order = facts.order or OrderFacts(goods="")
    head = facts.letterhead
    return {
        "organisation": head.organisation,
        "point": head.point,
        "we": words.label("we_point" if head.point else "we_organisation"),
        "address": head.address,
        "number": facts.number,
        "case_number": facts.case_number,
        "channel_number": facts.channel_number,
        "issued_at": facts.issued_at,
        "consumer": facts.consumer.name,
        "merchant": facts.merchant.name,
        "officer": facts.officer,
        "officer_phone": facts.officer_phone,
        "has_order": facts.order is not None,
        "goods": order.goods,
        "order_number": order.number,
        "quantity": order.quantity,
        "paid": order.paid,
        "has_paid": order.paid is not None,
        "bought_on": order.bought_on,
        "room": order.room,
        "foreign_paid": foreign_paid(order, words),
        "correction": corrected(facts.correction, words),
        "sealed": facts.proof,
    }


def corrected(correction: Correction | None, words: Wording) -> str:
    """That a day told before is counted otherwise by now; empty where there is nothing to correct."""
    if correction is None:
        return ""
    values = {
        "printed": correction.printed,
        "counted": correction.counted,
        "notice": correction.notice,
        "paper": correction.paper,
    }
    return "".join(words.paragraphs(words.part("corrected"), values))


def foreign_paid(order: OrderFacts, words: Wording) -> str:
    """What was paid in other money and how it was converted, in brackets; empty where it was yuan."""
    if not order.foreign:
        return ""
    values = {
        "foreign": order.foreign,
        "rate": order.rate,
        "rate_on": order.rate_on,
        "rate_source": order.rate_source,
    }
    return "".join(words.paragraphs(words.part("foreign"), values))


def bare(text: str) -> str:
    """The text without a full stop at its end, to stand inside a sentence."""
    return text.rstrip(" \n\u3002\uff1b\uff0c.;,")


def issuer_names(facts: PaperFacts) -> list[str]:
    """Who issues; the contact point's own line where it is a name and not a description."""
    head = facts.letterhead
    return [head.organisation, head.point if len(head.point) <= len(head.organisation) else ""]


def issue_day(facts: PaperFacts) -> str:
    """The day of issue, in Asia/Shanghai."""
    return day(facts.issued_at.astimezone(SHANGHAI).date())


def citations(words: Wording, remedies: Sequence[str]) -> str:
    """The articles behind the remedies, by rule code; a code without an article here is not cited."""
    known = words.part("citations")
    return "\u3001".join(dict.fromkeys(known[code] for code in remedies if code in known))


def called(party: PartyFacts, words: Wording) -> str:
    """The name, with the nickname and the shop where they are known."""
    nickname = f"\uff08{words.label('nickname')}{party.nickname}\uff09" if party.nickname else ""
    shop = f"\uff08{words.label('shop')}{party.shop}\uff09" if party.shop else ""
    return party.name + nickname + shop


def party_fields(party: PartyFacts, words: Wording, kind: Type, *, person: bool) -> list[Block]:
    """What is known of a party, a line each."""
    name = words.label("person_name" if person else "firm_name")
    rows = [
        (name, called(party, words)),
        (words.label("code"), party.code),
        (words.label("id_no"), party.id_no),
        (words.label("phone"), party.phone),
        (words.label("address"), party.address),
        (words.label("guardian"), party.guardian),
        (words.label("agent"), party.agent),
    ]
    return [kind.field(label, value) for label, value in rows if value]


def order_fields(order: OrderFacts | None, words: Wording, kind: Type) -> list[Block]:
    """The order, goods as typed."""
    if order is None:
        return []
    goods = order.goods
    paid = "" if order.paid is None else words.fill(words.label("yuan"), {"amount": order.paid})
    if order.quantity is not None:
        goods += words.fill(words.label("quantity_of"), {"quantity": order.quantity})
    rows = [
        (words.label("goods"), goods),
        (words.label("order_number"), order.number),
        (words.label("bought_on"), day(order.bought_on) if order.bought_on else ""),
        (words.label("paid"), paid + foreign_paid(order, words)),
        (words.label("room"), joined((order.room, order.host and words.label("host") + order.host))),
    ]
    return [kind.field(label, value) for label, value in rows if value]


def items_table(items: Sequence[ItemFacts], total: Fen, words: Wording, kind: Type, payers: str) -> list[Block]:
    """The terms with kind, who owes, amount and due date, and the total in figures."""
    columns = [
        Column(12 * MM, words.label("no"), "center"),
        Column(50 * MM, words.label("item")),
        Column(20 * MM, words.label("payer"), "center"),
        Column(34 * MM, words.label("amount"), "right"),
        Column(40 * MM, words.label("due"), "center"),
    ]
    rows = [
        [
            str(k),
            item_words(item, words),
            words.word(payers, item.payer),
            item.amount.grouped if item.amount else "\u2014\u2014",
            words.fill(words.label("due_by"), {"due": item.due}) if item.due else "\u2014\u2014",
        ]
        for k, item in enumerate(items, 1)
    ]
    mixed = any(item.payer is Payer.CONSUMER and item.amount for item in items)
    made = table(
        columns,
        rows,
        kind.faces,
        totals=[["", words.label("total_received" if mixed else "total"), "", total.grouped, ""]],
        look=TableLook(pad_y=2.6 if kind.tight else 3.5),
    )
    made.before, made.after, made.whole_below = 3.0, 5.0, 330.0
    return [made]


def told_items(items: Sequence[ItemFacts], words: Wording, payers: str) -> tuple[dict[str, object], ...]:
    """The terms for a template that goes through them one by one."""
    return tuple(
        {
            "what": item_words(item, words),
            "payer": words.word(payers, item.payer),
            "amount": item.amount,
            "due": item.due,
        }
        for item in items
    )


def item_words(item: ItemFacts, words: Wording) -> str:
    """The term in words: the kind's, and the desk's own where there are any."""
    own = words.word("kinds", item.kind)
    if not item.what:
        return own
    return item.what if item.kind is ItemKind.OTHER else f"{own}\uff1a{item.what}"


def numbered(items: Sequence[str], words: Wording, kind: Type, head: str) -> list[Block]:
    """A numbered list as a table under the label `head`; nothing where there is nothing."""
    if not items:
        return []
    columns = [Column(14 * MM, words.label("no"), "center"), Column(142 * MM, words.label(head))]
    rows = [[str(number), item] for number, item in enumerate(items, 1)]
    made = table(columns, rows, kind.faces, look=TableLook(pad_y=2.6 if kind.tight else 3.5))
    made.before, made.after = 3.0, 5.0
    return [made]


def matter(facts: PaperFacts, words: Wording, kind: Type, told: Sequence[tuple[str, str]] = ()) -> list[Block]:
    """Who disputes about which order with whom, and below it what is `told`: label and text."""
    label = words.label
    rows: list[tuple[str, str, Sequence[Block]]] = [
        (label("consumer"), "", party_fields(facts.consumer, words, kind, person=True)),
        (label("merchant"), "", party_fields(facts.merchant, words, kind, person=False)),
        (label("order"), "", order_fields(facts.order, words, kind)),
    ]
    if told:
        rows.append((label("matter"), "", [kind.field(label(name), text) for name, text in told if text]))
    return [Gap(3), *side_table(rows, kind)]


def side_table(rows: Sequence[tuple[str, str, Sequence[Block]]], kind: Type) -> list[Block]:
    """A table without a head: side and role left, fields right."""
    from_left = [Column(27 * MM, "", "center"), Column(129 * MM)]
    cells = [[side_label(side, role, kind), list(fields)] for side, role, fields in rows if fields]
    made = table(from_left, cells, kind.faces, look=TableLook(leading=17, pad_x=6, pad_y=3.0 if kind.tight else 4.5))
    return [made, Gap(4 if kind.tight else 8)]


def side_label(side: str, role: str, kind: Type) -> list[Block]:
    """甲方 over 消费者."""
    out: list[Block] = [Paragraph([Run(side, "hei", 12, NAVY)], Look(17, 0, "center", 0.09, 1, 1), kind.faces)]
    if role:
        out.append(Paragraph([Run(role, "song", 9, GREY)], Look(13, 0, "center", 0.09, 1, 1), kind.faces))
    return out
