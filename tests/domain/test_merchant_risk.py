"""Signs of a merchant to look at, and how many make a level."""

import pytest

from odrdesk.domain.merchant_risk import Risk, RiskSign, level, signs

QUIET = {"owed": 0, "repeats": 0, "settled": 0, "failed": 0, "recent": 0}


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({}, ()),
        ({"owed": 1}, (RiskSign.OWES,)),
        ({"repeats": 1}, (RiskSign.REPEATS,)),
        ({"settled": 1, "failed": 2}, ()),  # three ended cases say nothing
        ({"settled": 1, "failed": 3}, (RiskSign.LOW_RATE,)),
        ({"settled": 2, "failed": 2}, ()),  # half is not below half
        ({"recent": 9}, ()),
        ({"recent": 10}, (RiskSign.MANY,)),
    ],
)
def test_each_sign_has_its_line(told: dict[str, int], found: tuple[RiskSign, ...]) -> None:
    assert signs(**{**QUIET, **told}) == found


def test_one_sign_is_watched_two_are_high() -> None:
    assert [level(list(RiskSign)[:many]) for many in range(4)] == [Risk.NONE, Risk.WATCH, Risk.HIGH, Risk.HIGH]
