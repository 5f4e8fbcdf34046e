"""Merchants as they are read: a list, one page each, live rooms and hosts, and which of them may be the same."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from sqlmodel import Session

from odrdesk.domain import likeness, merchants
from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.identity import check_uscc, normal
from odrdesk.domain.merchants import RECENT_DAYS, Candidate, Profile
from odrdesk.domain.money import Fen
from odrdesk.domain.record import Written
from odrdesk.domain.vocabulary import Category
from odrdesk.domain.workdays import SHANGHAI, WorkCalendar
from odrdesk.services.books import firm_noise
from odrdesk.services.desk import Desk
from odrdesk.services.lists import DueRow, due_row
from odrdesk.storage import ledger, listing
from odrdesk.storage import merchants as stored
from odrdesk.storage.merchants import PLACES, SORTS, Figures

__all__ = ["PLACES", "SORTS", "Profile"]

MONTHS = 12
NO_NOISE = likeness.Noise()
"""Goods are compared by their letters alone: no word of theirs is idle."""


@dataclass(frozen=True, slots=True)
class Line:
    """A merchant in a list. `answer_days` is the mean of working days from asking it to its first answer.

    `rate` is settled over settled and failed, in percent; `repeats` the problems that came twice in 90 days.
    """

    profile: Profile
    figures: Figures
    answer_days: float | None
    repeats: int

    @property
    def rate(self) -> float | None:
        """Settled of all that were settled or failed, in percent with two decimals; None of none."""
        ended = self.figures.settled + self.figures.failed
        return round(100 * self.figures.settled / ended, 2) if ended else None


@dataclass(frozen=True, slots=True)
class Problem:
    """The same problem: a category and goods (the spelling most used), cases in all, of late and open, the last one."""

    category: Category
    goods: str
    cases: int
    recent: int
    open: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A live room, host, agency or base: the spelling most used, all spellings, cases in all and of late."""

    kind: str
    name: str
    spellings: tuple[str, ...]
    cases: int
    recent: int


@dataclass(frozen=True, slots=True)
class MerchantPage:
    """One merchant: `members` were merged into it, `spellings` are its names as cases type them, `months` its trend."""

    line: Line
    members: tuple[Profile, ...]
    spellings: tuple[stored.Named, ...]
    code_refusal: Refusal | None
    problems: tuple[Problem, ...]
    places: tuple[Place, ...]
    months: tuple[tuple[date, int], ...]
    events: tuple[Written, ...]
    names: Mapping[int, str]
    deposit: Fen | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands among its merchant's of the last 90 days: the `nth` of `recent`, `same` with its problem."""

    page: int
    name: str
    nth: int
    recent: int
    same: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pages that may be one merchant, side by side, and why."""

    one: Line
    other: Line
    candidate: Candidate


def since(desk: Desk) -> datetime:
    """The first moment of the last 90 days."""
    return _midnight(desk.today() - timedelta(days=RECENT_DAYS - 1))


def ids(desk: Desk, text: str = "", order: str = "recent", *, down: bool = True) -> "array[int]":
    """The keys of all merchants in order, narrowed by a part of a name, its pinyin, or the start of a credit code."""
    if order not in SORTS:
        raise Refusal("listing.unknown_sort", "sort", word=order, known=list(SORTS))
    with desk.reading() as session:
        return stored.ids(session, " ".join(text.split()), order, since(desk), down=down)


def lines(desk: Desk, keys: Sequence[int]) -> tuple[Line, ...]:
    """The lines of these merchants, in this order."""
    with desk.reading() as session:
        return line_rows(session, desk, keys)


def page(desk: Desk, key: int) -> MerchantPage:
    """Everything of one merchant; of a merged one the page it leads to. Refuses `merchant.unknown`."""
    with desk.reading() as session:
        asked = stored.load(session, key)
        if asked is None:
            raise Refusal("merchant.unknown", "merchant", name=str(key))
        return _page(session, desk, asked.page)


def find(desk: Desk, name_or_code: str) -> Profile:
    """The merchant of an exact name, a credit code, or `#key`; of a merged one itself. Refuses `merchant.unknown`."""
    with desk.reading() as session:
        return _find(session, name_or_code)


def cases(desk: Desk, key: int, month: date | None = None) -> "array[int]":
    """The keys of a merchant's cases and of those merged into it, the last received first; of one month alone."""
    within = None
    if month is not None:
        first = month.replace(day=1)
        within = _midnight(first), _midnight((first + timedelta(days=31)).replace(day=1))
    with desk.reading() as session:
        return stored.case_keys(session, key, within)


