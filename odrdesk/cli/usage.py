"""Wrong usage in our own words: what the parser of the command line says in English, said in the spoken language."""

import re

from odrdesk.text import Language, language
from odrdesk.text import gettext as _


def usage_words(message: str) -> str:
    """The parser's sentence in the spoken language; one that is not known, and help, stay as they are."""
    if message.startswith("Usage:"):
        return _("后面要写命令") + "\n\n" + message.strip() + "\n"
    first = message.strip().splitlines()[0] if message.strip() else ""
    if language() is Language.EN:
        return first
    for pattern, words in _known():
        found = re.fullmatch(pattern, first)
        if found:
            return words.format(*found.groups())
    return first


def _known() -> tuple[tuple[str, str], ...]:
    return (
        (r"No such command '(.+?)'\..*", _("没有命令“{0}”")),
        (r"No such option:? '?(.+?)'?(?:[. ].*)?", _("没有选项 {0}")),
        (r"Missing (?:argument|option|parameter) '?(.+?)'?\..*", _("缺少 {0}")),
        (r"Missing command\.", _("后面要写命令")),
        (r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)", _("多出的内容：{0}")),
        (r"Option '(.+)' requires an argument\.", _("选项 {0} 后面要写值")),
        (r"Invalid value for '(.+?)': (.*)", _("“{0}”的值不对：{1}")),
    )
