"""Source strings of the help: marked where they stand, translated when the help is shown."""

from typing import Any

from odrdesk.text import gettext


def waiting(source: str) -> str:
    """Mark a source string; imported as `_`. It stays Chinese until `translate` is called."""
    return source


def translate(command: Any) -> None:
    """Put the help of a command, of its options and of all below it into the spoken language."""
    for name in ("help", "short_help", "epilog"):
        words = getattr(command, name, None)
        if words:
            setattr(command, name, gettext(words))
    for parameter in command.params:
        words = getattr(parameter, "help", None)
        if words:
            parameter.help = gettext(words)
    for inner in getattr(command, "commands", {}).values():
        translate(inner)
