"""The page that verifies our papers in any browser, without odrdesk and without a network: one file for others."""

import base64
import hashlib
import json
from pathlib import Path

from odrdesk.domain.proof import CODES
from odrdesk.places import resource
from odrdesk.services import proof_keys
from odrdesk.services.desk import Desk
from odrdesk.text import vocabulary

KEYS = "/*KEYS*/null/*KEYS*/"
"""Where the public keys go; they are data, not script, so that the policy of the page need not know them."""
KINDS = "/*KINDS*/{}/*KINDS*/"
"""Where the words of the kinds of papers go."""
SCRIPTS = ("verify.js", "scan.js", "page.js")
_STYLE = ("<style>", "</style>")


def page(desk: Desk) -> bytes:
    """The page with the desk's own public keys in it. Refuses (`proof.no_key`) before the first paper."""
    return filled(proof_keys.public_file(desk))


def export(desk: Desk, path: Path) -> None:
    """Write the page to a file. Refuses as `page`; Fault `proof.cannot_write`."""
    proof_keys.write_out(path, page(desk))


def filled(keys: bytes) -> bytes:
    """The page with the keys of a key file in it; nothing but its own script and style may run there (CSP level 2)."""
    script = "\n" + "\n".join(_part(name) for name in SCRIPTS) + "\n"
    made = _part("verify.html").replace("\n@JS@\n", script)
    style = made.partition(_STYLE[0])[2].partition(_STYLE[1])[0]
    made = made.replace("@SCRIPT@", _hash(script)).replace("@STYLE@", _hash(style))
    words = vocabulary("paper_kind")
    kinds = {code: [words[kind.value].zh, words[kind.value].en] for kind, code in CODES.items()}
    return made.replace(KEYS, _data(json.loads(keys))).replace(KINDS, _data(kinds)).encode()


def digest(content: bytes) -> str:
    """The SHA-256 of a page that was handed out, so that a website can name it."""
    return hashlib.sha256(content).hexdigest()


def _data(told: object) -> str:
    """JSON that no text in it can end."""
    return json.dumps(told, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")


def _part(name: str) -> str:
    # A newline of another kind would not fit the hash that the browser takes.
    return resource("verifier", name).read_bytes().decode("utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
