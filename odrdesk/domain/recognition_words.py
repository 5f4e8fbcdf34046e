"""The words by which a pasted text tells what stands in it, read from a table of data.

The table is `resources/intake/labels.toml`, passed in already parsed. All words are compared as `flat` makes them.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from odrdesk.domain.recognition_spans import FULL_COMMA
from odrdesk.domain.sheet_words import Vocabulary
from odrdesk.domain.vocabulary import Channel, Claim

ASIDE = "aside"
"""Labels of things that are no field of ours."""

_WIDE_THOUSANDS = re.compile(r"(?<=[\uff10-\uff19])\uff0c(?=[\uff10-\uff19]{3})")
"""Between full-width figures a full-width comma parts thousands."""

_LABEL_NOTE = r"(?:\([^()\n]{0,12}\))?"
"""What a form puts behind its label: that it must be filled in."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Which label means which field, and where labels stand: `anywhere` before a sign, `alone` on their own line."""

    fields: Mapping[str, str]
    anywhere: re.Pattern[str]
    alone: re.Pattern[str]

    @classmethod
    def parse(cls, table: Mapping[str, Sequence[str]]) -> "Labels":
        """Make it of the table `labels`."""
        fields: dict[str, str] = {}
        for field, words in table.items():
            for word in words:
                fields.setdefault(flat(word), field)
        words = any_of(fields)
        return cls(
            fields,
            re.compile(
                rf"(?<![a-z])({words})[ *]{{0,3}}{_LABEL_NOTE}(?:[ ]{{0,3}}[:=][ ]{{0,3}}|[ ]{{0,2}}\t[ \t]{{0,3}})"
            ),
            re.compile(rf"^[ \t*]{{0,3}}({words})[ *]{{0,3}}{_LABEL_NOTE}[ :\t]{{0,3}}\n", re.MULTILINE),
        )


@dataclass(frozen=True, slots=True)
class Words:
    """Everything a text is read by. `table` are the parsed lists; the patterns are made once."""

    labels: Labels
    table: Mapping[str, Any]
    vocabulary: Vocabulary
    claim_signs: tuple[tuple[str, tuple[Claim, ...]], ...]
    channel_signs: tuple[tuple[Channel, re.Pattern[str]], ...]
    surnames: frozenset[str]

    @classmethod
    def parse(cls, tables: Mapping[str, Any], vocabulary: Vocabulary, compound: Iterable[str]) -> "Words":
        """Make it of the parsed `labels.toml`; `compound` are the surnames of two characters."""
        signs = [
            (flat(word), tuple(Claim(code) for code in row["codes"]))
            for row in tables["claim_signs"]
            for word in row["words"]
        ]
        single = frozenset("".join(tables["people"]["surnames"].split()))
        return cls(
            labels=Labels.parse(tables["labels"]),
            table=tables,
            vocabulary=vocabulary,
            claim_signs=tuple(sorted(signs, key=lambda sign: -len(sign[0]))),
            channel_signs=tuple(
                # The number of a hotline within another number is no sign of it.
                (Channel(row["code"]), re.compile(rf"(?<![0-9])(?:{any_of(map(flat, row['words']))})(?![0-9])"))
                for row in tables["channel_signs"]
            ),
            surnames=single | frozenset(compound),
        )


def flat(text: str) -> str:
    """The text as it is compared, as long as before: half-width, small letters, what is invisible as a blank."""
    return _WIDE_THOUSANDS.sub(",", text).translate({ord(one): _plain(one) for one in set(text) | {","}})


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longest that fits."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


def _plain(letter: str) -> str:
    if letter in "\n\t":
        return letter
    if letter in "\r\u2028\u2029\x0b\x0c":
        return "\n"
    if letter == FULL_COMMA:
        # A figure behind it begins anew; behind a plain comma it may be the next three digits.
        return letter
    if unicodedata.category(letter) in {"Cc", "Cf", "Zs"}:
        return " "
    plain = unicodedata.normalize("NFKC", letter)
    small = plain.lower() if len(plain) == 1 else letter
    return small if len(small) == 1 else letter
