"""A code that is copied by hand from paper: slips are found, writing does not matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain import recovery
from odrdesk.domain.errors import Refusal


def written(lot: list[int]) -> str:
    drawn = iter(lot)
    return recovery.made(lambda _signs: next(drawn))


CODES = st.lists(st.integers(0, 31), min_size=19, max_size=19).map(written)


@given(CODES)
def test_what_was_made_is_read_again(code: str) -> None:
    assert recovery.shown(recovery.read(code)) == code
    assert [len(group) for group in code.split("-")] == [4] * 5
    assert not set(code) & set("01IO")


@given(CODES, st.integers(0, 19), st.sampled_from(recovery.ALPHABET))
def test_one_wrong_sign_is_always_found(code: str, place: int, other: str) -> None:
    plain = recovery.read(code)
    if plain[place] == other:
        return
    with pytest.raises(Refusal) as no:
        recovery.read(plain[:place] + other + plain[place + 1 :])
    assert no.value.code == "recovery.mistyped"


@pytest.mark.parametrize("typed", ["", "2222", "O" * 20, "2" * 19 + "口", "2" * 21, "🙂"])
def test_what_cannot_be_a_code_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        recovery.read(typed)
