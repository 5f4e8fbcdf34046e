"""One contact point: what it is called, its stars, where it is, from when to when it takes cases."""

from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.tick import Tick
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.day import DayEntry
from odrdesk.desktop.widgets.entry import Entry, Holds, half_width
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.parties import ContactPoint
from odrdesk.domain.vocabulary import Stars
from odrdesk.services import contact_points
from odrdesk.services.desk import Desk, Done
from odrdesk.text import _, refusal_text, word

WIDTH = 560


class ContactPointDialog(Dialog):
    """Adds one where `point` is None; the name of a known one stays, cases rely on it. `saved` after it was kept."""

    saved = Signal()

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk, point: ContactPoint | None) -> None:
        super().__init__(look, window, _("修改联络点") if point else _("新增联络点"))
        self._work, self._desk, self._point = work, desk, point
        known = point or ContactPoint("")
        self.bar = Banner(look)
        self.name = Entry(look, placeholder=_("如 世纪大道消费维权联络点"), longest=200)
        self.name.setText(known.name)
        self.name.setReadOnly(point is not None)
        self.stars = Choice(look, [(one.value, word(one)) for one in Stars], known.stars.value)
        self.district = Entry(look, placeholder=_("如 浦东新区"))
        self.address = Entry(look, placeholder=_("如 世纪大道 2001 号"))
        self.phone = Entry(look, holds=Holds.DIGITS, placeholder=_("如 021-5888 0315"), longest=40)
        self.since = DayEntry(look, desk.today, desk.calendar.add_working_days)
        self.until = DayEntry(look, desk.today, desk.calendar.add_working_days)
        for entry, text in ((self.district, known.district), (self.address, known.address), (self.phone, known.phone)):
            entry.setText(text or "")
        self.since.show_day(known.effective_from)
        self.until.show_day(known.effective_to)
        self.active = Tick(look, _("受理案件（不勾即停用，已有案件不变）"))
        self.active.setChecked(known.active)
        self.fields = self._arrange()
        later = self.button(_("取消"))
        later.clicked.connect(self.dismiss)
        self.save = self.button(_("保存"), Kind.PRIMARY)
        self.save.clicked.connect(self.confirm)
        for entry in (self.name, self.district, self.address, self.phone):
            entry.returnPressed.connect(self.confirm)

    @property
    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.name if self._point is None else self.district

    def confirm(self) -> None:
        """Keep it, or say beside its field what cannot stand."""
        if not self.save.isEnabled():
            return
        self.bar.hide()
        try:
            typed = ContactPoint(
                name=" ".join(self.name.text().split()),
                stars=Stars(self.stars.key),
                district=self.district.text().strip() or None,
                address=self.address.text().strip() or None,
                phone=half_width(self.phone.text()).strip() or None,
                effective_from=_day(self.since, "effective_from"),
                effective_to=_day(self.until, "effective_to"),
                active=self.active.isChecked(),
            )
        except Refusal as no:
            self._refuse(no)
            return
        self.save.setEnabled(False)
        op = self._work.write(
            partial(_keep, self._desk, self._point, typed), owner=self, done=self._done, refused=self._refuse
        )
        op.ended.connect(self._let_save)

    def place(self) -> None:
        """As wide as a line of an address."""
        self.plate.setFixedWidth(min(self.look.dp(WIDTH), self.width() - 80))
        super().place()

    def _arrange(self) -> dict[str, Field]:
        look = self.look
        fields = {
            "name": Field(look, "name", _("名称"), self.name, required=True),
            "stars": Field(look, "stars", _("星级"), self.stars),
            "district": Field(look, "district", _("区"), self.district),
            "address": Field(look, "address", _("地址"), self.address),
            "phone": Field(look, "phone", _("联系电话"), self.phone),
            "effective_from": Field(look, "effective_from", _("设立日期"), self.since),
            "effective_to": Field(look, "effective_to", _("撤销日期"), self.until),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(12)
        grid.addWidget(self.bar, 0, 0, 1, 2)
        grid.addWidget(fields["name"], 1, 0, 1, 2)
        grid.addWidget(fields["address"], 3, 0, 1, 2)
        for place, key in enumerate(("stars", "district", "phone", "effective_from", "effective_to")):
            grid.addWidget(fields[key], (2, 2, 4, 5, 5)[place], (0, 1, 0, 0, 1)[place])
        grid.addWidget(self.active, 6, 0, 1, 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        return fields

    def _done(self, _kept: object) -> None:
        self.close_over()
        self.saved.emit()

    def _refuse(self, refusal: Refusal) -> None:
        field = self.fields.get(refusal.field or "")
        if field is not None:
            field.refuse(refusal_text(refusal))
        else:
            self.bar.say(refusal_text(refusal), Tone.DANGER)
        QTimer.singleShot(0, self, self.place)  # the layouts learn of a note only after this event

    def _let_save(self) -> None:
        self.save.setEnabled(True)


def _keep(desk: Desk, before: ContactPoint | None, typed: ContactPoint) -> Done[ContactPoint]:
    if before is None:
        return contact_points.add(desk, typed)
    values = {name: getattr(typed, name) for name in ContactPoint.__dataclass_fields__ if name != "name"}
    return contact_points.change(desk, before.name, values)


def _day(entry: DayEntry, field: str) -> date | None:
    try:
        return entry.day()
    except Refusal as no:
        raise Refusal(no.code, field, **no.data) from no
