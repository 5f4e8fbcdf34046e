"""登记送达: how, when and to whom papers were delivered, and what shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from odrdesk.desktop.dialogs.form import FormDialog
from odrdesk.desktop.forms.choice import Choice
from odrdesk.desktop.forms.moment import MomentEntry
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.paper_words import title_words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.field import Field
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.domain.paper_life import LONG, SHORT, Delivered, Delivery, Signed
from odrdesk.domain.paper_vocabulary import DeliveryWay
from odrdesk.services import paper_lists, papers
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.paper_lists import Waiting
from odrdesk.text import _, ngettext, word

NAMED = 40
"""Papers whose recipients can be changed here; those beyond go to whom they are for."""
HIGHEST, LEAST, OTHERS = 236, 60, 500
"""Heights of the list of recipients, and of all that stands around it."""


class DeliverDialog(FormDialog):
    """`noted(n)` after n deliveries were put down; `offered(number, Offered)` the step one is the ground of."""

    noted = Signal(int)
    offered = Signal(str, object)

    def __init__(  # noqa: PLR0917 -- where it shows, and what it is about
        self,
        look: Look,
        window: QWidget,
        work: Work,
        desk: Desk,
        lines: Sequence[Waiting],
        wrong: Delivered | None = None,
    ) -> None:
        super().__init__(look, window, work, _("更正送达记录") if wrong else _("登记送达"))
        self._desk, self._lines, self._wrong = desk, tuple(lines), wrong
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
        self.recipients: dict[int, Entry] = {}
        self._scroll: Scroller | None = None
        self._names: Mapping[int, str] = {}
        if len(lines) == 1:
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
        if not self.begin():
            return
        try:
            moment = same_moment(self.at.moment(), self._wrong)
        except Refusal as no:
            self.refuse(Refusal(no.code, "at", **no.data))
            return
        shown, corrects = (None, None) if self._wrong is None else (self._wrong.evidence, self._wrong.key)
        told = Delivery(DeliveryWay(self.how.key), moment, self.to.text(), self.receipt.text(), shown, corrects)
        typed = {key: entry.text().strip() for key, entry in self.recipients.items()}
        call = partial(self._deliver, told, typed, self.why.text().strip() or None)
        self.run(call, self._done)

    def place(self) -> None:
        """A narrow column; the list of many papers has what the rest leaves."""
        if self._scroll is not None:
            look, rows = self.look, min(len(self._lines), NAMED)
            room = min(look.dp(HIGHEST), rows * look.dp(40), self.height() - look.dp(OTHERS))
            self._scroll.setFixedHeight(max(look.dp(LEAST), room))
        super().place()

    def _deliver(self, told: Delivery, typed: Mapping[int, str], why: str | None) -> Done[object]:
        cases: set[int] = set()
        last = None
        for line in self._lines:
            if len(self._lines) == 1:
                whom = told.to
            else:
                whom = typed.get(line.key) or self._names.get(line.key) or _party(line)
            done = papers.deliver(self._desk, line.key, replace(told, to=whom), why=why)
            cases |= done.changes.disputes
            last = done.value
        return Done(last, Changes(disputes=frozenset(cases), papers=True))

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

    def _arrange(self) -> None:
        self.body.addWidget(self.bar)
        many = len(self._lines) > 1
        if not many:
            line = self._lines[0]
            self.body.addWidget(Label(f"{title_words(line.kind, line.copy)}  {line.number}", 13, Ink.TEXT2, wrap=True))
        top = QHBoxLayout()
        top.setSpacing(14)
        for name, share in (("how", 2), ("at", 3)):
            top.addWidget(self.fields[name], share, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(top)
        if many:
            self._arrange_many()
        for name in ("receipt", "why") if many else ("to", "receipt", "why"):
            self.body.addWidget(self.fields[name])
        self.button(_("取消")).clicked.connect(self.dismiss)
        self.go = self.button(_("更正") if self._wrong else _("登记送达"), Kind.PRIMARY, "check")
        self.go.clicked.connect(self.confirm)

    def _arrange_many(self) -> None:
        """Each paper with whom it went to."""
        room = QWidget()
        grid = QGridLayout(room)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for place, line in enumerate(self._lines[:NAMED]):
            words = f"{title_words(line.kind, line.copy)}  {line.number}"
            entry = Entry(self.look, longest=SHORT)
            entry.setFixedWidth(self.look.dp(156))
            entry.setAccessibleName(_("{paper} 送达给谁").format(paper=words))
            self.recipients[line.key] = entry
            told = Elided(words, 13, Ink.TEXT2)
            told.keep_end(line.number)
            grid.addWidget(told, place, 0)
            grid.addWidget(entry, place, 1)
        self._scroll = Scroller(room, keeps=False)
        self.body.addWidget(Label(_("各份送达给谁"), 12, Ink.TEXT2))
        self.body.addWidget(self._scroll, 1)
        left = len(self._lines) - NAMED
        if left > 0:
            words = ngettext("另 {n} 份写各自的消费者或商家。", "另 {n} 份写各自的消费者或商家。", left)
            self.body.addWidget(Label(words.format(n=left), 12, Ink.TEXT3))
        keys = [line.key for line in self._lines]
        self._work.read(
            partial(paper_lists.recipients, self._desk, keys),
            owner=self,
            done=self._name,
            refused=self.refuse,
            faulted=self.fault,
        )

    def _name(self, names: Mapping[int, str]) -> None:
        """The names as the papers bear them; what was typed meanwhile stays."""
        self._names = names
        for key, entry in self.recipients.items():
            entry.setPlaceholderText(names.get(key, "") or _("收件人"))
            if not entry.text():
                entry.setText(names.get(key, ""))
                entry.setCursorPosition(0)


def same_moment(typed: datetime | None, wrong: Delivered | Signed | None) -> datetime | None:
    """What was typed; where nobody changed it, the very moment of the corrected entry (seconds are not shown)."""
    if typed is None or wrong is None:
        return typed
    return wrong.at if typed == wrong.at.replace(second=0, microsecond=0) else typed


def _party(line: Waiting) -> str:
    """Whom a copy is for. A list has the consumer masked, and a masked name proves nothing: it was the person."""
    return {"consumer": _("本人"), "merchant": line.merchant}.get(line.copy, "")
