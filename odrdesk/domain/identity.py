"""Numbers that identify people and firms: whether they can be right, and how they look when masked.

A check says nothing about whether a firm or person exists, only that the number is well formed. It returns None or
raises a Refusal whose code names what is wrong; the refused number itself is never put into the refusal's data.
Every mask hides something, however short or odd the value is.
"""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date

from odrdesk.domain.errors import Refusal

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_PROVINCES = frozenset(
    str(province)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for province in range(first, last + 1)
)

# The word for a transferred call, and the one for an extension, as people write them after a number.
_EXTENSION = r"(?:\s*(?:\u8f6c|\u5206\u673a|ext\.?|x|-)\s*[0-9]{1,6})?"
_PHONES = (
    re.compile(r"(?:\+?86[\s-]?)?1[3-9][0-9][\s-]?[0-9]{4}[\s-]?[0-9]{4}"),
    re.compile(r"(?:\+?86[\s-]?)?\(?0(?:10|2[0-9]|[3-9][0-9]{2})\)?[\s-]?[2-9][0-9]{2,3}[\s-]?[0-9]{4}" + _EXTENSION),
    re.compile(r"[48]00[\s-]?[0-9]{3,4}[\s-]?[0-9]{3,4}" + _EXTENSION),
    re.compile(r"(?:1[0-2][0-9]{1,3}|9[56][0-9]{3,6})" + _EXTENSION),
)
_PHONE_CHARACTERS = re.compile(r"[0-9+()\sx.ext-]*(?:(?:\u8f6c|\u5206\u673a)\s*[0-9]*)?")
_MOBILE = re.compile(r"(?:86)?(1[3-9][0-9]{9})")
_AREA = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})(?=[2-9][0-9]{6,7})")

# Province or autonomous region; city, autonomous prefecture, area or league; district, county, banner or town-city.
_PROVINCE = r"(?:.{2,8}?(?:\u7701|\u81ea\u6cbb\u533a|\u7279\u522b\u884c\u653f\u533a))?"
_CITY = r"(?:.{1,10}?(?:\u5e02|\u81ea\u6cbb\u5dde|\u5730\u533a|\u76df))?"
# A housing estate, a community, a campus are no districts although their words end in the same character.
_DISTRICT = r"(?:.{1,12}?(?:(?<![\u5c0f\u793e\u6821\u5382])\u533a|\u53bf|\u65d7|\u5e02))"
_TO_DISTRICT = re.compile(_PROVINCE + _CITY + _DISTRICT)
_TO_CITY = re.compile(_PROVINCE + r".{1,10}?(?:\u5e02|\u81ea\u6cbb\u5dde|\u5730\u533a|\u76df)")
# Town, township, street office, road, avenue, street.
_TO_ROAD = re.compile(r".{1,12}?(?:\u9547|\u4e61|\u8857\u9053|\u5927\u9053|\u8def|\u8857)")
# A park, a scenic or an industrial area bears the character of a district and is none.
_PARK = re.compile(r"[\u56ed\u666f\u4e1a]\u533a$")
_CARD = re.compile(r"(?<![0-9])(?:62|4[0-9]|5[1-5])(?:[ -]?[0-9]){14,17}(?![0-9])")
_BETWEEN = r"[\s.\u00b7_\u2010-\u2015-]{0,2}"
"""What people put between the groups of a number."""
_MOBILE_IN = re.compile(rf"(?<![0-9])1[3-9][0-9](?:{_BETWEEN}[0-9]{{4}}){{2}}(?![0-9])")
_ID_IN = re.compile(
    rf"(?<![0-9])[1-8][0-9]{{5}}{_BETWEEN}(?:19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    rf"{_BETWEEN}[0-9]{{3}}[0-9Xx](?![0-9])"
)
_FULL_WIDTH = {0xFF10 + figure: str(figure) for figure in range(10)} | {0xFF38: "X", 0xFF58: "x", 0xFF0D: "-"}
_NUMBERS = re.compile(r"[0-9\uff10-\uff19]")


