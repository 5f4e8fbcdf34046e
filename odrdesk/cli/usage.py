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
    wrong = re.fullmatch(r"Invalid value for '(.+?)': (.*)", first)
    if wrong:
        option, why = wrong.groups()
        return _("“{option}”的值不对：{why}").format(option=option, why=_said(why, _values()))
    return _said(first, _known())


def _said(message: str, known: tuple[tuple[str, str], ...]) -> str:
    for pattern, words in known:
        found = re.fullmatch(pattern, message)
        if found:
            return words.format(*found.groups())
    return message


def _known() -> tuple[tuple[str, str], ...]:
    return (
        (r"No such command '(.+?)'\..*", _("没有命令“{0}”")),
        (r"No such option:? '?(.+?)'?(?:[. ].*)?", _("没有选项 {0}")),
        (r"Missing (?:argument|option|parameter) '?(.+?)'?\..*", _("缺少 {0}")),
        (r"Missing command\.", _("后面要写命令")),
        (r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)", _("多出的内容：{0}")),
        (r"Option '(.+)' requires an argument\.", _("选项 {0} 后面要写值")),
    )


def _values() -> tuple[tuple[str, str], ...]:
    return (
        (r"Input should be a valid integer.*", _("应为整数")),
        (r"Input should be greater than or equal to (\d+)", _("不能小于 {0}")),
        (r"Input should be less than or equal to (\d+)", _("不能大于 {0}")),
        (r"Value error, '(.*)' is not one of (.+?)\.?", _("没有“{0}”，可用：{1}")),
    )
