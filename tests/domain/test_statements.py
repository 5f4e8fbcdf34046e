from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain import ledger
from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.ledger import Booked, Sub, Voucher
from odrdesk.domain.money import Fen
from odrdesk.domain.reconciliation import Covered, Group, Note, Reconciliation, check_match, reconcile
from odrdesk.domain.statement_doubts import BankLine
from odrdesk.domain.statements import BankReason, Item, Likeness, MatchedBy, Movement, movements, pair, propose

FIRST = date(2026, 11, 1)
FUND = Account.FUND_BANK


def day(number: int) -> date:
    return FIRST + timedelta(days=number - 1)


def line(key: int, on: int, fen: int, ref: str = "", **more: str) -> Item:
    return Item(key, BankLine(key, day(on), Fen(fen), None, ref=ref, **more))


def move(key: int, on: int, fen: int, ref: str = "", reverses: int | None = None) -> Movement:
    return Movement(key, f"2026-{key:04d}", day(on), Fen(fen), ref, reverses)


def booked(key: int, voucher: Voucher, on: int = 1, ref: str = "") -> Booked:
    at = datetime(2026, 11, on, 4, tzinfo=UTC)
    return Booked(key, 2026, key, voucher, at, at, 1, f"act-{key}", key, bank_ref=ref)


def pairs(items: Sequence[Item], moves: Sequence[Movement]) -> list[tuple[int, int, str]]:
    return sorted((one.line, one.voucher, one.by.value) for one in pair(items, moves))


def test_only_vouchers_that_touch_the_account_are_asked_for() -> None:
    vouchers = [
        booked(1, ledger.allocate(Fen(10000))),
        booked(2, ledger.decide(7, 9, Fen(500)), 2),
        booked(3, ledger.pay(9, Fen(500)), 3, "B1"),
        *(
            booked(4 + place, one, 4)
            for place, one in enumerate(ledger.from_deposit(Sub(Account.RECEIVABLE, 7, 9), [(7, Fen(500))]))
        ),
    ]
    told = [(one.voucher, int(one.fen), one.ref) for one in movements(vouchers, FUND)]
    assert told == [(1, 10000, ""), (3, -500, "B1"), (5, 500, "")]
    assert [(one.voucher, int(one.fen)) for one in movements(vouchers, Account.DEPOSIT_BANK)] == [(5, -500)]
    with pytest.raises(ValueError, match="no bank account"):
        movements(vouchers, Account.EQUITY)


def test_a_payment_late_at_night_belongs_to_the_day_in_shanghai() -> None:
    at = datetime(2026, 11, 2, 17, tzinfo=UTC)
    late = Booked(1, 2026, 1, ledger.allocate(Fen(1)), at, at, 1, "a", 1)
    assert movements([late], FUND)[0].day == date(2026, 11, 3)


def test_the_reference_goes_before_the_day() -> None:
    items = [line(1, 10, -500, "B1"), line(2, 1, -500)]
    moves = [move(11, 1, -500, "B1"), move(12, 10, -500)]
    assert pairs(items, moves) == [(1, 11, "ref")]
    assert pairs(items, [move(11, 1, -500, "b 1"), move(12, 4, -500)]) == [(1, 11, "ref"), (2, 12, "day")]


def test_a_reference_inside_a_summary_is_believed_when_it_is_long_enough() -> None:
    assert pairs([line(1, 20, -500, summary="先行赔付 PF202611001 退款")], [move(9, 1, -500, "PF202611001")]) == [
        (1, 9, "ref")
    ]
    assert pairs([line(1, 20, -500, summary="第12单")], [move(9, 1, -500, "12")]) == []


def test_without_a_reference_the_nearest_day_is_taken_and_never_two() -> None:
    items = [line(1, 5, 100), line(2, 9, 100)]
    assert pairs(items, [move(11, 4, 100), move(12, 10, 100)]) == [(1, 11, "day"), (2, 12, "day")]
    assert pairs(items, [move(11, 5, 100)]) == [(1, 11, "day")]
    assert pairs([line(1, 5, 100)], [move(11, 4, 100), move(12, 5, 100)]) == [(1, 12, "day")]
    assert pairs([line(1, 10, 100)], [move(11, 5, 100)]) == [(1, 11, "day")]
    assert pairs([line(1, 11, 100)], [move(11, 5, 100)]) == []


def test_two_references_that_differ_are_no_silent_pair() -> None:
    items, moves = [line(1, 5, 100, "X1")], [move(11, 5, 100, "X2")]
    assert pairs(items, moves) == []
    assert [(one.why, one.lines, one.vouchers) for one in propose(items, moves)] == [(Likeness.FAR_APART, (1,), (11,))]