def check_uscc(text: str) -> None:
    """A firm's unified social credit code, GB 32100: 18 characters without I O S V Z, check character mod 31.

    Refuses `uscc.length`, `uscc.characters`, `uscc.region` (places 3-8 are no digits), `uscc.check_digit`.
    """
    code = normal(text)
    if len(code) != 18:
        raise Refusal("uscc.length", "uscc", length=len(code))
    if any(character not in _USCC_ALPHABET for character in code):
        raise Refusal("uscc.characters", "uscc")
    if not code[2:8].isdigit():
        raise Refusal("uscc.region", "uscc")
    total = sum(weight * _USCC_ALPHABET.index(c) for weight, c in zip(_USCC_WEIGHTS, code[:17], strict=True))
    if _USCC_ALPHABET[-total % 31] != code[17]:
        raise Refusal("uscc.check_digit", "uscc")


def check_id(text: str, today: date | None = None) -> None:
    """A resident's identity number, GB 11643: 18 places, check character mod 11-2.

    Refuses `id.length`, `id.characters`, `id.region`, `id.birth_date` (no such day, before 1850, or after `today`
    where that is given), `id.check_digit`.
    """
    number = normal(text)
    if len(number) != 18:
        raise Refusal("id.length", "id", length=len(number))
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise Refusal("id.characters", "id")
    if number[:2] not in _PROVINCES:
        raise Refusal("id.region", "id")
    born = _birth_date(number)
    if born is None or born.year < 1850 or (today is not None and born > today):
        raise Refusal("id.birth_date", "id")
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, number[:17], strict=True))
    if _ID_CHECKS[total % 11] != number[17]:
        raise Refusal("id.check_digit", "id")


def born_on(text: str) -> date:
    """The birth date in a resident's identity number; refuses what `check_id` refuses."""
    check_id(text)
    born = _birth_date(normal(text))
    if born is None:
        raise Refusal("id.birth_date", "id")
    return born


def check_phone(text: str) -> None:
    """A phone number of the mainland: mobile, landline with area code, 400 or 800, short public number; extensions.

    Refuses `phone.characters` and `phone.form`.
    """
    number = text.strip().lower()
    if not number or not _PHONE_CHARACTERS.fullmatch(number):
        raise Refusal("phone.characters", "phone")
    if not any(form.fullmatch(number) for form in _PHONES):
        raise Refusal("phone.form", "phone", digits=len(_digits(number)))


def check_card(text: str) -> None:
    """A bank card number, ISO/IEC 7812: 12 to 19 digits in groups or not, last digit by Luhn.

    Refuses `card.characters`, `card.length`, `card.check_digit`.
    """
    number = normal(text)
    if not re.fullmatch(r"[0-9]*", number):
        raise Refusal("card.characters", "card")
    if not 12 <= len(number) <= 19:
        raise Refusal("card.length", "card", length=len(number))
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    if sum(value - 9 if value > 9 else value for value in doubled) % 10:
        raise Refusal("card.check_digit", "card")


CHECKS: Mapping[str, Callable[[str], None]] = {
    "uscc": check_uscc,
    "id": check_id,
    "phone": check_phone,
    "card": check_card,
}


def normal(text: str) -> str:
    """A number as it is stored and compared: capitals, without spaces and hyphens."""
    return re.sub(r"[\s-]", "", text).upper()


def mask_name(name: str, compound: frozenset[str]) -> str:
    """Keep the surname and, of three characters or more, the last; `compound` are the surnames of two characters.

    After a compound surname nothing else is kept. A name that is long or not Chinese keeps its first character.
    """
    clear = name.strip()
    if not clear:
        return ""
    if len(clear) == 1:
        return "*"
    if clear[:2] in compound and 3 <= len(clear) <= 4:
        return clear[:2] + "*" * (len(clear) - 2)
    if len(clear) > 4 or clear.isascii():
        return clear[0] + "***"
    return clear[0] + "*" * max(len(clear) - 2, 1) + (clear[-1] if len(clear) > 2 else "")


