"""Reconciliation as the command line says it: one JSON object, or lines and tables for a person."""

from collections.abc import Iterable

from odrdesk.cli.voice import Answer, Page
from odrdesk.domain.accounts import mask_account
from odrdesk.domain.money import Fen
from odrdesk.domain.reconciliation import Group, Note, Reconciliation
from odrdesk.domain.statement_doubts import Trouble
from odrdesk.domain.statements import Item, Movement, Proposal
from odrdesk.services.statement_plan import Book, Outcome
from odrdesk.text import gettext, sentence, word


def outcome(found: Outcome) -> Answer:
    """What taking in a statement came to; `matched` and `proposed` are those of its own lines."""
    own = set(found.keys)
    told = found.statement
    whole = found.book.reconciliation
    return {
        "file": found.file,
        "encoding": told.encoding,
        "sheet": told.sheet,
        "header_row": told.header_row,
        "account": whole.account,
        "kept": found.kept,
        "known": found.known,
        "lines": len(told.lines),
        "new": found.fresh,
        "repeated": [{"line": one.line, "of": one.of} for one in told.repeated],
        "problems": [_problem(one) for one in found.problems],
        **_sides(found.book, own),
    }


def book(found: Book) -> Answer:
    """How an account stands against its bank."""
    return {
        "account": found.reconciliation.account,
        "statements": [
            {
                "statement": one.key,
                "file": one.file,
                "since": one.since,
                "until": one.until,
                "opening_fen": one.opening,
                "closing_fen": one.closing,
                "at": one.at,
                "by": found.people.get(one.clerk or 0),
            }
            for one in found.statements
        ],
        "lines": len(found.reconciliation.items),
        **_sides(found, None),
    }


def say_outcome(page: Page, found: Outcome) -> None:
    """For a person: what was read, what is wrong in it, and how the account stands."""
    told = found.statement
    words = gettext("{file}：表头在第 {row} 行，{lines} 笔，其中新的 {new} 笔，重复 {repeated} 行。")
    page.line(
        words.format(
            file=found.file, row=told.header_row, lines=len(told.lines), new=found.fresh, repeated=len(told.repeated)
        )
    )
    for twin in told.repeated:
        page.line(gettext("第 {line} 行与第 {of} 行是同一笔，只计一次。").format(line=twin.line, of=twin.of))
    for one in found.problems:
        words = gettext("第 {line} 行，{column}：{message}")
        page.line(words.format(line=one.line, column=one.column or gettext("整份流水"), message=_message(one)))
    if found.known:
        page.line(gettext("这份流水以前已经对过，没有改动任何东西。"))
    elif not found.kept:
        page.line(gettext("这是试算，什么都没有记下。"))
    _say_sides(page, found.book)


def say_book(page: Page, found: Book) -> None:
    """For a person: the statements taken in, and how the account stands."""
    page.table(
        [gettext("编号"), gettext("流水"), gettext("从"), gettext("到"), gettext("期末余额")],
        [(one.key, one.file, one.since, one.until, _yuan(one.closing)) for one in found.statements],
    )
    _say_sides(page, found)


def _sides(found: Book, own: set[int] | None) -> dict[str, object]:
    whole = found.reconciliation
    items = {item.key: item for item in whole.items}
    moves = {move.voucher: move for move in whole.moves}
    balances = whole.comparison
    return {
        "matched": [_match(one, items, moves) for one in whole.groups if own is None or own & set(one.lines)],
        "proposed": [_proposal(one, items, moves) for one in whole.proposals],
        "bank_only": [{**_line(one, found), **_why(whole.line_notes.get(one.key))} for one in whole.bank_only],
        "books_only": [{**_voucher(one), **_why(whole.voucher_notes.get(one.voucher))} for one in whole.books_only],
        "cancelled": [_voucher(one) for one in whole.cancelled],
        "day": balances.day,
        "bank_balance_fen": balances.bank,
        "book_balance_fen": balances.books,
        "difference_fen": balances.difference,
        "explained_fen": balances.listed,
        "before_fen": balances.before,
        "unclear_fen": balances.unclear,
        "reconciled": whole.reconciled,
    }


def _match(one: Group, items: dict[int, Item], moves: dict[int, Movement]) -> dict[str, object]:
    lines = [items[key].line.line for key in one.lines]
    vouchers = [moves[key].no for key in one.vouchers]
    first = items[one.lines[0]]
    return {
        "match": one.key,
        "line": lines[0],
        "voucher": vouchers[0] if vouchers else None,
        "by": one.by,
        "day": first.line.day,
        "fen": Fen(sum(items[key].line.fen for key in one.lines)),
        "keys": [key if key > 0 else None for key in one.lines],
        "lines": lines,
        "vouchers": vouchers,
    }


