"""The list of a reconciliation: lines of the bank and vouchers that stand alone, made ready to be drawn."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from odrdesk.desktop.formats import money
from odrdesk.desktop.models.columns import Column, Drawn
from odrdesk.desktop.tokens import Tone
from odrdesk.domain.money import Fen
from odrdesk.domain.reconciliation import Group, Note
from odrdesk.domain.statements import Item, Movement, Proposal
from odrdesk.services.statement_plan import Book
from odrdesk.text import Language, _, language, word


class Shows(StrEnum):
    """Which rows are in view."""

    ALL = "all"
    MATCHED = "matched"
    PROPOSED = "proposed"
    BANK = "bank"
    BOOKS = "books"


class BankRow(NamedTuple):
    """A row: every word already written. `line` or `voucher` is the key of what it shows."""

    key: int
    texts: tuple[str, ...]
    tone: Tone
    marked: bool
    line: int | None = None
    voucher: int | None = None


def bank_columns() -> tuple[Column, ...]:
    """The columns of the reconciliation, from the left."""
    wider = 0 if language() is Language.ZH_CN else 34
    return (
        Column("state", _("状态"), 112 + wider, Drawn.STATE),
        Column("day", _("日期"), 104, Drawn.QUIET),
        Column("amount", _("金额"), 132, Drawn.AMOUNT),
        Column("whose", _("对方与摘要"), 0, Drawn.PLAIN),
        Column("ref", _("流水号"), 150, Drawn.QUIET),
        Column("voucher", _("凭证"), 124, Drawn.QUIET),
        Column("why", _("说明"), 210, Drawn.PLAIN),
    )


class BankRows:
    """All rows of a reconciliation; those of `marked` bear a tick."""

    def __init__(self, book: Book, marked: frozenset[int] = frozenset()) -> None:
        self._book, self._marked = book, marked
        self._whole = whole = book.reconciliation
        self._numbers = {move.voucher: move.no for move in whole.moves}
        self.group_of: dict[int, Group] = {line: one for one in whole.groups for line in one.lines}
        self.proposal_of: dict[int, Proposal] = {}
        for one in whole.proposals:
            for line in one.lines:
                self.proposal_of[key_of(line=line)] = one
            for voucher in one.vouchers:
                self.proposal_of[key_of(voucher=voucher)] = one

    def rows(self, shows: Shows) -> list[BankRow]:
        """The rows in view: what waits for a person first, then by day."""
        found = [self._of_line(item) for item in self._whole.items]
        found += [self._of_voucher(move) for move in self._open_moves()]
        rank = {Tone.PURPLE: 0, Tone.INFO: 1, Tone.NEUTRAL: 2, Tone.OK: 3}
        wanted = [row for row in found if shows is Shows.ALL or self._is(row, shows)]
        return sorted(wanted, key=lambda row: (rank[row.tone], row.texts[1], row.key))

    def chosen(self, current: int | None, *, alone: bool = False) -> list[BankRow]:
        """The rows a deed is about: those with a tick, else those of the current row's proposal, else that row.

        `alone` takes a proposal only where all of it is the bank's.
        """
        every = self._every
        if self._marked:
            return [row for key, row in every.items() if key in self._marked]
        row = None if current is None else every.get(current)
        if row is None:
            return []
        proposal = self.proposal_of.get(row.key)
        if proposal is None or (alone and proposal.vouchers):
            return [row]
        return [one for one in every.values() if self.proposal_of.get(one.key) is proposal]

    @cached_property
    def _every(self) -> dict[int, BankRow]:
        return {row.key: row for row in self.rows(Shows.ALL)}

    def apart(self, rows: Sequence[BankRow]) -> Fen:
        """What the lines have more than the vouchers."""
        paid = {item.key: item.line.fen for item in self._whole.items}
        booked = {move.voucher: -move.fen for move in self._whole.moves}
        return Fen(sum(paid[row.line] if row.line is not None else booked[row.voucher or 0] for row in rows))

    def group(self, row: BankRow) -> Group | None:
        """The match a row is part of."""
        return None if row.line is None else self.group_of.get(row.line)

    def note(self, row: BankRow) -> Note | None:
        """The reason a row has."""
        if row.line is not None:
            return None if row.line in self.group_of else self._whole.line_notes.get(row.line)
        return self._whole.voucher_notes.get(row.voucher or 0)

    def who(self, row: BankRow) -> str:
        """From which file a row came, and who matched or explained it."""
        said = self.group(row) or self.note(row)
        file = self._book.file_of.get(row.line, "") if row.line is not None else row.texts[3]
        return "  ".join(part for part in (file, self._book.people.get(said.clerk or 0, "") if said else "") if part)

    def _open_moves(self) -> list[Movement]:
        """Vouchers without a line: those up to the bank's last day, and later ones that a proposal names."""
        there = {move.voucher for move in self._whole.books_only}
        named = {key for one in self._whole.proposals for key in one.vouchers}
        return [move for move in self._whole.moves if move.voucher in there | named]

    def _is(self, row: BankRow, shows: Shows) -> bool:
        proposed, matched = row.key in self.proposal_of, row.line in self.group_of
        if shows is Shows.PROPOSED:
            return proposed
        if shows is Shows.MATCHED:
            return matched
        return not matched and (row.line is not None) == (shows is Shows.BANK)

    def _of_line(self, item: Item) -> BankRow:
        line, key = item.line, key_of(line=item.key)
        group, proposal = self.group_of.get(item.key), self.proposal_of.get(key)
        note = self._whole.line_notes.get(item.key)
        vouchers = group.vouchers if group else proposal.vouchers if proposal else ()
        whose = "  ".join(part for part in (line.name, line.summary) if part) or "—"
        state, tone = self._state(group, proposal, note, _("只有银行有"))
        why = word(group.by) if group else _reason(note) if note else word(proposal.why) if proposal else ""
        numbers = self._named(vouchers)
        texts = (state, line.day.isoformat(), money(line.fen), whose, line.ref, numbers, why)
        return BankRow(key, texts, tone, key in self._marked, line=item.key)

    def _named(self, vouchers: Sequence[int]) -> str:
        """The number of a voucher; of several the first and how many."""
        if not vouchers:
            return ""
        first = self._numbers[vouchers[0]]
        return first if len(vouchers) == 1 else _("{no} 等 {n} 张").format(no=first, n=len(vouchers))

    def _of_voucher(self, move: Movement) -> BankRow:
        key = key_of(voucher=move.voucher)
        proposal, note = self.proposal_of.get(key), self._whole.voucher_notes.get(move.voucher)
        state, tone = self._state(None, proposal, note, _("只有账上有"))
        why = _reason(note) if note else word(proposal.why) if proposal else ""
        texts = (
            state,
            move.day.isoformat(),
            money(move.fen),
            _("凭证 {no}").format(no=move.no),
            move.ref,
            move.no,
            why,
        )
        return BankRow(key, texts, tone, key in self._marked, voucher=move.voucher)

    def _state(self, group: Group | None, proposal: Proposal | None, note: Note | None, alone: str) -> tuple[str, Tone]:
        if group:
            return _("对上"), Tone.OK
        if note:
            return _("有原因"), Tone.NEUTRAL
        return (_("待核对"), Tone.PURPLE) if proposal else (alone, Tone.INFO)


class Listed:
    """Rows that are all there already."""

    def __init__(self, rows: Sequence[BankRow]) -> None:
        self._rows: Mapping[int, BankRow] = {row.key: row for row in rows}

    def opening(self, limit: int) -> tuple["array[int]", int]:
        """The first keys in order, and how many there are in all."""
        keys = array("q", self._rows)
        return keys[:limit], len(keys)

    def ids(self) -> Iterator["array[int]"]:
        """All keys in order."""
        yield array("q", self._rows)

    def rows(self, keys: Sequence[int]) -> Sequence[BankRow]:
        """The rows of these keys."""
        return [self._rows[key] for key in keys if key in self._rows]


def key_of(*, line: int | None = None, voucher: int | None = None) -> int:
    """The key of a row: lines and vouchers count apart."""
    return line * 2 if line is not None else (voucher or 0) * 2 + 1


def _reason(note: Note) -> str:
    return "  ".join(part for part in (word(note.reason), note.words) if part)
