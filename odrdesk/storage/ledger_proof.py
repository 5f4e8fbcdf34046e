"""The proof of the ledger: its own rules over all its rows, and its rows against the record and the prepayments.

`glance` is what an opening can afford, sums by account and numbers by year; `findings` looks at every voucher.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.ledger import NORMAL, Booked
from odrdesk.domain.money import Fen
from odrdesk.domain.prepayment import PAID_OUT, TO_PAY
from odrdesk.domain.record import Finding
from odrdesk.storage import ledger
from odrdesk.storage.columns import table
from odrdesk.storage.fund_tables import PostingRow, PrepaymentRow, VoucherRow
from odrdesk.storage.tables import PayloadRow, RecordRow, SeriesRow

CHUNK = 1_000
TELLING = '%"vouchers":%'
_VOUCHER, _POSTING, _PREPAYMENT = table(VoucherRow), table(PostingRow), table(PrepaymentRow)
_RECORD, _PAYLOAD, _SERIES = table(RecordRow), table(PayloadRow), table(SeriesRow)


def glance(session: Session) -> tuple[Finding, ...]:
    """What sums by account and numbers by year show to be wrong: findings as of `findings`, without naming vouchers."""
    totals = ledger.totals(session)
    off = sum(totals.values())
    found = [Finding("ledger.sum", {"off_fen": Fen(abs(off))})] if off else []
    found.extend(_below(account, fen) for account, fen in totals.items() if fen * NORMAL[account] < 0)
    short = totals[Account.FUND_BANK] + totals[Account.PAYABLE]
    if short < 0:
        found.append(Finding("ledger.overdrawn", {"short_fen": -short}))
    found.extend(_gaps(session))
    return tuple(found)


def findings(session: Session) -> Iterator[Finding]:
    """Everything that is wrong with the books.

    `ledger.sum` (all accounts together), `ledger.overdrawn` (the fund owes more than it has), `ledger.below_zero` (a
    sub-account), `ledger.gap` (a number that is missing in its year), `ledger.unbalanced` (a voucher by itself),
    `ledger.unlike_record` (what an entry tells against the rows, and the other way round), `ledger.unlike_prepayment`
    (the sub-accounts of a dispute against what its prepayments say).
    """
    wrong = {finding.data.get("account") for finding in glance(session)}
    yield from glance(session)
    for sub, fen in ledger.balances(session).items():
        if fen * NORMAL[sub.account] < 0 and sub.account not in wrong:
            yield _below(sub.account, fen)
    yield from _unbalanced(session)
    yield from _unlike_record(session)
    yield from _unlike_prepayments(session)


def _below(account: Account, fen: int) -> Finding:
    return Finding("ledger.below_zero", {"account": account, "short_fen": Fen(abs(fen))})


def _gaps(session: Session) -> Iterator[Finding]:
    given = sa.select(sa.func.coalesce(sa.func.sum(_SERIES.c.last), 0)).where(_SERIES.c.name == ledger.SERIES)
    there = sa.select(sa.func.count()).select_from(_VOUCHER)
    top = sa.select(sa.func.max(_VOUCHER.c.number)).where(_VOUCHER.c.year == _SERIES.c.year).scalar_subquery()
    odd = sa.select(_SERIES.c.year).where(_SERIES.c.name == ledger.SERIES, _SERIES.c.last != top)
    ask = session.connection().execute
    # Numbers are unique in their year: where as many stand as were given, and none above the last, none is missing.
    if ask(given).scalar_one() != ask(there).scalar_one() or ask(odd).first():
        yield from _gaps_by_year(session)


def _gaps_by_year(session: Session) -> Iterator[Finding]:
    query = (
        sa.select(_VOUCHER.c.year, sa.func.count(), sa.func.max(_VOUCHER.c.number))
        .group_by(_VOUCHER.c.year)
        .order_by(_VOUCHER.c.year)
    )
    counted = {int(year): (int(count), int(last)) for year, count, last in session.connection().execute(query)}
    given = sa.select(_SERIES.c.year, _SERIES.c.last).where(_SERIES.c.name == ledger.SERIES).order_by(_SERIES.c.year)
    promised = {int(year): int(last) for year, last in session.connection().execute(given)}
    for year in sorted(counted.keys() | promised.keys()):
        count, last = counted.get(year, (0, 0))
        expected = max(last, promised.get(year, 0))
        if count != expected or last != promised.get(year, 0):
            yield Finding("ledger.gap", {"year": str(year), "count": count, "last": expected})


def _unbalanced(session: Session) -> Iterator[Finding]:
    summed = (
        sa.select(_VOUCHER.c.year, _VOUCHER.c.number)
        .join_from(_VOUCHER, _POSTING, _POSTING.c.voucher == _VOUCHER.c.id, isouter=True)
        .group_by(_VOUCHER.c.id)
        .having(sa.or_(sa.func.coalesce(sa.func.sum(_POSTING.c.fen), 1) != 0, sa.func.count(_POSTING.c.fen) < 2))
        .order_by(_VOUCHER.c.id)
    )
    for year, number in session.connection().execute(summed):
        yield Finding("ledger.unbalanced", {"voucher": f"{year}-{number:04d}"})


def _unlike_record(session: Session) -> Iterator[Finding]:
    """Each entry that tells of vouchers has exactly these, and each voucher an entry that tells of it."""
    rows: dict[int, list[Booked]] = {}
    after = 0
    while True:
        chunk = ledger.booked(session, after=after, limit=CHUNK)
        for each in chunk:
            rows.setdefault(each.seq, []).append(each)
        if len(chunk) < CHUNK:
            break
        after = chunk[-1].key
    query = (
        sa.select(_RECORD.c.seq, _RECORD.c.clerk, _RECORD.c.dispute, _PAYLOAD.c.body)
        .join_from(_RECORD, _PAYLOAD, _PAYLOAD.c.seq == _RECORD.c.seq)
        .where(_PAYLOAD.c.body.like(TELLING))
        .order_by(_RECORD.c.seq)
    )
    for entry in session.connection().execute(query):
        told = json.loads(entry.body)["facts"].get("vouchers", [])
        booked = rows.pop(entry.seq, [])
        if told != [each.voucher.told for each in booked] or any(
            (each.clerk, each.dispute) != (entry.clerk, entry.dispute) for each in booked
        ):
            yield Finding("ledger.unlike_record", {"seq": entry.seq})
    erased = _erased(session, list(rows))
    for seq in sorted(rows.keys() - erased):
        yield Finding("ledger.unlike_record", {"seq": seq})


def _erased(session: Session, seqs: list[int]) -> frozenset[int]:
    """Entries of which nothing but the chain is left: what they told cannot be compared any more."""
    found: set[int] = set()
    for start in range(0, len(seqs), CHUNK):
        few = _PAYLOAD.c.seq.in_(seqs[start : start + CHUNK]) & _PAYLOAD.c.body.is_(None)
        found.update(session.connection().execute(sa.select(_PAYLOAD.c.seq).where(few)).scalars())
    return frozenset(found)


def _unlike_prepayments(session: Session) -> Iterator[Finding]:
    """What a dispute's merchant owes (1201) and what it is owed (2101), both ways."""
    expected: dict[tuple[str, int], int] = {}
    names: Mapping[int, str] = _numbers(session)
    for row in session.connection().execute(sa.select(_PREPAYMENT)):
        for account, fen in _standing(row).items():
            place = (account, row.dispute)
            expected[place] = expected.get(place, 0) + fen
    query = (
        sa.select(_POSTING.c.account, _POSTING.c.dispute, sa.func.sum(_POSTING.c.fen))
        .where(_POSTING.c.account.in_([Account.RECEIVABLE, Account.PAYABLE]))
        .group_by(_POSTING.c.account, _POSTING.c.dispute)
    )
    stands = {(account, dispute): fen for account, dispute, fen in session.connection().execute(query)}
    for account, dispute in sorted(expected.keys() | stands.keys()):
        if expected.get((account, dispute), 0) != stands.get((account, dispute), 0):
            yield Finding("ledger.unlike_prepayment", {"account": account, "number": names.get(dispute, str(dispute))})


def _standing(row: Any) -> dict[str, int]:
    if row.state in TO_PAY:
        return {Account.RECEIVABLE: row.approved, Account.PAYABLE: -row.approved}
    if row.state in PAID_OUT:
        returned = row.clawed_back - row.returned_fund - row.returned_merchant
        return {Account.RECEIVABLE: row.paid - row.recovered - row.written_off - returned}
    return {}


def _numbers(session: Session) -> dict[int, str]:
    query = sa.text("SELECT id, number FROM dispute WHERE id IN (SELECT dispute FROM prepayment)")
    return {int(row.id): str(row.number) for row in session.connection().execute(query)}
