"""The structure of a tagged PDF: which element each drawn thing belongs to, on which page (ISO 32000-1, 14.7-14.8).

A `Tag` is a block's token. A block that is parted by a page keeps its tag, so both parts are one element.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from odrdesk.documents.pdf_body import Body, text_string

GROUPING = frozenset({"Document", "Part", "Art", "Sect", "Div", "Table", "TR", "L", "LI"})
"""Elements that hold elements, never content: text drawn in them gets a paragraph of its own."""
HEADINGS = ("H1", "H2", "H3")
PageReference = Callable[[int], str]


@dataclass(eq=False, slots=True)
class Tag:
    """What a block is: `H1`, `P`, `TD`, `Figure` with `alt` …; `title` stands in the outline.

    `scope` is `Column` or `Row` for a `TH`.
    """

    kind: str
    alt: str = ""
    title: str = ""
    scope: str = ""


@dataclass(eq=False, slots=True)
class Element:
    """An element of the tree; `kids` are elements, and content as page (from 0) and number on it."""

    kind: str
    parent: "Element | None"
    kids: list["Element | tuple[int, int]"] = field(default_factory=list)
    alt: str = ""
    scope: str = ""
    box: tuple[float, float, float, float] | None = None
    """Left, bottom, right, top of a figure."""
    number: int = 0
    """Its object, once it is written."""

    @property
    def told(self) -> bool:
        """Whether the element is written down: an empty cell is, an empty paragraph is not."""
        return bool(self.kids) or bool(self.number) or self.kind in ("TD", "TH")


class Tree:
    """The structure in the making. Headings of the second level begin a section by themselves."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._number = body.reserve()
        self._root = Element("Document", None, number=body.reserve())
        self._top = self._home = self._root
        self._known: dict[Tag, Element] = {}
        self._content: list[list[Element]] = []
        """Per page that is not written the element of each marked content, in the order of their numbers."""
        self._rows: list[str] = []
        """The same of the pages before, as it is written."""

    def part(self, page: PageReference) -> None:
        """Begin the next paper of a bound file; what was before is written, so that memory stays flat."""
        self._write_top(page)
        self._top = self._home = self._made("Part", self._root)
        self._top.number = self._body.reserve()

    def within(self, tag: Tag, parent: Element | None) -> tuple[Element, bool]:
        """The element of the tag, and whether it is new: then it stands under the parent.

        Under None it stands where the paper does.
        """
        if tag in self._known:
            return self._known[tag], False
        if parent is None:
            parent = self._section(tag.kind)
        if tag.kind == "LI" and parent.kind != "L":
            parent = self._list(parent)
        made = self._made(tag.kind, parent)
        made.alt, made.scope = tag.alt, tag.scope
        self._known[tag] = made
        return made, True

    def paragraph(self, parent: Element | None) -> Element:
        """A new paragraph for text that came without a tag."""
        return self._made("P", parent or self._home)

    def mark(self, element: Element, page: int) -> int:
        """The number of the next content on the page, which is the element's."""
        self.turn(page)
        row = self._content[page - len(self._rows)]
        row.append(element)
        element.kids.append((page, len(row) - 1))
        return len(row) - 1

    def turn(self, page: int) -> None:
        """There is a page of that number, with or without content."""
        while len(self._rows) + len(self._content) <= page:
            self._content.append([])

    def finish(self, page: PageReference) -> str:
        """Write what is left; returns the reference of the structure's root."""
        bound = self._top is not self._root
        self._write_top(page)
        if bound:
            self._body.put(self._root.number, self._told(self._root, page))
        rows = " ".join(f"{place} [{row}]" for place, row in enumerate(self._rows))
        parents = self._body.add(f"<</Nums [{rows}]>>")
        self._body.put(
            self._number,
            f"<</Type /StructTreeRoot /K [{self._root.number} 0 R] /ParentTree {parents} 0 R "
            f"/ParentTreeNextKey {len(self._rows)}>>",
        )
        return f"{self._number} 0 R"

    def _made(self, kind: str, parent: Element) -> Element:
        made = Element(kind, parent)
        parent.kids.append(made)
        return made

    def _section(self, kind: str) -> Element:
        if kind == "H1":
            self._home = self._top
        elif kind == "H2":
            self._home = self._made("Sect", self._top)
        return self._home

    def _list(self, parent: Element) -> Element:
        last = parent.kids[-1] if parent.kids else None
        return last if isinstance(last, Element) and last.kind == "L" else self._made("L", parent)

    def _write_top(self, page: PageReference) -> None:
        """Write the elements of the paper that is done, and what its pages hold."""
        if self._top is self._root and not self._content:
            return  # a bound file, before its first paper
        every = list(_elements(self._top))
        for one in every:
            one.number = one.number or self._body.reserve()
        for one in every:
            self._body.put(one.number, self._told(one, page))
        for row in self._content:
            self._rows.append(" ".join(f"{one.number} 0 R" for one in row))
        self._content.clear()
        self._known.clear()
        self._top.kids = []

    def _told(self, one: Element, page: PageReference) -> str:
        own = next((kid[0] for kid in one.kids if isinstance(kid, tuple)), None)
        kids: list[str] = []
        for kid in one.kids:
            if isinstance(kid, Element):
                if kid.told:
                    kids.append(f"{kid.number} 0 R")
            elif kid[0] == own:
                kids.append(str(kid[1]))
            else:
                kids.append(f"<</Type /MCR /Pg {page(kid[0])} /MCID {kid[1]}>>")
        parts = [f"<</S /{one.kind} /P {one.parent.number if one.parent else self._number} 0 R"]
        if own is not None:
            parts.append(f"/Pg {page(own)}")
        if one.alt:
            parts.append(f"/Alt {text_string(one.alt)}")
        if one.scope:
            parts.append(f"/A <</O /Table /Scope /{one.scope}>>")
        if one.box:
            parts.append(f"/A <</O /Layout /Placement /Block /BBox [{' '.join(f'{n:.2f}' for n in one.box)}]>>")
        if kids:
            parts.append(f"/K {kids[0] if len(kids) == 1 else '[' + ' '.join(kids) + ']'}")
        return " ".join([*parts, ">>"])


def _elements(element: Element) -> Iterator[Element]:
    """The element and all below it that are written, in reading order."""
    yield element
    for kid in element.kids:
        if isinstance(kid, Element) and kid.told:
            yield from _elements(kid)
