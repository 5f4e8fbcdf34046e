"""Which command is meant by what was typed: its words, their pinyin or its initials, whole, in part or with gaps."""

from pypinyin import Style, lazy_pinyin

from odrdesk.desktop.actions import Command

_GAPS_FROM = 3
"""Fewer letters than this fit nearly every command with gaps."""
WORDS_APART = 10
"""Added where not all that was typed is meant, but one of its words."""


def score(command: Command, typed: str) -> int | None:
    """How well a command is meant, 0 best, None not at all; of several words one is enough, but counts less."""
    parts = typed.casefold().split()
    if not parts:
        return 0
    whole = _one(command, "".join(parts))
    if whole is not None or len(parts) == 1:
        return whole
    found = [found for part in parts if len(part) > 1 and (found := _one(command, part)) is not None]
    return WORDS_APART + min(found) if found else None


def matches(command: Command, typed: str) -> bool:
    """Whether a command is meant at all."""
    return score(command, typed) is not None


def begins(words: str, typed: str) -> bool:
    """Whether words, their pinyin or its initials begin with what was typed."""
    said = "".join(words.casefold().split())
    if said.startswith(typed):
        return True
    initials = "".join(lazy_pinyin(said, style=Style.FIRST_LETTER))
    return typed.isascii() and ("".join(lazy_pinyin(said)).startswith(typed) or initials.startswith(typed))


def _one(command: Command, sought: str) -> int | None:
    said = command.words.casefold()
    words = "".join(said.split())
    tries = [(words, 0, 2), (command.key, 4, 4)]
    if sought.isascii():
        letters = "".join(lazy_pinyin(words, style=Style.FIRST_LETTER))
        firsts = "".join(part[0] for part in said.split())
        tries += [(letters, 1, 3), (firsts, 1, 3), ("".join(lazy_pinyin(words)), 1, 3)]
        gaps = [firsts if words.isascii() else letters]
    else:
        gaps = [words]
    scores = [at if text.startswith(sought) else inside for text, at, inside in tries if sought in text]
    least = _GAPS_FROM if sought.isascii() else 2
    if not scores and len(sought) >= least and any(_runs_through(text, sought) for text in gaps):
        scores = [5]
    return min(scores, default=None)


def _runs_through(text: str, sought: str) -> bool:
    """Whether the letters stand in this order, with others between."""
    rest = iter(text)
    return all(letter in rest for letter in sought)
