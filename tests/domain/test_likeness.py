"""How alike the names of firms are, and that all alike pairs are found without comparing each with every other."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain.likeness import LEAST, Noise, core, likeness, pairs
from odrdesk.services.books import firm_noise

NOISE = firm_noise()
PIECES = st.sampled_from(
    [
        "云裳",
        "海淘优",
        "浦江好物",
        "悦选",
        "燕语",
        "服饰",
        "服装",
        "数码",
        "电子商务",
        "旗舰店",
        "专营店",
        "有限公司",
        "上海",
        "（",
        "）",
        "A",
        "1",
        " ",
    ]
)
NAMES = st.one_of(st.text(max_size=12), st.lists(PIECES, max_size=6).map("".join))


@given(NAMES, NAMES)
def test_likeness_is_symmetric_and_between_0_and_100(one: str, other: str) -> None:
    score = likeness(one, other, NOISE)
    assert 0 <= score <= 100
    assert score == likeness(other, one, NOISE)


@given(NAMES)
def test_a_name_is_like_itself(name: str) -> None:
    assert likeness(name, name, NOISE) == 100


@given(NAMES)
def test_what_is_left_of_a_name_stays(name: str) -> None:
    left = core(name, NOISE)
    assert core(left, NOISE) == left
    assert bool(left) == bool(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("云裳服饰", "云裳服装旗舰店"),
        ("上海云裳服饰有限公司", "云裳服饰旗舰店"),
        ("云裳服饰（上海）有限公司", "云裳服饰专营店"),
        ("上海浦江好物电子商务有限公司", "浦江好物直播间"),
        ("海淘优专营店", "海淘优旗舰店"),
        ("ＡＢＣ数码", "abc 电子"),
        ("悦选数码旗舰店", "悦选 数码（旗舰店）"),
    ],
)
def test_spellings_of_one_firm_are_shown(one: str, other: str) -> None:
    assert likeness(one, other, NOISE) >= 80


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("云裳服饰", "云逸服饰"),
        ("云裳服饰", "海淘优专营店"),
        ("浦江好物电子商务有限公司", "浦江优选电子商务有限公司"),
        ("上海有限公司", "北京有限公司"),
        ("云裳食品", "云裳服饰"),
        ("田间直播·南汇水蜜桃", "高桥绒绣工坊"),
    ],
)
def test_different_shops_are_not(one: str, other: str) -> None:
    assert likeness(one, other, NOISE) < 80


def test_only_the_same_letters_make_a_hundred() -> None:
    assert likeness("云裳服饰", " 云裳【服饰】", NOISE) == 100
    assert likeness("云裳服饰旗舰店", "云裳服饰专营店", NOISE) < 100


@given(st.lists(NAMES.filter(bool), max_size=12, unique=True))
def test_the_index_finds_every_pair_that_comparing_all_would(names: list[str]) -> None:
    numbered = dict(enumerate(names))
    found = {(pair.one, pair.other): pair.score for pair in pairs(numbered, NOISE)}
    wanted = {}
    cores: dict[str, int] = {}
    for key, name in numbered.items():
        cores.setdefault(core(name, NOISE), key)
    for a, b in combinations(numbered, 2):
        score = likeness(numbered[a], numbered[b], NOISE)
        heads = cores[core(numbered[a], NOISE)] == a and cores[core(numbered[b], NOISE)] == b
        same = core(numbered[a], NOISE) == core(numbered[b], NOISE)
        if score >= LEAST and (heads or same):
            wanted[a, b] = score
    brand_only = {pair: score for pair, score in wanted.items() if score == 84}
    assert {pair: score for pair, score in wanted.items() if pair not in brand_only}.items() <= found.items()
    assert all(likeness(numbered[a], numbered[b], NOISE) == score >= LEAST for (a, b), score in found.items())


def test_a_crowd_of_one_name_is_no_square_of_pairs() -> None:
    names = {key: f"优品汇旗舰店{'' if key % 2 else ' '}" for key in range(400)}
    assert len(pairs(names, NOISE)) == 399


def test_without_noise_only_letters_count() -> None:
    assert likeness("云裳服饰", "云裳服饰", Noise()) == 100
    assert likeness("云裳服饰", "海淘优", Noise()) == 0
