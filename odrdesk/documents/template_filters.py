"""How a template prints a value: `{金额|大写}`. A filter takes values of some kinds and gives text."""

import functools
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from odrdesk.documents.template_fields import FieldKind as K
from odrdesk.domain.identity import mask_id, mask_name, mask_phone
from odrdesk.domain.money import Fen, capitals
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.places import resource

_NUMERALS = "零一二三四五六七八九十"
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Filter:
    """A way to print: the kinds of value it takes, what it makes of one, and an example of what comes out."""

    takes: frozenset[K]
    shown: Callable[[Any], str]
    sample: str
    zh: str
    en: str


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese numerals: 三, 十二, 二十."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        raise ValueError(number)
    head = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens] + "十"
    return head + (_NUMERALS[ones] if ones else "")


def day(value: date) -> str:
    """2026年10月20日; of a moment, its day in Shanghai."""
    value = _shanghai(value)
    return f"{value.year}年{value.month}月{value.day}日"


def weekday(value: date) -> str:
    """星期二."""
    return "星期" + _WEEKDAYS[_shanghai(value).weekday()]


def moment(value: datetime) -> str:
    """2026-10-08 09:30 in Shanghai."""
    return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _month_day(value: date) -> str:
    value = _shanghai(value)
    return f"{value.month}月{value.day}日"


def _shanghai(value: date) -> date:
    return value.astimezone(SHANGHAI).date() if isinstance(value, datetime) else value


def _joined(between: str) -> Callable[[tuple[str, ...]], str]:
    return lambda values: between.join(map(str, values))


def _masked(name: str) -> str:
    return mask_name(name, _surnames())


@functools.cache
def _surnames() -> frozenset[str]:
    told = tomllib.loads(resource("names", "compound_surnames.toml").read_text("utf-8"))
    return frozenset(told["surnames"])


_DAYS, _MONEY = frozenset({K.DAY, K.MOMENT}), frozenset({K.MONEY})
_TEXT, _LIST = frozenset({K.TEXT, K.SENTENCE}), frozenset({K.LIST})

FILTERS: Mapping[str, Filter] = {
    "日期": Filter(_DAYS, day, "2026年10月20日", "年月日", "year, month and day"),
    "月日": Filter(_DAYS, _month_day, "10月20日", "月日，不带年份", "month and day without the year"),
    "星期": Filter(_DAYS, weekday, "星期二", "星期几", "day of the week"),
    "时间": Filter(frozenset({K.MOMENT}), moment, "2026-10-08 09:30", "日期和时刻", "day and time"),
    "金额": Filter(_MONEY, lambda v: Fen(v).grouped, "62,900.00", "元，带千位分隔", "yuan, thousands separated"),
    "大写": Filter(_MONEY, lambda v: capitals(Fen(v)), "陆佰贰拾玖元整", "大写金额", "amount in capitals"),
    "中文数": Filter(frozenset({K.NUMBER}), chinese_number, "三", "中文数字，1 至 99", "Chinese numeral, 1 to 99"),
    "脱敏": Filter(_TEXT, _masked, "张*", "姓名脱敏", "a name, masked"),
    "电话脱敏": Filter(_TEXT, mask_phone, "138****5678", "电话脱敏", "a telephone number, masked"),
    "证件脱敏": Filter(_TEXT, mask_id, "310115********1234", "证件号码脱敏", "an identity number, masked"),
    "顿号": Filter(_LIST, _joined("、"), "甲、乙", "列表各项用顿号连接", "items joined by an enumeration comma"),
    "逗号": Filter(_LIST, _joined("\uff0c"), "甲\uff0c乙", "列表各项用逗号连接", "items joined by a comma"),
}

USUAL: Mapping[K, str] = {K.DAY: "日期", K.MOMENT: "时间", K.MONEY: "金额", K.LIST: "顿号"}
"""The filter offered for values that cannot be printed as they are."""
PLAIN = frozenset({K.TEXT, K.NUMBER, K.SENTENCE})
"""Kinds that are printed as they are where no filter is named."""
