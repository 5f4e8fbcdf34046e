"""The wording of a paper: its template, and beside it the words of its layout.

The template (`resources/papers/NAME.tpl`, or a version of the desk's own) has the sentences of the paper and is the
staff's; `odrdesk.documents.template_reading` says how it is written. The layout's words stay in `NAME.toml` and
`common.toml`: labels of fields and columns, codes said in words, the title in the file's properties. They are not
edited at the desk, because a table is as wide as its labels and a code without its word could not be printed.

In the layout's words `{name}` and `{name|filter}` are replaced in one pass; a value is never searched for placeholders
again. A paragraph there is a string, or a table with `text` and `when` or `unless` (the name of a value).
Every paper keeps the name, version and content hash of its wording.
"""

import functools
import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from odrdesk.documents import english
from odrdesk.documents.template import Chosen, Insert, Part, Section, Template
from odrdesk.documents.template_filters import chinese_number, day, moment, weekday
from odrdesk.documents.template_reading import compiled
from odrdesk.domain.errors import Fault
from odrdesk.domain.money import Fen, capitals
from odrdesk.places import resource

__all__ = ["FILTERS", "Chosen", "Insert", "Section", "Values", "Wording", "chinese_number", "day", "shipped", "wording"]

Values = Mapping[str, object]
_PLACE = re.compile(r"\{(\w+)(?:\|(\w+))?\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """One paper's words. `version` is its name, its template's version, and 12 hex digits of the content's SHA-256."""

    name: str
    version: str
    words: Mapping[str, Any]
    template: Template | None = None
    text: str = field(default="", repr=False)

    def fill(self, text: str, values: Values) -> str:
        """The text with every placeholder replaced. Raises Fault `papers.wording_broken` naming the place."""

        def put(found: re.Match[str]) -> str:
            name, how = found.groups()
            if name not in values or (how or "text") not in FILTERS:
                raise Fault("papers.wording_broken", file=f"{self.name}.toml", place=found.group())
            try:
                return FILTERS[how or "text"](values[name])
            except (TypeError, AttributeError) as error:
                raise Fault("papers.wording_broken", file=f"{self.name}.toml", place=found.group()) from error

        return _PLACE.sub(put, text)

    def line(self, key: str, values: Values) -> str:
        """The filled text of one part of the template, or of one key of the layout's words."""
        if self.template is not None and key in _PARTS:
            return self.template.line(Part(key), values)
        return self.fill(self.part(key), values)

    def label(self, key: str) -> str:
        """A label without placeholders."""
        return self.word("labels", key)

    def word(self, table: str, key: str) -> str:
        """A word of one of the tables (`labels`, `marks`, `kinds`)."""
        found = self.part(table).get(key)
        if not isinstance(found, str):
            raise Fault("papers.wording_broken", file=f"{self.name}.toml", place=f"{table}.{key}")
        return found

    def part(self, key: str) -> Any:
        """What stands under a key of the layout's words."""
        if key not in self.words:
            raise Fault("papers.wording_broken", file=f"{self.name}.toml", place=key)
        return self.words[key]

    def paragraphs(self, texts: list[Any], values: Values) -> list[str]:
        """The paragraphs of the layout's words whose condition holds, filled."""
        out: list[str] = []
        for text in texts:
            row = {"text": text} if isinstance(text, str) else text
            if "when" in row and not values.get(row["when"]):
                continue
            if "unless" in row and values.get(row["unless"]):
                continue
            insert = row["text"].startswith("@")
            out.append(Insert(row["text"][1:]) if insert else self.fill(row["text"], values))
        return out

    def notes(self, values: Values, *, versioned: bool = True) -> list[str]:
        """The small print; without the line that tells the version unless `versioned`."""
        told = {**values, "version": self.version}
        if self.template is not None:
            return self.template.lines(Part.NOTES, told, without="" if versioned else "version")
        texts = [one for one in self.part("notes") if versioned or "{version}" not in str(one)]
        return self.paragraphs(texts, told)

    def sections(self, values: Values) -> list[Section]:
        """The sections that have anything to say."""
        if self.template is not None:
            return self.template.sections({**values, "version": self.version})
        found = []
        for one in self.part("section"):
            texts = self.paragraphs(one["text"], values)
            if texts and (not one.get("when") or values.get(one["when"])):
                found.append(Section(one["head"], texts, numbered=one.get("numbered", True)))
        return found


def wording(name: str, *kin: str, chosen: Chosen | None = None) -> Wording:
    """The wording of a paper: its own words over those of its `kin` and those that all papers share.

    Without a template `chosen` it is the one that came with the program.
    """
    if chosen is None:
        return _shipped_wording(name, *kin)
    return _made(name, chosen.version, chosen.text, _words(name, *kin) if chosen.words is None else chosen.words)


@functools.cache
def shipped(name: str) -> str | None:
    """The text of the template that came with the program; None where a paper has none."""
    path = resource("papers", f"{name}.tpl")
    try:
        return path.read_text("utf-8") if path.is_file() else None
    except (OSError, ValueError) as error:
        raise Fault("papers.wording_broken", file=f"{name}.tpl", place=type(error).__name__) from error


@functools.cache
def _shipped_wording(name: str, *kin: str) -> Wording:
    return _made(name, 0, shipped(name), _words(name, *kin))


def _made(name: str, version: int, text: str | None, words: Mapping[str, Any]) -> Wording:
    template = None if text is None else compiled(name, text)
    content = json.dumps([text, words], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(content.encode("utf-8")).hexdigest()
    return Wording(name, f"{name}-{version}@{digest[:12]}", words, template, text or "")


@functools.cache
def _words(name: str, *kin: str) -> Mapping[str, Any]:
    words: dict[str, Any] = {}
    for part in ("common", *kin, name):
        try:
            mine = tomllib.loads(resource("papers", f"{part}.toml").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise Fault("papers.wording_broken", file=f"{name}.toml", place=type(error).__name__) from error
        words = {**words, **mine, "labels": {**words.get("labels", {}), **mine.get("labels", {})}}
    return words


def _text(value: object) -> str:
    if not isinstance(value, (str, int)):
        raise TypeError(type(value).__name__)
    return str(value)


_PARTS = frozenset({Part.TITLE, Part.ADDRESS, Part.OPENING, Part.CLOSING})
FILTERS: Mapping[str, Callable[[Any], str]] = {
    "text": _text,
    "date": day,
    "weekday": weekday,
    "time": moment,
    "money": lambda value: Fen(value).grouped,
    "capitals": lambda value: capitals(Fen(value)),
    "number": chinese_number,
    "date_en": english.day,
    "words_en": lambda value: english.amount(Fen(value)),
}
"""How the layout's words print a value."""
