"""An item of evidence: what it looks like, and everything that is known of it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMargins, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageReader, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from odrdesk.desktop.formats import stamp
from odrdesk.desktop.forms import evidence_words
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.entry import Paragraph
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.evidence import Item
from odrdesk.domain.vocabulary import Role
from odrdesk.services import evidence
from odrdesk.services.desk import Desk
from odrdesk.text import _, fault_text, refusal_text, word

WIDTH, SIDE = 1080, 320
LONGEST_TEXT = 200_000
"""Signs of a text file that are shown."""
SHARPEST = 4_000
"""Pixels to which a larger picture is scaled down: no screen shows more."""


class Seen(NamedTuple):
    """The content of an item made ready off the GUI thread; all None where this program does not show its kind."""

    image: QImage | None = None
    pdf: bytes | None = None
    text: str | None = None


class EvidenceDialog(Dialog):
    """`released`, `withdrawn` and `restored` (item) when that is asked for; `people` gives a clerk's name by key."""

    released = Signal(object)
    withdrawn = Signal(object)
    restored = Signal(object)

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk, items: Sequence[Item]) -> None:
        super().__init__(look, window, _("证据"))
        self._work, self._desk, self._items = work, desk, tuple(items)
        self._place_of = {item.key: place for place, item in enumerate(self._items)}
        self._here = 0
        self.people: Callable[[int | None], str] = lambda _key: ""
        self.name, self._mark = Elided("", 16, bold=True), Pill(look, "", Tone.NEUTRAL)
        self.picture, self.pdf, self.text = _Picture(look), QPdfView(), Paragraph(look, lines=20)
        self._apart = QWidget()
        self.nothing = EmptyState(look)
        self._document, self._buffer = QPdfDocument(self), QBuffer(self)
        self.stack = QStackedWidget()
        self._facts = QVBoxLayout()
        self._arrange()

    @property
    def item(self) -> Item:
        """The one in view."""
        return self._items[self._here]

    def show_item(self, key: int) -> None:
        """Show an item by its key."""
        self._here = self._place_of[key]
        item = self.item
        self.name.setText(item.name)
        self.name.keep_end(Path(item.name).suffix)
        self._mark.say("" if item.valid else _("已撤回"), Tone.NEUTRAL)
        self.plate.setAccessibleName(item.name)
        self._say_facts(item)
        self.before.setEnabled(self._here > 0)
        self.after.setEnabled(self._here + 1 < len(self._items))
        self.status.setText(_("第 {n} 件，共 {all} 件").format(n=self._here + 1, all=len(self._items)))
        self.withdraw.setVisible(item.valid and self._may_withdraw)
        self.restore.setVisible(not item.valid and self._may_withdraw)
        self._blank(_("正在读取…"))
        self._work.read(
            partial(seen, self._desk, item.key, Path(item.name).suffix.lower()),
            owner=self,
            done=partial(self._show, key),
            refused=partial(self._tell_refusal, key),
            faulted=partial(self._tell_fault, key),
        )

    def step(self, by: int) -> None:
        """The one before or after."""
        place = min(max(0, self._here + by), len(self._items) - 1)
        if place != self._here:
            self.show_item(self._items[place].key)

    def place(self) -> None:
        """As large as the window allows, up to its own width."""
        room = self.rect().adjusted(40, 24, -40, -24)
        width = min(room.width(), self.look.dp(WIDTH))
        self.plate.setGeometry((self.width() - width) // 2, room.y(), width, room.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page up and down walk through the items."""
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if event.key() in steps:
            self.step(steps[Qt.Key(event.key())])
            event.accept()
            return
        super().keyPressEvent(event)

    @property
    def _may_withdraw(self) -> bool:
        return self._desk.house.held is not None and self._desk.clerk.may(Role.OFFICER)

    def _show(self, key: int, found: Seen) -> None:
        if key != self.item.key:
            return
        if found.image is not None:
            self.picture.show_image(found.image)
            self.stack.setCurrentWidget(self.picture)
        elif found.pdf is not None:
            self._buffer.close()
            self._buffer.setData(QByteArray(found.pdf))
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self._document.load(self._buffer)
            self.stack.setCurrentWidget(self.pdf)
        elif found.text is not None:
            self.text.setPlainText(found.text)
            self.stack.setCurrentWidget(self._apart)
        else:
            self._blank(_("这种文件不在程序里预览"), _("用“导出副本”取出后，用别的程序查看。"))

    def _tell_refusal(self, key: int, no: Refusal) -> None:
        if key == self.item.key:
            self._blank(_("没有预览"), refusal_text(no))

    def _tell_fault(self, key: int, fault: Fault) -> None:
        if key == self.item.key:
            self._blank(_("读不出来"), fault_text(fault))

    def _blank(self, title: str, text: str = "") -> None:
        self.nothing.say(title, text)
        self.stack.setCurrentWidget(self.nothing)

    def _say_facts(self, item: Item) -> None:
        while (old := self._facts.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        told, people = item.told, self.people
        taken = _("{when} {who}").format(when=stamp(item.taken_at), who=people(item.taken_by)).strip()
        gone = ""
        if item.withdrawn_at:
            who = people(item.withdrawn_by)
            gone = _("{when} {who}：{why}").format(when=stamp(item.withdrawn_at), who=who, why=item.withdrawn_why)
        for label, value in (
            (_("证据栏"), word(item.slot)),
            (_("证明目的"), told.proves),
            (_("提供人"), word(told.source) if told.source else None),
            (_("来源"), told.origin),
            (_("片段"), evidence_words.span(told.passage)),
            (_("口播原话"), told.passage.words),
            (_("备注"), told.note),
            (_("取得时间"), stamp(told.collected_at) if told.collected_at else None),
            (_("登记"), taken),
            (_("文件时间"), stamp(item.modified_at) if item.modified_at else None),
            (_("大小"), evidence_words.size(item.size)),
            (_("撤回"), gone),
            ("SHA-256", item.sha256),
        ):
            if value:
                self._facts.addWidget(_fact(label, value))
        self._facts.addWidget(self._copy_button(item))
        self._facts.addStretch(1)

    def _copy_button(self, item: Item) -> QWidget:
        button = Button(self.look, _("复制 SHA-256"), "copy", Kind.GHOST, height=26)
        button.clicked.connect(lambda: QGuiApplication.clipboard().setText(item.sha256))
        return button

    def _arrange(self) -> None:
        look = self.look
        self.title.hide()
        self.head.insertWidget(0, self.name, 1)
        self.head.insertWidget(1, self._mark)
        self.pdf.setPageMode(QPdfView.PageMode.MultiPage)
        self.pdf.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.pdf.setFrameShape(QFrame.Shape.NoFrame)
        self.pdf.setDocumentMargins(QMargins(14, 12, 14, 12))
        self.pdf.setDocument(self._document)
        self.pdf.setAccessibleName(_("预览"))
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("预览"))
        inside = QVBoxLayout(self._apart)
        inside.setContentsMargins(20, 14, 0, 14)  # a text has a frame: it must not lie on that of the plate
        inside.addWidget(self.text)
        for page in (self.nothing, self.picture, self.pdf, self._apart):
            self.stack.addWidget(page)
        side = QWidget()
        self._facts.setContentsMargins(16, 12, 16, 12)
        self._facts.setSpacing(9)
        side.setLayout(self._facts)
        scrolled = Scroller(side)
        scrolled.setFixedWidth(look.dp(SIDE))
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.stack, 1)
        across.addWidget(scrolled)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(across, 1)
        self.before = Button(look, icon="chevron-left", kind=Kind.GHOST, name=_("上一件"), hint=_("上一件 PgUp"))
        self.after = Button(look, icon="chevron-right", kind=Kind.GHOST, name=_("下一件"), hint=_("下一件 PgDn"))
        for button, by in ((self.before, -1), (self.after, 1)):
            button.clicked.connect(partial(self.step, by))
            self.foot.insertWidget(self.foot.count() - 1, button)
        self.withdraw = self.button(_("撤回…"), Kind.GHOST, "undo-2")
        self.withdraw.clicked.connect(lambda: self.withdrawn.emit(self.item))
        self.restore = self.button(_("恢复…"), Kind.GHOST, "redo-2")
        self.restore.clicked.connect(lambda: self.restored.emit(self.item))
        self.release = self.button(_("导出副本…"), icon="download")
        self.release.clicked.connect(lambda: self.released.emit(self.item))
        self.release.setVisible(self._desk.house.held is not None)
        self.close_button = self.button(_("关闭"), Kind.PRIMARY)
        self.close_button.clicked.connect(self.close_over)


