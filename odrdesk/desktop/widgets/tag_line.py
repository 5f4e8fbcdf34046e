"""The tags of a case in one line: as many as there is room for, then how many more; each leads to its cases."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import TAG_TONES, Ink
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.domain.tags import Tag
from odrdesk.text import _

_GAP, _HIGH = 4, 24


class TagButton(Clickable):
    """One tag; pressed it leads to its cases."""

    def __init__(self, look: Look, tag: Tag) -> None:
        words = _("列出有标签“{name}”的案件").format(name=tag.name)
        super().__init__(look, words)
        self.tag = tag
        self.setToolTip(words)

    def sizeHint(self) -> QSize:
        """The word and its padding, and high enough to be hit."""
        return QSize(round(paint.tag_width(self.look, self.tag.name)) + 1, self.look.dp(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The tag, framed while the mouse is over it."""
        painter, look, rect = QPainter(self), self.look, QRectF(self.rect())
        tone = TAG_TONES[self.tag.tone]
        paint.tag(painter, look, 0, rect.center().y(), self.tag.name, tone)
        if self.underMouse():
            high = look.dp(18)
            inner = QRectF(0.5, rect.center().y() - high / 2 + 0.5, rect.width() - 1, high - 1)
            paint.box(painter, inner, 4, None, look.colour(Ink.BORDER_STRONG))
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 4)


class RestButton(Clickable):
    """`+3`: those there is no room for, as a menu."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "")
        self.hide()

    def say(self, names: Sequence[str]) -> None:
        """Which they are."""
        self.setText(f"+{len(names)}")
        self.setToolTip(_("、").join(names))
        self.setAccessibleName(_("其余标签：{names}").format(names=self.toolTip()))
        self.update()

    def sizeHint(self) -> QSize:
        """The number and its padding."""
        return QSize(round(self.look.width(self.text() or "+9", 12)) + 8, self.look.dp(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The number."""
        painter, look, rect = QPainter(self), self.look, QRectF(self.rect())
        if self.underMouse():
            paint.box(painter, rect, 4, look.colour(Ink.HOVER))
        paint.words(painter, look, rect, self.text(), px=12, ink=Ink.TEXT2, align=paint.CENTRE)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 4)


class TagLine(QWidget):
    """`asked(name)` when a tag was pressed."""

    asked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._tags: tuple[Tag, ...] = ()
        self.buttons: list[TagButton] = []
        self.rest = RestButton(look)
        self.rest.setParent(self)
        self.rest.clicked.connect(self._open)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._lay)

    def show_tags(self, tags: Sequence[Tag]) -> None:
        """These, in this order."""
        if tuple(tags) == self._tags:
            return
        self._tags = tuple(tags)
        for old in self.buttons:
            old.hide()
            old.deleteLater()
        self.buttons = []
        for tag in tags:
            button = TagButton(self._look, tag)
            button.setParent(self)
            button.clicked.connect(lambda _on=False, name=tag.name: self.asked.emit(name))
            self.buttons.append(button)
        self._lay()

    def sizeHint(self) -> QSize:
        """All of them beside each other."""
        wide = sum(button.sizeHint().width() + _GAP for button in self.buttons)
        return QSize(wide, self._look.dp(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """The number of those there is no room for."""
        return QSize(self.rest.sizeHint().width() if self.buttons else 0, self._look.dp(_HIGH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many as there is room for."""
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        self.updateGeometry()
        widths = [button.sizeHint().width() for button in self.buttons]
        fits = len(widths)
        room = self.width()
        if sum(widths) + _GAP * (len(widths) - 1) > room:
            room -= self.rest.sizeHint().width()
            fits = next((n for n in range(len(widths), 0, -1) if sum(widths[:n]) + _GAP * n <= room), 0)
        x = 0
        for place, button in enumerate(self.buttons):
            button.setGeometry(QRect(QPoint(x, 0), QSize(widths[place], self.height())))
            button.setVisible(place < fits)
            x += widths[place] + _GAP if place < fits else 0
        hidden = [tag.name for tag in self._tags[fits:]]
        self.rest.say(hidden)
        self.rest.setGeometry(QRect(QPoint(x, 0), QSize(self.rest.sizeHint().width(), self.height())))
        self.rest.setVisible(bool(hidden))

    def _open(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("其余标签"))
        for button in self.buttons:
            if button.isHidden():
                name = button.tag.name
                menu.addAction(name.replace("&", "&&")).triggered.connect(
                    lambda _on=False, name=name: self.asked.emit(name)
                )
        menu.popup(self.rest.mapToGlobal(QPoint(0, self.rest.height() + 4)))
