"""The demonstration, made on Monday 2026-11-23 at 15:00: what is in it, and that a second time changes nothing."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from pypdf import PdfReader

from odrdesk.domain import minors
from odrdesk.domain.fund_vocabulary import Lane, PrepayState
from odrdesk.domain.identity import check_id, check_phone, check_uscc
from odrdesk.domain.listing import Listing, Order, parse
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import PaperKind, Role, State, Step
from odrdesk.domain.workdays import SHANGHAI, day_of
from odrdesk.services import cases, demo, drafts, fund, lists, prepayments, tags, upkeep
from odrdesk.services.books import known_calendar
from odrdesk.services.demo import Made
from odrdesk.services.demo_script import read
from odrdesk.services.desk import Desk, open_desk

MONDAY = datetime(2026, 11, 23, 15, tzinfo=SHANGHAI)
SUNDAY = datetime(2026, 11, 22, 10, tzinfo=SHANGHAI)
MIDNIGHT = datetime(2026, 10, 8, 0, 5, tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return demo.make(tmp_path_factory.mktemp("demo"), lambda: MONDAY)


@pytest.fixture(scope="module")
def made_on_sunday(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Made on a day off, where an earlier making was interrupted."""
    folder = tmp_path_factory.mktemp("sunday")
    (folder / "desk.new").mkdir()
    (folder / "desk.new" / "odr.db").write_bytes(b"half")
    return demo.make(folder, lambda: SUNDAY)


@pytest.fixture(scope="module")
def desk(made: Made) -> Iterator[Desk]:
    desk = open_desk(made.desk_path, clock=lambda: MONDAY, writing=False)
    yield desk
    desk.close(backup=False)


def rows(desk: Desk, listing: Listing) -> dict[str, lists.DueRow]:
    """The rows of a list by their goods."""
    return {each.row.goods: each for each in lists.rows(desk, lists.opening(desk, listing, 500).ids)}


def numbers(desk: Desk, where: str) -> list[str]:
    return [each.row.number for each in lists.rows(desk, lists.opening(desk, parse(where), 500).ids)]


def test_every_state_but_the_draft_occurs_at_least_twice(made: Made) -> None:
    assert {state for state in State if made.states.get(state, 0) < 2} == {State.DRAFT}


def test_it_holds_its_cases_and_those_of_the_sheet(made: Made) -> None:
    assert made.cases == 60 + 9 + 12
    assert not made.kept


def test_the_desk_has_nothing_wrong_with_it(desk: Desk) -> None:
    assert upkeep.check(desk) == ()


def test_it_is_a_practice_desk_at_todays_clock(desk: Desk) -> None:
    assert desk.practice
    assert desk.today() == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("goods", "day"),
    [
        # 12315, pushed 11-06: 9 10 11 12 13 16 17 18 19 20
        ("100% 山羊绒", date(2026, 11, 20)),
        # by phone, registered 11-05, the point's own ten working days
        ("可视空气炸锅", date(2026, 11, 19)),
        # 12315, pushed 11-09
        ("智能手表", date(2026, 11, 23)),
        # merchant asked on 11-19, two working days
        ("淡水珍珠项链", date(2026, 11, 23)),
        # transferred to the regulator on 11-12, seven working days
        ("轻便折叠婴儿推车", date(2026, 11, 23)),
        # 12315, pushed 11-10
        ("90 白鸭绒", date(2026, 11, 24)),
        # accepted 11-17, plan within five working days of the 17th
        ("降噪蓝牙耳机", date(2026, 11, 24)),
        # accepted by the regulator on 10-16: 60 days end on 12-15; the appraisal of 10-22 to 11-10 puts off 19 days,
        # to Sunday 01-03, and that to the Monday
        ("空气炸锅 4.5L", date(2027, 1, 4)),
    ],
)
def test_deadlines_stand_where_the_law_puts_them(desk: Desk, goods: str, day: date) -> None:
    found = [each.row.due for name, each in rows(desk, parse("open=yes")).items() if name.startswith(goods)]
    assert found == [day]


def test_the_board_has_cases_late_due_today_and_tomorrow(desk: Desk) -> None:
    board = lists.board(desk)
    assert board.tiles.overdue >= 3
    assert board.tiles.today >= 3
    tomorrow = [each for each in board.rows if each.left == 1]
    assert len(tomorrow) >= 3


def test_the_clerks_each_have_work(desk: Desk) -> None:
    officers = {each.row.officer for each in rows(desk, Listing()).values()}
    assert officers >= {"陈晓雯", "周启航", "吴倩"}


def test_a_refusal_waits_for_the_second_person(desk: Desk) -> None:
    (number,) = [number for number in numbers(desk, "state=registered") if cases.view(desk, number).case.awaiting]
    assert [one.step for one in cases.view(desk, number).case.awaiting] == [Step.REFUSE]


def test_refused_ones_were_signed_by_two_people(desk: Desk) -> None:
    refused = [cases.view(desk, number) for number in numbers(desk, "state=not_accepted")]
    signed = [[one.clerk_name for one in view.record if "refuse" in one.entry.act] for view in refused]
    assert ["周启航", "顾明谦"] in signed


def test_a_breach_was_followed_by_a_second_settlement(desk: Desk) -> None:
    found = [cases.view(desk, number).case for number in numbers(desk, "state=settled")]
    assert [case.settlement.number for case in found if case.settlement and case.settlement.number > 1] == [2]


def test_one_case_was_opened_again(desk: Desk) -> None:
    assert sum(cases.view(desk, number).case.reopen_count for number in numbers(desk, "state=negotiating")) == 1


