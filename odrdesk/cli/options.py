"""Options that stand before or after any command, taken out of the line before the command is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from odrdesk import places
from odrdesk.cli.reading import read_moment
from odrdesk.domain.errors import Refusal
from odrdesk.text import gettext as _

VALUED = ("--desk", "--as", "--password-file", "--at", "--why", "--now")
JSON = "--json"
END = "--"


class Misuse(Exception):  # noqa: N818 -- not an error of ours: the line was typed wrongly
    """The command line cannot be understood; exit status 2. Carries the sentence to say."""


@dataclass(frozen=True, slots=True)
class Options:
    """What was said besides the command; `words` is the command itself. Moments are aware UTC."""

    words: tuple[str, ...] = ()
    desk: str | None = None
    clerk: str | None = None
    password_file: str | None = None
    at: datetime | None = None
    why: str | None = None
    now: datetime | None = None
    json: bool = False

    @property
    def folder(self) -> Path:
        """The desk's folder: as said, or the person's own."""
        return Path(self.desk) if self.desk else places.desk_folder()


def split(line: Sequence[str], environment: Mapping[str, str]) -> Options:
    """Take the global options out of a command line; everything after `--` belongs to the command.

    Raises Misuse for an option without its value and for a time that cannot be read.
    """
    told: dict[str, str] = {}
    words: list[str] = []
    json = False
    rest = iter(line)
    for word in rest:
        name, equals, value = word.partition("=")
        if word == END:
            words.extend([END, *rest])
        elif word == JSON:
            json = True
        elif name not in VALUED:
            words.append(word)
        elif equals:
            told[name] = value
        else:
            told[name] = _value_of(name, next(rest, None))
    return Options(
        words=tuple(words),
        desk=told.get("--desk") or environment.get("ODRDESK_DESK") or None,
        clerk=told.get("--as"),
        password_file=told.get("--password-file"),
        at=_moment("--at", told.get("--at")),
        why=told.get("--why"),
        now=_moment("--now", told.get("--now")),
        json=json,
    )


def read_pause(text: str) -> tuple[date, date]:
    """The two days of `A/B`; the day after A up to and including B does not count. Raises Misuse."""
    after, _slash, through = text.partition("/")
    try:
        return date.fromisoformat(after.strip()), date.fromisoformat(through.strip())
    except ValueError as why:
        raise Misuse(_("--pause 应为两个日期：2026-07-06/2026-07-24，看不懂“{text}”").format(text=text)) from why


def _value_of(name: str, value: str | None) -> str:
    if value is None:
        raise Misuse(_("选项 {option} 后面要写值").format(option=name))
    return value


def _moment(name: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return read_moment(name, text)
    except Refusal as no:
        words = _("{option} 的时间看不懂：“{text}”。例：2026-10-08 或 2026-10-08T09:30+08:00")
        raise Misuse(words.format(option=name, text=text)) from no
