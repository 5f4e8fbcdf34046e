"""What binds a paper to its desk: the signed QR code it carries, and telling whether one that comes back is genuine."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from odrdesk.documents.facts import Anchor, Proof
from odrdesk.domain import proof
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import PaperKind, Payer
from odrdesk.domain.workdays import day_of
from odrdesk.services import proof_keys
from odrdesk.services.desk import Desk
from odrdesk.services.proof_keys import KeyFile
from odrdesk.services.proof_look import Look, Signature, Source, Told, Verdict
from odrdesk.storage import proofs, record
from odrdesk.storage.proofs import Kept

__all__ = ["Signature", "Source", "Verdict", "examine", "keep", "of_paper", "seal", "sum_of"]

FORMAT = "odrdesk-paper"


# Issuing


def seal(session: Session, desk: Desk, told: Told) -> Proof:
    """The proof of a paper that is about to be made from these facts (`services.paper_facts.snapshot`).

    Beside the facts `told` holds `kind`, and `wording` (the version of its words). Signed with the desk's key and
    anchored to the record's last entry. Faults: `proof.key_unreadable`, `proof.key_unkept`.
    """
    key = proof_keys.signer(session, desk)
    head = record.head(session)
    anchor = head.mark.hex() if head else ""
    kind, number = PaperKind(str(told["kind"])), str(told["number"])
    issued_at, case = datetime.fromisoformat(str(told["issued_at"])), str(told["case_number"])
    fen = sum_of(kind, told)
    data = proof.canonical(
        {
            "format": FORMAT,
            "version": 1,
            "kind": kind.value,
            "number": number,
            "case": case,
            "issued_at": issued_at.isoformat(),
            "fen": None if fen is None else int(fen),
            "template": told.get("wording"),
            "anchor": anchor,
            "anchor_seq": head.seq if head else 0,
            "facts": {name: value for name, value in told.items() if name not in {"kind", "wording"}},
        }
    )
    bare = proof.unsigned(kind, proof.spelled(case, number), fen, day_of(issued_at), data=data, kid=key.kid)
    signature = key.private.sign(bare.encode("ascii"))
    return Proof(f"{bare}|{proof.b64(signature)}", data, key.kid, anchor)


def keep(session: Session, paper: int, made: Proof, anchors: Sequence[Anchor] = ()) -> None:
    """Keep the proof beside the paper (its key), and where electronic signatures go."""
    places = tuple((one.name, one.page, *one.area) for one in anchors)
    proofs.add(session, Kept(paper, made.qr, proof.digest_of(made.data), made.key, made.anchor, made.data, places))


def of_paper(session: Session, paper: int) -> Proof | None:
    """The proof a paper was issued with, for printing it again; None for papers of before, or where it was erased."""
    kept = proofs.of_paper(session, paper)
    return Proof(kept.qr, kept.data, kept.kid, kept.anchor) if kept and kept.data is not None else None


def sum_of(kind: PaperKind, told: Told) -> Fen | None:
    """The sum a paper is about, in fen: what the consumer gets, is asked, owed or gave back; None without any."""
    named = _SUMS.get(kind)
    amount = named(told) if named else None
    return None if amount is None else Fen(amount)


def _received(told: Told) -> int | None:
    items = told.get("items")
    if not isinstance(items, list):
        return None
    return sum(int(item["amount"]) for item in items if item["payer"] != Payer.CONSUMER.value)


def _named(*names: str) -> Callable[[Told], int | None]:
    """The value at the end of these names."""

    def find(told: Told) -> int | None:
        value: object = told
        for name in names:
            value = value.get(name) if isinstance(value, Mapping) else None
        return value if isinstance(value, int) else None

    return find


def _to_top_up(told: Told) -> int | None:
    found = [_named("recovered", name)(told) for name in ("deposit", "planned", "paid_in")]
    deposit, planned, paid_in = (0 if one is None else one for one in found)
    return None if told.get("recovered") is None else max(0, deposit + planned - paid_in)


_SUMS: Mapping[PaperKind, Callable[[Told], int | None]] = {
    PaperKind.SETTLEMENT_AGREEMENT: _received,
    PaperKind.SETTLEMENT_NOTICE: _received,
    PaperKind.PERFORMANCE_RECEIPT: _named("performed"),
    PaperKind.TRANSFER_LETTER: _named("claimed"),
    PaperKind.PREPAYMENT_APPLICATION: _named("claim"),
    PaperKind.LIABILITY_NOTICE: _named("claim"),
    PaperKind.PREPAYMENT_NOTICE: _named("approved"),
    PaperKind.PREPAYMENT_REFUSAL_NOTICE: _named("claim"),
    PaperKind.PAYMENT_CONFIRMATION: _named("paid"),
    PaperKind.SUBROGATION_CONFIRMATION: _named("approved"),
    PaperKind.RECOVERY_NOTICE: _named("recovered", "outstanding"),
    PaperKind.TOPUP_NOTICE: _to_top_up,
    PaperKind.RETURN_NOTICE: _named("returned", "amount"),
}


# Verifying


def examine(
    desk: Desk | None, content: bytes | str, keys: KeyFile | None = None, roots: Sequence[bytes] = ()
) -> Verdict:
    """Whether a paper is genuine: the text of its QR code, its PDF, or a scan or picture of it.

    Without a desk only the keys of the file count. `roots` are certificates (PEM or DER) that the electronic signatures
    of a PDF must lead to. Refuses what cannot be looked at: `proof.not_ours`, `proof.unreadable`, `proof.no_code` (no
    code of ours in sight), `scan.too_large`, `scan.unreadable`, `sign.root_unreadable`.
    """
    if desk is None:
        return Look(None, keys.keys if keys else (), tuple(roots)).at(content)
    with desk.reading() as session:
        known = (*proofs.keys(session), *(keys.keys if keys else ()))
        return Look(session, known, tuple(roots)).at(content)
