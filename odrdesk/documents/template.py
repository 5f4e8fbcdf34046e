"""The template of a paper: what the staff wrote, read once and filled with a paper's values.

Line by line, in Chinese, without expressions: `odrdesk.documents.template_reading` says how it is written. A value is
put in once and never read again, so what a consumer typed is printed as typed; nothing but the fields of the kind's
schema can be named.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from odrdesk.documents.template_fields import ORDINAL, FieldKind
from odrdesk.documents.template_filters import FILTERS
from odrdesk.domain.errors import Fault, Refusal

TURNS = 2000
"""The most paragraphs a template may make: a list of thousands belongs into a table."""
_BETWEEN = {"title": "", "address_line": "\n", "opening": "\n\u3000\u3000", "closing": "\n\u3000\u3000"}
"""What stands between the lines of a part that the layout sets as one paragraph."""


class Part(StrEnum):
    """The parts of a template, by the names that layouts ask for."""

    TITLE = "title"
    ADDRESS = "address_line"
    OPENING = "opening"
    BODY = "section"
    CLOSING = "closing"
    NOTES = "notes"


class Insert(str):
    """The name of blocks that stand in a paragraph's place; only a template can ask for them, never a value."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The template a paper is to be made with: its version (0 came with the program) and its text.

    `words` are the layout's words of the day on which it was issued, where it is printed again.
    """

    version: int
    text: str
    words: Mapping[str, Any] | None = None


PAGE_BREAK, BLANK = Insert("page_break"), Insert("blank_line")


@dataclass(frozen=True, slots=True)
class At:
    """Where in the text: line and column from 1, and how many characters."""

    line: int
    column: int = 1
    length: int = 1


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a template, and where; a `mild` one does not keep it from being released."""

    code: str
    at: At
    data: Mapping[str, object] = field(default_factory=dict)
    mild: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A resolved name: a value of the paper, of the present turn of a list, a sentence, or the ordinal."""

    typed: str
    kind: FieldKind
    value: str = ""
    turn: str = ""
    """The name that a `@每` gives to its item; `value` is then the item's part, empty for the item itself."""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """`{字段|过滤}`."""

    name: Name
    filter: str
    at: At


Pieces = tuple[str | Place, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or the heading of a section (`##`)."""

    pieces: Pieces
    at: At
    heading: bool = False

    def prints(self, value: str) -> bool:
        """Whether a value of the layout is printed in it."""
        return any(isinstance(one, Place) and one.name.value == value for one in self.pieces)


@dataclass(frozen=True, slots=True)
class Block:
    """`@表 名`: blocks of the layout."""

    insert: Insert
    at: At


@dataclass(frozen=True, slots=True)
class Plain:
    """`@不编号`: the paragraphs of the section bear no numbers."""

    at: At


@dataclass(frozen=True, slots=True)
class Choice:
    """`@若 … @否则 … @完`."""

    name: Name
    wanted: bool
    then: "Nodes"
    otherwise: "Nodes"
    at: At


@dataclass(frozen=True, slots=True)
class Each:
    """`@每 条 于 列表 … @完`."""

    turn: str
    name: Name
    body: "Nodes"
    at: At


Nodes = tuple["Line | Block | Plain | Choice | Each", ...]


@dataclass(slots=True)
class Section:
    """A section as it is to be set: its heading, its paragraphs and inserts, whether the paragraphs are numbered."""

    head: str = ""
    texts: list[str] = field(default_factory=list)
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read without a flaw: its sentences (`@句`) and the lines of its parts."""

    kind: str
    sentences: Mapping[str, Nodes]
    parts: Mapping[Part, Nodes]

    def line(self, part: Part, values: Mapping[str, object]) -> str:
        """A part that stands as one paragraph. Refuses `template.value_missing`."""
        texts = [text for text, _ in _Filling(self, values).lines(self.parts.get(part, ()))]
        return _BETWEEN.get(part, "\n").join(texts)

    def lines(self, part: Part, values: Mapping[str, object], *, without: str = "") -> list[str]:
        """The paragraphs of a part, but for those that print the value `without`. Refuses `template.value_missing`."""
        told = _Filling(self, values).lines(self.parts.get(part, ()))
        return [text for text, node in told if not (without and isinstance(node, Line) and node.prints(without))]

    def sections(self, values: Mapping[str, object]) -> list[Section]:
        """The sections of the body that have anything to say. Refuses `template.value_missing`."""
        found = [Section()]
        for text, node in _Filling(self, values).lines(self.parts.get(Part.BODY, ())):
            if isinstance(node, Plain):
                found[-1].numbered = False
            elif isinstance(node, Line) and node.heading:
                found.append(Section(text))
            else:
                found[-1].texts.append(text)
        return [one for one in found if one.texts]


class _Filling:
    """One walk through a template with the values of one paper."""

    def __init__(self, template: Template, values: Mapping[str, object]) -> None:
        self._template, self._values = template, values
        self._turns: dict[str, object] = {}
        self._ordinal = 0
        self._made = 0

    def lines(self, nodes: Nodes) -> Iterator[tuple[str, Line | Block | Plain]]:
        """What is printed, in order, each with the line it comes from."""
        for node in nodes:
            match node:
                case Line():
                    self._count(node.at)
                    yield "".join(map(self._piece, node.pieces)), node
                case Block():
                    yield node.insert, node
                case Plain():
                    yield "", node
                case Choice():
                    holds = bool(self._value(node.name)) is node.wanted
                    yield from self.lines(node.then if holds else node.otherwise)
                case Each():
                    yield from self._each(node)

    def _each(self, node: Each) -> Iterator[tuple[str, Line | Block | Plain]]:
        outer, ordinal = self._turns, self._ordinal
        items = self._value(node.name) or ()
        if not isinstance(items, (tuple, list)):
            raise self._broken(node.name)
        for ordinal_here, item in enumerate(items, 1):
            self._turns, self._ordinal = {**outer, node.turn: item}, ordinal_here
            yield from self.lines(node.body)
        self._turns, self._ordinal = outer, ordinal

    def _piece(self, piece: str | Place) -> str:
        if isinstance(piece, str):
            return piece
        value = self._value(piece.name)
        if value is None:
            raise Refusal("template.value_missing", "template", line=piece.at.line, name=piece.name.typed)
        try:
            return FILTERS[piece.filter].shown(value) if piece.filter else _plain(value)
        except (TypeError, AttributeError, ValueError) as error:
            raise Refusal(
                "template.value_unfit", "template", line=piece.at.line, name=piece.name.typed, filter=piece.filter
            ) from error

    def _value(self, name: Name) -> object:
        if name.kind is FieldKind.SENTENCE:
            return "".join(text for text, _ in self.lines(self._template.sentences[name.value]))
        if name.typed == ORDINAL:
            return self._ordinal
        if name.turn:
            item = self._turns[name.turn]
            return item.get(name.value) if isinstance(item, Mapping) else item
        if name.value not in self._values:
            raise self._broken(name)
        return self._values[name.value]

    def _broken(self, name: Name) -> Fault:
        return Fault("papers.wording_broken", file=f"{self._template.kind}.tpl", place=name.typed)

    def _count(self, at: At) -> None:
        self._made += 1
        if self._made > TURNS:
            raise Refusal("template.too_long", "template", line=at.line, most=TURNS)


def _plain(value: object) -> str:
    if not isinstance(value, (str, int)):
        raise TypeError(type(value).__name__)
    return str(value)
