"""Taking a step: its fields, what it will bring about, and the refusal beside the field it belongs to."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.dialogs.changed import Changed, Seen
from odrdesk.desktop.dialogs.kept_bar import KeptBar
from odrdesk.desktop.dialogs.step_paper import WIDE, Make, PaperSide
from odrdesk.desktop.formats import DOT
from odrdesk.desktop.forms import step_words
from odrdesk.desktop.forms.scroller import BAR, Scroller
from odrdesk.desktop.forms.step import Around, StepForm
from odrdesk.desktop.keeping import Keeper, Keeping, kind_of
from odrdesk.desktop.phrasing import Values
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog, Enter
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import Step
from odrdesk.services import actions, cases
from odrdesk.services.cases import CaseView
from odrdesk.services.desk import Desk, Done
from odrdesk.services.steps import take_step
from odrdesk.text import _, refusal_text

_WIDTH, _WIDTH_OF_TERMS = 520, 620
HIGH = 560
"""So high a page stands beside the form with most of its text in view."""
CHANGED = "dispute.changed_elsewhere"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Deed(NamedTuple):
    """The step of a dispute as the dialog is to take it: title and words of the button, and a note on the law.

    `seen` is the case as the person saw it; with it, a change by somebody else in between is not passed over.
    `prove` asks the person once more who they are, and goes on with what it is given only when that is proved.
    `paper` makes the paper that the step leads to from what is typed, to be seen beside the form.
    """

    number: str
    step: Step
    title: str
    verb: str
    law: str = ""
    seen: Seen | None = None
    prove: Callable[[Callable[[], object]], object] | None = None
    paper: Make | None = None


class StepDialog(Dialog):
    """`taken` with the `StepTaken` after the step was written; until then everything typed stays."""

    taken = Signal(object)

    enter = Enter.ANY

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk, deed: Deed, *, around: Around) -> None:
        super().__init__(look, window, deed.title)
        self.keeper: Keeper | None = None
        self.values: Callable[[], Values] = dict
        self._work, self._desk, self._deed = work, desk, deed
        self._expected = deed.seen.case.version if deed.seen else None
        # One for the whole dialog: a second try after a fault cannot do the same act twice.
        self._key = actions.fresh()
        self.changed = Changed(look)
        self.changed.anyway.connect(self.confirm)
        self.changed.dropped.connect(self.dismiss)
        self.body.setContentsMargins(20, 14, 20 - BAR, 14)  # the scroll bar keeps room of its own
        across = QHBoxLayout()
        across.setSpacing(20)
        self.body.addLayout(across)
        content = QWidget()
        self._scroll = Scroller(content)
        across.addWidget(self._scroll, 1)
        # Made in its place: put there when it was whole, every part was dressed anew at each step on the way.
        self.form = StepForm(look, deed.step, around, content)
        self.bar, self.kept = Banner(look), KeptBar(look, window)
        self._fill(content)
        self.side = PaperSide(look, work, self.form, deed.paper) if deed.paper is not None else None
        if self.side is not None:
            across.addWidget(self.side)
        later = self.button(_("取消"))
        later.clicked.connect(self.dismiss)
        self.go = self.button(deed.verb, Kind.PRIMARY)
        self.go.setToolTip("Ctrl+Enter")
        self.go.clicked.connect(self.confirm)
        self.status.setText(deed.number)
        self._scroll.wanting.connect(self._settle)

    def hold(self, keeping: Keeping) -> None:
        """Keep what is typed, and begin with what was typed the last time."""
        deed = self._deed
        self.keeper = Keeper(keeping, self, kind_of(deed.step), deed.number, self.form.parts)
        self.keeper.stamped.connect(lambda words: self.status.setText(DOT.join(filter(None, (deed.number, words)))))
        self.kept.watch(self.keeper)
        self.form.show_told()
        if self.side is not None:
            self.side.refresh()

    def phrase_values(self) -> Values:
        """What a phrase takes from the case of the step."""
        return self.values()

    def dismiss(self) -> None:
        """Leave; what was typed stays as a draft."""
        if self.keeper is not None and not self.waiting:
            self.keeper.leave()
        super().dismiss()

    def confirm(self) -> None:
        """Take the step with what is typed."""
        if not self.go.isEnabled():
            return
        self.bar.hide()
        try:
            told = self.form.raw()
            at, why = self.form.happened()
        except Refusal as no:
            self._refused(no)
            return
        take = partial(self._take, told, at, why)
        if self._deed.prove is None:
            take()
        else:
            self._deed.prove(take)

    def _take(self, told: Mapping[str, object], at: datetime | None, why: str | None) -> None:
        deed = self._deed
        call: Callable[[], Done[Any]] = partial(
            take_step, self._desk, deed.number, deed.step, told, at=at, why=why, expected=self._expected, key=self._key
        )
        if self.keeper is not None:
            call = self.keeper.finishing(call)
        op = self._work.write(call, owner=self, done=self._done, refused=self._refused)
        self.await_answer(op, self.go)

    def place(self) -> None:
        """In the middle, as wide as its fields need, as high as the window lets it be."""
        wide = self.look.dp(_WIDTH_OF_TERMS if self.form.terms is not None else _WIDTH)
        if self.side is not None:
            beside = wide + self.look.dp(WIDE) + 20
            room = beside <= self.width() - 80
            self.side.setVisible(room)
            wide = beside if room else wide
            self._scroll.setMinimumHeight(min(self.look.dp(HIGH), self.height() - 220) if room else 0)
        self.plate.setFixedWidth(min(wide, self.width() - 80))
        super().place()

    def _fill(self, content: QWidget) -> None:
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        words = step_words.consequence(self._deed.step)
        if words:
            column.addWidget(Label(words, 13, Ink.TEXT2, wrap=True))
        column.addWidget(self.kept)
        column.addWidget(self.bar)
        column.addWidget(self.changed)
        column.addWidget(self.form)
        if self._deed.law:
            column.addWidget(Label(self._deed.law, 12, Ink.TEXT3, wrap=True, selectable=True))
        column.addStretch(1)

    def _done(self, taken: object) -> None:
        if self.keeper is not None:
            self.keeper.done()
        self.close_over()
        self.taken.emit(taken)

    def _refused(self, refusal: Refusal) -> None:
        if refusal.code == CHANGED and self._deed.seen is not None:
            number = self._deed.number
            self._work.read(partial(cases.view, self._desk, number), owner=self, done=self._show_change)
            return
        text = refusal_text(refusal)
        if not self.form.refuse(refusal, text):
            self.bar.say(text, Tone.DANGER)

    def _show_change(self, view: CaseView) -> None:
        """Nothing typed is lost: the person sees both and chooses; the next try is on the case as it is now."""
        if self._deed.seen is not None:
            self.changed.show_change(self._deed.seen, view, self._deed.step, self.form.typed())
        self._expected = view.case.version
        if self.side is not None:
            self.side.refresh()
        self.go.hide()  # the two ways on stand beside what they choose between
        self._settle()

    def _settle(self) -> None:
        # The wrapped lines know their height only after the layout has run.
        QTimer.singleShot(0, self, self.place)
