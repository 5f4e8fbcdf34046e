"""The ledger of the fund: vouchers booked in the transaction of their act, balances by fold, schemes, actions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import Account, Journal
from odrdesk.domain.ledger import Booked, Posting, Sub, Voucher, unsound
from odrdesk.domain.money import Fen
from odrdesk.domain.workdays import day_of
from odrdesk.storage import series
from odrdesk.storage.columns import table
from odrdesk.storage.fund_tables import ActionRow, PostingRow, VoucherRow

SERIES = "voucher"
_VOUCHER, _POSTING, _ACTION = table(VoucherRow), table(PostingRow), table(ActionRow)
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the vouchers of one act share; keys of clerk, dispute and merchant, `seq` the entry of the record."""

    at: datetime
    clerk: int | None
    action: str
    seq: int
    dispute: int | None = None
    round: int | None = None
    merchant: int | None = None
    bank_ref: str = ""
    why: str = ""


def book(session: Session, vouchers: Sequence[Voucher], occasion: Occasion) -> tuple[Booked, ...]:
    """Write the vouchers down as the next of the year of their writing in Shanghai; as they then stand."""
    return tuple(_book(session, part, voucher, occasion) for part, voucher in enumerate(vouchers))


def balances(session: Session, accounts: Collection[Account] = (), merchants: Collection[int] = ()) -> dict[Sub, Fen]:
    """What stands on every sub-account, in debit; of some accounts or merchants only where they are named."""
    query = sa.select(_POSTING.c.account, _POSTING.c.merchant, _POSTING.c.dispute, sa.func.sum(_POSTING.c.fen))
    if accounts:
        query = query.where(_POSTING.c.account.in_(accounts))
    if merchants:
        query = query.where(_POSTING.c.merchant.in_(merchants))
    grouped = query.group_by(_POSTING.c.account, _POSTING.c.merchant, _POSTING.c.dispute)
    return {
        Sub(Account(account), merchant, dispute): Fen(fen)
        for account, merchant, dispute, fen in session.connection().execute(grouped)
        if fen
    }


def totals(session: Session) -> dict[Account, Fen]:
    """What stands on each account, in debit; every account is named."""
    query = sa.select(_POSTING.c.account, sa.func.sum(_POSTING.c.fen)).group_by(_POSTING.c.account)
    found = {Account(account): Fen(fen) for account, fen in session.connection().execute(query)}
    return {account: found.get(account, Fen(0)) for account in Account}


def booked(
    session: Session,
    *,
    dispute: int | None = None,
    merchants: Collection[int] = (),
    after: int = 0,
    limit: int | None = None,
) -> tuple[Booked, ...]:
    """Vouchers in the order of booking: all, of one dispute, or those that touch a merchant's sub-accounts.

    At most `limit` of those whose key is above `after`.
    """
    query = sa.select(_VOUCHER).where(_VOUCHER.c.id > after).order_by(_VOUCHER.c.id).limit(limit)
    if dispute is not None:
        query = query.where(_VOUCHER.c.dispute == dispute)
    if merchants:
        touched = sa.select(_POSTING.c.voucher).where(_POSTING.c.merchant.in_(merchants))
        query = query.where(_VOUCHER.c.id.in_(touched))
    return _whole(session, session.connection().execute(query).all())


def of_action(session: Session, action: str) -> tuple[Booked, ...]:
    """The vouchers of one act, in their order."""
    query = sa.select(_VOUCHER).where(_VOUCHER.c.action == action).order_by(_VOUCHER.c.part)
    return _whole(session, session.connection().execute(query).all())


def numbered(session: Session, number: str) -> Booked | None:
    """The voucher that people call `2026-0001`."""
    year, _dash, count = number.strip().partition("-")
    if not (year.isdecimal() and count.isdecimal() and year.isascii() and count.isascii()):
        return None
    query = sa.select(_VOUCHER).where(_VOUCHER.c.year == int(year), _VOUCHER.c.number == int(count))
    return next(iter(_whole(session, session.connection().execute(query).all())), None)


def decision(session: Session, dispute: int, round_: int) -> Booked | None:
    """The voucher of a prepayment's decision (J3) that is not reversed."""
    undone = sa.select(_VOUCHER.c.reverses).where(_VOUCHER.c.reverses.is_not(None))
    query = sa.select(_VOUCHER).where(
        _VOUCHER.c.dispute == dispute,
        _VOUCHER.c.round == round_,
        _VOUCHER.c.journal == Journal.J3,
        _VOUCHER.c.id.not_in(undone),
    )
    return next(iter(_whole(session, session.connection().execute(query).all())), None)


