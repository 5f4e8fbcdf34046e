"""设置 › 提醒: from how many working days or hours left each time limit reminds and is urgent; the desk's place."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.pages.case_words import rule_name
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.entry import Entry, Holds, half_width
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import Role
from odrdesk.services import rule_warnings, rules
from odrdesk.services.desk import Desk, Done
from odrdesk.services.rule_warnings import RuleWarning
from odrdesk.text import _, refusal_text

FIRST = "R-ODR"


class WarningsSection(SettingsSection):
    """One limit at a time, and beneath it all that differ from the usual; only an admin may change them."""

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self._known: dict[str, RuleWarning] = {}
        self.bar = Banner(look)
        self.rule = Choice(look, [])
        self.rule.setAccessibleName(_("期限"))
        self.remind = Entry(look, holds=Holds.DIGITS, longest=5)
        self.urgent = Entry(look, holds=Holds.DIGITS, longest=5)
        self.place = Entry(look, placeholder=_("如：上海市浦东新区"))
        self.fields = {
            "remind": Field(look, "remind", _("剩余不多于此数时提醒"), self.remind),
            "urgent": Field(look, "urgent", _("剩余不多于此数时紧急"), self.urgent),
            "place": Field(look, "place", _("本机构所在的市、区"), self.place),
        }
        self.unit, self.usual_words = Label("", 12, Ink.TEXT3, wrap=True), Label("", 12, Ink.TEXT3, wrap=True)
        self.differing = Label("", 13, wrap=True, selectable=True)
        self.save, self.usual = Button(look, _("保存"), kind=Kind.PRIMARY), Button(look, _("恢复默认"))
        self.settle = Button(look, _("保存所在地"), kind=Kind.PRIMARY)
        self.rule.currentIndexChanged.connect(lambda _place: self._show_rule())
        self.save.clicked.connect(self.keep)
        self.usual.clicked.connect(self.back)
        self.settle.clicked.connect(self.relocate)
        for entry, act in ((self.remind, self.keep), (self.urgent, self.keep), (self.place, self.relocate)):
            entry.returnPressed.connect(act)
        may = desk.house.held is not None and desk.clerk.may(Role.ADMIN)
        for part in (self.remind, self.urgent, self.place, self.save, self.usual, self.settle):
            part.setEnabled(may)
        self._may = may
        self.watch(self.bar, self.remind, self.urgent, self.place)
        self._arrange()

    def arrive(self) -> None:
        """Read what counts now."""

        def read() -> tuple[tuple[RuleWarning, ...], str]:
            return rule_warnings.all_warnings(self._desk), rule_warnings.place(self._desk)

        self._work.read(read, owner=self, done=lambda found: self._show(*found))

    def keep(self) -> None:
        """Keep the two numbers for the limit that is shown."""
        told = (half_width(self.remind.text()), half_width(self.urgent.text()))
        self._write(partial(rule_warnings.choose, self._desk, self.rule.key, *told), _("已保存提醒的提前量"))

    def back(self) -> None:
        """Let the limit that is shown warn as its row says."""
        self._write(partial(rules.choose_threshold, self._desk, self.rule.key, None), _("已恢复默认的提前量"))

    def relocate(self) -> None:
        """Keep the place; rules of other places rest from then on."""
        self._write(partial(rules.settle_in, self._desk, self.place.text()), _("已保存所在地"))

    def _write(self, call: partial[Done[None]], words: str) -> None:
        if not self._may:
            return
        self.bar.hide()
        for field in self.fields.values():
            field.clear()

        def done(_none: object) -> None:
            self._window.toasts.say(words)
            self.saved()

        self._work.write(call, owner=self, done=done, refused=self._refuse)

    def _show(self, found: Sequence[RuleWarning], place: str) -> None:
        before = self.rule.key
        self._known = {one.rule.code: one for one in found}
        self.rule.blockSignals(True)
        self.rule.offer([(one.rule.code, _titled(one)) for one in found])
        self.rule.choose(before if before in self._known else FIRST)
        self.rule.blockSignals(False)
        self.place.setText(place)
        self._show_rule()
        lines = [_told(one) for one in found if one.chosen]
        self.differing.setText("\n".join(lines) or _("都按默认提前量提醒。"))

    def _show_rule(self) -> None:
        one = self._known.get(self.rule.key)
        if one is None:
            return
        for name in ("remind", "urgent"):
            self.fields[name].clear()
        self.remind.setText(str(one.now.remind))
        self.urgent.setText(str(one.now.urgent))
        self.unit.setText(_("单位：小时") if one.hours else _("单位：工作日"))
        words = _("默认：提醒 {remind}，紧急 {urgent}").format(remind=one.usual.remind, urgent=one.usual.urgent)
        self.usual_words.setText(words)
        self.usual.setEnabled(self._may and one.chosen is not None)

    def _refuse(self, refusal: Refusal) -> None:
        text, field = refusal_text(refusal), self.fields.get(refusal.field or "")
        if field is None:
            self.bar.say(text, Tone.DANGER)
            return
        field.refuse(text)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        look = self._look
        card = Card(_("提醒"), spacing=12)
        tiers = _("三档：提醒、紧急、逾期。过了届满日（按小时的过了届满时刻）即为逾期。")
        card.add(Label(tiers, 12, Ink.TEXT3, wrap=True))
        card.add(self.bar)
        which = Field(look, "rule", _("期限"), self.rule)
        which.setMaximumWidth(look.dp(420))
        card.add(which)
        card.add(self.unit)
        numbers = QHBoxLayout()
        numbers.setSpacing(12)
        for name in ("remind", "urgent"):
            self.fields[name].setMaximumWidth(look.dp(204))
            numbers.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
        numbers.addStretch(1)
        card.add(numbers)
        card.add(self.usual_words)
        ends = QHBoxLayout()
        ends.setSpacing(8)
        ends.addWidget(self.save)
        ends.addWidget(self.usual)
        ends.addStretch(1)
        card.add(ends)
        others = Card(_("已改动的期限"), spacing=8)
        others.add(self.differing)
        where = Card(_("所在地"), spacing=12)
        resting = _("注明市、区的规则只在该地适用；改动后其他地方的规则不再适用，已开始的期限不变。")
        where.add(Label(resting, 12, Ink.TEXT3, wrap=True))
        self.fields["place"].setMaximumWidth(look.dp(420))
        where.add(self.fields["place"])
        last = QHBoxLayout()
        last.addWidget(self.settle)
        last.addStretch(1)
        where.add(last)
        room = SettingsSection()
        inner = QVBoxLayout(room)
        inner.setContentsMargins(0, 0, 2, 0)
        inner.setSpacing(12)
        for part in (card, others, where):
            inner.addWidget(part)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scroller(room))


def _titled(one: RuleWarning) -> str:
    return f"{rule_name(one.rule)}  {one.rule.code}"


def _told(one: RuleWarning) -> str:
    words = (
        _("{rule}：提醒 {remind} 小时，紧急 {urgent} 小时")
        if one.hours
        else _("{rule}：提醒 {remind} 工作日，紧急 {urgent} 工作日")
    )
    return words.format(rule=rule_name(one.rule), remind=one.now.remind, urgent=one.now.urgent)
