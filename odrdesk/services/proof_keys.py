"""The keys papers are signed with: one per desk and person, made when the first paper is, changed by an admin.

Public keys are handed out as a file (核验公钥) and taken in from one; the old ones stay for what they signed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlmodel import Session

from odrdesk.domain import proof
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import Role
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.storage import proofs, record, settings, signing
from odrdesk.storage.proofs import Key

__all__ = [
    "Key",
    "KeyFile",
    "Signer",
    "current",
    "export",
    "known",
    "public_file",
    "read_file",
    "rotate",
    "signer",
    "take_in",
    "write_out",
]

FORMAT = "odrdesk-keys"
VERSION = 1
FILE_LIMIT = 256 * 1024
MOST_KEYS = 500


@dataclass(frozen=True, slots=True)
class Signer:
    """The private key that signs now, and its name."""

    kid: str
    private: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        """The 32 bytes of the public key."""
        return signing.public_of(self.private)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What a file of public keys holds: whose they are, and whether the file was signed by one of them."""

    desk: str
    keys: tuple[Key, ...]


def signer(session: Session, desk: Desk) -> Signer:
    """The key to sign with; it is made with the first paper, and with the first one issued from a copy elsewhere.

    Runs in the transaction of the paper. Faults: `proof.key_unreadable`, `proof.key_unkept`.
    """
    path = signing.place(desk.path, _name(session), practice=desk.practice)
    private = signing.read(path)
    known = {key.public: key for key in proofs.keys(session)}
    if private is not None:
        own = known.get(signing.public_of(private))
        if own is None or (own.retired_at is None and own.origin is None):
            return _introduced(session, desk, private, new=own is None)
    return _introduced(session, desk, signing.make(path), new=True)


def known(desk: Desk) -> tuple[Key, ...]:
    """Every public key this desk verifies with: its own first, then those taken in from others."""
    with desk.reading() as session:
        return proofs.keys(session)


def current(desk: Desk) -> Key | None:
    """The key that signs on this machine now; None before the first paper."""
    with desk.reading() as session:
        path = signing.place(desk.path, _name(session), practice=desk.practice)
        private = signing.read(path)
        if private is None:
            return None
        public = signing.public_of(private)
        return next((key for key in proofs.keys(session) if key.public == public and not key.retired_at), None)


def rotate(desk: Desk, why: str | None) -> Done[Key]:
    """Sign with a new key from now on; the one before stays for what it signed, its private half is gone.

    Refuses a missing reason (`proof.rotate_needs_why`) and whoever is no admin.
    """
    if not (why and why.strip()):
        raise Refusal("proof.rotate_needs_why", "why")
    if not desk.clerk.may(Role.ADMIN):
        raise Refusal("clerk.not_allowed", role=Role.ADMIN)
    with desk.writing() as session:
        path = signing.place(desk.path, _name(session), practice=desk.practice)
        before = signing.read(path)
        retired = None
        if before is not None:
            public = signing.public_of(before)
            proofs.retire_key(session, public, desk.now())
            retired = proof.kid_of(public, practice=desk.practice)
        made = _introduced(session, desk, signing.make(path), new=True)
        told = {"kid": made.kid, "retired": retired}
        record.append(session, Entry("proof.rotate", desk.now(), desk.clerk.key, None, told, why.strip()))
        key = next(one for one in proofs.keys(session) if one.public == made.public)
    return Done(key, Changes(settings=True))


def public_file(desk: Desk) -> bytes:
    """The desk's own public keys as a file for others: JSON, signed by the newest key of this machine where it has one.

    Refuses (`proof.no_key`) before the first paper.
    """
    with desk.reading() as session:
        own = [key for key in proofs.keys(session) if key.origin is None]
        private = signing.read(signing.place(desk.path, _name(session), practice=desk.practice))
    if not own:
        raise Refusal("proof.no_key", "out")
    told: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "desk": desk.name,
        "practice": desk.practice,
        "keys": [_told(key) for key in own],
    }
    if private is not None and signing.public_of(private) in {key.public for key in own}:
        told["signature"] = proof.b64(private.sign(proof.canonical(told)))
        told["signed_by"] = proof.kid_of(signing.public_of(private), practice=desk.practice)
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def export(desk: Desk, path: Path) -> None:
    """Write the file of public keys. Refuses as `public_file`; Fault `proof.cannot_write`."""
    write_out(path, public_file(desk))


