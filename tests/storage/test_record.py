import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from odrdesk.domain.errors import Refusal
from odrdesk.domain.record import Entry
from odrdesk.services.desk import Desk
from odrdesk.storage import record, schema

EARLIER = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def told(desk: Desk, noon: datetime) -> Desk:
    """A desk whose record has six entries."""
    with desk.writing() as session:
        for place in range(5):
            record.append(session, Entry("probe.act", noon, desk.clerk.key, facts={"place": place}, why="张某"))
    return desk


def _findings(desk: Desk) -> list[tuple[str, object]]:
    with desk.reading() as session:
        return [(found.code, found.data["seq"]) for found in record.verify(session, desk.house.key)]


def _without_triggers(desk: Desk, *statements: str) -> None:
    with desk.writing() as session:
        connection = session.connection()
        for name in schema.TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_entries_come_back_in_the_order_of_writing(told: Desk, noon: datetime) -> None:
    with told.reading() as session:
        found = record.entries(session)
        assert [one.seq for one in found] == [1, 2, 3, 4, 5, 6]
        assert found[3].entry == Entry("probe.act", noon, told.clerk.key, None, {"place": 2}, "张某")
        assert (found[3].written_at, found[3].clerk_name, found[3].erased) == (noon, told.clerk.name, False)
        assert [one.seq for one in record.latest(session, 2)] == [6, 5]
        assert [one.seq for one in record.entries(session, after=4, limit=1)] == [5]
    assert _findings(told) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record SET act = 'x' WHERE seq = 3",
        "DELETE FROM record WHERE seq = 3",
        (
            "INSERT OR REPLACE INTO record SELECT seq, 'x', at, written_at, clerk, dispute, commitment, prev, mac "
            "FROM record WHERE seq = 3"
        ),
        (
            "INSERT INTO record SELECT 99, act, at, written_at, clerk, dispute, commitment, prev, mac "
            "FROM record WHERE seq = 3"
        ),
        (
            "INSERT INTO record SELECT 7, act, at, written_at, clerk, dispute, commitment, prev, mac "
            "FROM record WHERE seq = 3"
        ),
        "UPDATE payload SET body = '{}' WHERE seq = 3",
        "DELETE FROM payload WHERE seq = 3",
        "INSERT OR REPLACE INTO payload VALUES (3, x'00', '{}')",
    ],
)
def test_the_database_itself_refuses_to_alter_the_record(told: Desk, statement: str) -> None:
    with pytest.raises(IntegrityError), told.writing() as session:
        session.connection().exec_driver_sql(statement)
    assert _findings(told) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE record SET act = 'x' WHERE seq = 3", [("record.altered", 3)]),
        ("UPDATE record SET at = '2020-01-01T00:00:00Z' WHERE seq = 3", [("record.altered", 3)]),
        ("UPDATE record SET clerk = NULL WHERE seq = 3", [("record.altered", 3)]),
        ("UPDATE record SET commitment = zeroblob(32) WHERE seq = 3",
         [("record.altered", 3), ("record.payload_altered", 3)]),
        ("UPDATE payload SET body = '{\"facts\":{},\"why\":null}' WHERE seq = 3", [("record.payload_altered", 3)]),
        ("DELETE FROM payload WHERE seq = 3", [("record.payload_altered", 3)]),
        ("UPDATE record SET mac = zeroblob(32) WHERE seq = 3", [("record.altered", 3), ("record.link", 4)]),
    ],
)  # fmt: skip
def test_whoever_gets_around_the_triggers_is_found_out(
    told: Desk, statement: str, found: list[tuple[str, object]]
) -> None:
    _without_triggers(told, statement)
    assert _findings(told) == found


def test_a_missing_entry_is_found(told: Desk) -> None:
    _without_triggers(told, "DELETE FROM payload WHERE seq = 3", "DELETE FROM record WHERE seq = 3")
    assert _findings(told) == [("record.gap", 3)]


def test_two_entries_that_change_places_are_found(told: Desk) -> None:
    _without_triggers(
        told,
        "PRAGMA defer_foreign_keys = ON",
        "UPDATE record SET seq = 99 WHERE seq = 3",
        "UPDATE record SET seq = 3 WHERE seq = 4",
        "UPDATE record SET seq = 4 WHERE seq = 99",
    )
    assert {"record.link", "record.altered"} <= {code for code, _ in _findings(told)}


def test_a_chain_made_anew_with_another_key_is_found(told: Desk) -> None:
    with told.reading() as session:
        assert len(list(record.verify(session, bytes(32)))) == 6


def test_erasing_takes_the_words_and_keeps_the_chain(told: Desk) -> None:
    with told.writing() as session:
        record.erase(session, 3)
    with told.reading() as session:
        erased = record.entries(session)[2]
        assert (erased.erased, erased.entry.facts, erased.entry.why) == (True, {}, None)
        kept = session.connection().exec_driver_sql("SELECT salt, body FROM payload WHERE seq = 3").one()
        assert tuple(kept) == (None, None)
    assert _findings(told) == []


def test_erasing_what_is_not_there_is_refused(told: Desk) -> None:
    with pytest.raises(Refusal, match=re.escape("record.unknown")), told.writing() as session:
        record.erase(session, 99)


def test_an_entry_before_the_last_one_is_no_finding(told: Desk) -> None:
    early = replace(told, clock=lambda: EARLIER)
    with early.writing() as session:
        record.append(session, Entry("probe.act", EARLIER, early.clerk.key))
    assert _findings(told) == []


def test_an_entry_is_gone_with_its_transaction(told: Desk, noon: datetime) -> None:
    def fail(session: Session) -> None:
        record.append(session, Entry("probe.act", noon))
        raise LookupError

    _expect(LookupError, told, fail)
    with told.reading() as session:
        assert record.head(session).seq == 6


def _expect(error: type[Exception], desk: Desk, act: Callable[[Session], None]) -> None:
    with pytest.raises(error), desk.writing() as session:
        act(session)
