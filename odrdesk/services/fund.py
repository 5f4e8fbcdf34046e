"""The fund's own acts: money in from outside, the reversal of such an entry, and the books as they are read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from odrdesk.domain import ledger as books
from odrdesk.domain import replay
from odrdesk.domain.counting import Rules, stopped
from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import Account, Journal, PrepayPart, PrepayState, RecoverFrom
from odrdesk.domain.identity import check_uscc, normal
from odrdesk.domain.ledger import Booked, Sub, Voucher
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Merchant
from odrdesk.domain.prepay_clocks import TOPUP
from odrdesk.domain.prepayment import Prepayment
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import Role
from odrdesk.domain.workdays import day_of
from odrdesk.services import actions, fund_facts
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.moments import happened_at
from odrdesk.storage import disputes, ledger, listing, merchants, parties, prepayments, record, settings
from odrdesk.storage.ledger import Occasion

BY_HAND = frozenset({Journal.J0, Journal.J1, Journal.J2})
"""Vouchers that no step of a dispute books: they are reversed here, all others by a step."""
CODE_LENGTH = 18
OWING = (PrepayState.RECOVERING, PrepayState.RECOVERED, PrepayState.CLAWBACK)


@dataclass(frozen=True, slots=True)
class Told:
    """How an act of the fund is told: its key against doing it twice, when it was (aware), why, the bank's number."""

    key: str | None = None
    at: datetime | None = None
    why: str | None = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """The trial balance: each account in debit, what can still be promised, what is reserved, and the sum (0)."""

    accounts: Mapping[Account, Fen]
    reserved: Fen
    subs: Mapping[Sub, Fen]

    @property
    def available(self) -> Fen:
        """1001 less what is owed to consumers and what is reserved."""
        return books.left(self.accounts, self.reserved)

    @property
    def total(self) -> Fen:
        """The sum of all accounts: zero, or the books are wrong."""
        return Fen(sum(self.accounts.values()))


@dataclass(frozen=True, slots=True)
class Line:
    """One posting of the journal with its voucher and the names behind its keys."""

    booked: Booked
    sub: Sub
    fen: Fen
    clerk: str
    number: str | None
    merchant: str | None
    reversed: bool


def allocate(desk: Desk, amount: Fen, told: Told = Told()) -> Done[tuple[Booked, ...]]:
    """Put fen into the fund (J0). Refuses anybody but finance, and no money (`prepay.nothing`)."""
    return _book(desk, _Act("fund.allocate", amount, told), lambda _merchant: books.allocate(amount))


def deposit(desk: Desk, merchant: str, amount: Fen, told: Told = Told()) -> Done[tuple[Booked, ...]]:
    """A merchant pays in or tops up its deposit (J1); an unknown name makes the merchant.

    A top-up that was asked for and is whole now waits no longer. Refuses as `allocate`, and a credit code that is not
    right or belongs to nobody (`merchant.unknown`).
    """
    return _book(desk, _Act("fund.deposit", amount, told, merchant), lambda key: books.deposit(key, amount))


def withhold(desk: Desk, merchant: str, amount: Fen, told: Told = Told()) -> Done[tuple[Booked, ...]]:
    """Money due to a merchant is withheld (J2). Refuses as `deposit`."""
    return _book(desk, _Act("fund.withhold", amount, told, merchant), lambda key: books.withhold(key, amount))


def reverse(desk: Desk, number: str, why: str, told: Told = Told()) -> Done[tuple[Booked, ...]]:
    """Reverse an entry of the fund by the number of its voucher (JR), by another person than booked it.

    Refuses anybody but finance, an unknown or reversed voucher, one that a step booked (`ledger.by_step`), and a
    reversal that would leave an account below zero (`ledger.spent`).
    """
    _finance(desk)
    fund_facts.must_be_sound(desk)
    if not why.strip():
        raise Refusal("fact.missing", "why", step="fund.reverse")
    content = actions.content_of({"voucher": number, "why": why, "clerk": desk.clerk.key})
    with desk.writing() as session:
        if actions.done_before(session, told.key, "fund.reverse", content) is not None:
            return Done(ledger.of_action(session, told.key or ""), Changes())
        found = _reversible(session, desk, number)
        voucher = books.reverse(found)
        then = books.after(ledger.balances(session), [voucher])
        promised = voucher.reverses is not None and found.voucher.journal is Journal.J0
        if books.below_zero(then) or (promised and books.available(then, prepayments.reserved(session)) < 0):
            raise Refusal("ledger.spent", "voucher", voucher=found.no)
        about = Occasion(desk.now(), desk.clerk.key, told.key or actions.fresh(), 0, merchant=found.merchant, why=why)
        booked = _kept(session, ("fund.reverse", {"voucher": found.no}), [voucher], about)
        if told.key:
            ledger.remember(session, told.key, "fund.reverse", content, record.last_seq(session))
    return Done(booked, Changes(fund=True, merchants=True))


