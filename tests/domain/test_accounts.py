"""A payee's account: ISO/IEC 7812 cards by their check digit, bank accounts, payment accounts; masks that hide."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum import luhn

from odrdesk.domain.accounts import AccountKind, check_account, mask_account, plain_account
from odrdesk.domain.errors import Refusal

PREFIXES = st.sampled_from([("62", 16), ("62", 17), ("62", 18), ("62", 19), ("4", 16), ("51", 16), ("55", 16)])
FULL_WIDTH = {ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)}


@st.composite
def cards(draw: st.DrawFn) -> str:
    prefix, length = draw(PREFIXES)
    rest = "".join(str(draw(st.integers(0, 9))) for _ in range(length - len(prefix) - 1))
    return prefix + rest + luhn.calc_check_digit(prefix + rest)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("4111 1111 1111 1111", AccountKind.CARD),
        ("5555-5555-5555-4444", AccountKind.CARD),
        ("６２２２０２１２３４５６７８９０１２８", None),
        ("100124470100123456", AccountKind.PASSBOOK),
        ("456789012345", AccountKind.PASSBOOK),
        ("4000023209200123456", AccountKind.PASSBOOK),
        ("138 1234 5678", AccountKind.MOBILE),
        ("+86 138-1234-5678", AccountKind.MOBILE),
        ("zhang.san@example.com", AccountKind.EMAIL),
        ("ｚｈａｎｇ＠example.com", AccountKind.EMAIL),
    ],
)
def test_the_kind_of_an_account(text: str, kind: AccountKind | None) -> None:
    if kind is None:
        number = plain_account(text)
        text = text[:-1] + luhn.calc_check_digit(number[:-1]).translate(FULL_WIDTH)
        kind = AccountKind.CARD
    assert check_account(text) is kind


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "account.characters"),
        ("  ", "account.characters"),
        ("张三的卡", "account.characters"),
        ("wxid_abc123", "account.characters"),
        ("٤١١١١١١١١١١١١١١١", "account.characters"),
        ("12345678901", "account.length"),
        ("12345678901234567890", "account.length"),
        ("622202123456789", "account.card_length"),
        ("0000000000000000", "account.same_digit"),
        ("4111111111111112", "account.check_digit"),
        ("zhang@", "account.email"),
        ("zhang@@example.com", "account.email"),
        ("zh..ang@example.com", "account.email"),
    ],
)
def test_what_cannot_be_paid_to_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_account(text)
    assert (refused.value.code, refused.value.field) == (code, "account")
    assert plain_account(text) == "" or plain_account(text) not in str(dict(refused.value.data))


@given(cards())
def test_a_card_is_a_card_however_it_is_spaced(number: str) -> None:
    assert check_account(number) is AccountKind.CARD
    grouped = " ".join(number[place : place + 4] for place in range(0, len(number), 4))
    for written in (grouped, grouped.replace(" ", "-"), f"\u3000{number.translate(FULL_WIDTH)}\n"):
        assert check_account(written) is AccountKind.CARD
        assert plain_account(written) == number
        assert mask_account(written) == "****" + number[-4:]


def taken_as_a_card(text: str) -> bool:
    try:
        return check_account(text) is AccountKind.CARD
    except Refusal:
        return False


@given(cards(), st.data())
def test_one_digit_changed_is_found(number: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(number) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))
    assert not taken_as_a_card(number[:place] + other + number[place + 1 :])


@given(cards(), st.data())
def test_two_neighbours_swapped_are_found(number: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(number) - 2))
    pair = number[place : place + 2]
    # The one swap that ISO/IEC 7812 itself cannot see.
    assume(pair[0] != pair[1] and pair not in {"09", "90"})
    assert not taken_as_a_card(number[:place] + pair[::-1] + number[place + 2 :])


@given(cards(), st.data())
def test_a_digit_wrong_behind_the_issuer_is_refused(number: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(2, len(number) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))
    with pytest.raises(Refusal) as refused:
        check_account(number[:place] + other + number[place + 1 :])
    assert refused.value.code == "account.check_digit"


@given(st.text(st.characters(exclude_characters="*", exclude_categories=["Cs"]), max_size=40))
def test_a_mask_never_shows_the_whole(text: str) -> None:
    clear = plain_account(text)
    masked = mask_account(text)
    assert clear == "" or masked != clear


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("6222021234567890", "****7890"),
        ("100124470100123456", "****3456"),
        ("13812345678", "138****5678"),
        ("zhang@example.com", "z***@example.com"),
        ("12345678", "****"),
    ],
)
def test_masks(text: str, masked: str) -> None:
    assert mask_account(text) == masked
