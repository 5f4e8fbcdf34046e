"""What a year's calendar would move, case by case, before anything is kept."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from odrdesk.desktop import handbook_tables
from odrdesk.desktop.dialogs.take_in import TakeInDialog
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.work import Work
from odrdesk.services import calendars
from odrdesk.services.calendars import Imported, Moved
from odrdesk.services.desk import Desk
from odrdesk.text import _, ngettext, word

MOST_ROWS = 500


class CalendarImportDialog(TakeInDialog):
    """`taken(Imported)` after the year was kept."""

    def __init__(
        self, look: Look, window: QWidget, work: Work, desk: Desk, *, document: Mapping[str, object], seen: Imported
    ) -> None:
        title = _("导入 {year} 年日历").format(year=seen.table.year)
        super().__init__(look, window, work, title, partial(calendars.take_in, desk, document))
        self.body.addWidget(Label(_told(seen), 14, wrap=True))
        if seen.moved:
            self.body.addWidget(self.table(_("变动的期限"), _table(seen)))
        self.answer(_("取消"), _("导入并复核期限"))


def _told(seen: Imported) -> str:
    notice = seen.table.number or seen.table.title
    lines = [_("依据：{notice}").format(notice=notice)] if notice else []
    if not seen.cases:
        return "\n".join([*lines, _("没有在办期限受影响。")])
    moved = sum(1 for one in seen.moved if one.kept is None)
    kept = len(seen.moved) - moved
    lines.append(ngettext("涉及 {n} 件在办案件。", "涉及 {n} 件在办案件。", seen.cases).format(n=seen.cases))
    parts = [
        ngettext("{n} 个期限改变", "{n} 个期限改变", moved).format(n=moved),
        ngettext("{n} 个只去掉暂定", "{n} 个只去掉暂定", seen.confirmed).format(n=seen.confirmed),
        ngettext("{n} 个保留原日期并加更正说明", "{n} 个保留原日期并加更正说明", kept).format(n=kept),
    ]
    return "\n".join([*lines, _("、").join(parts)])


def _table(seen: Imported) -> str:
    heads = (_("案件"), _("期限"), _("原届满日"), _("复核后"), _("处理"))
    table = handbook_tables.table(heads, (_row(one) for one in seen.moved[:MOST_ROWS]))
    more = len(seen.moved) - MOST_ROWS
    return table if more <= 0 else f"{table}\n\n" + _("另有 {n} 个，导入后可在案件中查看。").format(n=more)


def _row(one: Moved) -> tuple[str, ...]:
    how = _("改为新日期") if one.kept is None else _("保留原日期：{why}").format(why=word(one.kept))
    return (one.number, one.rule, one.old.isoformat(), one.new.isoformat(), how)
