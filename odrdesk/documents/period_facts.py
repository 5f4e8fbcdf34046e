"""A report to the regulator (月报、季报、年报) as values and tables; the words are Chinese, as the regulator's are."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache

from odrdesk.documents.register_words import word
from odrdesk.domain.money import Fen
from odrdesk.domain.report import COMPARED, Busy, Content, Difference, change
from odrdesk.domain.reporting import RATES, FigureKey, PeriodKind, Value, wan
from odrdesk.domain.vocabulary import Category
from odrdesk.places import resource

TITLE = "消费者投诉处理情况表"
HEADINGS = (
    "类别", "受理投诉(件)", "已处理(件)", "调解成功(件)", "挽回经济损失(万元)", "质量", "安全", "计量", "合同",
    "售后服务", "人格尊严", "广告", "商标", "价格", "假冒", "虚假宣传", "其他",
)  # fmt: skip
"""The columns of the regulator's table, to the letter."""
COMPARISON = ("指标", "单位", "本期", "本年累计", "上年同期", "增减数", "增减率")
BUSY = ("名称", "受理(件)", "和解(件)", "不成(件)", "和解率")
NOTHING = "无"
ALL = "合计"
KINDS: Mapping[PeriodKind, str] = {PeriodKind.MONTH: "月报", PeriodKind.QUARTER: "季报", PeriodKind.YEAR: "年报"}
QUARTERS = "一二三四"
_FIGURES: Mapping[str, tuple[str, str]] = {
    FigureKey.REGISTERED: ("登记", "件"),
    FigureKey.ACCEPTED: ("受理", "件"),
    FigureKey.NOT_ACCEPTED: ("不予受理", "件"),
    FigureKey.CONCLUDED: ("办结", "件"),
    FigureKey.SETTLED: ("和解成功", "件"),
    FigureKey.FAILED: ("和解不成", "件"),
    FigureKey.WITHDRAWN: ("消费者撤回", "件"),
    FigureKey.SETTLEMENT_RATE: ("和解率", "%"),
    FigureKey.ON_TIME_RATE: ("按期率", "%"),
    FigureKey.MEAN_WORKING_DAYS: ("平均办理工作日", "工作日"),
    FigureKey.RECOVERED_LOSS_FEN: ("挽回经济损失", "万元"),
    FigureKey.PUNITIVE_FEN: ("其中：加倍赔偿", "万元"),
    FigureKey.PREPAID_COUNT: ("先行赔付", "笔"),
    FigureKey.PREPAID_FEN: ("先行赔付金额", "万元"),
    FigureKey.PREPAID_RECOVERED_FEN: ("先行赔付追回", "万元"),
    FigureKey.RECOVERY_RATE: ("追偿率", "%"),
    FigureKey.TO_REGULATOR_RATE: ("转投诉率", "%"),
}


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What a report is printed from. `version` 0 is one that was not frozen; `corrections` are against the last."""

    content: Content
    made_at: datetime
    made_by: str
    version: int = 0
    sha256: str = ""
    corrections: tuple[Difference, ...] = ()
    practice: bool = False


@cache
def notes() -> tuple[str, ...]:
    """How the figures are counted (`resources/reporting/notes.toml`)."""
    told = tomllib.loads(resource("reporting", "notes.toml").read_text("utf-8"))
    return tuple(told["notes"])


def period_words(content: Content) -> str:
    """The period as people say it: 2026年10月, 2026年第四季度, 2026年度."""
    first, kind = content.period.first, content.period.kind
    if kind is PeriodKind.MONTH:
        return f"{first.year}年{first.month}月"
    return f"{first.year}年第{QUARTERS[first.month // 3]}季度" if kind is PeriodKind.QUARTER else f"{first.year}年度"


def table(content: Content) -> list[tuple[str, tuple[int | Decimal, ...]]]:
    """The rows of the regulator's table, each its class and its numbers; the last of them all together."""
    return [
        (
            word(row.goods) if row.goods else ALL,
            (row.accepted, row.concluded, row.settled, wan(row.recovered), *row.categories),
        )
        for row in content.rows
    ]


Comparison = tuple[str, str, Value, Value, Value, Value, Value]


def comparison(content: Content) -> list[Comparison]:
    """Every compared figure: its name and unit, this period, the year so far, the year before, and the change.

    Money stands in 万元; the change is counted from the exact fen and rounded only then.
    """
    found: list[Comparison] = []
    for key in COMPARED:
        now, before = content.figures[key].value, content.year_before.get(key)
        one = change(key, now, before)
        name, unit = _FIGURES[key]
        so_far = content.year_to_date.get(key)
        found.append((name, unit, _unit(now), _unit(so_far), _unit(before), _unit(one.difference), one.share))
    return found


def shown(value: Value, unit: str = "") -> str:
    """A value as a table on paper has it; nothing to divide by is 无."""
    if value is None:
        return NOTHING
    if isinstance(value, Mapping):
        return "、".join(f"{name} {count}" for name, count in value.items())
    if isinstance(value, Fen):
        return value.grouped
    return f"{value:,}{unit}"


def busy(some: tuple[Busy, ...]) -> list[tuple[str, int, int, int, str]]:
    """The busiest merchants or rooms."""
    return [(one.name, one.accepted, one.settled, one.failed, shown(one.rate, "%")) for one in some]


def correction(one: Difference) -> tuple[str, str, str, str]:
    """A correction: the figure, what was reported, what it is, the cases that came and went."""
    named = word(one.key)
    unit = "%" if one.key in RATES else ""
    came = [f"增 {number}" for number in one.came] + [f"减 {number}" for number in one.went]
    return named, _words(one.frozen, unit), _words(one.now, unit), "，".join(came)


def _words(value: Value, unit: str) -> str:
    if isinstance(value, Mapping):
        return "、".join(f"{word(Category(name))} {count}" for name, count in value.items()) or NOTHING
    return shown(value, unit)


def _unit(value: Value) -> Value:
    return wan(value) if isinstance(value, Fen) else value
