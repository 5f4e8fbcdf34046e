"""A bank statement beside what an account has already: what is new in it, what can be paired, what it comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from odrdesk.domain import statements as rules
from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.reconciliation import Covered, Group, Note, Reconciliation, reconcile
from odrdesk.domain.statement_doubts import Trouble
from odrdesk.domain.statement_lines import Statement
from odrdesk.domain.statements import BankReason, Item, Movement
from odrdesk.storage import bank, ledger, parties
from odrdesk.storage.bank import By, Kept

TAIL = 4
"""Banks mask account numbers differently; the last digits they always show."""


@dataclass(frozen=True, slots=True)
class Book:
    """An account as it stands against its bank; the file each line came from, and names of clerks, by key."""

    reconciliation: Reconciliation
    statements: tuple[Kept, ...]
    file_of: Mapping[int, str]
    people: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What taking in a statement came to.

    `keys` are those of the statement's lines in `book`, below 0 where nothing was kept; `fresh` how many of them are
    new; `known` that nothing in it was and nothing was changed.
    """

    file: str
    statement: Statement
    keys: tuple[int, ...]
    fresh: int
    known: bool
    kept: bool
    problems: tuple[Trouble, ...]
    book: Book


@dataclass(frozen=True, slots=True)
class Plan:
    """An account with a statement beside it.

    `there` are the keys of lines it has already, by place; those of new lines are below 0. `groups` are kept, `pairs`
    can be made.
    """

    account: Account
    there: Mapping[int, int]
    kept: tuple[Kept, ...]
    items: tuple[Item, ...]
    moves: tuple[Movement, ...]
    groups: tuple[Group, ...]
    pairs: tuple[Group, ...]
    covered: Covered
    notes: tuple[dict[int, Note], dict[int, Note]]

    def keys(self, statement: Statement) -> tuple[int, ...]:
        """The keys of the statement's lines."""
        return tuple(self.there.get(place, -1 - place) for place in range(len(statement.lines)))

    def tells_nothing_new(self, statement: Statement) -> bool:
        """Whether every line is there and the statements that are kept reach as far."""
        if len(self.there) < len(statement.lines) or not self.kept:
            return False
        now = bank.covered(self.kept)
        return (now.since, now.until) == (self.covered.since, self.covered.until)


def plan_of(session: Session, account: Account, statement: Statement | None = None) -> Plan:
    """The account as it stands, with a statement beside it where one is given."""
    kept = bank.statements(session, account)
    lines = statement.lines if statement else ()
    there = bank.known(session, account, lines)
    fresh = [Item(-1 - place, line) for place, line in enumerate(lines) if place not in there]
    items = (*bank.items(session, account), *fresh)
    moves = rules.movements(ledger.booked(session), account)
    groups, notes = bank.groups(session, account), bank.notes(session, account)
    closed = [{key for key, note in side.items() if note.reason is not BankReason.IN_TRANSIT} for side in notes]
    lines_taken = {key for one in groups for key in one.lines} | closed[0]
    vouchers_taken = {key for one in groups for key in one.vouchers} | closed[1]
    pairs = rules.pair(
        [item for item in items if item.key not in lines_taken],
        [move for move in moves if move.voucher not in vouchers_taken],
    )
    beside = [kept_of(statement, account)] if statement else []
    return Plan(
        account,
        there,
        kept,
        items,
        moves,
        groups,
        tuple(Group((one.line,), (one.voucher,), one.by) for one in pairs),
        bank.covered([*kept, *beside]),
        notes,
    )


def book_of(session: Session, plan: Plan, *, with_pairs: bool = False, file: str = "") -> Book:
    """The plan as it is shown; `with_pairs` as if what can be paired were, new lines as of `file`."""
    groups = (*plan.groups, *(plan.pairs if with_pairs else ()))
    files = {one.key: one.file for one in plan.kept}
    brought = bank.statement_of(session, plan.account)
    return Book(
        reconcile(plan.account, plan.items, plan.moves, groups, plan.covered, notes=plan.notes),
        plan.kept,
        {item.key: files.get(brought.get(item.key, 0), file) for item in plan.items},
        {clerk.key: clerk.name for clerk in parties.clerks(session)},
    )