def reversed_keys(session: Session) -> frozenset[int]:
    """The keys of vouchers that were reversed."""
    query = sa.select(_VOUCHER.c.reverses).where(_VOUCHER.c.reverses.is_not(None))
    return frozenset(session.connection().execute(query).scalars())


def done_before(session: Session, key: str, act: str, content: str) -> int | None:
    """The entry of the record of an act that was done under this key, or None.

    Refuses a key that was used for something else (`action.key_reused`).
    """
    row = session.connection().execute(sa.select(_ACTION).where(_ACTION.c.key == key)).first()
    if row is None:
        return None
    if (row.act, row.content) != (act, content):
        raise Refusal("action.key_reused", "key", key=key, act=row.act)
    return int(row.seq)


def remember(session: Session, key: str, act: str, content: str, seq: int) -> None:
    """Note the key of an act with what was asked (a hash) and its entry of the record."""
    row = {"key": key, "act": act, "content": content, "seq": seq, "done_at": session.info["now"]}
    session.connection().execute(sa.insert(_ACTION), row)


def _book(session: Session, part: int, voucher: Voucher, occasion: Occasion) -> Booked:
    wrong = unsound(voucher)
    if wrong:
        raise ValueError(f"a voucher that is not sound ({wrong})")
    connection = session.connection()
    key = int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(_VOUCHER.c.id), 0))).scalar_one()) + 1
    now: datetime = session.info["now"]
    year = day_of(now).year
    found = Booked(
        key=key,
        year=year,
        number=series.following(session, SERIES, year),
        voucher=voucher,
        at=occasion.at,
        written_at=now,
        clerk=occasion.clerk,
        action=occasion.action,
        seq=occasion.seq,
        dispute=occasion.dispute,
        round=occasion.round,
        merchant=occasion.merchant,
        bank_ref=occasion.bank_ref,
        why=occasion.why,
    )
    # The postings go first: the voucher's row seals them, and its triggers look at them.
    connection.execute(sa.insert(_POSTING), [_posting_in(key, *one) for one in enumerate(voucher.postings)])
    connection.execute(sa.insert(_VOUCHER), _row(found, part))
    return found


def _posting_in(voucher: int, place: int, posting: Posting) -> dict[str, Any]:
    sub = posting.sub
    return {
        "voucher": voucher,
        "position": place,
        "account": sub.account,
        "merchant": sub.merchant,
        "dispute": sub.dispute,
        "fen": int(posting.fen),
    }


def _row(found: Booked, part: int) -> dict[str, Any]:
    same = ("year", "number", "at", "written_at", "clerk", "action", "seq", "dispute", "round", "merchant", "bank_ref",
            "why")  # fmt: skip
    return {
        "id": found.key,
        "part": part,
        "journal": found.voucher.journal,
        "reverses": found.voucher.reverses,
        **{name: getattr(found, name) for name in same},
    }


def _whole(session: Session, rows: Sequence[Any]) -> tuple[Booked, ...]:
    postings = _postings(session, [row.id for row in rows])
    return tuple(_booked(row, postings.get(row.id, ())) for row in rows)


def _postings(session: Session, keys: Sequence[int]) -> dict[int, tuple[Posting, ...]]:
    found: dict[int, tuple[Posting, ...]] = {}
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        query = (
            sa.select(_POSTING).where(_POSTING.c.voucher.in_(chunk)).order_by(_POSTING.c.voucher, _POSTING.c.position)
        )
        for row in session.connection().execute(query):
            posting = Posting(Sub(row.account, row.merchant, row.dispute), Fen(row.fen))
            found[row.voucher] = (*found.get(row.voucher, ()), posting)
    return found


def _booked(row: Any, postings: tuple[Posting, ...]) -> Booked:
    same = ("year", "number", "at", "written_at", "clerk", "action", "seq", "dispute", "round", "merchant", "bank_ref",
            "why")  # fmt: skip
    return Booked(
        key=row.id,
        voucher=Voucher(row.journal, postings, row.reverses),
        **{name: getattr(row, name) for name in same},
    )
