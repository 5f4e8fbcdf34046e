"""What a desk has settled for itself: name, practice flag, letterhead, what the window remembers. JSON values by key."""

from sqlmodel import Session


def get(session: Session, key: str, default: object = None) -> object:
    """The value of a setting."""
    raise NotImplementedError


def put(session: Session, key: str, value: object) -> None:
    """Set a setting; None takes it away."""
    raise NotImplementedError


def all_of(session: Session, prefix: str = "") -> dict[str, object]:
    """The settings whose keys start with `prefix`."""
    raise NotImplementedError
