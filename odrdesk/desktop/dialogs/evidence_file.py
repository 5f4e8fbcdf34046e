"""File evidence: which files, into which slot, who handed them in and what they prove."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QImageWriter, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from odrdesk.desktop import asking, tell
from odrdesk.desktop.forms import evidence_words
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.entry import Entry, Paragraph
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.overlay import Dialog, Enter
from odrdesk.desktop.widgets.progress import ProgressBar
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.evidence import MOST_AT_ONCE, Passage, SlotState, Told, checked
from odrdesk.domain.vocabulary import EvidenceSlot, EvidenceSource
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.services import evidence
from odrdesk.services.desk import Desk
from odrdesk.services.evidence import Added, HandedIn
from odrdesk.text import _, ngettext, refusal_text, spoken

WIDTH = 660
NAMED = 5
"""So many files are named one by one; the rest is counted."""


class Found(NamedTuple):
    """A file to be filed, or a picture that never was one; `size` in bytes, -1 where it cannot be told."""

    content: Path | bytes
    name: str
    size: int

    @classmethod
    def of(cls, path: Path) -> "Found":
        """A file by its path."""
        try:
            return cls(path, path.name, path.stat().st_size)
        except (OSError, ValueError):
            return cls(path, path.name, -1)


def found_in(data: QMimeData) -> list[Found]:
    """What a drop or the clipboard brings: files, else a picture as PNG."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if files:
        return [Found.of(path) for path in files[: MOST_AT_ONCE + 1]]
    image = data.imageData() if data.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return []
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    plain = bytes(content.data())
    return [Found(plain, "", len(plain))]


