"""The numbers of papers (文号): how a template makes them, to which series they belong, which templates go together.

A series is the visible text without its counter, so whatever looks like one series is one: two kinds with the same
prefix share a counter. It counts from 1 in each year of issue, without gaps.
"""

import re
from dataclasses import dataclass

from odrdesk.domain.errors import Refusal

PREFIX, YEAR, SEQ, STATION = "prefix", "year", "seq", "station"
COUNTER = "#"
"""Stands for the counter in the text of a series, so neither templates nor prefixes may hold it."""

TEMPLATE_LIMIT, PREFIX_LIMIT = 60, 20
_TOKEN = re.compile(r"\{(?:(prefix|year|station)|seq(?::0([1-9])d)?)\}")
_PLAIN = re.compile(r"[^{}#\x00-\x1f\x7f]*")


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was checked; `text` as written, `width` the least digits of the counter."""

    text: str
    width: int

    def series(self, prefix: str, station: str, year: int) -> str:
        """The number with `#` for its counter; a `station` the template does not name stands before the prefix."""
        if "{station}" not in self.text:
            prefix, station = station + prefix, ""
        told = {PREFIX: prefix, YEAR: str(year), STATION: station, None: COUNTER}
        return _TOKEN.sub(lambda found: told[found[1]], self.text)

    def number(self, series: str, seq: int) -> str:
        """The number in a series at a place counted from 1."""
        return series.replace(COUNTER, f"{seq:0{self.width}d}")


def read(text: str) -> Template:
    """The template of a text.

    Refuses an unknown item or a forbidden character (`paper.number_template`), a missing or doubled counter
    (`paper.number_needs_seq`), a missing year (`paper.number_needs_year`: next year would give the same text), and a
    counter that touches another digit (`paper.number_digits`).
    """
    rest = _TOKEN.sub("", text)
    if not text.strip() or len(text) > TEMPLATE_LIMIT or not _PLAIN.fullmatch(rest):
        raise Refusal("paper.number_template", "paper.number", template=text)
    counters = [found for found in _TOKEN.finditer(text) if found[1] is None]
    if len(counters) != 1:
        raise Refusal("paper.number_needs_seq", "paper.number", template=text)
    if "{year}" not in text:
        raise Refusal("paper.number_needs_year", "paper.number", template=text)
    template = Template(text, int(counters[0][2] or 1))
    require_apart(template.series("x", "x", 2026), text)
    return template


def require_apart(series: str, template: str) -> None:
    """Refuse (`paper.number_digits`) a series in which a digit stands beside the counter."""
    before, _, after = series.partition(COUNTER)
    if before[-1:].isdigit() or after[:1].isdigit():
        raise Refusal("paper.number_digits", "paper.number", template=template)


def checked_prefix(text: str, field: str = "prefix") -> str:
    """A prefix or a station's code, trimmed. Refuses (`paper.number_prefix`) braces, `#`, controls and great length."""
    prefix = text.strip()
    if len(prefix) > PREFIX_LIMIT or not _PLAIN.fullmatch(prefix):
        raise Refusal("paper.number_prefix", field, prefix=text, limit=PREFIX_LIMIT)
    return prefix


def collide(one: str, other: str) -> bool:
    """Whether two different series can give the same number."""
    if one == other:
        return False
    (before, after), (before_other, after_other) = (series.split(COUNTER, 1) for series in (one, other))
    if len(before) == len(before_other):
        # The counters start at one place and end where the first other character stands: equal texts, equal series.
        return False
    if len(before) > len(before_other):
        (before, after), (before_other, after_other) = (before_other, after_other), (before, after)
    if not before_other.startswith(before):
        return False
    rest = before_other[len(before) :]
    left = rest.lstrip("0123456789")
    middle = after[len(left) : len(after) - len(after_other)]
    return bool(
        left != rest
        and after.startswith(left)
        and after.endswith(after_other)
        and len(after) > len(left) + len(after_other)
        and middle.isdigit()
    )


def series_of(number: str, seq: int) -> str | None:
    """The series of a number that was made with an unknown template: its last run of digits that is the counter."""
    runs = [found for found in re.finditer(r"[0-9]+", number) if int(found[0]) == seq]
    if not runs or COUNTER in number:
        return None
    last = runs[-1]
    return number[: last.start()] + COUNTER + number[last.end() :]
