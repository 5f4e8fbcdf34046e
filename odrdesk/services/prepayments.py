"""The prepayment fund as the desk reads it: where it stands, what waits for whom, what is owed, registers, accounts."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session

from odrdesk.domain import deadlines
from odrdesk.domain import ledger as books
from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import Account, Lane, PrepayState
from odrdesk.domain.identity import mask_name
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Clerk
from odrdesk.domain.prepay_clocks import APPROVE, PAY, TOPUP
from odrdesk.domain.prepayment import Prepayment
from odrdesk.domain.scheme import Scheme
from odrdesk.domain.vocabulary import Role, Step
from odrdesk.domain.workdays import SHANGHAI, WorkCalendar, day_of
from odrdesk.services import fund, fund_facts, schemes
from odrdesk.services.books import compound_surnames
from odrdesk.services.desk import Desk
from odrdesk.storage import advances, ledger, merchants, parties, prepayments
from odrdesk.storage.advances import AGES, Aged, Moved, Running

__all__ = ["AGES", "Aged", "Moved"]

MOST = 500
"""Lines of a list to begin with; who wants more asks for more."""
MOST_LINES = 5_000
ACCOUNTS = (Account.FUND_BANK, Account.DEPOSIT_BANK, Account.SETTLEMENT_BANK, Account.EQUITY)
"""The accounts that have a register of their own."""
RECOVERED_FROM = (PrepayState.PAID, PrepayState.RECOVERING, PrepayState.CLAWBACK)
TO_PAY = (PrepayState.APPROVED, PrepayState.PAYING, PrepayState.PAY_FAILED)


@dataclass(frozen=True, slots=True)
class Overview:
    """Where the fund stands. Money in fen; `month` is what was paid out in this month of Asia/Shanghai.

    `available` can still be promised: `bank` (1001) less what is `owed` to consumers and what is `reserved`.
    `first_days` are the working days left (negative: late) of the claim that has to be decided first.
    """

    day: date
    scheme: Scheme
    available: Fen
    bank: Fen
    owed: Fen
    reserved: Fen
    waiting: int
    waiting_fen: Fen
    to_pay: int
    to_pay_fen: Fen
    advances: int
    outstanding: Fen
    month: Fen
    alone: bool
    begun: bool
    first_days: int | None = None

    @property
    def is_low(self) -> bool:
        """Whether less than the scheme's warning line is left; a fund nothing was put into warns of nothing."""
        return self.begun and self.available < self.scheme.low

    @property
    def whole(self) -> Fen:
        """What the bar stands for: the fund as the scheme opened it, or all there is where that is more."""
        return max(self.scheme.opening, self.available + self.outstanding + self.owed + self.reserved)

    @property
    def used(self) -> float:
        """The share of the whole that is advanced or promised, 0 to 1."""
        return int(self.outstanding + self.owed) / int(self.whole) if self.whole else 0.0

    @property
    def pending(self) -> float:
        """The share that is used once what waits for a decision is paid too, 0 to 1."""
        return int(self.outstanding + self.owed + self.reserved) / int(self.whole) if self.whole else 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A prepayment in a list. The consumer is masked; `days` are working days to the due day, negative when past.

    `people` are the names behind its keys, `lane` and `needed` what its scheme asks for, `given` the roles that have
    approved, `deposit` what the merchant's deposit holds. `refusal` is why the present clerk may not decide it.
    """

    key: int
    number: str
    version: int
    consumer: str
    merchant: str
    page: int
    goods: str
    prepayment: Prepayment
    due: date | None
    days: int | None
    lane: Lane
    needed: tuple[Role, ...]
    given: tuple[Role, ...]
    given_by: str
    requested_by: str
    recommended_by: str
    deposit: Fen
    settlement: Fen
    refusal: Refusal | None = None

    @property
    def missing(self) -> tuple[Role, ...]:
        """The roles whose approval is still missing."""
        return tuple(role for role in self.needed if role not in self.given)

    @property
    def fen(self) -> Fen:
        """What it is about now: recommended, approved, or claimed."""
        own = self.prepayment
        return own.approved or own.recommended or own.claim


@dataclass(frozen=True, slots=True)
class Register:
    """The lines of an account, newest first, with what stood on it before and after them; `cut` where there are more.

    `opening` and `closing` are fen on the account's normal side.
    """

    account: Account
    lines: tuple[Moved, ...]
    opening: Fen
    closing: Fen
    cut: bool


@dataclass(frozen=True, slots=True)
class Span:
    """An account over some days: how many lines, what stood on it before and after, what came in and went out, fen."""

    account: Account
    since: date | None
    until: date | None
    lines: int
    opening: Fen
    incoming: Fen
    outgoing: Fen
    closing: Fen


@dataclass(frozen=True, slots=True)
class Topup:
    """What a merchant was asked to pay into its deposit again: for which case, until when, fen, working days left."""

    number: str
    due: date
    fen: Fen
    days: int


@dataclass(frozen=True, slots=True)
class MerchantAccount:
    """A merchant's account with the fund: its deposit, what is withheld, what it owes, top-ups asked, deposit lines."""

    deposit: Fen
    settlement: Fen
    owed: Fen
    topups: tuple[Topup, ...]
    lines: tuple[Moved, ...]


