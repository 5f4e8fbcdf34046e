"""What binds a paper to its desk: the signed QR code it carries, and telling whether one that comes back is genuine."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from odrdesk.documents import scan
from odrdesk.documents.facts import Proof
from odrdesk.domain import proof
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.proof import Sealed
from odrdesk.domain.record import Finding
from odrdesk.domain.vocabulary import PaperKind, Payer
from odrdesk.domain.workdays import day_of
from odrdesk.services import proof_keys
from odrdesk.services.desk import Desk
from odrdesk.services.proof_keys import KeyFile
from odrdesk.storage import paper_log, papers, proofs, record, signing
from odrdesk.storage.papers import Paper
from odrdesk.storage.proofs import Kept, Key

FORMAT = "odrdesk-paper"
_CHANGED = Finding("paper.changed", {})
Told = Mapping[str, object]


class Source(StrEnum):
    """What was looked at."""

    TEXT = "text"
    PDF = "pdf"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of looking at a paper.

    `wrong` says what does not fit, the gravest first: none means genuine. `cautions` are true all the same: declared
    void, replaced by a newer one, a practice desk's, a key that was given up. Both are codes with the data of their
    sentences (`text.sentence`). `sealed` is what the QR code says, `key` whose it is, `paper` what this desk knows,
    `facts` what was told when it was issued (`fen`, `number`, `case`, `issued_at`, `facts`). `exact` means that these
    are the very bytes of the issued file. `more` are the other papers in the same file.
    """

    source: Source
    wrong: tuple[Finding, ...] = ()
    cautions: tuple[Finding, ...] = ()
    sealed: Sealed | None = None
    key: Key | None = None
    paper: Paper | None = None
    facts: Told | None = None
    exact: bool = False
    more: tuple["Verdict", ...] = ()

    @property
    def genuine(self) -> bool:
        """Whether nothing is wrong with it, nor with the others in the file."""
        return not self.wrong and all(one.genuine for one in self.more)


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


def keep(session: Session, paper: int, made: Proof) -> None:
    """Keep the proof beside the paper (its key)."""
    proofs.add(session, Kept(paper, made.qr, proof.digest_of(made.data), made.key, made.anchor, made.data))


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
    PaperKind.PERFORMANCE_RECEIPT: _received,
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


def examine(desk: Desk | None, content: bytes | str, keys: KeyFile | None = None) -> Verdict:
    """Whether a paper is genuine: the text of its QR code, its PDF, or a scan or picture of it.

    Without a desk only the keys of the file count. Refuses what cannot be looked at: `proof.not_ours`,
    `proof.unreadable`, `proof.no_code` (no code of ours in sight), `scan.too_large`, `scan.unreadable`.
    """
    if desk is None:
        return _Look(None, keys.keys if keys else ()).at(content)
    with desk.reading() as session:
        known = (*proofs.keys(session), *(keys.keys if keys else ()))
        return _Look(session, known).at(content)


