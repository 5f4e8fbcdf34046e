r"""How a template is written, and its reading: every flaw is found at once, each with its line and column.

    # 标题                     the title
    @主送 @开头 @正文 @结尾 @说明   from here on: addressee, opening, body, closing, small print
    ## 小标题                  a numbered section of the body; @不编号 in it leaves its paragraphs without numbers
    … {字段} … {字段|过滤} …    a paragraph; a value is printed as it is, or by a filter
    @若 字段 / @若无 字段 / @否则 / @完
    @每 条 于 列表 / @完         {条.部分}, or {条} where the list has plain texts; {序} counts from 1
    @句 名 / @完               lines joined to one sentence, later named as {名}
    @表 名, @当事人, @附件       blocks that the layout makes
    @分页, @空行, @注 …          a new page, an empty line, a remark that is not printed
    \@ \# \\                   a paragraph that begins with such a sign

Full-width signs (＠ ＃ ｛ ｜ ｝) are read as the half-width ones: an input method types them.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from odrdesk.documents.template import (
    BLANK,
    PAGE_BREAK,
    At,
    Block,
    Choice,
    Each,
    Flaw,
    Insert,
    Line,
    Name,
    Nodes,
    Part,
    Plain,
    Template,
)
from odrdesk.documents.template_fields import ORDINAL, FieldKind, Schema, nearest, schema
from odrdesk.documents.template_places import Open, Places
from odrdesk.domain.errors import Fault

MOST_CHARACTERS, MOST_LINES, DEPTH = 60_000, 2_000, 8
PARTS: Mapping[str, Part] = {
    "主送": Part.ADDRESS,
    "开头": Part.OPENING,
    "正文": Part.BODY,
    "结尾": Part.CLOSING,
    "说明": Part.NOTES,
}
TABLES: Mapping[str, tuple[str, ...]] = {"当事人": ("parties", "subjects"), "附件": ("materials", "evidence")}
"""Short words for tables, by the layouts' names."""
FIXED = ("文号", "签署")
"""What the layout places by itself."""
_MARKS = ("不编号", "分页", "空行")
CONSTRUCTS = ("若", "若无", "否则", "完", "每", "句", "表", *TABLES, *PARTS, *_MARKS, "注")
_FULL_WIDTH = str.maketrans({"\uff20": "@", "\uff03": "#", "\uff5b": "{", "\uff5c": "|", "\uff5d": "}"})
_DIRECTIVE = re.compile(r"@(\S*)\s*(.*)")
_EACH = re.compile(r"(\S+)\s+于\s+(\S+)")
_WORD = re.compile(r"\w+")
_WORDS: Mapping[Part, str] = {Part.TITLE: "#", **{part: f"@{word}" for word, part in PARTS.items()}}


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a text: the template, or None where a flaw keeps it from use."""

    template: Template | None
    flaws: tuple[Flaw, ...]
    fields: frozenset[str] = frozenset()
    """The names that it uses."""


def read(kind: str, text: str) -> Reading:
    """Read a template of a kind of paper; never raises for what is typed."""
    known = schema(kind)
    return _Reader(known, Places(known)).read(text)


@functools.lru_cache(maxsize=64)
def compiled(kind: str, text: str) -> Template:
    """The template of a text that was checked before. Raises Fault `papers.wording_broken` where it cannot be used."""
    reading = read(kind, text)
    if reading.template is None:
        first = next(flaw for flaw in reading.flaws if not flaw.mild)
        raise Fault(
            "papers.wording_broken", file=f"{kind}.tpl", place=f"{first.at.line}:{first.at.column} {first.code}"
        )
    return reading.template


@dataclass(slots=True)
class _Reader:
    schema: Schema
    places: Places
    parts: dict[Part, list[object]] = field(default_factory=dict)
    part: Part | None = None

    @property
    def open(self) -> list[Open]:
        """What waits for its end."""
        return self.places.open

    def read(self, text: str) -> Reading:
        lines = text.split("\n")
        if len(text) > MOST_CHARACTERS or len(lines) > MOST_LINES:
            self._flaw("template.text_too_long", At(1), characters=MOST_CHARACTERS, lines=MOST_LINES)
            lines = []
        for number, typed in enumerate(lines, 1):
            self._line(number, typed.rstrip("\r"))
        for waiting in self.open:
            self._flaw("template.not_ended", waiting.at, word=waiting.word)
        self._whole(len(lines))
        broken = any(not flaw.mild for flaw in self.places.flaws)
        parts = {part: tuple(nodes) for part, nodes in self.parts.items()}
        template = None if broken else Template(self.schema.kind, dict(self.places.sentences), parts)  # type: ignore[arg-type]
        flaws = sorted(self.places.flaws, key=lambda one: (one.at.line, one.at.column))
        return Reading(template, tuple(flaws), frozenset(self.places.used))

    def _whole(self, last: int) -> None:
        if not last:
            return
        for part in map(Part, self.schema.parts):
            if not self.parts.get(part):
                self._flaw("template.part_missing", At(last), part=_WORDS[part])

    def _line(self, number: int, typed: str) -> None:
        line = typed.translate(_FULL_WIDTH)
        bare = line.strip()
        start = len(line) - len(line.lstrip()) + 1
        at = At(number, start, max(1, len(bare)))
        if not bare:
            return
        if bare.startswith("@"):
            self._directive(bare, at)
        elif bare.startswith("#"):
            self._heading(bare, at)
        else:
            if bare[0] == "\\" and bare[1:2] in {"@", "#", "\\"}:
                bare, at = bare[1:], At(number, start + 1, len(bare) - 1)
            self._add(Line(self.places.pieces(bare, at), at), at)

    def _heading(self, bare: str, at: At) -> None:
        signs = len(bare) - len(bare.lstrip("#"))
        told = bare[signs:].strip()
        column = at.column + len(bare) - len(bare[signs:].lstrip())
        inside = At(at.line, column, max(1, len(told)))
        if not told:
            self._flaw("template.heading_empty", at)
        elif signs == 1:
            if self.part is not None or any(one.word == "句" for one in self.open):
                self._flaw("template.title_late", at)
                return
            self._put(Line(self.places.pieces(told, inside), inside), Part.TITLE)
        elif signs == 2 and self.part is Part.BODY and not any(one.word in {"每", "句"} for one in self.open):
            self._add(Line(self.places.pieces(told, inside), inside, heading=True), at)
        else:
            self._flaw("template.heading_place", at)

    def _directive(self, bare: str, at: At) -> None:
        found = _DIRECTIVE.fullmatch(bare)
        word, rest = (found[1], found[2].strip()) if found else ("", "")
        rest_at = At(at.line, at.column + (found.start(2) if found else 0), max(1, len(rest)))
        word_at = At(at.line, at.column, len(word) + 1)
        with_rest = {"若": self._if, "若无": self._unless, "每": self._each, "句": self._sentence, "表": self._table}
        if word == "注":
            return
        if word in with_rest:
            with_rest[word](rest, at, rest_at)
            return
        if word == "否则":
            self._else(word_at)
        elif word == "完":
            self._end(at)
        elif word in _MARKS:
            self._mark(word, word_at)
        elif word in PARTS:
            self._part(word, at)
        elif word in TABLES:
            self._short_table(word, word_at)
        else:
            self._unknown(word, word_at)
            return
        if rest:
            self._flaw("template.rest_unread", rest_at, word=f"@{word}", rest=rest)

    def _unknown(self, word: str, word_at: At) -> None:
        if word in FIXED:
            self._flaw("template.placed_by_layout", word_at, word=f"@{word}")
            return
        near = nearest(word, list(CONSTRUCTS))
        if near:
            self._flaw("template.unknown_construct", word_at, word=f"@{word}", near=f"@{near}")
        else:
            self._flaw("template.no_construct", word_at, word=f"@{word}", known=[f"@{one}" for one in CONSTRUCTS])

    # What opens and ends

    def _if(self, rest: str, at: At, rest_at: At, *, wanted: bool = True) -> None:
        name = self.places.name(rest, rest_at) if rest else None
        if not rest:
            self._flaw("template.condition_empty", at, word="@若" if wanted else "@若无")
        self._opened(Open("若", at, [], name, wanted=wanted, sure=self._sure(name) if wanted else frozenset()))

    def _unless(self, rest: str, at: At, rest_at: At) -> None:
        self._if(rest, at, rest_at, wanted=False)

    def _each(self, rest: str, at: At, rest_at: At) -> None:
        found = _EACH.fullmatch(rest)
        if found is None:
            self._flaw("template.each_form", rest_at if rest else at)
            self._opened(Open("每", at, []))
            return
        where = At(rest_at.line, rest_at.column + found.start(2), len(found[2]))
        name = self.places.name(found[2], where)
        if name and name.kind is not FieldKind.LIST:
            self._flaw("template.not_a_list", where, name=name.typed)
            name = None
        turn = found[1]
        if turn in self.schema.fields or turn in self.places.sentences or turn == ORDINAL or not _WORD.fullmatch(turn):
            self._flaw("template.name_taken", At(rest_at.line, rest_at.column, len(turn)), name=turn)
        self._opened(Open("每", at, [], name, turn=turn))

    def _sentence(self, rest: str, at: At, rest_at: At) -> None:
        if self.open:
            self._flaw("template.sentence_inside", at)
        elif not rest:
            self._flaw("template.condition_empty", at, word="@句")
        elif (
            rest in self.schema.fields or rest in self.places.sentences or rest == ORDINAL or not _WORD.fullmatch(rest)
        ):
            self._flaw("template.name_taken", rest_at, name=rest)
        self._opened(Open("句", at, [], turn=rest))

    def _opened(self, one: Open) -> None:
        if len(self.open) == DEPTH:
            self._flaw("template.too_deep", one.at, most=DEPTH)
        self.open.append(one)

    def _else(self, word_at: At) -> None:
        last = self.open[-1] if self.open else None
        if last is None or last.word != "若" or last.then is not None:
            self._flaw("template.else_alone", word_at)
            return
        last.then = tuple(last.nodes)  # type: ignore[arg-type]
        last.nodes = []
        last.sure = frozenset() if last.wanted else self._sure(last.name)

    def _sure(self, name: Name | None) -> frozenset[str]:
        """What is there where the name holds."""
        if name is None:
            return frozenset()
        known = self.schema.fields.get(name.typed)
        return frozenset({name.value}) | (known.implies if known else frozenset())

    def _end(self, at: At) -> None:
        if not self.open:
            self._flaw("template.end_alone", at)
            return
        one = self.open.pop()
        body: Nodes = tuple(one.nodes)  # type: ignore[arg-type]
        if one.word == "句":
            if one.turn:
                self.places.sentences.setdefault(one.turn, body)
        elif one.name is None:
            return
        elif one.word == "若":
            then, otherwise = (body, ()) if one.then is None else (one.then, body)
            self._close(Choice(one.name, one.wanted, then, otherwise, one.at))
        else:
            self._close(Each(one.turn, one.name, body, one.at))

    def _close(self, node: Choice | Each) -> None:
        if not self.open and self.part is None:
            # Only the title stands before the first part; a choice between titles is one of its lines.
            self.parts.setdefault(Part.TITLE, []).append(node)
            return
        self._put(node, self.part)

    # What stands in a line of its own

    def _part(self, word: str, at: At) -> None:
        part = PARTS[word]
        if self.open:
            self._flaw("template.part_inside", at, word=f"@{word}", open=f"@{self.open[-1].word}")
        elif part in self.parts:
            self._flaw("template.part_twice", at, word=f"@{word}")
        elif part not in self.schema.parts:
            known = [_WORDS[Part(one)] for one in self.schema.parts]
            self._flaw("template.part_unprinted", at, word=f"@{word}", known=known)
        self.part = part
        self.parts.setdefault(part, [])

    def _table(self, rest: str, at: At, rest_at: At) -> None:
        block = self.schema.tables.get(rest)
        near, known = nearest(rest, self.schema.tables), list(self.schema.tables)
        if block is not None:
            self._insert(Insert(block), at)
        elif near:
            self._flaw("template.unknown_table", rest_at, name=rest, near=near, known=known)
        else:
            self._flaw("template.no_table", rest_at if rest else at, name=rest, known=known)

    def _short_table(self, word: str, at: At) -> None:
        blocks = [one for one in TABLES[word] if one in self.schema.tables.values()]
        if blocks:
            self._insert(Insert(blocks[0]), at)
        else:
            self._flaw("template.no_table", at, name=word, known=list(self.schema.tables))

    def _mark(self, word: str, at: At) -> None:
        if self.part is not Part.BODY or any(one.word == "句" for one in self.open):
            self._flaw("template.body_only", at, word=f"@{word}")
        elif word == "不编号":
            self._put(Plain(at), self.part)
        else:
            self._put(Block(PAGE_BREAK if word == "分页" else BLANK, at), self.part)

    def _insert(self, insert: Insert, at: At) -> None:
        if self.part is not Part.BODY or any(one.word in {"句", "每"} for one in self.open):
            self._flaw("template.body_only", at, word="@表")
        else:
            self._put(Block(insert, at), self.part)

    def _add(self, node: Line, at: At) -> None:
        if self.part is None and not any(one.word == "句" for one in self.open):
            self._flaw("template.before_parts", at, parts=[f"@{word}" for word in PARTS])
            return
        self._put(node, self.part)

    def _put(self, node: object, part: Part | None) -> None:
        if self.open:
            self.open[-1].nodes.append(node)
        elif part is not None:
            self.parts.setdefault(part, []).append(node)

    def _flaw(self, code: str, at: At, **data: object) -> None:
        self.places.flaw(code, at, data)
