"""Numbers that name something, in free text: phones, orders, registrations, identity and credit codes, links."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from odrdesk.domain.complaint import CHANNEL_NO_USUAL
from odrdesk.domain.errors import Refusal
from odrdesk.domain.identity import check_card, check_id, check_phone, check_uscc
from odrdesk.domain.recognition_spans import Span, clause
from odrdesk.domain.recognition_words import any_of, flat

PHONE, ORDER, REGISTRATION, ID, USCC, LINK = (
    "consumer.phone", "order.no", "channel_no", "consumer.id_no", "merchant.uscc", "order.link",
)  # fmt: skip
REACH = 10
"""Characters before a number in which its word stands."""

_EDGE, _END = r"(?<![0-9a-z])", r"(?![0-9a-z])"
_EXTENSION = r"(?: {0,2}(?:\u8f6c|\u5206\u673a|ext\.?|-) {0,2}[0-9]{1,6})?"
_MOBILE = re.compile(r"(?<![0-9])(?:(?:\+|00)?86[ -]?)?(1[3-9][0-9][ \-]?[0-9]{4}[ \-]?[0-9]{4})(?![0-9])")
_MASKED = re.compile(r"(?<![0-9])1[3-9][0-9][*x\u00d7]{4,5}[0-9]{4}(?![0-9])")
_LANDLINE = re.compile(
    r"(?<![0-9])(?:86[ -]?)?\(?0(?:10|2[0-9]|[3-9][0-9]{2})\)?[ \-]?[2-9][0-9]{2,3}[ \-]?[0-9]{4}(?![0-9])" + _EXTENSION
)
_SERVICE = re.compile(r"(?<![0-9])[48]00[ \-]?[0-9]{3,4}[ \-]?[0-9]{3,4}(?![0-9])" + _EXTENSION)
_ID = re.compile(_EDGE + r"[1-8][0-9]{16}[0-9x]" + _END)
_USCC = re.compile(_EDGE + r"[0-9a-hj-npqrtuwxy]{2}[0-9]{6}[0-9a-hj-npqrtuwxy]{10}" + _END)
_LINK = re.compile(r"https?://[a-z0-9.\-]{3,80}(?:/[!-;=?-~]{0,400})?", re.IGNORECASE)
_LONG = re.compile(r"(?<![0-9a-z])(?:[0-9]{6}-[0-9]{12,18}|[a-z]{0,4}[0-9]{8,32}(?:-[0-9]{1,6})?)(?![0-9a-z])")
_GROUPED = re.compile(r"(?<![0-9])[0-9]{4}(?: [0-9]{3,5}){2,5}(?![0-9])")
_REGION_AND_DAY = re.compile(r"[1-8][0-9]{5}0{7}20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{4}")
_ORDER_DIGITS = range(10, 25)
_UNTOLD_DIGITS = range(15, 21)
"""Orders of the large platforms have 15 to 20 digits; a shorter number without a word beside it may be anything."""


class Numbers:
    """Finds numbers; made once of the table `glued`."""

    def __init__(self, glued: Mapping[str, Any]) -> None:
        self._before = {
            name: re.compile(rf"(?:{any_of(map(flat, words))})[^0-9]{{0,{REACH}}}$") for name, words in glued.items()
        }

    def spans(self, text: str) -> Iterator[Span]:
        """Numbers by their shape and by the word before them, the surest shapes first."""
        yield from self._links(text)
        yield from self._checked(text)
        yield from self._phones(text)
        yield from self._long(text)

    def _links(self, text: str) -> Iterator[Span]:
        for found in _LINK.finditer(text):
            link = found.group().rstrip(".,;!?)]'\"")
            yield Span(found.start(), found.start() + len(link), LINK, link, sure=True, kind="link", rank=3)

    def _checked(self, text: str) -> Iterator[Span]:
        for found in _USCC.finditer(text):
            if any(letter.isalpha() for letter in found.group()[:-1]) and _passes(check_uscc, found.group()):
                yield Span(*found.span(), USCC, found.group().upper(), sure=True, kind="uscc", rank=3)
        for found in _ID.finditer(text):
            if not self._says("order", text, found.start()) and _passes(check_id, found.group()):
                yield Span(*found.span(), ID, found.group().upper(), sure=True, kind="id", rank=3)

    def _phones(self, text: str) -> Iterator[Span]:
        for found in _MOBILE.finditer(text):
            yield self._phone(text, *found.span(), re.sub("[ -]", "", found[1]), sure=True)
        for found in _MASKED.finditer(text):
            yield self._phone(text, *found.span(), found.group(), sure=False)
        for pattern in (_LANDLINE, _SERVICE):
            for found in pattern.finditer(text):
                number = " ".join(found.group().split())
                yield self._phone(
                    text, *found.span(), number, sure=pattern is _LANDLINE and _passes(check_phone, number)
                )

    def _phone(self, text: str, start: int, end: int, number: str, *, sure: bool) -> Span:
        if self._says("seller_phone", text, start):
            return Span(start, end, "", number, sure=False, kind="phone", rank=9)
        return Span(start, end, PHONE, number, sure, "phone", 4 if sure else 6)

    def _long(self, text: str) -> Iterator[Span]:
        for found in _GROUPED.finditer(text):
            if self._says("order", text, found.start()):
                yield Span(*found.span(), ORDER, found.group().replace(" ", ""), sure=True, kind="number", rank=4)
        for found in _LONG.finditer(text):
            number, digits = found.group().upper(), sum(letter.isdigit() for letter in found.group())
            at = found.span()
            if self._says("order", text, at[0]) and digits in _ORDER_DIGITS:
                yield Span(*at, ORDER, number, sure=True, kind="number", rank=4)
            elif self._says("parcel", text, at[0]) or self._says("card", text, at[0]):
                yield Span(*at, "", number, sure=False, kind="number", rank=9)
            elif _REGION_AND_DAY.fullmatch(number):
                yield Span(*at, REGISTRATION, number, sure=True, kind="number", rank=4)
            elif self._says("channel", text, at[0]) or (digits == len(number) and digits >= CHANNEL_NO_USUAL - 3):
                yield Span(*at, REGISTRATION, number, digits == CHANNEL_NO_USUAL, "number", 5)
            elif digits in _UNTOLD_DIGITS and not (number.isdigit() and digits == 19 and _passes(check_card, number)):
                yield Span(*at, ORDER, number, sure=False, kind="number", rank=6)

    def _says(self, name: str, text: str, at: int) -> bool:
        """Whether the clause says such a word right before a place, with no other number between."""
        return bool(self._before[name].search(clause(text, at, REACH + 12)))


def phone_in(text: str) -> tuple[int, int, str, bool] | None:
    """The first phone number in a labelled value: where, the number, whether it can be right."""
    for pattern in (_MOBILE, _LANDLINE, _SERVICE, _MASKED):
        found = pattern.search(text)
        if found:
            number = re.sub("[ -]", "", found[1]) if pattern is _MOBILE else " ".join(found.group().split())
            return *found.span(), number, pattern is not _MASKED and _passes(check_phone, number)
    return None


def id_fits(number: str) -> bool:
    """Whether an identity number can be right."""
    return _passes(check_id, number)


def uscc_fits(number: str) -> bool:
    """Whether a credit code can be right."""
    return _passes(check_uscc, number)


def link_in(text: str) -> str | None:
    """The first link in a labelled value."""
    found = _LINK.search(text)
    return found.group() if found else None


def _passes(check: Any, number: str) -> bool:
    try:
        check(number)
    except Refusal:
        return False
    return True
