"""Half-width punctuation beside Chinese, offered as full-width: never inside a number or Latin words, never by itself.

Nothing here changes a text on its own: what is found is offered, and a person takes it or leaves it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HAN = re.compile(r"[\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff5e\U00020000-\U0003ffff]")
_FULL = {",": "\uff0c", ";": "\uff1b", ":": "\uff1a", "?": "\uff1f", "!": "\uff01", ".": "\u3002"}
_SIGN = re.compile(r"[,;:?!.()]")
_PLACE = re.compile(r"\{[^{}\n]*\}")
_DIRECTIVE = re.compile(r"(?m)^[ \t\u3000]*[@#\uff20\uff03].*$")


@dataclass(frozen=True, slots=True)
class Offer:
    """A sign at `at` (from 0) and what may stand in the place of its `length` characters."""

    at: int
    length: int
    new: str


def offers(text: str, *, template: bool = False) -> tuple[Offer, ...]:
    """The half-width signs of a text that would be full-width in Chinese, in order.

    In a `template` what stands in braces and in lines of constructs is left alone.
    """
    left_alone = [found.span() for found in _PLACE.finditer(text)] if template else []
    left_alone += [found.span() for found in _DIRECTIVE.finditer(text)] if template else []
    found = sorted((*_signs(text), *_brackets(text)), key=lambda one: one.at)
    return tuple(one for one in found if not any(start <= one.at < end for start, end in left_alone))


def taken(text: str, found: tuple[Offer, ...]) -> str:
    """The text with what was offered in place."""
    for one in reversed(found):
        text = text[: one.at] + one.new + text[one.at + one.length :]
    return text


def _signs(text: str) -> Iterator[Offer]:
    for found in _SIGN.finditer(text):
        sign, at = found.group(), found.start()
        if sign not in _FULL:
            continue
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if sign == ".":
            # 3.5 and www.a.cn keep theirs: a full stop ends a Chinese sentence.
            ends = _han(before) and (not after or after.isspace() or _han(after))
            fits = ends and before != "\u3002"
        else:
            beyond = text[at + 1 :].lstrip(" ")[:1]
            # What stands between digits or Latin letters (10:30, 3,000, A,B) is theirs.
            fits = _han(before) or (_han(beyond) and not (before.isascii() and before.isalpha()))
        if fits:
            spaces = len(text[at + 1 :]) - len(text[at + 1 :].lstrip(" "))
            yield Offer(at, 1 + spaces, _FULL[sign])


def _brackets(text: str) -> Iterator[Offer]:
    """Pairs on one line of which one side touches Chinese."""
    waiting: list[int] = []
    for at, sign in enumerate(text):
        if sign == "\n":
            waiting.clear()
        elif sign == "(":
            waiting.append(at)
        elif sign == ")" and waiting:
            start = waiting.pop()
            beside = (text[start - 1 : start] if start else "", text[start + 1], text[at - 1], text[at + 1 : at + 2])
            if any(map(_han, beside)):
                yield Offer(start, 1, "\uff08")
                yield Offer(at, 1, "\uff09")


def _han(sign: str) -> bool:
    return bool(sign) and _HAN.match(sign) is not None
