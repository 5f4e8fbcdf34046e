"""The ledger as plain text that beancount or hledger reads, balances, and checks against our sums.

Amounts are written from whole fen. What stood before the period comes as one transaction, so that every balance can be
asserted: at the end of a month where an account moved in it, and at the end of the period for every account there is.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from odrdesk.documents.ledger_facts import CURRENCY, ROOTS, LedgerFacts, account_word, kind_word, one_line
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.ledger import Booked, Posting, Sub, of_account
from odrdesk.domain.ledger_period import month_ends, turnovers
from odrdesk.domain.money import Fen
from odrdesk.domain.workdays import SHANGHAI, day_of

DAY = timedelta(days=1)
OPENING = "期初余额"
CHECK = "余额核对"
TYPES = {"Assets": "A", "Liabilities": "L", "Equity": "E"}


def beancount(facts: LedgerFacts) -> str:
    """The period as a file of beancount (3.x; also read by 2.x)."""
    began = facts.period.since - DAY
    lines = [
        *(f";; {line}" for line in _head(facts)),
        "",
        f'option "title" {_quoted(f"{facts.desk} 先行赔付备查账")}',
        f'option "operating_currency" "{CURRENCY}"',
        "",
        f"{began} commodity {CURRENCY}",
        '  name: "人民币"',
        "",
    ]
    for account in Account:
        lines += [f"{began} open {ROOTS[account]} {CURRENCY}", *_meta(code=account.value, name=account_word(account))]
    for sub in _subs(facts):
        told = {"merchant": facts.merchant(sub.merchant), "case": facts.case(sub.dispute)}
        lines += [f"{began} open {facts.account(sub)} {CURRENCY}", *_meta(**told)]
    lines.append("")
    blocks = []
    if facts.period.opening:
        head = f'{facts.period.since} * "{OPENING}" #opening'
        blocks.append((facts.period.since, 0, [head, *_legs(facts, _opening(facts))]))
    blocks += [(day_of(one.at), 0, list(_bean_voucher(facts, one))) for one in facts.period.vouchers]
    # A balance of beancount is that of the morning; without a tolerance of nought it would let a fen pass.
    for day, stated in _checks(facts):
        asserted = [f"{day + DAY} balance {name:<50} {fen.plain:>16} ~ 0 {CURRENCY}" for name, fen, _ in stated]
        blocks.append((day, 1, asserted))
    return _joined(lines, blocks)


def hledger(facts: LedgerFacts) -> str:
    """The period as a journal of hledger (1.25 and later), sound also under `--strict`."""
    lines = [*(f"; {line}" for line in _head(facts)), "", f"commodity 1000.00 {CURRENCY}", ""]
    for account in Account:
        root = ROOTS[account]
        kind = TYPES[root.split(":")[0]]
        lines.append(f"account {root}  ; type:{kind}, code:{account.value}, name:{_tag(account_word(account))}")
    for sub in _subs(facts):
        told = {"merchant": facts.merchant(sub.merchant), "case": facts.case(sub.dispute)}
        lines.append(f"account {facts.account(sub)}  {_tags(**told)}")
    lines.append("")
    blocks = []
    if facts.period.opening:
        head = f"{facts.period.since} * {OPENING}  ; opening:"
        blocks.append((facts.period.since, 0, [head, *_legs(facts, _opening(facts))]))
    blocks += [(day_of(one.at), 0, list(_hledger_voucher(facts, one))) for one in facts.period.vouchers]
    # An assertion of hledger looks at what stands above it on its day, and at the days before.
    for day, stated in _checks(facts):
        asserted = [
            f"  {name:<50} {'0.00':>16} {CURRENCY} {'=*' if whole else '='} {fen.plain} {CURRENCY}"
            for name, fen, whole in stated
        ]
        blocks.append((day, 1, [f"{day} * {CHECK}  ; check:", *asserted]))
    return _joined(lines, blocks)


def _joined(lines: list[str], blocks: list[tuple[date, int, list[str]]]) -> str:
    for _, _, block in sorted(blocks, key=lambda one: one[:2]):
        lines += [*block, ""]
    return "\n".join(lines)


def _checks(facts: LedgerFacts) -> Iterator[tuple[date, list[tuple[str, Fen, bool]]]]:
    """Days at whose end something stands as told; the last is the period's. True where sub-accounts count along."""
    period = facts.period
    for day, moved in month_ends(period):
        if day < period.until:
            yield day, [(facts.account(sub), fen, False) for sub, fen in moved.items()]
    subs = [(facts.account(sub), period.closing.get(sub, Fen(0)), False) for sub in _subs(facts)]
    yield period.until, [(ROOTS[one], of_account(period.closing, one), True) for one in Account] + subs


