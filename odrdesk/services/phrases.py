"""常用语: short texts that are typed again and again, the team's and each clerk's own, filled from the case."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlmodel import Session

from odrdesk.domain.errors import Refusal
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import PhraseField, Role
from odrdesk.places import resource
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.storage import record, settings
from odrdesk.text import Language, language, member, word

TEAM, OWN = "phrases.team", "phrases.clerk."
LEADERS = (Role.SUPERVISOR, Role.ADMIN)
"""Who may change what everybody sees."""
TITLE_LIMIT, TEXT_LIMIT, MOST = 40, 2_000, 200

_PLACE = re.compile(r"[{\uff5b]([^{}\uff5b\uff5d\n]{1,30})[}\uff5d]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase; `key` names it among the team's or the clerk's own, empty for a new one."""

    key: str
    title: str
    text: str
    team: bool


@dataclass(frozen=True, slots=True)
class Filled:
    """A phrase filled from a case; `gaps` are the places (start, end) that the case could not fill, as they stand."""

    text: str
    gaps: tuple[tuple[int, int], ...]


def kept(desk: Desk) -> tuple[Phrase, ...]:
    """The present clerk's own phrases, then the team's, each in their order, in the language spoken now."""
    with desk.reading() as session:
        return (*_read(session, _place(desk, team=False)), *_read(session, TEAM))


def may_lead(desk: Desk) -> bool:
    """Whether the present clerk may change the team's phrases."""
    return any(desk.clerk.may(role) for role in LEADERS)


def save(desk: Desk, phrase: Phrase) -> Done[Phrase]:
    """Keep a phrase, a new one at the end.

    Refuses `phrase.no_title`, `phrase.no_text`, `phrase.long`, `phrase.twice`, `phrase.unknown_field`,
    `phrase.too_many`, and `clerk.not_allowed` for the team's by who does not lead it.
    """
    title, text = phrase.title.strip(), phrase.text.strip()
    if not title:
        raise Refusal("phrase.no_title", "title")
    if not text:
        raise Refusal("phrase.no_text", "text")
    for name, told, most in (("title", title, TITLE_LIMIT), ("text", text, TEXT_LIMIT)):
        if len(told) > most:
            raise Refusal("phrase.long", name, n=len(told), most=most)
    fields_of(text)
    with desk.writing() as session:
        place = _own_or_team(desk, team=phrase.team)
        rows = list(_read(session, place))
        if any(one.title == title and one.key != phrase.key for one in rows):
            raise Refusal("phrase.twice", "title", title=title)
        at = next((n for n, one in enumerate(rows) if phrase.key and one.key == phrase.key), len(rows))
        if at == len(rows) >= MOST:
            raise Refusal("phrase.too_many", None, most=MOST)
        made = Phrase(phrase.key if at < len(rows) else _fresh(rows), title, text, phrase.team)
        rows[at : at + 1] = [made]
        _write(session, desk, place, rows)
    return Done(made, Changes(settings=True))


def remove(desk: Desk, key: str, *, team: bool) -> Done[Phrase]:
    """Take a phrase away; the one that went. Refuses `phrase.gone`, and `clerk.not_allowed` as `save` does."""
    with desk.writing() as session:
        place = _own_or_team(desk, team=team)
        rows = _read(session, place)
        gone = _named(rows, key)
        _write(session, desk, place, [one for one in rows if one is not gone])
    return Done(gone, Changes(settings=True))


def put_back(desk: Desk, phrase: Phrase, before: str) -> Done[Phrase]:
    """Bring back a phrase that was taken away, before the one named (at the end where that is gone)."""
    with desk.writing() as session:
        place = _own_or_team(desk, team=phrase.team)
        rows = [one for one in _read(session, place) if one.key != phrase.key]
        at = next((n for n, one in enumerate(rows) if one.key == before), len(rows))
        _write(session, desk, place, [*rows[:at], phrase, *rows[at:]])
    return Done(phrase, Changes(settings=True))


