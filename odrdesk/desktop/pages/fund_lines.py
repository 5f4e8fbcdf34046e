"""The words of the page of the fund: lines of its lists, what a claim rests on, who still has to approve."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from odrdesk.desktop import formats
from odrdesk.desktop.formats import DOT, day, money, stamp
from odrdesk.desktop.models.cells import Cell, CellRow
from odrdesk.desktop.models.columns import Column, Drawn
from odrdesk.desktop.pages.case_prepayment_words import TONES, ticked
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.domain.fund_vocabulary import PrepayState, RecoverFrom
from odrdesk.domain.identity import mask_card
from odrdesk.domain.money import Fen
from odrdesk.domain.prepay_checks import Check
from odrdesk.domain.prepayment import Prepayment
from odrdesk.domain.scheme import Scheme
from odrdesk.domain.vocabulary import Step
from odrdesk.services.cases import CaseView
from odrdesk.services.prepayments import AGES, Aged, Line, Moved, age_of, happened_on
from odrdesk.text import Language, _, language, ngettext, refusal_text, word

S = PrepayState
OLD = AGES[-1]


class Offered(NamedTuple):
    """A step that can be taken of a line: the words of its button, what its form begins with."""

    step: Step
    words: str
    given: Mapping[str, object] | None = None


class Point(NamedTuple):
    """One line of what a claim rests on: met, not met, or merely said (None)."""

    words: str
    met: bool | None = None


def due(line: Line) -> formats.Due:
    """The window of a line in words."""
    return formats.Due("—", Tone.INFO) if line.days is None else formats.due(-line.days)


def lacking(line: Line) -> str:
    """Whose approval is missing, and who gave the first."""
    if line.given_by:
        words = _("{who}已批准，还待{roles}")
        return words.format(who=line.given_by, roles=_("、").join(word(role) for role in line.missing))
    return _("待{roles}").format(roles=_("、").join(word(role) for role in line.needed))


def claim_line(line: Line) -> str:
    """Second line of a claim: its case and by whose hands it came."""
    hands = dict.fromkeys((line.requested_by, line.recommended_by))
    return DOT.join((line.number, _("{who} 建议").format(who=_("、").join(one for one in hands if one))))


def said(line: Line) -> str:
    """A claim as a screen reader says it."""
    own = line.prepayment
    return _("{number}，{consumer}，{merchant}，申请 {claim}，建议 {fen}，{lacking}，{due}").format(
        number=line.number, consumer=line.consumer, merchant=line.merchant, claim=money(own.claim),
        fen=money(own.recommended), lacking=lacking(line), due=due(line).text,
    )  # fmt: skip


def answer(own: Prepayment) -> str:
    """What the merchant said to the claim."""
    if own.contested:
        return _("商家异议：{words}").format(words=own.contested)
    if own.silent_on:
        return _("商家逾期未履行（{day}）").format(day=day(own.silent_on))
    return _("商家没有答复")


def asked(own: Prepayment) -> tuple[str, ...]:
    """What is claimed, item by item."""
    items = [f"{word(item.kind)} {money(item.amount)}{' ' + item.words if item.words else ''}" for item in own.items]
    claimed = _("申请 {claim}").format(claim=money(own.claim))
    if items:
        claimed = _("{claimed}（{items}）").format(claimed=claimed, items=_("、").join(items))
    told = [claimed]
    if own.basis:
        told.append(_("依据：{words}").format(words=own.basis))
    if own.decided_why:
        told.append(_("此前退回：{words}").format(words=own.decided_why))
    return tuple(told)


def ticks(checks: Sequence[Check]) -> tuple[Point, ...]:
    """The checklist, each point with the reason it stands so."""
    words = _("{label}：{value}")
    return tuple(Point(words.format(label=one.title, value=one.reason), one.met) for one in ticked(checks))


def hits(line: Line, view: CaseView) -> tuple[Point, ...]:
    """The rules of the scheme as this claim meets them: lane, caps, fund, deposit; and what forbids the decision."""
    own, fund = line.prepayment, view.fund
    told = [Point(_("{lane}：{roles}").format(lane=word(line.lane), roles=_("、").join(map(word, line.needed))))]
    if fund is None:
        return tuple(told)
    fen = own.recommended or Fen(0)
    told.extend(_caps(own, fund.scheme, fen))
    status = next((one for one in view.steps if one.step is Step.PREPAY_APPROVE), None)
    short = (
        status is not None and status.refusal is not None and status.refusal.code.startswith(("fund.", "prepay.over"))
    )
    if short and status is not None and status.refusal is not None:
        told.append(Point(refusal_text(status.refusal), met=False))
    else:
        told.append(Point(_("批准后可用余额 {fen}").format(fen=money(Fen(fund.available - fen))), met=True))
    told.append(_deposit(line, fen))
    if line.refusal is not None:
        told.append(Point(refusal_text(line.refusal), met=False))
    return tuple(told)


def _caps(own: Prepayment, scheme: Scheme, fen: Fen) -> list[Point]:
    if scheme.case_cap is None:
        return []
    if own.claim > scheme.case_cap:
        rest = Fen(own.claim - fen)
        words = _("申请超过单案上限 {cap}，其余 {rest} 仍归消费者主张")
        return [Point(words.format(cap=money(scheme.case_cap), rest=money(rest)), met=fen <= scheme.case_cap)]
    return [Point(_("在单案上限 {cap} 以内").format(cap=money(scheme.case_cap)), met=True)]


def _deposit(line: Line, fen: Fen) -> Point:
    if line.deposit >= fen:
        return Point(_("商家保证金 {held}，足够追偿").format(held=money(line.deposit)), met=True)
    if line.deposit:
        words = _("商家保证金 {held}，不足，差 {rest}")
        return Point(words.format(held=money(line.deposit), rest=money(Fen(fen - line.deposit))))
    return Point(_("商家没有缴存保证金"))


def _wide(chinese: int, english: int) -> int:
    return chinese if language() is Language.ZH_CN else english


def pay_columns() -> tuple[Column, ...]:
    """The columns of what is to be paid."""
    return (
        Column("due", _("期限"), _wide(122, 158), Drawn.DUE),
        Column("number", _("案件号"), 142, Drawn.QUIET),
        Column("consumer", _("消费者"), 80, Drawn.PLAIN),
        Column("merchant", _("商家"), 0, Drawn.PLAIN),
        Column("fen", _("批准金额"), 112, Drawn.AMOUNT),
        Column("account", _("收款账户"), 176, Drawn.QUIET),
        Column("state", _("状态"), _wide(130, 136), Drawn.STATE),
    )


def pay_row(line: Line) -> CellRow:
    """One line of what is to be paid."""
    own = line.prepayment
    account = DOT.join(part for part in (own.payee, mask_card(own.account) if own.account else "") if part) or "—"
    return CellRow(
        line.key,
        (
            Cell(due(line).text, due=due(line)),
            Cell(line.number, Ink.TEXT2),
            Cell(line.consumer),
            Cell(line.merchant),
            Cell(money(own.approved), bold=True),
            Cell(account, Ink.TEXT2),
            Cell(word(own.state), tone=TONES[own.state]),
        ),
    )


def pay_deeds(line: Line) -> tuple[Offered, ...]:
    """What can be done about a line that is to be paid, the next thing first."""
    if line.prepayment.state is S.PAYING:
        return (
            Offered(Step.PREPAY_PAID, _("确认到账"), {"amount": line.prepayment.approved}),
            Offered(Step.PREPAY_PAY_FAILED, _("付款失败")),
        )
    words = _("重新付款") if line.prepayment.state is S.PAY_FAILED else _("发起付款")
    return (
        Offered(Step.PREPAY_PAY, words, {"amount": line.prepayment.approved, "payee": line.prepayment.payee}),
        Offered(Step.PREPAY_MERCHANT_PAID, _("商家已自行赔付")),
    )


def recover_columns() -> tuple[Column, ...]:
    """The columns of what is to be recovered."""
    return (
        Column("number", _("案件号"), 142, Drawn.QUIET),
        Column("merchant", _("商家"), 0, Drawn.PLAIN),
        Column("paid", _("垫付"), 104, Drawn.AMOUNT),
        Column("back", _("已追回"), 104, Drawn.AMOUNT),
        Column("left", _("未追回"), 104, Drawn.AMOUNT),
        Column("deposit", _("保证金"), 104, Drawn.AMOUNT),
        Column("age", _("垫付天数"), _wide(76, 92), Drawn.AMOUNT),
        Column("due", _("补足期限"), _wide(122, 158), Drawn.DUE),
        Column("state", _("状态"), _wide(112, 168), Drawn.STATE),
    )


def recover_row(line: Line, today: date) -> CellRow:
    """One line of what is to be recovered."""
    own = line.prepayment
    age = age_of(own, today) or 0
    old = age > OLD
    state = _("申诉中") if own.appeal else _("待发追偿通知") if own.state is S.PAID else word(own.state)
    return CellRow(
        line.key,
        (
            Cell(line.number, Ink.TEXT2),
            Cell(line.merchant),
            Cell(money(own.paid)),
            Cell(money(own.recovered), Ink.TEXT if own.recovered else Ink.TEXT3),
            Cell(money(own.outstanding), bold=True),
            Cell(money(line.deposit), Ink.TEXT if line.deposit else Ink.TEXT3),
            Cell(ngettext("{n} 天", "{n} 天", age).format(n=age), Ink.WARN if old else Ink.TEXT2, bold=old),
            Cell(due(line).text, due=due(line)),
            Cell(state, tone=Tone.PURPLE if own.appeal else TONES[own.state]),
        ),
    )


def recover_deeds(line: Line) -> tuple[Offered, ...]:
    """What can be done about an advance, the next thing first."""
    own = line.prepayment
    if own.appeal:
        return (Offered(Step.APPEAL_DISMISSED, _("驳回申诉")), Offered(Step.APPEAL_UPHELD, _("申诉成立")))
    if own.state is S.PAID:
        return (Offered(Step.RECOVERY_NOTICE, _("发追偿通知")), Offered(Step.APPEAL, _("登记申诉")))
    found = []
    for source, held, words in (
        (RecoverFrom.DEPOSIT, line.deposit, _("扣保证金 {fen}")),
        (RecoverFrom.SETTLEMENT, line.settlement, _("扣货款 {fen}")),
    ):
        fen = min(held, own.outstanding)
        if fen:
            given = {"from": source.value, "amount": fen}
            found.append(Offered(Step.RECOVER, words.format(fen=money(fen)), given))
    given = {"from": RecoverFrom.MERCHANT.value, "amount": own.outstanding}
    found.append(Offered(Step.RECOVER, _("商家偿付"), given))
    found.append(Offered(Step.WRITE_OFF, _("核销"), {"amount": own.outstanding}))
    found.append(Offered(Step.APPEAL, _("登记申诉")))
    return tuple(found)


def age_columns() -> tuple[Column, ...]:
    """The columns of the ages."""
    days = [_("0–30 天"), _("31–60 天"), _("61–90 天"), _("90 天以上")]
    return (
        Column("merchant", _("商家"), 0, Drawn.PLAIN),
        Column("advances", _("笔数"), _wide(72, 92), Drawn.AMOUNT),
        *(Column(f"age{place}", words, 128, Drawn.AMOUNT) for place, words in enumerate(days)),
        Column("total", _("合计"), 128, Drawn.AMOUNT),
    )


def age_row(one: Aged) -> CellRow:
    """A merchant's advances by age."""
    return _aged(one.page, one.name, one.advances, one.by_age)