def _bean_voucher(facts: LedgerFacts, booked: Booked) -> Iterator[str]:
    journal, reverses = booked.voucher.journal.value, facts.reversed_no(booked)
    marks = [f"#{journal.lower()}", f"^v{booked.no}"]
    if reverses:
        marks += ["#reversal", f"^v{reverses}"]
    yield f"{day_of(booked.at)} * {_quoted(kind_word(booked))} {' '.join(marks)}"
    yield from _meta(**_told(facts, booked))
    yield from _legs(facts, booked.voucher.postings)


def _hledger_voucher(facts: LedgerFacts, booked: Booked) -> Iterator[str]:
    yield f"{day_of(booked.at)} * ({booked.no}) {_tag(kind_word(booked))}"
    told = {name: value for name, value in _told(facts, booked).items() if value}
    yield from (f"  ; {name}:{_tag(value)}" for name, value in told.items())
    yield from _legs(facts, booked.voucher.postings)


def _told(facts: LedgerFacts, booked: Booked) -> dict[str, str]:
    return {
        "voucher": booked.no,
        "journal": booked.voucher.journal.value,
        "case": facts.case(booked.dispute),
        "merchant": facts.merchant(booked.merchant),
        "bank-ref": one_line(booked.bank_ref),
        "reverses": facts.reversed_no(booked),
        "booked": f"{booked.written_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}",
        "clerk": one_line(facts.clerks.get(booked.clerk, "")) if booked.clerk is not None else "",
    }


def _legs(facts: LedgerFacts, postings: Iterable[Posting]) -> Iterator[str]:
    return (f"  {facts.account(one.sub):<50} {one.fen.plain:>16} {CURRENCY}" for one in postings)


def _opening(facts: LedgerFacts) -> Iterator[Posting]:
    return (Posting(sub, fen) for sub, fen in facts.period.opening.items())


def _subs(facts: LedgerFacts) -> list[Sub]:
    """Sub-accounts kept for a merchant or a case; the others are the accounts themselves."""
    return [sub for sub in turnovers(facts.period) if sub.merchant is not None or sub.dispute is not None]


def _head(facts: LedgerFacts) -> Iterator[str]:
    made = f"{facts.made_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    yield f"{one_line(facts.desk)} 先行赔付备查账{'（练习台，样本）' if facts.practice else ''}"
    scheme = one_line(facts.scheme) or "未设"
    yield f"期间 {facts.period.since} 至 {facts.period.until}，方案 {scheme}，导出 {made}（北京时间）"
    yield "备查账不是法定账簿。金额单位为元，由整分写成；正数为借方，负数为贷方。"


def _meta(**told: str) -> Iterator[str]:
    return (f"  {name}: {_quoted(value)}" for name, value in told.items() if value)


def _tags(**told: str) -> str:
    return "; " + ", ".join(f"{name}:{_tag(value)}" for name, value in told.items() if value)


def _quoted(text: str) -> str:
    """A string of beancount."""
    return '"' + one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _tag(text: str) -> str:
    """A value inside a comment of hledger, where a comma ends it; a semicolon would begin another comment."""
    return one_line(text).replace(",", "，").replace(";", "；")
