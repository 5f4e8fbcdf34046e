"""核验文书: whether a paper that comes back is genuine, from its file, a scan, a photo, or the text of its code."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QImageWriter, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.formats import day, money, stamp
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.paper_words import title_words
from odrdesk.desktop.theme import Look, announce
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.drop_file import DropFile
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.proof import LONGEST
from odrdesk.domain.record import Finding
from odrdesk.services import proof
from odrdesk.services.desk import Desk
from odrdesk.services.proof import Verdict
from odrdesk.text import _, fault_text, refusal_text, sentence, word

WIDTH, HIGHEST, BESIDE = 620, 420, 56
"""`BESIDE`: what margins and a scroll bar take of the width; lines break within the rest."""


class VerifyDialog(Dialog):
    """`case_asked(number)` when the case of a genuine paper is to be opened."""

    case_asked = Signal(str)

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk) -> None:
        super().__init__(look, window, _("核验文书"))
        self._work, self._desk = work, desk
        self.verdict: Verdict | None = None
        self._asked = 0
        self.file = DropFile(
            look,
            _("把文书的 PDF、扫描件或照片拖到这里"),
            _("也可以按 Ctrl+V 粘贴截图或二维码文字；断网可用，不上传"),
            _("文书、扫描件和照片 (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.bmp *.webp);;所有文件 (*)"),
        )
        self.text = Entry(look, placeholder=_("或粘贴二维码里的文字：ODR1|…"), longest=LONGEST * 2)
        self.look_at = Button(look, _("核验"), "shield-check", height=34)
        self.bar = Banner(look)
        self._room, self._column = QWidget(), QVBoxLayout()
        self._scroll = Scroller(self._room, keeps=False)
        self._arrange()
        self.file.chosen.connect(self.read_file)
        self.look_at.clicked.connect(self.read_text)
        self.text.returnPressed.connect(self.read_text)
        self.setAcceptDrops(True)

    @property
    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.file.choose

    def read_file(self, path: Path) -> None:
        """Look at a file."""
        self._examine(lambda: self._of_file(path))

    def read_text(self) -> None:
        """Look at the text of a code."""
        told = self.text.text().strip()
        if told:
            self._examine(partial(proof.examine, self._desk, told))

    def paste(self) -> None:
        """What the clipboard holds: a picture, a file, a text."""
        mime = QGuiApplication.clipboard().mimeData()
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if files:
            self.file.take(files[0])
        elif mime.hasImage():
            picture = QGuiApplication.clipboard().image()
            self._examine(lambda: proof.examine(self._desk, _png(picture)))
        elif mime.hasText():
            self.text.setText(mime.text().strip())
            self.read_text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V takes what the clipboard holds."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            event.accept()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file anywhere over the dialog is meant for it."""
        self.file.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it."""
        self.file.dropEvent(event)

    def place(self) -> None:
        """As high as the verdict needs."""
        inside = self.look.dp(WIDTH - BESIDE)
        high = self._column.totalHeightForWidth(inside) if self.verdict is not None else 0
        self._scroll.setMinimumHeight(min(high, self.look.dp(HIGHEST), max(0, self.height() - self.look.dp(340))))
        self._scroll.setVisible(self.verdict is not None)
        self.fit(WIDTH)

    def _examine(self, call: Callable[[], Verdict]) -> None:
        self._asked += 1
        mine = self._asked
        self.bar.hide()
        self.status.setText(_("正在核验…"))
        self._work.read(
            call,
            owner=self,
            done=partial(self._show, mine),
            refused=partial(self._unknown, mine),
            faulted=partial(self._unknown, mine),
        )

    def _of_file(self, path: Path) -> Verdict:
        try:
            content = path.read_bytes()
        except OSError as why:
            raise Fault("print.cannot_read", name=path.name, reason=why.strerror or str(why)) from why
        return proof.examine(self._desk, content)

    def _unknown(self, asked: int, why: Refusal | Fault) -> None:
        """It cannot be told: that is no verdict, and must not look like one."""
        if asked != self._asked:
            return
        self.verdict = None
        self.status.setText("")
        self.bar.say(refusal_text(why) if isinstance(why, Refusal) else fault_text(why), Tone.WARN, closable=False)
        QTimer.singleShot(0, self, self.place)

    def _show(self, asked: int, found: Verdict) -> None:
        if asked != self._asked:
            return
        self.verdict = found
        self.status.setText("")
        empty(self._column)
        every = (found, *found.more)
        for place, one in enumerate(every):
            self._column.addWidget(self._card(one, f"{place + 1}/{len(every)}" if len(every) > 1 else ""))
        self._column.addStretch(1)
        announce(self, headline(found))
        QTimer.singleShot(0, self, self.place)

    def _card(self, found: Verdict, count: str) -> QFrame:
        tone = Tone.DANGER if found.wrong else Tone.OK
        ink, _soft = self.look.tone(tone)
        card = QFrame()
        card.setProperty("plate", tone.value)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Glyph(self.look, "circle-x" if found.wrong else "badge-check", ink, 20))
        head.addWidget(Label(headline(found), 15, ink, bold=True, wrap=True), 1)
        if count:
            head.addWidget(Label(count, 12, Ink.TEXT2))
        column.addLayout(head)
        for one in found.wrong:
            column.addWidget(Label(_said(one), 13, ink, wrap=True, selectable=True))
        for one in found.cautions:
            column.addWidget(Label(_("注意：{message}").format(message=_said(one)), 13, Ink.TEXT, wrap=True))
        for name, value in facts(found):
            column.addLayout(self._fact(name, value))
        if found.paper is not None and found.facts is not None:
            number = str(found.facts.get("case", ""))
            door = Button(self.look, _("打开案件 {number}").format(number=number), kind=Kind.LINK, height=26)
            door.clicked.connect(lambda: self._open(number))
            column.addWidget(door)
        return card

    def _fact(self, name: str, value: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        title = Label(name, 12, Ink.TEXT2)
        title.setFixedWidth(self.look.dp(96))
        row.addWidget(title)
        row.addWidget(Label(value, 13, wrap=True, selectable=True), 1)
        return row

    def _open(self, number: str) -> None:
        self.close_over()
        self.case_asked.emit(number)

    def _arrange(self) -> None:
        self._room.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.text.setAccessibleName(_("二维码里的文字"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        row.addWidget(self.look_at)
        self.body.addWidget(self.file)
        self.body.addLayout(row)
        self.body.addWidget(self.bar)
        self.body.addWidget(self._scroll, 1)
        self._scroll.hide()
        self.last = self.button(_("关闭"))
        self.last.clicked.connect(self.dismiss)


def headline(found: Verdict) -> str:
    """The verdict in one line."""
    if found.wrong:
        return _("不一致：不能当作本机构出具的文书")
    if found.exact:
        return _("真实：与出具的文件逐字节一致")
    return _("真实：二维码的签名有效")


def facts(found: Verdict) -> Sequence[tuple[str, str]]:
    """What the paper says, to be compared with what one holds in hand."""
    told: list[tuple[str, str]] = []
    sealed, paper = found.sealed, found.paper
    if paper is not None:
        told.append((_("文书"), title_words(paper.mark.kind, paper.copy)))
        told.append((_("编号"), paper.mark.number))
        told.append((_("出具时间"), stamp(paper.mark.issued_at)))
    elif sealed is not None:
        told.append((_("文书"), word(sealed.kind) if sealed.kind else sealed.code))
        told.append((_("编号"), sealed.no))
        told.append((_("出具日期"), day(sealed.day)))
    if sealed is not None:
        told.append((_("案件号"), sealed.case_number))
        if sealed.fen is not None:
            told.append((_("金额"), money(sealed.fen)))
        told.append((_("签名密钥"), sealed.kid))
    return told


def _said(finding: Finding) -> str:
    return sentence(finding.code, finding.data)


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"PNG").write(picture)
    return bytes(buffer.data().data())
