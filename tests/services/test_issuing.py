"""Numbers of papers, their copies, printing and reprints; on one settled case after another."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from pypdf import PdfReader

from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.paper_vocabulary import PaperStage
from odrdesk.domain.parties import ContactPoint
from odrdesk.domain.vocabulary import PaperKind, Role, Stars, Step
from odrdesk.services import (
    cases,
    clerks,
    contact_points,
    paper_numbers,
    paper_settings,
    papers,
    past,
    proof,
    upkeep,
)
from odrdesk.services.desk import Desk, create, open_desk
from odrdesk.storage import schema
from odrdesk.storage.migrations import carried
from tests.services.test_papers import ACCEPTANCE, AGREEMENT, NOTICE, RECEIVED, Hand, opened, settled, take


@pytest.fixture
def clock() -> Hand:
    return Hand(RECEIVED)


@pytest.fixture
def desk(tmp_path: Path, clock: Hand) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦江消费维权联络点", practice=True, clock=clock, owner="陈经理")
    yield made
    made.close(backup=False)


def accepted(desk: Desk, clock: Hand, channel_no: str = "3101150000000202609301234") -> str:
    number = opened(desk, channel_no)
    clock.set(8)
    take(desk, number, Step.ACCEPT)
    return number


def flat(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def code(act: object) -> str:
    with pytest.raises((Refusal, Fault)) as no:
        act()  # type: ignore[operator]
    return no.value.code


# Numbers and copies


def test_the_copies_of_one_paper_share_number_and_moment(desk, clock) -> None:
    number = accepted(desk, clock)
    first = papers.issue(desk, number, ACCEPTANCE).value
    clock.set(9)
    others = [papers.issue(desk, number, ACCEPTANCE, copy=copy).value for copy in ("merchant", "desk")]
    assert {first.number, *(one.number for one in others)} == {"消受〔2026〕第0001号"}
    assert len({first.sha256, *(one.sha256 for one in others)}) == 3
    kept = cases.view(desk, number)
    assert len({paper.mark.issued_at for paper in kept.papers}) == 1
    assert {paper.seq for paper in kept.papers} == {1}
    last = kept.record[-1].entry
    assert last.at == clock.at
    assert last.facts["issued_at"] == kept.papers[0].mark.issued_at.isoformat()
    assert "张小明" not in flat(others[0].pdf)
    assert papers.issue(desk, number, ACCEPTANCE, copy="merchant").value.again
    assert upkeep.check(desk) == ()


def test_new_facts_take_a_new_number_and_their_copies_join_it(desk, clock) -> None:
    number = accepted(desk, clock)
    papers.issue(desk, number, ACCEPTANCE)
    # The masked copy would look the same: what is hidden from the merchant still makes another paper.
    take(desk, number, Step.CORRECT, field="consumer.phone", value="13812349978", why="记错")
    merchant = papers.issue(desk, number, ACCEPTANCE, copy="merchant").value
    consumer = papers.issue(desk, number, ACCEPTANCE).value
    assert merchant.number == consumer.number == "消受〔2026〕第0002号"


def test_voiding_ends_the_paper_with_all_its_copies(desk, clock) -> None:
    number = accepted(desk, clock)
    first = papers.issue(desk, number, ACCEPTANCE).value
    papers.issue(desk, number, ACCEPTANCE, copy="merchant")
    clock.set(9)
    papers.void(desk, first.id, "期限写错")
    view = cases.view(desk, number)
    assert [paper.mark.void for paper in view.papers] == [True, True]
    assert view.record[-1].entry.facts["copies"] == ["consumer", "merchant"]
    assert papers.issue(desk, number, ACCEPTANCE, copy="merchant").value.number == "消受〔2026〕第0002号"
    (register,) = paper_numbers.register(desk, 2026)
    assert (register.series, register.first, register.last, register.missing) == ("消受〔2026〕第#号", 1, 2, ())
    assert [(one.number, one.why, one.case) for one in register.void] == [("消受〔2026〕第0001号", "期限写错", number)]
    assert register.valid == 1
    assert upkeep.check(desk) == ()
    # The past knows both copies as they were.
    then = past.as_of(desk, number, clock.at - timedelta(hours=1))
    assert [paper.mark.void for paper in then.view.papers] == [False, False]


def test_the_year_is_that_of_the_day_in_shanghai(desk, clock) -> None:
    number = accepted(desk, clock)
    clock.at = clock.at.replace(month=12, day=31, hour=15, minute=59)
    assert papers.issue(desk, number, ACCEPTANCE).value.number == "消受〔2026〕第0001号"
    papers.void(desk, 1, "重出")
    clock.at += timedelta(minutes=1)
    assert papers.issue(desk, number, ACCEPTANCE).value.number == "消受〔2027〕第0001号"


def test_templates_count_by_kind_and_contact_point_and_prefixes_by_station(desk, clock) -> None:
    contact_points.add(desk, ContactPoint("陆家嘴联络点", next(iter(Stars))))
    paper_numbers.change_numbering(desk, kind=ACCEPTANCE, point="陆家嘴联络点", prefix="陆消受")
    paper_numbers.change_numbering(desk, point="陆家嘴联络点", template="{prefix}〔{year}〕{seq}号")
    shown = {(one.kind, one.point): one.example for one in paper_numbers.numbering(desk)}
    assert shown[ACCEPTANCE, None] == "消受〔2026〕第0001号"
    assert shown[ACCEPTANCE, "陆家嘴联络点"] == "陆消受〔2026〕1号"
    assert shown[NOTICE, "陆家嘴联络点"] == "消和〔2026〕1号"
    number = accepted(desk, clock)
    paper_numbers.change_station(desk, "甲")
    assert papers.issue(desk, number, ACCEPTANCE).value.number == "甲消受〔2026〕第0001号"
    assert paper_numbers.station_of(desk) == "甲"
    assert [paper.mark.number for paper in cases.view(desk, number).papers] == ["甲消受〔2026〕第0001号"]


def test_settings_that_would_repeat_a_number_are_not_kept(desk, clock) -> None:
    change = paper_numbers.change_numbering
    assert code(lambda: change(desk, template="{prefix}第{seq}号")) == "paper.number_needs_year"
    assert code(lambda: change(desk, prefix="消和")) == "paper.number_prefix_kind"
    assert code(lambda: change(desk, point="没有的联络点", template="{prefix}〔{year}〕{seq}号")) == "point.unknown"
    change(desk, kind=NOTICE, template="A-{seq}-{year}")
    assert code(lambda: change(desk, kind=AGREEMENT, template="A-{year}-{seq}")) == "paper.number_collides"
    assert {one.kind: one.template for one in paper_numbers.numbering(desk)}[AGREEMENT].startswith("{prefix}")
    clerks.add(desk, "专员", [Role.OFFICER])
    assert code(lambda: change(desk.acting_as("专员"), template="{prefix}〔{year}〕{seq}")) == "step.role"


def test_two_kinds_with_one_prefix_share_one_counter(desk, clock) -> None:
    paper_numbers.change_numbering(desk, kind=AGREEMENT, prefix="消")
    paper_numbers.change_numbering(desk, kind=NOTICE, prefix="消")
    number = settled(desk, clock)
    numbers = [papers.issue(desk, number, kind).value.number for kind in (AGREEMENT, NOTICE)]
    assert numbers == ["消〔2026〕第0001号", "消〔2026〕第0002号"]
    assert upkeep.check(desk) == ()


def test_a_series_may_begin_where_the_paper_book_ended(desk, clock) -> None:
    assert paper_numbers.begin_at(desk, ACCEPTANCE, 124).value == "消受〔2026〕第0124号"
    number = accepted(desk, clock)
    assert papers.issue(desk, number, ACCEPTANCE).value.number == "消受〔2026〕第0124号"
    assert code(lambda: paper_numbers.begin_at(desk, ACCEPTANCE, 200)) == "paper.number_begun"
    assert code(lambda: paper_numbers.begin_at(desk, NOTICE, 0)) == "paper.number_first"
    assert upkeep.check(desk) == ()


# Printing


def test_the_first_printing_is_the_original_and_later_ones_are_marked(desk, clock) -> None:
    number = accepted(desk, clock)
    key = papers.issue(desk, number, ACCEPTANCE).value.id
    (first,) = papers.print_job(desk, [key]).papers
    assert (first.turn, first.content, first.settings.copies) == (0, papers.pdf_of(desk, key), 2)
    papers.printed(desk, key, "HP LaserJet", 2, first.pages)
    (second,) = papers.print_job(desk, [key, key]).papers
    assert (second.turn, second.content[: len(first.content)]) == (1, first.content)
    assert second.name.endswith("_副本1.pdf")
    text = flat(second.content)
    assert text.count("副本1") == 2 * second.pages
    assert flat(first.content).replace("样本", "") in text.replace("副本1", "").replace("样本", "")
    assert papers.print_job(desk, [key]).papers[0].content == second.content
    papers.printed(desk, key, "HP LaserJet", 1, second.pages)
    assert papers.print_job(desk, [key]).papers[0].turn == 2
    assert papers.pdf_of(desk, key) == first.content
    life = papers.history(desk, key).life
    assert [(one.turn, one.printer, one.copies) for one in life.prints] == [
        (0, "HP LaserJet", 2),
        (1, "HP LaserJet", 1),
    ]
    assert life.prints[1].sha256 == second.sha256 == hashlib.sha256(second.content).hexdigest()
    entry = cases.view(desk, number).record[-1].entry
    assert (entry.act, entry.facts["turn"], entry.facts["number"]) == ("paper.print", 1, first.number)
    assert upkeep.check(desk) == ()


def test_a_reprint_to_a_file_counts_and_is_known_again(desk, clock) -> None:
    key = papers.issue(desk, accepted(desk, clock), ACCEPTANCE).value.id
    assert papers.reprint(desk, key).value.turn == 0
    again = papers.reprint(desk, key).value
    assert again.turn == 1
    seen = proof.examine(desk, again.content)
    assert (seen.genuine, seen.cautions[0].code) == (True, "proof.reprint")
    # What was never logged is no reprint of ours.
    assert not proof.examine(desk, again.content + b"\n").genuine


def test_a_changed_file_refuses_to_print_and_is_named(desk, clock) -> None:
    number = accepted(desk, clock)
    whole = papers.issue(desk, number, ACCEPTANCE).value
    changed = papers.issue(desk, number, ACCEPTANCE, copy="merchant").value
    with desk.writing() as session:
        connection = session.connection()
        connection.exec_driver_sql("DROP TRIGGER paper_file_no_update")
        connection.exec_driver_sql(
            "UPDATE paper_file SET pdf = CAST(pdf || 'x' AS BLOB) WHERE paper = ?", (changed.id,)
        )
    with pytest.raises(Fault) as broken:
        papers.print_job(desk, [whole.id, changed.id])
    assert (broken.value.code, broken.value.data["number"]) == ("paper.damaged", changed.number)
    assert [one.code for one in upkeep.check(desk)][:2] == ["database.trigger_missing", "paper.damaged"]


def test_what_may_not_be_printed_or_logged(desk, clock) -> None:
    key = papers.issue(desk, accepted(desk, clock), ACCEPTANCE).value.id
    for copies, pages in ((0, 1), (1, 0), (100, 1), (1, 99)):
        assert code(partial(papers.printed, desk, key, "P", copies, pages)) == "paper.print_counts"
    assert code(lambda: papers.print_job(desk, [99])) == "paper.unknown"
    clerks.add(desk, "报送", [Role.REPORTER])
    assert code(lambda: papers.print_job(desk.acting_as("报送"), [key])) == "clerk.not_allowed"
    papers.void(desk, key, "错")
    assert code(lambda: papers.print_job(desk, [key])) == "paper.print_void"
    assert code(lambda: papers.printed(desk, key, "P")) == "paper.print_void"


def test_each_kind_remembers_copies_sides_and_printer(desk) -> None:
    kind = PaperKind.SETTLEMENT_AGREEMENT
    assert paper_settings.print_settings(desk, kind) == paper_settings.PrintSettings(2, duplex=False, printer="")
    paper_settings.set_print_settings(desk, kind, copies=3, duplex=True)
    clerks.add(desk, "登记", [Role.INTAKE])
    clerk = desk.acting_as("登记")
    paper_settings.set_print_settings(clerk, kind, printer="针式")
    assert paper_settings.print_settings(desk, kind) == paper_settings.PrintSettings(3, duplex=True, printer="针式")
    assert paper_settings.print_settings(desk, NOTICE).copies == 2
    assert code(lambda: paper_settings.set_print_settings(clerk, kind, copies=1)) == "clerk.not_allowed"
    assert code(lambda: paper_settings.set_print_settings(desk, kind, copies=21)) == "paper.copies_usual"


def test_the_stages_follow_what_was_done(desk, clock) -> None:
    number = accepted(desk, clock)
    key = papers.issue(desk, number, ACCEPTANCE).value.id
    own = papers.issue(desk, number, ACCEPTANCE, copy="desk").value.id
    assert [(one.key, one.stage) for one in papers.queue(desk)] == [
        (key, PaperStage.WAITING_PRINT),
        (own, PaperStage.WAITING_PRINT),
    ]
    for one in (key, own):
        papers.printed(desk, one, "P")
    stages = {one.key: one.stage for one in papers.listed(desk, number).rows}
    assert stages == {key: PaperStage.WAITING_RECEIPT, own: PaperStage.DONE}
    assert papers.counts(desk)[PaperStage.WAITING_RECEIPT] == 1
    (waiting,) = papers.queue(desk)
    assert (waiting.case, waiting.consumer, waiting.prints) == (number, "张*明", 1)


ISSUER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services import papers
from odrdesk.services.desk import open_desk

for number in sys.argv[2:]:
    desk = open_desk(Path(sys.argv[1]), clock=lambda: datetime(2026, 10, 8, 2, tzinfo=UTC), wait=120)
    for copy in ("consumer", "desk"):
        papers.issue(desk, number, PaperKind.ACCEPTANCE_NOTICE, copy=copy)
    desk.close(backup=False)
"""


