"""What a set of own rules would bring, before it is taken in."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from odrdesk.desktop import handbook_tables
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.widgets.reader import Reader
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.services import rules
from odrdesk.services.desk import Desk
from odrdesk.services.rules import Taken
from odrdesk.text import _, refusal_text

WIDTH, HEIGHT = 760, 320


class RulesImportDialog(Dialog):
    """`taken(Taken)` after the rules were kept."""

    taken = Signal(object)

    def __init__(
        self, look: Look, window: QWidget, work: Work, desk: Desk, *, document: Mapping[str, object], seen: Taken
    ) -> None:
        super().__init__(look, window, _("采用规则"))
        self._work, self._desk, self._document = work, desk, document
        self.bar = Banner(look)
        self.reader = Reader(look, lambda _name, _width, _ratio: None)
        self.reader.setFixedHeight(look.dp(HEIGHT))
        self.reader.show_page(seen.title or _("采用规则"), handbook_tables.rules(seen.rules) or _("没有新的期限。"))
        said = Label(_told(seen), 14, wrap=True)
        later = _("采用后登记的案件按新规则计算；已开始的期限保持原来的版本。规则以后可以用新版本替代，不会删除。")
        for part in (self.bar, said, self.reader, Label(later, 12, Ink.TEXT3, wrap=True)):
            self.body.addWidget(part)
        no = self.button(_("不采用"))
        no.clicked.connect(self.dismiss)
        self.go = self.button(_("采用"), Kind.PRIMARY)
        self.go.clicked.connect(self.confirm)

    def confirm(self) -> None:
        """Keep the rules."""
        if not self.go.isEnabled():
            return
        self.go.setEnabled(False)
        op = self._work.write(
            partial(rules.take_in, self._desk, self._document), owner=self, done=self._done, refused=self._refuse
        )
        op.ended.connect(partial(self.go.setEnabled, True))

    def place(self) -> None:
        """As wide as the table needs."""
        self.plate.setFixedWidth(min(self.look.dp(WIDTH), self.width() - 80))
        super().place()

    def _done(self, done: Taken) -> None:
        self.close_over()
        self.taken.emit(done)

    def _refuse(self, refusal: Refusal) -> None:
        self.bar.say(refusal_text(refusal), Tone.DANGER)


def _told(seen: Taken) -> str:
    lines = [seen.title] if seen.title else []
    if seen.place:
        lines.append(_("本机构所在地：{place}").format(place=seen.place))
    if seen.ended:
        lines.append(_("停止适用：{codes}").format(codes=_("、").join(seen.ended)))
    if seen.elsewhere:
        lines.append(_("不适用于本地、只作记录：{codes}").format(codes=_("、").join(seen.elsewhere)))
    return "\n".join(lines)
