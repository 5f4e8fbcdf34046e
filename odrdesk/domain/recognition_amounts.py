"""Amounts of money in free text: figures and Chinese numerals, and whether they were paid or are asked for."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.recognition_spans import Span, clause
from odrdesk.domain.recognition_words import any_of, flat

PAID, CLAIMED, KIND = "order.paid", "claimed", "amount"
REACH = 12
"""Characters before an amount in which its word stands."""
BARE = 5
"""A number with no sign of money is one only that close behind the word."""
_THOUSAND, _MYRIAD = 1_000, 10_000


class Told(NamedTuple):
    """An amount as it stands: where, how much, whether anything shows that it is money, whether it is exact."""

    start: int
    end: int
    amount: Fen
    money: bool
    exact: bool


class Amounts:
    """Finds amounts; made once of the tables `amounts` and `numerals`."""

    def __init__(self, amounts: Mapping[str, Any], numerals: Mapping[str, Any]) -> None:
        self._digits = {letter: value for value, letter in enumerate(numerals["digits"])} | dict(numerals["also"])
        self._tens, self._myriad = dict(numerals["tens"]), numerals["myriad"]
        self._thousand = next(sign for sign, worth in self._tens.items() if worth == _THOUSAND)
        units, before, other = (
            any_of(amounts["units"]),
            any_of(map(flat, amounts["before"])),
            any_of(amounts["other_units"]),
        )
        letters = re.escape("".join([*self._digits, *self._tens, self._myriad]))
        number = r"[0-9]{1,9}(?:,[0-9]{3}){0,3}(?:\.[0-9]{1,2})?"
        self._figure = re.compile(
            rf"(?P<before>(?:{before}) {{0,2}})?(?<![0-9a-z.\-])(?P<number>{number})(?![0-9])"
            rf"(?! ?(?:{other}))(?P<unit> ?(?:{units}))?(?![.:/\-*,]?[0-9])"
        )
        self._spoken = re.compile(rf"(?P<number>[{letters}]{{1,12}})(?:(?P<unit>{units})(?P<tail>[{letters}])?)?")
        self._paid, self._claimed = (re.compile(any_of(map(flat, amounts[name]))) for name in ("paid", "claimed"))
        self._offered = re.compile(any_of(amounts["offered"]))

    def told(self, text: str) -> Iterator[Told]:
        """Every number that may be an amount, in the order of the text."""
        found = [*self._in_figures(text), *self._in_words(text)]
        return iter(sorted(found))

    def spans(self, text: str) -> Iterator[Span]:
        """Amounts with the field their clause speaks of; without any word or sign of money they are none."""
        for one in self.told(text):
            context = clause(text, one.start, REACH if one.money else BARE)
            said = self._said(context)
            if self._offered.search(context):
                if one.money:
                    yield Span(one.start, one.end, "", one.amount.plain, sure=False, kind=KIND, rank=9)
            elif said:
                yield Span(one.start, one.end, said, one.amount.plain, one.exact, KIND, 4 if one.money else 5)
            elif one.money:
                yield Span(one.start, one.end, PAID, one.amount.plain, sure=False, kind=KIND, rank=7)

    def read(self, text: str) -> Fen | None:
        """The first amount in a labelled value; any bare number is one."""
        one = next(self.told(text), None)
        return one.amount if one else None

    def _said(self, context: str) -> str:
        """Which of the two the last word before the amount speaks of."""
        places = {name: _last(words, context) for name, words in ((PAID, self._paid), (CLAIMED, self._claimed))}
        best = max(places, key=lambda name: places[name])
        return best if places[best] >= 0 else ""

    def _in_figures(self, text: str) -> Iterator[Told]:
        for found in self._figure.finditer(text):
            unit = (found["unit"] or "").strip()
            number = found["number"].rstrip(",")
            worth = _MYRIAD if self._myriad in unit else _THOUSAND if unit == self._thousand else 1
            amount = _times(number, worth)
            if amount is not None:
                end = found.end() if unit else found.start("number") + len(number)
                yield Told(found.start(), end, amount, bool(found["before"] or unit), exact=True)

    def _in_words(self, text: str) -> Iterator[Told]:
        for found in self._spoken.finditer(text):
            number, unit = found["number"], found["unit"]
            value = self.spoken(number)
            # Without a unit only what counts hundreds or more may be money: everything else counts things and days.
            if value is None or not 0 < value < 10**8 or not (unit or value >= 100):
                continue
            tail = self._digits.get(found["tail"] or "")
            # "one hundred yuan five" is 100.50: the figure behind the unit counts its tenths.
            fen = value * 100 + (tail or 0) * 10
            end = found.end() if tail is not None else found.end("unit") if unit else found.end("number")
            if unit not in self._tens and unit != self._myriad:
                yield Told(found.start(), end, Fen(fen), money=bool(unit), exact=bool(unit) and len(number) > 1)

    def spoken(self, numeral: str) -> int | None:
        """The number a Chinese numeral says, `1200` for its thousand-two; None where it says none."""
        whole, _sign, rest = numeral.partition(self._myriad) if self._myriad in numeral else ("", "", numeral)
        below = self._section(rest, short_by=_MYRIAD if whole else 0)
        if not whole:
            return below
        above = self._section(whole, short_by=0)
        return None if above is None or below is None else above * _MYRIAD + below

    def _section(self, numeral: str, *, short_by: int) -> int | None:
        total, digit, last, zero = 0, None, short_by, False
        for letter in numeral:
            if letter in self._tens:
                worth = self._tens[letter]
                total += (1 if digit is None else digit) * worth
                digit, last, zero = None, worth, False
            elif letter in self._digits:
                value = self._digits[letter]
                if digit is not None and digit != 0:
                    return None
                zero, digit = value == 0, value
            else:
                return None
        if digit is None or zero:
            return total
        # A last figure without its own unit counts the tens just below the last one: thousand-two is 1200.
        spoken_zero = len(numeral) > 1 and self._digits.get(numeral[-2]) == 0
        worth = last // 10 if last > 10 and not spoken_zero else 1
        return total + digit * worth


def _last(words: re.Pattern[str], context: str) -> int:
    return max((found.end() for found in words.finditer(context)), default=-1)


def _times(number: str, worth: int) -> Fen | None:
    try:
        fen = Fen.parse(number)
    except Refusal:
        return None
    total = int(fen) * worth
    return Fen(total) if 0 <= total < 10**12 else None
