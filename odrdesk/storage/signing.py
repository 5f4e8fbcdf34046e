r"""The private key a desk signs its papers with, outside the desk's folder: in the person's own data folder.

Neither a copy of the desk nor a backup holds it. Who opens a copy elsewhere gets a key of his own, under another
name, and the papers of before still verify: their public keys lie in the database. On Windows the file is closed with
the person's logon (DPAPI, `CryptProtectData`); elsewhere only its owner may read it. A practice desk keeps its key in
its own folder: what it signs is a sample anyway.
"""

import os
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from odrdesk.domain.errors import Fault
from odrdesk.places import data_folder
from odrdesk.storage.files import flush

SEED = 32
FOLDER = "keys"
SAMPLE = "odr.sample.key"
_PLAIN, _CLOSED = b"ODRKEY0\n", b"ODRKEY1\n"


def place(desk: Path, name: str, *, practice: bool) -> Path:
    """Where the private key of the desk of that name (its `id`) lies."""
    return desk / SAMPLE if practice else data_folder() / FOLDER / f"{name}.key"


def read(path: Path) -> Ed25519PrivateKey | None:
    """The key, or None where there is none. Fault `proof.key_unreadable` for one that cannot be opened here."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as why:
        raise Fault("proof.key_unreadable", path=str(path), reason=why.strerror or "") from why
    try:
        seed = _opened(content)
    except (ValueError, OSError) as why:
        raise Fault("proof.key_unreadable", path=str(path), reason=type(why).__name__) from why
    return Ed25519PrivateKey.from_private_bytes(seed)


def make(path: Path) -> Ed25519PrivateKey:
    """A new random key in the place of the one before, which is gone then. Fault `proof.key_unkept`."""
    key = Ed25519PrivateKey.generate()
    growing = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        growing.unlink(missing_ok=True)
        handle = os.open(growing, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(_closed(key.private_bytes_raw()))
            file.flush()
            os.fsync(file.fileno())
        growing.replace(path)
        flush(path.parent)
    except OSError as why:
        raise Fault("proof.key_unkept", path=str(path), reason=why.strerror or "") from why
    return key


def public_of(key: Ed25519PrivateKey) -> bytes:
    """The 32 bytes of the public key."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def holds(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the signature is that of this public key over the message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _closed(seed: bytes) -> bytes:
    if sys.platform == "win32":
        return _CLOSED + _protect(seed, closing=True)
    return _PLAIN + seed


def _opened(content: bytes) -> bytes:
    head, seed = content[: len(_PLAIN)], content[len(_PLAIN) :]
    if head == _CLOSED and sys.platform == "win32":
        seed = _protect(seed, closing=False)
    elif head != _PLAIN:
        raise ValueError("not a key of this machine")
    if len(seed) != SEED:
        raise ValueError("length")
    return seed


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Blob(ctypes.Structure):
        _fields_ = (("size", wintypes.DWORD), ("data", ctypes.POINTER(ctypes.c_char)))

    def _protect(content: bytes, *, closing: bool) -> bytes:
        """CryptProtectData or CryptUnprotectData of the present user, without any window (0x1)."""
        crypt32, kernel32 = ctypes.windll.crypt32, ctypes.windll.kernel32
        given = _Blob(len(content), ctypes.cast(ctypes.create_string_buffer(content), ctypes.POINTER(ctypes.c_char)))
        made = _Blob()
        call = crypt32.CryptProtectData if closing else crypt32.CryptUnprotectData
        if not call(ctypes.byref(given), None, None, None, None, 0x1, ctypes.byref(made)):
            raise ctypes.WinError()
        try:
            return ctypes.string_at(made.data, made.size)
        finally:
            kernel32.LocalFree(made.data)
