"""What leaves a trace in a case without changing it: notes, personal data seen in clear, the record taken out.

Who sees a consumer's data, and when, must be told (个人信息保护法 art. 51, 54); a look leaves the case as it is.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from odrdesk.documents.csv_text import csv_bytes
from odrdesk.domain import minors
from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.money import Fen
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import Role
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.merchants import line_rows
from odrdesk.storage import disputes, ledger, record
from odrdesk.storage import merchants as stored
from odrdesk.storage.outgoing import outgoing

NOTE, NOTE_BACK = "case.note", "case.note_withdrawn"
NOTE_LIMIT = 2_000
WRITERS = tuple(role for role in Role if role is not Role.AUDITOR)
"""Who may write a note: everybody but who only looks."""


class Seen(StrEnum):
    """What was seen: the consumer's data on the screen, or the phone number on the clipboard."""

    SHOWN = "shown"
    COPIED = "copied"


@dataclass(frozen=True, slots=True)
class Credit:
    """What is known of a merchant: settled of all that ended in percent (None of none), and the deposit it holds."""

    rate: float | None
    deposit: Fen | None


def reveal(desk: Desk, number: str, what: Seen) -> Done[None]:
    """Note that the present clerk saw the consumer's data in clear. Refuses `dispute.unknown`."""
    with desk.writing() as session:
        key = disputes.load(session, number).key
        facts = {"what": what.value}
        record.append(session, Entry("consumer.reveal", desk.now(), desk.clerk.key, key, facts))
    return Done(None, Changes(frozenset({key})))


def note(desk: Desk, number: str, content: str) -> Done[int]:
    """Write a note into a case's record: for the desk, no contact with anybody; the case stays as it is. Its place.

    Refuses `note.empty`, `note.long`, who only looks (`clerk.not_allowed`), `dispute.unknown`.
    """
    told = content.strip()
    if not any(desk.clerk.may(role) for role in WRITERS):
        raise Refusal("clerk.not_allowed", role=Role.OFFICER)
    if not told:
        raise Refusal("note.empty", "content")
    if len(told) > NOTE_LIMIT:
        raise Refusal("note.long", "content", n=len(told), most=NOTE_LIMIT)
    with desk.writing() as session:
        key = disputes.load(session, number).key
        facts = {"content": minors.hidden(told, desk.today())}
        seq = record.append(session, Entry(NOTE, desk.now(), desk.clerk.key, key, facts))
    return Done(seq, Changes(frozenset({key})))


def withdraw_note(desk: Desk, number: str, seq: int) -> Done[None]:
    """Take a note back: a new entry says so, what was written stays in the record.

    Refuses `note.unknown` where that place holds no note of the case, and `clerk.not_allowed` but for its writer and a
    supervisor.
    """
    with desk.writing() as session:
        key = disputes.load(session, number).key
        found = [one for one in record.of_seqs(session, [seq]) if one.entry.act == NOTE and one.entry.dispute == key]
        if not found:
            raise Refusal("note.unknown", "seq", seq=seq)
        if found[0].entry.clerk != desk.clerk.key and not desk.clerk.may(Role.SUPERVISOR):
            raise Refusal("clerk.not_allowed", role=Role.SUPERVISOR)
        record.append(session, Entry(NOTE_BACK, desk.now(), desk.clerk.key, key, {"of": seq}))
    return Done(None, Changes(frozenset({key})))


def credit(desk: Desk, page: int) -> Credit:
    """What is known of a merchant by the key of its page."""
    with desk.reading() as session:
        found = line_rows(session, desk, [page])
        keys = [one.key for one in stored.group(session, page)]
        held = Fen(-sum(ledger.balances(session, (Account.DEPOSITS,), keys).values()))
    return Credit(found[0].rate if found else None, held or None)


def take_out_record(
    desk: Desk, number: str, out: Path, headings: Sequence[str], rows: Iterable[Sequence[object]]
) -> Done[Path]:
    """Write rows of a case's record to a CSV file; the file is written and the record says so, or neither.

    Refuses `dispute.unknown` and `output.exists`; Fault `output.not_written`.
    """
    told = [tuple(row) for row in rows]
    content = csv_bytes(headings, told)
    facts = {"file": out.name, "sha256": hashlib.sha256(content).hexdigest(), "rows": len(told)}
    with outgoing({out: content}, replace=True) as put, desk.writing() as session:
        key = disputes.load(session, number).key
        record.append(session, Entry("record.export", desk.now(), desk.clerk.key, key, facts))
        put()
    return Done(out, Changes(frozenset({key})))
