"""Many papers in one file: the faces once, each paper with its own count of pages, a line of the outline for each.

A batch of notices for one printer. Every paper looks as it does alone; its page says 第 n 页 共 m 页 of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from odrdesk.documents.fonts import faces
from odrdesk.documents.layout import bound_in
from odrdesk.documents.pdf import About, Sheet
from odrdesk.documents.worker import Rendered, render


@dataclass(frozen=True, slots=True)
class Book:
    """The file and the pages of each paper in it, counted from 0, the last not included: `range(0, 2)`."""

    content: bytes = field(repr=False)
    ranges: tuple[range, ...]
    pages: int


def bind(papers: Iterable[Rendered], title: str, *, backs: bool = False, until: datetime | None = None) -> Book:
    """The papers in their order under one title.

    `backs` adds an empty back to a paper of an odd number of pages, so that in a duplex print each begins on a sheet
    of its own. The file's date is the latest issue, or `until`. The papers are taken one at a time: whoever gives
    them may tell progress, or stop. Refuses `paper.glyph_missing`; raises Fault `papers.*`.
    """
    about = About(title, "", "", "", datetime(1970, 1, 1, tzinfo=UTC))
    sheet = Sheet(faces(), about)
    ranges: list[range] = []
    with bound_in(sheet):
        for facts in papers:
            first = sheet.pages
            render(facts)
            ranges.append(range(first, sheet.pages))
            about = replace(
                about,
                author=about.author or facts.letterhead.organisation,
                issued_at=max(about.issued_at, facts.issued_at),
            )
            if backs and (sheet.pages - first) % 2:
                sheet.next_page()
    sheet.about = about if until is None else replace(about, issued_at=until)
    return Book(sheet.finish(), tuple(ranges), sheet.pages)
