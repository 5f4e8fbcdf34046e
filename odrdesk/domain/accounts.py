"""The account a payee (收款人) is paid to: what kind it is, whether its number can be right, how it looks when masked.

A card is told by its form (ISO/IEC 7812: 62 UnionPay with 16 to 19 digits, 4 and 51 to 55 with 16) and its last digit
is checked. Passbook accounts have no check digit that all banks share: their kind says that nobody has proved them. The
number itself is never put into a refusal.
"""

import re
import unicodedata
from enum import StrEnum

from odrdesk.domain.errors import Refusal
from odrdesk.domain.identity import check_card, mask_card, mask_email, mask_phone

SHORTEST, LONGEST = 12, 19
FIELD = "account"


class AccountKind(StrEnum):
    """A bank card, a bank account without a check digit, a payment account known by a mobile or by an e-mail."""

    CARD = "card"
    PASSBOOK = "passbook"
    MOBILE = "mobile"
    EMAIL = "email"


_BLANKS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]")
_BETWEEN = re.compile(r"(?<=[0-9])[-\u2010-\u2015\u2212](?=[0-9])")
_DIGITS = re.compile(r"[0-9]+")
_CARD = re.compile(r"62[0-9]{14,17}|4[0-9]{15}|5[1-5][0-9]{14}")
_CUT_SHORT = re.compile(r"62[0-9]{11,13}")
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})")
_EMAIL = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9_%+-])?@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)


def check_account(text: str) -> AccountKind:
    """What kind of account it is; blanks, hyphens between digits and full-width characters are understood.

    Refuses `account.characters`, `account.length`, `account.card_length` (62, but too short for a card),
    `account.check_digit`, `account.same_digit` and `account.email`.
    """
    number = plain_account(text)
    if "@" in number:
        if not _EMAIL.fullmatch(number) or ".." in number or len(number) > 254:
            raise Refusal("account.email", FIELD)
        return AccountKind.EMAIL
    if _MOBILE.fullmatch(number):
        return AccountKind.MOBILE
    if not _DIGITS.fullmatch(number):
        raise Refusal("account.characters", FIELD)
    return _of_digits(number)


def plain_account(text: str) -> str:
    """The account as it is stored and compared: half-width, without blanks and hyphens, a mobile without +86."""
    clear = _BETWEEN.sub("", _BLANKS.sub("", unicodedata.normalize("NFKC", text)))
    mobile = _MOBILE.fullmatch(clear)
    return mobile.group(1) if mobile else clear.lower() if "@" in clear else clear


def mask_account(text: str) -> str:
    """The last four digits of a card or bank account (`****7890`); a mobile and an e-mail as everywhere."""
    number = plain_account(text)
    if "@" in number:
        return mask_email(number)
    return mask_phone(number) if _MOBILE.fullmatch(number) else mask_card(number)


def _of_digits(number: str) -> AccountKind:
    if _CUT_SHORT.fullmatch(number):
        raise Refusal("account.card_length", FIELD, length=len(number))
    if not SHORTEST <= len(number) <= LONGEST:
        raise Refusal("account.length", FIELD, length=len(number), shortest=SHORTEST, longest=LONGEST)
    if len(set(number)) == 1:
        raise Refusal("account.same_digit", FIELD)
    if not _CARD.fullmatch(number):
        return AccountKind.PASSBOOK
    try:
        check_card(number)
    except Refusal as no:
        raise Refusal("account.check_digit", FIELD) from no
    return AccountKind.CARD
