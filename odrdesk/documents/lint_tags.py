"""The structure of a file: every content of every page belongs to one element, and every element to its place."""

from collections.abc import Iterator, Sequence
from typing import Any

from odrdesk.documents.pdf_plain import PdfFile, Stream
from odrdesk.documents.pdf_reading import Ref

_KIDS = {
    "Table": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "Document": None,
}
"""Which elements may stand in which; None for any."""
_PARENTS = {"TR": {"Table"}, "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "Lbl": {"LI"}, "LBody": {"LI"}}
_KNOWN = frozenset(
    {
        "Document", "Part", "Sect", "Div", "H1", "H2", "H3", "P", "Span", "L", "LI", "Lbl", "LBody", "Table", "TR",
        "TH", "TD", "Figure", "Caption", "Note",
    }
)  # fmt: skip
Fault = tuple[str, int | None, str]


def structure_findings(file: PdfFile, marks: Sequence[Sequence[tuple[str, int]]]) -> Iterator[Fault]:
    """Faults of the tree against the marks of each page: a code of the lint, the page from 1, what was seen."""
    root = file.get(file.root.get("StructTreeRoot"))
    if not isinstance(root, dict):
        yield "tags.missing", None, ""
        return
    pages = {page.number: place for place, page in enumerate(file.pages())}
    walk = _Walk(file, pages)
    top = _kids(root)
    if len(top) != 1 or file.get(top[0]).get("S") != "Document":
        yield "tags.document", None, ""
    for kid in top:
        yield from walk.element(kid, file.root["StructTreeRoot"], "")
    yield from walk.headings()
    rows = file.get(file.get(root.get("ParentTree")).get("Nums"))
    parents = dict(zip(rows[::2], rows[1::2], strict=True))
    for place, told in enumerate(marks):
        numbers = [number for _, number in told]
        if numbers != list(range(len(numbers))):
            yield "tags.numbers", place + 1, ""
        row = file.get(parents.get(place)) or []
        if len(row) != len(numbers):
            yield "tags.parents", place + 1, f"{len(row)} / {len(numbers)}"
            continue
        for (kind, number), owner in zip(told, row, strict=True):
            if walk.content.get((place, number)) != owner.number:
                yield "tags.content", place + 1, str(number)
            if file.get(owner).get("S") != kind:
                yield "tags.kind", place + 1, f"{kind} / {file.get(owner).get('S')}"
    extra = set(walk.content) - {(place, number) for place, told in enumerate(marks) for _, number in told}
    yield from (("tags.nowhere", place + 1, str(number)) for place, number in sorted(extra))


class _Walk:
    def __init__(self, file: PdfFile, pages: dict[int, int]) -> None:
        self._file, self._pages = file, pages
        self.content: dict[tuple[int, int], int] = {}
        """Per page and number of a content the element that has it."""
        self._headings: list[tuple[str, int | None]] = []

    def element(self, reference: Ref, parent: Ref, around: str) -> Iterator[Fault]:
        told = self._file.get(reference)
        kind = str(told.get("S"))
        own = told.get("Pg")
        page = self._pages.get(own.number) if own else None
        number = None if page is None else page + 1
        if own and page is None:
            yield "tags.page", None, kind
        if told.get("P") != parent:
            yield "tags.parent", number, kind
        allowed = _KIDS.get(around)
        misplaced = kind in _PARENTS and around not in _PARENTS[kind]
        if kind not in _KNOWN or misplaced or (allowed is not None and kind not in allowed):
            yield "tags.order", number, f"{around} > {kind}"
        if kind in ("H1", "H2", "H3"):
            self._headings.append((kind, number))
        yield from self._told(told, kind, number)
        kids = _kids(told)
        if not kids and kind not in ("TD", "TH"):
            yield "tags.empty", number, kind
        for kid in kids:
            yield from self._kid(kid, reference, kind, page)

    def headings(self) -> Iterator[Fault]:
        """A heading never skips a level."""
        before = 0
        for kind, page in self._headings:
            level = int(kind[1])
            if level > before + 1:
                yield "tags.heading", page, kind
            before = level

    def _told(self, told: dict[str, Any], kind: str, number: int | None) -> Iterator[Fault]:
        look = told.get("A") or {}
        if kind == "Figure" and not (told.get("Alt") and len(look.get("BBox", ())) == 4):
            yield "tags.alt", number, ""
        if kind == "TH" and look.get("Scope") not in ("Row", "Column"):
            yield "tags.scope", number, ""

    def _kid(self, kid: Any, reference: Ref, kind: str, page: int | None) -> Iterator[Fault]:
        if isinstance(kid, Ref):
            yield from self.element(kid, reference, kind)
            return
        number = kid
        if isinstance(kid, dict):
            page, number = self._pages.get(kid["Pg"].number), kid["MCID"]
        if page is None or isinstance(number, Stream) or (page, number) in self.content:
            yield "tags.content", None, kind
            return
        self.content[page, number] = reference.number


def _kids(told: dict[str, Any]) -> list[Any]:
    kids = told.get("K")
    return [] if kids is None else kids if isinstance(kids, list) else [kids]
