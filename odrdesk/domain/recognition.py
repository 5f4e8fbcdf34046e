"""What a pasted text says of a complaint, piece by piece: where it stands, which field it fills, and how sure that is.

Labels come first, then numbers that can be checked, then names the desk knows, days, amounts, and at last what only
the words around it tell. Nothing is made up: every value remembers where it was read, and what is not sure asks a
person to look. The cost grows with the length of the text and nothing else.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from odrdesk.domain import recognition_numbers as numbers
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.recognition_amounts import CLAIMED, PAID, Amounts
from odrdesk.domain.recognition_names import Dictionary, Names
from odrdesk.domain.recognition_numbers import Numbers
from odrdesk.domain.recognition_spans import ENDS, FULL_COMMA, FULL_STOP, Room, Span, Value, trimmed
from odrdesk.domain.recognition_times import TIMECODE, Times
from odrdesk.domain.recognition_words import ASIDE, Words, any_of, flat
from odrdesk.domain.vocabulary import Category, Claim

FACTS, CLAIMS, CLAIMS_WORDS, CATEGORY, CHANNEL, PAYMENT = (
    "facts", "claims", "claims_words", "category", "channel", "order.payment",
)  # fmt: skip
LONG_FIELDS = frozenset({FACTS, CLAIMS_WORDS})
"""Their values may hold others: they keep no room to themselves."""
MOMENTS = frozenset({"received_at", "pushed_at"})
DAYS = frozenset({
    "order.bought_on", "order.signed_on", "order.completed_on", "live.on", "consumer.born_on", "knew_on",
})  # fmt: skip
NUMBERS = frozenset({"channel_no", "order.no", "consumer.id_no", "merchant.uscc", "live.account"})
LONGEST_LINE = 200
LEAST_DIGITS = 6
"""A registration number has as many; what has fewer is rather a word for there being none."""
LEAST_LABELS = 2
"""With fewer labels a text on the clipboard is not offered as a complaint."""

_TO_BREAK = re.compile(r"[\n]")
_BRACKET = re.compile(r"[(\[]")
_QUANTITY = re.compile(r"[0-9]{1,6}")
_NUMBER = re.compile(r"[0-9a-z][0-9a-z _.\-]{3,62}[0-9a-z]")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read: `spans` in the order of the text, at most one for each field; those without a field are beside."""

    spans: tuple[Span, ...]

    def of(self, field: str) -> Span | None:
        """The span of a field."""
        return next((span for span in self.spans if span.field == field), None)

    @property
    def fields(self) -> dict[str, Span]:
        """All spans that fill a field, by its name."""
        return {span.field: span for span in self.spans if span.field}