class _Picture(QWidget):
    """A picture as large as there is room, never larger than it is."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._image = look, QImage()
        self.setAccessibleName(_("预览"))

    def show_image(self, image: QImage) -> None:
        """Show it."""
        self._image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture in the middle."""
        painter, room = QPainter(self), QRectF(self.rect()).adjusted(14, 12, -14, -12)
        painter.fillRect(self.rect(), self._look.colour(Ink.NEUTRAL_SOFT))
        if self._image.isNull():
            return
        ratio = self.devicePixelRatioF()
        size = self._image.size() / ratio
        scale = min(1.0, room.width() / size.width(), room.height() / size.height())
        width, height = size.width() * scale, size.height() * scale
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        target = QRectF(room.center().x() - width / 2, room.center().y() - height / 2, width, height)
        painter.drawImage(target, self._image)


def seen(desk: Desk, key: int, ending: str) -> Seen:
    """Read an item and make it ready to be shown; a picture that cannot be read is shown as nothing."""
    if ending not in evidence_words.IMAGES | evidence_words.TEXTS | {".pdf"}:
        return Seen()
    content = evidence.content_of(desk, key)
    if ending == ".pdf":
        return Seen(pdf=content) if content.startswith(b"%PDF") else Seen()
    if ending in evidence_words.TEXTS:
        return Seen(text=_decoded(content)[:LONGEST_TEXT])
    image = _image(content)
    return Seen() if image.isNull() else Seen(image=image)


def _image(content: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size: QSize = reader.size()
    if max(size.width(), size.height()) > SHARPEST:
        reader.setScaledSize(size.scaled(SHARPEST, SHARPEST, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")


def _fact(label: str, value: str) -> QWidget:
    room = QWidget()
    column = QVBoxLayout(room)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addWidget(Label(label, 12, Ink.TEXT3))
    # A hash has no place to break at; it is shown in groups and copied whole by its button.
    shown = " ".join(value[place : place + 8] for place in range(0, 64, 8)) if label == "SHA-256" else value
    column.addWidget(Label(shown, 13, wrap=True, selectable=True))
    return room
