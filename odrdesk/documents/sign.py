"""Electronic signatures with the enterprise's own certificate (PAdES B-B, ETSI EN 319 142-1): the extra `sign`.

All fields of a paper are made with its first signature: one added later would break those that stand already. What is
shown says who signed and when by this machine's clock; it is a plain card and never looks like a seal.
"""

import importlib.util
import io
import logging
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from odrdesk.documents.clusters import Run
from odrdesk.documents.facts import Anchor
from odrdesk.documents.fonts import faces
from odrdesk.documents.ink import GREY, INK, NAVY
from odrdesk.documents.pdf import SHANGHAI, About, Sheet, single_line
from odrdesk.domain.errors import Refusal

if TYPE_CHECKING:
    from cryptography.x509 import Name

MOST_P12 = 1 << 20
EXTRA = "odrdesk[sign]"


@dataclass(frozen=True, slots=True)
class Credential:
    """A certificate with its private key; `not_before` and `not_after` are aware UTC."""

    subject: str
    issuer: str
    not_before: datetime
    not_after: datetime
    content: bytes
    passphrase: bytes


@dataclass(frozen=True, slots=True)
class Look:
    """The words of the card a signature shows: a title, and sentences for its signatory, time and meaning."""

    title: str
    by: str
    at: str
    note: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature found in a PDF. `signed_at` is what the signer's machine said.

    `intact`: the bytes it covers are as they were signed. `whole`: after it nothing but further signatures came.
    `trusted`: its certificate leads to one of the roots given. `expired`: it was signed outside the certificate's time.
    """

    field: str
    signer: str
    issuer: str
    signed_at: datetime | None
    intact: bool
    whole: bool
    trusted: bool
    expired: bool

    @property
    def good(self) -> bool:
        """Whether it can be relied on."""
        return self.intact and self.whole and self.trusted and not self.expired


def available() -> bool:
    """Whether the extra is installed."""
    return importlib.util.find_spec("pyhanko") is not None


def load(content: bytes, passphrase: str) -> Credential:
    """A certificate from a PKCS#12 file (.p12, .pfx).

    Refuses `sign.extra_missing`, `sign.not_p12`, `sign.wrong_passphrase`, `sign.no_key`, `sign.unsupported` (SM2 among
    others).
    """
    _require_extra()
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 -- few commands read a certificate
    from cryptography.hazmat.primitives.serialization import pkcs12  # noqa: PLC0415

    secret = passphrase.encode()
    _require_p12(content)
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(content, secret)
    except ValueError as why:
        raise Refusal("sign.wrong_passphrase", "passphrase") from why
    except UnsupportedAlgorithm as why:
        raise Refusal("sign.unsupported", "p12") from why
    if key is None or certificate is None:
        raise Refusal("sign.no_key", "p12")
    return Credential(
        _named(certificate.subject),
        _named(certificate.issuer),
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
        content,
        secret,
    )


def sign(pdf: bytes, who: Credential, field: str, fields: Sequence[Anchor], look: Look) -> bytes:
    """The PDF with a signature in the field of that name; the bytes that were there stay as they are.

    Refuses `sign.field_unknown`, `sign.field_taken`, `sign.pdf_unreadable`, `sign.unsupported`.
    """
    _require_extra()
    from pyhanko.pdf_utils import layout  # noqa: PLC0415 -- an extra, and slow to load
    from pyhanko.pdf_utils.content import ImportedPdfPage  # noqa: PLC0415
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.sign import fields as kinds  # noqa: PLC0415
    from pyhanko.sign import signers  # noqa: PLC0415
    from pyhanko.stamp import StaticStampStyle  # noqa: PLC0415

    with _quiet(), tempfile.TemporaryDirectory() as folder:
        out = IncrementalPdfFileWriter(io.BytesIO(pdf))
        known = {name: taken is not None for name, taken, _ in kinds.enumerate_sig_fields(out)}
        if not known:
            for one in fields:
                left, low, wide, high = one.area
                box = (round(left), round(low), round(left + wide), round(low + high))
                kinds.append_signature_field(out, kinds.SigFieldSpec(one.name, on_page=one.page, box=box))
            known = {one.name: False for one in fields}
        if field not in known:
            raise Refusal("sign.field_unknown", "field", name=field, known=sorted(known))
        if known[field]:
            raise Refusal("sign.field_taken", "field", name=field)
        place = next((one.area for one in fields if one.name == field), (0.0, 0.0, 140.0, 48.0))
        card = Path(folder) / "card.pdf"
        card.write_bytes(_card(look, place[2], place[3]))
        signer = signers.SimpleSigner.load_pkcs12_data(who.content, [], who.passphrase)
        if signer is None:
            raise Refusal("sign.unsupported", "p12")
        meta = signers.PdfSignatureMetadata(
            field_name=field, subfilter=kinds.SigSeedSubFilter.PADES, md_algorithm="sha256", name=who.subject
        )
        shown: Any = ImportedPdfPage
        middle = layout.AxisAlignment.ALIGN_MID
        whole = layout.SimpleBoxLayoutRule(x_align=middle, y_align=middle, margins=layout.Margins(0, 0, 0, 0))
        style = StaticStampStyle(
            border_width=0, background=shown(str(card)), background_layout=whole, background_opacity=1.0
        )
        made = signers.PdfSigner(meta, signer=signer, stamp_style=style).sign_pdf(out, existing_fields_only=True)
    content: bytes = made.getvalue()
    return content


def signatures(pdf: bytes, roots: Sequence[bytes] = ()) -> tuple[Signature, ...]:
    """The signatures of a PDF in the order of signing; `roots` are certificates (PEM or DER) that are trusted.

    Empty where there is none, and where the extra is not installed. Refuses `sign.root_unreadable`,
    `sign.pdf_unreadable`.
    """
    if not available() or b"/ByteRange" not in pdf:
        return ()
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415 -- as above
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    trusted = [one for content in roots for one in _certificates(content)]
    with _quiet():
        try:
            found = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_signatures
            return tuple(_judged(one, trusted) for one in found if one.sig_object_type == "/Sig")
        except (PdfError, ValueError, TypeError, KeyError, RecursionError) as why:
            raise Refusal("sign.pdf_unreadable", "file") from why


def _judged(one: Any, trusted: list[Any]) -> Signature:
    from pyhanko.sign.diff_analysis import ModificationLevel  # noqa: PLC0415 -- as above
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko.sign.validation.settings import KeyUsageConstraints  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    certificate = one.signer_cert
    told_at = one.self_reported_timestamp
    begins, ends = certificate.not_valid_before, certificate.not_valid_after
    expired = told_at is not None and not begins <= told_at <= ends
    # Judged as of the day of signing: a certificate that ran out since still signed what it signed.
    moment = begins if told_at is None or expired else told_at
    context = ValidationContext(trust_roots=trusted, allow_fetching=False, moment=moment)
    usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
    status = validate_pdf_signature(one, context, key_usage_settings=usage)
    level = status.modification_level
    return Signature(
        field=one.field_name,
        signer=_readable(certificate.subject),
        issuer=_readable(certificate.issuer),
        signed_at=told_at.astimezone(UTC) if told_at is not None else None,
        intact=bool(status.intact and status.valid),
        whole=level is not None and level <= ModificationLevel.FORM_FILLING,
        trusted=bool(status.trusted),
        expired=bool(expired),
    )


def _card(look: Look, wide: float, high: float) -> bytes:
    """A rectangle with the words of the signature: no ring, no red, no emblem."""
    registry = faces()
    moment = datetime(2000, 1, 1, tzinfo=UTC)  # the card says no time of its own
    sheet = Sheet(registry, About(look.title, "", "", "", moment), (wide, high))
    sheet.box((0.5, 0.5, wide - 1, high - 1), (1.0, 1.0, 1.0), 3)
    sheet.frame((0.5, 0.5, wide - 1, high - 1), NAVY, 3, 0.8)
    lines = (
        (look.title, "hei", NAVY, 1.15),
        (look.by, "song", INK, 1.0),
        (look.at, "song", INK, 1.0),
        (look.note, "song", GREY, 0.9),
    )
    step = (high - 6) / len(lines)
    base = high - 3
    for text, role, colour, scale in lines:
        size = min(8.5, step * 0.82) * scale
        natural = single_line(text, Run("", role, size, colour), registry).width
        size *= min(1.0, (wide - 10) / max(natural, 1.0))
        base -= step
        sheet.text(text, 5, base + step * 0.22, Run("", role, size, colour))
    sheet.next_page()
    return sheet.finish()


def moment_words(moment: datetime) -> str:
    """A moment as the card says it: Shanghai's, to the minute."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _require_extra() -> None:
    if not available():
        raise Refusal("sign.extra_missing", extra=EXTRA)


