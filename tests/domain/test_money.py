"""Whole fen, read from what people type and written in Chinese capitals."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import MOST, Fen, capitals, multiply, split

AMOUNTS = st.integers(0, MOST).map(Fen)
VALUES = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("129.00", 12900),
        ("¥1,299.00", 129900),
        ("1,234.50元", 123450),
        ("\uff11\uff12\uff19\uff0e\uff10\uff10", 12900),
        ("\uffe51\uff0c299", 129900),
        (" 0.5 ", 50),
        ("0", 0),
        ("¥ 12 元", 1200),
        ("10000000000", MOST),
    ],
)
def test_yuan_is_read_as_people_write_it(text: str, fen: int) -> None:
    assert Fen.parse(text) == Fen(fen)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "-1",
        "+1",
        "1e3",
        "1.005",
        "1.",
        ".5",
        "1_000",
        "12,99.00",
        "1,2990",
        "٣",
        "一百",
        "①",
        "1²",
        "nan",
        "12 34",
        "元",
        "¥",
        "1.2.3",
        "0x10",
        "10000000000.01",
        "9" * 5000,
        "1元2",
        "1\n2",
    ],
)
def test_anything_else_is_refused_with_what_was_typed(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        Fen.parse(text)
    assert refused.value.code == "amount.unreadable"
    assert refused.value.data == {"text": text}


@pytest.mark.parametrize("value", [1.0, True, "1", None, Decimal(1), Fraction(1)])
def test_only_whole_numbers_become_fen(value: object) -> None:
    with pytest.raises(TypeError):
        Fen(value)  # type: ignore[arg-type]


def test_fen_meet_only_fen() -> None:
    assert type(Fen(2) + Fen(3)) is Fen
    assert type(Fen(2) - Fen(3)) is Fen
    assert type(Fen(2) * 3) is Fen
    assert type(3 * Fen(2)) is Fen
    assert (Fen(2) - Fen(3), -Fen(2), abs(Fen(-2)), 3 * Fen(2)) == (Fen(-1), Fen(-2), Fen(2), Fen(6))
    assert type(sum([Fen(1), Fen(2)])) is Fen


def test_bare_numbers_and_divisions_are_bugs() -> None:
    for wrong in (
        lambda: Fen(1) + 1,
        lambda: 1 + Fen(1),
        lambda: Fen(1) - 1,
        lambda: 1 - Fen(1),
        lambda: Fen(1) * 1.5,
        lambda: Fen(1) * True,
        lambda: Fen(1) * Fen(1),
        lambda: Fen(1) / 2,
        lambda: 2 / Fen(1),
        lambda: Fen(1) + True,
    ):
        with pytest.raises(TypeError):
            wrong()


def test_amounts_are_shown_plain_grouped_and_in_yuan() -> None:
    assert (Fen(129900).plain, Fen(129900).grouped, Fen(129900).yuan) == ("1299.00", "1,299.00", "¥1,299.00")
    assert (Fen(-5).plain, Fen(-129900).grouped, Fen(-129900).yuan) == ("-0.05", "-1,299.00", "-¥1,299.00")
    assert (str(Fen(5)), f"{Fen(5)}", repr(Fen(5))) == ("5", "5", "Fen(5)")


@given(AMOUNTS)
def test_what_is_shown_reads_back(fen: Fen) -> None:
    assert Fen.parse(fen.plain) == Fen.parse(fen.grouped) == Fen.parse(fen.yuan) == Fen.parse(fen.yuan + "元") == fen


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.55", "伍角伍分"),
        ("1.05", "壹元零伍分"),
        ("10.05", "壹拾元零伍分"),
        ("12.30", "壹拾贰元叁角整"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("629", "陆佰贰拾玖元整"),
        ("1038.80", "壹仟零叁拾捌元捌角整"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("4980", "肆仟玖佰捌拾元整"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("20000", "贰万元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("1000000", "壹佰万元整"),
        ("10000001", "壹仟万零壹元整"),
        ("10010000", "壹仟零壹万元整"),
        ("100005000", "壹亿零伍仟元整"),
        ("105000000", "壹亿零伍佰万元整"),
        ("1000000001", "壹拾亿零壹元整"),
        ("0.01", "壹分"),
        ("0.10", "壹角整"),
    ],
)
def test_capitals_follow_the_settlement_measures(yuan: str, words: str) -> None:
    assert capitals(Fen.parse(yuan)) == words


@given(AMOUNTS)
def test_capitals_say_the_amount_and_nothing_else(fen: Fen) -> None:
    words = capitals(fen)
    assert spoken(words) == fen
    assert "零零" not in words
    assert words.endswith("分") == bool(fen % 10)


def test_capitals_refuse_what_cannot_be_said() -> None:
    for fen, code in ((Fen(-1), "amount.negative"), (Fen(10**14), "amount.too_large")):
        with pytest.raises(Refusal) as refused:
            capitals(fen)
        assert refused.value.code == code


def test_the_largest_amount_in_capitals() -> None:
    assert capitals(Fen(10**14 - 1)).startswith("玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分")


@pytest.mark.parametrize(
    ("fen", "factor", "product"),
    [
        (1, Decimal("0.5"), 1),
        (1, Decimal("0.49"), 0),
        (-1, Decimal("0.5"), -1),
        (10000, Fraction(1, 3), 3333),
        (3, Fraction(1, 2), 2),
        (12900, Decimal("0.031"), 400),
        (200, Fraction(1, 3), 67),
    ],
)
def test_a_fraction_rounds_half_up_to_whole_fen(fen: int, factor: Fraction | Decimal, product: int) -> None:
    result = multiply(Fen(fen), factor)
    assert result == product
    assert type(result) is Fen


def test_no_float_is_a_factor() -> None:
    with pytest.raises(TypeError):
        multiply(Fen(1), 0.5)  # type: ignore[arg-type]


@given(AMOUNTS, st.integers(1, 50))
def test_shares_sum_to_the_amount_and_differ_by_a_fen(fen: Fen, parts: int) -> None:
    shares = split(fen, parts)
    assert len(shares) == parts
    assert sum(shares, Fen(0)) == fen
    assert max(shares) - min(shares) <= 1
    assert list(shares) == sorted(shares, reverse=True)


def test_nothing_is_split_into_no_parts() -> None:
    with pytest.raises(ValueError, match="one part"):
        split(Fen(1), 0)


def spoken(words: str) -> int:
    """Read capitals aloud, independently of how they are written."""
    yuan, _, rest = words.rpartition("元")
    total, section, digit = 0, 0, 0
    for character in yuan:
        if character in VALUES:
            digit = VALUES[character]
        elif character in PLACES:
            section, digit = section + digit * PLACES[character], 0
        else:
            section += digit
            total, section, digit = total + section * (10000 if character == "万" else 10**8), 0, 0
    fen = (total + section + digit) * 100
    for sign, worth in (("角", 10), ("分", 1)):
        if sign in rest:
            fen += VALUES[rest[rest.index(sign) - 1]] * worth
    return fen
