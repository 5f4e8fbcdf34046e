"""Colours: every pair reaches its ratio in every column."""

import pytest

from odrdesk.desktop.tokens import AVATARS, CONTRAST_PAIRS, PAIRS, SMALLEST_PX, TABLE, TONES, Column, Ink, Tone

PAIRED = [(ink, ground, least, theme) for ink, grounds, least in PAIRS for ground in grounds for theme in Column]


SHARP = [
    (ink, ground, least, theme)
    for ink, grounds, least in CONTRAST_PAIRS
    for ground in grounds
    for theme in (Column.CONTRAST_LIGHT, Column.CONTRAST_DARK)
]


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
def test_what_is_drawn_stands_out_from_its_ground(ink: Ink, ground: Ink, least: float, theme: Column) -> None:
    assert contrast(TABLE[ink][theme], TABLE[ground][theme]) >= least


@pytest.mark.parametrize(("ink", "ground", "least", "theme"), SHARP)
def test_high_contrast_leaves_no_faint_text_and_no_faint_edge(
    ink: Ink, ground: Ink, least: float, theme: Column
) -> None:
    assert contrast(TABLE[ink][theme], TABLE[ground][theme]) >= least


@pytest.mark.parametrize("theme", [Column.CONTRAST_LIGHT, Column.CONTRAST_DARK])
def test_high_contrast_asks_seven_to_one_of_all_text(theme: Column) -> None:
    texts = (Ink.TEXT, Ink.TEXT2, Ink.TEXT3, Ink.ACCENT_TEXT, *(ink for ink, _soft in TONES.values()))
    for ink in texts:
        assert contrast(TABLE[ink][theme], TABLE[Ink.SURFACE][theme]) >= 7, ink
    assert contrast(TABLE[Ink.FOCUS][theme], TABLE[Ink.ACCENT][theme]) >= 1.2
    assert contrast(TABLE[Ink.BORDER][theme], TABLE[Ink.BG][theme]) >= 3


@pytest.mark.parametrize("fill", AVATARS)
def test_white_initials_can_be_read_on_every_avatar(fill: str) -> None:
    assert contrast("#FFFFFF", fill) >= 4.5


def test_every_token_has_all_colours_and_every_tone_its_inks() -> None:
    assert set(TABLE) == set(Ink)
    assert {len(colours) for colours in TABLE.values()} == {len(Column)}
    assert set(TONES) == set(Tone)


def test_nothing_is_set_below_eleven_pixels() -> None:
    assert SMALLEST_PX == 11
