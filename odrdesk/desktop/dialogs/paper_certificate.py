"""用证书签名: the enterprise's certificate signs a paper; the signed file stands beside the issued one."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from odrdesk.desktop.dialogs.form import FormDialog
from odrdesk.desktop.forms.choice import Choice
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
from odrdesk.services import paper_signing
from odrdesk.services.desk import Desk, Done
from odrdesk.services.paper_lists import Waiting
from odrdesk.services.paper_signing import SignedFile
from odrdesk.text import _

LONGEST = 200
OWN = ""
"""The desk's own place on the paper."""


class CertificateDialog(FormDialog):
    """`signed(SignedFile)` after the signed file was kept. The passphrase is used once and kept nowhere."""

    signed = Signal(object)

    wide = 540

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk, line: Waiting) -> None:
        super().__init__(look, window, work, _("用证书签名"))
        self._desk, self._line = desk, line
        self.file = DropFile(
            look, _("把证书文件拖到这里"), _("PKCS#12 文件（.p12、.pfx），含私钥"),
            _("证书 (*.p12 *.pfx);;所有文件 (*)"),
        )  # fmt: skip
        self.passphrase = Entry(look, longest=LONGEST)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.place_on = Choice(look, [(OWN, _("本机构的签章处"))], OWN)
        self.fields = {
            "p12": Field(look, "p12", _("证书"), self.file, required=True),
            "passphrase": Field(look, "passphrase", _("证书密码"), self.passphrase, hint=_("只用这一次，不保存。")),
            "field": Field(look, "field", _("签在哪里"), self.place_on),
        }
        self.file.chosen.connect(lambda _path: self.fields["p12"].clear())
        self.body.addWidget(self.bar)
        self.body.addWidget(Label(f"{title_words(line.kind, line.copy)}  {line.number}", 13, Ink.TEXT2, wrap=True))
        for field in self.fields.values():
            self.body.addWidget(field)
        words = _("签好的是另一份文件，归入签收件；已出具的原件一个字节也不变。每个签名处只能签一次。")
        self.body.addWidget(Label(words, 12, Ink.TEXT3, wrap=True))
        self.button(_("取消")).clicked.connect(self.dismiss)
        self.go = self.button(_("签名"), Kind.PRIMARY, "signature")
        self.go.clicked.connect(self.confirm)
        self.setAcceptDrops(True)
        work.read(partial(paper_signing.fields, desk, line.key), owner=self, done=self._offer, refused=self.refuse)

    @property
    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.file.choose

    def confirm(self) -> None:
        """Sign, or say beside its field what cannot stand."""
        if not self.begin():
            return
        path = self.file.path
        if path is None:
            self.fields["p12"].refuse(_("还没有选证书文件。"))
            self.later()
            return
        self.status.setText(_("正在签名…"))
        call = partial(self._sign, path, self.passphrase.text(), self.place_on.key or None)
        self.passphrase.clear()  # nothing of it stays in the window; a wrong one is typed anew
        self.run(call, self._done).ended.connect(partial(self.status.setText, ""))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file anywhere over the dialog is meant for it."""
        self.file.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it."""
        self.file.dropEvent(event)

    def _sign(self, path: Path, passphrase: str, field: str | None) -> Done[SignedFile]:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise Refusal("sign.not_p12", "p12", name=path.name) from error
        return paper_signing.sign(self._desk, self._line.key, content, passphrase, field)

    def _offer(self, places: Sequence[str]) -> None:
        self.place_on.offer([(OWN, _("本机构的签章处")), *((one, one) for one in places)])
        self.fields["field"].setVisible(len(places) > 1)
        self.later()

    def _done(self, told: SignedFile) -> None:
        self.close_over()
        self.signed.emit(told)
