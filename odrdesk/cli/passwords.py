"""Where a password comes from: the first line of a file, or a hidden prompt on a terminal; never the line itself."""

import getpass
import sys
from pathlib import Path

from odrdesk.cli.reading import STDIN, read_bytes
from odrdesk.domain.errors import Refusal
from odrdesk.text import gettext as _

_FILE_LIMIT = 64 * 1024


def from_file(path: str, option: str) -> str:
    """The first line of a file, its newline off; UTF-8, with or without a mark.

    Refuses `-` (`password.file_is_stdin`), an empty first line (`password.file_empty`), and what cannot be read.
    """
    if path == STDIN:
        raise Refusal("password.file_is_stdin", "password", option=option)
    content = read_bytes(path, _FILE_LIMIT)
    try:
        line = content.decode("utf-8-sig").split("\n", 1)[0].removesuffix("\r")
    except UnicodeDecodeError as why:
        raise Refusal("password.unreadable", "password") from why
    if not line:
        raise Refusal("password.file_empty", "password", path=Path(path).name)
    return line


def can_ask() -> bool:
    """Whether a person sits there to be asked: a pipe or a script is never left waiting."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def ask(words: str) -> str:
    """What is typed at a prompt on standard error, shown by nothing."""
    return getpass.getpass(words, stream=sys.stderr)


def ask_new() -> str:
    """A new password, typed twice. Refuses `password.repeated_differs`."""
    first = ask(_("新密码（至少 8 个字符，不显示）："))
    if ask(_("再输入一次：")) != first:
        raise Refusal("password.repeated_differs", "password")
    return first
