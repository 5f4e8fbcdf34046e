"""The structure of a tagged PDF: which element each drawn thing belongs to, on which page (ISO 32000-1, 14.7-14.8).

A `Tag` is a block's token. A block that is parted by a page keeps its tag, so both parts are one element.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

_TOP = ("Document", "Part")
GROUPING = frozenset({*_TOP, "Art", "Sect", "Div", "Table", "TR", "L", "LI"})
"""Elements that hold elements, never content: text drawn in them gets a paragraph of its own."""
_HEADINGS = ("H1", "H2", "H3")


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


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: depth from 0, page from 0, the height it points to."""

    depth: int
    title: str
    page: int
    top: float


class Tree:
    """The structure in the making. Headings of the second level begin a section by themselves."""

    def __init__(self) -> None:
        self.root = Element("Document", None)
        self.content: list[list[Element]] = []
        """Per page the element of each marked content, in the order of their numbers."""
        self.outline: list[Entry] = []
        self._bound = False
        self._top = self._home = self.root
        self._known: dict[Tag, Element] = {}

    def part(self, title: str, page: int, top: float) -> None:
        """Begin the next paper of a bound file: the outline then has papers and not their headings."""
        self._bound = True
        self.outline.append(Entry(0, title, page, top))
        self._known.clear()
        self._top = self._home = self._made("Part", self.root)

    def within(self, tag: Tag, parent: Element | None, page: int, top: float | None) -> Element:
        """The element of the tag, made under the parent (None: where the paper stands) when it is new."""
        if tag in self._known:
            return self._known[tag]
        if parent is None:
            parent = self._section(tag.kind)
        if tag.kind == "LI" and parent.kind != "L":
            parent = self._list(parent)
        made = self._made(tag.kind, parent)
        made.alt, made.scope = tag.alt, tag.scope
        self._known[tag] = made
        if tag.title and tag.kind in _HEADINGS and not self._bound:
            self.outline.append(Entry(_HEADINGS.index(tag.kind), tag.title, page, top or 0.0))
        return made

    def paragraph(self, parent: Element | None) -> Element:
        """A new paragraph for text that came without a tag."""
        return self._made("P", parent or self._home)

    def mark(self, element: Element, page: int) -> int:
        """The number of the next content on the page, which is the element's."""
        self.turn(page)
        number = len(self.content[page])
        self.content[page].append(element)
        element.kids.append((page, number))
        return number

    def turn(self, page: int) -> None:
        """There is a page of that number, with or without content."""
        while len(self.content) <= page:
            self.content.append([])

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


def elements(root: Element) -> Iterator[Element]:
    """The element and all below it, in reading order; those with neither kids nor content are left out."""
    yield root
    for kid in root.kids:
        if isinstance(kid, Element) and _told(kid):
            yield from elements(kid)


def _told(element: Element) -> bool:
    """Whether the element is written down: an empty cell is, an empty paragraph is not."""
    return bool(element.kids) or element.kind in ("TD", "TH")


def tree_objects(
    tree: Tree, first: int, root: int, page: Callable[[int], str], text: Callable[[str], str]
) -> list[str]:
    """The tree's objects from number `first` on: elements, then the parent tree, and the root itself.

    `root` is the number of the structure root, returned last; `page` gives a page's reference.
    """
    every = list(elements(tree.root))
    numbers = {id(one): first + place for place, one in enumerate(every)}
    out = [_element(one, numbers, root, page, text) for one in every]
    rows = [f"{place} [{' '.join(f'{numbers[id(one)]} 0 R' for one in row)}]" for place, row in enumerate(tree.content)]
    out.append(f"<</Nums [{' '.join(rows)}]>>")
    parents = first + len(every)
    out.append(f"<</Type /StructTreeRoot /K [{first} 0 R] /ParentTree {parents} 0 R /ParentTreeNextKey {len(rows)}>>")
    return out


def _element(
    one: Element, numbers: dict[int, int], root: int, page: Callable[[int], str], text: Callable[[str], str]
) -> str:
    own = next((kid[0] for kid in one.kids if isinstance(kid, tuple)), None)
    kids: list[str] = []
    for kid in one.kids:
        if isinstance(kid, Element):
            if _told(kid):
                kids.append(f"{numbers[id(kid)]} 0 R")
        elif kid[0] == own:
            kids.append(str(kid[1]))
        else:
            kids.append(f"<</Type /MCR /Pg {page(kid[0])} /MCID {kid[1]}>>")
    parts = [f"<</S /{one.kind} /P {numbers[id(one.parent)] if one.parent else root} 0 R"]
    if own is not None:
        parts.append(f"/Pg {page(own)}")
    if one.alt:
        parts.append(f"/Alt {text(one.alt)}")
    if one.scope:
        parts.append(f"/A <</O /Table /Scope /{one.scope}>>")
    if one.box:
        parts.append(f"/A <</O /Layout /Placement /Block /BBox [{' '.join(f'{n:.2f}' for n in one.box)}]>>")
    if kids:
        parts.append(f"/K {kids[0] if len(kids) == 1 else '[' + ' '.join(kids) + ']'}")
    return " ".join([*parts, ">>"])


def outline_objects(
    entries: Sequence[Entry], first: int, page: Callable[[int], str], text: Callable[[str], str]
) -> list[str]:
    """The outline's objects from number `first` on, its root first. Open where there is one paper, else closed."""
    parents: list[int] = []
    chain: list[int] = []
    for place, entry in enumerate(entries):
        del chain[min(entry.depth, len(chain)) :]
        parents.append(chain[-1] if chain else -1)
        chain.append(place)
    kids: dict[int, list[int]] = {}
    for place, parent in enumerate(parents):
        kids.setdefault(parent, []).append(place)

    def reference(place: int) -> str:
        return f"{first + 1 + place} 0 R"

    alone = len(kids[-1]) == 1

    def bounds(place: int) -> str:
        own = kids.get(place)
        if not own:
            return ""
        shown = len(own) if place >= 0 or not alone else 1 + len(kids.get(0, ()))
        count = shown if place < 0 or (alone and parents[place] < 0) else -shown
        return f" /First {reference(own[0])} /Last {reference(own[-1])} /Count {count}"

    out = [f"<</Type /Outlines{bounds(-1)}>>"]
    for place, entry in enumerate(entries):
        own = kids[parents[place]]
        at = bisect_left(own, place)
        beside = (f" /Prev {reference(own[at - 1])}" if at else "") + (
            f" /Next {reference(own[at + 1])}" if at + 1 < len(own) else ""
        )
        to = f"[{page(entry.page)} /XYZ 0 {entry.top:.1f} null]"
        out.append(
            f"<</Title {text(entry.title)} /Parent {reference(parents[place])} /Dest {to}{beside}{bounds(place)}>>"
        )
    return out
