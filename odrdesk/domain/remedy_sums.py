"""How each remedy is reckoned: its answers, one for every way the open facts may turn out.

Whole-number decisions: the price is the total paid for all units. The part of it that stands for the reasonable
quantity is rounded half up to whole fen once, before it is multiplied; interest is rounded half up once, at its end;
nothing else is ever rounded.
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from odrdesk.domain.law import Amount
from odrdesk.domain.money import Fen, multiply
from odrdesk.domain.remedy_answers import NOTHING, Given, How, Option, Rate, Remedy, RemedyWhen

When = tuple[RemedyWhen, ...]


def options(row: Amount, given: Given) -> tuple[Option, ...]:
    """Every answer the law may give; one where no fact is open."""
    return tuple(_SUMS[Remedy(row.code)](row, given))


def least(row: Amount, given: Given) -> Fen:
    """The price's multiple with its minimum, all orders together."""
    return max(given.price * row.price_multiple, row.minimum)


def limit(row: Amount, given: Given) -> Fen | None:
    """The most that may be awarded, where the law gives only that."""
    return (given.loss or NOTHING) * row.loss_multiple if row.limit else None


def _fraud(row: Amount, given: Given) -> Iterator[Option]:
    known: When = (RemedyWhen.NOT_KNOWING,) if given.knowing else ()
    yield from _by_price(row, given, known)
    if given.knowing:
        yield Option((RemedyWhen.KNOWING,), given.price, NOTHING, (How("remedy.how.not_deceived", {}),))


def _unsafe(row: Amount, given: Given) -> Iterator[Option]:
    for when, quantity in _needs(given):
        if quantity is None:
            yield from _either(row, given, when, tuple(_by_price(row, given, when)))
            continue
        base = multiply(given.price, Fraction(quantity, given.quantity))
        if not base:
            # No multiple at all, so no minimum either; the price is still refunded (SPC 2024 No. 9, Art 2).
            yield Option(when, given.price, NOTHING, (How("remedy.how.beyond_need", {}),))
            continue
        share = How(
            "remedy.how.share",
            {"price": given.price, "reasonable": quantity, "quantity": given.quantity, "base": base},
        )
        extra, how = _multiple(row, base)
        yield from _either(row, given, when, (Option(when, given.price, extra, (share, *how)),))


def _either(row: Amount, given: Given, when: When, tenfold: tuple[Option, ...]) -> Iterator[Option]:
    """The consumer's choice between the multiples of price and loss, where a loss was told."""
    if not given.loss:
        yield from tenfold
        return
    for one in tenfold:
        yield Option((*one.when, RemedyWhen.PRICE_MULTIPLE), one.refund, one.extra, one.how)
    threefold = given.loss * row.loss_multiple
    how = [How("remedy.how.loss_times", {"base": given.loss, "times": row.loss_multiple, "product": threefold})]
    if threefold < row.minimum:
        how.append(How("remedy.how.minimum", {"product": threefold, "minimum": row.minimum}))
    extra = max(threefold, row.minimum)
    yield Option((*when, RemedyWhen.LOSS_MULTIPLE), given.price, extra, tuple(how))


def _needs(given: Given) -> tuple[tuple[When, int | None], ...]:
    """Who bought with what knowledge, and for how many units the multiple is given; None for all as they were bought.

    A knowing buyer has it only for what a household needs, reckoned on all units of all orders together
    (SPC Interpretation 2024 No. 9, Arts 12-14).
    """
    if not given.knowing:
        return (((), None),)
    unknowing: tuple[When, int | None] = ((RemedyWhen.NOT_KNOWING,), None)
    if given.reasonable is None:
        return (
            unknowing,
            ((RemedyWhen.KNOWING_REASONABLE,), given.quantity),
            ((RemedyWhen.KNOWING_BEYOND_REASONABLE,), 0),
        )
    return (unknowing, ((RemedyWhen.KNOWING_REASONABLE,), min(given.reasonable, given.quantity)))


