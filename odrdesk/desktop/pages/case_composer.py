"""The place where a contact is written down: by which way, with whom, what was said, what came of it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout

from odrdesk.desktop.dialogs.changed import Changed, Seen
from odrdesk.desktop.forms import step_words
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.tick import Tick
from odrdesk.desktop.keeping import CONTACT, Keeper, Keeping
from odrdesk.desktop.theme import Look, announce
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.entry import Entry, Paragraph
from odrdesk.desktop.widgets.flow import Flow
from odrdesk.desktop.widgets.key_cap import KeyCaps
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.domain.vocabulary import ContactWith, Step
from odrdesk.services.cases import CaseView
from odrdesk.text import _, word

PHONE, MESSAGE, NOTE = "phone", "message", "note"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Composer(QFrame):
    """`written(facts)` with the raw facts of a contact, `noted(text)` a note for the desk, `filing` for evidence.

    What is typed for one dispute waits while another is shown.
    """

    written = Signal(dict)
    noted = Signal(str)
    filing = Signal()
    emptied = Signal()

    def __init__(self, look: Look, keeping: Keeping) -> None:
        super().__init__()
        self.setProperty("plate", "quote")
        self._number = ""
        self.content = Paragraph(look, lines=2, placeholder=_("记录一次沟通……输入 :: 插入常用语，粘贴截图登记为证据"))
        self.content.setProperty("bare", "true")
        self.content.setAccessibleName(_("沟通内容"))
        self.mode = Choice(look, step_words.modes(), _("电话"), own=True)
        self.mode.setAccessibleName(_("沟通方式"))
        self.mode.setMaximumWidth(look.dp(118))
        self.party = Segmented(look, _("沟通对象"), [(one.value, word(one)) for one in ContactWith])
        self.result = Entry(look, placeholder=_("结果（可空），如：商家同意退款"))
        self.result.setAccessibleName(_("结果"))
        self.higher = Tick(look, _("要求升级"))
        self.higher.setToolTip(step_words.tick("asks_higher"))
        kinds = [(PHONE, _("电话")), (MESSAGE, _("消息")), (NOTE, _("便签"))]
        self.kind = Segmented(look, _("记什么"), kinds)
        self.kind.chosen.connect(self._turn_kind)
        self.mode.currentTextChanged.connect(lambda _text: self._follow_mode())
        paste = _("证据：粘贴截图或选文件")
        self.proof = Button(look, icon="paperclip", kind=Kind.GHOST, height=30, name=paste, hint=paste)
        self.proof.clicked.connect(self.filing)
        canned = _("常用语（::）")
        self.canned = Button(look, icon="sticky-note", kind=Kind.GHOST, height=30, name=canned, hint=canned)
        self.canned.clicked.connect(self.content.ask_phrase)
        self.go = Button(look, _("记录"), kind=Kind.PRIMARY, height=30)
        self.go.setToolTip("Ctrl+Enter")
        self.go.clicked.connect(self.send)
        self.changed = Changed(look)
        self.changed.anyway.connect(self._send_anyway)
        self.changed.dropped.connect(self._leave)
        self._seen_since = 0
        self._sent = "", ""
        self._note = Label("", 12, Ink.DANGER, wrap=True)
        self._note.hide()
        self._arrange(look)
        self._show_kind()
        parts = {
            "kind": self.kind, "mode": self.mode, "with": self.party, "content": self.content, "result": self.result,
            "asks_higher": self.higher,
        }  # fmt: skip
        self.keeper = Keeper(keeping, self, CONTACT, "", parts)
        keeping.moved.connect(self._heard)
        self.content.textChanged.connect(self._note.hide)
        for part in (self.content, self.result, self.mode, self.mode.lineEdit()):
            if part is not None:
                part.installEventFilter(self)

    def turn_to(self, number: str) -> None:
        """Show what was typed for this dispute; what stood here is kept for its own."""
        if number == self._number:
            return
        self._number, self._seen_since = number, 0
        self.keeper.turn_to(number)
        self._note.hide()
        self._leave()
        self._show_kind()

    def _heard(self, kind: str, number: str) -> None:
        """The list's dialog wrote on at the same draft or recorded it, or those of last time are read."""
        if kind == CONTACT and number == self._number:
            self.keeper.follow()
            self._show_kind()

    def _turn_kind(self, kind: str) -> None:
        """A call, a message by some way, or a note that is no contact with anybody."""
        spoken = _("电话")
        if kind == PHONE:
            self.mode.choose(spoken)
        elif kind == MESSAGE and self.mode.key == spoken:
            self.mode.choose(_("平台消息"))
        self._show_kind()

    def _follow_mode(self) -> None:
        if self.kind.current != NOTE:
            kind = PHONE if self.mode.key == _("电话") else MESSAGE
            if kind != self.kind.current and not self.mode.hasFocus():
                self.kind.choose(kind)
                self._show_kind()

    def _show_kind(self) -> None:
        note = self.kind.current == NOTE
        for part in (self.party, self.higher):
            part.setVisible(not note)
        self.mode.setVisible(self.kind.current == MESSAGE)
        self.result.setVisible(not note)
        self._told_note.setVisible(note)
        self.ways.arrange()

    @property
    def seen_since(self) -> int:
        """The version of the dispute that was shown beside what is typed, after another had changed it; else 0."""
        return self._seen_since

    def send(self) -> None:
        """Ask for the contact to be recorded."""
        if not self.go.isEnabled():
            return
        self._sent = self.content.toPlainText(), self.result.text()
        if self.kind.current == NOTE:
            self.noted.emit(self.content.toPlainText())
            return
        self.written.emit(
            {
                "mode": self.mode.key,
                "with": self.party.current,
                "content": self.content.toPlainText().strip(),
                "result": self.result.text().strip(),
                **({"asks_higher": True} if self.higher.isChecked() else {}),
            }
        )

    def busy(self, *, on: bool) -> None:
        """While it is being written nothing else is sent."""
        self.go.setEnabled(not on)

    def clear(self, number: str) -> None:
        """The contact of this dispute was recorded; what was typed on while it was written stays."""
        self.keeper.done(number)
        if number == self._number:
            content, result = self._sent
            _take_out(self.content, content)
            self.result.setText(self.result.text().removeprefix(result))
            self.higher.setChecked(False)
            self.kind.choose(PHONE if self.mode.key == _("电话") else MESSAGE)
            self._show_kind()
            self._leave()
            self.keeper.keep()
            left = self.content.toPlainText() or self.result.text()
            if not left and self.isAncestorOf(QApplication.focusWidget() or self):
                self.emptied.emit()

    def show_change(self, seen: Seen, view: CaseView) -> None:
        """Another changed the dispute meanwhile: show what, beside what is typed, which stays."""
        if view.case.number != self._number:
            return
        self._seen_since = view.case.version
        typed = [
            (_("沟通方式"), self.mode.key),
            (_("沟通对象"), word(ContactWith(self.party.current))),
            (_("沟通内容"), self.content.toPlainText().strip()),
            (_("结果"), self.result.text().strip()),
        ]
        self.changed.show_change(seen, view, Step.CONTACT, [(label, text) for label, text in typed if text])
        self.go.hide()

    def _send_anyway(self) -> None:
        self.changed.hide()
        self.go.show()
        self.send()

    def _leave(self) -> None:
        """Put the question away; what is typed stays."""
        self.changed.hide()
        self.go.show()

    def refuse(self, text: str) -> None:
        """Say why it was not recorded; what was typed stays."""
        self._note.setText(text)
        self._note.show()
        self.content.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.content, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter records; the window's own Ctrl+Enter does not hear it."""
        if isinstance(event, QKeyEvent) and _pasted(event) and _picture():
            self.filing.emit()
            return True
        if isinstance(event, QKeyEvent) and event.key() in _ENTER:
            held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if held and event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if held and event.type() is QEvent.Type.KeyPress:
                self.send()
                return True
        return super().eventFilter(watched, event)

    def _arrange(self, look: Look) -> None:
        self.higher.setFixedHeight(look.dp(32))
        self.ways = Flow()
        for part in (self.kind, self.mode, self.party, self.higher):
            self.ways.add(part)
        self._told_note = Label(_("只给本工作台看，不算联系过对方，案件状态不变。"), 12, Ink.TEXT3)
        self._told_note.hide()
        ends = QHBoxLayout()
        ends.setSpacing(8)
        ends.addWidget(self.proof)
        ends.addWidget(self.canned)
        ends.addWidget(self.result, 1)
        ends.addWidget(self._told_note, 1)
        ends.addWidget(KeyCaps(look, "Ctrl+Enter"))
        ends.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 10, 10)
        column.setSpacing(8)
        column.addWidget(self.content)
        column.addWidget(self._note)
        column.addWidget(self.changed)
        column.addWidget(self.ways)
        column.addLayout(ends)


def _take_out(field: Paragraph, sent: str) -> None:
    """Take what was sent from the beginning of a field; the cursor stays in what follows."""
    if field.toPlainText() == sent:
        field.clear()
    elif field.toPlainText().startswith(sent):
        cursor = QTextCursor(field.document())
        cursor.setPosition(len(sent.encode("utf-16-le")) // 2, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()


def _picture() -> bool:
    """Whether the clipboard holds a picture or files and no text."""
    data = QGuiApplication.clipboard().mimeData()
    return (data.hasImage() or data.hasUrls()) and not data.hasText()


def _pasted(event: QKeyEvent) -> bool:
    return event.type() is QEvent.Type.KeyPress and event.matches(QKeySequence.StandardKey.Paste)
