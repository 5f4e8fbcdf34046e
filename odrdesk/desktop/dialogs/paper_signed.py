"""归档签收件: the scan of a paper that came back signed, attached to it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.dialogs.paper_deliver import same_moment
from odrdesk.desktop.forms.moment import MomentEntry
from odrdesk.desktop.paper_words import title_words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.drop_file import DropFile
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog, Enter
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.paper_life import LONG, SHORT, Signed
from odrdesk.services import papers
from odrdesk.services.desk import Desk
from odrdesk.services.paper_lists import Waiting
from odrdesk.text import _, fault_text

WIDTH = 540


class SignedDialog(Dialog):
    """`attached` after the scan was kept."""

    attached = Signal()

    enter = Enter.HELD

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
        super().__init__(look, window, _("更正签收记录") if wrong else _("归档签收件"))
        self._work, self._desk, self._line, self._wrong = work, desk, line, wrong
        self.bar = Banner(look)
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
        if not self.go.isEnabled():
            return
        for field in self.fields.values():
            field.clear()
        self.bar.hide()
        path = self.file.path
        if path is None:
            self.fields["file"].refuse(_("还没有选签收件。"))
            QTimer.singleShot(0, self, self.place)
            return
        try:
            moment = same_moment(self.at.moment(), self._wrong)
        except Refusal as no:
            self._refused(Refusal(no.code, "at", **no.data))
            return
        self.go.setEnabled(False)
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
        op = self._work.write(
            call, owner=self, done=lambda _signed: self._done(), refused=self._refused, faulted=self._faulted
        )
        op.ended.connect(partial(self.go.setEnabled, True))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file anywhere over the dialog is meant for it."""
        self.file.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it."""
        self.file.dropEvent(event)

    def place(self) -> None:
        """A narrow column."""
        self.fit(WIDTH)

    def _done(self) -> None:
        self.close_over()
        self.attached.emit()

    def _refused(self, refusal: Refusal) -> None:
        tell.refused(refusal, self.fields, self.bar)
        QTimer.singleShot(0, self, self.place)  # the layouts learn of a note only after this event

    def _faulted(self, fault: Fault) -> None:
        self.bar.say(fault_text(fault), Tone.DANGER)
        QTimer.singleShot(0, self, self.place)

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
