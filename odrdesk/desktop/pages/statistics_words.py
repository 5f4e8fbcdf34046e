"""The words of the page of statistics: its figures, their rows, what a period is called."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from odrdesk.desktop.formats import DOT, NONE, money
from odrdesk.desktop.models.cells import Cell, CellRow
from odrdesk.desktop.models.columns import Column, Drawn
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.share_bars import Share
from odrdesk.domain.money import Fen
from odrdesk.domain.report import Busy, Content, Difference, Traits, change
from odrdesk.domain.reporting import RATES, FigureKey, Period, PeriodKind, Value, percent
from odrdesk.domain.vocabulary import Category
from odrdesk.services.report_checks import Check, CheckCode
from odrdesk.services.reports import Overview
from odrdesk.text import Language, _, language, ngettext, word

K = FigureKey
SHOWN = tuple(key for key in FigureKey if key is not K.BY_CATEGORY)
"""The figures that have a row; the categories have bars."""
_WAN = 10_000_00


def period_title(period: Period) -> str:
    """2026年10月, 2026年第四季度, 2026年."""
    first = period.first
    if period.kind is PeriodKind.MONTH:
        return _("{year}年{month}月").format(year=first.year, month=first.month)
    if period.kind is PeriodKind.QUARTER:
        return _("{year}年第{quarter}季度").format(year=first.year, quarter=first.month // 3 + 1)
    if period.kind is PeriodKind.DAYS:
        return _("自定义期间")
    return _("{year}年").format(year=first.year)


def make_words(period: Period) -> str:
    """What the button that makes the report says."""
    if period.kind is PeriodKind.MONTH:
        return _("生成 {month} 月监管月报").format(month=period.first.month)
    return {PeriodKind.QUARTER: _("生成季报"), PeriodKind.YEAR: _("生成年报")}.get(period.kind, _("生成报表"))


def tile(key: FigureKey, found: Overview) -> tuple[str, str | None]:
    """A tile's figure and what stands beside it."""
    figures = found.report.content.figures
    value = figures[key].value
    if key is K.PREPAID_FEN:
        count = figures[K.PREPAID_COUNT].value
        amount, unit = large(value)
        paid = ngettext("{n} 件", "{n} 件", count).format(n=f"{count:,}") if isinstance(count, int) else ""
        return amount, DOT.join(part for part in (unit, paid) if part)
    if key is K.SETTLEMENT_RATE:
        change_of = value - found.before if isinstance(value, Decimal) and found.before is not None else None
        return shown(key, value), "" if change_of is None else _("较上期 {n}").format(n=f"{change_of:+.1f}")
    if key is K.OPEN_OVERDUE:
        still = figures[K.OPEN_AT_END].value
        share = percent(value, still) if isinstance(value, int) and isinstance(still, int) else None
        return shown(key, value), DOT.join((_("件"), f"{share:.1f}%")) if share else _("件")
    if key is K.MEAN_WORKING_DAYS:
        return shown(key, value), "" if value is None else _("个工作日")
    return shown(key, value), None


def check_words(check: Check) -> str:
    """One line of the checklist."""
    n, holds = len(check.cases), check.holds
    told = {
        CheckCode.REGISTER: (_("登记件数与台账一致"), _("{n} 件与台账对不上")),
        CheckCode.FUND: (_("先行赔付账平"), _("先行赔付账不平，请先检查工作台")),
        CheckCode.UNIT: (_("填报单位已填写"), _("没有填报单位")),
        CheckCode.LATE_UNSAID: (_("逾期的都记了原因"), _("{of} 件逾期中 {n} 件没有记原因")),
        CheckCode.UNPROVED: (_("和解的都有履行凭证"), _("{n} 件缺履行凭证")),
        CheckCode.NO_GOODS: (_("受理的都填了商品"), _("{n} 件没有填商品")),
        CheckCode.OPEN_OVERDUE: (_("没有逾期未结的案件"), _("{n} 件逾期未结")),
        CheckCode.MASKED: (_("个人信息已脱敏"), _("个人信息没有脱敏")),
    }[check.code]
    return told[0 if holds else 1].format(n=f"{n:,}", of=f"{check.of:,}")


def busiest(content: Content) -> list[Share]:
    """The merchants with most complaints, the most first; what ended tells the rate."""
    return [
        Share(
            one.name,
            one.name,
            one.accepted,
            DOT.join((f"{one.accepted:,}", _rate(one))),
            (f"{one.accepted:,}", _rate(one)),
        )
        for one in content.merchants
    ]


def _rate(one: Busy) -> str:
    return NONE if one.rate is None else f"{one.rate:.0f}%"