def outcome_of(session: Session, file: str, statement: Statement, plan: Plan, *, before: Plan | None = None) -> Outcome:
    """What a statement comes to: planned, or (with the plan `before` it was kept) as it was kept."""
    earlier = before or plan
    known = before is None and plan.tells_nothing_new(statement)
    return Outcome(
        file,
        statement,
        plan.keys(statement),
        len(statement.lines) - len(earlier.there),
        known,
        before is not None,
        (*statement.problems, *_whole_file(earlier, statement)),
        book_of(session, plan, with_pairs=before is None and not known, file=file),
    )


def check_number(plan: Plan, statement: Statement) -> None:
    """Refuse (`statement.other_account`) a statement of another account number than those kept before."""
    told = statement.own_account[-TAIL:]
    tails = {one.own_account[-TAIL:] for one in plan.kept if one.own_account}
    if told and tails and told not in tails:
        known = sorted(tails)
        raise Refusal("statement.other_account", "account", told=told, known=known, account=plan.account.value)


def kept_of(statement: Statement, account: Account, file: str = "", sha256: str = "", by: By | None = None) -> Kept:
    """The statement as it is kept."""
    report = {
        "sheet": statement.sheet,
        "encoding": statement.encoding,
        "header_row": statement.header_row,
        "lines": len(statement.lines),
        "repeated": [list(one) for one in statement.repeated],
        "problems": [[one.line, one.column, one.code] for one in statement.problems],
    }
    return Kept(
        0,
        account,
        file,
        sha256,
        statement.own_account,
        statement.since,
        statement.until,
        statement.opening,
        statement.closing,
        report,
        by.at if by else None,
        by.clerk if by else None,
    )


def told_of(file: str, sha256: str, statement: Statement, plan: Plan) -> dict[str, object]:
    """What the record says of a statement that is taken in; payments by amount and day, not by whose they are."""
    fresh = [line for place, line in enumerate(statement.lines) if place not in plan.there]
    return {
        "account": plan.account.value,
        "file": file,
        "sha256": sha256,
        "lines": [[line.line, line.day.isoformat(), int(line.fen)] for line in fresh],
        "known": len(plan.there),
        "repeated": len(statement.repeated),
        "problems": [[one.line, one.code] for one in statement.problems],
        "matched": named(plan.pairs, plan.moves),
        "opening_fen": None if statement.opening is None else int(statement.opening),
        "closing_fen": None if statement.closing is None else int(statement.closing),
    }


def named(groups: Sequence[Group], moves: Sequence[Movement]) -> list[dict[str, object]]:
    """Matches as the record says them: keys of lines (new ones below 0), numbers of vouchers, how they were found."""
    numbers = {move.voucher: move.no for move in moves}
    return [
        {"lines": list(one.lines), "vouchers": [numbers[key] for key in one.vouchers], "by": one.by.value}
        for one in groups
    ]


def _whole_file(plan: Plan, statement: Statement) -> list[Trouble]:
    """What is doubtful about the statement as a whole, told at its heading."""
    row = statement.header_row
    if statement.closing is None:
        return [Trouble(row, "", "", "statement.no_balance", {})]
    since = statement.since
    earlier = [one for one in plan.kept if since and one.until and one.until < since and one.closing is not None]
    last = max(earlier, key=lambda one: (one.until or since, one.key), default=None)
    if last is None or last.until is None or statement.opening is None or last.closing == statement.opening:
        return []
    data = {"until": last.until, "wanted": last.closing, "balance": statement.opening}
    return [Trouble(row, "", statement.opening.plain, "statement.gap", data)]
