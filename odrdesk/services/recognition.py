"""What a pasted text says of a complaint, read with the names this desk knows; nothing is written here."""

import tomllib
from datetime import date
from functools import cache, lru_cache

from odrdesk.domain.likeness import core
from odrdesk.domain.minors import hidden
from odrdesk.domain.recognition import LEAST_LABELS, Recognised, Recogniser
from odrdesk.domain.recognition_names import Dictionary, known
from odrdesk.domain.recognition_spans import Span, Value
from odrdesk.domain.recognition_words import Words
from odrdesk.domain.sheet_words import Vocabulary
from odrdesk.places import resource
from odrdesk.services.books import compound_surnames, firm_noise
from odrdesk.services.desk import Desk
from odrdesk.storage import merchants

__all__ = ["LEAST_LABELS", "Dictionary", "Recognised", "Span", "Value"]

MOST_NAMES = 5_000
"""Rooms, hosts and goods that are looked for: those named most often."""
SHORT_FROM = 4
"""A short name of a merchant has as many characters at least: two or three are ordinary words."""


def dictionary(desk: Desk) -> Dictionary:
    """Merchants with their short names, live rooms, hosts and goods as the cases of the desk name them."""
    with desk.reading() as session:
        firms = [one.name for one in merchants.every(session)]
        rooms, hosts, goods = (
            merchants.said_in_cases(session, column, MOST_NAMES) for column in ("live_room", "live_host", "order_goods")
        )
    noise = firm_noise()
    short = {told: name for name in firms if len(told := core(name, noise)) >= SHORT_FROM}
    names = {"order.goods": goods, "live.host": hosts, "live.room": rooms, "merchant.name": firms}
    return known(names, short)


def recognise(desk: Desk, text: str, names: Dictionary | None = None) -> Recognised:
    """Read a text as of today; `names` are those of `dictionary`, where they were asked for before."""
    return Recogniser(words(), desk.today(), names or dictionary(desk)).read(text)


def value_for(desk: Desk, field: str, text: str) -> Value | None:
    """What a chosen piece of text says for a field; None where it says nothing of its kind."""
    return _without_names(desk.today()).value(field, text)


def labels(desk: Desk, text: str) -> int:
    """How many fields a text names by a label: two or more, and it is worth offering."""
    return _without_names(desk.today()).labels(text)


def keepable(desk: Desk, text: str) -> str:
    """The text as it may be kept: without the identity number of a child under 14."""
    return hidden(text, desk.today())


@lru_cache(maxsize=2)
def _without_names(today: date) -> Recogniser:
    return Recogniser(words(), today)


@cache
def words() -> Words:
    """The words a text is read by (`resources/intake/labels.toml`, `values.toml`)."""
    tables = tomllib.loads(resource("intake", "labels.toml").read_text("utf-8"))
    vocabulary = Vocabulary.parse(tomllib.loads(resource("intake", "values.toml").read_text("utf-8")))
    return Words.parse(tables, vocabulary, compound_surnames())
