"""Groups of complaints: how names are compared, what an answer hides and what brings a group back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain.patterns import (
    Answer,
    Mark,
    Pattern,
    first_day,
    fold,
    folded_together,
    of_marks,
    unanswered,
)
from odrdesk.domain.vocabulary import Category, PatternKind

ROOM = Mark(PatternKind.ROOM, "浦江好物", Category.FALSE_CLAIMS)
HOST = Mark(PatternKind.HOST, "小鹿", Category.FALSE_CLAIMS)


def group(mark: Mark, *cases: int) -> Pattern:
    return Pattern(mark, mark.key, cases, tuple(f"ODR-{case}" for case in cases), len(cases))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("头层牛皮男鞋（黑色）", "头层 牛皮男鞋(黑色)"),
        ("ＡＢＣ旗舰店", "abc旗舰店"),
        ("浦江·好物", "浦江好物"),
        ("１２号直播间", "12号直播间"),
        ("【爆款】羊绒衫", "爆款羊绒衫"),
    ],
)
def test_names_are_the_same_however_they_are_typed(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_names_that_differ_stay_apart_and_marks_alone_are_no_name() -> None:
    assert fold("羊绒衫") != fold("羊毛衫")
    assert [fold(text) for text in (None, "", " ", "——！", "【】")] == [""] * 5


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_the_days_count_today_in() -> None:
    assert first_day(date(2026, 11, 23), 30) == date(2026, 10, 25)
    assert first_day(date(2026, 11, 23), 1) == date(2026, 11, 23)


def test_an_answered_group_is_gone_until_a_new_case_joins() -> None:
    answer = Answer(ROOM, frozenset({1, 2, 3}))
    assert unanswered([group(ROOM, 1, 2, 3)], [answer]) == ()
    assert unanswered([group(ROOM, 2, 3)], [answer]) == ()
    back = group(ROOM, 2, 3, 4)
    assert unanswered([back], [answer]) == (back,)
    assert unanswered([back], [answer, Answer(ROOM, frozenset({2, 3, 4}))]) == ()


def test_an_answer_speaks_of_its_own_group_only() -> None:
    other = group(HOST, 1, 2, 3)
    priced = group(ROOM._replace(category=Category.PRICE), 1, 2, 3)
    assert unanswered([other, priced], [Answer(ROOM, frozenset({1, 2, 3}))]) == (other, priced)


def test_the_same_cases_are_told_once_and_the_largest_group_first() -> None:
    room, host, goods = group(ROOM, 1, 2, 3), group(HOST, 1, 2, 3), group(HOST._replace(key="x"), 1, 2, 3, 4)
    assert folded_together([host, goods, room]) == (goods, room)


def test_a_case_belongs_to_the_groups_of_its_own_marks() -> None:
    room, host = group(ROOM, 1, 2, 3), group(HOST, 4, 5, 6)
    assert of_marks([room, host], [HOST]) == (host,)
