"""What was done and can be taken back: a named stack for Ctrl+Z and Ctrl+Y; the toast's link is the same act.

Only what the record can answer with a compensating entry comes here; legal steps, money and numbers never do.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit
from shiboken6 import isValid

from odrdesk.desktop.actions import Registry
from odrdesk.desktop.widgets.toast import Toast, Toasts
from odrdesk.desktop.work import Op
from odrdesk.domain.errors import Refusal
from odrdesk.text import _, refusal_text

MOST = 50
Deed = Callable[[], object]
_Field = QLineEdit | QTextEdit | QPlainTextEdit


@dataclass(eq=False, slots=True)
class Act:
    """One thing done: its words, how it goes back, how it is done again, the toast that tells of it."""

    words: str
    back: Deed
    again: Deed | None
    bulk: bool
    toast: Toast | None = None


class Undo(QObject):
    """The acts of one window. `changed` when what comes next is another.

    An act whose way back is refused leaves the stack, for it can never be taken back; one that met a fault stays,
    for the fault may pass.
    """

    changed = Signal()

    def __init__(self, registry: Registry, toasts: Toasts) -> None:
        super().__init__(registry)
        self._registry, self._toasts = registry, toasts
        self._done: list[Act] = []
        self._undone: list[Act] = []
        self._moving = False
        self._waiting: deque[Deed] = deque()
        registry.handle("undo", self.undo)
        registry.handle("redo", self.redo)
        self._tell()

    @property
    def names(self) -> list[str]:
        """What can be taken back, the last act first."""
        return [_named(act) for act in reversed(self._done)]

    def did(self, words: str, back: Deed, again: Deed | None = None, *, bulk: bool = False) -> Toast:
        """Tell of an act (“已指派 3 件”) and keep how it goes back.

        `back` and `again` start the service call themselves and hand back its `Op`, so that its answer is heard;
        they must not call `did`. What raises a `Refusal` or is refused by the service is told why.
        """
        act = Act(words, back, again, bulk)
        self._undone.clear()
        self._push(act)
        self._say(act)
        return act.toast or self._toasts.say(words)

    def undo(self) -> None:
        """Take the last act back; in a field one types in, what was typed there."""
        field = _typed_in()
        if field is not None:
            field.undo()
        elif self._moving:
            self._waiting.append(self.undo)
        elif self._done:
            self.take_back(self._done[-1])

    def redo(self) -> None:
        """Do the act taken back last once more."""
        field = _typed_in()
        if field is not None:
            field.redo()
        elif self._moving:
            self._waiting.append(self.redo)
        elif self._undone:
            act = self._undone.pop()
            self._move(act, act.again or (lambda: None), self._redone, self._undone.append)

    def take_back(self, act: Act) -> None:
        """Take back an act that need not be the last: its toast still stands. One taken back already stays so."""
        if self._moving:
            self._waiting.append(lambda: self.take_back(act))
        elif act in self._done:
            place = self._done.index(act)
            self._done.remove(act)
            self._leave(act)
            self._move(act, act.back, self._went_back, lambda one: self._done.insert(place, one))

    def _went_back(self, act: Act) -> None:
        if act.again is not None:
            self._undone.append(act)
        self._toasts.say(_("已撤销：{act}").format(act=_named(act)))

    def _redone(self, act: Act) -> None:
        self._push(act)
        self._say(act)

    def _push(self, act: Act) -> None:
        self._done.append(act)
        del self._done[:-MOST]
        self._tell()

    def _say(self, act: Act) -> None:
        keys = self._registry.keys("undo")
        act.toast = self._toasts.say(act.words, lambda: self.take_back(act), bulk=act.bulk, keys=keys)

    def _leave(self, act: Act) -> None:
        toast, act.toast = act.toast, None
        if toast is not None and isValid(toast) and toast in self._toasts.standing:
            toast.leave()

    def _move(self, act: Act, deed: Deed, went: Callable[[Act], None], stays: Callable[[Act], None]) -> None:
        try:
            answer = deed()
        except Refusal as refusal:
            self._toasts.say(refusal_text(refusal))
            self._tell()
            return
        if isinstance(answer, Op):
            self._moving = True
            answer.done.connect(lambda _value: went(act))
            answer.faulted.connect(lambda _fault: stays(act))
            answer.ended.connect(self._moved)
        else:
            went(act)
        self._tell()

    def _moved(self) -> None:
        self._moving = False
        self._tell()
        while self._waiting and not self._moving:
            self._waiting.popleft()()

    def _tell(self) -> None:
        for key, acts, plain, named in (
            ("undo", self._done, _("撤销"), _("撤销：{act}")),
            ("redo", self._undone, _("重做"), _("重做：{act}")),
        ):
            self._registry.reword(key, named.format(act=_named(acts[-1])) if acts else plain)
            self._registry.set_open(key, may=bool(acts))
        self.changed.emit()


def _named(act: Act) -> str:
    """“已指派 3 件” names the act “指派 3 件”."""
    return act.words.removeprefix("已")


def _typed_in() -> _Field | None:
    """The field one types in now: its own undo comes first."""
    field = QApplication.focusWidget()
    return field if isinstance(field, _Field) and not field.isReadOnly() else None
