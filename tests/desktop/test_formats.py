"""How values are written."""

from datetime import UTC, date, datetime

import pytest

from odrdesk.desktop import formats
from odrdesk.desktop.tokens import Tone
from odrdesk.domain.money import Fen


@pytest.mark.parametrize(
    ("late", "text", "tone", "urgent"),
    [
        (2, "逾期 2 工作日", Tone.DANGER, True),
        (0, "今日到期", Tone.WARN, True),
        (-1, "剩 1 工作日", Tone.WARN, False),
        (-3, "剩 3 工作日", Tone.NEUTRAL, False),
        (None, "已结", Tone.INFO, False),
    ],
)
def test_a_deadline_in_words(late: int | None, text: str, tone: Tone, urgent: bool) -> None:
    due = formats.due(late)
    assert (due.text, due.tone, due.urgent) == (text, tone, urgent)


def test_a_date_that_leans_on_no_notice_says_so() -> None:
    assert formats.due(-4, provisional=True).text == "暂定 剩 4 工作日"


@pytest.mark.parametrize(("fen", "written"), [(123_450, "¥1,234.50"), (0, "¥0.00"), (-5, "-¥0.05"), (None, "—")])
def test_money(fen: int | None, written: str) -> None:
    assert formats.money(None if fen is None else Fen(fen)) == written


def test_days_and_moments_are_shanghais() -> None:
    moment = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)
    assert formats.stamp(moment) == "2026-11-23 02:05"
    assert formats.stamp(moment, year=False) == "11-23 02:05"
    assert formats.clock(moment) == "02:05"
    assert formats.day_title(date(2026, 11, 23)) == "11 月 23 日 周一"
    assert (formats.day(None), formats.day_short(date(2026, 11, 6))) == ("—", "11-06")


@pytest.mark.parametrize(
    ("number", "shown"), [("6920115822740038", "6920 1158 2274 0038"), ("1234", "1234"), ("TB-88", "TB-88")]
)
def test_long_numbers_are_grouped(number: str, shown: str) -> None:
    assert formats.grouped(number) == shown
