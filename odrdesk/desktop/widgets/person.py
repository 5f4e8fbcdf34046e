"""Who sits here, at the foot of the navigation: pressed, it offers another seat."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from odrdesk.desktop import paint, tips
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.avatar import Avatar
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.desktop.widgets.label import Elided
from odrdesk.text import _


class Person(Clickable):
    """Avatar, name, first role; folded only the avatar."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "")
        self._avatar, self._name, self._role = Avatar(look, "", 28), Elided("", 13), Elided("", 12, Ink.TEXT3)
        self._compact = False
        self._row = row = QHBoxLayout(self)
        row.setSpacing(10)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for line in (self._name, self._role):
            line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            lines.addWidget(line)
        row.addWidget(self._avatar)
        row.addLayout(lines, 1)
        for part in (self._avatar, self._name, self._role):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_compact(compact=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def name(self) -> str:
        """Whose seat it is."""
        return self._name.text()

    def greet(self, name: str, role: str) -> None:
        """Another person."""
        self._name.setText(name)
        self._role.setText(role)
        self._avatar.show_name(name)
        said = _("{name}，{role}：换人或锁定").format(name=name, role=role)
        self.setAccessibleName(said)
        self.setToolTip(tips.plain(said))

    def set_compact(self, compact: bool) -> None:
        """The avatar alone, or with its words."""
        self._compact = compact
        self._row.setContentsMargins(*((0, 0, 0, 0) if compact else (6, 4, 4, 4)))
        self._row.setSpacing(0 if compact else 10)
        self._row.setStretch(1, 0 if compact else 1)
        self._row.setAlignment(self._avatar, Qt.AlignmentFlag.AlignCenter if compact else Qt.AlignmentFlag.AlignVCenter)
        for line in (self._name, self._role):
            line.setVisible(not compact)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as its two lines, and never wider than the rail."""
        return QSize(40 if self._compact else 120, self.look.dp(40))

    def minimumSizeHint(self) -> QSize:
        """A long name gives way."""
        return QSize(40, self.look.dp(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground under the mouse, an arrow at the right, the ring."""
        look, painter, rect = self.look, QPainter(self), QRectF(self.rect())
        if self.underMouse() or self.isDown():
            paint.box(painter, rect, 8, look.colour(Ink.NAV_HOVER))
            if not self._compact:
                paint.icon(
                    painter, look, rect.right() - look.dp(14) - 8, rect.center().y(), "chevron-up", Ink.TEXT3, 14
                )
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 8)
