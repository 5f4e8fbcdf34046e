"""A draft of a template is handed in: what was changed and why, for the person who releases it."""

from functools import partial

from PySide6.QtCore import QTimer, Signal

from odrdesk.desktop import tell
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.entry import Paragraph
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog, Enter
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services import templates
from odrdesk.services.desk import Desk
from odrdesk.text import _, word


class TemplateSubmitDialog(Dialog):
    """`submitted` after the draft was handed in."""

    submitted = Signal()
    enter = Enter.HELD

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk, kind: PaperKind) -> None:
        super().__init__(look, window, _("提交发布：{paper}").format(paper=word(kind)))
        self._work, self._desk, self._kind = work, desk, kind
        said = _("提交后草稿不能再改，由另一位主管或者管理员核对后发布；发布以后出具的文书才用新的一版。")
        self.why = Paragraph(look, lines=3, placeholder=_("如：按新施行的办法改了依据一行"))
        self.field = Field(look, "why", _("修改了什么、为什么"), self.why, required=True)
        self.bar = Banner(look)
        self.body.addWidget(Label(said, 13, wrap=True))
        self.body.addWidget(self.bar)
        self.body.addWidget(self.field)
        self.button(_("取消")).clicked.connect(self.dismiss)
        self.go = self.button(_("提交发布"), Kind.PRIMARY, "send")
        self.go.clicked.connect(self.confirm)

    def confirm(self) -> None:
        """Hand it in, or say beside the field why not."""
        if not self.go.isEnabled():
            return
        self.field.clear()
        call = partial(templates.submit, self._desk, self._kind, self.why.toPlainText())
        op = self._work.write(call, owner=self, done=lambda _version: self._done(), refused=self._refuse)
        self.await_answer(op, self.go)

    def place(self) -> None:
        """A question is no wider than it is long."""
        self.fit(500)

    def _done(self) -> None:
        self.close_over()
        self.submitted.emit()

    def _refuse(self, refusal: Refusal) -> None:
        tell.refused(refusal, {"why": self.field}, self.bar)
        QTimer.singleShot(0, self, self.place)