class Recogniser:
    """Reads texts on one day: all patterns are made once. `today` is the day of pasting in Asia/Shanghai."""

    def __init__(self, words: Words, today: date, known: Dictionary | None = None) -> None:
        table = words.table
        self._words, self._known = words, known or Dictionary()
        self._numbers, self._names = Numbers(table["glued"]), Names(words)
        self._amounts, self._times = Amounts(table["amounts"], table["numerals"]), Times(table["times"], today)
        self._asking = tuple(
            re.compile(rf"(?<![a-z])(?:{any_of(map(flat, table['claims'][how]))})[^\n\u3002!;]{{0,200}}")
            for how in ("asking", "asking_softly")
        )
        self._not_asking = re.compile(rf"(?:{any_of(table['claims']['not_asking'])})[^\n\u3002!;]{{0,60}}")
        self._payments = re.compile(any_of(table["payments"]["words"]))

    def read(self, text: str) -> Recognised:
        """Everything the text says; an empty or senseless one says nothing. Never raises."""
        plain = flat(text)
        room = Room()
        found = self._labelled(plain, room)
        for finder in (
            self._numbers.spans,
            self._known.spans,
            self._times.timecodes,
            self._times.spans,
            self._amounts.spans,
        ):
            found += room.admit(sorted(finder(plain), key=lambda span: (span.rank, span.start, -span.length)))
        found += room.admit(sorted(self._names.spans(plain), key=lambda span: (span.rank, span.start)))
        found += room.admit(
            Span(*one.span(), PAYMENT, one.group(), sure=False, kind="payment")
            for one in self._payments.finditer(plain)
        )
        found += self._asked(plain, found)
        found += self._guessed(plain, found)
        found += self._told(plain, found)
        return Recognised(tuple(_as_written(text, span) for span in _one_each(found)))

    def labels(self, text: str) -> int:
        """How many different fields the text names by a label."""
        plain = flat(text[:20_000])
        return len({field for _start, _from, field in self._label_places(plain)} - {ASIDE})

    def value(self, field: str, text: str) -> Value | None:
        """What a piece of text that a person chose says for a field; None where it says nothing of its kind."""
        plain = flat(text)
        start, end = trimmed(plain, 0, len(plain))
        if field == CLAIMS:
            return self._claims(plain) or None
        span = self._value(plain, start, end, field) if start < end else None
        return _as_written(text, span).value if span else None

    # Labels and what stands behind them

    def _label_places(self, text: str) -> list[tuple[int, int, str]]:
        """Where each label stands, where its value begins, its field; a label within another is none."""
        labels = self._words.labels
        places = [(found.start(1), found.end(), labels.fields[found[1]]) for found in labels.anywhere.finditer(text)]
        places += [(found.start(1), found.end(), labels.fields[found[1]]) for found in labels.alone.finditer(text)]
        kept: list[tuple[int, int, str]] = []
        for place in sorted(places, key=lambda one: (one[0], -one[1])):
            if not kept or place[0] >= kept[-1][1]:
                kept.append(place)
        return kept

    def _labelled(self, text: str, room: Room) -> list[Span]:
        places = self._label_places(text)
        found: list[Span] = []
        for number, (start, behind, field) in enumerate(places):
            after = places[number + 1][0] if number + 1 < len(places) else len(text)
            begin, end = trimmed(text, behind, self._value_end(text, behind, after, field))
            span = self._value(text, begin, end, field) if begin < end else None
            if field == ASIDE:
                # What is no field of ours may be read by nobody else.
                room.take(start, min(end, begin + LONGEST_LINE))
            if span is None:
                continue
            if span.field in LONG_FIELDS or room.take(span.start, span.end):
                found.append(span)
        return found

    @staticmethod
    def _value_end(text: str, begin: int, after: int, field: str) -> int:
        """Where a value ends: before the next label, and but for a narrative at the end of its line."""
        if field == FACTS:
            return after
        broken = _TO_BREAK.search(text, begin, after)
        end = broken.start() if broken else after
        if field in LONG_FIELDS or field in DAYS or field in MOMENTS or field == "order.link":
            return end
        last = min(end, begin + LONGEST_LINE)
        grouped = field in {PAID, CLAIMED}
        return next((at for at in range(begin, last) if text[at] in ENDS and not (grouped and _within(text, at))), last)

    def _value(self, text: str, start: int, end: int, field: str) -> Span | None:  # noqa: PLR0911 -- one kind a line
        value = text[start:end]
        if field == ASIDE:
            return None
        if field == "consumer.phone":
            return self._phone(value, start)
        if field in MOMENTS or field in DAYS:
            return self._day(value, start, field)
        if field in {PAID, CLAIMED}:
            return self._amount(value, start, field)
        if field in NUMBERS:
            return self._number(value, start, field)
        if field == "consumer.name":
            person = self._names.person(value)
            return Span(start, start + person[1], field, value[: person[1]], person[2], "person", 1) if person else None
        if field in {CATEGORY, CHANNEL}:
            return self._coded(value, start, field)
        if field == TIMECODE:
            return next(
                (
                    one._replace(start=start + one.start, end=start + one.end, sure=True, rank=1)
                    for one in self._times.timecodes(value)
                ),
                None,
            )
        if field == "order.quantity":
            found = _QUANTITY.match(value)
            return (
                Span(start, start + found.end(), field, found.group(), sure=True, kind="quantity", rank=1)
                if found
                else None
            )
        return self._words_of(value, start, field)

    def _words_of(self, value: str, start: int, field: str) -> Span | None:
        """Free words; a name ends before a bracket, a narrative is taken whole."""
        if field not in LONG_FIELDS and field not in {"order.goods", "order.link", "consumer.address"}:
            bracket = _BRACKET.search(value, 2)
            value = value[: bracket.start()].rstrip() if bracket else value
        if field == "order.link":
            value = numbers.link_in(value) or ""
        known = self._words.labels.fields
        return (
            Span(start, start + len(value), field, value, sure=True, kind="words", rank=1)
            if value and value not in known
            else None
        )

    def _phone(self, value: str, start: int) -> Span | None:
        found = numbers.phone_in(value)
        if found is None:
            return None
        at, end, number, right = found
        return Span(start + at, start + end, "consumer.phone", number, right, "phone", 1)

    def _day(self, value: str, start: int, field: str) -> Span | None:
        day = next(self._times.days(value), None)
        if day is None:
            return None
        told: Value = (day.day.isoformat(), day.time) if field in MOMENTS else day.day.isoformat()
        return Span(start + day.start, start + day.end, field, told, day.exact, "day", 1)

    def _amount(self, value: str, start: int, field: str) -> Span | None:
        for one in self._amounts.told(value):
            return Span(start + one.start, start + one.end, field, one.amount.plain, sure=True, kind="amount", rank=1)
        return None

    def _number(self, value: str, start: int, field: str) -> Span | None:
        found = _NUMBER.search(value)
        if found is None:
            return None
        number = re.sub(r"\s", "", found.group()).upper() if field != "live.account" else found.group()
        sure = _fits(field, number)
        return Span(start + found.start(), start + found.end(), field, number, sure, "number", 1)

    def _coded(self, value: str, start: int, field: str) -> Span | None:
        vocabulary = self._words.vocabulary
        if field == CHANNEL:
            channel = vocabulary.channels.get(value.strip())
            return (
                Span(start, start + len(value), field, channel.value, sure=True, kind="code", rank=1)
                if channel
                else None
            )
        told = vocabulary.category_of(value)
        guessed = told if told is not Category.OTHER else vocabulary.category_told(value)
        return Span(start, start + len(value), field, guessed.value, told is guessed, "code", 1) if guessed else None

    # What the words tell by themselves

    def _asked(self, text: str, found: Iterable[Span]) -> list[Span]:
        """The claim's own words, labelled or in a clause that asks for something, and the codes they come to."""
        told = next((span for span in found if span.field == CLAIMS_WORDS), None) or self._asking_clause(text)
        if told is None:
            return []
        codes = self._claims(str(told.value))
        claims = [Span(told.start, told.end, CLAIMS, codes, told.sure, "code")] if codes else []
        return claims if told.rank == 1 else [told, *claims]

    def _asking_clause(self, text: str) -> Span | None:
        """The first clause that asks for something known, and no seller's."""
        refused = Room()
        for one in self._not_asking.finditer(text):
            refused.take(*one.span())
        for asking in self._asking:
            for one in asking.finditer(text):
                if refused.free(one.start(), one.start() + 1) and self._claims(one.group()):
                    start, end = trimmed(text, *one.span(), ornament=f" \t,{FULL_COMMA}")
                    return Span(start, end, CLAIMS_WORDS, text[start:end], sure=False, kind="words")
        return None

    def _claims(self, words: str) -> tuple[str, ...]:
        """The codes of what is asked for; nothing where no word of it is known."""
        asked, places = words, dict[int, tuple[Claim, ...]]()
        for sign, claims in self._words.claim_signs:
            at = asked.find(sign)
            if at >= 0:
                places[at] = claims
                asked = asked.replace(sign, "\n" * len(sign))
        rest = self._words.vocabulary.claims_of(asked.replace("\n", ";").replace(FULL_STOP, ";"))
        told = [claim for at in sorted(places) for claim in places[at]] + [
            one for one in rest if one is not Claim.OTHER
        ]
        return tuple(dict.fromkeys(claim.value for claim in told))

    def _guessed(self, text: str, found: Iterable[Span]) -> Iterator[Span]:
        """Category and channel by the words that speak of them; always for a person to look at."""
        fields = {span.field for span in found}
        if CATEGORY not in fields:
            for category, signs in self._words.vocabulary.category_signs:
                at, sign = min(((text.find(sign), sign) for sign in signs if sign in text), default=(-1, ""))
                if at >= 0:
                    yield Span(at, at + len(sign), CATEGORY, category.value, sure=False, kind="code")
                    break
        if CHANNEL not in fields:
            for channel, pattern in self._words.channel_signs:
                sign_at = pattern.search(text)
                if sign_at:
                    yield Span(*sign_at.span(), CHANNEL, channel.value, sure=False, kind="code")
                    break
            else:
                number = next((span for span in found if span.field == "channel_no" and span.sure), None)
                if number:
                    yield number._replace(field=CHANNEL, value="odr12315", sure=False, kind="code")

    def _told(self, text: str, found: Iterable[Span]) -> list[Span]:
        """The narrative where no label names it: the lines that are no label with its value."""
        if any(span.field == FACTS for span in found):
            return []
        labelled = {
            place for start, _begin, _field in self._label_places(text) for place in [text.rfind("\n", 0, start) + 1]
        }
        pieces, at = [], 0
        for line in text.split("\n"):
            start, end = trimmed(text, at, at + len(line))
            if start < end and at not in labelled:
                pieces.append((start, end))
            at += len(line) + 1
        if not pieces:
            return []
        whole = "\n".join(text[start:end] for start, end in pieces)
        return [Span(pieces[0][0], pieces[-1][1], FACTS, whole, sure=False, kind="lines")]


