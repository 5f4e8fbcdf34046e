"""What a password must be and how long one waits: after OWASP ASVS 5.0, 6.1.1, 6.2.1, 6.2.4, 6.2.5, 6.2.9, 6.2.11."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain import passwords
from odrdesk.domain.errors import Refusal
from odrdesk.services.books import common_passwords

NAMES = ("王芳", "浦东·悦播联络点")
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def refused(typed: str) -> str:
    with pytest.raises(Refusal) as no:
        passwords.check(typed, NAMES, common_passwords())
    assert no.value.field == "password"
    assert typed not in map(str, no.value.data.values())
    return no.value.code


@pytest.mark.parametrize(
    "typed",
    ["fluss kiesel", "藍色的河馬不吃早飯", "tormented-otter", "74920518", "mmkkrraa", "Ünterhaltung", "x" * 5 + "yz!"],
)
def test_eight_characters_of_any_kind_are_enough(typed: str) -> None:
    assert passwords.check(typed, NAMES, common_passwords()) == typed


@pytest.mark.parametrize("typed", ["", "1", "fluss k", "七个字的密码哦"])
def test_fewer_than_eight_are_too_few(typed: str) -> None:
    assert refused(typed) == "password.too_short"


def test_a_long_sentence_may_be_a_password_up_to_a_limit() -> None:
    assert passwords.check("河" + "a1" * 63, NAMES, common_passwords())
    assert refused("河" + "a1" * 64) == "password.too_long"


@pytest.mark.parametrize(
    "typed",
    [
        "password", "PASSWORD", "Password1", "p@ssw0rd", "passw0rd!!", "12345678", "87654321", "67890123", "11111111",
        "abababab", "abcdefgh", "qwertyuiop", "1q2w3e4r", "1qaz2wsx", "woaini1314", "woaini520!", "88886666",
        "admin123", "iloveyou", "abc12345", "我爱你1314520", "ｐａｓｓｗｏｒｄ", "pass word",
    ],
)  # fmt: skip
def test_what_too_many_choose_is_refused(typed: str) -> None:
    assert refused(typed) == "password.common"


@pytest.mark.parametrize(
    "typed", ["王芳123456", "王芳19900101", "浦东·悦播联络点", "浦东悦播联络点1", "悦播联络点2026", "!!!!!!王芳"]
)
def test_a_name_is_no_password(typed: str) -> None:
    assert refused(typed) == "password.name"


@pytest.mark.parametrize("typed", ["fluss\tkiesel", "fluss\nkiesel", "fluss\0kiesel", "fluss\ud800kiesel"])
def test_what_nobody_can_type_is_refused(typed: str) -> None:
    assert refused(typed) == "password.unreadable"


def test_the_input_method_makes_no_other_password() -> None:
    assert passwords.plain("ｆｌｕｓｓ　ｋｉｅｓｅｌ７") == passwords.plain("fluss kiesel7")


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=160))
def test_what_is_kept_is_its_own_one_form_and_within_the_limits(typed: str) -> None:
    try:
        kept = passwords.check(typed, NAMES, common_passwords())
    except Refusal:
        return
    assert passwords.LEAST <= len(kept) <= passwords.MOST
    assert passwords.plain(kept) == kept == passwords.check(kept, NAMES, common_passwords())


def test_the_pause_doubles_from_half_a_minute_to_a_quarter_of_an_hour() -> None:
    seconds = [int(passwords.pause_after(failures).total_seconds()) for failures in range(13)]
    assert seconds == [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]


@given(st.integers(0, 10**9))
def test_nobody_is_ever_locked_out_for_longer(failures: int) -> None:
    assert timedelta() <= passwords.pause_after(failures) <= timedelta(minutes=15)
    assert passwords.pause_after(failures) <= passwords.pause_after(failures + 1)


@given(st.integers(-(10**8), 10**8))
def test_what_is_left_of_a_pause_is_never_more_than_the_longest(seconds: int) -> None:
    left = passwords.pause_left(NOON + timedelta(seconds=seconds), NOON)
    assert left == (timedelta(seconds=seconds) if 0 < seconds <= 900 else timedelta())


def test_without_a_pause_nothing_is_left() -> None:
    assert passwords.pause_left(None, NOON) == timedelta()


def test_the_list_of_common_ones_is_folded() -> None:
    assert all(one == "".join(one.split()).casefold() == passwords.plain(one) for one in common_passwords())
    assert len(common_passwords()) > 250


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("kurz", passwords.Strength.REFUSED),
        ("password1", passwords.Strength.REFUSED),
        ("王芳123456", passwords.Strength.REFUSED),
        ("74920518", passwords.Strength.FAIR),
        ("mmkkrraamm", passwords.Strength.FAIR),
        ("fluss kiesel", passwords.Strength.FAIR),
        ("tormented-otter", passwords.Strength.GOOD),
        ("河马不吃早饭的", passwords.Strength.REFUSED),
        ("河马从来不吃早饭", passwords.Strength.GOOD),
    ],
)
def test_length_makes_a_password_strong_not_signs(typed: str, told: passwords.Strength) -> None:
    assert passwords.strength(typed, NAMES, common_passwords()) is told
