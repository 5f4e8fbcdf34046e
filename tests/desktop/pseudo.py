"""A language for tests: English with accents, stretched, each string between marks.

What stands on the screen without marks was never passed through the text module; what does not fit will not fit in the
next language either.
"""

import gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager

from odrdesk import text
from odrdesk.text import Both, Language, Phrase

OPEN, SHUT = "⟦", "⟧"
STRETCH = 1.4
_ACCENTS = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")
_HOLES = re.compile(r"(\{[^}]*\})")


def stretched(words: str) -> str:
    """The words as the tests' language has them; placeholders stay."""
    if not any(letter.isalpha() for letter in _HOLES.sub("", words)):
        return words
    parts = [part if part.startswith("{") else part.translate(_ACCENTS) for part in _HOLES.split(words)]
    plain = len(_HOLES.sub("", words))
    more = max(0, round(plain * (STRETCH - 1)) - 2)
    return f"{OPEN}{''.join(parts)}{(' ~~~~' * (more // 5 + 1))[:more].rstrip()}{SHUT}"


class _Catalogue(gettext.NullTranslations):
    def __init__(self, english: gettext.NullTranslations) -> None:
        super().__init__()
        self._english = english

    def gettext(self, message: str) -> str:
        return stretched(self._english.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return stretched(self._english.ngettext(msgid1, msgid2, n))


@contextmanager
def spoken() -> Iterator[None]:
    """Speak it: English underneath, for whoever asks which language it is."""
    catalogue, phrase = text._catalogue, text._in
    made = _Catalogue(catalogue(Language.EN))

    def catalogue_of(_spoken: Language) -> gettext.NullTranslations:
        return made

    def in_it(_spoken: Language, said: Phrase | Both) -> str:
        return stretched(said.en)

    text._catalogue, text._in = catalogue_of, in_it
    text.set_language(Language.EN)
    try:
        yield
    finally:
        text._catalogue, text._in = catalogue, phrase
        text.set_language(Language.ZH_CN)