def move(desk: Desk, key: str, by: int, *, team: bool) -> Done[None]:
    """Move a phrase up (negative) or down among its own. Refuses `phrase.gone` and `clerk.not_allowed`."""
    with desk.writing() as session:
        place = _own_or_team(desk, team=team)
        rows = list(_read(session, place))
        one = _named(rows, key)
        at = rows.index(one)
        rows.insert(max(0, min(len(rows) - 1, at + by)), rows.pop(at))
        _write(session, desk, place, rows)
    return Done(None, Changes(settings=True))


def fields_of(text: str) -> tuple[PhraseField, ...]:
    """What a phrase takes from the case. Refuses `phrase.unknown_field`, naming those there are."""
    return tuple(_field(found[1]) for found in _PLACE.finditer(text))


def fill(text: str, values: Mapping[PhraseField, str]) -> Filled:
    """A phrase with the values of a case; what the case does not tell stays as it is written."""
    parts: list[str] = []
    gaps: list[tuple[int, int]] = []
    at = length = 0
    for found in _PLACE.finditer(text):
        parts.append(text[at : found.start()])
        length += found.start() - at
        value = values.get(_field(found[1]), "")
        if not value:
            value = found[0]
            gaps.append((length, length + len(value)))
        parts.append(value)
        length += len(value)
        at = found.end()
    return Filled("".join([*parts, text[at:]]), tuple(gaps))


def shipped() -> tuple[Phrase, ...]:
    """The phrases that odrdesk brings along, in the language spoken now."""
    return tuple(_shipped(code) for code in _rows())


def _field(name: str) -> PhraseField:
    try:
        return member(PhraseField, name, "text")
    except Refusal as no:
        known = [f"{{{word(one)}}}" for one in PhraseField]
        raise Refusal("phrase.unknown_field", "text", name=f"{{{name}}}", known=known) from no


def _place(desk: Desk, *, team: bool) -> str:
    return TEAM if team else f"{OWN}{desk.clerk.key}"


def _own_or_team(desk: Desk, *, team: bool) -> str:
    if team and not may_lead(desk):
        raise Refusal("clerk.not_allowed", role=Role.SUPERVISOR)
    return _place(desk, team=team)


def _read(session: Session, place: str) -> tuple[Phrase, ...]:
    told = settings.get(session, place)
    team = place == TEAM
    if not isinstance(told, list):
        return shipped() if team else ()
    return tuple(_of_row(row, team=team) for row in told if isinstance(row, dict))


def _of_row(row: Mapping[str, object], *, team: bool) -> Phrase:
    """A row without words of its own is one that was shipped, and speaks the language spoken now."""
    key = str(row.get("key", ""))
    if "title" not in row and key in _rows():
        return _shipped(key)
    return Phrase(key, str(row.get("title", "")), str(row.get("text", "")), team)


def _write(session: Session, desk: Desk, place: str, rows: Sequence[Phrase]) -> None:
    told = [
        {"key": one.key}
        if one.key in _rows() and one in _spoken(one.key)
        else {"key": one.key, "title": one.title, "text": one.text}
        for one in rows
    ]
    settings.put(session, place, told)
    record.append(session, Entry("settings.change", desk.now(), desk.clerk.key, None, {place: told}))


def _named(rows: Iterable[Phrase], key: str) -> Phrase:
    found = next((one for one in rows if one.key == key), None)
    if found is None:
        raise Refusal("phrase.gone")
    return found


def _fresh(rows: Sequence[Phrase]) -> str:
    taken = [int(one.key) for one in rows if one.key.isdecimal()]
    return str(max(taken, default=0) + 1)


@cache
def _rows() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(resource("phrases", "team.toml").read_text("utf-8"))


def _shipped(code: str) -> Phrase:
    row = _rows()[code]["zh" if language() is Language.ZH_CN else "en"]
    return Phrase(code, row["title"], row["text"], team=True)


def _spoken(code: str) -> tuple[Phrase, ...]:
    """A shipped phrase as it is said in each language."""
    return tuple(Phrase(code, row["title"], row["text"], team=True) for row in _rows()[code].values())
