"""What the law gives a consumer besides the refund, as reference calculations that a person confirms.

Nothing is decided here: a worksheet shows the numbers, the article, and the facts somebody must confirm. Where the
law leaves a choice, or the answer turns on what the buyer knew, it lists each answer and picks none.

Whole-number decisions: the price is the total paid for all units. The part of it that stands for the reasonable
quantity is rounded half up to whole fen once, before it is multiplied; nothing else is ever rounded.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import Amount, Law, RemedyFact
from odrdesk.domain.money import Fen, multiply

NOTHING = Fen(0)


class Remedy(StrEnum):
    """The remedies that are computed; each has its row, dated and cited, in the law."""

    FRAUD = "A-FRAUD"
    FOOD = "A-FOOD"
    DRUG = "A-DRUG"
    PROMISE = "A-PROMISE"
    NO_REASON = "A-NR"


class RemedyWhen(StrEnum):
    """The fact or the choice on which an option stands."""

    PRICE_MULTIPLE = "price_multiple"
    LOSS_MULTIPLE = "loss_multiple"
    NOT_KNOWING = "not_knowing"
    KNOWING = "knowing"
    KNOWING_REASONABLE = "knowing_reasonable"
    KNOWING_BEYOND_REASONABLE = "knowing_beyond_reasonable"


@dataclass(frozen=True, slots=True)
class Option:
    """One of several answers: the facts or choices it stands on, and its amounts in fen."""

    when: tuple[RemedyWhen, ...]
    refund: Fen
    extra: Fen

    @property
    def total(self) -> Fen:
        """Refund and extra together."""
        return self.refund + self.extra


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A reference calculation. `extra` and `total` are None where `options` hold the answers.

    `confirm` are the facts a person must confirm; `source` is the citation to print.
    """

    code: str
    version: str
    refund: Fen
    extra: Fen | None
    source: str
    confirm: tuple[RemedyFact, ...]
    options: tuple[Option, ...]

    @property
    def total(self) -> Fen | None:
        """Refund and extra together, or None where no single answer is picked."""
        return None if self.extra is None else self.refund + self.extra


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
    """Work out the remedy of this code by the law of the day `on`; all amounts in fen.

    `price` was paid for all `quantity` units. `loss` is the harm proved beyond it. `multiple` is what was promised.
    `reasonable` is how many units a household needs; it matters only for a `knowing` buyer. `gift` is the value of
    gifts the consumer keeps, `freight` the return freight the merchant agreed to bear (CPL 25 leaves it with the
    consumer): both only for a no-reason return. `with_codes` are remedies claimed together with this one.

    - A-FRAUD (CPL 55(1)): three times the price, at least 500 yuan. A buyer who knew was not deceived: both answers
      are listed.
    - A-FOOD (Food Safety Law 148(2)), A-DRUG (Drug Administration Law 144): the consumer's choice of ten times the
      price or three times the loss, at least 1,000 yuan. A knowing buyer has the multiple only for the reasonable
      quantity, reckoned on all units together and with one minimum (SPC Interpretation 2024 No. 9, Arts 12-14).
      The loss itself is owed besides and is not in the total.
    - A-PROMISE (SPC Interpretation 2022 No. 8, Art 10): what was promised times the price, besides the refund. Where
      the statutory amount for fraud is higher, `confirm` says so; the promise never lowers it.
    - A-NR (CPL 25): the price, less the gifts kept.

    Refuses `remedy.unknown`, `remedy.not_in_force`, `remedy.alternatives` (claimed together where the law gives one
    or the other), `remedy.fact_not_used`, `multiple.required`, `multiple.out_of_range`, `quantity.out_of_range`,
    `reasonable.out_of_range`, `price.not_positive`, `gift.over_price`.
    """
    purchase = _Purchase(price, loss, multiple, quantity, reasonable, knowing, gift, freight)
    together = tuple(with_codes)
    for named, field in ((code, "code"), *((other, "with") for other in together)):
        if named not in list(Remedy):
            raise Refusal("remedy.unknown", field, remedy=named)
    row = law.amount(code, on)
    besides = [law.amount(other, on) for other in together]
    for other in besides:
        _refuse_alternative(row, other)
    _refuse_misfits(purchase, {Remedy(code), *map(Remedy, together)})
    return _joined([_worksheet(amount, purchase, law, on) for amount in (row, *besides)])


@dataclass(frozen=True, slots=True)
class _Purchase:
    price: Fen
    loss: Fen | None
    multiple: int | None
    quantity: int
    reasonable: int | None
    knowing: bool
    gift: Fen
    freight: Fen


def _refuse_alternative(row: Amount, other: Amount) -> None:
    if other.code == row.code or other.code in row.excludes:
        raise Refusal("remedy.alternatives", "with", remedy=row.code, other=other.code, source=row.excludes_source)


def _refuse_misfits(purchase: _Purchase, codes: set[Remedy]) -> None:
    if purchase.price <= 0:
        raise Refusal("price.not_positive", "price", fen=int(purchase.price))
    if purchase.quantity < 1:
        raise Refusal("quantity.out_of_range", "quantity", quantity=purchase.quantity)
    if purchase.reasonable is not None and purchase.reasonable < 0:
        raise Refusal("reasonable.out_of_range", "reasonable", reasonable=purchase.reasonable)
    if purchase.gift > purchase.price:
        raise Refusal("gift.over_price", "gift", fen=int(purchase.gift))
    if Remedy.PROMISE in codes and purchase.multiple is None:
        raise Refusal("multiple.required", "multiple", remedy=Remedy.PROMISE.value)
    if purchase.multiple is not None and not 1 <= purchase.multiple <= 1000:
        raise Refusal("multiple.out_of_range", "multiple", multiple=purchase.multiple)
    used = frozenset[str]().union(*(_USES[code] for code in codes))
    given = {
        "loss": bool(purchase.loss),
        "multiple": purchase.multiple is not None,
        "knowing": purchase.knowing,
        "gift": bool(purchase.gift),
        "freight": bool(purchase.freight),
    }
    for fact, is_given in given.items():
        if is_given and fact not in used:
            raise Refusal("remedy.fact_not_used", fact, fact=fact, remedy=min(codes).value)


