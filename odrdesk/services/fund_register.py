"""The register of an account of the fund (流水账) over some days as paper for the file."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from odrdesk.documents import fund_register
from odrdesk.documents.fund_register import FundLine, FundRegisterFacts
from odrdesk.documents.ledger_facts import account_word
from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.record import Entry
from odrdesk.services import prepayments
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.ledger_export import MAY_EXPORT
from odrdesk.services.prepayments import Moved, happened_on
from odrdesk.services.reports import unit_of
from odrdesk.storage import record
from odrdesk.storage.outgoing import outgoing
from odrdesk.text import vocabulary

MOST_ON_PAPER = 20_000


@dataclass(frozen=True, slots=True)
class Written:
    """A register that went out: its file with the SHA-256, how many lines and pages."""

    file: Path
    sha256: str
    lines: int
    pages: int


def export_fund_register(
    desk: Desk,
    destination: Path,
    account: Account = Account.FUND_BANK,
    since: date | None = None,
    until: date | None = None,
    *,
    replace: bool = False,
) -> Done[Written]:
    """Write an account's lines of these days (both included) to a PDF, the oldest first.

    What a clerk wrote as a reason is left out, as free words may name people. The file is written and the record says
    so, or neither. Refuses everybody but finance, supervisor and auditor, `report.days`, `register.too_long`,
    `paper.glyph_missing` and `output.exists`; Fault `output.not_written`.
    """
    if not any(desk.clerk.may(role) for role in MAY_EXPORT):
        raise Refusal("clerk.not_allowed", role=MAY_EXPORT[0])
    facts = _facts(desk, account, since, until)
    paper = fund_register.render(facts)
    sha256 = hashlib.sha256(paper.content).hexdigest()
    told = {
        "file": destination.name, "sha256": sha256, "account": account.value, "lines": len(facts.lines),
        "since": since.isoformat() if since else None, "until": facts.last.isoformat(),
    }  # fmt: skip
    with outgoing({destination: paper.content}, replace=replace) as put, desk.writing() as session:
        record.append(session, Entry("ledger.export", desk.now(), desk.clerk.key, None, told))
        put()
    return Done(Written(destination.absolute(), sha256, len(facts.lines), paper.pages), Changes())


def _facts(desk: Desk, account: Account, since: date | None, until: date | None) -> FundRegisterFacts:
    span = prepayments.span(desk, account, since=since, until=until)
    if span.lines > MOST_ON_PAPER:
        raise Refusal("register.too_long", "out", rows=span.lines, most=MOST_ON_PAPER)
    found = prepayments.register(desk, account, since=since, until=until, most=MOST_ON_PAPER).lines
    return FundRegisterFacts(
        unit_of(desk),
        account_word(account),
        since,
        until or desk.today(),
        span.opening,
        desk.now(),
        desk.clerk.name,
        tuple(_line(one) for one in reversed(found)),
        desk.practice,
    )


def _line(one: Moved) -> FundLine:
    journal = vocabulary("journal").get(one.journal.value)
    told = (journal.zh if journal else one.journal.value, one.reverses or "", one.bank_ref)
    return FundLine(
        happened_on(one),
        f"{one.year}-{one.number:04d}",
        "  ".join(part for part in told if part),
        one.dispute or "",
        one.merchant or "",
        one.fen,
        one.balance,
        one.clerk,
    )
