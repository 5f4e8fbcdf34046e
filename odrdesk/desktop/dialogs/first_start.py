"""The first start: set up a desk, look at an invented one, or take up a backup. One calm page, nothing asked twice."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from odrdesk.desktop import paint, tell
from odrdesk.desktop.dialogs.first_ways import DemoWay, Means, NewWay, Pick, RestoreWay, Way, Words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.rail import Logo
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault
from odrdesk.places import data_folder, desk_folder
from odrdesk.services.desk import Clock, wall_clock
from odrdesk.text import _

PLATE = QSize(920, 560)


class Homes(NamedTuple):
    """Where the person's own desk goes, and where the invented one goes, each a folder of its own."""

    desk: Path
    demo: Path


def usual_homes() -> Homes:
    """The person's own data folder."""
    return Homes(desk_folder(), data_folder() / "demo")


def pick_folder(parent: QWidget, title: str, start: Path) -> Path | None:
    """Ask for a folder; None when the person would rather not."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start))
    return Path(chosen) if chosen else None


class FirstStart(QWidget):
    """`chosen(path)` once there is a desk to open in that folder; nobody holds it then."""

    chosen = Signal(Path)

    def __init__(
        self, look: Look, work: Work, homes: Homes, *, clock: Clock = wall_clock, pick: Pick = pick_folder
    ) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("衡解 odrdesk"))
        self.setAccessibleName(_("首次启动"))
        self.setMinimumSize(QSize(1000, 640))
        means = Means(look, work, clock, pick)
        self.new = NewWay(means, homes.desk)
        self.demo = DemoWay(means, homes.demo)
        self.restore = RestoreWay(means, homes.desk)
        self.ways: Sequence[Way] = (self.new, self.demo, self.restore)
        self._stack, self._group = QStackedWidget(), QButtonGroup(self)
        self._plate = QFrame(self)
        self._arrange()
        for way in self.ways:
            way.ready.connect(self.chosen)
            way.broke.connect(self._broke)
            way.began.connect(lambda: self._set_busy(busy=True))
            way.ended.connect(lambda: self._set_busy(busy=False))
        self._group.idClicked.connect(self.take)
        look.changed.connect(self._place)
        self.take(0)

    def take(self, number: int) -> None:
        """Show one of the three ways: 0 set up, 1 demonstration, 2 backup."""
        self._group.button(number).setChecked(True)
        self._stack.setCurrentIndex(number)
        self.ways[number].first().setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, _event: object) -> None:
        """The plate stays in the middle."""
        self._place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what can be stopped."""
        self.demo.stop()
        super().closeEvent(event)

    def _arrange(self) -> None:
        self._plate.setProperty("plate", "panel")
        left = QFrame()
        left.setProperty("plate", "left")
        column = QVBoxLayout(left)
        column.setContentsMargins(28, 30, 28, 24)
        column.setSpacing(8)
        column.addWidget(Logo(self._look), 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(Label(_("欢迎使用衡解 odrdesk"), 20, bold=True))
        column.addWidget(Label(_("从登记到和解，都在这台电脑上办；数据不上传。"), 13, Ink.TEXT3, wrap=True))
        column.addSpacing(14)
        for number, way in enumerate(self.ways):
            choice = _Choice(self._look, way.words)
            self._group.addButton(choice, number)
            column.addWidget(choice)
        column.addStretch(1)
        row = QHBoxLayout(self._plate)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        row.addWidget(left, 5)
        row.addWidget(self._stack, 6)
        for way in self.ways:
            self._stack.addWidget(way)

    def _place(self) -> None:
        size = QSize(self._look.dp(PLATE.width()), self._look.dp(PLATE.height())).boundedTo(self.size() - QSize(40, 40))
        self._plate.setGeometry(
            (self.width() - size.width()) // 2, (self.height() - size.height()) // 2, size.width(), size.height()
        )

    def _set_busy(self, *, busy: bool) -> None:
        for button in self._group.buttons():
            button.setEnabled(not busy)

    def _broke(self, fault: Fault) -> None:
        tell.faulted(self._look, self, fault)


class _Choice(Clickable):
    """One of the ways: icon, name, a line about it."""

    def __init__(self, look: Look, words: Words) -> None:
        super().__init__(look, words.title)
        self._words = words
        self.setCheckable(True)
        self.setAccessibleDescription(words.hint)
        self.setMinimumWidth(240)

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(320, self.look.dp(66))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Framed when chosen."""
        painter, look, rect, on = QPainter(self), self.look, QRectF(self.rect()), self.isChecked()
        ground = Ink.SELECTED if on else (Ink.HOVER if self.underMouse() else Ink.SURFACE)
        paint.box(painter, rect, 9, look.colour(ground), look.colour(Ink.ACCENT_TEXT if on else Ink.BORDER))
        ink = Ink.DISABLED if not self.isEnabled() else (Ink.ACCENT_TEXT if on else Ink.TEXT2)
        paint.icon(painter, look, 16, rect.center().y(), self._words.icon, ink, 20)
        x, middle = 16 + look.dp(20) + 14, rect.center().y()
        above = QRectF(x, middle - look.dp(22), rect.width() - x - 12, look.dp(22))
        below = QRectF(x, middle + 1, above.width(), look.dp(20))
        title = Ink.TEXT if self.isEnabled() else Ink.DISABLED
        paint.words(painter, look, above, self._words.title, px=14, ink=title, bold=True)
        paint.words(painter, look, below, self._words.hint, px=12, ink=Ink.TEXT3)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 9)
