"""The bar at the top: search, import, a new case, reminders."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.desktop.widgets.key_cap import caps_of
from odrdesk.text import _, ngettext


class TopBar(QWidget):
    """`asked(command)` with the key of a command."""

    asked = Signal(str)

    def __init__(self, look: Look, hint: Callable[[str], str]) -> None:
        super().__init__()
        self.search = SearchPill(look, "Ctrl+K")
        self.search.clicked.connect(lambda: self.asked.emit("palette"))
        take_in = Button(look, _("导入 Excel"), "file-spreadsheet", Kind.GHOST, height=34, hint=hint("import"))
        self.new = Button(look, _("新建案件"), "plus", Kind.PRIMARY, height=34, hint=hint("new_case"))
        self.bell = Bell(look)
        take_in.clicked.connect(lambda: self.asked.emit("import"))
        self.new.clicked.connect(lambda: self.asked.emit("new_case"))
        self.bell.clicked.connect(lambda: self.asked.emit("reminders"))
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 11, 4, 10)
        row.setSpacing(8)
        row.addWidget(self.search)
        row.addStretch(1)
        row.addWidget(take_in)
        row.addWidget(self.new)
        row.addSpacing(4)
        row.addWidget(self.bell)


class SearchPill(Clickable):
    """Looks like a field, opens the palette."""

    def __init__(self, look: Look, shortcut: str) -> None:
        super().__init__(look, "")
        self.show_keys(shortcut)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_keys(self, shortcut: str) -> None:
        """The key that does the same; none where it is empty."""
        self._caps = caps_of(shortcut)
        said = _("搜索或运行命令，快捷键 {keys}").format(keys=shortcut)
        self.setAccessibleName(said if shortcut else _("搜索或运行命令"))
        self.update()

    def sizeHint(self) -> QSize:
        """440 by 34."""
        return QSize(440, self.look.dp(34))

    def minimumSizeHint(self) -> QSize:
        """Narrower when it must be."""
        return QSize(220, self.look.dp(34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A field with words and caps."""
        look, painter, rect = self.look, QPainter(self), QRectF(self.rect())
        edge = Ink.BORDER_BUTTON if self.underMouse() else Ink.BORDER
        paint.box(painter, rect, 8, look.colour(Ink.SURFACE), look.colour(edge))
        paint.icon(painter, look, 11, rect.center().y(), "search", Ink.TEXT3, 16)
        right = rect.width() - 7
        for cap in reversed(self._caps):
            right -= paint.cap_width(look, cap)
            paint.cap(painter, look, right, rect.center().y(), cap)
            right -= 8
        room = QRectF(look.dp(16) + 20, 0, right - look.dp(16) - 24, rect.height())
        paint.words(painter, look, room, _("搜案件号、姓名拼音、手机尾号、订单号…"), ink=Ink.TEXT3)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 8)


class Bell(Button):
    """Reminders and work in the background; a dot when there is something."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, icon="bell", kind=Kind.GHOST, height=34, icon_size=18, name=_("提醒"))
        self._count = 0

    def count(self, number: int) -> None:
        """How many reminders there are."""
        self._count = number
        said = ngettext("提醒 {n} 条", "提醒 {n} 条", number).format(n=number)
        self.setAccessibleName(said if number else _("提醒"))
        self.setToolTip(self.accessibleName())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bell, and its dot."""
        super().paintEvent(event)
        if self._count:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(self.look.colour(Ink.DANGER_FILL))
            painter.setPen(QPen(self.look.colour(Ink.NAV), 2))
            painter.drawEllipse(QRectF(self.width() - 15, 4, 10, 10))