def _require_p12(content: bytes) -> None:
    from asn1crypto import pkcs12 as shapes  # type: ignore[import-untyped] # noqa: PLC0415 -- comes with the extra

    try:
        version = shapes.Pfx.load(content, strict=True)["version"].native if len(content) <= MOST_P12 else ""
    except (ValueError, TypeError, KeyError) as why:
        raise Refusal("sign.not_p12", "p12") from why
    if version != "v3":
        raise Refusal("sign.not_p12", "p12")


def _certificates(content: bytes) -> list[Any]:
    from asn1crypto import pem  # noqa: PLC0415 -- comes with the extra
    from asn1crypto import x509 as shapes  # noqa: PLC0415

    try:
        blocks = [one for _, _, one in pem.unarmor(content, multiple=True)] if pem.detect(content) else [content]
        made = [shapes.Certificate.load(one, strict=True) for one in blocks]
        for one in made:
            _ = one.subject.native
    except (ValueError, TypeError, KeyError) as why:
        raise Refusal("sign.root_unreadable", "trust") from why
    return made


def _named(name: "Name") -> str:
    from cryptography import x509  # noqa: PLC0415 -- as above

    common = name.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(common[0].value) if common else name.rfc4514_string()


def _readable(name: Any) -> str:
    told = name.native.get("common_name") or name.human_friendly
    return str(told[0] if isinstance(told, list) else told)


@contextmanager
def _quiet() -> Iterator[None]:
    """What pyHanko writes to its log while it works is said in our own words instead."""
    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    before = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for one, level in zip(loggers, before, strict=True):
            one.setLevel(level)
