"""The list of issued papers: its columns, a copy of a paper made ready to be drawn, and where both come from."""

from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from odrdesk.desktop.formats import day_short
from odrdesk.desktop.models.columns import Column, Drawn
from odrdesk.desktop.paper_words import copy_words, way_words
from odrdesk.domain.paper_vocabulary import PaperStage
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.domain.workdays import day_of
from odrdesk.services import paper_lists
from odrdesk.services.desk import Desk
from odrdesk.services.paper_lists import Waiting
from odrdesk.text import Language, _, language, word


class PaperRow(NamedTuple):
    """A copy of a paper in a list: every word already written; `line` is what it was made from.

    `beneath` has the smaller second line of the columns that have one.
    """

    key: int
    texts: tuple[str, ...]
    beneath: tuple[str, ...]
    copy: str
    line: Waiting


class Wanted(NamedTuple):
    """What the list shows: stages, a kind (None: all), a text."""

    stages: tuple[PaperStage, ...]
    kind: PaperKind | None = None
    text: str = ""


def paper_columns() -> tuple[Column, ...]:
    """The columns of the list of papers, from the left."""
    wider = 0 if language() is Language.ZH_CN else 20
    return (
        Column("kind", _("文书"), 0, Drawn.TAGGED),
        Column("case", _("案件号"), 148, Drawn.QUIET),
        Column("issued", _("出具日"), 72, Drawn.QUIET),
        Column("prints", _("打印次数"), 78 + wider // 2, Drawn.AMOUNT),
        Column("delivered", _("送达与签收"), 138 + wider, Drawn.PLAIN),
    )


def paper_row(line: Waiting) -> PaperRow:
    """Write a copy of a paper out."""
    texts = (
        word(line.kind),
        line.case,
        day_short(day_of(line.issued_at)),
        str(line.prints),
        fate_words(line),
    )
    return PaperRow(line.key, texts, (line.number, line.consumer), copy_words(line.copy), line)


def fate_words(line: Waiting) -> str:
    """What became of it, the last that counts: void, signed, delivered, or nothing yet."""
    if line.stage is PaperStage.VOID:
        return line.void_why or _("已作废")
    if line.life.scans:
        return _("已签回 {day}").format(day=day_short(day_of(line.life.scans[-1].at)))
    if line.life.delivered:
        last = line.life.delivered[-1]
        return f"{way_words(last.how)} {day_short(day_of(last.at))}"
    return "—" if line.stage is PaperStage.DONE else _("未送达")


class PaperSource:
    """Papers of some stages, narrowed by a kind and a text; called off the GUI thread only."""

    def __init__(self, desk: Desk, wanted: Wanted) -> None:
        self._desk, self._wanted = desk, wanted

    def opening(self, limit: int) -> tuple["array[int]", int]:
        """The first keys in order, and how many there are in all."""
        keys = self._keys()
        return keys[:limit], len(keys)

    def ids(self) -> Iterator["array[int]"]:
        """All keys in order."""
        yield self._keys()

    def rows(self, keys: Sequence[int]) -> Sequence[PaperRow]:
        """The rows of these keys, every word written."""
        return [paper_row(line) for line in paper_lists.rows(self._desk, list(keys))]

    def _keys(self) -> "array[int]":
        wanted = self._wanted
        return paper_lists.ids(self._desk, wanted.stages, kind=wanted.kind, text=wanted.text)
