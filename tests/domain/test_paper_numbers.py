"""Numbers of papers: what a template may hold, and that two series never give one number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain.errors import Refusal
from odrdesk.domain.paper_numbers import checked_prefix, collide, read, series_of

USUAL = "{prefix}\u3014{year}\u3015第{seq:04d}号"


def test_the_usual_template_writes_six_cornered_brackets_and_four_digits() -> None:
    template = read(USUAL)
    series = template.series("消和", "", 2026)
    assert series == "消和\u30142026\u3015第#号"
    assert [template.number(series, n) for n in (1, 7, 12345)] == [
        "消和\u30142026\u3015第0001号",
        "消和\u30142026\u3015第0007号",
        "消和\u30142026\u3015第12345号",
    ]


def test_a_station_stands_where_the_template_says_or_before_the_prefix() -> None:
    assert read(USUAL).series("消和", "浦甲", 2026) == "浦甲消和\u30142026\u3015第#号"
    assert read("{prefix}{station}〔{year}〕{seq}号").series("消和", "甲", 2026) == "消和甲〔2026〕#号"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "paper.number_template"),
        ("{colour}{year}{seq}", "paper.number_template"),
        ("{prefix.__class__}{year}-{seq}", "paper.number_template"),
        ("{year}年{seq}#", "paper.number_template"),
        ("{year}年{seq:x}号", "paper.number_template"),
        ("{year}年{seq\n}号", "paper.number_template"),
        ("长" * 61 + "{year}年{seq}", "paper.number_template"),
        ("{prefix}〔{year}〕号", "paper.number_needs_seq"),
        ("{prefix}〔{year}〕{seq}之{seq}", "paper.number_needs_seq"),
        ("{prefix}第{seq}号", "paper.number_needs_year"),
        ("{prefix}{year}{seq:04d}", "paper.number_digits"),
        ("{prefix}{year}-{seq}0号", "paper.number_digits"),
    ],
)
def test_a_template_that_cannot_count_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as no:
        read(text)
    assert no.value.code == code


@pytest.mark.parametrize("prefix", ["{x}", "a#b", "a\x00", "长" * 21])
def test_a_prefix_that_would_break_a_template_is_refused(prefix: str) -> None:
    with pytest.raises(Refusal, match=r"paper\.number_prefix"):
        checked_prefix(prefix)


def test_series_that_can_give_one_number_are_found() -> None:
    assert collide("A-#-5号", "A-3-#号")
    assert not collide("消和〔2026〕第#号", "消协〔2026〕第#号")
    assert not collide("消和〔2026〕第#号", "消和〔2026〕第#号")
    assert not collide("A#号", "A#")
    assert not collide("A-#-5号", "A-x3-#号")


PARTS = st.text(alphabet="A-3号", max_size=4)


@given(st.lists(st.tuples(PARTS, PARTS), min_size=2, max_size=2), st.integers(1, 60))
def test_series_that_do_not_collide_never_give_one_number(parts: list[tuple[str, str]], most: int) -> None:
    series = [f"{before}#{after}" for before, after in parts]
    if any(before[-1:].isdigit() or after[:1].isdigit() for before, after in parts) or series[0] == series[1]:
        return
    given = [{one.replace("#", str(n)) for n in range(1, most)} for one in series]
    assert not (given[0] & given[1]) or collide(*series)


@given(st.text(alphabet="消和〔〕第号-", max_size=6), st.integers(1, 99_999), st.integers(1, 6))
def test_the_series_of_a_number_of_old_is_found_again(words: str, seq: int, width: int) -> None:
    assert series_of(f"{words}2025〕{seq:0{width}d}号", seq) in {f"{words}2025〕#号", None} | (
        {f"{words}2025〕#号"} if seq == 2025 else set()
    )
    assert series_of(f"{words}甲", seq) is None