class FilingDialog(Dialog):
    """`filed(n)` after items were filed; `import_asked(path)` where the file is a sheet of complaints after all."""

    filed = Signal(int)
    import_asked = Signal(object)
    _told = Signal(float, str)

    enter = Enter.HELD

    def __init__(
        self, look: Look, window: QWidget, work: Work, desk: Desk, slots: tuple[SlotState, ...], *, number: str
    ) -> None:
        super().__init__(look, window, _("登记证据"))
        self._work, self._desk, self._number = work, desk, number
        self._slots = {state.slot: state for state in slots}
        self._found: list[Found] = []
        self._stop, self._busy, self._proposed = Event(), False, ""
        self.choose_files = self._ask_files
        self.bar = Banner(look)
        self.place_files = _Files(look)
        self.slot = Choice(look, [("", ""), *evidence_words.slots(slots)])
        self.source = Choice(look, evidence_words.sources())
        self.proves = Entry(look, placeholder=_("如：主播承诺“头层牛皮，假一赔十”"), longest=2_000)
        self.origin = Entry(look, placeholder=_("如 12315 附件、微信聊天、商品链接"), longest=500)
        self.start, self.end = (Entry(look, placeholder="00:42:10", longest=12) for _each in "12")
        self.words = Paragraph(look, lines=2, placeholder=_("主播的原话，一字不改"), quoted=True)
        self.note = Entry(look, longest=2_000)
        self.progress = ProgressBar(look, _("登记进度"))
        self.fields: dict[str, Field] = {}
        self._passage = QWidget()
        self._arrange()
        self._connect()
        self._show_files()
        self._chose_slot()

    def take(self, found: Sequence[Found], slot: EvidenceSlot | None = None) -> None:
        """Begin with these files and this slot."""
        if slot is not None:
            self.slot.choose(slot.value)
        self._add(found)

    def first(self) -> QWidget:
        """Where the focus goes: what is still to be told."""
        if not self._found:
            return self.place_files.choose
        return self.slot if not self.slot.key else self.proves

    def confirm(self) -> None:
        """File what is here, or say beside its field what cannot stand."""
        if self._busy:
            return
        self.bar.hide()
        try:
            told = self._read()
        except Refusal as no:
            tell.refused(no, self.fields, self.bar)
            self.place()
            return
        handed = [HandedIn(one.content, told, one.name or self._pasted_name()) for one in self._found]
        self._stop.clear()
        self._go(busy=True)

        def heard(done: int, total: int, name: str) -> bool:
            self._told.emit(done / total if total else 1.0, name)
            return not self._stop.is_set()

        op = self._work.write(
            partial(evidence.add_several, self._desk, self._number, handed, progress=heard),
            owner=self,
            done=self._done,
            refused=self._refused,
        )
        op.at_end(self, partial(self._go, busy=False))

    def dismiss(self) -> None:
        """While files are copied, stop first; what is whole by then stays filed."""
        if self._busy:
            self._stop.set()
            return
        super().dismiss()

    def place(self) -> None:
        """As wide as a form, as high as it needs."""
        room = self.rect().adjusted(40, 24, -40, -24)
        width = min(self.look.dp(WIDTH), room.width())
        self.plate.ensurePolished()
        self.plate.setFixedWidth(width)
        self._scroll.updateGeometry()
        layout = self.plate.layout()
        if layout is not None:
            layout.activate()
        height = min(room.height(), self.plate.sizeHint().height())
        self.plate.setGeometry((self.width() - width) // 2, (self.height() - height) // 2, width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V takes what the clipboard holds."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            event.accept()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """More files are welcome."""
        if event.mimeData().hasUrls() and not self._busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them too."""
        self._add(found_in(event.mimeData()))
        event.acceptProposedAction()

    def paste(self) -> None:
        """Take what the clipboard holds."""
        found = found_in(QGuiApplication.clipboard().mimeData())
        if found:
            self._add(found)
        else:
            self.bar.say(_("剪贴板里没有图片或文件。"), Tone.INFO)
            self.place()

    def _read(self) -> Told:
        if not self._found:
            raise Refusal("evidence.no_file", None)
        if not self.slot.key:
            raise Refusal("evidence.slot_needed", "slot")
        slot = EvidenceSlot(self.slot.key)
        recorded = slot in evidence_words.RECORDED
        return checked(
            Told(
                slot=slot,
                source=EvidenceSource(self.source.key) if self.source.key else None,
                origin=self.origin.text(),
                proves=self.proves.text(),
                note=self.note.text(),
                passage=Passage(self.start.text(), self.end.text(), self.words.toPlainText())
                if recorded
                else Passage(),
            )
        )

    def _done(self, added: Added) -> None:
        if added.items:
            self.filed.emit(len(added.items))
        if not added.left and not added.stopped:
            self.close_over()
            return
        taken = {item.name for item in added.items}
        left = {one.name for one in added.left}
        self._found = [one for one in self._found if one.name in left or (added.stopped and one.name not in taken)]
        self._show_files()
        words = [refusal_text(one.refusal) for one in added.left[:NAMED]]
        if added.stopped:
            words.append(_("已停止，还没有登记的文件留在这里。"))
        self.bar.say("\n".join(words), Tone.DANGER if added.left else Tone.INFO)
        self.place()

    def _refused(self, no: Refusal) -> None:
        tell.refused(no, self.fields, self.bar)
        self.place()

    def _go(self, *, busy: bool) -> None:
        self._busy = busy
        for part in (self.place_files, *self.fields.values()):
            part.setEnabled(not busy)
        self.go.setEnabled(not busy and bool(self._found))
        self.progress.setVisible(busy)
        self.progress.fill(0)
        self.later.relabel(_("停止") if busy else _("取消"))
        if not busy:
            self.status.setText("")
        self.place()

    def _hear(self, share: float, name: str) -> None:
        self.progress.fill(share)
        self.status.setText(_("正在复制 {name}").format(name=name[:40]))

    def _add(self, found: Sequence[Found]) -> None:
        known = {one.content for one in self._found if isinstance(one.content, Path)}
        self._found += [one for one in found if not (isinstance(one.content, Path) and one.content in known)]
        self.bar.hide()
        self._show_files()
        self.place()

    def _show_files(self) -> None:
        shown = [one._replace(name=one.name or self._pasted_name()) for one in self._found]
        self.place_files.show_files(shown)
        files = [one.content for one in self._found if isinstance(one.content, Path)]
        self.instead.setVisible(len(files) == len(self._found) and evidence_words.is_sheet(files))
        self.go.setEnabled(bool(self._found))
        count = len(self._found)
        self.go.relabel(ngettext("登记 {n} 份", "登记 {n} 份", count).format(n=count) if count > 1 else _("登记一份"))

    def _pasted_name(self) -> str:
        now: datetime = self._desk.now().astimezone(SHANGHAI)
        return _("截图 {when}.png").format(when=f"{now:%Y-%m-%d %H%M%S}")

    def _chose_slot(self) -> None:
        slot = EvidenceSlot(self.slot.key) if self.slot.key else None
        self._passage.setVisible(slot in evidence_words.RECORDED)
        state = self._slots.get(slot) if slot else None
        # What the slot is to prove is proposed, and never written over what somebody typed.
        if self.proves.text() in ("", self._proposed):
            self._proposed = spoken(state.proves) if state and state.proves else ""
            self.proves.setText(self._proposed)
            self.proves.setCursorPosition(0)
        self.fields["slot"].clear()
        self.place()

    def _import_instead(self) -> None:
        path = self._found[0].content
        self.close_over()
        self.import_asked.emit(path)

    def _ask_files(self) -> list[str]:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        return asking.files_to_read(self.window(), _("选择证据文件"), folder)

    def _choose(self) -> None:
        files = self.choose_files()
        if not isValid(self):
            return
        self._add([Found.of(Path(file)) for file in files])
        (self.first() or self.go).setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        look = self.look
        made = (
            ("slot", _("归入哪一栏"), self.slot, ""),
            ("source", _("谁提供的"), self.source, ""),
            ("proves", _("证明目的"), self.proves, ""),
            ("origin", _("来源（渠道或网址）"), self.origin, ""),
            ("from", _("片段开始"), self.start, ""),
            ("to", _("片段结束"), self.end, ""),
            ("words", _("口播原话"), self.words, ""),
            ("note", _("备注"), self.note, ""),
        )
        for key, label, editor, hint in made:
            self.fields[key] = Field(look, key, label, editor, required=key == "slot", hint=hint)
        room = QWidget()
        form = QVBoxLayout(room)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(12)
        form.addWidget(self.place_files)
        form.addLayout(_pair(self.fields["slot"], self.fields["source"]))
        form.addWidget(self.fields["proves"])
        passage = QVBoxLayout(self._passage)
        passage.setContentsMargins(0, 0, 0, 0)
        passage.setSpacing(12)
        passage.addLayout(_pair(self.fields["from"], self.fields["to"]))
        passage.addWidget(self.fields["words"])
        form.addWidget(self._passage)
        form.addLayout(_pair(self.fields["origin"], self.fields["note"]))
        form.addStretch(1)
        self.progress.hide()
        self._scroll = Scroller(room, keeps=False)
        self._scroll.wanting.connect(partial(QTimer.singleShot, 0, self, self.place))
        self.body.addWidget(self.bar)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(self.progress)
        self.instead = self.button(_("这是投诉表格，改为导入"), Kind.LINK)
        self.later = self.button(_("取消"))
        self.go = self.button(_("登记一份"), Kind.PRIMARY, "paperclip")
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        self.place_files.choose.clicked.connect(self._choose)
        self.place_files.paste.clicked.connect(self.paste)
        self.place_files.cleared.connect(self._clear)
        self.slot.currentIndexChanged.connect(lambda _place: self._chose_slot())
        self.instead.clicked.connect(self._import_instead)
        self.later.clicked.connect(self.dismiss)
        self.go.clicked.connect(self.confirm)
        self._told.connect(self._hear)

    def _clear(self) -> None:
        self._found = []
        self._show_files()
        self.place()


class _Files(QFrame):
    """The files chosen so far, or the place to bring some; `cleared` to begin again."""

    cleared = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("plate", "quote")
        self.choose = Button(look, _("选择文件…"), "folder-open", height=28)
        self.paste = Button(look, _("粘贴截图"), "copy", Kind.GHOST, height=28, hint=_("粘贴截图 Ctrl+V"))
        self.clear = Button(look, _("清空"), kind=Kind.LINK, height=24)
        self.clear.clicked.connect(self.cleared)
        self._words = Label(_("把文件拖到这里"), 13, Ink.TEXT2)
        self._names = QVBoxLayout()
        self._names.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._words, 1)
        for button in (self.clear, self.paste, self.choose):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 9)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._names)

    def show_files(self, found: Sequence[Found]) -> None:
        """Name them."""
        empty(self._names)
        count = len(found)
        known = sum(max(0, one.size) for one in found)
        words = ngettext("{n} 个文件，{size}", "{n} 个文件，{size}", count)
        self._words.setText(words.format(n=count, size=evidence_words.size(known)) if found else _("把文件拖到这里"))
        self.clear.setVisible(bool(found))
        for one in found[:NAMED]:
            line = Elided(one.name, 13)
            line.keep_end(Path(one.name).suffix)
            self._names.addWidget(line)
        if count > NAMED:
            rest = count - NAMED
            self._names.addWidget(Label(ngettext("另有 {n} 个", "另有 {n} 个", rest).format(n=rest), 12, Ink.TEXT3))


def _pair(left: QWidget, right: QWidget) -> QGridLayout:
    pair = QGridLayout()
    pair.setHorizontalSpacing(14)
    for column, part in enumerate((left, right)):
        pair.addWidget(part, 0, column, Qt.AlignmentFlag.AlignTop)
        pair.setColumnStretch(column, 1)
    return pair