def test_money_in_is_never_money_out() -> None:
    assert pairs([line(1, 5, 100, "X1")], [move(11, 5, -100, "X1")]) == []


def test_a_voucher_and_its_reversal_are_left_to_each_other() -> None:
    moves = [move(11, 5, -100), move(12, 6, 100, reverses=11), move(13, 6, -100)]
    assert pairs([line(1, 5, -100)], moves) == [(1, 13, "day")]
    found = whole([line(1, 5, -100)], moves)
    assert [one.voucher for one in found.cancelled] == [11, 12]
    assert found.books_only == ()


def test_parts_of_a_sum_are_proposed_and_never_matched() -> None:
    items = [line(1, 5, 700), line(2, 5, 20), line(3, 6, 30)]
    moves = [move(11, 5, 300), move(12, 6, 400), move(13, 5, 50)]
    assert pairs(items, moves) == []
    assert [(one.why, one.lines, one.vouchers) for one in propose(items, moves)] == [
        (Likeness.SEVERAL_VOUCHERS, (1,), (11, 12)),
        (Likeness.SEVERAL_LINES, (2, 3), (13,)),
    ]


def test_one_reference_with_another_amount_is_proposed_with_what_differs() -> None:
    (found,) = propose([line(1, 5, -1005, "B1")], [move(11, 5, -1000, "B1")])
    assert (found.why, found.lines, found.vouchers, found.fen) == (Likeness.OTHER_AMOUNT, (1,), (11,), Fen(-5))


def test_money_that_came_back_is_proposed_as_returned() -> None:
    (found,) = propose([line(1, 5, -1000, name="张某"), line(2, 7, 1000, name="张某")], [])
    assert (found.why, found.lines) == (Likeness.RETURNED, (1, 2))
    assert propose([line(1, 5, -1000, name="张某"), line(2, 7, 1000, name="李某")], []) == ()
    assert propose([line(1, 7, -1000), line(2, 5, 1000)], []) == ()


def test_a_person_matches_only_what_comes_to_the_same() -> None:
    check_match([line(1, 5, 700)], [move(11, 1, 300), move(12, 1, 400)])
    check_match([line(1, 5, -700), line(2, 6, 700)], [])
    with pytest.raises(Refusal) as no:
        check_match([line(1, 5, 700)], [move(11, 1, 300)])
    assert (no.value.code, no.value.data["difference"]) == ("bank.sums_differ", Fen(400))
    for lines, vouchers in (([], [move(11, 1, 300)]), ([line(1, 5, 700)], [])):
        with pytest.raises(Refusal) as no:
            check_match(lines, vouchers)
        assert no.value.code == "bank.nothing_to_match"


# Balances


def whole(
    items: Sequence[Item],
    moves: Sequence[Movement],
    opening: int | None = 0,
    until: int = 30,
    reasons: Sequence[int] = (),
) -> Reconciliation:
    groups = [Group((one.line,), (one.voucher,), one.by) for one in pair(items, moves)]
    closing = None if opening is None else Fen(opening + sum(int(one.line.fen) for one in items))
    covered = Covered(FIRST, None if opening is None else Fen(opening), day(until), closing)
    notes = {key: Note(BankReason.FEE) for key in reasons}
    return reconcile(FUND, items, moves, groups, covered, notes=(notes, {}))


def test_a_fee_is_what_the_balances_differ_by_until_somebody_says_so() -> None:
    items = [line(1, 2, 10000), line(2, 3, -500, "B1"), line(3, 3, -5, summary="手续费")]
    moves = [move(11, 2, 10000), move(12, 3, -500, "B1")]
    found = whole(items, moves)
    assert [one.key for one in found.bank_only] == [3]
    told = found.comparison
    assert (told.bank, told.books, told.difference, told.listed, told.unclear) == (9495, 9500, -5, -5, 0)
    assert not found.reconciled
    assert found.unexplained == (1, 0)
    explained = whole(items, moves, reasons=[3])
    assert explained.reconciled
    assert explained.comparison.difference == Fen(-5)


def test_what_only_the_books_have_is_listed_up_to_the_last_day() -> None:
    found = whole([line(1, 2, 10000)], [move(11, 2, 10000), move(12, 9, -300), move(13, 20, -40)], until=15)
    assert [one.voucher for one in found.books_only] == [12]
    assert (found.comparison.books, found.comparison.difference, found.comparison.listed) == (9700, 300, 300)