def _proposal(one: Proposal, items: dict[int, Item], moves: dict[int, Movement]) -> dict[str, object]:
    return {
        "why": one.why,
        "message": word(one.why),
        "keys": [key if key > 0 else None for key in one.lines],
        "lines": [items[key].line.line for key in one.lines],
        "vouchers": [moves[key].no for key in one.vouchers],
        "difference_fen": one.fen,
    }


def _line(one: Item, found: Book) -> dict[str, object]:
    line = one.line
    return {
        "key": one.key if one.key > 0 else None,
        "file": found.file_of.get(one.key),
        "line": line.line,
        "day": line.day,
        "fen": line.fen,
        "balance_fen": line.balance,
        "name": line.name,
        "account": mask_account(line.account) if line.account else "",
        "summary": line.summary,
        "ref": line.ref,
    }


def _voucher(one: Movement) -> dict[str, object]:
    return {"voucher": one.no, "day": one.day, "fen": one.fen, "ref": one.ref}


def _why(note: Note | None) -> dict[str, object]:
    return {"reason": note.reason if note else None, "words": note.words if note else ""}


def _problem(one: Trouble) -> dict[str, object]:
    return {
        "line": one.line,
        "column": one.column,
        "value": one.value,
        "code": one.code,
        "message": _message(one),
    }


def _message(one: Trouble) -> str:
    return sentence(one.code, one.data)


def _say_sides(page: Page, found: Book) -> None:
    whole = found.reconciliation
    counted = gettext("对上 {matched}，待人核对 {proposed}，只有银行有 {bank}，只有账上有 {books}。")
    page.line(
        counted.format(
            matched=len(whole.groups),
            proposed=len(whole.proposals),
            bank=len(whole.bank_only),
            books=len(whole.books_only),
        )
    )
    _say_alone(page, found)
    for one in whole.proposals:
        page.line(_proposed(one, whole))
    _say_balances(page, whole)


def _say_alone(page: Page, found: Book) -> None:
    whole = found.reconciliation
    rows: list[tuple[object, ...]] = [
        (
            gettext("银行"),
            one.key if one.key > 0 else None,
            one.line.day,
            one.line.fen.yuan,
            one.line.name,
            one.line.summary,
            _reason(whole.line_notes.get(one.key)),
        )
        for one in whole.bank_only
    ]
    rows += [
        (gettext("账上"), one.no, one.day, one.fen.yuan, "", one.ref, _reason(whole.voucher_notes.get(one.voucher)))
        for one in whole.books_only
    ]
    if rows:
        heads = [gettext("哪一边"), gettext("编号"), gettext("日期"), gettext("金额"), gettext("对方"), gettext("摘要")]
        page.table([*heads, gettext("原因")], rows)


def _say_balances(page: Page, whole: Reconciliation) -> None:
    told = whole.comparison
    if told.bank is None or told.difference is None:
        page.line(gettext("流水没有余额，无法比较。账面余额 {books}。").format(books=told.books.yuan))
    else:
        words = gettext("{day} 银行余额 {bank}，账面余额 {books}，相差 {difference}；逐笔能说明 {listed}。")
        page.line(
            words.format(
                day=told.day,
                bank=told.bank.yuan,
                books=told.books.yuan,
                difference=told.difference.yuan,
                listed=told.listed.yuan,
            )
        )
    if told.before:
        page.line(gettext("第一份流水开始时就相差 {fen}。").format(fen=told.before.yuan))
    if told.unclear:
        page.line(gettext("还有 {fen} 说不清：流水可能缺行或缺了一份。").format(fen=told.unclear.yuan))
    page.line(gettext("已对平：每一笔都对上或写明了原因。") if whole.reconciled else gettext("还没有对平。"))


def _proposed(one: Proposal, whole: Reconciliation) -> str:
    rows = {item.key: item.line.line for item in whole.items}
    numbers = {move.voucher: move.no for move in whole.moves}
    words = gettext("请核对：第 {lines} 行 / 凭证 {vouchers}：{why}")
    lines, vouchers = (rows[key] for key in one.lines), (numbers[key] for key in one.vouchers)
    return words.format(lines=_list(lines), vouchers=_list(vouchers) or "-", why=word(one.why))


def _list(values: Iterable[object]) -> str:
    return ", ".join(map(str, values))


def _reason(note: Note | None) -> str:
    return " ".join(part for part in (word(note.reason), note.words) if part) if note else ""


def _yuan(fen: Fen | None) -> str | None:
    return None if fen is None else fen.yuan
