from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain.errors import Refusal
from odrdesk.domain.listing import (
    FIELDS,
    VIEWS,
    WORDS,
    Condition,
    Kind,
    Listing,
    Op,
    Order,
    Relative,
    Stretch,
    day,
    days,
    order,
    parse,
    written,
)

TODAY = date(2026, 10, 16)


def test_terms_stand_side_by_side_and_commas_mean_or() -> None:
    assert parse("state=negotiating,proposed due<=2026-11-30 amount>=500 officer=me 牛皮 open=yes") == Listing(
        (
            Condition("state", Op.EQ, ("negotiating", "proposed")),
            Condition("due", Op.LE, (date(2026, 11, 30),)),
            Condition("amount", Op.GE, (50_000,)),
            Condition("officer", Op.EQ, ("me",)),
            Condition("open", Op.EQ, (True,)),
        ),
        "牛皮",
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("amount=12.3", 1230),
        ("amount=0.05", 5),
        ("level=3", 3),
        ("due=today", Relative(0)),
        ("due>today+3", Relative(3)),
        ("due<today-10", Relative(-10)),
        ("due=none", "none"),
        ("closed=2026-10-16", TODAY),
        ("open=no", False),
        ("closed=last_month", Stretch.LAST_MONTH),
        ("claim=refund", "refund"),
        ('merchant="two words"', "two words"),
        ("category!=ip", "ip"),
    ],
)
def test_values_are_read_as_their_field_has_them(text: str, value: object) -> None:
    assert parse(text).where[0].values == (value,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("colour=red", "listing.unknown_field"),
        ("state=angry", "listing.unknown_word"),
        ("due<=soon", "listing.unreadable"),
        ("due=2026-13-01", "listing.unreadable"),
        ("amount>=a", "listing.unreadable"),
        ("amount>=1.234", "listing.unreadable"),
        ("level=x", "listing.unreadable"),
        ("open=maybe", "listing.unreadable"),
        ("state>registered", "listing.unreadable"),
        ("due<2026-01-01,2026-02-01", "listing.unreadable"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(text)
    assert (refused.value.code, refused.value.field) == (code, "where")


def test_words_of_a_language_stand_for_their_codes() -> None:
    assert parse("state=协商中", {"协商中": "negotiating"}) == parse("state=negotiating")


def test_bare_words_are_searched_for_whatever_they_hold() -> None:
    assert parse('“a=b” "x y" https://a.example ＝').text == "“a=b” x y https://a.example ＝"


def test_a_sort_key_may_be_turned_round() -> None:
    assert (order("due"), order("-amount")) == (Order("due"), Order("amount", down=True))
    with pytest.raises(Refusal, match=r"listing\.unknown_sort"):
        order("colour")


def test_several_keys_sort_one_after_the_other_and_each_counts_once() -> None:
    assert order("-amount,due,-amount") == Order("amount", down=True, then=(("due", False),))
    assert order(Order("state", then=(("amount", True), ("due", False))).text).text == "state,-amount,due"
    with pytest.raises(Refusal, match=r"listing\.unknown_sort"):
        order("due,")


@pytest.mark.parametrize(
    ("stretch", "first", "last"),
    [
        (Stretch.WEEK, date(2026, 10, 12), date(2026, 10, 18)),
        (Stretch.LAST_WEEK, date(2026, 10, 5), date(2026, 10, 11)),
        (Stretch.MONTH, date(2026, 10, 1), date(2026, 10, 31)),
        (Stretch.LAST_MONTH, date(2026, 9, 1), date(2026, 9, 30)),
        (Stretch.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_stretch_has_its_days(stretch: Stretch, first: date, last: date) -> None:
    assert days(stretch, TODAY) == (first, last)


def test_the_month_before_january_is_december_and_december_has_its_last_day() -> None:
    assert days(Stretch.LAST_MONTH, date(2027, 1, 31)) == (date(2026, 12, 1), date(2026, 12, 31))
    assert days(Stretch.MONTH, date(2026, 12, 5)) == (date(2026, 12, 1), date(2026, 12, 31))


def test_relative_days_count_from_today() -> None:
    assert day(Relative(3), TODAY) == date(2026, 10, 19)
    assert day(TODAY, date(2000, 1, 1)) == TODAY
    with pytest.raises(Refusal, match=r"listing\.unreadable"):
        day("none", TODAY)


def _values(field: str) -> st.SearchStrategy[object]:
    kinds: dict[Kind, st.SearchStrategy[object]] = {
        Kind.WORD: st.sampled_from(sorted(WORDS.get(field, {""}))),
        Kind.TEXT: st.text("ab 甲=<", min_size=1),
        Kind.DAY: st.one_of(
            st.dates(date(2000, 1, 1)),
            st.builds(Relative, st.integers(-9999, 9999)),
            st.just("none"),
            st.sampled_from(Stretch),
        ),
        Kind.FEN: st.integers(0, 10**11),
        Kind.WHOLE: st.integers(0, 10**8),
        Kind.TRUTH: st.booleans(),
    }
    return kinds[FIELDS[field]]


_conditions = st.sampled_from(sorted(FIELDS)).flatmap(
    lambda field: st.builds(
        Condition, st.just(field), st.sampled_from([Op.EQ, Op.NE]), st.lists(_values(field), min_size=1).map(tuple)
    )
)


@given(st.lists(_conditions).map(tuple), st.lists(st.text("ab甲", min_size=1)).map(" ".join))
def test_what_is_written_is_read_back(where: tuple[Condition, ...], text: str) -> None:
    asked = Listing(where, text)
    assert parse(written(asked)) == asked


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_can_be_written_and_read_back(name: str) -> None:
    assert parse(written(VIEWS[name])).where == VIEWS[name].where
