"""Half-typed work is kept: a draft per form, saved while typing, offered again after a crash."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from sqlmodel import Session

from odrdesk.domain import minors
from odrdesk.domain.errors import Fault
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.storage import drafts
from odrdesk.storage.drafts import Draft

__all__ = ["CASE", "Draft", "discard", "drop", "finish", "hold", "keep", "kept"]

T = TypeVar("T")

CASE = "case"
"""Under which name a draft of a form on a case holds the case's number."""


def keep(desk: Desk, kind: str, values: Mapping[str, object], key: int = 0) -> Done[int]:
    """Keep what was typed so far in a form of this kind, under the draft's key (0 for a new one); its key.

    The identity number of a child under 14 is not kept until the guardian's consent is told (`domain.minors`).
    """
    may = minors.without_number(values, desk.today())
    with desk.writing() as session:
        kept = drafts.save(session, Draft(key, kind, desk.clerk.key, may, desk.now()))
    # Typing on in one that is known already changes no list of them.
    return Done(kept, Changes(drafts=kept != key))


def hold(desk: Desk, kind: str, number: str, values: Mapping[str, object]) -> Done[int]:
    """Keep what the present clerk typed in the form of this kind on a case: one draft for the three; its key.

    An identity number of a child under 14 is not kept, wherever it was typed.
    """
    today = desk.today()
    may = {name: _hidden(value, today) for name, value in values.items()}
    with desk.writing() as session:
        known = _of_case(session, desk, kind, number)
        key = known[0].key if known else 0
        kept = drafts.save(session, Draft(key, kind, desk.clerk.key, {**may, CASE: number}, desk.now()))
    return Done(kept, Changes(drafts=not known))


def drop(desk: Desk, kind: str, number: str) -> Done[int]:
    """Throw away what the present clerk typed in the form of this kind on a case; how many drafts that were."""
    with desk.writing() as session:
        known = _of_case(session, desk, kind, number)
        for one in known:
            drafts.discard(session, one.key)
    return Done(len(known), Changes(drafts=bool(known)))


def finish(desk: Desk, kind: str, number: str, call: Callable[[], Done[T]]) -> Done[T]:
    """Do what the draft of a form on a case was written for, and throw the draft away.

    A fault that keeps the draft is passed over: what was done is done.
    """
    done = call()
    try:
        gone = drop(desk, kind, number).changes.drafts
    except Fault:
        gone = False
    return replace(done, changes=replace(done.changes, drafts=done.changes.drafts or gone))


def kept(desk: Desk, kind: str | None = None) -> tuple[Draft, ...]:
    """The present clerk's drafts, newest first."""
    with desk.reading() as session:
        return drafts.drafts(session, desk.clerk.key, kind)


def discard(desk: Desk, key: int) -> Done[None]:
    """Throw a draft away, once it was registered or its clerk says so."""
    with desk.writing() as session:
        drafts.discard(session, key)
    return Done(None, Changes(drafts=True))


def _of_case(session: Session, desk: Desk, kind: str, number: str) -> list[Draft]:
    return [one for one in drafts.drafts(session, desk.clerk.key, kind) if one.values.get(CASE) == number]


def _hidden(value: object, today: date) -> object:
    match value:
        case str():
            return minors.hidden(value, today)
        case Mapping():
            return {name: _hidden(one, today) for name, one in value.items()}
        case list() | tuple():
            return [_hidden(one, today) for one in value]
        case _:
            return value
