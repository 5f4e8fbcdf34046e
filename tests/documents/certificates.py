"""A certificate authority that exists in the tests only, and what it issues."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


class Authority(NamedTuple):
    """An authority's key and its own certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def root(self) -> bytes:
        """What others trust."""
        return self.certificate.public_bytes(Encoding.PEM)

    def p12(self, name: str, passphrase: str, begins: datetime, ends: datetime) -> bytes:
        """A certificate with its key for signing documents, closed with a passphrase."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = certificate(name, key, self.certificate.subject, self.key, (begins, ends))
        return pkcs12.serialize_key_and_certificates(
            name.encode(), key, made, [self.certificate], BestAvailableEncryption(passphrase.encode())
        )


def authority(name: str) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    span = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC))
    return Authority(key, certificate(name, key, _name(name), key, span, ca=True))


def certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    span: tuple[datetime, datetime],
    *,
    ca: bool = False,
) -> x509.Certificate:
    usage = dict.fromkeys(
        (
            "data_encipherment",
            "key_encipherment",
            "key_agreement",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    own, theirs = key.public_key(), issuer_key.public_key()
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(issuer)
        .public_key(own)
        .serial_number(x509.random_serial_number())
        .not_valid_before(span[0])
        .not_valid_after(span[1])
        .add_extension(x509.BasicConstraints(ca, None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=not ca, content_commitment=not ca, key_cert_sign=ca, crl_sign=ca, **usage),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(theirs), critical=False)
    )
    return made.sign(issuer_key, SHA256())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"), x509.NameAttribute(NameOID.COMMON_NAME, text)])
