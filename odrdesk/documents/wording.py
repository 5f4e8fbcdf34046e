"""The wording of a paper: a TOML file of `resources/papers/`, filled with facts in one pass.

`{name}` and `{name|filter}` are replaced by values of the paper; a value is never searched for
placeholders again, so what a consumer typed is printed as typed. Filters: `date`, `weekday`, `time`,
`money`, `capitals`, `number`. A paragraph is a string, or a table with `text` and `when` or `unless`
(the name of a value that must, or must not, be there).
Every paper keeps the name and content hash of its wording.
"""

import functools
import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from odrdesk.documents.pdf import SHANGHAI
from odrdesk.domain.errors import Fault
from odrdesk.domain.money import Fen, capitals
from odrdesk.places import resource

Values = Mapping[str, object]
_PLACE = re.compile(r"\{(\w+)(?:\|(\w+))?\}")
_NUMERALS = "零一二三四五六七八九十"
_WEEKDAYS = "一二三四五六日"


class Insert(str):
    """The name of blocks that stand in a paragraph's place; only a wording can ask for them, never a value."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """One paper's words. `version` is the name and the first 12 hex digits of the content's SHA-256."""

    name: str
    version: str
    words: Mapping[str, Any]

    def fill(self, text: str, values: Values) -> str:
        """The text with every placeholder replaced. Raises Fault `papers.wording_broken` naming the place."""

        def put(found: re.Match[str]) -> str:
            name, how = found.groups()
            if name not in values or (how or "text") not in FILTERS:
                raise Fault("papers.wording_broken", file=f"{self.name}.toml", place=found.group())
            try:
                return FILTERS[how or "text"](values[name])
            except (TypeError, AttributeError) as error:
                raise Fault("papers.wording_broken", file=f"{self.name}.toml", place=found.group()) from error

        return _PLACE.sub(put, text)

    def line(self, key: str, values: Values) -> str:
        """The filled text of one key."""
        return self.fill(self.part(key), values)

    def label(self, key: str) -> str:
        """A label without placeholders."""
        return self.word("labels", key)

    def word(self, table: str, key: str) -> str:
        """A word of one of the tables (`labels`, `marks`, `kinds`)."""
        found = self.part(table).get(key)
        if not isinstance(found, str):
            raise Fault("papers.wording_broken", file=f"{self.name}.toml", place=f"{table}.{key}")
        return found

    def part(self, key: str) -> Any:
        """What stands under a key of the file."""
        if key not in self.words:
            raise Fault("papers.wording_broken", file=f"{self.name}.toml", place=key)
        return self.words[key]

    def paragraphs(self, texts: list[Any], values: Values) -> list[str]:
        """The paragraphs whose condition holds, filled; an insert `@name` of the wording comes as `Insert`."""
        out: list[str] = []
        for text in texts:
            row = {"text": text} if isinstance(text, str) else text
            if "when" in row and not values.get(row["when"]):
                continue
            if "unless" in row and values.get(row["unless"]):
                continue
            insert = row["text"].startswith("@")
            out.append(Insert(row["text"][1:]) if insert else self.fill(row["text"], values))
        return out


@functools.cache
def wording(name: str, *shared: str) -> Wording:
    """The wording `resources/papers/NAME.toml`, over the words all papers share and those its own kin `shared`."""
    words: dict[str, Any] = {}
    content = b""
    try:
        for part in ("common", *shared, name):
            told = resource("papers", f"{part}.toml").read_bytes()
            mine = tomllib.loads(told.decode("utf-8"))
            words = {**words, **mine, "labels": {**words.get("labels", {}), **mine.get("labels", {})}}
            content += told
    except (OSError, ValueError) as error:
        raise Fault("papers.wording_broken", file=f"{name}.toml", place=type(error).__name__) from error
    return Wording(name, f"{name}@{hashlib.sha256(content).hexdigest()[:12]}", words)


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese numerals: 三, 十二, 二十."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        raise ValueError(number)
    head = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens] + "十"
    return head + (_NUMERALS[ones] if ones else "")


def day(value: date) -> str:
    """2026年10月20日."""
    return f"{value.year}年{value.month}月{value.day}日"


def _moment(value: datetime) -> str:
    return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _text(value: object) -> str:
    if not isinstance(value, (str, int)):
        raise TypeError(type(value).__name__)
    return str(value)


FILTERS: Mapping[str, Callable[[Any], str]] = {
    "text": _text,
    "date": day,
    "weekday": lambda value: "星期" + _WEEKDAYS[value.weekday()],
    "time": _moment,
    "money": lambda value: Fen(value).grouped,
    "capitals": lambda value: capitals(Fen(value)),
    "number": chinese_number,
}
