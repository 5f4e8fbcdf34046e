"""The handbook: short pages by task in `resources/help/LANGUAGE/*.md`, and what is said of a search in them.

A line `<!-- rules -->` stands for a table that is made when the page is shown, from the same data the program works by
(`odrdesk.desktop.handbook_tables`): the help cannot disagree with the law's rows, the steps or the commands.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from odrdesk.places import resource
from odrdesk.text import Phrase, _, language, spoken

PICTURES = "pictures"
MOST_HITS = 40
_BEFORE, _AFTER = 6, 46
"""Characters of context shown before and after what was found."""

_MADE = re.compile(r"^<!-- ([a-z]+) -->$", re.MULTILINE)
_HEADING = re.compile(r"^#+ +(.*)$")
_MARKS = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|[*`\[\]]|^[#>|\s-]+|^\d+\. ")

Tables = Mapping[str, Callable[[], str]]


class Page(NamedTuple):
    """A page: its key (file name without number), title, and text in Markdown with its tables in place."""

    key: str
    title: str
    text: str


class Part(NamedTuple):
    """A part of the contents: its title and its pages."""

    title: str
    pages: tuple[Page, ...]


class Hit(NamedTuple):
    """A page in which something was found, and the words around it (empty when it is in the title)."""

    page: Page
    words: str


def pages(tables: Tables) -> tuple[Page, ...]:
    """All pages in the spoken language, in the order of their file names."""
    return tuple(_page(path.stem, path.read_text("utf-8"), tables) for path in files(language().value))


def parts(book: Sequence[Page]) -> tuple[Part, ...]:
    """The pages by the parts of `resources/help/contents.toml`; what is named nowhere makes the last part."""
    left = {page.key: page for page in book}
    rows = tomllib.loads(resource("help", "contents.toml").read_text("utf-8"))["part"]
    found = [
        Part(spoken(Phrase(**row["title"])), tuple(left.pop(key) for key in row["pages"] if key in left))
        for row in rows
    ]
    return tuple(part for part in [*found, Part(_("更多"), tuple(left.values()))] if part.pages)


def files(language_code: str) -> list[Path]:
    """The files of a language, in order."""
    return sorted(resource("help", language_code).glob("*.md"))


def find(book: Sequence[Page], typed: str) -> tuple[Hit, ...]:
    """Every line that holds all words typed, by page; titles first. Letters are compared without case."""
    sought = typed.casefold().split()
    if not sought:
        return ()
    titled = [Hit(page, "") for page in book if _holds(page.title, sought)]
    lines = [
        Hit(page, _around(line, sought[0]))
        for page in book
        for line in plain_lines(page.text)
        if line != page.title and _holds(line, sought)
    ]
    return tuple([*titled, *lines][:MOST_HITS])


def plain_lines(text: str) -> list[str]:
    """The lines of a page as they are read, without marks."""
    lines = []
    for line in text.splitlines():
        if _is_frame(line):
            continue
        cells = [_MARKS.sub("", cell).strip() for cell in line.strip().strip("|").split(" | ")]
        plain = "\u2002".join(cell.replace("\u2028", "\u2002") for cell in cells if cell)
        if plain:
            lines.append(plain)
    return lines


def _page(stem: str, text: str, tables: Tables) -> Page:
    title = _HEADING.match(text.lstrip().splitlines()[0])
    if title is None:
        raise ValueError(f"{stem} does not begin with its title")
    whole = _MADE.sub(lambda found: tables[found[1]](), text)
    return Page(stem.partition("-")[2], title[1].strip(), whole)


def _holds(line: str, sought: Sequence[str]) -> bool:
    folded = line.casefold()
    return all(word in folded for word in sought)


def _is_frame(line: str) -> bool:
    """Rules of tables, fences and hidden lines are nothing anybody reads."""
    bare = line.strip()
    return not bare or bare.startswith(("```", "<!--")) or not set(bare) - set("|-: ")


def _around(line: str, word: str) -> str:
    place = line.casefold().find(word)
    first, last = max(0, place - _BEFORE), place + len(word) + _AFTER
    return ("…" if first else "") + line[first:last] + ("…" if last < len(line) else "")
