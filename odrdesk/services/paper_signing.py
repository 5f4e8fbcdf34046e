"""A paper is signed with the enterprise's certificate: a new file beside the issued one, attached as a signed copy."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sqlmodel import Session

from odrdesk.documents import sign as signing
from odrdesk.documents.facts import Anchor
from odrdesk.documents.sign import Credential, Look, moment_words
from odrdesk.domain.errors import Refusal
from odrdesk.domain.paper_life import Signed
from odrdesk.domain.vocabulary import Role
from odrdesk.places import resource
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.paper_deliveries import attach_signed
from odrdesk.services.paper_names import file_name
from odrdesk.storage import disputes, paper_log, papers, proofs, vault

__all__ = ["Credential", "SignedFile", "available", "fields", "sign"]


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A paper with an electronic signature more. `name` is a file name for it, `left` the fields still empty."""

    paper: int
    number: str
    field: str
    signer: str
    issuer: str
    sha256: str
    content: bytes
    name: str
    left: tuple[str, ...]
    attached: Signed


def available() -> bool:
    """Whether the extra that signs is installed."""
    return signing.available()


def fields(desk: Desk, key: int) -> tuple[str, ...]:
    """The places for signatures of a paper, as `sign` takes them. Refuses `paper.unknown`."""
    with desk.reading() as session:
        papers.get(session, key)
        return tuple(one.name for one in _anchors(session, key))


def sign(desk: Desk, key: int, p12: bytes, passphrase: str, field: str | None = None) -> Done[SignedFile]:
    """Sign a paper, or the copy of it that was signed last, with a PKCS#12 file; the issued original stays.

    Without a field that of the desk is taken. Refuses `sign.extra_missing`, `sign.not_p12`, `sign.wrong_passphrase`,
    `sign.no_key`, `sign.unsupported`, `sign.expired`, `sign.no_fields`, `sign.field_unknown`, `sign.field_taken`,
    `paper.unknown`, `paper.signed_void`, and whoever is no officer.
    """
    if not desk.clerk.may(Role.OFFICER):
        raise Refusal("clerk.not_allowed", role=Role.OFFICER)
    who = signing.load(p12, passphrase)
    now = desk.now()
    if not who.not_before <= now <= who.not_after:
        raise Refusal("sign.expired", "p12", name=who.subject, begins=who.not_before, ends=who.not_after)
    with desk.reading() as session:
        paper = papers.get(session, key)
        if paper.mark.void:
            raise Refusal("paper.signed_void", "paper", number=paper.mark.number)
        places = _anchors(session, key)
        if not places:
            raise Refusal("sign.no_fields", "paper", number=paper.mark.number)
        base = _base(session, desk, key)
        name = file_name(disputes.load_key(session, paper.dispute), paper, signed=True)
    place = field or _own(places)
    words = _words()
    look = Look(
        words["title"],
        words["by"].format(name=who.subject),
        words["at"].format(time=moment_words(now)),
        words["note"],
    )
    content = signing.sign(base, who, place, places, look)
    attached = attach_signed(desk, key, content, name, by=who.subject[:60]).value
    taken = {one.field for one in signing.signatures(content)}
    done = SignedFile(
        key,
        paper.mark.number,
        place,
        who.subject,
        who.issuer,
        hashlib.sha256(content).hexdigest(),
        content,
        name,
        tuple(one.name for one in places if one.name not in taken),
        attached,
    )
    return Done(done, Changes(disputes=frozenset({paper.dispute}), papers=True))


def _base(session: Session, desk: Desk, key: int) -> bytes:
    """What is signed next: the last signed file that begins with the issued one, else the issued one itself."""
    original = papers.pdf(session, key)
    for one in reversed(paper_log.life(session, key).signed):
        content = vault.read(desk.path, one.sha256, one.size)
        if content is not None and content.startswith(original):
            return content
    return original


def _anchors(session: Session, key: int) -> tuple[Anchor, ...]:
    kept = proofs.of_paper(session, key)
    told = kept.anchors if kept else ()
    return tuple(Anchor(name, page, (left, low, wide, high)) for name, page, left, low, wide, high in told)


def _own(places: tuple[Anchor, ...]) -> str:
    """The desk's own place: by name, else the only one there is."""
    names = [one.name for one in places]
    own = next((name for name in ("desk", "issuer") if name in names), names[0] if len(names) == 1 else None)
    if own is None:
        raise Refusal("sign.field_unknown", "field", name="", known=names)
    return own


@cache
def _words() -> Mapping[str, str]:
    return tomllib.loads(resource("papers", "signing.toml").read_text("utf-8"))
