"""What a version of the prepayment scheme would change, before it is taken in."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from odrdesk.desktop.dialogs.take_in import TakeInDialog
from odrdesk.desktop.forms import scheme_words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.work import Work
from odrdesk.domain.scheme import Scheme
from odrdesk.services import schemes
from odrdesk.services.desk import Desk
from odrdesk.text import _


class SchemeImportDialog(TakeInDialog):
    """`taken(Scheme)` after the version was kept."""

    def __init__(
        self,
        look: Look,
        window: QWidget,
        work: Work,
        desk: Desk,
        *,
        document: Mapping[str, object],
        seen: Scheme,
        present: Scheme,
    ) -> None:
        super().__init__(look, window, work, _("采用方案"), partial(schemes.take_in, desk, document))
        told = _("方案“{title}”（{version}）自 {day} 起施行。").format(
            title=seen.title or seen.version, version=seen.version, day=seen.effective_from.isoformat()
        )
        self.reader = self.table(_("有变化的"), scheme_words.changes(present, seen))
        later = _("采用后申请的赔付按新方案办理；已经申请的按申请当日的方案。方案以后可以用新版本替代，不会删除。")
        for part in (Label(told, 14, wrap=True), self.reader, Label(later, 12, Ink.TEXT3, wrap=True)):
            self.body.addWidget(part)
        self.answer(_("不采用"), _("采用"))
