"""设置 › 用户与角色 › 登录记录: who signed in, locked and unlocked, whose password was wrong; newest first."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from odrdesk.desktop.act_words import act_word
from odrdesk.desktop.formats import stamp
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.work import Work
from odrdesk.domain.workdays import day_of
from odrdesk.services import sittings
from odrdesk.services.desk import Desk
from odrdesk.services.sittings import LOCK, PAGE, RECOVERED, SIGN_IN, SWITCH, UNLOCK, WRONG, WRONG_CODE, Sat
from odrdesk.text import _

EVERYBODY = ""
_ICONS = {
    SIGN_IN: "user",
    LOCK: "lock",
    UNLOCK: "unlock",
    SWITCH: "users",
    WRONG: "triangle-alert",
    WRONG_CODE: "triangle-alert",
    RECOVERED: "shield-check",
}
_WARNS = frozenset({WRONG, WRONG_CODE, RECOVERED})


class SittingsCard(Card):
    """The last lines, of everybody or of one; more at a press. Hidden from who may not read them."""

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__(_("登录记录"), _("只记是谁、什么时候；写进留痕，不能改"), spacing=8)
        self._look, self._work, self._desk = look, work, desk
        self._count = PAGE
        self.lines: tuple[Sat, ...] = ()
        self.who = Choice(look, [(EVERYBODY, _("所有人"))], EVERYBODY)
        self.who.setAccessibleName(_("看谁的登录记录"))
        self.who.activated.connect(lambda _place: self.arrive())
        self.act(self.who)
        self._room = QGridLayout()
        self._room.setHorizontalSpacing(12)
        self._room.setVerticalSpacing(6)
        self._room.setColumnStretch(3, 1)
        self.add(self._room)
        self.none = Label("", 13, Ink.TEXT3, wrap=True)
        self.add(self.none)
        self.more = Button(look, _("更早的"), kind=Kind.LINK, height=24, name=_("更早的登录记录"))
        self.more.clicked.connect(self._older)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(sittings.may_read(desk))

    def know(self, names: Sequence[str]) -> None:
        """Everybody who may be asked about."""
        chosen = self.who.key
        self.who.offer([(EVERYBODY, _("所有人")), *((name, name) for name in names)])
        self.who.keep_room_for(max((_("所有人"), *names), key=len))
        self.who.choose(chosen if chosen in names else EVERYBODY)

    def arrive(self) -> None:
        """Read the lines anew."""
        if sittings.may_read(self._desk):
            call = partial(sittings.seen, self._desk, self._count + 1, clerk_name=self.who.key)
            self._work.read(call, owner=self, done=self._show)

    def _older(self) -> None:
        self._count += 5 * PAGE
        self.arrive()

    def _show(self, found: Sequence[Sat]) -> None:
        while self._room.count():
            item = self._room.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = tuple(found[: self._count])
        for row, one in enumerate(self.lines):
            for column, part in enumerate(self._parts(one)):
                self._room.addWidget(part, row, column)
        self.more.setVisible(len(found) > self._count)
        practice = _("练习台不问密码，也不记登录。")
        self.none.setText(practice if self._desk.practice else _("还没有人登录过。没有密码的席位不登录，不在其中。"))
        self.none.setVisible(not self.lines)

    def _parts(self, one: Sat) -> Sequence[QWidget]:
        warns = one.act in _WARNS
        ink = Ink.WARN if warns else Ink.TEXT2
        when = Label(stamp(one.at, year=day_of(one.at).year != self._desk.today().year), 13, Ink.TEXT3)
        return (Glyph(self._look, _ICONS[one.act], ink, 15), when, Label(one.name, 13), Elided(_what(one), 13, ink))


def _what(one: Sat) -> str:
    if one.act == SWITCH and one.before:
        return _("登录，换下 {name}").format(name=one.before)
    if one.act == LOCK and one.by_itself:
        return _("自动锁上")
    return act_word(one.act)
