"""What the case page writes beside the steps: notes for the desk, and that somebody looked at the consumer's data."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from odrdesk.desktop.pages.case_composer import Composer
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.services import case_looks, many
from odrdesk.services.case_looks import Seen
from odrdesk.services.desk import Desk
from odrdesk.services.steps import StepTaken
from odrdesk.text import _, refusal_text


class CaseNotes(QObject):
    """Each is a service call of its own; a note can be taken back."""

    def __init__(self, window: Window, work: Work, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._work, self._desk = window, work, desk

    def write(self, sight: Sight, text: str, composer: Composer) -> None:
        """Write a note; what was typed goes only after it was written."""
        number = sight.case.number

        def done(seq: int) -> None:
            composer.clear(number)
            self._window.undo.did(
                _("已记下便签"), self._back(partial(case_looks.withdraw_note, self._desk, number, seq))
            )

        composer.busy(on=True)
        op = self._work.write(
            composer.keeper.finishing(partial(case_looks.note, self._desk, number, text)),
            owner=composer,
            done=done,
            refused=lambda no: composer.refuse(refusal_text(no)),
        )
        op.at_end(composer, partial(composer.busy, on=False))

    def saw(self, sight: Sight, what: str) -> None:
        """Note that the consumer's data were seen; a desk that is only read cannot."""
        if self._desk.house.held is not None and sight.past is None:
            self._work.write(partial(case_looks.reveal, self._desk, sight.case.number, Seen(what)))

    def assigned(self, sight: Sight, taken: StepTaken) -> None:
        """Tell of an assignment, which goes back by another one; the first one goes back to nobody."""
        now, before = sight.person(taken.case.officer), sight.person(sight.case.officer)
        words = _("已指派给 {name}").format(name=now) if now else _("已指派")
        if taken.waits:
            self._window.toasts.say(words)
            return
        self._window.undo.did(words, self._to(taken, now, before), self._to(taken, before, now) if now else None)

    def _to(self, taken: StepTaken, now: str, officer: str) -> Callable[[], object]:
        officers = {taken.case.number: officer or None}
        return self._back(partial(many.assign_back, self._desk, officers, _("撤销指派"), given=now))

    def _back(self, call: Callable[[], object]) -> Callable[[], object]:
        return lambda: self._work.write(call)
