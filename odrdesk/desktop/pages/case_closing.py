"""结案 with the printing of its last papers: offered where nothing is missing, done when everything was printed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.paper_jobs import After
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import Step
from odrdesk.services import actions
from odrdesk.services.desk import Desk
from odrdesk.services.steps import StepTaken, take_step
from odrdesk.text import _, refusal_text


class Closing(QObject):
    """`refused(words)` where the rule said no after all: the papers are printed, the case stands as it was."""

    refused = Signal(str)

    def __init__(self, window: Window, work: Work, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._work, self._desk = window, work, desk

    def after(self, sight: Sight | None, keys: Sequence[int]) -> After | None:
        """What the print dialog may offer for papers of the case in view; None where closing asks for more."""
        if sight is None or sight.past is not None or not sight.may(Step.CLOSE):
            return None
        own = {paper.mark.key for paper in sight.view.papers}
        if not own.issuperset(keys) or not all(item.done for item in sight.view.gate):
            return None
        number = sight.case.number
        words = _("打印完就结案：{number} 的结案条件已全部满足").format(number=number)
        # One key for the dialog: a second try after a fault closes the same case once.
        act = partial(self._close, number, actions.fresh())
        return After(words, _("打印并结案"), self._window.registry.keys("archive"), act)

    def _close(self, number: str, key: str) -> None:
        def done(_taken: StepTaken) -> None:
            self._window.toasts.say(_("已打印并结案 {number}").format(number=number))

        def refused(no: Refusal) -> None:
            self.refused.emit(refusal_text(no))

        call = partial(take_step, self._desk, number, Step.CLOSE, {}, key=key)
        self._work.write(call, done=done, refused=refused)