def overview(desk: Desk) -> Overview:
    """Where the fund stands today."""
    with desk.reading() as session:
        return overview_in(session, desk)


def overview_in(session: Session, desk: Desk) -> Overview:
    """As `overview`, within a session."""
    today = desk.today()
    totals = ledger.totals(session)
    reserved = prepayments.reserved(session)
    bank, owed = totals[Account.FUND_BANK], -totals[Account.PAYABLE]
    found = advances.counted(session, today.replace(day=1))
    first = advances.running(session, (PrepayState.PENDING_APPROVAL,), APPROVE, 1)
    return Overview(
        day=today,
        scheme=schemes.on(session, today),
        available=books.left(totals, reserved),
        bank=bank,
        owed=owed,
        reserved=reserved,
        **found._asdict(),
        alone=fund_facts.is_alone(session),
        begun=any(totals.values()),
        first_days=_days(first[0].due, today, desk.calendar) if first else None,
    )


def waiting(desk: Desk, most: int = MOST) -> tuple[Line, ...]:
    """Claims that wait for a decision, the one due first on top; not more than `most`."""
    with desk.reading() as session:
        found = advances.running(session, (PrepayState.PENDING_APPROVAL,), APPROVE, most)
        return _lines(session, desk, found, Step.PREPAY_APPROVE)


def to_pay(desk: Desk, most: int = MOST) -> tuple[Line, ...]:
    """Prepayments that are decided and not paid: approved, under way, failed; not more than `most`."""
    with desk.reading() as session:
        found = advances.running(session, TO_PAY, PAY, most)
        return _lines(session, desk, found, Step.PREPAY_PAY)


def recovering(desk: Desk, most: int = MOST) -> tuple[Line, ...]:
    """Advances of which something is outstanding, or of which an appeal waits for its answer; not more than `most`."""
    with desk.reading() as session:
        owed = advances.running(session, RECOVERED_FROM, TOPUP, most, owed=True)
        return _lines(session, desk, owed, Step.WRITE_OFF)


def ages(desk: Desk) -> tuple[Aged, ...]:
    """What merchants owe by the days since the payout: 0-30, 31-60, 61-90, more."""
    with desk.reading() as session:
        return advances.ages(session, desk.today())


def register(
    desk: Desk,
    account: Account = Account.FUND_BANK,
    *,
    since: date | None = None,
    until: date | None = None,
    most: int = MOST_LINES,
) -> Register:
    """The register of an account from `since` to `until`, both days (Asia/Shanghai) included; the newest `most`."""
    first, after = _moments(since, until)
    with desk.reading() as session:
        lines = advances.register(session, account, since=first, until=after, most=most + 1)
        opening = advances.balance(session, account, first) if first else Fen(0)
        return Register(
            account,
            lines[:most],
            opening,
            advances.balance(session, account, after),
            cut=len(lines) > most,
        )


def span(
    desk: Desk, account: Account = Account.FUND_BANK, *, since: date | None = None, until: date | None = None
) -> Span:
    """What `register` sums up to, however many its lines. Refuses `report.days` for days the wrong way round."""
    first, after = _moments(since, until)
    with desk.reading() as session:
        sums = advances.register_sums(session, account, since=first, until=after)
        opening = advances.balance(session, account, first) if first else Fen(0)
        closing = advances.balance(session, account, after)
        return Span(account, since, until, sums.lines, opening, sums.incoming, sums.outgoing, closing)


def register_keys(
    desk: Desk, account: Account = Account.FUND_BANK, *, since: date | None = None, until: date | None = None
) -> "array[int]":
    """The keys of all lines of `register`, newest first. Refuses as `span`."""
    first, after = _moments(since, until)
    with desk.reading() as session:
        return advances.register_keys(session, account, since=first, until=after)


def register_lines(desk: Desk, account: Account, keys: Sequence[int]) -> tuple[Moved, ...]:
    """The lines of these keys, newest first, each with the balance after it."""
    with desk.reading() as session:
        return advances.register(session, account, keys=keys, most=len(keys))


def _moments(since: date | None, until: date | None) -> tuple[datetime | None, datetime | None]:
    if since and until and since > until:
        raise Refusal("report.days", "to", since=since.isoformat(), until=until.isoformat())
    return (_midnight(since) if since else None), (_midnight(until + timedelta(days=1)) if until else None)


