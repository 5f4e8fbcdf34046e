"""What the intake dialog says of a draft: when it will be due, what it looks like."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from odrdesk.desktop.formats import day_short, stamp, weekday
from odrdesk.domain import clocks, deadlines
from odrdesk.domain.clocks import Rules
from odrdesk.domain.complaint import Complaint
from odrdesk.domain.counting import origin_of
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import Unit
from odrdesk.domain.vocabulary import State, Step
from odrdesk.domain.workdays import day_of
from odrdesk.text import _, ngettext

WHOLE = frozenset({"R-ODR", "R-TOTAL"})
"""The limits that bound the whole case; the desk's own shorter targets are not for this line."""


class DueLine(NamedTuple):
    """The deadline line, and whether that day has already passed."""

    text: str
    late: bool


def due_line(draft: Complaint, now: datetime, rules: Rules) -> DueLine:
    """When the case will be due if it is registered now; what is still needed to know it."""
    if draft.channel is None or draft.received_at is None:
        return DueLine(_("选好渠道、填好收到时间，这里就显示办理期限"), late=False)
    blank = Dispute(key=0, number="", state=State.REGISTERED, complaint=draft, registered_at=now)
    start = next(one for one in clocks.started(blank, blank, Step.REGISTER, {}, now) if one.rule in WHOLE)
    try:
        due = deadlines.due(rules.law.rule(start.rule, start.day, origin_of(draft)), start.day, rules.calendar)
    except Refusal:
        return DueLine(_("收到时间太久远，算不出办理期限"), late=False)
    last = due.due if not isinstance(due.due, datetime) else day_of(due.due)
    late = deadlines.late_working_days(last, now, rules.calendar)
    words = _("{event} {start} → {limit} {due}，共 {length}").format(
        event=_event(draft, start.rule),
        start=_day(start.day, now),
        limit=_("ODR 回复期限") if start.rule == "R-ODR" else _("联络点办结期限"),
        due=_day(last, now),
        length=_length(due.unit, due.length),
    )
    if due.provisional:
        words += _("（暂定·节假日未公布）")
    if late:
        words += ngettext("，已逾期 {n} 个工作日", "，已逾期 {n} 个工作日", late).format(n=late)
    return DueLine(words, late=bool(late))


def draft_words(values: Mapping[str, object], saved_at: datetime) -> str:
    """A draft by what one knows it again: consumer, merchant or goods, and when it was kept."""
    known = [
        str(values.get(name) or "").strip() for name in ("consumer.name", "merchant.name", "live.room", "order.goods")
    ]
    told = " · ".join([part[:20].strip() for part in known if part][:2])
    if not told:
        told = str(values.get("facts") or values.get("original") or "").strip()[:20] or _("未写姓名")
    return _("有一份未登记的草稿：{what}（{at} 保存）").format(what=told, at=stamp(saved_at, year=False))


def _event(draft: Complaint, rule: str) -> str:
    if rule != "R-ODR":
        return _("登记日")
    return _("推送日") if draft.pushed_at else _("收到日")


def _day(day: date, now: datetime) -> str:
    shown = day_short(day) if day.year == day_of(now).year else day.isoformat()
    return _("{day}（{weekday}）").format(day=shown, weekday=weekday(day))


def _length(unit: Unit, count: int) -> str:
    return {
        Unit.WORKDAY: ngettext("{n} 个工作日", "{n} 个工作日", count),
        Unit.DAY: ngettext("{n} 日", "{n} 日", count),
        Unit.HOUR: ngettext("{n} 小时", "{n} 小时", count),
        Unit.MONTH: ngettext("{n} 个月", "{n} 个月", count),
        Unit.YEAR: ngettext("{n} 年", "{n} 年", count),
    }[unit].format(n=count)
