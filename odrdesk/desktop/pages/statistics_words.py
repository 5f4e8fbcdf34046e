"""The words of the page of statistics: its figures, their rows, what a period is called."""

from collections.abc import Mapping, Sequence
from datetime import date

from odrdesk.desktop.formats import DOT, money
from odrdesk.desktop.models.cells import Cell, CellRow
from odrdesk.desktop.models.columns import Column, Drawn
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.share_bars import Share
from odrdesk.domain.money import Fen
from odrdesk.domain.report import Content, Difference, Traits, change
from odrdesk.domain.reporting import RATES, FigureKey, Period, PeriodKind, Value, percent
from odrdesk.domain.vocabulary import Category
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
    return _("{year}年").format(year=first.year)


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
        return _("无")
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
    told = "" if not compared else "—" if key in RATES else _("无") if share is None else f"{share:+}%"
    name = word(key)
    if key in changed:
        name = _("{name}（现为 {now}）").format(name=name, now=shown(key, changed[key].now))
    return CellRow(
        place,
        (
            Cell(name, Ink.WARN if key in changed else Ink.TEXT),
            Cell(shown(key, now), bold=True),
            Cell(shown(key, content.year_to_date.get(key)) if compared else "", Ink.TEXT2),
            Cell(shown(key, before) if compared else "", Ink.TEXT2),
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
        Share(name, word(Category(name)), count, DOT.join((f"{count:,}", f"{percent(count, whole)}%")))
        for name, count in ordered
    ]


def corrected(differences: Sequence[Difference]) -> str:
    """That a frozen report counts otherwise now."""
    named = _("、").join(word(one.key) for one in differences[:4])
    more = _("等") if len(differences) > 4 else ""
    words = _("定稿以后有更正：{named}{more}。再次定稿会成为新的一版，并附更正说明。")
    return words.format(named=named, more=more)


def default_period(today: date) -> date:
    """A day in the month before: what is to be reported next."""
    return date(today.year - (today.month == 1), (today.month - 2) % 12 + 1, 1)
