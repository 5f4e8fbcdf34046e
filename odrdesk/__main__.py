"""Where it starts: the window without a command, the command line with one."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main(line: Sequence[str] | None = None) -> int:
    """Run `odrdesk`: the exit status. Without a command the window opens, on the desk of `--desk` if that was said.

    Files alone, as a file manager hands them over, are no command: they are for the window.
    """
    words = sys.argv[1:] if line is None else list(line)
    if _asks_for_window(words):
        return desktop(words)
    from odrdesk.cli.main import main as command_line  # noqa: PLC0415 -- the window starts without it

    return command_line(words)


def desktop(line: Sequence[str] | None = None) -> int:
    """Open the window."""
    from odrdesk.cli.options import split  # noqa: PLC0415 -- as above
    from odrdesk.desktop.run import main as window  # noqa: PLC0415 -- Qt is loaded for the window alone

    words = sys.argv[1:] if line is None else list(line)
    files = _files(words)
    options = split([word for word in words if word not in files], os.environ)
    return window(options.folder, (), [Path(word) for word in files])


def _asks_for_window(words: Sequence[str]) -> bool:
    """Whether nothing but a desk and files were named."""
    files = _files(words)
    rest = [word for word in words if word not in files]
    return not rest or (rest[0].startswith("--desk=") and len(rest) == 1) or (rest[0] == "--desk" and len(rest) == 2)


def _files(words: Sequence[str]) -> list[str]:
    """The files at the end of a line; a command has no dot in its name, and `--desk` names a folder."""
    found: list[str] = []
    for word in reversed(words):
        if word.startswith("-") or "." not in word or not Path(word).is_file():
            break
        found.append(word)
    return found


if __name__ == "__main__":
    sys.exit(main())
