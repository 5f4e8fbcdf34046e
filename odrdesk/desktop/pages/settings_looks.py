"""设置 › 外观, and 设置 › 语言."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.formats import due
from odrdesk.desktop.forms.looks import LanguageForm, LooksForm
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.label import Label
from odrdesk.text import _


class LooksSection(SettingsSection):
    """The form on a card, and a piece of a list that shows what comes of it."""

    def __init__(self, look: Look, form: LooksForm) -> None:
        super().__init__()
        self.form = form
        card = Card(_("外观"), _("改动立即生效"), spacing=18)
        card.add(form)
        sample = Card(_("样子"))
        sample.add(Sample(look))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Button(look, _("办理下一步"), "arrow-right", Kind.PRIMARY))
        row.addWidget(Button(look, _("打印"), "printer"))
        row.addWidget(Button(look, _("更多"), kind=Kind.LINK))
        row.addStretch(1)
        sample.add(row)
        _column(self, card, sample)


class LanguageSection(SettingsSection):
    """`spoke` is called after another language was chosen."""

    def __init__(self, form: LanguageForm, spoke: Callable[[], None]) -> None:
        super().__init__()
        self.form = form
        form.spoke.connect(spoke)
        card = Card(_("语言"), _("立即切换，不用重启"), spacing=18)
        card.add(form)
        told = _("案件里的内容、人名和商号是怎样登记的就怎样显示，不翻译。")
        card.add(Label(told, 12, Ink.TEXT3, wrap=True))
        _column(self, card)


class Sample(QWidget):
    """Three invented rows of a list, as high and as dressed as the lists are now."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("样子"))
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """A heading and three rows."""
        return QSize(360, self._look.dp(36) + 3 * self._look.row(42) + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Heading, rows; the first chosen."""
        painter, look, rect = QPainter(self), self._look, QRectF(self.rect())
        head = QRectF(0, 0, rect.width(), look.dp(36))
        painter.fillRect(head, look.colour(Ink.SURFACE2))
        stops = (0.0, 0.2, 0.38, 0.8)
        for at, words in zip(stops, (_("期限"), _("案件号"), _("争议概要"), _("状态")), strict=True):
            room = head.adjusted(10 + at * rect.width(), 0, 0, 0)
            paint.words(painter, look, room, words, px=12, ink=Ink.TEXT3)
        rows = ((1, "0412", _("羊绒衫成分与宣传不符")), (0, "0398", _("空气炸锅漏电")), (-3, "0377", _("水蜜桃坏果")))
        tones = ((Tone.INFO, _("协商中")), (Tone.TEAL, _("待履行")), (Tone.OK, _("已和解")))
        for place, ((late, number, words), (tone, state)) in enumerate(zip(rows, tones, strict=True)):
            row = QRectF(0, head.bottom() + place * look.row(42), rect.width(), look.row(42))
            painter.fillRect(row, look.colour(Ink.SELECTED if not place else Ink.SURFACE))
            painter.fillRect(QRectF(0, row.bottom() - 1, row.width(), 1), look.colour(Ink.BORDER))
            if not place:
                painter.fillRect(QRectF(0, row.y(), 3, row.height() - 1), look.colour(Ink.ACCENT))
            x = [10 + at * rect.width() for at in stops]
            middle = row.center().y()
            paint.due_chip(painter, look, x[0], middle, due(late))
            number_room = QRectF(x[1], row.y(), x[2] - x[1] - 8, row.height())
            paint.words(painter, look, number_room, f"ODR-2026-{number}", ink=Ink.TEXT2, tabular=True)
            paint.words(painter, look, QRectF(x[2], row.y(), x[3] - x[2] - 8, row.height()), words)
            wide, high = paint.pill_width(look, state), look.dp(22)
            pill = QRectF(x[3], middle - high / 2, min(wide, rect.width() - x[3] - 4), high)
            paint.pill(painter, look, pill, state, tone, on_selected=not place)


def _column(section: QWidget, *cards: Card) -> None:
    room = QWidget()
    inside = QVBoxLayout(room)
    inside.setContentsMargins(0, 0, 2, 0)
    inside.setSpacing(12)
    for card in cards:
        inside.addWidget(card)
    inside.addStretch(1)
    column = QVBoxLayout(section)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(Scroller(room))
