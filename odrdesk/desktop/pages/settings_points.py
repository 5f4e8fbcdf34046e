"""设置 › 联络点: the contact points a case may name, with their stars, where they are and since when."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.dialogs.contact_point import ContactPointDialog
from odrdesk.desktop.formats import DOT, day
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.label import Elided
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.parties import ContactPoint
from odrdesk.domain.vocabulary import Stars
from odrdesk.services import contact_points
from odrdesk.services.desk import Desk
from odrdesk.text import _, word


class PointsSection(SettingsSection):
    """A row each; 新增 and 修改 open a dialog. Cases keep the name they were registered under."""

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self.card = Card(_("联络点"), _("案件登记时可选；星级和地址随案件显示"))
        self.more = Button(look, _("新增"), "plus", Kind.PRIMARY)
        self.more.setEnabled(desk.house.held is not None)
        self.more.clicked.connect(lambda: self.edit(None))
        self.card.act(self.more)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(8)
        room = QWidget()
        room.setLayout(self.rows)
        self.rows.setContentsMargins(0, 0, 10, 0)
        self._scroll = Scroller(room)
        self.card.add(self._scroll, 1)
        self.nothing = EmptyState(look)
        self.nothing.say(_("还没有联络点"), _("没有联络点也能登记案件。设了联络点，案件可以记明由哪个点受理。"))
        self.nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        column.addWidget(self.nothing)
        column.addStretch(1)

    def arrive(self) -> None:
        """Read the list anew."""
        self._work.read(lambda: contact_points.every(self._desk), owner=self, done=self._show)

    def edit(self, point: ContactPoint | None) -> ContactPointDialog:
        """Change a contact point, or add one."""
        dialog = ContactPointDialog(self._look, self._window, self._work, self._desk, point)
        dialog.saved.connect(self.arrive)
        self._window.cover(dialog, dialog.first)
        return dialog

    def _show(self, points: Sequence[ContactPoint]) -> None:
        empty(self.rows)
        for place, point in enumerate(points):
            if place:
                self.rows.addWidget(rule())
            self.rows.addWidget(self._row(point))
        self._scroll.setVisible(bool(points))
        self.nothing.setVisible(not points)

    def _row(self, point: ContactPoint) -> QWidget:
        look = self._look
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Elided(point.name, 14, bold=True))
        if point.stars is not Stars.NONE:
            head.addWidget(Pill(look, word(point.stars), Tone.TEAL, px=11, height=19))
        if not point.serves(self._desk.today()):
            head.addWidget(Pill(look, _("停用"), Tone.NEUTRAL, px=11, height=19))
        head.addStretch(1)
        told = [part for part in (point.district, point.address, point.phone, _span(point)) if part]
        change = Button(look, _("修改"), kind=Kind.LINK, height=24, name=_("修改 {name}").format(name=point.name))
        change.setEnabled(self._desk.house.held is not None)
        change.clicked.connect(lambda _on=False, point=point: self.edit(point))
        grid.addLayout(head, 0, 0)
        grid.addWidget(Elided(DOT.join(told) or _("没有填写地址和电话"), 12, Ink.TEXT3), 1, 0)
        grid.addWidget(change, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(0, 1)
        return row


def _span(point: ContactPoint) -> str:
    if point.effective_from and point.effective_to:
        return _("{first} 至 {last}").format(first=day(point.effective_from), last=day(point.effective_to))
    if point.effective_from:
        return _("{first} 起").format(first=day(point.effective_from))
    return _("至 {last}").format(last=day(point.effective_to)) if point.effective_to else ""