def age_total(found: Sequence[Aged]) -> CellRow:
    """All of them together."""
    ages = len(AGES) + 1
    sums = tuple(Fen(sum(one.by_age[place] for one in found)) for place in range(ages))
    return _aged(0, _("合计"), sum(one.advances for one in found), sums, bold=True)


def _aged(key: int, name: str, count: int, by_age: Sequence[Fen], *, bold: bool = False) -> CellRow:
    cells = [
        Cell(
            money(fen) if fen else "—",
            Ink.TEXT3 if not fen else Ink.WARN if place == len(AGES) else Ink.TEXT,
            bold=bold,
        )
        for place, fen in enumerate(by_age)
    ]
    total = Cell(money(Fen(sum(by_age))), bold=True)
    return CellRow(key, (Cell(name, bold=bold), Cell(f"{count:,}", bold=bold), *cells, total))


def register_columns() -> tuple[Column, ...]:
    """The columns of a register."""
    return (
        Column("day", _("日期"), 96, Drawn.QUIET),
        Column("no", _("凭证号"), 96, Drawn.QUIET),
        Column("what", _("摘要"), 0, Drawn.PLAIN),
        Column("case", _("案件"), 142, Drawn.QUIET),
        Column("merchant", _("商家"), _wide(184, 170), Drawn.PLAIN),
        Column("in", _("收入"), 112, Drawn.AMOUNT),
        Column("out", _("支出"), 112, Drawn.AMOUNT),
        Column("balance", _("余额"), 124, Drawn.AMOUNT),
    )


