"""The fund's ledger written out for accountants and for programs that balance it again."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from sqlmodel import Session

from odrdesk.documents import ledger_text
from odrdesk.documents.csv_text import csv_bytes
from odrdesk.documents.ledger_facts import LedgerFacts
from odrdesk.documents.ledger_sheets import MOST_ROWS, workbook
from odrdesk.documents.ledger_tables import table
from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.ledger_period import Period, TableKind, of_accounts, over, turnovers
from odrdesk.domain.money import Fen
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import Role
from odrdesk.services import schemes
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.storage import ledger, listing, merchants, parties, record
from odrdesk.storage.outgoing import outgoing

MAY_EXPORT = (Role.FINANCE, Role.SUPERVISOR, Role.AUDITOR)


class Form(StrEnum):
    """What the ledger is written as; the value is the ending of the file."""

    CSV = "csv"
    XLSX = "xlsx"
    BEANCOUNT = "beancount"
    HLEDGER = "journal"


@dataclass(frozen=True, slots=True)
class Exported:
    """What went out: the files with their SHA-256, the period, its vouchers, both sides, what stands on each account.

    Money in fen, accounts in debit at the end of the period.
    """

    files: Mapping[Path, str]
    since: date
    until: date
    vouchers: int
    debit: Fen
    credit: Fen
    accounts: Mapping[Account, Fen]


def export_ledger(
    desk: Desk,
    destination: Path,
    form: Form | None = None,
    from_: date | None = None,
    to: date | None = None,
    *,
    part: TableKind = TableKind.JOURNAL,
    replace: bool = False,
) -> Done[Exported]:
    """Write the ledger of a period to a file, its form by the ending where none is told, or all forms into a folder.

    A CSV holds one table, `part`. All files are written, and the record says so, or nothing is. Refuses everybody but
    finance, supervisor and auditor, `export.form`, `ledger.period`, `export.too_long` (more than a sheet holds) and
    `output.exists`; Fault `output.not_written`.
    """
    if not any(desk.clerk.may(role) for role in MAY_EXPORT):
        raise Refusal("clerk.not_allowed", role=Role.FINANCE)
    wanted = None if destination.is_dir() else form or form_of(destination)
    facts = ledger_facts(desk, from_, to)
    found = _files(facts, destination, wanted, part)
    told = {path: hashlib.sha256(content).hexdigest() for path, content in found.items()}
    exported = _exported(facts.period, told)
    with outgoing(found, replace=replace) as put, desk.writing() as session:
        record.append(session, Entry("ledger.export", desk.now(), desk.clerk.key, None, _told(exported)))
        put()
    return Done(exported, Changes())


def form_of(path: Path) -> Form:
    """The form of a file by its ending. Refuses `export.form`."""
    ending = path.suffix.lower().removeprefix(".")
    if ending not in list(Form):
        raise Refusal("export.form", "destination", path=str(path), known=[f".{form}" for form in Form])
    return Form(ending)


def ledger_facts(desk: Desk, from_: date | None = None, to: date | None = None) -> LedgerFacts:
    """A period of the ledger with the names behind its keys. Refuses `ledger.period`."""
    with desk.reading() as session:
        booked = ledger.booked(session)
        period = over(booked, from_, to, desk.today())
        subs = turnovers(period)
        return LedgerFacts(
            period,
            desk.name,
            desk.now(),
            desk.clerk.name,
            _scheme(session, period.until),
            desk.practice,
            _merchants(session, {one.merchant for one in subs} | {one.merchant for one in booked}),
            _numbers(session, {one.dispute for one in subs} | {one.dispute for one in booked}),
            {clerk.key: clerk.name for clerk in parties.clerks(session)},
            {one.key: one.no for one in booked},
        )


def _files(facts: LedgerFacts, destination: Path, form: Form | None, part: TableKind) -> dict[Path, bytes]:
    if form is not None:
        return {destination: _content(facts, form, part)}
    stem = f"{facts.period.since:%Y%m%d}-{facts.period.until:%Y%m%d}"
    whole = {destination / f"{stem}-ledger.{one}": _content(facts, one, part) for one in Form if one is not Form.CSV}
    return whole | {destination / f"{stem}-{one}.csv": _content(facts, Form.CSV, one) for one in TableKind}


def _content(facts: LedgerFacts, form: Form, part: TableKind) -> bytes:
    if form is Form.XLSX:
        rows = max(len(table(facts, kind).rows) for kind in TableKind)
        if rows > MOST_ROWS:
            raise Refusal("export.too_long", "destination", rows=rows, most=MOST_ROWS)
        return workbook(facts)
    if form is Form.CSV:
        shown = table(facts, part)
        return csv_bytes(shown.headings, shown.rows)
    written = ledger_text.beancount if form is Form.BEANCOUNT else ledger_text.hledger
    return written(facts).encode("utf-8")


def _exported(period: Period, files: Mapping[Path, str]) -> Exported:
    accounts = of_accounts(turnovers(period))
    return Exported(
        {path.absolute(): sha256 for path, sha256 in files.items()},
        period.since,
        period.until,
        len(period.vouchers),
        Fen(sum(one.debit for one in accounts.values())),
        Fen(sum(one.credit for one in accounts.values())),
        {account: one.closing for account, one in accounts.items()},
    )


def _told(exported: Exported) -> dict[str, object]:
    return {
        "files": {path.name: sha256 for path, sha256 in exported.files.items()},
        "since": exported.since.isoformat(),
        "until": exported.until.isoformat(),
        "vouchers": exported.vouchers,
        "debit_fen": int(exported.debit),
    }


def _scheme(session: Session, on: date) -> str:
    try:
        found = schemes.on(session, on)
    except Refusal:
        # A period before the first scheme has none; its sums are exported all the same.
        return ""
    return f"{found.version} {found.title}".strip()


def _merchants(session: Session, keys: Collection[int | None]) -> dict[int, str]:
    known = sorted(key for key in keys if key is not None)
    return {key: profile.name for key, profile in merchants.profiles(session, known).items()}


def _numbers(session: Session, keys: Collection[int | None]) -> dict[int, str]:
    return listing.numbers(session, sorted(key for key in keys if key is not None))
