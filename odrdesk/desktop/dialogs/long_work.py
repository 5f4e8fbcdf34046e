"""A dialog whose work may go on without it: put away, it is a line of the strip until it has something to say."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from odrdesk.desktop.jobs import Job, Jobs
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.window import Window
from odrdesk.text import _


class LongDialog(Dialog):
    """`begin_long`, tell the job, `end_long`. The button to put it away stands in the foot while work goes on."""

    def __init__(self, look: Look, window: QWidget, title: str) -> None:
        super().__init__(look, window, title)
        self.job: Job | None = None
        self._jobs = window.jobs if isinstance(window, Window) else Jobs(self)
        self.background = Button(
            look, _("在后台进行"), kind=Kind.GHOST, height=34, hint=_("收到窗口下方，做完会告诉您")
        )
        self.background.hide()
        self.background.clicked.connect(self.put_away)
        self.foot.addWidget(self.background)

    def begin_long(self, words: str, stop: Callable[[], object] | None, *, keeps: bool) -> Job:
        """Work goes on from now; the dialog may be put away."""
        self.job = self._jobs.begin(words, stop=stop, keeps=keeps)
        self.background.show()
        return self.job

    def end_long(self, words: str = "", *, see: bool = True, said: bool = False) -> None:
        """It is over. Where the dialog was put away, `words` say so and, with `see`, lead back to it."""
        job, self.job = self.job, None
        self.background.hide()
        if job is not None:
            job.end(words, self.bring_back if see and self.isHidden() else None, said=said or not self.isHidden())

    def bring_back(self) -> None:
        """Lie over the window again, as it was left."""
        if isinstance(self._window, Window):
            self._window.registry.set_covered(covered=True)
        self.open()
