"""What a person does, counted: keys and clicks that reach what they would reach on the screen, nothing else.

from tests.desktop.acts import Acts

acts = Acts(window, rest=settle)
acts.key("Ctrl+N")          # one act
acts.type("王秀英 138…")     # new content: not counted
acts.key("Tab", 4)          # four acts
acts.click(dialog.save)     # one act; fails where the eye cannot see it or something lies over it
assert acts.count <= 7
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

_NAMES = {"Enter": "Return", "Esc": "Escape", "PgUp": "PgUp", "PgDn": "PgDown", "Delete": "Del"}
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Acts:
    """Counts every key chord, click and drop. `rest` is called after each: waits until nothing is under way."""

    def __init__(self, window: QWidget, rest: Callable[[], object] = lambda: None) -> None:
        self.window, self.count, self.said = window, 0, list[str]()
        self._rest = rest

    @property
    def where(self) -> QWidget:
        """What hears the keyboard now."""
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self.window

    def key(self, keys: str, times: int = 1) -> "Acts":
        """One chord in Qt's portable form (`Ctrl+Shift+S`, `Space`, `R`); Enter is the large one."""
        stem, plus, last = keys.rpartition("+")
        if not last:  # Ctrl++
            stem, plus, last = keys[:-2], "+", "+"
        written = f"{stem}{plus if stem else ''}{_NAMES.get(last, last)}"
        chord = QKeySequence.fromString(written, QKeySequence.SequenceFormat.PortableText)
        assert chord.count() == 1, f"{keys!r} is no single chord"
        one = chord[0]
        assert one.key() != Qt.Key.Key_unknown, f"{keys!r} is no key"
        self._wake()
        for _time in range(times):
            QTest.keyClick(self.where, one.key(), one.keyboardModifiers())
            self._did(keys)
        return self

    def type(self, text: str) -> "Acts":
        """New content, not counted: letters and digits key by key, the rest as an input method gives it."""
        part = ""
        for letter in text:
            if letter.isascii() and letter.isprintable():
                self._commit(part)
                part = ""
                QTest.keyClicks(self.where, letter)
            else:
                part += letter
        self._commit(part)
        self._rest()
        return self

    def click(self, widget: QWidget, at: QPoint | None = None, *, held: Qt.KeyboardModifier = _NONE) -> "Acts":
        """One click in the middle of a widget or at a place in it."""
        spot = at or widget.rect().center()
        assert widget.isVisible(), f"{widget!r} is not in view"
        assert widget.isEnabled(), f"{widget!r} cannot be used now"
        over = widget.window().childAt(widget.mapTo(widget.window(), spot))
        assert over is not None, f"{widget!r} lies outside its window at {spot}"
        hit = over is widget or widget.isAncestorOf(over) or widget is widget.window()
        assert hit or over.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents), f"{over!r} covers {widget!r}"
        QTest.mouseClick(widget, _LEFT, held, spot)
        self._did(f"click {widget.accessibleName() or type(widget).__name__}")
        return self

    def click_row(self, view: QAbstractItemView, row: int, column: int = 0) -> "Acts":
        """One click on a cell of a list or table."""
        spot = view.visualRect(view.model().index(row, column)).center()
        return self.click(view.viewport(), spot)

    def drop(self, *files: Path) -> "Acts":
        """Files fall on the middle of the window, on whatever takes files there: one act."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        middle, copy = self.window.rect().center(), Qt.DropAction.CopyAction
        below = self.window.childAt(middle) or self.window
        while below is not self.window and not below.acceptDrops():
            below = below.parentWidget()
        spot = below.mapFrom(self.window, middle)
        enter = QDragEnterEvent(spot, copy, data, _LEFT, _NONE)
        QApplication.sendEvent(below, enter)
        assert enter.isAccepted(), f"{below!r} takes no files now"
        QApplication.sendEvent(below, QDropEvent(QPointF(spot), copy, data, _LEFT, _NONE))
        self._did("drop")
        return self

    def clipboard(self, text: str) -> "Acts":
        """What was copied elsewhere before: not counted."""
        QGuiApplication.clipboard().setText(text)
        return self

    def _wake(self) -> None:
        """Offscreen nobody makes a window active again after its menu; on a screen the window manager does."""
        active = QApplication.activeWindow()
        if QApplication.activePopupWidget() is None and (active is None or not active.isVisible()):
            self.window.activateWindow()
            QCoreApplication.processEvents()

    def _commit(self, text: str) -> None:
        if text:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(self.where, event)

    def _did(self, what: str) -> None:
        self.count += 1
        self.said.append(what)
        self._rest()
