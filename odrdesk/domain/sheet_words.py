"""What other people's sheets call things: headings and cell words, read from tables of data.

The tables are `resources/intake/headers.toml` and `resources/intake/values.toml`, passed in already parsed.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from odrdesk.domain.vocabulary import Category, Channel, Claim

_Code = TypeVar("_Code", bound=StrEnum)

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ORNAMENT = re.compile(r"[\s*:#]+")
_SPACE = re.compile(r"\s+")


class Field(StrEnum):
    """What a column of a sheet may hold for us."""

    CHANNEL_NO = "channel_no"
    CHANNEL = "channel"
    RECEIVED_AT = "received_at"
    CONSUMER = "consumer"
    PHONE = "phone"
    ID_NO = "id_no"
    ADDRESS = "address"
    MERCHANT = "merchant"
    USCC = "uscc"
    LIVE_ROOM = "live_room"
    HOST = "host"
    ORDER_NO = "order_no"
    GOODS = "goods"
    QUANTITY = "quantity"
    CATEGORY = "category"
    AMOUNT = "amount"
    CLAIMED = "claimed"
    BOUGHT_ON = "bought_on"
    FACTS = "facts"
    CLAIMS = "claims"
    STATUS = "status"
    RESULT = "result"


class Meaning(NamedTuple):
    """What a heading means: the field, and how good the word is for it (0 is the best)."""

    field: Field
    rank: int


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of sheet, known by headings that must all be there, and by which channel its lines came."""

    name: str
    needs: frozenset[str]
    channel: Channel
    channel_words: Mapping[str, Channel]


@dataclass(frozen=True, slots=True)
class Headers:
    """Headings and what they mean; all words folded by `fold_heading`."""

    meanings: Mapping[str, Meaning]
    left_aside: frozenset[str]
    needs_heading: frozenset[str]
    profiles: tuple[Profile, ...]

    @classmethod
    def parse(cls, tables: Mapping[str, Any]) -> "Headers":
        """Make it of the parsed `headers.toml`; an unknown field or channel is a bug (ValueError)."""
        meanings: dict[str, Meaning] = {}
        for name, words in tables["fields"].items():
            for rank, word in enumerate(words):
                meanings.setdefault(fold_heading(word), Meaning(Field(name), rank))
        known = tables["known"]
        return cls(
            meanings=meanings,
            left_aside=frozenset(map(fold_heading, known["left_aside"])),
            needs_heading=frozenset(map(fold_heading, known["needs_heading"])),
            profiles=tuple(_profile(name, table) for name, table in tables["profiles"].items()),
        )


@dataclass(frozen=True, slots=True)
class CellWords:
    """Words inside cells that the readers of dates, amounts and quantities look past."""

    blank: frozenset[str]
    footer: tuple[str, ...]
    amount: tuple[str, ...]
    quantity: tuple[str, ...]
    date: Mapping[str, str]
    claim_separator: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of cells and our codes for them; all words folded by `fold`."""

    cells: CellWords
    channels: Mapping[str, Channel]
    categories: Mapping[str, Category]
    category_words: Mapping[Category, str]
    category_signs: tuple[tuple[Category, tuple[str, ...]], ...]
    claim_signs: tuple[tuple[str, tuple[Claim, ...]], ...]

    @classmethod
    def parse(cls, tables: Mapping[str, Any]) -> "Vocabulary":
        """Make it of the parsed `values.toml`; an unknown code is a bug (ValueError)."""
        signs = [
            (fold(word), tuple(Claim(code) for code in row["codes"]))
            for row in tables["claims"]
            for word in row["words"]
        ]
        return cls(
            cells=_cell_words(tables["cells"]),
            channels=_codes(Channel, tables["channel"]),
            categories=_codes(Category, tables["category"]),
            category_words={Category(code): words[0] for code, words in tables["category"].items()},
            category_signs=tuple(
                (Category(row["code"]), tuple(map(fold, row["words"]))) for row in tables["category_signs"]
            ),
            claim_signs=tuple(sorted(signs, key=lambda sign: -len(sign[0]))),
        )

    def category_of(self, word: str) -> Category:
        """The category a sheet's word stands for; OTHER for a word nobody listed."""
        return self.categories.get(fold(word), Category.OTHER)

    def category_told(self, facts: str) -> Category | None:
        """The category the narrative speaks of, a guess for a person to look at; None when nothing tells."""
        told = fold(facts)
        for category, words in self.category_signs:
            if any(word in told for word in words):
                return category
        return None

    def claims_of(self, words: str) -> tuple[Claim, ...]:
        """The claims that free words ask for, each once in their order; OTHER for a claim nobody listed."""
        found: dict[Claim, None] = {}
        for piece in self.cells.claim_separator.split(unicodedata.normalize("NFKC", words)):
            asked = fold(piece)
            if asked:
                found.update(dict.fromkeys(self._claims_in(asked)))
        return tuple(found)

    def _claims_in(self, asked: str) -> Iterable[Claim]:
        places: dict[int, tuple[Claim, ...]] = {}
        for sign, claims in self.claim_signs:
            at = asked.find(sign)
            if at >= 0:
                places[at] = claims
                asked = asked.replace(sign, "\0" * len(sign))
        if not places:
            return (Claim.OTHER,)
        return [claim for at in sorted(places) for claim in places[at]]


def fold(word: str) -> str:
    """A word as it is compared: half-width, without blanks, small letters."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", word)).casefold()


def fold_heading(word: str) -> str:
    """A heading as it is compared: as `fold`, and without brackets, asterisks and colons (`amount (yuan) *`)."""
    plain = unicodedata.normalize("NFKC", word)
    return _ORNAMENT.sub("", _BRACKETS.sub("", plain)).casefold()


def _profile(name: str, table: Mapping[str, Any]) -> Profile:
    words = table.get("channel_words", {})
    return Profile(
        name=name,
        needs=frozenset(map(fold_heading, table["needs"])),
        channel=Channel(table["channel"]),
        channel_words={fold(word): Channel(code) for word, code in words.items()},
    )


def _cell_words(table: Mapping[str, Any]) -> CellWords:
    return CellWords(
        blank=frozenset(map(fold, table["blank"])),
        footer=tuple(map(fold, table["footer"])),
        amount=_longest_first(table["amount_words"]),
        quantity=_longest_first(table["quantity_words"]),
        date=table["date_words"],
        claim_separator=re.compile("|".join(map(re.escape, table["claim_separators"]))),
    )


def _longest_first(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(map(fold, words), key=len, reverse=True))


def _codes(codes: type[_Code], table: Mapping[str, Sequence[str]]) -> dict[str, _Code]:
    return {fold(word): codes(code) for code, words in table.items() for word in words}
