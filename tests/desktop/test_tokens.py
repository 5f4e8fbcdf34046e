"""Colours: every pair reaches its ratio in both themes."""

import pytest

from odrdesk.desktop.tokens import AVATARS, PAIRS, SMALLEST_PX, TABLE, TONES, Ink, Tone

PAIRED = [(ink, ground, least, theme) for ink, grounds, least in PAIRS for ground in grounds for theme in (0, 1)]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[-6:][i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize(("ink", "ground", "least", "theme"), PAIRED)
def test_what_is_drawn_stands_out_from_its_ground(ink: Ink, ground: Ink, least: float, theme: int) -> None:
    assert contrast(TABLE[ink][theme], TABLE[ground][theme]) >= least


@pytest.mark.parametrize("fill", AVATARS)
def test_white_initials_can_be_read_on_every_avatar(fill: str) -> None:
    assert contrast("#FFFFFF", fill) >= 4.5


def test_every_token_has_both_colours_and_every_tone_its_inks() -> None:
    assert set(TABLE) == set(Ink)
    assert set(TONES) == set(Tone)


def test_nothing_is_set_below_eleven_pixels() -> None:
    assert SMALLEST_PX == 11