def register_row(one: Moved) -> CellRow:
    """One line of a register."""
    mark = _("冲销 {no}").format(no=one.reverses) if one.reverses else ""
    if one.reversed_by:
        mark = _("已被 {no} 冲销").format(no=one.reversed_by)
    named = "" if one.reverses else word(one.journal)
    what = DOT.join(part for part in (named, mark, one.why, one.bank_ref) if part)
    quiet = Ink.TEXT3 if one.reversed_by else Ink.TEXT
    return CellRow(
        one.key,
        (
            Cell(day(happened_on(one)), Ink.TEXT2),
            Cell(number(one), Ink.TEXT2),
            Cell(what, quiet),
            Cell(one.dispute or "—", Ink.TEXT2),
            Cell(one.merchant or "—", Ink.TEXT if one.merchant else Ink.TEXT3),
            Cell(one.fen.grouped if one.fen > 0 else "", quiet),
            Cell(Fen(-one.fen).grouped if one.fen < 0 else "", quiet),
            Cell(one.balance.grouped, bold=True),
        ),
        one,
    )


def number(one: Moved) -> str:
    """A voucher's number."""
    return f"{one.year}-{one.number:04d}"


def who_booked(one: Moved) -> str:
    """By whom and when a voucher was booked."""
    return DOT.join((number(one), one.clerk, stamp(one.at)))
