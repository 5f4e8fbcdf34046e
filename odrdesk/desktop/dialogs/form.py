"""What every form over the window shares: fields, a bar for what belongs to none, one button that does it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.overlay import Dialog, Enter
from odrdesk.desktop.work import Op, Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.text import fault_text


class FormDialog(Dialog):
    """What is refused stands beside its field and everything typed stays; `go` rests while the service works."""

    enter = Enter.HELD
    wide = 520

    go: Button

    def __init__(self, look: Look, window: QWidget, work: Work, title: str) -> None:
        super().__init__(look, window, title)
        self._work = work
        self.bar = Banner(look)
        self.fields: dict[str, Field] = {}

    def place(self) -> None:
        """A narrow column."""
        self.fit(self.wide)

    def begin(self) -> bool:
        """Take the notes away; whether it may be done now."""
        if not self.go.isEnabled():
            return False
        for field in self.fields.values():
            field.clear()
        self.bar.hide()
        return True

    def run(self, call: Callable[[], Any], done: Callable[[Any], None]) -> Op[Any]:
        """Do it; the button comes back with the answer."""
        op = self._work.write(call, owner=self, done=done, refused=self.refuse, faulted=self.fault)
        self.await_answer(op, self.go)
        return op

    def refuse(self, refusal: Refusal) -> None:
        """Beside its field, or in the bar."""
        tell.refused(refusal, self.fields, self.bar)
        self.later()

    def fault(self, fault: Fault) -> None:
        """In the bar: nothing was changed."""
        self.bar.say(fault_text(fault), Tone.DANGER)
        self.later()

    def later(self) -> None:
        """Take its place anew: the layouts learn of a note only after this event."""
        QTimer.singleShot(0, self, self.place)