def case_rows(desk: Desk, keys: Sequence[int]) -> tuple[DueRow, ...]:
    """The rows of these cases, in this order."""
    today = desk.today()
    with desk.reading() as session:
        return tuple(due_row(row, today, desk.calendar) for row in listing.rows(session, keys))


def places(desk: Desk, kind: str) -> tuple[Place, ...]:
    """All live rooms (`room`), hosts (`host`), agencies (`mcn`) or bases (`base`) of the desk, the busiest first."""
    with desk.reading() as session:
        return _places(session, kind, since(desk))


def place_cases(desk: Desk, kind: str, name: str) -> tuple[Place | None, tuple[DueRow, ...]]:
    """A live room (host, agency, base) by any of its spellings, and its cases, the last received first."""
    today = desk.today()
    with desk.reading() as session:
        wanted = likeness.core(name, firm_noise())
        found = _places(session, kind, since(desk))
        place = next((one for one in found if likeness.core(one.name, firm_noise()) == wanted), None)
        if place is None:
            return None, ()
        keys = stored.place_keys(session, PLACES[kind], place.spellings)
        return place, tuple(due_row(row, today, desk.calendar) for row in listing.rows(session, keys[:200]))


def standing(session: Session, desk: Desk, dispute: int) -> Standing | None:
    """Where a case stands among its merchant's of the last 90 days; None where it names no merchant."""
    start = since(desk)
    found = stored.standing(session, dispute, start)
    if found is None:
        return None
    key, nth, recent = found
    profile = stored.load(session, key)
    same = stored.same_problem(session, dispute, key, start)
    return Standing(key, profile.name if profile else "", nth, recent, same)


def known(desk: Desk) -> tuple[Profile, ...]:
    """All merchants that were not merged, for suggestions while typing."""
    with desk.reading() as session:
        return tuple(one for one in stored.every(session) if one.kept is None)


def duplicates(desk: Desk) -> tuple[Candidate, ...]:
    """Merchants that may be the same, the likeliest first; those a person set apart are left out."""
    with desk.reading() as session:
        return merchants.candidates(stored.every(session), stored.apart(session), firm_noise())


def fingerprint(desk: Desk) -> tuple[int, ...]:
    """Another one whenever `duplicates` may answer otherwise: comparing 5,000 names takes seconds."""
    with desk.reading() as session:
        return stored.fingerprint(session)


def side_by_side(desk: Desk, found: Sequence[Candidate]) -> tuple[Pair, ...]:
    """Candidates with what is known of either."""
    keys = sorted({key for one in found for key in (one.one, one.other)})
    by_key = {line.profile.key: line for line in lines(desk, keys)}
    return tuple(Pair(by_key[one.one], by_key[one.other], one) for one in found if {one.one, one.other} <= set(by_key))


def line_rows(session: Session, desk: Desk, keys: Sequence[int]) -> tuple[Line, ...]:
    """As `lines`, within a session."""
    start, calendar = since(desk), desk.calendar
    known_ones = stored.profiles(session, keys)
    counted = stored.figures(session, keys, start)
    repeated = _repeats(stored.subjects(session, keys, start))
    answered = stored.answers(session, keys)
    return tuple(
        Line(known_ones[key], counted.get(key, Figures()), _mean(answered.get(key, ()), calendar), repeated.get(key, 0))
        for key in keys
        if key in known_ones
    )


def repeats_of(session: Session, desk: Desk) -> Mapping[int, int]:
    """By page, how many problems came twice or more often in 90 days; of the whole desk."""
    return _repeats(stored.subjects(session, None, since(desk)))


def answer_days(session: Session, desk: Desk) -> Mapping[int, float | None]:
    """By page, the mean of working days from asking a merchant to its first answer; of the whole desk."""
    return {key: _mean(spans, desk.calendar) for key, spans in stored.answers(session, None).items()}