def write_out(path: Path, content: bytes) -> None:
    """Write what was made for others to a file. Fault `proof.cannot_write`."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Fault("proof.cannot_write", path=str(path), reason=error.strerror or "") from error


def read_file(content: bytes) -> KeyFile:
    """A file of public keys. Refuses `proof.keys_unreadable`, `proof.keys_altered` (its own signature does not fit)."""
    try:
        told = json.loads(content.decode("utf-8-sig")) if len(content) <= FILE_LIMIT else {}
        signature, by = proof.unb64(told.pop("signature", "")), told.pop("signed_by", None)
        made = _key_file(told)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as why:
        raise Refusal("proof.keys_unreadable", "file") from why
    if signature:
        signed = proof.canonical(told)
        if not any(key.kid == by and signing.holds(key.public, signature, signed) for key in made.keys):
            raise Refusal("proof.keys_altered", "file")
    return made


def take_in(desk: Desk, content: bytes) -> Done[KeyFile]:
    """Verify papers of another desk here too. Refuses what `read_file` refuses, and whoever is no admin.

    A real desk takes no practice keys (`proof.keys_practice`).
    """
    if not desk.clerk.may(Role.ADMIN):
        raise Refusal("clerk.not_allowed", role=Role.ADMIN)
    told = read_file(content)
    if not desk.practice and any(key.practice for key in told.keys):
        raise Refusal("proof.keys_practice", "file", name=told.desk)
    with desk.writing() as session:
        new = [key.kid for key in told.keys if proofs.add_key(session, key)]
        if new:
            entry = Entry("proof.trust", desk.now(), desk.clerk.key, None, {"desk": told.desk, "kids": new})
            record.append(session, entry)
    return Done(told, Changes(settings=True))


def _introduced(session: Session, desk: Desk, private: Ed25519PrivateKey, *, new: bool) -> Signer:
    public = signing.public_of(private)
    made = Signer(proof.kid_of(public, practice=desk.practice), private)
    if new:
        proofs.add_key(session, Key(made.kid, public, desk.practice, desk.now()))
        told = {"kid": made.kid, "public": proof.b64(public), "practice": desk.practice}
        record.append(session, Entry("proof.key", desk.now(), desk.clerk.key, None, told))
    return made


def _name(session: Session) -> str:
    told = settings.meta(session)
    return str(told.get("id") or proof.digest_of(proof.canonical(told)).hex())


def _key_file(told: Mapping[str, Any]) -> KeyFile:
    if (told["format"], told["version"]) != (FORMAT, VERSION):
        raise ValueError(told["format"])
    name, practice = str(told["desk"])[:200], bool(told["practice"])
    keys = tuple(_key(row, name, practice=practice) for row in told["keys"])
    if not 0 < len(keys) <= MOST_KEYS:
        raise ValueError(len(keys))
    return KeyFile(name, keys)


def _told(key: Key) -> dict[str, object]:
    return {
        "kid": key.kid,
        "public": proof.b64(key.public),
        "from": _moment(key.made_at),
        "to": _moment(key.retired_at) if key.retired_at else None,
    }


def _key(row: Mapping[str, object], origin: str, *, practice: bool) -> Key:
    public = proof.unb64(str(row["public"]))
    kid = str(row["kid"])
    if len(public) != proof.PUBLIC or kid != proof.kid_of(public, practice=practice):
        raise ValueError(kid)
    retired = row.get("to")
    return Key(kid, public, practice, _read(row["from"]), _read(retired) if retired else None, origin)


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds")


def _read(value: object) -> datetime:
    told = datetime.fromisoformat(str(value))
    if told.tzinfo is None:
        raise ValueError(value)
    return told.astimezone(UTC).replace(microsecond=0)
