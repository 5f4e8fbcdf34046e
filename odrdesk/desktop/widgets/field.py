"""A field of a form: label, badge, editor, and the note a refusal leaves beneath it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from odrdesk.desktop.theme import Look, announce
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.dressing import dress
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.text import _


class Field(QWidget):
    """One editor with its words; `key` is the name refusals use."""

    edited = Signal()

    def __init__(
        self, look: Look, key: str, label: str, editor: QWidget, *, required: bool = False, hint: str = ""
    ) -> None:
        super().__init__()
        self.key, self.editor = key, editor
        self._label_text, self._hint = label, hint
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(4)
        caption = Elided(f"{label} *" if required else label, 12, Ink.TEXT2)
        caption.setBuddy(editor)
        self._badge = Pill(look, "", px=11, height=18)
        self._badge.hide()
        top.addWidget(caption)
        top.addStretch(1)
        top.addWidget(self._badge)
        column.addLayout(top)
        column.addWidget(editor)
        self._note = Label("", 12, Ink.DANGER, wrap=True)
        self._mark = Glyph(look, "circle-alert", Ink.DANGER, 13)
        beneath = QHBoxLayout()
        beneath.setSpacing(5)
        beneath.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        beneath.addWidget(self._note, 1)
        column.addLayout(beneath)
        editor.setAccessibleName(_("{label}，必填").format(label=label) if required else label)
        self.clear()
        if isinstance(editor, QLineEdit | QPlainTextEdit):
            editor.textChanged.connect(self._edited)

    @property
    def refused(self) -> bool:
        """Whether a note stands under the field."""
        return self._note.property("ink") == Ink.DANGER.value and bool(self._note.text())

    @property
    def note(self) -> str:
        """The words under the field."""
        return self._note.text()

    def hint(self, text: str) -> None:
        """Other words under the field; a refusal that stands there stays."""
        self._hint = text
        if not self.refused:
            self.clear()

    def badge(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """A small word at the right of the label; empty takes it away."""
        self._badge.say(text, tone)

    def refuse(self, text: str) -> None:
        """Say beside the field why it cannot stand."""
        self._say(text, Ink.DANGER)
        self._frame(on=True)
        self.editor.setAccessibleDescription(text)
        announce(self.editor, _("{label}：{words}").format(label=self._label_text, words=text))

    def clear(self) -> None:
        """Take the note away; the hint returns."""
        self._say(self._hint, Ink.TEXT3)
        self._frame(on=False)
        self.editor.setAccessibleDescription(self._hint)

    def _edited(self) -> None:
        if self.refused:
            self.clear()
        self.edited.emit()

    def _say(self, text: str, ink: Ink) -> None:
        self._note.setText(text)
        self._note.set_ink(ink)
        self._note.setVisible(bool(text))
        self._mark.setVisible(bool(text) and ink is Ink.DANGER)

    def _frame(self, *, on: bool) -> None:
        dress(self.editor, "refused", "true" if on else "false")
