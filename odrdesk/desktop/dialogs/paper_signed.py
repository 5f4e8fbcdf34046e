"""归档签收件: the scan of a paper that came back signed, attached to it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from odrdesk.desktop.dialogs.form import FormDialog
from odrdesk.desktop.dialogs.paper_deliver import same_moment
from odrdesk.desktop.forms.moment import MomentEntry
from odrdesk.desktop.paper_words import title_words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.drop_file import DropFile
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.paper_life import LONG, SHORT, Signed
from odrdesk.services import papers
from odrdesk.services.desk import Desk
from odrdesk.services.paper_lists import Waiting
from odrdesk.text import _


class SignedDialog(FormDialog):
    """`attached` after the scan was kept."""

    attached = Signal()

    wide = 540

    def __init__(  # noqa: PLR0917 -- where it shows, and what it is about
        self,
        look: Look,
        window: QWidget,
        work: Work,
        desk: Desk,
        line: Waiting,
        path: Path | None = None,
        wrong: Signed | None = None,
    ) -> None:
        super().__init__(look, window, work, _("更正签收记录") if wrong else _("归档签收件"))
        self._desk, self._line, self._wrong = desk, line, wrong
        self.file = DropFile(
            look,
            _("把签好的扫描件拖到这里"),
            _("PDF、JPEG、PNG 或 TIFF，最多 200 MB；原件不变"),
            _("扫描件 (*.pdf *.jpg *.jpeg *.png *.tif *.tiff);;所有文件 (*)"),
        )
        self.by = Entry(look, longest=SHORT, placeholder=_("如 本人、法定代理人姓名"))
        self.at = MomentEntry(look, desk.today, desk.calendar.add_working_days)
        self.why = Entry(look, longest=LONG, placeholder=_("如 昨日签回，今日补记"))
        self.fields = {
            "file": Field(look, "file", _("签收件"), self.file, required=True),
            "by": Field(look, "by", _("签署人"), self.by),
            "at": Field(look, "at", _("签署时间"), self.at, hint=_("不填：现在")),
            "why": Field(look, "why", _("补记说明"), self.why, hint=_("签署时间早于现在时必填。")),
        }
        self.file.chosen.connect(lambda _path: self.fields["file"].clear())
        if wrong is not None:
            self.by.setText(wrong.by)
            self.at.show_moment(wrong.at)
            self.fields["why"].hint(_("写明哪里错了；原来的一条留着，标“已更正”。"))
        self._arrange()
        self.setAcceptDrops(True)
        if path is not None:
            self.file.take(path)

    @property
    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.file.choose if self.file.path is None else self.by

    def confirm(self) -> None:
        """Keep it, or say beside its field what cannot stand."""
        if not self.begin():
            return
        path = self.file.path
        if path is None:
            self.fields["file"].refuse(_("还没有选签收件。"))
            self.later()
            return
        try:
            moment = same_moment(self.at.moment(), self._wrong)
        except Refusal as no:
            self.refuse(Refusal(no.code, "at", **no.data))
            return
        why = self.why.text().strip() or None
        call = partial(
            papers.attach_signed,
            self._desk,
            self._line.key,
            path,
            path.name,
            by=self.by.text(),
            at=moment,
            why=why,
            corrects=None if self._wrong is None else self._wrong.key,
        )
        self.run(call, lambda _signed: self._done())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file anywhere over the dialog is meant for it."""
        self.file.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it."""
        self.file.dropEvent(event)

    def _done(self) -> None:
        self.close_over()
        self.attached.emit()

    def _arrange(self) -> None:
        line = self._line
        self.body.addWidget(self.bar)
        self.body.addWidget(Label(f"{title_words(line.kind, line.copy)}  {line.number}", 13, Ink.TEXT2, wrap=True))
        self.body.addWidget(self.fields["file"])
        row = QHBoxLayout()
        row.setSpacing(14)
        for name, share in (("by", 2), ("at", 3)):
            row.addWidget(self.fields[name], share, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addWidget(self.fields["why"])
        self.button(_("取消")).clicked.connect(self.dismiss)
        self.go = self.button(_("更正") if self._wrong else _("归档"), Kind.PRIMARY, "check")
        self.go.clicked.connect(self.confirm)
