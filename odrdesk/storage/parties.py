"""Merchants and clerks."""

from collections.abc import Iterable

from sqlmodel import Session

from odrdesk.domain.parties import Clerk, Merchant
from odrdesk.domain.vocabulary import Role


def merchant_key(session: Session, merchant: Merchant) -> int:
    """The key of a merchant, found by its credit code or else its exact name, or made."""
    raise NotImplementedError


def find_merchant(session: Session, name_or_uscc: str) -> tuple[int, Merchant] | None:
    """The merchant of a credit code or an exact name."""
    raise NotImplementedError


def add_clerk(session: Session, name: str, roles: Iterable[Role], *, owner: bool = False) -> Clerk:
    """A new clerk. Refuses `clerk.taken` when the name is in use."""
    raise NotImplementedError


def clerks(session: Session) -> tuple[Clerk, ...]:
    """All clerks, in the order they came."""
    raise NotImplementedError


def clerk(session: Session, name: str) -> Clerk:
    """The clerk of a name. Refuses `clerk.unknown`."""
    raise NotImplementedError


def clerk_of(session: Session, key: int) -> Clerk:
    """The clerk of a key. Refuses `clerk.unknown`."""
    raise NotImplementedError


def owner(session: Session) -> Clerk:
    """The clerk the desk was made with."""
    raise NotImplementedError
