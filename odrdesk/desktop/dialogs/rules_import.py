"""What a set of own rules would bring, before it is taken in."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from odrdesk.desktop import handbook_tables
from odrdesk.desktop.dialogs.take_in import TakeInDialog
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.work import Work
from odrdesk.services import rules
from odrdesk.services.desk import Desk
from odrdesk.services.rules import Taken
from odrdesk.text import _


class RulesImportDialog(TakeInDialog):
    """`taken(Taken)` after the rules were kept."""

    def __init__(
        self, look: Look, window: QWidget, work: Work, desk: Desk, *, document: Mapping[str, object], seen: Taken
    ) -> None:
        super().__init__(look, window, work, _("采用规则"), partial(rules.take_in, desk, document))
        self.reader = self.table(seen.title or _("采用规则"), handbook_tables.rules(seen.rules) or _("没有新的期限。"))
        later = _("采用后登记的案件按新规则计算；已开始的期限保持原来的版本。规则以后可以用新版本替代，不会删除。")
        for part in (Label(_told(seen), 14, wrap=True), self.reader, Label(later, 12, Ink.TEXT3, wrap=True)):
            self.body.addWidget(part)
        self.answer(_("不采用"), _("采用"))


def _told(seen: Taken) -> str:
    lines = [seen.title] if seen.title else []
    if seen.place:
        lines.append(_("本机构所在地：{place}").format(place=seen.place))
    if seen.ended:
        lines.append(_("停止适用：{codes}").format(codes=_("、").join(seen.ended)))
    if seen.elsewhere:
        lines.append(_("不适用于本地、只作记录：{codes}").format(codes=_("、").join(seen.elsewhere)))
    return "\n".join(lines)
