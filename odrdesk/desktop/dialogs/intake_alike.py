"""What a draft looks like: said above the form with two ways on, opening that case or joining this one to it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from odrdesk.desktop.forms.complaint import ComplaintForm
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.work import Work
from odrdesk.services import intake
from odrdesk.services.desk import Desk
from odrdesk.services.intake import Alike
from odrdesk.text import _, ngettext, word

LOOK_MS = 400


class AlikeBar(Banner):
    """`opened(number)` and `joined(Alike)`; hidden while the draft looks like nothing."""

    opened = Signal(str)
    joined = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.join = Button(look, _("并入该案"), kind=Kind.LINK, height=22)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.join)
        self.found: list[Alike] = []
        self.acted.connect(lambda: self.opened.emit(self.found[0].number))
        self.join.clicked.connect(lambda: self.joined.emit(self.found[0]))

    def tell(self, found: Sequence[Alike]) -> None:
        """Say what it looks like; nothing hides the bar."""
        if list(found) == self.found:
            return
        self.found = list(found)
        if not found:
            self.hide()
            return
        self.say(alike_words(found), Tone.WARN, _("打开"), closable=False)
        taken = found[0].by[:1] == ("channel_no",)
        self.join.relabel(_("原文附到该案") if taken else _("并入该案"))


class Alikes(QObject):
    """Looks again a moment after the last change; only the last answer counts."""

    def __init__(self, bar: AlikeBar, form: ComplaintForm, work: Work, desk: Desk) -> None:
        super().__init__(bar)
        self._bar, self._form, self._work, self._desk = bar, form, work, desk
        self._asked = 0
        self._soon = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._soon.timeout.connect(self.look)
        self.also: Callable[[], object] = lambda: None

    def soon(self) -> None:
        """Something was typed."""
        self._soon.start()

    def stop(self) -> None:
        """What was asked for no longer matters."""
        self._asked += 1
        self._soon.stop()
        self._bar.tell(())

    def look(self) -> None:
        """Look at what the form says now."""
        self._asked += 1
        draft, desk, asked = self._form.complaint(), self._desk, self._asked

        def answer(found: Sequence[Alike]) -> None:
            if asked == self._asked:
                self._bar.tell(found)

        self._work.read(lambda: intake.look_alikes(desk, draft), owner=self, done=answer)
        self.also()


def alike_words(found: Sequence[Alike]) -> str:
    """Which case a draft looks like, by what, and where that case stands."""
    first = found[0]
    named = {"number": first.number, "state": word(first.state)}
    by = {
        "channel_no": _("可能重复：同一渠道编号已有 {number}（{state}）"),
        "order.no": _("可能重复：同一订单号已有 {number}（{state}）"),
    }
    said = by.get(next(iter(first.by), ""), _("可能重复：30 天内同一电话投诉同一商家，已有 {number}（{state}）"))
    words = said.format(**named)
    more = len(found) - 1
    return words + ngettext("，另有 {n} 件", "，另有 {n} 件", more).format(n=more) if more else words
