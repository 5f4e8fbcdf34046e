"""How values are written on the screen: money, days, times, lateness."""

from dataclasses import dataclass
from datetime import date, datetime

from odrdesk.desktop.tokens import Tone
from odrdesk.domain.law import Rule, Unit
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Tier
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.text import _, ngettext

_MOST_HOURS = 72
"""Hours late that are still told in hours."""
DOT = "\u2002·\u2002"
NONE = "—"
"""What stands where there is nothing to tell: the one sign for it in every table and list of facts."""


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in words: what the chip says, how loud, and with which icon."""

    text: str
    tone: Tone
    icon: str = ""

    @property
    def urgent(self) -> bool:
        """Overdue or due today: a filled chip, bold, with an icon."""
        return bool(self.icon)


def due_hours(left: float, tier: Tier) -> Due:
    """Words for a deadline that ends at a moment, `left` hours away (negative: past)."""
    if left < -_MOST_HOURS:
        days = round(-left / 24)
        return Due(ngettext("逾期 {n} 天", "逾期 {n} 天", days).format(n=days), Tone.DANGER, "triangle-alert")
    if left < 0:
        past = ngettext("逾期 {n} 小时", "逾期 {n} 小时", max(1, round(-left))).format(n=max(1, round(-left)))
        return Due(past, Tone.DANGER, "triangle-alert")
    urgent = tier is Tier.URGENT
    if left < 1:
        minutes = round(left * 60)
        words = ngettext("剩 {n} 分钟", "剩 {n} 分钟", minutes).format(n=minutes)
    else:
        words = ngettext("剩 {n} 小时", "剩 {n} 小时", int(left)).format(n=int(left))
    return Due(words, Tone.WARN if tier is not Tier.CALM else Tone.NEUTRAL, "clock" if urgent else "")


def wait_over() -> Due:
    """Words for a wait that has ended and binds nobody here: the next step is open."""
    return Due(_("等待期满"), Tone.WARN, "clock")


def due(late: int | None, *, provisional: bool = False, tier: Tier = Tier.CALM) -> Due:
    """Words for a deadline `late` working days past (negative: still to come); None when none runs."""
    if late is None:
        return Due(_("已结"), Tone.INFO)
    mark = _("暂定 ") if provisional else ""
    if late > 0:
        return Due(
            mark + ngettext("逾期 {n} 工作日", "逾期 {n} 工作日", late).format(n=late), Tone.DANGER, "triangle-alert"
        )
    if late == 0:
        return Due(mark + _("今日到期"), Tone.WARN, "clock")
    left = ngettext("剩 {n} 工作日", "剩 {n} 工作日", -late).format(n=-late)
    return Due(mark + left, Tone.WARN if late == -1 or tier in {Tier.URGENT, Tier.REMIND} else Tone.NEUTRAL)


def money(amount: Fen | None) -> str:
    """`¥1,234.50`; a dash when there is no amount."""
    return NONE if amount is None else amount.yuan


def day(value: date | None) -> str:
    """`2026-11-23`, or a dash."""
    return value.isoformat() if value else NONE


def day_short(value: date | None) -> str:
    """`11-23` for lists."""
    return f"{value:%m-%d}" if value else NONE


def weekday(value: date) -> str:
    """`周一` and so on."""
    return (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))[value.weekday()]


def day_title(value: date) -> str:
    """`11 月 23 日 周一` for headings."""
    return _("{month} 月 {day} 日 {weekday}").format(month=value.month, day=value.day, weekday=weekday(value))


def stamp(value: datetime, *, year: bool = True) -> str:
    """An aware moment as Shanghai wall time: `2026-11-23 10:20`, or `11-23 10:20`."""
    local = value.astimezone(SHANGHAI)
    return f"{local:%Y-%m-%d %H:%M}" if year else f"{local:%m-%d %H:%M}"


def clock(value: datetime) -> str:
    """`10:20`, Shanghai."""
    return f"{value.astimezone(SHANGHAI):%H:%M}"


def grouped(number: str, size: int = 4) -> str:
    """A long number in groups, for reading; copies elsewhere stay without spaces."""
    if not number.isdigit() or len(number) < 2 * size:
        return number
    return " ".join(number[i : i + size] for i in range(0, len(number), size))


def length(rule: Rule) -> str:
    """A time limit's length: `10 工作日`."""
    one = {
        Unit.WORKDAY: ngettext("{n} 工作日", "{n} 工作日", rule.length),
        Unit.DAY: ngettext("{n} 日", "{n} 日", rule.length),
        Unit.HOUR: ngettext("{n} 小时", "{n} 小时", rule.length),
        Unit.MONTH: ngettext("{n} 个月", "{n} 个月", rule.length),
        Unit.YEAR: ngettext("{n} 年", "{n} 年", rule.length),
    }[rule.unit]
    return one.format(n=rule.length)
