"""An account of the fund reconciled with its bank: every payment with what became of it, and the balances compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from odrdesk.domain import statements
from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.money import Fen
from odrdesk.domain.statements import BankReason, Comparison, Item, MatchedBy, Movement, Proposal


@dataclass(frozen=True, slots=True)
class Group:
    """Lines and vouchers (their keys) that are one. `key` is None until it is kept; `clerk` and `at` say by whom."""

    lines: tuple[int, ...]
    vouchers: tuple[int, ...]
    by: MatchedBy
    key: int | None = None
    clerk: int | None = None
    at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Why a line or a voucher (its key) stands on one side only; a later one takes the place of an earlier."""

    reason: BankReason
    words: str = ""
    clerk: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Covered:
    """What the kept statements of an account cover: the first day and the balance before it, the last and after it."""

    since: date | None = None
    opening: Fen | None = None
    until: date | None = None
    closing: Fen | None = None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """An account as it stands against its bank.

    `bank_only` and `books_only` are the items and movements without a counterpart, in order; those of a proposal are
    among them. `cancelled` are vouchers and their reversals that no bank ever saw. `notes` are by line and by voucher.
    """

    account: Account
    items: tuple[Item, ...]
    moves: tuple[Movement, ...]
    groups: tuple[Group, ...]
    proposals: tuple[Proposal, ...]
    bank_only: tuple[Item, ...]
    books_only: tuple[Movement, ...]
    cancelled: tuple[Movement, ...]
    comparison: Comparison
    line_notes: Mapping[int, Note] = field(default_factory=dict)
    voucher_notes: Mapping[int, Note] = field(default_factory=dict)

    @property
    def unexplained(self) -> tuple[int, int]:
        """How many lines and how many vouchers stand alone without a reason."""
        lines = sum(item.key not in self.line_notes for item in self.bank_only)
        return lines, sum(move.voucher not in self.voucher_notes for move in self.books_only)

    @property
    def reconciled(self) -> bool:
        """Whether everything is matched or has a reason, and the balances differ by exactly that."""
        balances = self.comparison
        return self.unexplained == (0, 0) and balances.difference is not None and balances.difference == balances.listed


def reconcile(
    account: Account,
    items: Sequence[Item],
    moves: Sequence[Movement],
    groups: Sequence[Group],
    covered: Covered,
    *,
    notes: tuple[Mapping[int, Note], Mapping[int, Note]] = ({}, {}),
) -> Reconciliation:
    """Put together what is matched (`groups`), what is not, and what it comes to; `notes` by line and by voucher."""
    lines = {key for group in groups for key in group.lines}
    vouchers = {key for group in groups for key in group.vouchers}
    told = [move for move in moves if covered.until is None or move.day <= covered.until]
    gone = statements.cancelled(told, vouchers)
    prior = statements.earlier(moves, covered.since) if covered.opening is not None else frozenset()
    apart = vouchers | gone | prior
    alone = tuple(item for item in items if item.key not in lines)
    open_moves = [move for move in moves if move.voucher not in apart]
    only = tuple(move for move in open_moves if covered.until is None or move.day <= covered.until)
    return Reconciliation(
        account,
        tuple(items),
        tuple(moves),
        tuple(groups),
        statements.propose([item for item in alone if item.key not in notes[0]], open_moves),
        alone,
        only if items or covered.until else (),
        tuple(move for move in moves if move.voucher in gone),
        statements.compare(
            items,
            moves,
            [(group.lines, group.vouchers) for group in groups],
            bank=covered.closing,
            opening=covered.opening,
            since=covered.since,
            until=covered.until,
        ),
        *notes,
    )


def check_match(items: Iterable[Item], moves: Iterable[Movement]) -> None:
    """Whether a person may match these: refuses `bank.nothing_to_match` and `bank.sums_differ`."""
    lines, vouchers = tuple(items), tuple(moves)
    if not lines or not (vouchers or len(lines) > 1):
        raise Refusal("bank.nothing_to_match", "vouchers")
    bank, books = Fen(sum(one.line.fen for one in lines)), Fen(sum(move.fen for move in vouchers))
    if bank != books:
        raise Refusal("bank.sums_differ", "vouchers", bank=bank, books=books, difference=bank - books)
