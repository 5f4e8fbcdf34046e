"""Names in free text: what the desk knows already first, then people, sellers, rooms, hosts, goods and addresses."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from odrdesk.domain.recognition_spans import ENDS, Span
from odrdesk.domain.recognition_words import Words, any_of, flat

MERCHANT, ROOM, HOST, GOODS, CONSUMER, ADDRESS, QUANTITY = (
    "merchant.name", "live.room", "live.host", "order.goods", "consumer.name", "consumer.address", "order.quantity",
)  # fmt: skip
SHORTEST, INDEXED = 2, 2
_LETTER = r"[\u4e00-\u9fff\u3400-\u4dbfa-z0-9]"
_HAN = r"[\u4e00-\u9fff\u3400-\u4dbf]"
_DOT = "\u00b7"
_OPEN, _CLOSE = r"[\"'\u201c\u2018\u300c\u300e\u300a(]", r"[\"'\u201d\u2019\u300d\u300f\u300b)]"
_QUOTED = rf"{_OPEN}([^\n\"'\u201c\u201d\u2018\u2019\u300c\u300d\u300e\u300f\u300a\u300b,\u3002()]{{1,30}}){_CLOSE}"
_LATIN = re.compile(r"[a-z][a-z'\-]{0,20}(?: [a-z][a-z'.\-]{0,20}){0,3}")


@dataclass(frozen=True)
class Dictionary:
    """Names the desk knows, by field; looked up at every place of a text at the cost of those that begin alike."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    short: Mapping[str, str] = field(default_factory=dict)
    """Short names of merchants and the names they stand for; a person looks at what they tell."""
    _index: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        whole = {flat(name).strip(): (name_of, name) for name_of, names in self.names.items() for name in names}
        for plain, (name_of, name) in whole.items():
            self._enter(plain, name_of, name)
        for short, name in self.short.items():
            plain = flat(short).strip()
            if plain not in whole and len(plain) > SHORTEST:
                self._enter(plain, MERCHANT, name)
        for alike in self._index.values():
            alike.sort(key=lambda one: -len(one[0]))

    def _enter(self, plain: str, name_of: str, name: str) -> None:
        if len(plain) >= SHORTEST and not plain.isdigit():
            self._index.setdefault(plain[:INDEXED], []).append((plain, name_of, name))

    def spans(self, text: str) -> Iterator[Span]:
        """Every known name, the longest at each place; a short one asks a person to look."""
        place = 0
        while place < len(text) - 1:
            for plain, name_of, name in self._index.get(text[place : place + INDEXED], ()):
                if text.startswith(plain, place) and _whole(text, place, place + len(plain)):
                    sure = name_of != GOODS and len(plain) > SHORTEST and plain == flat(name).strip()
                    yield Span(place, place + len(plain), name_of, name, sure, "name", 2 if sure else 6)
                    place += len(plain) - 1
                    break
            place += 1