def test_the_opening_balance_holds_what_was_booked_before() -> None:
    moves = [Movement(11, "n", date(2026, 10, 1), Fen(9000)), move(12, 9, -300)]
    found = whole([line(1, 9, -300)], moves, opening=9000)
    assert (found.comparison.difference, found.comparison.before, found.books_only) == (0, 0, ())
    assert found.reconciled
    short = whole([line(1, 9, -300)], moves, opening=8900)
    assert (short.comparison.difference, short.comparison.before, short.comparison.unclear) == (-100, -100, 0)
    assert not short.reconciled


def test_a_bank_without_balances_reconciles_nothing() -> None:
    found = whole([line(1, 9, -300)], [move(12, 9, -300)], opening=None)
    assert found.comparison.difference is None
    assert not found.reconciled


# Any ledger

AMOUNTS = st.integers(1, 10**7).flatmap(lambda fen: st.sampled_from([fen, -fen]))


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[list[Item], list[Movement], dict[int, int]]:
    """A ledger and its bank: true pairs (some by reference, the others of an amount of their own), fees, and vouchers
    that the bank has not seen; lines shuffled."""
    fens = draw(st.lists(AMOUNTS, max_size=25, unique_by=abs))
    moves, items, truth = [], [], {}
    for place, fen in enumerate(fens):
        on = draw(st.integers(1, 25))
        kind = draw(st.sampled_from(["ref", "day", "bank", "books"]))
        ref = f"REF{place:05d}" if kind == "ref" else ""
        if kind != "books":
            late = draw(st.integers(-3, 5)) if kind == "day" else draw(st.integers(-3, 40))
            items.append(line(place, on + late, fen, ref))
        if kind != "bank":
            moves.append(move(100 + place, on, fen, ref))
        if kind in ("ref", "day"):
            truth[place] = 100 + place
    return draw(st.permutations(items)), draw(st.permutations(moves)), truth


@given(ledgers(), st.integers(-(10**6), 10**6))
def test_every_true_pair_is_found_and_the_rest_is_the_difference(
    made: tuple[list[Item], list[Movement], dict[int, int]], opening: int
) -> None:
    items, moves, truth = made
    found = whole(items, moves, opening, until=80)
    assert {one.lines[0]: one.vouchers[0] for one in found.groups} == truth
    left = sum(int(one.line.fen) for one in found.bank_only) - sum(int(one.fen) for one in found.books_only)
    # The bank began with its opening balance, the books with nothing.
    told = found.comparison
    assert told.listed == left
    assert told.difference == left + opening
    assert (told.before, told.unclear) == (opening, 0)


@given(
    st.lists(
        st.tuples(st.integers(1, 12), st.sampled_from([1, -1, 2, 3, 5, 7]), st.sampled_from(["", "", "R1", "R2"])),
        max_size=14,
    ),
    st.lists(
        st.tuples(st.integers(1, 12), st.sampled_from([1, -1, 2, 3, 5, 7]), st.sampled_from(["", "", "R1", "R2"])),
        max_size=14,
    ),
)
def test_nothing_is_matched_or_proposed_twice_however_alike(
    bank: list[tuple[int, int, str]], books: list[tuple[int, int, str]]
) -> None:
    items = [line(key, *one) for key, one in enumerate(bank)]
    moves = [move(100 + key, *one) for key, one in enumerate(books)]
    found = whole(items, moves)
    by_line, by_voucher = {one.key: one.line for one in items}, {one.voucher: one for one in moves}
    lines = [key for one in found.groups for key in one.lines]
    vouchers = [key for one in found.groups for key in one.vouchers]
    assert len(set(lines)) == len(lines)
    assert len(set(vouchers)) == len(vouchers)
    for one in found.groups:
        paid, booked_one = by_line[one.lines[0]], by_voucher[one.vouchers[0]]
        assert paid.fen == booked_one.fen
        assert one.by is MatchedBy.REF or abs((paid.day - booked_one.day).days) <= 5
    lines += [key for one in found.proposals for key in one.lines]
    vouchers += [key for one in found.proposals for key in one.vouchers]
    assert len(set(lines)) == len(lines)
    assert len(set(vouchers)) == len(vouchers)
    for one in found.proposals:
        apart = sum(int(by_line[key].fen) for key in one.lines) - sum(int(by_voucher[key].fen) for key in one.vouchers)
        assert apart == one.fen


@given(st.lists(AMOUNTS, min_size=1, max_size=12))
def test_the_balance_after_each_payment_makes_the_closing_one(fens: list[int]) -> None:
    after = list(accumulate(fens))
    items = [Item(key, BankLine(key, day(key + 1), Fen(fen), Fen(after[key]))) for key, fen in enumerate(fens)]
    found = whole(items, [], 0, until=40)
    assert (found.comparison.bank, found.comparison.listed) == (after[-1], after[-1])
