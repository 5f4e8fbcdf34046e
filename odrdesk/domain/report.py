"""A report (月报、季报、年报) as values: its figures, the regulator's table, the annex, and how they compare.

What is frozen is kept as plain JSON values, so that it prints the same for ever.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from odrdesk.domain.case_life import Result
from odrdesk.domain.money import Fen
from odrdesk.domain.plain_values import plain, value_of
from odrdesk.domain.reporting import (
    RATES,
    Figure,
    FigureKey,
    Figures,
    Pairs,
    Period,
    Value,
    parse_period,
    percent,
    rounded,
)
from odrdesk.domain.vocabulary import Category, GoodsClass

COLUMNS = (
    Category.QUALITY, Category.SAFETY, Category.MEASURE, Category.CONTRACT, Category.AFTER_SALES, Category.DIGNITY,
    Category.ADVERTISING, Category.TRADEMARK, Category.PRICE, Category.COUNTERFEIT, Category.FALSE_CLAIMS,
    Category.OTHER,
)  # fmt: skip
"""The columns of 《消费者投诉处理情况表》, in its order."""
INTO: Mapping[Category, Category] = {Category.FOOD_SAFETY: Category.SAFETY}
"""Where the regulator's table counts categories it has no column for; all others count as 其他."""
BUSIEST = 10
COMPARED = (
    FigureKey.REGISTERED, FigureKey.ACCEPTED, FigureKey.NOT_ACCEPTED, FigureKey.CONCLUDED, FigureKey.SETTLED,
    FigureKey.FAILED, FigureKey.WITHDRAWN, FigureKey.SETTLEMENT_RATE, FigureKey.ON_TIME_RATE,
    FigureKey.MEAN_WORKING_DAYS, FigureKey.RECOVERED_LOSS_FEN, FigureKey.PUNITIVE_FEN, FigureKey.PREPAID_COUNT,
    FigureKey.PREPAID_FEN, FigureKey.PREPAID_RECOVERED_FEN, FigureKey.RECOVERY_RATE, FigureKey.TO_REGULATOR_RATE,
)  # fmt: skip
"""The figures that are set beside the year so far and the same period of the year before."""


class Traits(NamedTuple):
    """What a case was about: the goods as typed, the merchant as its page is named, the live room."""

    goods: str | None
    merchant: str
    room: str


class Subject(NamedTuple):
    """What a case was about, for the tables: the class of its goods, its merchant, its live room."""

    goods: GoodsClass
    merchant: str = ""
    room: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the regulator's table: a class of goods, or all (None); `categories` divide what was accepted."""

    goods: GoodsClass | None
    accepted: int
    concluded: int
    settled: int
    recovered: Fen
    categories: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Busy:
    """A merchant or a live room with its complaints accepted in the period, and how the concluded ones ended."""

    name: str
    accepted: int
    settled: int = 0
    failed: int = 0

    @property
    def rate(self) -> Decimal | None:
        """和解率 of its own."""
        return percent(self.settled, self.settled + self.failed)


@dataclass(frozen=True, slots=True)
class Content:
    """All that a report says. `as_of` is the day whose end it tells: the last of the period, or today before it."""

    period: Period
    as_of: date
    figures: Figures
    year_to_date: Mapping[FigureKey, Value]
    year_before: Mapping[FigureKey, Value]
    rows: tuple[Row, ...]
    merchants: tuple[Busy, ...] = ()
    rooms: tuple[Busy, ...] = ()
    leads: int = 0
    unit: str = ""
    """Who reports (填报单位), by the name of that day."""

    @property
    def unfinished(self) -> bool:
        """Whether the period was not over."""
        return self.as_of < self.period.last


class Change(NamedTuple):
    """This period beside the same of the year before: the difference, and its share in percent (None: 无)."""

    now: Value
    before: Value
    difference: Value
    share: Decimal | None


class Difference(NamedTuple):
    """A figure that is another one now than when the report was frozen, with the cases that came and went."""

    key: FigureKey
    frozen: Value
    now: Value
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


def change(key: FigureKey, now: Value, before: Value) -> Change:
    """The change of a figure; of nothing before there is no share, and of rates only the difference."""
    if isinstance(now, Mapping) or isinstance(before, Mapping) or now is None or before is None:
        return Change(now, before, None, None)
    exact = Fraction(now) - Fraction(before)
    difference: Value = rounded(exact) if isinstance(now, Decimal) else type(now)(int(exact))
    share = rounded(exact * 100 / abs(Fraction(before))) if before and key not in RATES else None
    return Change(now, before, difference, share)


