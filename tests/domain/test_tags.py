"""The names of tags, what a case may have, and lists that ask for a tag by a name it had."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain.errors import Refusal
from odrdesk.domain.listing import Condition, Listing, Op, parse, written
from odrdesk.domain.tags import MOST_ON_CASE, NAME_LIMIT, Change, Tag, changed, folded, renamed, spelled


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" 加急 ", "加急"),
        ("ＶＩＰ　客户", "VIP 客户"),
        ("a\n b", "a b"),
        ("①类", "1类"),
        ("字" * NAME_LIMIT, "字" * NAME_LIMIT),
    ],
)
def test_a_name_is_kept_in_one_form(typed: str, name: str) -> None:
    assert spelled(typed) == name


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "tag.no_name"),
        (" \u3000", "tag.no_name"),
        ("加急\x07", "tag.characters"),
        ("\u202e急加", "tag.characters"),
        ("加\u200b急", "tag.characters"),
        ('"加急"', "tag.characters"),
        ("＂加急", "tag.characters"),
        ("字" * (NAME_LIMIT + 1), "tag.long"),
        ("㍿" * 6, "tag.long"),
        ("None", "tag.reserved"),
    ],
)
def test_a_name_that_cannot_be(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as no:
        spelled(typed)
    assert (no.value.code, no.value.field) == (code, "name")


@given(st.text(max_size=30))
def test_what_can_be_a_name_stands_and_reads_back_in_a_filter(typed: str) -> None:
    try:
        name = spelled(typed)
    except Refusal:
        return
    assert spelled(name) == name
    assert folded(folded(name)) == folded(name) == folded(typed)
    asked = Listing((Condition("tag", Op.EQ, (name,)),))
    assert parse(written(asked)) == asked


def test_width_and_capitals_make_no_other_tag() -> None:
    assert folded("ＶＩＰ") == folded("vip") == folded(" Vip ")
    assert folded("加急") != folded("加 急")


def test_nothing_is_given_twice_or_taken_where_it_is_not() -> None:
    assert changed((1, 2), Change((2, 3, 3), (1, 4))) == Change((3,), (1,))
    assert changed((1,), Change((1,), (1,))) == Change(), "given and taken at once stays"
    assert Change((3,), (1,)).back == Change((1,), (3,))


def test_a_case_has_at_most_eight() -> None:
    full = tuple(range(MOST_ON_CASE))
    with pytest.raises(Refusal) as no:
        changed(full, Change((99,)))
    assert no.value.code == "tag.full"
    assert changed(full, Change((99,), (0,))) == Change((99,), (0,))
    assert changed(full, Change((3,))) == Change(), "it has it already"


def test_a_saved_list_speaks_of_a_tag_by_its_present_name() -> None:
    tags = [Tag(1, "加急", former=("急件",)), Tag(2, "媒体")]
    asked = parse("tag=急件,媒体,加急,别的 state=registered")
    now = Condition("tag", Op.EQ, ("加急", "媒体", "别的"))
    assert renamed(asked, tags) == Listing((now, asked.where[1]))
    assert renamed(parse("tag!=none"), tags) == parse("tag!=none")
