"""The fund's books against the bank (对账): statements taken in, payments matched, left or explained.

Interest and fees have no voucher of their own in this ledger: a reason is kept for them and the difference stays
visible until the money is allocated to the fund or taken out of it.
"""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from sqlmodel import Session

from odrdesk.domain import statement_lines
from odrdesk.domain import statements as rules
from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.reconciliation import Group, check_match
from odrdesk.domain.record import Entry
from odrdesk.domain.sheet_words import CellWords, Vocabulary
from odrdesk.domain.statement_lines import Statement
from odrdesk.domain.statement_words import BankWords
from odrdesk.domain.statements import BankReason, Item, MatchedBy, Movement
from odrdesk.domain.vocabulary import Role
from odrdesk.places import resource
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.statement_plan import (
    Book,
    Outcome,
    book_of,
    check_number,
    kept_of,
    named,
    outcome_of,
    plan_of,
    told_of,
)
from odrdesk.storage import bank, ledger, record, sheets
from odrdesk.storage.bank import By
from odrdesk.storage.faults import faults

WORDS_LIMIT = 200


def read_statement(desk: Desk, path: Path) -> tuple[Statement, str]:
    """The statement in a csv, xlsx or xls file, and its SHA-256.

    Refuses what `odrdesk.storage.sheets.read` and `odrdesk.domain.statement_lines.read_statement` refuse.
    """
    with faults(path):
        found = statement_lines.read_statement(sheets.read(path), _bank_words(), _cell_words(), desk.today())
        return found, hashlib.sha256(path.read_bytes()).hexdigest()


def take_in(
    desk: Desk, path: Path, account: Account = Account.FUND_BANK, *, dry_run: bool = False, new_number: bool = False
) -> Done[Outcome]:
    """Take in a statement of a bank account and pair what is certain; with `dry_run` only say what it would come to.

    Lines that are there already are passed over; a statement that tells nothing new changes nothing. Refuses anybody
    but finance, what `read_statement` refuses, and (`statement.other_account`) a file of another account number than
    before, unless `new_number`.
    """
    _finance(desk)
    statement, sha256 = read_statement(desk, path)
    with desk.reading() as session:
        plan = plan_of(session, account, statement)
        if not new_number:
            check_number(plan, statement)
        if dry_run or plan.tells_nothing_new(statement):
            return Done(outcome_of(session, path.name, statement, plan), Changes())
    with desk.writing() as session:
        plan = plan_of(session, account, statement)
        by = _written(desk, session, "fund.reconcile", told_of(path.name, sha256, statement, plan))
        kept = kept_of(statement, account, path.name, sha256, by)
        keys = bank.add_statement(session, kept, statement.lines, by.seq)
        for pair in plan.pairs:
            lines = tuple(keys[-1 - key] if key < 0 else key for key in pair.lines)
            bank.match(session, account, replace(pair, lines=lines), by)
        after = plan_of(session, account, statement)
        answer = outcome_of(session, path.name, statement, after, before=plan)
    return Done(answer, Changes(fund=True))


def reconciliation(desk: Desk, account: Account = Account.FUND_BANK) -> Book:
    """The account as it stands against its bank."""
    with desk.reading() as session:
        return book_of(session, plan_of(session, account))


def pair_up(desk: Desk, account: Account = Account.FUND_BANK) -> Done[int]:
    """Pair what has become certain since, for vouchers booked after the statement came; how many pairs were made.

    Refuses anybody but finance. Where nothing is certain, nothing is written.
    """
    _finance(desk)
    with desk.reading() as session:
        if not plan_of(session, account).pairs:
            return Done(0, Changes())
    with desk.writing() as session:
        plan = plan_of(session, account)
        told = {"account": account.value, "matched": named(plan.pairs, plan.moves)}
        by = _written(desk, session, "fund.match", told)
        for pair in plan.pairs:
            bank.match(session, account, pair, by)
    return Done(len(plan.pairs), Changes(fund=True))


def match(desk: Desk, account: Account, lines: Sequence[int], vouchers: Sequence[int], why: str = "") -> Done[int]:
    """Match lines and vouchers (their keys) by hand; the match's key.

    Any number of either may be one, and two lines that went out and came back, as long as they come to the same.
    Refuses anybody but finance, `bank.unknown_line`, `bank.unknown_voucher`, `bank.already_matched`, and what
    `check_match` refuses.
    """
    _finance(desk)
    why = _short("why", why)
    with desk.writing() as session:
        items, moves = _chosen(session, account, lines, vouchers)
        _unmatched(session, account, items, moves)
        check_match(items, moves)
        group = Group(tuple(one.key for one in items), tuple(one.voucher for one in moves), MatchedBy.PERSON, why=why)
        told = {"account": account.value, "matched": named([group], moves)}
        by = _written(desk, session, "fund.match", told, why)
        key = bank.match(session, account, group, by)
    return Done(key, Changes(fund=True))