def trial(desk: Desk) -> Trial:
    """The trial balance as it stands."""
    with desk.reading() as session:
        return Trial(ledger.totals(session), prepayments.reserved(session), ledger.balances(session))


def journal(desk: Desk, number: str | None = None) -> tuple[Line, ...]:
    """Every posting in the order of booking, of one dispute where its number is told. Refuses `dispute.unknown`."""
    with desk.reading() as session:
        key = disputes.load(session, number).key if number else None
        return lines_of(session, ledger.booked(session, dispute=key))


def lines_of(session: Session, booked: tuple[Booked, ...]) -> tuple[Line, ...]:
    """The postings of vouchers with the names behind their keys."""
    people = {clerk.key: clerk.name for clerk in parties.clerks(session)}
    firms = {one.sub.merchant for each in booked for one in each.voucher.postings if one.sub.merchant}
    names = {key: profile.name for key, profile in merchants.profiles(session, sorted(firms)).items()}
    numbers = listing.numbers(session, sorted({each.dispute for each in booked if each.dispute}))
    undone = ledger.reversed_keys(session)
    return tuple(
        Line(
            each,
            one.sub,
            one.fen,
            people.get(each.clerk or 0, ""),
            numbers.get(each.dispute) if each.dispute else None,
            names.get(one.sub.merchant) if one.sub.merchant else None,
            each.key in undone,
        )
        for each in booked
        for one in each.voucher.postings
    )


def alone(desk: Desk) -> bool:
    """Whether the desk works in single-person mode (单人模式)."""
    with desk.reading() as session:
        return fund_facts.is_alone(session)


def set_alone(desk: Desk, *, chosen: bool) -> Done[None]:
    """Choose or leave single-person mode. Refuses anybody but an admin, and a desk of several (`fund.not_alone`)."""
    if not desk.clerk.may(Role.ADMIN):
        raise Refusal("clerk.not_allowed", role=Role.ADMIN)
    with desk.writing() as session:
        seated = fund_facts.seated(session)
        if chosen and seated > 1:
            raise Refusal("fund.not_alone", clerks=seated)
        settings.put(session, fund_facts.ALONE, chosen)
        record.append(session, Entry("fund.alone", desk.now(), desk.clerk.key, None, {"chosen": chosen}))
    return Done(None, Changes(settings=True, fund=True))


def _finance(desk: Desk) -> None:
    if not desk.clerk.may(Role.FINANCE):
        raise Refusal("clerk.not_allowed", role=Role.FINANCE)


@dataclass(frozen=True, slots=True)
class _Act:
    """What one of the fund's own acts is: its code, its amount, how it is told, the merchant as typed."""

    code: str
    amount: Fen
    told: Told
    merchant: str | None = None

    @property
    def asked(self) -> dict[str, object]:
        return {"amount": self.amount.plain, **({"merchant": self.merchant.strip()} if self.merchant else {})}


