"""The grounds of refusal and termination: Order 20 until 2026-04-14, Order 121 from 2026-04-15 (domain of the law)."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain.complaint import Complaint
from odrdesk.domain.dispute import Awaiting, Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import read
from odrdesk.domain.grounds import GroundOf, Grounds
from odrdesk.domain.guards import Act
from odrdesk.domain.law import Verified
from odrdesk.domain.parties import Clerk
from odrdesk.domain.steps import take
from odrdesk.domain.vocabulary import Role, State, Step

LAST_OF_20, FIRST_OF_121 = date(2026, 4, 14), date(2026, 4, 15)
OFFICER = Clerk(1, "Officer", frozenset({Role.OFFICER}))
KNOWN = Grounds.from_documents(
    tomllib.loads(path.read_text("utf-8")) for path in (Path(__file__).parents[2] / "resources/law").glob("*.toml")
)
HEAD = Clerk(2, "Head", frozenset({Role.SUPERVISOR}))


@pytest.mark.parametrize(
    ("of", "on", "count", "article"),
    [
        (GroundOf.REFUSAL, LAST_OF_20, 6, "第十五条"),
        (GroundOf.REFUSAL, FIRST_OF_121, 7, "第十六条"),
        (GroundOf.TERMINATION, LAST_OF_20, 7, "第二十一条"),
        (GroundOf.TERMINATION, FIRST_OF_121, 8, "第二十三条第一款"),
    ],
)
def test_the_day_decides_how_many_grounds_there_are(
    grounds: Grounds, of: GroundOf, on: date, count: int, article: str
) -> None:
    standing = grounds.all(of, on)
    assert [one.number for one in standing] == list(range(1, count + 1))
    assert all(article in one.source and one.words and one.words_en for one in standing)


def test_the_same_number_means_another_thing_under_the_new_order(grounds: Grounds) -> None:
    # Art. 15(6) of Order 20 is the residual clause; Art. 16(6) of Order 121 is impersonation.
    assert "其他情形" in grounds.one(GroundOf.REFUSAL, 6, LAST_OF_20).words
    assert "冒用" in grounds.one(GroundOf.REFUSAL, 6, FIRST_OF_121).words
    assert "四十五个工作日" in grounds.one(GroundOf.TERMINATION, 5, LAST_OF_20).words
    assert "六十日" in grounds.one(GroundOf.TERMINATION, 5, FIRST_OF_121).words


def test_what_is_known_only_from_copies_says_so(grounds: Grounds) -> None:
    assert grounds.one(GroundOf.REFUSAL, 1, LAST_OF_20).verified is Verified.VERIFIED
    assert grounds.one(GroundOf.REFUSAL, 1, FIRST_OF_121).verified is Verified.SECOND_HAND


@given(st.integers(0, 12), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.sampled_from(GroundOf))
def test_a_number_out_of_range_for_the_day_is_refused(number: int, on: date, of: GroundOf) -> None:
    highest = {GroundOf.REFUSAL: 6, GroundOf.TERMINATION: 7}[of] + (on >= FIRST_OF_121)
    if 1 <= number <= highest:
        assert KNOWN.one(of, number, on).number == number
        return
    with pytest.raises(Refusal) as no:
        KNOWN.one(of, number, on)
    assert (no.value.code, no.value.data["highest"]) == ("ground.not_in_force", highest)


def refusing(grounds: Grounds, on: date, clerk: Clerk = OFFICER) -> Act:
    at = datetime(on.year, on.month, on.day, 2, tzinfo=UTC)
    return Act(clerk, at, at, grounds=grounds)


def test_a_refusal_is_checked_by_the_day_of_the_act(grounds: Grounds) -> None:
    case = Dispute(1, "ODR-2026-00001", State.REGISTERED, Complaint())
    seventh = read(Step.REFUSE, {"ground": "7"})
    with pytest.raises(Refusal) as no:
        take(case, Step.REFUSE, seventh, refusing(grounds, LAST_OF_20))
    assert (no.value.code, no.value.field) == ("ground.not_in_force", "ground")
    assert take(case, Step.REFUSE, seventh, refusing(grounds, FIRST_OF_121)).waits


def test_a_ground_named_under_the_old_order_keeps_its_meaning_when_countersigned_later(grounds: Grounds) -> None:
    asked = Awaiting(Step.REFUSE, OFFICER.key, datetime(2026, 4, 14, 9, tzinfo=UTC), {"ground": 6, "why": "x"})
    case = replace(Dispute(1, "ODR-2026-00001", State.REGISTERED, Complaint()), awaiting=(asked,))
    done = take(case, Step.REFUSE, read(Step.REFUSE, {"ground": "6"}), refusing(grounds, FIRST_OF_121, HEAD)).case
    assert (done.state, done.refusal_ground, done.refusal_on) == (State.NOT_ACCEPTED, 6, LAST_OF_20)


def test_the_end_of_a_mediation_is_checked_by_the_day_it_ended(grounds: Grounds) -> None:
    case = Dispute(1, "ODR-2026-00001", State.EXT_MEDIATING, Complaint())
    eighth = {"ground": "8", "on": LAST_OF_20.isoformat()}
    with pytest.raises(Refusal) as no:
        take(case, Step.EXT_TERMINATED, read(Step.EXT_TERMINATED, eighth), refusing(grounds, FIRST_OF_121))
    assert no.value.code == "ground.not_in_force"
    told = read(Step.EXT_TERMINATED, eighth | {"on": FIRST_OF_121.isoformat()})
    ended = take(case, Step.EXT_TERMINATED, told, refusing(grounds, FIRST_OF_121)).case
    assert (ended.state, ended.external_ground, ended.external_ended_on) == (State.EXT_DONE, 8, FIRST_OF_121)
