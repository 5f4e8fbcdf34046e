"""开始使用: on the board of a new desk, what it should still be given; each item knows whether it is done."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.desktop.widgets.flow import Flow
from odrdesk.desktop.work import Work
from odrdesk.services import beginning
from odrdesk.services.beginning import BACKUP, CALENDAR, CASES, LETTERHEAD, PEOPLE, Beginning
from odrdesk.services.desk import Desk
from odrdesk.text import _


class BeginCard(Card):
    """`asked(key)` of `services.beginning` to the place of an item. Hidden where nothing is wanted of this clerk."""

    asked = Signal(str)

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__(_("开始使用"), spacing=8, margins=(16, 10, 12, 12))
        self._work, self._desk = work, desk
        self.items = {
            LETTERHEAD: Item(look, _("填写文书抬头"), "landmark"),
            PEOPLE: Item(look, _("添加人员，各设密码"), "users"),
            CASES: Item(look, _("导入或登记第一件"), "file-spreadsheet"),
            BACKUP: Item(look, _("备份另存一份"), "archive"),
            CALENDAR: Item(look, _("核对节假日"), "calendar-days"),
        }
        self.away = Button(look, _("不再显示"), kind=Kind.LINK, height=24)
        self.act(self.away)
        row = Flow()
        for key, item in self.items.items():
            row.add(item)
            item.clicked.connect(lambda _on=False, key=key: self.asked.emit(key))
        self.add(row)
        look.changed.connect(row.arrange)
        self.away.clicked.connect(self._put_away)
        self.hide()

    def refresh(self) -> None:
        """Look how far the desk is."""
        self._work.read(lambda: beginning.look(self._desk), owner=self, done=self.tell)

    def tell(self, found: Beginning) -> None:
        """Show it."""
        for key, item in self.items.items():
            item.tell(done=found.done[key])
        total = len(self.items)
        self.aside.setText(_("已办好 {done} / {total}").format(done=total - found.open, total=total))
        self.setVisible(found.wanted)

    def _put_away(self) -> None:
        self.hide()
        self._work.write(lambda: beginning.put_away(self._desk))


class Item(Clickable):
    """An icon and words; done it bears a tick and steps back."""

    def __init__(self, look: Look, words: str, icon: str) -> None:
        super().__init__(look, words)
        self.done, self._icon = False, icon
        self.setText(words)
        self.tell(done=False)

    def tell(self, *, done: bool) -> None:
        """Whether it is done."""
        self.done = done
        self.setAccessibleDescription(_("已办好") if done else _("还没有办"))
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(round(self.look.width(self.text(), 13)) + self.look.dp(20) + 34, self.look.dp(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A disc with a tick, or a ring; the words."""
        painter, look, rect = QPainter(self), self.look, QRectF(self.rect())
        ground = Ink.HOVER if self.underMouse() else Ink.SURFACE
        paint.box(painter, rect, 8, look.colour(ground), look.colour(Ink.BORDER))
        side = look.dp(20)
        disc = QRectF(10, rect.center().y() - side / 2, side, side)
        if self.done:
            paint.box(painter, disc, side / 2, look.colour(Ink.OK_FILL))
            paint.icon(
                painter, look, disc.x() + (side - look.dp(12)) / 2, disc.center().y(), "check", Ink.ON_ACCENT, 12
            )
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look.colour(Ink.BORDER_STRONG), 1.5))
            painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
            paint.icon(painter, look, disc.x() + (side - look.dp(11)) / 2, disc.center().y(), self._icon, Ink.TEXT3, 11)
        ink = Ink.TEXT3 if self.done else Ink.TEXT
        paint.words(painter, look, rect.adjusted(disc.right() + 8, 0, -6, 0), self.text(), ink=ink)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 8)