def differences(frozen: Content, now: Content) -> tuple[Difference, ...]:
    """What counts otherwise now than in a frozen report: corrections, and what was told late."""
    found = []
    for key in FigureKey:
        old, new = frozen.figures.get(key, Figure(None)), now.figures[key]
        if old.value != new.value or set(old.cases) != set(new.cases):
            came = tuple(one for one in new.cases if one not in set(old.cases))
            went = tuple(one for one in old.cases if one not in set(new.cases))
            found.append(Difference(key, old.value, new.value, came, went))
    return tuple(found)


def rows_of(
    figures: Figures, subjects: Mapping[str, Subject], categories: Mapping[str, Category], money: Mapping[str, int]
) -> tuple[Row, ...]:
    """The lines of the regulator's table: every class with anything to tell, then all together."""
    lists = {key: figures[key].cases for key in (FigureKey.ACCEPTED, FigureKey.CONCLUDED, FigureKey.SETTLED)}
    named = {number for numbers in lists.values() for number in numbers} | set(money)
    of_class = {number: subjects[number].goods for number in named if number in subjects}

    def row(goods: GoodsClass | None) -> Row:
        mine = {
            key: [number for number in numbers if goods is None or of_class.get(number) is goods]
            for key, numbers in lists.items()
        }
        told = [_column(categories[number]) for number in mine[FigureKey.ACCEPTED]]
        recovered = sum(fen for number, fen in money.items() if goods is None or of_class.get(number) is goods)
        return Row(
            goods,
            len(mine[FigureKey.ACCEPTED]),
            len(mine[FigureKey.CONCLUDED]),
            len(mine[FigureKey.SETTLED]),
            Fen(recovered),
            tuple(told.count(column) for column in COLUMNS),
        )

    present = [goods for goods in GoodsClass if goods in set(of_class.values())]
    return (*map(row, present), row(None))


def busiest(names: Mapping[str, str], accepted: Sequence[str], ended: Pairs) -> tuple[Busy, ...]:
    """The merchants or rooms with the most complaints accepted in the period, the most first; at least two each."""
    counted: dict[str, list[int]] = {}
    for number in accepted:
        if names.get(number):
            counted.setdefault(names[number], [0, 0, 0])[0] += 1
    for life, one in ended:
        own = counted.get(names.get(life.number, ""))
        if own and one.result in {Result.SETTLED, Result.FAILED}:
            own[1 if one.result is Result.SETTLED else 2] += 1
    most = sorted(counted.items(), key=lambda item: (-item[1][0], item[0]))
    return tuple(Busy(name, *numbers) for name, numbers in most if numbers[0] > 1)[:BUSIEST]


def told(content: Content) -> dict[str, object]:
    """The content as plain JSON values."""
    return {
        "period": content.period.name,
        "as_of": content.as_of.isoformat(),
        "figures": {
            key.value: {"value": _value_told(one.value), "cases": list(one.cases), "parts": plain(one.parts)}
            for key, one in content.figures.items()
        },
        "year_to_date": {key.value: _value_told(value) for key, value in content.year_to_date.items()},
        "year_before": {key.value: _value_told(value) for key, value in content.year_before.items()},
        "rows": plain(content.rows),
        "merchants": plain(content.merchants),
        "rooms": plain(content.rooms),
        "leads": content.leads,
        "unit": content.unit,
    }


def content_of(plain_: Mapping[str, Any]) -> Content:
    """The content from its plain values."""
    values = {
        part: {FigureKey(key): _value_of(FigureKey(key), one) for key, one in plain_[part].items()}
        for part in ("year_to_date", "year_before")
    }
    figures = {
        FigureKey(key): Figure(
            _value_of(FigureKey(key), one["value"]),
            tuple(one["cases"]),
            {name: tuple(numbers) for name, numbers in one["parts"].items()},
        )
        for key, one in plain_["figures"].items()
    }
    return Content(
        parse_period(plain_["period"]),
        date.fromisoformat(plain_["as_of"]),
        figures,
        values["year_to_date"],
        values["year_before"],
        value_of(tuple[Row, ...], plain_["rows"]),
        value_of(tuple[Busy, ...], plain_["merchants"]),
        value_of(tuple[Busy, ...], plain_["rooms"]),
        plain_["leads"],
        plain_["unit"],
    )


def _column(category: Category) -> Category:
    known = INTO.get(category, category)
    return known if known in COLUMNS else Category.OTHER


def _value_told(value: Value) -> object:
    return str(value) if isinstance(value, Decimal) else plain(value)


def _value_of(key: FigureKey, told_: Any) -> Value:
    if isinstance(told_, str):
        return Decimal(told_)
    return Fen(told_) if key.value.endswith("_fen") else told_