def merchant_account(desk: Desk, page: int) -> MerchantAccount:
    """The account of a merchant and of those merged into it, by the key of its page."""
    with desk.reading() as session:
        group = [one.key for one in merchants.group(session, page)]
        wanted = (Account.DEPOSITS, Account.SETTLEMENTS, Account.RECEIVABLE)
        balances = ledger.balances(session, wanted, group)

        def standing(account: Account) -> Fen:
            return Fen(abs(sum(fen for sub, fen in balances.items() if sub.account is account)))

        running = advances.running(session, fund.OWING, TOPUP, MOST)
        asked = [one for one in running if one.due and one.prepayment.merchant in group]
        paid_in = ledger.booked(session, merchants=group) if asked else ()
        return MerchantAccount(
            deposit=standing(Account.DEPOSITS),
            settlement=standing(Account.SETTLEMENTS),
            owed=standing(Account.RECEIVABLE),
            topups=tuple(
                Topup(
                    one.number,
                    one.due,
                    max(Fen(0), fund.to_top_up(one.prepayment) - fund.paid_since(paid_in, one.prepayment)),
                    _days(one.due, desk.today(), desk.calendar) or 0,
                )
                for one in asked
                if one.due
            ),
            lines=advances.register(session, Account.DEPOSITS, group, most=MOST),
        )


def _lines(session: Session, desk: Desk, found: Sequence[Running], step: Step) -> tuple[Line, ...]:
    people = {clerk.key: clerk.name for clerk in parties.clerks(session)}
    pages = advances.pages(session, [one.prepayment.merchant for one in found])
    held = _held(session, pages)
    known = {one.version: one for one in schemes.known(session)}
    first = {one.dispute: one for one in advances.given(session, [step])}
    alone = fund_facts.is_alone(session)
    made = []
    for one in found:
        own = one.prepayment
        tier = known[own.scheme].tier(own.approved or own.recommended or own.claim)
        before = first.get(one.dispute)
        needed = own.needed or tier.approvers
        made.append(
            Line(
                key=one.dispute,
                number=one.number,
                version=one.version,
                consumer=mask_name(one.consumer, compound_surnames()),
                merchant=one.merchant_name,
                page=pages[own.merchant],
                goods=one.goods,
                prepayment=own,
                due=one.due,
                days=_days(one.due, desk.today(), desk.calendar),
                lane=tier.lane,
                needed=needed,
                given=_roles_given(before, needed, own),
                given_by=people.get(before.by, "") if before else "",
                requested_by=people.get(own.requested_by, ""),
                recommended_by=people.get(own.recommended_by or 0, ""),
                deposit=held.get((pages[own.merchant], Account.DEPOSITS), Fen(0)),
                settlement=held.get((pages[own.merchant], Account.SETTLEMENTS), Fen(0)),
                refusal=_may_not(own, before, needed, desk.clerk, alone=alone),
            )
        )
    return tuple(made)


def _roles_given(before: advances.Given | None, needed: tuple[Role, ...], own: Prepayment) -> tuple[Role, ...]:
    """The role of the first of two, where one has approved; all of them once it is decided."""
    if own.approvals:
        return tuple(one.role for one in own.approvals)
    if before is None:
        return ()
    return tuple(role for role in needed if role in before.roles)[:1]


def _may_not(
    own: Prepayment, before: advances.Given | None, needed: tuple[Role, ...], clerk: Clerk, *, alone: bool
) -> Refusal | None:
    """Why the clerk may not decide a claim that waits, as far as roles and hands go; money is looked at on deciding."""
    if own.state is not PrepayState.PENDING_APPROVAL:
        return None
    if alone:
        return None
    for part, key in (("requested", own.requested_by), ("recommended", own.recommended_by)):
        if clerk.key == key:
            return Refusal("prepay.same_person", step=Step.PREPAY_APPROVE, part=part)
    if before is not None and before.by == clerk.key:
        return Refusal("prepay.same_person", step=Step.PREPAY_APPROVE, part="approved")
    open_roles = [role for role in needed if role not in _roles_given(before, needed, own)]
    if any(clerk.may(role) for role in open_roles):
        return None
    return Refusal("clerk.not_allowed", role=open_roles[0] if open_roles else needed[0])


def _held(session: Session, pages: Mapping[int, int]) -> dict[tuple[int, Account], Fen]:
    """What lies on deposits and settlement of each page, those merged into it included."""
    if not pages:
        return {}
    found: dict[tuple[int, Account], Fen] = {}
    for sub, fen in ledger.balances(session, (Account.DEPOSITS, Account.SETTLEMENTS), list(pages)).items():
        if sub.merchant is not None:
            place = (pages[sub.merchant], sub.account)
            found[place] = found.get(place, Fen(0)) - fen
    return found


def _days(due: date | None, today: date, calendar: WorkCalendar) -> int | None:
    """Working days to a day; negative past it."""
    if due is None:
        return None
    if due < today:
        return -deadlines.late_working_days(due, today, calendar)
    return calendar.working_days_between(today, due)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


def age_of(own: Prepayment, today: date) -> int | None:
    """Days since the payout; None where nothing was paid."""
    return (today - own.paid_on).days if own.paid_on else None


def happened_on(line: Moved) -> date:
    """The day of a line in Asia/Shanghai."""
    return day_of(line.at)
