"""Settings, drafts, clerks, imported sheets and calendars: small things that are simply kept."""

from datetime import datetime, timedelta

import pytest

from odrdesk.domain.errors import Refusal
from odrdesk.domain.listing import Listing, Order, parse
from odrdesk.domain.parties import Clerk
from odrdesk.domain.vocabulary import Role
from odrdesk.services.desk import Desk
from odrdesk.storage import batches, calendars, drafts, parties, settings, views
from odrdesk.storage.batches import Batch
from odrdesk.storage.drafts import Draft


def test_settings_are_kept_replaced_and_taken_away(desk: Desk) -> None:
    with desk.writing() as session:
        settings.put(session, "letter.head", {"lines": ["甲", None, 1, True]})
        settings.put(session, "window", 1)
        settings.put(session, "window", 2)
        settings.put(session, "gone", 1)
        settings.put(session, "gone", None)
    with desk.reading() as session:
        assert settings.get(session, "letter.head") == {"lines": ["甲", None, 1, True]}
        assert settings.get(session, "gone", "default") == "default"
        assert settings.all_of(session) == {"letter.head": {"lines": ["甲", None, 1, True]}, "window": 2}
        assert settings.all_of(session, "letter.") == {"letter.head": {"lines": ["甲", None, 1, True]}}


def test_drafts_are_kept_for_their_clerk_newest_first(desk: Desk, noon: datetime) -> None:
    later = noon + timedelta(seconds=1)
    with desk.writing() as session:
        first = drafts.save(session, Draft(0, "complaint", 1, {"facts": "半"}, noon))
        second = drafts.save(session, Draft(0, "step", None, {}, noon))
        assert drafts.save(session, Draft(first, "complaint", 1, {"facts": "半句"}, later)) == first
    with desk.reading() as session:
        assert [one.key for one in drafts.drafts(session)] == [first, second]
        assert drafts.drafts(session, clerk=1) == (Draft(first, "complaint", 1, {"facts": "半句"}, later),)
        assert [one.key for one in drafts.drafts(session, kind="step")] == [second]


def test_a_draft_that_was_discarded_is_kept_anew_when_it_is_saved_again(desk: Desk, noon: datetime) -> None:
    with desk.writing() as session:
        key = drafts.save(session, Draft(0, "complaint", 1, {}, noon))
        drafts.discard(session, key)
        assert drafts.drafts(session) == ()
        drafts.save(session, Draft(key, "complaint", 1, {"facts": "x"}, noon))
        assert [one.values for one in drafts.drafts(session)] == [{"facts": "x"}]


def test_clerks_are_known_by_name_and_by_key(desk: Desk) -> None:
    with desk.writing() as session:
        added = parties.add_clerk(session, "小王", [Role.OFFICER, Role.FINANCE])
    assert added == Clerk(2, "小王", frozenset({Role.OFFICER, Role.FINANCE}))
    with desk.reading() as session:
        assert parties.clerks(session) == (desk.clerk, added)
        assert parties.clerk(session, "小王") == parties.clerk_of(session, 2) == added
        assert parties.owner(session) == desk.clerk
        with pytest.raises(Refusal) as refused:
            parties.clerk(session, "小李")
        assert refused.value.data == {"name": "小李", "known": [desk.clerk.name, "小王"]}
        with pytest.raises(Refusal, match=r"clerk\.unknown"):
            parties.clerk_of(session, 9)
    with pytest.raises(Refusal, match=r"clerk\.taken"), desk.writing() as session:
        parties.add_clerk(session, "小王", [Role.INTAKE])


def test_an_import_remembers_what_it_brought(desk: Desk, put: object, simple: object, noon: datetime) -> None:
    key = put(simple).key
    with desk.writing() as session:
        made = batches.add(session, Batch(0, "a.xlsx", "ab", noon, 1, {"rows": 1}), [key])
        empty = batches.add(session, Batch(0, "b.xlsx", "ab", noon, None, {}), [])
    with desk.reading() as session:
        assert batches.get(session, made) == Batch(made, "a.xlsx", "ab", noon, 1, {"rows": 1})
        assert (batches.disputes_of(session, made), batches.disputes_of(session, empty)) == ((key,), ())
        assert batches.by_hash(session, "ab") == batches.get(session, empty)
        assert batches.by_hash(session, "cd") is None
        with pytest.raises(Refusal, match=r"batch\.unknown"):
            batches.get(session, 99)


def test_an_imported_calendar_stands_in_place_of_the_one_brought_along(desk: Desk, noon: datetime) -> None:
    days = [f"2027-{day}" for day in ("01-01", "05-01", "05-02", "10-01", "10-02", "10-03")]
    document = {"year": 2027, "number": "No. 1", "title": "probe", "off": days, "work": ["2027-01-09"]}
    before = desk.calendar.table(2027)
    assert before is not None
    assert before.provisional
    with desk.writing() as session:
        calendars.put(session, 2027, {**document, "title": "earlier"}, noon)
        calendars.put(session, 2027, document, noon)
    desk.refresh_calendar()
    table = desk.calendar.table(2027)
    assert table is not None
    assert (table.title, table.provisional) == ("probe", False)
    with desk.reading() as session:
        assert calendars.documents(session) == (document,)


def test_a_saved_list_comes_back_as_it_was(desk: Desk) -> None:
    mine = Listing(parse("open=yes due<=today+3 officer=me").where, "牛皮 鞋", Order("amount", down=True))
    with desk.writing() as session:
        views.save(session, "first", Listing())
        views.save(session, "mine", Listing())
        views.save(session, "mine", mine)
        views.save(session, "gone", mine)
        views.discard(session, "gone")
    with desk.reading() as session:
        assert views.views(session) == {"first": Listing(), "mine": mine}
