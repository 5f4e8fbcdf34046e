"""Words: from codes and Chinese source strings to the language the person reads.

Three sources, one for each kind of word:

    resources/locale/     gettext; the Chinese string in the code is the msgid, English its translation
    resources/messages/   refusals and faults: code -> sentence (what, why, how to mend), zh and en
    resources/vocabulary/ terms of the trade: member of a StrEnum -> word, zh and en

The language is kept in a context variable: a thread starts with Chinese unless whoever starts it
hands on its context (`contextvars.copy_context().run`).
"""

import gettext as catalogues
import re
import string
import tomllib
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, Protocol, TypeVar
from zoneinfo import ZoneInfo

from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.money import Fen
from odrdesk.places import resource

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_Term = TypeVar("_Term", bound=StrEnum)


class Language(StrEnum):
    """What odrdesk speaks."""

    ZH_CN = "zh_CN"
    EN = "en"


class Phrase(NamedTuple):
    """One thing said in both languages; `also` are further spellings that are understood, never shown."""

    zh: str
    en: str
    also: tuple[str, ...] = ()


class Both(Protocol):
    """Anything said in both languages."""

    @property
    def zh(self) -> str:
        """In Chinese."""

    @property
    def en(self) -> str:
        """In English."""


_spoken: ContextVar[Language] = ContextVar("language", default=Language.ZH_CN)


def language() -> Language:
    """The language spoken here and now."""
    return _spoken.get()


def set_language(name: str) -> None:
    """Speak `name` (`zh_CN` or `en`) from the next word on; refuses `language.unknown`."""
    try:
        _spoken.set(Language(name))
    except ValueError:
        raise Refusal("language.unknown", "language", language=name, languages=list(Language)) from None


def gettext(message: str) -> str:
    """The Chinese source string `message` in the spoken language; imported as `_`."""
    return _catalogue(language()).gettext(message)


_ = gettext


def ngettext(one: str, many: str, number: int) -> str:
    """The source string for `number` things; Chinese has one form, so give it twice."""
    return _catalogue(language()).ngettext(one, many, number)


def refusal_text(refusal: Refusal) -> str:
    """The sentence of a refusal: what was refused, why, and how to mend it; `{field}` is the field's label."""
    label = {} if refusal.field is None else {"field": field_label(refusal.field)}
    return sentence(refusal.code, label | dict(refusal.data))


def fault_text(fault: Fault) -> str:
    """The sentence of a fault: what broke, that nothing was changed, and what to do."""
    return sentence(fault.code, fault.data)


def sentence(code: str, data: Mapping[str, object]) -> str:
    """The sentence of `code` with its placeholders filled from `data`.

    `{state:state}` says a code in the words of the vocabulary `state`; `{step:step|act}` looks in two. A code without
    a row is said as it is: an error must never hide behind another.
    """
    phrase = messages().get(code)
    if phrase is None:
        return code
    return _Sentence().vformat(_in(language(), phrase), (), _Given(data))


def spoken(said: "Both") -> str:
    """What is said in both languages (`zh`, `en`), in the spoken one."""
    return _in(language(), said)


def field_label(name: str) -> str:
    """The label of an input field (resources/vocabulary/field.toml); its name where it has none."""
    phrase = vocabulary("field").get(name)
    return name if phrase is None else _in(language(), phrase)


def word(member: StrEnum) -> str:
    """The word for a member of a vocabulary; its code where the vocabulary has no row."""
    phrase = vocabulary(_file_of(type(member))).get(member.value)
    return member.value if phrase is None else _in(language(), phrase)


def member(enum_class: type[_Term], text: str, field: str | None = None) -> _Term:
    """The member meant by `text`: its code, its word in either language, or another known spelling.

    Refuses `word.unknown` at `field`, with the words that would be understood.
    """
    meant = _fold(text)
    terms = vocabulary(_file_of(enum_class))
    for candidate in enum_class:
        phrase = terms.get(candidate.value)
        spellings: Iterable[str] = (candidate.value,)
        if phrase is not None:
            spellings = (candidate.value, phrase.zh, phrase.en, *phrase.also)
        if meant in map(_fold, spellings):
            return candidate
    raise Refusal("word.unknown", field, word=text, words=[word(candidate) for candidate in enum_class])


@cache
def messages() -> Mapping[str, Phrase]:
    """Every sentence for a refusal or a fault, by code (resources/messages/*.toml)."""
    rows: dict[str, Phrase] = {}
    for path in sorted(resource("messages").glob("*.toml")):
        rows |= {code: Phrase(**row) for code, row in tomllib.loads(path.read_text("utf-8")).items()}
    return rows


@cache
def vocabulary(name: str) -> Mapping[str, Phrase]:
    """The words of one vocabulary, by code, in the order of its file (resources/vocabulary/NAME.toml)."""
    path = resource("vocabulary", f"{name}.toml")
    if not path.is_file():
        return {}
    rows = tomllib.loads(path.read_text("utf-8"))
    return {code: Phrase(row["zh"], row["en"], tuple(row.get("also", ()))) for code, row in rows.items()}


class _Given(dict[str, object]):
    """What fills the placeholders; one that was not given shows as `?`: half a sentence is better than none."""

    def __missing__(self, key: str) -> str:
        return "?"


class _Sentence(string.Formatter):
    """Placeholders whose specification names vocabularies."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """One value, or each of several, in words."""
        if isinstance(value, list | tuple | set | frozenset):
            comma, none = ("、", "无") if language() is Language.ZH_CN else (", ", "none")
            return comma.join(self.format_field(item, format_spec) for item in value) or none
        phrases = (vocabulary(name).get(str(value)) for name in format_spec.split("|") if name)
        phrase = next(filter(None, phrases), None)
        return _show(value) if phrase is None else _in(language(), phrase)


@cache
def _catalogue(spoken: Language) -> catalogues.NullTranslations:
    if spoken is Language.ZH_CN:
        return catalogues.NullTranslations()
    return catalogues.translation("odrdesk", resource("locale"), [spoken], fallback=True)


def _in(spoken: Language, phrase: "Phrase | Both") -> str:
    return phrase.zh if spoken is Language.ZH_CN else phrase.en


def _show(value: object) -> str:
    if isinstance(value, StrEnum):
        return word(value)
    if isinstance(value, Fen):
        return value.yuan
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(_SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return str(value)


def _file_of(enum_class: type[StrEnum]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", enum_class.__name__).lower()


def _fold(text: str) -> str:
    return "".join(text.split()).casefold()
