"""The parts of the intake form: times, chips, the phone that may be missing."""

from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtCore import Qt

from odrdesk.desktop.forms.chips import Chips
from odrdesk.desktop.forms.moment import MomentEntry, TimeEntry, read_time
from odrdesk.desktop.forms.phone import PhoneEntry
from odrdesk.desktop.theme import Look
from odrdesk.domain.errors import Refusal
from odrdesk.domain.workdays import WorkCalendar

OPTIONS = [("repair", "修理"), ("replace", "更换"), ("refund", "退款")]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10:20", time(10, 20)),
        ("1020", time(10, 20)),
        ("920", time(9, 20)),
        ("9", time(9)),
        ("09:05", time(9, 5)),
        ("９：０５", time(9, 5)),
        ("9.30", time(9, 30)),
        ("21点40分", time(21, 40)),
        ("8点", time(8)),
        ("23:59", time(23, 59)),
    ],
)
def test_a_time_is_read_in_any_usual_way(typed: str, meant: time) -> None:
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["24:00", "10:60", "2460", "晚上", "1:2:3", "-1", "123456", "١٠:٢٠"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as no:
        read_time(typed)
    assert no.value.code == "clock.unreadable"


@pytest.fixture
def moment(look: Look, qtbot) -> MomentEntry:
    entry = MomentEntry(look, lambda: date(2026, 11, 23), WorkCalendar().add_working_days)
    qtbot.addWidget(entry)
    return entry


@pytest.mark.parametrize(
    ("day", "clock", "meant"),
    [
        ("1122", "8:00", datetime(2026, 11, 22, 0, 0, tzinfo=UTC)),
        ("昨天", "", datetime(2026, 11, 21, 16, 0, tzinfo=UTC)),
        ("", "9:30", datetime(2026, 11, 23, 1, 30, tzinfo=UTC)),
        ("", "", None),
    ],
)
def test_a_moment_is_shanghai_wall_time(moment: MomentEntry, day: str, clock: str, meant: datetime | None) -> None:
    moment.day.setText(day)
    moment.time.setText(clock)
    assert moment.moment() == meant


@pytest.mark.parametrize("day", ["0001-01-01", "18991231", "30000101"])
def test_years_no_complaint_comes_from_are_refused(moment: MomentEntry, day: str) -> None:
    moment.day.setText(day)
    with pytest.raises(Refusal):
        moment.moment()


def test_a_moment_shown_reads_back_as_itself(moment: MomentEntry) -> None:
    whole = datetime(2026, 10, 8, 15, 59, tzinfo=UTC)
    moment.show_moment(whole)
    assert (moment.day.text(), moment.time.text(), moment.moment()) == ("2026-10-08", "23:59", whole)


def test_a_refused_moment_frames_both_its_parts(moment: MomentEntry) -> None:
    moment.setProperty("refused", "true")
    assert {part.property("refused") for part in (moment.day, moment.time)} == {"true"}


def test_a_time_is_written_out_when_left_unless_it_cannot_be_read(look: Look, qtbot) -> None:
    entry, other = TimeEntry(look), TimeEntry(look)
    for one in (entry, other):
        qtbot.addWidget(one)
        one.show()
    with qtbot.waitActive(entry):
        entry.activateWindow()
    for typed, written in (("920", "09:20"), ("晚上", "晚上")):
        entry.setFocus()
        entry.setText(typed)
        entry.clearFocus()
        assert entry.text() == written


@pytest.fixture
def chips(look: Look, qtbot) -> Chips:
    made = Chips(look, OPTIONS)
    qtbot.addWidget(made)
    made.resize(400, 40)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def test_arrows_walk_round_the_chips_and_space_switches(chips: Chips, qtbot) -> None:
    chips.setFocus()
    qtbot.keyClick(chips.chip("repair"), Qt.Key.Key_Left)
    assert chips.chip("refund").hasFocus()
    with qtbot.waitSignal(chips.edited):
        qtbot.keyClick(chips.chip("refund"), Qt.Key.Key_Space)
    assert chips.chosen == ("refund",)


def test_tab_stops_once_in_the_chips(chips: Chips) -> None:
    def stops() -> list[str]:
        tab = Qt.FocusPolicy.TabFocus.value
        return [key for key, _words in OPTIONS if chips.chip(key).focusPolicy().value & tab]

    assert stops() == ["repair"]
    chips.chip("replace").click()
    assert stops() == ["replace"]


def test_chips_are_told_in_the_order_of_the_options(chips: Chips) -> None:
    chips.choose(["refund", "repair", "unknown"])
    assert chips.chosen == ("repair", "refund")


def test_chips_break_into_rows_where_it_is_narrow(chips: Chips) -> None:
    assert chips.heightForWidth(80) > chips.heightForWidth(130) > chips.heightForWidth(400)


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("139 1234 2217", "13912342217"),
        ("+86-139-1234-2217", "13912342217"),
        ("１３９１２３４２２１７", "13912342217"),
        ("021-2828 2244", "021-2828 2244"),
        ("  ", None),
    ],
)
def test_a_mobile_number_is_its_eleven_digits(look: Look, qtbot, typed: str, phone: str | None) -> None:
    entry = PhoneEntry(look)
    qtbot.addWidget(entry)
    entry.number.setText(typed)
    assert entry.phone == phone


def test_neither_number_nor_reason_is_lost_by_switching(look: Look, qtbot) -> None:
    entry = PhoneEntry(look)
    qtbot.addWidget(entry)
    entry.number.setText("13912342217")
    entry.none.click()
    entry.reason.setText("只留了微信")
    assert (entry.phone, entry.no_phone_reason) == (None, "只留了微信")
    entry.none.click()
    assert (entry.phone, entry.no_phone_reason) == ("13912342217", None)
    assert entry.reason.text() == "只留了微信"
