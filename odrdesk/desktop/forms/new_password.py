"""A new password, typed twice, with a bar that tells how hard it is to guess."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.password import PasswordEntry, mind_capitals
from odrdesk.domain import passwords
from odrdesk.domain.errors import Refusal
from odrdesk.domain.passwords import LEAST, Strength
from odrdesk.services.books import common_passwords
from odrdesk.text import _, refusal_text

_STEPS = 3


class StrengthBar(QWidget):
    """Three strokes and a word; nothing while nothing is typed."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self.words = look, ""
        self._filled, self._ink = 0, Ink.TEXT3
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("密码强度"))
        look.changed.connect(self.updateGeometry)

    def weigh(self, strength: Strength | None) -> None:
        """Show how strong; None for nothing typed."""
        self._filled, self._ink, self.words = {
            None: (0, Ink.TEXT3, ""),
            Strength.REFUSED: (1, Ink.DANGER_FILL, _("太容易猜")),
            Strength.FAIR: (2, Ink.WARN_FILL, _("可以")),
            Strength.GOOD: (3, Ink.OK_FILL, _("很好")),
        }[strength]
        self.setAccessibleDescription(self.words)
        self.update()

    def sizeHint(self) -> QSize:
        """A low line."""
        return QSize(120, self._look.dp(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The strokes left, the word right."""
        painter, look, rect = QPainter(self), self._look, QRectF(self.rect())
        word = look.width(self.words, 12) + 10 if self.words else 0.0
        gap = 4.0
        wide = (rect.width() - word - gap * (_STEPS - 1)) / _STEPS
        for step in range(_STEPS):
            ink = self._ink if step < self._filled else Ink.NEUTRAL_SOFT
            stroke = QRectF(step * (wide + gap), rect.center().y() - 2, wide, 4)
            paint.box(painter, stroke, 2, look.colour(ink))
        if self.words:
            room = QRectF(rect.right() - word + 6, 0, word, rect.height())
            paint.words(painter, look, room, self.words, px=12, ink=Ink.TEXT2)


class NewPassword(QWidget):
    """`wanted` on Enter in the last line. `names` gives whose names a password must not be made of, when asked.

    With `optional` both may stay empty.
    """

    wanted = Signal()

    def __init__(self, look: Look, names: Callable[[], Sequence[str]], *, optional: bool = False) -> None:
        super().__init__()
        self._names, self._optional = names, optional
        self.new, self.again = PasswordEntry(look), PasswordEntry(look)
        self.strength = StrengthBar(look)
        rule = _("至少 {n} 个字符，不必有大写或符号；几个不相干的词连在一起最好记").format(n=LEAST)
        first = _("密码（建议设置）") if optional else _("新密码")
        self.fields = {
            "password": Field(look, "password", first, self.new, required=not optional, hint=rule),
            "again": Field(look, "again", _("再输入一次"), self.again, required=not optional),
        }
        mind_capitals(self.fields["password"], self.new, rule)
        mind_capitals(self.fields["again"], self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.fields["password"])
        column.addWidget(self.strength)
        column.addWidget(self.fields["again"])
        self.new.textChanged.connect(self.weigh)
        self.new.returnPressed.connect(self._on)
        self.again.returnPressed.connect(self.wanted)

    @property
    def text(self) -> str:
        """What was typed in the first line."""
        return self.new.text()

    def weigh(self) -> None:
        """Show how strong it is, with the names as they stand now."""
        typed = self.new.text()
        self.strength.weigh(passwords.strength(typed, self._names(), common_passwords()) if typed else None)

    def check(self) -> bool:
        """Whether it may stand; what is wrong is said beside the line, which gets the focus."""
        for field in self.fields.values():
            field.clear()
        if self._optional and not self.new.text() and not self.again.text():
            return True
        wrong = self._wrong()
        if wrong is not None:
            field = self.fields[wrong.field or "password"]
            field.refuse(refusal_text(wrong))
            field.editor.setFocus()
        return wrong is None

    def forget(self) -> None:
        """Nothing of it stays."""
        for entry in (self.new, self.again):
            entry.forget()

    def _wrong(self) -> Refusal | None:
        try:
            passwords.check(self.new.text(), self._names(), common_passwords())
        except Refusal as no:
            return no
        return None if self.new.text() == self.again.text() else Refusal("password.repeated_differs", "again")

    def _on(self) -> None:
        self.again.setFocus()
