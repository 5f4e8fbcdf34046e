"""A choice from a list that the mouse wheel does not change by accident."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox

from odrdesk.desktop import paint, tips
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink

BESIDE = 52
"""Pixels that frame, padding and arrow take beside the words."""


class Choice(QComboBox):
    """Options are (key, words); an `own` choice may also be typed freely."""

    def __init__(self, look: Look, options: Sequence[tuple[str, str]], current: str = "", *, own: bool = False) -> None:
        super().__init__()
        self._look, self._room_for = look, ""
        for key, words in options:
            self.addItem(words, key)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        if own:
            self.setEditable(True)
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.currentTextChanged.connect(self._tell_whole)
        self.choose(current)
        look.changed.connect(self.updateGeometry)

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Other options; what was chosen stays chosen where it is still there, else the first is."""
        kept = self.key
        self.blockSignals(True)
        self.clear()
        for key, words in options:
            self.addItem(words, key)
        self.setCurrentIndex(max(0, self.findData(kept)))
        self.blockSignals(False)
        self.currentIndexChanged.emit(self.currentIndex())

    @property
    def key(self) -> str:
        """The chosen key; what was typed where an own text is allowed; empty when nothing is chosen."""
        if self.isEditable():
            return self.currentText().strip()
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Choose by key, or by the text itself where an own text is allowed; an unknown key chooses nothing."""
        place = self.findData(key)
        if place < 0 and self.isEditable():
            self.setEditText(key)
            self._to_beginning()
            return
        self.setCurrentIndex(place)
        self._to_beginning()

    def _tell_whole(self) -> None:
        words = self.currentText()
        cut = self.fontMetrics().horizontalAdvance(words) > self.width() - self._look.dp(BESIDE)
        self.setToolTip(tips.plain(words) if cut else "")

    def _to_beginning(self) -> None:
        """A text longer than the field shows how it begins."""
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def setAccessibleName(self, name: str) -> None:
        """The inner line of an own text bears the name too."""
        super().setAccessibleName(name)
        line = self.lineEdit()
        if line is not None:
            line.setAccessibleName(name)

    def keep_room_for(self, words: str) -> None:
        """Wide enough for these words, where the room allows it."""
        self._room_for = words
        self.updateGeometry()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Words that have no room end in an ellipsis; the style would cut through a letter."""
        super().initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(control, option, part, self).width()
        option.currentText = option.fontMetrics.elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)

    def sizeHint(self) -> QSize:
        """34 high."""
        words = self.fontMetrics().horizontalAdvance(self._room_for) + self._look.dp(BESIDE) if self._room_for else 0
        return QSize(max(super().sizeHint().width(), words), self._look.dp(34))

    def minimumSizeHint(self) -> QSize:
        """34 high, narrow if need be."""
        return QSize(64, self._look.dp(34))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words that have no room are told whole by the tooltip."""
        super().resizeEvent(event)
        self._tell_whole()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the form, it does not change an answer."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style's frame and words, and our own arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        ink = Ink.TEXT2 if self.isEnabled() else Ink.DISABLED
        room = QRectF(self.rect())
        paint.icon(painter, self._look, room.right() - 24, room.center().y(), "chevron-down", ink, 14)
