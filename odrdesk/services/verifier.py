"""The page that verifies our papers in any browser, without odrdesk and without a network: one file for others."""

import hashlib
import json

from odrdesk.places import resource
from odrdesk.services import proof_keys
from odrdesk.services.desk import Desk

PLACE = "/*KEYS*/null/*KEYS*/"
"""Where the public keys go."""


def page(desk: Desk) -> bytes:
    """The page with the desk's own public keys in it. Refuses (`proof.no_key`) before the first paper."""
    return filled(proof_keys.public_file(desk))


def filled(keys: bytes) -> bytes:
    """The page with the keys of a key file in it."""
    told = json.dumps(json.loads(keys), ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    before, place, after = resource("verifier", "verify.html").read_text("utf-8").partition(PLACE)
    if not place:
        raise ValueError(PLACE)
    return f"{before}{told}{after}".encode()


def digest(content: bytes) -> str:
    """The SHA-256 of a page that was handed out, so that a website can name it."""
    return hashlib.sha256(content).hexdigest()
