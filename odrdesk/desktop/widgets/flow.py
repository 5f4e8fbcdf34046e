"""Small things beside each other, on a further line where the row is too narrow for them."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

GAP = 6


class Flow(QWidget):
    """Each part keeps the size it asks for and is never cut while the row is as wide as the widest."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, part: QWidget) -> None:
        """One more at the end."""
        part.setParent(self)
        self._parts.append(part)
        self.updateGeometry()

    def drop(self, part: QWidget) -> None:
        """One goes."""
        self._parts.remove(part)
        part.hide()
        part.deleteLater()

    def keep_last(self, part: QWidget) -> None:
        """Put one behind all others, for the Tab key too."""
        before = self._parts[-1]
        self._parts.remove(part)
        self._parts.append(part)
        if before is not part:
            self.setTabOrder(before, part)

    def arrange(self) -> None:
        """Take up the room anew after a part was shown or hidden."""
        self.updateGeometry()
        for part, place in self._places(self.width()):
            part.setGeometry(place)

    @property
    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def sizeHint(self) -> QSize:
        """As wide as all in one line, as high as the lines of the width there is."""
        sizes = [_size(part) for part in self._shown]
        width = sum(one.width() for one in sizes) + GAP * max(0, len(sizes) - 1)
        return QSize(width, self.heightForWidth(max(self.width(), max((one.width() for one in sizes), default=0))))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest."""
        widest = max((_size(part).width() for part in self._shown), default=0)
        return QSize(widest, self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """As many lines as the width calls for."""
        return max((place.bottom() + 1 for _part, place in self._places(width)), default=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put each in its place."""
        super().resizeEvent(event)
        self.arrange()
        if event.oldSize().width() != self.width():
            self.updateGeometry()

    def _places(self, width: int) -> Iterator[tuple[QWidget, QRect]]:
        left = top = line = 0
        for part in self._shown:
            size = _size(part)
            if left and left + size.width() > width:
                left, top, line = 0, top + line + GAP, 0
            yield part, QRect(QPoint(left, top), size)
            left, line = left + size.width() + GAP, max(line, size.height())


def _size(part: QWidget) -> QSize:
    """What it asks for, and no less than it may have."""
    return part.sizeHint().expandedTo(part.minimumSize()).boundedTo(part.maximumSize())