def _worksheet(row: Amount, purchase: _Purchase, law: Law, on: date) -> Worksheet:
    options = _options(row, purchase)
    agreed = len({option.extra for option in options}) == 1
    return Worksheet(
        code=row.code,
        version=row.version,
        refund=options[0].refund,
        extra=options[0].extra if agreed else None,
        source=row.source,
        confirm=(*row.confirm, *_facts_to_confirm(row, purchase, law, on)),
        options=() if agreed else options,
    )


def _options(row: Amount, purchase: _Purchase) -> tuple[Option, ...]:
    match Remedy(row.code):
        case Remedy.FRAUD:
            return _fraud(row, purchase)
        case Remedy.FOOD | Remedy.DRUG:
            return _unsafe(row, purchase)
        case Remedy.PROMISE:
            return (Option((), purchase.price, purchase.price * (purchase.multiple or 0)),)
        case Remedy.NO_REASON:
            return (Option((), purchase.price - purchase.gift + purchase.freight, NOTHING),)


def _fraud(row: Amount, purchase: _Purchase) -> tuple[Option, ...]:
    extra = _at_least(row, purchase.price * row.price_multiple)
    if not purchase.knowing:
        return (Option((), purchase.price, extra),)
    return (
        Option((RemedyWhen.NOT_KNOWING,), purchase.price, extra),
        Option((RemedyWhen.KNOWING,), purchase.price, NOTHING),
    )


def _unsafe(row: Amount, purchase: _Purchase) -> tuple[Option, ...]:
    options: list[Option] = []
    for when, base in _bases(purchase):
        if not base:
            # No multiple at all, so no minimum either; the price is still refunded (SPC 2024 No. 9, Art 2).
            options.append(Option(when, purchase.price, NOTHING))
            continue
        tenfold = _at_least(row, base * row.price_multiple)
        if not purchase.loss:
            options.append(Option(when, purchase.price, tenfold))
            continue
        threefold = _at_least(row, purchase.loss * row.loss_multiple)
        options.append(Option((*when, RemedyWhen.PRICE_MULTIPLE), purchase.price, tenfold))
        options.append(Option((*when, RemedyWhen.LOSS_MULTIPLE), purchase.price, threefold))
    return tuple(options)


def _bases(purchase: _Purchase) -> tuple[tuple[tuple[RemedyWhen, ...], Fen], ...]:
    if not purchase.knowing:
        return (((), purchase.price),)
    if purchase.reasonable is None:
        return (
            ((RemedyWhen.NOT_KNOWING,), purchase.price),
            ((RemedyWhen.KNOWING_REASONABLE,), purchase.price),
            ((RemedyWhen.KNOWING_BEYOND_REASONABLE,), NOTHING),
        )
    share = Fraction(min(purchase.reasonable, purchase.quantity), purchase.quantity)
    return (
        ((RemedyWhen.NOT_KNOWING,), purchase.price),
        ((RemedyWhen.KNOWING_REASONABLE,), multiply(purchase.price, share)),
    )


def _at_least(row: Amount, extra: Fen) -> Fen:
    return max(extra, row.minimum)


def _facts_to_confirm(row: Amount, purchase: _Purchase, law: Law, on: date) -> tuple[RemedyFact, ...]:
    facts: list[RemedyFact] = []
    uses = _USES[Remedy(row.code)]
    if purchase.knowing and "knowing" in uses:
        facts.append(RemedyFact.BUYER_KNEW)
    if purchase.knowing and "loss" in uses:
        facts.append(RemedyFact.REASONABLE_QUANTITY)
    if purchase.loss and "loss" in uses:
        facts.append(RemedyFact.LOSS_OWED_BESIDES)
    if row.code == Remedy.PROMISE:
        fraud = law.amount(Remedy.FRAUD, on)
        statutory = _at_least(fraud, purchase.price * fraud.price_multiple)
        if purchase.price * (purchase.multiple or 0) < statutory:
            facts.append(RemedyFact.STATUTE_MAY_GIVE_MORE)
    return tuple(facts)


def _joined(sheets: Sequence[Worksheet]) -> Worksheet:
    # Two remedies that may stand together share one refund; at most one of them has an extra amount.
    first = sheets[0]
    if len(sheets) == 1:
        return first
    extra = next((sheet for sheet in sheets if sheet.extra != 0), first)
    return replace(
        first,
        extra=extra.extra,
        options=extra.options,
        source="; ".join(dict.fromkeys(sheet.source for sheet in sheets)),
        confirm=tuple(dict.fromkeys(fact for sheet in sheets for fact in sheet.confirm)),
    )


_USES: Mapping[Remedy, frozenset[str]] = {
    Remedy.FRAUD: frozenset({"knowing"}),
    Remedy.FOOD: frozenset({"loss", "knowing"}),
    Remedy.DRUG: frozenset({"loss", "knowing"}),
    Remedy.PROMISE: frozenset({"multiple"}),
    Remedy.NO_REASON: frozenset({"gift", "freight"}),
}