def test_processes_that_issue_at_once_leave_no_gap_and_give_no_number_twice(tmp_path, clock) -> None:
    desk = create(tmp_path / "desk", "练习台", practice=True, clock=clock)
    numbers = [accepted(desk, clock, str(place)) for place in range(4)]
    desk.close(backup=False)
    words = [sys.executable, "-c", ISSUER, str(tmp_path / "desk")]
    running = [subprocess.Popen([*words, *numbers[place::2]]) for place in range(2)]
    assert [process.wait(150) for process in running] == [0, 0]
    desk = open_desk(tmp_path / "desk", clock=clock)
    rows = papers.listed(desk).rows
    assert sorted({row.number for row in rows}) == [f"消受〔2026〕第{n:04d}号" for n in (1, 2, 3, 4)]
    assert len({(row.case, row.number) for row in rows}) == 4
    assert upkeep.check(desk) == ()
    desk.close(backup=False)


def test_papers_of_version_1_keep_their_numbers_and_the_series_goes_on(tmp_path, clock) -> None:
    # The tables as version 1 left them: no series, no core, a number for each copy.
    desk = create(tmp_path / "desk", "练习台", practice=True, clock=clock)
    number = accepted(desk, clock)
    first = papers.issue(desk, number, ACCEPTANCE).value
    with desk.writing() as session:
        connection = session.connection()
        connection.exec_driver_sql("DROP TRIGGER paper_as_issued")
        connection.exec_driver_sql("UPDATE paper SET series = NULL, core = NULL, stage = 'done'")
        connection.exec_driver_sql("DELETE FROM series WHERE name LIKE 'paper:%'")
        with Operations.context(MigrationContext.configure(connection)):
            carried.papers()
        schema.make_triggers(connection)
    assert upkeep.check(desk) == ()
    assert papers.issue(desk, number, ACCEPTANCE).value.number == first.number
    assert papers.issue(desk, number, ACCEPTANCE, copy="merchant").value.number == first.number
    papers.void(desk, first.id, "错")
    assert papers.issue(desk, number, ACCEPTANCE).value.number == "消受〔2026〕第0002号"
    assert upkeep.check(desk) == ()
    desk.close(backup=False)


def test_the_list_of_100_000_papers_asks_an_index(desk, clock) -> None:
    accepted(desk, clock)
    with desk.reading() as session:
        connection = session.connection()
        for query in (
            "SELECT stage, count(*) FROM paper GROUP BY stage",
            "SELECT id FROM paper WHERE stage = 'waiting_print' ORDER BY issued_at, id LIMIT 500",
            "SELECT id FROM paper WHERE stage = 'done' ORDER BY issued_at DESC, id DESC LIMIT 500",
        ):
            plan = " ".join(str(row[-1]) for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN " + query))
            assert "COVERING INDEX paper_by_stage" in plan
            assert "TEMP B-TREE" not in plan
