"""Argon2id: how a password becomes what is stored (RFC 9106), and how one is compared with it in constant time."""

from typing import NamedTuple

from argon2 import PasswordHasher, Type, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from odrdesk.domain.errors import Refusal


class Hashing(NamedTuple):
    """What a hash costs: memory in KiB, rounds, lanes. The usual is 64 MiB, 3 and 4: a tenth of a second here."""

    memory: int = 65_536
    rounds: int = 3
    lanes: int = 4


USUAL = Hashing()


def hashed(password: str, cost: Hashing = USUAL) -> str:
    """A password with a fresh salt, its parameters beside it, as `$argon2id$…`."""
    return _hasher(cost).hash(password)


def matches(encoded: str, password: str) -> bool:
    """Whether it is this password. Refuses a hash that cannot be read (`clerk.password_damaged`)."""
    try:
        return _hasher(USUAL).verify(encoded, password)
    except (VerifyMismatchError, UnicodeEncodeError):
        return False
    except (InvalidHashError, VerificationError) as why:
        raise Refusal("clerk.password_damaged", "password") from why


def outgrown(encoded: str, cost: Hashing = USUAL) -> bool:
    """Whether the parameters have grown since it was made; a dearer hash is left as it is."""
    had = extract_parameters(encoded)
    return had.memory_cost < cost.memory or had.time_cost < cost.rounds


def _hasher(cost: Hashing) -> PasswordHasher:
    return PasswordHasher(time_cost=cost.rounds, memory_cost=cost.memory, parallelism=cost.lanes, type=Type.ID)
