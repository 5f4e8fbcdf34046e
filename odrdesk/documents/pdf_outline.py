"""The outline of a PDF (bookmarks): its headings, or the papers of a bound file (ISO 32000-1, 12.3.3)."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from odrdesk.documents.pdf_body import Body, text_string


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: depth from 0, page from 0, the height it points to."""

    depth: int
    title: str
    page: int
    top: float


def write_outline(body: Body, entries: Sequence[Entry], page: Callable[[int], str]) -> str:
    """Write it; returns its reference. A single paper's headings are shown, those under several are folded."""
    numbers = [body.reserve() for _ in entries]
    root = body.reserve()
    parents = _parents(entries)
    kids: dict[int, list[int]] = {}
    for place, parent in enumerate(parents):
        kids.setdefault(parent, []).append(place)
    alone = len(kids[-1]) == 1

    def bounds(place: int, count: int) -> str:
        own = kids.get(place)
        if not own:
            return ""
        return f" /First {numbers[own[0]]} 0 R /Last {numbers[own[-1]]} 0 R /Count {count}"

    for place, entry in enumerate(entries):
        parent = parents[place]
        own = kids[parent]
        at = bisect_left(own, place)
        before = f" /Prev {numbers[own[at - 1]]} 0 R" if at else ""
        after = f" /Next {numbers[own[at + 1]]} 0 R" if at + 1 < len(own) else ""
        under = len(kids.get(place, ()))
        shown = under if alone and parent < 0 else -under
        body.put(
            numbers[place],
            f"<</Title {text_string(entry.title)} /Parent {numbers[parent] if parent >= 0 else root} 0 R "
            f"/Dest [{page(entry.page)} /XYZ 0 {entry.top:.1f} null]{before}{after}{bounds(place, shown)}>>",
        )
    visible = len(kids[-1]) + (len(kids.get(0, ())) if alone else 0)
    body.put(root, f"<</Type /Outlines{bounds(-1, visible)}>>")
    return f"{root} 0 R"


def _parents(entries: Sequence[Entry]) -> list[int]:
    """For each entry the place of the one above it, -1 for none."""
    found: list[int] = []
    chain: list[int] = []
    for place, entry in enumerate(entries):
        del chain[min(entry.depth, len(chain)) :]
        found.append(chain[-1] if chain else -1)
        chain.append(place)
    return found
