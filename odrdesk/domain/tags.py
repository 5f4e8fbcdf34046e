"""标签: a desk's own words for its cases, beside the categories that the regulator counts by.

A tag changes nothing in a case: no step, no deadline and no paper depends on it.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from odrdesk.domain.errors import Refusal
from odrdesk.domain.listing import NONE, Condition, Listing
from odrdesk.domain.vocabulary import TagTone

FIELD = "tag"
"""The field of a listing that asks for tags."""
NAME_LIMIT, MOST_ON_CASE, MOST = 20, 8, 200
"""Characters of a name; tags on one case; tags of a desk, retired ones too."""

_CONTROL = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


@dataclass(frozen=True, slots=True)
class Tag:
    """`key` is storage's. A `retired` one stays on its cases and is given to no other; `former` are names it had."""

    key: int
    name: str
    tone: TagTone = TagTone.GREY
    retired: bool = False
    former: tuple[str, ...] = ()


class Change(NamedTuple):
    """The keys of the tags that one case was given, and of those that were taken from it."""

    given: tuple[int, ...] = ()
    taken: tuple[int, ...] = ()

    @property
    def back(self) -> "Change":
        """What undoes it."""
        return Change(self.taken, self.given)


def spelled(text: str) -> str:
    """A name as it is kept: NFKC, single blanks.

    Refuses `tag.no_name`, `tag.long`, `tag.characters` (control characters, direction marks, a double quote, which the
    language of lists needs) and `tag.reserved` for the word by which lists ask for no tag.
    """
    name = " ".join(unicodedata.normalize("NFKC", text).split())
    if not name:
        raise Refusal("tag.no_name", "name")
    if '"' in name or any(unicodedata.category(one) in _CONTROL for one in name):
        raise Refusal("tag.characters", "name")
    if len(name) > NAME_LIMIT:
        raise Refusal("tag.long", "name", n=len(name), most=NAME_LIMIT)
    if folded(name) == NONE:
        raise Refusal("tag.reserved", "name", name=name)
    return name


def folded(name: str) -> str:
    """What two spellings of one name have in common; two tags of a desk never share it."""
    narrowed = " ".join(unicodedata.normalize("NFKC", name).split())
    return unicodedata.normalize("NFKC", narrowed.casefold())


def changed(on: Sequence[int], wanted: Change) -> Change:
    """What is left to do on a case with these tags: none is given twice, none taken that is not there.

    Refuses `tag.full` where it would have more than `MOST_ON_CASE`.
    """
    taken = tuple(key for key in dict.fromkeys(wanted.taken) if key in on and key not in wanted.given)
    given = tuple(key for key in dict.fromkeys(wanted.given) if key not in on)
    if given and len(on) - len(taken) + len(given) > MOST_ON_CASE:
        raise Refusal("tag.full", None, most=MOST_ON_CASE)
    return Change(given, taken)


def renamed(listing: Listing, tags: Iterable[Tag]) -> Listing:
    """A list with the present names of the tags it asks for by one they had."""
    if all(one.field != FIELD for one in listing.where):
        return listing
    now = {folded(old): tag.name for tag in tags for old in (*tag.former, tag.name)}

    def present(one: Condition) -> Condition:
        if one.field != FIELD:
            return one
        return one._replace(values=tuple(dict.fromkeys(now.get(folded(str(each)), each) for each in one.values)))

    return replace(listing, where=tuple(map(present, listing.where)))