def mask_phone(phone: str) -> str:
    """Keep 3 + 4 digits of a mobile, the area code and the last four of a landline; shorter numbers keep less."""
    digits = _digits(re.split(r"[\u8f6c\u5206xe]", phone.lower())[0])
    mobile = _MOBILE.fullmatch(digits)
    if mobile:
        return mobile.group(1)[:3] + "****" + mobile.group(1)[-4:]
    area = _AREA.match(digits)
    if area:
        return f"{area.group()}-****{digits[area.end() : area.end() + 8][-4:]}"
    if len(digits) >= 10:
        return digits[:3] + "*" * (len(digits) - 7) + digits[-4:]
    if digits:
        return (digits[0] if len(digits) > 1 else "") + "*" * max(len(digits) - 1, 1)
    return "***" if phone.strip() else ""


def mask_id(number: str) -> str:
    """Keep the region and the last four of a resident's number; of any other document the first and last."""
    clear = normal(number)
    if len(clear) == 18:
        return clear[:6] + "*" * 8 + clear[-4:]
    if len(clear) >= 6:
        return clear[0] + "*" * (len(clear) - 2) + clear[-1]
    return "*" * len(clear)


def mask_card(number: str) -> str:
    """Keep the last four digits of a card or account; of eight digits or fewer, none."""
    clear = normal(number)
    return "****" + (clear[-4:] if len(clear) > 8 else "") if clear else ""


def mask_cards_in(text: str, kept: Collection[str] = ()) -> str:
    """The text with every bank card number of 16 to 19 digits masked, in groups or not; those in `kept` stay.

    Told by the issuers' first digits (ISO/IEC 7812: 62 UnionPay, 4, 51-55), not by the last: a number somebody
    mistyped by a digit still tells whose account it is.
    """
    text = half_width(text)
    return _CARD.sub(lambda found: found.group() if normal(found.group()) in kept else mask_card(found.group()), text)


def mask_people_in(text: str, kept: Collection[str] = ()) -> str:
    """The text with every mobile and resident's number masked, in groups or not, whoever's it is; `kept` stay."""

    def masked(found: re.Match[str]) -> str:
        figures = _digits(found.group()) + ("X" if found.group()[-1] in "Xx" else "")
        return found.group() if figures in kept else (mask_phone if len(figures) == 11 else mask_id)(figures)

    return _MOBILE_IN.sub(masked, _ID_IN.sub(masked, half_width(text)))


def half_width(text: str) -> str:
    """The text with its full-width figures (１３８) as ordinary ones: they are the same number."""
    return text.translate(_FULL_WIDTH)


def typed(number: str) -> str:
    """A pattern for a number of ASCII characters as people type it: in groups or not."""
    return _BETWEEN.join(map(re.escape, number))


def mask_address(address: str) -> str:
    """Keep an address down to its district or county; where none is named, to the city, or else to the road."""
    clear = address.strip()
    head = _NUMBERS.split(clear, maxsplit=1)[0]
    for form in (_TO_DISTRICT, _TO_CITY, _TO_ROAD):
        kept = form.match(head)
        if kept:
            return kept.group() + "***"
    return "***" if clear else ""


def region_of(address: str) -> str | None:
    """The region an address begins with, down to its district or county, else to its city; None where it names none.

    As it is written: nothing is added, and nothing is told from a road or a park alone.
    """
    head = _NUMBERS.split("".join(address.split()), maxsplit=1)[0]
    for form in (_TO_DISTRICT, _TO_CITY):
        kept = form.match(head)
        if kept and not _PARK.search(kept.group()):
            return kept.group()
    return None


def mask_email(email: str) -> str:
    """Keep the first character and the host: `z***@example.com`."""
    name, at, host = email.strip().partition("@")
    return (name[:1] + "***" + at + host) if name or host else ""


def _birth_date(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def _digits(text: str) -> str:
    return "".join(character for character in text if character in "0123456789")
