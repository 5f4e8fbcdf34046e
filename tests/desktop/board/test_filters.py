"""The chips and the conditions they stand for."""

from datetime import date

import pytest

from odrdesk.desktop.pages import cases_filters as filters
from odrdesk.desktop.pages.cases_filters import TABS, Chip
from odrdesk.domain.listing import VIEWS, Condition, Op, Relative

OPEN = Condition("open", Op.EQ, (True,))


def test_every_built_in_view_has_a_tab_and_a_name() -> None:
    assert set(TABS) == set(VIEWS)
    assert len({filters.view_words(key) for key in TABS}) == len(TABS)


@pytest.mark.parametrize("key", TABS)
def test_the_chips_tell_every_condition_of_a_view(key: str) -> None:
    where = VIEWS[key].where
    told = [chip for chip in Chip if filters.words(chip, where)]
    assert sum(len(filters.part(chip, where)) for chip in told) == len(where)
    assert filters.others(where) == ()


@pytest.mark.parametrize("chip", list(Chip))
def test_picking_what_is_picked_changes_nothing_and_picking_nothing_takes_it_away(chip: Chip) -> None:
    for option in filters.options(chip, ("周启航",)):
        where = filters.picked(chip, (OPEN,) if chip is not Chip.STATE else (), [option.key])
        assert list(filters.keys(chip, where)) == [option.key]
        assert filters.words(chip, where) == option.words
        assert filters.part(chip, filters.picked(chip, where, [])) == ()


def test_a_state_takes_the_place_of_open_or_closed() -> None:
    assert filters.picked(Chip.STATE, (OPEN,), ["accepted"]) == (Condition("state", Op.EQ, ("accepted",)),)


def test_more_than_two_are_counted() -> None:
    where = filters.picked(Chip.CHANNEL, (), ["phone", "wechat", "letter"])
    assert filters.words(Chip.CHANNEL, where) == "3 项"


def test_days_no_option_names_are_told_as_a_span() -> None:
    where = (Condition("due", Op.GT, (date(2026, 11, 24),)), Condition("due", Op.LE, (date(2026, 11, 26),)))
    assert filters.words(Chip.DUE, where) == "11-24 之后，11-26 止"
    assert filters.words(Chip.DUE, (Condition("due", Op.GT, (Relative(0),)),)) == "今天 之后"


def test_further_conditions_stand_in_place_of_those_on_the_same_field() -> None:
    narrow = (Condition("due", Op.LE, (date(2026, 11, 26),)),)
    assert filters.narrowed("today", narrow) == (OPEN, *narrow)


def test_a_condition_without_a_chip_is_told_with_its_name_or_as_it_is_written() -> None:
    where = (Condition("level", Op.EQ, (2,)), Condition("paid", Op.GE, (50_000,)))
    assert filters.others(where) == where
    assert [filters.other_words(one) for one in where] == ["级别：2", "paid>=500.00"]


def test_a_range_is_told_from_its_ends() -> None:
    where = filters.ranged(Chip.AMOUNT, (OPEN,), 50_000, 129_900)
    assert filters.words(Chip.AMOUNT, where) == "¥500.00 至 ¥1,299.00"
    assert filters.words(Chip.AMOUNT, filters.ranged(Chip.AMOUNT, where, None, 50_000)) == "¥500.00 以下"
    assert filters.ends(Chip.AMOUNT, where) == (50_000, 129_900)
    days = filters.ranged(Chip.RECEIVED, (), date(2026, 11, 1), date(2026, 11, 9))
    assert filters.words(Chip.RECEIVED, days) == "11-01 起，11-09 止"


def test_words_in_a_text_are_told_and_several_stand_beside_each_other() -> None:
    where = filters.worded(Chip.MERCHANT, (OPEN,), "云裳， 珠宝")
    assert where == (OPEN, Condition("merchant", Op.EQ, ("云裳", "珠宝")))
    assert filters.words(Chip.MERCHANT, where) == "云裳、珠宝"
    assert filters.worded(Chip.MERCHANT, where, " ， ") == (OPEN,)


def test_what_is_shut_out_is_told_and_stands_beside_the_rest() -> None:
    where = filters.with_value((OPEN,), Condition("channel", Op.NE, ("phone",)))
    assert filters.words(Chip.CHANNEL, where) == "非“电话”"
    assert filters.with_value(where, Condition("channel", Op.EQ, ("wechat",))) == (
        OPEN,
        Condition("channel", Op.EQ, ("wechat",)),
    )
    assert filters.with_value((OPEN,), Condition("state", Op.EQ, ("accepted",))) == (
        Condition("state", Op.EQ, ("accepted",)),
    )