def test_the_child_is_twelve_and_its_guardian_consented(desk: Desk) -> None:
    (number,) = [each.row.number for each in rows(desk, Listing()).values() if each.row.consumer == "沈一诺"]
    told = cases.view(desk, number).case.complaint
    assert told.consumer.born_on
    assert told.received_at
    assert minors.years_old(told.consumer.born_on, day_of(told.received_at)) == 12
    assert told.consumer.guardian


def test_settled_cases_that_were_closed_have_all_three_papers(desk: Desk) -> None:
    closed = [cases.view(desk, number).case for number in numbers(desk, "state=closed")]
    kinds = [{paper.kind for paper in case.papers} for case in closed if case.settlement]
    assert len(kinds) >= 4
    own = {PaperKind.ACCEPTANCE_NOTICE, PaperKind.SETTLEMENT_AGREEMENT, PaperKind.SETTLEMENT_NOTICE}
    assert all(each >= own for each in kinds)


def test_every_issued_paper_lies_in_the_folder_and_opens(made: Made, desk: Desk) -> None:
    issued = [paper for number in numbers(desk, "") for paper in cases.view(desk, number).papers]
    written = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in made.papers}
    assert {paper.sha256 for paper in issued} == set(written)
    for paper in issued:
        path = written[paper.sha256]
        assert path.name.startswith(paper.mark.number)
        assert len(PdfReader(path).pages) == paper.pages


def test_rare_characters_are_in_the_papers(made: Made) -> None:
    (path,) = [path for path in made.papers if "消和" in path.name and "_苏某_" in path.name]
    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert "䶮" in text
    assert "1,004.90" in text


def test_the_sheet_came_in_with_its_own_times(made: Made, desk: Desk) -> None:
    assert made.sheet.is_file()
    found = rows(desk, parse('consumer="柏安然"'))["扫地机器人 X2 自动集尘款"]
    assert found.row.received_at.astimezone(SHANGHAI) == datetime(2026, 11, 23, 9, 58, tzinfo=SHANGHAI)
    assert found.row.amount == 239900
    assert found.row.due == date(2026, 11, 24)


def test_one_form_was_left_unfinished(desk: Desk) -> None:
    (draft,) = drafts.kept(desk)
    assert draft.values["consumer.name"] == "于凤英"


def test_a_second_time_keeps_the_desk_and_says_what_is_there(made: Made) -> None:
    folder = made.desk_path.parent
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    again = demo.make(folder, lambda: MONDAY + timedelta(days=1))
    assert again == made._replace(kept=True)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.pdf")}.items() <= before.items()


def test_what_an_interrupted_making_left_is_made_anew(made_on_sunday: Made) -> None:
    assert made_on_sunday.cases == 81
    assert not made_on_sunday.desk_path.with_name("desk.new").exists()


@pytest.mark.parametrize("now", [MONDAY, SUNDAY, MIDNIGHT])
def test_nothing_in_the_script_lies_in_the_future(now: datetime) -> None:
    script = read(now, known_calendar())
    assert max(act.moment for act in script.acts) <= now
    assert all(told.received_at and told.received_at <= now for told in script.complaints.values())


def test_a_day_off_has_something_due_today_as_well(made_on_sunday: Made) -> None:
    desk = open_desk(made_on_sunday.desk_path, clock=lambda: SUNDAY, writing=False)
    try:
        tiles = lists.board(desk).tiles
    finally:
        desk.close(backup=False)
    assert tiles.overdue >= 3
    assert tiles.today >= 2


def test_every_number_of_a_person_or_firm_is_well_formed() -> None:
    script = read(MONDAY, known_calendar())
    for told in script.complaints.values():
        check_phone(told.consumer.phone or "")
        if told.merchant and told.merchant.uscc:
            check_uscc(told.merchant.uscc)
        if told.consumer.id_no:
            check_id(told.consumer.id_no)
    check_uscc(script.letterhead["code"])


def test_the_fund_balances_and_has_claims_in_every_hand(desk: Desk) -> None:
    books, found = fund.trial(desk), prepayments.overview(desk)
    assert books.total == 0
    # 200,000 in; 1,299 + 2,399 + 259 out; 300 + 1,000 + 259 back
    assert found.bank == Fen(200_000_00 - 1_299_00 - 2_399_00 - 259_00 + 300_00 + 1_000_00 + 259_00)
    waiting = {line.lane: line for line in prepayments.waiting(desk)}
    assert set(waiting) == {Lane.FAST, Lane.ONE, Lane.DUAL}
    assert (waiting[Lane.DUAL].given_by, waiting[Lane.DUAL].missing) == ("顾明谦", (Role.FINANCE,))
    assert {line.prepayment.state for line in prepayments.to_pay(desk)} == {PrepayState.APPROVED, PrepayState.PAYING}
    aged = [one for one in prepayments.ages(desk) if one.by_age[-1]]
    assert [one.by_age[-1] for one in aged] == [Fen(999_00)]


def test_newest_first_the_sheet_comes_on_top(desk: Desk) -> None:
    first = lists.rows(desk, lists.opening(desk, Listing(order=Order("newest")), 12).ids)
    assert {each.row.state for each in first} == {State.REGISTERED}


def test_the_desk_has_tags_of_its_own(desk: Desk) -> None:
    kept = {one.tag.name: one for one in tags.kept(desk)}
    assert {name: one.cases for name, one in kept.items() if one.tag.retired} == {"双十一预售": 4}
    assert all(one.cases > 1 for one in kept.values())
    assert len(kept) == 5
    assert len(numbers(desk, "tag=加急 tag=媒体关注")) == 2
