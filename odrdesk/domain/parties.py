"""Who takes part: consumer, merchant, live room, clerk."""

from dataclasses import dataclass
from datetime import date

from odrdesk.domain.vocabulary import Language, Role, Stars

INCLUDED: dict[Role, frozenset[Role]] = {
    Role.OFFICER: frozenset({Role.INTAKE}),
    Role.SUPERVISOR: frozenset({Role.OFFICER, Role.INTAKE}),
}


@dataclass(frozen=True, slots=True)
class Guardian:
    """A minor's guardian (监护人) and the consent on record (个人信息保护法 art. 31)."""

    name: str
    phone: str
    consent_on: date
    consent_how: str


@dataclass(frozen=True, slots=True)
class Consumer:
    """The consumer (消费者), as typed; masked only where a copy asks for it."""

    name: str
    phone: str | None = None
    no_phone_reason: str | None = None
    id_no: str | None = None
    address: str | None = None
    born_on: date | None = None
    guardian: Guardian | None = None
    language: Language | None = None
    """In which languages the consumer needs the papers of a settlement; None is Chinese."""


@dataclass(frozen=True, slots=True)
class Merchant:
    """The merchant (商家) complained of."""

    name: str
    uscc: str | None = None


@dataclass(frozen=True, slots=True)
class Live:
    """Where in which broadcast it was sold."""

    room: str | None = None
    host: str | None = None
    mcn: str | None = None
    on: date | None = None
    timecode: str | None = None
    base: str | None = None
    """直播基地: the site the broadcast came from."""
    account: str | None = None
    """直播间账号: the room's account at the platform."""


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """A contact point (联络点): its stars, where it is, and from when to when it is one. Cases name it by `name`."""

    name: str
    stars: Stars = Stars.NONE
    address: str | None = None
    phone: str | None = None
    district: str | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    active: bool = True

    def serves(self, on: date) -> bool:
        """Whether it takes cases on a day."""
        begun = self.effective_from is None or self.effective_from <= on
        return self.active and begun and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Clerk:
    """A person at the desk. Four eyes are counted by `key`, never by role."""

    key: int
    name: str
    roles: frozenset[Role]

    def may(self, role: Role) -> bool:
        """Whether this clerk holds `role`, directly or because a held role includes it."""
        return role in self.roles or any(role in INCLUDED.get(held, ()) for held in self.roles)
