import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain.grams import grams, normal, wanted

_texts = st.text(st.sampled_from("ab1Ａ１牛皮鞋退款，。 -\n𠮷é"), max_size=20)


def test_full_width_and_capitals_are_evened() -> None:
    assert normal("ＰＵ iPhone１５ ㈱") == "pu iphone15 (株)"


def test_chinese_is_cut_into_ones_and_pairs_and_the_rest_into_fours_with_tails() -> None:
    assert grams("牛皮，鞋") == {"牛", "皮", "牛皮", "鞋"}
    assert grams("138001") == {"1380", "3800", "8001", "001", "01", "1"}
    assert grams("a4纸") == {"a4", "4", "纸"}
    assert grams("。 -_") == frozenset()


@pytest.mark.parametrize(
    ("word", "asked", "beginnings", "exact"),
    [
        ("牛", ("牛",), (), True),
        ("牛皮", ("牛皮",), (), True),
        ("头层牛皮", ("头层", "层牛", "牛皮"), (), False),
        ("5678", ("5678",), (), True),
        ("78", (), ("78",), True),
        ("45678", ("4567", "5678"), (), False),
        ("a4纸", ("纸",), ("a4",), False),
        ("牛,皮", ("牛", "皮"), (), False),
        ("。", (), (), False),
    ],
)
def test_a_word_asks_for_its_grams(word: str, asked: object, beginnings: object, *, exact: bool) -> None:
    assert wanted(word) == (asked, beginnings, exact)


@given(_texts, st.integers(0, 19), st.integers(1, 6))
def test_whatever_stands_in_a_text_is_found_by_its_grams(text: str, start: int, length: int) -> None:
    whole = normal(text)
    for word in whole[start : start + length].split():
        asked = wanted(word)
        held = grams(whole)
        assert held.issuperset(asked.grams)
        assert all(any(gram.startswith(beginning) for gram in held) for beginning in asked.beginnings)


@given(_texts, _texts.map(lambda text: "".join(text.split())))
def test_an_exact_word_is_found_only_where_it_stands(text: str, word: str) -> None:
    whole, sought = normal(text), normal(word)
    asked = wanted(sought)
    if asked.exact and sought:
        held = grams(whole)
        found = held.issuperset(asked.grams) and all(any(g.startswith(b) for g in held) for b in asked.beginnings)
        assert found == (sought in whole)