def difference(one: Difference) -> str:
    """Which figure counts otherwise, and by which cases."""
    came = _("多 {n} 件").format(n=len(one.came)) if one.came else ""
    went = _("少 {n} 件").format(n=len(one.went)) if one.went else ""
    return DOT.join(part for part in (word(one.key), came, went) if part)


def span(seen: Overview) -> str:
    """The days of the period, and how many of them are worked."""
    content = seen.report.content
    days = _("{first} 至 {last}").format(first=content.period.first, last=content.period.last)
    worked = ngettext("{n} 个工作日", "{n} 个工作日", seen.working_days).format(n=seen.working_days)
    so_far = _("尚未结束，截至 {day}").format(day=content.as_of) if content.unfinished else ""
    return DOT.join(part for part in (days, worked, so_far) if part)


def shown(key: FigureKey, value: Value) -> str:
    """A figure written out."""
    if value is None or isinstance(value, Mapping):
        return NONE
    if isinstance(value, Fen):
        return money(value)
    return f"{value}%" if key in RATES else f"{value:,}"


def large(fen: Value) -> tuple[str, str]:
    """Money for a tile: above ten thousand yuan by ten thousands in Chinese; the number and its unit."""
    amount = fen if isinstance(fen, Fen) else Fen(0)
    if language() is Language.ZH_CN and abs(amount) >= _WAN:
        return f"¥{int(amount) / _WAN:,.2f}", _("万元")
    return money(amount), ""


def figure_columns() -> tuple[Column, ...]:
    """The columns of the figures."""
    return (
        Column("name", _("指标"), 0, Drawn.PLAIN),
        Column("now", _("本期"), 116, Drawn.AMOUNT),
        Column("so_far", _("本年累计"), 116, Drawn.AMOUNT),
        Column("before", _("上年同期"), 116, Drawn.AMOUNT),
        Column("share", _("增减率"), 92, Drawn.AMOUNT),
    )


def figure_row(place: int, key: FigureKey, content: Content, changed: Mapping[FigureKey, Difference]) -> CellRow:
    """One figure beside the year so far and the year before; one that was corrected since says so."""
    now, before = content.figures[key].value, content.year_before.get(key)
    compared = key in content.year_to_date
    share = change(key, now, before).share if compared else None
    told = NONE if share is None or key in RATES else f"{share:+}%"
    name = word(key)
    if key in changed:
        name = _("{name}（现为 {now}）").format(name=name, now=shown(key, changed[key].now))
    return CellRow(
        place,
        (
            Cell(name, Ink.WARN if key in changed else Ink.TEXT),
            Cell(shown(key, now), bold=True),
            Cell(shown(key, content.year_to_date.get(key)) if compared else NONE, Ink.TEXT2),
            Cell(shown(key, before) if compared else NONE, Ink.TEXT2),
            Cell(told, Ink.TEXT2),
        ),
    )


def case_columns() -> tuple[Column, ...]:
    """The columns of the cases behind a figure."""
    return (
        Column("number", _("案件号"), 138, Drawn.QUIET),
        Column("merchant", _("商家"), 0, Drawn.PLAIN),
        Column("goods", _("商品"), 120, Drawn.PLAIN),
    )


def case_row(place: int, number: str, traits: Traits) -> CellRow:
    """One case."""
    merchant = traits.merchant or traits.room
    return CellRow(place, (Cell(number, Ink.TEXT2), Cell(merchant), Cell(traits.goods or "—", Ink.TEXT2)))


def categories(content: Content) -> list[Share]:
    """What was accepted by category, the most first."""
    told = content.figures[K.BY_CATEGORY].value
    counts = told if isinstance(told, Mapping) else {}
    whole = sum(counts.values())
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [
        Share(
            name,
            word(Category(name)),
            count,
            DOT.join((f"{count:,}", _share(count, whole))),
            (f"{count:,}", _share(count, whole)),
        )
        for name, count in ordered
    ]


def _share(count: int, whole: int) -> str:
    share = percent(count, whole)
    return "—" if share is None else f"{share:.0f}%"


def corrected(differences: Sequence[Difference]) -> str:
    """That a frozen report counts otherwise now."""
    named = _("、").join(word(one.key) for one in differences[:4])
    more = _("等") if len(differences) > 4 else ""
    words = _("定稿以后有更正：{named}{more}。再次定稿会成为新的一版，并附更正说明。")
    return words.format(named=named, more=more)


def default_period(today: date) -> date:
    """A day in the month before: what is to be reported next."""
    return date(today.year - (today.month == 1), (today.month - 2) % 12 + 1, 1)