def _book(desk: Desk, act: _Act, voucher: Callable[[int], Voucher]) -> Done[tuple[Booked, ...]]:
    _finance(desk)
    fund_facts.must_be_sound(desk)
    if act.amount <= 0:
        raise Refusal("prepay.nothing", "amount")
    told = act.told
    moment = happened_at(desk.now(), told.at, told.why)
    content = actions.content_of({**act.asked, "ref": told.ref, "clerk": desk.clerk.key})
    with desk.writing() as session:
        if actions.done_before(session, told.key, act.code, content) is not None:
            return Done(ledger.of_action(session, told.key or ""), Changes())
        key = None if act.merchant is None else _merchant(session, act.merchant)
        action = told.key or actions.fresh()
        about = Occasion(moment, desk.clerk.key, action, 0, merchant=key, bank_ref=told.ref, why=told.why or "")
        booked = _kept(session, (act.code, act.asked), [voucher(key or 0)], about)
        if told.key:
            ledger.remember(session, told.key, act.code, content, booked[0].seq)
        topped = _topped_up(session, desk, key, moment) if act.code == "fund.deposit" and key else frozenset()
    changes = Changes(disputes=topped, deadlines=bool(topped), fund=True, merchants=act.merchant is not None)
    return Done(booked, changes)


def _kept(
    session: Session, act: tuple[str, dict[str, object]], vouchers: list[Voucher], about: Occasion
) -> tuple[Booked, ...]:
    code, asked = act
    told = {**asked, "vouchers": [voucher.told for voucher in vouchers], "bank_ref": about.bank_ref}
    seq = record.append(session, Entry(code, about.at, about.clerk, None, told, about.why or None))
    return ledger.book(session, vouchers, replace(about, seq=seq))


def _merchant(session: Session, typed: str) -> int:
    """The merchant of a credit code or an exact name; a name nobody has makes it."""
    text = typed.strip()
    if not text:
        raise Refusal("field.required", "merchant")
    found = parties.find_merchant(session, text)
    if found is None and len(normal(text)) == CODE_LENGTH and normal(text).isascii():
        check_uscc(text)
        found = parties.find_merchant(session, normal(text))
        if found is None:
            raise Refusal("merchant.unknown", "merchant", name=text)
    return found[0] if found else parties.merchant_key(session, Merchant(text))


def _reversible(session: Session, desk: Desk, number: str) -> Booked:
    found = ledger.numbered(session, number)
    if found is None or found.key in ledger.reversed_keys(session):
        raise Refusal("ledger.unknown_voucher", "voucher", voucher=number)
    if found.voucher.journal not in BY_HAND:
        raise Refusal("ledger.by_step", "voucher", voucher=found.no, journal=found.voucher.journal)
    if found.clerk == desk.clerk.key and not fund_facts.is_alone(session):
        raise Refusal("prepay.same_person", step="fund.reverse", part=PrepayPart.BOOKED)
    return found


def _topped_up(session: Session, desk: Desk, key: int, moment: datetime) -> frozenset[int]:
    """End the top-up window of every prepayment whose part of the deposit has been paid in since its notice."""
    page = merchants.page_of(session, key)
    group = {one.key for one in merchants.group(session, page)}
    paid_in = ledger.booked(session, merchants=group)
    changed = set()
    for one in prepayments.in_states(session, OWING):
        if one.prepayment.merchant not in group:
            continue
        case = disputes.load_key(session, one.dispute)
        clock = case.clock(TOPUP)
        if clock is None or not clock.running or paid_since(paid_in, one.prepayment) < to_top_up(one.prepayment):
            continue
        rules = Rules(desk.law, desk.calendar)
        clocks = tuple(stopped(each, moment, rules) if each == clock else each for each in case.clocks)
        after = replace(case, clocks=clocks)
        disputes.save(session, case, after)
        told = replay.changes(case, after)
        record.append(session, Entry("fund.topped_up", moment, desk.clerk.key, case.key, told))
        changed.add(case.key)
    return frozenset(changed)


def paid_since(booked: Iterable[Booked], own: Prepayment) -> Fen:
    """What was paid into the deposit (J1) since the day of the recovery notice."""
    paid_in = [
        each.voucher.postings[0].fen
        for each in booked
        if each.voucher.journal is Journal.J1 and own.noticed_on and day_of(each.at) >= own.noticed_on
    ]
    return Fen(sum(paid_in))


def to_top_up(own: Prepayment) -> Fen:
    """What the deposit bears of the payout: all that neither came from elsewhere nor was written off or returned."""
    elsewhere = own.recovered_from(RecoverFrom.SETTLEMENT) + own.recovered_from(RecoverFrom.MERCHANT)
    return own.paid - elsewhere - own.written_off - own.clawed_back
