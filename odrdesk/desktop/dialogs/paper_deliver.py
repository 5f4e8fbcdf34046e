"""登记送达: how, when and to whom papers were delivered, and what shows it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.moment import MomentEntry
from odrdesk.desktop.paper_words import title_words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Dialog, Enter
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.paper_life import LONG, SHORT, Delivered, Delivery, Signed
from odrdesk.domain.paper_vocabulary import DeliveryWay
from odrdesk.services import papers
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.paper_lists import Waiting
from odrdesk.text import _, fault_text, ngettext, word

WIDTH = 520
NAMED = 4


class DeliverDialog(Dialog):
    """`noted(n)` after n deliveries were put down; `offered(number, Offered)` the step one is the ground of."""

    noted = Signal(int)
    offered = Signal(str, object)

    enter = Enter.HELD

    def __init__(  # noqa: PLR0917 -- where it shows, and what it is about
        self,
        look: Look,
        window: QWidget,
        work: Work,
        desk: Desk,
        lines: Sequence[Waiting],
        wrong: Delivered | None = None,
    ) -> None:
        super().__init__(look, window, _("更正送达记录") if wrong else _("登记送达"))
        self._work, self._desk, self._lines, self._wrong = work, desk, tuple(lines), wrong
        self.bar = Banner(look)
        self.how = Choice(look, [(way.value, word(way)) for way in DeliveryWay], DeliveryWay.HAND.value)
        self.at = MomentEntry(look, desk.today, desk.calendar.add_working_days)
        self.to = Entry(look, longest=SHORT, placeholder=_("如 本人、代收人姓名、收件邮箱"))
        self.receipt = Entry(look, longest=LONG, placeholder=_("如 本人签收、快递单号、回执编号"))
        self.why = Entry(look, longest=LONG, placeholder=_("如 昨日当面交付，今日补记"))
        hint = _("不填：现在")
        self.fields = {
            "how": Field(look, "how", _("送达方式"), self.how, required=True),
            "at": Field(look, "at", _("送达时间"), self.at, hint=hint),
            "to": Field(look, "to", _("送达给谁"), self.to, required=len(lines) == 1),
            "receipt": Field(look, "receipt", _("回执"), self.receipt, hint=_("有回执才算收到；没有的留在“待签收”。")),
            "why": Field(look, "why", _("补记说明"), self.why, hint=_("送达时间早于现在时必填。")),
        }
        if len(lines) > 1:
            self.fields["to"].hint(_("不填：各份按文本写消费者或商家。"))
        else:
            self.to.setText(_party(lines[0]))
        if wrong is not None:
            self._show(wrong)
        self._arrange()

    @property
    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.how

    def confirm(self) -> None:
        """Put it down, or say beside its field what cannot stand."""
        if not self.go.isEnabled():
            return
        for field in self.fields.values():
            field.clear()
        self.bar.hide()
        try:
            moment = same_moment(self.at.moment(), self._wrong)
        except Refusal as no:
            self._refused(Refusal(no.code, "at", **no.data))
            return
        self.go.setEnabled(False)
        call = partial(self._deliver, DeliveryWay(self.how.key), moment, self.to.text(), self.receipt.text())
        why = self.why.text().strip() or None
        op = self._work.write(
            lambda: call(why), owner=self, done=self._done, refused=self._refused, faulted=self._faulted
        )
        op.ended.connect(partial(self.go.setEnabled, True))

    def place(self) -> None:
        """A narrow column."""
        self.fit(WIDTH)

    def _deliver(self, how: DeliveryWay, at: datetime | None, to: str, receipt: str, why: str | None) -> Done[object]:
        cases: set[int] = set()
        told = None
        for line in self._lines:
            whom = to.strip() or (_party(line) if len(self._lines) > 1 else "")
            wrong = self._wrong
            shown, corrects = (wrong.evidence, wrong.key) if wrong is not None else (None, None)
            told_of = Delivery(how, at, whom, receipt, shown, corrects)
            done = papers.deliver(self._desk, line.key, told_of, why=why)
            cases |= done.changes.disputes
            told = done.value
        return Done(told, Changes(disputes=frozenset(cases), papers=True))

    def _show(self, wrong: Delivered) -> None:
        self.how.choose(wrong.how.value)
        self.at.show_moment(wrong.at)
        self.to.setText(wrong.to)
        self.receipt.setText(wrong.receipt)
        self.fields["why"].hint(_("写明哪里错了；原来的一条留着，标“已更正”。"))

    def _done(self, told: object) -> None:
        lines = self._lines
        self.close_over()
        self.noted.emit(len(lines))
        offered = getattr(told, "offered", None)
        if offered is not None and len(lines) == 1:
            self.offered.emit(lines[0].case, offered)

    def _refused(self, refusal: Refusal) -> None:
        tell.refused(refusal, self.fields, self.bar)
        QTimer.singleShot(0, self, self.place)  # the layouts learn of a note only after this event

    def _faulted(self, fault: Fault) -> None:
        self.bar.say(fault_text(fault), Tone.DANGER)
        QTimer.singleShot(0, self, self.place)

    def _arrange(self) -> None:
        names = [f"{title_words(one.kind, one.copy)}  {one.number}" for one in self._lines[:NAMED]]
        left = len(self._lines) - NAMED
        if left > 0:
            names.append(ngettext("……另 {n} 份", "……另 {n} 份", left).format(n=left))
        self.body.addWidget(self.bar)
        self.body.addWidget(Label("\n".join(names), 13, Ink.TEXT2, wrap=True))
        top = QHBoxLayout()
        top.setSpacing(14)
        for name, share in (("how", 2), ("at", 3)):
            top.addWidget(self.fields[name], share, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(top)
        for name in ("to", "receipt", "why"):
            self.body.addWidget(self.fields[name])
        self.button(_("取消")).clicked.connect(self.dismiss)
        self.go = self.button(_("更正") if self._wrong else _("登记送达"), Kind.PRIMARY, "check")
        self.go.clicked.connect(self.confirm)


def same_moment(typed: datetime | None, wrong: Delivered | Signed | None) -> datetime | None:
    """What was typed; where nobody changed it, the very moment of the corrected entry (seconds are not shown)."""
    if typed is None or wrong is None:
        return typed
    return wrong.at if typed == wrong.at.replace(second=0, microsecond=0) else typed


def _party(line: Waiting) -> str:
    """Whom a copy is for. A list has the consumer masked, and a masked name proves nothing: it was the person."""
    return {"consumer": _("本人"), "merchant": line.merchant}.get(line.copy, "")
