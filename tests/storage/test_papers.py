import hashlib
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.exc import IntegrityError

from odrdesk.domain.dispute import Dispute, PaperMark
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services.desk import Desk
from odrdesk.storage import disputes, papers
from odrdesk.storage.papers import Paper

KIND = PaperKind.SETTLEMENT_NOTICE
SERIES = "No #"


@pytest.fixture
def issue(desk: Desk, put: Callable[[Dispute], Dispute], simple: Dispute, noon: datetime) -> Callable[[bytes], Paper]:
    case = put(simple)

    def store(pdf: bytes) -> Paper:
        with desk.writing() as session:
            place = papers.next_place(session, SERIES, 2026)
            mark = PaperMark(0, KIND, f"No {place.seq}", noon)
            return papers.add(session, case.key, mark, pdf, {"total": 62900}, place=place, pages=2, core="c")

    return store


def test_an_issued_paper_keeps_its_bytes_hash_and_facts(desk: Desk, issue: Callable[[bytes], Paper]) -> None:
    paper = issue(b"%PDF-1")
    assert (paper.mark.number, paper.seq, paper.pages, paper.copy) == ("No 1", 1, 2, "consumer")
    assert (paper.sha256, paper.facts) == (hashlib.sha256(b"%PDF-1").hexdigest(), {"total": 62900})
    with desk.reading() as session:
        assert papers.pdf(session, paper.mark.key) == b"%PDF-1"
        assert papers.by_hash(session, paper.sha256) == paper == papers.get(session, paper.mark.key)
        assert papers.by_hash(session, "0" * 64) is None
        assert papers.of_dispute(session, paper.dispute) == (paper,)
        assert disputes.load_key(session, paper.dispute).papers == (paper.mark,)
        assert papers.verify(session) == ()


def test_numbers_have_no_gap_when_an_issue_fails(desk: Desk, issue: Callable[[bytes], Paper]) -> None:
    issue(b"1")

    def fail() -> None:
        with desk.writing() as session:
            assert papers.next_place(session, SERIES, 2026) == (SERIES, 2026, 2)
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert issue(b"2").seq == 2
    with desk.writing() as session:
        assert papers.next_place(session, SERIES, 2027).seq == 1
        assert papers.next_place(session, "Other #", 2026).seq == 1


def test_a_void_paper_keeps_its_number_and_is_void_once(
    desk: Desk, issue: Callable[[bytes], Paper], noon: datetime
) -> None:
    key = issue(b"1").mark.key
    with desk.writing() as session:
        (gone,) = papers.void(session, key, noon, "misprint")
    assert (gone.mark.void, gone.void_at, gone.void_why) == (True, noon, "misprint")
    assert issue(b"2").seq == 2
    with pytest.raises(Refusal, match=r"paper\.void_already"), desk.writing() as session:
        papers.void(session, key, noon, "again")
    with pytest.raises(Refusal, match=r"paper\.unknown"), desk.reading() as session:
        papers.pdf(session, 99)


@pytest.mark.parametrize(
    "statement", ["UPDATE paper_file SET pdf = x'00'", "DELETE FROM paper_file", "DELETE FROM paper"]
)
def test_the_database_itself_keeps_issued_papers(desk: Desk, issue: Callable[[bytes], Paper], statement: str) -> None:
    issue(b"1")
    with pytest.raises(IntegrityError), desk.writing() as session:
        session.connection().exec_driver_sql(statement)


def test_a_changed_or_missing_paper_is_found(desk: Desk, issue: Callable[[bytes], Paper]) -> None:
    first, second = issue(b"1").mark.key, issue(b"2").mark.key
    with desk.writing() as session:
        connection = session.connection()
        for name in ("paper_file_no_update", "paper_file_no_delete", "paper_no_delete"):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("DELETE FROM paper_file WHERE paper = ?", (first,))
        connection.exec_driver_sql("DELETE FROM paper WHERE id = ?", (first,))
        connection.exec_driver_sql("UPDATE paper_file SET pdf = x'00'")
    with desk.reading() as session:
        assert [found.code for found in papers.verify(session)] == ["paper.damaged", "paper.number_missing"]
        with pytest.raises(Fault, match=r"paper\.damaged"):
            papers.pdf(session, second)
