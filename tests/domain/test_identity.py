"""Numbers of firms and persons: checked against the standards, masked so that nothing clear is left."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import uscc

from odrdesk.domain.errors import Refusal
from odrdesk.domain.identity import (
    CHECKS,
    born_on,
    check_card,
    check_id,
    check_phone,
    check_uscc,
    mask_address,
    mask_card,
    mask_cards_in,
    mask_email,
    mask_id,
    mask_name,
    mask_people_in,
    mask_phone,
    normal,
    region_of,
)

COMPOUND = frozenset({"欧阳", "司马"})
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def refusal_of(kind: str, value: str) -> str | None:
    try:
        CHECKS[kind](value)
    except Refusal as refused:
        return refused.code
    return None


@pytest.mark.parametrize(("kind", "value"), [("uscc", "91X"), ("id", "3101"), ("phone", "1381234"), ("card", "4111")])
def test_a_refusal_names_its_field_and_never_repeats_the_number(kind: str, value: str) -> None:
    with pytest.raises(Refusal) as refused:
        CHECKS[kind](value)
    assert refused.value.field == kind
    assert value not in map(str, refused.value.data.values())


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91310115MA1FARM015", "91310000MA1FLTEATW"])
def test_right_credit_codes_pass(code: str) -> None:
    assert refusal_of("uscc", code) is None
    assert refusal_of("uscc", f" {code.lower()} ") is None


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        ("91350100M000100Y44", "uscc.check_digit"),
        ("91350100M000100Y4", "uscc.length"),
        ("", "uscc.length"),
        ("9135A100M000100Y43", "uscc.region"),
        ("\uff1991350100M000100Y4", "uscc.characters"),
        *[(f"91350100M0001{letter}0Y43", "uscc.characters") for letter in "IOSVZ"],
    ],
)
def test_wrong_credit_codes_say_why(code: str, refusal: str) -> None:
    assert refusal_of("uscc", code) == refusal


@given(st.from_regex(rf"[1-9A-HJ-NPQRTUWXY][1-9][0-9]{{6}}[{ALPHABET}]{{10}}", fullmatch=True))
def test_credit_codes_are_judged_as_the_standard_does(code: str) -> None:
    right = code[:17] + uscc.calc_check_digit(code[:17])
    assert refusal_of("uscc", right) is None
    assert (refusal_of("uscc", code) is None) == (code == right)


@pytest.mark.parametrize("number", ["11010519491231002X", "310115201305201238", "310115199003070017"])
def test_right_identity_numbers_pass(number: str) -> None:
    assert refusal_of("id", number) is None
    assert refusal_of("id", number.lower()) is None


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        ("110105194912310021", "id.check_digit"),
        ("310115201305201239", "id.check_digit"),
        ("31011520130520123", "id.length"),
        ("310115130520123", "id.length"),
        ("3101152013052012AX", "id.characters"),
        ("X10115201305201238", "id.characters"),
        ("990115201305201238", "id.region"),
        ("310115201302301238", "id.birth_date"),
        ("310115184912311238", "id.birth_date"),
    ],
)
def test_wrong_identity_numbers_say_why(number: str, refusal: str) -> None:
    assert refusal_of("id", number) == refusal


def test_every_single_slip_in_an_identity_number_is_found() -> None:
    right = "310115199003070017"
    for place in range(18):
        for digit in "0123456789":
            slipped = right[:place] + digit + right[place + 1 :]
            assert (refusal_of("id", slipped) is None) == (slipped == right)


def test_nobody_is_born_tomorrow() -> None:
    check_id("310115201305201238", today=date(2013, 5, 20))
    with pytest.raises(Refusal) as refused:
        check_id("310115201305201238", today=date(2013, 5, 19))
    assert refused.value.code == "id.birth_date"


def test_the_number_tells_the_boys_birthday() -> None:
    assert born_on("310115201305201238") == date(2013, 5, 20)


@pytest.mark.parametrize(
    "phone",
    [
        "13812345678",
        "138 1234 5678",
        "+86 138-1234-5678",
        "8613812345678",
        "021-62345678",
        "(021)62345678",
        "02162345678",
        "0571-8888888",
        "021-62345678转802",
        "021-62345678-802",
        "400-820-8820",
        "4008208820",
        "800 820 8820",
        "12315",
        "95188",
        "96315",
    ],
)
def test_phones_of_every_kind_pass(phone: str) -> None:
    assert refusal_of("phone", phone) is None


@pytest.mark.parametrize(
    ("phone", "refusal"),
    [
        ("12812345678", "phone.form"),
        ("1381234567", "phone.form"),
        ("138123456789", "phone.form"),
        ("62345678", "phone.form"),
        ("021-123", "phone.form"),
        ("", "phone.characters"),
        ("无", "phone.characters"),
        ("1381234567O", "phone.characters"),
        ("\uff11\uff13\uff1812345678", "phone.characters"),
    ],
)
def test_other_phones_say_why(phone: str, refusal: str) -> None:
    assert refusal_of("phone", phone) == refusal


@given(st.from_regex(r"[0-9]{12,19}", fullmatch=True))
def test_cards_are_judged_by_luhn(number: str) -> None:
    assert (refusal_of("card", number) is None) == luhn.is_valid(number)


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        ("4111 1111 1111 1111", None),
        ("4111111111111112", "card.check_digit"),
        ("41111111", "card.length"),
        ("4111x11111111111", "card.characters"),
    ],
)
def test_cards_say_why(number: str, refusal: str | None) -> None:
    assert refusal_of("card", number) == refusal


def test_the_checks_answer_nothing_when_all_is_well() -> None:
    assert check_uscc("91350100M000100Y43") is check_id("11010519491231002X") is None
    assert check_phone("12315") is check_card("4111111111111111") is None


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张明", "张*"),
        ("张某", "张*"),
        ("张小明", "张*明"),
        ("欧阳明", "欧阳*"),
        ("欧阳小明", "欧阳**"),
        ("欧阳", "欧*"),
        ("张王小明", "张**明"),
        ("张", "*"),
        ("阿卜杜拉·买买提", "阿***"),
        ("Bo", "B***"),
        ("", ""),
    ],
)
def test_names_keep_the_surname(name: str, masked: str) -> None:
    assert mask_name(name, COMPOUND) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812345678", "138****5678"),
        ("+86 138-1234-5678", "138****5678"),
        ("021-62345678", "021-****5678"),
        ("0571-8888888转12", "0571-****8888"),
        ("400-820-8820", "400***8820"),
        ("12315", "1****"),
        ("无", "***"),
        ("", ""),
    ],
)
def test_phones_keep_both_ends(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


def test_identity_numbers_and_cards_keep_their_ends() -> None:
    assert mask_id("310115201305201238") == "310115********1238"
    assert mask_id("11010519491231002x") == "110105********002X"
    assert mask_id("E12345678") == "E*******8"
    assert mask_id("123") == "***"
    assert mask_card("6222021234567890") == "****7890"
    assert mask_card("6222 0212 3456 7890") == "****7890"
    assert mask_card("12345678") == "****"
    assert mask_card("") == ""


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("上海市浦东新区世纪大道2001号4号楼319室", "上海市浦东新区***"),
        ("上海浦东新区张江路1号", "上海浦东新区***"),
        ("浙江省杭州市余杭区文一西路969号", "浙江省杭州市余杭区***"),
        ("广西壮族自治区南宁市青秀区民族大道1号", "广西壮族自治区南宁市青秀区***"),
        ("江苏省苏州市昆山市玉山镇前进路1号", "江苏省苏州市昆山市***"),
        ("湖北省恩施土家族苗族自治州恩施市舞阳坝街道1号", "湖北省恩施土家族苗族自治州恩施市***"),
        ("北京市朝阳区阳光小区5号", "北京市朝阳区***"),
        ("上海市世纪大道2001号A区", "上海市***"),
        ("世纪大道2001号", "世纪大道***"),
        ("阳光小区3号楼", "***"),
        ("Flat 3", "***"),
        ("", ""),
    ],
)
def test_addresses_end_at_the_district(address: str, masked: str) -> None:
    assert mask_address(address) == masked


def test_mail_keeps_its_first_letter_and_host() -> None:
    assert mask_email("zhang@example.com") == "z***@example.com"
    assert mask_email("nohost") == "n***"
    assert mask_email("") == ""


@given(st.text(st.characters(exclude_characters="*"), min_size=1, max_size=30).filter(str.strip))
def test_no_mask_gives_the_clear_value_back(value: str) -> None:
    masks = (mask_phone, mask_id, mask_card, mask_address, mask_email)
    for masked in (*(mask(value) for mask in masks), mask_name(value, COMPOUND)):
        assert masked != value.strip()


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_masked_mobile_hides_its_middle(phone: str) -> None:
    assert mask_phone(phone) == f"{phone[:3]}****{phone[7:]}"


def test_numbers_are_stored_without_blanks() -> None:
    assert normal(" 9135 0100-m000 ") == "91350100M000"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("转账6222021234567890已到账", "转账****7890已到账"),
        ("卡 6222 0212 3456 7890", "卡 ****7890"),
        ("订单 692011582274003801", "订单 692011582274003801"),
        ("订单 6201158227400380", "订单 6201158227400380"),
        ("电话 13812345678", "电话 13812345678"),
        ("编号 3101150000000202609301234", "编号 3101150000000202609301234"),
    ],
)
def test_a_card_number_in_a_text_is_masked_and_an_order_number_stays(said: str, shown: str) -> None:
    assert mask_cards_in(said, {"6201158227400380"}) == shown


@pytest.mark.parametrize(("said", "shown"), [
    ("他妻子电话１３９１２３４５６７８", "他妻子电话139****5678"),
    ("139.1234.5678或139 1234—5678", "139****5678或139****5678"),
    ("+86 13912345678转", "+86 139****5678转"),
    ("身份证110101 19900307 451x", "身份证110101********451X"),
    ("订单692011582274003801，运单139123456789", "订单692011582274003801，运单139123456789"),
    ("联系13812345678", "联系13812345678"),
])  # fmt: skip
def test_numbers_of_people_are_masked_wherever_they_stand(said: str, shown: str) -> None:
    assert mask_people_in(said, {"13812345678"}) == shown


@pytest.mark.parametrize(
    ("address", "region"),
    [
        ("上海市浦东新区川沙路 2595 弄 33 号 601 室", "上海市浦东新区"),
        ("浙江省杭州市西湖区文三路 1 号", "浙江省杭州市西湖区"),
        ("江苏省苏州市昆山市花桥镇", "江苏省苏州市昆山市"),
        ("广西壮族自治区桂林市阳朔县 3 号", "广西壮族自治区桂林市阳朔县"),
        ("上海 市 浦东 新区", "上海市浦东新区"),
        ("浦东新区张杨路 3588 号", "浦东新区"),
        ("浙江省宁波市", "浙江省宁波市"),
        ("川沙路 2595 弄", None),
        ("张江高科技园区 5 号楼", None),
        ("阳光小区 3 栋", None),
        ("", None),
    ],
)
def test_a_region_is_what_an_address_begins_with_and_never_a_guess(address: str, region: str | None) -> None:
    assert region_of(address) == region
