"""Several answers out of a few: chips that are switched on and off, one stop for Tab, arrows between them."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.clickable import Clickable

_GAP = 6
_NEXT = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class Chip(Clickable):
    """One answer; pressed by Space, Enter or the mouse."""

    def __init__(self, look: Look, text: str, *, height: int = 28) -> None:
        super().__init__(look, text)
        self._height = height
        self.setText(text)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The word, a tick's room and the padding; the same on or off, so that nothing moves."""
        return QSize(round(self.look.width(self.text(), 13)) + 24, self.look.dp(self._height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are the group's business; left to itself a button would walk out of it."""
        if event.key() in _NEXT:
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Filled and framed when on."""
        painter, rect, look, on = QPainter(self), QRectF(self.rect()), self.look, self.isChecked()
        ground = Ink.ACCENT_SOFT if on else (Ink.HOVER if self.underMouse() else Ink.SURFACE)
        edge = Ink.ACCENT_TEXT if on else Ink.BORDER_BUTTON
        paint.box(painter, rect, 7, look.colour(ground), look.colour(edge))
        ink = Ink.ACCENT_TEXT if on else (Ink.TEXT2 if self.isEnabled() else Ink.DISABLED)
        paint.words(painter, look, rect, self.text(), px=13, ink=ink, align=paint.CENTRE)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 7)


class Chips(QWidget):
    """Options are (key, words), in rows as the width allows. `edited` when one was switched."""

    edited = Signal()

    def __init__(self, look: Look, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._look = look
        self._chips = {key: Chip(look, words) for key, words in options}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for chip in self._chips.values():
            chip.setParent(self)
            chip.clicked.connect(self.edited)
            chip.clicked.connect(lambda _on=False, chip=chip: self._stop_at(chip))
        self._stop_at(next(iter(self._chips.values())))
        look.changed.connect(self._relook)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys that are on, in the order of the options."""
        return tuple(key for key, chip in self._chips.items() if chip.isChecked())

    def choose(self, keys: Iterable[str]) -> None:
        """Switch exactly these on, without announcing it."""
        wanted = set(keys)
        for key, chip in self._chips.items():
            chip.setChecked(key in wanted)

    def chip(self, key: str) -> Chip:
        """The chip of a key."""
        return self._chips[key]

    def setAccessibleName(self, name: str) -> None:
        """Each chip says what it answers to."""
        super().setAccessibleName(name)
        for chip in self._chips.values():
            chip.setAccessibleDescription(name)

    def hasHeightForWidth(self) -> bool:
        """Its rows depend on its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many rows as the chips need."""
        return self._lay(width, move=False)

    def sizeHint(self) -> QSize:
        """All rows at the present width."""
        width = self.width() if self.width() > 100 else 420
        return QSize(240, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As the size hint: a row that is cut is no row."""
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the rows anew."""
        super().resizeEvent(event)
        self._lay(self.width(), move=True)
        if event.oldSize().width() != self.width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move between the chips."""
        chips = list(self._chips.values())
        here = next((place for place, chip in enumerate(chips) if chip.hasFocus()), -1)
        step = _NEXT.get(Qt.Key(event.key()), 0)
        if here < 0 or not step or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        beside = chips[(here + step) % len(chips)]
        self._stop_at(beside)
        beside.setFocus(Qt.FocusReason.TabFocusReason)

    def _stop_at(self, stop: Chip) -> None:
        for chip in self._chips.values():
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is stop else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(stop)

    def _relook(self) -> None:
        self._lay(self.width(), move=True)
        self.updateGeometry()

    def _lay(self, width: int, *, move: bool) -> int:
        x = y = line = 0
        for chip in self._chips.values():
            size = chip.sizeHint()
            if x and x + size.width() > width:
                x, y = 0, y + line + _GAP
            if move:
                chip.setGeometry(QRect(QPoint(x, y), size))
            x, line = x + size.width() + _GAP, size.height()
        return y + line
