"""What stands inside the lines of a template: names and places, looked up in the schema of the kind of paper."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from odrdesk.documents.template import At, Flaw, Name, Nodes, Pieces, Place
from odrdesk.documents.template_fields import ORDINAL, Field, FieldKind, Schema, nearest
from odrdesk.documents.template_filters import FILTERS, PLAIN, USUAL

_PLACE = re.compile(r"\{([^{}]*)\}|[{}]")


@dataclass(slots=True)
class Open:
    """A construct that waits for its `@完`."""

    word: str
    at: At
    nodes: list[object]
    name: Name | None = None
    wanted: bool = True
    turn: str = ""
    then: Nodes | None = None
    """What stood before `@否则`."""
    sure: frozenset[str] = frozenset()
    """The layout's names of values that are there inside: it was asked."""


@dataclass(slots=True)
class Places:
    """Reads names and places; knows what is open and which sentences were written so far, and keeps every flaw."""

    schema: Schema
    flaws: list[Flaw] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    sentences: dict[str, Nodes] = field(default_factory=dict)
    open: list[Open] = field(default_factory=list)

    def pieces(self, text: str, at: At) -> Pieces:
        """The words of a line that begins there, and the places between them."""
        out: list[str | Place] = []
        done = 0
        for found in _PLACE.finditer(text):
            if found.start() > done:
                out.append(text[done : found.start()])
            done = found.end()
            where = At(at.line, at.column + found.start(), found.end() - found.start())
            if found[1] is None:
                self.flaw("template.brace_alone", where, {"sign": found[0]})
                continue
            place = self._place(found[1], where)
            if place is not None:
                out.append(place)
        if done < len(text):
            out.append(text[done:])
        return tuple(out)

    def _place(self, inside: str, where: At) -> Place | None:
        typed, bar, how = inside.partition("|")
        name = self.name(typed.strip(), At(where.line, where.column + 1, max(1, len(typed))))
        how, how_at = how.strip(), At(where.line, where.column + len(typed) + 2, max(1, len(how)))
        if bar and how not in FILTERS:
            near = nearest(how, list(FILTERS))
            code = "template.unknown_filter" if near else "template.no_filter"
            self.flaw(code, how_at, {"filter": how, "known": list(FILTERS)} | ({"near": near} if near else {}))
            return None
        if name is None:
            return None
        if how and name.kind not in FILTERS[how].takes:
            known = [word for word, one in FILTERS.items() if name.kind in one.takes]
            self.flaw("template.filter_unfit", how_at, {"name": name.typed, "filter": how, "known": known})
            return None
        if not how and name.kind not in PLAIN:
            usual = USUAL.get(name.kind)
            if usual:
                self.flaw("template.filter_needed", where, {"name": name.typed, "filter": usual})
            else:
                self.flaw("template.flag_printed", where, {"name": name.typed})
            return None
        if name.optional and not any(name.value in one.sure for one in self.open):
            self.flaw("template.may_be_missing", where, {"name": name.typed}, mild=True)
        return Place(name, how, where)

    def name(self, typed: str, at: At) -> Name | None:
        """What a typed name means there; None where it means nothing."""
        if not typed:
            self.flaw("template.name_empty", at, {})
            return None
        turns = [one for one in self.open if one.word == "每"]
        if typed == ORDINAL and turns:
            return Name(typed, FieldKind.NUMBER)
        head, dot, part = typed.partition(".")
        turn = next((one for one in reversed(turns) if one.turn == head), None)
        if turn is not None:
            return self._turn_name(turn, typed, part if dot else "", at)
        if typed in self.sentences:
            return Name(typed, FieldKind.SENTENCE, typed)
        known = self.schema.fields.get(typed)
        if known is None:
            near = nearest(typed, [*self.schema.fields, *self.sentences, *(one.turn for one in turns)])
            self._field_unknown(typed, near, at)
            return None
        self.used.add(typed)
        return Name(typed, known.kind, known.value, optional=known.optional)

    def _field_unknown(self, typed: str, near: str, at: At) -> None:
        if near:
            self.flaw("template.unknown_field", at, {"name": typed, "near": near})
        else:
            self.flaw("template.no_field", at, {"name": typed})

    def _turn_name(self, turn: Open, typed: str, part: str, at: At) -> Name | None:
        listed = self.schema.fields.get(turn.name.typed) if turn.name else None
        if listed is None:
            return None
        if not listed.parts and not part:
            return Name(typed, FieldKind.TEXT, "", turn.turn)
        found: Field | None = listed.parts.get(part)
        if found is None:
            near = nearest(part, listed.parts) if part else next(iter(listed.parts), "")
            self._field_unknown(typed, f"{turn.turn}.{near}" if near else turn.turn, at)
            return None
        return Name(typed, found.kind, found.value, turn.turn, optional=found.optional)

    def flaw(self, code: str, at: At, data: Mapping[str, object], *, mild: bool = False) -> None:
        """Keep a flaw."""
        self.flaws.append(Flaw(code, at, data, mild=mild))