@dataclass(frozen=True, slots=True)
class _Look:
    """One look at something, with what is known: the desk's session, if any, and public keys."""

    session: Session | None
    keys: tuple[Key, ...]

    def at(self, content: bytes | str) -> Verdict:
        if isinstance(content, str):
            return self._judged(Source.TEXT, content)
        if scan.is_pdf(content):
            return self._pdf(content)
        return self._each(Source.PICTURE, scan.codes_in_picture(content))

    def _pdf(self, content: bytes) -> Verdict:
        paper = self._by_hash(content)
        if paper is not None:
            kept = proofs.of_paper(self._open(), paper.mark.key)
            if kept is not None:
                return replace(self._judged(Source.PDF, kept.qr), exact=True)
            bare = Verdict(Source.PDF, paper=paper, cautions=(Finding("proof.before", {}),), exact=True)
            return replace(bare, cautions=(*bare.cautions, *self._standing(paper)))
        earlier = self._grown(content)
        if earlier is not None:
            again = self._reprint(content, earlier)
            if again is not None:
                return again
            wrong = (_CHANGED, Finding("proof.grown", {"number": earlier.mark.number}))
            return Verdict(Source.PDF, wrong, self._standing(earlier), paper=earlier)
        try:
            inside, codes = scan.inside_pdf(content), scan.codes_in_pdf(content)
        except Refusal as why:
            if why.code == "scan.unreadable":
                raise _changed(content) from why
            raise
        if not (inside.drawn or inside.data):
            return self._each(Source.PDF, codes)
        if not codes:
            raise _changed(content)
        return self._altered_file(self._each(Source.PDF, codes), inside.data)

    def _reprint(self, content: bytes, paper: Paper) -> Verdict | None:
        """The verdict on a reprint that this desk made: the issued file with 副本 set on its pages, as logged."""
        turn = paper_log.turn_of(self._open(), paper.mark.key, hashlib.sha256(content).hexdigest())
        if turn is None:
            return None
        kept = proofs.of_paper(self._open(), paper.mark.key)
        caution = Finding("proof.reprint", {"number": paper.mark.number, "turn": turn})
        if kept is None:
            return Verdict(Source.PDF, (), (caution, *self._standing(paper)), paper=paper, exact=True)
        seen = self._judged(Source.PDF, kept.qr)
        return replace(seen, cautions=(caution, *seen.cautions), exact=True)

    def _altered_file(self, seen: Verdict, data: bytes | None) -> Verdict:
        """A file whose text is set claims to be one that was issued; its bytes tell here that it is not."""
        wrong = list(seen.wrong)
        if data is not None and seen.sealed is not None and proof.digest_of(data) != seen.sealed.digest:
            wrong.append(Finding("proof.data_differs", {"no": seen.sealed.no}))
        elif seen.paper is not None:
            wrong += [_CHANGED, Finding("proof.file_differs", {"number": seen.paper.mark.number})]
        facts = seen.facts
        if facts is None and not wrong:
            facts = _facts(data)
        return replace(seen, wrong=tuple(wrong), facts=facts)

    def _each(self, source: Source, codes: tuple[str, ...]) -> Verdict:
        if not codes:
            raise Refusal("proof.no_code", "file")
        first, *others = [self._judged(source, code) for code in codes]
        told = replace(first, more=tuple(others))
        return replace(told, cautions=(*told.cautions, Finding("proof.code_only", {})))

    def _judged(self, source: Source, text: str) -> Verdict:
        sealed = proof.read(text)
        candidates = [key for key in self.keys if key.kid == sealed.kid]
        key = next((one for one in candidates if signing.holds(one.public, sealed.signature, sealed.signed)), None)
        if key is not None:
            return self._signed(source, sealed, key)
        wrong: tuple[Finding, ...] = self._differences(sealed)
        if not wrong and not candidates:
            wrong = (Finding("proof.key_unknown", {"kid": sealed.kid}),)
        elif not wrong:
            wrong = (Finding("proof.signature_wrong", {"no": sealed.no}),)
        return Verdict(source, wrong, sealed=sealed, key=candidates[0] if candidates else None)

    def _signed(self, source: Source, sealed: Sealed, key: Key) -> Verdict:
        cautions: list[Finding] = []
        paper, facts = None, None
        kept = proofs.by_digest(self.session, sealed.digest) if self.session is not None else None
        if kept is not None and self.session is not None:
            paper = papers.get(self.session, kept.paper)
            facts = _facts(kept.data)
            cautions += self._standing(paper)
        elif self.session is not None and key.origin is None:
            cautions.append(Finding("proof.not_in_desk", {"no": sealed.no}))
        if key.origin is not None:
            cautions.append(Finding("proof.other_desk", {"name": key.origin}))
        if key.practice:
            cautions.append(Finding("proof.practice", {"kid": key.kid}))
        if key.retired_at is not None and sealed.day > day_of(key.retired_at):
            wrong = Finding("proof.key_retired", {"kid": key.kid, "day": day_of(key.retired_at).isoformat()})
            return Verdict(source, (wrong,), tuple(cautions), sealed, key, paper, facts)
        return Verdict(source, (), tuple(cautions), sealed, key, paper, facts)

    def _standing(self, paper: Paper) -> tuple[Finding, ...]:
        """Whether the paper still counts: not void, none newer of its kind for the same copy."""
        number = paper.mark.number
        if paper.void_at is not None:
            return (Finding("proof.void", {"number": number, "why": paper.void_why or "", "at": paper.void_at}),)
        newer = [
            one
            for one in papers.of_dispute(self._open(), paper.dispute)
            if one.mark.key > paper.mark.key
            and one.mark.kind is paper.mark.kind
            and one.copy == paper.copy
            and one.void_at is None
            and one.mark.number != number
        ]
        return (Finding("proof.newer", {"number": number, "newer": newer[-1].mark.number}),) if newer else ()

    def _differences(self, sealed: Sealed) -> tuple[Finding, ...]:
        """What was changed in a code that was ours once: found by its signature or by its digest."""
        if self.session is None:
            return ()
        kept = proofs.ending(self.session, proof.b64(sealed.signature))
        kept = kept or proofs.by_digest(self.session, sealed.digest)
        if kept is None:
            return ()
        issued = proof.read(kept.qr)
        found = [
            ("proof.amount_altered", _yuan(sealed.fen), _yuan(issued.fen)),
            ("proof.day_altered", sealed.day.isoformat(), issued.day.isoformat()),
            ("proof.number_altered", sealed.no, issued.no),
            ("proof.kind_altered", sealed.code, issued.code),
            ("proof.digest_altered", sealed.digest.hex(), issued.digest.hex()),
            ("proof.key_altered", sealed.kid, issued.kid),
        ]
        return tuple(Finding(code, {"told": told, "issued": was}) for code, told, was in found if told != was)

    def _by_hash(self, content: bytes) -> Paper | None:
        return papers.by_hash(self.session, hashlib.sha256(content).hexdigest()) if self.session is not None else None

    def _grown(self, content: bytes) -> Paper | None:
        """The issued paper these bytes begin with: something was appended to it."""
        if self.session is None:
            return None
        end = content.rfind(b"%%EOF", 0, len(content) - len(b"%%EOF"))
        for _ in range(20):
            if end < 0:
                return None
            for after in (b"", b"\n", b"\r\n"):
                whole = end + len(b"%%EOF") + len(after)
                if content[whole - len(after) : whole] == after and (found := self._by_hash(content[:whole])):
                    return found
            end = content.rfind(b"%%EOF", 0, end)
        return None

    def _open(self) -> Session:
        if self.session is None:
            raise TypeError("there is no desk")
        return self.session


def _facts(data: bytes | None) -> Told | None:
    try:
        told = json.loads(data) if data else None
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def _changed(content: bytes) -> Refusal:
    return Refusal("paper.changed", "file", sha256=hashlib.sha256(content).hexdigest())


def _yuan(fen: Fen | None) -> str:
    return proof.NOTHING if fen is None else fen.grouped