def unmatch(desk: Desk, account: Account, key: int, why: str = "") -> Done[None]:
    """Undo a match by its key; it stays in the record. Refuses anybody but finance, and `bank.not_matched`."""
    _finance(desk)
    why = _short("why", why)
    with desk.writing() as session:
        found = next((one for one in bank.groups(session, account) if one.key == key), None)
        if found is None:
            raise Refusal("bank.not_matched", "match")
        told = {"account": account.value, "match": key, "lines": list(found.lines), "vouchers": list(found.vouchers)}
        by = _written(desk, session, "fund.unmatch", told, why)
        bank.unmatch(session, account, key, by, why)
    return Done(None, Changes(fund=True))


def explain(
    desk: Desk,
    account: Account,
    reason: BankReason | None,
    words: str = "",
    *,
    lines: Sequence[int] = (),
    vouchers: Sequence[int] = (),
) -> Done[None]:
    """Say why lines or vouchers (their keys) stand on one side only; with no reason, take back what was said.

    It books nothing. Refuses anybody but finance, `bank.unknown_line`, `bank.unknown_voucher`,
    `bank.already_matched`, a reason `other` without words (`bank.words_missing`), and more than 200 letters.
    """
    _finance(desk)
    told_words = _short("words", words)
    if reason is BankReason.OTHER and not told_words:
        raise Refusal("bank.words_missing", "words")
    with desk.writing() as session:
        items, moves = _chosen(session, account, lines, vouchers)
        if not (items or moves):
            raise Refusal("bank.nothing_to_match", "lines")
        if reason:
            _unmatched(session, account, items, moves)
        told = {
            "account": account.value,
            "lines": [item.key for item in items],
            "vouchers": [move.no for move in moves],
            "reason": reason.value if reason else None,
        }
        by = _written(desk, session, "fund.explain", told, told_words)
        keys = [item.key for item in items], [move.voucher for move in moves]
        bank.explain(session, account, keys, (reason, told_words), by)
    return Done(None, Changes(fund=True))


def withdraw(desk: Desk, account: Account, statement: int, why: str) -> Done[None]:
    """Take a statement (its key) out of the reconciliation with its matches: it was of another account, or altered.

    It stays in the database. Refuses anybody but finance, no reason (`bank.withdraw_why`), `bank.unknown_statement`.
    """
    _finance(desk)
    why = _short("why", why)
    if not why:
        raise Refusal("bank.withdraw_why", "why")
    with desk.writing() as session:
        if statement not in {one.key for one in bank.statements(session, account)}:
            raise Refusal("bank.unknown_statement", "statement", statement=statement)
        own = {line for line, brought in bank.statement_of(session, account).items() if brought == statement}
        undone = [one for one in bank.groups(session, account) if own & set(one.lines)]
        told = {"account": account.value, "statement": statement, "undone": [one.key for one in undone]}
        by = _written(desk, session, "fund.statement_withdraw", told, why)
        for one in undone:
            bank.unmatch(session, account, one.key or 0, by, why)
        bank.withdraw(session, statement, by, why)
    return Done(None, Changes(fund=True))


def _finance(desk: Desk) -> None:
    if not desk.clerk.may(Role.FINANCE):
        raise Refusal("clerk.not_allowed", role=Role.FINANCE)


def _short(field: str, text: str) -> str:
    """One line; refuses (`text.too_long`) more than 200 letters."""
    told = " ".join(text.split())
    if len(told) > WORDS_LIMIT:
        raise Refusal("text.too_long", field, limit=WORDS_LIMIT, length=len(told))
    return told


def _chosen(
    session: Session, account: Account, lines: Sequence[int], vouchers: Sequence[int]
) -> tuple[list[Item], list[Movement]]:
    """The lines and vouchers of these keys; refuses `bank.unknown_line`, `bank.unknown_voucher`."""
    items = {item.key: item for item in bank.items(session, account)}
    moves = {move.voucher: move for move in rules.movements(ledger.booked(session), account)}
    for key in lines:
        if key not in items:
            raise Refusal("bank.unknown_line", "lines", line=key)
    for key in vouchers:
        if key not in moves:
            raise Refusal("bank.unknown_voucher", "vouchers", voucher=key)
    return [items[key] for key in dict.fromkeys(lines)], [moves[key] for key in dict.fromkeys(vouchers)]


def _unmatched(session: Session, account: Account, items: Sequence[Item], moves: Sequence[Movement]) -> None:
    """Refuse `bank.already_matched` where one of them is matched."""
    taken = bank.groups(session, account)
    lines = {key for one in taken for key in one.lines}
    vouchers = {key for one in taken for key in one.vouchers}
    if any(item.key in lines for item in items) or any(move.voucher in vouchers for move in moves):
        raise Refusal("bank.already_matched", "lines")


def _written(desk: Desk, session: Session, act: str, told: Mapping[str, object], why: str = "") -> By:
    """An entry of the record; who wrote it, for the rows that belong to it."""
    now = desk.now()
    return By(desk.clerk.key, now, record.append(session, Entry(act, now, desk.clerk.key, None, told, why or None)))


@cache
def _bank_words() -> BankWords:
    return BankWords.parse(tomllib.loads(resource("prepayment", "bank_words.toml").read_text("utf-8")))


@cache
def _cell_words() -> CellWords:
    return Vocabulary.parse(tomllib.loads(resource("intake", "values.toml").read_text("utf-8"))).cells
