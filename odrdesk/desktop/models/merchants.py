"""The list of merchants: its columns, a merchant made ready to be drawn, and where both come from."""

from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from odrdesk.desktop.models.columns import CaseRow, Column, Drawn, case_row
from odrdesk.services import merchants
from odrdesk.services.desk import Desk
from odrdesk.services.merchants import Line
from odrdesk.text import Language, _, language, ngettext


class MerchantRow(NamedTuple):
    """A merchant in a list: every word already written."""

    key: int
    texts: tuple[str, ...]
    repeats: int


def merchant_columns() -> tuple[Column, ...]:
    """The columns of the list of merchants, from the left."""
    wider = 0 if language() is Language.ZH_CN else 46
    return (
        Column("name", _("商家"), 0, Drawn.PLAIN, "name"),
        Column("uscc", _("统一社会信用代码"), 184, Drawn.QUIET),
        Column("open", _("在办"), 76, Drawn.AMOUNT, "open"),
        Column("recent", _("近 90 天"), 96 + wider // 2, Drawn.AMOUNT, "recent"),
        Column("cases", _("全部案件"), 92, Drawn.AMOUNT, "cases"),
        Column("rate", _("和解率"), 92, Drawn.AMOUNT, "rate"),
        Column("answer", _("平均反馈工作日"), 134 + wider, Drawn.AMOUNT),
        Column("repeats", _("重复问题"), 104 + wider, Drawn.TAGGED),
    )


def merchant_row(line: Line) -> MerchantRow:
    """Write a merchant out."""
    figures = line.figures
    texts = (
        line.profile.name,
        line.profile.uscc or "—",
        f"{figures.open:,}",
        f"{figures.recent:,}",
        f"{figures.cases:,}",
        rate_words(line),
        "—" if line.answer_days is None else f"{line.answer_days:.1f}",
        ngettext("{n} 类", "{n} 类", line.repeats).format(n=line.repeats) if line.repeats else "",
    )
    return MerchantRow(line.profile.key, texts, line.repeats)


def rate_words(line: Line) -> str:
    """The settlement rate, or a dash where nothing has ended yet."""
    return "—" if line.rate is None else f"{line.rate:.0f}%"


class MerchantSource:
    """All merchants in an order, narrowed by a text; called off the GUI thread only."""

    def __init__(self, desk: Desk, text: str, order: str, *, down: bool) -> None:
        self._desk, self._text, self._order, self._down = desk, text, order, down

    def opening(self, limit: int) -> tuple["array[int]", int]:
        """The first keys in order, and how many there are in all."""
        keys = self._keys()
        return keys[:limit], len(keys)

    def ids(self) -> Iterator["array[int]"]:
        """All keys in order."""
        yield self._keys()

    def rows(self, keys: Sequence[int]) -> Sequence[MerchantRow]:
        """The rows of these keys, every word written."""
        return [merchant_row(line) for line in merchants.lines(self._desk, list(keys))]

    def _keys(self) -> "array[int]":
        return merchants.ids(self._desk, self._text, self._order, down=self._down)


class MerchantCases:
    """The cases of one merchant, the last received first; called off the GUI thread only."""

    def __init__(self, desk: Desk, key: int) -> None:
        self._desk, self._key = desk, key

    def opening(self, limit: int) -> tuple["array[int]", int]:
        """The first keys in order, and how many there are in all."""
        keys = merchants.cases(self._desk, self._key)
        return keys[:limit], len(keys)

    def ids(self) -> Iterator["array[int]"]:
        """All keys in order."""
        yield merchants.cases(self._desk, self._key)

    def rows(self, keys: Sequence[int]) -> Sequence[CaseRow]:
        """The rows of these keys, every word written."""
        return [case_row(found) for found in merchants.case_rows(self._desk, keys)]