def _by_price(row: Amount, given: Given, when: When) -> Iterator[Option]:
    """The price's multiple; of several orders as one matter with one minimum, or each with its own."""
    extra, how = _multiple(row, given.price)
    apart = Fen(sum(max(order * row.price_multiple, row.minimum) for order in given.orders))
    if len(given.orders) < 2 or apart == extra:
        yield Option(when, given.price, extra, how)
        return
    count = {"count": len(given.orders), "base": given.price}
    yield Option((*when, RemedyWhen.ORDERS_TOGETHER), given.price, extra, (How("remedy.how.together", count), *how))
    each = {"count": len(given.orders), "times": row.price_multiple, "minimum": row.minimum, "product": apart}
    yield Option((*when, RemedyWhen.ORDERS_APART), given.price, apart, (How("remedy.how.apart", each),))


def _multiple(row: Amount, base: Fen) -> tuple[Fen, tuple[How, ...]]:
    product = base * row.price_multiple
    times = How("remedy.how.times", {"base": base, "times": row.price_multiple, "product": product})
    if product >= row.minimum:
        return product, (times,)
    return row.minimum, (times, How("remedy.how.minimum", {"product": product, "minimum": row.minimum}))


def _promise(_row: Amount, given: Given) -> Iterator[Option]:
    times = given.multiple or 0
    product = given.price * times
    how = How("remedy.how.promised", {"base": given.price, "times": times, "product": product})
    yield Option((), given.price, product, (how,))


def _no_reason(_row: Amount, given: Given) -> Iterator[Option]:
    refund = given.price - given.gift + given.freight
    how = [How("remedy.how.price_back", {"price": given.price})]
    if given.gift:
        how.append(How("remedy.how.gift_kept", {"price": given.price, "gift": given.gift}))
    if given.freight:
        how.append(How("remedy.how.freight", {"freight": given.freight, "refund": refund}))
    yield Option((), refund, NOTHING, tuple(how))


def _defect(row: Amount, given: Given) -> Iterator[Option]:
    data = {"loss": given.loss or NOTHING, "times": row.loss_multiple, "limit": limit(row, given) or NOTHING}
    yield Option((), given.price, NOTHING, (How("remedy.how.limit", data),))


def _prepaid(row: Amount, given: Given) -> Iterator[Option]:
    """The balance, and interest by whose cause it is paid back (SPC Interpretation 2025 No. 4, Arts 15-17)."""
    balance = given.price - given.used
    left = How("remedy.how.balance", {"prepaid": given.price, "used": given.used, "balance": balance})
    rates = [(RemedyWhen.BY_OPERATOR, given.lpr), (RemedyWhen.BY_CONSUMER, given.deposit_rate)]
    told = [(cause, rate) for cause, rate in rates if rate is not None]
    if not told:
        yield Option((), balance, NOTHING, (left,))
    for cause, rate in told:
        interest, how = _interest(row, given, balance, rate)
        yield Option((cause,) if len(told) > 1 else (), balance, interest, (left, how))


def _interest(row: Amount, given: Given, balance: Fen, rate: Rate) -> tuple[Fen, How]:
    days = (given.until - given.since).days if given.since and given.until else 0
    interest = multiply(balance, Fraction(rate.percent) / 100 * days / row.year_days)
    data = {
        "balance": balance,
        "rate": str(rate.percent),
        "days": days,
        "year_days": row.year_days,
        "interest": interest,
        "since": given.since.isoformat() if given.since else "",
        "until": given.until.isoformat() if given.until else "",
    }
    return interest, How("remedy.how.interest", data)


_SUMS: Mapping[Remedy, Callable[[Amount, Given], Iterator[Option]]] = {
    Remedy.FRAUD: _fraud,
    Remedy.FOOD: _unsafe,
    Remedy.DRUG: _unsafe,
    Remedy.DEFECT: _defect,
    Remedy.PROMISE: _promise,
    Remedy.NO_REASON: _no_reason,
    Remedy.PREPAID: _prepaid,
}
