"""What the law gives a consumer besides the refund, as reference calculations that a person confirms.

Nothing is decided here: a worksheet shows the numbers, the article, and the facts somebody must confirm. Where the
law leaves a choice, or the answer turns on what the buyer knew, it lists each answer and picks none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from itertools import product

from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import Amount, Law, RemedyFact
from odrdesk.domain.money import Fen
from odrdesk.domain.remedy_answers import NOTHING, Given, How, Option, Rate, Remedy, RemedyWhen, Worksheet
from odrdesk.domain.remedy_sums import least, limit, options

__all__ = ["Given", "How", "Option", "Rate", "Remedy", "RemedyWhen", "Worksheet", "remedy", "uses", "work_out"]

_OF_REFUND = (Remedy.NO_REASON, Remedy.PREPAID)
"""Remedies that say how much is paid back; with another of them the refund is theirs."""


def remedy(
    code: str,
    price: Fen,
    *,
    law: Law,
    on: date,
    loss: Fen | None = None,
    multiple: int | None = None,
    quantity: int = 1,
    reasonable: int | None = None,
    knowing: bool = False,
    gift: Fen = NOTHING,
    freight: Fen = NOTHING,
    with_codes: Iterable[str] = (),
) -> Worksheet:
    """`work_out` of one order, its facts by name (see `Given`)."""
    given = Given(
        price,
        loss=loss,
        multiple=multiple,
        quantity=quantity,
        reasonable=reasonable,
        knowing=knowing,
        gift=gift,
        freight=freight,
    )
    return work_out(code, given, law=law, on=on, with_codes=with_codes)


def work_out(code: str, given: Given, *, law: Law, on: date, with_codes: Iterable[str] = ()) -> Worksheet:
    """Work out the remedy of this code by the law of the day of purchase `on`; all amounts in fen.

    `with_codes` are remedies claimed together with this one.

    - A-FRAUD (CPL 55(1)): three times the price, at least 500 yuan. A buyer who knew was not deceived: both answers
      are listed.
    - A-FOOD (Food Safety Law 148(2)), A-DRUG (Drug Administration Law 144): the consumer's choice of ten times the
      price or three times the loss, at least 1,000 yuan. A knowing buyer has the multiple only for the reasonable
      quantity, reckoned on all units together and with one minimum (SPC Interpretation 2024 No. 9, Arts 12-14).
      The loss itself is owed besides and is not in the total.
    - Several orders: as one matter with one minimum, or each with its own; both are listed where they differ.
    - A-DEFECT (CPL 55(2)): only the most that may be awarded, twice the loss; never an answer.
    - A-PROMISE (SPC Interpretation 2022 No. 8, Art 10): what was promised times the price, besides the refund. Where
      the statutory amount for fraud is higher, `confirm` says so; the promise never lowers it.
    - A-NR (CPL 25): the price, less the gifts kept.
    - A-PREPAID (SPC Interpretation 2025 No. 4, Arts 15-17): what is left of a prepaid balance, with interest from the
      contract's end at the one-year rate typed in: LPR where the operator caused it, deposit rate where the consumer
      did. The law of the day the contract ended counts where it is told.

    Refuses `remedy.unknown`, `remedy.not_in_force`, `remedy.alternatives` (claimed together where the law gives one
    or the other), `remedy.fact_not_used`, and facts that cannot be right, each with its field.
    """
    together = tuple(with_codes)
    for named, field in ((code, "code"), *((other, "with") for other in together)):
        if named not in list(Remedy):
            raise Refusal("remedy.unknown", field, remedy=named)
    row = law.amount(code, _day(code, given, on))
    besides = [law.amount(other, _day(other, given, on)) for other in together]
    for other in besides:
        _refuse_alternative(row, other)
    _refuse_misfits(given, {Remedy(code), *map(Remedy, together)})
    return _joined([_worksheet(amount, given, law, on) for amount in (row, *besides)])


def uses(code: Remedy) -> frozenset[str]:
    """Which facts of `Given` beside the price this remedy looks at."""
    return _USES[code]


def _day(code: str, given: Given, on: date) -> date:
    return given.since if code == Remedy.PREPAID and given.since else on


def _refuse_alternative(row: Amount, other: Amount) -> None:
    if other.code == row.code or other.code in row.excludes:
        raise Refusal("remedy.alternatives", "with", remedy=row.code, other=other.code, source=row.excludes_source)


def _refuse_misfits(given: Given, codes: set[Remedy]) -> None:
    if given.price <= 0 and codes != {Remedy.DEFECT}:
        raise Refusal("price.not_positive", "price", fen=int(given.price))
    if any(order <= 0 for order in given.orders) or (given.orders and Fen(sum(given.orders)) != given.price):
        raise Refusal("orders.not_the_price", "order", price=given.price, total=Fen(sum(given.orders)))
    if given.quantity < max(1, len(given.orders)):
        raise Refusal("quantity.out_of_range", "quantity", quantity=given.quantity)
    if given.reasonable is not None and given.reasonable < 0:
        raise Refusal("reasonable.out_of_range", "reasonable", reasonable=given.reasonable)
    if given.gift > given.price:
        raise Refusal("gift.over_price", "gift", fen=int(given.gift))
    if Remedy.PROMISE in codes and given.multiple is None:
        raise Refusal("multiple.required", "multiple", remedy=Remedy.PROMISE.value)
    if given.multiple is not None and not 1 <= given.multiple <= 1000:
        raise Refusal("multiple.out_of_range", "multiple", multiple=given.multiple)
    if Remedy.DEFECT in codes and not given.loss:
        raise Refusal("loss.required", "loss", remedy=Remedy.DEFECT.value)
    _refuse_interest(given)
    _refuse_unused(given, codes)


def _refuse_interest(given: Given) -> None:
    if given.used > given.price:
        raise Refusal("used.over_price", "used", used=given.used, price=given.price)
    rated = given.lpr is not None or given.deposit_rate is not None
    for field, day in (("since", given.since), ("until", given.until)):
        if rated and day is None:
            raise Refusal("interest.day_missing", field)
    if given.since and given.until and given.until < given.since:
        raise Refusal("interest.reversed", "until", since=given.since.isoformat(), until=given.until.isoformat())


def _refuse_unused(given: Given, codes: set[Remedy]) -> None:
    used = frozenset[str]().union(*(_USES[code] for code in codes))
    told = {
        "loss": bool(given.loss),
        "multiple": given.multiple is not None,
        "knowing": given.knowing,
        "gift": bool(given.gift),
        "freight": bool(given.freight),
        "order": len(given.orders) > 1,
        "used": bool(given.used),
        "lpr": given.lpr is not None,
        "deposit_rate": given.deposit_rate is not None,
        "since": given.since is not None,
        "until": given.until is not None,
    }
    for fact, is_told in told.items():
        if is_told and fact not in used:
            raise Refusal("remedy.fact_not_used", fact, fact=fact, remedy=min(codes).value)


def _worksheet(row: Amount, given: Given, law: Law, on: date) -> Worksheet:
    answers = options(row, given)
    agreed = len({(option.refund, option.extra) for option in answers}) == 1
    day = _day(row.code, given, on)
    return Worksheet(
        code=row.code,
        version=row.version,
        refund=answers[0].refund,
        extra=answers[0].extra if agreed and not row.limit else None,
        source=row.source,
        confirm=(*row.confirm, *_facts_to_confirm(row, given, law, on)),
        options=() if agreed else answers,
        on=day,
        articles=law.basis(row, day),
        notes=law.notes(row.code, day),
        limit=limit(row, given),
        how=answers[0].how if agreed else (),
        excludes=tuple(sorted(row.excludes)),
        excludes_source=row.excludes_source,
    )


def _facts_to_confirm(row: Amount, given: Given, law: Law, on: date) -> tuple[RemedyFact, ...]:
    used = _USES[Remedy(row.code)]
    rated = given.lpr is not None or given.deposit_rate is not None
    stands = {
        RemedyFact.BUYER_KNEW: given.knowing and "knowing" in used,
        RemedyFact.REASONABLE_QUANTITY: given.knowing and "knowing" in used and "loss" in used,
        RemedyFact.ORDERS_OF_ONE_MATTER: len(given.orders) > 1 and "order" in used,
        RemedyFact.LOSS_OWED_BESIDES: bool(given.loss) and "loss" in used,
        RemedyFact.STATUTE_MAY_GIVE_MORE: row.code == Remedy.PROMISE and _statute_gives_more(given, law, on),
        RemedyFact.LIMIT_ONLY: row.limit,
    }
    if row.code == Remedy.PREPAID:
        stands |= {
            RemedyFact.OPERATOR_CAUSED: given.lpr is not None,
            RemedyFact.CONSUMER_CAUSED: given.deposit_rate is not None,
            RemedyFact.RATE_AS_PUBLISHED: rated,
            RemedyFact.INTEREST_NOT_COUNTED: not rated,
        }
    return tuple(fact for fact, there in stands.items() if there)


def _statute_gives_more(given: Given, law: Law, on: date) -> bool:
    return given.price * (given.multiple or 0) < least(law.amount(Remedy.FRAUD, on), given)


def _joined(sheets: Sequence[Worksheet]) -> Worksheet:
    """Remedies that may stand together share one refund, and what they give besides adds up."""
    first = sheets[0]
    if len(sheets) == 1:
        return first
    refund = next((sheet for sheet in sheets if sheet.code in _OF_REFUND), first).refund
    answers = [reduce(_both, chosen) for chosen in product(*map(_answers, sheets))]
    answers = [replace(answer, refund=refund) for answer in answers]
    limits = [sheet.limit for sheet in sheets if sheet.limit is not None]
    single = len({answer.extra for answer in answers}) == 1 and not limits
    return replace(
        first,
        refund=refund,
        extra=answers[0].extra if single else None,
        options=() if single else tuple(answers),
        source="; ".join(dict.fromkeys(sheet.source for sheet in sheets)),
        confirm=tuple(dict.fromkeys(fact for sheet in sheets for fact in sheet.confirm)),
        articles=tuple(dict.fromkeys(article for sheet in sheets for article in sheet.articles)),
        notes=tuple(dict.fromkeys(note for sheet in sheets for note in sheet.notes)),
        limit=limits[0] if limits else None,
        excludes=tuple(sorted({code for sheet in sheets for code in sheet.excludes})),
        excludes_source="; ".join(dict.fromkeys(sheet.excludes_source for sheet in sheets if sheet.excludes_source)),
        how=answers[0].how if single else (),
    )


def _answers(sheet: Worksheet) -> tuple[Option, ...]:
    return sheet.options or (Option((), sheet.refund, sheet.extra or NOTHING, sheet.how),)


def _both(one: Option, other: Option) -> Option:
    how = tuple(line for index, line in enumerate((*one.how, *other.how)) if line not in one.how[:index])
    return Option((*one.when, *other.when), one.refund, one.extra + other.extra, how)


_MULTIPLES = frozenset({"loss", "knowing", "order"})
_USES: Mapping[Remedy, frozenset[str]] = {
    Remedy.FRAUD: frozenset({"knowing", "order"}),
    Remedy.FOOD: _MULTIPLES,
    Remedy.DRUG: _MULTIPLES,
    Remedy.DEFECT: frozenset({"loss"}),
    Remedy.PROMISE: frozenset({"multiple"}),
    Remedy.NO_REASON: frozenset({"gift", "freight"}),
    Remedy.PREPAID: frozenset({"used", "lpr", "deposit_rate", "since", "until"}),
}
