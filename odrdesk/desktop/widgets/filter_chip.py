"""A filter of a list as a chip: what it lets through, and a list to pick from when it is pressed."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.desktop.widgets.ticks import draw_box
from odrdesk.text import _

_HIGHEST = 420


class Option(NamedTuple):
    """Something to pick; those of one `only` exclude each other and all others."""

    key: str
    words: str
    only: bool = False


class FilterChip(Clickable):
    """`picked(keys)` after each tick; blue with its words when it filters, a plus and its name when it does not.

    `more` makes what stands beneath the ticks: a range, or words; `gone` when its list was closed.
    """

    picked = Signal(list)
    gone = Signal()

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, name)
        self._name, self._words = name, ""
        self._options: Sequence[Option] = ()
        self._keys: Sequence[str] = ()
        self.more: Callable[[], QWidget] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.drop)

    @property
    def words(self) -> str:
        """What it lets through, empty when it lets all through."""
        return self._words

    def show_choice(self, options: Sequence[Option], keys: Sequence[str], words: str) -> None:
        """What can be picked, what is, and how that is said."""
        self._options, self._keys, self._words = options, keys, words
        self.setAccessibleName(self._text() if words else self._name)
        self.updateGeometry()
        self.update()

    def drop(self) -> "Picks":
        """Open the list beneath."""
        more = self.more() if self.more is not None else None
        picks = Picks(self.look, self, self._name, self._options, self._keys, more=more)
        picks.picked.connect(self.picked)
        picks.destroyed.connect(self.gone)
        picks.open_under(self)
        return picks

    def sizeHint(self) -> QSize:
        """Words, padding, and the plus where nothing is picked."""
        extra = 24 if self._words else 24 + self.look.dp(14) + 4
        return QSize(round(self.look.width(self._text(), 13)) + extra, self.look.dp(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A soft blue plate, or a bordered one with a plus."""
        look, painter, rect = self.look, QPainter(self), QRectF(self.rect())
        hot = self.underMouse()
        if self._words:
            paint.box(painter, rect, 7, look.colour(Ink.ACCENT_SOFT), look.colour(Ink.FOCUS) if hot else None)
            paint.words(painter, look, rect, self._text(), ink=Ink.ACCENT_TEXT, align=paint.CENTRE)
        else:
            ground = look.colour(Ink.HOVER if hot else Ink.SURFACE)
            paint.box(painter, rect, 7, ground, look.colour(Ink.BORDER))
            ink = Ink.TEXT2 if self.isEnabled() else Ink.DISABLED
            paint.icon(painter, look, 10, rect.center().y(), "plus", ink, 14)
            paint.words(painter, look, rect.adjusted(look.dp(14) + 14, 0, 0, 0), self._text(), ink=ink)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 7)

    def _text(self) -> str:
        return _("{name}：{words}").format(name=self._name, words=self._words) if self._words else self._name


class Picks(QFrame):
    """The list under a chip; every tick works at once, Esc or a click beside closes it."""

    picked = Signal(list)

    def __init__(
        self,
        look: Look,
        chip: QWidget,
        name: str,
        options: Sequence[Option],
        keys: Sequence[str],
        *,
        more: QWidget | None = None,
    ) -> None:
        super().__init__(chip, Qt.WindowType.Popup)
        self._look, self._options, self.more = look, options, more
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("plate", "picks")
        self.setAccessibleName(name)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 6, 14, 6)
        column.setSpacing(2)
        self.ticks = {option.key: self._tick(option, on=option.key in keys) for option in options}
        for tick in self.ticks.values():
            column.addWidget(tick)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(4, 4, 4, 4)
        outside.setSpacing(0)
        room = QScrollArea()
        room.setWidgetResizable(True)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setWidget(inside)
        room.setMinimumWidth(inside.sizeHint().width() + 12)
        self._high = inside.sizeHint().height() * bool(options) + look.dp(28) + 16
        outside.addWidget(room)
        room.setVisible(bool(options))
        if more is not None:
            frame = QVBoxLayout()
            frame.setContentsMargins(8, 0, 8, 4)
            frame.addWidget(more)
            outside.addLayout(frame)
            self._high += more.sizeHint().height() + 12
        clear = Button(look, _("清除"), kind=Kind.LINK, height=28)
        clear.clicked.connect(self._clear)
        outside.addWidget(clear, 0, Qt.AlignmentFlag.AlignRight)

    def open_under(self, chip: QWidget) -> None:
        """Show it beneath the chip, with the focus on what is picked."""
        width = max(self.sizeHint().width(), chip.width(), self._look.dp(150))
        self.resize(width, min(self._high, self._look.dp(_HIGHEST)))
        place = chip.mapToGlobal(QPoint(0, chip.height() + 4))
        right = chip.screen().availableGeometry().right() - width
        self.move(max(0, min(place.x(), right)), place.y())
        self.show()
        first = next((tick for tick in self.ticks.values() if tick.isChecked()), next(iter(self.ticks.values()), None))
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)
        elif self.more is not None:
            self.more.setFocus(Qt.FocusReason.PopupFocusReason)
            self.focusNextChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down walk, Enter and Esc close."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.close()
        else:
            super().keyPressEvent(event)

    def _tick(self, option: Option, *, on: bool) -> QCheckBox:
        tick = _Pick(self._look, option.words)
        tick.setChecked(on)
        tick.setMinimumHeight(self._look.dp(30))
        tick.clicked.connect(lambda on: self._ticked(option, on=on))
        return tick

    def _ticked(self, option: Option, *, on: bool) -> None:
        if on:
            for other in self._options:
                if other.key != option.key and (option.only or other.only):
                    self.ticks[other.key].setChecked(False)
        self._tell()

    def _clear(self) -> None:
        for tick in self.ticks.values():
            tick.setChecked(False)
        self._tell()
        self.close()

    def _tell(self) -> None:
        self.picked.emit([key for key, tick in self.ticks.items() if tick.isChecked()])


class _Pick(QCheckBox):
    """A box and words on the whole width; the system's own box has no colours of ours."""

    def __init__(self, look: Look, words: str) -> None:
        super().__init__(words)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Box, words, room at both sides."""
        look = self._look
        return QSize(round(look.width(self.text(), 13)) + look.dp(16) + 30, look.dp(30))

    def hitButton(self, pos: QPoint) -> bool:
        """Anywhere in the row."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Hover ground, box, words; a ring where the keyboard is."""
        look, painter, rect = self._look, QPainter(self), QRectF(self.rect())
        if self.underMouse():
            paint.box(painter, rect, 6, look.colour(Ink.HOVER))
        side = look.dp(16)
        draw_box(painter, look, QRectF(6, 0, side, rect.height()), on=self.isChecked())
        paint.words(painter, look, rect.adjusted(side + 14, 0, -6, 0), self.text())
        if self.hasFocus():
            paint.ring(painter, look, rect, 6)
