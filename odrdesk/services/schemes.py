"""Schemes of the prepayment fund: the one odrdesk brings, and the versions the desk took in."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache

from sqlmodel import Session

from odrdesk.domain import scheme as schemes
from odrdesk.domain.errors import Refusal
from odrdesk.domain.record import Entry
from odrdesk.domain.scheme import Scheme
from odrdesk.domain.vocabulary import Role
from odrdesk.places import resource
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.storage import record
from odrdesk.storage import schemes as stored


@cache
def shipped() -> Scheme:
    """The scheme that comes with the program; its figures are samples."""
    return schemes.read(tomllib.loads(resource("prepayment", "scheme.toml").read_text("utf-8")))


def every(desk: Desk) -> tuple[Scheme, ...]:
    """All versions, the shipped one first, then the desk's own as they were taken in."""
    with desk.reading() as session:
        return known(session)


def known(session: Session) -> tuple[Scheme, ...]:
    """As `every`, within a transaction."""
    return (shipped(), *(schemes.read(content) for content in stored.contents(session)))


def on(session: Session, day: date) -> Scheme:
    """The scheme in force on a day in Shanghai; once the desk has one of its own, that one takes the place."""
    return schemes.chosen(known(session), day)


def version(session: Session, name: str) -> Scheme:
    """The scheme of a version. Refuses `scheme.unknown_version`."""
    found = next((one for one in known(session) if one.version == name), None)
    if found is None:
        raise Refusal("scheme.unknown_version", "version", version=name)
    return found


def present(desk: Desk) -> Scheme:
    """The scheme in force today."""
    with desk.reading() as session:
        return on(session, desk.today())


def take_in(desk: Desk, told: Mapping[str, object]) -> Done[Scheme]:
    """Take in a version of the desk's own scheme from a TOML or JSON table.

    Refuses anybody but an admin, what `domain.scheme.read` refuses, and a version that is there (`scheme.taken`).
    A day before today is refused too (`scheme.backdated`): what was decided stays decided by the scheme of its day.
    """
    if not desk.clerk.may(Role.ADMIN):
        raise Refusal("clerk.not_allowed", role=Role.ADMIN)
    found = schemes.read(told)
    if found.effective_from < desk.today():
        raise Refusal(
            "scheme.backdated", "effective_from", day=found.effective_from.isoformat(), today=desk.today().isoformat()
        )
    with desk.writing() as session:
        if any(one.version == found.version for one in known(session)):
            raise Refusal("scheme.taken", "version", version=found.version)
        content = schemes.written(found)
        seq = record.append(session, Entry("fund.scheme", desk.now(), desk.clerk.key, None, content))
        stored.add(session, found, content, desk.clerk.key, seq)
    return Done(found, Changes(settings=True, fund=True))
