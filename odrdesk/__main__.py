"""Where it starts: the window without a command, the command line with one."""

import os
import sys
from collections.abc import Sequence


def main(line: Sequence[str] | None = None) -> int:
    """Run `odrdesk`: the exit status. Without a command the window opens, on the desk of `--desk` if that was said."""
    words = sys.argv[1:] if line is None else list(line)
    if _asks_for_window(words):
        return desktop(words)
    from odrdesk.cli.main import main as command_line  # noqa: PLC0415 -- the window starts without it

    return command_line(words)


def desktop(line: Sequence[str] | None = None) -> int:
    """Open the window."""
    from odrdesk.cli.options import split  # noqa: PLC0415 -- as above
    from odrdesk.desktop.run import main as window  # noqa: PLC0415 -- Qt is loaded for the window alone

    options = split(sys.argv[1:] if line is None else line, os.environ)
    return window(options.folder)


def _asks_for_window(words: Sequence[str]) -> bool:
    """Whether nothing but a desk was named."""
    return (
        not words or (words[0].startswith("--desk=") and len(words) == 1) or (words[0] == "--desk" and len(words) == 2)
    )


if __name__ == "__main__":
    sys.exit(main())
