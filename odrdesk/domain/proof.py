"""What the QR code of a paper says: one line of ASCII that any scanner shows and that a signature closes.

`ODR1|kind|no|fen|yyyymmdd|digest|kid|signature`: two letters for the kind, the case's number and the digits of the
paper's, whole fen or `-`, the day of issue in Shanghai, the first 16 bytes of the data's SHA-256, which key, and its
Ed25519 signature (RFC 8032) over everything before the last bar. Bytes are base64url without padding (RFC 4648, 5).
"""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import PaperKind

FORM = "ODR1"
DIGEST, SIGNATURE, PUBLIC = 16, 64, 32
"""Lengths in bytes."""
LONGEST = 400
"""Characters of the longest text that is looked at."""
NOTHING = "-"
"""What stands where a paper is about no sum."""

REAL, PRACTICE = "K", "P"
"""The first letter of a key's name says whether it signs in earnest."""

CODES: Mapping[PaperKind, str] = {
    PaperKind.REGISTRATION_FORM: "DJ",
    PaperKind.ACCEPTANCE_NOTICE: "SL",
    PaperKind.SUPPLEMENT_NOTICE: "BZ",
    PaperKind.REFUSAL_NOTICE: "BY",
    PaperKind.CONTACT_RECORD: "LX",
    PaperKind.SETTLEMENT_AGREEMENT: "HJ",
    PaperKind.SETTLEMENT_NOTICE: "HT",
    PaperKind.PERFORMANCE_RECEIPT: "LV",
    PaperKind.FAILURE_NOTICE: "BC",
    PaperKind.CLOSING_NOTICE: "JA",
    PaperKind.TRANSFER_LETTER: "YS",
    PaperKind.LEAD_SHEET: "XS",
    PaperKind.CASE_REPORT: "BG",
    PaperKind.IP_NOTICE_LETTER: "ZT",
    PaperKind.IP_DECLARATION_LETTER: "ZS",
    PaperKind.IP_LIFT_NOTICE: "ZZ",
    PaperKind.PREPAYMENT_APPLICATION: "PS",
    PaperKind.LIABILITY_NOTICE: "ZR",
    PaperKind.PREPAYMENT_NOTICE: "PT",
    PaperKind.PREPAYMENT_REFUSAL_NOTICE: "PB",
    PaperKind.PAYMENT_CONFIRMATION: "PF",
    PaperKind.SUBROGATION_CONFIRMATION: "PZ",
    PaperKind.RECOVERY_NOTICE: "ZC",
    PaperKind.TOPUP_NOTICE: "BU",
    PaperKind.RETURN_NOTICE: "FH",
}
"""Two letters for each kind: never given to another, because they stand on paper."""

_SHAPE = re.compile(
    r"ODR1\|(?P<code>[A-Z]{2})\|(?P<no>[A-Za-z0-9./-]{1,60})\|(?P<fen>-|0|[1-9][0-9]{0,14})"
    r"\|(?P<day>[0-9]{8})\|(?P<digest>[A-Za-z0-9_-]{22})\|(?P<kid>[A-Z][A-Z2-7]{7})\|(?P<signature>[A-Za-z0-9_-]{86})"
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a QR code says, taken apart. `fen` is None where the paper is about no sum; `text` is the whole of it."""

    code: str
    no: str
    fen: Fen | None
    day: date
    digest: bytes
    kid: str
    signature: bytes
    text: str

    @property
    def kind(self) -> PaperKind | None:
        """The kind of paper; None for letters this version does not know."""
        return next((kind for kind, code in CODES.items() if code == self.code), None)

    @property
    def case_number(self) -> str:
        """The number of the case: what stands before the slash."""
        return self.no.partition("/")[0]

    @property
    def signed(self) -> bytes:
        """The bytes the signature is over."""
        return self.text.rpartition("|")[0].encode("ascii")

    @property
    def practice(self) -> bool:
        """Whether it was signed with a key of a practice desk."""
        return self.kid.startswith(PRACTICE)


def read(text: str) -> Sealed:
    """The text of a QR code taken apart; blanks and breaks around and inside it are left out.

    Refuses `proof.not_ours` for a text of another kind, `proof.unreadable` for one that is not whole.
    """
    told = re.sub(r"\s+", "", text[: LONGEST * 2])
    if not told.startswith(FORM + "|"):
        raise Refusal("proof.not_ours", "text")
    found = _SHAPE.fullmatch(told) if len(told) <= LONGEST else None
    if found is None:
        raise Refusal("proof.unreadable", "text")
    try:
        day = date(int(found["day"][:4]), int(found["day"][4:6]), int(found["day"][6:]))
        fen = None if found["fen"] == NOTHING else Fen(int(found["fen"]))
        digest, signature = unb64(found["digest"]), unb64(found["signature"])
    except (ValueError, TypeError) as why:
        raise Refusal("proof.unreadable", "text") from why
    return Sealed(found["code"], found["no"], fen, day, digest, found["kid"], signature, told)


def unsigned(kind: PaperKind, no: str, fen: Fen | None, day: date, *, data: bytes, kid: str) -> str:
    """What stands before the signature, `data` being the facts the digest is of."""
    sum_told = NOTHING if fen is None else str(int(fen))
    return "|".join((FORM, CODES[kind], no, sum_told, f"{day:%Y%m%d}", b64(digest_of(data)), kid))


def spelled(case_number: str, paper_number: str) -> str:
    """Case and paper in ASCII: `ODR-2026-00177/2026-0012`. Of the paper's number its digits and letters stay."""
    plain = re.sub(r"[^A-Za-z0-9.-]", "", case_number)[:30]
    groups = "-".join(re.findall(r"[A-Za-z0-9]+", paper_number))[:28].strip("-")
    return f"{plain}/{groups}" if groups else plain


def canonical(told: Mapping[str, object]) -> bytes:
    """Plain values as bytes that are the same for the same values: UTF-8, keys sorted, no blanks."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(data: bytes) -> bytes:
    """The first 16 bytes of the SHA-256."""
    return hashlib.sha256(data).digest()[:DIGEST]


def kid_of(public: bytes, *, practice: bool) -> str:
    """A key's name: K (in earnest) or P (practice) and seven letters and digits of its hash."""
    return (PRACTICE if practice else REAL) + base64.b32encode(hashlib.sha256(public).digest())[:7].decode("ascii")


def fingerprint(public: bytes) -> str:
    """The first 16 bytes of a public key's SHA-256 in groups of four: what two people read to each other."""
    return grouped(hashlib.sha256(public).hexdigest()[:32])


def grouped(hexadecimal: str) -> str:
    """Hexadecimal digits in groups of four."""
    return " ".join(hexadecimal[k : k + 4] for k in range(0, len(hexadecimal), 4))


def b64(content: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def unb64(text: str) -> bytes:
    """Back again; ValueError for what `b64` never writes, so that one content has one spelling."""
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    except binascii.Error as why:
        raise ValueError(text) from why
    if b64(content) != text:
        raise ValueError(text)
    return content
