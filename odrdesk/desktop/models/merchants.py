"""The list of merchants: its columns, a merchant made ready to be drawn, and where both come from."""

from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from odrdesk.desktop import risk_words
from odrdesk.desktop.formats import money
from odrdesk.desktop.models.columns import CaseRow, Column, Drawn, case_row
from odrdesk.domain.merchant_risk import Risk
from odrdesk.services import merchant_lists, merchants
from odrdesk.services.desk import Desk
from odrdesk.services.merchant_lists import Listed, Only
from odrdesk.services.merchants import Line
from odrdesk.text import Language, _, language


class MerchantRow(NamedTuple):
    """A merchant in a list: every word already written; `why` tells the signs of its risk."""

    key: int
    texts: tuple[str, ...]
    risk: Risk
    owes: bool
    why: str


def merchant_columns() -> tuple[Column, ...]:
    """The columns of the list of merchants, from the left."""
    wider = 0 if language() is Language.ZH_CN else 1
    return (
        Column("name", _("商家"), 0, Drawn.PLAIN, "name"),
        Column("uscc", _("统一社会信用代码"), 172, Drawn.QUIET),
        Column("shop", _("店铺号"), 96, Drawn.QUIET),
        Column("deposit", _("保证金"), 112, Drawn.AMOUNT, "deposit"),
        Column("open", _("在办"), 64, Drawn.AMOUNT, "open"),
        Column("recent", _("近 90 天"), 84 + 20 * wider, Drawn.AMOUNT, "recent"),
        Column("rate", _("和解率"), 80 + 20 * wider, Drawn.AMOUNT, "rate"),
        Column("answer", _("平均反馈工作日"), 124 + 36 * wider, Drawn.AMOUNT, "answer"),
        Column("risk", _("风险"), 84 + 10 * wider, Drawn.STATE, "risk"),
    )


def merchant_row(found: Listed) -> MerchantRow:
    """Write a merchant out."""
    line = found.line
    figures = line.figures
    texts = (
        line.profile.name,
        line.profile.uscc or "—",
        line.profile.shop_no or "—",
        money(found.deposit) if found.deposit else "—",
        f"{figures.open:,}",
        f"{figures.recent:,}",
        rate_words(line),
        "—" if line.answer_days is None else f"{line.answer_days:.1f}",
        risk_words.risk(found.risk) if found.signs else "",
    )
    owes = bool(found.owed)
    return MerchantRow(line.profile.key, texts, found.risk, owes, risk_words.signs(found))


def rate_words(line: Line) -> str:
    """The settlement rate, or a dash where nothing has ended yet."""
    return "—" if line.rate is None else f"{line.rate:.0f}%"


class MerchantSource:
    """All merchants in an order, narrowed by a text and conditions; called off the GUI thread only."""

    def __init__(self, desk: Desk, text: str, order: str, only: Only, *, down: bool) -> None:
        self._desk, self._text, self._order, self._only, self._down = desk, text, order, only, down

    def opening(self, limit: int) -> tuple["array[int]", int]:
        """The first keys in order, and how many there are in all."""
        keys = self._keys()
        return keys[:limit], len(keys)

    def ids(self) -> Iterator["array[int]"]:
        """All keys in order."""
        yield self._keys()

    def rows(self, keys: Sequence[int]) -> Sequence[MerchantRow]:
        """The rows of these keys, every word written."""
        return [merchant_row(found) for found in merchant_lists.rows(self._desk, list(keys))]

    def _keys(self) -> "array[int]":
        return merchant_lists.ids(self._desk, self._text, self._order, self._only, down=self._down)


class MerchantCases:
    """The cases of one merchant (of a month), the last received first; called off the GUI thread only."""

    def __init__(self, desk: Desk, key: int, month: date | None = None) -> None:
        self._desk, self._key, self._month = desk, key, month

    def opening(self, limit: int) -> tuple["array[int]", int]:
        """The first keys in order, and how many there are in all."""
        keys = merchants.cases(self._desk, self._key, self._month)
        return keys[:limit], len(keys)

    def ids(self) -> Iterator["array[int]"]:
        """All keys in order."""
        yield merchants.cases(self._desk, self._key, self._month)

    def rows(self, keys: Sequence[int]) -> Sequence[CaseRow]:
        """The rows of these keys, every word written."""
        return [case_row(found) for found in merchants.case_rows(self._desk, keys)]
