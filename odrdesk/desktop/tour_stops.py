"""What a walk round the window stops at: `resources/tours/*.toml`, in both languages."""

import tomllib
from functools import cache
from typing import NamedTuple

from odrdesk.places import resource
from odrdesk.text import Phrase


class Stop(NamedTuple):
    """One place: the anchor it stands beside (`desktop.tours`), and what is said there."""

    at: str
    title: Phrase
    words: Phrase


class Walk(NamedTuple):
    """One walk: its key is its command's, `page` the page it is about."""

    key: str
    page: str
    title: Phrase
    stops: tuple[Stop, ...]


@cache
def walks() -> tuple[Walk, ...]:
    """Every walk there is, in the order of the file names."""
    return tuple(_walk(tomllib.loads(path.read_text("utf-8"))) for path in sorted(resource("tours").glob("*.toml")))


def _walk(row: dict[str, object]) -> Walk:
    stops = row["stop"]
    if not isinstance(stops, list) or not stops:
        raise ValueError("a walk without stops")
    return Walk(str(row["key"]), str(row["page"]), _both(row["title"]), tuple(_stop(one) for one in stops))


def _stop(row: dict[str, object]) -> Stop:
    return Stop(str(row["at"]), _both(row["title"]), _both(row["words"]))


def _both(row: object) -> Phrase:
    if not isinstance(row, dict):
        raise TypeError("words in two languages are asked for")
    return Phrase(row["zh"], row["en"])