def _repeats(found: Iterable[tuple[int, str, str, int]]) -> dict[int, int]:
    """By page, how many problems came twice or more often."""
    alike: Counter[tuple[int, str, str]] = Counter()
    for page_key, category, goods, often in found:
        alike[page_key, category, _goods(goods)] += often
    return Counter(page_key for (page_key, _category, _goods), often in alike.items() if often > 1)


def _goods(text: str) -> str:
    """Goods as they are compared: letters and digits alone."""
    return likeness.core(text, NO_NOISE)


def _mean(spans: Iterable[tuple[date, date, int]], calendar: WorkCalendar) -> float | None:
    days: defaultdict[int, int] = defaultdict(int)
    for asked, answered, often in spans:
        days[max(0, calendar.working_days_between(asked, answered))] += often
    return merchants.mean(days)


def _page(session: Session, desk: Desk, key: int) -> MerchantPage:
    start, today = since(desk), desk.today()
    (line,) = line_rows(session, desk, [key])
    group, told = stored.group(session, key), stored.told(session, key, start)
    return MerchantPage(
        line=line,
        members=group[1:],
        spellings=told.spellings,
        code_refusal=_code_refusal(line.profile),
        problems=_problems(told.clusters),
        places=tuple(one for kind, column in PLACES.items() for one in _alike(kind, told.places[column])),
        months=_months(session, key, today),
        events=stored.events(session, key),
        names={one.key: one.name for one in group},
        deposit=_deposit(session, [one.key for one in group]),
    )


def _deposit(session: Session, keys: list[int]) -> Fen | None:
    held = Fen(-sum(ledger.balances(session, (Account.DEPOSITS,), keys).values()))
    return held or None


def _code_refusal(profile: Profile) -> Refusal | None:
    try:
        if profile.uscc:
            check_uscc(profile.uscc)
    except Refusal as no:
        return no
    return None


def _problems(found: Sequence[stored.Cluster]) -> tuple[Problem, ...]:
    """Goods that are written alike count as the same; the most of late first, then the most in all."""
    alike: defaultdict[tuple[Category, str], list[stored.Cluster]] = defaultdict(list)
    plain = {goods: _goods(goods) for goods in {one.goods for one in found}}
    for one in found:
        alike[one.category, plain[one.goods]].append(one)
    made = (
        Problem(
            category,
            max(same, key=lambda one: (one.cases, one.goods)).goods,
            sum(one.cases for one in same),
            sum(one.recent for one in same),
            sum(one.open for one in same),
            max(one.last for one in same),
        )
        for (category, _goods), same in alike.items()
    )
    return tuple(sorted(made, key=lambda one: (-one.recent, -one.cases, one.category, one.goods)))


def _places(session: Session, kind: str, start: datetime) -> tuple[Place, ...]:
    if kind not in PLACES:
        raise Refusal("merchant.unknown_place", "kind", word=kind, known=list(PLACES))
    return _alike(kind, stored.places(session, PLACES[kind], start))


def _alike(kind: str, found: Iterable[stored.Named]) -> tuple[Place, ...]:
    """Those that are spelt alike are one."""
    alike: defaultdict[str, list[stored.Named]] = defaultdict(list)
    for one in found:
        alike[_core(one.name)].append(one)
    made = (
        Place(
            kind, same[0].name, tuple(one.name for one in same), sum(s.cases for s in same), sum(s.recent for s in same)
        )
        for same in alike.values()
    )
    return tuple(sorted(made, key=lambda one: (-one.cases, one.name)))


@lru_cache(maxsize=16_384)
def _core(name: str) -> str:
    return likeness.core(name, firm_noise())


def _months(session: Session, key: int, today: date) -> tuple[tuple[date, int], ...]:
    first = today.year * 12 + today.month - MONTHS
    days = [date((first + at) // 12, (first + at) % 12 + 1, 1) for at in range(MONTHS)]
    counted = stored.months(session, key, _midnight(days[0]))
    return tuple((day, counted.get(f"{day:%Y-%m}", 0)) for day in days)


def _find(session: Session, name_or_code: str) -> Profile:
    asked = name_or_code.strip()
    if asked.startswith("#") and asked[1:].isdigit():
        found = stored.load(session, int(asked[1:]))
    else:
        either = stored.named(session, asked) or stored.named(session, normal(asked))
        found = next(iter(either), None)
    if found is None:
        raise Refusal("merchant.unknown", "merchant", name=asked)
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)
