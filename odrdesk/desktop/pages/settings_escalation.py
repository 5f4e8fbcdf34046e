"""设置 › 升级建议: from which amounts, days and rounds on a rise is proposed; the desk's own policy."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.amount import AmountEntry
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.entry import Entry, Holds, half_width
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.escalation import Thresholds
from odrdesk.services import escalation
from odrdesk.services.desk import Desk
from odrdesk.text import _, refusal_text


class EscalationSection(SettingsSection):
    """Four numbers; what cannot stand is said beside its field, and nothing is kept then."""

    def __init__(self, look: Look, window: Window, work: Work, desk: Desk) -> None:
        super().__init__()
        self._window, self._work, self._desk = window, work, desk
        self.bar = Banner(look)
        self.entries: dict[str, Entry] = {
            "days_left": Entry(look, holds=Holds.DIGITS, longest=4),
            "amount_2": AmountEntry(look),
            "amount_3": AmountEntry(look),
            "rounds": Entry(look, holds=Holds.DIGITS, longest=4),
        }
        labels = {
            "days_left": _("期限剩余不超过（工作日）"),
            "amount_2": _("争议金额达到（元），建议升至 L2"),
            "amount_3": _("争议金额达到（元），建议升至 L3"),
            "rounds": _("未谈成的轮数"),
        }
        self.fields = {name: Field(look, name, labels[name], entry) for name, entry in self.entries.items()}
        self.save = Button(look, _("保存"), kind=Kind.PRIMARY)
        self.usual = Button(look, _("恢复默认"))
        self.save.clicked.connect(self.keep)
        self.usual.clicked.connect(lambda: self._write(dict.fromkeys(self.entries)))
        for entry in self.entries.values():
            entry.returnPressed.connect(self.keep)
        self.watch(self.bar, *self.entries.values())
        self._arrange(look)

    def arrive(self) -> None:
        """Read what counts now."""
        self._work.read(partial(escalation.thresholds, self._desk), owner=self, done=self._show)

    def keep(self) -> None:
        """Keep what is typed; an empty field takes the usual value."""
        self._write({name: half_width(entry.text()).strip() or None for name, entry in self.entries.items()})

    def _write(self, told: dict[str, object]) -> None:
        self.bar.hide()
        for field in self.fields.values():
            field.clear()
        self._work.write(
            partial(escalation.set_thresholds, self._desk, told),
            owner=self,
            done=lambda _none: self._kept(),
            refused=self._refuse,
        )

    def _kept(self) -> None:
        self._window.toasts.say(_("已保存升级建议的条件"))
        self.saved()

    def _show(self, now: Thresholds) -> None:
        shown = {
            "days_left": str(now.days_left),
            "amount_2": now.amount_2.plain,
            "amount_3": now.amount_3.plain,
            "rounds": str(now.rounds),
        }
        for name, text in shown.items():
            self.entries[name].setText(text)

    def _refuse(self, refusal: Refusal) -> None:
        text, field = refusal_text(refusal), self.fields.get(refusal.field or "")
        if field is None:
            self.bar.say(text, Tone.DANGER)
            return
        field.refuse(text)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self, look: Look) -> None:
        card = Card(_("升级建议"), spacing=14)
        said = _("本机构自行设定，不具有法律效力；只提示，不会自动升级。")
        card.add(Label(said, 13, Ink.TEXT3, wrap=True))
        card.add(self.bar)
        for field in self.fields.values():
            field.setMaximumWidth(look.dp(320))
            card.add(field)
        card.add(Label(_("期限已过、消费者要求、商家逾期未答复时总会提示。"), 12, Ink.TEXT3, wrap=True))
        ends = QHBoxLayout()
        ends.setSpacing(8)
        ends.addWidget(self.save)
        ends.addWidget(self.usual)
        ends.addStretch(1)
        card.add(ends)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