def _fits(field: str, number: str) -> bool:
    """Whether a number can be right, where it can be checked."""
    if field == "consumer.id_no":
        return numbers.id_fits(number)
    if field == "merchant.uscc":
        return numbers.uscc_fits(number)
    return field != "channel_no" or sum(map(str.isdigit, number)) >= LEAST_DIGITS


def _within(text: str, at: int) -> bool:
    """Whether a comma parts the thousands of one number."""
    return text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _one_each(found: Iterable[Span]) -> list[Span]:
    """The best span of each field, the first of equals; the others stay beside, for a person to use."""
    best: dict[str, Span] = {}
    beside: list[Span] = []
    for span in sorted(found, key=lambda one: (one.rank, not one.sure, one.start)):
        if span.field and span.field not in best:
            best[span.field] = span
        elif span.kind in {"phone", "amount", "day", "number", "name", "person", "link"}:
            beside.append(span._replace(field="", sure=False))
    return sorted([*best.values(), *beside], key=lambda span: (span.start, span.end))


def _as_written(text: str, span: Span) -> Span:
    """The span with its value in the letters of the text itself, where the value is words."""
    if span.kind in {"words", "name", "person", "goods", "address", "payment", "link"} and isinstance(span.value, str):
        written = text[span.start : span.end]
        # A known name stands as the desk writes it.
        return span if flat(written) != span.value or not written.strip() else span._replace(value=written)
    if span.kind == "lines":
        lines = [line.strip() for line in text[span.start : span.end].splitlines()]
        plain = set(str(span.value).split("\n"))
        return span._replace(value="\n".join(line for line in lines if flat(line).strip() in plain))
    return span


def amount_of(value: Value) -> Fen | None:
    """The amount a span's value says; None where it says none."""
    try:
        return Fen.parse(value) if isinstance(value, str) else None
    except Refusal:
        return None
