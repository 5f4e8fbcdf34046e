"""One look at a paper that comes back: its file, a scan, a photo or the text of its code, and what is known of it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlmodel import Session

from odrdesk.documents import scan
from odrdesk.documents.sign import Signature, signatures
from odrdesk.domain import proof
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.proof import Sealed
from odrdesk.domain.record import Finding
from odrdesk.domain.workdays import day_of
from odrdesk.storage import paper_log, papers, proofs, signing
from odrdesk.storage.papers import Paper
from odrdesk.storage.proofs import Key

__all__ = ["Look", "Signature", "Source", "Told", "Verdict"]

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
    are the very bytes that this desk made. `signatures` are the electronic ones of a PDF (with the extra `sign`),
    `more` the other papers in the same file.
    """

    source: Source
    wrong: tuple[Finding, ...] = ()
    cautions: tuple[Finding, ...] = ()
    sealed: Sealed | None = None
    key: Key | None = None
    paper: Paper | None = None
    facts: Told | None = None
    exact: bool = False
    signatures: tuple[Signature, ...] = ()
    more: tuple["Verdict", ...] = ()

    @property
    def genuine(self) -> bool:
        """Whether nothing is wrong with it, nor with the others in the file."""
        return not self.wrong and all(one.genuine for one in self.more)


@dataclass(frozen=True, slots=True)
class Look:
    """One look at something, with what is known: the desk's session, if any, and public keys."""

    session: Session | None
    keys: tuple[Key, ...]
    roots: tuple[bytes, ...] = ()

    def at(self, content: bytes | str) -> Verdict:
        """What becomes of it. Refuses as `proof.examine` says."""
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
            return self._reprint(content, earlier) or self._appended(content, earlier)
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

    def _appended(self, content: bytes, paper: Paper) -> Verdict:
        """The verdict on an issued file with something behind it.

        A signed file that the desk keeps is known; of any other one, nothing but signatures that lead to a root leave
        it genuine: who signs something vouches for all that stands before.
        """
        session, number = self._open(), paper.mark.number
        kept = proofs.of_paper(session, paper.mark.key)
        seen = self._judged(Source.PDF, kept.qr) if kept else Verdict(Source.PDF, (), self._standing(paper))
        found = signatures(content, self.roots)
        seen = replace(seen, paper=paper, signatures=found, cautions=(*seen.cautions, *self._told_of(found)))
        broken = _broken(found)
        digest = hashlib.sha256(content).hexdigest()
        if digest in {one.sha256 for one in paper_log.life(session, paper.mark.key).signed}:
            copy = Finding("proof.signed_copy", {"number": number})
            return replace(seen, wrong=(*seen.wrong, *broken), cautions=(copy, *seen.cautions), exact=not broken)
        if found and all(one.good for one in found):
            note = Finding("proof.signed_after", {"number": number})
            return replace(seen, cautions=(note, *seen.cautions))
        wrong = (_CHANGED, *broken, Finding("proof.grown", {"number": number}))
        return replace(seen, wrong=(*wrong, *seen.wrong))

    def _told_of(self, found: Sequence[Signature]) -> tuple[Finding, ...]:
        """Whose signatures there are, and whether their certificates lead to a root."""
        untrusted = "sign.untrusted" if self.roots else "sign.no_roots"
        return tuple(
            Finding("sign.trusted" if one.trusted else untrusted, {"name": one.signer, "issuer": one.issuer})
            for one in found
        )

    def _altered_file(self, seen: Verdict, data: bytes | None) -> Verdict:
        """A file whose text is set claims to be one that was issued; its bytes tell here that it is not."""
        wrong = list(seen.wrong)
        if data is not None and seen.sealed is not None and proof.digest_of(data) != seen.sealed.digest:
            wrong.append(Finding("proof.data_differs", {"no": seen.sealed.no}))
        elif seen.paper is not None:
            wrong += [_CHANGED, Finding("proof.file_differs", {"number": seen.paper.mark.number})]
        elif data is None and seen.sealed is not None and not wrong:
            wrong.append(Finding("proof.data_missing", {"no": seen.sealed.no}))
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


def _broken(found: Sequence[Signature]) -> tuple[Finding, ...]:
    told = []
    for one in found:
        code = "sign.altered" if not one.intact else "sign.added" if not one.whole else "sign.out_of_time"
        if not (one.intact and one.whole) or one.expired:
            told.append(Finding(code, {"name": one.signer}))
    return tuple(told)


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
