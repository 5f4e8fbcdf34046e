"""A choice from a list that the mouse wheel does not change by accident; letters choose by pinyin."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QStyle, QStyleOptionComboBox

from odrdesk.desktop import paint, tips
from odrdesk.desktop.meaning import begins
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink

BESIDE = 52
"""Pixels that frame, padding and arrow take beside the words."""


class Choice(QComboBox):
    """Options are (key, words); an `own` choice may also be typed freely."""

    def __init__(self, look: Look, options: Sequence[tuple[str, str]], current: str = "", *, own: bool = False) -> None:
        super().__init__()
        self._look, self._room_for = look, ""
        self._typed, self._typed_at = "", 0
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters choose the option whose words, pinyin or initials begin so; the same letter again goes on."""
        found = self._sought(event, self.currentIndex())
        if found is None:
            super().keyPressEvent(event)
        elif found >= 0:
            self.setCurrentIndex(found)
            self.activated.emit(found)

    def showPopup(self) -> None:
        """Letters go through the open list too."""
        super().showPopup()
        self.view().removeEventFilter(self)
        self.view().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A letter pressed in the open list."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and watched is self.view():
            found = self._sought(event, self.view().currentIndex().row())
            if found is not None:
                if found >= 0:
                    self.view().setCurrentIndex(self.model().index(found, self.modelColumn()))
                return True
        return super().eventFilter(watched, event)

    def _sought(self, event: QKeyEvent, here: int) -> int | None:
        """The place a letter leads to, -1 for nowhere, None for a key that seeks nothing."""
        typed, held = event.text().casefold(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.isEditable() or held or not typed.strip() or not typed.isprintable():
            return None
        late = event.timestamp() - self._typed_at > QApplication.keyboardInputInterval()
        self._typed_at, again = event.timestamp(), self._typed == typed
        self._typed = typed if late or again else self._typed + typed
        first, many = here + (len(self._typed) == 1), self.count()
        places = ((first + step) % many for step in range(many))
        return next((place for place in places if begins(self.itemText(place), self._typed)), -1)

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
