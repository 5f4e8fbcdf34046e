"""A dispute as it stood on a past day, for `case show --on`."""

from datetime import date, datetime
from enum import StrEnum

from odrdesk.cli import shown
from odrdesk.cli.case_page import act_words, show_case
from odrdesk.cli.reading import read_date_or_moment
from odrdesk.cli.shown import Json
from odrdesk.cli.voice import Page, shanghai
from odrdesk.domain.differences import CLOCK, Difference
from odrdesk.domain.dispute import Clock
from odrdesk.domain.money import Fen
from odrdesk.domain.plain_values import plain
from odrdesk.services import past
from odrdesk.services.desk import Desk
from odrdesk.services.past import Past
from odrdesk.text import field_label, word
from odrdesk.text import gettext as _


def look_back(desk: Desk, number: str, on: str) -> Past:
    """The case at the end of a day, or at a moment, as written on the command line. Refuses what `past.as_of` does."""
    asked = read_date_or_moment("on", on)
    return past.as_of(desk, number, asked if isinstance(asked, datetime) else past.end_of(asked))


def whole(seen: Past) -> Json:
    """Everything of the case as `case show` answers, `as_of` the moment, what came later and what is different now."""
    return {
        **shown.whole(seen.view),
        "as_of": seen.day if seen.moment == past.end_of(seen.day) else seen.moment,
        "later": [
            {
                "seq": one.written.seq,
                "act": one.written.entry.act,
                "at": one.written.entry.at,
                "written_at": one.written.written_at,
                "told_late": one.told_late,
            }
            for one in seen.later
        ],
        "changed_since": [
            {"field": one.field, "then": _plain(seen, one, one.before), "now": _plain(seen, one, one.after)}
            for one in seen.changed
        ],
    }


def show(page: Page, seen: Past) -> None:
    """The case then; below it what has come since and what is different now."""
    page.line(_("这是 {moment} 的案件，按当时已经记下的内容。").format(moment=shanghai(seen.moment)))
    page.line()
    show_case(page, seen.view)
    if seen.later:
        page.line()
        page.line(_("此后记录 {count} 条，其中补记当时已发生的事 {late} 条。").format(**_counts(seen)))
        page.table(
            [_("序号"), _("发生时间"), _("记录时间"), _("事项")],
            [
                (one.written.seq, shanghai(one.written.entry.at), shanghai(one.written.written_at), _act(one))
                for one in seen.later
            ],
        )
    if seen.changed:
        page.line()
        page.table(
            [_("此后变动"), _("当时"), _("现在")],
            [(_label(one), _shown(seen, one, one.before), _shown(seen, one, one.after)) for one in seen.changed],
        )


def _act(one: past.Later) -> str:
    words = act_words(one.written.entry.act)
    return _("{act}（补记）").format(act=words) if one.told_late else words


def _counts(seen: Past) -> dict[str, int]:
    return {"count": len(seen.later), "late": sum(one.told_late for one in seen.later)}


def _label(one: Difference) -> str:
    rule = one.field.removeprefix(CLOCK)
    return field_label(one.field) if rule == one.field else _("期限 {rule}").format(rule=rule)


def _plain(seen: Past, one: Difference, value: object) -> object:
    return seen.view.people.get(value) if one.field == "officer" and isinstance(value, int) else plain(value)


def _shown(seen: Past, one: Difference, value: object) -> str:
    """A value in a cell: a word, a sum, a day; of a list how many it holds, of a clock when it ends or ended."""
    told = _plain(seen, one, value) if one.field == "officer" else value
    if isinstance(told, tuple):
        named = [word(each) for each in told if isinstance(each, StrEnum)]
        return " ".join(named) or _("{count} 项").format(count=len(told))
    if isinstance(told, Clock) and told.stopped_on:
        return _("{due} 止于 {day}").format(due=told.due, day=told.stopped_on)
    if isinstance(told, Clock):
        return told.due.isoformat()
    return _one(told)


def _one(told: object) -> str:
    match told:
        case None:
            return "—"
        case StrEnum():
            return word(told)
        case Fen():
            return told.yuan
        case datetime():
            return shanghai(told)
        case date() | str() | int():
            return str(told)
        case _:
            return _("有")
