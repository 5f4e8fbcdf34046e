"""One act for many cases: what it is told, how far it is, and what was done, refused or left, with the reasons."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.forms.tick import Tick
from odrdesk.desktop.jobs import Job, Jobs
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.entry import Entry, Paragraph
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog, Enter
from odrdesk.desktop.widgets.progress import ProgressBar
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.vocabulary import Step
from odrdesk.services import many
from odrdesk.services.desk import Desk
from odrdesk.services.many import Outcome
from odrdesk.text import _, fault_text, ngettext, refusal_text, word

WIDTH, MOST_TOLD = 520, 200
AT_ONCE = 12
"""Reasons of refusals that stand in view at once."""


class _Steps(QObject):
    went = Signal(int, int, str)


class ManyDialog(Dialog):
    """`made(Outcome)` after it ran; who subclasses says the facts. Stops after the case under way."""

    made = Signal(object)

    enter = Enter.HELD

    def __init__(  # noqa: PLR0917 -- what an act for many is made of
        self,
        look: Look,
        window: QWidget,
        work: Work,
        desk: Desk,
        title: str,
        keys: Sequence[int],
        step: Step,
        verb: str,
    ) -> None:
        super().__init__(look, window, title)
        self._work, self._desk, self._keys, self._step = work, desk, tuple(keys), step
        self._halt, self._busy, self._ran = Event(), False, False
        self.jobs: Jobs | None = None
        self._job: Job | None = None
        self._steps = _Steps(self)
        self._steps.went.connect(self._hear)
        self.bar = Banner(look)
        self.fields: dict[str, Field] = {}
        self.note = Paragraph(look, lines=2, placeholder=_("选填，写进每件的记录"))
        self.progress = ProgressBar(look, _("进度"))
        self.progress.hide()
        self._list = QWidget()
        self._scroll = Scroller(self._list)
        n = len(self._keys)
        self.body.addWidget(self.bar)
        self.body.addWidget(Label(ngettext("所选 {n} 件案件", "所选 {n} 件案件", n).format(n=f"{n:,}"), 13, Ink.TEXT2))
        self.ask()
        self.body.addWidget(Field(look, "note", _("备注"), self.note))
        self.body.addWidget(self.progress)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(6)
        self.body.addWidget(self._scroll, 1)
        self._scroll.hide()
        self.later = self.button(_("取消"))
        self.later.clicked.connect(self.dismiss)
        self.go = self.button(verb, Kind.PRIMARY)
        self.go.clicked.connect(self.confirm)

    @property
    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.note

    @property
    def running(self) -> bool:
        """Whether it is under way."""
        return self._busy

    def ask(self) -> None:
        """Put the fields of the act into `body` and `fields`."""

    def facts(self) -> Mapping[str, object]:
        """What each step is told; refuses what is missing."""
        return {}

    def confirm(self) -> None:
        """Do it for all of them."""
        if self._busy or self._ran:
            return
        for field in self.fields.values():
            field.clear()
        self.bar.hide()
        try:
            facts = self.facts()
        except Refusal as no:
            self._refused(no)
            return
        self._go(busy=True)
        if self.jobs is not None:
            self._job = self.jobs.begin(self.title.text(), stop=self._halt.set, keeps=True)
        run = partial(
            many.take_each,
            self._desk,
            self._keys,
            self._step,
            facts,
            why=self.note.toPlainText(),
            progress=self._progress,
        )
        op = self._work.long(run, owner=self, done=self._made, refused=self._refused, faulted=self._faulted)
        op.at_end(self, partial(self._go, busy=False))

    def dismiss(self) -> None:
        """Stop what is under way; else go."""
        if self._busy:
            self._halt.set()
            self.status.setText(_("正在停止…"))
        else:
            super().dismiss()

    def place(self) -> None:
        """A narrow column."""
        self.fit(WIDTH)

    def _progress(self, at: int, of: int, number: str) -> bool:
        self._steps.went.emit(at, of, number)
        if self._job is not None:
            self._job.tell(at, of, number)
        return not self._halt.is_set()

    def _made(self, told: Outcome) -> None:
        self._ran = True
        self.made.emit(told)
        if not told.refused and not told.left:
            self.close_over()
            return
        broke = fault_text(told.broke) if told.broke is not None else ""
        self.bar.say(" ".join(filter(None, (broke, words_of(told)))), Tone.WARN, closable=False)
        telling = self._tell(told.refused[:MOST_TOLD])
        next(telling, None)
        self._work.pieces(telling, owner=self)
        self._scroll.setVisible(bool(told.refused))
        self._scroll.setMinimumHeight(self.look.dp(min(260, 44 * len(told.refused) + 12)))
        self.note.setEnabled(False)
        for field in self.fields.values():
            field.setEnabled(False)
        self.go.hide()
        self.later.relabel(_("关闭"))
        QTimer.singleShot(0, self, self.place)

    def _tell(self, refused: Sequence[tuple[str, Refusal]]) -> Iterator[None]:
        """As many reasons as stand in view, and the rest by and by: two hundred at once held the window."""
        layout = self._list.layout()
        for place, (number, why) in enumerate(refused, 1):
            label = Label(f"{number}  {refusal_text(why)}", 13, Ink.TEXT2, wrap=True, parent=self._list)
            if layout is not None:
                layout.addWidget(label)
            if place % AT_ONCE == 0:
                yield

    def _hear(self, at: int, of: int, number: str) -> None:
        self.progress.fill(at / of if of else 1.0)
        self.status.setText(_("正在办 {n}/{all}  {case}").format(n=at + 1, all=of, case=number))

    def _go(self, *, busy: bool) -> None:
        self._busy = busy
        self.go.setEnabled(not busy)
        self.progress.setVisible(busy and len(self._keys) > 1)
        self.later.relabel(_("停止") if busy else _("关闭") if self._ran else _("取消"))
        if not busy:
            self.status.setText("")
            if self._job is not None:
                self._job.end()
                self._job = None
        QTimer.singleShot(0, self, self.place)

    def _refused(self, no: Refusal) -> None:
        tell.refused(no, self.fields, self.bar)
        QTimer.singleShot(0, self, self.place)  # the layouts learn of a note only after this event

    def _faulted(self, fault: Fault) -> None:
        self.bar.say(fault_text(fault), Tone.DANGER)
        QTimer.singleShot(0, self, self.place)


class RemindDialog(ManyDialog):
    """催商家: the same reminder recorded as a contact with the merchant of each case."""

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk, keys: Sequence[int]) -> None:
        super().__init__(look, window, work, desk, _("催商家"), keys, Step.CONTACT, _("记入各件"))

    @property
    def first(self) -> QWidget:
        """What was said."""
        return self.content

    def ask(self) -> None:
        """By which way, and what was said."""
        self.mode = _entry(self.look, _("如：电话、企业微信"), _("电话"))
        self.content = Paragraph(self.look, lines=3)
        self.content.setPlainText(_("催促商家尽快答复处理意见。"))
        self.fields["mode"] = Field(self.look, "mode", _("方式"), self.mode, required=True)
        self.fields["content"] = Field(self.look, "content", _("催促内容"), self.content, required=True)
        for field in self.fields.values():
            self.body.addWidget(field)

    def facts(self) -> Mapping[str, object]:
        """A contact with the merchant."""
        told = {"mode": self.mode.text().strip(), "content": self.content.toPlainText().strip()}
        for name, text in told.items():
            if not text:
                raise Refusal("field.required", name)
        return {**told, "with": "merchant"}


class AcceptDialog(ManyDialog):
    """受理: nothing but the note is told."""

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk, keys: Sequence[int]) -> None:
        super().__init__(look, window, work, desk, word(Step.ACCEPT), keys, Step.ACCEPT, word(Step.ACCEPT))


class CloseDialog(ManyDialog):
    """结案: a case that lacks a step or a paper refuses, unless that is known and told."""

    def __init__(self, look: Look, window: QWidget, work: Work, desk: Desk, keys: Sequence[int]) -> None:
        super().__init__(look, window, work, desk, word(Step.CLOSE), keys, Step.CLOSE, word(Step.CLOSE))

    @property
    def first(self) -> QWidget:
        """Why they are closed."""
        return self.why

    def ask(self) -> None:
        """Why, and what is known to be missing."""
        self.why = _entry(self.look, _("选填"), "")
        self.known = Tick(self.look, _("已知还缺文书或证据，仍然结案"))
        self.fields["why"] = Field(self.look, "why", _("结案原因"), self.why)
        self.body.addWidget(self.fields["why"])
        self.body.addWidget(self.known)

    def facts(self) -> Mapping[str, object]:
        """What closing is told."""
        told: dict[str, object] = {"why": self.why.text().strip()} if self.why.text().strip() else {}
        return {**told, "missing_acknowledged": True} if self.known.isChecked() else told


def words_of(told: Outcome) -> str:
    """How many were done, refused, left."""
    many_done, no, left = len(told.done), len(told.refused), len(told.left)
    words = ngettext("已办 {n} 件", "已办 {n} 件", many_done).format(n=f"{many_done:,}")
    if no:
        words += ngettext("；{n} 件没有办成，原因在下面", "；{n} 件没有办成，原因在下面", no).format(n=f"{no:,}")
    if left:
        words += ngettext("；还剩 {n} 件", "；还剩 {n} 件", left).format(n=f"{left:,}")
    return words


def _entry(look: Look, placeholder: str, text: str) -> Entry:
    entry = Entry(look, placeholder=placeholder)
    entry.setText(text)
    return entry


MANY: Mapping[str, Callable[[Look, QWidget, Work, Desk, Sequence[int]], ManyDialog]] = {
    "remind": RemindDialog,
    "close": CloseDialog,
    "accept": AcceptDialog,
}
