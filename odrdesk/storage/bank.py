"""Statements of the bank and what was matched: rows in, domain values out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.money import Fen
from odrdesk.domain.reconciliation import Covered, Group, Note
from odrdesk.domain.statement_doubts import BankLine, prints
from odrdesk.domain.statements import BankReason, Item, MatchedBy
from odrdesk.storage.bank_tables import (
    BankLineRow,
    BankMatchedLineRow,
    BankMatchedVoucherRow,
    BankMatchRow,
    BankReasonRow,
    BankStatementRow,
    BankWithdrawalRow,
)
from odrdesk.storage.columns import table

AT_ONCE = 500

_STATEMENT = table(BankStatementRow)
_LINE = table(BankLineRow)
_MATCH = table(BankMatchRow)
_MATCHED_LINE = table(BankMatchedLineRow)
_MATCHED_VOUCHER = table(BankMatchedVoucherRow)
_REASON = table(BankReasonRow)
_WITHDRAWAL = table(BankWithdrawalRow)
_COUNTS = _LINE.c.statement.not_in(sa.select(_WITHDRAWAL.c.statement))


@dataclass(frozen=True, slots=True)
class Kept:
    """A statement that was taken in."""

    key: int
    account: Account
    file: str
    sha256: str
    own_account: str
    since: date | None
    until: date | None
    opening: Fen | None
    closing: Fen | None
    report: Mapping[str, Any]
    at: datetime | None
    clerk: int | None


@dataclass(frozen=True, slots=True)
class By:
    """Who wrote something, when, and in which entry of the record."""

    clerk: int | None
    at: datetime
    seq: int


def statements(session: Session, account: Account) -> tuple[Kept, ...]:
    """The statements of an account in the order they were taken in; those that were withdrawn are left out."""
    query = (
        sa.select(_STATEMENT)
        .where(_STATEMENT.c.account == account, _STATEMENT.c.id.not_in(sa.select(_WITHDRAWAL.c.statement)))
        .order_by(_STATEMENT.c.id)
    )
    return tuple(
        Kept(
            row.id,
            row.account,
            row.file,
            row.sha256,
            row.own_account,
            row.since,
            row.until,
            row.opening,
            row.closing,
            row.report,
            row.at,
            row.clerk,
        )
        for row in session.connection().execute(query)
    )


def covered(kept: Sequence[Kept]) -> Covered:
    """What statements cover together: the earliest beginning and the latest end that tell a balance, else any."""
    with_days = [one for one in kept if one.since and one.until]
    first = min(with_days, key=lambda one: (one.opening is None, one.since, one.key), default=None)
    last = max(with_days, key=lambda one: (one.closing is not None, one.until, one.key), default=None)
    return Covered(
        first.since if first else None,
        first.opening if first else None,
        last.until if last else None,
        last.closing if last else None,
    )


def items(session: Session, account: Account) -> tuple[Item, ...]:
    """The lines of an account by day, in the order of the bank."""
    query = sa.select(_LINE).where(_LINE.c.account == account, _COUNTS).order_by(_LINE.c.day, _LINE.c.id)
    return tuple(Item(row.id, _line(row)) for row in session.connection().execute(query))


def statement_of(session: Session, account: Account) -> dict[int, int]:
    """The key of the statement that brought each line."""
    query = sa.select(_LINE.c.id, _LINE.c.statement).where(_LINE.c.account == account, _COUNTS)
    return {row.id: row.statement for row in session.connection().execute(query)}


def known(session: Session, account: Account, lines: Sequence[BankLine]) -> dict[int, int]:
    """Which of these lines (their place in the sequence) an account has already, under which key."""
    wanted = prints(lines)
    found: dict[str, int] = {}
    for some in (wanted[place : place + AT_ONCE] for place in range(0, len(wanted), AT_ONCE)):
        query = sa.select(_LINE.c.print, _LINE.c.id).where(_LINE.c.account == account, _LINE.c.print.in_(some), _COUNTS)
        found.update((row.print, row.id) for row in session.connection().execute(query))
    return {place: found[told] for place, told in enumerate(wanted) if told in found}


def add_statement(session: Session, kept: Kept, lines: Sequence[BankLine], seq: int) -> dict[int, int]:
    """Store a statement and those of its lines that are new; the key of each new line by its place."""
    connection = session.connection()
    row = {
        "account": kept.account,
        "file": kept.file,
        "sha256": kept.sha256,
        "own_account": kept.own_account,
        "since": kept.since,
        "until": kept.until,
        "opening": kept.opening,
        "closing": kept.closing,
        "report": dict(kept.report),
        "at": kept.at,
        "clerk": kept.clerk,
        "seq": seq,
    }
    key = int(connection.execute(sa.insert(_STATEMENT), row).lastrowid)
    there = known(session, kept.account, lines)
    keys: dict[int, int] = {}
    for place, (line, told) in enumerate(zip(lines, prints(lines), strict=True)):
        if place not in there:
            values = {**_row(line), "statement": key, "account": kept.account, "print": told}
            keys[place] = int(connection.execute(sa.insert(_LINE), values).lastrowid)
    return keys


def withdraw(session: Session, key: int, by: By, why: str) -> None:
    """Store that a statement does not count."""
    row = {"statement": key, "at": by.at, "clerk": by.clerk, "why": why, "seq": by.seq}
    session.connection().execute(sa.insert(_WITHDRAWAL), row)


def groups(session: Session, account: Account) -> tuple[Group, ...]:
    """The matches of an account that stand, in the order they were made."""
    connection = session.connection()
    undone = sa.select(_MATCH.c.undoes).where(_MATCH.c.undoes.is_not(None))
    query = (
        sa.select(_MATCH)
        .where(_MATCH.c.account == account, _MATCH.c.undoes.is_(None), _MATCH.c.id.not_in(undone))
        .order_by(_MATCH.c.id)
    )
    lines, vouchers = _children(session, _MATCHED_LINE, "line"), _children(session, _MATCHED_VOUCHER, "voucher")
    return tuple(
        Group(
            tuple(lines.get(row.id, ())),
            tuple(vouchers.get(row.id, ())),
            row.by,
            row.id,
            row.clerk,
            row.at,
            row.why,
        )
        for row in connection.execute(query)
    )


def match(session: Session, account: Account, group: Group, by: By) -> int:
    """Store a match; its key."""
    connection = session.connection()
    row = _match_row(account, group.by, by, group.why)
    key = int(connection.execute(sa.insert(_MATCH), row).lastrowid)
    connection.execute(sa.insert(_MATCHED_LINE), [{"match": key, "line": line} for line in group.lines])
    if group.vouchers:
        rows = [{"match": key, "voucher": voucher} for voucher in group.vouchers]
        connection.execute(sa.insert(_MATCHED_VOUCHER), rows)
    return key


def unmatch(session: Session, account: Account, key: int, by: By, why: str) -> None:
    """Store that a match is undone."""
    row = {**_match_row(account, MatchedBy.PERSON, by, why), "undoes": key}
    session.connection().execute(sa.insert(_MATCH), row)


def notes(session: Session, account: Account) -> tuple[dict[int, Note], dict[int, Note]]:
    """The reasons that stand, by line and by voucher."""
    found: tuple[dict[int, Note], dict[int, Note]] = ({}, {})
    query = sa.select(_REASON).where(_REASON.c.account == account).order_by(_REASON.c.id)
    for row in session.connection().execute(query):
        side, key = (found[0], row.line) if row.line is not None else (found[1], row.voucher)
        if row.reason is None:
            side.pop(key, None)
        else:
            side[key] = Note(row.reason, row.words, row.clerk, row.at)
    return found


def explain(
    session: Session,
    account: Account,
    keys: tuple[Iterable[int], Iterable[int]],
    note: tuple[BankReason | None, str],
    by: By,
) -> None:
    """Store a reason for each line and voucher of `keys`; None takes back the one that stands."""
    whose = [{"line": key, "voucher": None} for key in keys[0]] + [{"line": None, "voucher": key} for key in keys[1]]
    told = {"account": account, "reason": note[0], "words": note[1], "at": by.at, "clerk": by.clerk, "seq": by.seq}
    session.connection().execute(sa.insert(_REASON), [{**one, **told} for one in whose])


def _children(session: Session, child: sa.Table, column: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for row in session.connection().execute(sa.select(child).order_by(child.c.match, child.c[column])):
        found[row.match].append(row[1])
    return found


def _match_row(account: Account, how: MatchedBy, by: By, why: str) -> dict[str, Any]:
    return {"account": account, "by": how, "at": by.at, "clerk": by.clerk, "why": why, "seq": by.seq}


def _row(line: BankLine) -> dict[str, Any]:
    return {
        "row": line.line,
        "day": line.day,
        "fen": line.fen,
        "balance": line.balance,
        "name": line.name,
        "other_account": line.account,
        "summary": line.summary,
        "ref": line.ref,
    }


def _line(row: Any) -> BankLine:
    return BankLine(row.row, row.day, row.fen, row.balance, row.name, row.other_account, row.summary, row.ref)
