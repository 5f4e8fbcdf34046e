"""One person at the desk: seated, given other roles, or leaving."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.formats import DOT
from odrdesk.desktop.forms.checklist import Checklist
from odrdesk.desktop.forms.scroller import BAR, Scroller
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.entry import Entry, Paragraph
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.seats import Seat
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks
from odrdesk.services.clerks import Left
from odrdesk.services.desk import Desk
from odrdesk.text import _, ngettext, word

WIDTH = 540


def role_words(roles: Iterable[Role]) -> str:
    """Roles in their own order, in words."""
    held = frozenset(roles)
    return _("、").join(word(role) for role in Role if role in held)


def rights() -> dict[Role, str]:
    """What a role lets one do, in a few words."""
    return {
        Role.INTAKE: _("登记、导入投诉，登记证据，打印送达"),
        Role.OFFICER: _("含登记员；受理、指派、协商、出具文书、申请先行赔付"),
        Role.SUPERVISOR: _("含专员；复核不予受理、移送、结案、重新立案、批准"),
        Role.FINANCE: _("付款、追回、对账；超过额度的共同批准"),
        Role.LEGAL: _("知识产权措施、仲裁诉讼、起草模板"),
        Role.REPORTER: _("定稿和导出报表、台账"),
        Role.ADMIN: _("人员、密码、规则和设置、恢复备份"),
        Role.AUDITOR: _("只看；核对记录，导出案卷、账目和报表"),
    }


def left_words(left: Left) -> str:
    """Who left, and that his open cases want another officer."""
    said = _("“{name}”已离席").format(name=left.clerk.name)
    if not left.open_cases:
        return said
    words = ngettext(
        "还有 {n} 件未办结的案件由其承办，请重新指派。",
        "还有 {n} 件未办结的案件由其承办，请重新指派。",
        left.open_cases,
    )
    return f"{said}{DOT}{words.format(n=left.open_cases)}"


class ClerkDialog(Dialog):
    """Adds a person where `seat` is None, else changes the roles; names stay, papers bear them. `saved` after it."""

    saved = Signal()

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk, seat: Seat | None) -> None:
        title = _("添加人员") if seat is None else _("“{name}”的职责").format(name=seat.name)
        super().__init__(look, window, title)
        self._work, self._desk, self._seat = work, desk, seat
        self.bar = Banner(look)
        self.name = Entry(look, placeholder=_("如 王芳"), longest=100)
        told = rights()
        self.roles = Checklist(
            look, [(role.value, _("{role}：{rights}").format(role=word(role), rights=told[role])) for role in Role]
        )
        for role in seat.clerk.roles if seat is not None else ():
            self.roles.ticks[role.value].setChecked(True)
        self.fields = {
            "name": Field(look, "name", _("姓名"), self.name, required=True, hint=_("印在文书上；添加后不能改")),
            "role": Field(look, "role", _("职责"), self.roles, required=True, hint=_("四眼原则按人计，不按职责计")),
        }
        if seat is not None:
            self.fields["name"].hide()
        room = QWidget()
        inside = QVBoxLayout(room)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        self.body.addWidget(self.bar)
        self.body.addWidget(Scroller(room), 1)
        self.body.setContentsMargins(20, 14, 20 - BAR, 14)  # the scroll bar keeps room of its own
        for field in self.fields.values():
            inside.addWidget(field)
        if seat is None and not desk.practice:
            inside.addWidget(Label(_("添加后为其设置密码，才能以其身份办事。"), 12, Ink.TEXT3, wrap=True))
        self.roles.edited.connect(self.fields["role"].clear)
        self.button(_("取消")).clicked.connect(self.dismiss)
        self.save = self.button(_("添加") if seat is None else _("保存职责"), Kind.PRIMARY)
        self.save.clicked.connect(self.confirm)
        self.name.returnPressed.connect(self.confirm)

    @property
    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.name if self._seat is None else self.roles

    def confirm(self) -> None:
        """Keep it, or say beside its field what cannot stand."""
        if not self.save.isEnabled():
            return
        self.bar.hide()
        held = [Role(key) for key in self.roles.chosen]
        name = " ".join(self.name.text().split())
        call: Callable[[], object] = (
            partial(clerks.add, self._desk, name, held)
            if self._seat is None
            else partial(clerks.change_roles, self._desk, self._seat.name, held)
        )
        op = self._work.write(call, owner=self, done=lambda _clerk: self._done(), refused=self._refuse)
        self.await_answer(op, self.save)

    def place(self) -> None:
        """As wide as a role and its rights."""
        self.fit(WIDTH)

    def _done(self) -> None:
        self.close_over()
        self.saved.emit()

    def _refuse(self, refusal: Refusal) -> None:
        tell.refused(refusal, self.fields, self.bar)
        QTimer.singleShot(0, self, self.place)


class LeaveDialog(Dialog):
    """Somebody leaves: question, consequence, reason; `left(Left)` after it was done."""

    left = Signal(object)

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk, seat: Seat) -> None:
        super().__init__(look, window, _("“{name}”离席？").format(name=seat.name))
        self._work, self._desk, self._seat = work, desk, seat
        told = _("不能再以此身份办事，密码作废。姓名和办过的事都保留；未办结的案件请重新指派。回来时可恢复席位。")
        self.bar = Banner(look)
        self.why = Paragraph(look, lines=2, placeholder=_("如：调到徐汇联络点"))
        self.field = Field(look, "why", _("原因"), self.why, required=True)
        for part in (Label(told, 13, wrap=True), self.bar, self.field):
            self.body.addWidget(part)
        self.button(_("不离席")).clicked.connect(self.dismiss)
        self.go = self.button(_("{name} 离席").format(name=seat.name), Kind.DANGER, "log-out")
        self.go.clicked.connect(self.confirm)

    def confirm(self) -> None:
        """Unseat."""
        if not self.go.isEnabled():
            return
        call = partial(clerks.unseat, self._desk, self._seat.name, self.why.toPlainText())
        op = self._work.write(call, owner=self, done=self._done, refused=self._refuse)
        self.await_answer(op, self.go)

    def place(self) -> None:
        """A question is no wider than it is long."""
        self.fit(WIDTH)

    def _done(self, done: Left) -> None:
        self.close_over()
        self.left.emit(done)

    def _refuse(self, refusal: Refusal) -> None:
        tell.refused(refusal, {"why": self.field}, self.bar)
        QTimer.singleShot(0, self, self.place)