class Names:
    """Finds names nobody knew before; made once of the words."""

    def __init__(self, words: Words) -> None:
        people, sellers, goods, places = (words.table[name] for name in ("people", "sellers", "goods", "addresses"))
        self._surnames, self._no_names = words.surnames, frozenset(people["no_names"])
        self._titles = any_of(people["titles"])
        self._called = re.compile(rf"(?<![a-z])(?:{any_of(map(flat, people['called']))})[ :,]{{0,2}}")
        self._titled = re.compile(rf"({_HAN}{{1,3}}?)({self._titles})")
        self._person = re.compile(rf"{_HAN}(?:{_HAN}|[*{_DOT}\u2022]){{1,5}}")
        self._ends = re.compile(rf"(?:{_LETTER}|[()&.{_DOT}]){{1,30}}?(?:{any_of(sellers['ends'])})(?![\u5e97])")
        self._seller_before = re.compile(any_of(sellers["before"]))
        spoken = words.table["numerals"]
        self._digits = {letter: value for value, letter in enumerate(spoken["digits"])} | dict(spoken["also"])
        room, host = sellers["room"], sellers["host"]
        self._no_rooms, self._room_before = frozenset(sellers["no_rooms"]), re.compile(any_of(sellers["room_before"]))
        self._quoted_room = re.compile(rf"{room}[ :]{{0,2}}{_QUOTED}")
        self._room_quoted = re.compile(rf"{_QUOTED}(?:\u7684)?{room}")
        self._room = re.compile(rf"((?:{_LETTER}|{_DOT}){{2,16}}?)(?:\u7684)?{room}")
        after = any_of(sellers["host_after"])
        self._host = re.compile(rf"{host}(?!{after})(?:{_QUOTED}|({_LETTER}{{2,6}}?)(?={after}|[{ENDS}]))")
        numerals = any_of(one for one, value in self._digits.items() if value)
        self._goods = re.compile(
            rf"(?:{any_of(map(flat, goods['bought']))}){{1,3}}(?:\u4e86|\u8fc7)?(?:(?P<n>[0-9]{{1,4}}|{numerals}) ?"
            rf"(?:{any_of(goods['measures'])}))?(?:\u7684)?"
            rf"(?P<goods>(?:{_LETTER}|[ .\-/+{_DOT}]){{2,24}}?)(?=[{ENDS}()]|$|{any_of(goods['after'])})"
        )
        self._counted = re.compile(rf"(?P<n>[0-9]{{1,4}}|{numerals}) ?(?:{any_of(goods['measures'])})$")
        self._no_goods = frozenset(goods["no_goods"])
        self._host_word, self._room_word = host, room
        road, ends = any_of(places["road"]), any_of(places["ends"])
        self._address = re.compile(
            rf"{_HAN}{{2,8}}(?:{any_of(places['wide'])})(?:{_HAN}{{1,8}}(?:{any_of(places['near'])}))?"
            rf"(?:{_LETTER}|[#\-]){{1,20}}?(?:{road})(?:{_LETTER}|[#\- ]){{0,30}}(?:{ends})"
        )

    def spans(self, text: str) -> Iterator[Span]:
        """Names by the words around them; all of them ask a person to look but the ones in quotation marks."""
        yield from self._people(text)
        yield from self._addresses(text)
        yield from self._rooms(text)
        yield from self._sellers(text)
        yield from self._bought(text)

    def person(self, text: str) -> tuple[int, int, bool] | None:
        """A name at the beginning of a labelled value, and whether it can be one: a known surname, few letters."""
        found = self._person.match(text)
        if found:
            end = found.end()
            titled = re.search(rf"(?:{self._titles})$", found.group())
            length, name = end, found.group()
            sure = not titled and "*" not in name and self.likely(name)
            return 0, length, sure
        latin = _LATIN.match(text)
        return (0, latin.end(), True) if latin else None

    def likely(self, name: str) -> bool:
        """Whether this can be a person's name."""
        if _DOT in name:
            return True
        short = 2 <= len(name) <= (4 if name[:2] in self._surnames else 3)
        return short and bool({name[0], name[:2]} & self._surnames)

    def _people(self, text: str) -> Iterator[Span]:
        for found in self._called.finditer(text):
            name = self._name_at(text, found.end())
            if name:
                yield Span(found.end(), found.end() + len(name), CONSUMER, name, sure=False, kind="person", rank=4)
        for found in self._titled.finditer(text):
            start = next((at for at in range(found.start(), found.end(1)) if text[at] in self._surnames), None)
            if start is not None and found.end(1) - start <= 3:
                yield Span(start, found.end(), CONSUMER, text[start : found.end()], sure=False, kind="person", rank=7)

    def _name_at(self, text: str, at: int) -> str:
        """The name that begins here: as long as its surname allows and no word begins in it."""
        latin = _LATIN.match(text, at)
        if latin:
            return latin.group()
        piece = text[at : at + 4]
        if any(piece.startswith(word) for word in self._no_names):
            return ""
        compound = piece[:2] in self._surnames
        for length in (4, 3) if compound else (3, 2):
            name, behind = piece[:length], text[at + length : at + length + 1]
            if len(name) == length and re.fullmatch(_HAN + "+", name) and self.likely(name) and self._ends_here(behind):
                return name
        return ""

    def _ends_here(self, behind: str) -> bool:
        return not behind or not re.match(_HAN, behind)

    def _addresses(self, text: str) -> Iterator[Span]:
        for found in self._address.finditer(text):
            yield Span(*found.span(), ADDRESS, found.group(), sure=False, kind="address", rank=6)

    def _rooms(self, text: str) -> Iterator[Span]:
        for pattern in (self._quoted_room, self._room_quoted):
            for found in pattern.finditer(text):
                yield Span(*found.span(1), ROOM, found[1], sure=True, kind="name", rank=3)
        for found in self._room.finditer(text):
            start = self._behind(self._room_before, text, found.start(1), found.end(1))
            name = text[start : found.end(1)]
            if start > found.start(1) and len(name) >= SHORTEST and name not in self._no_rooms:
                yield Span(start, found.end(1), ROOM, name, sure=False, kind="name", rank=6)
        for found in self._host.finditer(text):
            group = 1 if found[1] else 2
            if found[group] and found[group] not in self._no_rooms:
                yield Span(*found.span(group), HOST, found[group], sure=group == 1, kind="name", rank=5)

    def _sellers(self, text: str) -> Iterator[Span]:
        for found in self._ends.finditer(text):
            start = self._behind(self._seller_before, text, found.start(), found.end())
            name = text[start : found.end()].lstrip(")(&.")
            start = found.end() - len(name)
            if len(name) > SHORTEST + 1 and not text.startswith(self._room_word, found.end()):
                yield Span(start, found.end(), MERCHANT, name, sure=False, kind="name", rank=5)

    def _bought(self, text: str) -> Iterator[Span]:
        for found in self._goods.finditer(text):
            name, number = found["goods"].strip(), found["n"]
            behind = self._counted.search(name)
            if behind and not number and behind.start() >= SHORTEST:
                name, number = name[: behind.start()].strip(), behind["n"]
            if (
                len(name) >= SHORTEST
                and name not in self._no_goods
                and not name.isdigit()
                and self._room_word not in name
            ):
                start = found.start("goods") + found["goods"].index(name)
                yield Span(start, start + len(name), GOODS, name, sure=False, kind="goods", rank=6)
                if number:
                    at = found.start("n") if found["n"] else start + len(name)
                    count = str(self._digits.get(number, number))
                    yield Span(at, at + len(number), QUANTITY, count, sure=False, kind="quantity", rank=6)

    @staticmethod
    def _behind(words: re.Pattern[str], text: str, start: int, end: int) -> int:
        """Where a name begins behind the last of these words in it."""
        return max((found.end() for found in words.finditer(text, start, end - 1) if found.end() < end), default=start)


def known(names: Mapping[str, Iterable[str]], short: Mapping[str, str] | None = None) -> Dictionary:
    """A dictionary of names by field, each once, and of short names of merchants."""
    return Dictionary({name_of: tuple(dict.fromkeys(each)) for name_of, each in names.items()}, short or {})


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a name in Latin letters stands there as a word of its own."""
    first, last = text[start], text[end - 1]
    before = start and first.isascii() and first.isalnum() and text[start - 1].isascii() and text[start - 1].isalnum()
    behind = end < len(text) and last.isascii() and last.isalnum() and text[end].isascii() and text[end].isalnum()
    return not before and not behind
