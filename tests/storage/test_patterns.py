"""The one statement that groups complaints, against a count by hand of every case with every other."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from odrdesk.domain.complaint import Order
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.patterns import Answer, Mark, fold
from odrdesk.domain.vocabulary import Category, PatternKind, State
from odrdesk.services.desk import Desk, create
from odrdesk.storage import batches, disputes, patterns
from odrdesk.storage.patterns import Span

TODAY = date(2026, 10, 16)
NOON = datetime(2026, 10, 16, 4, 0, tzinfo=UTC)
NAMES = ["浦江好物", "浦江 好物", "ＡＢ间", "ab间", "！", None]
MERCHANTS = [
    None,
    Merchant("甲店"),
    Merchant("甲 店"),
    Merchant("乙公司", "91310115MA1FARM015"),
    Merchant("丙公司", "91310000MA1FLTEATW"),
]


class Back(Exception):  # noqa: N818 -- takes everything back that an example wrote
    """The end of an example."""


@contextmanager
def taken_back(desk: Desk) -> Iterator[Session]:
    """A session that writes and leaves nothing behind."""
    with suppress(Back), desk.writing() as session:
        yield session
        raise Back


@dataclass(frozen=True)
class Case:
    """What an example puts on the desk."""

    room: str | None
    host: str | None
    goods: str | None
    merchant: Merchant | None
    category: Category
    state: State
    ago: int
    phone: str | None


CASES = st.lists(
    st.builds(
        Case,
        room=st.sampled_from(NAMES),
        host=st.sampled_from(NAMES),
        goods=st.sampled_from(NAMES),
        merchant=st.sampled_from(MERCHANTS),
        category=st.sampled_from([Category.FALSE_CLAIMS, Category.PRICE]),
        state=st.sampled_from([State.REGISTERED, State.CLOSED, State.WITHDRAWN, State.MERGED, State.NOT_ACCEPTED]),
        ago=st.integers(-1, 4),
        phone=st.sampled_from(["13812345678", "13912345678", None]),
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = create(tmp_path_factory.mktemp("patterns") / "desk", "Probe", practice=True, clock=lambda: NOON)
    yield made
    made.close(backup=False)


def dispute(simple: Dispute, case: Case, number: int) -> Dispute:
    told = replace(
        simple.complaint,
        channel_no=None,
        received_at=NOON - timedelta(days=case.ago),
        consumer=Consumer("张某", case.phone),
        merchant=case.merchant,
        live=Live(case.room, case.host),
        order=Order(goods=case.goods),
        category=case.category,
    )
    return replace(simple, complaint=told, state=case.state, number=f"ODR-{number}")


def names(case: Case) -> dict[PatternKind, str]:
    merchant = case.merchant
    return {
        PatternKind.ROOM: fold(case.room),
        PatternKind.HOST: fold(case.host),
        PatternKind.GOODS: fold(case.goods),
        PatternKind.MERCHANT: (merchant.uscc or fold(merchant.name)) if merchant else "",
    }


def by_hand(cases: dict[int, Case], days: int, least: int) -> dict[Mark, tuple[set[int], int]]:
    """Every case with every other, in the plainest way."""
    counted = {
        key: case
        for key, case in cases.items()
        if 0 <= case.ago < days and case.state not in {State.MERGED, State.NOT_ACCEPTED}
    }
    groups = {}
    for case in counted.values():
        for kind, name in names(case).items():
            same = {
                key: one
                for key, one in counted.items()
                if name and names(one)[kind] == name and one.category is case.category
            }
            if len(same) >= least:
                consumers = {one.phone or "张某" for one in same.values()}
                groups[Mark(kind, name, case.category)] = (set(same), len(consumers))
    return groups


@given(cases=CASES, days=st.integers(1, 5), least=st.integers(2, 4))
def test_the_statement_finds_what_a_count_by_hand_finds(
    house: Desk, simple: Dispute, cases: list[Case], days: int, least: int
) -> None:
    span = Span(TODAY - timedelta(days=days - 1), TODAY)
    with taken_back(house) as session:
        put = {disputes.add(session, dispute(simple, case, n)): case for n, case in enumerate(cases)}
        found = patterns.patterns(session, span, least)
        priced = patterns.patterns(session, span, least, Category.PRICE)
        told = {one.mark: (set(one.cases), one.consumers) for one in found}
        alike = {key: set(patterns.alike(session, key, span).numbers) for key in put}
    assert told == by_hand(put, days, least)
    assert set(priced) == {one for one in found if one.mark.category is Category.PRICE}
    assert all(list(one.cases) == sorted(one.cases) for one in found)
    numbers = {key: f"ODR-{n}" for n, key in enumerate(put)}
    for key, case in put.items():
        own = {(kind, name) for kind, name in names(case).items() if name}
        groups = by_hand(put, days, 1)
        same = set().union(*(groups.get(Mark(*one, case.category), (set(), 0))[0] for one in own))
        assert alike[key] == {numbers[one] for one in same}


def test_a_group_is_called_as_it_was_typed_last(house: Desk, simple: Dispute) -> None:
    with taken_back(house) as session:
        for number, room in enumerate(("浦江 好物", "浦江好物（旗舰）", "浦江好物旗舰")):
            case = Case(room, None, None, None, Category.PRICE, State.REGISTERED, 0, None)
            disputes.add(session, dispute(simple, case, number))
        (found,) = patterns.patterns(session, Span(TODAY, TODAY), 2)
    assert (found.name, found.numbers) == ("浦江好物旗舰", ("ODR-1", "ODR-2"))


def test_cases_of_an_import_that_was_taken_back_do_not_count(house: Desk, simple: Dispute) -> None:
    case = Case("间", None, None, None, Category.PRICE, State.WITHDRAWN, 0, None)
    with taken_back(house) as session:
        keys = [disputes.add(session, dispute(simple, case, number)) for number in range(3)]
        batch = batches.add(session, batches.Batch(0, "a.xlsx", "0" * 64, NOON, 1, {}), keys[:2])
        before = patterns.patterns(session, Span(TODAY, TODAY), 2)
        batches.undo(session, batch, NOON)
        after = patterns.patterns(session, Span(TODAY, TODAY), 2)
    assert (len(before), after) == (1, ())


def test_an_answer_is_read_back_as_it_was_given(house: Desk) -> None:
    mark = Mark(PatternKind.GOODS, "羊绒衫", Category.QUALITY)
    with taken_back(house) as session:
        patterns.add_answer(session, Answer(mark, frozenset({3, 1})), leads=False, why="同一批次", at=NOON, clerk=1)
        kept = patterns.answers(session)
    assert kept == (Answer(mark, frozenset({1, 3})),)
